// The poll: engines come by at loop edges and calls when Hot::request is set.
#include "runtime/call.h"
#include "runtime/heap.h"
#include "runtime/scheduler.h"

namespace gs::rt {

Status poll(State& st) {
    // Requests that are served are taken out one by one, so that nothing is lost if one of them ends in an error.
    auto take = [&](u32 bit) { return (st.hot.request.fetch_and(~bit) & bit) != 0; };
    if (take(kRequestInterrupt)) return st.raise_uncatchable("interrupted");
    if (take(kRequestMemory)) return st.raise_uncatchable("memory limit exceeded");
    if (take(kRequestCollect)) st.heap->collect_young();
    if (take(kRequestFinalize)) TRY(st.heap->run_finalizers());
    if (take(kRequestPreempt)) TRY(st.scheduler->take_turn());
    return {};
}

}  // namespace gs::rt

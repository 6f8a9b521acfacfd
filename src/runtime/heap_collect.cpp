// When a collection is due, and minor collections from begin to end. Full ones: heap_cycle.cpp.

#include <algorithm>
#include <cstdio>

#include "runtime/coroutine.h"
#include "runtime/heap_impl.h"
#include "runtime/scheduler.h"
#include "runtime/strings.h"

namespace gs::rt {

namespace {

constexpr std::size_t kMaxNursery = 8 * kMiB;
constexpr std::size_t kLeastGrowth = 2 * kMiB;
constexpr std::size_t kLeastKept = 4 * kMiB;
constexpr double kLongPause = 1.0;  // milliseconds

bool marked(const Header* h, void* marker) { return static_cast<Marker*>(marker)->is_marked(h); }

}  // namespace

// ---- when -------------------------------------------------------------------------------------------------

// A larger nursery promotes less garbage, but costs memory, and pauses when much of it survives.
void Heap::Impl::adapt_nursery(double milliseconds) {
    std::size_t most = std::clamp(live / 2, kMinNursery, kMaxNursery);
    if (milliseconds > kLongPause) {
        nursery = static_cast<std::size_t>(static_cast<double>(nursery) * 0.9 * kLongPause / milliseconds);
    } else {
        nursery += nursery / 2;
    }
    nursery = std::clamp(nursery, kMinNursery / 2, most);
    // Deep stacks are scanned by every minor collection: their cost must stay a small share of the time.
    nursery = std::max(nursery, scanned / 2);
}

void Heap::Impl::set_full_trigger() {
    live = in_use();
    full_trigger = live + std::max(live, kLeastGrowth);
    // Gives back what neither this cycle nor the one before would need, but for so little that fetching it again costs more.
    std::size_t growth = full_trigger - live;
    keep_bytes = std::max({growth, last_growth, kLeastKept});
    last_growth = growth;
}

void Heap::Impl::set_due() {
    if (options.stress || options.stress_slices) {
        due = 0;
        return;
    }
    std::size_t used = in_use();
    std::size_t until_full = phase != Phase::Idle || full_trigger < used ? nursery : full_trigger - used;
    minor_due = std::max(std::min(nursery, until_full), kMinNursery / 2);
    due = minor_due;
    if (phase != Phase::Idle) due = std::min(due, slice_taken + kSliceEvery);
}

void Heap::Impl::collect_automatically() {
    if (st.heap->stopped_ || collecting) return;
    if (options.stress) {
        // Both kinds, and mostly minor ones: a forgotten store barrier shows there only.
        return collect(++stress_count % 8 ? Cycle::Minor : Cycle::Full, "stress");
    }
    if (options.stress_slices) return collect(++stress_count % 16 ? Cycle::Slice : Cycle::Minor, "stress");
    collect(space.taken() >= minor_due ? Cycle::Minor : Cycle::Slice, "allocation");
}

bool Heap::step(std::size_t bytes) {
    impl_->collect(Impl::Cycle::Step, "step", bytes);
    return impl_->phase == Impl::Phase::Idle;
}

void Heap::collect(const char* reason) { impl_->collect(Impl::Cycle::Full, reason); }

void Heap::collect_young() {
    if (!stopped_) impl_->collect(Impl::Cycle::Minor, "request");
}

// ---- how --------------------------------------------------------------------------------------------------

// Callee-saved registers may hold the only reference to an object. This puts all of them on the stack, in this frame.
__attribute__((noinline)) void Heap::Impl::collect(Cycle cycle, const char* reason, std::size_t bytes) {
    __builtin_unwind_init();
    collect_with_stack(cycle, reason, bytes);
    asm volatile("" ::: "memory");  // no tail call: the frame must stand while the stack is scanned
}

__attribute__((noinline)) void Heap::Impl::collect_with_stack(Cycle cycle, const char* reason, std::size_t bytes) {
    GS_ASSERT(no_gc == 0);
    if (collecting) return;
    collecting = true;
    double start = PauseLog::now();
    std::size_t before = in_use();
    const char* what = phase_name();
    // This frame is below the one with the registers, so it covers them.
    const void* sp = __builtin_frame_address(0);
    std::size_t paid = space.taken();
    bool whole = cycle == Cycle::Full;
    if (phase == Phase::Idle &&
        (cycle == Cycle::Step || options.stress_slices || (cycle == Cycle::Minor && full_is_due()))) {
        if (marked_last < kAtOnce && in_use() < 4 * kAtOnce && !options.stress_slices) {
            whole = true;
        } else {
            begin_cycle(reason);
            what = phase_name();
            if (cycle != Cycle::Step) {
                cycle = Cycle::Minor;
            } else {
                minor(sp);
                bytes -= std::min(bytes, kSliceEvery);
            }
        }
    }
    if (whole) {
        run_cycle(sp);
    } else if (cycle == Cycle::Minor) {
        minor(sp);
    } else if (cycle == Cycle::Slice) {
        std::size_t steps = std::clamp<std::size_t>((space.taken() - slice_taken) / kSliceEvery, 1, kMostSlices);
        paid = slice_taken + steps * kSliceEvery;
        slice(sp, steps);
    } else {
        step(sp, bytes, !minor_ran);
    }
    // What a large allocation owes is paid by several slices, one after another, up to the next minor collection.
    slice_taken = minor_ran ? space.taken() : std::min(space.taken(), paid);
    double pause = PauseLog::now() - start;
    if (whole || cycle == Cycle::Minor) adapt_nursery(whole ? 0 : pause);
    set_due();
    collecting = false;
    if (options.log) log_pause(whole ? Cycle::Full : cycle, reason, what, before, pause);
    if (minor_ran && (options.verify || options.stress || options.stress_slices)) check_heap();
    minor_ran = false;
}

void Heap::Impl::log_pause(Cycle cycle, const char* reason, const char* what, std::size_t before, double pause) {
    if (cycle == Cycle::Slice || cycle == Cycle::Step) {
        pauses.slice(what, pause);
    } else {
        pauses.end_group();
        std::size_t after = in_use();
        pauses.collection(cycle == Cycle::Full ? "full" : "minor", reason, after, before > after ? before - after : 0,
                          pause);
    }
    if (cycle_ended) pauses.end_cycle(cycle_reason, live, space.freed());
    cycle_ended = false;
}

void Heap::Impl::check_heap() {
    const char* error = verify();
    if (!error && phase == Phase::Marking && minor_ran) error = verify_marking();
    if (!error) return;
    std::fprintf(stderr, "gc: heap damaged after a collection: %s\n", error);
    std::abort();
}

void Heap::Impl::minor(const void* sp) {
    space.note_cursor(st.hot.cursor);
    Marker young(st, space, true);
    if (phase == Phase::Marking) young.shade_with(marker.get());
    if (phase == Phase::Clearing || phase == Phase::Cleared) young.mark_for_good();
    trace_roots(young, sp);
    young.shade_with(nullptr);
    young.drain();
    scanned = young.scanned();
    minor_ran = true;
    ++collections;

    forget_ran(st);
    dispose_young(young);
    old_finalizable = finalizable.size();
    if (st.strings) st.strings->sweep_young(marked, &young);
    space.leave_hole();
    st.hot.cursor = st.hot.cursor_end = hole_end = nullptr;
    reset_log();
    space.sweep_minor();
    live = in_use();
    if (phase == Phase::Cleared) swap_maps();
}

void Heap::Impl::trace_roots(Marker& young, const void* sp) {
    // Conservative roots first: while this marks, the holes of fresh blocks are still as they were.
    trace_running(st, young, sp);
    trace_ran(st, young);
    if (st.hot.co) young.rescan(&st.hot.co->h);  // its fields change while it runs
    trace_log(young);
    for (const Root& root : roots) root.fn(young, root.context);
    for (Header* h : pending) young.object(h);
    if (st.strings) {
        for (String* s : st.strings->single) young.object(reinterpret_cast<Header*>(s));
    }
    // Which of these are garbage is for full collections to find out.
    for (std::size_t i = old_finalizable; i < finalizable.size(); ++i) young.mark(finalizable[i]);
}

void Heap::add_root(RootFn fn, void* context) { impl_->roots.push_back({fn, context}); }

void Heap::remove_root(RootFn fn, void* context) {
    std::erase_if(impl_->roots, [&](const Impl::Root& root) { return root.fn == fn && root.context == context; });
}

}  // namespace gs::rt

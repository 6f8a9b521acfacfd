// A collection from begin to end, and when one is due.

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "runtime/coroutine.h"
#include "runtime/engine.h"
#include "runtime/heap_impl.h"
#include "runtime/scheduler.h"
#include "runtime/shape.h"
#include "runtime/strings.h"

namespace gs::rt {

namespace {

constexpr std::size_t kMiB = 1024 * 1024;

bool marked(const Header* h, void* marker) { return static_cast<Marker*>(marker)->is_marked(h); }

constexpr std::size_t kMinNursery = kMiB, kMaxNursery = 8 * kMiB;
constexpr std::size_t kLeastGrowth = 2 * kMiB;
constexpr double kLongPause = 1.0;  // milliseconds

/// Time of this thread: what else runs on the machine must not change the size of the nursery.
double milliseconds_now() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

}  // namespace

// ---- when -------------------------------------------------------------------------------------------------

// A larger nursery promotes less garbage, but costs memory, and pauses when much of it survives.
void Heap::Impl::set_triggers(Cycle cycle, double milliseconds, std::size_t scanned) {
    live = in_use();
    if (cycle == Cycle::Full) full_trigger = live + std::max(live, kLeastGrowth);
    std::size_t most = std::clamp(live / 2, kMinNursery, kMaxNursery);
    if (cycle == Cycle::Minor && milliseconds > kLongPause) {
        nursery = static_cast<std::size_t>(static_cast<double>(nursery) * 0.9 * kLongPause / milliseconds);
    } else {
        nursery += nursery / 2;
    }
    nursery = std::clamp(nursery, kMinNursery / 2, most);
    // Deep stacks are scanned by every minor collection: their cost must stay a small share of the time.
    nursery = std::max(nursery, scanned / 2);
    trigger = std::min(live + nursery, std::max(full_trigger, live + kMinNursery / 2));
}

// Gives back what neither this cycle nor the one before would need.
void Heap::Impl::release_memory() {
    std::size_t growth = full_trigger - live;
    space.release(std::max(growth, last_growth));
    last_growth = growth;
}

void Heap::Impl::collect_automatically() {
    if (st.heap->stopped_ || collecting) return;
    if (options.stress) {
        // Both kinds, and mostly minor ones: a forgotten store barrier shows there only.
        return collect(++stress_count % 8 ? Cycle::Minor : Cycle::Full, "stress");
    }
    collect(in_use() >= full_trigger ? Cycle::Full : Cycle::Minor, "allocation");
}

bool Heap::step(std::size_t) {
    impl_->collect(Impl::Cycle::Full, "step");
    return true;
}

void Heap::collect(const char* reason) { impl_->collect(Impl::Cycle::Full, reason); }

// ---- how --------------------------------------------------------------------------------------------------

// Callee-saved registers may hold the only reference to an object. This puts all of them on the stack, in this frame.
__attribute__((noinline)) void Heap::Impl::collect(Cycle cycle, const char* reason) {
    __builtin_unwind_init();
    collect_with_stack(cycle, reason);
    asm volatile("" ::: "memory");  // no tail call: the frame must stand while the stack is scanned
}

__attribute__((noinline)) void Heap::Impl::collect_with_stack(Cycle cycle, const char* reason) {
    GS_ASSERT(no_gc == 0);
    if (collecting) return;
    collecting = true;
    collections++;
    double start = milliseconds_now();
    std::size_t before = in_use();
    space.note_cursor(st.hot.cursor);

    bool minor = cycle == Cycle::Minor;
    Marker marker(st, space, minor);
    if (minor) {
        space.begin_minor();
    } else {
        space.begin_full();
        if (st.shapes) st.shapes->begin_marking();
    }
    // This frame is below the one with the registers, so it covers them.
    trace_roots(marker, __builtin_frame_address(0));
    marker.drain();
    minor ? finish_minor(marker) : finish_full(marker);

    space.leave_hole();
    st.hot.cursor = st.hot.cursor_end = hole_end = nullptr;
    reset_log();
    if (minor) {
        space.sweep_minor();
    } else {
        space.sweep_full();
        overdrawn = overdrawn && in_use() > limit;
        if (st.engine) st.engine->collected(st);
    }
    double pause = milliseconds_now() - start;
    set_triggers(cycle, pause, marker.scanned());
    if (!minor) release_memory();
    collecting = false;
    if (options.log) {
        double freed = static_cast<double>(before) - static_cast<double>(live);
        std::fprintf(stderr, "gc: %s (%s) live %.1f MiB freed %.1f MiB pause %.1f ms\n", minor ? "minor" : "full",
                     reason, static_cast<double>(live) / kMiB, freed / kMiB, pause);
    }
    if (options.verify || options.stress) {
        if (const char* error = verify()) {
            std::fprintf(stderr, "gc: heap damaged after a collection: %s\n", error);
            std::abort();
        }
    }
}

void Heap::Impl::trace_roots(Marker& marker, const void* sp) {
    // Conservative roots first: while marking a minor cycle the holes of fresh blocks are still as they were.
    trace_running(st, marker, sp);
    if (marker.minor()) trace_minor_roots(marker);
    for (const Root& root : roots) root.fn(marker, root.context);
    for (Header* h : pending) marker.mark(h);
    if (st.strings) {
        for (String* s : st.strings->single) marker.pointer(s);
    }
}

// Old objects that may refer to young ones.
void Heap::Impl::trace_minor_roots(Marker& marker) {
    trace_ran(st, marker);
    if (st.hot.co) marker.rescan(&st.hot.co->h);  // its fields change while it runs
    trace_log(marker);
    // Which of these are garbage is for full collections to find out.
    for (Header* h : finalizable) marker.mark(h);
}

void Heap::Impl::finish_minor(Marker& marker) {
    forget_ran(st);
    dispose_dead(marker, old_disposables);
    if (st.strings) st.strings->sweep_young(marked, &marker);
}

// What comes after everything reachable is marked; the order is that of language.md 10.13 and 10.14: values of weak tables
// are cleared before finalisers bring objects back, keys after.
void Heap::Impl::finish_full(Marker& marker) {
    marker.drain_parts();
    marker.converge();
    marker.clear_weak_values(0);
    std::size_t judged = marker.weak_table_count();
    queue_finalizers(marker);
    marker.converge();
    marker.clear_weak_keys();
    marker.clear_weak_values(judged);
    marker.clear_dead_keys();
    forget_ran(st);
    dispose_dead(marker, 0);
    if (st.strings) st.strings->sweep(marked, &marker);
    if (st.shapes) st.shapes->sweep(marked, &marker);
}

void Heap::add_root(RootFn fn, void* context) { impl_->roots.push_back({fn, context}); }

void Heap::remove_root(RootFn fn, void* context) {
    std::erase_if(impl_->roots, [&](const Impl::Root& root) { return root.fn == fn && root.context == context; });
}

}  // namespace gs::rt

// A collection from begin to end, and when one is due.

#include <algorithm>
#include <chrono>
#include <cstdio>

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

using Clock = std::chrono::steady_clock;

}  // namespace

// ---- when -------------------------------------------------------------------------------------------------

void Heap::Impl::set_triggers() {
    live = in_use();
    full_trigger = live + std::max(live, 4 * kMiB);
    trigger = full_trigger;
}

void Heap::Impl::collect_automatically() {
    if (st.heap->stopped_ || collecting) return;
    collect(Cycle::Full, options.stress ? "stress" : "allocation");
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
    auto start = Clock::now();
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
    if (!minor) finish_full(marker);

    space.leave_hole();
    st.hot.cursor = st.hot.cursor_end = hole_end = nullptr;
    reset_log();
    if (minor) {
        space.sweep_minor();
    } else {
        space.sweep_full();
        overdrawn = overdrawn && in_use() > limit;
        space.release(std::max(in_use() / 2, 4 * kMiB));
        if (st.engine) st.engine->collected(st);
    }
    set_triggers();
    collecting = false;
    if (options.log) {
        double pause = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
        double freed = static_cast<double>(before) - static_cast<double>(live);
        std::fprintf(stderr, "gc: %s (%s) live %.1f MiB freed %.1f MiB pause %.1f ms\n", minor ? "minor" : "full", reason,
                     static_cast<double>(live) / kMiB, freed / kMiB, pause);
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
    for (const Root& root : roots) root.fn(marker, root.context);
    for (Header* h : pending) marker.mark(h);
    if (st.strings) {
        for (String* s : st.strings->single) marker.pointer(s);
    }
}

// What comes after everything reachable is marked; the order is that of language.md 10.13 and 10.14: values of weak tables
// are cleared before finalisers bring objects back, keys after.
void Heap::Impl::finish_full(Marker& marker) {
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

// The collector asks each table it marks for its present metatable, so there is nothing to remember.
void Heap::add_weak(Table*) {}

}  // namespace gs::rt

// What is behind Heap, for the heap_*.cpp files only.
#pragma once

#include <memory>
#include <vector>

#include "runtime/heap.h"
#include "runtime/heap_mark.h"
#include "runtime/heap_pauses.h"
#include "runtime/heap_space.h"
#include "runtime/state.h"

namespace gs::rt {

/// Memory beyond the limit that small allocations may use until the next poll raises the error, and its handlers after.
inline constexpr std::size_t kReserveBytes = 256 * 1024;

inline constexpr std::size_t kMiB = 1024 * 1024;
inline constexpr std::size_t kMinNursery = kMiB;
/// A slice of a full collection is due after so many bytes of allocation; after larger ones it is so many times as long, up
/// to a limit.
inline constexpr std::size_t kSliceEvery = 32 * 1024, kMostSlices = 4;
/// If the last full collection marked no more than this, the next one happens in one pause: marking in slices keeps more
/// garbage, and costs more.
inline constexpr std::size_t kAtOnce = 3 * kMiB / 2;

struct Heap::Impl {
    Impl(State& state, const HeapOptions& given);
    ~Impl();

    State& st;
    HeapOptions options;
    Space space;
    std::size_t limit;  // effective: the given one, or what the range holds
    std::size_t outside = 0;  // bytes announced by charge()
    std::size_t due = 0;  // Space::taken at which there is something to do
    std::size_t minor_due = 0;  // and at which it is a minor collection
    std::size_t full_trigger = 0;  // bytes in use at which a full collection begins
    std::size_t last_growth = 0;  // full_trigger - live after the last full collection
    std::size_t nursery = 0;  // bytes allocated between two minor collections
    std::size_t live = 0;  // bytes in use after the last collection
    char* hole_end = nullptr;  // of the current hole; Hot::cursor_end is lower with gc stress
    bool overdrawn = false;  // over the limit even after a full collection: the error is on its way
    bool collecting = false;
    bool finalizing = false;  // a finaliser is running
    u32 stress_count = 0;
    u32 collections = 0;

    // Where the full collection stands (essay in heap_cycle.cpp).
    enum class Phase : u8 { Idle, Marking, Clearing, Cleared, Placing, Releasing };
    Phase phase = Phase::Idle;
    std::unique_ptr<Marker> marker;
    u32 attempts = 0;  // to end the marking
    std::size_t slice_taken = 0;  // Space::taken at the end of the last slice
    std::size_t disposables_next = 0, disposables_kept = 0;  // as far as Clearing has come
    std::size_t keep_bytes = 0;  // free memory that is not given back to the system
    std::size_t marked_last = 0;  // bytes of what the last full collection found alive
    std::size_t scanned = 0;  // bytes of stacks in the last minor collection
    const char* cycle_reason = "";
    bool cycle_ended = false;
    bool minor_ran = false;  // in this pause
    PauseLog pauses;
    u32 no_gc = 0;  // NoGC scopes

    struct Root {
        RootFn fn;
        void* context;
    };
    std::vector<Root> roots;
    std::vector<Header*> disposables;
    std::size_t old_disposables = 0;  // the first of them survived a collection
    std::vector<Header*> finalizable;  // in the order of marking
    std::size_t old_finalizable = 0;  // the first of them survived a collection
    std::vector<Header*> pending;  // finalisers due, in reverse order of running
    std::vector<Value*> log;  // the slot log's memory; Hot::log points into it

    std::size_t in_use() const;

    // ---- allocation: heap.cpp -----------------------------------------------------------------------------------
    void* allocate_slow(std::size_t bytes, u64 header);
    void* allocate_cell(std::size_t bytes, u64 header);
    void* allocate_large(std::size_t bytes, u64 header);
    /// Whether an old cell of that size is better kept old, though a copy of it could be young: minor collections had to look
    /// through the copy.
    bool stays_old(std::size_t bytes) const;
    void next_hole(std::size_t bytes);
    void fill_hole();
    bool make_room(std::size_t bytes);
    void before_allocation(std::size_t bytes);
    void set_limit(std::size_t bytes);

    // ---- collection: heap_collect.cpp -----------------------------------------------------------------------------
    enum class Cycle : u8 { Minor, Slice, Step, Full };
    void collect_automatically();
    void collect(Cycle cycle, const char* reason, std::size_t bytes = 0);
    void collect_with_stack(Cycle cycle, const char* reason, std::size_t bytes);
    void log_pause(Cycle cycle, const char* reason, const char* what, std::size_t before, double pause);
    void minor(const void* sp);
    void trace_roots(Marker& young, const void* sp);
    void adapt_nursery(double milliseconds);
    void set_due();
    void set_full_trigger();
    void check_heap();

    // ---- full collections: heap_cycle.cpp ---------------------------------------------------------------------------
    bool full_is_due() const { return phase == Phase::Idle && in_use() >= full_trigger; }
    void begin_cycle(const char* reason);
    void slice(const void* sp, std::size_t steps);
    void step(const void* sp, std::size_t bytes, bool at_least);
    void try_to_finish(const void* sp);
    void finish_marking();
    bool clear_some(std::size_t words);
    void swap_maps();
    const char* phase_name() const;
    void end_cycle();
    void abandon_cycle();
    void run_cycle(const void* sp);
    bool survives(const Header* h) const;

    // ---- finalisers and disposables: heap_finalize.cpp --------------------------------------------------------------
    bool queue_finalizers();
    void dispose(Header* h);
    void dispose_young(Marker& young);
    bool dispose_some(std::size_t count);
    void dispose_all();
    Status run_queue();
    Status finalize(Header* h);

    // ---- slot log: heap_log.cpp ---------------------------------------------------------------------------------
    void reset_log();
    void trace_log(Marker& young);
    void append_log(Value* entry);
    void compact_log();

    const char* verify();
    const char* verify_marking();
};

}  // namespace gs::rt

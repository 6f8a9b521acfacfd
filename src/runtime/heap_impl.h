// What is behind Heap, for the heap_*.cpp files only.
#pragma once

#include <vector>

#include "runtime/heap.h"
#include "runtime/heap_mark.h"
#include "runtime/heap_space.h"
#include "runtime/state.h"

namespace gs::rt {

/// Memory beyond the limit that small allocations may use until the next poll raises the error, and its handlers after.
inline constexpr std::size_t kReserveBytes = 256 * 1024;

struct Heap::Impl {
    Impl(State& state, const HeapOptions& given);
    ~Impl();

    State& st;
    HeapOptions options;
    Space space;
    std::size_t limit;  // effective: the given one, or what the range holds
    std::size_t outside = 0;  // bytes announced by charge()
    std::size_t trigger = 0;  // bytes in use at which the next collection is due
    std::size_t full_trigger = 0;  // and at which it is a full one
    std::size_t last_growth = 0;  // full_trigger - live after the last full collection
    std::size_t nursery = 0;  // bytes allocated between two collections
    std::size_t live = 0;  // bytes in use after the last collection
    char* hole_end = nullptr;  // of the current hole; Hot::cursor_end is lower with gc stress
    bool overdrawn = false;  // over the limit even after a full collection: the error is on its way
    bool collecting = false;
    bool finalizing = false;  // a finaliser is running
    u32 stress_count = 0;
    u32 collections = 0;
    u32 no_gc = 0;  // NoGC scopes

    struct Root {
        RootFn fn;
        void* context;
    };
    std::vector<Root> roots;
    std::vector<Header*> disposables;
    std::size_t old_disposables = 0;  // the first of them survived a collection
    std::vector<Header*> finalizable;  // in the order of marking
    std::vector<Header*> pending;  // finalisers due, in reverse order of running
    std::vector<Value*> log;  // the slot log's memory; Hot::log points into it

    std::size_t in_use() const;

    // ---- allocation: heap.cpp -----------------------------------------------------------------------------------
    void* allocate_slow(std::size_t bytes, u64 header);
    void* allocate_cell(std::size_t bytes, u64 header);
    void* allocate_large(std::size_t bytes, u64 header);
    void next_hole(std::size_t bytes);
    void fill_hole();
    bool make_room(std::size_t bytes);
    void before_allocation(std::size_t bytes);
    void set_limit(std::size_t bytes);

    // ---- collection: heap_collect.cpp -----------------------------------------------------------------------------
    enum class Cycle : u8 { Minor, Full };
    void collect_automatically();
    void collect(Cycle cycle, const char* reason);
    void collect_with_stack(Cycle cycle, const char* reason);
    void trace_roots(Marker& marker, const void* sp);
    void release_memory();
    void trace_minor_roots(Marker& marker);
    void finish_minor(Marker& marker);
    void finish_full(Marker& marker);
    void set_triggers(Cycle cycle, double milliseconds, std::size_t scanned);

    // ---- finalisers and disposables: heap_finalize.cpp --------------------------------------------------------------
    void queue_finalizers(Marker& marker);
    void dispose(Header* h);
    void dispose_dead(Marker& marker, std::size_t from);
    void dispose_all();
    Status run_queue();
    Status finalize(Header* h);

    // ---- slot log: heap_log.cpp ---------------------------------------------------------------------------------
    void reset_log();
    void trace_log(Marker& marker);
    void append_log(Value* entry);
    void compact_log();

    const char* verify();
};

}  // namespace gs::rt

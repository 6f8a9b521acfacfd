// The script heap: a mark-region collector (Immix), non-moving, precise for the heap and the Value stacks, conservative
// for native stacks and registers. See heap.cpp for the essay; docs/adr for the decision.
//
// What callers must know:
//  - Any function that takes State& may collect. Locals on the native stack keep their objects alive; so does anything
//    below State::hot.top on a Value stack. A pointer held only in C++ heap memory does not: give it to add_root, or keep
//    it in a heap object (Values, Bytes, Userdata with a trace function).
//  - Allocation never runs script: finalisers are queued and run at the next poll (rt::poll).
//  - An object must be complete (every field traced has a valid value) before the next allocation.
//  - A reference is written into an object that is already published through store(); fresh objects are filled
//    with plain assignments before anything else is allocated.
#pragma once

#include <cstddef>

#include "runtime/object.h"

namespace gs::rt {

/// Handed to trace functions; marks what they reach.
class Tracer {
public:
    void value(Value v) {
        if (v.is_reference()) object(v.as_header());
    }
    virtual void object(Header* h) = 0;  // null is allowed
    /// A shape that has to stay though perhaps no table has it. Minor collections have no use for it.
    virtual void shape(u32 id) = 0;
    template <class T>
    void pointer(T* p) {
        object(reinterpret_cast<Header*>(p));
    }
    /// A range of exact Values.
    void values(const Value* first, const Value* last) {
        for (; first != last; ++first) value(*first);
    }
    /// A range of machine words that may hold references (native stacks).
    virtual void conservative(const void* low, const void* high) = 0;
    /// A minor collection: everything that was there at the last one counts as marked.
    bool minor() const { return minor_; }

protected:
    explicit Tracer(bool minor) : minor_(minor) {}
    ~Tracer() = default;

private:
    bool minor_;
};

struct HeapOptions {
    std::size_t limit = 0;  // bytes; 0: none but the reserved range
    bool stress = false;  // collect at every allocation (--gc-stress)
    bool stress_slices = false;  // a very small slice of a full collection at every allocation (--gc-slices)
    bool log = false;  // one line a collection on stderr (--gc-log)
    bool verify = false;  // check the heap after every collection
};

class Heap {
public:
    explicit Heap(State& st, const HeapOptions& options);
    ~Heap();
    Heap(const Heap&) = delete;
    Heap& operator=(const Heap&) = delete;

    /// A cell of at most kSmallLimit bytes (multiple of 8, header included), header set, the rest not initialised.
    /// Never fails: over the limit it overdraws a reserve and asks for the uncatchable memory error at the next poll.
    void* allocate(std::size_t bytes, HeapType type, u8 aux = 0);
    /// A cell of any size; null if the request can not be met (the caller raises with State::raise_memory).
    void* allocate_any(std::size_t bytes, HeapType type, u8 aux = 0);
    static constexpr std::size_t kSmallLimit = 8192;
    /// Makes a cell of more than kSmallLimit bytes longer where it stands; false if there is no room behind it. What is
    /// new is not initialised.
    bool extend(Header* h, std::size_t bytes);
    /// Size of the cell in bytes.
    std::size_t size_of(const Header* h) const;

    // The one way to write a reference into a published object. `owner` is the cell that holds the slot.
    void store(Header* owner, Value* slot, Value v) {
        if (owner->gc & kGcOld) [[unlikely]]
            log_store(owner, slot, v);
        *slot = v;
    }
    template <class T>
    void store_pointer(Header* owner, T** slot, T* p) {
        if (owner->gc & kGcOld) [[unlikely]]
            log_pointer(owner, reinterpret_cast<void**>(slot), p);
        *slot = p;
    }
    /// After a bulk write (memmove, sort) into `owner`: one entry for the whole cell.
    void wrote_many(Header* owner) {
        if (owner->gc & kGcOld) [[unlikely]]
            log_cell(owner);
    }

    /// `copy`, which was made just now, has been filled with what `original` refers to, and takes its place: nobody will
    /// write to `original` any more. A minor collection need not look through a large copy then, if the store barrier has
    /// kept an eye on the original.
    void replaces(Header* copy, const Header* original) {
        if (copy->size8 == 0 && original->gc & kGcOld) inherit(copy, original);
    }

    /// Objects with something to destroy (Proto, Coroutine, Userdata with destroy, Channel) register once.
    void add_disposable(Header* h);
    /// Called by setmetatable for a metatable with __gc (10.13). No effect if marked already.
    void mark_for_finalization(Header* h);

    /// A root outside heap and stacks: called at every collection.
    using RootFn = void (*)(Tracer&, void* context);
    void add_root(RootFn fn, void* context);
    void remove_root(RootFn fn, void* context);

    /// How many minor collections there have been, those of full ones included. While it does not change, no memory is used
    /// anew.
    u32 collections() const;
    /// A full collection, without running finalisers (rt::collect_garbage does both).
    void collect(const char* reason);
    /// Some work on a full collection, which is begun if there is none: about so many bytes of it, but at least a slice. True
    /// if that ended one.
    bool step(std::size_t bytes);
    /// A minor collection, for a poll: many coroutines have run since the last one, or many slots have been written to.
    void collect_young();
    /// The table of a shape was traced already when it got the shape: see change_shape.
    void keep_shape(u32 id);
    /// An interned string may be reached again (an old one was given it as its alias) without a store that the barrier sees.
    void keep_string(Header* h);
    void stop() { stopped_ = true; }
    void restart() { stopped_ = false; }
    bool running() const { return !stopped_; }

    /// Bytes in use: heap blocks and outside memory announced by charge().
    std::size_t bytes_in_use() const;
    std::size_t limit() const;
    void set_limit(std::size_t bytes);
    /// Memory outside the heap that belongs to script objects (stacks, payloads). Negative to give back.
    /// False if the limit does not allow it.
    bool charge(std::ptrdiff_t bytes);

    bool has_pending_finalizers() const;
    /// Runs the finalisers that are due; their errors go to standard error (`error in __gc: ...`). Fails only for errors
    /// that nothing catches (limits, interrupt, exit), which are pending then.
    Status run_finalizers();
    /// At program end: everything still marked, in the reverse order of marking (10.13).
    void run_all_finalizers();

    /// Checks every reference of every live object; null, or what is wrong.
    const char* verify();

    /// The heap's range starts here; offsets in 8-byte units fit 32 bits.
    const char* base() const;
    bool contains(const void* p) const;

    struct Impl;
    Impl& impl() { return *impl_; }

private:
    void log_store(Header* owner, Value* slot, Value v);
    void log_pointer(Header* owner, void** slot, void* p);
    void log_cell(Header* owner);
    void inherit(Header* copy, const Header* original);

    Impl* impl_;
    bool stopped_ = false;
};

/// Asserts in debug builds that nothing in its scope allocates.
class NoGC {
public:
    explicit NoGC(State& st);
    ~NoGC();
    NoGC(const NoGC&) = delete;
    NoGC& operator=(const NoGC&) = delete;

private:
    [[maybe_unused]] State& st_;
};

}  // namespace gs::rt

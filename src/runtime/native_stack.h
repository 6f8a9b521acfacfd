// Native stacks: the machine stacks that coroutines, goroutines and the main program run on. Essay in native_stack.cpp.
//
// A coroutine has a chain of them. It starts on one of 256 KiB; C++ that recurses and finds little left (call.h:
// native_stack_low, on_fresh_segment) goes on, still in the same coroutine, on a larger one, which is linked to the one
// below and given back when the recursion returns. Execution always goes on at the top of the chain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/object.h"
#include "support/function_ref.h"

namespace gs::rt {

/// One piece of a chain. Stands at the high end of the memory that it describes, except for the thread's own stack.
struct NativeStack {
    char* low;  // lowest address that may be used
    char* high;  // where use begins, going down
    NativeStack* below;  // what runs on when this one is left; null: the coroutine's first
    void* saved_sp;  // everything from here to `high` is in use while control is elsewhere; null while it is here
    std::uintptr_t limit;  // Hot::native_limit while control is here
    u8 size_class;  // index into the pool's sizes, or kForeign
    bool deep;  // more was used than the pool keeps for the next user
    static constexpr u8 kForeign = 0xFF;
    /// Lifts the first limit, which only tells that the stack is used deeply.
    void use_all();
    /// The Value stack of a coroutine begins in here, so that a small coroutine touches one page and no allocator.
    static constexpr u32 kInlineSlots = 32;
    Value slots[kInlineSlots];
};

/// Hands stacks out and takes them back. Not for threads: each State has one.
class StackPool {
public:
    StackPool() = default;
    ~StackPool();
    StackPool(const StackPool&) = delete;
    StackPool& operator=(const StackPool&) = delete;

    static constexpr u32 kClasses = 5;
    /// Size class 0 is where a coroutine starts. Null if the system has no address space left.
    NativeStack* take(u32 size_class);
    /// Control must not be on the stack.
    void give_back(NativeStack* stack);
    /// A stack for the main program: as much address space as the system gives, up to 512 MiB. Made once.
    NativeStack* main_stack();

    /// If more stacks are free than in use, takes the memory of up to `most` of them.
    void trim(std::size_t most);

    /// Coroutine stacks (size class 0) that are handed out.
    std::size_t in_use() const { return in_use_; }

private:
    struct Mapping {
        void* address;
        std::size_t size;
    };
    struct Class {
        // Given back, last in, first out. Those below `cold` have no memory any more, not even for the description.
        std::vector<NativeStack*> free;
        std::size_t cold = 0;
        char *next = nullptr, *end = nullptr;  // what is left of the slab being cut up
    };
    bool new_slab(u32 size_class);
    char* map(std::size_t size);

    Class classes_[kClasses];
    std::vector<Mapping> mappings_;
    NativeStack* main_ = nullptr;
    NativeStack* last_segment_ = nullptr;  // the segment given back last keeps its memory
    std::size_t in_use_ = 0;
    std::size_t carved_ = 0;  // stacks cut so far
};

/// Describes the stack that the calling thread came with.
void describe_thread_stack(NativeStack* stack);

/// The word ranges of a chain that hold live data, innermost first. `sp` is the stack pointer where control is now if the
/// chain is the running one, else null.
void visit_native_ranges(const NativeStack* chain, const void* sp,
                         FunctionRef<void(const void* low, const void* high)> visit);

}  // namespace gs::rt

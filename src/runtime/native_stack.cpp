// A coroutine's C++ frames need memory that is contiguous, cheap to get, and large enough for whatever recursion the
// script thinks of. Large and cheap exclude each other per stack, so a stack is small in what it costs and large in what
// it reserves:
//
//  - Address space is plentiful and memory comes page by page at the first touch. A stack reserves 256 KiB and costs the
//    one or two pages that a coroutine really uses.
//  - Stacks are cut from slabs of many megabytes. The system keeps a list of mappings, 65,530 by default, and neighbours
//    with equal rights are one mapping; a guard page below every stack would cost two entries each. So only the first few
//    get one (more in debug builds), as a net below what keeps us from overflowing: every C++ path that can recurse
//    compares its frame with Hot::native_limit, which leaves kStackReserve bytes for library functions that do not.
//  - Whoever finds the limit passed goes on on a segment: 1, 4, 16, then 64 MiB. A recursion of the tree-walker through
//    200,000 frames needs some 200 MiB, that is seven segments.
//  - The stride between stacks is 4 KiB more than 256: with a power of two the top ends of all stacks would compete for the
//    same few sets of the cache.
//  - Huge pages are forbidden: one touch would commit 2 MiB for eight stacks.
//
// What a finished coroutine leaves is used again by the next one, last in, first out, so that create, run, finish costs
// neither a system call nor a page fault. Three rules give memory back: a stack that was used deeply (its first limit lies
// 32 KiB down; on_fresh_segment lowers it and remembers) loses all but those 32 KiB; when more are free than in use, the
// surplus loses everything, little by little; of the segments only the last one given back keeps its memory, so that a recursion
// that swings about the end of a segment pays nothing, and one that went deep is forgotten when it is over.
#include "runtime/native_stack.h"

#include <algorithm>
#include <new>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "runtime/call.h"
#include "runtime/fibers.h"
#include "support/address_space.h"
#include "support/assert.h"

extern "C" void* __libc_stack_end;  // where the main thread's stack began

namespace gs::rt {

namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kKib = 1024, kMib = 1024 * kKib;
constexpr std::size_t kSizes[StackPool::kClasses] = {260 * kKib, 1 * kMib, 4 * kMib, 16 * kMib, 64 * kMib};
constexpr std::size_t kShallow = 32 * kKib;
constexpr std::size_t kWarmStacks = 1024;
// The last of the address space is for the little things: a coroutine that can not be had is an error of the script, a list of the
// engine's that can not grow is the end.
constexpr std::size_t kSpare = 4 * kMib;
constexpr std::size_t kGuardedStacks = kDebug ? 4096 : 128;
constexpr u8 kMainClass = StackPool::kClasses;

// Shifts the top ends of stacks against each other within their page: switching among a few coroutines would otherwise
// evict their hottest lines from the first cache level.
constexpr std::size_t kColours = 4, kColourStep = 320;

char* page_down(char* p) { return reinterpret_cast<char*>(reinterpret_cast<std::uintptr_t>(p) & ~(kPage - 1)); }

void give_memory_back(char* low, char* high) {
    high = page_down(high);
    if (low < high) madvise(low, static_cast<std::size_t>(high - low), MADV_DONTNEED);
}

// Where the description of a stack stands that ends at `end`: in its last page.
NativeStack* place(char* end, std::size_t shift) {
    constexpr std::size_t kRoom = (sizeof(NativeStack) + 63) & ~std::size_t{63};
    static_assert(kRoom + kColours * kColourStep < kPage);
    return reinterpret_cast<NativeStack*>(end - kRoom - shift);
}

// Writes it.
NativeStack* describe(NativeStack* at, std::size_t size, u8 size_class) {
    auto* stack = new (at) NativeStack;
    stack->low = page_down(reinterpret_cast<char*>(at)) + kPage - size;
    stack->high = reinterpret_cast<char*>(stack);
    stack->below = nullptr;
    stack->saved_sp = nullptr;
    stack->size_class = size_class;
    stack->use_all();
    if (size_class == 0) {
        stack->deep = false;
        stack->limit = reinterpret_cast<std::uintptr_t>(stack->high - kShallow);
    }
    return stack;
}

}  // namespace

void NativeStack::use_all() {
    deep = true;
    limit = reinterpret_cast<std::uintptr_t>(low + kPage + kStackReserve);
}

StackPool::~StackPool() {
    for (Mapping& m : mappings_) munmap(m.address, m.size);
}

char* StackPool::map(std::size_t size) {
    void* p = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) return nullptr;
    madvise(p, size, MADV_NOHUGEPAGE);
    mappings_.push_back({p, size});
    return static_cast<char*>(p);
}

bool StackPool::new_slab(u32 size_class) {
    Class& c = classes_[size_class];
    std::size_t stack_size = kSizes[size_class];
    std::size_t slab = std::max(stack_size, std::min(64 * kMib, std::max(16 * kMib, carved_ * kSizes[0])));
    slab -= slab % stack_size;
    if (!has_address_space(slab + kSpare)) {
        slab = stack_size;
        if (!has_address_space(slab + kSpare)) return false;
    }
    char* memory = map(slab);
    if (!memory) return false;
    c.next = memory;
    c.end = memory + slab;
    return true;
}

NativeStack* StackPool::take(u32 size_class) {
    Class& c = classes_[size_class];
    NativeStack* stack;
    if (!c.free.empty()) {
        stack = c.free.back();
        c.free.pop_back();
        if (stack == last_segment_) last_segment_ = nullptr;
        if (c.free.size() < c.cold) {
            c.cold--;
            describe(stack, kSizes[size_class], static_cast<u8>(size_class));
        }
    } else {
        if (c.next == c.end && !new_slab(size_class)) return nullptr;
        if (carved_ < kGuardedStacks) mprotect(c.next, kPage, PROT_NONE);
        c.next += kSizes[size_class];
        std::size_t shift = carved_++ % kColours * kColourStep;
        stack = describe(place(c.next, shift), kSizes[size_class], static_cast<u8>(size_class));
    }
    if (size_class == 0) in_use_++;
    return stack;
}

void StackPool::give_back(NativeStack* stack) {
    fibers::forget_frames(stack->low, stack->high);
    classes_[stack->size_class].free.push_back(stack);
    if (stack->size_class != 0) {
        if (last_segment_) give_memory_back(last_segment_->low, last_segment_->high);
        last_segment_ = stack;
        return;
    }
    in_use_--;
    if (stack->deep) {
        give_memory_back(stack->low, stack->high - kShallow);
        stack->deep = false;
        stack->limit = reinterpret_cast<std::uintptr_t>(stack->high - kShallow);
    }
}

void StackPool::trim(std::size_t most) {
    Class& c = classes_[0];
    std::size_t kept = std::max(kWarmStacks, in_use_);
    for (; most > 0 && c.free.size() - c.cold > kept; most--) {
        char* low = c.free[c.cold++]->low;
        madvise(low, kSizes[0], MADV_DONTNEED);
    }
}

NativeStack* StackPool::main_stack() {
    if (main_) return main_;
    for (std::size_t size = 512 * kMib; size >= kMib; size /= 2) {
        if (!has_address_space(size + kSpare)) continue;
        if (char* memory = map(size)) {
            mprotect(memory, kPage, PROT_NONE);
            main_ = describe(place(memory + size, 0), size, kMainClass);
            break;
        }
    }
    return main_;
}

void describe_thread_stack(NativeStack* stack) {
    char *low, *high;
    if (gettid() == getpid()) {
        // pthread_getattr_np would read and parse /proc/self/maps for this one.
        constexpr rlim_t kUsual = 8 * kMib;
        rlimit limit{};
        getrlimit(RLIMIT_STACK, &limit);
        rlim_t size = std::min<rlim_t>(limit.rlim_cur, kUsual);
        high = static_cast<char*>(__libc_stack_end);
        low = high - size + 16 * kPage;
    } else {
        pthread_attr_t attributes;
        void* address;
        std::size_t size;
        GS_CHECK(pthread_getattr_np(pthread_self(), &attributes) == 0);
        pthread_attr_getstack(&attributes, &address, &size);
        pthread_attr_destroy(&attributes);
        low = static_cast<char*>(address);
        high = low + size;
    }
    stack->low = low;
    stack->high = high;
    stack->below = nullptr;
    stack->saved_sp = nullptr;
    stack->size_class = NativeStack::kForeign;
    stack->deep = true;
    stack->limit = reinterpret_cast<std::uintptr_t>(low + kStackReserve);
}

void visit_native_ranges(const NativeStack* chain, const void* sp,
                         FunctionRef<void(const void* low, const void* high)> visit) {
    for (const NativeStack* stack = chain; stack; stack = stack->below) {
        const void* low = stack == chain && sp ? sp : stack->saved_sp;
        if (low) visit(low, stack->high);
    }
}

}  // namespace gs::rt

// Value stacks: where the frames of script functions stand, and the arguments of all calls.
//
// A coroutine's first 32 slots stand on its native stack, so that a small one needs no memory of its own. Then the stack
// moves to a block from malloc that doubles. Only base, top and the limit point into it; everybody else keeps offsets.
//
// The collector reads every slot below `top` as a Value, and a frame's slots lie below top before the frame has written
// them. So no slot that a frame may come to lie on may hold a stale reference to an object that has been freed meanwhile.
// Filling every frame with nil would cost on each call; instead each collection fills what lies above top, and dirty_end
// tells how far up anybody has been: Hot::value_limit is dirty_end, so whoever goes further comes by here. That also means
// that the memory behind it needs no filling when the stack grows. After deep recursion dirty_end would lie far above top,
// so the collector pulls it back (and gives the memory of the pages behind it back to the system).
#include "runtime/value_stack.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>

#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/native_stack.h"
#include "support/assert.h"

namespace gs::rt {
namespace {

// 512 MiB: 200,000 frames of 335 slots. Beyond it `stack overflow`; the reserve is for handling that error.
constexpr u64 kMaxSlots = u64{1} << 26;
constexpr u64 kReserve = 16 * 1024;
constexpr u32 kFirstBlock = 128;  // slots of the first block from malloc
constexpr std::ptrdiff_t kStep = 512;  // dirty_end goes up by at least so much
// Slots above top that stay usable without a check after a collection, and when it pulls back.
constexpr std::ptrdiff_t kKept = 16 * 1024, kTooMany = 4 * kKept;
// --stack-stress moves at every check, but not stacks so large that this would take for ever. What nobody has asked for holds these
// bytes then, and has to keep them.
constexpr u64 kStressed = 4096;
constexpr Value kUntouched{0xA5A5A5A5A5A5A5A5};
constexpr std::uintptr_t kPage = 4096;
constexpr std::size_t kWorthGivingBack = 256 * 1024;

std::ptrdiff_t block_bytes(const Coroutine* co) { return (co->stack_end - co->stack) * std::ptrdiff_t{sizeof(Value)}; }

bool is_inline(const Coroutine* co) { return co->stack_end - co->stack == NativeStack::kInlineSlots; }

// Moves the stack to a block of `slots` slots.
bool move_stack(State& st, Coroutine* co, u64 slots) {
    Hot& hot = st.hot;
    auto bytes = static_cast<std::ptrdiff_t>(slots * sizeof(Value));
    std::ptrdiff_t before = is_inline(co) ? 0 : block_bytes(co);
    if (bytes > before && !st.heap->charge(bytes - before)) return false;

    std::size_t used = static_cast<std::size_t>(std::max(co->dirty_end, hot.top) - co->stack);
    Value* block;
    if (is_inline(co) || st.options.stack_stress) {
        block = static_cast<Value*>(std::malloc(static_cast<std::size_t>(bytes)));
        if (block) {
            std::memcpy(static_cast<void*>(block), co->stack, used * sizeof(Value));
            // Whoever still uses the old place should notice.
            if (st.options.stack_stress) {
                std::fill_n(co->stack, used, kUntouched);
                std::fill(block + used, block + slots, kUntouched);
            }
            if (!is_inline(co)) std::free(co->stack);
        }
    } else {
        block = static_cast<Value*>(std::realloc(static_cast<void*>(co->stack), static_cast<std::size_t>(bytes)));
    }
    if (!block) {
        if (bytes > before) st.heap->charge(before - bytes);
        return false;
    }
    hot.top = block + (hot.top - co->stack);
    if (hot.base) hot.base = block + (hot.base - co->stack);
    co->dirty_end = block + (co->dirty_end - co->stack);
    co->stack = block;
    co->stack_end = block + slots;
    hot.value_limit = co->dirty_end;
    return true;
}

void raise_dirty_end(State& st, Coroutine* co, Value* least) {
    if (least > co->dirty_end) {
        Value* end =
            std::min(co->stack_end, std::max(least, co->dirty_end + std::min(kStep, co->stack_end - co->dirty_end)));
        std::fill(co->dirty_end, end, Value::nil());
        co->dirty_end = end;
    }
    st.hot.value_limit = co->dirty_end;
}

/// --stack-stress: nobody has written where no check had been.
void check_untouched(const Coroutine* co) {
    auto slots = static_cast<u64>(co->stack_end - co->stack);
    if (is_inline(co) || slots > kStressed) return;
    bool untouched = std::all_of(co->dirty_end, co->stack_end, [](Value v) { return v == kUntouched; });
    GS_CHECK(untouched);
}

}  // namespace

Status make_stack_room(State& st, u32 n) {
    Coroutine* co = st.hot.co;
    if (st.options.stack_stress) check_untouched(co);
    u64 need = static_cast<u64>(st.hot.top - co->stack) + n;
    auto slots = static_cast<u64>(co->stack_end - co->stack);
    if (need > slots || (st.options.stack_stress && need < kStressed)) {
        if (need > (co->overflowed ? kMaxSlots + kReserve : kMaxSlots)) {
            co->overflowed = true;
            return st.raise_text("stack overflow");
        }
        if (need > slots) slots = std::max<u64>(std::max<u64>(slots * 2, kFirstBlock), need);
        if (!move_stack(st, co, std::max<u64>(slots, kFirstBlock))) return st.raise_memory();
    }
    raise_dirty_end(st, co, st.hot.top + n);
    return {};
}

void set_first_stack(Coroutine* co, Value* slots, u32 count) {
    co->stack = co->top = slots;
    co->stack_end = co->dirty_end = slots + count;
    std::fill_n(slots, count, Value::nil());
}

void free_value_stack(State& st, Coroutine* co) {
    if (co->stack && !is_inline(co)) {
        // At the very end the heap that was charged is going away itself.
        if (st.scheduler) st.heap->charge(-block_bytes(co));
        std::free(static_cast<void*>(co->stack));
    }
    co->stack = co->stack_end = co->dirty_end = co->top = co->base = nullptr;
}

void clear_unused_slots(Coroutine* co, Value* top) {
    if (co->dirty_end - top > kTooMany) {
        auto first = (reinterpret_cast<std::uintptr_t>(top + kKept) + kPage - 1) & ~(kPage - 1);
        auto last = reinterpret_cast<std::uintptr_t>(co->dirty_end) & ~(kPage - 1);
        if (last > first && last - first >= kWorthGivingBack) {
            madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
        }
        co->dirty_end = top + kKept;
        co->overflowed = false;
    }
    if (co->dirty_end > top) std::fill(top, co->dirty_end, Value::nil());
}

}  // namespace gs::rt

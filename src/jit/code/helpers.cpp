#include "jit/code/helpers.h"

#include <cmath>

#include "runtime/arithmetic.h"
#include "runtime/ops.h"
#include "support/assert.h"
#include "vm/slow.h"

namespace gs::jit {

double helper_Pow(double x, double y) { return std::pow(x, y); }
double helper_Fmod(double x, double y) { return rt::floored_remainder(x, y); }
u64 helper_RawEqual(u64 x, u64 y) { return rt::raw_equal({x}, {y}); }

const void* helper_address(Helper helper) {
    static const void* const kAddresses[] = {
#define GS_HELPER(Name, ...) reinterpret_cast<const void*>(&helper_##Name),
#include "jit/ir/helpers.def"
#undef GS_HELPER
    };
    return kAddresses[static_cast<u16>(helper)];
}

vm::Next slow_op(rt::State& st, rt::Word* pc, rt::Value* base) {
    vm::SlowPath slow = vm::slow_path(*pc);
    GS_ASSERT(slow);
    if (bytecode::info(*pc).x != bytecode::Operand::Counter) return slow(st, pc, base);
    u8 counter = pc->x;
    pc->x = 2;  // counted down to 1: the edge is passed without a poll
    vm::Next next = slow(st, pc, base);
    pc->x = counter;
    return next;
}

vm::Next return_slots(rt::State& st, rt::Value* base, u32 first, u32 count) {
    rt::Word word{static_cast<u8>(bytecode::Op::Return), 0, static_cast<u16>(first), static_cast<u16>(count), 0};
    const rt::Word* head = vm::running(base)->code;
    vm::Next next = vm::slow_return(st, &word, base);
    st.hot.pc = head;  // not the word that is about to go
    return next;
}

}  // namespace gs::jit

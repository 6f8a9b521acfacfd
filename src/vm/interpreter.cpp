// The interpreter loop: the fast handlers of all instructions, compiled as dispatch.h says.
//
// A handler does what a few instructions can decide and leaves the rest to a slow path, which does the whole
// instruction again. So a handler must not have changed anything when it goes there (counters excepted), and nothing
// but the return address and the registers that it writes is to be found in memory: State::hot.base, top and pc are
// those of the last slow path.
#include <algorithm>
#include <iterator>

#include "runtime/coroutine.h"
#include "runtime/ops.h"
#include "runtime/table.h"
#include "vm/dispatch.h"
#include "vm/elements.h"

namespace gs::vm {

using bytecode::Op;

namespace {

using MayAliasDouble [[gnu::may_alias]] = double;

// Straight into a floating-point register; a load of the bits and a conversion would cost a transfer.
[[maybe_unused]] inline double load_real(const void* slot) { return *static_cast<const MayAliasDouble*>(slot); }
[[maybe_unused]] inline void store_real(Value* slot, double d) { *reinterpret_cast<MayAliasDouble*>(slot) = d; }

inline Value literal_value(const Word* w) { return {bytecode::bits_of(*w)}; }
template <class T>
T* literal_pointer(const Word* w) {
    return reinterpret_cast<T*>(bytecode::bits_of(*w));
}

inline u64 immediate(u16 field) { return static_cast<u64>(i64{static_cast<i16>(field)}); }

inline bool both_ints(Value x, Value y, u64 tag) { return (x.bits & y.bits) >= tag; }

/// The remainder with the sign of the divisor. b is not 0. (The least int by -1 does not overflow in 64 bits.)
inline i64 int_modulo(i64 a, i64 b) {
    i64 r = a % b;
    return r != 0 && (r ^ b) < 0 ? r + b : r;
}

/// Same bits are the same value, unless it is a NaN. Different bits are different if both are ints, or if one is nil
/// or a boolean.
inline bool known_equality(Value x, Value y) {
    if (x == y) return !x.is_real();
    if ((x.bits & y.bits) >= rt::kTagInt) return true;
    return (x.bits >> 48) == rt::kTagImmediate >> 48 || (y.bits >> 48) == rt::kTagImmediate >> 48;
}

}  // namespace

#if GS_VM_TAIL_CALLS

using Handler = __attribute__((preserve_none)) rt::Ret(VM_PARAMETERS);

template <SlowPath function>
[[gnu::noinline]] static VM_HANDLER leave_fast_path(VM_PARAMETERS) {
    Next continue_at = function(*st, pc, base);
    if (!continue_at.pc) return result_of(*st, continue_at);
    pc = continue_at.pc;
    base = continue_at.base;
    kBias = rt::kIntBias;
    NEXT(0);
}

#include "vm/handlers_basic.inc"
#include "vm/handlers_jump.inc"
#include "vm/handlers_table.inc"

void install_handlers(State& st) {
#define GS_OP(Name, ...) st.handler[static_cast<u32>(Op::Name)] = reinterpret_cast<void*>(&op_##Name);
#include "bytecode/opcodes.def"
#undef GS_OP
}

rt::Ret run(State& state, Word* pc, Value* base) {
    State* st = &state;
    return reinterpret_cast<Handler*>(st->handler[pc->op])(pc, base, st, rt::kTagInt, rt::kIntBias);
}

#else

// With `labels` it copies the table of labels, which can be named in here only.
static rt::Ret loop(State* st, Word* pc, Value* base, void** labels) {
    constexpr u64 kInt = rt::kTagInt, kBias = rt::kIntBias;
    static void* const all_labels[] = {
#define GS_OP(Name, ...) &&op_##Name,
#include "bytecode/opcodes.def"
#undef GS_OP
    };
    if (labels) {
        std::copy(std::begin(all_labels), std::end(all_labels), labels);
        return rt::Ret::none();
    }
    goto * st->handler[pc->op];

#include "vm/handlers_basic.inc"
#include "vm/handlers_jump.inc"
#include "vm/handlers_table.inc"
}

void install_handlers(State& st) { (void)loop(nullptr, nullptr, nullptr, st.handler); }

rt::Ret run(State& st, Word* pc, Value* base) { return loop(&st, pc, base, nullptr); }

#endif

}  // namespace gs::vm

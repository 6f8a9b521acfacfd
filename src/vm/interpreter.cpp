// The interpreter loop: the fast handlers of all instructions, compiled as dispatch.h says.
//
// A handler does what a few instructions can decide and leaves the rest to a slow path, which does the whole
// instruction again. So a handler must not have changed anything when it goes there (counters excepted), and nothing
// but the return address and the registers that it writes is to be found in memory: State::hot.base, top and pc are
// those of the last slow path.
#include <algorithm>
#include <cstring>
#include <iterator>

#include "runtime/coroutine.h"
#include "runtime/heap_inline.h"
#include "runtime/ops.h"
#include "runtime/shape.h"
#include "runtime/table.h"
#include "vm/access.h"
#include "vm/dispatch.h"
#include "vm/elements.h"
#include "vm/vm_engine.h"

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

inline void copy_one(Value* to, const Value* from) {
    u64 bits = from->bits;
    asm("" : "+r"(bits));
    to->bits = bits;
}

/// For a handful of values, mostly one or two: nothing has to be set up. Upwards, so `to` may stand below `from` in the same
/// frame. One by one: values that have just been stored are read faster by themselves than two at a time.
inline void copy_few(Value* to, const Value* from, u64 count) {
    if (count == 0) return;
    to[0] = from[0];
    if (count == 1) return;
    to[1] = from[1];
    for (u64 i = 2; i != count; i++) {
        to[i] = from[i];
        asm("" : "+r"(i));
    }
}
inline void clear_few(Value* to, const Value* end, u64 nil) {
    while (to != end) {
        to++->bits = nil;
        asm("" : "+r"(to));
    }
}

// Several fields at once, or a field that is read as part of a word.
inline void store_word(void* to, u64 word) { std::memcpy(to, &word, sizeof word); }

inline u64 immediate(u16 field) { return static_cast<u64>(i64{static_cast<i16>(field)}); }

inline bool both_ints(Value x, Value y, u64 tag) { return (x.bits & y.bits) >= tag; }

/// The number as a double; false if it is none.
inline bool double_of(Value v, double* d) {
    if (v.is_real()) {
        *d = v.as_real();
        return true;
    }
    if (!v.is_int()) return false;
    *d = static_cast<double>(v.as_int());
    return true;
}

/// The remainder with the sign of the divisor. b is not 0. (The least int by -1 does not overflow in 64 bits.)
inline i64 int_modulo(i64 a, i64 b) {
    i64 r = a % b;
    return r != 0 && (r ^ b) < 0 ? r + b : r;
}

/// Whether it is known that tables of this shape have no __eq.
inline bool has_no_equal(State* st, Value table) {
    const rt::MetaInfo* meta = st->hot.shapes[table.as_table()->h.id].meta;
    return !meta || meta->absent >> static_cast<u32>(rt::Name::Eq) & 1;
}

/// The same of small numbers. A step on a ring and the sum of two remainders are less than twice the divisor: a subtraction, chosen
/// without a jump, takes less time than a division.
inline u32 small_remainder(u32 a, u32 b) {
    u32 r = a - (b & -static_cast<u32>(a >= b));
    return r < b ? r : a % b;
}

enum class Equality : u8 { No, Yes, Unknown };

/// x == y as far as a few instructions can tell.
inline Equality equality(State* st, Value x, Value y) {
    if (x.is_real() && y.is_real()) return x.as_real() == y.as_real() ? Equality::Yes : Equality::No;
    if (x == y) return Equality::Yes;
    u64 tag = x.bits >> 48;
    if (tag != y.bits >> 48) {
        // Numbers of different kinds may be equal; everything else that differs in kind is different.
        return x.is_number() && y.is_number() ? Equality::Unknown : Equality::No;
    }
    switch (tag) {
        case rt::kTagString >> 48: {
            bool interned = x.as_string()->h.aux & y.as_string()->h.aux & rt::String::kInterned;
            return interned ? Equality::No : Equality::Unknown;
        }
        case rt::kTagTable >> 48: return has_no_equal(st, x) && has_no_equal(st, y) ? Equality::No : Equality::Unknown;
        case rt::kTagObject >> 48: return Equality::Unknown;  // a userdata may have __eq
        default: return Equality::No;
    }
}

}  // namespace

#if GS_VM_TAIL_CALLS

using Handler = __attribute__((preserve_none)) rt::Ret(VM_PARAMETERS);

template <SlowPath function>
[[gnu::noinline]] static VM_HANDLER leave_fast_path(VM_PARAMETERS) {
    VM_BEFORE_CALL();
    Next continue_at = function(*st, pc, base);
    if (!continue_at.pc) return result_of(*st, continue_at);
    pc = continue_at.pc;
    base = continue_at.base;
    VM_AFTER_CALL();
    NEXT(0);
}

#include "vm/handlers_basic.inc"
#include "vm/handlers_jump.inc"
#include "vm/handlers_table.inc"
// Names the handlers above.
#include "vm/handlers_group.inc"

void install_handlers(State& st) {
#define GS_OP(Name, ...) st.handler[static_cast<u32>(Op::Name)] = reinterpret_cast<void*>(&op_##Name);
#include "bytecode/opcodes.def"
#undef GS_OP
}

rt::Ret run(State& state, Word* pc, Value* base) {
    State* st = &state;
    return reinterpret_cast<Handler*>(st->handler[pc->op])(pc, base, st, rt::kTagInt, rt::kIntBias, rt::kNilBits);
}

#else

// With `labels` it copies the table of labels, which can be named in here only.
static rt::Ret loop(State* st, Word* pc, Value* base, void** labels) {
    constexpr u64 kInt = rt::kTagInt, kBias = rt::kIntBias, kNil = rt::kNilBits;
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
// Names the handlers above.
#include "vm/handlers_group.inc"
}

void install_handlers(State& st) { (void)loop(nullptr, nullptr, nullptr, st.handler); }

rt::Ret run(State& st, Word* pc, Value* base) { return loop(&st, pc, base, nullptr); }

#endif

}  // namespace gs::vm

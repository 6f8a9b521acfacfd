// Frames as the VM's slow paths see them. Fast handlers keep pc and base in registers and tell nobody; whatever may
// allocate, fail or run script first stores both, and the end of the frame, in State::hot (save), and takes base from
// there again afterwards, because the Value stack may have moved.
#pragma once

#include "bytecode/proto.h"
#include "runtime/call.h"
#include "runtime/state.h"

namespace gs::vm {

using rt::State;
using rt::Value;
using rt::Word;

/// Where a slow path goes on. pc null: the VM loop ends, and `base` holds the number of results as an integer
/// (Ret::kError: an error is pending), the first of them in State::hot.results[0].
struct Next {
    Word* pc;
    Value* base;
};

using SlowPath = Next (*)(State&, Word* pc, Value* base);

/// Goes on there until the frame of the last call from C++ is left. Gives its results.
rt::Ret finish(State& st, Next at);

inline Next leave(i64 count) { return {nullptr, reinterpret_cast<Value*>(count)}; }

inline rt::Function* running(Value* base) { return base[rt::kCalleeSlot].as_function(); }
inline u32 frame_size(Value* base) { return running(base)->code->a; }
inline Word* return_address(Value* base) { return rt::raw_pointer<Word>(base[rt::kReturnSlot]); }

/// Where frames of metamethods have the instruction of the operator.
inline constexpr int kOperatorSlot = -3;

inline void save(State& st, Word* pc, Value* base) {
    st.hot.pc = pc;
    st.hot.base = base;
    st.hot.top = base + frame_size(base);
}

/// Goes on `length` words behind pc.
inline Next next(State& st, Word* pc, u32 length) { return {pc + length, st.hot.base}; }

inline u32 offset_of(State& st, const Value* slot) { return static_cast<u32>(slot - rt::stack_bottom(st)); }

// ---- extra arguments (bytecode/opcodes.def, EXTRA ARGUMENTS) -----------------------------------------------------

inline constexpr u32 kExtraSlots = 5;
inline u32 extra_count(Value* base) { return static_cast<u32>(base[-5].as_int()); }
inline Value* first_extra(Value* base) { return base - kExtraSlots - extra_count(base); }
inline bool has_extras(const rt::Code* code) { return code->head.b == rt::kHeadSpecial; }
/// Base of the frame as its caller made it.
inline Value* original_base(Value* base) {
    rt::Function* f = running(base);
    if (!has_extras(f->code_object())) return base;
    return first_extra(base) - bytecode::data_of(f)->params;
}

/// The instruction that has made the frame at `base`, which its caller has made at `original`. Not for frames made by C++.
inline Word* call_position(Value* base, Value* original) {
    Word* to = return_address(base);
    bool is_operator = bytecode::op_of(*to) == bytecode::Op::MetaReturn;
    return is_operator ? rt::raw_pointer<Word>(original[kOperatorSlot]) : to - 1;
}

/// Runs the deferred calls of the frames that an error leaves, down to the last call from C++. For slow paths that
/// have failed: hot.base is the frame of the error.
Next unwind(State& st);

}  // namespace gs::vm

// The translations: one for each base instruction that has more to offer than its slow path. They are written against
// Emitter alone, so that whoever follows the bytecode (block by block, or along a trace) can use them.
#pragma once

#include "jit/frontend/emitter.h"

namespace gs::jit {

// clang-format off
#define GS_TRANSLATIONS(X) \
    /* translate_basic.cpp */ \
    X(Move) X(LoadNil) X(LoadTrue) X(LoadFalse) X(LoadInt) X(LoadK) X(GetUpvalue) X(GetUpvalueCell) \
    X(SetUpvalueCell) X(NewCell) X(CopyCell) X(GetCell) X(SetCell) X(GetGlobal) X(SetGlobal) X(Closure) \
    /* translate_arith.cpp */ \
    X(Add) X(Sub) X(Mul) X(Div) X(Mod) X(Pow) X(AddImm) X(SubImm) X(MulImm) X(DivImm) X(ModImm) X(AddK) \
    X(SubK) X(MulK) X(DivK) X(ModK) X(PowK) X(Negate) X(Not) X(Length) X(Concat) \
    /* translate_compare.cpp */ \
    X(Equal) X(NotEqual) X(Less) X(LessEqual) X(Jump) X(FarJump) X(JumpTrue) X(JumpFalse) X(JumpNil) \
    X(JumpNotNil) X(JumpEqual) X(JumpNotEqual) X(JumpEqualK) X(JumpNotEqualK) X(JumpEqualImm) \
    X(JumpNotEqualImm) X(JumpLess) X(JumpLessEqual) X(JumpNotLess) X(JumpNotLessEqual) X(JumpLessImm) \
    X(JumpLessEqualImm) X(JumpGreaterImm) X(JumpGreaterEqualImm) X(JumpNotLessImm) X(JumpNotLessEqualImm) \
    X(JumpNotGreaterImm) X(JumpNotGreaterEqualImm) X(Loop) X(FarLoop) X(LoopTrue) X(LoopLess) \
    X(LoopLessEqual) X(LoopLessImm) X(LoopLessEqualImm) X(LoopGreaterImm) X(LoopGreaterEqualImm) \
    X(IncLoopLess) X(IncLoopLessEqual) X(IncLoopLessImm) X(IncLoopLessEqualImm) X(DecLoopGreaterImm) \
    X(DecLoopGreaterEqualImm) \
    /* translate_field.cpp, translate_table.cpp */ \
    X(NewTable) X(NewObject) X(GetField) X(SetField) X(GetIndex) X(SetIndex) X(SetIndexK) X(GetElement) X(SetElement) \
    X(GetMethod) X(Append) X(NewList) X(SetList) \
    /* translate_range.cpp */ \
    X(RangeStart) X(RangeNext) X(RangeNext1) X(RangeResult) \
    /* extras.cpp */ \
    X(VarArgs) X(VarArgCount) X(VarArgIndex) X(VarArgNext) \
    /* translate_call.cpp */ \
    X(Call) X(CallOpen) X(TailCall) X(TailCallOpen) X(Return0) X(Return1) X(Return) X(ReturnOpen) X(ReturnVarArgs)
// clang-format on

#define GS_DECLARE(Name) void translate_##Name(Emitter&, const Word*);
GS_TRANSLATIONS(GS_DECLARE)
#undef GS_DECLARE

/// The instruction at pc by its translation, or by its slow path if it has none.
void translate(Emitter& e, const Word* pc);

/// The call of a function of the library that has been seen there. False: nothing is known, nothing has been done.
bool call_native(Emitter& e, const CallShape& shape, Node* callee);

/// The word of a literal as a Value.
inline rt::Value literal_at(const Word* pc, u32 index) { return {bytecode::bits_of(pc[1 + index])}; }
template <class T>
T* pointer_at(const Word* pc, u32 index) {
    return reinterpret_cast<T*>(bytecode::bits_of(pc[1 + index]));
}
inline i64 immediate(u16 field) { return static_cast<i16>(field); }

}  // namespace gs::jit

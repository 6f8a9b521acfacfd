// Translations: comparisons, jumps, loop edges.
//
// A comparison is a condition of type Bool that the branch takes at once. Operands of known type need nothing else; for
// others the form in the stream, the type of the other operand, and what has failed here decide what is checked.
// What can not be told in a few instructions is asked of the VM (SlowBranch).
#include "jit/frontend/translate.h"
#include "runtime/ops.h"
#include "runtime/shape.h"

namespace gs::jit {

using BytecodeOp = bytecode::Op;
using rt::Value;

namespace {

/// What has been compared: nothing is known; ints; doubles; numbers of either kind, or both kinds in turn.
enum class Form : u8 { Unknown, Int, Real, Any };

/// What the values tell that were seen here, where the form does not.
Form form_seen(const Emitter& e, const Node* a, const Node* b) {
    if (e.seen(a).is_real() && e.seen(b).is_real()) return Form::Real;
    return e.seen(a).is_real() || e.seen(b).is_real() ? Form::Any : Form::Unknown;
}

/// The comparison of two numbers, or null. Guards are made as far as they have not failed.
Node* compare_numbers(Emitter& e, Condition condition, Node* a, Node* b, Form form) {
    auto may_be = [](Node* n) { return n->type == Type::Value || Emitter::is_number(n); };
    if (!may_be(a) || !may_be(b) || e.seen(a).is_string() || e.seen(b).is_string()) return nullptr;
    if (Emitter::is_int(a) && Emitter::is_int(b)) {
        if (a->type == Type::I32 && b->type == Type::I32) return e.compare(Op::CmpI32, condition, a, b);
        return e.compare(Op::CmpI64, condition, e.to_i64(a), e.to_i64(b));
    }
    if (Emitter::is_real(a) || Emitter::is_real(b)) {
        if (!(Emitter::is_number(a) && Emitter::is_number(b)) && e.failed(kNotNumber)) return nullptr;
        return e.compare(Op::CmpF64, condition, e.as_number(a), e.as_number(b));
    }
    // At least one is a Value, and the other one or an int.
    if (form == Form::Unknown) form = form_seen(e, a, b);
    if (form != Form::Real && form != Form::Any && !e.failed(kNotI32) && a->type != Type::I64 && b->type != Type::I64) {
        Node *x = e.as_i32(a), *y = e.as_i32(b);
        return e.compare(Op::CmpI32, condition, x, y);
    }
    if (form == Form::Int && !e.failed(kNotInt)) {
        Node *x = e.as_i64(a), *y = e.as_i64(b);
        return e.compare(Op::CmpI64, condition, x, y);
    }
    if (e.failed(kNotNumber)) return nullptr;
    if (form != Form::Any && !e.failed(kNotReal) && a->type == Type::Value && b->type == Type::Value) {
        Node *x = e.as_real(a), *y = e.as_real(b);
        return e.compare(Op::CmpF64, condition, x, y);
    }
    // Ints are exact as doubles.
    Node *x = e.as_number(a), *y = e.as_number(b);
    return e.compare(Op::CmpF64, condition, x, y);
}

bool is_tag(const Node* n, u64 tag) {
    if (n->type == Type::Ptr) return pointer_tag(n) == tag;
    return n->is_const() && n->type == Type::Value && n->as_value().is_reference() &&
           (n->imm & ~rt::kPayloadMask) == tag;
}

/// Whether equality with this value is equality of bits.
bool compares_by_bits(const Node* n) {
    if (n->type == Type::Bool) return true;
    if (is_tag(n, rt::kTagFunction)) return true;
    return n->is_const() && n->type == Type::Value && n->as_value().is_nil();
}

Node* raw_equal(Emitter& e, Node* a, Node* b) {
    return e.emit(Op::CallPure, Type::Bool, {e.box(a), e.box(b)}, static_cast<u64>(Helper::RawEqual));
}

/// Whether type() would say that of the value; null if the test is not a simple one.
Node* is_of_type(Emitter& e, Node* value, rt::Name type) {
    switch (type) {
        case rt::Name::TypeNil: return e.is_nil(value);
        case rt::Name::TypeTable: return e.emit(Op::IsTag, {value}, rt::kTagTable);
        case rt::Name::TypeString: return e.emit(Op::IsTag, {value}, rt::kTagString);
        case rt::Name::TypeFunction: return e.emit(Op::IsTag, {value}, rt::kTagFunction);
        default: return nullptr;
    }
}

/// Equality of what type() has said with a literal. Null if that is not what is compared.
Node* compare_type(Emitter& e, Node* a, Node* b) {
    if (b->is(Op::CallReading)) std::swap(a, b);
    bool asks = a->is(Op::CallReading) && static_cast<Helper>(a->imm) == Helper::TypeName;
    if (!asks || !b->is_const() || b->type != Type::Value || !b->as_value().is_string()) return nullptr;
    for (rt::Name name : {rt::Name::TypeNil, rt::Name::TypeTable, rt::Name::TypeString, rt::Name::TypeFunction}) {
        if (e.state().name(name) == b->as_value().as_string()) return is_of_type(e, a->inputs[0], name);
    }
    // Names of types and literals are interned.
    return e.compare(Op::CmpBits, Condition::Eq, a, b);
}

bool is_interned(const Node* n) {
    return is_tag(n, rt::kTagString) && n->is_const() && (n->as_value().as_string()->h.aux & rt::String::kInterned);
}

/// Equality with a literal: of interned strings the bits say it all.
Node* compare_literal(Emitter& e, Node* value, Node* literal) {
    if (value->type != Type::Value && !is_tag(value, rt::kTagString)) return e.const_bool(false);
    value = e.box(value);
    std::vector<Path> ways;
    Path different = e.split(e.compare(Op::CmpBits, Condition::Eq, value, literal), false);
    ways.push_back(e.suspend());
    e.resume(std::move(different));
    ways.push_back(e.split(e.emit(Op::IsTag, {value}, rt::kTagString), false));
    Node* string = e.unbox_pointer(value, rt::kTagString);
    Node* flags = e.emit(Op::LoadU8, Type::I32, {string}, pack({offsetof(rt::Header, aux), Alias::Constant}));
    Node* interned = e.emit(Op::AndI32, {flags, e.const_i32(rt::String::kInterned)});
    // Others are made at run time and seldom compared.
    Path other = e.split(e.compare(Op::CmpI32, Condition::Ne, interned, e.const_i32(0)));
    ways.push_back(e.suspend());
    e.resume(std::move(other));
    Node* equal = raw_equal(e, value, literal);
    ways.push_back(e.suspend());
    return e.join(std::move(ways), {e.const_bool(true), e.const_bool(false), e.const_bool(false), equal});
}

/// Equality, or null if metamethods may have a say. Two strings are compared by the helper.
Node* compare_equal(Emitter& e, Node* a, Node* b) {
    if (Emitter::is_number(a) && Emitter::is_number(b)) return compare_numbers(e, Condition::Eq, a, b, Form::Unknown);
    if (a->type == Type::Bool && b->type == Type::Bool) {
        return e.compare(Op::CmpBits, Condition::Eq, e.box(a), e.box(b));
    }
    if (Node* same = compare_type(e, a, b)) return same;
    if (compares_by_bits(a) || compares_by_bits(b)) return e.compare(Op::CmpBits, Condition::Eq, e.box(a), e.box(b));
    if (Emitter::is_number(a) || Emitter::is_number(b)) {
        Node* other = Emitter::is_number(a) ? b : a;
        if (other->type != Type::Value) return e.const_bool(false);
        if (!e.failed()) return compare_numbers(e, Condition::Eq, a, b, Form::Unknown);
    }
    if (is_interned(b)) return compare_literal(e, a, b);
    if (is_interned(a)) return compare_literal(e, b, a);
    bool raw = Emitter::is_number(a) || Emitter::is_number(b) || is_tag(a, rt::kTagString) || is_tag(b, rt::kTagString);
    if (!raw) return nullptr;
    return raw_equal(e, a, b);
}

Form form_of(const Word* pc) {
    switch (bytecode::op_of(*pc)) {
        case BytecodeOp::JumpLessInt:
        case BytecodeOp::JumpLessEqualInt:
        case BytecodeOp::JumpNotLessInt:
        case BytecodeOp::JumpNotLessEqualInt:
        case BytecodeOp::IncLoopLess:
        case BytecodeOp::IncLoopLessEqual: return Form::Int;
        case BytecodeOp::JumpLessFloat:
        case BytecodeOp::JumpLessEqualFloat:
        case BytecodeOp::JumpNotLessFloat:
        case BytecodeOp::JumpNotLessEqualFloat: return Form::Real;
        // They have forms for two ints and for two doubles, and go back to this one where neither would do.
        case BytecodeOp::JumpLess:
        case BytecodeOp::JumpLessEqual:
        case BytecodeOp::JumpNotLess:
        case BytecodeOp::JumpNotLessEqual: return pc->x ? Form::Any : Form::Unknown;
        default: return Form::Unknown;
    }
}

/// A jump on a comparison that has said nothing yet: one with forms of its own that stands in its base form.
bool never_ran(const Word* pc) {
    switch (bytecode::op_of(*pc)) {
        case BytecodeOp::JumpLess:
        case BytecodeOp::JumpLessEqual:
        case BytecodeOp::JumpNotLess:
        case BytecodeOp::JumpNotLessEqual: return pc->x == 0;
        default: return false;
    }
}

/// The order of two strings, if strings were seen or nothing else is left; else null.
Node* compare_strings(Emitter& e, Condition condition, Node* a, Node* b) {
    auto may_be = [](Node* n) { return n->type == Type::Value || is_tag(n, rt::kTagString); };
    if (!may_be(a) || !may_be(b) || e.failed(kNotTag)) return nullptr;
    auto is_text = [&](Node* n) { return is_tag(n, rt::kTagString) || e.seen(n).is_string(); };
    if (!is_text(a) && !is_text(b) && !e.failed(kNotNumber)) return nullptr;
    if (e.seen(a).is_table() || e.seen(b).is_table()) return nullptr;
    Node *x = e.as_pointer(a, rt::kTagString), *y = e.as_pointer(b, rt::kTagString);
    Node* order = e.emit(Op::CallPure, Type::I32, {x, y}, static_cast<u64>(Helper::CompareStrings));
    return e.compare(Op::CmpI32, condition, order, e.const_i32(0));
}

/// The order of two numbers or two strings, or null.
Node* compare_order(Emitter& e, Condition condition, Node* a, Node* b, Form form) {
    Node* numbers = compare_numbers(e, condition, a, b, form);
    return numbers ? numbers : compare_strings(e, condition, a, b);
}

void branch_on(Emitter& e, Node* condition, bool negated) {
    if (!condition) return e.branch(e.slow_branch(), e.target(), e.behind());
    if (negated) {
        e.branch(condition, e.behind(), e.target());
    } else {
        e.branch(condition, e.target(), e.behind());
    }
}

void jump_compare(Emitter& e, const Word* pc, Condition condition, Node* b, bool negated) {
    Node* a = e.get(pc->a);
    bool known = Emitter::is_number(a) && Emitter::is_number(b);
    if (!known && never_ran(pc) && !e.failed(kRuns)) return e.leave(true);
    branch_on(e, compare_order(e, condition, a, b, form_of(pc)), negated);
}

void set_compare(Emitter& e, const Word* pc, Condition condition, Helper helper) {
    Node *a = e.get(pc->b), *b = e.get(pc->c);
    if (Node* result = compare_order(e, condition, a, b, Form::Unknown)) return e.set(pc->a, result);
    e.set_answer(pc->a, e.ask(helper, {e.box(a), e.box(b)}));
}

void set_equal(Emitter& e, const Word* pc, bool negated) {
    Node* result = compare_equal(e, e.get(pc->b), e.get(pc->c));
    if (!result) return e.slow();
    e.set(pc->a, negated ? e.negate(result) : result);
}

Node* has_metatable(Emitter& e, Node* table) {
    static_assert(sizeof(rt::Shape) == 8 * sizeof(Value));
    Node* id = e.load(Type::I32, e.unbox_pointer(table, rt::kTagTable), 0, Alias::Shape);
    Node* index = e.emit(Op::ShlI32, {id, e.const_i32(3)});
    Node* meta = e.emit(Op::LoadElement, Type::Value, {e.const_pointer(e.state().hot.shapes), index},
                        pack({offsetof(rt::Shape, meta), Alias::Constant}));
    return e.compare(Op::CmpBits, Condition::Ne, meta, e.constant(Type::Value, 0));
}

/// Goes on where another value is not equal to a table: it is no table, or neither has a metatable. The others join `rest`.
void differs_from_table(Emitter& e, Node* value, Node* table, std::vector<Path>* rest) {
    std::vector<Path> others;
    others.push_back(e.split(e.emit(Op::IsTag, {value}, rt::kTagTable), false));
    for (Node* side : {value, table}) rest->push_back(e.split(e.negate(has_metatable(e, side))));
    e.join(std::move(others));
}

void jump_equal(Emitter& e, Node* a, Node* b, bool negated) {
    if (Node* condition = compare_equal(e, a, b)) return branch_on(e, condition, negated);
    // The same reference is equal to itself, and usually that is the question.
    Node *x = e.box(a), *y = e.box(b);
    Path different = e.split(e.compare(Op::CmpBits, Condition::Eq, x, y), false);
    std::vector<Path> rest;
    bool is_left = is_tag(a, rt::kTagTable), is_table = is_left || is_tag(b, rt::kTagTable);
    // A double is not equal to itself if it is a NaN; those go the long way.
    if (!is_table) rest.push_back(e.split(e.negate(e.emit(Op::IsF64, {x}))));
    Path same = e.suspend();
    e.resume(std::move(different));
    if (is_table) {
        differs_from_table(e, is_left ? y : x, is_left ? x : y, &rest);
    } else {
        // Of two ints the bits say it all. Tables may have a metamethod.
        rest.push_back(e.split(e.emit(Op::IsInt, {x}), false));
        rest.push_back(e.split(e.emit(Op::IsInt, {y})));
    }
    Node* equal = e.const_bool(negated);
    Path known = e.suspend();
    e.join(std::move(rest));
    Node* answer = e.ask(Helper::Equal, {x, y});
    Node* jumps = e.compare(Op::CmpBits, Condition::Eq, answer, e.const_value(Value::boolean(!negated)));
    if (!e.failed(kAsked)) {
        e.guard(Op::GuardFalse, {e.is_absent(answer)});
    } else {
        Path ask = e.split(e.negate(e.is_absent(answer)));
        std::vector<Path> ends;
        ends.push_back(e.suspend());
        e.resume(std::move(ask));
        Node* slow = e.slow_branch();
        jumps = e.join(std::move(ends), {slow, jumps});
    }
    Path asked = e.suspend();
    e.resume(std::move(same));
    std::vector<Path> ways;
    ways.push_back(std::move(known));
    ways.push_back(std::move(asked));
    Node* condition = e.join(std::move(ways), {e.const_bool(!negated), equal, jumps});
    e.branch(condition, e.target(), e.behind());
}

/// R[a] += step, then a comparison: a loop edge.
void step_loop(Emitter& e, const Word* pc, i64 step, Condition condition, Node* b) {
    Node* a = e.get(pc->a);
    bool ints = (Emitter::is_int(a) || a->type == Type::Value) && (Emitter::is_int(b) || b->type == Type::Value);
    if (!ints || e.failed(kNotInt)) return e.branch(e.slow_branch(), e.target(), e.behind());
    if (e.failed(kNotI32) || a->type == Type::I64 || b->type == Type::I64) {
        Node *x = e.as_i64(a), *y = e.as_i64(b);
        Node* sum = e.guard(Op::CheckInt48, {e.emit(Op::AddI64, {x, e.constant(Type::I64, static_cast<u64>(step))})});
        e.set(pc->a, sum);
        return e.branch(e.compare(Op::CmpI64, condition, sum, y), e.target(), e.behind());
    }
    Node *x = e.as_i32(a), *y = e.as_i32(b);
    Node* sum = e.guard(Op::AddI32Ov, {x, e.const_i32(step)});
    e.set(pc->a, sum);
    e.branch(e.compare(Op::CmpI32, condition, sum, y), e.target(), e.behind());
}

}  // namespace

void translate_Equal(Emitter& e, const Word* pc) { set_equal(e, pc, false); }
void translate_NotEqual(Emitter& e, const Word* pc) { set_equal(e, pc, true); }
void translate_Less(Emitter& e, const Word* pc) { set_compare(e, pc, Condition::Lt, Helper::Less); }
void translate_LessEqual(Emitter& e, const Word* pc) { set_compare(e, pc, Condition::Le, Helper::LessEqual); }

void translate_Jump(Emitter& e, const Word*) { e.jump(e.target()); }
void translate_FarJump(Emitter& e, const Word*) { e.jump(e.target()); }
void translate_Loop(Emitter& e, const Word*) { e.jump(e.target()); }
void translate_FarLoop(Emitter& e, const Word*) { e.jump(e.target()); }

void translate_JumpTrue(Emitter& e, const Word* pc) { branch_on(e, e.truth(e.get(pc->a)), false); }
void translate_LoopTrue(Emitter& e, const Word* pc) { branch_on(e, e.truth(e.get(pc->a)), false); }
void translate_JumpFalse(Emitter& e, const Word* pc) { branch_on(e, e.truth(e.get(pc->a)), true); }
void translate_JumpNil(Emitter& e, const Word* pc) { branch_on(e, e.is_nil(e.get(pc->a)), false); }
void translate_JumpNotNil(Emitter& e, const Word* pc) { branch_on(e, e.is_nil(e.get(pc->a)), true); }

void translate_JumpEqual(Emitter& e, const Word* pc) { jump_equal(e, e.get(pc->a), e.get(pc->b), false); }
void translate_JumpNotEqual(Emitter& e, const Word* pc) { jump_equal(e, e.get(pc->a), e.get(pc->b), true); }
void translate_JumpEqualK(Emitter& e, const Word* pc) {
    jump_equal(e, e.get(pc->a), e.literal(literal_at(pc, 0)), false);
}
void translate_JumpNotEqualK(Emitter& e, const Word* pc) {
    jump_equal(e, e.get(pc->a), e.literal(literal_at(pc, 0)), true);
}

void translate_JumpEqualImm(Emitter& e, const Word* pc) {
    jump_equal(e, e.get(pc->a), e.const_i32(immediate(pc->b)), false);
}
void translate_JumpNotEqualImm(Emitter& e, const Word* pc) {
    jump_equal(e, e.get(pc->a), e.const_i32(immediate(pc->b)), true);
}

#define GS_JUMP(Name, condition, negated)                                 \
    void translate_Jump##Name(Emitter& e, const Word* pc) {               \
        jump_compare(e, pc, Condition::condition, e.get(pc->b), negated); \
    }
GS_JUMP(Less, Lt, false)
GS_JUMP(LessEqual, Le, false)
GS_JUMP(NotLess, Lt, true)
GS_JUMP(NotLessEqual, Le, true)
#undef GS_JUMP
#define GS_JUMP(Name, condition, negated)                                                  \
    void translate_Jump##Name##Imm(Emitter& e, const Word* pc) {                           \
        jump_compare(e, pc, Condition::condition, e.const_i32(immediate(pc->b)), negated); \
    }
GS_JUMP(Less, Lt, false)
GS_JUMP(LessEqual, Le, false)
GS_JUMP(Greater, Gt, false)
GS_JUMP(GreaterEqual, Ge, false)
GS_JUMP(NotLess, Lt, true)
GS_JUMP(NotLessEqual, Le, true)
GS_JUMP(NotGreater, Gt, true)
GS_JUMP(NotGreaterEqual, Ge, true)
#undef GS_JUMP

#define GS_LOOP(Name, condition, right) \
    void translate_Loop##Name(Emitter& e, const Word* pc) { jump_compare(e, pc, Condition::condition, right, false); }
GS_LOOP(Less, Lt, e.get(pc->b))
GS_LOOP(LessEqual, Le, e.get(pc->b))
GS_LOOP(LessImm, Lt, e.const_i32(immediate(pc->b)))
GS_LOOP(LessEqualImm, Le, e.const_i32(immediate(pc->b)))
GS_LOOP(GreaterImm, Gt, e.const_i32(immediate(pc->b)))
GS_LOOP(GreaterEqualImm, Ge, e.const_i32(immediate(pc->b)))
#undef GS_LOOP

void translate_IncLoopLess(Emitter& e, const Word* pc) { step_loop(e, pc, 1, Condition::Lt, e.get(pc->b)); }
void translate_IncLoopLessEqual(Emitter& e, const Word* pc) { step_loop(e, pc, 1, Condition::Le, e.get(pc->b)); }
#define GS_LOOP(Name, step, condition)                                               \
    void translate_##Name(Emitter& e, const Word* pc) {                              \
        step_loop(e, pc, step, Condition::condition, e.const_i32(immediate(pc->b))); \
    }
GS_LOOP(IncLoopLessImm, 1, Lt)
GS_LOOP(IncLoopLessEqualImm, 1, Le)
GS_LOOP(DecLoopGreaterImm, -1, Gt)
GS_LOOP(DecLoopGreaterEqualImm, -1, Ge)
#undef GS_LOOP

}  // namespace gs::jit

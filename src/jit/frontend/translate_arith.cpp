// Translations: arithmetic. The form in the stream says what the operands have been; what is known about the values
// goes before it, and what has failed here before (feedback.h) goes against it:
//
//   two ints      as int32 with an overflow check; as int64 once that failed; by the slow path once that failed, too
//   a double      in doubles; the other operand may be any number
//   a mixture     one operand is taken for a double if that has not failed, since then the result is one, too; once it has,
//                 both cases are compiled, told apart by branches
#include "jit/frontend/shapes.h"
#include "jit/frontend/translate.h"
#include "vm/fuse.h"

namespace gs::jit {

using BytecodeOp = bytecode::Op;
using rt::Value;

namespace {

enum class Kind : u8 { Add, Sub, Mul, Div, Mod, Pow };
/// What the form says.
enum class Form : u8 { New, Int, Real, Any };

Form form_of(const Word* pc) {
    BytecodeOp op = vm::form_alone(bytecode::op_of(*pc));
    switch (op) {
        case BytecodeOp::AddInt:
        case BytecodeOp::SubInt:
        case BytecodeOp::MulInt:
        case BytecodeOp::DivInt:
        case BytecodeOp::ModInt:
        case BytecodeOp::AddImmInt:
        case BytecodeOp::SubImmInt:
        case BytecodeOp::MulImmInt:
        case BytecodeOp::DivImmInt:
        case BytecodeOp::ModImmInt:
        case BytecodeOp::AddKInt:
        case BytecodeOp::SubKInt:
        case BytecodeOp::RevSubKInt:
        case BytecodeOp::ModKInt:
        case BytecodeOp::MulKInt: return Form::Int;
        case BytecodeOp::AddFloat:
        case BytecodeOp::SubFloat:
        case BytecodeOp::MulFloat:
        case BytecodeOp::DivFloat:
        case BytecodeOp::AddImmFloat:
        case BytecodeOp::SubImmFloat:
        case BytecodeOp::MulImmFloat:
        case BytecodeOp::DivImmFloat:
        case BytecodeOp::AddKFloat:
        case BytecodeOp::SubKFloat:
        case BytecodeOp::RevSubKFloat:
        case BytecodeOp::MulKFloat:
        case BytecodeOp::DivKFloat:
        case BytecodeOp::RevDivKFloat: return Form::Real;
        default: return op == bytecode::info(op).base ? Form::New : Form::Any;
    }
}

/// Whether an operand was no number, as far as that is known. Metamethods leave no trace in the form.
bool has_met_others(const Emitter& e, const Word* pc, const Node* a, const Node* b) {
    bool noted = bytecode::info(*pc).x == bytecode::Operand::Seen && pc->x == bytecode::kOtherOperands;
    return noted || e.seen(a).is_table() || e.seen(b).is_table();
}

class Arithmetic {
public:
    Arithmetic(Emitter& e, const Word* pc, Kind kind, Node* a, Node* b) : e_(e), pc_(pc), kind_(kind), a_(a), b_(b) {}

    void run() {
        if (of_table()) return;
        Node* result = nullptr;
        bool known = Emitter::is_number(a_) && Emitter::is_number(b_);
        Form form = form_of(pc_);
        bool never_quick = kind_ == Kind::Pow;  // there are no other forms
        if (form == Form::New && !known && !never_quick) {
            return e_.failed(kRuns) || has_met_others(e_, pc_, a_, b_) ? e_.slow() : e_.leave(true);
        }
        if (kind_ == Kind::Pow || kind_ == Kind::Div) {
            result = in_reals(form);
        } else if (Emitter::is_int(a_) && Emitter::is_int(b_)) {
            result = in_ints();
        } else if (Emitter::is_real(a_) || Emitter::is_real(b_) || form == Form::Real) {
            result = in_reals(form);
        } else if (form == Form::Int || (never_quick && !e_.failed(kNotInt))) {
            result = in_ints();
        } else {
            result = mixed();
        }
        if (result) {
            e_.set(pc_->a, result);
            if (Value seen = seen_result(); !seen.is_nil()) e_.set_seen(result, seen);
        } else if (e_.reachable()) {
            e_.slow();
        }
    }

private:
    /// The metamethod of the first operand if that is a table, of the second if the first is a number.
    bool of_table() {
        constexpr rt::Name kNames[] = {rt::Name::Add, rt::Name::Sub, rt::Name::Mul,
                                       rt::Name::Div, rt::Name::Mod, rt::Name::Pow};
        if (!has_met_others(e_, pc_, a_, b_)) return false;
        bool first = !Emitter::is_number(a_) && !e_.seen(a_).is_number();
        if (!first && !Emitter::is_number(a_)) return false;
        return by_metamethod(e_, first ? a_ : b_, kNames[static_cast<u32>(kind_)], {a_, b_});
    }

    static bool may_be_int(Node* n) { return Emitter::is_int(n) || n->type == Type::Value; }

    Value seen(const Node* n) const {
        return Emitter::is_int(n) && n->is_const() ? Value::integer(n->as_int()) : e_.seen(n);
    }

    /// What comes out of the ints that were seen here; nil if it is no int, or none were.
    Value seen_result() const {
        Value a = seen(a_), b = seen(b_);
        if (!a.is_int() || !b.is_int()) return Value::nil();
        i64 x = a.as_int(), y = b.as_int(), result = 0;
        switch (kind_) {
            case Kind::Add: result = x + y; break;
            case Kind::Sub: result = x - y; break;
            case Kind::Mul:
                if (__builtin_mul_overflow(x, y, &result)) return Value::nil();
                break;
            case Kind::Mod:
                if (y <= 0) return Value::nil();
                result = (x % y + y) % y;
                break;
            default: return Value::nil();
        }
        return result >= rt::kMinInt && result <= rt::kMaxInt ? Value::integer(result) : Value::nil();
    }

    /// Whether the ints that were seen here, or what comes out of them, have more than 32 bits.
    bool was_wide() const {
        Value a = seen(a_), b = seen(b_);
        auto is_wide = [](Value v) { return v.is_int() && v.as_int() != static_cast<i32>(v.as_int()); };
        if (is_wide(a) || is_wide(b)) return true;
        Value result = seen_result();
        return is_wide(result) || (result.is_nil() && a.is_int() && b.is_int() && kind_ == Kind::Mul);
    }

    Node* in_ints() {
        if (!may_be_int(a_) || !may_be_int(b_)) return nullptr;
        if (e_.failed(kNotInt)) return e_.failed(kNotNumber) ? nullptr : either();
        bool wide = e_.failed(kNotI32) || a_->type == Type::I64 || b_->type == Type::I64 || was_wide();
        if (kind_ == Kind::Mod) return modulo(wide);
        if (!wide) {
            Node *a = e_.as_i32(a_), *b = e_.as_i32(b_);
            Op op = kind_ == Kind::Add ? Op::AddI32Ov : kind_ == Kind::Sub ? Op::SubI32Ov : Op::MulI32Ov;
            return e_.guard(op, {a, b});
        }
        Node *a = e_.as_i64(a_), *b = e_.as_i64(b_);
        Node* result = kind_ == Kind::Add   ? e_.emit(Op::AddI64, {a, b})
                       : kind_ == Kind::Sub ? e_.emit(Op::SubI64, {a, b})
                                            : e_.guard(Op::MulI64Ov, {a, b});
        return e_.guard(Op::CheckInt48, {result});
    }

    Node* modulo(bool wide) {
        if (b_->is_const() && b_->as_int() == 0) return nullptr;
        if (e_.failed(kNotThat)) return nullptr;  // divisors of 0
        if (!wide) {
            Node *a = e_.as_i32(a_), *b = e_.as_i32(b_);
            if (!b->is_const()) e_.guard_true(e_.compare(Op::CmpI32, Condition::Ne, b, e_.const_i32(0)));
            return e_.emit(Op::ModI32, {a, b});
        }
        Node *a = e_.as_i64(a_), *b = e_.as_i64(b_);
        if (!b->is_const()) e_.guard_true(e_.compare(Op::CmpI64, Condition::Ne, b, e_.constant(Type::I64, 0)));
        return e_.emit(Op::ModI64, {a, b});
    }

    /// Of division and power, whose results are doubles whatever the operands; else one operand at least is a double.
    Node* in_reals(Form form) {
        bool any = kind_ == Kind::Pow || kind_ == Kind::Div;
        if (e_.failed(kNotNumber)) return nullptr;
        Node *a, *b;
        if (any) {
            a = operand(a_, form);
            b = operand(b_, form);
        } else if (Emitter::is_real(a_) || Emitter::is_real(b_)) {
            a = partner(a_, form);
            b = partner(b_, form);
        } else {
            if (e_.failed(kNotReal)) return mixed();
            a = Emitter::is_int(a_) ? e_.to_real(a_) : real(a_);
            b = Emitter::is_int(b_) ? e_.to_real(b_) : real(b_);
        }
        if (!a || !b) return nullptr;
        switch (kind_) {
            case Kind::Add: return e_.emit(Op::AddF64, {a, b});
            case Kind::Sub: return e_.emit(Op::SubF64, {a, b});
            case Kind::Mul: return e_.emit(Op::MulF64, {a, b});
            case Kind::Div: return e_.emit(Op::DivF64, {a, b});
            case Kind::Mod: return e_.emit(Op::CallPure, Type::F64, {a, b}, static_cast<u64>(Helper::Fmod));
            case Kind::Pow:
                if (b->is_const() && b->as_real() == 2) return e_.emit(Op::MulF64, {a, a});
                return e_.emit(Op::CallPure, Type::F64, {a, b}, static_cast<u64>(Helper::Pow));
        }
        __builtin_unreachable();
    }

    Node* real(Node* n) { return n->type == Type::Value || Emitter::is_real(n) ? e_.as_real(n) : nullptr; }

    Node* number(Node* n) { return n->type == Type::Value || Emitter::is_number(n) ? e_.as_number(n) : nullptr; }

    /// An operand of a division: a number of the kind that the form promises.
    Node* operand(Node* n, Form form) {
        if (Emitter::is_number(n)) return e_.to_real(n);
        if (n->type != Type::Value) return nullptr;
        if (form == Form::Int && !e_.failed(kNotI32)) return e_.to_real(e_.as_i32(n));
        if (form == Form::Real && !e_.failed(kNotReal)) return e_.as_real(n);
        return e_.as_number(n);
    }

    /// An operand where one of the two is a double.
    Node* partner(Node* n, Form form) {
        if (Emitter::is_number(n)) return e_.to_real(n);
        if (n->type != Type::Value) return nullptr;
        return form == Form::Real && !e_.failed(kNotReal) ? e_.as_real(n) : e_.as_number(n);
    }

    Node* mixed() {
        if (e_.failed(kNotNumber)) return nullptr;
        if (e_.failed(kNotReal) || (seen(a_).is_int() && seen(b_).is_int())) return either();
        // A variable that began as `0` meets doubles: the other operand is one, unless the variable is one already.
        bool is_first = Emitter::is_int(b_) || (e_.seen(a_).is_real() && !e_.seen(b_).is_real());
        Node* a = is_first ? real(a_) : number(a_);
        Node* b = is_first ? number(b_) : real(b_);
        if (!a || !b) return nullptr;
        a_ = a;
        b_ = b;
        return in_reals(Form::Any);
    }

    static bool may_be_number(Node* n) { return Emitter::is_number(n) || n->type == Type::Value; }

    /// Known to be an int.
    Node* whole(Node* n) { return Emitter::is_int(n) ? e_.to_i64(n) : e_.emit(Op::UnboxI64, {n}); }

    /// Two ints, or two numbers of which one is a double or whose result is.
    Node* either() {
        if (kind_ != Kind::Add && kind_ != Kind::Sub && kind_ != Kind::Mul) return nullptr;
        if (kind_ == Kind::Mul && e_.failed(kNotInt)) return nullptr;  // products of 64 bits
        if (!may_be_number(a_) || !may_be_number(b_)) return nullptr;
        std::vector<Path> others, ends;
        for (Node* n : {a_, b_}) {
            if (!Emitter::is_int(n)) others.push_back(e_.split(e_.emit(Op::IsInt, {n}), false));
        }
        Node *a = whole(a_), *b = whole(b_);
        Node* sum = kind_ == Kind::Add   ? e_.emit(Op::AddI64, {a, b})
                    : kind_ == Kind::Sub ? e_.emit(Op::SubI64, {a, b})
                                         : e_.guard(Op::MulI64Ov, {a, b});
        Node* highest = e_.constant(Type::I64, static_cast<u64>(rt::kMaxInt));
        Node* lowest = e_.constant(Type::I64, static_cast<u64>(rt::kMinInt));
        others.push_back(e_.split(e_.compare(Op::CmpI64, Condition::Le, sum, highest)));
        others.push_back(e_.split(e_.compare(Op::CmpI64, Condition::Ge, sum, lowest)));
        Node* boxed = e_.box(sum);
        ends.push_back(e_.suspend());
        e_.join(std::move(others));
        a = e_.as_number(a_);
        b = e_.as_number(b_);
        Op op = kind_ == Kind::Add ? Op::AddF64 : kind_ == Kind::Sub ? Op::SubF64 : Op::MulF64;
        Node* real = e_.box(e_.emit(op, {a, b}));
        return e_.join(std::move(ends), {real, boxed});
    }

    Emitter& e_;
    const Word* pc_;
    Kind kind_;
    Node *a_, *b_;
};

void on_registers(Emitter& e, const Word* pc, Kind kind) { Arithmetic(e, pc, kind, e.get(pc->b), e.get(pc->c)).run(); }

void on_immediate(Emitter& e, const Word* pc, Kind kind) {
    Arithmetic(e, pc, kind, e.get(pc->b), e.const_i32(immediate(pc->c))).run();
}

void on_literal(Emitter& e, const Word* pc, Kind kind) {
    Node *a = e.get(pc->b), *b = e.literal(literal_at(pc, 0));
    if (pc->x) std::swap(a, b);
    Arithmetic(e, pc, kind, a, b).run();
}

}  // namespace

#define GS_ARITHMETIC(Name)                                                                     \
    void translate_##Name(Emitter& e, const Word* pc) { on_registers(e, pc, Kind::Name); }      \
    void translate_##Name##Imm(Emitter& e, const Word* pc) { on_immediate(e, pc, Kind::Name); } \
    void translate_##Name##K(Emitter& e, const Word* pc) { on_literal(e, pc, Kind::Name); }
GS_ARITHMETIC(Add)
GS_ARITHMETIC(Sub)
GS_ARITHMETIC(Mul)
GS_ARITHMETIC(Div)
GS_ARITHMETIC(Mod)
#undef GS_ARITHMETIC
void translate_Pow(Emitter& e, const Word* pc) { on_registers(e, pc, Kind::Pow); }
void translate_PowK(Emitter& e, const Word* pc) { on_literal(e, pc, Kind::Pow); }

void translate_Negate(Emitter& e, const Word* pc) {
    Node* x = e.get(pc->b);
    if (by_metamethod(e, x, rt::Name::Unm, {x})) return;
    bool was_real = e.failed(kNotI32) || e.seen(x).is_real();
    if (Emitter::is_real(x) || (was_real && !e.failed(kNotReal) && x->type == Type::Value)) {
        return e.set(pc->a, e.emit(Op::NegF64, {e.as_real(x)}));
    }
    bool is_slow = e.failed(kNotI32) || (x->type == Type::Value && has_met_others(e, pc, x, x));
    if (is_slow || (!Emitter::is_int(x) && x->type != Type::Value)) return e.slow();
    e.set(pc->a, e.guard(Op::NegI32Ov, {e.as_i32(x)}));
}

void translate_Not(Emitter& e, const Word* pc) { e.set(pc->a, e.negate(e.truth(e.get(pc->b)))); }

// Of a string, or of a table without fields and metatable whose elements have a border in the header. Where one had none,
// as empty tables have, a helper is asked.
void translate_Length(Emitter& e, const Word* pc) {
    Node* x = e.get(pc->b);
    if (x->type != Type::Value && x->type != Type::Ptr) return e.slow();
    Value seen = e.seen(x);
    if (seen.is_string() && !e.failed(kNotThat)) {
        Node* string = e.as_pointer(x, rt::kTagString);
        return e.set(pc->a, e.load(Type::I32, string, offsetof(rt::String, len), Alias::Constant));
    }
    if (e.failed(kNotTag | kNotI32 | kAsked)) return e.set_answer(pc->a, e.ask(Helper::Length, {e.box(x)}));
    bool has_none = pc->x == bytecode::kMissesOften || (seen.is_table() && seen.as_table()->bound == 0);
    bool guards = !e.failed(kNotThat) && !has_none;
    std::vector<Path> others;
    auto require = [&](Node* condition) {
        if (guards) {
            e.guard_true(condition);
        } else {
            others.push_back(e.split(condition));
        }
    };
    Node* table = e.as_pointer(x, rt::kTagTable);
    require(is_plain(e, table));
    Node* bound = e.load(Type::I32, table, offsetof(rt::Table, bound), Alias::Header);
    require(e.compare(Op::CmpI32, Condition::Ne, bound, e.const_i32(0)));
    Node* length = e.emit(Op::SubI32, {bound, e.const_i32(1)});
    if (guards) return e.set(pc->a, length);
    std::vector<Path> known;
    known.push_back(e.suspend());
    e.join(std::move(others));
    Node* answer = e.ask(Helper::Length, {e.box(x)});
    e.guard(Op::GuardFalse, {e.is_absent(answer)});
    answer = e.guard(Op::CheckI32, {answer});
    e.set(pc->a, e.join(std::move(known), {answer, length}));
}

void translate_Concat(Emitter& e, const Word* pc) {
    Node* joined;
    if (pc->c == 2) {
        Node *left = e.get_boxed(pc->b), *right = e.get_boxed(pc->b + 1);
        joined = e.ask(Helper::ConcatTwo, {left, right});
    } else {
        for (u32 i = 0; i < pc->c; i++) e.store_register(pc->b + i);
        joined = e.ask(Helper::Concat, {e.const_i32(pc->b), e.const_i32(pc->c)});
    }
    e.set_answer(pc->a, joined);
    // What no metamethod has made is a string.
    if (!e.failed(kAsked)) e.set(pc->a, e.unbox_pointer(joined, rt::kTagString));
}

}  // namespace gs::jit

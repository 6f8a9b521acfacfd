// Expressions with one value.
#include <algorithm>

#include "compiler/function_compiler.h"
#include "sema/resolve.h"

namespace gs::compiler {

using namespace syntax;

void FunctionCompiler::name_operand(u32 operand, const Expr* e) {
    sema::OperandName name = sema::describe(e);
    if (name.kind == sema::OperandKind::None) return;
    static_assert(static_cast<int>(sema::OperandKind::Method) == static_cast<int>(rt::OperandName::Method));
    b_.name_operand(operand, static_cast<rt::OperandName::Kind>(name.kind), string(name.name));
}

// A local variable that is not in a cell is its register.
bool FunctionCompiler::local_register(const Expr* e, Reg* r) const {
    e = without_parens(e);
    auto* name = e->as_if<NameExpr>();
    if (!name || name->binding != Binding::Local || name->variable->in_cell()) return false;
    *r = register_of(name->variable);
    return true;
}

bool FunctionCompiler::constant(rt::State& st, const Expr* e, Value* v) {
    e = without_parens(e);
    switch (e->kind) {
        case ExprKind::Nil: *v = Value::nil(); return true;
        case ExprKind::Bool: *v = Value::boolean(e->as<BoolExpr>()->value); return true;
        case ExprKind::Int: *v = Value::integer(e->as<IntExpr>()->value); return true;
        case ExprKind::Float: *v = Value::real(e->as<FloatExpr>()->value); return true;
        case ExprKind::String: *v = Value::string(rt::intern(st, e->as<StringExpr>()->value)); return true;
        default: return false;
    }
}

// A whole number that fits the 16-bit field of an instruction; also a negative one written with a minus sign.
bool FunctionCompiler::immediate(const Expr* e, i64* v) {
    e = without_parens(e);
    if (auto* i = e->as_if<IntExpr>()) {
        *v = i->value;
    } else if (auto* u = e->as_if<UnaryExpr>(); u && u->op == UnaryOp::Minus && u->operand->kind == ExprKind::Int) {
        *v = -u->operand->as<IntExpr>()->value;
    } else {
        return false;
    }
    return *v >= INT16_MIN && *v <= INT16_MAX;
}

FunctionCompiler::Reg FunctionCompiler::to_any_or(Expr* e, Reg scratch) {
    Reg r;
    if (local_register(e, &r)) return r;
    if (scratch == kNone) return to_next(e);
    to_register(e, scratch);
    return scratch;
}

FunctionCompiler::Reg FunctionCompiler::to_any(Expr* e) { return to_any_or(e, kNone); }

FunctionCompiler::Reg FunctionCompiler::to_next(Expr* e) {
    Reg r = take();
    to_register(e, r);
    return r;
}

// For expressions that write their register before they are finished.
void FunctionCompiler::to_fresh_temporary(Expr* e, Reg to) {
    Temporaries temporaries(*this);
    Reg r = to_next(e);
    b_.move(to, r);
}

void FunctionCompiler::name_value(NameExpr* e, Reg to) {
    b_.set_line(e->line);
    switch (e->binding) {
        case Binding::Local:
            if (e->variable->in_cell())
                b_.op(Op::GetCell, to, register_of(e->variable));
            else
                b_.move(to, register_of(e->variable));
            return;
        case Binding::Upvalue: {
            if (!e->variable->in_cell()) return b_.op(Op::GetUpvalue, to, e->upvalue);
            // What has just been stored need not be loaded.
            bytecode::Word* last = b_.last();
            if (last && bytecode::op_of(*last) == Op::SetUpvalueCell && last->a == e->upvalue)
                b_.move(to, last->b);
            else
                b_.op(Op::GetUpvalueCell, to, e->upvalue);
            return;
        }
        case Binding::Global: b_.get_global(to, string(e->name)); return;
    }
}

void FunctionCompiler::to_register(Expr* e, Reg to) {
    Value v;
    switch (e->kind) {
        case ExprKind::Nil:
        case ExprKind::Bool:
        case ExprKind::Int:
        case ExprKind::Float:
        case ExprKind::String:
            constant(st_, e, &v);
            b_.load(to, v);
            return;
        case ExprKind::Name: name_value(e->as<NameExpr>(), to); return;
        case ExprKind::Paren: to_register(e->as<ParenExpr>()->inner, to); return;
        case ExprKind::VarArgs:
            if (body_->is_vararg)
                b_.op(Op::VarArgs, to, 0, 0, 1);
            else
                b_.load_nil(to, 1);
            return;
        case ExprKind::VarArgCount:
            if (body_->is_vararg)
                b_.op(Op::VarArgCount, to);
            else
                b_.load(to, Value::integer(0));
            return;
        case ExprKind::VarArgIndex: {
            Temporaries temporaries(*this);
            Reg key = to_any(e->as<VarArgIndexExpr>()->key);
            b_.set_line(e->line);
            if (body_->is_vararg)
                b_.op(Op::VarArgIndex, to, key);
            else
                b_.load_nil(to, 1);
            return;
        }
        case ExprKind::Function: function_value(e->as<FunctionExpr>()->body, to); return;
        case ExprKind::Table:
            if (is_temporary(to))
                table(e->as<TableExpr>(), to);
            else
                to_fresh_temporary(e, to);
            return;
        case ExprKind::Unary: {
            auto* u = e->as<UnaryExpr>();
            i64 negative;
            if (u->op == UnaryOp::Minus && immediate(e, &negative) && negative != 0) {
                b_.load(to, Value::integer(negative));
                return;
            }
            Temporaries temporaries(*this);
            Reg operand = to_any_or(u->operand, is_temporary(to) ? to : kNone);
            b_.set_line(e->line);
            switch (u->op) {
                case UnaryOp::Minus: b_.op(Op::Negate, to, operand); break;
                case UnaryOp::Not: b_.op(Op::Not, to, operand); return;
                case UnaryOp::Length: b_.op(Op::Length, to, operand); break;
            }
            name_operand(0, u->operand);
            return;
        }
        case ExprKind::Receive: {
            Temporaries temporaries(*this);
            Reg channel = to_any_or(e->as<ReceiveExpr>()->channel, is_temporary(to) ? to : kNone);
            b_.set_line(e->line);
            b_.op(Op::Receive, to, channel);
            return;
        }
        case ExprKind::MakeChan: {
            auto* m = e->as<MakeChanExpr>();
            Temporaries temporaries(*this);
            Reg size = m->size ? to_any_or(m->size, is_temporary(to) ? to : kNone) : to;
            b_.set_line(e->line);
            b_.op(Op::MakeChannel, to, m->size ? size : 0, 0, m->size ? 1 : 0);
            return;
        }
        case ExprKind::And:
        case ExprKind::Or:
        case ExprKind::Concat:
            if (!is_temporary(to)) {
                to_fresh_temporary(e, to);
                return;
            }
            [[fallthrough]];
        case ExprKind::Arith:
            if (e->kind == ExprKind::Arith && arith_of_constant(e->as<ArithExpr>(), to)) return;
            [[fallthrough]];
        case ExprKind::Compare:
        case ExprKind::Field:
        case ExprKind::Index:
        case ExprKind::Call:
        case ExprKind::MethodCall: {
            Temporaries temporaries(*this);
            // The operands of `..` and the callee of a call stand in consecutive registers: there the leftmost child is
            // computed in place.
            bool in_place = e->kind == ExprKind::Concat || e->kind == ExprKind::Call || e->kind == ExprKind::MethodCall;
            if (in_place && e->spine <= kShallowSpine) {
                apply(e, kNone, to);
                return;
            }
            Reg left = leftmost(e, is_temporary(to) ? to : kNone);
            apply(e, left, to);
            return;
        }
    }
}

// The leftmost child in some register, whatever the depth of the spine: the nodes on the way are collected, then
// compiled from the inside out, all into one register.
FunctionCompiler::Reg FunctionCompiler::leftmost(Expr* e, Reg scratch) {
    if (e->spine <= kShallowSpine) return to_any_or(leftmost_child(e), scratch);
    std::vector<Expr*> path;
    Expr* innermost = leftmost_child(e);
    while (Expr* next = leftmost_child(innermost)) {
        path.push_back(innermost);
        innermost = next;
    }
    Reg into = scratch == kNone ? take() : scratch;
    Reg left = to_any_or(innermost, into);
    while (!path.empty()) {
        Temporaries temporaries(*this);
        apply(path.back(), left, into);
        left = into;
        path.pop_back();
    }
    return left;
}

// The rest of an expression whose leftmost child is in register `left` (kNone for calls and `..`: not computed yet).
void FunctionCompiler::apply(Expr* e, Reg left, Reg to) {
    Temporaries temporaries(*this);
    switch (e->kind) {
        case ExprKind::Arith: arith_expression(e->as<ArithExpr>(), left, to); return;
        case ExprKind::Compare: compare_value(e->as<CompareExpr>(), left, to); return;
        case ExprKind::And: logical(e->as<AndExpr>()->operands, left, to, true); return;
        case ExprKind::Or: logical(e->as<OrExpr>()->operands, left, to, false); return;
        case ExprKind::Concat: concat(e->as<ConcatExpr>(), left, to); return;
        case ExprKind::Field:
            b_.set_line(e->line);
            b_.get_field(to, left, string(e->as<FieldExpr>()->name));
            name_operand(0, e->as<FieldExpr>()->object);
            return;
        case ExprKind::Index: {
            auto* index = e->as<IndexExpr>();
            i64 element;
            if (immediate(index->key, &element) && element >= 0) {
                b_.set_line(e->line);
                b_.op(Op::GetElement, to, left, static_cast<u32>(element));
            } else {
                Reg key = to_any(index->key);
                b_.set_line(e->line);
                b_.op(Op::GetIndex, to, left, key);
            }
            name_operand(0, index->object);
            return;
        }
        case ExprKind::Call:
        case ExprKind::MethodCall: {
            // The window may begin at the target itself if that is the last register taken.
            bool reuse = is_temporary(to) && to + 1 == free_ && left != to;
            if (reuse) free_ = to;
            Reg result = call(e, left, 1);
            b_.move(to, result);
            return;
        }
        default: GS_UNREACHABLE("expression without a left operand");
    }
}

namespace {

struct ArithOps {
    Op plain, imm, k;
};
constexpr ArithOps kArithOps[] = {
    {Op::Add, Op::AddImm, Op::AddK}, {Op::Sub, Op::SubImm, Op::SubK}, {Op::Mul, Op::MulImm, Op::MulK},
    {Op::Div, Op::DivImm, Op::DivK}, {Op::Mod, Op::ModImm, Op::ModK}, {Op::Pow, Op::PowK, Op::PowK},
};

const ArithOps& ops_of(ArithOp op) { return kArithOps[static_cast<u32>(op)]; }

}  // namespace

// R[to] = R[left] op right.
void FunctionCompiler::arith(ArithOp op, u32 line, const Expr* left_name, Reg left, Expr* right, Reg to) {
    Temporaries temporaries(*this);
    i64 number;
    Value literal;
    const ArithOps& ops = ops_of(op);
    if (op != ArithOp::Pow && immediate(right, &number) && !(op == ArithOp::Mod && number == 0)) {
        b_.set_line(line);
        b_.op(ops.imm, to, left, static_cast<u16>(static_cast<i16>(number)));
        name_operand(0, left_name);
        return;
    }
    if (constant(st_, right, &literal) && literal.is_number() && literal != Value::integer(0)) {
        b_.set_line(line);
        b_.arith_k(ops.k, to, left, literal, false);
        name_operand(0, left_name);
        return;
    }
    Reg r = to_any(right);
    b_.set_line(line);
    b_.op(ops.plain, to, left, r);
    name_operand(0, left_name);
    name_operand(1, right);
}

// A number on the left: `2 * x`. False if it is not that.
bool FunctionCompiler::arith_of_constant(ArithExpr* e, Reg to) {
    bool has_form = e->op == ArithOp::Add || e->op == ArithOp::Sub || e->op == ArithOp::Mul || e->op == ArithOp::Div;
    Value literal, other;
    if (!has_form || !constant(st_, e->left, &literal) || !literal.is_number() || constant(st_, e->right, &other))
        return false;
    Temporaries temporaries(*this);
    Reg right = to_any_or(e->right, is_temporary(to) ? to : kNone);
    b_.set_line(e->line);
    b_.arith_k(ops_of(e->op).k, to, right, literal, true);
    name_operand(1, e->right);
    return true;
}

void FunctionCompiler::arith_expression(ArithExpr* e, Reg left, Reg to) {
    arith(e->op, e->line, e->left, left, e->right, to);
}

void FunctionCompiler::compare_value(CompareExpr* e, Reg left, Reg to) {
    Reg right = to_any(e->right);
    b_.set_line(e->line);
    switch (e->op) {
        case CompareOp::Equal: b_.op(Op::Equal, to, left, right); return;
        case CompareOp::NotEqual: b_.op(Op::NotEqual, to, left, right); return;
        case CompareOp::Less: b_.op(Op::Less, to, left, right); return;
        case CompareOp::LessEqual: b_.op(Op::LessEqual, to, left, right); return;
        case CompareOp::Greater: b_.op(Op::Less, to, right, left); return;
        case CompareOp::GreaterEqual: b_.op(Op::LessEqual, to, right, left); return;
    }
}

// `to` is a temporary: it holds each operand in turn.
void FunctionCompiler::logical(ExprList operands, Reg left, Reg to, bool is_and) {
    Label end = b_.label();
    b_.move(to, left);
    for (Expr* operand : operands.subspan(1)) {
        b_.jump(is_and ? Op::JumpFalse : Op::JumpTrue, to, 0, end);
        Temporaries temporaries(*this);
        to_register(operand, to);
    }
    b_.bind(end);
}

void FunctionCompiler::concat(ConcatExpr* e, Reg left, Reg to) {
    if (e->operands.size() > kMaxConcatRegisters) {
        long_concat(e, left, to);
        return;
    }
    Reg first = take();
    if (left == kNone)
        to_register(e->operands[0], first);
    else
        b_.move(first, left);
    for (Expr* operand : e->operands.subspan(1)) to_next(operand);
    concat_registers(e->operands, e->lines, first, static_cast<u32>(e->operands.size()), to);
}

// A chain that is longer than a frame should be: all operands are evaluated into a list first, then joined from the
// right, one run of them at a time with what has been joined so far behind it.
void FunctionCompiler::long_concat(ConcatExpr* e, Reg left, Reg to) {
    u32 total = static_cast<u32>(e->operands.size());
    Reg list = take();
    b_.set_line(e->line);
    b_.op(Op::NewTable, list, 0, std::min(total, 4096u));
    constexpr u32 kBatch = 50;
    for (u32 at = 0; at < total; at += kBatch) {
        Temporaries temporaries(*this);
        u32 count = std::min(kBatch, total - at);
        Reg first = free_;
        for (u32 i = at; i < at + count; i++) {
            if (i == 0 && left != kNone)
                b_.move(take(), left);
            else
                to_next(e->operands[i]);
        }
        b_.set_line(e->line);
        b_.set_list(list, count, first, at + 1, at + count == total);
    }
    Reg first = take(kMaxConcatRegisters);
    Reg index = take();
    u32 joined = total;  // operands from here on are in the accumulator
    while (joined > 0) {
        bool last = joined == total;
        u32 count = std::min(kMaxConcatRegisters - (last ? 0u : 1u), joined);
        u32 from = joined - count;
        // The text joined so far stands in `first`: it moves behind the operands of this run.
        if (!last) b_.move(first + count, first);
        b_.set_line(e->line);
        for (u32 i = 0; i < count; i++) {
            b_.load(index, Value::integer(from + i + 1));
            b_.op(Op::GetIndex, first + i, list, index);
        }
        std::span<const u32> lines(e->lines.data() + from, count - (last ? 1 : 0));
        concat_registers(e->operands.subspan(from, count), lines, first, count + (last ? 0 : 1), first);
        joined = from;
    }
    b_.move(to, first);
}

// Joins `count` registers. All in one step if the operators stand in one line; else pair by pair from the right, because
// an error has the line of its own operator. A last register that has no operand is text joined before and has no name.
void FunctionCompiler::concat_registers(ExprList operands, std::span<const u32> lines, Reg first, u32 count, Reg to) {
    bool one_line = true;
    for (u32 line : lines) one_line &= line == lines[0];
    if (one_line) {
        b_.set_line(lines[0]);
        b_.op(Op::Concat, to, first, count);
        for (u32 i = 0; i < operands.size(); i++) name_operand(i, operands[i]);
        return;
    }
    for (u32 i = count - 1; i-- > 0;) {
        b_.set_line(lines[i]);
        b_.op(Op::Concat, i == 0 ? to : first + i, first + i, 2);
        name_operand(0, operands[i]);
        if (i + 2 == count && operands.size() == count) name_operand(1, operands[i + 1]);
    }
}

void FunctionCompiler::function_value(const FunctionBody* body, Reg to) {
    FunctionCompiler child(st_, chunk_, body, env_, this);
    rt::Code* code = failed_ ? nullptr : child.compile();
    if (!code) {
        failed_ = true;
        return;
    }
    b_.set_line(body->line);
    b_.closure(to, code);
}

}  // namespace gs::compiler

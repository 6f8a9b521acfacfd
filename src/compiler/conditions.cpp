// Conditions: jumps instead of booleans.
#include "compiler/function_compiler.h"

namespace gs::compiler {

using namespace syntax;

namespace {

// The ways to jump on an order: a op b, not (a op b), and the same with a small number on the right.
struct OrderOps {
    Op jump, jump_not, imm, not_imm;
};
constexpr OrderOps kLess = {Op::JumpLess, Op::JumpNotLess, Op::JumpLessImm, Op::JumpNotLessImm};
constexpr OrderOps kLessEqual = {Op::JumpLessEqual, Op::JumpNotLessEqual, Op::JumpLessEqualImm,
                                 Op::JumpNotLessEqualImm};
// a > n is n < a: only the immediate forms exist.
constexpr OrderOps kGreater = {Op::JumpLess, Op::JumpNotLess, Op::JumpGreaterImm, Op::JumpNotGreaterImm};
constexpr OrderOps kGreaterEqual = {Op::JumpLessEqual, Op::JumpNotLessEqual, Op::JumpGreaterEqualImm,
                                    Op::JumpNotGreaterEqualImm};

const OrderOps& order_ops(CompareOp op) {
    switch (op) {
        case CompareOp::Less: return kLess;
        case CompareOp::LessEqual: return kLessEqual;
        case CompareOp::Greater: return kGreater;
        case CompareOp::GreaterEqual: return kGreaterEqual;
        case CompareOp::Equal:
        case CompareOp::NotEqual: break;
    }
    GS_UNREACHABLE("not an order");
}

bool swaps(CompareOp op) { return op == CompareOp::Greater || op == CompareOp::GreaterEqual; }
bool is_equality(CompareOp op) { return op == CompareOp::Equal || op == CompareOp::NotEqual; }
u32 immediate_bits(i64 v) { return static_cast<u16>(static_cast<i16>(v)); }

}  // namespace

void FunctionCompiler::jump_if(Expr* e, bool sense, Label target) {
    Temporaries temporaries(*this);
    Value v;
    if (constant(st_, e, &v)) {
        if (v.truthy() == sense) b_.jump(target);
        return;
    }
    switch (e->kind) {
        case ExprKind::Paren: jump_if(e->as<ParenExpr>()->inner, sense, target); return;
        case ExprKind::Unary:
            if (e->as<UnaryExpr>()->op == UnaryOp::Not) {
                jump_if(e->as<UnaryExpr>()->operand, !sense, target);
                return;
            }
            break;
        case ExprKind::And:
        case ExprKind::Or: {
            if (e->spine > kShallowSpine) break;
            ExprList operands = e->kind == ExprKind::And ? e->as<AndExpr>()->operands : e->as<OrExpr>()->operands;
            // `a && b` is false as soon as one operand is; true only after the last. `||` the other way round.
            bool early = e->kind == ExprKind::Or;
            if (sense == early) {
                for (Expr* operand : operands) jump_if(operand, sense, target);
            } else {
                Label skip = b_.label();
                for (Expr* operand : operands.first(operands.size() - 1)) jump_if(operand, !sense, skip);
                jump_if(operands.back(), sense, target);
                b_.bind(skip);
            }
            return;
        }
        case ExprKind::Compare: {
            auto* c = e->as<CompareExpr>();
            if (!jump_if_constant(c, sense, target)) jump_if_compare(c, leftmost(e, kNone), sense, target);
            return;
        }
        default: break;
    }
    Reg r = to_any(e);
    b_.set_line(e->line);
    b_.jump(sense ? Op::JumpTrue : Op::JumpFalse, r, 0, target);
}

// A constant on the left, and something else on the right: the comparison is turned round. `k < x` is x > k, for
// metamethods, too. False if it is not that.
bool FunctionCompiler::jump_if_constant(CompareExpr* e, bool sense, Label target) {
    Value literal, other;
    i64 number;
    if (!constant(st_, e->left, &literal) || constant(st_, e->right, &other)) return false;
    if (is_equality(e->op)) {
        Reg right = to_any(e->right);
        b_.set_line(e->line);
        b_.jump_equal((e->op == CompareOp::Equal) == sense, right, literal, target);
        return true;
    }
    if (!immediate(e->left, &number)) return false;
    constexpr const OrderOps* kTurned[] = {&kGreater, &kGreaterEqual, &kLess, &kLessEqual};
    const OrderOps& ops = *kTurned[static_cast<u32>(e->op) - static_cast<u32>(CompareOp::Less)];
    Reg right = to_any(e->right);
    b_.set_line(e->line);
    b_.jump(sense ? ops.imm : ops.not_imm, right, immediate_bits(number), target);
    return true;
}

void FunctionCompiler::jump_if_compare(CompareExpr* e, Reg left, bool sense, Label target) {
    if (is_equality(e->op)) {
        jump_if_equal(e, left, sense, target);
        return;
    }
    const OrderOps& ops = order_ops(e->op);
    i64 number;
    if (immediate(e->right, &number)) {
        b_.set_line(e->line);
        b_.jump(sense ? ops.imm : ops.not_imm, left, immediate_bits(number), target);
        return;
    }
    Reg right = to_any(e->right);
    b_.set_line(e->line);
    if (swaps(e->op))
        b_.jump(sense ? ops.jump : ops.jump_not, right, left, target);
    else
        b_.jump(sense ? ops.jump : ops.jump_not, left, right, target);
}

void FunctionCompiler::jump_if_equal(CompareExpr* e, Reg left, bool sense, Label target) {
    bool equal = (e->op == CompareOp::Equal) == sense;
    Value literal;
    if (constant(st_, e->right, &literal)) {
        b_.set_line(e->line);
        b_.jump_equal(equal, left, literal, target);
        return;
    }
    Reg right = to_any(e->right);
    b_.set_line(e->line);
    b_.jump(equal ? Op::JumpEqual : Op::JumpNotEqual, left, right, target);
}

// The test at the bottom of a loop. Simple orders have a counting form of their own; for everything else the condition is
// compiled again as a jump out of the loop, with a plain edge behind it.
void FunctionCompiler::loop_if(Expr* condition, Label body) {
    Temporaries temporaries(*this);
    Value v;
    if (!condition || (constant(st_, condition, &v) && v.truthy())) {
        b_.jump(Op::Loop, 0, 0, body);
        return;
    }
    const Expr* bare = without_parens(condition);
    if (auto* c = bare->as_if<CompareExpr>(); c && !is_equality(c->op)) {
        Reg left = leftmost(const_cast<Expr*>(bare), kNone);
        i64 number;
        if (immediate(c->right, &number)) {
            constexpr Op kImm[] = {Op::LoopLessImm, Op::LoopLessEqualImm, Op::LoopGreaterImm, Op::LoopGreaterEqualImm};
            b_.set_line(c->line);
            b_.jump(kImm[static_cast<u32>(c->op) - static_cast<u32>(CompareOp::Less)], left, immediate_bits(number),
                    body);
            return;
        }
        Reg right = to_any(c->right);
        b_.set_line(c->line);
        Op op = c->op == CompareOp::Less || c->op == CompareOp::Greater ? Op::LoopLess : Op::LoopLessEqual;
        if (swaps(c->op))
            b_.jump(op, right, left, body);
        else
            b_.jump(op, left, right, body);
        return;
    }
    if (auto* all = bare->as_if<AndExpr>(); all && bare->spine <= kShallowSpine) {
        Label out = b_.label();
        for (Expr* operand : all->operands.first(all->operands.size() - 1)) jump_if(operand, false, out);
        loop_if(all->operands.back(), body);
        b_.bind(out);
        return;
    }
    if (bare->kind == ExprKind::And || bare->kind == ExprKind::Or || bare->kind == ExprKind::Compare ||
        bare->kind == ExprKind::Unary) {
        Label out = b_.label();
        jump_if(condition, false, out);
        b_.jump(Op::Loop, 0, 0, body);
        b_.bind(out);
        return;
    }
    Reg r = to_any(condition);
    b_.set_line(condition->line);
    b_.jump(Op::LoopTrue, r, 0, body);
}

}  // namespace gs::compiler

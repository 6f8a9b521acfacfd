// Loops. The test stands at the bottom, so that an iteration executes one jump; the first test is a copy in front.
#include "compiler/function_compiler.h"

namespace gs::compiler {

using namespace syntax;

void FunctionCompiler::while_loop(WhileStmt* s) {
    Scope scope(*this);
    Label end = b_.label(), next = b_.label();
    if (s->condition) jump_if(s->condition, false, end);
    Label body = b_.here();
    targets_.push_back({end, next, true});
    block(s->body);
    targets_.pop_back();
    b_.bind(next);
    b_.set_line(s->line);
    loop_if(s->condition, body);
    b_.bind(end);
}

void FunctionCompiler::for_loop(ForStmt* s) {
    Scope scope(*this);
    statement(s->init);
    Label end = b_.label(), next = b_.label();
    jump_if(s->condition, false, end);
    Reg limit = constant_limit(s);
    Label body = b_.here();
    targets_.push_back({end, next, true});
    block(s->body);
    targets_.pop_back();
    b_.bind(next);
    for (const Variable* v : s->iteration_cells) b_.op(Op::CopyCell, register_of(v));
    if (!counting_loop(s, limit, body)) {
        {
            Scope post_scope(*this);
            statement(s->post);
        }
        b_.set_line(s->line);
        loop_if(s->condition, body);
    }
    b_.bind(end);
}

// A number on the right of the condition that does not fit into an instruction waits in a hidden register.
FunctionCompiler::Reg FunctionCompiler::constant_limit(ForStmt* s) {
    auto* compare = without_parens(s->condition)->as_if<CompareExpr>();
    Value number;
    i64 small;
    if (!compare || !constant(st_, compare->right, &number) || !number.is_number()) return kNone;
    if (immediate(compare->right, &small)) return kNone;
    Reg limit = take();
    keep_taken();
    b_.load(limit, number);
    return limit;
}

namespace {

/// Whether the value of `e` has nothing to do with `v`, by its form. What is called meanwhile (metamethods) does not see a
/// variable that is in no cell.
bool is_apart_from(const Expr* e, const Variable* v) {
    e = without_parens(e);
    if (e->spine > kShallowSpine) return false;
    switch (e->kind) {
        case ExprKind::Int:
        case ExprKind::Float:
        case ExprKind::String: return true;
        case ExprKind::Name: return e->as<NameExpr>()->variable != v;
        case ExprKind::Field: return is_apart_from(e->as<FieldExpr>()->object, v);
        case ExprKind::Index:
            return is_apart_from(e->as<IndexExpr>()->object, v) && is_apart_from(e->as<IndexExpr>()->key, v);
        case ExprKind::Unary: return is_apart_from(e->as<UnaryExpr>()->operand, v);
        case ExprKind::Arith:
            return is_apart_from(e->as<ArithExpr>()->left, v) && is_apart_from(e->as<ArithExpr>()->right, v);
        default: return false;
    }
}

}  // namespace

// Declared by the loop as a number, and changed by its third part alone: what is done to it there is never seen, and never
// fails.
bool FunctionCompiler::always_number(ForStmt* s, const Variable* counter) const {
    if (s->init->kind != StmtKind::Declare || counter->reassigned) return false;
    auto* declaration = s->init->as<DeclareStmt>();
    for (std::size_t i = 0; i < declaration->names.size() && i < declaration->values.size(); i++) {
        Value first;
        if (declaration->names[i]->variable == counter)
            return constant(st_, declaration->values[i], &first) && first.is_number();
    }
    return false;
}

// `i++` or `i--` followed by an order of i and a local variable or a small number: one instruction, if all stands in one
// line (it has one position for its errors). So may be `i++` and another limit, as `#list`, which is then computed first.
bool FunctionCompiler::counting_loop(ForStmt* s, Reg limit, Label body) {
    if (s->post->kind != StmtKind::CompoundAssign) return false;
    auto* step = s->post->as<CompoundAssignStmt>();
    auto* compare = without_parens(s->condition)->as_if<CompareExpr>();
    auto* one = step->value->as_if<IntExpr>();
    if (!compare || !one || one->value != 1 || step->line != compare->line) return false;
    Reg counter, tested;
    if (!local_register(step->target, &counter) || !local_register(compare->left, &tested) || counter != tested)
        return false;

    bool up = step->op == CompoundOp::Add;
    if (!up && step->op != CompoundOp::Sub) return false;
    i64 number;
    if (immediate(compare->right, &number)) {
        Op op;
        switch (compare->op) {
            case CompareOp::Less: op = Op::IncLoopLessImm; break;
            case CompareOp::LessEqual: op = Op::IncLoopLessEqualImm; break;
            case CompareOp::Greater: op = Op::DecLoopGreaterImm; break;
            case CompareOp::GreaterEqual: op = Op::DecLoopGreaterEqualImm; break;
            case CompareOp::Equal:
            case CompareOp::NotEqual: return false;
        }
        bool counts_up = op == Op::IncLoopLessImm || op == Op::IncLoopLessEqualImm;
        if (counts_up != up) return false;
        b_.set_line(step->line);
        b_.jump(op, counter, static_cast<u16>(static_cast<i16>(number)), body);
        name_operand(0, step->target);
        return true;
    }
    if (!up || (compare->op != CompareOp::Less && compare->op != CompareOp::LessEqual)) return false;
    Temporaries temporaries(*this);
    if (limit == kNone && !local_register(compare->right, &limit)) {
        const Variable* v = step->target->as<NameExpr>()->variable;
        if (!always_number(s, v) || !is_apart_from(compare->right, v)) return false;
        limit = to_any(compare->right);
    }
    if (limit == counter) return false;
    b_.set_line(step->line);
    b_.jump(compare->op == CompareOp::Less ? Op::IncLoopLess : Op::IncLoopLessEqual, counter, limit, body);
    name_operand(0, step->target);
    return true;
}

void FunctionCompiler::range_loop(RangeStmt* s) {
    if (s->over_varargs) {
        vararg_loop(s);
        return;
    }
    Scope scope(*this);
    Reg state = adjusted(s->operands, 3);
    free_ = state;
    take(bytecode::kRangeSlots);
    keep_taken();
    Label body = b_.label(), next = b_.label(), end = b_.label();
    b_.set_line(s->line);
    b_.jump(Op::RangeStart, state, 0, next);
    name_operand(0, s->operands[0]);

    b_.bind(body);
    Reg key = take(s->value ? 2 : 1);
    keep_taken();
    if (s->key) bind(s->key->variable, key);
    if (s->value) bind(s->value->variable, key + 1);
    targets_.push_back({end, next, true});
    block(s->body);
    targets_.pop_back();

    b_.bind(next);
    b_.set_line(s->line);
    b_.jump(s->value ? Op::RangeNext : Op::RangeNext1, state, key, body);
    b_.bind(end);
}

void FunctionCompiler::vararg_loop(RangeStmt* s) {
    if (!body_->is_vararg) return;  // no extra arguments: no iterations
    Scope scope(*this);
    Reg counter = take();
    keep_taken();
    Label body = b_.label(), next = b_.label(), end = b_.label();
    b_.set_line(s->line);
    b_.load(counter, Value::integer(0));
    b_.jump(next);

    b_.bind(body);
    Reg key = take(2);
    keep_taken();
    if (s->key) bind(s->key->variable, key);
    if (s->value) bind(s->value->variable, key + 1);
    targets_.push_back({end, next, true});
    block(s->body);
    targets_.pop_back();

    b_.bind(next);
    b_.set_line(s->line);
    b_.jump(Op::VarArgNext, counter, key, body);
    b_.bind(end);
}

}  // namespace gs::compiler

// Statements other than assignments and loops.
#include "compiler/function_compiler.h"

namespace gs::compiler {

using namespace syntax;

void FunctionCompiler::block(const Block* b) {
    Scope scope(*this);
    for (Stmt* s : b->statements) {
        if (failed_) return;
        statement(s);
    }
}

void FunctionCompiler::statement(Stmt* s) {
    b_.set_line(s->line);
    switch (s->kind) {
        case StmtKind::Expression: discard(s->as<ExpressionStmt>()->expression); return;
        case StmtKind::Declare: declare(s->as<DeclareStmt>()); return;
        case StmtKind::Assign: assign(s->as<AssignStmt>()); return;
        case StmtKind::CompoundAssign: compound(s->as<CompoundAssignStmt>()); return;
        case StmtKind::ReceiveOk: receive_ok(s->as<ReceiveOkStmt>()); return;
        case StmtKind::FunctionDecl: function_declaration(s->as<FunctionDeclStmt>()); return;
        case StmtKind::If: if_statement(s->as<IfStmt>()); return;
        case StmtKind::Switch: switch_statement(s->as<SwitchStmt>()); return;
        case StmtKind::While: while_loop(s->as<WhileStmt>()); return;
        case StmtKind::For: for_loop(s->as<ForStmt>()); return;
        case StmtKind::Range: range_loop(s->as<RangeStmt>()); return;
        case StmtKind::Select: select_statement(s->as<SelectStmt>()); return;
        case StmtKind::Return: return_statement(s->as<ReturnStmt>()); return;
        case StmtKind::Break: b_.jump(targets_.back().break_label); return;
        case StmtKind::Continue:
            for (std::size_t i = targets_.size(); i-- > 0;) {
                if (!targets_[i].is_loop) continue;
                b_.jump(targets_[i].continue_label);
                return;
            }
            GS_UNREACHABLE("continue outside a loop");
        case StmtKind::Go: go(s->as<GoStmt>()); return;
        case StmtKind::Defer: defer(s->as<DeferStmt>()); return;
        case StmtKind::Send: {
            auto* send = s->as<SendStmt>();
            Temporaries temporaries(*this);
            Reg channel = to_any(send->channel);
            Reg value = to_any(send->value);
            b_.set_line(s->line);
            b_.op(Op::Send, channel, value);
            return;
        }
    }
}

void FunctionCompiler::if_statement(IfStmt* s) {
    Scope scope(*this);  // variables of an init are visible in all arms that follow
    Label end = b_.label();
    for (std::size_t i = 0; i < s->arms.size(); i++) {
        const IfArm& arm = s->arms[i];
        if (arm.init) statement(arm.init);
        Label next = b_.label();
        jump_if(arm.condition, false, next);
        block(arm.body);
        bool last = i + 1 == s->arms.size() && !s->else_body;
        if (!last && !b_.unreachable()) b_.jump(end);
        b_.bind(next);
    }
    if (s->else_body) block(s->else_body);
    b_.bind(end);
}

// All tests first, in order, then the bodies.
void FunctionCompiler::switch_statement(SwitchStmt* s) {
    Scope scope(*this);
    if (s->init) statement(s->init);
    Reg subject = 0;
    if (s->subject && !local_register(s->subject, &subject)) {
        subject = to_next(s->subject);
        keep_taken();
    }
    Label end = b_.label();
    std::vector<Label> bodies;
    bodies.reserve(s->clauses.size());
    for (std::size_t i = 0; i < s->clauses.size(); i++) bodies.push_back(b_.label());
    for (std::size_t i = 0; i < s->clauses.size(); i++) {
        const SwitchClause& clause = s->clauses[i];
        for (Expr* value : clause.values) {
            Temporaries temporaries(*this);
            Value literal;
            if (!s->subject) {
                jump_if(value, true, bodies[i]);
            } else if (constant(st_, value, &literal)) {
                b_.set_line(clause.line);
                b_.jump_equal(true, subject, literal, bodies[i]);
            } else {
                Reg r = to_any(value);
                b_.set_line(clause.line);
                b_.jump(Op::JumpEqual, subject, r, bodies[i]);
            }
        }
    }
    b_.jump(s->default_index >= 0 ? bodies[static_cast<std::size_t>(s->default_index)] : end);
    targets_.push_back({end, end, false});
    for (std::size_t i = 0; i < s->clauses.size(); i++) {
        b_.bind(bodies[i]);
        block(s->clauses[i].body);
        if (i + 1 < s->clauses.size() && !b_.unreachable()) b_.jump(end);
    }
    targets_.pop_back();
    b_.bind(end);
}

// Pairs (channel, value) in consecutive registers; afterwards the number of the chosen case, the value received, ok.
void FunctionCompiler::select_statement(SelectStmt* s) {
    Scope scope(*this);
    std::vector<const SelectClause*> cases;
    std::vector<bytecode::SelectCase> descriptions;
    Reg first = free_;
    for (const SelectClause& clause : s->clauses) {
        if (clause.kind == SelectKind::Default) continue;
        to_next(clause.channel);
        if (clause.kind == SelectKind::Send)
            to_next(clause.value);
        else
            b_.load_nil(take(), 1);
        cases.push_back(&clause);
        descriptions.push_back({clause.kind == SelectKind::Send, clause.line});
    }
    free_ = first;
    take(3);  // chosen case, value, ok
    b_.set_line(s->line);
    b_.select(first, descriptions, s->default_index >= 0);
    keep_taken();

    Label end = b_.label();
    std::vector<Label> bodies;
    for (std::size_t i = 0; i < cases.size(); i++) {
        bodies.push_back(b_.label());
        b_.set_line(cases[i]->line);
        b_.jump_equal(true, first, Value::integer(static_cast<i64>(i)), bodies[i]);
    }
    targets_.push_back({end, end, false});
    if (s->default_index >= 0) block(s->clauses[static_cast<std::size_t>(s->default_index)].body);
    if (!b_.unreachable()) b_.jump(end);
    for (std::size_t i = 0; i < cases.size(); i++) {
        const SelectClause& clause = *cases[i];
        Scope clause_scope(*this);
        b_.bind(bodies[i]);
        Reg nil = kNone;
        for (std::size_t k = 0; k < clause.targets.size(); k++) {
            Reg from = first + 1 + static_cast<Reg>(k);
            if (k >= 2 || (k == 1 && !clause.with_ok)) {
                if (nil == kNone) b_.load_nil(nil = take(), 1);
                from = nil;
            }
            if (clause.declares)
                declare_name(clause.targets[k]->as<NameExpr>(), from);
            else
                store(clause.targets[k], from);
        }
        keep_taken();
        block(clause.body);
        if (i + 1 < cases.size() && !b_.unreachable()) b_.jump(end);
    }
    targets_.pop_back();
    b_.bind(end);
}

}  // namespace gs::compiler

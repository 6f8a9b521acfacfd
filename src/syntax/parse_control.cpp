// Statements with blocks, and the blocks themselves.
#include "syntax/parser_impl.h"

namespace gs::syntax {

// ---- Blocks -----------------------------------------------------------------------------------------------------

Block* Parser::block() {
    Nesting nesting(*this);
    return braces();
}

// A block that is no level of nesting by itself, such as the body of a function.
Block* Parser::braces() {
    Setting clause(in_clause_, false);
    auto* node = arena_.make<Block>();
    Token open = token_;
    expect(TokenKind::LeftBrace);
    scopes_.open_block();
    ListBuilder list(stmt_stack_);
    statements_until_brace(list);
    node->statements = list.finish(arena_);
    node->variables = scopes_.close_block();
    node->end_line = token_.line;
    expect_closing(TokenKind::RightBrace, open);
    return node;
}

Block* Parser::loop_body() {
    Setting loops(loops_, loops_ + 1);
    Setting breakables(breakables_, breakables_ + 1);
    return block();
}

// At a word that begins a clause, or would if this is the place for one?
bool Parser::at_clause() {
    if (!check(TokenKind::Name)) return false;
    if (token_.word == Contextual::Case) return true;
    return token_.word == Contextual::Default && stream_.peek().kind == TokenKind::Colon;
}

// What stands behind the `:` of a clause.
Block* Parser::clause_body() {
    Setting clause(in_clause_, true);
    Setting colon(colon_ends_, false);
    Setting breakables(breakables_, breakables_ + 1);
    auto* node = arena_.make<Block>();
    scopes_.open_block();
    ListBuilder list(stmt_stack_);
    statements_until_brace(list);
    node->statements = list.finish(arena_);
    node->variables = scopes_.close_block();
    node->end_line = token_.line;
    return node;
}

// ---- if, for ----------------------------------------------------------------------------------------------------

// [ simpleStmt ";" ] expr
void Parser::header(Stmt*& init, Expr*& condition) {
    SimpleStatement simple = simple_statement();
    if (check(TokenKind::Semicolon)) {
        init = as_statement(simple);
        advance();
        condition = expression();
        return;
    }
    init = nullptr;
    condition = simple.expression;
    if (simple.statement != nullptr) no_condition(*simple.statement);
}

// A header that should end in a condition has a statement in its place.
void Parser::no_condition(const Stmt& statement) {
    if (failed_) return;
    bool compares = statement.kind == StmtKind::Assign && check(TokenKind::LeftBrace);
    if (!compares) return expected("';'");
    fail_here("expected ';', got '{'", "to compare write '=='");
}

Stmt* Parser::if_statement() {
    auto* node = make_stmt<IfStmt>(token_);
    scopes_.open_block();
    ListBuilder arms(arm_stack_);
    advance();
    for (bool more = true; more;) {
        IfArm arm{};
        header(arm.init, arm.condition);
        arm.body = block();
        arms.add(arm);
        more = accept(TokenKind::ElseIf);
        if (more || !accept(TokenKind::Else)) continue;
        more = accept(TokenKind::If);
        if (!more) node->else_body = block();
    }
    node->arms = arms.finish(arena_);
    node->variables = scopes_.close_block();
    return node;
}

Stmt* Parser::for_statement() {
    Token start = token_;
    advance();
    if (check(TokenKind::LeftBrace)) {
        auto* node = make_stmt<WhileStmt>(start);
        node->body = loop_body();
        return node;
    }
    if (at_range()) return for_range(start);
    scopes_.open_block();
    SimpleStatement simple = simple_statement();
    if (check(TokenKind::Semicolon)) {
        ForStmt* node = for_c_style(start, simple);
        node->variables = scopes_.close_block();
        return node;
    }
    if (simple.statement != nullptr) no_condition(*simple.statement);
    auto* node = make_stmt<WhileStmt>(start);
    node->condition = simple.expression;
    node->body = loop_body();
    scopes_.close_block();
    return node;
}

// `range`, or a name or two followed by `:= range`.
bool Parser::at_range() {
    if (check(TokenKind::Range)) return true;
    if (!check(TokenKind::Name)) return false;
    u32 n = 1;
    if (stream_.peek(1).kind == TokenKind::Comma && stream_.peek(2).kind == TokenKind::Name) n = 3;
    return stream_.peek(n).kind == TokenKind::Declare && stream_.peek(n + 1).kind == TokenKind::Range;
}

Stmt* Parser::for_range(const Token& start) {
    auto* node = make_stmt<RangeStmt>(start);
    scopes_.open_block();
    if (check(TokenKind::Name)) {
        node->key = range_variable();
        if (accept(TokenKind::Comma)) node->value = range_variable();
        expect(TokenKind::Declare);
    }
    node->line = token_.line;
    node->column = token_.column;
    expect(TokenKind::Range);
    node->operands = expression_list();
    node->over_varargs = node->operands.size() == 1 && node->operands[0]->kind == ExprKind::VarArgs;
    if (node->key != nullptr) declare(node->key, false);
    if (node->value != nullptr) declare(node->value, false);
    node->body = loop_body();
    node->variables = scopes_.close_block();
    return node;
}

NameExpr* Parser::range_variable() {
    auto* name = make_expr<NameExpr>(token_);
    name->name = token_.text;
    advance();
    return name;
}

// From the first `;` on, in the scope of the header.
ForStmt* Parser::for_c_style(const Token& start, const SimpleStatement& init) {
    auto* node = make_stmt<ForStmt>(start);
    node->init = as_statement(init);
    advance();
    node->condition = expression();
    expect(TokenKind::Semicolon);
    scopes_.begin_post();
    // In case it declares something: nobody else can see that, the body stands in front of it.
    scopes_.open_block();
    node->post = as_statement(simple_statement());
    scopes_.close_block();
    scopes_.end_post();
    node->body = loop_body();
    return node;
}

// ---- switch, select ---------------------------------------------------------------------------------------------

Stmt* Parser::switch_statement() {
    auto* node = make_stmt<SwitchStmt>(token_);
    node->default_index = -1;
    scopes_.open_block();
    advance();
    if (!check(TokenKind::LeftBrace)) {
        SimpleStatement simple = simple_statement();
        if (check(TokenKind::Semicolon)) {
            node->init = as_statement(simple);
            advance();
            if (!check(TokenKind::LeftBrace)) node->subject = expression();
        } else if (simple.statement != nullptr) {
            no_condition(*simple.statement);
        } else {
            node->subject = simple.expression;
        }
    }
    {
        Nesting nesting(*this);
        Token open = token_;
        expect(TokenKind::LeftBrace);
        ListBuilder clauses(switch_clause_stack_);
        while (at_clause()) {
            note_default(node->default_index, clauses.size());
            clauses.add(switch_clause());
        }
        end_of_clauses(open);
        node->clauses = clauses.finish(arena_);
    }
    node->variables = scopes_.close_block();
    return node;
}

// At the word of a clause: keeps track of the one `default`.
void Parser::note_default(i32& default_index, size_t index) {
    if (token_.word != Contextual::Default) return;
    if (default_index >= 0) fail_here("duplicate 'default'");
    default_index = static_cast<i32>(index);
}

void Parser::end_of_clauses(const Token& open) {
    if (check(TokenKind::RightBrace) || check(TokenKind::End)) return expect_closing(TokenKind::RightBrace, open);
    expected("'case', 'default' or '}'");
}

SwitchClause Parser::switch_clause() {
    SwitchClause clause{};
    clause.line = token_.line;
    clause.is_default = token_.word == Contextual::Default;
    advance();
    if (!clause.is_default) {
        Setting colon(colon_ends_, true);
        clause.values = expression_list();
    }
    expect(TokenKind::Colon);
    clause.body = clause_body();
    return clause;
}

Stmt* Parser::select_statement() {
    auto* node = make_stmt<SelectStmt>(token_);
    node->default_index = -1;
    advance();
    Nesting nesting(*this);
    Token open = token_;
    expect(TokenKind::LeftBrace);
    ListBuilder clauses(select_clause_stack_);
    while (at_clause()) {
        note_default(node->default_index, clauses.size());
        clauses.add(select_clause());
    }
    end_of_clauses(open);
    node->clauses = clauses.finish(arena_);
    return node;
}

SelectClause Parser::select_clause() {
    SelectClause clause{};
    clause.kind = SelectKind::Default;
    clause.line = token_.line;
    bool is_default = token_.word == Contextual::Default;
    scopes_.open_block();
    advance();
    if (!is_default) {
        Setting colon(colon_ends_, true);
        select_case(clause);
    }
    expect(TokenKind::Colon);
    if (clause.declares) {
        for (Expr* name : clause.targets) declare(name->as<NameExpr>(), false);
    }
    clause.body = clause_body();
    clause.variables = scopes_.close_block();
    return clause;
}

void Parser::select_case(SelectClause& clause) {
    constexpr const char* kNeither = "expected a send or a receive after 'case'";
    ListBuilder items(item_stack_);
    do {
        items.add(item());
    } while (accept(TokenKind::Comma));
    bool declares = check(TokenKind::Declare);
    if (declares || check(TokenKind::Assign)) {
        clause.targets = declares ? as_expressions(new_names(items)) : targets(items);
        clause.declares = declares;
        clause.with_ok = items.size() == 2;
        advance();
        if (!check(TokenKind::Arrow)) fail_here(kNeither);
        if (!failed_) set_receive(clause, receive());
    } else if (items.size() > 1) {
        fail_here("expected ':=' or '=' after expression list");
    } else if (check(TokenKind::Arrow) && !token_.starts_line) {
        clause.kind = SelectKind::Send;
        clause.line = token_.line;
        clause.channel = items[0].expr;
        advance();
        clause.value = expression();
    } else if (auto* receive = items[0].expr->as_if<ReceiveExpr>()) {
        set_receive(clause, receive);
    } else {
        fail(items[0].start, kNeither);
    }
}

void Parser::set_receive(SelectClause& clause, const ReceiveExpr* receive) {
    clause.kind = SelectKind::Receive;
    clause.line = receive->line;
    clause.channel = receive->channel;
}

// ---- break, continue --------------------------------------------------------------------------------------------

Stmt* Parser::jump() {
    if (check(TokenKind::Break)) {
        if (breakables_ == 0) fail_here("break outside a loop, switch or select");
        auto* node = make_stmt<BreakStmt>(token_);
        advance();
        return node;
    }
    if (loops_ == 0) fail_here("continue outside a loop");
    auto* node = make_stmt<ContinueStmt>(token_);
    advance();
    return node;
}

}  // namespace gs::syntax

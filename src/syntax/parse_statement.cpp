// Statements other than those with blocks: declarations, assignments, functions, go, defer, return.
#include "syntax/hints.h"
#include "syntax/parser_impl.h"

namespace gs::syntax {

namespace {

// Can a value of `return` begin with this token?
bool can_start_expression(TokenKind kind) {
    switch (kind) {
        case TokenKind::Name:
        case TokenKind::Int:
        case TokenKind::Float:
        case TokenKind::String:
        case TokenKind::True:
        case TokenKind::False:
        case TokenKind::Nil:
        case TokenKind::Ellipsis:
        case TokenKind::LeftParen:
        case TokenKind::LeftBrace:
        case TokenKind::Func:
        case TokenKind::Minus:
        case TokenKind::Not:
        case TokenKind::Hash:
        case TokenKind::Arrow: return true;
        default: return false;
    }
}

// The operator of a compound assignment; false if the token is none. `++` and `--` add and subtract.
bool compound_op(TokenKind kind, CompoundOp& op) {
    switch (kind) {
        case TokenKind::PlusPlus:
        case TokenKind::PlusAssign: op = CompoundOp::Add; return true;
        case TokenKind::MinusMinus:
        case TokenKind::MinusAssign: op = CompoundOp::Sub; return true;
        case TokenKind::StarAssign: op = CompoundOp::Mul; return true;
        case TokenKind::SlashAssign: op = CompoundOp::Div; return true;
        case TokenKind::PercentAssign: op = CompoundOp::Mod; return true;
        case TokenKind::StarStarAssign: op = CompoundOp::Pow; return true;
        case TokenKind::DotDotAssign: op = CompoundOp::Concat; return true;
        default: return false;
    }
}

bool is_call(const Expr* e) { return e->kind == ExprKind::Call || e->kind == ExprKind::MethodCall; }

}  // namespace

void Parser::statements_until_brace(ListBuilder<Stmt*>& list) {
    while (!check(TokenKind::RightBrace) && !check(TokenKind::End) && !(in_clause_ && at_clause())) {
        if (!accept(TokenKind::Semicolon)) list.add(statement());
    }
}

Stmt* Parser::statement() {
    switch (token_.kind) {
        case TokenKind::Name: return statement_that_starts_with_name();
        case TokenKind::Func:
            if (stream_.peek(1).kind == TokenKind::Name && stream_.peek(2).kind == TokenKind::LeftParen) {
                return function_declaration();
            }
            return as_statement(simple_statement());
        case TokenKind::If: return if_statement();
        case TokenKind::For: return for_statement();
        case TokenKind::Return: return return_statement();
        case TokenKind::Break:
        case TokenKind::Continue: return jump();
        case TokenKind::Go: return go_or_defer();
        default: return as_statement(simple_statement());
    }
}

// The contextual keywords, under the conditions of 2.3. `case` and `default` have been seen to by at_clause.
Stmt* Parser::statement_that_starts_with_name() {
    switch (token_.word) {
        case Contextual::Const:
            if (stream_.peek().kind == TokenKind::Name) return constant_declaration();
            break;
        case Contextual::Defer: {
            TokenKind next = stream_.peek().kind;
            if (next == TokenKind::Name || next == TokenKind::Func) return go_or_defer();
            break;
        }
        case Contextual::Select:
            if (stream_.peek().kind == TokenKind::LeftBrace) return select_statement();
            break;
        case Contextual::Switch:
            if (starts_switch()) return switch_statement();
            break;
        case Contextual::Case:
        case Contextual::Default:
        case Contextual::Make:
        case Contextual::None: break;
    }
    return as_statement(simple_statement());
}

bool Parser::starts_switch() {
    switch (stream_.peek().kind) {
        case TokenKind::LeftBrace:
        case TokenKind::Name:
        case TokenKind::Int:
        case TokenKind::Float:
        case TokenKind::String:
        case TokenKind::True:
        case TokenKind::False:
        case TokenKind::Nil:
        case TokenKind::Func:
        case TokenKind::Ellipsis:
        case TokenKind::Minus:
        case TokenKind::Not:
        case TokenKind::Hash: return true;
        case TokenKind::LeftParen: break;
        default: return false;
    }
    // `switch (x) {` or a call of a function named switch: what stands behind the closing parenthesis?
    TokenStream ahead = stream_;
    u32 open = 0;
    do {
        switch (ahead.next().kind) {
            case TokenKind::LeftParen: open++; break;
            case TokenKind::RightParen: open--; break;
            case TokenKind::End:
            case TokenKind::Error: return false;
            default: break;
        }
    } while (open > 0);
    return ahead.next().kind == TokenKind::LeftBrace;
}

// ---- Simple statements ------------------------------------------------------------------------------------------

Parser::SimpleStatement Parser::simple_statement() {
    SimpleStatement result{nullptr, nullptr, token_, previous_};
    ListBuilder items(item_stack_);
    do {
        if (items.size() == kMaxNames) too_many("names or targets", kMaxNames, position_of(token_));
        items.add(item());
    } while (accept(TokenKind::Comma));
    CompoundOp op;
    if (check(TokenKind::Declare)) {
        result.statement = declaration(result.first, items);
    } else if (check(TokenKind::Assign)) {
        result.statement = assignment(result.first, items);
    } else if (items.size() > 1) {
        fail_here("expected ':=' or '=' after expression list", hint_for_unexpected(token_, previous_));
    } else if (compound_op(token_.kind, op)) {
        result.statement = compound_assignment(items[0], op);
    } else if (check(TokenKind::Arrow) && !token_.starts_line) {
        result.statement = send(items[0]);
    } else {
        result.expression = items[0].expr;
    }
    return result;
}

Stmt* Parser::as_statement(const SimpleStatement& simple) {
    if (simple.statement != nullptr || failed_) return simple.statement;
    if (!is_call(simple.expression) && simple.expression->kind != ExprKind::Receive) {
        fail(position_of(simple.first), "expression is not a statement",
             hint_for_no_statement(simple.first, simple.before, token_));
    }
    auto* node = make_stmt<ExpressionStmt>(simple.first);
    node->expression = simple.expression;
    return node;
}

// Is this a name, perhaps in parentheses, followed by `,`, `:=` or `=`? Whether that is a use of a variable, which
// would bind the name (and make closures capture it), can only be said further on.
bool Parser::at_bare_name() {
    auto decides = [](TokenKind kind) {
        return kind == TokenKind::Comma || kind == TokenKind::Declare || kind == TokenKind::Assign;
    };
    if (check(TokenKind::Name)) return decides(stream_.peek().kind);
    if (!check(TokenKind::LeftParen)) return false;
    TokenStream ahead = stream_;
    u32 open = 1;
    Token token = ahead.next();
    for (; token.kind == TokenKind::LeftParen; token = ahead.next()) {
        if (++open + nesting_ > kMaxNesting) return false;  // an error for the ordinary way to find
    }
    if (token.kind != TokenKind::Name) return false;
    for (; open > 0; open--) {
        if (ahead.next().kind != TokenKind::RightParen) return false;
    }
    return decides(ahead.next().kind);
}

Parser::Item Parser::item() {
    Position start = position_of(token_);
    if (!at_bare_name()) return {expression(), nullptr, start};
    while (accept(TokenKind::LeftParen)) {}
    auto* name = make_expr<NameExpr>(token_);
    Symbol* symbol = token_.symbol;
    name->name = symbol->text;
    advance();
    while (accept(TokenKind::RightParen)) {}
    return {name, symbol, start};
}

void Parser::check_new_name(Symbol* symbol, Position position) {
    if (!scopes_.is_constant_of_this_block(symbol)) return;
    fail(position, "constant '" + std::string(symbol->text) + "' is already declared in this block");
}

// The items as the left side of the `:=` at the current token.
std::span<NameExpr*> Parser::new_names(ListBuilder<Item>& items) {
    ListBuilder names(name_stack_);
    for (size_t i = 0; i < items.size(); i++) {
        Item& item = items[i];
        if (item.bare_name == nullptr) {
            fail(item.start, "expected a name on the left of ':='");
            break;
        }
        check_new_name(item.bare_name, item.start);
        names.add(item.expr->as<NameExpr>());
    }
    return names.finish(arena_);
}

// Makes the name mean a new variable from here on.
void Parser::declare(NameExpr* name, bool is_const) {
    if (failed_) return;
    Symbol* symbol = symbols_.intern(name->name);
    if (scopes_.at_top_level()) {
        name->binding = Binding::Global;
        if (is_const) scopes_.declare_global_constant(symbol);
        return;
    }
    Position position{name->line, name->column};
    Variable* variable = scopes_.declare(symbol, position.line, position.column);
    if (variable == nullptr) return too_many("local variables", kMaxLocals, position);
    variable->is_const = is_const;
    name->binding = Binding::Local;
    name->variable = variable;
}

Stmt* Parser::declaration(const Token& start, ListBuilder<Item>& items) {
    std::span<NameExpr*> names = new_names(items);
    advance();
    ExprList values = expression_list();
    if (failed_) return nullptr;
    Stmt* result = nullptr;
    if (names.size() == 2 && values.size() == 1 && values[0]->kind == ExprKind::Receive) {
        auto* node = make_stmt<ReceiveOkStmt>(start);
        node->declares = true;
        node->targets = as_expressions(names);
        node->receive = values[0]->as<ReceiveExpr>();
        result = node;
    } else {
        auto* node = make_stmt<DeclareStmt>(start);
        node->is_const = false;
        node->names = names;
        node->values = values;
        for (size_t i = 0; i < names.size() && i < values.size(); i++) name_function(values[i], names[i]->name);
        result = node;
    }
    for (NameExpr* name : names) declare(name, false);
    return result;
}

ExprList Parser::as_expressions(std::span<NameExpr*> names) {
    ListBuilder list(expr_stack_);
    for (NameExpr* name : names) list.add(name);
    return list.finish(arena_);
}

// The item as a place to store to, without parentheses; binds a bare name.
Expr* Parser::target(const Item& item) {
    auto* e = const_cast<Expr*>(without_parens(item.expr));
    if (item.bare_name != nullptr) bind(e->as<NameExpr>(), item.bare_name);
    switch (e->kind) {
        case ExprKind::Name: {
            Symbol* symbol = symbols_.intern(e->as<NameExpr>()->name);
            if (scopes_.is_constant(symbol)) {
                fail(item.start, "cannot assign to constant '" + std::string(symbol->text) + "'");
            }
            scopes_.note_assignment(symbol);
            break;
        }
        case ExprKind::Field:
        case ExprKind::Index: break;
        default: fail(item.start, "invalid assignment target", hint_for_bad_target(token_)); break;
    }
    return e;
}

ExprList Parser::targets(ListBuilder<Item>& items) {
    ListBuilder list(expr_stack_);
    for (size_t i = 0; i < items.size(); i++) {
        if (!failed_) list.add(target(items[i]));
    }
    return list.finish(arena_);
}

Stmt* Parser::assignment(const Token& start, ListBuilder<Item>& items) {
    ExprList left = targets(items);
    advance();
    ExprList values = expression_list();
    if (failed_) return nullptr;
    if (left.size() == 2 && values.size() == 1 && values[0]->kind == ExprKind::Receive) {
        auto* node = make_stmt<ReceiveOkStmt>(start);
        node->declares = false;
        node->targets = left;
        node->receive = values[0]->as<ReceiveExpr>();
        return node;
    }
    auto* node = make_stmt<AssignStmt>(start);
    node->targets = left;
    node->values = values;
    for (size_t i = 0; i < left.size() && i < values.size(); i++) {
        if (values[i]->kind == ExprKind::Function) name_function(values[i], name_of_target(left[i]));
    }
    return node;
}

Stmt* Parser::compound_assignment(const Item& item, CompoundOp op) {
    auto* node = make_stmt<CompoundAssignStmt>(token_);
    node->op = op;
    node->is_step = check(TokenKind::PlusPlus) || check(TokenKind::MinusMinus);
    node->target = target(item);
    auto* one = node->is_step ? make_expr<IntExpr>(token_) : nullptr;
    advance();
    if (one == nullptr) {
        node->value = expression();
    } else {
        one->value = 1;
        node->value = one;
    }
    return node;
}

Stmt* Parser::send(const Item& item) {
    auto* node = make_stmt<SendStmt>(token_);
    advance();
    node->channel = item.expr;
    node->value = expression();
    return node;
}

// ---- Names of functions (8.1) -----------------------------------------------------------------------------------

void Parser::name_function(Expr* value, std::string_view name) {
    if (auto* function = value->as_if<FunctionExpr>()) function->body->name = name;
}

// `a.b.c` as a whole if it consists of names and points, else the last name behind a point; empty for `t[i]`.
std::string_view Parser::name_of_target(const Expr* target) {
    if (auto* name = target->as_if<NameExpr>()) return name->name;
    auto* field = target->as_if<FieldExpr>();
    if (field == nullptr || field->in_brackets) return {};
    size_t length = field->name.size();
    const Expr* e = field->object;
    while (auto* inner = e->as_if<FieldExpr>()) {
        if (inner->in_brackets) break;
        length += inner->name.size() + 1;
        e = inner->object;
    }
    auto* first = e->as_if<NameExpr>();
    if (first == nullptr) return field->name;
    length += first->name.size() + 1;
    // Written from the back, as the tree is walked from there.
    auto* text = static_cast<char*>(arena_.allocate(length, 1));
    char* out = text + length;
    auto prepend = [&](std::string_view part) {
        out -= part.size();
        part.copy(out, part.size());
    };
    for (e = field; e != first; e = e->as<FieldExpr>()->object) {
        prepend(e->as<FieldExpr>()->name);
        *--out = '.';
    }
    prepend(first->name);
    return {text, length};
}

// ---- const, func, go, defer, return -----------------------------------------------------------------------------

Stmt* Parser::constant_declaration() {
    auto* node = make_stmt<DeclareStmt>(token_);
    node->is_const = true;
    advance();
    ListBuilder names(name_stack_);
    do {
        auto* name = make_expr<NameExpr>(token_);
        name->name = token_.text;
        if (check(TokenKind::Name)) check_new_name(token_.symbol, position_of(token_));
        if (names.size() == kMaxNames) too_many("names or targets", kMaxNames, position_of(token_));
        names.add(name);
        expect_name();
    } while (accept(TokenKind::Comma));
    expect(TokenKind::Assign);
    node->names = names.finish(arena_);
    node->values = expression_list();
    for (size_t i = 0; i < node->names.size(); i++) {
        if (i < node->values.size()) name_function(node->values[i], node->names[i]->name);
        declare(node->names[i], true);
    }
    return node;
}

Stmt* Parser::function_declaration() {
    auto* node = make_stmt<FunctionDeclStmt>(token_);
    Nesting nesting(*this);
    node->body = make_function(position_of(token_));
    advance();
    node->name = make_expr<NameExpr>(token_);
    node->name->name = token_.text;
    node->body->name = token_.text;
    if (check(TokenKind::Name)) check_new_name(token_.symbol, position_of(token_));
    declare(node->name, false);
    advance();
    function_rest(node->body);
    return node;
}

// Parameters and body.
void Parser::function_rest(FunctionBody* body) {
    Setting loops(loops_, 0u);
    Setting breakables(breakables_, 0u);
    Setting colon(colon_ends_, false);
    scopes_.open_function(body);
    parameters(body);
    body->block = braces();
    body->end_line = body->block->end_line;
    scopes_.close_function();
}

void Parser::parameters(FunctionBody* body) {
    Token open = token_;
    expect(TokenKind::LeftParen);
    ListBuilder list(variable_stack_);
    while (!check(TokenKind::RightParen)) {
        if (accept(TokenKind::Ellipsis)) {
            body->is_vararg = true;
            break;
        }
        Token name = expect_name();
        if (failed_) break;
        if (accept(TokenKind::Ellipsis)) {
            body->is_vararg = true;
            body->rest = parameter(name);
            break;
        }
        if (list.size() == kMaxParameters) too_many("parameters", kMaxParameters, position_of(name));
        list.add(parameter(name));
        if (!accept(TokenKind::Comma)) break;
        if (check(TokenKind::RightParen)) expected("a name");
    }
    expect_closing(TokenKind::RightParen, open);
    body->params = list.finish(arena_);
}

Variable* Parser::parameter(const Token& name) {
    if (failed_) return nullptr;
    Variable* variable = scopes_.declare(name.symbol, name.line, name.column);
    GS_ASSERT(variable != nullptr && "the limit of parameters is below that of local variables");
    variable->is_param = true;
    return variable;
}

Stmt* Parser::go_or_defer() {
    bool is_go = check(TokenKind::Go);
    Token start = token_;
    advance();
    Position operand = position_of(token_);
    Expr* call = expression();
    if (!is_call(call)) {
        fail(operand, std::string(is_go ? "go" : "defer") + " statement requires a function call");
    }
    if (is_go) {
        auto* node = make_stmt<GoStmt>(start);
        node->call = call;
        return node;
    }
    scopes_.function()->has_defer = true;
    auto* node = make_stmt<DeferStmt>(start);
    node->call = call;
    return node;
}

Stmt* Parser::return_statement() {
    auto* node = make_stmt<ReturnStmt>(token_);
    advance();
    bool ends_clause = in_clause_ && at_clause();
    if (!token_.starts_line && !ends_clause && can_start_expression(token_.kind)) node->values = expression_list();
    return node;
}

}  // namespace gs::syntax

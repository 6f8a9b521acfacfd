// Expressions. Binary operators are parsed by levels: binary_expression(n) takes operators of level n and tighter ones.
#include "syntax/parser_impl.h"

namespace gs::syntax {

namespace {

// From loose to tight, as in 3.2.
enum Level : int { kNone = 0, kOr, kAnd, kCompare, kConcat, kAdd, kMultiply, kPower };

int level_of(TokenKind kind) {
    switch (kind) {
        case TokenKind::OrOr: return kOr;
        case TokenKind::AndAnd: return kAnd;
        case TokenKind::EqualEqual:
        case TokenKind::NotEqual:
        case TokenKind::Less:
        case TokenKind::LessEqual:
        case TokenKind::Greater:
        case TokenKind::GreaterEqual: return kCompare;
        case TokenKind::DotDot: return kConcat;
        case TokenKind::Plus:
        case TokenKind::Minus: return kAdd;
        case TokenKind::Star:
        case TokenKind::Slash:
        case TokenKind::Percent: return kMultiply;
        case TokenKind::StarStar: return kPower;
        default: return kNone;
    }
}

ArithOp arith_op(TokenKind kind) {
    switch (kind) {
        case TokenKind::Plus: return ArithOp::Add;
        case TokenKind::Minus: return ArithOp::Sub;
        case TokenKind::Star: return ArithOp::Mul;
        case TokenKind::Slash: return ArithOp::Div;
        case TokenKind::Percent: return ArithOp::Mod;
        case TokenKind::StarStar: return ArithOp::Pow;
        default: GS_UNREACHABLE("not an arithmetic operator");
    }
}

CompareOp compare_op(TokenKind kind) {
    switch (kind) {
        case TokenKind::EqualEqual: return CompareOp::Equal;
        case TokenKind::NotEqual: return CompareOp::NotEqual;
        case TokenKind::Less: return CompareOp::Less;
        case TokenKind::LessEqual: return CompareOp::LessEqual;
        case TokenKind::Greater: return CompareOp::Greater;
        case TokenKind::GreaterEqual: return CompareOp::GreaterEqual;
        default: GS_UNREACHABLE("not a comparison");
    }
}

}  // namespace

Expr* Parser::expression() { return binary_expression(kOr); }

ExprList Parser::expression_list() {
    ListBuilder list(expr_stack_);
    do {
        list.add(expression());
    } while (accept(TokenKind::Comma));
    return list.finish(arena_);
}

// Each round takes one operator of the loosest level that is still allowed; the functions that it calls take whole
// chains of `&&`, `||` and `..`. The operand on the right of a left-associative operator is one level tighter, so the
// recursion is at most as deep as there are levels, except for `**`, whose right operands count as nesting.
Expr* Parser::binary_expression(int lowest_level) {
    Expr* left = unary_expression();
    for (;;) {
        int level = level_of(token_.kind);
        if (level < lowest_level || level == kNone) return left;
        switch (level) {
            case kOr:
            case kAnd: left = and_or(left, level); break;
            case kCompare: left = comparison(left); break;
            case kConcat: left = concatenation(left); break;
            default: left = arithmetic(left, level); break;
        }
    }
}

Expr* Parser::and_or(Expr* first, int level) {
    Token op = token_;
    ListBuilder operands(expr_stack_);
    operands.add(first);
    while (accept(op.kind)) operands.add(binary_expression(level + 1));
    if (level == kAnd) {
        auto* node = make_expr<AndExpr>(op);
        node->operands = operands.finish(arena_);
        set_spine(node, first);
        return node;
    }
    auto* node = make_expr<OrExpr>(op);
    node->operands = operands.finish(arena_);
    set_spine(node, first);
    return node;
}

Expr* Parser::comparison(Expr* left) {
    auto* node = make_expr<CompareExpr>(token_);
    node->op = compare_op(token_.kind);
    advance();
    node->left = left;
    node->right = binary_expression(kCompare + 1);
    set_spine(node, left);
    return node;
}

Expr* Parser::concatenation(Expr* first) {
    auto* node = make_expr<ConcatExpr>(token_);
    ListBuilder operands(expr_stack_);
    ListBuilder lines(line_stack_);
    operands.add(first);
    while (check(TokenKind::DotDot)) {
        lines.add(token_.line);
        advance();
        operands.add(binary_expression(kConcat + 1));
    }
    node->operands = operands.finish(arena_);
    node->lines = lines.finish(arena_);
    set_spine(node, first);
    return node;
}

Expr* Parser::arithmetic(Expr* left, int level) {
    auto* node = make_expr<ArithExpr>(token_);
    node->op = arith_op(token_.kind);
    node->left = left;
    set_spine(node, left);
    if (level == kPower) {
        Nesting nesting(*this);
        advance();
        node->right = binary_expression(kPower);
    } else {
        advance();
        node->right = binary_expression(level + 1);
    }
    return node;
}

Expr* Parser::unary_expression() {
    UnaryOp op;
    switch (token_.kind) {
        case TokenKind::Minus: op = UnaryOp::Minus; break;
        case TokenKind::Not: op = UnaryOp::Not; break;
        case TokenKind::Hash: op = UnaryOp::Length; break;
        case TokenKind::Arrow: return receive();
        default: return postfix_expression();
    }
    Position position = position_of(token_);
    Nesting nesting(*this);
    advance();
    Expr* operand = unary_expression();
    if (op == UnaryOp::Length && operand->kind == ExprKind::VarArgs) return make_expr<VarArgCountExpr>(position);
    auto* node = make_expr<UnaryExpr>(position);
    node->op = op;
    node->operand = operand;
    return node;
}

ReceiveExpr* Parser::receive() {
    auto* node = make_expr<ReceiveExpr>(token_);
    Nesting nesting(*this);
    advance();
    node->channel = unary_expression();
    return node;
}

Expr* Parser::postfix_expression() {
    Expr* e = primary();
    for (;;) {
        switch (token_.kind) {
            case TokenKind::Dot: e = field_access(e); break;
            case TokenKind::LeftBracket:
                if (token_.starts_line) return e;
                e = index_access(e);
                break;
            case TokenKind::LeftParen:
                if (token_.starts_line) return e;
                e = call(e);
                break;
            case TokenKind::Colon:
                if (colon_ends_) return e;
                e = method_call(e);
                break;
            default: return e;
        }
    }
}

// A name behind a `.` or `:`; reserved words count as names there.
std::string_view Parser::key() {
    std::string_view text = token_.text;
    if (check(TokenKind::Name) || is_reserved_word(token_.kind)) {
        advance();
    } else {
        expected("a name");
    }
    return text;
}

Expr* Parser::field_access(Expr* object) {
    auto* node = make_expr<FieldExpr>(token_);
    advance();
    node->in_brackets = false;
    node->object = object;
    node->name = key();
    set_spine(node, object);
    return node;
}

// A string literal as the key makes it a field (15.2).
Expr* Parser::index_access(Expr* object) {
    Token open = token_;
    Expr* key = bracketed_key();
    if (auto* text = key->as_if<StringExpr>()) {
        auto* node = make_expr<FieldExpr>(open);
        node->in_brackets = true;
        node->object = object;
        node->name = text->value;
        set_spine(node, object);
        return node;
    }
    auto* node = make_expr<IndexExpr>(open);
    node->object = object;
    node->key = key;
    set_spine(node, object);
    return node;
}

// "[" expr "]"
Expr* Parser::bracketed_key() {
    Nesting nesting(*this);
    Setting colon(colon_ends_, false);
    Token open = token_;
    advance();
    Expr* key = expression();
    expect_closing(TokenKind::RightBracket, open);
    return key;
}

Expr* Parser::call(Expr* callee) {
    auto* node = make_expr<CallExpr>(token_);
    node->callee = callee;
    node->arguments = arguments();
    set_spine(node, callee);
    return node;
}

Expr* Parser::method_call(Expr* object) {
    auto* node = make_expr<MethodCallExpr>(token_);
    advance();
    node->object = object;
    node->name = key();
    node->call_line = token_.line;
    if (check(TokenKind::LeftParen) && !token_.starts_line) {
        node->arguments = arguments();
    } else {
        expected("'('");
    }
    set_spine(node, object);
    return node;
}

ExprList Parser::arguments() {
    Nesting nesting(*this);
    Setting colon(colon_ends_, false);
    Token open = token_;
    advance();
    ListBuilder list(expr_stack_);
    if (!check(TokenKind::RightParen)) {
        do {
            if (list.size() == kMaxArguments) too_many("arguments", kMaxArguments, position_of(token_));
            list.add(expression());
        } while (accept(TokenKind::Comma));
    }
    expect_closing(TokenKind::RightParen, open);
    return list.finish(arena_);
}

Expr* Parser::primary() {
    switch (token_.kind) {
        case TokenKind::Name:
            if (token_.word == Contextual::Make && at_make_channel()) return make_channel();
            return name_use();
        case TokenKind::Int: {
            auto* node = make_expr<IntExpr>(token_);
            node->value = token_.int_value;
            advance();
            return node;
        }
        case TokenKind::Float: {
            auto* node = make_expr<FloatExpr>(token_);
            node->value = token_.float_value;
            advance();
            return node;
        }
        case TokenKind::String: {
            auto* node = make_expr<StringExpr>(token_);
            node->value = string_value(arena_, token_);
            advance();
            return node;
        }
        case TokenKind::True:
        case TokenKind::False: {
            auto* node = make_expr<BoolExpr>(token_);
            node->value = check(TokenKind::True);
            advance();
            return node;
        }
        case TokenKind::Ellipsis: return extra_arguments();
        case TokenKind::LeftParen: return parenthesised();
        case TokenKind::LeftBrace: return table();
        case TokenKind::Func: return function_literal();
        case TokenKind::Nil: break;
        default: unexpected(); break;
    }
    auto* node = make_expr<NilExpr>(token_);  // also what stands for an expression after an error
    advance();
    return node;
}

Expr* Parser::name_use() {
    auto* node = make_expr<NameExpr>(token_);
    bind(node, token_.symbol);
    advance();
    return node;
}

void Parser::bind(NameExpr* name, Symbol* symbol) {
    if (!scopes_.bind(name, symbol)) too_many("captured variables", kMaxUpvalues, {name->line, name->column});
}

// `...` and `...[e]`
Expr* Parser::extra_arguments() {
    Position position = position_of(token_);
    scopes_.function()->uses_varargs = true;
    advance();
    if (!check(TokenKind::LeftBracket) || token_.starts_line) return make_expr<VarArgsExpr>(position);
    auto* node = make_expr<VarArgIndexExpr>(token_);
    node->key = bracketed_key();
    return node;
}

Expr* Parser::parenthesised() {
    Nesting nesting(*this);
    Setting colon(colon_ends_, false);
    Token open = token_;
    advance();
    auto* node = make_expr<ParenExpr>(open);
    node->inner = expression();
    expect_closing(TokenKind::RightParen, open);
    return node;
}

bool Parser::at_make_channel() {
    const Token& open = stream_.peek(1);
    return open.kind == TokenKind::LeftParen && !open.starts_line && stream_.peek(2).kind == TokenKind::Chan;
}

Expr* Parser::make_channel() {
    advance();
    Nesting nesting(*this);
    Setting colon(colon_ends_, false);
    Token open = token_;
    auto* node = make_expr<MakeChanExpr>(open);
    advance();
    advance();
    node->size = accept(TokenKind::Comma) ? expression() : nullptr;
    expect_closing(TokenKind::RightParen, open);
    return node;
}

Expr* Parser::table() {
    Nesting nesting(*this);
    Setting colon(colon_ends_, false);
    Token open = token_;
    auto* node = make_expr<TableExpr>(open);
    advance();
    ListBuilder fields(field_stack_);
    while (!check(TokenKind::RightBrace) && !check(TokenKind::End)) {
        TableField field = table_field();
        if (field.kind == FieldKind::Positional) node->positional_count++;
        fields.add(field);
        if (!accept(TokenKind::Comma)) accept(TokenKind::Semicolon);
    }
    expect_closing(TokenKind::RightBrace, open);
    node->fields = fields.finish(arena_);
    return node;
}

TableField Parser::table_field() {
    TableField field{FieldKind::Positional, token_.line, nullptr, nullptr};
    bool is_word = check(TokenKind::Name) || is_reserved_word(token_.kind);
    if (is_word && stream_.peek().kind == TokenKind::Colon) {
        field.kind = FieldKind::Named;
        auto* key = make_expr<StringExpr>(token_);
        key->value = token_.text;
        field.key = key;
        advance();
        advance();
        field.value = expression();
        name_function(field.value, key->value);
        return field;
    }
    if (check(TokenKind::LeftBracket)) {
        field.kind = FieldKind::Computed;
        field.key = bracketed_key();
        expect(TokenKind::Colon);
    }
    field.value = expression();
    return field;
}

Expr* Parser::function_literal() {
    auto* node = make_expr<FunctionExpr>(token_);
    node->body = make_function(position_of(token_));
    Nesting nesting(*this);
    advance();
    function_rest(node->body);
    return node;
}

}  // namespace gs::syntax

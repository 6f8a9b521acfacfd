#include "syntax/parser.h"

#include "syntax/hints.h"
#include "syntax/parser_impl.h"

namespace gs::syntax {

Parser::Parser(Arena& arena, std::string_view text, std::string_view chunk_name)
    : arena_(arena), chunk_name_(arena.copy(chunk_name)), symbols_(arena), stream_(symbols_, text), scopes_(arena) {
    advance();
}

// ---- Tokens -----------------------------------------------------------------------------------------------------

void Parser::advance() {
    if (failed_) return;
    previous_ = token_;
    token_ = stream_.next();
    if (token_.kind == TokenKind::Error) unexpected();
}

bool Parser::accept(TokenKind kind) {
    if (!check(kind)) return false;
    advance();
    return true;
}

void Parser::expect(TokenKind kind) {
    if (!accept(kind)) expected(quoted(kind));
}

void Parser::expect_closing(TokenKind kind, const Token& open) {
    if (accept(kind)) return;
    std::string what = quoted(kind);
    if (open.line < token_.line) {
        what += std::string(" (to close ") + quoted(open.kind) + " at line " + std::to_string(open.line) + ")";
    }
    expected(what);
}

Token Parser::expect_name() {
    Token name = token_;
    if (!accept(TokenKind::Name)) expected("a name");
    return name;
}

// ---- Errors -----------------------------------------------------------------------------------------------------

void Parser::fail(Position position, std::string message, std::string_view hint) {
    if (failed_) return;
    bool at_end = check(TokenKind::End) && position.line == token_.line && position.column == token_.column;
    error_ = {position.line, position.column, std::move(message), std::string(hint), at_end};
    failed_ = true;
    token_.kind = TokenKind::End;
}

void Parser::fail_here(std::string message, std::string_view hint) {
    fail(position_of(token_), std::move(message), hint);
}

namespace {

// Could an expression end with this token, so that a `(` behind it would call what it gives?
bool can_end_expression(TokenKind kind) {
    switch (kind) {
        case TokenKind::Name:
        case TokenKind::Int:
        case TokenKind::Float:
        case TokenKind::String:
        case TokenKind::True:
        case TokenKind::False:
        case TokenKind::Nil:
        case TokenKind::Ellipsis:
        case TokenKind::RightParen:
        case TokenKind::RightBracket:
        case TokenKind::RightBrace: return true;
        default: return is_reserved_word(kind);  // as a key
    }
}

}  // namespace

// A `(`, `[` or `<-` that would have been fine on the line above is a trap worth an explanation (3.4).
std::string Parser::line_start_note() const {
    bool sensitive = check(TokenKind::LeftParen) || check(TokenKind::LeftBracket) || check(TokenKind::Arrow);
    if (!sensitive || !token_.starts_line || !can_end_expression(previous_.kind)) return {};
    return std::string(" (a ") + quoted(token_.kind) + " at the start of a line does not continue the line above)";
}

void Parser::unexpected() {
    if (failed_) return;
    if (check(TokenKind::Error)) {
        error_ = lexical_error(token_);
        failed_ = true;
        token_.kind = TokenKind::End;
        return;
    }
    fail_here("unexpected " + describe(token_) + line_start_note(), hint_for_unexpected(token_, previous_));
}

void Parser::expected(std::string_view what) {
    if (failed_) return;
    fail_here("expected " + std::string(what) + ", got " + describe(token_) + line_start_note(),
              hint_for_unexpected(token_, previous_));
}

void Parser::too_deep() { fail_here("nesting too deep (limit " + std::to_string(kMaxNesting) + ")"); }

void Parser::too_many(std::string_view things, u32 limit, Position position) {
    fail(position, "too many " + std::string(things) + " (limit " + std::to_string(limit) + ")");
}

// ---- Chunks -----------------------------------------------------------------------------------------------------

FunctionBody* Parser::make_function(Position position) {
    auto* body = arena_.make<FunctionBody>();
    body->line = position.line;
    body->column = position.column;
    body->self_upvalue = -1;
    return body;
}

FunctionBody* Parser::open_chunk() {
    FunctionBody* main = make_function({1, 1});
    main->is_chunk = true;
    main->is_vararg = true;
    main->block = arena_.make<Block>();
    scopes_.open_function(main);
    scopes_.open_block();
    return main;
}

ParseResult Parser::close_chunk(FunctionBody* main, std::span<Stmt*> statements, bool is_expression_list) {
    main->end_line = token_.line;
    main->block->statements = statements;
    main->block->end_line = token_.line;
    main->block->variables = scopes_.close_block();
    scopes_.close_function();
    if (failed_) return {nullptr, std::move(error_)};
    return {arena_.make<Chunk>(chunk_name_, main, is_expression_list), {}};
}

ParseResult Parser::parse_chunk() {
    FunctionBody* main = open_chunk();
    ListBuilder statements(stmt_stack_);
    while (!check(TokenKind::End)) {
        if (!accept(TokenKind::Semicolon)) statements.add(statement());
    }
    return close_chunk(main, statements.finish(arena_), false);
}

ParseResult Parser::parse_expression_chunk() {
    FunctionBody* main = open_chunk();
    auto* values = make_stmt<ReturnStmt>(token_);
    values->values = expression_list();
    if (!check(TokenKind::End)) unexpected();
    Stmt* statement = values;
    return close_chunk(main, arena_.copy(std::span<Stmt* const>(&statement, 1)), true);
}

ParseResult parse(Arena& arena, std::string_view text, std::string_view chunk_name) {
    return Parser(arena, text, chunk_name).parse_chunk();
}

ParseResult parse_expression_list(Arena& arena, std::string_view text, std::string_view chunk_name) {
    return Parser(arena, text, chunk_name).parse_expression_chunk();
}

}  // namespace gs::syntax

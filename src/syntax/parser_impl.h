// The parser's state and the list of its functions; the definitions are in parser.cpp (tokens, errors, chunks),
// parse_expression.cpp, parse_statement.cpp (simple statements, functions) and parse_control.cpp (if, for, ...).
//
// Errors. The first call of fail() wins; from then on the current token is the end of the text for good. All loops end
// there, so nothing needs to test for failure, and what the functions return does not matter any more.
//
// Checks come before the token that they are about is consumed: reading the next token may be the next error.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/arena.h"
#include "syntax/ast.h"
#include "syntax/parser.h"
#include "syntax/scope.h"
#include "syntax/symbols.h"
#include "syntax/token_stream.h"

namespace gs::syntax {

inline constexpr u32 kMaxParameters = 250;
inline constexpr u32 kMaxArguments = 250;
inline constexpr u32 kMaxNames = 250;  // on the left of one declaration or assignment

// A place in the text.
struct Position {
    u32 line;
    u32 column;
};

inline Position position_of(const Token& token) { return {token.line, token.column}; }

// Collects the elements of a list whose length is not known yet. Lists that are being collected share one vector as a
// stack: an inner list is finished before the outer one goes on.
template <typename T>
class ListBuilder {
public:
    explicit ListBuilder(std::vector<T>& stack) : stack_(stack), base_(stack.size()) {}
    ListBuilder(const ListBuilder&) = delete;
    ListBuilder& operator=(const ListBuilder&) = delete;
    ~ListBuilder() { stack_.resize(base_); }

    void add(const T& item) { stack_.push_back(item); }
    size_t size() const { return stack_.size() - base_; }
    T& operator[](size_t i) { return stack_[base_ + i]; }
    std::span<T> finish(Arena& arena) const { return arena.copy(std::span<const T>(stack_.data() + base_, size())); }

private:
    std::vector<T>& stack_;
    size_t base_;
};

class Parser {
public:
    Parser(Arena& arena, std::string_view text, std::string_view chunk_name);

    ParseResult parse_chunk();
    ParseResult parse_expression_chunk();

private:
    // ---- parser.cpp: tokens and errors
    void advance();
    bool check(TokenKind kind) const { return token_.kind == kind; }
    bool accept(TokenKind kind);
    void expect(TokenKind kind);
    // Expects the token that closes `open`.
    void expect_closing(TokenKind kind, const Token& open);
    Token expect_name();

    void fail(Position position, std::string message, std::string_view hint = {});
    void fail_here(std::string message, std::string_view hint = {});
    void unexpected();
    void expected(std::string_view what);
    void too_many(std::string_view things, u32 limit, Position position);
    std::string line_start_note() const;

    // A level of nesting, from the current token to the end of the C++ scope.
    class Nesting {
    public:
        explicit Nesting(Parser& parser) : parser_(parser) {
            if (++parser_.nesting_ > kMaxNesting) parser_.too_deep();
        }
        Nesting(const Nesting&) = delete;
        ~Nesting() { parser_.nesting_--; }

    private:
        Parser& parser_;
    };
    void too_deep();

    // Gives a setting of the parser another value to the end of the C++ scope.
    template <typename T>
    class Setting {
    public:
        Setting(T& variable, T value) : variable_(variable), saved_(variable) { variable = value; }
        Setting(const Setting&) = delete;
        ~Setting() { variable_ = saved_; }

    private:
        T& variable_;
        T saved_;
    };

    template <typename T>
    T* make_expr(Position position);
    template <typename T>
    T* make_expr(const Token& token) {
        return make_expr<T>(position_of(token));
    }
    // Sets the depth of the left spine.
    static void set_spine(Expr* e, const Expr* left) {
        e->spine = left->spine == 0xFFFF ? left->spine : left->spine + 1;
    }
    template <typename T>
    T* make_stmt(const Token& token);

    FunctionBody* make_function(Position position);
    FunctionBody* open_chunk();
    ParseResult close_chunk(FunctionBody* main, std::span<Stmt*> statements, bool is_expression_list);

    // ---- parse_expression.cpp
    Expr* expression();
    ExprList expression_list();
    Expr* binary_expression(int lowest_level);
    Expr* and_or(Expr* first, int level);
    Expr* comparison(Expr* left);
    Expr* concatenation(Expr* first);
    Expr* arithmetic(Expr* left, int level);
    Expr* unary_expression();
    ReceiveExpr* receive();
    Expr* postfix_expression();
    Expr* field_access(Expr* object);
    Expr* index_access(Expr* object);
    Expr* bracketed_key();
    Expr* call(Expr* callee);
    Expr* method_call(Expr* object);
    std::string_view key();
    ExprList arguments();
    Expr* primary();
    Expr* name_use();
    void bind(NameExpr* name, Symbol* symbol);
    Expr* extra_arguments();
    Expr* parenthesised();
    bool at_make_channel();
    Expr* make_channel();
    Expr* table();
    TableField table_field();
    Expr* function_literal();

    // ---- parse_statement.cpp
    // What stands on the left of an assignment or declaration, or at the start of another simple statement.
    struct Item {
        Expr* expr;
        Symbol* bare_name;  // if it is a bare name, which is not bound yet; see at_bare_name
        Position start;
    };
    // A simple statement. One that consists of just an expression is left to the caller, as it may be a condition.
    struct SimpleStatement {
        Stmt* statement;   // null if it is an expression
        Expr* expression;  // null if it is a statement
        Token first;
        Token before;  // the token in front of it
    };

    void statements_until_brace(ListBuilder<Stmt*>& list);
    Stmt* statement();
    Stmt* statement_that_starts_with_name();
    bool starts_switch();
    SimpleStatement simple_statement();
    Stmt* as_statement(const SimpleStatement& simple);
    bool at_bare_name();
    Item item();
    void check_new_name(Symbol* symbol, Position position);
    std::span<NameExpr*> new_names(ListBuilder<Item>& items);
    void declare(NameExpr* name, bool is_const);
    Expr* target(const Item& item);
    ExprList targets(ListBuilder<Item>& items);
    ExprList as_expressions(std::span<NameExpr*> names);
    Stmt* declaration(const Token& start, ListBuilder<Item>& items);
    Stmt* assignment(const Token& start, ListBuilder<Item>& items);
    Stmt* compound_assignment(const Item& item, CompoundOp op);
    Stmt* send(const Item& item);
    void name_function(Expr* value, std::string_view name);
    std::string_view name_of_target(const Expr* target);
    Stmt* constant_declaration();
    Stmt* function_declaration();
    void function_rest(FunctionBody* body);
    void parameters(FunctionBody* body);
    Variable* parameter(const Token& name);
    Stmt* go_or_defer();
    Stmt* return_statement();

    // ---- parse_control.cpp
    Block* block();
    Block* braces();
    Block* loop_body();
    Block* clause_body();
    bool at_clause();
    void header(Stmt*& init, Expr*& condition);
    void no_condition(const Stmt& statement);
    Stmt* if_statement();
    Stmt* for_statement();
    bool at_range();
    Stmt* for_range(const Token& start);
    NameExpr* range_variable();
    ForStmt* for_c_style(const Token& start, const SimpleStatement& init);
    Stmt* switch_statement();
    void note_default(i32& default_index, size_t index);
    void end_of_clauses(const Token& open);
    SwitchClause switch_clause();
    Stmt* select_statement();
    SelectClause select_clause();
    void select_case(SelectClause& clause);
    static void set_receive(SelectClause& clause, const ReceiveExpr* receive);
    Stmt* jump();

    Arena& arena_;
    std::string_view chunk_name_;
    SymbolTable symbols_;
    TokenStream stream_;
    Scopes scopes_;

    Token token_;            // the current one
    Token previous_;         // the one before it
    bool failed_ = false;
    Diagnostic error_;

    u32 nesting_ = 0;
    u32 loops_ = 0;            // around this place in this function
    u32 breakables_ = 0;       // loops, switches and selects
    bool colon_ends_ = false;  // in the list of a case: a `:` does not begin a method call
    bool in_clause_ = false;   // directly in the body of a clause: `case` and `default` are keywords

    std::vector<Expr*> expr_stack_;
    std::vector<u32> line_stack_;
    std::vector<TableField> field_stack_;
    std::vector<Stmt*> stmt_stack_;
    std::vector<Item> item_stack_;
    std::vector<NameExpr*> name_stack_;
    std::vector<Variable*> variable_stack_;
    std::vector<IfArm> arm_stack_;
    std::vector<SwitchClause> switch_clause_stack_;
    std::vector<SelectClause> select_clause_stack_;
};

template <typename T>
T* Parser::make_expr(Position position) {
    T* node = arena_.make<T>();
    node->kind = T::kKind;
    node->line = position.line;
    node->column = position.column;
    return node;
}

template <typename T>
T* Parser::make_stmt(const Token& token) {
    T* node = arena_.make<T>();
    node->kind = T::kKind;
    node->line = token.line;
    node->column = token.column;
    return node;
}

}  // namespace gs::syntax

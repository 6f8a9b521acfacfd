#include "syntax/dump.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "support/arena.h"
#include "syntax/lexer.h"

namespace gs::syntax {

const char* name_of(ExprKind kind) {
    switch (kind) {
#define GS_EXPR(Name, dump) \
    case ExprKind::Name: return dump;
#include "syntax/ast_kinds.def"
#undef GS_EXPR
    }
    GS_UNREACHABLE("expression of no kind");
}

const char* name_of(StmtKind kind) {
    switch (kind) {
#define GS_STMT(Name, dump) \
    case StmtKind::Name: return dump;
#include "syntax/ast_kinds.def"
#undef GS_STMT
    }
    GS_UNREACHABLE("statement of no kind");
}

namespace {

std::string quote(std::string_view text) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string out = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') {
            out += {'\\', c};
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<u8>(c) < 32 || c == 127) {
            out += {'\\', 'x', kDigits[static_cast<u8>(c) >> 4], kDigits[c & 15]};
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string text_of(f64 value) {
    char buffer[32];
    return {buffer, std::to_chars(buffer, buffer + sizeof(buffer), value, std::chars_format::scientific).ptr};
}

std::string text_of_position(u32 line, u32 column) { return std::to_string(line) + ":" + std::to_string(column); }

const char* text_of(ArithOp op) {
    constexpr const char* kTexts[] = {"+", "-", "*", "/", "%", "**"};
    return kTexts[static_cast<int>(op)];
}

const char* text_of(CompoundOp op) {
    constexpr const char* kTexts[] = {"+=", "-=", "*=", "/=", "%=", "**=", "..="};
    return kTexts[static_cast<int>(op)];
}

const char* text_of(CompareOp op) {
    constexpr const char* kTexts[] = {"==", "!=", "<", "<=", ">", ">="};
    return kTexts[static_cast<int>(op)];
}

const char* text_of(UnaryOp op) {
    constexpr const char* kTexts[] = {"-", "!", "#"};
    return kTexts[static_cast<int>(op)];
}

class Dumper {
public:
    std::string take() { return std::move(out_); }

    void function(const FunctionBody* body, u32 depth);

private:
    void line(u32 depth, const std::string& text) {
        // Deeper levels share a column, or the text of a long chain would grow with the square of its length.
        out_.append(2 * std::min(depth, 100u), ' ');
        out_ += text;
        out_ += '\n';
    }
    void block(const Block* block, u32 depth, const char* title);
    void expressions(std::span<Expr* const> list, u32 depth) {
        for (const Expr* e : list) expression(e, depth);
    }
    void expression(const Expr* e, u32 depth);
    void other_children(const Expr* e, u32 depth);
    void statement(const Stmt* stmt, u32 depth);
    void statement_or_none(const Stmt* stmt, u32 depth) {
        if (stmt != nullptr) statement(stmt, depth);
    }
    void select_clause(const SelectClause& clause, u32 depth);
    static std::string details(const Expr* e);
    static std::string details(const Stmt* stmt);
    static std::string variable(const Variable* variable);

    std::string out_;
};

// `x slot 2`, and what makes it special.
std::string Dumper::variable(const Variable* variable) {
    std::string text(variable->name);
    text += " slot " + std::to_string(variable->slot);
    if (variable->is_const) text += " const";
    if (variable->in_cell()) return text + " cell";
    if (variable->captured) text += " captured";
    if (variable->reassigned) text += " reassigned";
    return text;
}

std::string Dumper::details(const Expr* e) {
    switch (e->kind) {
        case ExprKind::Bool: return e->as<BoolExpr>()->value ? " true" : " false";
        case ExprKind::Int: return " " + std::to_string(e->as<IntExpr>()->value);
        case ExprKind::Float: return " " + text_of(e->as<FloatExpr>()->value);
        case ExprKind::String: return " " + quote(e->as<StringExpr>()->value);
        case ExprKind::Name: {
            auto* name = e->as<NameExpr>();
            switch (name->binding) {
                case Binding::Local: return " " + variable(name->variable);
                case Binding::Upvalue:
                    return " " + std::string(name->name) + " upvalue " + std::to_string(name->upvalue);
                case Binding::Global: return " " + std::string(name->name) + " global";
            }
            GS_UNREACHABLE("name without binding");
        }
        case ExprKind::Unary: return std::string(" ") + text_of(e->as<UnaryExpr>()->op);
        case ExprKind::Arith: return std::string(" ") + text_of(e->as<ArithExpr>()->op);
        case ExprKind::Compare: return std::string(" ") + text_of(e->as<CompareExpr>()->op);
        case ExprKind::Field: {
            auto* field = e->as<FieldExpr>();
            return field->in_brackets ? " [" + quote(field->name) + "]" : " ." + std::string(field->name);
        }
        case ExprKind::MethodCall: return " :" + std::string(e->as<MethodCallExpr>()->name);
        case ExprKind::Nil:
        case ExprKind::VarArgs:
        case ExprKind::VarArgCount:
        case ExprKind::VarArgIndex:
        case ExprKind::Paren:
        case ExprKind::Function:
        case ExprKind::Table:
        case ExprKind::And:
        case ExprKind::Or:
        case ExprKind::Concat:
        case ExprKind::Index:
        case ExprKind::Call:
        case ExprKind::Receive:
        case ExprKind::MakeChan: return {};
    }
    GS_UNREACHABLE("expression of no kind");
}

// Chains that lean to the left may be very deep: first the heads on the way down, then the rest on the way up.
void Dumper::expression(const Expr* e, u32 depth) {
    if (e == nullptr) return;
    std::vector<const Expr*> chain;
    for (; e != nullptr; e = leftmost_child(e)) {
        u32 here = depth + static_cast<u32>(chain.size());
        line(here, name_of(e->kind) + details(e) + " @" + text_of_position(e->line, e->column));
        chain.push_back(e);
    }
    for (size_t i = chain.size(); i-- > 0;) other_children(chain[i], depth + static_cast<u32>(i) + 1);
}

void Dumper::other_children(const Expr* e, u32 depth) {
    switch (e->kind) {
        case ExprKind::Nil:
        case ExprKind::Bool:
        case ExprKind::Int:
        case ExprKind::Float:
        case ExprKind::String:
        case ExprKind::VarArgs:
        case ExprKind::VarArgCount:
        case ExprKind::Name:
        case ExprKind::Field: break;
        case ExprKind::VarArgIndex: expression(e->as<VarArgIndexExpr>()->key, depth); break;
        case ExprKind::Paren: expression(e->as<ParenExpr>()->inner, depth); break;
        case ExprKind::Function: function(e->as<FunctionExpr>()->body, depth); break;
        case ExprKind::Table:
            for (const TableField& field : e->as<TableExpr>()->fields) {
                constexpr const char* kKinds[] = {"value", "named", "keyed"};
                line(depth, kKinds[static_cast<int>(field.kind)]);
                expression(field.key, depth + 1);
                expression(field.value, depth + 1);
            }
            break;
        case ExprKind::Unary: expression(e->as<UnaryExpr>()->operand, depth); break;
        case ExprKind::Arith: expression(e->as<ArithExpr>()->right, depth); break;
        case ExprKind::Compare: expression(e->as<CompareExpr>()->right, depth); break;
        case ExprKind::And: expressions(e->as<AndExpr>()->operands.subspan(1), depth); break;
        case ExprKind::Or: expressions(e->as<OrExpr>()->operands.subspan(1), depth); break;
        case ExprKind::Concat: expressions(e->as<ConcatExpr>()->operands.subspan(1), depth); break;
        case ExprKind::Index: expression(e->as<IndexExpr>()->key, depth); break;
        case ExprKind::Call: expressions(e->as<CallExpr>()->arguments, depth); break;
        case ExprKind::MethodCall: expressions(e->as<MethodCallExpr>()->arguments, depth); break;
        case ExprKind::Receive: expression(e->as<ReceiveExpr>()->channel, depth); break;
        case ExprKind::MakeChan: expression(e->as<MakeChanExpr>()->size, depth); break;
    }
}

std::string Dumper::details(const Stmt* stmt) {
    switch (stmt->kind) {
        case StmtKind::Declare: return stmt->as<DeclareStmt>()->is_const ? " const" : "";
        case StmtKind::CompoundAssign: return std::string(" ") + text_of(stmt->as<CompoundAssignStmt>()->op);
        case StmtKind::ReceiveOk: return stmt->as<ReceiveOkStmt>()->declares ? " declare" : " assign";
        case StmtKind::While: return stmt->as<WhileStmt>()->condition == nullptr ? " endless" : "";
        case StmtKind::For: {
            std::string text;
            for (const Variable* cell : stmt->as<ForStmt>()->iteration_cells)
                text += " fresh-cell " + std::string(cell->name);
            return text;
        }
        case StmtKind::Range: return stmt->as<RangeStmt>()->over_varargs ? " varargs" : "";
        case StmtKind::Return: return stmt->as<ReturnStmt>()->tail_call ? " tail-call" : "";
        case StmtKind::Expression:
        case StmtKind::Assign:
        case StmtKind::FunctionDecl:
        case StmtKind::If:
        case StmtKind::Switch:
        case StmtKind::Select:
        case StmtKind::Break:
        case StmtKind::Continue:
        case StmtKind::Go:
        case StmtKind::Defer:
        case StmtKind::Send: return {};
    }
    GS_UNREACHABLE("statement of no kind");
}

void Dumper::statement(const Stmt* stmt, u32 depth) {
    line(depth, name_of(stmt->kind) + details(stmt) + " @" + text_of_position(stmt->line, stmt->column));
    depth++;
    switch (stmt->kind) {
        case StmtKind::Expression: expression(stmt->as<ExpressionStmt>()->expression, depth); break;
        case StmtKind::Declare:
            for (const NameExpr* name : stmt->as<DeclareStmt>()->names) expression(name, depth);
            expressions(stmt->as<DeclareStmt>()->values, depth);
            break;
        case StmtKind::Assign:
            expressions(stmt->as<AssignStmt>()->targets, depth);
            expressions(stmt->as<AssignStmt>()->values, depth);
            break;
        case StmtKind::CompoundAssign:
            expression(stmt->as<CompoundAssignStmt>()->target, depth);
            expression(stmt->as<CompoundAssignStmt>()->value, depth);
            break;
        case StmtKind::ReceiveOk:
            expressions(stmt->as<ReceiveOkStmt>()->targets, depth);
            expression(stmt->as<ReceiveOkStmt>()->receive, depth);
            break;
        case StmtKind::FunctionDecl:
            expression(stmt->as<FunctionDeclStmt>()->name, depth);
            function(stmt->as<FunctionDeclStmt>()->body, depth);
            break;
        case StmtKind::If: {
            auto* node = stmt->as<IfStmt>();
            for (const IfArm& arm : node->arms) {
                line(depth, "arm");
                statement_or_none(arm.init, depth + 1);
                expression(arm.condition, depth + 1);
                block(arm.body, depth + 1, "then");
            }
            if (node->else_body != nullptr) block(node->else_body, depth, "else");
            break;
        }
        case StmtKind::Switch: {
            auto* node = stmt->as<SwitchStmt>();
            statement_or_none(node->init, depth);
            expression(node->subject, depth);
            for (const SwitchClause& clause : node->clauses) {
                line(depth, clause.is_default ? "default" : "case");
                expressions(clause.values, depth + 1);
                block(clause.body, depth + 1, "body");
            }
            break;
        }
        case StmtKind::While:
            expression(stmt->as<WhileStmt>()->condition, depth);
            block(stmt->as<WhileStmt>()->body, depth, "body");
            break;
        case StmtKind::For:
            statement(stmt->as<ForStmt>()->init, depth);
            expression(stmt->as<ForStmt>()->condition, depth);
            statement(stmt->as<ForStmt>()->post, depth);
            block(stmt->as<ForStmt>()->body, depth, "body");
            break;
        case StmtKind::Range:
            expression(stmt->as<RangeStmt>()->key, depth);
            expression(stmt->as<RangeStmt>()->value, depth);
            expressions(stmt->as<RangeStmt>()->operands, depth);
            block(stmt->as<RangeStmt>()->body, depth, "body");
            break;
        case StmtKind::Select:
            for (const SelectClause& clause : stmt->as<SelectStmt>()->clauses) select_clause(clause, depth);
            break;
        case StmtKind::Return: expressions(stmt->as<ReturnStmt>()->values, depth); break;
        case StmtKind::Break:
        case StmtKind::Continue: break;
        case StmtKind::Go: expression(stmt->as<GoStmt>()->call, depth); break;
        case StmtKind::Defer: expression(stmt->as<DeferStmt>()->call, depth); break;
        case StmtKind::Send:
            expression(stmt->as<SendStmt>()->channel, depth);
            expression(stmt->as<SendStmt>()->value, depth);
            break;
    }
}

void Dumper::select_clause(const SelectClause& clause, u32 depth) {
    constexpr const char* kKinds[] = {"receive", "send", "default"};
    std::string text = kKinds[static_cast<int>(clause.kind)];
    if (clause.declares) text += " declare";
    if (clause.with_ok) text += " ok";
    line(depth, text + " line " + std::to_string(clause.line));
    expressions(clause.targets, depth + 1);
    expression(clause.channel, depth + 1);
    expression(clause.value, depth + 1);
    block(clause.body, depth + 1, "body");
}

void Dumper::block(const Block* block, u32 depth, const char* title) {
    line(depth, title);
    for (const Stmt* stmt : block->statements) statement(stmt, depth + 1);
}

void Dumper::function(const FunctionBody* body, u32 depth) {
    std::string head = body->is_chunk ? "chunk" : "func";
    if (!body->name.empty()) head += " " + std::string(body->name);
    head += " lines " + std::to_string(body->line) + "-" + std::to_string(body->end_line);
    head += " slots " + std::to_string(body->slot_count);
    if (body->is_vararg) head += " vararg";
    if (body->uses_varargs) head += " uses-varargs";
    if (body->has_defer) head += " defer";
    line(depth, head);
    for (const Variable* param : body->params) line(depth + 1, "param " + variable(param));
    if (body->rest != nullptr) line(depth + 1, "rest " + variable(body->rest));
    for (size_t i = 0; i < body->upvalues.size(); i++) {
        const Upvalue& upvalue = body->upvalues[i];
        std::string text = "upvalue " + std::to_string(i) + " " + std::string(upvalue.variable->name);
        text += upvalue.from_parent_local ? " = slot " : " = upvalue ";
        text += std::to_string(upvalue.index);
        if (upvalue.is_cell) text += " cell";
        if (static_cast<i32>(i) == body->self_upvalue) text += " self";
        line(depth + 1, text);
    }
    for (const Stmt* stmt : body->block->statements) statement(stmt, depth + 1);
}

std::string text_of(const Token& token) {
    switch (token.kind) {
        case TokenKind::End: return "end";
        case TokenKind::Error: return "error " + lexical_error(token).message;
        case TokenKind::Name: return "name " + std::string(token.text);
        case TokenKind::Int: return "int " + std::to_string(token.int_value);
        case TokenKind::Float: return "float " + text_of(token.float_value);
        case TokenKind::String: {
            Arena arena;
            return "string " + quote(string_value(arena, token));
        }
        default: return std::string(is_reserved_word(token.kind) ? "word " : "symbol ") + std::string(token.text);
    }
}

}  // namespace

std::string dump_tokens(std::string_view text) {
    Arena arena;
    SymbolTable symbols(arena);
    Lexer lexer(symbols, text);
    std::string out;
    for (;;) {
        Token token = lexer.next();
        out += text_of_position(token.line, token.column) + " " + text_of(token) + "\n";
        if (token.kind == TokenKind::End || token.kind == TokenKind::Error) return out;
    }
}

std::string dump_ast(const Chunk& chunk) {
    Dumper dumper;
    dumper.function(chunk.main, 0);
    return dumper.take();
}

}  // namespace gs::syntax

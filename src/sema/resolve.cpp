#include "sema/resolve.h"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gs::sema {

using namespace syntax;

namespace {

// Walks the functions from the outside in: the upvalues of a function refer to those of the function around it, which
// have their final order by then.
class Resolver {
public:
    explicit Resolver(Arena& arena) : arena_(arena) {}

    void function(FunctionBody* body);

private:
    // Orders the upvalues of `body`, cells first. The result gives the new index for each of the parser's.
    std::vector<u16> order_upvalues(FunctionBody* body) const;
    void block(const Block* block);
    void statement(Stmt* stmt);
    void expression(Expr* e);
    void expressions(ExprList list);
    void local_function(const FunctionDeclStmt* decl);
    void loop(ForStmt* loop);
    bool is_tail_call(const ReturnStmt* stmt) const;
    void declare(const DeclareStmt* stmt);
    void note_fields(ExprList targets);

    /// A table that a variable has been declared with, and the names that are stored in it.
    struct Made {
        TableExpr* table;
        std::vector<std::string_view> names;
    };

    Arena& arena_;
    FunctionBody* function_ = nullptr;  // the one around what is being walked
    std::vector<u16> order_;            // of its upvalues
    std::unordered_map<const Variable*, Made> made_;
};

std::vector<u16> Resolver::order_upvalues(FunctionBody* body) const {
    std::vector<u16> order(body->upvalues.size());
    std::vector<Upvalue> sorted;
    for (bool cells : {true, false}) {
        for (size_t i = 0; i < order.size(); i++) {
            Upvalue upvalue = body->upvalues[i];
            upvalue.is_cell = upvalue.variable->in_cell();
            if (upvalue.is_cell != cells) continue;
            if (!upvalue.from_parent_local) upvalue.index = order_[upvalue.index];
            order[i] = static_cast<u16>(sorted.size());
            sorted.push_back(upvalue);
        }
        if (cells) body->cell_upvalues = static_cast<u16>(sorted.size());
    }
    std::copy(sorted.begin(), sorted.end(), body->upvalues.begin());
    return order;
}

void Resolver::function(FunctionBody* body) {
    std::vector<u16> order = order_upvalues(body);
    std::swap(order_, order);
    FunctionBody* outer = std::exchange(function_, body);
    block(body->block);
    function_ = outer;
    std::swap(order_, order);
}

void Resolver::block(const Block* block) {
    for (Stmt* stmt : block->statements) statement(stmt);
}

void Resolver::expressions(ExprList list) {
    for (Expr* e : list) expression(e);
}

// The order of the walk does not matter, so a chain that leans to the left is simply followed downwards, doing what
// else hangs on it on the way.
void Resolver::expression(Expr* e) {
    for (; e != nullptr; e = leftmost_child(e)) {
        switch (e->kind) {
            case ExprKind::Nil:
            case ExprKind::Bool:
            case ExprKind::Int:
            case ExprKind::Float:
            case ExprKind::String:
            case ExprKind::VarArgs:
            case ExprKind::VarArgCount:
            case ExprKind::Field: break;
            case ExprKind::Name: {
                auto* name = e->as<NameExpr>();
                if (name->binding == Binding::Upvalue) name->upvalue = order_[name->upvalue];
                break;
            }
            case ExprKind::VarArgIndex: expression(e->as<VarArgIndexExpr>()->key); break;
            case ExprKind::Paren: expression(e->as<ParenExpr>()->inner); break;
            case ExprKind::Function: function(e->as<FunctionExpr>()->body); break;
            case ExprKind::Table:
                for (TableField& field : e->as<TableExpr>()->fields) {
                    expression(field.key);
                    expression(field.value);
                }
                break;
            case ExprKind::Unary: expression(e->as<UnaryExpr>()->operand); break;
            case ExprKind::Arith: expression(e->as<ArithExpr>()->right); break;
            case ExprKind::Compare: expression(e->as<CompareExpr>()->right); break;
            case ExprKind::And: expressions(e->as<AndExpr>()->operands.subspan(1)); break;
            case ExprKind::Or: expressions(e->as<OrExpr>()->operands.subspan(1)); break;
            case ExprKind::Concat: expressions(e->as<ConcatExpr>()->operands.subspan(1)); break;
            case ExprKind::Index: expression(e->as<IndexExpr>()->key); break;
            case ExprKind::Call: expressions(e->as<CallExpr>()->arguments); break;
            case ExprKind::MethodCall: expressions(e->as<MethodCallExpr>()->arguments); break;
            case ExprKind::Receive: expression(e->as<ReceiveExpr>()->channel); break;
            case ExprKind::MakeChan: expression(e->as<MakeChanExpr>()->size); break;
        }
    }
}

void Resolver::statement(Stmt* stmt) {
    if (stmt == nullptr) return;
    switch (stmt->kind) {
        case StmtKind::Expression: expression(stmt->as<ExpressionStmt>()->expression); break;
        case StmtKind::Declare: declare(stmt->as<DeclareStmt>()); break;
        case StmtKind::Assign:
            note_fields(stmt->as<AssignStmt>()->targets);
            expressions(stmt->as<AssignStmt>()->targets);
            expressions(stmt->as<AssignStmt>()->values);
            break;
        case StmtKind::CompoundAssign:
            expression(stmt->as<CompoundAssignStmt>()->target);
            expression(stmt->as<CompoundAssignStmt>()->value);
            break;
        case StmtKind::ReceiveOk:
            expressions(stmt->as<ReceiveOkStmt>()->targets);
            expression(stmt->as<ReceiveOkStmt>()->receive);
            break;
        case StmtKind::FunctionDecl:
            function(stmt->as<FunctionDeclStmt>()->body);
            local_function(stmt->as<FunctionDeclStmt>());
            break;
        case StmtKind::If: {
            auto* node = stmt->as<IfStmt>();
            for (const IfArm& arm : node->arms) {
                statement(arm.init);
                expression(arm.condition);
                block(arm.body);
            }
            if (node->else_body != nullptr) block(node->else_body);
            break;
        }
        case StmtKind::Switch: {
            auto* node = stmt->as<SwitchStmt>();
            statement(node->init);
            expression(node->subject);
            for (const SwitchClause& clause : node->clauses) {
                expressions(clause.values);
                block(clause.body);
            }
            break;
        }
        case StmtKind::While:
            expression(stmt->as<WhileStmt>()->condition);
            block(stmt->as<WhileStmt>()->body);
            break;
        case StmtKind::For: loop(stmt->as<ForStmt>()); break;
        case StmtKind::Range:
            expressions(stmt->as<RangeStmt>()->operands);
            block(stmt->as<RangeStmt>()->body);
            break;
        case StmtKind::Select:
            for (const SelectClause& clause : stmt->as<SelectStmt>()->clauses) {
                expression(clause.channel);
                expression(clause.value);
                expressions(clause.targets);
                block(clause.body);
            }
            break;
        case StmtKind::Return:
            expressions(stmt->as<ReturnStmt>()->values);
            stmt->as<ReturnStmt>()->tail_call = is_tail_call(stmt->as<ReturnStmt>());
            break;
        case StmtKind::Break:
        case StmtKind::Continue: break;
        case StmtKind::Go: expression(stmt->as<GoStmt>()->call); break;
        case StmtKind::Defer: expression(stmt->as<DeferStmt>()->call); break;
        case StmtKind::Send:
            expression(stmt->as<SendStmt>()->channel);
            expression(stmt->as<SendStmt>()->value);
            break;
    }
}

// ---- what becomes of tables --------------------------------------------------------------------------------------------
// Engines want to know how many fields an object will have when they make the first of its kind. Most constructors show it:
// they make a table, call it something, and store the rest. A guess that is wrong costs room, or what it cost without.

namespace {

/// The table that is the value of an expression, or that setmetatable gives back.
TableExpr* table_made_by(Expr* e) {
    if (auto* call = e->as_if<CallExpr>(); call && !call->arguments.empty()) {
        auto* callee = call->callee->as_if<NameExpr>();
        if (callee && callee->binding == Binding::Global && callee->name == "setmetatable") e = call->arguments[0];
    }
    return e->as_if<TableExpr>();
}

}  // namespace

void Resolver::declare(const DeclareStmt* stmt) {
    expressions(stmt->values);
    for (size_t i = 0; i < std::min(stmt->names.size(), stmt->values.size()); i++) {
        TableExpr* table = table_made_by(stmt->values[i]);
        if (!table || stmt->names[i]->binding != Binding::Local) continue;
        Made made{table, {}};
        for (const TableField& field : table->fields) {
            if (field.kind == FieldKind::Named) made.names.push_back(field.key->as<StringExpr>()->value);
        }
        made_[stmt->names[i]->variable] = std::move(made);
    }
}

void Resolver::note_fields(ExprList targets) {
    constexpr u32 kMostNames = 64;
    for (const Expr* target : targets) {
        auto* field = target->as_if<FieldExpr>();
        auto* object = field ? field->object->as_if<NameExpr>() : nullptr;
        if (!object || object->binding != Binding::Local) continue;
        auto found = made_.find(object->variable);
        if (found == made_.end() || found->second.table->later_names == kMostNames) continue;
        Made& made = found->second;
        if (std::find(made.names.begin(), made.names.end(), field->name) != made.names.end()) continue;
        made.names.push_back(field->name);
        made.table->later_names++;
    }
}

// A local function that uses its own name would copy it from a slot that is still empty when the function is made.
// (In a cell it is found there later, like any other.)
void Resolver::local_function(const FunctionDeclStmt* decl) {
    const Variable* variable = decl->name->variable;
    if (variable == nullptr || variable->in_cell()) return;
    std::span<const Upvalue> upvalues = decl->body->upvalues;
    for (size_t i = 0; i < upvalues.size(); i++) {
        if (upvalues[i].variable == variable) decl->body->self_upvalue = static_cast<i32>(i);
    }
}

void Resolver::loop(ForStmt* loop) {
    statement(loop->init);
    expression(loop->condition);
    statement(loop->post);
    block(loop->body);
    std::vector<Variable*> cells;
    std::copy_if(loop->variables.begin(), loop->variables.end(), std::back_inserter(cells),
                 [](const Variable* variable) { return variable->in_cell(); });
    loop->iteration_cells = arena_.copy(std::span<Variable* const>(cells));
}

bool Resolver::is_tail_call(const ReturnStmt* stmt) const {
    if (stmt->values.size() != 1 || function_->has_defer) return false;
    ExprKind kind = stmt->values[0]->kind;
    return kind == ExprKind::Call || kind == ExprKind::MethodCall;
}

}  // namespace

void resolve(Arena& arena, Chunk& chunk) {
    Resolver(arena).function(chunk.main);
    // The `return` of an expression list is not what was written: the chunk stays in the traceback of what it calls.
    if (chunk.is_expression_list) chunk.main->block->statements[0]->as<ReturnStmt>()->tail_call = false;
}

OperandName describe(const Expr* e) {
    e = without_parens(e);
    if (auto* field = e->as_if<FieldExpr>()) return {OperandKind::Field, field->name};
    auto* name = e->as_if<NameExpr>();
    if (name == nullptr) return {};
    switch (name->binding) {
        case Binding::Local: return {OperandKind::Local, name->name};
        case Binding::Upvalue: return {OperandKind::Upvalue, name->name};
        case Binding::Global: return {OperandKind::Global, name->name};
    }
    GS_UNREACHABLE("name without binding");
}

}  // namespace gs::sema

// The syntax tree.
//
// Nodes are plain structs in an arena (support/arena.h): no virtual functions, no destructors, no ownership. They are
// visited by `switch (e->kind)` without `default:` and `e->as<CallExpr>()`. The parser builds the tree and binds every
// name to its variable; sema/resolve.h fills in what is marked "sema" below. Engines get the tree after both.
//
// WHAT AN ENGINE MUST KNOW
//
// Positions. `line` is the line that an error of that very operation has: the operator of a binary operator, the `.`,
//   `[` or `:` of an index, the `(` of a call, the word `range` of a range loop, the word `defer`. `column` goes with
//   it and is used in dumps only. Operations with two lines have a second field (MethodCallExpr::call_line).
//
// Depth. The parser limits real nesting to 200 levels (kMaxNesting), so recursion over parentheses, arguments,
//   constructors, function literals, blocks and right operands is safe. Chains are not limited:
//     - `a .. b .. c`, `a && b && c` and `a || b || c` are one node with a list of operands, `else if` is a list of
//       arms: loop over them.
//     - `a + b - c`, `a < b < c`, and `f(1).x[2]:m()` lean to the left and may be 100,000 nodes deep. `leftmost_child`
//       names the one child along which the depth is unlimited, and `spine` is the number of nodes below on that path
//       (65,535 if it is more). A recursive consumer must take the loop for large spines: walk down with
//       leftmost_child and keep the nodes in a vector, do the innermost, and come back up. While `spine` is at most
//       kShallowSpine plain recursion is fine.
//
// Several values. `is_multi(e)` tells calls, method calls and `...`, which give all their values when they stand last
//   in a list; everywhere else they are cut to one. A ParenExpr always gives one value.
//
// Variables. A local variable lives in slot Variable::slot of its function's frame: the parameters are slots 0 ..
//   n-1 (a repeated name is two parameters), then the variable of `name...`, then the others, numbered as a stack:
//   slots are used again when a block is over, and a statement that declares n variables declares the next n slots.
//   in_cell() variables (captured and assigned after their declaration) live in a heap cell: a new one is made each
//   time the declaration runs (for parameters: on entry), and the slot holds the cell. A captured variable that is not
//   in a cell never changes after the closures that capture it were made, so its value is copied into them.
//   Assignments happen in statements only, so a variable that is not in a cell can not change while an expression that
//   mentions it is being evaluated, whatever the expression calls.
//
// Closures. Making a function value walks FunctionBody::upvalues: each takes local slot `index` of the function that
//   runs (the cell itself if is_cell, else the value), or upvalue `index` of it. Cells come first. The exception is
//   self_upvalue >= 0: a local `func f` that uses its own name takes its value from a slot that is filled only when
//   the function exists; that one upvalue is set to the new function itself right after it was made. (If the variable
//   is in a cell, the cell is made first, then the function, then the function is stored in the cell.)
//
// Loops. The variables of RangeStmt are fresh in each iteration, which needs an action only if they are in_cell() (make
//   a new cell when assigning). The variables of ForStmt are fresh too: ForStmt::iteration_cells lists those whose cell
//   must be replaced by a new one with the same value at the end of each iteration, before `post` runs, also after
//   `continue`. Loop variables that are captured but assigned by nothing except their own `post` are not in a cell and
//   not in that list: copying does it.
#pragma once

#include <span>
#include <string_view>

#include "support/assert.h"
#include "support/types.h"

namespace gs::syntax {

// Levels of nesting the parser accepts, and how deep a left spine may be for plain recursion to be fine.
inline constexpr u32 kMaxNesting = 200;
inline constexpr u32 kShallowSpine = 200;

enum class ExprKind : u8 {
#define GS_EXPR(Name, dump) Name,
#include "syntax/ast_kinds.def"
#undef GS_EXPR
};

enum class StmtKind : u8 {
#define GS_STMT(Name, dump) Name,
#include "syntax/ast_kinds.def"
#undef GS_STMT
};

const char* name_of(ExprKind kind);
const char* name_of(StmtKind kind);

struct FunctionBody;
struct Block;

// ---- Variables --------------------------------------------------------------------------------------------------

// A local variable. Globals have none: they are names only.
struct Variable {
    std::string_view name;
    FunctionBody* owner;
    u32 line;  // of its declaration
    u32 column;
    u32 id;  // index in owner->variables: for side arrays
    u16 slot = 0;
    bool is_param = false;  // a parameter, or the variable of `name...`
    bool is_const = false;
    bool captured = false;  // used in a function nested in its owner
    bool reassigned = false;  // assigned after its declaration, see assigned_by_post
    bool assigned_by_post = false;  // assigned by the third part of the C-style loop that declares it: no reassignment,
        // since the variable is fresh in each iteration (unless `post` itself captures it)

    bool in_cell() const { return captured && reassigned; }
};

// A variable of an enclosing function that a function uses, directly or for functions nested in it.
struct Upvalue {
    Variable* variable;
    u16 index;  // slot of the enclosing function, or index among its upvalues
    bool from_parent_local;  // which of the two
    bool is_cell;  // variable->in_cell(): take the cell, not the value
};

// ---- Expressions ------------------------------------------------------------------------------------------------

struct Expr {
    ExprKind kind;
    u16 spine = 0;  // see "Depth"
    u32 line;
    u32 column;

    template <typename T>
    T* as() {
        GS_ASSERT(kind == T::kKind);
        return static_cast<T*>(this);
    }
    template <typename T>
    const T* as() const {
        GS_ASSERT(kind == T::kKind);
        return static_cast<const T*>(this);
    }
    template <typename T>
    T* as_if() {
        return kind == T::kKind ? static_cast<T*>(this) : nullptr;
    }
    template <typename T>
    const T* as_if() const {
        return kind == T::kKind ? static_cast<const T*>(this) : nullptr;
    }
};

using ExprList = std::span<Expr*>;

struct NilExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Nil;
};

struct BoolExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Bool;
    bool value;
};

// A whole number in the int range of the language, 48 bits.
struct IntExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Int;
    i64 value;
};

struct FloatExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Float;
    f64 value;
};

struct StringExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::String;
    std::string_view value;  // the bytes, escapes done
    void* cached = nullptr;  // engine's own: the string object
};

struct VarArgsExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::VarArgs;
};

struct VarArgCountExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::VarArgCount;
};

struct VarArgIndexExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::VarArgIndex;
    Expr* key;
};

enum class Binding : u8 { Local, Upvalue, Global };

// A use of a variable: read, assigned, or (in DeclareStmt and others) declared.
struct NameExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Name;
    Binding binding;
    u16 upvalue;  // sema: index in the upvalues of the function in which it stands, if binding is Upvalue
    Variable* variable;  // null for globals
    std::string_view name;
    void* cached = nullptr;  // engine's own: the global's cell
};

struct ParenExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Paren;
    Expr* inner;
};

struct FunctionExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Function;
    FunctionBody* body;
};

enum class FieldKind : u8 {
    Positional,  // value
    Named,  // name: value; the key is a StringExpr
    Computed,  // [key]: value
};

struct TableField {
    FieldKind kind;
    u32 line;  // of the first token of the field: where `table index is nil` is raised
    Expr* key;  // null if positional
    Expr* value;
};

struct TableExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Table;
    std::span<TableField> fields;
    u32 positional_count;  // the last field counts as one, even if it is multi
    u32 later_names = 0;  // sema: how many other names the function stores in it, as far as that can be seen
};

enum class UnaryOp : u8 { Minus, Not, Length };

struct UnaryExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Unary;
    UnaryOp op;
    Expr* operand;
};

enum class ArithOp : u8 { Add, Sub, Mul, Div, Mod, Pow };

struct ArithExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Arith;
    ArithOp op;
    Expr* left;
    Expr* right;
};

// Operands are evaluated as they stand; `a > b` is then `b < a`.
enum class CompareOp : u8 { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

struct CompareExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Compare;
    CompareOp op;
    Expr* left;
    Expr* right;
};

// At least two operands. `(a && b) && c` has a ParenExpr as its first operand, `a && b && c` does not.
struct AndExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::And;
    ExprList operands;
};

struct OrExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Or;
    ExprList operands;
};

// a .. b .. c: all operands are evaluated from left to right, then joined from right to left. The operator between
// operands[i] and operands[i + 1] stands in line lines[i].
struct ConcatExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Concat;
    ExprList operands;
    std::span<u32> lines;
};

// Any index whose key is known: e.name, and e["name"] with a string literal.
struct FieldExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Field;
    bool in_brackets;
    Expr* object;
    std::string_view name;
    void* cached = nullptr;  // engine's own: the key object
};

struct IndexExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Index;
    Expr* object;
    Expr* key;
};

struct CallExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Call;
    Expr* callee;
    ExprList arguments;
};

struct MethodCallExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::MethodCall;
    u32 call_line;  // of the `(`; `line` is that of the `:`
    Expr* object;
    std::string_view name;
    ExprList arguments;
    void* cached = nullptr;  // engine's own: the key object
};

struct ReceiveExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::Receive;
    Expr* channel;
};

struct MakeChanExpr : Expr {
    static constexpr ExprKind kKind = ExprKind::MakeChan;
    Expr* size;  // null without one
};

// ---- Statements -------------------------------------------------------------------------------------------------

struct Stmt {
    StmtKind kind;
    u32 line;  // of the first token, unless the node says otherwise
    u32 column;

    template <typename T>
    T* as() {
        GS_ASSERT(kind == T::kKind);
        return static_cast<T*>(this);
    }
    template <typename T>
    const T* as() const {
        GS_ASSERT(kind == T::kKind);
        return static_cast<const T*>(this);
    }
};

// The statements between braces, or of a clause. Variables are those declared directly in it.
struct Block {
    std::span<Stmt*> statements;
    std::span<Variable*> variables;
    u32 end_line;  // of the closing brace, or of the token that ends the clause or chunk
};

// A call, method call or receive; never in parentheses.
struct ExpressionStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::Expression;
    Expr* expression;
};

// Evaluate all values, adjust, declare. At the top level of a chunk the names are globals (binding Global) and are
// assigned from left to right.
struct DeclareStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::Declare;
    bool is_const;
    std::span<NameExpr*> names;
    ExprList values;
};

// Targets are NameExpr, FieldExpr or IndexExpr, without parentheses around them. All values first, then target by
// target: its object, its key, the store.
struct AssignStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::Assign;
    ExprList targets;
    ExprList values;
};

enum class CompoundOp : u8 { Add, Sub, Mul, Div, Mod, Pow, Concat };

// The operator of a compound assignment that is not `..=`.
inline ArithOp arith_op(CompoundOp op) {
    GS_ASSERT(op != CompoundOp::Concat);
    return static_cast<ArithOp>(op);
}
static_assert(static_cast<int>(CompoundOp::Add) == static_cast<int>(ArithOp::Add) &&
              static_cast<int>(CompoundOp::Pow) == static_cast<int>(ArithOp::Pow));

// `line` is that of the operator. i++ and i-- are += and -= with an IntExpr 1.
struct CompoundAssignStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::CompoundAssign;
    CompoundOp op;
    bool is_step;  // written as ++ or --
    Expr* target;  // as in AssignStmt
    Expr* value;
};

// v, ok := <-ch and v, ok = <-ch. Targets as in DeclareStmt (NameExpr) or AssignStmt; `receive` has the line.
struct ReceiveOkStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::ReceiveOk;
    bool declares;
    ExprList targets;  // exactly two
    ReceiveExpr* receive;
};

// func f() { ... }. Where `name` is local it is visible in the body.
struct FunctionDeclStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::FunctionDecl;
    NameExpr* name;
    FunctionBody* body;
};

struct IfArm {
    Stmt* init;  // null without one
    Expr* condition;
    Block* body;
};

// The variables that an init declares stay visible (and keep their slots) in all arms that follow and in the else.
struct IfStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::If;
    std::span<IfArm> arms;  // at least one
    Block* else_body;  // null without one
    std::span<Variable*> variables;
};

struct SwitchClause {
    u32 line;  // of `case` or `default`; a comparison `x == e` that fails or calls __eq has this line
    bool is_default;
    ExprList values;  // empty for default
    Block* body;
};

struct SwitchStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::Switch;
    Stmt* init;  // null without one
    Expr* subject;  // null if tagless
    std::span<SwitchClause> clauses;
    i32 default_index;  // -1 without one
    std::span<Variable*> variables;  // those of init
};

struct WhileStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::While;
    Expr* condition;  // null: endless
    Block* body;
};

// A variable that `post` declares is visible in `post` only.
struct ForStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::For;
    Stmt* init;
    Expr* condition;
    Stmt* post;
    Block* body;
    std::span<Variable*> variables;  // those of init
    std::span<Variable*> iteration_cells;  // sema: see "Loops"
};

// `line` is that of the word `range`.
struct RangeStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::Range;
    bool over_varargs;  // `range ...`, the operand being exactly the bare token; operands is that one VarArgsExpr
    NameExpr* key;  // null without one; always local
    NameExpr* value;  // null without one
    ExprList operands;  // adjusted to three values
    Block* body;
    std::span<Variable*> variables;  // those of key and value
};

enum class SelectKind : u8 { Receive, Send, Default };

struct SelectClause {
    SelectKind kind;
    bool declares;  // targets are new variables (NameExpr)
    bool with_ok;  // exactly two targets: the second one gets ok
    u32 line;  // of the `<-`: errors of 13.3, 13.4 and `send on closed channel`
    Expr* channel;  // null for default
    Expr* value;  // of a send
    ExprList targets;  // of a receive, may be empty; beyond the rule of with_ok they adjust: the first gets the value
    Block* body;
    std::span<Variable*> variables;  // those of the targets
};

struct SelectStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::Select;
    std::span<SelectClause> clauses;
    i32 default_index;  // -1 without one
};

struct ReturnStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::Return;
    bool tail_call;  // sema: the only value is a call that must not use stack (8.4)
    ExprList values;
};

struct BreakStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::Break;
};

struct ContinueStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::Continue;
};

// go f(x), defer o:m(x). The call is a CallExpr or MethodCallExpr; `line` is that of the word.
struct GoStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::Go;
    Expr* call;
};

struct DeferStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::Defer;
    Expr* call;
};

// `line` is that of the `<-`.
struct SendStmt : Stmt {
    static constexpr StmtKind kKind = StmtKind::Send;
    Expr* channel;
    Expr* value;
};

// ---- Functions and chunks ---------------------------------------------------------------------------------------

struct FunctionBody {
    FunctionBody* parent;  // null for the chunk
    std::string_view name;  // for tracebacks (8.1); empty if it has none
    u32 line;  // of `func`; 1 for a chunk
    u32 column;
    u32 end_line;  // of the closing brace or the end of the text
    u32 index;  // in parent->functions
    bool is_chunk;
    bool is_vararg;  // true for chunks
    bool has_defer;  // contains a defer statement (not counting nested functions)
    bool uses_varargs;  // mentions `...`, `#...`, `...[e]` or `range ...`
    std::span<Variable*> params;  // the fixed ones
    Variable* rest;  // of `name...`: a list of the extra arguments; null without one
    Block* block;  // its variables do not include params and rest
    std::span<Variable*> variables;  // all local variables of this function, by Variable::id
    std::span<FunctionBody*> functions;  // the functions written directly in it
    std::span<Upvalue> upvalues;  // sema puts cells first; before it they are in order of first use
    u16 cell_upvalues;  // sema: how many of them are cells
    u16 slot_count;  // for local variables, parameters included
    i32 self_upvalue;  // sema: see "Closures"; -1
    void* cached = nullptr;  // engine's own: the function's code object
};

struct Chunk {
    std::string_view name;  // as shown in messages
    FunctionBody* main;
    bool is_expression_list;  // from parse_expression_list: the body is one ReturnStmt with the values
};

// ---- Questions --------------------------------------------------------------------------------------------------

// True for the expressions that can give any number of values.
inline bool is_multi(const Expr* e) {
    return e->kind == ExprKind::Call || e->kind == ExprKind::MethodCall || e->kind == ExprKind::VarArgs;
}

/// Positional values of a constructor are stored in runs of so many, and each time in as much room as that takes.
inline constexpr u32 kConstructorRun = 50;
/// For how many elements a constructor makes room in advance: for those that are written, unless it begins with names. It is one rule
/// for all engines, because the room that a table has tells in which order its later keys stand.
inline u32 element_room(const TableExpr* e) {
    constexpr u32 kMost = 4096;
    if (e->fields.empty() || e->fields.front().kind == FieldKind::Named) return 0;
    const TableField& last = e->fields.back();
    u32 written = e->positional_count - (last.kind == FieldKind::Positional && is_multi(last.value) ? 1 : 0);
    return written < kMost ? written : kMost;
}

// The child along which depth is unlimited (see "Depth"), or null.
inline Expr* leftmost_child(const Expr* e) {
    switch (e->kind) {
        case ExprKind::Arith: return e->as<ArithExpr>()->left;
        case ExprKind::Compare: return e->as<CompareExpr>()->left;
        case ExprKind::And: return e->as<AndExpr>()->operands[0];
        case ExprKind::Or: return e->as<OrExpr>()->operands[0];
        case ExprKind::Concat: return e->as<ConcatExpr>()->operands[0];
        case ExprKind::Field: return e->as<FieldExpr>()->object;
        case ExprKind::Index: return e->as<IndexExpr>()->object;
        case ExprKind::Call: return e->as<CallExpr>()->callee;
        case ExprKind::MethodCall: return e->as<MethodCallExpr>()->object;
        case ExprKind::Nil:
        case ExprKind::Bool:
        case ExprKind::Int:
        case ExprKind::Float:
        case ExprKind::String:
        case ExprKind::VarArgs:
        case ExprKind::VarArgCount:
        case ExprKind::VarArgIndex:
        case ExprKind::Name:
        case ExprKind::Paren:
        case ExprKind::Function:
        case ExprKind::Table:
        case ExprKind::Unary:
        case ExprKind::Receive:
        case ExprKind::MakeChan: return nullptr;
    }
    GS_UNREACHABLE("expression of no kind");
}

// The expression inside any parentheses.
inline const Expr* without_parens(const Expr* e) {
    while (e->kind == ExprKind::Paren) e = e->as<ParenExpr>()->inner;
    return e;
}

}  // namespace gs::syntax

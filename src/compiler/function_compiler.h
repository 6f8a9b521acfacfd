// One function on its way to bytecode. The compiler is a single walk over the tree that emits instructions as it goes.
//
// REGISTERS are a stack. `free_` is the first free one: a declaration takes the next registers for its variables, a
// range loop takes five hidden ones, an expression takes temporaries and gives them back. Registers below `locals_`
// belong to variables and hidden state; those at or above it are temporaries of the statement being compiled. Where a
// register may be overwritten before an expression is finished it must be a temporary (is_temporary): `a = b || a`
// must not put b into a first.
//
// OPERANDS. A local variable that is not in a cell is used where it stands. That is safe: only statements assign such
// variables, so it can not change while an expression that mentions it is being evaluated (syntax/ast.h). Everything else is
// computed into a temporary.
//
// CONDITIONS are compiled to jumps (conditions.cpp), loops test at the bottom, so that an iteration has one jump.
//
// DEPTH. Long left spines are walked by a loop (compile_leftmost), as syntax/ast.h asks.
#pragma once

#include <vector>

#include "bytecode/builder.h"
#include "runtime/strings.h"
#include "syntax/ast.h"

namespace gs::compiler {

using bytecode::FunctionBuilder;
using bytecode::Label;
using bytecode::Op;
using rt::Value;

class FunctionCompiler {
public:
    FunctionCompiler(rt::State& st, const syntax::Chunk& chunk, const syntax::FunctionBody* body, Value env,
                     FunctionCompiler* parent);
    /// The finished function; null if it could not be made (the error is pending).
    rt::Code* compile();

private:
    using Reg = u32;

    // ---- registers -------------------------------------------------------------------------------------------
    Reg take(u32 count = 1) {
        Reg first = free_;
        free_ += count;
        b_.need_registers(free_);
        return first;
    }
    bool is_temporary(Reg r) const { return r >= locals_; }
    Reg register_of(const syntax::Variable* v) const { return registers_[v->id]; }
    /// The variable lives in this register from now on (the value is there already).
    void bind(const syntax::Variable* v, Reg r);
    /// All registers taken so far are variables or hidden state.
    void keep_taken() { locals_ = free_; }

    /// Gives back temporaries at the end of its scope.
    class Temporaries {
    public:
        explicit Temporaries(FunctionCompiler& fc) : fc_(fc), free_(fc.free_) {}
        ~Temporaries() { fc_.free_ = free_; }

    private:
        FunctionCompiler& fc_;
        Reg free_;
    };
    /// Gives back variables and hidden registers at the end of a block.
    class Scope {
    public:
        explicit Scope(FunctionCompiler& fc) : fc_(fc), free_(fc.free_), locals_(fc.locals_) {}
        ~Scope() {
            fc_.free_ = free_;
            fc_.locals_ = locals_;
        }

    private:
        FunctionCompiler& fc_;
        Reg free_, locals_;
    };

    rt::String* string(std::string_view text) { return rt::intern(st_, text); }
    /// Names an operand of the last instruction by the expression it comes from.
    void name_operand(u32 operand, const syntax::Expr* e);

    // ---- expressions (expressions.cpp) ------------------------------------------------------------------------
    /// The value in any register: a variable's own, or a new temporary.
    Reg to_any(syntax::Expr* e);
    /// The value in the next free register.
    Reg to_next(syntax::Expr* e);
    /// The value in a given register, which is written by the last instruction only unless it is a temporary.
    void to_register(syntax::Expr* e, Reg to);
    void to_fresh_temporary(syntax::Expr* e, Reg to);
    /// As to_any, but may use `scratch` (a temporary, or kNone) instead of taking a register.
    static constexpr Reg kNone = 0xFFFFFFFF;
    Reg to_any_or(syntax::Expr* e, Reg scratch);
    Reg leftmost(syntax::Expr* e, Reg scratch);
    void apply(syntax::Expr* e, Reg left, Reg to);
    void name_value(syntax::NameExpr* e, Reg to);
    bool local_register(const syntax::Expr* e, Reg* r) const;
    static bool constant(rt::State& st, const syntax::Expr* e, Value* v);
    static bool immediate(const syntax::Expr* e, i64* v);
    void arith(syntax::ArithOp op, u32 line, const syntax::Expr* left_name, Reg left, syntax::Expr* right, Reg to);
    void arith_expression(syntax::ArithExpr* e, Reg left, Reg to);
    bool arith_of_constant(syntax::ArithExpr* e, Reg to);
    void compare_value(syntax::CompareExpr* e, Reg left, Reg to);
    void logical(syntax::ExprList operands, Reg left, Reg to, bool is_and);
    void concat(syntax::ConcatExpr* e, Reg left, Reg to);
    static constexpr u32 kMaxConcatRegisters = 1000;
    void long_concat(syntax::ConcatExpr* e, Reg left, Reg to);
    void concat_registers(syntax::ExprList operands, std::span<const u32> lines, Reg first, u32 count, Reg to);
    void function_value(const syntax::FunctionBody* body, Reg to);

    // ---- tables (tables.cpp) ----------------------------------------------------------------------------------
    void table(syntax::TableExpr* e, Reg to);
    void short_list(syntax::TableExpr* e, Reg to);
    bool stand_in_order(std::span<const syntax::TableField> fields, Reg* first) const;

    // ---- several values (calls.cpp) ---------------------------------------------------------------------------
    /// A call window at the next free register; `left` is the callee or object if it has been computed (else kNone).
    Reg call(syntax::Expr* e, Reg left, u32 results);
    struct Window {
        Reg base;
        u32 arguments;
        bool open;
    };
    Window window(syntax::Expr* call, Reg left);
    /// All values of a list in consecutive new registers; open if the last one is multi.
    struct Values {
        Reg first;
        u32 count;  // without the open ones
        bool open;
    };
    Values values(syntax::ExprList list);
    /// Exactly `wanted` values in consecutive new registers.
    Reg adjusted(syntax::ExprList list, u32 wanted);
    void open_values(syntax::Expr* e);
    Reg left_in_place(syntax::Expr* e);
    syntax::ExprList without_empty_varargs(syntax::ExprList list) const;
    void discard(syntax::Expr* e);

    // ---- conditions (conditions.cpp) --------------------------------------------------------------------------
    void jump_if(syntax::Expr* e, bool sense, Label target);
    bool jump_if_constant(syntax::CompareExpr* e, bool sense, Label target);
    void jump_if_compare(syntax::CompareExpr* e, Reg left, bool sense, Label target);
    void jump_if_equal(syntax::CompareExpr* e, Reg left, bool sense, Label target);
    /// Backward jump that ends a loop: to `body` if the condition holds.
    void loop_if(syntax::Expr* condition, Label body);
    Reg constant_limit(syntax::ForStmt* s);
    bool counting_loop(syntax::ForStmt* s, Reg limit, Label body);
    bool always_number(syntax::ForStmt* s, const syntax::Variable* counter) const;

    // ---- statements (statements.cpp, assign.cpp, loops.cpp) ------------------------------------------------------
    void block(const syntax::Block* b);
    void statement(syntax::Stmt* s);
    void declare(syntax::DeclareStmt* s);
    void assign(syntax::AssignStmt* s);
    void assign_one(syntax::Expr* target, syntax::Expr* value);
    void assign_each(syntax::AssignStmt* s);
    bool waits(syntax::Expr* value, std::span<syntax::Expr* const> earlier) const;
    void compound(syntax::CompoundAssignStmt* s);
    void receive_ok(syntax::ReceiveOkStmt* s);
    void function_declaration(syntax::FunctionDeclStmt* s);
    void store(syntax::Expr* target, Reg from);
    void store_name(syntax::NameExpr* target, Reg from);
    /// Declares a name whose value is in `from`: a global, or a local variable that takes the next register.
    void declare_name(syntax::NameExpr* name, Reg from);
    bool append(syntax::Expr* target, syntax::Expr* value);
    bool store_constant(syntax::Expr* target, syntax::Expr* value);
    void if_statement(syntax::IfStmt* s);
    void switch_statement(syntax::SwitchStmt* s);
    void while_loop(syntax::WhileStmt* s);
    void for_loop(syntax::ForStmt* s);
    void range_loop(syntax::RangeStmt* s);
    void vararg_loop(syntax::RangeStmt* s);
    void select_statement(syntax::SelectStmt* s);
    void return_statement(syntax::ReturnStmt* s);
    void run_defers(bool open);
    void go(syntax::GoStmt* s);
    void defer(syntax::DeferStmt* s);

    struct Target {
        Label break_label;
        Label continue_label;
        bool is_loop;
    };

    rt::State& st_;
    const syntax::Chunk& chunk_;
    const syntax::FunctionBody* body_;
    Value env_;
    FunctionCompiler* parent_;
    std::vector<Reg> registers_;  // by Variable::id
    Reg free_ = 0, locals_ = 0;
    Reg defer_slot_ = 0;
    std::vector<Target> targets_;  // enclosing loops, switches and selects
    bool failed_ = false;
    FunctionBuilder b_;
};

}  // namespace gs::compiler

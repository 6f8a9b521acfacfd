// What the files of the tree-walker share: frames, positions, and the functions that evaluate each kind of node.
//
// Locals stand on the Value stack at hot.base[slot], so that coroutines, tracebacks and the collector see the frames of
// every engine alike. Intermediate values are C++ locals: the native stack is scanned conservatively. A statement
// or expression that may raise first stores its position in hot.pc.
//
// C++ recursion follows the nesting of the tree, which the parser limits, and script calls, which rt::finish_call moves to a
// fresh native stack when little is left; left spines of any depth are evaluated by a loop (spine.cpp).
#pragma once

#include <forward_list>
#include <memory>

#include "runtime/call.h"
#include "runtime/ops.h"
#include "runtime/state.h"
#include "runtime/table.h"
#include "syntax/ast.h"
#include "treewalk/engine.h"

namespace gs::treewalk {

using rt::kFailed;
using rt::Result;
using rt::Ret;
using rt::State;
using rt::Status;
using rt::Value;
using rt::Word;

/// The tree-walker's part of a Proto: the tree, and the objects that its nodes cache (strings, global cells, code).
struct TreeData final : rt::ProtoData {
    std::shared_ptr<Source> source;
    syntax::FunctionBody* body = nullptr;
    // A list, so that what is added is one entry in the collector's log, and not the whole of it: programs that a program
    // has written may have a million constants in one function.
    std::forward_list<rt::Header*> constants;
    void trace(rt::Tracer& tracer) override;
};

/// One activation of a script function.
struct Frame {
    State& st;
    rt::Function* function;
    rt::Proto* proto;
    TreeData* data;
    const syntax::FunctionBody* body;
    u32 extras_at = 0;  // first extra argument, counted from base
    u32 extras = 0;
    rt::Values* deferred = nullptr;
    Ret result = Ret::none();  // of the return statement
    u32 tail_offset = 0, tail_count = 0;  // arguments of a pending tail call
    rt::Function* tail_callee = nullptr;

    Value& slot(u32 i) const { return st.hot.base[i]; }
    void at(const Word* pc) const { st.hot.pc = pc; }
    Value* stack() const { return rt::stack_bottom(st); }
};

/// How a statement ended.
enum class Flow : u8 { Normal, Break, Continue, Return, TailCall, Error };

#define TRY_FLOW(expression)                \
    ({                                      \
        auto try_result_ = (expression);    \
        if (!try_result_.ok()) [[unlikely]] \
            return Flow::Error;             \
        try_result_.value();                \
    })

// ---- positions (position.cpp): what hot.pc holds -------------------------------------------------------------------
const Word* position(const syntax::Expr* e);
const Word* position(const syntax::Stmt* s);
const Word* line_position(u32 line);  // no operand names
const Word* concat_position(const syntax::ConcatExpr* e, u32 pair);  // between operands pair and pair + 1
const Word* method_position(const syntax::MethodCallExpr* e);  // the call, not the look-up
u32 line_of(const Word* pc);
rt::OperandName operand_name_of(const Word* pc, u32 operand);

// ---- expressions ---------------------------------------------------------------------------------------------------
Result<Value> eval(Frame& f, syntax::Expr* e);
/// All values of a multi expression, one of any other.
Ret eval_multi(Frame& f, syntax::Expr* e);
/// The rest of an expression whose leftmost child has been evaluated.
Result<Value> apply(Frame& f, syntax::Expr* e, Value left);
Ret apply_multi(Frame& f, syntax::Expr* e, Value left);
/// The leftmost child of an expression that has one, whatever the depth of the spine.
Result<Value> eval_leftmost(Frame& f, syntax::Expr* e);

Result<Value> eval_function(Frame& f, syntax::FunctionBody* body);
Result<Value> eval_table(Frame& f, syntax::TableExpr* e);
Result<Value> read_name(Frame& f, syntax::NameExpr* e);

// ---- constants -----------------------------------------------------------------------------------------------------
/// Keeps what a node of the function's tree caches alive.
void keep_constant(Frame& f, rt::Header* h);
rt::String* string_constant(Frame& f, std::string_view text, void** cache);

// ---- values on the stack (lists.cpp) -------------------------------------------------------------------------------
/// A run of values above the frame, addressed by offset because stacks move.
struct ValueList {
    u32 offset;
    u32 count;
};
/// Evaluates a list (6.6) onto the stack above hot.top and leaves hot.top behind it.
Result<ValueList> eval_list(Frame& f, syntax::ExprList list);
/// Evaluates a list into slots that begin_call made; returns the number of values. `filled` slots before them are taken.
Result<u32> eval_arguments(Frame& f, syntax::ExprList list, u32 offset, u32 filled);
inline void drop_list(Frame& f, ValueList list) { f.st.hot.top = f.stack() + list.offset; }

// ---- calls ---------------------------------------------------------------------------------------------------------
Ret call_value(Frame& f, Value callee, const Value* self, syntax::ExprList arguments, const Word* pc);
Result<Value> method_of(Frame& f, syntax::MethodCallExpr* e, Value object);
/// The callee and arguments of a go or defer statement on the stack, nothing called yet.
struct PreparedCall {
    Value callee;
    ValueList arguments;
};
Result<PreparedCall> prepare_call(Frame& f, syntax::Expr* call);

// ---- statements ----------------------------------------------------------------------------------------------------
Flow exec(Frame& f, syntax::Stmt* s);
Flow exec_block(Frame& f, const syntax::Block* block);
Flow exec_range(Frame& f, syntax::RangeStmt* s);
Flow exec_for(Frame& f, syntax::ForStmt* s);
Flow exec_while(Frame& f, syntax::WhileStmt* s);
Flow exec_select(Frame& f, syntax::SelectStmt* s);
Status declare(Frame& f, const syntax::Variable* variable, Value v);
Status assign_name(Frame& f, syntax::NameExpr* target, Value v);
Status assign(Frame& f, syntax::Expr* target, Value v);
/// A declared name: local, or a global at the top level.
Status declare_name(Frame& f, syntax::NameExpr* name, Value v);

/// Run at every loop edge and function entry: other goroutines, interrupts, finalisers.
inline Status poll_if_asked(State& st) {
    if (st.hot.request.load(std::memory_order_relaxed)) [[unlikely]]
        return rt::poll(st);
    return {};
}

/// A code object for a function body.
rt::Code* make_code(State& st, const std::shared_ptr<Source>& source, syntax::FunctionBody* body, Value env);

}  // namespace gs::treewalk

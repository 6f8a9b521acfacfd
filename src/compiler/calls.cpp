// Calls and lists of values.
#include "compiler/function_compiler.h"
#include "sema/resolve.h"

namespace gs::compiler {

using namespace syntax;

// Callee, a slot for the return address, arguments, all in consecutive registers.
FunctionCompiler::Window FunctionCompiler::window(Expr* e, Reg left) {
    Reg base = take();
    ExprList arguments;
    u32 count = 0;
    if (auto* m = e->as_if<MethodCallExpr>()) {
        take(bytecode::kWindowSlots - 1);
        Reg object = left;
        if (object == kNone) {
            // The object may be computed right where it will stand as the first argument.
            Reg self = take();
            object = to_any_or(m->object, self);
        } else {
            take();
        }
        b_.set_line(m->line);
        b_.get_method(base, object, string(m->name));
        name_operand(0, m->object);
        arguments = m->arguments;
        count = 1;
    } else {
        auto* c = e->as<CallExpr>();
        if (left == kNone)
            to_register(c->callee, base);
        else
            b_.move(base, left);
        take(bytecode::kWindowSlots - 1);
        arguments = c->arguments;
    }
    bool open = false;
    arguments = without_empty_varargs(arguments);
    for (std::size_t i = 0; i < arguments.size(); i++) {
        if (i + 1 == arguments.size() && is_multi(arguments[i])) {
            open_values(arguments[i]);
            open = true;
        } else {
            to_next(arguments[i]);
            count++;
        }
    }
    return {base, count, open};
}

FunctionCompiler::Reg FunctionCompiler::call(Expr* e, Reg left, u32 results) {
    Window w = window(e, left);
    auto* m = e->as_if<MethodCallExpr>();
    b_.set_line(m ? m->call_line : e->line);
    if (w.open)
        b_.call_open(w.base, results);
    else
        b_.call(w.base, w.arguments, results);
    if (m)
        b_.name_operand(0, rt::OperandName::Method, string(m->name));
    else
        name_operand(0, e->as<CallExpr>()->callee);
    free_ = w.base;
    if (results != bytecode::kOpenResults && results > 0) take(results);
    return w.base;
}

// All values of a multi expression from the next free register up to top; the registers are not taken.
void FunctionCompiler::open_values(Expr* e) {
    if (e->kind == ExprKind::VarArgs) {
        b_.need_registers(free_ + 1);
        b_.set_line(e->line);
        b_.op(Op::VarArgs, free_, 0, 0, bytecode::kOpenResults);
        return;
    }
    Temporaries temporaries(*this);
    call(e, left_in_place(e), bytecode::kOpenResults);
}

// Where a window has to begin at the next free register and the callee is a long spine: the spine is compiled above that
// register, which then gets its value.
FunctionCompiler::Reg FunctionCompiler::left_in_place(Expr* e) {
    if (e->spine <= kShallowSpine) return kNone;
    Reg at = take();
    b_.move(at, leftmost(e, kNone));
    free_ = at;
    return at;
}

// In a function without extra arguments `...` at the end of a list adds nothing.
ExprList FunctionCompiler::without_empty_varargs(ExprList list) const {
    bool drop = !list.empty() && list.back()->kind == ExprKind::VarArgs && !body_->is_vararg;
    return drop ? list.first(list.size() - 1) : list;
}

void FunctionCompiler::discard(Expr* e) {
    Temporaries temporaries(*this);
    if (e->kind == ExprKind::Call || e->kind == ExprKind::MethodCall) {
        call(e, left_in_place(e), 0);
    } else {
        to_next(e);
    }
}

FunctionCompiler::Values FunctionCompiler::values(ExprList list) {
    Values v{free_, 0, false};
    list = without_empty_varargs(list);
    for (std::size_t i = 0; i < list.size(); i++) {
        if (i + 1 == list.size() && is_multi(list[i])) {
            open_values(list[i]);
            v.open = true;
        } else {
            to_next(list[i]);
            v.count++;
        }
    }
    return v;
}

FunctionCompiler::Reg FunctionCompiler::adjusted(ExprList list, u32 wanted) {
    Reg first = free_;
    u32 have = 0;
    list = without_empty_varargs(list);
    for (std::size_t i = 0; i < list.size(); i++) {
        Expr* e = list[i];
        bool last = i + 1 == list.size();
        if (have >= wanted) {
            discard(e);
        } else if (last && is_multi(e) && wanted - have > 1) {
            u32 missing = wanted - have;
            if (e->kind == ExprKind::VarArgs) {
                Reg r = take(missing);
                b_.set_line(e->line);
                b_.op(Op::VarArgs, r, 0, 0, static_cast<u8>(missing));
            } else {
                call(e, left_in_place(e), missing);
            }
            have = wanted;
        } else {
            to_next(e);
            have++;
        }
    }
    if (have < wanted) {
        Reg r = take(wanted - have);
        b_.load_nil(r, wanted - have);
    }
    return first;
}

void FunctionCompiler::run_defers(bool open) {
    if (body_->has_defer) b_.op(Op::RunDefers, defer_slot_, 0, 0, open ? 1 : 0);
}

void FunctionCompiler::return_statement(ReturnStmt* s) {
    Temporaries temporaries(*this);
    b_.set_line(s->line);
    if (s->values.empty()) {
        run_defers(false);
        b_.return0();
        return;
    }
    if (s->tail_call) {
        Expr* e = s->values[0];
        Window w = window(e, left_in_place(e));
        auto* m = e->as_if<MethodCallExpr>();
        b_.set_line(m ? m->call_line : e->line);
        if (w.open)
            b_.tail_call_open(w.base);
        else
            b_.tail_call(w.base, w.arguments);
        if (m)
            b_.name_operand(0, rt::OperandName::Method, string(m->name));
        else
            name_operand(0, e->as<CallExpr>()->callee);
        return;
    }
    if (s->values.size() == 1 && !is_multi(s->values[0])) {
        Reg r = to_any(s->values[0]);
        run_defers(false);
        b_.return1(r);
        return;
    }
    Values v = values(s->values);
    b_.set_line(s->line);
    run_defers(v.open);
    if (v.open)
        b_.return_open(v.first);
    else
        b_.return_n(v.first, v.count);
}

void FunctionCompiler::go(GoStmt* s) {
    Temporaries temporaries(*this);
    Window w = window(s->call, left_in_place(s->call));
    b_.set_line(s->line);
    b_.op(Op::Go, w.base, w.open ? bytecode::kOpenCount : w.arguments);
}

void FunctionCompiler::defer(DeferStmt* s) {
    Temporaries temporaries(*this);
    Window w = window(s->call, left_in_place(s->call));
    b_.set_line(s->line);
    b_.op(Op::Defer, w.base, w.open ? bytecode::kOpenCount : w.arguments, defer_slot_);
    if (auto* m = s->call->as_if<MethodCallExpr>())
        b_.name_operand(0, rt::OperandName::Method, string(m->name));
    else
        name_operand(0, s->call->as<CallExpr>()->callee);
}

}  // namespace gs::compiler

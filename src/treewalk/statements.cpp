// Statements, except loops and select (loops.cpp).
#include "runtime/call.h"
#include "runtime/defer.h"
#include "runtime/strings.h"
#include "treewalk/interpreter.h"

namespace gs::treewalk {

using namespace syntax;

Status declare(Frame& f, const Variable* variable, Value v) {
    if (variable->in_cell()) {
        auto* cell = static_cast<rt::Cell*>(f.st.heap->allocate(sizeof(rt::Cell), rt::HeapType::Cell));
        cell->value = v;
        v = Value::object(cell);
    }
    f.slot(variable->slot) = v;
    return {};
}

Status declare_name(Frame& f, NameExpr* name, Value v) {
    if (name->binding == Binding::Local) return declare(f, name->variable, v);
    return assign_name(f, name, v);
}

Status assign_name(Frame& f, NameExpr* target, Value v) {
    switch (target->binding) {
        case Binding::Local:
            if (target->variable->in_cell()) {
                auto* cell = f.slot(target->variable->slot).as_object<rt::Cell>();
                f.st.heap->store(&cell->h, &cell->value, v);
            } else {
                f.slot(target->variable->slot) = v;
            }
            return {};
        case Binding::Upvalue: {
            // A captured variable that is assigned is in a cell.
            rt::Cell* cell = f.function->cell(target->upvalue);
            f.st.heap->store(&cell->h, &cell->value, v);
            return {};
        }
        case Binding::Global: break;
    }
    f.at(position(target));
    if (!f.proto->env.is_nil()) {
        rt::String* key = string_constant(f, target->name, &target->cached);
        return rt::set_index(f.st, f.proto->env, Value::string(key), v);
    }
    if (!target->cached) {
        rt::GlobalCell* made = rt::global_cell(f.st, rt::intern(f.st, target->name));
        keep_constant(f, &made->h);
        target->cached = made;
    }
    return rt::set_global_cell(f.st, static_cast<rt::GlobalCell*>(target->cached), v);
}

Status assign(Frame& f, Expr* target, Value v) {
    switch (target->kind) {
        case ExprKind::Name: return assign_name(f, target->as<NameExpr>(), v);
        case ExprKind::Field: {
            auto* field = target->as<FieldExpr>();
            Value object = TRY(eval_leftmost(f, target));
            rt::String* key = string_constant(f, field->name, &field->cached);
            f.at(position(target));
            return rt::set_index(f.st, object, Value::string(key), v);
        }
        case ExprKind::Index: {
            Value object = TRY(eval_leftmost(f, target));
            Value key = TRY(eval(f, target->as<IndexExpr>()->key));
            f.at(position(target));
            return rt::set_index(f.st, object, key, v);
        }
        default: GS_UNREACHABLE("target that is no target");
    }
}

namespace {

Value value_at(Frame& f, ValueList list, std::size_t i) {
    return i < list.count ? f.stack()[list.offset + i] : Value::nil();
}

Flow exec_declare(Frame& f, DeclareStmt* s) {
    if (s->names.size() == 1 && s->values.size() == 1) {
        Value v = TRY_FLOW(eval(f, s->values[0]));
        TRY_FLOW(declare_name(f, s->names[0], v));
        return Flow::Normal;
    }
    ValueList list = TRY_FLOW(eval_list(f, s->values));
    for (std::size_t i = 0; i < s->names.size(); i++) TRY_FLOW(declare_name(f, s->names[i], value_at(f, list, i)));
    drop_list(f, list);
    return Flow::Normal;
}

Flow exec_assign(Frame& f, AssignStmt* s) {
    if (s->targets.size() == 1 && s->values.size() == 1) {
        Value v = TRY_FLOW(eval(f, s->values[0]));
        TRY_FLOW(assign(f, s->targets[0], v));
        return Flow::Normal;
    }
    ValueList list = TRY_FLOW(eval_list(f, s->values));
    for (std::size_t i = 0; i < s->targets.size(); i++) TRY_FLOW(assign(f, s->targets[i], value_at(f, list, i)));
    drop_list(f, list);
    return Flow::Normal;
}

Result<Value> combine(Frame& f, CompoundAssignStmt* s, Value old) {
    Value right = TRY(eval(f, s->value));
    f.at(position(s));
    if (s->op == CompoundOp::Concat) return rt::concat(f.st, old, right);
    return rt::arith(f.st, static_cast<rt::ArithOp>(s->op), old, right);
}

// The table and key of the target are evaluated once.
Flow exec_compound(Frame& f, CompoundAssignStmt* s) {
    switch (s->target->kind) {
        case ExprKind::Name: {
            auto* name = s->target->as<NameExpr>();
            Value v = TRY_FLOW(combine(f, s, TRY_FLOW(read_name(f, name))));
            TRY_FLOW(assign_name(f, name, v));
            return Flow::Normal;
        }
        case ExprKind::Field:
        case ExprKind::Index: {
            Value object = TRY_FLOW(eval_leftmost(f, s->target));
            Value key;
            if (auto* field = s->target->as_if<FieldExpr>()) {
                key = Value::string(string_constant(f, field->name, &field->cached));
            } else {
                key = TRY_FLOW(eval(f, s->target->as<IndexExpr>()->key));
            }
            f.at(position(s->target));
            Value old = TRY_FLOW(rt::index(f.st, object, key));
            Value v = TRY_FLOW(combine(f, s, old));
            f.at(position(s->target));
            TRY_FLOW(rt::set_index(f.st, object, key, v));
            return Flow::Normal;
        }
        default: GS_UNREACHABLE("target that is no target");
    }
}

Flow exec_receive_ok(Frame& f, ReceiveOkStmt* s) {
    Value channel = TRY_FLOW(eval(f, s->receive->channel));
    f.at(position(s->receive));
    bool ok = false;
    Value v = TRY_FLOW(rt::channel_receive(f.st, channel, &ok));
    if (s->declares) {
        TRY_FLOW(declare_name(f, s->targets[0]->as<NameExpr>(), v));
        TRY_FLOW(declare_name(f, s->targets[1]->as<NameExpr>(), Value::boolean(ok)));
    } else {
        TRY_FLOW(assign(f, s->targets[0], v));
        TRY_FLOW(assign(f, s->targets[1], Value::boolean(ok)));
    }
    return Flow::Normal;
}

Flow exec_function_decl(Frame& f, FunctionDeclStmt* s) {
    // The variable exists before its value: a body that captures it as a cell shares the cell made here.
    bool in_cell = s->name->binding == Binding::Local && s->name->variable->in_cell();
    if (in_cell) TRY_FLOW(declare(f, s->name->variable, Value::nil()));
    Value fn = TRY_FLOW(eval_function(f, s->body));
    TRY_FLOW(in_cell ? assign_name(f, s->name, fn) : declare_name(f, s->name, fn));
    return Flow::Normal;
}

Flow exec_if(Frame& f, IfStmt* s) {
    for (const IfArm& arm : s->arms) {
        if (arm.init) {
            Flow flow = exec(f, arm.init);
            if (flow != Flow::Normal) return flow;
        }
        if (TRY_FLOW(eval(f, arm.condition)).truthy()) return exec_block(f, arm.body);
    }
    return s->else_body ? exec_block(f, s->else_body) : Flow::Normal;
}

Flow exec_switch(Frame& f, SwitchStmt* s) {
    if (s->init) {
        Flow flow = exec(f, s->init);
        if (flow != Flow::Normal) return flow;
    }
    Value subject = Value::nil();
    if (s->subject) subject = TRY_FLOW(eval(f, s->subject));
    const Block* chosen = s->default_index >= 0 ? s->clauses[static_cast<std::size_t>(s->default_index)].body : nullptr;
    for (const SwitchClause& clause : s->clauses) {
        bool found = false;
        for (Expr* value : clause.values) {
            Value v = TRY_FLOW(eval(f, value));
            f.at(line_position(clause.line));
            found = s->subject ? TRY_FLOW(rt::equal(f.st, subject, v)) : v.truthy();
            if (found) break;
        }
        if (found) {
            chosen = clause.body;
            break;
        }
    }
    if (!chosen) return Flow::Normal;
    Flow flow = exec_block(f, chosen);
    return flow == Flow::Break ? Flow::Normal : flow;
}

// A tail call's arguments are left on the stack; execute() moves them to the frame's base and goes on with the callee. Only
// script functions take the place of the frame; built-in ones run on top of it.
Flow exec_tail_call(Frame& f, Expr* call) {
    PreparedCall prepared = TRY_FLOW(prepare_call(f, call));
    f.at(call->kind == ExprKind::MethodCall ? method_position(call->as<MethodCallExpr>()) : position(call));
    Value callee = prepared.callee;
    u32 count = prepared.arguments.count;
    if (!callee.is_function()) {
        callee = TRY_FLOW(rt::resolve_callee(f.st, callee, prepared.arguments.offset, &count));
        f.st.hot.top = f.stack() + prepared.arguments.offset + count;
    }
    if (rt::is_script(callee)) {
        f.tail_callee = callee.as_function();
        f.tail_offset = prepared.arguments.offset;
        f.tail_count = count;
        return Flow::TailCall;
    }
    // The arguments move up behind the boundary slots of an ordinary call.
    u32 from = prepared.arguments.offset;
    u32 offset = TRY_FLOW(rt::begin_call(f.st, count));
    for (u32 i = 0; i < count; i++) f.stack()[offset + i] = f.stack()[from + i];
    Ret ret = rt::finish_call(f.st, callee, offset, count, false);
    if (!ret.ok()) return Flow::Error;
    f.result = ret;
    return Flow::Return;
}

Flow exec_return(Frame& f, ReturnStmt* s) {
    if (s->tail_call) return exec_tail_call(f, s->values[0]);
    if (s->values.empty()) {
        f.result = Ret::none();
        return Flow::Return;
    }
    if (s->values.size() == 1) {
        f.result = eval_multi(f, s->values[0]);
        return f.result.ok() ? Flow::Return : Flow::Error;
    }
    ValueList list = TRY_FLOW(eval_list(f, s->values));
    f.st.clear_results();
    if (!f.st.reserve_results(list.count)) return Flow::Error;
    for (u32 i = 0; i < list.count; i++) f.st.push_result(f.stack()[list.offset + i]);
    f.result = f.st.results();
    return Flow::Return;
}

Flow exec_go(Frame& f, GoStmt* s) {
    PreparedCall prepared = TRY_FLOW(prepare_call(f, s->call));
    f.at(position(s));
    TRY_FLOW(
        rt::start_goroutine(f.st, prepared.callee, f.stack() + prepared.arguments.offset, prepared.arguments.count));
    drop_list(f, prepared.arguments);
    return Flow::Normal;
}

Flow exec_defer(Frame& f, DeferStmt* s) {
    PreparedCall prepared = TRY_FLOW(prepare_call(f, s->call));
    f.deferred = TRY_FLOW(rt::add_deferred(f.st, f.deferred, prepared.callee, prepared.arguments.offset,
                                           prepared.arguments.count, position(s)));
    drop_list(f, prepared.arguments);
    return Flow::Normal;
}

Flow exec_elsewhere(Frame& f, Stmt* s) {
    Flow flow = Flow::Normal;
    if (rt::on_fresh_segment(f.st, [&] { flow = exec(f, s); })) return flow;
    f.st.raise_text("stack overflow");
    return Flow::Error;
}

}  // namespace

Flow exec_block(Frame& f, const Block* block) {
    for (Stmt* s : block->statements) {
        Flow flow = exec(f, s);
        if (flow != Flow::Normal) return flow;
    }
    return Flow::Normal;
}

Flow exec(Frame& f, Stmt* s) {
    if (rt::native_stack_low(f.st)) [[unlikely]]
        return exec_elsewhere(f, s);
    switch (s->kind) {
        case StmtKind::Expression: {
            Ret ret = eval_multi(f, s->as<ExpressionStmt>()->expression);
            return ret.ok() ? Flow::Normal : Flow::Error;
        }
        case StmtKind::Declare: return exec_declare(f, s->as<DeclareStmt>());
        case StmtKind::Assign: return exec_assign(f, s->as<AssignStmt>());
        case StmtKind::CompoundAssign: return exec_compound(f, s->as<CompoundAssignStmt>());
        case StmtKind::ReceiveOk: return exec_receive_ok(f, s->as<ReceiveOkStmt>());
        case StmtKind::FunctionDecl: return exec_function_decl(f, s->as<FunctionDeclStmt>());
        case StmtKind::If: return exec_if(f, s->as<IfStmt>());
        case StmtKind::Switch: return exec_switch(f, s->as<SwitchStmt>());
        case StmtKind::While: return exec_while(f, s->as<WhileStmt>());
        case StmtKind::For: return exec_for(f, s->as<ForStmt>());
        case StmtKind::Range: return exec_range(f, s->as<RangeStmt>());
        case StmtKind::Select: return exec_select(f, s->as<SelectStmt>());
        case StmtKind::Return: return exec_return(f, s->as<ReturnStmt>());
        case StmtKind::Break: return Flow::Break;
        case StmtKind::Continue: return Flow::Continue;
        case StmtKind::Go: return exec_go(f, s->as<GoStmt>());
        case StmtKind::Defer: return exec_defer(f, s->as<DeferStmt>());
        case StmtKind::Send: {
            auto* send = s->as<SendStmt>();
            Value channel = TRY_FLOW(eval(f, send->channel));
            Value v = TRY_FLOW(eval(f, send->value));
            f.at(position(s));
            TRY_FLOW(rt::channel_send(f.st, channel, v));
            return Flow::Normal;
        }
    }
    GS_UNREACHABLE("statement of no kind");
}

}  // namespace gs::treewalk

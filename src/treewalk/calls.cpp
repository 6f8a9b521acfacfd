// Calls, argument lists and function values.
#include <cstring>

#include "runtime/call.h"
#include "treewalk/interpreter.h"

namespace gs::treewalk {

using namespace syntax;

namespace {

// Appends all values of a multi expression at `offset` + `count`, where slots up to hot.top exist; more are made.
Result<u32> append_multi(Frame& f, Expr* e, u32 offset, u32 count) {
    Ret ret = TRY_CALL(eval_multi(f, e));
    u32 n = static_cast<u32>(ret.count);
    const Value* values = f.st.result_array(ret);
    u32 end = offset + count + n;
    u32 top = static_cast<u32>(f.st.hot.top - f.stack());
    if (end > top) TRY(rt::ensure_stack(f.st, end - top));
    std::memcpy(f.stack() + offset + count, values, n * sizeof(Value));
    f.st.hot.top = f.stack() + end;
    return count + n;
}

}  // namespace

Result<u32> eval_arguments(Frame& f, ExprList list, u32 offset, u32 filled) {
    u32 count = filled;
    for (std::size_t i = 0; i < list.size(); i++) {
        if (i + 1 == list.size() && is_multi(list[i])) return append_multi(f, list[i], offset, count);
        Value v = TRY(eval(f, list[i]));
        f.stack()[offset + count++] = v;
    }
    return count;
}

Result<ValueList> eval_list(Frame& f, ExprList list) {
    u32 offset = static_cast<u32>(f.st.hot.top - f.stack());
    u32 room = static_cast<u32>(list.size());
    TRY(rt::ensure_stack(f.st, room));
    for (u32 i = 0; i < room; i++) f.stack()[offset + i] = Value::nil();
    f.st.hot.top = f.stack() + offset + room;
    u32 count = TRY(eval_arguments(f, list, offset, 0));
    f.st.hot.top = f.stack() + offset + count;
    return ValueList{offset, count};
}

Ret call_value(Frame& f, Value callee, const Value* self, ExprList arguments, const Word* pc) {
    u32 filled = self ? 1 : 0;
    u32 offset = TRY(rt::begin_call(f.st, filled + static_cast<u32>(arguments.size())));
    if (self) f.stack()[offset] = *self;
    u32 count = TRY(eval_arguments(f, arguments, offset, filled));
    f.at(pc);
    return rt::finish_call(f.st, callee, offset, count, false);
}

Result<Value> method_of(Frame& f, MethodCallExpr* e, Value object) {
    rt::String* name = string_constant(f, e->name, &e->cached);
    f.at(position(e));
    return rt::get_method(f.st, object, name);
}

Result<PreparedCall> prepare_call(Frame& f, Expr* call) {
    Value left = TRY(eval_leftmost(f, call));
    Value callee = left;
    ExprList arguments;
    u32 filled = 0;
    if (auto* m = call->as_if<MethodCallExpr>()) {
        callee = TRY(method_of(f, m, left));
        arguments = m->arguments;
        filled = 1;
    } else {
        arguments = call->as<CallExpr>()->arguments;
    }
    u32 offset = static_cast<u32>(f.st.hot.top - f.stack());
    u32 room = filled + static_cast<u32>(arguments.size());
    TRY(rt::ensure_stack(f.st, room));
    for (u32 i = 0; i < room; i++) f.stack()[offset + i] = Value::nil();
    f.st.hot.top = f.stack() + offset + room;
    if (filled) f.stack()[offset] = left;
    u32 count = TRY(eval_arguments(f, arguments, offset, filled));
    f.st.hot.top = f.stack() + offset + count;
    return PreparedCall{callee, {offset, count}};
}

Result<Value> eval_function(Frame& f, FunctionBody* body) {
    if (!body->cached) {
        rt::Code* made = make_code(f.st, f.data->source, body, f.proto->env);
        keep_constant(f, &made->h);
        body->cached = made;
    }
    auto* code = static_cast<rt::Code*>(body->cached);
    u32 count = static_cast<u32>(body->upvalues.size());
    auto* fn = static_cast<rt::Function*>(f.st.heap->allocate(
        sizeof(rt::Function) + count * sizeof(u64), rt::HeapType::Function, static_cast<u8>(body->cell_upvalues)));
    fn->code = &code->head;
    for (u32 i = 0; i < count; i++) {
        const Upvalue& up = body->upvalues[i];
        if (static_cast<i32>(i) == body->self_upvalue) {
            fn->up[i] = Value::function(fn).bits;
        } else if (up.is_cell) {
            fn->up[i] = up.from_parent_local ? reinterpret_cast<u64>(f.slot(up.index).as_object<rt::Cell>())
                                             : f.function->up[up.index];
        } else {
            fn->up[i] = up.from_parent_local ? f.slot(up.index).bits : f.function->up[up.index];
        }
    }
    return Value::function(fn);
}

}  // namespace gs::treewalk

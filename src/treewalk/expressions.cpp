// Expressions. eval() handles leaves and prefix forms; everything with an operand on its left is split into "evaluate the
// leftmost child" and apply(), so that long left spines can be walked by a loop.
#include <memory>
#include <vector>

#include "runtime/call.h"
#include "runtime/strings.h"
#include "treewalk/interpreter.h"

namespace gs::treewalk {

using namespace syntax;

namespace {

static_assert(static_cast<int>(ArithOp::Pow) == static_cast<int>(rt::ArithOp::Pow));

// Little native stack left: the expression is evaluated on a fresh segment.
Ret eval_elsewhere(Frame& f, Expr* e) {
    Ret ret = Ret::none();
    if (rt::on_fresh_segment(f.st, [&] { ret = eval_multi(f, e); })) return ret;
    return f.st.raise_text("stack overflow");
}

Result<Value> first_of(Ret ret) {
    if (!ret.ok()) return kFailed;
    return ret.first;
}

Result<Value> vararg_at(Frame& f, VarArgIndexExpr* e) {
    Value key = TRY(eval(f, e->key));
    i64 i = 0;
    if (key.is_int())
        i = key.as_int();
    else if (!key.is_real() || !rt::real_to_int(key.as_real(), i))
        return Value::nil();
    if (i < 1 || i > static_cast<i64>(f.extras)) return Value::nil();
    return f.slot(f.extras_at + static_cast<u32>(i) - 1);
}

Result<Value> eval_unary(Frame& f, UnaryExpr* e) {
    Value v = TRY(eval(f, e->operand));
    f.at(position(e));
    switch (e->op) {
        case UnaryOp::Minus: return rt::negate(f.st, v);
        case UnaryOp::Not: return Value::boolean(v.is_falsy());
        case UnaryOp::Length: return rt::length(f.st, v);
    }
    GS_UNREACHABLE("unary operator");
}

Result<Value> compare(Frame& f, CompareExpr* e, Value a, Value b) {
    f.at(position(e));
    switch (e->op) {
        case CompareOp::Equal: return Value::boolean(TRY(rt::equal(f.st, a, b)));
        case CompareOp::NotEqual: return Value::boolean(!TRY(rt::equal(f.st, a, b)));
        case CompareOp::Less: return Value::boolean(TRY(rt::less(f.st, a, b)));
        case CompareOp::LessEqual: return Value::boolean(TRY(rt::less_equal(f.st, a, b)));
        case CompareOp::Greater: return Value::boolean(TRY(rt::less(f.st, b, a)));
        case CompareOp::GreaterEqual: return Value::boolean(TRY(rt::less_equal(f.st, b, a)));
    }
    GS_UNREACHABLE("comparison operator");
}

bool is_text(Value v) { return v.is_string() || v.is_number(); }

// All operands are evaluated before any is joined. Strings and numbers are joined in one step; with anything else among them
// the pairs are joined one by one from the right, so that metamethods and errors come in order, each with its own position.
Result<Value> concat(Frame& f, ConcatExpr* e, Value first) {
    u32 count = static_cast<u32>(e->operands.size());
    u32 offset = static_cast<u32>(f.st.hot.top - f.stack());
    TRY(rt::ensure_stack(f.st, count));
    for (u32 i = 0; i < count; i++) f.stack()[offset + i] = Value::nil();
    f.st.hot.top = f.stack() + offset + count;
    f.stack()[offset] = first;
    bool plain = is_text(first);
    for (u32 i = 1; i < count; i++) {
        Value v = TRY(eval(f, e->operands[i]));
        plain &= is_text(v);
        f.stack()[offset + i] = v;
    }
    Value joined;
    if (plain) {
        f.at(position(e));
        joined = TRY(rt::concat_chain(f.st, offset, count));
    } else {
        joined = f.stack()[offset + count - 1];
        for (u32 i = count - 1; i-- > 0;) {
            f.at(concat_position(e, i));
            joined = TRY(rt::concat(f.st, f.stack()[offset + i], joined));
        }
    }
    f.st.hot.top = f.stack() + offset;
    return joined;
}

}  // namespace

void keep_constant(Frame& f, rt::Header* h) {
    f.st.heap->store_pointer(&f.proto->h, &f.data->constants.emplace_front(nullptr), h);
}

rt::String* string_constant(Frame& f, std::string_view text, void** cache) {
    if (!*cache) {
        rt::String* s = rt::intern(f.st, text);
        keep_constant(f, &s->h);
        *cache = s;
    }
    return static_cast<rt::String*>(*cache);
}

Result<Value> read_name(Frame& f, NameExpr* e) {
    switch (e->binding) {
        case Binding::Local: {
            Value v = f.slot(e->variable->slot);
            return e->variable->in_cell() ? v.as_object<rt::Cell>()->value : v;
        }
        case Binding::Upvalue:
            return e->variable->in_cell() ? f.function->cell(e->upvalue)->value : f.function->value(e->upvalue);
        case Binding::Global: break;
    }
    f.at(position(e));
    if (!f.proto->env.is_nil()) {
        rt::String* key = string_constant(f, e->name, &e->cached);
        return rt::index(f.st, f.proto->env, Value::string(key));
    }
    if (!e->cached) {
        rt::GlobalCell* cell = rt::global_cell(f.st, rt::intern(f.st, e->name));
        keep_constant(f, &cell->h);
        e->cached = cell;
    }
    auto* cell = static_cast<rt::GlobalCell*>(e->cached);
    if (!cell->value.is_nil()) return cell->value;
    return rt::get_global_cell(f.st, cell);
}

Result<Value> eval(Frame& f, Expr* e) {
    switch (e->kind) {
        case ExprKind::Nil: return Value::nil();
        case ExprKind::Bool: return Value::boolean(e->as<BoolExpr>()->value);
        case ExprKind::Int: return Value::integer(e->as<IntExpr>()->value);
        case ExprKind::Float: return Value::real(e->as<FloatExpr>()->value);
        case ExprKind::String: {
            auto* s = e->as<StringExpr>();
            return Value::string(string_constant(f, s->value, &s->cached));
        }
        case ExprKind::Name: return read_name(f, e->as<NameExpr>());
        case ExprKind::VarArgs: return f.extras ? f.slot(f.extras_at) : Value::nil();
        case ExprKind::VarArgCount: return Value::integer(f.extras);
        case ExprKind::VarArgIndex: return vararg_at(f, e->as<VarArgIndexExpr>());
        default: return first_of(eval_multi(f, e));
    }
}

Ret eval_multi(Frame& f, Expr* e) {
    if (rt::native_stack_low(f.st)) [[unlikely]]
        return eval_elsewhere(f, e);
    switch (e->kind) {
        case ExprKind::Nil:
        case ExprKind::Bool:
        case ExprKind::Int:
        case ExprKind::Float:
        case ExprKind::String:
        case ExprKind::Name:
        case ExprKind::VarArgCount:
        case ExprKind::VarArgIndex: return TRY(eval(f, e));
        case ExprKind::VarArgs: {
            f.st.clear_results();
            if (!f.st.reserve_results(f.extras)) return kFailed;
            for (u32 i = 0; i < f.extras; i++) f.st.push_result(f.slot(f.extras_at + i));
            return f.st.results();
        }
        case ExprKind::Paren: return TRY(eval(f, e->as<ParenExpr>()->inner));
        case ExprKind::Function: return TRY(eval_function(f, e->as<FunctionExpr>()->body));
        case ExprKind::Table: return TRY(eval_table(f, e->as<TableExpr>()));
        case ExprKind::Unary: return TRY(eval_unary(f, e->as<UnaryExpr>()));
        case ExprKind::Receive: {
            Value channel = TRY(eval(f, e->as<ReceiveExpr>()->channel));
            f.at(position(e));
            bool ok = false;
            return TRY(rt::channel_receive(f.st, channel, &ok));
        }
        case ExprKind::MakeChan: {
            auto* m = e->as<MakeChanExpr>();
            Value size = m->size ? TRY(eval(f, m->size)) : Value::nil();
            f.at(position(e));
            return TRY(rt::make_channel(f.st, size, m->size != nullptr));
        }
        case ExprKind::Arith:
        case ExprKind::Compare:
        case ExprKind::And:
        case ExprKind::Or:
        case ExprKind::Concat:
        case ExprKind::Field:
        case ExprKind::Index:
        case ExprKind::Call:
        case ExprKind::MethodCall: return apply_multi(f, e, TRY(eval_leftmost(f, e)));
    }
    GS_UNREACHABLE("expression of no kind");
}

// The nodes of a deep spine are collected on the way down, then applied on the way up.
Result<Value> eval_leftmost(Frame& f, Expr* e) {
    if (e->spine <= kShallowSpine) return eval(f, leftmost_child(e));
    std::unique_ptr<std::vector<Expr*>> path = std::make_unique<std::vector<Expr*>>();
    Expr* innermost = leftmost_child(e);
    while (Expr* next = leftmost_child(innermost)) {
        path->push_back(innermost);
        innermost = next;
    }
    Value v = TRY(eval(f, innermost));
    while (!path->empty()) {
        Expr* node = path->back();
        path->pop_back();
        v = TRY(apply(f, node, v));
    }
    return v;
}

Result<Value> apply(Frame& f, Expr* e, Value left) { return first_of(apply_multi(f, e, left)); }

Ret apply_multi(Frame& f, Expr* e, Value left) {
    switch (e->kind) {
        case ExprKind::Arith: {
            auto* a = e->as<ArithExpr>();
            Value right = TRY(eval(f, a->right));
            f.at(position(e));
            return TRY(rt::arith(f.st, static_cast<rt::ArithOp>(a->op), left, right));
        }
        case ExprKind::Compare: {
            auto* c = e->as<CompareExpr>();
            return TRY(compare(f, c, left, TRY(eval(f, c->right))));
        }
        case ExprKind::And:
            for (Expr* operand : e->as<AndExpr>()->operands.subspan(1)) {
                if (left.is_falsy()) break;
                left = TRY(eval(f, operand));
            }
            return left;
        case ExprKind::Or:
            for (Expr* operand : e->as<OrExpr>()->operands.subspan(1)) {
                if (left.truthy()) break;
                left = TRY(eval(f, operand));
            }
            return left;
        case ExprKind::Concat: return TRY(concat(f, e->as<ConcatExpr>(), left));
        case ExprKind::Field: {
            auto* field = e->as<FieldExpr>();
            rt::String* key = string_constant(f, field->name, &field->cached);
            f.at(position(e));
            return TRY(rt::index(f.st, left, Value::string(key)));
        }
        case ExprKind::Index: {
            Value key = TRY(eval(f, e->as<IndexExpr>()->key));
            f.at(position(e));
            return TRY(rt::index(f.st, left, key));
        }
        case ExprKind::Call: return call_value(f, left, nullptr, e->as<CallExpr>()->arguments, position(e));
        case ExprKind::MethodCall: {
            auto* m = e->as<MethodCallExpr>();
            Value method = TRY(method_of(f, m, left));
            return call_value(f, method, &left, m->arguments, method_position(m));
        }
        default: GS_UNREACHABLE("expression without a left operand");
    }
}

Result<Value> eval_table(Frame& f, TableExpr* e) {
    u32 fields = 0;
    for (const TableField& field : e->fields) fields += field.kind == FieldKind::Named;
    rt::Table* t =
        rt::make_table(f.st, fields < rt::kMaxInlineSlots ? fields : rt::kMaxInlineSlots, syntax::element_room(e));
    u32 stored = 0;
    ValueList waiting{static_cast<u32>(f.st.hot.top - f.stack()), 0};
    auto flush = [&](bool last) -> Status {
        TRY(rt::set_list(f.st, t, stored + 1, f.stack() + waiting.offset, waiting.count, last));
        stored += waiting.count;
        waiting.count = 0;
        drop_list(f, waiting);
        return {};
    };
    auto push = [&](Value v) -> Status {
        TRY(rt::ensure_stack(f.st, 1));
        *f.st.hot.top++ = v;
        waiting.count++;
        return {};
    };
    for (std::size_t i = 0; i < e->fields.size(); i++) {
        TableField& field = e->fields[i];
        switch (field.kind) {
            case FieldKind::Positional:
                if (i + 1 == e->fields.size() && is_multi(field.value)) {
                    Ret ret = TRY_CALL(eval_multi(f, field.value));
                    f.at(line_position(field.line));
                    TRY(rt::ensure_stack(f.st, static_cast<u32>(ret.count)));
                    const Value* values = f.st.result_array(ret);
                    for (i64 k = 0; k < ret.count; k++) *f.st.hot.top++ = values[k];
                    waiting.count += static_cast<u32>(ret.count);
                } else {
                    TRY(push(TRY(eval(f, field.value))));
                    if (waiting.count == syntax::kConstructorRun && i + 1 < e->fields.size()) {
                        f.at(line_position(field.line));
                        TRY(flush(false));
                    }
                }
                break;
            case FieldKind::Named: {
                auto* name = field.key->as<StringExpr>();
                rt::String* key = string_constant(f, name->value, &name->cached);
                Value v = TRY(eval(f, field.value));
                f.at(line_position(field.line));
                TRY(rt::raw_set_string(f.st, t, key, v));
                break;
            }
            case FieldKind::Computed: {
                Value key = TRY(eval(f, field.key));
                Value v = TRY(eval(f, field.value));
                f.at(line_position(field.line));
                if (waiting.count) TRY(flush(false));  // the order of stores to the same key shows
                TRY(rt::raw_set(f.st, t, key, v));
                break;
            }
        }
    }
    if (e->positional_count) TRY(flush(true));
    return Value::table(t);
}

}  // namespace gs::treewalk

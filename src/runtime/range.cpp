// Range loops (language.md 7.6). What is ranged over is decided once, at the start; range_next then only switches.
#include "runtime/channel.h"
#include "runtime/native_args.h"
#include "runtime/ops.h"
#include "runtime/strings.h"
#include "runtime/table.h"

namespace gs::rt {
namespace {

Value kind(RangeState::Kind k) { return Value::integer(k); }

Failure cannot_range(State& st, Value x, u32 operand) {
    auto build = [&] {
        std::string message = "cannot range over ";
        message += type_name_for_message(st, x);
        message += operand_suffix(st, operand);
        return make_string(st, message);
    };
    String* message = TRY(build());
    return st.raise(Value::string(message));
}

bool is_channel(Value v) { return v.is_object() && v.as_header()->type == HeapType::Channel; }

void start_table(Value table, RangeState* out) {
    Cursor cursor = cursor_start();
    *out = {kind(RangeState::Table), table, cursor.phase, cursor.number, cursor.block};
}

/// A loop over `next, t` with no control value is the loop over the table itself, without a call for each pair.
bool is_plain_next(Value f, Value s, Value c) {
    return s.is_table() && c.is_nil() && is_native(f) && f.as_native()->fn == native_next;
}

void start_function(Value f, Value s, Value c, RangeState* out) {
    if (is_plain_next(f, s, c)) return start_table(s, out);
    bool is_list = s.is_table() && c.is_int() && is_native(f) && f.as_native()->fn == native_ipairs_next;
    *out = {kind(is_list ? RangeState::List : RangeState::Function), f, s, c, Value::nil()};
}

}  // namespace

bool range_start_simple(State& st, Value x, Value s, Value c, RangeState* out) {
    if (x.is_function()) {
        start_function(x, s, c, out);
    } else if (x.is_table() && !shape_of(st, x.as_table())->meta) {
        start_table(x, out);
    } else {
        return false;
    }
    return true;
}

Status range_start(State& st, Value x, Value s, Value c, RangeState* out) {
    Value pairs = metamethod_of(st, x, Name::Pairs);
    if (!pairs.is_nil()) {
        Ret ret = TRY_CALL(call(st, pairs, {x}));
        const Value* results = st.result_array(ret);
        Value list[3];
        for (i64 i = 0; i < 3; ++i) list[i] = i < ret.count ? results[i] : Value::nil();
        if (!is_callable(st, list[0])) return cannot_range(st, list[0], kNoOperand);
        start_function(list[0], list[1], list[2], out);
        return {};
    }
    if (x.is_table()) {
        start_table(x, out);
    } else if (x.is_function()) {
        start_function(x, s, c, out);
    } else if (x.is_number()) {
        i64 n = 0;
        if (x.is_int()) {
            n = x.as_int();
        } else if (!real_to_int(x.as_real(), n)) {
            return st.raise_text("number has no integer representation");
        }
        *out = {kind(RangeState::Int), Value::integer(n), Value::integer(0), Value::nil(), Value::nil()};
    } else if (is_channel(x)) {
        *out = {kind(RangeState::Channel), x, Value::nil(), Value::nil(), Value::nil()};
    } else {
        return cannot_range(st, x, 0);
    }
    return {};
}

Result<bool> range_next(State& st, RangeState* state, Value* first, Value* second) {
    switch (static_cast<RangeState::Kind>(state->kind.as_int())) {
        case RangeState::Table: {
            Cursor cursor{state->a, state->b, state->c};
            bool more = cursor_next(st, state->x.as_table(), &cursor, first, second);
            state->a = cursor.phase;
            state->b = cursor.number;
            state->c = cursor.block;
            return more;
        }
        case RangeState::List:
        case RangeState::Function: {
            Ret ret = TRY_CALL(call(st, state->x, {state->a, state->b}));
            if (ret.first.is_nil()) return false;
            state->b = *first = ret.first;
            *second = ret.count > 1 ? st.hot.results[1] : Value::nil();
            return true;
        }
        case RangeState::Channel: {
            bool ok = false;
            *first = TRY(channel_receive(st, state->x, &ok));
            *second = Value::nil();
            return ok;
        }
        case RangeState::Int: {
            i64 n = state->a.as_int();
            if (n >= state->x.as_int()) return false;
            state->a = *first = Value::integer(n + 1);
            *second = Value::nil();
            return true;
        }
    }
    __builtin_unreachable();
}

Ret native_ipairs_next(State& st, Args args) {
    ArgReader in(st, args);
    i64 i = TRY(in.integer(1));
    if (i == INT64_MAX) return Value::nil();
    Value next = Value::number(i + 1);
    Value t = in[0];
    Value v = t.is_table() && next.is_int() ? get_element(t.as_table(), i + 1) : Value::nil();
    if (v.is_nil()) v = TRY(index(st, t, next));
    if (v.is_nil()) return Value::nil();
    return give(st, {next, v});
}

Ret native_next(State& st, Args args) {
    Value t = st.arg(args, 0);
    if (!t.is_table()) {
        return st.raise_format("bad argument #1 to 'next' (table expected, got %s)",
                               args.count == 0 ? "no value" : type_name(t));
    }
    Value key, value;
    if (!TRY(raw_next(st, t.as_table(), st.arg(args, 1), &key, &value))) return Value::nil();
    return give(st, {key, value});
}

}  // namespace gs::rt

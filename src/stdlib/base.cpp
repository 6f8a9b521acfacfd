// The built-in functions of the language itself (language.md 11), but for those that load code (load.cpp) and the
// collector's (memory.cpp).
#include <cstring>
#include <string>

#include "runtime/channel.h"
#include "runtime/native_args.h"
#include "runtime/ops.h"
#include "stdlib/load.h"
#include "stdlib/memory.h"
#include "stdlib/modules.h"
#include "stdlib/output.h"
#include "support/number_text.h"

namespace gs::stdlib {

using namespace rt;

namespace {

// ---- output, types and conversion -----------------------------------------------------------------------------

/// Writes a value that is a string or a number.
void append_text(Value v, auto&& write) {
    if (v.is_string()) return write(view(v));
    char digits[kNumberTextSize];
    write(std::string_view(digits, v.is_int() ? format_int(v.as_int(), digits) : format_float(v.as_real(), digits)));
}

Ret base_print(State& st, Args args) {
    // First every text is made, which may run script code and switch to other goroutines; then the line is written in
    // one go. The texts wait in the argument slots.
    for (u32 i = 0; i < args.count; ++i) {
        Value v = st.arg(args, i);
        if (v.is_string() || v.is_number()) continue;
        Value text = TRY(tostring(st, v));
        stack_bottom(st)[args.offset + i] = text;
    }
    if (st.options.hooks.print) {
        std::string line;
        for (u32 i = 0; i < args.count; ++i) {
            if (i > 0) line += '\t';
            append_text(st.arg(args, i), [&](std::string_view text) { line += text; });
        }
        st.options.hooks.print(line);
        return Ret::none();
    }
    Output& out = Output::standard();
    for (u32 i = 0; i < args.count; ++i) {
        if (i > 0) out.write("\t");
        append_text(st.arg(args, i), [&](std::string_view text) { out.write(text); });
    }
    out.write("\n");
    return Ret::none();
}

Ret base_type(State& st, Args args) {
    ArgReader in(st, args);
    return Value::string(st.name(type_of(TRY(in.required(0)))));
}

Ret base_tostring(State& st, Args args) {
    ArgReader in(st, args);
    return TRY(tostring(st, TRY(in.required(0))));
}

Ret base_tonumber(State& st, Args args) {
    ArgReader in(st, args);
    if (!in.given(1)) {
        Value number = to_number(TRY(in.required(0)));
        return number.is_sentinel() ? Value::nil() : number;
    }
    if (!in[0].is_string()) return in.type_error(0, "string");
    i64 base = TRY(in.integer(1));
    if (base < 2 || base > 36) return in.error(1, "base out of range");
    NumberText number = parse_number_base(view(in[0]), static_cast<int>(base));
    if (!number.ok()) return Value::nil();
    return number.is_int() ? Value::number(number.integer) : Value::real(number.floating);
}

Channel* as_channel(Value v) {
    return v.is_object() && v.as_header()->type == HeapType::Channel ? v.as_object<Channel>() : nullptr;
}

Ret base_len(State& st, Args args) {
    ArgReader in(st, args);
    Value v = in[0];
    if (v.is_string()) return Value::number(v.as_string()->len);
    if (v.is_table()) return Value::number(raw_length(v.as_table()));
    if (Channel* channel = as_channel(v)) return Value::number(static_cast<i64>(channel_length(channel)));
    return in.type_error(0, "string, table or channel");
}

Ret base_cap(State& st, Args args) {
    ArgReader in(st, args);
    Channel* channel = as_channel(in[0]);
    if (channel == nullptr) return in.type_error(0, "channel");
    return Value::number(static_cast<i64>(channel_capacity(channel)));
}

Ret base_close(State& st, Args args) {
    ArgReader in(st, args);
    Channel* channel = as_channel(in[0]);
    if (channel == nullptr) return in.type_error(0, "channel");
    TRY(channel_close(st, channel));
    return Ret::none();
}

// ---- tables and metatables ------------------------------------------------------------------------------------

Table* metatable_of(State& st, Value v) {
    if (v.is_table()) return get_metatable(st, v.as_table());
    if (v.is_object() && v.as_header()->type == HeapType::Userdata) return v.as_object<Userdata>()->metatable;
    return nullptr;
}

Ret base_getmetatable(State& st, Args args) {
    ArgReader in(st, args);
    Table* metatable = metatable_of(st, TRY(in.required(0)));
    if (metatable == nullptr) return Value::nil();
    Value shown = metamethod(st, metatable, Name::Metatable);
    return shown.is_nil() ? Value::table(metatable) : shown;
}

Ret base_rawget(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    return raw_get(st, t, TRY(in.required(1)));
}

Ret base_rawset(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value key = TRY(in.required(1));
    TRY(raw_set(st, t, key, TRY(in.required(2))));
    return Value::table(t);
}

Ret base_rawlen(State& st, Args args) {
    ArgReader in(st, args);
    if (in[0].is_table()) return Value::number(raw_length(in[0].as_table()));
    if (in[0].is_string()) return Value::number(in[0].as_string()->len);
    return in.type_error(0, "table or string");
}

Ret base_rawequal(State& st, Args args) {
    ArgReader in(st, args);
    Value a = TRY(in.required(0));
    return Value::boolean(raw_equal(a, TRY(in.required(1))));
}

constexpr FnRow kNext = {"next", native_next};

Ret base_pairs(State& st, Args args) {
    ArgReader in(st, args);
    Value v = in[0];
    Value pairs = metamethod_of(st, v, Name::Pairs);
    if (pairs.is_nil()) {
        if (!v.is_table()) return in.type_error(0, "table");
        return give(st, {native_upvalue(st, 0), v, Value::nil()});
    }
    Ret ret = TRY_CALL(call(st, pairs, {v}));
    Value results[3];
    const Value* given = st.result_array(ret);
    for (i64 i = 0; i < 3; ++i) results[i] = i < ret.count ? given[i] : Value::nil();
    return give(st, {results[0], results[1], results[2]});
}

constexpr FnRow kIpairsNext = {"ipairs", native_ipairs_next};

Ret base_ipairs(State& st, Args args) {
    ArgReader in(st, args);
    bool indexable = in[0].is_table() || (in[0].is_object() && in[0].as_header()->type == HeapType::Userdata);
    if (!indexable) return in.type_error(0, "table");
    return give(st, {native_upvalue(st, 0), in[0], Value::integer(0)});
}

/// The arguments from position `first` on as results.
Ret give_arguments(State& st, Args args, u32 first) {
    u32 count = args.count > first ? args.count - first : 0;
    if (count == 1) return st.arg(args, first);
    if (!st.reserve_results(count)) return kFailed;
    st.clear_results();
    for (u32 i = 0; i < count; ++i) st.push_result(st.arg(args, first + i));
    return st.results();
}

Ret base_select(State& st, Args args) {
    ArgReader in(st, args);
    i64 extra = in.count() > 0 ? in.count() - i64{1} : 0;
    if (in[0].is_string() && view(in[0]) == "#") return Value::number(extra);
    i64 n = TRY(in.integer(0));
    if (n == 0 || n < -extra) return in.error(0, "index out of range");
    if (n > extra) return Ret::none();
    return give_arguments(st, args, static_cast<u32>(n > 0 ? n : extra + 1 + n));
}

// ---- errors ---------------------------------------------------------------------------------------------------

Ret base_error(State& st, Args args) {
    ArgReader in(st, args);
    i64 level = TRY(in.integer_or(1, 1));
    constexpr i64 kFarAway = 1'000'000'000;  // beyond any stack
    return st.raise(in[0], static_cast<int>(level < 0 ? 0 : level > kFarAway ? kFarAway : level));
}

Ret base_xpcall(State& st, Args args) {
    ArgReader in(st, args);
    Value handler = TRY(in.callable(1));
    return protected_call(st, in[0], args, 2, handler);
}

Ret base_assert(State& st, Args args) {
    ArgReader in(st, args);
    if (TRY(in.required(0)).truthy()) return give_arguments(st, args, 0);
    if (in.given(1)) return st.raise(in[1]);
    return st.raise_text("assertion failed!");
}

constexpr FnRow kFunctions[] = {
    {"print", base_print},
    {"type", base_type},
    {"tostring", base_tostring},
    {"tonumber", base_tonumber},
    {"len", base_len},
    {"cap", base_cap},
    {"close", base_close},
    {"setmetatable", native_setmetatable},
    {"getmetatable", base_getmetatable},
    {"rawget", base_rawget},
    {"rawset", base_rawset},
    {"rawlen", base_rawlen},
    {"rawequal", base_rawequal},
    {"select", base_select},
    {"unpack", unpack_table},
    {"error", base_error},
    {"pcall", native_pcall},
    {"xpcall", base_xpcall},
    {"assert", base_assert},
};
constexpr FnRow kPairs = {"pairs", base_pairs};
constexpr FnRow kIpairs = {"ipairs", base_ipairs};

}  // namespace

Ret unpack_table(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 first = TRY(in.integer_or(1, 1));
    i64 last = TRY(in.integer_or(2, raw_length(t)));
    if (first > last) return Ret::none();
    u64 count = static_cast<u64>(last) - static_cast<u64>(first) + 1;
    if (count == 0 || count > State::kMaxResults) return st.raise_text("too many results to unpack");
    if (!st.reserve_results(static_cast<u32>(count))) return kFailed;
    for (u64 i = 0; i < count; ++i) {
        i64 key = static_cast<i64>(static_cast<u64>(first) + i);
        st.hot.results[i] = Value::fits_int(key) ? get_element(t, key) : raw_get(st, t, Value::number(key));
    }
    st.hot.nresults = static_cast<u32>(count);
    return st.results();
}

void open_base(State& st) {
    st.flush_stdout = [](State&) { Output::standard().flush(); };
    add_functions(st, st.globals, kFunctions);
    Value next = Value::function(make_native(st, &kNext));
    set_field(st, st.globals, "next", next);
    set_field(st, st.globals, "pairs", Value::function(make_native(st, &kPairs, {next})));
    Value ipairs_step = Value::function(make_native(st, &kIpairsNext));
    set_field(st, st.globals, "ipairs", Value::function(make_native(st, &kIpairs, {ipairs_step})));
    open_load(st);
    open_memory(st);
    set_field(st, st.globals, "_G", Value::table(st.globals));
    set_field(st, st.globals, "_VERSION", Value::string(intern(st, "GScript 1.0")));
}

}  // namespace gs::stdlib

// How built-in functions read their arguments. Every library file is written against this header (and library.h, which it
// includes, for registering functions and classes).
//
//     // string.rep(s: string, n: int, sep: string = "") -> string
//     Ret string_rep(State& st, Args args) {
//         ArgReader in(st, args);
//         std::string_view text = TRY(in.text(0));
//         i64 n = TRY(in.integer(1));
//         std::string_view separator = TRY(in.text_or(2, ""));
//         if (n < 0) return in.error(1, "must not be negative");
//         ...
//         return TRY(string_value(st, result));
//     }
//     constexpr FnRow kFunctions[] = {{"string.rep", string_rep}, ...};
//
// Positions `i` count from 0; messages count from 1 and take the function's name from the row it was registered with, so
// that no function repeats its own name. Read arguments from left to right and before doing anything else: that is the
// order in which their errors must appear.
//
// A failed check has raised the error already; TRY hands it on.
//
// Lifetime: strings do not move and the native stack is scanned conservatively, so a String* or a std::string_view of a
// string held in a local stays valid, also while script code runs. Tables may be changed by any callback: hold no pointer
// to their elements. Arguments stand on the Value stack, which moves: read them through the reader, keep no address.
//
// Results: `return value;` for one, `return Ret::none();` for none, `return give(st, {a, b});` for several, `return
// fail_with(st, message);` for nil and a message. A list of unknown length: st.clear_results(), st.push_result() for each
// value, `return st.results();`; nothing that may call script code may come between.
#pragma once

#include <initializer_list>
#include <string_view>

#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/library.h"
#include "runtime/object.h"
#include "runtime/ops.h"
#include "runtime/state.h"
#include "runtime/strings.h"
#include "runtime/table.h"

namespace gs::rt {

/// The function object of the running native, and the name it was registered with ("string.rep").
inline Native* running_native(State& st) { return st.hot.base[kCalleeSlot].as_native(); }
inline const char* running_name(State& st) { return running_native(st)->row->name; }

// ---- conversions of the parameter types `int`, `float` and `number`, also for values that are no arguments ----------

/// A number cut toward zero; beyond 64 bits the nearest end of the range. False for NaN and the infinities.
bool truncate_to_int(Value number, i64* out);

/// What a conversion found out.
enum class NumberCheck : u8 { Ok, NotANumber, NoInteger };
NumberCheck read_integer(Value v, i64* out);  // a number or convertible string, cut
NumberCheck read_real(Value v, f64* out);

// ---- results ------------------------------------------------------------------------------------------------------

/// At most State::kFewResults values.
inline Ret give(State& st, std::initializer_list<Value> values) {
    Value* to = st.hot.results;
    for (Value v : values) *to++ = v;
    st.hot.nresults = static_cast<u32>(values.size());
    return {st.hot.results[0], static_cast<i64>(values.size())};
}
/// `nil, message`: how functions report what went wrong outside the program.
Ret fail_with(State& st, std::string_view message);

class OptionTable;

class ArgReader {
public:
    ArgReader(State& st, Args args) : st_(st), args_(args) {}

    State& state() const { return st_; }
    /// The number of arguments passed; for methods, the object not counted.
    u32 count() const { return args_.count; }
    bool has(u32 i) const { return i < args_.count; }
    /// Passed and not nil: how optional parameters are told apart.
    bool given(u32 i) const { return !(*this)[i].is_nil(); }
    /// Any argument, unchecked; nil beyond the last.
    Value operator[](u32 i) const { return i < args_.count ? st_.hot.co->stack[args_.offset + i] : Value::nil(); }
    /// The arguments from `first` on, for passing them along.
    Args rest(u32 first) const {
        return first < args_.count ? Args{args_.offset + first, args_.count - first} : Args{args_.offset, 0};
    }

    // ---- required parameters ---------------------------------------------------------------------------------
    Result<i64> integer(u32 i) const {
        Value v = (*this)[i];
        if (v.is_int()) [[likely]]
            return v.as_int();
        return integer_slow(i);
    }
    Result<f64> real(u32 i) const {
        Value v = (*this)[i];
        if (v.is_real()) [[likely]]
            return v.as_real();
        if (v.is_int()) return static_cast<f64>(v.as_int());
        return real_slow(i);
    }
    /// A number with its subtype; numeric strings give what tonumber gives.
    Result<Value> number(u32 i) const {
        Value v = (*this)[i];
        if (v.is_number()) [[likely]]
            return v;
        return number_slow(i);
    }
    /// A string; a number is turned into its text.
    Result<String*> string(u32 i) const {
        Value v = (*this)[i];
        if (v.is_string()) [[likely]]
            return v.as_string();
        return string_slow(i);
    }
    Result<std::string_view> text(u32 i) const { return view(TRY(string(i))); }
    Result<Table*> table(u32 i) const {
        Value v = (*this)[i];
        if (v.is_table()) [[likely]]
            return v.as_table();
        return type_error(i, "table");
    }
    /// Anything that can be called.
    Result<Value> callable(u32 i) const {
        Value v = (*this)[i];
        if (v.is_function() || is_callable(st_, v)) [[likely]]
            return v;
        return type_error(i, "function");
    }
    /// Any value, but it must have been passed (`value expected, got no value`).
    Result<Value> any(u32 i) const {
        if (has(i)) [[likely]]
            return (*this)[i];
        return type_error(i, "value");
    }
    /// The same for the functions of the language itself, whose message is `value expected` alone.
    Result<Value> required(u32 i) const {
        if (has(i)) [[likely]]
            return (*this)[i];
        return error(i, "value expected");
    }
    /// A `bool` parameter takes every value by its truth, but one that is required must have been passed.
    Result<bool> boolean(u32 i) const { return TRY(any(i)).truthy(); }
    Result<Coroutine*> coroutine(u32 i) const;
    /// The payload of an object of a class; EXPECTED in the message is the name of the class.
    template <class T>
    Result<T*> object(u32 i, const UserdataType& type) const {
        T* payload = payload_of<T>((*this)[i], type);
        if (payload != nullptr) [[likely]]
            return payload;
        return type_error(i, type.name);
    }

    // ---- optional parameters: nil counts as left out ---------------------------------------------------------
    Result<i64> integer_or(u32 i, i64 other) const { return given(i) ? integer(i) : Result<i64>(other); }
    Result<f64> real_or(u32 i, f64 other) const { return given(i) ? real(i) : Result<f64>(other); }
    Result<Value> number_or(u32 i, Value other) const { return given(i) ? number(i) : Result<Value>(other); }
    /// Null if left out.
    Result<String*> string_or_null(u32 i) const { return given(i) ? string(i) : Result<String*>(nullptr); }
    Result<std::string_view> text_or(u32 i, std::string_view other) const {
        return given(i) ? text(i) : Result<std::string_view>(other);
    }
    Result<Table*> table_or_null(u32 i) const { return given(i) ? table(i) : Result<Table*>(nullptr); }
    /// Nil if left out.
    Result<Value> callable_or_nil(u32 i) const { return given(i) ? callable(i) : Result<Value>(Value::nil()); }
    bool boolean_or(u32 i, bool other) const { return given(i) ? (*this)[i].truthy() : other; }
    /// The option table of rule 5: absent, or a table.
    Result<OptionTable> options(u32 i) const;

    // ---- methods ---------------------------------------------------------------------------------------------
    /// The object that a method was called on, to be read before everything else: o:m(x), o.m(x) and o.m(o, x) are the
    /// same call. The object is dropped from the arguments, so that x is number 0 afterwards.
    template <class T>
    Result<T*> self(const UserdataType& type) {
        return reinterpret_cast<T*>(TRY(take_self(type))->payload);
    }
    /// The object found by self().
    Value self_value() const { return self_; }
    /// For methods of plain tables (bound natives whose upvalue 0 is the table, see bind_method): the table.
    Result<Table*> self_table();
    Result<Userdata*> take_self(const UserdataType& type);

    // ---- raising ---------------------------------------------------------------------------------------------
    /// bad argument #N to 'NAME' (REASON)
    Failure error(u32 i, std::string_view reason) const;
    Failure error_format(u32 i, const char* format, ...) const __attribute__((format(printf, 3, 4)));
    /// bad argument #N to 'NAME' (EXPECTED expected, got TYPE)
    Failure type_error(u32 i, std::string_view expected) const;
    /// The word after "got" in messages about argument i: its type, or `no value`.
    const char* got(u32 i) const { return has(i) ? type_name((*this)[i]) : "no value"; }
    static constexpr const char* kNoInteger = "number has no integer representation";

private:
    Result<i64> integer_slow(u32 i) const;
    Result<f64> real_slow(u32 i) const;
    Result<Value> number_slow(u32 i) const;
    Result<String*> string_slow(u32 i) const;
    bool drop_self();

    State& st_;
    Args args_;
    Value self_ = Value::nil();
};

/// A table of options (conventions, Arguments 5). Fields are read raw; nil and unknown ones do not matter.
/// Errors: bad argument #N to 'NAME' (field 'FIELD': EXPECTED expected, got TYPE).
class OptionTable {
public:
    OptionTable() = default;
    OptionTable(State& st, u32 position, Table* table) : st_(&st), position_(position), table_(table) {}

    bool present() const { return table_ != nullptr; }
    Table* table() const { return table_; }
    Value field(std::string_view name) const;  // nil if absent
    bool boolean(std::string_view name, bool other) const;
    Result<i64> integer(std::string_view name, i64 other) const;
    Result<f64> real(std::string_view name, f64 other) const;
    /// Null if absent.
    Result<String*> string(std::string_view name) const;
    Result<std::string_view> text(std::string_view name, std::string_view other) const;
    Result<Table*> table_field(std::string_view name) const;
    /// Nil if absent.
    Result<Value> callable(std::string_view name) const;
    /// bad argument #N to 'NAME' (field 'FIELD': REASON)
    Failure error(std::string_view name, std::string_view reason) const;
    Failure type_error(std::string_view name, std::string_view expected) const;

private:
    State* st_ = nullptr;
    u32 position_ = 0;
    Table* table_ = nullptr;
};

/// bad argument #N to 'NAME' (REASON), N = i + 1, NAME the running native; for code without a reader.
Failure argument_error(State& st, u32 i, std::string_view reason);

}  // namespace gs::rt

// Strings: immutable bytes. A string made at run time is interned when it is first used as a key; `..` extends the left
// operand's buffer in place where it may. Essay in strings.cpp.
#pragma once

#include <string_view>

#include "runtime/object.h"
#include "runtime/state.h"

namespace gs::rt {

inline std::string_view view(const String* s) { return {s->data(), s->len}; }
inline std::string_view view(Value v) { return view(v.as_string()); }
inline constexpr u64 kMaxStringLength = 2147483647;

/// A string with these bytes, not interned. Fails with `not enough memory`, or `resulting string too large`.
Result<String*> make_string(State& st, std::string_view bytes);
/// A string of n bytes to be filled by the caller before anything else is allocated.
Result<String*> make_string_uninitialized(State& st, u64 n, char** bytes);
/// The one interned string of that text: for constants, names and short texts (may collect; does not fail for short texts).
String* intern(State& st, std::string_view bytes);
/// The interned string of equal text, made if there is none: what keys of tables are.
String* intern(State& st, String* s);
/// The interned string of equal text if there is one, else null: looking up a key must not insert it.
String* find_interned(State& st, const String* s);
/// Convenience for natives: a string Value.
Result<Value> string_value(State& st, std::string_view bytes);

bool string_equal(const String* a, const String* b);
int string_compare(const String* a, const String* b);  // <0, 0, >0, unsigned bytes
/// The one-byte string of a byte (a table of 256).
String* byte_string(State& st, u8 byte);

/// a .. b for two strings, in place where possible.
Result<String*> string_append(State& st, String* a, String* b);

/// The text of a number (language.md 4.4) as a new string.
Result<String*> number_to_string(State& st, Value number);
/// The number a string converts to (4.5), or absent.
Value string_to_number(const String* s);

/// The intern table, weak: the collector removes what died.
class StringTable {
public:
    explicit StringTable(u64 seed);
    ~StringTable();
    String* intern(State& st, std::string_view bytes, String* candidate);
    String* find(std::string_view bytes, u32 hash) const;
    /// Called by the collector after marking: keeps what `alive` says is alive.
    void sweep(bool (*alive)(const Header*, void*), void* context);
    u32 hash(std::string_view bytes) const;
    String* single[256] = {};  // one-byte strings (roots)
    struct Impl;
    Impl* impl;
};


}  // namespace gs::rt

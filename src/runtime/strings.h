// Strings: immutable bytes. A string made at run time is interned when it is first used as a key; `..` extends the left
// operand's buffer in place where it may. Essay in strings.cpp.
#pragma once

#include <string_view>

#include "runtime/object.h"
#include "runtime/state.h"
#include "support/hash.h"

namespace gs::rt {

inline std::string_view view(const String* s) { return {s->data(), s->len}; }
inline std::string_view view(Value v) { return view(v.as_string()); }
inline constexpr u64 kMaxStringLength = 2147483647;

/// A string with these bytes, not interned. Fails with `not enough memory`, or `resulting string too large`.
Result<String*> make_string(State& st, std::string_view bytes);
/// The same of a text that is about to be looked up in a table: the interned string, if it is interned already, and nothing is made.
Result<String*> make_key(State& st, std::string_view bytes);
/// A string of n bytes to be filled by the caller before anything else is allocated.
Result<String*> make_string_uninitialized(State& st, u64 n, char** bytes);
/// The one interned string of that text, for constants and names of the program and the library: fields of such names
/// always get shapes, so text that is data goes through make_string instead. May collect. Fails only for texts over
/// Heap::kSmallLimit, with null.
String* intern(State& st, std::string_view bytes);
/// The interned string of equal text, made if there is none: what keys of tables are. Null if memory does not allow a
/// copy of a long text.
String* intern_slow(State& st, String* s);
inline String* intern(State& st, String* s) { return s->h.aux & String::kInterned ? s : intern_slow(st, s); }
/// The interned string of equal text if there is one, else null: looking up a key must not insert it.
String* find_interned_slow(State& st, const String* s);
inline String* find_interned(State& st, const String* s) {
    return s->h.aux & String::kInterned ? const_cast<String*>(s) : find_interned_slow(st, s);
}
/// Convenience for natives: a string Value.
Result<Value> string_value(State& st, std::string_view bytes);

bool string_equal(const String* a, const String* b);
int string_compare(const String* a, const String* b);  // <0, 0, >0, unsigned bytes
/// The one-byte string of a byte (a table of 256).
String* byte_string(State& st, u8 byte);

/// a .. b for two strings, in place where possible.
Result<String*> string_append(State& st, String* a, String* b);
/// A string of these texts, whose lengths are `length` together.
Result<String*> join_texts(State& st, const std::string_view* pieces, u32 count, u64 length);
/// The same as make_key gives it.
Result<String*> join_key(State& st, const std::string_view* pieces, u32 count, u64 length);
/// The same, in place where possible: `first` is the string of the first text.
Result<String*> append_texts(State& st, String* first, const std::string_view* pieces, u32 count, u64 length);

/// The text of a number (language.md 4.4) as a new string.
Result<String*> number_to_string(State& st, Value number);
/// The number a string converts to (4.5), or absent.
Value string_to_number(const String* s);

/// The intern table, weak: the collector removes what died.
class StringTable {
public:
    /// Seed 0: a random one.
    explicit StringTable(u64 seed);
    ~StringTable();
    StringTable(const StringTable&) = delete;
    StringTable& operator=(const StringTable&) = delete;

    u32 hash(std::string_view bytes) const {
        u64 h = hash_bytes(bytes, seed_);
        return static_cast<u32>(h ^ h >> 32);
    }
    /// The interned string of that text and hash, or null.
    String* find(std::string_view bytes, u32 hash);
    /// Makes an exact string (no view) of a text that has none the interned one.
    void add(String* s, u32 hash);
    /// Called by the collector after marking: from now on only what `alive` says is alive can be found. sweep_some removes
    /// the rest, looking at so many words at a time; true if that is all.
    void begin_sweep(bool (*alive)(const Header*, void*), void* context);
    bool sweep_some(std::size_t words);
    /// For minor collections: looks only at strings interned since the last one.
    void sweep_young(bool (*alive)(const Header*, void*), void* context);
    /// Random numbers that scripts can not foresee.
    u64 random();

    String* single[256] = {};  // one-byte strings (roots), made when first asked for

private:
    struct Impl;
    Impl* impl_;
    u64 seed_;
};

}  // namespace gs::rt

// A Value is 64 bits: a raw double, or a tag in the top 16 bits with a payload below (NaN boxing).
//
//   0x0000..0xFFF8   double, raw bits (NaNs outside the tags are legal anywhere but as a key)
//   0xFFF9           immediates: nil, false, true and internal sentinels
//   0xFFFA           any heap object without a tag of its own (coroutine, channel, userdata, internal cells)
//   0xFFFB           string
//   0xFFFC           function (script or native)
//   0xFFFD           table
//   0xFFFE           free
//   0xFFFF           int, stored as 0xFFFF800000000000 + v, so that order is unsigned order and one compare
//                    of the top bits proves both operands and the result of an addition (see docs/adr).
//
// Nothing here loads memory: every type test is arithmetic on the bits.
#pragma once

#include <bit>
#include <cmath>

#include "support/types.h"

namespace gs::rt {

struct Header;
struct String;
struct Table;
struct Function;
struct Native;
struct Coroutine;
struct Channel;
struct Userdata;

inline constexpr u64 kTagImmediate = u64{0xFFF9} << 48;
inline constexpr u64 kTagObject = u64{0xFFFA} << 48;
inline constexpr u64 kTagString = u64{0xFFFB} << 48;
inline constexpr u64 kTagFunction = u64{0xFFFC} << 48;
inline constexpr u64 kTagTable = u64{0xFFFD} << 48;
inline constexpr u64 kTagInt = u64{0xFFFF} << 48;
inline constexpr u64 kIntBias = u64{1} << 47;
inline constexpr u64 kIntZero = kTagInt + kIntBias;  // the bits of int 0
inline constexpr u64 kPayloadMask = (u64{1} << 48) - 1;

inline constexpr i64 kMaxInt = (i64{1} << 47) - 1;
inline constexpr i64 kMinInt = -(i64{1} << 47);

inline constexpr u64 kNilBits = 0xFFF90000FFFFFFFF;
inline constexpr u64 kFalseBits = kNilBits + 1;
inline constexpr u64 kTrueBits = kFalseBits + 1;
// Sentinels never reach a script.
inline constexpr u64 kDeadKeyBits = 0xFFF9000200000000;
inline constexpr u64 kAbsentBits = 0xFFF9000200000001;

struct Value {
    u64 bits = kNilBits;

    static constexpr Value nil() { return {kNilBits}; }
    static constexpr Value boolean(bool b) { return {b ? kTrueBits : kFalseBits}; }
    static constexpr Value dead_key() { return {kDeadKeyBits}; }
    static constexpr Value absent() { return {kAbsentBits}; }
    /// `v` must lie in kMinInt..kMaxInt.
    static constexpr Value integer(i64 v) { return {kIntZero + static_cast<u64>(v)}; }
    static Value real(double d) { return {std::bit_cast<u64>(d)}; }
    /// An int if `v` fits 48 bits, else the nearest float: the rule of every int result.
    static Value number(i64 v) { return fits_int(v) ? integer(v) : real(static_cast<double>(v)); }
    static Value string(const String* s) { return {kTagString | reinterpret_cast<u64>(s)}; }
    static Value table(const Table* t) { return {kTagTable | reinterpret_cast<u64>(t)}; }
    static Value function(const Function* f) { return {kTagFunction | reinterpret_cast<u64>(f)}; }
    static Value function(const Native* f) { return {kTagFunction | reinterpret_cast<u64>(f)}; }
    static Value object(const void* o) { return {kTagObject | reinterpret_cast<u64>(o)}; }

    static constexpr bool fits_int(i64 v) { return v >= kMinInt && v <= kMaxInt; }

    constexpr bool is_nil() const { return bits == kNilBits; }
    constexpr bool is_boolean() const { return bits == kFalseBits || bits == kTrueBits; }
    constexpr bool is_true() const { return bits == kTrueBits; }
    /// nil and false are adjacent, so one subtraction tests both.
    constexpr bool is_falsy() const { return bits - kNilBits <= 1; }
    constexpr bool truthy() const { return !is_falsy(); }
    constexpr bool is_int() const { return bits >= kTagInt; }
    constexpr bool is_real() const { return bits < kTagImmediate; }
    constexpr bool is_number() const { return is_int() || is_real(); }
    constexpr bool is_string() const { return bits >> 48 == kTagString >> 48; }
    constexpr bool is_table() const { return bits >> 48 == kTagTable >> 48; }
    constexpr bool is_function() const { return bits >> 48 == kTagFunction >> 48; }
    constexpr bool is_object() const { return bits >> 48 == kTagObject >> 48; }
    /// Any reference to the heap (the four tags 0xFFFA..0xFFFD).
    constexpr bool is_reference() const { return (bits >> 48) - 0xFFFA < 4; }
    constexpr bool is_sentinel() const { return bits >> 32 == 0xFFF90002; }

    constexpr i64 as_int() const { return static_cast<i64>(bits - kIntZero); }
    double as_real() const { return std::bit_cast<double>(bits); }
    /// The number as a double; the value must be a number.
    double as_double() const { return is_int() ? static_cast<double>(as_int()) : as_real(); }
    Header* as_header() const { return reinterpret_cast<Header*>(bits & kPayloadMask); }
    String* as_string() const { return reinterpret_cast<String*>(bits ^ kTagString); }
    Table* as_table() const { return reinterpret_cast<Table*>(bits ^ kTagTable); }
    Function* as_function() const { return reinterpret_cast<Function*>(bits ^ kTagFunction); }
    Native* as_native() const { return reinterpret_cast<Native*>(bits ^ kTagFunction); }
    template <class T>
    T* as_object() const {
        return reinterpret_cast<T*>(bits ^ kTagObject);
    }

    /// Same bits. (Equality of the language is rt::raw_equal.)
    friend constexpr bool operator==(Value a, Value b) { return a.bits == b.bits; }
};
static_assert(sizeof(Value) == 8);

/// A raw machine pointer in a Value slot (return addresses, saved positions): it reads as a tiny double, so the
/// precise stack scan passes over it.
inline Value raw_slot(const void* p) { return {reinterpret_cast<u64>(p)}; }
template <class T>
T* raw_pointer(Value v) {
    return reinterpret_cast<T*>(v.bits);
}

/// The int of equal value if `d` has one in range (language.md 9.1: a float key that is integral is the int key).
/// Returns false for other floats; -0.0 gives 0.
inline bool real_to_int(double d, i64& out) {
    if (!(d >= -140737488355328.0 && d <= 140737488355327.0)) return false;
    i64 i = static_cast<i64>(d);
    if (static_cast<double>(i) != d) return false;
    out = i;
    return true;
}

}  // namespace gs::rt

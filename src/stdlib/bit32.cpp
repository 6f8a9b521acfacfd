// The library `bit32`: unsigned integers of 32 bits.
#include <bit>
#include <cmath>

#include "runtime/native_args.h"
#include "stdlib/modules.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// An operand: cut toward zero, then modulo 2^32, exactly for numbers of every size.
Result<u32> read_word(const ArgReader& in, u32 i) {
    Value v = in[i];
    if (v.is_int()) [[likely]]
        return static_cast<u32>(v.as_int());
    v = TRY(in.number(i));
    if (v.is_int()) return static_cast<u32>(v.as_int());
    f64 d = v.as_real();
    if (!std::isfinite(d)) return in.error(i, ArgReader::kNoInteger);
    return static_cast<u32>(static_cast<i64>(std::fmod(std::trunc(d), 0x1p32)));
}

Value word_value(u32 word) { return Value::integer(word); }

/// Counts beyond 32 shift everything out.
u32 shift_left(u32 n, i64 count);
u32 shift_right(u32 n, i64 count) {
    if (count < 0) return count <= -32 ? 0 : shift_left(n, -count);
    return count >= 32 ? 0 : n >> count;
}
u32 shift_left(u32 n, i64 count) {
    if (count < 0) return count <= -32 ? 0 : shift_right(n, -count);
    return count >= 32 ? 0 : n << count;
}

/// Folds all arguments.
template <class Operation>
Ret fold(State& st, Args args, u32 start, Operation operation) {
    ArgReader in(st, args);
    u32 result = start;
    for (u32 i = 0; i < in.count(); ++i) result = operation(result, TRY(read_word(in, i)));
    return word_value(result);
}

Ret bit32_band(State& st, Args args) {
    return fold(st, args, 0xFFFFFFFF, [](u32 a, u32 b) { return a & b; });
}
Ret bit32_bor(State& st, Args args) {
    return fold(st, args, 0, [](u32 a, u32 b) { return a | b; });
}
Ret bit32_bxor(State& st, Args args) {
    return fold(st, args, 0, [](u32 a, u32 b) { return a ^ b; });
}

Ret bit32_bnot(State& st, Args args) {
    ArgReader in(st, args);
    return word_value(~TRY(read_word(in, 0)));
}

// ---- shifts ---------------------------------------------------------------------------------------------------------

Ret bit32_lshift(State& st, Args args) {
    ArgReader in(st, args);
    u32 n = TRY(read_word(in, 0));
    return word_value(shift_left(n, TRY(in.integer(1))));
}

Ret bit32_rshift(State& st, Args args) {
    ArgReader in(st, args);
    u32 n = TRY(read_word(in, 0));
    return word_value(shift_right(n, TRY(in.integer(1))));
}

Ret bit32_arshift(State& st, Args args) {
    ArgReader in(st, args);
    u32 n = TRY(read_word(in, 0));
    i64 count = TRY(in.integer(1));
    if (count < 0) return word_value(shift_right(n, count));
    return Value::integer(static_cast<i32>(n) >> (count > 31 ? 31 : count));
}

// ---- single bits ------------------------------------------------------------------------------------------------------

struct BitArguments {
    u32 n;
    u32 mask;  // 0 for a position outside the word
};

Result<BitArguments> read_bit(const ArgReader& in) {
    u32 n = TRY(read_word(in, 0));
    i64 position = TRY(in.integer(1));
    return BitArguments{n, position >= 0 && position < 32 ? u32{1} << position : 0};
}

Ret bit32_test(State& st, Args args) {
    BitArguments bit = TRY(read_bit({st, args}));
    return Value::boolean((bit.n & bit.mask) != 0);
}
Ret bit32_set(State& st, Args args) {
    BitArguments bit = TRY(read_bit({st, args}));
    return word_value(bit.n | bit.mask);
}
Ret bit32_clear(State& st, Args args) {
    BitArguments bit = TRY(read_bit({st, args}));
    return word_value(bit.n & ~bit.mask);
}
Ret bit32_toggle(State& st, Args args) {
    BitArguments bit = TRY(read_bit({st, args}));
    return word_value(bit.n ^ bit.mask);
}

// ---- fields -----------------------------------------------------------------------------------------------------------

struct Field {
    i64 position;
    u32 mask;  // of its width, at bit 0
};

/// Reads the position (argument i) and the width of a field.
Result<Field> read_field(const ArgReader& in, u32 i) {
    i64 position = TRY(in.integer(i));
    if (position < 0) return in.error(i, "field must not be negative");
    i64 width = TRY(in.integer_or(i + 1, 1));
    if (width < 0) return in.error(i + 1, "width must not be negative");
    return Field{position, ~shift_left(0xFFFFFFFF, width)};
}

Ret bit32_extract(State& st, Args args) {
    ArgReader in(st, args);
    u32 n = TRY(read_word(in, 0));
    Field field = TRY(read_field(in, 1));
    return word_value(shift_right(n, field.position) & field.mask);
}

Ret bit32_replace(State& st, Args args) {
    ArgReader in(st, args);
    u32 n = TRY(read_word(in, 0));
    u32 v = TRY(read_word(in, 1));
    Field field = TRY(read_field(in, 2));
    u32 mask = shift_left(field.mask, field.position);
    return word_value((n & ~mask) | (shift_left(v, field.position) & mask));
}

// ---- looking at a word ------------------------------------------------------------------------------------------------

Ret bit32_countbits(State& st, Args args) {
    ArgReader in(st, args);
    return Value::integer(std::popcount(TRY(read_word(in, 0))));
}

Ret bit32_highbit(State& st, Args args) {
    ArgReader in(st, args);
    return Value::integer(static_cast<i64>(std::bit_width(TRY(read_word(in, 0)))) - 1);
}

Ret bit32_to_hex(State& st, Args args) {
    ArgReader in(st, args);
    u32 n = TRY(read_word(in, 0));
    i64 digits = TRY(in.integer_or(1, 1));
    i64 needed = n == 0 ? 1 : (std::bit_width(n) + 3) / 4;
    if (digits < needed) digits = needed;
    if (digits > static_cast<i64>(kMaxStringLength) - 2) return st.raise_text("resulting string too large");
    char* out;
    String* text = TRY(make_string_uninitialized(st, static_cast<u64>(digits) + 2, &out));
    out[0] = '0';
    out[1] = 'x';
    for (i64 i = digits + 1; i > 1; --i, n >>= 4) out[i] = "0123456789ABCDEF"[n & 15];
    return Value::string(text);
}

constexpr FnRow kFunctions[] = {
    {"bit32.band", bit32_band},       {"bit32.bor", bit32_bor},
    {"bit32.bxor", bit32_bxor},       {"bit32.bnot", bit32_bnot},
    {"bit32.lshift", bit32_lshift},   {"bit32.rshift", bit32_rshift},
    {"bit32.arshift", bit32_arshift}, {"bit32.test", bit32_test},
    {"bit32.set", bit32_set},         {"bit32.clear", bit32_clear},
    {"bit32.toggle", bit32_toggle},   {"bit32.extract", bit32_extract},
    {"bit32.replace", bit32_replace}, {"bit32.countbits", bit32_countbits},
    {"bit32.highbit", bit32_highbit}, {"bit32.toHex", bit32_to_hex},
};

}  // namespace

void open_bit32(State& st) { register_library(st, "bit32", kFunctions); }

}  // namespace gs::stdlib

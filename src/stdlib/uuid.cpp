// The library `uuid`.
#include "runtime/native_args.h"
#include "stdlib/modules.h"
#include "stdlib/openssl.h"
#include "support/hex.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr size_t kBytes = 16, kDigits = 32, kTextSize = 36;
constexpr bool has_hyphen(size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

/// The digits of a new random UUID.
Status make_digits(State& st, char* digits) {
    char bytes[kBytes];
    TRY(fill_random(st, bytes, kBytes));
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);  // version 4
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);  // the variant of RFC 4122
    write_hex({bytes, kBytes}, digits);
    return {};
}

Ret uuid_v4(State& st, Args) {
    char digits[kDigits];
    TRY(make_digits(st, digits));
    char text[kTextSize];
    for (size_t i = 0, next = 0; i < kTextSize; ++i) text[i] = has_hyphen(i) ? '-' : digits[next++];
    return TRY(string_value(st, {text, kTextSize}));
}

Ret uuid_v4_raw(State& st, Args) {
    char digits[kDigits];
    TRY(make_digits(st, digits));
    return TRY(string_value(st, {digits, kDigits}));
}

Ret uuid_nil(State& st, Args) { return TRY(string_value(st, "00000000-0000-0000-0000-000000000000")); }

bool is_valid(std::string_view text) {
    if (text.size() != kTextSize) return false;
    for (size_t i = 0; i < kTextSize; ++i) {
        if (has_hyphen(i) ? text[i] != '-' : hex_digit(text[i]) < 0) return false;
    }
    return true;
}

Ret uuid_is_valid(State& st, Args args) {
    ArgReader in(st, args);
    return Value::boolean(is_valid(TRY(in.text(0))));
}

const char* variant_of(int digit) {
    if (digit < 8) return "NCS";
    if (digit < 12) return "RFC4122";
    return digit < 14 ? "Microsoft" : "Future";
}

Ret uuid_parse(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    if (!is_valid(text)) return fail_with(st, "invalid UUID format");
    char digits[kDigits];
    for (size_t i = 0, next = 0; i < kTextSize; ++i) {
        if (!has_hyphen(i)) digits[next++] = text[i];
    }
    Table* parts = make_table(st, 3);
    set_field(st, parts, "version", Value::integer(hex_digit(digits[12])));
    set_field(st, parts, "variant", TRY(string_value(st, variant_of(hex_digit(digits[16])))));
    set_field(st, parts, "bytes", TRY(string_value(st, {digits, kDigits})));
    return Value::table(parts);
}

constexpr FnRow kFunctions[] = {
    {"uuid.v4", uuid_v4},       {"uuid.v4Raw", uuid_v4_raw}, {"uuid.nil", uuid_nil}, {"uuid.isValid", uuid_is_valid},
    {"uuid.parse", uuid_parse},
};

}  // namespace

void open_uuid(State& st) { register_library(st, "uuid", kFunctions); }

}  // namespace gs::stdlib

// The library `math`, but for random numbers (math_random.cpp).
#include <cmath>
#include <limits>
#include <numbers>

#include "runtime/arithmetic.h"
#include "runtime/native_args.h"
#include "stdlib/math_random.h"
#include "stdlib/modules.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// A whole float as an int if it fits.
Value whole_value(f64 d) {
    i64 i;
    return real_to_int(d, i) ? Value::integer(i) : Value::real(d);
}

f64 infinity() { return std::numeric_limits<f64>::infinity(); }

// ---- rounding -------------------------------------------------------------------------------------------------------

/// The cut number is `whole`; `correct` makes of it what the function wants. Far from the ends of the int range that is all;
/// elsewhere `function` decides.
template <class Correct>
Ret rounded(State& st, Args args, Correct correct, f64 (*function)(f64)) {
    constexpr f64 kSafe = 0x1p46;
    ArgReader in(st, args);
    Value x = TRY(in.number(0));
    if (x.is_int()) return x;
    f64 d = x.as_real();
    if (d > -kSafe && d < kSafe) return Value::integer(correct(static_cast<i64>(d), d));
    return whole_value(function(d));
}

Ret math_floor(State& st, Args args) {
    return rounded(st, args, [](i64 whole, f64 d) { return whole - (static_cast<f64>(whole) > d); }, std::floor);
}
Ret math_ceil(State& st, Args args) {
    return rounded(st, args, [](i64 whole, f64 d) { return whole + (static_cast<f64>(whole) < d); }, std::ceil);
}
Ret math_trunc(State& st, Args args) {
    return rounded(st, args, [](i64 whole, f64) { return whole; }, std::trunc);
}

Ret math_round(State& st, Args args) {
    ArgReader in(st, args);
    Value x = TRY(in.number(0));
    i64 digits = TRY(in.integer_or(1, 0));
    if (digits == 0) return x.is_int() ? x : whole_value(std::round(x.as_real()));
    f64 d = x.as_double();
    f64 power = std::pow(10.0, static_cast<f64>(digits));
    f64 product = d * power;
    if (!std::isfinite(power) || !std::isfinite(product)) return Value::real(d);
    // So many digits before the point that no number has them: all of it is rounded away.
    if (power == 0) return Value::real(std::copysign(0.0, d));
    return Value::real(std::round(product) / power);
}

Ret math_modf(State& st, Args args) {
    ArgReader in(st, args);
    Value x = TRY(in.number(0));
    if (x.is_int()) return give(st, {x, Value::real(0.0)});
    f64 d = x.as_real();
    f64 whole = std::trunc(d);
    f64 rest = std::isinf(d) ? 0.0 : d - whole;
    return give(st, {whole_value(whole), Value::real(rest)});
}

Ret math_tointeger(State& st, Args args) {
    ArgReader in(st, args);
    Value x = to_number(TRY(in.any(0)));
    i64 i;
    if (x.is_int()) return x;
    if (x.is_real() && real_to_int(x.as_real(), i)) return Value::integer(i);
    return Value::nil();
}

// ---- numbers and signs ------------------------------------------------------------------------------------------------

Ret math_abs(State& st, Args args) {
    ArgReader in(st, args);
    Value x = TRY(in.number(0));
    if (x.is_int()) return Value::number(x.as_int() < 0 ? -x.as_int() : x.as_int());
    return Value::real(std::fabs(x.as_real()));
}

Ret math_sign(State& st, Args args) {
    ArgReader in(st, args);
    f64 x = TRY(in.real(0));
    return Value::integer(x > 0 ? 1 : x < 0 ? -1 : 0);
}

Ret math_max(State& st, Args args) {
    ArgReader in(st, args);
    Value best = TRY(in.number(0));
    for (u32 i = 1; i < in.count(); ++i) {
        Value x = TRY(in.number(i));
        if (best.as_double() < x.as_double()) best = x;
    }
    return best;
}

Ret math_min(State& st, Args args) {
    ArgReader in(st, args);
    Value best = TRY(in.number(0));
    for (u32 i = 1; i < in.count(); ++i) {
        Value x = TRY(in.number(i));
        if (x.as_double() < best.as_double()) best = x;
    }
    return best;
}

Ret math_clamp(State& st, Args args) {
    ArgReader in(st, args);
    Value x = TRY(in.number(0)), low = TRY(in.number(1)), high = TRY(in.number(2));
    Value clamped = x.as_double() < low.as_double() ? low : x.as_double() > high.as_double() ? high : x;
    bool ints = x.is_int() && low.is_int() && high.is_int();
    return ints ? clamped : Value::real(clamped.as_double());
}

Ret math_lerp(State& st, Args args) {
    ArgReader in(st, args);
    f64 a = TRY(in.real(0)), b = TRY(in.real(1)), t = TRY(in.real(2));
    return Value::real(a + (b - a) * t);
}

Ret math_type(State& st, Args args) {
    ArgReader in(st, args);
    Value v = TRY(in.any(0));
    if (!v.is_number()) return Value::nil();
    return Value::string(intern(st, v.is_int() ? "integer" : "float"));
}

Ret math_isnan(State& st, Args args) {
    ArgReader in(st, args);
    return Value::boolean(std::isnan(TRY(in.real(0))));
}

Ret math_isinf(State& st, Args args) {
    ArgReader in(st, args);
    return Value::boolean(std::isinf(TRY(in.real(0))));
}

Ret math_ult(State& st, Args args) {
    ArgReader in(st, args);
    i64 a = TRY(in.integer(0)), b = TRY(in.integer(1));
    return Value::boolean(static_cast<u64>(a) < static_cast<u64>(b));
}

// ---- division -------------------------------------------------------------------------------------------------------

Ret math_idiv(State& st, Args args) {
    ArgReader in(st, args);
    Value a = TRY(in.number(0)), b = TRY(in.number(1));
    if (!a.is_int() || !b.is_int()) return Value::real(std::floor(a.as_double() / b.as_double()));
    i64 x = a.as_int(), y = b.as_int();
    if (y == 0) return st.raise_text("attempt to perform 'n//0'");
    i64 quotient = x / y;
    if (x % y != 0 && (x < 0) != (y < 0)) --quotient;
    return Value::number(quotient);
}

Ret math_fmod(State& st, Args args) {
    ArgReader in(st, args);
    Value x = TRY(in.number(0)), y = TRY(in.number(1));
    if (!x.is_int() || !y.is_int()) return Value::real(rt::truncated_remainder(x.as_double(), y.as_double()));
    if (y.as_int() == 0) return in.error(1, "zero");
    return Value::integer(x.as_int() % y.as_int());
}

// ---- powers, logarithms, angles -------------------------------------------------------------------------------------

/// One of the functions of <cmath> with one argument.
template <f64 (*function)(f64)>
Ret of_one(State& st, Args args) {
    ArgReader in(st, args);
    return Value::real(function(TRY(in.real(0))));
}

Ret math_pow(State& st, Args args) {
    ArgReader in(st, args);
    f64 x = TRY(in.real(0)), y = TRY(in.real(1));
    return TRY(arith_numbers(st, ArithOp::Pow, Value::real(x), Value::real(y)));
}

Ret math_log(State& st, Args args) {
    ArgReader in(st, args);
    f64 x = TRY(in.real(0));
    if (!in.given(1)) return Value::real(std::log(x));
    f64 base = TRY(in.real(1));
    if (base == 2) return Value::real(std::log2(x));
    if (base == 10) return Value::real(std::log10(x));
    return Value::real(std::log(x) / std::log(base));
}

Ret math_hypot(State& st, Args args) {
    ArgReader in(st, args);
    f64 x = TRY(in.real(0)), y = TRY(in.real(1));
    return Value::real(std::hypot(x, y));
}

Ret math_atan(State& st, Args args) {
    ArgReader in(st, args);
    f64 y = TRY(in.real(0)), x = TRY(in.real_or(1, 1));
    return Value::real(std::atan2(y, x));
}

f64 to_degrees(f64 x) { return x * (180.0 / std::numbers::pi); }
f64 to_radians(f64 x) { return x * (std::numbers::pi / 180.0); }

constexpr FnRow kFunctions[] = {
    {"math.floor", math_floor},       {"math.ceil", math_ceil},         {"math.trunc", math_trunc},
    {"math.round", math_round},       {"math.modf", math_modf},         {"math.tointeger", math_tointeger},
    {"math.abs", math_abs},           {"math.sign", math_sign},         {"math.max", math_max},
    {"math.min", math_min},           {"math.clamp", math_clamp},       {"math.lerp", math_lerp},
    {"math.type", math_type},         {"math.isnan", math_isnan},       {"math.isinf", math_isinf},
    {"math.ult", math_ult},           {"math.idiv", math_idiv},         {"math.fmod", math_fmod},
    {"math.sqrt", of_one<std::sqrt>}, {"math.pow", math_pow},           {"math.exp", of_one<std::exp>},
    {"math.log", math_log},           {"math.hypot", math_hypot},       {"math.deg", of_one<to_degrees>},
    {"math.rad", of_one<to_radians>}, {"math.sin", of_one<std::sin>},   {"math.cos", of_one<std::cos>},
    {"math.tan", of_one<std::tan>},   {"math.asin", of_one<std::asin>}, {"math.acos", of_one<std::acos>},
    {"math.atan", math_atan},
};

}  // namespace

void open_math(State& st) {
    Table* library = register_library(st, "math", kFunctions);
    add_random_functions(st, library);
    set_field(st, library, "pi", Value::real(std::numbers::pi));
    set_field(st, library, "huge", Value::real(infinity()));
    set_field(st, library, "maxinteger", Value::integer(rt::kMaxInt));
    set_field(st, library, "mininteger", Value::integer(rt::kMinInt));
}

}  // namespace gs::stdlib

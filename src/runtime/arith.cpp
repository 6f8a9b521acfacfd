// Arithmetic (language.md 6.1): numbers, strings that read as numbers, and metamethods.
#include <cmath>

#include "runtime/arithmetic.h"
#include "runtime/ops.h"
#include "runtime/strings.h"
#include "runtime/table.h"

namespace gs::rt {

Name metamethod_name(ArithOp op) {
    switch (op) {
        case ArithOp::Add: return Name::Add;
        case ArithOp::Sub: return Name::Sub;
        case ArithOp::Mul: return Name::Mul;
        case ArithOp::Div: return Name::Div;
        case ArithOp::Mod: return Name::Mod;
        case ArithOp::Pow: return Name::Pow;
    }
    __builtin_unreachable();
}

namespace {

Value handler_of(State& st, ArithOp op, Value a, Value b) {
    Name name = metamethod_name(op);
    Value handler = metamethod_of(st, a, name);
    return handler.is_nil() ? metamethod_of(st, b, name) : handler;
}

Value multiply(i64 a, i64 b) {
    i64 product;
    if (!__builtin_mul_overflow(a, b, &product)) [[likely]]
        return Value::number(product);
    // Both are exact as doubles, so one rounding gives the double nearest to the exact product.
    return Value::real(static_cast<f64>(a) * static_cast<f64>(b));
}

}  // namespace

Result<Value> arith_numbers(State& st, ArithOp op, Value a, Value b) {
    if (a.is_int() && b.is_int()) {
        i64 x = a.as_int(), y = b.as_int();
        switch (op) {
            case ArithOp::Add: return Value::number(x + y);
            case ArithOp::Sub: return Value::number(x - y);
            case ArithOp::Mul: return multiply(x, y);
            case ArithOp::Mod:
                if (y == 0) return st.raise_text("attempt to perform 'n%%0'");
                return Value::integer(floored_remainder(x, y));
            case ArithOp::Div:
            case ArithOp::Pow: break;
        }
    }
    f64 x = a.as_double(), y = b.as_double();
    switch (op) {
        case ArithOp::Add: return Value::real(x + y);
        case ArithOp::Sub: return Value::real(x - y);
        case ArithOp::Mul: return Value::real(x * y);
        case ArithOp::Div: return Value::real(x / y);
        case ArithOp::Mod: return Value::real(floored_remainder(x, y));
        case ArithOp::Pow: return Value::real(power(x, y));
    }
    __builtin_unreachable();
}

Result<Value> arith(State& st, ArithOp op, Value a, Value b, u32 left) {
    Value x = to_number(a), y = to_number(b);
    bool left_is_number = !x.is_sentinel();
    if (left_is_number && !y.is_sentinel()) [[likely]]
        return arith_numbers(st, op, x, y);

    Value handler = handler_of(st, op, a, b);
    if (!handler.is_nil()) return TRY_CALL(call_operator(st, handler, {a, b})).first;
    return error_operand(st, "attempt to perform arithmetic on", left_is_number ? b : a, left_is_number ? 1 : left);
}

Result<Value> negate(State& st, Value a) {
    Value x = to_number(a);
    if (x.is_int()) return Value::number(-x.as_int());
    if (x.is_real()) return Value::real(-x.as_real());
    Value handler = metamethod_of(st, a, Name::Unm);
    if (!handler.is_nil()) return TRY_CALL(call_operator(st, handler, {a})).first;
    return error_operand(st, "attempt to perform arithmetic on", a, 0);
}

Value arith_handler(State& st, ArithOp op, Value a, Value b) {
    bool numbers = !to_number(a).is_sentinel() && !to_number(b).is_sentinel();
    return numbers ? Value::nil() : handler_of(st, op, a, b);
}

Value negate_handler(State& st, Value a) {
    return to_number(a).is_sentinel() ? metamethod_of(st, a, Name::Unm) : Value::nil();
}

Value to_number(Value v) {
    if (v.is_number()) return v;
    return v.is_string() ? string_to_number(v.as_string()) : Value::absent();
}

}  // namespace gs::rt

#include "jit/ir/eval.h"

#include <bit>
#include <cmath>

#include "runtime/arithmetic.h"
#include "runtime/cache.h"
#include "runtime/ops.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "support/assert.h"

namespace gs::jit {

namespace {

double real(u64 bits) { return std::bit_cast<double>(bits); }
u64 bits(double value) { return std::bit_cast<u64>(value); }
i32 low(u64 value) { return static_cast<i32>(value); }
u64 extend(i32 value) { return static_cast<u64>(i64{value}); }

template <class T>
bool holds(Condition condition, T a, T b) {
    switch (condition) {
        case Condition::Eq: return a == b;
        case Condition::Ne: return a != b;
        case Condition::Lt: return a < b;
        case Condition::Le: return a <= b;
        case Condition::Gt: return a > b;
        case Condition::Ge: return a >= b;
    }
    GS_UNREACHABLE("all conditions are listed");
}

bool has_tag(u64 value, u64 tag) { return value >> 48 == tag >> 48; }
bool fits_i32(i64 value) { return value == static_cast<i32>(value); }

/// Sets *result if the guard holds.
Outcome guard(bool condition, u64 value, u64* result) {
    if (!condition) return Outcome::Exit;
    *result = value;
    return Outcome::Value;
}

u64 call_pure(Helper helper, const u64* in) {
    switch (helper) {
        case Helper::Pow: return bits(rt::power(real(in[0]), real(in[1])));
        case Helper::Fmod: return bits(rt::floored_remainder(real(in[0]), real(in[1])));
        case Helper::Sin: return bits(std::sin(real(in[0])));
        case Helper::Cos: return bits(std::cos(real(in[0])));
        case Helper::Exp: return bits(std::exp(real(in[0])));
        case Helper::Log: return bits(std::log(real(in[0])));
        case Helper::CompareStrings:
            return extend(
                rt::string_compare(reinterpret_cast<rt::String*>(in[0]), reinterpret_cast<rt::String*>(in[1])));
        case Helper::RawEqual: return rt::raw_equal({in[0]}, {in[1]});
        default: break;
    }
    GS_UNREACHABLE("all helpers that CallPure calls are listed");
}

Outcome eval_guard(const Node& node, const u64* in, u64* result) {
    rt::Value v{in[0]};
    i32 narrow = 0;
    i64 wide = 0;
    switch (node.op) {
        case Op::CheckI32: return guard(v.is_int() && fits_i32(v.as_int()), static_cast<u64>(v.as_int()), result);
        case Op::CheckI64: return guard(v.is_int(), static_cast<u64>(v.as_int()), result);
        case Op::CheckF64: return guard(v.is_real(), v.bits, result);
        case Op::CheckNumber: return guard(v.is_number(), v.is_number() ? bits(v.as_double()) : 0, result);
        case Op::CheckBool: return guard(v.is_boolean(), v.is_true(), result);
        case Op::CheckPtr: return guard(has_tag(v.bits, node.imm), v.bits ^ node.imm, result);
        case Op::CheckBits: return guard(v.bits == node.imm, 0, result);
        case Op::CheckNotNil: return guard(!v.is_nil(), v.bits, result);
        case Op::CheckElements: {
            bool empty = in[0] == reinterpret_cast<u64>(rt::empty_elements());
            return guard(empty || static_cast<u32>(in[2]) < static_cast<u32>(in[1]), in[0], result);
        }
        case Op::GuardTrue: return guard(in[0] != 0, 0, result);
        case Op::GuardFalse: return guard(in[0] == 0, 0, result);
        case Op::CheckInt48: return guard(rt::Value::fits_int(static_cast<i64>(in[0])), in[0], result);
        case Op::NarrowI64: return guard(fits_i32(static_cast<i64>(in[0])), in[0], result);
        case Op::ExactI64: {
            bool exact = rt::real_to_int(real(in[0]), wide);
            return guard(exact, static_cast<u64>(wide), result);
        }
        case Op::AddI32Ov: {
            bool overflow = __builtin_add_overflow(low(in[0]), low(in[1]), &narrow);
            return guard(!overflow, extend(narrow), result);
        }
        case Op::SubI32Ov: {
            bool overflow = __builtin_sub_overflow(low(in[0]), low(in[1]), &narrow);
            return guard(!overflow, extend(narrow), result);
        }
        case Op::MulI32Ov: {
            bool overflow = __builtin_mul_overflow(low(in[0]), low(in[1]), &narrow);
            return guard(!overflow, extend(narrow), result);
        }
        case Op::NegI32Ov: {
            bool overflow = __builtin_sub_overflow(0, low(in[0]), &narrow);
            return guard(!overflow, extend(narrow), result);
        }
        case Op::MulI64Ov: {
            bool overflow = __builtin_mul_overflow(static_cast<i64>(in[0]), static_cast<i64>(in[1]), &wide);
            return guard(!overflow, static_cast<u64>(wide), result);
        }
        default: return Outcome::Unknown;
    }
}

}  // namespace

Outcome eval_pure(const Node& node, const u64* in, u64* result) {
    if (node.effects() & kGuard) {
        *result = 0;
        return eval_guard(node, in, result);
    }
    // Wraps around without being undefined.
    auto i32_result = [&](u64 value) { return *result = extend(static_cast<i32>(value)), Outcome::Value; };
    auto give = [&](u64 value) { return *result = value, Outcome::Value; };
    auto give_real = [&](double value) { return *result = bits(value), Outcome::Value; };
    auto wide = [&](u32 i) { return static_cast<i64>(in[i]); };
    switch (node.op) {
        case Op::Const: return give(node.imm);

        case Op::BoxI32:
        case Op::BoxI64: return give(box(Type::I64, in[0], 0).bits);
        case Op::BoxF64: return give(in[0]);
        case Op::BoxBool: return give(box(Type::Bool, in[0], 0).bits);
        case Op::BoxPtr: return give(box(Type::Ptr, in[0], node.imm).bits);
        case Op::UnboxI32:
        case Op::UnboxI64: return give(static_cast<u64>(rt::Value{in[0]}.as_int()));
        case Op::UnboxF64: return give(in[0]);
        case Op::UnboxBool: return give(rt::Value{in[0]}.is_true());
        case Op::UnboxPtr: return give(in[0] ^ node.imm);

        case Op::AddI32: return i32_result(in[0] + in[1]);
        case Op::SubI32: return i32_result(in[0] - in[1]);
        case Op::MulI32: return i32_result(in[0] * in[1]);
        case Op::ModI32:
        case Op::RemI32:
        case Op::ModI64:
            if (in[1] == 0) return Outcome::Unknown;
            return give(wide(1) == -1 ? 0 : static_cast<u64>(rt::floored_remainder(wide(0), wide(1))));
        case Op::DivI32:
            if (wide(1) < 2) return Outcome::Unknown;
            return give(static_cast<u64>((wide(0) - rt::floored_remainder(wide(0), wide(1))) / wide(1)));
        case Op::AndI32:
        case Op::AndI64: return give(in[0] & in[1]);
        case Op::OrI32:
        case Op::OrI64: return give(in[0] | in[1]);
        case Op::XorI32:
        case Op::XorI64: return give(in[0] ^ in[1]);
        case Op::ShlI32: return i32_result(in[0] << (in[1] & 31));
        case Op::ShrI32: return i32_result(static_cast<u32>(in[0]) >> (in[1] & 31));
        case Op::SarI32: return i32_result(static_cast<u64>(i64{low(in[0]) >> (in[1] & 31)}));

        case Op::AddI64: return give(in[0] + in[1]);
        case Op::SubI64: return give(in[0] - in[1]);
        case Op::ShlI64: return give(in[0] << (in[1] & 63));
        case Op::ShrI64: return give(in[0] >> (in[1] & 63));
        case Op::SarI64: return give(static_cast<u64>(wide(0) >> (in[1] & 63)));

        case Op::AddF64: return give_real(real(in[0]) + real(in[1]));
        case Op::SubF64: return give_real(real(in[0]) - real(in[1]));
        case Op::MulF64: return give_real(real(in[0]) * real(in[1]));
        case Op::DivF64: return give_real(real(in[0]) / real(in[1]));
        case Op::NegF64: return give(in[0] ^ u64{1} << 63);
        case Op::AbsF64: return give(in[0] & ~(u64{1} << 63));
        case Op::SqrtF64: return give_real(std::sqrt(real(in[0])));
        case Op::FloorF64: return give_real(std::floor(real(in[0])));
        case Op::CeilF64: return give_real(std::ceil(real(in[0])));

        case Op::I32ToI64: return give(in[0]);
        case Op::I32ToF64:
        case Op::I64ToF64: return give_real(static_cast<double>(wide(0)));
        case Op::TruncI64: return i32_result(in[0]);
        case Op::FieldOffset: {
            u32 shape = static_cast<u32>(in[0]);
            const rt::FieldPlace& place = reinterpret_cast<const rt::FieldPlaces*>(node.imm)->of(shape);
            return i32_result(place.shape == shape ? static_cast<i32>(place.offset) : 0);
        }
        case Op::NameOffset: {
            u32 shape = static_cast<u32>(in[0]);
            auto* name = reinterpret_cast<const rt::String*>(in[1]);
            const auto& place = reinterpret_cast<const rt::NamePlaces*>(node.imm)->of(shape, name);
            u32 far = place.field.shape & rt::kFarSlot;
            return i32_result(rt::is_about(place, shape, name) ? static_cast<i32>(place.field.offset | far) : 0);
        }
        case Op::TruncF64: {
            double whole = std::trunc(real(in[0]));
            bool fits = whole >= INT32_MIN && whole <= INT32_MAX;
            return give(extend(fits ? static_cast<i32>(whole) : INT32_MIN));
        }

        case Op::CmpI32:
        case Op::CmpI64: return give(holds(node.condition(), wide(0), wide(1)));
        case Op::CmpU32: return give(holds(node.condition(), static_cast<u32>(in[0]), static_cast<u32>(in[1])));
        case Op::CmpF64: return give(holds(node.condition(), real(in[0]), real(in[1])));
        case Op::CmpBits:
        case Op::CmpPtr: return give(holds(node.condition(), in[0], in[1]));
        case Op::IsTruthy: return give(rt::Value{in[0]}.truthy());
        case Op::IsNil: return give(rt::Value{in[0]}.is_nil());
        case Op::IsTag: return give(has_tag(in[0], node.imm));
        case Op::IsInt: return give(rt::Value{in[0]}.is_int());
        case Op::IsF64: return give(rt::Value{in[0]}.is_real());
        case Op::NotBool: return give(in[0] ^ 1);

        case Op::CallPure: return give(call_pure(static_cast<Helper>(node.imm), in));
        default: return Outcome::Unknown;
    }
}

rt::Value box(Type type, u64 bits, u64 tag) {
    switch (type) {
        case Type::Bool: return rt::Value::boolean(bits != 0);
        case Type::I32:
        case Type::I64: return rt::Value::integer(static_cast<i64>(bits));
        case Type::F64:
        case Type::Value: return {bits};
        case Type::Ptr: return {tag | bits};
        case Type::None: break;
    }
    GS_UNREACHABLE("what has no type has no value");
}

}  // namespace gs::jit

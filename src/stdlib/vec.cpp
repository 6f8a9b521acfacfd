// vec: vectors with two and three components. Every function has the models of both kinds (float_record.h) as upvalues.
#include <algorithm>
#include <cmath>

#include "runtime/native_args.h"
#include "stdlib/float_record.h"
#include "stdlib/modules.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr RecordKind kVec2 = {"vec2", 2, {"x", "y"}};
constexpr RecordKind kVec3 = {"vec3", 3, {"x", "y", "z"}};

template <u32 N>
struct Vector {
    f64 c[N];
};
using Vector2 = Vector<2>;
using Vector3 = Vector<3>;

template <u32 N>
const RecordKind& kind_of() {
    return N == 2 ? kVec2 : kVec3;
}

/// Upvalue 0 is the model of vec2, upvalue 1 that of vec3.
template <u32 N>
const Table* model(State& st) {
    return native_upvalue(st, N - 2).as_table();
}

template <u32 N>
Value vector_value(State& st, const Vector<N>& v) {
    return make_record(st, model<N>(st), v.c);
}

template <u32 N>
bool read_vector(State& st, Value v, Vector<N>* out) {
    // A vec3 has x and y in the same slots as a vec2.
    return read_slots(model<N>(st), v, N, out->c) || (N == 2 && read_slots(model<3>(st), v, N, out->c)) ||
           read_named_fields(st, kind_of<N>(), v, N, out->c);
}

template <u32 N>
Result<Vector<N>> vector_at(const ArgReader& in, u32 i) {
    Vector<N> v;
    if (read_vector(in.state(), in[i], &v)) return v;
    return in.type_error(i, kind_of<N>().name);
}

// ---- arithmetic -----------------------------------------------------------------------------------------------------

template <u32 N, class Fn>
Vector<N> each(const Vector<N>& a, const Vector<N>& b, Fn fn) {
    Vector<N> result;
    for (u32 i = 0; i < N; ++i) result.c[i] = fn(a.c[i], b.c[i]);
    return result;
}

template <u32 N>
Vector<N> scaled(const Vector<N>& v, f64 factor) {
    return each(v, v, [=](f64 a, f64) { return a * factor; });
}

template <u32 N>
Vector<N> difference(const Vector<N>& a, const Vector<N>& b) {
    return each(a, b, [](f64 x, f64 y) { return x - y; });
}

template <u32 N>
f64 dot(const Vector<N>& a, const Vector<N>& b) {
    f64 sum = a.c[0] * b.c[0];
    for (u32 i = 1; i < N; ++i) sum += a.c[i] * b.c[i];
    return sum;
}

template <u32 N>
f64 length_of(const Vector<N>& v) {
    return std::sqrt(dot(v, v));
}

// ---- constructors ---------------------------------------------------------------------------------------------------

template <u32 N>
Ret vec_new(State& st, Args args) {
    ArgReader in(st, args);
    Vector<N> v;
    for (u32 i = 0; i < N; ++i) v.c[i] = TRY(in.real(i));
    return vector_value(st, v);
}

Ret vec_zero2(State& st, Args) { return vector_value(st, Vector2{{0, 0}}); }
Ret vec_one2(State& st, Args) { return vector_value(st, Vector2{{1, 1}}); }
Ret vec_up(State& st, Args) { return vector_value(st, Vector2{{0, 1}}); }
Ret vec_right(State& st, Args) { return vector_value(st, Vector2{{1, 0}}); }
Ret vec_zero3(State& st, Args) { return vector_value(st, Vector3{{0, 0, 0}}); }
Ret vec_one3(State& st, Args) { return vector_value(st, Vector3{{1, 1, 1}}); }

// ---- functions of both kinds ----------------------------------------------------------------------------------------

template <u32 N>
Ret vec_dot(State& st, Args args) {
    ArgReader in(st, args);
    Vector<N> a = TRY(vector_at<N>(in, 0)), b = TRY(vector_at<N>(in, 1));
    return Value::real(dot(a, b));
}

template <u32 N>
Ret vec_length(State& st, Args args) {
    ArgReader in(st, args);
    return Value::real(length_of(TRY(vector_at<N>(in, 0))));
}

template <u32 N>
Ret vec_normalize(State& st, Args args) {
    ArgReader in(st, args);
    Vector<N> v = TRY(vector_at<N>(in, 0));
    f64 length = length_of(v);
    if (length == 0) return vector_value(st, Vector<N>{});
    return vector_value(st, each(v, v, [=](f64 a, f64) { return a / length; }));
}

template <u32 N>
Ret vec_lerp(State& st, Args args) {
    ArgReader in(st, args);
    Vector<N> a = TRY(vector_at<N>(in, 0)), b = TRY(vector_at<N>(in, 1));
    f64 t = TRY(in.real(2));
    return vector_value(st, each(a, b, [=](f64 x, f64 y) { return x + (y - x) * t; }));
}

template <u32 N>
Ret vec_dist(State& st, Args args) {
    ArgReader in(st, args);
    Vector<N> a = TRY(vector_at<N>(in, 0)), b = TRY(vector_at<N>(in, 1));
    return Value::real(length_of(difference(a, b)));
}

template <u32 N>
Ret vec_is(State& st, Args args) {
    return Value::boolean(has_type_of(st, kind_of<N>(), model<N>(st), st.arg(args, 0)));
}

// ---- functions of one kind ------------------------------------------------------------------------------------------

Ret vec_length_squared(State& st, Args args) {
    ArgReader in(st, args);
    Vector2 v = TRY(vector_at<2>(in, 0));
    return Value::real(dot(v, v));
}

Ret vec_distance_squared(State& st, Args args) {
    ArgReader in(st, args);
    Vector2 a = TRY(vector_at<2>(in, 0)), b = TRY(vector_at<2>(in, 1));
    Vector2 d = difference(a, b);
    return Value::real(dot(d, d));
}

Ret vec_angle(State& st, Args args) {
    ArgReader in(st, args);
    auto [x, y] = TRY(vector_at<2>(in, 0)).c;
    if (y == 0) y = 0.0;  // -0.0 would give -pi
    return Value::real(x == 0 && y == 0 ? 0.0 : std::atan2(y, x));
}

Ret vec_rotate(State& st, Args args) {
    ArgReader in(st, args);
    Vector2 v = TRY(vector_at<2>(in, 0));
    f64 angle = TRY(in.real(1));
    f64 c = std::cos(angle), s = std::sin(angle);
    return vector_value(st, Vector2{{v.c[0] * c - v.c[1] * s, v.c[0] * s + v.c[1] * c}});
}

Ret vec_reflect(State& st, Args args) {
    ArgReader in(st, args);
    Vector2 v = TRY(vector_at<2>(in, 0)), normal = TRY(vector_at<2>(in, 1));
    return vector_value(st, difference(v, scaled(normal, 2 * dot(v, normal))));
}

Ret vec_perp(State& st, Args args) {
    ArgReader in(st, args);
    Vector2 v = TRY(vector_at<2>(in, 0));
    return vector_value(st, Vector2{{-v.c[1], v.c[0]}});
}

/// A bound of clamp2: a number for both components, or a vector.
Result<Vector2> bound_at(const ArgReader& in, u32 i) {
    Vector2 v;
    if (read_vector(in.state(), in[i], &v)) return v;
    f64 number = 0;
    switch (read_real(in[i], &number)) {
        case NumberCheck::Ok: return Vector2{{number, number}};
        case NumberCheck::NotANumber:
        case NumberCheck::NoInteger: break;
    }
    return in.type_error(i, "number or vec2");
}

Ret vec_clamp(State& st, Args args) {
    ArgReader in(st, args);
    Vector2 v = TRY(vector_at<2>(in, 0)), low = TRY(bound_at(in, 1)), high = TRY(bound_at(in, 2));
    // Written so that comparing with NaN changes nothing, and that the lower bound has the last word.
    for (u32 i = 0; i < 2; ++i) {
        if (v.c[i] > high.c[i]) v.c[i] = high.c[i];
        if (v.c[i] < low.c[i]) v.c[i] = low.c[i];
    }
    return vector_value(st, v);
}

Ret vec_cross(State& st, Args args) {
    ArgReader in(st, args);
    auto [ax, ay, az] = TRY(vector_at<3>(in, 0)).c;
    auto [bx, by, bz] = TRY(vector_at<3>(in, 1)).c;
    return vector_value(st, Vector3{{ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx}});
}

// ---- operators ------------------------------------------------------------------------------------------------------

/// An operand that is a vector by its `_type`.
template <u32 N>
bool vector_operand(State& st, Value v, Vector<N>* out) {
    return has_type_of(st, kind_of<N>(), model<N>(st), v) && read_vector(st, v, out);
}

/// Two vectors of one kind.
template <u32 N>
bool vector_operands(State& st, Args args, Vector<N>* a, Vector<N>* b) {
    return vector_operand(st, st.arg(args, 0), a) && vector_operand(st, st.arg(args, 1), b);
}

template <class Fn>
Ret combine(State& st, Args args, Fn fn) {
    Vector2 a2, b2;
    if (vector_operands(st, args, &a2, &b2)) return vector_value(st, each(a2, b2, fn));
    Vector3 a3, b3;
    if (vector_operands(st, args, &a3, &b3)) return vector_value(st, each(a3, b3, fn));
    return unsupported_operands(st);
}

Ret operator_add(State& st, Args args) {
    return combine(st, args, [](f64 a, f64 b) { return a + b; });
}
Ret operator_sub(State& st, Args args) {
    return combine(st, args, [](f64 a, f64 b) { return a - b; });
}

/// `v` with fn applied to every component.
template <class Fn>
Ret transform(State& st, Value v, Fn fn) {
    auto of_one = [&](f64 a, f64) { return fn(a); };
    Vector2 v2;
    if (vector_operand(st, v, &v2)) return vector_value(st, each(v2, v2, of_one));
    Vector3 v3;
    if (vector_operand(st, v, &v3)) return vector_value(st, each(v3, v3, of_one));
    return unsupported_operands(st);
}

Ret operator_mul(State& st, Args args) {
    Value v = st.arg(args, 0), factor = st.arg(args, 1);
    if (v.is_number()) std::swap(v, factor);
    if (!factor.is_number()) return unsupported_operands(st);
    return transform(st, v, [k = factor.as_double()](f64 a) { return a * k; });
}

Ret operator_div(State& st, Args args) {
    Value divisor = st.arg(args, 1);
    if (!divisor.is_number()) return unsupported_operands(st);
    f64 k = divisor.as_double();
    Ret quotient = TRY_CALL(transform(st, st.arg(args, 0), [=](f64 a) { return a / k; }));
    if (k == 0) return st.raise_format("%s: division by zero", running_name(st));
    return quotient;
}

Ret operator_unm(State& st, Args args) {
    return transform(st, st.arg(args, 0), [](f64 a) { return -a; });
}

template <u32 N>
bool equal_vectors(State& st, Args args) {
    Vector<N> a, b;
    return vector_operands(st, args, &a, &b) && std::equal(a.c, a.c + N, b.c);
}

Ret operator_eq(State& st, Args args) {
    return Value::boolean(equal_vectors<2>(st, args) || equal_vectors<3>(st, args));
}

// ---- the library ----------------------------------------------------------------------------------------------------

constexpr FnRow kOperators2[] = {
    {"vec2.__add", operator_add}, {"vec2.__sub", operator_sub}, {"vec2.__mul", operator_mul},
    {"vec2.__div", operator_div}, {"vec2.__unm", operator_unm}, {"vec2.__eq", operator_eq},
};
constexpr FnRow kOperators3[] = {
    {"vec3.__add", operator_add}, {"vec3.__sub", operator_sub}, {"vec3.__mul", operator_mul},
    {"vec3.__div", operator_div}, {"vec3.__unm", operator_unm}, {"vec3.__eq", operator_eq},
};

constexpr FnRow kFunctions[] = {
    {"vec.vec2", vec_new<2>},
    {"vec.vec3", vec_new<3>},
    {"vec.zero2", vec_zero2},
    {"vec.one2", vec_one2},
    {"vec.up", vec_up},
    {"vec.right", vec_right},
    {"vec.zero3", vec_zero3},
    {"vec.one3", vec_one3},
    {"vec.dot2", vec_dot<2>},
    {"vec.length2", vec_length<2>},
    {"vec.lengthSq2", vec_length_squared},
    {"vec.normalize2", vec_normalize<2>},
    {"vec.angle2", vec_angle},
    {"vec.rotate2", vec_rotate},
    {"vec.lerp2", vec_lerp<2>},
    {"vec.dist2", vec_dist<2>},
    {"vec.distSq2", vec_distance_squared},
    {"vec.reflect2", vec_reflect},
    {"vec.perp2", vec_perp},
    {"vec.clamp2", vec_clamp},
    {"vec.isVec2", vec_is<2>},
    {"vec.dot3", vec_dot<3>},
    {"vec.cross3", vec_cross},
    {"vec.length3", vec_length<3>},
    {"vec.normalize3", vec_normalize<3>},
    {"vec.lerp3", vec_lerp<3>},
    {"vec.dist3", vec_dist<3>},
    {"vec.isVec3", vec_is<3>},
};

}  // namespace

void open_vec(State& st) {
    Table* metatable2 = make_table(st);
    Table* metatable3 = make_table(st);
    Value model2 = Value::table(make_record_model(st, kVec2, metatable2));
    Value model3 = Value::table(make_record_model(st, kVec3, metatable3));
    add_record_functions(st, metatable2, kOperators2, {model2, model3});
    add_record_functions(st, metatable3, kOperators3, {model2, model3});
    add_record_functions(st, register_library(st, "vec", {}), kFunctions, {model2, model3});
}

}  // namespace gs::stdlib

// rand: random numbers that are the same for a seed on every machine, so the generator and the way from its output to
// values are fixed: std::mt19937_64, and none of the distributions of <random>, which differ between libraries.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <string>
#include <sys/random.h>

#include "runtime/native_args.h"
#include "stdlib/modules.h"
#include "stdlib/value_list.h"

namespace gs::stdlib {

using namespace rt;

namespace {

u64 nanoseconds_now() {
    auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<u64>(std::chrono::duration_cast<std::chrono::nanoseconds>(since_1970).count());
}

/// The generator of a State. It has 2.5 KB, so it is made when it is first used.
class Generator : public LibraryData {
public:
    explicit Generator(State&) {
        u64 seed = 0;
        // Early at boot there may be no random bytes yet.
        if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != static_cast<ssize_t>(sizeof seed)) seed = nanoseconds_now();
        engine_.seed(seed);
    }

    void seed(u64 n) { engine_.seed(n); }
    u64 next() { return engine_(); }
    /// Uniform in 0 .. n - 1; n is at least 1.
    u64 below(u64 n) {
        u64 uneven = -n % n;  // 2^64 mod n: below it stand the outputs that would make some results more likely
        u64 output = next();
        while (output < uneven) output = next();
        return output % n;
    }
    /// Uniform in 0 <= x < 1.
    f64 unit() { return static_cast<f64>(next() >> 11) * 0x1p-53; }
    void fill(char* bytes, u64 count) {
        while (count > 0) {
            u64 output = next();
            for (u64 n = std::min<u64>(count, 8); n > 0; --n, --count, output >>= 8)
                *bytes++ = static_cast<char>(output);
        }
    }

private:
    std::mt19937_64 engine_;
};

Generator& generator(State& st) { return library_data<Generator>(st); }

// ---- seeds ----------------------------------------------------------------------------------------------------------

Ret rand_seed(State& st, Args args) {
    ArgReader in(st, args);
    i64 seed = TRY(in.integer(0));
    generator(st).seed(static_cast<u64>(seed));
    return Ret::none();
}

Ret rand_time_seed(State& st, Args) {
    u64 seed = nanoseconds_now() & ((u64{1} << 47) - 1);
    generator(st).seed(seed);
    return Value::integer(static_cast<i64>(seed));
}

// ---- numbers --------------------------------------------------------------------------------------------------------

Ret rand_int(State& st, Args args) {
    ArgReader in(st, args);
    if (!in.given(0) && !in.given(1)) return Value::integer(static_cast<i64>(generator(st).next() >> 17));
    i64 first = TRY(in.integer(0));
    if (!in.given(1)) {
        if (first <= 0) return in.error(0, "must be positive");
        return Value::number(static_cast<i64>(generator(st).below(static_cast<u64>(first))));
    }
    i64 last = TRY(in.integer(1));
    if (first > last) return in.error(1, "interval is empty");
    u64 width = static_cast<u64>(last) - static_cast<u64>(first) + 1;
    Generator& random = generator(st);
    u64 offset = width == 0 ? random.next() : random.below(width);
    return Value::number(static_cast<i64>(static_cast<u64>(first) + offset));
}

Ret rand_float(State& st, Args) { return Value::real(generator(st).unit()); }
Ret rand_bool(State& st, Args) { return Value::boolean(generator(st).next() >> 63 == 1); }

Ret rand_normal(State& st, Args args) {
    ArgReader in(st, args);
    f64 mean = TRY(in.real_or(0, 0)), deviation = TRY(in.real_or(1, 1));
    if (deviation < 0) return in.error(1, "must not be negative");
    Generator& random = generator(st);
    f64 u = 1 - random.unit();  // never 0
    f64 v = random.unit();
    return Value::real(std::sqrt(-2 * std::log(u)) * std::cos(2 * M_PI * v) * deviation + mean);
}

Ret rand_exp(State& st, Args args) {
    ArgReader in(st, args);
    f64 rate = TRY(in.real_or(0, 1));
    if (rate <= 0) return in.error(0, "must be positive");
    return Value::real((0.0 - std::log(1 - generator(st).unit())) / rate);  // 0.0 - x: no -0.0 for a unit() of 0
}

// ---- lists ----------------------------------------------------------------------------------------------------------

Ret rand_choice(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 n = raw_length(t);
    if (n == 0) return Value::nil();
    return get_element(t, 1 + static_cast<i64>(generator(st).below(static_cast<u64>(n))));
}

Ret rand_shuffle(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Values* copy = TRY(copy_list(st, t));
    Generator& random = generator(st);
    for (u64 i = copy->count; i >= 2; --i) std::swap(copy->item[i - 1], copy->item[random.below(i)]);
    TRY(overwrite_list(st, t, copy->item, copy->count));
    return Value::table(t);
}

Ret rand_sample(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 wanted = TRY(in.integer(1));
    if (wanted < 0) return in.error(1, "must not be negative");
    Values* copy = TRY(copy_list(st, t));
    u64 n = std::min(static_cast<u64>(wanted), u64{copy->count});
    Generator& random = generator(st);
    for (u64 i = 0; i < n; ++i) std::swap(copy->item[i], copy->item[i + random.below(copy->count - i)]);
    Table* sample = TRY(make_table_sized(st, 0, n));
    TRY(overwrite_list(st, sample, copy->item, n));
    return Value::table(sample);
}

/// The weight at an index; raises what is wrong with it.
Result<f64> weight_at(State& st, const Table* weights, i64 i) {
    Value v = get_element(weights, i);
    f64 weight = 0;
    if (read_real(v, &weight) != NumberCheck::Ok) {
        const char* format =
            v.is_nil() ? "rand.weighted: weight at index %lld is %s" : "rand.weighted: weight at index %lld is a %s";
        return st.raise_format(format, static_cast<long long>(i), type_name(v));
    }
    if (weight < 0) return st.raise_format("rand.weighted: negative weight at index %lld", static_cast<long long>(i));
    return weight;
}

Ret rand_weighted(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Table* weights = TRY(in.table(1));
    i64 n = raw_length(t);
    if (n == 0) return Value::nil();
    f64 total = 0;
    for (i64 i = 1; i <= n; ++i) total += TRY(weight_at(st, weights, i));
    if (!(total > 0) || std::isinf(total)) return st.raise_text("rand.weighted: invalid total weight");
    f64 x = generator(st).unit() * total, sum = 0;
    i64 last = 0;  // the last one that has a chance, for an x that rounding put at the end
    for (i64 i = 1; i <= n; ++i) {
        f64 weight = TRY(weight_at(st, weights, i));
        sum += weight;
        if (sum > x) return get_element(t, i);
        if (weight != 0) last = i;
    }
    return get_element(t, last);
}

// ---- bytes ----------------------------------------------------------------------------------------------------------

Ret rand_bytes(State& st, Args args) {
    ArgReader in(st, args);
    i64 n = TRY(in.integer(0));
    if (n < 0) return in.error(0, "must not be negative");
    char few[8];
    if (n <= 8) {  // strings of up to one byte are shared, so they are not made here
        generator(st).fill(few, static_cast<u64>(n));
        return TRY(string_value(st, {few, static_cast<size_t>(n)}));
    }
    char* bytes = nullptr;
    String* s = TRY(make_string_uninitialized(st, static_cast<u64>(n), &bytes));
    generator(st).fill(bytes, static_cast<u64>(n));
    return Value::string(s);
}

Ret rand_uuid(State& st, Args) {
    char bytes[16];
    generator(st).fill(bytes, sizeof bytes);
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);  // version 4
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);  // variant 1
    std::string text;
    for (u32 i = 0; i < sizeof bytes; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        auto byte = static_cast<u8>(bytes[i]);
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return TRY(string_value(st, text));
}

constexpr FnRow kFunctions[] = {
    {"rand.seed", rand_seed},     {"rand.timeSeed", rand_time_seed}, {"rand.int", rand_int},
    {"rand.float", rand_float},   {"rand.bool", rand_bool},          {"rand.normal", rand_normal},
    {"rand.exp", rand_exp},       {"rand.choice", rand_choice},      {"rand.shuffle", rand_shuffle},
    {"rand.sample", rand_sample}, {"rand.weighted", rand_weighted},  {"rand.uuid", rand_uuid},
    {"rand.bytes", rand_bytes},
};

}  // namespace

void open_rand(State& st) { register_library(st, "rand", kFunctions); }

}  // namespace gs::stdlib

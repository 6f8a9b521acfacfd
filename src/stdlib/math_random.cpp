// The random numbers of `math`: xoshiro256**, one sequence for each State. The sequence is an object that both functions
// hold as their upvalue.
#include "stdlib/math_random.h"

#include <bit>
#include <chrono>
#include <cmath>
#include <sys/random.h>

#include "runtime/native_args.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// The output function of SplitMix64, which the inventors of xoshiro advise for making its state.
u64 mixed(u64 z) {
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

struct Sequence {
    u64 state[4];

    u64 next() {
        u64 result = std::rotl(state[1] * 5, 7) * 9;
        u64 shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = std::rotl(state[3], 45);
        return result;
    }

    /// Spreads both numbers over all of the state.
    void seed(u64 first, u64 second) {
        constexpr u64 kStep = 0x9E3779B97F4A7C15;
        for (u64 i = 0; i < 4; ++i) state[i] = mixed(first + (i + 1) * kStep) ^ mixed(~(second + (i + 5) * kStep));
    }

    void seed_freshly() {
        u64 bytes[2];
        if (getrandom(bytes, sizeof bytes, GRND_NONBLOCK) != static_cast<ssize_t>(sizeof bytes)) {
            // Early at boot there may be no random bytes yet; a start that differs each time is all that is promised.
            bytes[0] = static_cast<u64>(std::chrono::steady_clock::now().time_since_epoch().count());
            bytes[1] = reinterpret_cast<u64>(this);
        }
        seed(bytes[0], bytes[1]);
    }
};

/// A plain cell of bytes: header, then the sequence.
struct SequenceCell {
    Header h;
    Sequence sequence;
};

Sequence& sequence_of(State& st) { return native_upvalue(st, 0).as_object<SequenceCell>()->sequence; }

/// Uniform in 0 .. most: numbers cut to as many bits as `most` has, until one fits.
u64 random_up_to(Sequence& sequence, u64 most) {
    u64 mask = most == 0 ? 0 : ~u64{0} >> std::countl_zero(most);
    for (;;) {
        u64 candidate = sequence.next() & mask;
        if (candidate <= most) return candidate;
    }
}

Ret math_random(State& st, Args args) {
    ArgReader in(st, args);
    Sequence& sequence = sequence_of(st);
    if (!in.given(0) && !in.given(1)) return Value::real(static_cast<f64>(sequence.next() >> 11) * 0x1p-53);
    i64 low = 1, high = TRY(in.integer(0));
    bool two = in.given(1);
    if (two) {
        low = high;
        high = TRY(in.integer(1));
    } else if (high == 0) {
        return Value::integer(static_cast<i64>(sequence.next()) >> 16);
    }
    if (low > high) return in.error(two ? 1 : 0, "interval is empty");
    u64 offset = random_up_to(sequence, static_cast<u64>(high) - static_cast<u64>(low));
    return Value::number(static_cast<i64>(static_cast<u64>(low) + offset));
}

/// Whole numbers give the same seed as an int and as a float.
u64 seed_of(Value number) {
    i64 whole = 0;
    if (truncate_to_int(number, &whole) && static_cast<f64>(whole) == number.as_double())
        return static_cast<u64>(whole);
    return number.bits;
}

Ret math_randomseed(State& st, Args args) {
    ArgReader in(st, args);
    Value first = TRY(in.number_or(0, Value::nil()));
    i64 second = TRY(in.integer_or(1, 0));
    if (first.is_nil()) {
        sequence_of(st).seed_freshly();
    } else {
        sequence_of(st).seed(seed_of(first), static_cast<u64>(second));
    }
    return Ret::none();
}

constexpr FnRow kRandom = {"math.random", math_random};
constexpr FnRow kRandomSeed = {"math.randomseed", math_randomseed};

}  // namespace

void add_random_functions(State& st, Table* library) {
    auto* cell = static_cast<SequenceCell*>(st.heap->allocate(sizeof(SequenceCell), HeapType::Bytes));
    cell->sequence.seed_freshly();
    Value sequence = Value::object(cell);
    set_field(st, library, "random", Value::function(make_native(st, &kRandom, {sequence})));
    set_field(st, library, "randomseed", Value::function(make_native(st, &kRandomSeed, {sequence})));
}

}  // namespace gs::stdlib

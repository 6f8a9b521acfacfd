// Concatenation (language.md 6.2, 10.7). A chain groups to the right, but as long as only strings and numbers meet, the
// order can not be observed, so whole runs of them are joined in one step.
//
// What must stay fast is a text that grows: s = s .. piece, and s = s .. "(" .. piece .. ")". append_texts extends the
// buffer of its first text in place; so it is called when the first string of a run outweighs the rest.
#include "runtime/ops.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "support/number_text.h"

namespace gs::rt {
namespace {

/// Runs longer than that are joined in pieces of that size.
constexpr u32 kMaxRun = 16;

bool is_text(Value v) { return v.is_string() || v.is_number(); }

/// Values that are texts, side by side, and the digits of the numbers among them.
struct Run {
    union {
        std::string_view pieces[kMaxRun];  // in a union, as clearing those that are not used takes longer than the rest
    };
    char digits[kMaxRun][kNumberTextSize];
    u64 length;

    Run() {}

    /// False if a value is no text.
    bool take(const Value* v, u32 count) {
        u64 total = 0;
        for (u32 i = 0; i < count; ++i) {
            std::string_view piece;
            if (v[i].is_string()) [[likely]] {
                piece = view(v[i]);
            } else if (v[i].is_int()) {
                piece = {digits[i], format_int(v[i].as_int(), digits[i])};
            } else if (v[i].is_real()) {
                piece = {digits[i], format_float(v[i].as_real(), digits[i])};
            } else {
                return false;
            }
            pieces[i] = piece;
            total += piece.size();
        }
        length = total;
        return true;
    }
};

/// Joins at least two texts; see the top of the file. They are on the Value stack or otherwise kept alive.
inline Result<String*> join(State& st, const Run& run, const Value* v, u32 count) {
    if (!v[0].is_string()) return join_texts(st, run.pieces, count, run.length);
    String* first = v[0].as_string();
    if (first->len == run.length) return first;
    if (count == 2) {
        if (first->len == 0 && v[1].is_string()) return v[1].as_string();
    } else if (first->len <= run.length - first->len) {
        return join_texts(st, run.pieces, count, run.length);
    }
    return append_texts(st, first, run.pieces, count, run.length);
}

/// One step with metamethods: a .. b where one of them is no text.
Result<Value> concat_with(State& st, Value a, Value b, u32 left_operand, u32 right_operand) {
    Value handler = metamethod_of(st, a, Name::Concat);
    if (handler.is_nil()) handler = metamethod_of(st, b, Name::Concat);
    if (!handler.is_nil()) return TRY_CALL(call(st, handler, {a, b})).first;
    bool left_at_fault = !is_text(a);
    return error_operand(st, "attempt to concatenate", left_at_fault ? a : b,
                         left_at_fault ? left_operand : right_operand);
}

/// A chain in which not everything is text, or a long one.
Result<Value> concat_steps(State& st, u32 offset, u32 count) {
    // The values not yet joined are slots 0 .. left; the last of them is the result so far, with no name of its own once
    // anything was joined into it.
    u32 last = count - 1;
    u32 last_operand = last;
    while (last > 0) {
        Value* v = stack_bottom(st) + offset;
        u32 first = last;
        if (is_text(v[first])) {
            while (first > 0 && last - first < kMaxRun - 1 && is_text(v[first - 1])) --first;
        }
        Value joined;
        if (first < last) {
            u32 size = last - first + 1;
            Run run;
            run.take(v + first, size);
            joined = Value::string(TRY(join(st, run, v + first, size)));
            last = first;
        } else {
            joined = TRY(concat_with(st, v[last - 1], v[last], last - 1, last_operand));
            last -= 1;
        }
        last_operand = kNoOperand;
        stack_bottom(st)[offset + last] = joined;
    }
    return stack_bottom(st)[offset];
}

}  // namespace

Result<Value> concat(State& st, Value a, Value b) {
    Value both[] = {a, b};
    Run run;
    if (!run.take(both, 2)) [[unlikely]]
        return concat_with(st, a, b, 0, 1);
    return Value::string(TRY(join(st, run, both, 2)));
}

Result<Value> concat_key(State& st, Value a, Value b) {
    Value both[] = {a, b};
    Run run;
    if (!run.take(both, 2)) [[unlikely]]
        return concat_with(st, a, b, 0, 1);
    return Value::string(TRY(join_key(st, run.pieces, 2, run.length)));
}

Result<Value> concat_chain_key(State& st, u32 offset, u32 count) {
    Run run;
    if (count > kMaxRun || !run.take(stack_bottom(st) + offset, count)) [[unlikely]]
        return concat_steps(st, offset, count);
    return Value::string(TRY(join_key(st, run.pieces, count, run.length)));
}

Result<Value> concat_chain(State& st, u32 offset, u32 count) {
    const Value* v = stack_bottom(st) + offset;
    Run run;
    if (count > kMaxRun || !run.take(v, count)) [[unlikely]]
        return concat_steps(st, offset, count);
    return Value::string(TRY(join(st, run, v, count)));
}

}  // namespace gs::rt

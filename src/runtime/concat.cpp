// Concatenation (language.md 6.2, 10.7). A chain groups to the right, but as long as only strings and numbers meet, the
// order can not be observed, so whole runs of them are joined in one step.
//
// What must stay fast is a text that grows: s = s .. piece, and s = s .. "(" .. piece .. ")". string_append extends the
// buffer of its left operand in place; so when the first string of a run outweighs the rest, the rest is joined alone
// and appended to it, instead of copying the long one again.
#include <cstring>

#include "runtime/ops.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "support/number_text.h"

namespace gs::rt {
namespace {

bool is_text(Value v) { return v.is_string() || v.is_number(); }

std::size_t format_number(Value v, char* out) {
    return v.is_int() ? format_int(v.as_int(), out) : format_float(v.as_real(), out);
}

Result<String*> as_string(State& st, Value v) {
    return v.is_string() ? Result<String*>(v.as_string()) : number_to_string(st, v);
}

/// Joins texts that stand on the Value stack in one copy.
Result<String*> join(State& st, u32 offset, u32 count) {
    if (count == 1) return as_string(st, stack_bottom(st)[offset]);
    char digits[kNumberTextSize];
    u64 total = 0;
    const Value* v = stack_bottom(st) + offset;
    for (u32 i = 0; i < count; ++i) {
        total += v[i].is_string() ? v[i].as_string()->len : format_number(v[i], digits);
    }
    char* out;
    String* joined = TRY(make_string_uninitialized(st, total, &out));
    v = stack_bottom(st) + offset;
    for (u32 i = 0; i < count; ++i) {
        if (v[i].is_string()) {
            const String* s = v[i].as_string();
            std::memcpy(out, s->data(), s->len);
            out += s->len;
        } else {
            std::size_t length = format_number(v[i], digits);
            std::memcpy(out, digits, length);
            out += length;
        }
    }
    joined->h.aux |= String::kJoined;
    return joined;
}

/// Joins a run of at least two texts; see the top of the file.
Result<String*> join_run(State& st, u32 offset, u32 count) {
    Value first = stack_bottom(st)[offset];
    if (!first.is_string()) return join(st, offset, count);
    if (count == 2) {
        String* right = TRY(as_string(st, stack_bottom(st)[offset + 1]));
        return string_append(st, first.as_string(), right);
    }
    u64 rest = 0;
    const Value* v = stack_bottom(st) + offset;
    for (u32 i = 1; i < count; ++i) rest += v[i].is_string() ? v[i].as_string()->len : kNumberTextSize;
    if (first.as_string()->len <= rest) return join(st, offset, count);
    String* tail = TRY(join(st, offset + 1, count - 1));
    return string_append(st, first.as_string(), tail);
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

}  // namespace

Result<Value> concat(State& st, Value a, Value b) {
    if (!is_text(a) || !is_text(b)) [[unlikely]]
        return concat_with(st, a, b, 0, 1);
    String* left = TRY(as_string(st, a));
    String* right = TRY(as_string(st, b));
    return Value::string(TRY(string_append(st, left, right)));
}

Result<Value> concat_chain(State& st, u32 offset, u32 count) {
    // The values not yet joined are slots 0 .. left; the last of them is the result so far, with no name of its own once
    // anything was joined into it.
    u32 last = count - 1;
    u32 last_operand = last;
    while (last > 0) {
        Value* v = stack_bottom(st) + offset;
        u32 run = last;
        while (is_text(v[run]) && run > 0 && is_text(v[run - 1])) --run;
        Value joined;
        if (run < last) {
            joined = Value::string(TRY(join_run(st, offset + run, last - run + 1)));
            last = run;
        } else {
            joined = TRY(concat_with(st, v[last - 1], v[last], last - 1, last_operand));
            last -= 1;
        }
        last_operand = kNoOperand;
        stack_bottom(st)[offset + last] = joined;
    }
    return stack_bottom(st)[offset];
}

}  // namespace gs::rt

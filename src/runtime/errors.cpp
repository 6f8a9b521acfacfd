// Raising errors. Everything that must be known about the moment of the raise is taken here: the position, the traceback
// if nobody is going to catch the error, and what the handler of the innermost xpcall makes of it.
#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <utility>

#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/ops.h"
#include "runtime/strings.h"

namespace gs::rt {
namespace {

// The handler of a stack overflow must have some room itself. It is given once: an overflow in that room has to do without,
// or handlers that recurse would go on until there is no memory.
constexpr u32 kHandlerFrames = 200, kHandlerDepth = 50;

/// Stores the position of `level` (as for error(): 1 is where the running native was called).
void find_position(State& st, i64 level, PendingError* out) {
    if (st.hot.base == nullptr) return;
    i64 first = level - (is_native(st.hot.base[kCalleeSlot]) ? 0 : 1);
    i64 index = 0;
    auto visit = [&](const FrameInfo& frame) {
        if (index++ < first || !is_script(frame.callee)) return true;
        out->has_position = true;
        out->chunk = frame.callee.as_function()->proto()->chunk;
        out->line = frame.line;
        return false;
    };
    // A built-in function that is the body of a coroutine was called by nobody in it: ask those who resumed it.
    for (Coroutine* co = st.hot.co; co != nullptr && !out->has_position; co = level == 1 ? co->resumer : nullptr) {
        walk_frames(st, co, visit);
    }
}

/// The handler in force for an error raised now, or nil.
Value active_handler(State& st) {
    Coroutine* co = st.hot.co;
    if (co == nullptr || co->catch_frames == nullptr) return Value::nil();
    CatchFrame* frame = co->catch_frames;
    return frame->closing == co->closing ? frame->handler : Value::nil();
}

/// Replaces `error` by what the handler gives, or raises. False if an error is on its way that the handler can not
/// take the place of.
bool run_handler(State& st, Value handler, Value* error) {
    Hot& hot = st.hot;
    Coroutine* co = hot.co;
    u32 depth = hot.native_depth, frames_left = hot.frames_left;
    bool has_room = co->in_handler;
    if (!has_room) {
        hot.native_depth = depth - std::min(depth, kHandlerDepth);
        hot.frames_left += kHandlerFrames;
        co->in_handler = true;
    }
    bool go_on = true;
    {
        CatchScope scope(st);  // an error inside the handler is not handled again
        Ret ret = call(st, handler, {*error});
        if (ret.ok()) {
            *error = ret.first;
        } else {
            go_on = scope.take(error);
        }
    }
    co->in_handler = has_room;
    hot.native_depth = depth;
    hot.frames_left = frames_left;
    return go_on;
}

Failure raise_error(State& st, Value error, i64 level, ErrorKind kind) {
    PendingError pending;
    pending.kind = kind;
    if (level > 0) find_position(st, level, &pending);
    if (kind == ErrorKind::Normal) {
        Value handler = active_handler(st);
        if (!handler.is_nil() && !run_handler(st, handler, &error)) return kFailed;
    }
    if (st.hot.catchers == 0 && st.hot.co != nullptr) pending.traceback = error_traceback(st);
    st.pending = std::move(pending);
    st.hot.error = error;
    return kFailed;
}

Failure raise_message(State& st, std::string_view message, ErrorKind kind) {
    String* text = TRY(make_string(st, message));
    return raise_error(st, Value::string(text), 1, kind);
}

}  // namespace

Failure State::raise(Value error, int level) { return raise_error(*this, error, level, ErrorKind::Normal); }

Failure State::raise_text(std::string_view message) { return raise_message(*this, message, ErrorKind::Normal); }

Failure State::raise_format(const char* format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    int length = std::vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return raise_text({text, std::min<std::size_t>(static_cast<std::size_t>(length), sizeof text - 1)});
}

Failure State::raise_memory() {
    // The text was interned at the start: there may be no room for another string.
    return raise_error(*this, Value::string(name(Name::NotEnoughMemory)), 1, ErrorKind::Normal);
}

Failure State::raise_uncatchable(std::string_view message) { return raise_message(*this, message, ErrorKind::Fatal); }

Failure propagate(State& st) {
    if (st.pending.kind != ErrorKind::Normal) return kFailed;
    Value handler = active_handler(st);
    if (handler.is_nil()) return kFailed;
    PendingError pending = std::exchange(st.pending, {});
    Value error = st.hot.error;
    if (!run_handler(st, handler, &error)) return kFailed;
    st.pending = std::move(pending);
    st.hot.error = error;
    return kFailed;
}

std::string operand_suffix(State& st, u32 operand) {
    if (operand == kNoOperand) return {};
    FrameInfo frame = innermost_frame(st);
    if (!is_script(frame.callee)) return {};
    OperandName found = st.engine->operand_name(frame.callee.as_function()->proto(), frame.pc, operand);
    const char* kinds[] = {"", "local", "upvalue", "global", "field", "method"};
    if (found.kind == OperandName::None) return {};
    std::string out = " (";
    out += kinds[found.kind];
    out += " '";
    out += found.name;
    out += "')";
    return out;
}

Failure error_operand(State& st, const char* prefix, Value v, u32 operand) {
    // The buffer is gone before a handler runs, which may never come back.
    auto build = [&] {
        std::string message = prefix;
        message += " a ";
        message += type_name_for_message(st, v);
        message += " value";
        message += operand_suffix(st, operand);
        return make_string(st, message);
    };
    String* message = TRY(build());
    return st.raise(Value::string(message));
}

Status error_text(State& st, Value error, std::string* out) {
    Value raised;
    {
        CatchScope scope(st);
        auto text = tostring(st, error);
        if (text.ok()) {
            *out = view(text.value());
            return {};
        }
        *out = "(error object is a ";
        *out += type_name_for_message(st, error);
        *out += " value)";
        if (scope.take(&raised)) return {};
    }
    return kFailed;
}

std::string error_report(State& st) {
    PendingError pending = std::exchange(st.pending, {});
    Value error = std::exchange(st.hot.error, Value::nil());

    std::string out;
    if (pending.has_position) {
        out += view(pending.chunk);
        out += ":" + std::to_string(pending.line) + ": ";
    } else if (st.main_chunk != nullptr) {
        out += view(st.main_chunk);
        out += ": ";
    }
    std::string text;
    if (!error_text(st, error, &text).ok()) {
        // Whatever it was that __tostring raised, the report of the first error goes on.
        st.pending = {};
        st.hot.error = Value::nil();
    }
    out += text + "\n";
    if (!pending.traceback.empty()) out += pending.traceback + "\n";
    if (!pending.wrapped.empty()) out += pending.wrapped + "\n";
    return out;
}

}  // namespace gs::rt

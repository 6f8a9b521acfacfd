// The text of a stack (language.md 15.5).
#include <string>

#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/strings.h"

namespace gs::rt {
namespace {

// Long stacks are cut in the middle.
constexpr u32 kMostLines = 22, kFirstLines = 10, kLastLines = 11;

void append_frame(std::string& out, const FrameInfo& frame) {
    if (is_native(frame.callee)) {
        out += "[native]: in function '";
        out += frame.callee.as_native()->row->name;
        out += "'";
        return;
    }
    const Proto* proto = frame.callee.as_function()->proto();
    std::string_view chunk = view(proto->chunk);
    out += chunk;
    out += ":" + std::to_string(frame.line) + ": in ";
    if (proto->is_chunk) {
        out += "main chunk";
    } else if (proto->name != nullptr) {
        out += "function '";
        out += view(proto->name);
        out += "'";
    } else {
        out += "function <";
        out += chunk;
        out += ":" + std::to_string(proto->line) + ">";
    }
}

/// Visits the frames of a coroutine and, if asked, of the ones that wait for it.
bool walk(State& st, Coroutine* co, bool with_resumers, FunctionRef<bool(const FrameInfo&)> visit) {
    for (; co != nullptr; co = with_resumers ? co->resumer : nullptr) {
        if (!walk_frames(st, co, visit)) return false;
    }
    return true;
}

std::string build(State& st, Coroutine* co, u32 level, bool with_resumers) {
    u32 total = 0;
    walk(st, co, with_resumers, [&](const FrameInfo&) { return ++total; });
    u32 count = total > level ? total - level : 0;
    bool cut = count > kMostLines;

    std::string out = "stack traceback:";
    u32 position = 0;
    walk(st, co, with_resumers, [&](const FrameInfo& frame) {
        u32 index = position++ - level;
        if (position <= level) return true;
        if (cut && index >= kFirstLines && index < count - kLastLines) {
            if (index == kFirstLines) {
                out += "\n\t...(skipping " + std::to_string(count - kFirstLines - kLastLines) + " levels)";
            }
            return true;
        }
        out += "\n\t";
        append_frame(out, frame);
        return true;
    });
    return out;
}

}  // namespace

std::string traceback(State& st, Coroutine* co, u32 level) { return build(st, co, level, false); }

std::string error_traceback(State& st) { return build(st, st.hot.co, 0, true); }

}  // namespace gs::rt

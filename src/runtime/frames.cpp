// Walking the frames of a coroutine. Frames pushed by C++ say where their caller is; the engine steps over its own.
#include "runtime/call.h"
#include "runtime/coroutine.h"

namespace gs::rt {
namespace {

FrameInfo describe(State& st, Value* base, const Word* pc) {
    Value callee = base[kCalleeSlot];
    FrameInfo frame{callee, pc, 0, base};
    if (is_script(callee)) frame.line = st.engine->line_at(callee.as_function()->proto(), pc);
    return frame;
}

}  // namespace

bool walk_frames(State& st, Coroutine* co, FunctionRef<bool(const FrameInfo&)> visit) {
    bool running = co == st.hot.co;
    Value* base = running ? st.hot.base : co->base;
    const Word* pc = running ? st.hot.pc : co->pc;
    while (base != nullptr) {
        if (!visit(describe(st, base, pc))) return false;
        if (raw_pointer<Word>(base[kReturnSlot]) == &kBoundaryWord) {
            i64 delta = base[kDeltaSlot].as_int();
            pc = raw_pointer<const Word>(base[kSavedPcSlot]);
            base = delta == 0 ? nullptr : st.engine->original_base(base) - delta;
        } else {
            st.engine->caller_frame(base, pc);
        }
    }
    return true;
}

FrameInfo innermost_frame(State& st) {
    if (st.hot.base == nullptr) return {Value::nil(), nullptr, 0, nullptr};
    return describe(st, st.hot.base, st.hot.pc);
}

}  // namespace gs::rt

// Calls made from C++, and the scopes that catch errors.
//
// begin_call reserves the boundary slots and the arguments; finish_call fills the slots in, because only then is it
// known where the caller stands (the arguments may have been computed in between). Whatever happens, finish_call leaves
// base, top and pc as they were before begin_call, so an error may drop any number of frames without further work.
#include "runtime/call.h"

#include <algorithm>
#include <cstring>

#include "runtime/coroutine.h"
#include "runtime/heap.h"
#include "runtime/native_args.h"
#include "runtime/ops.h"
#include "runtime/table.h"
#include "support/assert.h"

namespace gs::rt {

Word kBoundaryCode[2] = {{0, 1, 0, 0, 0}, {}};

namespace {

constexpr u32 kNoFrame = 0xFFFFFFFF;

/// All natives share one head: no frame of their own, any number of arguments.
struct NativeCode {
    Header h;
    Proto* proto;
    void* entry;
    Word head;
};
static_assert(offsetof(NativeCode, head) == offsetof(Code, head));
NativeCode native_code = {
    {id_of(HeapType::Code), 0, HeapType::Code, 0, 0}, nullptr, nullptr, {0, 0, 0, kHeadSpecial, 0}};

/// Leaves a frame that finish_call could not enter.
Failure abandon(State& st, u32 offset) {
    st.hot.top = stack_bottom(st) + offset - kBoundarySlots;
    return kFailed;
}

/// Follows `__call` until there is a function. `named`: the callee is the operand of the operation being executed, so
/// its name belongs into the message.
Result<Value> find_callee(State& st, Value f, u32 offset, u32* count, bool named) {
    for (u32 steps = 0; !f.is_function(); ++steps) {
        Value handler = metamethod_of(st, f, Name::Call);
        if (handler.is_nil()) return error_operand(st, "attempt to call", f, named && steps == 0 ? 0 : kNoOperand);
        if (steps == kMaxChain) return st.raise_text("stack overflow");
        TRY(ensure_stack(st, 1));
        Value* base = stack_bottom(st) + offset;
        std::memmove(base + 1, base, *count * sizeof(Value));
        base[0] = f;
        *count += 1;
        st.hot.top = std::max(st.hot.top, base + *count);
        f = handler;
    }
    return f;
}

GS_CALLS_MACHINE_CODE inline Ret dispatch(State& st, Value f, u32 offset, u32 count) {
    if (is_native(f)) return f.as_native()->fn(st, {offset, count});
    Function* function = f.as_function();
    const void* entry = function->code_object()->entry;
    if (entry) return st.call_compiled(&st.hot, entry, st.hot.base, count);
    return st.engine->execute(st, function, count);
}

[[gnu::noinline]] Ret dispatch_on_fresh_segment(State& st, Value f, u32 offset, u32 count) {
    Ret ret = Ret::none();
    bool run = on_fresh_segment(st, [&] { ret = dispatch(st, f, offset, count); });
    return run ? ret : st.raise_text("stack overflow");
}

/// Not worth a call of memmove, most of the time.
void copy_few(const Value* from, u32 count, Value* to) {
    if (count > 2) {
        std::copy_n(from, count, to);
        return;
    }
    if (count > 0) to[0] = from[0];
    if (count > 1) to[1] = from[1];
}

}  // namespace

Value* stack_bottom(State& st) { return st.hot.co->stack; }

Result<u32> begin_call(State& st, u32 room) {
    TRY(ensure_stack(st, kBoundarySlots + room));
    Value* frame = st.hot.top;
    frame[0] = raw_slot(nullptr);
    frame[1] = Value::integer(0);
    frame[2] = Value::nil();
    frame[3] = raw_slot(&kBoundaryWord);
    Value* arguments = frame + kBoundarySlots;
    // The collector looks at everything below top, also while the arguments are being computed.
    std::fill_n(arguments, room, Value::nil());
    st.hot.top = arguments + room;
    return static_cast<u32>(arguments - stack_bottom(st));
}

namespace {

/// What finish_call() says.
[[gnu::always_inline]] inline Ret run_frame(State& st, Value f, u32 offset, u32 count, u32 native_levels) {
    Hot& hot = st.hot;
    Value* bottom = stack_bottom(st);
    const Word* pc = hot.pc;
    u32 caller = hot.base == nullptr ? kNoFrame : static_cast<u32>(hot.base - bottom);
    hot.top = bottom + offset + count;

    if (!f.is_function()) [[unlikely]] {
        auto callee = find_callee(st, f, offset, &count, native_levels == 0);
        if (!callee.ok()) return abandon(st, offset);
        f = *callee;
        bottom = stack_bottom(st);
    }
    u32 script_frames = is_script(f) ? 1 : 0, frames_left = hot.frames_left;
    if (on_borrowed_stack(st)) [[unlikely]] {
        (void)own_stack_needed(st);
        return abandon(st, offset);
    }
    if (frames_left < script_frames || hot.native_depth + native_levels > kMaxNativeDepth) [[unlikely]] {
        st.raise_text("stack overflow");
        return abandon(st, offset);
    }
    hot.frames_left = frames_left - script_frames;
    hot.native_depth += native_levels;
    Value* base = bottom + offset;
    base[kSavedPcSlot] = raw_slot(pc);
    base[kDeltaSlot] = Value::integer(caller == kNoFrame ? 0 : offset - caller);
    base[kCalleeSlot] = f;
    base[kReturnSlot] = raw_slot(&kBoundaryWord);
    hot.base = base;

    Ret ret = native_stack_low(st) ? dispatch_on_fresh_segment(st, f, offset, count) : dispatch(st, f, offset, count);

    // Compiled code does not count back what an error or an exit leaves.
    hot.frames_left = frames_left;
    hot.native_depth -= native_levels;
    bottom = stack_bottom(st);
    hot.base = caller == kNoFrame ? nullptr : bottom + caller;
    hot.top = bottom + offset - kBoundarySlots;
    hot.pc = pc;
    return ret;
}

/// Calls with arguments that stand on the Value stack of this coroutine from slot `from` on, or else (kNoFrame) at `args`. Nothing
/// happens before the frame is made, so the slots below it need nothing in them.
[[gnu::always_inline]] inline Ret call_with(State& st, Value f, const Value* args, u32 from, u32 count,
                                            u32 native_levels) {
    TRY(ensure_stack(st, kBoundarySlots + count));
    Value* bottom = stack_bottom(st);
    Value* arguments = st.hot.top + kBoundarySlots;
    copy_few(from == kNoFrame ? args : bottom + from, count, arguments);
    return run_frame(st, f, static_cast<u32>(arguments - bottom), count, native_levels);
}

}  // namespace

Ret finish_call(State& st, Value f, u32 offset, u32 count, bool counts_native_depth) {
    return run_frame(st, f, offset, count, counts_native_depth ? 1 : 0);
}

Ret call(State& st, Value f, const Value* args, u32 count) {
    // Making room may move the stack, and the arguments with it.
    Value* bottom = stack_bottom(st);
    bool on_stack = args >= bottom && args < st.hot.top;
    return call_with(st, f, args, on_stack ? static_cast<u32>(args - bottom) : kNoFrame, count, 1);
}

Ret call_operator(State& st, Value f, std::initializer_list<Value> args) {
    if (!is_script(f)) return call(st, f, args);
    return call_with(st, f, args.begin(), kNoFrame, static_cast<u32>(args.size()), 0);
}

const Word* native_head() { return &native_code.head; }

Result<Value> resolve_callee(State& st, Value f, u32 offset, u32* count) {
    return find_callee(st, f, offset, count, true);
}

// ---- catching -------------------------------------------------------------------------------------------------

CatchScope::CatchScope(State& st, Value handler)
    : st_(st),
      coroutine_(st.hot.co),
      frame_{coroutine_->catch_frames, handler, coroutine_->closing},
      frames_left_(st.hot.frames_left),
      native_depth_(st.hot.native_depth) {
    coroutine_->catch_frames = &frame_;
    st.hot.catchers++;
}

CatchScope::~CatchScope() {
    GS_ASSERT(st_.hot.co == coroutine_ && coroutine_->catch_frames == &frame_);
    coroutine_->catch_frames = frame_.previous;
    st_.hot.catchers--;
}

bool CatchScope::take(Value* error) {
    // Engines need not count frames back while an error unwinds them.
    st_.hot.frames_left = frames_left_;
    st_.hot.native_depth = native_depth_;
    if (st_.pending.kind != ErrorKind::Normal) return false;
    *error = st_.hot.error;
    st_.hot.error = Value::nil();
    st_.pending = {};
    return true;
}

Ret protected_call(State& st, Value f, Args args, u32 first, Value handler) {
    Value error;
    {
        CatchScope scope(st, handler);
        u32 count = args.count > first ? args.count - first : 0;
        Ret ret = call_with(st, f, nullptr, args.offset + std::min(first, args.count), count, 1);
        if (ret.ok() && ret.count <= 1) {
            // The usual number of results takes the short way.
            st.hot.results[0] = Value::boolean(true);
            st.hot.results[1] = ret.first;
            st.hot.nresults = static_cast<u32>(ret.count) + 1;
            return st.results();
        }
        if (ret.ok() && st.reserve_results(static_cast<u32>(ret.count) + 1)) {
            std::memmove(st.hot.results + 1, st.hot.results, static_cast<std::size_t>(ret.count) * sizeof(Value));
            st.hot.results[0] = Value::boolean(true);
            st.hot.nresults = static_cast<u32>(ret.count) + 1;
            return st.results();
        }
        if (!scope.take(&error)) return kFailed;
    }
    st.hot.results[0] = Value::boolean(false);
    st.hot.results[1] = error;
    st.hot.nresults = 2;
    return st.results();
}

Ret protected_call_for_one(State& st, Value f, u32 from, u32 count) {
    Value error;
    {
        CatchScope scope(st);
        Ret ret = call_with(st, f, nullptr, from, count, 1);
        // The room is not needed, but too many results are an error for everybody.
        bool fits = ret.count < State::kFewResults || st.reserve_results(static_cast<u32>(ret.count) + 1);
        if (ret.ok() && fits) return {ret.first, 1};
        if (!scope.take(&error)) return kFailed;
    }
    return {error, 0};
}

Ret native_pcall(State& st, Args args) {
    ArgReader in(st, args);
    Value f = TRY(in.required(0));
    return protected_call(st, f, args, 1, Value::nil());
}

// ---- natives ----------------------------------------------------------------------------------------------------

Native* make_native(State& st, const FnRow* row, std::initializer_list<Value> upvalues) {
    auto count = static_cast<u8>(upvalues.size());
    auto* native =
        static_cast<Native*>(st.heap->allocate(sizeof(Native) + count * sizeof(Value), HeapType::Native, count));
    native->code = &native_code.head;
    native->fn = row->fn;
    native->row = row;
    std::copy(upvalues.begin(), upvalues.end(), native->up);
    return native;
}

Value native_upvalue(State& st, u32 i) { return st.hot.base[kCalleeSlot].as_native()->up[i]; }

void set_native_upvalue(State& st, u32 i, Value v) {
    Native* native = st.hot.base[kCalleeSlot].as_native();
    st.heap->store(&native->h, &native->up[i], v);
}

}  // namespace gs::rt

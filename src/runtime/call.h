// Calls between C++ and functions of either kind, frames on the Value stack, and walking them.
//
// Frames. A frame begins at `base`, where argument 0 stands. Below it:
//   base[-2]  the callee (Value)
//   base[-1]  the return position (raw): the VM's return address, or kBoundary for a call made from C++
// A call from C++ (rt::call: natives calling back, metamethods, every call of the tree-walker) has two slots more:
//   base[-3]  int: distance to the base of the frame below (0: there is none)
//   base[-4]  raw: hot.pc of the frame below, restored afterwards
// So the collector, tracebacks and error positions walk all frames of all engines alike; only the VM's own
// script-to-script (and script-to-native) calls, which push the two lower slots alone, are stepped over by the engine.
//
// hot.base / hot.pc / hot.top describe the innermost frame whenever C++ code of the runtime runs: engines store them before
// every slow path. For a native, base is its argument 0 and pc is meaningless.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>

#include "runtime/engine.h"
#include "runtime/state.h"
#include "support/function_ref.h"

namespace gs::rt {

inline constexpr int kCalleeSlot = -2, kReturnSlot = -1, kDeltaSlot = -3, kSavedPcSlot = -4;
inline constexpr u32 kBoundarySlots = 4;

/// The return word of frames pushed by C++; the VM's Halt instruction, so that returning to it ends the VM loop. A return
/// reads the word in front of the return address (the VM's call word), so there is one here, too: call.cpp defines
/// `Word kBoundaryCode[2] = {{0, 1, 0, 0, 0}, {}}`, so that one result, the usual number, needs no further look.
extern Word kBoundaryCode[2];
inline Word& kBoundaryWord = kBoundaryCode[1];

/// Calls any value with arguments, `__call` included (6.8, 10.8). The arguments are copied first, so they may stand anywhere.
/// Counts one level of native depth (limit kMaxNativeDepth: `stack overflow`); continues on a fresh native stack segment
/// when little is left. Errors of the callee come back as an error Ret.
Ret call(State& st, Value f, const Value* args, u32 count);
/// The same for what an operator means to its operands: a script function counts as a frame, as if the script had called it, and
/// not as native depth, which an engine may spare (vm/metamethods.h).
Ret call_operator(State& st, Value f, std::initializer_list<Value> args);
inline Ret call(State& st, Value f, std::initializer_list<Value> args) {
    return call(st, f, args.begin(), static_cast<u32>(args.size()));
}
/// The same as above in steps, for callers that compute arguments straight onto the Value stack (the tree-walker).
/// begin_call makes room for the boundary slots and `room` arguments above hot.top, fills the arguments with nil, sets
/// hot.top behind them and returns the offset of argument 0 from the stack's bottom. Other calls may nest before
/// finish_call (which finds everything by offset: stacks move); more arguments than `room` are pushed with ensure_stack
/// and hot.top. finish_call stores callee, return word, delta and hot.pc (so set it to the call's position first), counts
/// the frame (a script function with hot.frames_left == 0 raises `stack overflow` before anything is pushed, in the caller's
/// name; engines count only the calls they make themselves), changes to a fresh native stack segment when little is left,
/// runs the callee, and restores hot.base, hot.pc, frames_left, and hot.top to where begin_call found it, also after
/// errors. A caller that gives up between the two restores hot.top itself or lets an outer finish_call do it.
/// Callees that are no functions go through resolve_callee.
Result<u32> begin_call(State& st, u32 room);
Ret finish_call(State& st, Value f, u32 offset, u32 count, bool counts_native_depth);

/// The callee that `__call` leads to, with the arguments (already at base) moved up by one as often as needed.
/// Raises `attempt to call a TYPE value` (with the name of operand 0 of the current operation).
Result<Value> resolve_callee(State& st, Value f, u32 offset, u32* count);

/// pcall / xpcall (11.4): the Ret is (true, results...) or (false, error). Handler nil: pcall.
Ret protected_call(State& st, Value f, Args args, u32 first, Value handler);
/// pcall, for those who want two of its results and have seen to it that there is an argument: the first result of the callee
/// and 1, or the error and 0, or a failure that has to go on. The arguments are `count` slots of the Value stack from `from` on.
Ret protected_call_for_one(State& st, Value f, u32 from, u32 count);
Ret native_pcall(State& st, Args args);

/// One pcall, xpcall or other place that keeps errors to itself, on the native stack of the coroutine it belongs to.
struct CatchFrame {
    CatchFrame* previous;
    Value handler;  // nil: none
    bool closing;  // made while coroutine.close unwound the coroutine; others catch nothing from then on
};

/// While it lives, errors raised on this coroutine's stack are caught here: no traceback is taken for them, and no
/// handler of an xpcall further out sees them. Everything in C++ that swallows an error needs one around the call.
class CatchScope {
public:
    explicit CatchScope(State& st, Value handler = Value::nil());
    ~CatchScope();
    CatchScope(const CatchScope&) = delete;
    CatchScope& operator=(const CatchScope&) = delete;
    /// To be called when the call has failed: takes the error, so that none is pending. False if it is one that must go
    /// on (closing, fatal): hand the failure on.
    bool take(Value* error);

private:
    State& st_;
    Coroutine* coroutine_;
    CatchFrame frame_;
    u32 frames_left_, native_depth_;
};

/// For an error that arrives from another coroutine (coroutine.wrap) with position and traceback of its own: calls the
/// handler that is in force here, if any.
Failure propagate(State& st);

/// The text of an error that nobody catches, as `tostring` shows it, whatever its `__tostring` does. Fails only with an
/// error that no one may keep from going on (fatal).
Status error_text(State& st, Value error, std::string* out);

/// The report of the pending error as the command line program prints it (15.4), with a newline at its end. Clears it.
std::string error_report(State& st);

/// Room for n more slots above hot.top (grows and moves the Value stack). Fails with `stack overflow`.
Status make_stack_room(State& st, u32 n);  // always does something about it
inline Status ensure_stack(State& st, u32 n) {
    if (st.hot.value_limit - st.hot.top >= std::ptrdiff_t{n} && !st.options.stack_stress) [[likely]]
        return {};
    return make_stack_room(st, n);
}
Value* stack_bottom(State& st);

/// What Function::code of every native is.
const Word* native_head();
/// A native function object.
Native* make_native(State& st, const FnRow* row, std::initializer_list<Value> upvalues = {});
/// Of the running native.
Value native_upvalue(State& st, u32 i);
void set_native_upvalue(State& st, u32 i, Value v);

// ---- frames -------------------------------------------------------------------------------------------------
struct FrameInfo {
    Value callee;
    const Word* pc;  // position (script functions)
    u32 line;  // 0 for natives
    Value* base;
};
/// Visits the active functions of a coroutine, innermost first, until `visit` returns false; true if it never did.
bool walk_frames(State& st, Coroutine* co, FunctionRef<bool(const FrameInfo&)> visit);
/// The traceback of 15.5 from `level` (0: innermost), with its first line.
std::string traceback(State& st, Coroutine* co, u32 level);
/// The traceback of an error raised now: goes on with the coroutines that resumed this one.
std::string error_traceback(State& st);
/// The innermost frame, for messages.
FrameInfo innermost_frame(State& st);

/// The poll: what to do when hot.request is set (preemption, interrupt, finalisers, limits). Called by engines at loop edges
/// and calls, never inside an instruction.
Status poll(State& st);

/// Runs `body` on a native stack with at least `kStackReserve` bytes left, on a fresh segment if need be. False, without
/// having run it, if there is no memory for one: the caller raises `stack overflow`.
inline constexpr std::size_t kStackReserve = 48 * 1024;
[[nodiscard]] bool on_fresh_segment(State& st, FunctionRef<void()> body);
inline bool native_stack_low(const State& st) {
    return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) < st.hot.native_limit;
}

}  // namespace gs::rt

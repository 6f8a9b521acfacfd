// Coroutines, and the stacks that goroutines and the main program run on (they have a Coroutine object too). Each has a
// Value stack of its own, which grows and moves, and a native stack of its own, switched with Boost.Context's assembly.
// Essay in coroutine.cpp.
#pragma once

#include <utility>

#include "runtime/object.h"
#include "runtime/state.h"
#include "support/function_ref.h"

namespace gs::rt {

struct NativeStack;  // a piece of address space from the pool (native_stack.h)
struct Goroutine;  // scheduler.h
struct CatchFrame;  // call.h

enum class CoroutineStatus : u8 { Suspended, Running, Normal, Dead };
enum class CoroutineKind : u8 { Main, Goroutine, Coroutine };

struct Coroutine {
    Header h;
    Value* stack;  // bottom of the Value stack; stands still unless the stack grows. Null before the first resume
    Value* stack_end;  // of the memory
    Value* dirty_end;  // slots from here on hold nothing, not even nil; Hot::value_limit while it runs
    CoroutineStatus status;
    CoroutineKind kind;
    bool active;  // it is the running one: State::hot holds its words
    bool ran_since_collection;
    bool closing;  // coroutine.close is running its deferred calls: nothing may yield
    bool no_yield;  // inside a finaliser or a host call that can not be left by a yield
    bool in_handler : 1;  // inside the handler of an xpcall, in the extra room for those, or made there
    bool overflowed : 1;  // a `stack overflow` of the Value stack is being handled in the reserve
    bool failed;  // `body` is the error it died of, which no close has fetched yet
    // Saved words of Hot while it does not run.
    Value *top, *base;
    const Word* pc;
    u32 frames_left, catchers, native_depth;
    u32 catchers_below;  // what its resumer has added to `catchers`
    NativeStack* native;  // innermost piece of its chain; null before the first resume and after the end
    Coroutine* resumer;  // who resumed it; its status is then normal
    Goroutine* goroutine;  // the goroutine it last ran in
    Coroutine* next_ran;  // list of those that ran since the last collection
    Value body;  // until the first resume the function; of a goroutine a Values: its function and arguments
    CatchFrame* catch_frames;  // innermost pcall or xpcall active on this stack (call.h); null at birth
};
// Small cells are cut from fresh lines by moving a pointer.
static_assert(sizeof(Coroutine) <= 128);

Coroutine* make_coroutine(State& st, Value body);
/// coroutine.resume without the leading true: the values yielded or returned, or an error Ret whose value is the pending error.
/// Status errors (dead, non-suspended) are pending errors too. `is_wrap`: the resumer passes errors on, so it does not
/// count as a catcher, and the traceback goes on with the resumers (15.5).
Ret resume(State& st, Coroutine* co, Args args, u32 first, bool is_wrap);
/// coroutine.resume as scripts see it: true and the values, or false and the error. Fails only for what can not be caught.
Ret resume_protected(State& st, Coroutine* co, Args args, u32 first);
Ret yield(State& st, Args args);
/// coroutine.close (12.1): (true), or (false, error).
Ret close_coroutine(State& st, Coroutine* co);
bool is_yieldable(State& st, const Coroutine* co);
/// The word that coroutine.status gives.
const char* status_name(State& st, const Coroutine* co);

inline Coroutine* current(State& st) { return st.hot.co; }

/// While one exists nothing may yield out of the running coroutine (finalisers, host callbacks).
class NoYield {
public:
    explicit NoYield(State& st) : co_(st.hot.co), before_(std::exchange(co_->no_yield, true)) {}
    ~NoYield() { co_->no_yield = before_; }
    NoYield(const NoYield&) = delete;
    NoYield& operator=(const NoYield&) = delete;

private:
    Coroutine* co_;
    bool before_;
};

/// The engine's main entry: runs `body` on the big native stack of the main program, with the scheduler around it.
/// Returns when the main chunk has ended; false if a deadlock ended it (reported already; exit status 2).
bool run_main(State& st, FunctionRef<void()> body);
/// Runs `body`, which must not call script code, on the stack that the thread came with: for libraries that need much room.
void on_thread_stack(State& st, FunctionRef<void()> body);

// ---- for the collector --------------------------------------------------------------------------------------------

/// Everything a coroutine refers to and, unless it is the running one, its stacks. Clears the dead part of the Value stack
/// above `top`.
void trace_coroutine(Tracer& tracer, Coroutine* co);
/// Root: the running coroutine and the thread's own stack. `sp` is below everything live on the present native stack, spilled
/// registers included. Works before the State has a coroutine, too.
void trace_running(State& st, Tracer& tracer, const void* sp);
/// Root of minor collections: the coroutines that ran since the last collection; the stacks of all others hold old objects
/// only.
void trace_ran(State& st, Tracer& tracer);
/// After any collection has marked, before anything is freed: forgets who ran.
void forget_ran(State& st);
/// A dead or dropped coroutine gives its stacks back. Nothing of it is unwound.
void dispose_coroutine(State& st, Coroutine* co);

}  // namespace gs::rt

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
    CoroutineStatus status : 2;
    CoroutineKind kind : 2;
    bool active : 1;  // it is the running one: State::hot holds its words
    bool ran_since_collection : 1;
    bool closing : 1;  // coroutine.close is running its deferred calls: nothing may yield
    bool no_yield : 1;  // inside a finaliser or a host call that can not be left by a yield
    bool in_handler : 1;  // inside the handler of an xpcall, in the extra room for those, or made there
    bool overflowed : 1;  // a `stack overflow` of the Value stack is being handled in the reserve
    bool failed : 1;  // `body` is the error it died of, which no close has fetched yet
    u8 refused : 5;  // how often, since it was resumed on a borrowed stack, it would have needed its own (vm/tier.h)
    // Saved words of Hot while it does not run.
    u16 native_depth;
    u32 frames_left, catchers;
    u32 catchers_below;  // what its resumer has added to `catchers`
    Value *top, *base;
    const Word* pc;
    NativeStack* native;  // innermost piece of its chain; null before the first resume and after the end
    NativeStack* own;  // its own stack, while it runs on that of its resumer (coroutine_borrowed.cpp); else null
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
/// A suspended coroutine that ran without native frames gets a place to go on from on its own native stack.
void prepare_own_stack(Coroutine* co);
/// What coroutine.resume gives for the result of resume: true and the values, or false and the error. Fails only for what can
/// not be caught.
Ret resume_result(State& st, const Ret& ret);
/// coroutine.resume as scripts see it: true and the values, or false and the error. Fails only for what can not be caught.
Ret resume_protected(State& st, Coroutine* co, Args args, u32 first);
Ret yield(State& st, Args args);
/// coroutine.close (12.1): (true), or (false, error).
Ret close_coroutine(State& st, Coroutine* co);
bool is_yieldable(State& st, const Coroutine* co);
/// The word that coroutine.status gives.
const char* status_name(State& st, const Coroutine* co);

inline Coroutine* current(State& st) { return st.hot.co; }

/// The library's functions that switch coroutines, known here because engines may do their work without calling them:
/// coroutine.resume, coroutine.yield, and what coroutine.wrap makes (upvalue 0: the coroutine).
Ret native_resume(State& st, Args args);
Ret native_yield(State& st, Args args);
Ret native_wrapped(State& st, Args args);

/// While one exists nothing may yield out of the running coroutine (finalisers, host callbacks).
class NoYield {
public:
    explicit NoYield(State& st) : co_(st.hot.co), before_(co_->no_yield) { co_->no_yield = true; }
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

// ---- for engines that need no native stack of their own for each coroutine (coroutine_borrowed.cpp) --------------

/// The running coroutine runs on the native stack of its resumer, and must leave that before script code is called from C++.
inline bool on_borrowed_stack(State& st) { return st.hot.co->own && !st.hot.co->no_yield; }
/// Raises ErrorKind::Restart.
Failure own_stack_needed(State& st);
/// For natives that change something before they first call script code: to be called before that.
Status use_own_stack(State& st);
/// `co` can be resumed without leaving the present native stack.
bool may_borrow_stack(State& st, const Coroutine* co);
/// Makes `co`, of which that holds, the running coroutine. hot.base is the frame of the native that resumes it. If it has not
/// run yet (native was null), its body is to be taken and its first frame to be pushed; else it waits in a call of
/// native_yield. False: not enough memory (raised).
bool resume_on_this_stack(State& st, Coroutine* co);
/// Pushes the frame of a coroutine's body; its offset. hot.base and hot.top are set.
Result<u32> push_first_frame(State& st, Function* body, const Value* args, u32 count);
/// The running coroutine, on a borrowed stack, has ended with `ret`: its resumer, which waits in the frame of a native that
/// resumed it, is the running one. (How it yields: coroutine_switch.h.)
void end_on_this_stack(State& st, const Ret& ret);
/// What that native gives the resumer, if the coroutine has given `ret`.
Ret result_of_resume(State& st, const Ret& ret);
/// The running coroutine goes on on its own stack (Engine::go_on) at hot.pc, hot.base; returns when it has yielded or ended,
/// with what its resumer, which is the running one then, gets.
Ret leave_borrowed_stack(State& st);

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

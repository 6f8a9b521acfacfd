// Coroutines, and the stacks that goroutines and the main program run on (they have a Coroutine object too). Each has a
// Value stack of its own, which grows and moves, and a native stack of its own, switched with Boost.Context's assembly.
// Essay in coroutine.cpp.
#pragma once

#include "runtime/object.h"
#include "runtime/state.h"
#include "support/function_ref.h"

namespace gs::rt {

struct NativeStack;   // a piece of address space from the pool (native_stack.h)
struct Goroutine;     // scheduler.h

enum class CoroutineStatus : u8 { Suspended, Running, Normal, Dead };
enum class CoroutineKind : u8 { Main, Goroutine, Coroutine };

struct Coroutine {
    Header h;
    Value* stack;          // bottom of the Value stack; stands still unless the stack grows
    Value* stack_end;      // of the memory; Hot::value_limit keeps a reserve below it
    CoroutineStatus status;
    CoroutineKind kind;
    bool ran_since_collection;
    bool closing;          // coroutine.close is running its deferred calls: nothing is caught, nothing may yield
    u32 no_yield;          // > 0: inside a finaliser or a host call that can not be left by a yield
    // Saved words of Hot while it does not run.
    Value *top, *base;
    const Word* pc;
    u32 frames_left, catchers, native_depth;
    void* context;         // where to resume (fcontext)
    NativeStack* native;   // null before the first resume and after the end
    Coroutine* resumer;    // who resumed it; its status is then normal
    Goroutine* goroutine;  // the goroutine it last ran in
    Value body;            // the function, until the first resume
    Value error;           // the error it died of, for the first close
    Values* transfer;      // values on their way in or out (resume arguments, yield results)
    void* deferred;        // engine's own: list of deferred calls of frames on this stack
};

Coroutine* make_coroutine(State& st, Value body);
/// coroutine.resume without the leading true: the values yielded or returned, or an error Ret whose value is the pending error.
/// Status errors (dead, non-suspended) are pending errors too. `is_wrap`: the resumer passes errors on, so it does not
/// count as a catcher, and the traceback goes on with the resumers (15.5).
Ret resume(State& st, Coroutine* co, Args args, u32 first, bool is_wrap);
Ret yield(State& st, Args args);
/// coroutine.close (12.1).
Ret close_coroutine(State& st, Coroutine* co);
bool is_yieldable(State& st, const Coroutine* co);

inline Coroutine* current(State& st) { return st.hot.co; }

/// The engine's main entry: runs `body` on the big native stack of the main program, with the scheduler around it.
/// Returns when the main chunk has ended; false if a deadlock ended it (reported already; exit status 2).
bool run_main(State& st, FunctionRef<void()> body);

}  // namespace gs::rt

// Coroutines that the loop switches by itself (slow_switch.cpp), for the other slow paths.
#pragma once

#include "runtime/coroutine.h"
#include "vm/frame.h"

namespace gs::vm {

/// One of the natives that switch coroutines.
bool is_switch(const rt::Native* native);
/// A call of one of them at `pc` with `count` arguments, by an instruction whose word says what results are wanted. False:
/// it has to be called like any other native.
bool switch_coroutine(State& st, Word* pc, Value* arguments, u32 count, Next* go_on);
/// The same in the usual case alone: no error, one value is wanted on the other side. pc of the result is null, and nothing
/// has happened, if it is another case, or not one of those natives.
Next switch_for_one(State& st, Word* pc, Value* arguments, u32 count);
/// The running coroutine waits in a call of a native, which gives `ret`.
Next arrive(State& st, const rt::Ret& ret);
/// deliver_results() (slow.h), then on behind the call word.
Next deliver(State& st, Word* pc, u32 wanted, const rt::Ret& ret);

/// The frame at `base`, which C++ has made, is left: the VM loop ends, or the coroutine whose first frame it is. Results as
/// in every Ret; a single one stands in State::results as well.
Next leave_boundary(State& st, Value* base, const rt::Ret& ret);

/// The instruction at hot.pc of the frame hot.base has to be done again on the coroutine's own stack.
Next restart_on_own_stack(State& st);
/// The same for instructions that must not begin on a borrowed stack, as they may call script code after they have changed
/// something. Open values stay where they are.
inline Next start_on_own_stack(State& st, Word* pc, Value* base) {
    st.hot.pc = pc;
    st.hot.base = base;
    return restart_on_own_stack(st);
}

}  // namespace gs::vm

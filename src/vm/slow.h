// The slow paths: what an instruction does when its handler has no short answer. Each does the whole instruction at
// pc anew. Handlers go to them with SLOW (dispatch.h).
#pragma once

#include "vm/frame.h"

namespace gs::vm {

// slow_arith.cpp
Next slow_arith(State&, Word*, Value*);          // every form of Add .. Pow, Imm and K ones too
Next slow_negate(State&, Word*, Value*);
/// The same, metamethods included: for compiled code, as the loop goes on behind the instruction.
Next finish_arith(State&, Word*, Value*);
Next finish_negate(State&, Word*, Value*);
Next slow_length(State&, Word*, Value*);
Next slow_concat(State&, Word*, Value*);

// slow_compare.cpp
Next slow_compare(State&, Word*, Value*);        // Equal .. LessEqual
Next slow_jump_compare(State&, Word*, Value*);   // JumpEqual .. JumpNotGreaterEqualImm
Next slow_jump_constant(State&, Word*, Value*);  // JumpEqualK, JumpNotEqualK
Next slow_loop_compare(State&, Word*, Value*);   // LoopLess .. DecLoopGreaterEqualImm
Next slow_edge(State&, Word*, Value*);           // the counter of a loop edge that is to be taken ran out

// slow_table.cpp
Next slow_new_table(State&, Word*, Value*);
Next slow_new_object(State&, Word*, Value*);
Next slow_new_instance(State&, Word*, Value*);
Next slow_new_list(State&, Word*, Value*);
Next slow_set_list(State&, Word*, Value*);
Next slow_get_field(State&, Word*, Value*);
Next slow_set_field(State&, Word*, Value*);
Next slow_get_index(State&, Word*, Value*);
Next slow_set_index(State&, Word*, Value*);
Next slow_set_index_k(State&, Word*, Value*);
Next slow_get_element(State&, Word*, Value*);
Next slow_set_element(State&, Word*, Value*);
Next slow_append(State&, Word*, Value*);
Next slow_get_method(State&, Word*, Value*);
Next slow_get_global(State&, Word*, Value*);
Next slow_set_global(State&, Word*, Value*);

// slow_function.cpp
Next slow_new_cell(State&, Word*, Value*);
Next slow_copy_cell(State&, Word*, Value*);
Next slow_set_cell(State&, Word*, Value*);
Next slow_set_upvalue_cell(State&, Word*, Value*);
Next slow_closure(State&, Word*, Value*);
Next slow_var_args(State&, Word*, Value*);
Next slow_var_arg_index(State&, Word*, Value*);
Next slow_var_arg_table(State&, Word*, Value*);
Next slow_defer(State&, Word*, Value*);
Next slow_run_defers(State&, Word*, Value*);

// slow_call.cpp
Next slow_call(State&, Word*, Value*);
Next slow_native_failed(State&, Word*, Value*);   // an error came out of CallNative or one of its relatives
Next slow_native_results(State&, Word*, Value*);  // all results are wanted: Hot::nresults of them, not one
Next slow_call_open(State&, Word*, Value*);
Next slow_tail_call(State&, Word*, Value*);
Next slow_tail_call_open(State&, Word*, Value*);
Next slow_switch(State&, Word*, Value*);         // slow_switch.cpp
Next slow_halt(State&, Word*, Value*);
Next slow_return0(State&, Word*, Value*);
Next slow_return1(State&, Word*, Value*);
Next slow_return(State&, Word*, Value*);         // Return, ReturnOpen, ReturnVarArgs
/// Hands the results of a native to the window that it was called in (`pc`: the call word; hot.base: the caller's frame, which
/// moves with the stack). False: an error is pending.
bool deliver_results(State&, const Word* pc, u32 wanted, const rt::Ret& ret);
/// Begins the script function in the window at this offset, for the instruction of the running frame that State::hot tells.
Next start_call(State&, u32 offset, u32 count, Word* back_to);
/// Slots that a call of a function with so many arguments needs, from argument 0 on.
u32 room_for(rt::Function* f, u32 count);
/// Makes the frame of a function whose arguments stand at hot.base: for Engine::execute.
Next enter(State&, rt::Function*, u32 count);
/// Begins the function whose frame has been made: in the VM, or in compiled code. Says where the VM goes on.
Next begin(State&, Next start);

// slow_range.cpp
Next slow_range_start(State&, Word*, Value*);
Next slow_range_next(State&, Word*, Value*);
/// A step of a loop over a table, whose hidden registers begin at `range`: its key and, if `two` are wanted, value are put at
/// `to`. False, and nil there, at the end.
bool next_entry(State&, Value* range, Value* to, bool two);
Next slow_var_arg_next(State&, Word*, Value*);

/// Tells the compilers what a RangeStart ranges over.
inline void note_range(Word* pc, Value kind) {
    auto now = static_cast<u8>(1 + kind.as_int());
    if (pc->x != now) pc->x = pc->x == 0 ? now : bytecode::kMixedRanges;
}

// slow_channel.cpp
Next slow_go(State&, Word*, Value*);
Next slow_send(State&, Word*, Value*);
Next slow_receive(State&, Word*, Value*);
Next slow_receive_ok(State&, Word*, Value*);
Next slow_make_channel(State&, Word*, Value*);
Next slow_select(State&, Word*, Value*);

/// The slow path of an instruction, whatever its form; null if it has none.
SlowPath slow_path(const Word& w);

}  // namespace gs::vm

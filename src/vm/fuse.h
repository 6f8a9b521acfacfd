// Instructions that often run one behind the other become groups of two or three: the first one takes a form that does the work of all.
// In functions that have run for a while, so that their instructions have the forms they stay in. A group saves dispatches, and more than
// those where a value goes from one instruction to the next without being loaded from its register, which takes as long as five
// instructions.
//
// The others stay as they are in the stream, for jumps to them and for everyone who reads the stream. A group relies on their
// forms; so whoever changes the form of an instruction does that with change_form.
#pragma once

#include "vm/frame.h"

namespace gs::vm {

/// Called at polls; looks through the function the first few times.
void fuse(State& st, bytecode::FunctionData& data);
/// The form that an instruction would have alone.
bytecode::Op form_alone(bytecode::Op op);
/// Gives the instruction at pc another form. `base` is the frame that runs it.
void change_form(State& st, const Value* base, Word* pc, bytecode::Op form);

/// Marks the function of this NewInstance in its head if it is a constructor (vm/instances.h). Callers will not look at the global
/// setmetatable, so it is watched. `base` as above; the instruction has just found setmetatable in its register.
void mark_constructor(State& st, const Value* base, const Word* instance);
/// Ends the form NewInstance at pc for good; `base` as above.
void end_instance(State& st, const Value* base, Word* pc);

}  // namespace gs::vm

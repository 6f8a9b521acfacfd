// Objects that compiled code did without (opt/escape.cpp) and that an exit needs after all.
#pragma once

#include "jit/ir/graph.h"
#include "runtime/state.h"

namespace gs::jit {

/// Makes the object with these fields: the inputs of SunkTable, SunkCell or SunkClosure, boxed. It may collect: what only the
/// caller knows must be on the native stack, or in the frame, which ends at `frame_end`. hot.top stays as it is, for open
/// values that the VM is about to take end there.
rt::Header* make_sunk_object(rt::State& st, const SunkObject& what, const rt::Value* fields, u32 count,
                             rt::Value* frame_end);

}  // namespace gs::jit

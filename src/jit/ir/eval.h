// What operations compute, for constant folding and for the evaluator (code/evaluate.cpp), which is the oracle that back ends
// are tested against.
//
// Values are 64 bits: Value and Ptr as they are, ints sign extended, bools 0 or 1, doubles as their bits.
#pragma once

#include "jit/ir/graph.h"

namespace gs::jit {

enum class Outcome : u8 {
    Value,  // *result is set (to 0 for guards without a value)
    Exit,  // a guard that fails
    Unknown,  // depends on more than the inputs, or (a remainder by 0) must not happen
};

/// The operation on these inputs. Unknown for everything but pure operations and guards.
Outcome eval_pure(const Node& node, const u64* inputs, u64* result);

/// The Value of something of that type; `tag` is that of a Ptr. What a snapshot's values become at an exit.
rt::Value box(Type type, u64 bits, u64 tag);

}  // namespace gs::jit

// What engines may leave out when a store into an old object replaces a value.
//
// A slot of an old object that holds a young one has been logged since the last minor collection, alone or with its whole
// cell: after a collection nothing is young, and the barrier has watched the slot since. So if the value that is replaced is
// young, nobody has to be told of the new one, whatever it is. That saves the log of programs that put fresh objects into
// the same few places again and again. The exception are copies that a growing array has been moved to (Heap::replaces): it
// is the slots of the original that have been logged.
#pragma once

#include "runtime/object.h"

namespace gs::rt {

inline constexpr u8 kGcMoved =
    4;  // in Header::gc: what was in the slots when the cell was made may not have been logged

/// The slot is in the log already, or its whole cell. `owner`, the cell that holds the slot, is old.
inline bool is_logged(const Header* owner, const Value* slot) {
    return slot->is_reference() && !(slot->as_header()->gc & kGcOld) && !(owner->gc & kGcMoved);
}

}  // namespace gs::rt

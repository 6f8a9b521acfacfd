// Metamethods of operators, as far as they are script functions, run in the loop that runs the operator: C++ is not entered anew.
//
// The instruction makes a call window above its frame and begins the function like a call. What is different is the way back,
// as the result belongs into a register of the instruction, which is no call word. So the return address is that of a
// MetaReturn, which stands behind a word that says as much as a call word does. There is one pair for each frame size, in a
// table that never changes, and the window has a slot more, for the instruction:
//
//     R[size]      the instruction (raw)      frame[kOperatorSlot]
//     R[size + 1]  the metamethod
//     R[size + 2]  return address: MetaReturn
//     R[size + 3]  the operands
#pragma once

#include <array>

#include "runtime/ops.h"
#include "runtime/shape.h"
#include "vm/frame.h"

namespace gs::vm {

/// Slots of the window in front of the operands.
inline constexpr u32 kOperatorWindow = 1 + bytecode::kWindowSlots;
inline constexpr u32 kMostOperatorFrame = 256;

/// The MetaReturn behind metamethods of a frame of so many registers, less than kMostOperatorFrame. The word in front of it stands
/// for the call.
Word* operator_return(u32 frame_size);

/// Where a table of some shape finds the metamethod of an operator: in a slot of its metatable. Metatables are prototypes, so
/// their epoch tells when slots may be others.
class OperatorCache {
public:
    /// When shapes may have died, and tables with them.
    void clear() { entries_ = {}; }
    /// absent() if it is not known.
    Value find(State& st, const rt::Table* t, rt::Name name) const {
        const Entry& entry = entries_[place(t, name)];
        bool known = entry.shape == t->h.id && entry.name == name && entry.epoch == rt::shape_epochs(st).prototype;
        return known ? *entry.slot : Value::absent();
    }
    /// Remembers where it is, if that is a slot.
    void note(State& st, const rt::Table* t, rt::Name name);

private:
    struct Entry {
        u32 shape, epoch;  // shape 0 is that of no table
        const Value* slot;
        rt::Name name;
    };
    static constexpr u32 kSize = 64;
    static u32 place(const rt::Table* t, rt::Name name) { return (t->h.id * 4 + static_cast<u32>(name)) % kSize; }

    std::array<Entry, kSize> entries_{};
};

/// The metamethod of an operator with these operands, of which one is a table: as rt::arith_handler says.
Value operator_handler(State& st, rt::ArithOp op, Value a, Value b);
/// The same for the minus in front of a table.
Value negate_handler(State& st, const rt::Table* t);
/// Begins the metamethod, a script function, of the running instruction `pc`; its frame has been saved. False (and nothing has
/// happened): the frame is too large for that.
bool call_metamethod(State& st, Word* pc, Value handler, const Value* operands, u32 count, Next* go_on);

}  // namespace gs::vm

// Checks of finished bytecode, and its text form.
#pragma once

#include <string>

#include "bytecode/proto.h"

namespace gs::bytecode {

/// What is wrong with the function (its children are not looked at), or an empty text. Checks that registers lie in
/// the frame, jumps hit
/// instructions, literals are what they should be, open values meet their taker, control does not run off the end,
/// and no register is
/// read on a path on which it was not written.
std::string verify(const rt::Code* code);
/// The function and all its children.
std::string verify_all(const rt::Code* code);

/// Text of a function and its children, without addresses: functions are numbered in the order of the text.
std::string disassemble(const rt::Code* code);

}  // namespace gs::bytecode

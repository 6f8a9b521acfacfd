// Deferred calls (language.md 7.9), the same for every engine. A frame that executes `defer` keeps a list; when the frame is
// left, by a return or an error, run_deferred runs it last to first in that frame's context.
#pragma once

#include "runtime/call.h"
#include "runtime/state.h"

namespace gs::rt {

/// Appends a call to the list (null: makes it). The arguments stand on the Value stack from `offset` on. `pc` is the position of
/// the defer statement, which errors of the call get. The list may move: the result replaces it.
Result<Values*> add_deferred(State& st, Values* list, Value callee, u32 offset, u32 count, const Word* pc);

/// Runs the calls of the list and gives what the frame is left with: `ret`, or the error of a deferred call in its place.
/// The list is empty afterwards. Fatal errors run nothing. While coroutine.close unwinds (ErrorKind::Closing) the error stays
/// Closing and the pending value becomes the last error that a deferred call raised (Value::absent() if none did).
/// hot.base, hot.top must be those of the frame; hot.pc is changed.
Ret run_deferred(State& st, Values* list, Ret ret);

}  // namespace gs::rt

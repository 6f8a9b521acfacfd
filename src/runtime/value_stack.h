// Value stacks, for those who make and scan coroutines; users call ensure_stack (call.h).
#pragma once

#include "runtime/coroutine.h"

namespace gs::rt {

/// Gives a coroutine its first slots.
void set_first_stack(Coroutine* co, Value* slots, u32 count);
void free_value_stack(State& st, Coroutine* co);
/// For every collection: nothing stale is left above `top`. May lower dirty_end, so Hot::value_limit must follow.
void clear_unused_slots(Coroutine* co, Value* top);

}  // namespace gs::rt

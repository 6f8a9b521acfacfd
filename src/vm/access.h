// Elements of tables by keys that are no ints of the array part: what handlers call before they give up.
#pragma once

#include "runtime/shape.h"
#include "runtime/state.h"

namespace gs::vm {

/// A string that can name a field: one that is interned.
inline bool is_name(rt::Value key) { return key.is_string() && (key.as_string()->h.aux & rt::String::kInterned); }

/// The value of t[key], nil if it is absent; absent() if prototypes or metamethods have to be asked. Neither allocates
/// nor fails.
rt::Value quick_get(rt::State& st, rt::Table* t, rt::Value key);
/// Replaces the value of t[key]. False, and nothing has changed, if there is none yet, if it is to be removed, or if it is
/// not as simple.
bool quick_set(rt::State& st, rt::Table* t, rt::Value key, rt::Value v);

/// Whether looking for a field in the prototypes of such objects changes nothing: they have been declared to be some.
bool inherits_quietly(rt::State& st, const rt::Shape* shape);

}  // namespace gs::vm

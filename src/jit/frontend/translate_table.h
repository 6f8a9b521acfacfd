// What translations of fields and of elements have in common.
#pragma once

#include <vector>

#include "jit/frontend/translate.h"

namespace gs::jit {

/// Whether the value may turn out to be a table.
bool may_be_table(const Node* object);
/// The pointer of a table. Where something else has come along before, the way on of that is put into `others`.
Node* as_table(Emitter& e, Node* object, std::vector<Path>* others);
/// Behind the usual way: the others go the slow way, if there are any, and join it.
void slow_ways(Emitter& e, std::vector<Path> others);
/// A value behind the last element of what may be a table; with a metatable the slow path of the instruction does it.
void append_to(Emitter& e, Node* list, Node* value);
/// Access by a key that is looked up by its hash, or of no known kind.
void get_by_key(Emitter& e, u32 to, Node* object, Node* key);
void set_by_key(Emitter& e, Node* object, Node* key, Node* value);

}  // namespace gs::jit

// What translations know about shapes: guards, and the transitions that stores of shapes are.
#pragma once

#include "jit/frontend/emitter.h"
#include "runtime/state.h"

namespace gs::jit {

/// The shape id of a table.
Node* shape_of(Emitter& e, Node* table);
/// Whether it is that one.
Node* is_shape(Emitter& e, Node* id, u32 shape);
/// Whether a table has neither fields nor a metatable.
Node* is_plain(Emitter& e, Node* table);
/// The shape that a value has if control has come here: it has been compared with that one on the only way, or has been given that
/// one there; 0 if neither. So the body of an inlined method knows the object that the method was found by, and that of a
/// constructor the object that it has got.
u32 known_shape(Emitter& e, Node* object);
/// Gives a table another shape, all that goes with it being done.
void set_shape(Emitter& e, Node* table, u32 shape);

/// Whether the metatable of a shape, which must have one, is still known to lack metamethods that it lacks now.
Node* still_lacks(Emitter& e, const rt::MetaInfo* metatable, std::initializer_list<rt::Name> names);

/// setmetatable(table, metatable) of a table that has been made in this code, by a transition of shapes. False: it can not be
/// done that way, and nothing has been done.
bool set_metatable_of_new(Emitter& e, Node* object, Node* metatable);

/// Whether that epoch (rt::ShapeEpochs) is still the same.
Node* is_prototype_epoch(Emitter& e, u32 epoch);
Node* is_new_index_epoch(Emitter& e, u32 epoch);
/// R[a] of this instruction by the metamethod that `object`, as far as it has been seen, has for an operator with these operands,
/// with guards. False, and nothing has been made, if that is not known or has failed here.
bool by_metamethod(Emitter& e, Node* object, rt::Name name, const Nodes& operands);

}  // namespace gs::jit

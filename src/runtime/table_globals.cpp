// _G. Its string keys have cells as values, so that a resolved global is one load away wherever code names it. A cell
// whose value is nil is an absent field: code may name globals that are never set. Cells stay when their global is removed,
// because code keeps naming them.
//
// Order (9.4): a global is inserted when its cell gets a value while it has none. That moves its entry to the end.

#include "runtime/heap_inline.h"
#include "runtime/state.h"
#include "runtime/strings.h"
#include "runtime/table_parts.h"
#include "support/assert.h"

namespace gs::rt {

namespace {

GlobalCell* make_cell(State& st, String* name) {
    auto* cell =
        static_cast<GlobalCell*>(allocate_small(st, sizeof(GlobalCell), HeapType::GlobalCell, GlobalCell::kUnset));
    cell->value = Value::nil();
    cell->name = name;
    return cell;
}

GlobalCell* find_cell(const Table* globals, String* name) {
    Value v = hash_get(globals->hash(), Value::string(name));
    return v.is_nil() ? nullptr : v.as_object<GlobalCell>();
}

/// Makes the entry of a cell the last one.
bool append_entry(State& st, Table* globals, String* name) {
    Value key = Value::string(name);
    Hash* h = globals->hash();
    if (hash_position(h, hash_find(h, key)) + 1 == h->used) return true;
    if (!make_hash_room(st, globals, 1)) return false;
    h = globals->hash();
    hash_move_to_end(st, h, hash_probe(h, key));
    return true;
}

}  // namespace

Table* make_globals(State& st) {
    Table* t = make_table(st);
    own_store(st, t);
    t->bound = 0;
    t->h.aux |= Table::kGlobals;
    change_shape(st, t, kUncachedRoot);
    return t;
}

GlobalCell* table_global_cell(State& st, Table* globals, String* name) {
    name = intern(st, name);
    if (GlobalCell* cell = find_cell(globals, name)) return cell;
    GlobalCell* cell = make_cell(st, name);
    bool stored = set_in_hash(st, globals, Value::string(name), Value::object(cell));
    GS_CHECK(stored);
    return cell;
}

void note_assigned(State& st, GlobalCell* cell) {
    if (cell->h.aux & GlobalCell::kCached) change_prototypes(st);
    if (cell->h.aux & GlobalCell::kCompiled) st.watched_changes(st, cell);
    cell->h.aux = cell->h.aux == GlobalCell::kUnset ? GlobalCell::kConstant : GlobalCell::kVariable;
}

bool watch_global(GlobalCell* cell, u8 who) {
    if (!cell->is_constant() || cell->value.is_nil()) return false;
    cell->h.aux |= who;
    return true;
}

bool set_global_field(State& st, Table* globals, String* name, Value v) {
    GlobalCell* cell = find_cell(globals, name);
    if (!cell) {
        if (v.is_nil()) return true;
        cell = make_cell(st, name);
        if (!set_in_hash(st, globals, Value::string(name), Value::object(cell))) return false;
    } else if (cell->value.is_nil()) {
        if (v.is_nil()) return true;
        if (!append_entry(st, globals, name)) return false;
    }
    note_assigned(st, cell);
    st.heap->store(&cell->h, &cell->value, v);
    return true;
}

}  // namespace gs::rt

// Metatables of tables: changing them, weak tables, and metamethods.

#include "runtime/metatable.h"
#include "runtime/native_args.h"
#include "runtime/shape_impl.h"
#include "runtime/state.h"
#include "runtime/strings.h"
#include "runtime/table_parts.h"
#include "support/assert.h"

namespace gs::rt {

namespace {

/// Tables with a __mode are sparse dictionaries, so that every access to a weak reference is a call of the runtime.
/// Without the memory for that the table keeps its parts, which the collector can clear as well.
void make_weak(State& st, Table* t, MetaInfo* info) {
    if (make_sparse(st, t) && make_dictionary(st, t)) {
        t->h.aux |= Table::kWeak;
        change_shape(st, t, st.shapes->root(info, 0, Shape::kDictionary | Shape::kUncached));
    } else {
        u32 id = st.shapes->with_metatable(t->h.id, info);
        if (id != 0) change_shape(st, t, id);
    }
}

}  // namespace

void become_prototype(State& st, Table* t) {
    if (t->h.aux & Table::kPrototype) return;
    t->h.aux |= Table::kPrototype;
    if (is_dictionary(st, t)) return;
    if (u32 id = st.shapes->as_prototype(t->h.id)) {
        change_shape(st, t, id);
    } else {
        bool made = make_dictionary(st, t);
        GS_CHECK(made);  // a hash part of at most kMaxFields entries more
    }
}

Table* get_metatable(State& st, const Table* t) {
    const MetaInfo* info = shape_of(st, t)->meta;
    return info ? info->table : nullptr;
}

u32 known_metatable_step(State& st, u32 from, const Table* metatable) {
    constexpr u64 kSpecial = u64{1} << static_cast<u32>(Name::Mode) | u64{1} << static_cast<u32>(Name::Gc);
    const Shape* shape = &st.hot.shapes[from];
    const ChildMap* steps = ChildMap::of(shape);
    if (shape->meta != nullptr || steps == nullptr) return 0;
    u32 id = steps->find(Value::table(metatable));
    return id != 0 && (st.hot.shapes[id].meta->absent & kSpecial) == kSpecial ? id : 0;
}

bool set_known_metatable(State& st, Table* t, Table* metatable) {
    if (t->h.aux & Table::kPrototype) return false;
    u32 id = known_metatable_step(st, t->h.id, metatable);
    if (id == 0) return false;
    change_shape(st, t, id);
    return true;
}

void set_metatable(State& st, Table* t, Table* metatable) {
    if (t->h.aux & Table::kPrototype) change_prototypes(st);
    MetaInfo* info = nullptr;
    if (metatable) {
        become_prototype(st, metatable);
        info = st.shapes->meta_info(metatable);
        if (metamethod(st, info, Name::Mode).is_string()) return make_weak(st, t, info);
    }
    if (!is_dictionary(st, t)) {
        if (u32 id = st.shapes->with_metatable(t->h.id, info)) {
            change_shape(st, t, id);
            return;
        }
        bool made = make_dictionary(st, t);
        GS_CHECK(made);
    }
    t->h.aux &= static_cast<u8>(~Table::kWeak);
    change_shape(st, t, st.shapes->root(info, 0, Shape::kDictionary | (holds_cells(t) ? Shape::kUncached : 0)));
}

bool change_metatable(State& st, Table* t, Table* metatable) {
    if (metatable && set_known_metatable(st, t, metatable)) return true;
    MetaInfo* before = shape_of(st, t)->meta;
    if (before && !metamethod(st, before, Name::Metatable).is_nil()) return false;
    set_metatable(st, t, metatable);
    MetaInfo* after = shape_of(st, t)->meta;
    if (after && !metamethod(st, after, Name::Gc).is_nil()) st.heap->mark_for_finalization(&t->h);
    return true;
}

Ret native_setmetatable(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    if (!in.has(1) || !(in[1].is_nil() || in[1].is_table())) return in.type_error(1, "nil or table");
    Table* metatable = in[1].is_nil() ? nullptr : in[1].as_table();
    if (!change_metatable(st, t, metatable)) return st.raise_text("cannot change a protected metatable");
    return in[0];
}

Value metamethod(State& st, const Table* metatable, Name n) { return raw_get_string(st, metatable, st.name(n)); }

Value metamethod(State& st, MetaInfo* info, Name n) {
    u64 bit = u64{1} << static_cast<u32>(n);
    if (info->absent & bit) return Value::nil();
    Value v = raw_get_string(st, info->table, st.name(n));
    if (v.is_nil()) info->absent |= bit;
    return v;
}

Value metamethod_of(State& st, Value v, Name n) {
    if (v.is_table()) {
        MetaInfo* info = shape_of(st, v.as_table())->meta;
        return info ? metamethod(st, info, n) : Value::nil();
    }
    if (v.is_object() && v.as_header()->type == HeapType::Userdata) {
        const Table* metatable = v.as_object<Userdata>()->metatable;
        return metatable ? metamethod(st, metatable, n) : Value::nil();
    }
    return Value::nil();
}

}  // namespace gs::rt

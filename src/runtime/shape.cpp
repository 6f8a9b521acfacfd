// Shapes.
//
// A table's shape id says which string key stands in which slot. Shapes form a tree: each adds one key to its parent, so
// tables that get the same keys in the same order share their shapes, and one compare of the id tells an inline cache
// where a field is. The root of a tree stands for a metatable, a number of inline slots and flags.
//
// Order. A removed key keeps its slot, which then holds nil, and the shape stays: separate shapes for absent fields would
// make every optional field polymorphic. But a key that is given again belongs at the end of the order (language.md
// 9.4). If keys with values stand behind it, the table moves to a shape that has it at the end, in the same slot
// (`move_to_end`). Such shapes are made in a normal form, so that a field that is removed and given again all the time
// leads around in a small circle: first all keys in the order of their slots, then moves of those that are out of order.
//
// Limits. A transition costs 35-50 ns and 64 bytes for good, so tables used as dictionaries must not make them: beyond 128
// fields, 16 transitions made for computed keys on the way to a shape, 128 made for computed keys from one shape, 8 keys
// moved out of order, or 256 metatables given to tables of one shape, `0` is returned and the table moves its fields to
// the hash part.
//
// Metatables. `with_metatable` finds the shape with the same keys in the tree of another metatable; the result is kept as
// a transition, so that a constructor which calls setmetatable pays one look-up. Tables that are used as prototypes (as
// metatable or __index) have trees of their own, which caches for stores do not accept: so every change of a
// prototype passes through table_fields.cpp, where it can invalidate.
//
// Collector. Tables keep shapes alive, shapes their parents, keys and metatable. Transitions and caches do not: a full
// collection frees shapes that no table has, drops transitions to them, and engines clear their caches. Shapes are not in
// the heap, so a minor collection does not see what new shapes refer to through old tables: these shapes are listed in
// `recent` and are roots of the next collection.

#include "runtime/shape.h"

#include <algorithm>
#include <new>
#include <sys/mman.h>

#include "runtime/heap.h"
#include "runtime/shape_impl.h"
#include "runtime/strings.h"
#include "support/address_space.h"
#include "support/assert.h"

namespace gs::rt {

namespace {

constexpr u32 kMaxShapes = 1u << 24;
constexpr u32 kMaxComputedKeys = 16;  // transitions made for computed keys on the way to one shape
constexpr u32 kMaxComputedChildren = 128;
constexpr u32 kMaxChildren = 4096;
constexpr u32 kMaxMetatables = 256;
constexpr u32 kMaxMoves = 8;

const Value kPrototypeKey = Value::boolean(true);

Value metatable_key(const Table* metatable) { return metatable ? Value::table(metatable) : Value::nil(); }

}  // namespace

// ---- transitions of one shape -----------------------------------------------------------------------------------

void ChildMap::insert(Value key, u32 id, bool computed) {
    if (count_ * 2 >= entries_.size()) {
        std::vector<Entry> old = std::move(entries_);
        entries_.assign(old.empty() ? 8 : old.size() * 2, Entry{0, 0, 0});
        count_ = computed_ = metatables_ = 0;
        for (const Entry& e : old) {
            if (e.id != 0) insert(Value{e.key}, e.id, e.computed != 0);
        }
    }
    u64 mask = entries_.size() - 1;
    u64 i = spread(key.bits) & mask;
    while (entries_[i].id != 0) i = (i + 1) & mask;
    entries_[i] = {key.bits, id, computed};
    ++count_;
    computed_ += computed;
    metatables_ += key.is_table();
}

ChildMap& ShapeTable::Impl::child_map(Shape* from) {
    if (ChildMap* map = ChildMap::of(from)) return *map;
    auto* map = new ChildMap;
    if (from->child != 0) {
        u32 only = static_cast<u32>(from->child >> 1);
        map->insert(at(only)->key, only, at(only)->computed > from->computed);
    }
    from->child = reinterpret_cast<u64>(map);
    return *map;
}

u32 ShapeTable::Impl::find_child(const Shape* from, Value key) const {
    if (from->child & 1) {
        u32 only = static_cast<u32>(from->child >> 1);
        return at(only)->key == key ? only : 0;
    }
    const ChildMap* map = ChildMap::of(from);
    return map ? map->find(key) : 0;
}

void ShapeTable::Impl::add_child(Shape* from, Value key, u32 id, bool computed) {
    if (from->child == 0 && at(id)->key == key) {
        from->child = u64{id} << 1 | 1;
    } else {
        child_map(from).insert(key, id, computed);
    }
}

// ---- making and freeing -------------------------------------------------------------------------------------------

ShapeTable::Impl::Impl(State& state) : st(state) {
    void* memory = MAP_FAILED;
    // Address space alone; where it is scarce, and half of what there is would not do, fewer shapes will (tables without one become
    // dictionaries).
    for (limit = kMaxShapes; memory == MAP_FAILED; limit /= 4) {
        GS_CHECK(limit >= 1024);
        region_bytes = u64{limit} * sizeof(Shape);
        if (!has_address_space(2 * region_bytes)) continue;
        memory =
            mmap(nullptr, region_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (memory != MAP_FAILED) break;
    }
    region = static_cast<Shape*>(memory);
    at(0)->flags = Shape::kFree;
    for (u32 id = kPlainRoot; id < kFirstShape; ++id) {
        Shape* shape = new (at(id)) Shape{};
        shape->id = id;
        shape->mark = epoch;
        if (id < kDictionaryRoot) shape->inline_slots = static_cast<u8>(id - kPlainRoot);
        if (id == kDictionaryRoot) shape->flags = Shape::kDictionary;
        if (id == kUncachedRoot) shape->flags = Shape::kDictionary | Shape::kUncached;
        if (id == kPrototypeRoot) shape->flags = Shape::kPrototype;
    }
}

ShapeTable::Impl::~Impl() {
    for (u32 id = kPlainRoot; id < high; ++id) release(at(id));
    for (auto& [table, info] : meta_infos) delete info;
    munmap(region, region_bytes);
}

u32 ShapeTable::Impl::make(u32 parent, MetaInfo* meta, u32 inline_slots, u8 flags) {
    u32 id;
    if (!free_ids.empty()) {
        id = free_ids.back();
        free_ids.pop_back();
    } else if (high < limit) {
        id = high++;
    } else {
        return 0;
    }
    Shape* shape = new (at(id)) Shape{};
    shape->id = id;
    shape->parent = parent;
    shape->meta = meta;
    shape->inline_slots = static_cast<u8>(inline_slots);
    shape->flags = flags;
    // During a full collection that is left to change_shape, or to the marker if the table is young: the parent has to be
    // marked, too.
    shape->mark = st.hot.marking ? static_cast<u8>(epoch - 1) : epoch;
    recent.push_back(id);
    return id;
}

void ShapeTable::Impl::release(Shape* shape) {
    if (shape->flags & Shape::kFree) return;
    delete ChildMap::of(shape);
    delete shape->index;
    shape->child = 0;
    shape->index = nullptr;
    shape->flags = Shape::kFree;
}

ShapeTable::ShapeTable(State& st) : impl_(new Impl(st)) {
    region_ = impl_->region;
    st.hot.shapes = region_;
    st.heap->add_root(
        [](Tracer& tracer, void* context) {
            auto* impl = static_cast<Impl*>(context);
            for (u32 id : impl->recent) {
                if (!(impl->at(id)->flags & Shape::kFree)) impl->trace_shape(tracer, impl->at(id));
            }
            impl->recent.clear();
        },
        impl_);
}

ShapeTable::~ShapeTable() { delete impl_; }

u32 ShapeTable::count() const { return impl_->high - kFirstShape - static_cast<u32>(impl_->free_ids.size()); }

// ---- roots and metatables -----------------------------------------------------------------------------------------

MetaInfo* ShapeTable::find_meta_info(Table* table) const {
    auto found = impl_->meta_infos.find(table);
    return found == impl_->meta_infos.end() ? nullptr : found->second;
}

MetaInfo* ShapeTable::meta_info(Table* table) {
    MetaInfo*& info = impl_->meta_infos[table];
    if (!info) info = new MetaInfo{table, 0, {}};
    return info;
}

u32 ShapeTable::root(MetaInfo* meta, u32 inline_slots, u8 flags) {
    u32 place = flags & Shape::kUncached     ? kUncachedRoot
                : flags & Shape::kDictionary ? kDictionaryRoot
                : flags & Shape::kPrototype  ? kPrototypeRoot
                                             : kPlainRoot + inline_slots;
    u32 id = place;
    if (meta) {
        u32& known = meta->roots[place - kPlainRoot];
        if (known == 0) known = impl_->make(0, meta, place < kDictionaryRoot ? inline_slots : 0, flags);
        id = known;
    }
    if (place == kPrototypeRoot && inline_slots != 0) {
        // There are few of these: they are transitions of the one without inline slots.
        Value key = Value::integer(inline_slots);
        Shape* base = at(id);
        id = impl_->find_child(base, key);
        if (id == 0) {
            id = impl_->make(0, meta, inline_slots, flags);
            impl_->child_map(base).insert(key, id, false);
        }
    }
    GS_CHECK(id != 0);  // 16 million metatables are alive
    return id;
}

u32 ShapeTable::with_metatable(u32 from, MetaInfo* meta) {
    Value key = metatable_key(meta ? meta->table : nullptr);
    if (u32 id = impl_->find_child(at(from), key)) return id;
    ChildMap& map = impl_->child_map(at(from));
    if (map.metatables() >= kMaxMetatables) return 0;
    u64 keys[kMaxFields];
    u8 slots[kMaxFields];
    u32 fields = impl_->read_fields(at(from), keys, slots);
    u32 id = impl_->rebuild(*this, root(meta, at(from)->inline_slots, at(from)->flags), keys, slots, fields);
    if (id != 0) map.insert(key, id, false);
    return id;
}

u32 ShapeTable::as_prototype(u32 from) {
    if (u32 id = impl_->find_child(at(from), kPrototypeKey)) return id;
    u64 keys[kMaxFields];
    u8 slots[kMaxFields];
    u32 fields = impl_->read_fields(at(from), keys, slots);
    u8 flags = at(from)->flags | Shape::kPrototype;
    u32 id = impl_->rebuild(*this, root(at(from)->meta, at(from)->inline_slots, flags), keys, slots, fields);
    if (id != 0) impl_->child_map(at(from)).insert(kPrototypeKey, id, false);
    return id;
}

// ---- keys -----------------------------------------------------------------------------------------------------------

u32 ShapeTable::add(u32 from, String* name, bool computed) {
    Value key = Value::string(name);
    Shape* parent = at(from);
    if (u32 id = impl_->find_child(parent, key)) return id;
    if (parent->fields == kMaxFields) return 0;
    if (computed && parent->computed >= kMaxComputedKeys) return 0;
    if (const ChildMap* map = ChildMap::of(parent)) {
        if (map->count() >= kMaxChildren || (computed && map->computed() >= kMaxComputedChildren)) return 0;
    }
    u32 id = impl_->make(from, parent->meta, parent->inline_slots, parent->flags);
    if (id == 0) return 0;
    Shape* shape = at(id);
    shape->key = key;
    shape->slot = parent->fields;
    shape->fields = static_cast<u8>(parent->fields + 1);
    shape->moves = parent->moves;
    shape->computed = static_cast<u8>(parent->computed + computed);
    impl_->add_child(parent, key, id, computed);
    return id;
}

u32 ShapeTable::Impl::read_fields(const Shape* shape, u64* keys, u8* slots) const {
    u32 fields = shape->fields;
    bool seen[kMaxFields] = {};
    // From the end: what comes first on this way is the last in the order, earlier transitions of its key do not count.
    for (u32 position = fields; position != 0; shape = at(shape->parent)) {
        if (seen[shape->slot]) continue;
        seen[shape->slot] = true;
        keys[shape->slot] = shape->key.bits;
        slots[--position] = shape->slot;
    }
    return fields;
}

u32 ShapeTable::Impl::move_step(u32 from, u64 key, u8 slot) {
    if (u32 id = find_child(at(from), Value{key})) return id;
    const Shape* parent = at(from);
    u32 id = make(from, parent->meta, parent->inline_slots, parent->flags);
    if (id == 0) return 0;
    Shape* shape = at(id);
    shape->key = Value{key};
    shape->slot = slot;
    shape->fields = parent->fields;
    shape->moves = static_cast<u8>(parent->moves + 1);
    shape->computed = parent->computed;
    add_child(at(from), Value{key}, id, false);
    return id;
}

u32 ShapeTable::Impl::rebuild(ShapeTable& table, u32 root, const u64* keys, const u8* slots, u32 fields) {
    u32 in_order = 0;
    while (in_order < fields && (in_order == 0 || slots[in_order] > slots[in_order - 1])) ++in_order;
    if (fields - in_order > kMaxMoves) return 0;
    u32 id = root;
    for (u32 slot = 0; slot < fields && id != 0; ++slot) id = table.add(id, Value{keys[slot]}.as_string(), false);
    for (u32 i = in_order; i < fields && id != 0; ++i) id = move_step(id, keys[slots[i]], slots[i]);
    return id;
}

u32 ShapeTable::move_to_end(u32 from, String* name) {
    Value key = Value::string(name);
    if (u32 id = impl_->find_child(at(from), key)) return id;
    u64 keys[kMaxFields];
    u8 slots[kMaxFields];
    u32 fields = impl_->read_fields(at(from), keys, slots);
    u32 position = 0;
    while (keys[slots[position]] != key.bits) ++position;
    std::rotate(slots + position, slots + position + 1, slots + fields);
    const Shape* shape = at(from);
    u32 id = impl_->rebuild(*this, root(shape->meta, shape->inline_slots, shape->flags), keys, slots, fields);
    // The normal form may pass through `from` itself and have made the transition.
    if (id != 0 && impl_->find_child(at(from), key) == 0) impl_->child_map(at(from)).insert(key, id, false);
    return id;
}

// ---- searching and order --------------------------------------------------------------------------------------------

FieldIndex* ShapeTable::Impl::index_of(Shape* shape) {
    if (!shape->index) shape->index = new FieldIndex;
    return shape->index;
}

namespace {

u32 search_chain(const Shape* region, const Shape* shape, u64 key) {
    for (; shape->fields != 0; shape = region + shape->parent) {
        if (shape->key.bits == key) return shape->slot;
    }
    return kNoSlot;
}

void build_index(const Shape* region, const Shape* shape, FieldIndex& index) {
    u8 bits = 5;
    while ((1u << bits) < 2u * shape->fields) ++bits;
    index.shift = static_cast<u8>(64 - bits);
    index.words.assign(std::size_t{1} << bits, 0xFF);
    index.keys.resize(shape->fields);
    for (const Shape* s = shape; s->fields != 0; s = region + s->parent) index.keys[s->slot] = s->key.bits;
    u64 mask = index.words.size() - 1;
    for (u32 slot = 0; slot < shape->fields; ++slot) {
        u64 at = (index.keys[slot] * 0x9E3779B97F4A7C15) >> index.shift;
        while (index.words[at] != 0xFF) at = (at + 1) & mask;
        index.words[at] = static_cast<u8>(slot);
    }
}

}  // namespace

// A table that grows field by field passes through many shapes once; only a shape that is searched repeatedly is worth an
// index.
u32 find_slot_indexed(State& st, const Shape* constant, const String* name) {
    constexpr u8 kSearches = 4;
    u64 key = Value::string(name).bits;
    auto* shape = const_cast<Shape*>(constant);  // what changes is a cache
    FieldIndex* index = shape->index;
    if (!index || index->words.empty()) {
        if (shape->lookups < kSearches) {
            ++shape->lookups;
            return search_chain(st.hot.shapes, shape, key);
        }
        if (!index) index = shape->index = new FieldIndex;
        build_index(st.hot.shapes, shape, *index);
    }
    u64 mask = index->words.size() - 1;
    for (u64 at = (key * 0x9E3779B97F4A7C15) >> index->shift;; at = (at + 1) & mask) {
        u8 slot = index->words[at];
        if (slot == 0xFF) return kNoSlot;
        if (index->keys[slot] == key) return slot;
    }
}

FieldOrder ShapeTable::order(u32 id) {
    Shape* shape = at(id);
    FieldIndex* index = impl_->index_of(shape);
    if (!index->order) {
        u32 fields = shape->fields;
        void* cell = impl_->st.heap->allocate(sizeof(Values) + fields * sizeof(Value), HeapType::Values);
        auto* order = static_cast<Values*>(cell);
        u64 keys[kMaxFields];
        u8 slots[kMaxFields];
        impl_->read_fields(shape, keys, slots);
        order->count = order->capacity = fields;
        for (u32 i = 0; i < fields; ++i) order->item[i] = Value{keys[slots[i]]};
        index->slots.assign(slots, slots + fields);
        index->order = order;
        impl_->recent.push_back(id);
    }
    return {index->order, index->slots.data()};
}

// ---- collector ------------------------------------------------------------------------------------------------------

void ShapeTable::Impl::trace_shape(Tracer& tracer, const Shape* shape) const {
    tracer.value(shape->key);
    if (shape->meta) tracer.pointer(shape->meta->table);
    if (shape->index && shape->index->order) tracer.pointer(shape->index->order);
}

void ShapeTable::begin_marking() { ++impl_->epoch; }

void ShapeTable::mark(Tracer& tracer, u32 id) {
    for (Shape* shape = at(id); shape->mark != impl_->epoch; shape = at(shape->parent)) {
        shape->mark = impl_->epoch;
        impl_->trace_shape(tracer, shape);
        if (shape->parent == 0) return;
    }
}

bool ShapeTable::is_live(u32 id) const { return id < impl_->high && !(at(id)->flags & Shape::kFree); }

bool ShapeTable::is_marked(u32 id) const { return at(id)->mark == impl_->epoch; }

void ShapeTable::sweep(bool (*alive)(const Header*, void*), void* context) {
    Impl& impl = *impl_;
    for (u32 id = kFirstShape; id < impl.high; ++id) {
        Shape* shape = at(id);
        if (shape->mark == impl.epoch || (shape->flags & Shape::kFree)) continue;
        impl.release(shape);
        impl.free_ids.push_back(id);
    }
    for (u32 id = kPlainRoot; id < impl.high; ++id) {
        Shape* shape = at(id);
        if (id < kFirstShape) shape->mark = impl.epoch;
        if (shape->child & 1) {
            if (!is_live(static_cast<u32>(shape->child >> 1))) shape->child = 0;
        } else if (ChildMap* map = ChildMap::of(shape)) {
            map->retain([this](u32 child) { return is_live(child); });
        }
    }
    for (auto it = impl.meta_infos.begin(); it != impl.meta_infos.end();) {
        MetaInfo* info = it->second;
        if (!alive(&info->table->h, context)) {
            delete info;
            it = impl.meta_infos.erase(it);
            continue;
        }
        for (u32& root : info->roots) {
            if (!is_live(root)) root = 0;
        }
        ++it;
    }
}

}  // namespace gs::rt

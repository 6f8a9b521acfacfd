// The inside of ShapeTable, shared by its source files.
#pragma once

#include <unordered_map>
#include <vector>

#include "runtime/shape.h"

namespace gs::rt {

/// Transitions of a shape with more than one, or with one that is no added key. Keys are Values: a string (key added or
/// moved to the end), a table or nil (metatable), true (prototype), an int (roots of prototypes with inline slots).
class ChildMap {
public:
    struct Entry {
        u64 key;
        u32 id;  // 0: free
        u32 computed;
    };

    /// The map of a shape that has one.
    static ChildMap* of(const Shape* shape) {
        return shape->child == 0 || (shape->child & 1) ? nullptr : reinterpret_cast<ChildMap*>(shape->child);
    }

    /// The shape that `key` leads to, or 0.
    u32 find(Value key) const {
        if (entries_.empty()) return 0;
        u64 mask = entries_.size() - 1;
        for (u64 i = spread(key.bits) & mask;; i = (i + 1) & mask) {
            if (entries_[i].id == 0 || entries_[i].key == key.bits) return entries_[i].id;
        }
    }
    void insert(Value key, u32 id, bool computed);
    /// Drops the transitions to shapes for which `keep` is false.
    template <class F>
    void retain(F keep) {
        std::vector<Entry> old = std::move(entries_);
        entries_.clear();
        count_ = computed_ = metatables_ = 0;
        for (const Entry& e : old) {
            if (e.id != 0 && keep(e.id)) insert(Value{e.key}, e.id, e.computed != 0);
        }
    }

    u32 count() const { return count_; }
    u32 computed() const { return computed_; }
    u32 metatables() const { return metatables_; }

private:
    static u64 spread(u64 bits) { return (bits * 0x9E3779B97F4A7C15) >> 32; }

    std::vector<Entry> entries_;  // a power of two, at most half full; linear probing
    u32 count_ = 0, computed_ = 0, metatables_ = 0;
};

struct ShapeTable::Impl {
    State& st;
    Shape* region;
    std::size_t region_bytes;
    u32 limit;  // ids below it fit the region
    u32 high = kFirstShape;  // ids from here on were never used
    u8 epoch = 1;  // marks of shapes that are alive
    std::vector<u32> free_ids;
    std::vector<u32> recent;  // shapes that may refer to young objects
    std::unordered_map<Table*, MetaInfo*> meta_infos;

    explicit Impl(State& state);
    ~Impl();

    Shape* at(u32 id) const { return region + id; }
    /// A new shape; 0 if there is no room.
    u32 make(u32 parent, MetaInfo* meta, u32 inline_slots, u8 flags);
    void release(Shape* shape);

    u32 find_child(const Shape* from, Value key) const;
    void add_child(Shape* from, Value key, u32 id, bool computed);
    ChildMap& child_map(Shape* from);

    FieldIndex* index_of(Shape* shape);
    /// Keys by slot, and slots by position; returns the number of fields.
    u32 read_fields(const Shape* shape, u64* keys, u8* slots) const;
    /// The shape with these keys and that order under another root; 0 if there can be none.
    u32 rebuild(ShapeTable& table, u32 root, const u64* keys, const u8* slots, u32 fields);
    u32 move_step(u32 from, u64 key, u8 slot);
    void trace_shape(Tracer& tracer, const Shape* shape) const;
};

}  // namespace gs::rt

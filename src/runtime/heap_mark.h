// Marking: from the roots to everything reachable, with an explicit stack.
#pragma once

#include <vector>

#include "runtime/heap.h"
#include "runtime/heap_space.h"

namespace gs::rt {

class State;
struct Shape;

/// Which references of a weak table do not keep their object alive.
struct WeakMode {
    bool keys = false, values = false;
    bool any() const { return keys || values; }
};
/// What the tables of a shape hold weakly: the metatable belongs to the shape.
WeakMode weak_mode(State& st, const Shape& shape);

/// There are two markers. That of a minor collection adds to the marks of what is old, so old objects end its search. That of
/// a full collection fills the other set of maps, in slices; it marks old objects only, because young ones may still
/// vanish in a minor collection.
class Marker final : public Tracer {
public:
    Marker(State& st, Space& space, bool minor)
        : Tracer(minor),
          st_(st),
          space_(space),
          maps_(minor ? space.live_maps() : space.next_maps()),
          live_(space.live_maps()) {
        grow_stack();
    }

    void object(Header* h) override {
        mark(h);
        if (shades_) shades_->mark(h);
    }
    void conservative(const void* low, const void* high) override;

    [[gnu::always_inline]] void mark(Header* h) {
        // What is not in the range (null, the shared empty store) lives forever.
        if (!space_.contains(h)) return;
        u64 unit = space_.offset(h) >> 3;
        if (!minor() && !live_.has(unit)) return;
        if (!maps_.set(unit)) return;
        if (next_ == end_) [[unlikely]]
            grow_stack();
        *next_++ = h;
    }
    void value(Value v) {
        if (v.is_reference()) mark(v.as_header());
    }
    /// Part of a cell. Long ones are marked piece by piece, or the stack would grow as long.
    void values(const Value* first, const Value* last) {
        if (last - first > kPiece) [[unlikely]]
            return ranges_.push_back({first, last, false});
        for (; first != last; ++first) value(*first);
    }
    template <class T>
    void pointer(T* p) {
        mark(reinterpret_cast<Header*>(p));
    }

    void shape(u32 id) override {
        if (id != last_shape_) [[unlikely]]
            new_shape(id);
    }
    void table(Table* t);
    void hash(Hash* h);

    /// Bytes of stacks that were scanned.
    std::size_t scanned() const { return scanned_; }
    /// Bytes of all cells that were marked.
    std::size_t marked_bytes() const { return marked_bytes_; }
    bool is_marked(const Header* h) const { return !space_.contains(h) || maps_.has(space_.offset(h) >> 3); }
    /// Traces until nothing is left to trace, or about so many bytes. True if nothing is left.
    bool drain(std::size_t budget = ~std::size_t{0});

    // ---- a minor collection while a full one is under way ------------------------------------------------------
    /// From now on what is handed to object() is marked by `full` as well; null: no longer. For the roots.
    void shade_with(Marker* full) { shades_ = full; }
    /// What this one marks is marked for good in the maps of the full collection, which has ended its marking.
    void mark_for_good() { also_next_ = true; }
    /// A root, or a slot of an old object that was written to.
    void root(Header* h);
    /// Traces what an object that is old already refers to (a cell written to as a whole).
    void rescan(Header* h);

    // ---- a full collection -------------------------------------------------------------------------------------
    /// Gets ready for the next one.
    void reset();
    /// Traces about so many bytes, and parts of tables that were found without their table. True if nothing is left.
    bool advance(std::size_t budget);
    /// A marked object has been written to as a whole, so it is traced again.
    void regrey(Header* h);
    bool is_young(const Header* h) const { return !live_.has(space_.offset(h) >> 3); }
    /// For the verifier: calls visit(address) for all that is waiting to be traced, with an address in the object.
    template <class F>
    void each_waiting(F visit) const {
        for (Header* const* p = stack_.data(); p < next_; ++p) visit(static_cast<const void*>(*p));
        for (const Range& range : ranges_) visit(static_cast<const void*>(range.first));
        for (const Header* h : parts_) visit(static_cast<const void*>(h));
    }
    template <class F>
    void each_weak_table(F visit) const {
        for (const WeakTable& weak : weak_) visit(weak.table);
    }

    // ---- weak tables: heap_weak.cpp --------------------------------------------------------------------------
    /// At the end: what was found to be weak may have become strong since, and may have got other parts.
    void settle_weak_tables();
    /// Marks values of weak keys that turned out to be alive, until there are no more.
    void converge();
    /// Removes entries whose value died, of the tables from number `from` on.
    void clear_weak_values(std::size_t from);
    void clear_weak_keys();
    std::size_t weak_table_count() const { return weak_.size(); }
    /// Forgets keys of removed entries that nothing else refers to, in about so many entries. True if that is all.
    bool clear_dead_keys(std::size_t entries);

private:
    static constexpr std::ptrdiff_t kPiece = 1024;  // even: entries are pairs
    struct Range {
        const Value *first, *last;
        bool entries;  // of a hash part: keys and values in turn, some removed
    };
    struct WeakTable {
        Table* table;
        WeakMode mode;
    };
    void weak_table(Table* t, WeakMode mode);
    void mark_weak_parts(const WeakTable& weak);
    bool mark_shallow(Header* h);
    static bool is_part(const Header* h);
    void next_piece();
    void entries(const Value* first, const Value* last);
    void new_shape(u32 id);
    void grow_stack();
    bool converge_table(const WeakTable& weak, bool backwards);
    bool dies(Value v);
    void clear_elements(Table* t);
    void finish(Header* h);

    State& st_;
    Space& space_;
    MarkMaps maps_;
    MarkMaps live_;
    Marker* shades_ = nullptr;
    bool also_next_ = false;
    std::size_t scanned_ = 0;
    std::size_t marked_bytes_ = 0;
    std::size_t work_ = 0;  // bytes traced in this slice
    // The shape marked last, and what tables of that shape hold weakly: most tables have the shape of the one before.
    u32 last_shape_ = 0xFFFFFFFF;
    WeakMode last_mode_;
    std::vector<Header*> stack_;
    Header **next_ = nullptr, **end_ = nullptr;  // top and end of the memory of stack_
    std::vector<WeakTable> weak_;
    std::vector<Range> ranges_;  // what is left of long ranges
    std::vector<Header*> parts_;  // see conservative()
    std::vector<Hash*> removed_entries_;  // hash parts with removed entries that still name their key
    std::size_t removed_hash_ = 0, removed_entry_ = 0;  // how far clear_dead_keys has come
};

}  // namespace gs::rt

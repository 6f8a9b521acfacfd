// Marking: from the roots to everything reachable, with an explicit stack.
#pragma once

#include <memory>
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
        next_chunk();
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
        push(h);
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
    /// is_marked will be asked soon.
    void expect(Value v) const {
        if (v.is_reference() && space_.contains(v.as_header())) maps_.prefetch(space_.offset(v.as_header()) >> 3);
    }
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
    /// Gives back the memory of the stack, which is empty.
    void release_stack() { chunks_.resize(1); }
    /// Traces about so many bytes, and parts of tables that were found without their table. True if nothing is left.
    bool advance(std::size_t budget);
    /// A marked object has been written to as a whole, so it is traced again.
    void regrey(Header* h);
    bool is_young(const Header* h) const { return !live_.has(space_.offset(h) >> 3); }
    /// For the verifier: calls visit(address) for all that is waiting to be traced, with an address in the object.
    template <class F>
    void each_waiting(F visit) const {
        for (std::size_t i = 0; i <= chunk_; ++i) {
            Header* const* end = i == chunk_ ? next_ : chunks_[i].get() + chunk_size(i);
            for (Header* const* p = chunks_[i].get(); p < end; ++p) visit(static_cast<const void*>(*p));
        }
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
    /// Marks in advance what converge() would, for so many entries of tables with weak keys. True if that is all. Values of
    /// keys that are marked later are left to converge().
    bool preview(std::size_t entries);
    /// Removes entries whose value died, of the tables from number `from` on.
    void clear_weak_values(std::size_t from);
    void clear_weak_keys();
    std::size_t weak_table_count() const { return weak_.size(); }
    /// Forgets keys of removed entries that nothing else refers to, in about so many entries. True if that is all.
    bool clear_dead_keys(std::size_t entries);

private:
    /// What a native stack costs beside its words, in bytes of other objects: it has pages of its own, which no cache knows.
    static constexpr std::size_t kStackWork = 2048;
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

    // The stack is a list of chunks, because the copying of one that grows would be a long pause. The first one is small.
    static constexpr std::size_t chunk_size(std::size_t i) { return i == 0 ? 1024 : 64 * 1024; }
    [[gnu::always_inline]] void push(Header* h) {
        if (next_ == end_) [[unlikely]]
            next_chunk();
        *next_++ = h;
    }
    void use_chunk(std::size_t i);
    void next_chunk();
    /// False if the stack is empty.
    bool has_entry();
    bool converge_table(const WeakTable& weak, bool backwards);
    bool dies(Value v);
    void expect_entry(const Hash* hash, u32 n) const {
        if (n >= hash->used) return;
        expect(hash->entry[n].key);
        expect(hash->entry[n].value);
    }
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
    std::vector<std::unique_ptr<Header*[]>> chunks_;
    std::size_t chunk_ = 0;  // the one with the top of the stack
    Header **bottom_ = nullptr, **next_ = nullptr, **end_ = nullptr;  // beginning of that chunk, top, end of the chunk
    std::vector<WeakTable> weak_;
    std::size_t preview_table_ = 0;  // how far preview() has come
    u32 preview_entry_ = 0;
    std::vector<Range> ranges_;  // what is left of long ranges
    std::vector<Header*> parts_;  // see conservative()
    std::vector<Hash*> removed_entries_;  // hash parts with removed entries that still name their key
    std::size_t removed_hash_ = 0, removed_entry_ = 0;  // how far clear_dead_keys has come
};

}  // namespace gs::rt

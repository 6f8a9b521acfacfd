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

/// Marks, in a minor collection young objects only: the old ones carry their marks already, so they end the search.
class Marker final : public Tracer {
public:
    Marker(State& st, Space& space, bool minor) : Tracer(minor), st_(st), space_(space) { grow_stack(); }

    void object(Header* h) override { mark(h); }
    void conservative(const void* low, const void* high) override;

    [[gnu::always_inline]] void mark(Header* h) {
        // What is not in the range (null, the shared empty store) lives forever.
        if (!space_.contains(h) || !space_.mark(h)) return;
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

    void shape(u32 id) {
        if (id != last_shape_) [[unlikely]]
            new_shape(id);
    }
    void table(Table* t);
    void hash(Hash* h);

    /// Bytes of stacks that were scanned.
    std::size_t scanned() const { return scanned_; }
    bool is_marked(const Header* h) const { return !space_.contains(h) || space_.is_marked(h); }
    /// Traces until nothing is left to trace.
    void drain();
    /// Traces parts of tables that were found on a native stack, unless their table has been found too.
    void drain_parts();
    /// Traces what an object that is old already refers to (a cell written to as a whole).
    void rescan(Header* h);

    // ---- weak tables: heap_weak.cpp --------------------------------------------------------------------------
    /// Marks values of weak keys that turned out to be alive, until there are no more.
    void converge();
    /// Removes entries whose value died, of the tables from number `from` on.
    void clear_weak_values(std::size_t from);
    void clear_weak_keys();
    std::size_t weak_table_count() const { return weak_.size(); }
    /// Forgets keys of removed entries that nothing else refers to.
    void clear_dead_keys();

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
    bool mark_shallow(Header* h);
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
    std::size_t scanned_ = 0;
    // The shape marked last, and what tables of that shape hold weakly: most tables have the shape of the one before.
    u32 last_shape_ = 0xFFFFFFFF;
    WeakMode last_mode_;
    std::vector<Header*> stack_;
    Header **next_ = nullptr, **end_ = nullptr;  // top and end of the memory of stack_
    std::vector<WeakTable> weak_;
    std::vector<Range> ranges_;  // what is left of long ranges
    std::vector<Header*> parts_;  // see conservative()
    std::vector<Hash*> removed_entries_;  // hash parts with removed entries that still name their key
};

}  // namespace gs::rt

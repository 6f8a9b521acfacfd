// The marking loop.
//
// An object is pushed when its mark bit is set, so it is pushed once. Between the stack and the tracing stands a ring of
// eight objects whose headers are being fetched: the heap is larger than the caches, and a mark loop without prefetching
// spends most of its time waiting (measured: 567 against 1275 MB/s).

#include "runtime/heap_mark.h"

#include <algorithm>
#include <utility>

#include "runtime/heap_trace.h"

namespace gs::rt {

// Native stacks: any word may be a reference, boxed or raw, to the start or the inside of a cell. The words of other
// variables and of redzones are read too, so the sanitizers must look away.
//
// Parts of tables are put aside. Stale pointers to them are common, and only the table knows whether it is weak: a hash part
// marked on its own would keep everything alive that the table holds weakly.
__attribute__((no_sanitize("address", "undefined"))) void Marker::conservative(const void* low, const void* high) {
    auto* p = reinterpret_cast<const u64*>((reinterpret_cast<u64>(low) + 7) & ~u64{7});
    auto* end = reinterpret_cast<const u64*>(high);
    auto bytes = static_cast<std::size_t>(reinterpret_cast<const char*>(end) - reinterpret_cast<const char*>(p));
    scanned_ += bytes;
    work_ += bytes + kStackWork;
    for (; p < end; ++p) {
        Header* h = minor() ? space_.find(*p) : space_.find_live(*p);
        if (h) root(h);
    }
}

bool Marker::is_part(const Header* h) {
    return h->type == HeapType::Hash || h->type == HeapType::Store || h->type == HeapType::Slots;
}

void Marker::root(Header* h) {
    if (!space_.contains(h)) return;
    if (minor()) mark(h);
    Marker* full = minor() ? shades_ : this;
    if (!full) return;
    if (is_part(h)) {
        full->parts_.push_back(h);
    } else {
        full->mark(h);
    }
}

void Marker::new_shape(u32 id) {
    // Marks of shapes are those of the full collection: what a shape refers to would count as marked there and not be.
    if (minor()) return;
    last_shape_ = id;
    last_mode_ = weak_mode(st_, st_.hot.shapes[id]);
    st_.shapes->mark(*this, id);
}

void Marker::table(Table* t) {
    // Shapes made since the last minor collection are roots.
    if (minor()) return trace_table(*this, t);
    shape(t->h.id);
    // A minor collection takes weak references for strong ones; the next full one decides about them. The cells of _G
    // belong to the program whatever its metatable says.
    if (last_mode_.any() && !(t->h.aux & Table::kGlobals)) return weak_table(t, last_mode_);
    trace_table(*this, t);
}

void Marker::use_chunk(std::size_t i) {
    chunk_ = i;
    bottom_ = chunks_[i].get();
    end_ = bottom_ + chunk_size(i);
}

void Marker::next_chunk() {
    std::size_t next = chunks_.empty() ? 0 : chunk_ + 1;
    if (next == chunks_.size()) chunks_.push_back(std::make_unique_for_overwrite<Header*[]>(chunk_size(next)));
    use_chunk(next);
    next_ = bottom_;
}

bool Marker::has_entry() {
    if (next_ != bottom_) return true;
    if (chunk_ == 0) return false;
    use_chunk(chunk_ - 1);
    next_ = end_;
    return true;
}

void Marker::hash(Hash* h) {
    // A block that was replaced is only a way to its successor.
    if (h->forward) return pointer(h->forward);
    const Value* first = &h->entry[0].key;
    const Value* last = &h->entry[h->used].key;
    if (minor() || h->live == h->used) return values(first, last);
    removed_entries_.push_back(h);
    if (last - first > kPiece) return ranges_.push_back({first, last, true});
    entries(first, last);
}

// A removed entry keeps its key, so that an iteration can go on from it; but not its key's object alive.
void Marker::entries(const Value* first, const Value* last) {
    for (; first != last; first += 2) {
        if (first[1].is_nil() && first[0].is_reference()) continue;
        value(first[0]);
        value(first[1]);
    }
}

// What every marked object needs: it is old from now on, and its lines are taken.
inline void Marker::finish(Header* h) {
    h->gc |= kGcOld;
    u64 at = space_.offset(h);
    if (u32 bytes = h->size8 * 8u) {
        maps_.set_lines(at, bytes);
        if (also_next_) space_.next_maps().set_lines(at, bytes);
        marked_bytes_ += bytes;
        work_ += bytes;
    } else {
        std::size_t size = space_.size_of(h);
        marked_bytes_ += size;
        work_ += std::min(size, kPiece * sizeof(Value));  // the rest is traced in pieces, or holds no references
    }
    if (also_next_) space_.next_maps().set(at >> 3);
}

bool Marker::drain(std::size_t budget) {
    constexpr u32 kRing = 8;
    Header* ring[kRing];
    u32 first = 0, waiting = 0;
    std::size_t end = budget > ~work_ ? ~std::size_t{0} : work_ + budget;
    for (;;) {
        while (waiting < kRing && has_entry()) {
            Header* h = *--next_;
            __builtin_prefetch(h);
            ring[(first + waiting++) % kRing] = h;
        }
        if (waiting == 0) {
            if (ranges_.empty()) return true;
            if (work_ >= end) return false;
            next_piece();
            continue;
        }
        Header* h = ring[first];
        first = (first + 1) % kRing;
        --waiting;
        bool inherited = minor() && h->gc & kGcOld;  // its references are known: Heap::replaces
        finish(h);
        if (inherited) {
            // Nothing to look at.
        } else if (h->type == HeapType::Table) {
            table(reinterpret_cast<Table*>(h));
        } else if (h->type != HeapType::String || h->aux & (String::kView | String::kAlias)) {
            trace_children(st_, *this, h);
        }
        if (work_ >= end) [[unlikely]] {
            for (; waiting != 0; --waiting, first = (first + 1) % kRing) push(ring[first]);
            return false;
        }
    }
}

void Marker::next_piece() {
    Range& range = ranges_.back();
    const Value* first = range.first;
    const Value* end = range.last - first > kPiece ? first + kPiece : range.last;
    range.first = end;
    bool pairs = range.entries;
    if (end == range.last) ranges_.pop_back();
    work_ += static_cast<std::size_t>(end - first) * sizeof(Value);
    pairs ? entries(first, end) : values(first, end);
}

void Marker::reset() {
    maps_ = space_.next_maps();
    live_ = space_.live_maps();
    use_chunk(0);
    next_ = bottom_;
    ranges_.clear();
    parts_.clear();
    weak_.clear();
    preview_table_ = preview_entry_ = 0;
    removed_entries_.clear();
    removed_hash_ = removed_entry_ = 0;
    marked_bytes_ = work_ = 0;
}

bool Marker::advance(std::size_t budget) {
    last_shape_ = 0xFFFFFFFF;  // what it says about a metatable may have changed since the last slice
    std::size_t end = budget > ~work_ ? ~std::size_t{0} : work_ + budget;
    for (;;) {
        if (!drain(end - work_)) return false;
        if (parts_.empty()) return true;
        // What is reachable through a table has been marked, so what is not marked yet belongs to no table, or to one
        // that got it since it was traced. Only parts of weak tables must not be taken for their own.
        for (const WeakTable& weak : weak_) mark_weak_parts(weak);
        for (Header* h : parts_) mark(h);
        parts_.clear();
        if (work_ >= end) return false;
    }
}

void Marker::regrey(Header* h) { push(h); }

void Marker::rescan(Header* h) {
    Marker* full = std::exchange(shades_, nullptr);
    trace_children(st_, *this, h);
    shades_ = full;
    if (full && full->is_marked(h)) full->regrey(h);
}

// For blocks of a weak table: they live, but what they refer to is judged elsewhere. False if null, young or marked before.
bool Marker::mark_shallow(Header* h) {
    if (!space_.contains(h) || is_young(h) || !maps_.set(space_.offset(h) >> 3)) return false;
    finish(h);
    return true;
}

}  // namespace gs::rt

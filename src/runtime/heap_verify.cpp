// Checks that every reference of every live object leads to a live object; between collections it knows young objects, too.
// When the marking of a full collection has ended, what it did not mark counts as dead. While it marks, right after a minor
// collection, a second check looks for black objects that refer to white ones (heap_cycle.cpp).
//
// Runs after collections with --gc-stress, --gc-slices and --verify, and in tests.

#include <cstdarg>
#include <cstdio>
#include <unordered_set>

#include "runtime/heap_impl.h"
#include "runtime/heap_trace.h"

namespace gs::rt {

namespace {

const char* type_text(HeapType type) {
    static constexpr const char* kNames[] = {
        "Filler", "Table", "Store",      "Slots",     "Hash",    "String",   "Buffer",    "Function", "Native", "Code",
        "Proto",  "Cell",  "GlobalCell", "Coroutine", "Channel", "Userdata", "PolyCache", "Values",   "Bytes"};
    auto index = static_cast<std::size_t>(type);
    return index < std::size(kNames) ? kNames[index] : "(no type)";
}

class Verifier final : public Tracer {
public:
    /// `colours` is the marker of a full collection, if the second check is wanted.
    Verifier(State& st, Marker* colours) : Tracer(false), st_(st), heap_(st.heap->impl()), space_(heap_.space) {
        if (!colours) return;
        colours_ = true;
        colours->each_waiting([this](const void* p) {
            if (Header* h = space_.find(reinterpret_cast<u64>(p))) grey_.insert(h);
        });
        // Their references are judged later.
        colours->each_weak_table([this](Table* t) {
            Store* store = t->store();
            grey_.insert({&t->h, &store->h});
            if (Slots* slots = t->far_slots()) grey_.insert(&slots->h);
            if (Hash* hash = t->hash()) grey_.insert(&hash->h);
        });
    }

    void object(Header* h) override {
        if (failed_ || !space_.contains(h)) return;
        if (!space_.is_start(h) || h->type == HeapType::Filler || h->type > HeapType::Bytes) {
            return fail("refers to offset %llu, where no object starts", offset(h));
        }
        if (judged_ && !heap_.survives(h)) return fail("refers to offset %llu, where a dead object is", offset(h));
        if (colours_ && !space_.is_next(h) && space_.is_live(h) && !grey_.contains(h)) {
            fail("is black and refers to offset %llu, where a white %s is", offset(h), type_text(h->type));
        }
    }
    void conservative(const void*, const void*) override {}
    void value(Value v) {
        if (v.is_reference()) object(v.as_header());
    }
    void values(const Value* first, const Value* last) {
        for (; first != last; ++first) value(*first);
    }
    template <class T>
    void pointer(T* p) {
        object(reinterpret_cast<Header*>(p));
    }

    void shape(u32 id) override {
        const Shape& shape = st_.hot.shapes[id];
        if (shape.flags & Shape::kFree) return fail("has shape %u, which is free", id);
        if (colours_ && !st_.shapes->is_marked(id)) return fail("is black and has shape %u, which is white", id);
        value(shape.key);
        if (shape.meta) pointer(shape.meta->table);
    }
    void table(Table* t) {
        shape(t->h.id);
        trace_table(*this, t);
    }
    void hash(Hash* h) {
        if (h->forward) return pointer(h->forward);
        for (u32 i = 0; i < h->used; ++i) {
            // The keys of removed entries may be dead until somebody has looked at them all.
            if (!h->entry[i].value.is_nil() || !(judged_ || colours_)) value(h->entry[i].key);
            value(h->entry[i].value);
        }
    }

    void check(Header* h) {
        if (failed_) return;
        if (judged_ && !heap_.survives(h)) return;
        if (colours_ && (!space_.is_next(h) || grey_.contains(h))) return;
        from_ = h;
        if (h->type == HeapType::Filler || h->type > HeapType::Bytes) return fail("is marked, but of no type");
        trace_children(st_, *this, h);
    }
    const char* result() const { return failed_ ? text_ : nullptr; }

private:
    unsigned long long offset(const Header* h) const { return space_.offset(h); }
    __attribute__((format(printf, 2, 3))) void fail(const char* format, ...) {
        failed_ = true;
        int n = std::snprintf(text_, sizeof text_, "%s at offset %llu ", type_text(from_->type), offset(from_));
        va_list arguments;
        va_start(arguments, format);
        std::vsnprintf(text_ + n, sizeof text_ - static_cast<std::size_t>(n), format, arguments);
        va_end(arguments);
    }

    State& st_;
    Heap::Impl& heap_;
    Space& space_;
    const bool judged_ = heap_.phase == Heap::Impl::Phase::Clearing || heap_.phase == Heap::Impl::Phase::Cleared;
    bool colours_ = false;
    std::unordered_set<const Header*> grey_;
    bool failed_ = false;
    Header* from_ = nullptr;
    static inline thread_local char text_[160];
};

}  // namespace

const char* Heap::Impl::verify() {
    space.note_cursor(st.hot.cursor);
    Verifier verifier(st, nullptr);
    space.each_live([&](Header* h) { verifier.check(h); });
    return verifier.result();
}

const char* Heap::Impl::verify_marking() {
    Verifier verifier(st, marker.get());
    space.each_live([&](Header* h) { verifier.check(h); });
    return verifier.result();
}

const char* Heap::verify() { return impl_->verify(); }

}  // namespace gs::rt

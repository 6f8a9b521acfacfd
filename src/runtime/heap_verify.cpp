// Checks that every reference of every live object leads to a live object. Runs after each collection with --gc-stress and
// in tests; between collections it knows young objects, too.

#include <cstdarg>
#include <cstdio>

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
    Verifier(State& st, Space& space) : Tracer(false), st_(st), space_(space) {}

    void object(Header* h) override {
        if (failed_ || !space_.contains(h)) return;
        if (space_.is_start(h) && h->type != HeapType::Filler && h->type <= HeapType::Bytes) return;
        fail("refers to offset %llu, where no object starts", offset(h));
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

    void shape(u32 id) {
        const Shape& shape = st_.hot.shapes[id];
        if (shape.flags & Shape::kFree) return fail("has shape %u, which is free", id);
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
            value(h->entry[i].key);
            value(h->entry[i].value);
        }
    }

    void check(Header* h) {
        if (failed_) return;
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
    Space& space_;
    bool failed_ = false;
    Header* from_ = nullptr;
    static inline thread_local char text_[160];
};

}  // namespace

const char* Heap::Impl::verify() {
    space.note_cursor(st.hot.cursor);
    Verifier verifier(st, space);
    space.each_live([&](Header* h) { verifier.check(h); });
    return verifier.result();
}

const char* Heap::verify() { return impl_->verify(); }

}  // namespace gs::rt

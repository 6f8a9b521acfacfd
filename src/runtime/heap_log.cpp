// The slot log: where old objects were given references since the last collection. Minor collections start from it.
//
// An entry is the address of a slot with a tag in its low bits: a Value, a raw pointer, or the header of a cell that was
// written to as a whole. Slots stay readable until the next collection, because memory is never freed in between.

#include <algorithm>

#include "runtime/heap_impl.h"

namespace gs::rt {

namespace {

constexpr std::size_t kFirstCapacity = 16 * 1024;
constexpr u64 kRawPointer = 1, kWholeCell = 2, kTagMask = 3;

Value* tagged(void* p, u64 tag) { return reinterpret_cast<Value*>(reinterpret_cast<u64>(p) | tag); }

}  // namespace

void Heap::Impl::reset_log() {
    if (log.empty()) log.resize(kFirstCapacity);
    st.hot.log = log.data();
    st.hot.log_end = log.data() + log.size();
}

void Heap::Impl::append_log(Value* entry) {
    if (st.hot.log == st.hot.log_end) compact_log();
    *st.hot.log++ = entry;
}

// Drops what was logged twice; grows only if that does not help. A loop that stores into few slots stays within the
// first size, however long it runs.
void Heap::Impl::compact_log() {
    std::sort(log.begin(), log.end());
    auto end = std::unique(log.begin(), log.end());
    auto used = static_cast<std::size_t>(end - log.begin());
    if (used > log.size() / 2) log.resize(log.size() * 2);
    reset_log();
    st.hot.log += used;
}

// Only young objects need a log entry: minor collections keep all old ones. What is old only has to be known to the marker
// of a full collection, if one is under way.
void Heap::log_store(Header*, Value* slot, Value v) {
    if (!v.is_reference()) return;
    if (!(v.as_header()->gc & kGcOld)) return impl_->append_log(tagged(slot, 0));
    if (impl_->st.hot.marking) impl_->marker->mark(v.as_header());
}

void Heap::log_pointer(Header*, void** slot, void* p) {
    if (p) impl_->append_log(tagged(slot, kRawPointer));
}

void Heap::log_cell(Header* owner) {
    Value* entry = tagged(owner, kWholeCell);
    Hot& hot = impl_->st.hot;
    if (hot.log > impl_->log.data() && hot.log[-1] == entry) return;
    impl_->append_log(entry);
}

void Heap::Impl::trace_log(Marker& young) {
    constexpr std::ptrdiff_t kAhead = 8;
    Value** end = st.hot.log;
    for (Value** p = log.data(); p < end; ++p) {
        if (end - p > kAhead) __builtin_prefetch(p[kAhead]);
        u64 bits = reinterpret_cast<u64>(*p);
        void* address = reinterpret_cast<void*>(bits & ~kTagMask);
        switch (bits & kTagMask) {
            case 0:
                if (Value v = *static_cast<Value*>(address); v.is_reference()) young.object(v.as_header());
                break;
            case kRawPointer: young.root(*static_cast<Header**>(address)); break;
            default: young.rescan(static_cast<Header*>(address)); break;
        }
    }
}

}  // namespace gs::rt

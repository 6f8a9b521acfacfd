// The slot log: where old objects were given references since the last collection. Minor collections start from it.
//
// An entry is the address of a slot with a tag in its low bits: a Value, a raw pointer, or the header of a cell that was
// written to as a whole. Slots stay readable until the next collection, because memory is never freed in between.

#include <algorithm>

#include "runtime/barrier.h"
#include "runtime/heap_impl.h"

namespace gs::rt {

namespace {

// Entries of the log. Every one costs a minor collection a few cache misses, so when there are more, it had better come now.
constexpr std::size_t kCapacity = 16 * 1024;
// Smaller copies are looked through in no time; watching them would cost every store into them an entry of the log.
constexpr std::size_t kWorthInheriting = 512 * 1024;
constexpr u64 kRawPointer = 1, kWholeCell = 2, kTagMask = 3;

Value* tagged(void* p, u64 tag) { return reinterpret_cast<Value*>(reinterpret_cast<u64>(p) | tag); }

}  // namespace

void Heap::Impl::reset_log() {
    if (log.empty()) log.resize(kCapacity);
    st.hot.log = log.data();
    st.hot.log_end = log.data() + kCapacity;
}

void Heap::Impl::append_log(Value* entry) {
    if (st.hot.log == st.hot.log_end) compact_log();
    *st.hot.log++ = entry;
}

// Drops what was logged twice; grows only if that does not help. A loop that stores into few slots stays within the
// first size, however long it runs.
void Heap::Impl::compact_log() {
    auto room = static_cast<std::size_t>(st.hot.log_end - log.data());
    auto end = log.begin() + static_cast<std::ptrdiff_t>(room);
    std::sort(log.begin(), end);
    auto used = static_cast<std::size_t>(std::unique(log.begin(), end) - log.begin());
    if (used > room / 2) {
        st.hot.request.fetch_or(kRequestCollect, std::memory_order_relaxed);
        room *= 2;
        if (room > log.size()) log.resize(room);
    }
    st.hot.log = log.data() + used;
    st.hot.log_end = log.data() + room;
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

bool Heap::Impl::stays_old(std::size_t bytes) const {
    return bytes >= kWorthInheriting || options.stress || options.stress_slices || options.verify;
}

// All young objects that `original` refers to stand in logged slots, and go on standing there until the next minor
// collection, which therefore need not look into the copy if the barrier watches that from now on, too.
void Heap::inherit(Header* copy, const Header* original) {
    if (!impl_->stays_old(size_of(copy))) return;
    // What was written to as a whole is looked at as it will be then: emptied.
    auto* whole = reinterpret_cast<Value*>(reinterpret_cast<u64>(original) | kWholeCell);
    if (std::find(impl_->log.data(), impl_->st.hot.log, whole) != impl_->st.hot.log) return;
    copy->gc |= kGcOld | kGcMoved;
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

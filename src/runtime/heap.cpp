// The heap: allocation, accounting and the limit. The collector's parts:
//
//   heap_space.h/.cpp   blocks, lines, size classes, pages           heap_collect.cpp   a collection from begin to end
//   heap_sweep.cpp      what is free after marking; address search   heap_finalize.cpp  __gc, and what must be destroyed
//   heap_mark.h/.cpp    marking                                      heap_weak.cpp      weak tables
//   heap_trace.h        the references of each kind of object        heap_verify.cpp    the checker
//   heap_log.cpp        old objects that may refer to young ones      heap_cycle.cpp     a full collection, slice by slice
//
// Design. Objects never move, so C++ and machine code may hold raw pointers; the native stack is scanned conservatively,
// so they need not be declared. A collector that does not move can still allocate by bumping a cursor: it finds free lines
// of 128 bytes instead of free cells, and marks lines along with objects.
//
// Generations are sticky mark bits: a minor collection keeps all marks and marks on from the roots and from the old slots
// that were written to. What it finds is old from then on. Old objects carry kGcOld in their header, where the store
// barrier tests it; the slots that fire it are logged. Stacks have no barrier: the native and Value stacks of coroutines
// that ran are traced by every minor collection, and so are the roots. Everything else needs the barrier, what trace
// functions of Protos and Userdata show included (wrote_many). Weak references and finalisers are left to full collections;
// for a minor one they are like others.
//
// A full collection marks in slices while the program goes on, and minor collections too: heap_cycle.cpp.
//
// Accounting: bytes are counted when a hole, a cell or a page run is taken, and where the limit stands is tested there.
// Nothing is counted per small object.

#include "runtime/heap.h"

#include <algorithm>
#include <cstring>

#include "runtime/heap_impl.h"
#include "runtime/heap_inline.h"

namespace gs::rt {

namespace {

// Offsets in units of 8 bytes fit 32 bits.
constexpr std::size_t kMaxRange = std::size_t{32} << 30;

std::size_t range_for(const HeapOptions& options) {
    // Twice the limit: the limit counts lines and cells in use, and no heap is ever free of gaps.
    if (options.limit == 0 || options.limit > kMaxRange / 2) return kMaxRange;
    return options.limit * 2 + 16 * 1024 * 1024;
}

u64 round_up(u64 n, u64 unit) { return (n + unit - 1) / unit * unit; }

}  // namespace

Heap::Impl::Impl(State& state, const HeapOptions& given)
    : st(state), options(given), space(range_for(given), given.verify || given.stress || given.stress_slices) {
    set_limit(given.limit);
    nursery = kMinNursery / 2;
    marker = std::make_unique<Marker>(st, space, false);
    set_full_trigger();
    set_due();
    reset_log();
}

Heap::Impl::~Impl() {
    if (options.log) pauses.report();
}

Heap::Heap(State& st, const HeapOptions& options) : impl_(new Impl(st, options)) {}

Heap::~Heap() {
    impl_->dispose_all();
    delete impl_;
}

// ---- allocation ---------------------------------------------------------------------------------------------

void* Heap::allocate(std::size_t bytes, HeapType type, u8 aux) {
    GS_ASSERT(bytes % 8 == 0 && bytes >= sizeof(Header) && bytes <= kSmallLimit);
    GS_ASSERT(impl_->no_gc == 0);
    Hot& hot = impl_->st.hot;
    char* p = hot.cursor;
    u64 word = header_word(bytes, type, aux);
    if (bytes > static_cast<std::size_t>(hot.cursor_end - p)) [[unlikely]]
        return impl_->allocate_slow(bytes, word);
    if (bytes > kBumpLimit) return impl_->allocate_slow(bytes, word);
    hot.cursor = p + bytes;
    std::memcpy(p, &word, sizeof word);
    return p;
}

void* Heap::allocate_any(std::size_t bytes, HeapType type, u8 aux) {
    if (bytes > kMaxRange) return nullptr;
    bytes = round_up(bytes, 8);
    if (bytes <= kSmallLimit) return allocate(bytes, type, aux);
    GS_ASSERT(impl_->no_gc == 0);
    return impl_->allocate_large(bytes, header_word(bytes, type, aux));
}

void* Heap::Impl::allocate_slow(std::size_t bytes, u64 header) {
    if (bytes > kBumpLimit) return allocate_cell(bytes, header);
    before_allocation(bytes);
    if (static_cast<std::size_t>(hole_end - st.hot.cursor) < bytes) next_hole(bytes);
    char* p = st.hot.cursor;
    st.hot.cursor = p + bytes;
    // Under stress the next allocation comes here, too.
    st.hot.cursor_end = options.stress || options.stress_slices ? st.hot.cursor : hole_end;
    std::memcpy(p, &header, sizeof header);
    return p;
}

// Leaves the hole; what is left of it becomes a filler, so that the hole can be walked.
void Heap::Impl::fill_hole() {
    char* p = st.hot.cursor;
    std::size_t rest = static_cast<std::size_t>(hole_end - p);
    if (rest == 0) return;
    u64 word = header_word(rest, HeapType::Filler, 0);
    std::memcpy(p, &word, sizeof word);
}

void Heap::Impl::next_hole(std::size_t bytes) {
    // The rest is smaller than the cell that was asked for, so it fits the header of one filler.
    fill_hole();
    Hole hole;
    GS_CHECK(space.take_hole(&hole));
    GS_ASSERT(static_cast<std::size_t>(hole.end - hole.begin) >= bytes);
    st.hot.cursor = hole.begin;
    hole_end = hole.end;
    (void)bytes;
}

void* Heap::Impl::allocate_cell(std::size_t bytes, u64 header) {
    before_allocation(bytes);
    u32 size_class = class_of_size(bytes);
    auto* p = static_cast<char*>(space.take_cell(size_class));
    GS_CHECK(p != nullptr);
    std::memcpy(p, &header, sizeof header);
    // Functions do not say how many upvalues they have: see trace_function.
    auto type = reinterpret_cast<Header*>(p)->type;
    if (type == HeapType::Function) std::memset(p + bytes, 0, kClassSizes[size_class] - bytes);
    return p;
}

void* Heap::Impl::allocate_large(std::size_t bytes, u64 header) {
    if (space.taken() + bytes > due) collect_automatically();
    if (!make_room(bytes)) return nullptr;
    void* p = space.take_pages(bytes);
    if (!p) {
        collect(Cycle::Full, "range full");
        p = space.take_pages(bytes);
        if (!p) return nullptr;
    }
    std::memcpy(p, &header, sizeof header);
    return p;
}

bool Heap::extend(Header* h, std::size_t bytes) {
    std::size_t size = size_of(h);
    if (h->size8 != 0 || size <= kSmallLimit || bytes > kMaxRange) return false;
    GS_ASSERT(impl_->no_gc == 0);
    if (bytes <= size) return true;
    // A copy would be young, and what is written to it need not be logged.
    if (h->gc & kGcOld && !impl_->stays_old(bytes)) return false;
    Space& space = impl_->space;
    if (space.taken() + bytes - size > impl_->due) impl_->collect_automatically();
    return impl_->make_room(bytes - size) && space.extend_pages(h, bytes);
}

// ---- accounting and the limit -------------------------------------------------------------------------------

std::size_t Heap::Impl::in_use() const {
    return space.in_use() - static_cast<std::size_t>(hole_end - st.hot.cursor) + outside;
}

// Runs a full collection if the limit asks for it; false if even that does not make room.
bool Heap::Impl::make_room(std::size_t bytes) {
    if (bytes > limit) return false;
    if (in_use() + bytes <= limit) return true;
    // While an error is on its way the heap is known to be full: do not collect again and again. Once it is raised much
    // may have become garbage.
    if (overdrawn && !(st.hot.request.load(std::memory_order_relaxed) & kRequestMemory)) overdrawn = false;
    if (!overdrawn) collect(Cycle::Full, "limit");
    return in_use() + bytes <= limit;
}

// Called where a hole or cell is about to be taken: collects if due. A small allocation can not fail; over the limit it
// overdraws the reserve, and the next poll raises the error.
void Heap::Impl::before_allocation(std::size_t bytes) {
    if (space.taken() + bytes > due) collect_automatically();
    if (in_use() + bytes <= limit) return;
    if (make_room(bytes)) return;
    overdrawn = true;
    st.hot.request.fetch_or(kRequestMemory, std::memory_order_relaxed);
}

void Heap::Impl::set_limit(std::size_t bytes) {
    options.limit = bytes;
    std::size_t range = space.reserved() - std::min(space.reserved() / 8, std::size_t{16} << 20);
    limit = bytes == 0 ? range : std::min(bytes, range);
}

u32 Heap::collections() const { return impl_->collections; }
std::size_t Heap::bytes_in_use() const { return impl_->in_use(); }
std::size_t Heap::limit() const { return impl_->options.limit; }
void Heap::set_limit(std::size_t bytes) { impl_->set_limit(bytes); }

bool Heap::charge(std::ptrdiff_t bytes) {
    if (bytes < 0) {
        impl_->outside -= std::min(impl_->outside, static_cast<std::size_t>(-bytes));
        return true;
    }
    auto more = static_cast<std::size_t>(bytes);
    if (!impl_->make_room(more)) return false;
    impl_->outside += more;
    impl_->space.add_taken(more);
    return true;
}

std::size_t Heap::size_of(const Header* h) const { return impl_->space.size_of(h); }
const char* Heap::base() const { return impl_->space.base(); }
bool Heap::contains(const void* p) const { return impl_->space.contains(p); }

NoGC::NoGC(State& st) : st_(st) {
    if constexpr (kDebug) st_.heap->impl().no_gc++;
}

NoGC::~NoGC() {
    if constexpr (kDebug) st_.heap->impl().no_gc--;
}

}  // namespace gs::rt

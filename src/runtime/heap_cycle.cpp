// A full collection, slice by slice.
//
// Phases
//
//   Idle      until the heap has doubled since the last full collection. A small heap is then collected in one pause.
//   Marking   begins with a minor collection, whose roots are the first grey objects. From then on every 32 KiB of
//             allocation pay for 128 KiB of tracing, so marking takes a quarter of the live size in new allocation. Minor
//             collections go on as ever.
//   Clearing  Which old objects live is decided. In slices: the intern table forgets strings that died, what owns something
//             outside the heap gives it back, removed entries forget their keys. Dead objects keep their memory
//             meanwhile. What minor collections promote is marked in both sets of maps.
//   Cleared   A minor collection takes the young objects away and ends with the swap of the maps. If there is little to
//             clear, all this happens in the pause that ends the marking.
//   Placing   Blocks are looked at in small lots, and their free memory is given to the allocator (heap_sweep.cpp). Then
//             memory that will not be needed soon goes back to the system, a few blocks at a time.
//
// Why nothing is lost. Colours: an old object is white if its bit in `next` is not set, grey while it waits on the
// marker's stack (or in its list of ranges), black after that. Young objects, those allocated since the last minor
// collection, have no colour; the marker never touches them.
//
//   Invariant: right after each minor collection, a black object refers to no white one, and no white object is referred
//   to from a root (stacks included) - but for weak references.
//
// It is the rule of Dijkstra's and Steele's collectors: what a black object is given becomes grey. There is no snapshot,
// so nobody has to know what a store overwrites, a store of a number or nil needs no barrier at all, and one test of the
// owner's old bit serves both the generations and the marking. Proof, by what may break the invariant:
//
//   - The marker blackens an object: it greys all old objects that the object refers to. A young one it skips. The
//     reference to it was stored after the last minor collection, because after that nothing was young; and into an object
//     that was old already, because the marker traces only such. So the barrier has logged the slot (next point).
//   - A store into an old object, of an old object: the barrier greys the latter at once (log_store). Of a young object:
//     the slot is logged, or has been already (barrier.h). The next minor collection makes what the slot then holds old
//     and grey. If the value was overwritten before that, another store or a stack is what holds it.
//   - A store into a young object: no barrier. If it survives, it becomes old in the next minor collection, and white,
//     unless a root or a logged slot greys it. If it stays white, it is no concern of the invariant; if it is grey, the
//     marker will look at what it holds by then.
//   - Writing many slots (wrote_many) logs the cell: the next minor collection makes it grey again if it was black. Raw
//     pointers are logged whatever they lead to.
//   - Stacks have no barrier. A minor collection greys all that the running stack refers to, and all that the stacks of
//     coroutines refer to that ran since the last one. Other stacks have not changed. So nothing depends on whether the
//     marker came to a coroutine before or after it ran.
//   - A large block that takes the place of an old one (Heap::replaces) has the old bit from the start. What is young in it
//     stands in logged slots of the block before, which stay readable; the reference to it is a logged slot as well, or
//     its owner is white.
//   - The other roots are greyed by every minor collection.
//   - Upvalues are cells, metatables belong to shapes, and both are ordinary here: cells are stored into with the barrier;
//     a shape is marked when the marker meets a table of it, and when a table that may be black gets another shape
//     (change_shape). An instruction that adds a field changes the shape without a call: its cache holds the epoch
//     `new_index`, which moves on when marking begins, so the first one in each cycle takes the slow path and marks the shape.
//     Machine code looks whether a collection is marking, unless the table has just been made (StoreShape).
//   - Strings refer to the interned string of equal text by a compressed pointer: keep_string. A removed entry of a hash part
//     that is given its value back: its key is stored again.
//   - Reading a weak reference, finding an interned string, reading the list of finalisers: what comes out of there stands
//     on a stack first.
//
// End. When the marker has nothing left to do, a minor collection makes the invariant hold and takes the young objects
// away; if the marker can then finish what that has greyed within a short time, all that is reachable is black, and what is
// white can not be reached any more. Otherwise marking goes on in slices. It ends, because a white object becomes
// grey at most once, and because the minor collections of later attempts come soon after one another, when little is new.
// Values of weak keys that are marked by then have been marked in slices before (preview). The rest of that pause is
// proportional to the weak tables and their entries, the objects that become due for a finaliser
// and what these alone keep alive, and the number of shapes and inline caches.

#include "runtime/engine.h"
#include "runtime/heap_impl.h"
#include "runtime/shape.h"
#include "runtime/strings.h"

namespace gs::rt {

namespace {

// In each slice:
constexpr std::size_t kMarked = 128 * 1024;  // bytes
constexpr std::size_t kCleared = 16 * 1024;  // words of the intern table, or entries
constexpr u32 kPlaced = 64, kReleased = 8;  // blocks
// Bytes that may be left to trace in the pause that ends the marking; the number of tries with that limit.
constexpr std::size_t kLeftAtEnd = 256 * 1024;
constexpr u32 kAttempts = 16;

constexpr std::size_t kUnlimited = ~std::size_t{0};

bool marked(const Header* h, void* marker) { return static_cast<Marker*>(marker)->is_marked(h); }
bool survived(const Header* h, void* heap) { return static_cast<Heap::Impl*>(heap)->survives(h); }

}  // namespace

const char* Heap::Impl::phase_name() const {
    static constexpr const char* kNames[] = {"idle", "marking", "clearing", "clearing", "sweeping", "giving back"};
    return kNames[static_cast<u8>(phase)];
}

void Heap::Impl::begin_cycle(const char* reason) {
    GS_ASSERT(phase == Phase::Idle);
    phase = Phase::Marking;
    st.hot.marking = 1;
    cycle_reason = reason;
    attempts = 0;
    marker->reset();
    if (!st.shapes) return;
    st.shapes->begin_marking();
    ++shape_epochs(st).new_index;
}

// Of an old object, while phase is Clearing or Cleared.
bool Heap::Impl::survives(const Header* h) const { return !space.contains(h) || space.is_next(h) || !(h->gc & kGcOld); }

void Heap::Impl::slice(const void* sp, std::size_t steps) {
    bool tiny = options.stress_slices;
    switch (phase) {
        case Phase::Marking:
            if (!marker->advance(tiny ? 256 : kMarked * steps)) return;
            if (marker->preview(tiny ? 64 : kCleared * steps)) try_to_finish(sp);
            return;
        case Phase::Clearing:
            if (!clear_some(tiny ? 64 : kCleared * steps)) return;
            // At once: what is promoted later than necessary may be garbage, too.
            phase = Phase::Cleared;
            return minor(sp);
        case Phase::Placing:
            if (space.place(tiny ? 1 : static_cast<u32>(kPlaced * steps))) end_cycle();
            return;
        case Phase::Releasing:
            if (space.release(keep_bytes, static_cast<u32>(kReleased * steps))) phase = Phase::Idle;
            return;
        case Phase::Idle:
        case Phase::Cleared: return;
    }
}

// So much of a cycle as allocating so many bytes would do, but `at_least` a slice.
void Heap::Impl::step(const void* sp, std::size_t bytes, bool at_least) {
    for (std::size_t steps = bytes / kSliceEvery + at_least; steps != 0 && phase != Phase::Idle; --steps) {
        phase == Phase::Cleared ? minor(sp) : slice(sp, 1);
    }
}

void Heap::Impl::try_to_finish(const void* sp) {
    minor(sp);
    std::size_t limit_now = options.stress_slices ? 1024 : kLeftAtEnd;
    if (!marker->advance(++attempts < kAttempts ? limit_now : kUnlimited)) return;
    finish_marking();
    if (clear_some(options.stress_slices ? 64 : kCleared)) swap_maps();
}

// What comes after everything reachable is marked; the order is that of language.md 10.13 and 10.14: values of weak tables
// are cleared before finalisers bring objects back, keys after.
void Heap::Impl::finish_marking() {
    marker->settle_weak_tables();
    marker->converge();
    marker->clear_weak_values(0);
    std::size_t judged = marker->weak_table_count();
    if (queue_finalizers()) marker->converge();
    marker->clear_weak_keys();
    marker->clear_weak_values(judged);
    marked_last = marker->marked_bytes();
    phase = Phase::Clearing;
    st.hot.marking = 0;
    if (options.verify || options.stress || options.stress_slices) check_heap();
    if (st.shapes) st.shapes->sweep(marked, marker.get());
    if (st.strings) st.strings->begin_sweep(survived, this);
    if (st.engine) st.engine->collected(st);
}

// True if that was the last of it.
bool Heap::Impl::clear_some(std::size_t words) {
    if (st.strings && !st.strings->sweep_some(words)) return false;
    if (!dispose_some(words)) return false;
    return marker->clear_dead_keys(words);
}

void Heap::Impl::swap_maps() {
    space.swap_maps();
    phase = Phase::Placing;
}

void Heap::Impl::end_cycle() {
    marker->release_stack();
    set_full_trigger();
    overdrawn = overdrawn && in_use() > limit;
    cycle_ended = true;
    phase = Phase::Releasing;
}

void Heap::Impl::abandon_cycle() {
    GS_ASSERT(phase == Phase::Marking);
    space.clear_next();
    phase = Phase::Idle;
    st.hot.marking = 0;
}

// A whole full collection at once. One that has been begun may keep what has died since, so it is called off or ended.
void Heap::Impl::run_cycle(const void* sp) {
    if (phase == Phase::Marking) abandon_cycle();
    if (phase == Phase::Clearing) {
        (void)clear_some(kUnlimited);
        phase = Phase::Cleared;
    }
    if (phase == Phase::Cleared) minor(sp);
    (void)space.place(kAllBlocks);
    phase = Phase::Idle;

    begin_cycle("");
    minor(sp);
    (void)marker->advance(kUnlimited);
    finish_marking();
    (void)clear_some(kUnlimited);
    swap_maps();
    (void)space.place(kAllBlocks);
    end_cycle();
    cycle_ended = false;
    (void)space.release(keep_bytes, kAllBlocks);
    phase = Phase::Idle;
}

void Heap::keep_shape(u32 id) {
    if (impl_->phase == Impl::Phase::Marking) impl_->st.shapes->mark(*impl_->marker, id);
}

void Heap::keep_string(Header* h) {
    if (impl_->phase == Impl::Phase::Marking) impl_->marker->mark(h);
}

}  // namespace gs::rt

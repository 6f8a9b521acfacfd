// The intern table: a set of strings by text. A word holds 16 bits of the hash above the 48 bits of the address, so most
// probes of other texts end without touching the string. Linear probing, at most half full.
//
// The table does not keep strings alive. A full collection looks at every word, a minor one only at strings interned since
// the one before, because all others are old. Words of dead strings become tombstones, to be reused or dropped when the
// table is next rebuilt. A full collection does that in lots, and a dead string must not be found meanwhile.

#include <cstring>
#include <sys/random.h>
#include <vector>

#include "runtime/strings.h"
#include "support/assert.h"
#include "support/copy_bytes.h"
#include "support/hash.h"

namespace gs::rt {

namespace {

constexpr u64 kEmpty = 0, kTombstone = 1;
constexpr u64 kFirstCapacity = 1024;

u64 word_of(const String* s, u32 hash) { return u64{hash >> 16} << 48 | reinterpret_cast<u64>(s); }
String* string_of(u64 word) { return reinterpret_cast<String*>(word & kPayloadMask); }

u64 random_seed() {
    u64 seed = 0;
    // Without a random source (early boot, a sandbox) an address will do: it is random where it matters.
    if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != sizeof seed)
        seed = reinterpret_cast<u64>(&seed) * detail::kHashC;
    return seed;
}

}  // namespace

struct StringTable::Impl {
    u64 random_state;
    u64* words;
    u64 mask;
    u64 used = 0;  // strings
    u64 tombstones = 0;
    std::vector<String*> recent;  // interned since the last collection
    bool (*alive)(const Header*, void*) = nullptr;  // during a sweep
    void* alive_context = nullptr;
    u64 sweep_next = 0;

    bool is_dead(const String* s) const { return alive && !alive(&s->h, alive_context); }

    /// By operator new, which ends the program as its handler says when there is no memory: nothing goes on without names.
    static u64* allocate(u64 capacity) { return new u64[capacity](); }

    void place(u64 word, u32 hash) {
        u64 at = hash & mask;
        while (words[at] > kTombstone) at = (at + 1) & mask;
        if (words[at] == kTombstone) --tombstones;
        words[at] = word;
        ++used;
    }

    void rebuild() {
        u64 capacity = kFirstCapacity;
        while (capacity < used * 4) capacity *= 2;
        u64* old = words;
        u64 old_capacity = mask + 1;
        words = allocate(capacity);
        mask = capacity - 1;
        used = tombstones = 0;
        for (u64 i = 0; i < old_capacity; ++i) {
            if (old[i] > kTombstone && !is_dead(string_of(old[i]))) place(old[i], string_of(old[i])->hash);
        }
        delete[] old;
        alive = nullptr;  // that was all of a sweep
    }

    void bury(u64 at) {
        words[at] = kTombstone;
        ++tombstones;
        --used;
    }
};

StringTable::StringTable(u64 seed) : impl_(new Impl) {
    if (seed == 0) seed = random_seed();
    seed_ = hash_bytes({reinterpret_cast<const char*>(&seed), sizeof seed}, detail::kHashB);
    impl_->random_state = seed_ * detail::kHashA;
    impl_->words = Impl::allocate(kFirstCapacity);
    impl_->mask = kFirstCapacity - 1;
}

StringTable::~StringTable() {
    delete[] impl_->words;
    delete impl_;
}

u64 StringTable::random() {
    impl_->random_state += detail::kHashC;
    return detail::multiply_and_fold(impl_->random_state, impl_->random_state ^ seed_);
}

String* StringTable::find(std::string_view bytes, u32 hash) {
    const u64* words = impl_->words;
    u64 mask = impl_->mask;
    for (u64 at = hash & mask;; at = (at + 1) & mask) {
        u64 word = words[at];
        if (word == kEmpty) return nullptr;
        if (word >> 48 != hash >> 16 || word == kTombstone) continue;
        String* s = string_of(word);
        if (s->len != bytes.size() || !equal_bytes(s->bytes, bytes.data(), bytes.size())) continue;
        if (!impl_->is_dead(s)) return s;
        impl_->bury(at);
        return nullptr;
    }
}

void StringTable::add(String* s, u32 hash) {
    GS_ASSERT(!(s->h.aux & (String::kView | String::kAlias)));
    if ((impl_->used + impl_->tombstones) * 2 >= impl_->mask) impl_->rebuild();
    s->hash = hash;
    s->h.aux |= String::kInterned | String::kHashed;
    impl_->place(word_of(s, hash), hash);
    impl_->recent.push_back(s);
}

void StringTable::begin_sweep(bool (*alive)(const Header*, void*), void* context) {
    impl_->alive = alive;
    impl_->alive_context = context;
    impl_->sweep_next = 0;
}

bool StringTable::sweep_some(std::size_t words) {
    if (!impl_->alive) return true;
    for (u64& at = impl_->sweep_next; at <= impl_->mask; ++at) {
        if (words-- == 0) return false;
        u64 word = impl_->words[at];
        if (word > kTombstone && impl_->is_dead(string_of(word))) impl_->bury(at);
    }
    impl_->alive = nullptr;
    if (impl_->mask + 1 > kFirstCapacity && impl_->used * 16 < impl_->mask) impl_->rebuild();
    return true;
}

void StringTable::sweep_young(bool (*alive)(const Header*, void*), void* context) {
    for (String* s : impl_->recent) {
        if (alive(&s->h, context)) continue;
        u64 word = word_of(s, s->hash);
        u64 at = s->hash & impl_->mask;
        while (impl_->words[at] != word) at = (at + 1) & impl_->mask;
        impl_->bury(at);
    }
    impl_->recent.clear();
}

}  // namespace gs::rt

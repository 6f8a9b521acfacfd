// After marking: which lines, cells and pages are free. No object is touched, only the side tables are read. A minor
// collection looks only at blocks that were allocated into since the last one. A full collection looks at nothing at once:
// its blocks are placed (put into the lists that allocation takes them from) in small lots, as allocation goes on. And
// the search for the cell that covers an address, for conservative references.

#include <algorithm>
#include <bit>
#include <sys/mman.h>

#include "runtime/heap_space.h"

namespace gs::rt {

namespace {

// A block with fewer free lines is not worth entering.
constexpr u32 kMinFreeLines = 2;

}  // namespace

void Space::sweep_minor() {
    taken_ = 0;
    for (Class& c : classes_) c.block = kNoBlock;
    std::vector<u32> fresh = std::move(fresh_blocks_);
    fresh_blocks_.clear();
    for (u32 b : fresh) {
        // Lines marked just now count like all others from here on.
        u8* lines = lines_ + b * kLinesPerBlock;
        if (blocks_[b].kind == BlockKind::Lines) {
            for (u32 i = 0; i < kLinesPerBlock; ++i) lines[i] = static_cast<u8>((lines[i] | lines[i] >> 1) & 1);
        }
        sweep_block(b);
    }
    for (u32 first : large_young_) {
        if (sweep_run(first)) large_old_.push_back(first);
    }
    large_young_.clear();
}

void Space::swap_maps() {
    GS_ASSERT(placed() && fresh_blocks_.empty() && large_young_.empty());
    std::swap(live_, next_);
    std::swap(lines_, next_lines_);
    for (Class& c : classes_) c.partial.clear();
    for (auto& list : partial_lines_) list.clear();
    free_blocks_.clear();
    release_next_ = 0;
    freed_ = 0;
    ++round_;
    place_next_ = 0;
    place_end_ = block_count_;
    large_next_ = large_kept_ = 0;
    large_end_ = large_old_.size();
}

void Space::place_block(u32 b) {
    // What lived before this collection is of no interest any more, and the next one wants empty maps.
    std::memset(next_ + b * kWordsPerBlock, 0, kWordsPerBlock * 8);
    std::memset(next_lines_ + b * kLinesPerBlock, 0, kLinesPerBlock);
    if (blocks_[b].round == round_) return;  // freed with a page run and taken again
    blocks_[b].round = round_;
    sweep_block(b);
}

bool Space::place(u32 blocks) {
    std::size_t before = in_use_;
    // A larger cell costs about as much as a block of small ones.
    for (u32 i = 0; i < blocks && large_next_ < large_end_; ++i) {
        u32 first = large_old_[large_next_++];
        if (sweep_run(first)) large_old_[large_kept_++] = first;
    }
    if (large_next_ == large_end_ && large_kept_ < large_end_) {
        auto begin = large_old_.begin();
        large_old_.erase(begin + static_cast<std::ptrdiff_t>(large_kept_),
                         begin + static_cast<std::ptrdiff_t>(large_end_));
        large_kept_ = large_next_ = large_end_ = 0;
    }
    for (u32 i = 0; i < blocks && place_next_ < place_end_; ++i) place_block(place_next_++);
    freed_ += before - in_use_;
    return placed();
}

void Space::clear_next() {
    std::memset(next_, 0, block_count_ * kWordsPerBlock * 8);
    std::memset(next_lines_, 0, block_count_ * kLinesPerBlock);
}

void Space::sweep_block(u32 b) {
    Block& block = blocks_[b];
    block.fresh = false;
    switch (block.kind) {
        case BlockKind::Free: free_blocks_.push_back(b); break;
        case BlockKind::Lines: sweep_lines(b); break;
        case BlockKind::Cells: sweep_cells(b); break;
        case BlockKind::Pages: break;
    }
}

void Space::sweep_lines(u32 b) {
    Block& block = blocks_[b];
    const u8* lines = lines_ + b * kLinesPerBlock;
    u32 taken = 0;
    for (u32 i = 0; i < kLinesPerBlock; i += 8) {
        u64 eight;
        std::memcpy(&eight, lines + i, 8);
        taken += static_cast<u32>(std::popcount(eight));
    }
    if (poison_ || kAsan) {
        for (u32 i = 0; i < kLinesPerBlock; ++i) {
            if (!lines[i]) kill(address(b) + i * kLineBytes, kLineBytes);
        }
    }
    if (taken == 0) return free_block(b);
    recharge(block, taken * kLineBytes);
    u32 free = static_cast<u32>(kLinesPerBlock) - taken;
    if (free < kMinFreeLines) return;
    partial_lines_[std::min<u32>(3, taken * 4 / kLinesPerBlock)].push_back(b);
}

void Space::sweep_cells(u32 b) {
    Block& block = blocks_[b];
    u32 size = kClassSizes[block.size_class];
    u32 count = kBlockBytes / size;
    u64 used[4] = {};
    u32 taken = 0;
    u64 unit = b * kUnitsPerBlock;
    for (u32 i = 0; i < count; ++i, unit += size / 8) {
        if (is_live(unit)) {
            used[i / 64] |= u64{1} << (i % 64);
            ++taken;
        } else {
            kill(address(b) + i * size, size);
        }
    }
    std::memcpy(block.used, used, sizeof used);
    if (taken == 0) return free_block(b);
    recharge(block, taken * size);
    if (taken < count) classes_[block.size_class].partial.push_back(b);
}

// Frees a page run unless its cell is alive. Whole blocks of what is free then may be used for anything.
bool Space::sweep_run(u32 first) {
    if (is_live(u64{first} * (kPageBytes / 8))) return true;
    u32 count = pages_[first].count;
    for (u32 i = 0; i < count; ++i) pages_[first + i] = {};
    kill(base_ + first * kPageBytes, count * kPageBytes);
    in_use_ -= count * kPageBytes;
    add_free_run(first, count);
    auto run = std::prev(free_runs_.upper_bound(first));
    u32 run_first = run->first, run_end = run->first + run->second;
    u32 begin = static_cast<u32>((run_first + kPagesPerBlock - 1) / kPagesPerBlock);
    u32 end = static_cast<u32>(run_end / kPagesPerBlock);
    if (end <= begin) return false;
    remove_free_run(run);
    u32 first_page = static_cast<u32>(begin * kPagesPerBlock), end_page = static_cast<u32>(end * kPagesPerBlock);
    if (run_first < first_page) add_free_run(run_first, first_page - run_first);
    if (run_end > end_page) add_free_run(end_page, run_end - end_page);
    for (u32 b = end; b-- > begin;) free_block(b);
    return false;
}

bool Space::release(std::size_t keep, u32 blocks) {
    // The list gives out its end first, so the blocks at its front are the ones to be needed last.
    std::size_t kept = keep / kBlockBytes;
    std::size_t end = free_blocks_.size() > kept ? free_blocks_.size() - kept : 0;
    while (release_next_ < end) {
        u32 b = free_blocks_[release_next_++];
        Block& block = blocks_[b];
        if (block.kind != BlockKind::Free || !block.touched) continue;
        if (blocks-- == 0) {
            --release_next_;
            return false;
        }
        madvise(address(b), kBlockBytes, MADV_DONTNEED);
        block.touched = false;
    }
    return true;
}

// ---- searching ----------------------------------------------------------------------------------------------

namespace {

// The highest set bit at or below `unit`, at most 15 below: cells in lines have at most 16 units. -1 if there is none.
i64 bit_at_or_before(const u64* bits, u64 unit) {
    u64 word = bits[unit >> 6] << (63 - (unit & 63));
    if (word) return static_cast<i64>(unit) - std::countl_zero(word);
    if ((unit & 63) >= 15 || unit < 64) return -1;
    word = bits[(unit >> 6) - 1];
    return word ? static_cast<i64>(unit - (unit & 63)) - 1 - std::countl_zero(word) : -1;
}

}  // namespace

Header* Space::find(u64 word) {
    u64 at = (word & kPayloadMask) - reinterpret_cast<u64>(base_);
    if (at >= block_count_ * kBlockBytes) return nullptr;
    u32 b = static_cast<u32>(at / kBlockBytes);
    Block& block = blocks_[b];
    u32 inside = static_cast<u32>(at % kBlockBytes);
    // What died in the last full collection may not have been placed yet.
    auto unless_dead = [&](Header* h) { return (h->gc & kGcOld) && !is_live(h) ? nullptr : h; };
    auto covering = [&](const u64* bits) -> Header* {
        i64 unit = bit_at_or_before(bits, at >> 3);
        if (unit < 0) return nullptr;
        auto* h = reinterpret_cast<Header*>(base_ + unit * 8);
        u64 start = static_cast<u64>(unit) * 8;
        return at < start + h->size8 * 8u && start / kBlockBytes == b ? h : nullptr;
    };
    switch (block.kind) {
        case BlockKind::Free: return nullptr;
        case BlockKind::Lines: {
            if (Header* h = covering(live_)) return h;
            if (!block.fresh || inside >= block.frontier || (lines_[at / kLineBytes] & 1)) return nullptr;
            if (!block.walked) walk_holes(b);
            return covering(starts_);
        }
        case BlockKind::Cells: {
            u32 size = kClassSizes[block.size_class];
            u32 index = inside / size;
            if (index >= kBlockBytes / size || !(block.used[index / 64] >> (index % 64) & 1)) return nullptr;
            return unless_dead(reinterpret_cast<Header*>(address(b) + index * size));
        }
        case BlockKind::Pages: {
            u32 first = pages_[at / kPageBytes].first;
            return first ? unless_dead(reinterpret_cast<Header*>(base_ + (first - 1) * kPageBytes)) : nullptr;
        }
    }
    GS_UNREACHABLE("every kind of block returns");
}

Header* Space::find_live(u64 word) {
    // Fresh memory need not be looked into, so the holes need not be walked.
    u64 at = (word & kPayloadMask) - reinterpret_cast<u64>(base_);
    if (at >= block_count_ * kBlockBytes) return nullptr;
    const Block& block = blocks_[at / kBlockBytes];
    if (block.kind == BlockKind::Lines) {
        i64 unit = bit_at_or_before(live_, at >> 3);
        if (unit < 0) return nullptr;
        u64 start = static_cast<u64>(unit) * 8;
        auto* h = reinterpret_cast<Header*>(base_ + start);
        return at < start + h->size8 * 8u && start / kBlockBytes == at / kBlockBytes ? h : nullptr;
    }
    Header* h = find(word);
    return h && is_live(h) ? h : nullptr;
}

// Notes where the cells in the holes of a fresh block start.
void Space::walk_holes(u32 b) {
    Block& block = blocks_[b];
    block.walked = true;
    u64* bits = starts_ + b * kWordsPerBlock;
    std::memset(bits, 0, kWordsPerBlock * 8);
    const u8* lines = lines_ + b * kLinesPerBlock;
    u32 at = 0;
    while (at < block.frontier) {
        if (at % kLineBytes == 0 && (lines[at / kLineBytes] & 1)) {
            at += kLineBytes;
            continue;
        }
        auto* h = reinterpret_cast<Header*>(address(b) + at);
        GS_ASSERT(h->size8 != 0 && h->size8 * 8u <= kBumpLimit);
        if (h->type != HeapType::Filler) bits[at / 512] |= u64{1} << (at / 8 % 64);
        at += h->size8 * 8u;
    }
}

}  // namespace gs::rt

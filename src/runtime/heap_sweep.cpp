// After marking: which lines, cells and pages are free. No object is touched, only the side tables are read; a minor
// collection looks only at blocks that were allocated into since the last one. And the search for the cell that covers an
// address, for conservative references.

#include <algorithm>
#include <bit>
#include <sys/mman.h>

#include "runtime/heap_space.h"

namespace gs::rt {

namespace {

// A block with fewer free lines is not worth entering.
constexpr u32 kMinFreeLines = 2;

}  // namespace

void Space::begin_minor() {
    marks_ = live_;
    mark_line_ = lines_;
    line_mark_ = 2;
}

void Space::begin_full() {
    std::memset(next_, 0, block_count_ * kWordsPerBlock * 8);
    std::memset(next_lines_, 0, block_count_ * kLinesPerBlock);
    marks_ = next_;
    mark_line_ = next_lines_;
    line_mark_ = 1;
}

void Space::sweep_minor() {
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
    sweep_pages(large_young_);
    large_old_.insert(large_old_.end(), large_young_.begin(), large_young_.end());
    large_young_.clear();
    return_free_blocks();
}

void Space::sweep_full() {
    std::swap(live_, next_);
    std::swap(lines_, next_lines_);
    marks_ = live_;
    mark_line_ = lines_;
    for (Class& c : classes_) {
        c.block = kNoBlock;
        c.partial.clear();
    }
    for (auto& list : partial_lines_) list.clear();
    free_blocks_.clear();
    fresh_blocks_.clear();
    // From the end, so that the lists give out low addresses first.
    for (u32 b = block_count_; b-- > 0;) sweep_block(b);
    sweep_pages(large_old_);
    sweep_pages(large_young_);
    large_old_.insert(large_old_.end(), large_young_.begin(), large_young_.end());
    large_young_.clear();
    return_free_blocks();
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

// Keeps the runs that are alive in the list and frees the others.
void Space::sweep_pages(std::vector<u32>& runs) {
    std::size_t kept = 0;
    for (u32 first : runs) {
        if (is_live(first * (kPageBytes / 8))) {
            runs[kept++] = first;
            continue;
        }
        u32 count = pages_[first].count;
        for (u32 i = 0; i < count; ++i) pages_[first + i] = {};
        kill(base_ + first * kPageBytes, count * kPageBytes);
        in_use_ -= count * kPageBytes;
        add_free_run(first, count);
    }
    runs.resize(kept);
}

// Whole blocks among the free page runs may be used for anything.
void Space::return_free_blocks() {
    std::vector<std::pair<u32, u32>> whole;  // first block, number of blocks
    for (auto [first, count] : free_runs_) {
        u32 begin = static_cast<u32>((first + kPagesPerBlock - 1) / kPagesPerBlock);
        u32 end = static_cast<u32>((first + count) / kPagesPerBlock);
        if (end > begin) whole.emplace_back(begin, end - begin);
    }
    for (auto [block, count] : whole) {
        u32 first = static_cast<u32>(block * kPagesPerBlock);
        u32 end = static_cast<u32>((block + count) * kPagesPerBlock);
        auto run = std::prev(free_runs_.upper_bound(first));
        u32 run_first = run->first, run_end = run->first + run->second;
        remove_free_run(run);
        if (run_first < first) add_free_run(run_first, first - run_first);
        if (run_end > end) add_free_run(end, run_end - end);
        for (u32 i = count; i-- > 0;) free_block(block + i);
    }
}

void Space::release(std::size_t keep) {
    // Low addresses are used first, so the blocks at the front of the list are the ones to be needed last.
    std::size_t kept = free_blocks_.size() * kBlockBytes;
    for (u32 b : free_blocks_) {
        if (kept <= keep) break;
        kept -= kBlockBytes;
        Block& block = blocks_[b];
        if (block.kind != BlockKind::Free || !block.touched) continue;
        madvise(address(b), kBlockBytes, MADV_DONTNEED);
        block.touched = false;
    }
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
            return reinterpret_cast<Header*>(address(b) + index * size);
        }
        case BlockKind::Pages: {
            u32 first = pages_[at / kPageBytes].first;
            return first ? reinterpret_cast<Header*>(base_ + (first - 1) * kPageBytes) : nullptr;
        }
    }
    GS_UNREACHABLE("every kind of block returns");
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

// Reserving the range, and allocation from it. Sweeping and searching: heap_sweep.cpp.

#include "runtime/heap_space.h"

#include <algorithm>
#include <bit>
#include <sys/mman.h>
#include <sys/resource.h>

#ifdef GS_ASAN
#include <sanitizer/asan_interface.h>
#endif

namespace gs::rt {

namespace {

// Memory is made accessible in pieces of this many blocks (4 MiB), so that each side table grows by whole pages.
constexpr u32 kChunkBlocks = 128;

constexpr std::size_t kBitmapBytes = kUnitsPerBlock / 8;
constexpr std::size_t kPageTableBytes = kPagesPerBlock * sizeof(Page);
/// Per block: two mark bitmaps, start bitmap, two line maps, block and page tables.
constexpr std::size_t kSideBytes = 3 * kBitmapBytes + 2 * kLinesPerBlock + sizeof(Block) + kPageTableBytes;
static_assert(kChunkBlocks * sizeof(Block) % kPageBytes == 0 && kChunkBlocks * kPageTableBytes % kPageBytes == 0);

constexpr int kPoisonByte = 0x5A;

/// Cells of that size are asked to stand in large pages.
constexpr std::size_t kLongRun = std::size_t{4} << 20;

// With a limit on the address space (ulimit -v) more than half of it is left to everybody else.
std::size_t address_space_share() {
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return ~std::size_t{0};
    return limit.rlim_cur / 5 * 2;
}

}  // namespace

Space::Space(std::size_t bytes, bool poison) : poison_(poison) {
    bytes = std::min(bytes, address_space_share());
    std::size_t chunk = kChunkBlocks * kBlockBytes;
    std::size_t chunks = std::max<std::size_t>(bytes / chunk, 1);
    for (;; chunks = std::max<std::size_t>(chunks / 2, 1)) {
        max_blocks_ = chunks * kChunkBlocks;
        mapping_bytes_ = max_blocks_ * (kBlockBytes + kSideBytes) + kBlockBytes;
        void* p = mmap(nullptr, mapping_bytes_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (p != MAP_FAILED) {
            mapping_ = static_cast<char*>(p);
            break;
        }
        GS_CHECK(chunks > 1);
    }
    u64 start = (reinterpret_cast<u64>(mapping_) + kBlockBytes - 1) & ~u64{kBlockBytes - 1};
    base_ = reinterpret_cast<char*>(start);
    char* side = base_ + max_blocks_ * kBlockBytes;
    auto table = [&](auto*& pointer, std::size_t bytes_per_block) {
        pointer = reinterpret_cast<std::remove_reference_t<decltype(pointer)>>(side);
        side += max_blocks_ * bytes_per_block;
    };
    table(live_, kBitmapBytes);
    table(next_, kBitmapBytes);
    table(starts_, kBitmapBytes);
    table(lines_, kLinesPerBlock);
    table(next_lines_, kLinesPerBlock);
    table(blocks_, sizeof(Block));
    table(pages_, kPageTableBytes);
}

Space::~Space() {
    if (!mapping_) return;
    revive(base_, committed_ * kBlockBytes);
    munmap(mapping_, mapping_bytes_);
}

// Makes the range accessible up to block number `blocks`.
bool Space::commit(u32 blocks) {
    while (committed_ < blocks) {
        u32 first = committed_;
        auto open = [&](void* table, std::size_t bytes_per_block) {
            char* p = static_cast<char*>(table) + first * bytes_per_block;
            return mprotect(p, kChunkBlocks * bytes_per_block, PROT_READ | PROT_WRITE) == 0;
        };
        if (!(open(base_, kBlockBytes) && open(live_, kBitmapBytes) && open(next_, kBitmapBytes) &&
              open(starts_, kBitmapBytes) && open(lines_, kLinesPerBlock) && open(next_lines_, kLinesPerBlock) &&
              open(blocks_, sizeof(Block)) && open(pages_, kPageTableBytes))) {
            return false;
        }
        committed_ += kChunkBlocks;
    }
    return true;
}

void Space::kill(char* p, std::size_t bytes) {
    if (poison_ && !kAsan) std::memset(p, kPoisonByte, bytes);
#ifdef GS_ASAN
    ASAN_POISON_MEMORY_REGION(p, bytes);
#endif
}

void Space::revive([[maybe_unused]] char* p, [[maybe_unused]] std::size_t bytes) {
#ifdef GS_ASAN
    ASAN_UNPOISON_MEMORY_REGION(p, bytes);
#endif
}

void Space::recharge(Block& block, std::size_t bytes) {
    in_use_ += bytes - block.charged;
    block.charged = static_cast<u32>(bytes);
}

void Space::charge(Block& block, std::size_t bytes) {
    in_use_ += bytes;
    taken_ += bytes;
    block.charged += static_cast<u32>(bytes);
}

// Memory that a full collection has freed may be waiting to be found. False if there is none.
bool Space::place_more() {
    if (placed()) return false;
    place(kPlacedOnDemand);
    return true;
}

// ---- blocks -------------------------------------------------------------------------------------------------

u32 Space::take_block() {
    while (!free_blocks_.empty()) {
        u32 b = free_blocks_.back();
        free_blocks_.pop_back();
        if (blocks_[b].kind != BlockKind::Free) continue;
        blocks_[b].round = round_;
        return b;
    }
    release_next_ = 0;
    if (block_count_ == max_blocks_ || !commit(block_count_ + 1)) return kNoBlock;
    blocks_[block_count_].round = round_;
    return block_count_++;
}

// The first `count` free blocks in a row.
u32 Space::take_block_run(u32 count) {
    u32 run = 0;
    for (u32 b = 0; b < block_count_; ++b) {
        run = blocks_[b].kind == BlockKind::Free ? run + 1 : 0;
        if (run == count) return b + 1 - count;
    }
    // Whatever is free at the very end is part of the run.
    u32 first = block_count_ - run;
    if (count > max_blocks_ - first || !commit(first + count)) return kNoBlock;
    block_count_ = first + count;
    return first;
}

void Space::free_block(u32 b) {
    Block& block = blocks_[b];
    block.kind = BlockKind::Free;
    block.fresh = false;
    recharge(block, 0);
    free_blocks_.push_back(b);
}

// One request for the pages of a block that is about to be filled costs a third of the page faults that would fetch them.
void Space::get_pages(u32 b) {
#ifdef MADV_POPULATE_WRITE
    madvise(address(b), kBlockBytes, MADV_POPULATE_WRITE);  // an older system refuses, and nothing is lost
#else
    (void)b;
#endif
}

// ---- lines --------------------------------------------------------------------------------------------------

bool Space::enter_lines_block() {
    u32 b = kNoBlock;
    for (bool again = true; again && b == kNoBlock;) {
        for (auto& list : partial_lines_) {
            if (list.empty()) continue;
            b = list.back();
            list.pop_back();
            break;
        }
        again = b == kNoBlock && free_blocks_.empty() && place_more();
    }
    if (b == kNoBlock) {
        b = take_block();
        if (b == kNoBlock) return false;
        blocks_[b].kind = BlockKind::Lines;
    }
    Block& block = blocks_[b];
    block.fresh = true;
    if (!block.touched) get_pages(b);
    block.touched = true;
    block.walked = false;
    block.frontier = 0;
    fresh_blocks_.push_back(b);
    lines_block_ = b;
    free_word_ = 0;
    const u8* lines = lines_ + b * kLinesPerBlock;
    for (u32 w = 0; w < 4; ++w) {
        u64 taken = 0;
        for (u32 i = 0; i < 8; ++i) {
            u64 eight;  // bytes of 0 or 1; the multiplication gathers them in the top byte
            std::memcpy(&eight, lines + w * 64 + i * 8, 8);
            taken |= (eight * 0x0102040810204080 >> 56) << (i * 8);
        }
        free_lines_[w] = ~taken;
    }
    return true;
}

bool Space::next_hole_in_block(Hole* out) {
    while (free_word_ < 4 && free_lines_[free_word_] == 0) ++free_word_;
    if (free_word_ == 4) return false;
    u32 first = free_word_ * 64 + static_cast<u32>(std::countr_zero(free_lines_[free_word_]));
    u32 end = first;
    for (;;) {
        u32 in_word = end % 64;
        u32 ones = static_cast<u32>(std::countr_one(free_lines_[end / 64] >> in_word));
        u64 mask = ones == 64 ? ~u64{0} : ((u64{1} << ones) - 1) << in_word;
        free_lines_[end / 64] &= ~mask;
        end += ones;
        if (ones == 0 || end % 64 != 0 || end == kLinesPerBlock) break;
    }
    char* start = address(lines_block_);
    *out = {start + first * kLineBytes, start + end * kLineBytes};
    return true;
}

bool Space::take_hole(Hole* out) {
    for (;;) {
        if (lines_block_ != kNoBlock) {
            Block& block = blocks_[lines_block_];
            if (next_hole_in_block(out)) {
                std::size_t bytes = static_cast<std::size_t>(out->end - out->begin);
                charge(block, bytes);
                block.frontier = static_cast<u32>(out->begin - address(lines_block_));
                block.walked = false;
                revive(out->begin, bytes);
                return true;
            }
            block.frontier = kBlockBytes;
            block.walked = false;
            lines_block_ = kNoBlock;
        }
        if (!enter_lines_block()) return false;
    }
}

void Space::note_cursor(const char* cursor) {
    if (lines_block_ == kNoBlock) return;
    blocks_[lines_block_].frontier = static_cast<u32>(cursor - address(lines_block_));
    blocks_[lines_block_].walked = false;
}

void Space::leave_hole() { lines_block_ = kNoBlock; }

// ---- size classes -------------------------------------------------------------------------------------------

void* Space::take_cell(u32 size_class) {
    Class& c = classes_[size_class];
    u32 size = kClassSizes[size_class];
    u32 count = kBlockBytes / size;
    for (;;) {
        if (c.block != kNoBlock) {
            Block& block = blocks_[c.block];
            for (; c.word < 4; ++c.word) {
                u64 free = ~block.used[c.word];
                if (free == 0) continue;
                u32 index = c.word * 64 + static_cast<u32>(std::countr_zero(free));
                if (index >= count) break;
                block.used[c.word] |= free & -free;
                charge(block, size);
                char* p = address(c.block) + index * size;
                revive(p, size);
                return p;
            }
        }
        if (c.partial.empty() && free_blocks_.empty()) place_more();
        if (!c.partial.empty()) {
            c.block = c.partial.back();
            c.partial.pop_back();
        } else {
            c.block = take_block();
            if (c.block == kNoBlock) return nullptr;
            Block& block = blocks_[c.block];
            block.kind = BlockKind::Cells;
            block.size_class = static_cast<u8>(size_class);
            std::memset(block.used, 0, sizeof block.used);
        }
        c.word = 0;
        blocks_[c.block].fresh = true;
        blocks_[c.block].touched = true;
        fresh_blocks_.push_back(c.block);
    }
}

// ---- page runs ----------------------------------------------------------------------------------------------

void Space::add_free_run(u32 first, u32 count) {
    auto after = free_runs_.lower_bound(first);
    if (after != free_runs_.end() && after->first == first + count) {
        count += after->second;
        auto gone = after++;
        remove_free_run(gone);
    }
    if (after != free_runs_.begin()) {
        auto before = std::prev(after);
        if (before->first + before->second == first) {
            first = before->first;
            count += before->second;
            remove_free_run(before);
        }
    }
    free_runs_.emplace(first, count);
    runs_by_size_.emplace(count, first);
}

void Space::remove_free_run(std::map<u32, u32>::iterator run) {
    runs_by_size_.erase({run->second, run->first});
    free_runs_.erase(run);
}

void* Space::take_pages(std::size_t bytes) {
    if (bytes > reserved()) return nullptr;
    u32 count = static_cast<u32>((bytes + kPageBytes - 1) / kPageBytes);
    u32 first, length;
    auto fit = runs_by_size_.lower_bound({count, 0});
    if (fit == runs_by_size_.end() && place_more()) fit = runs_by_size_.lower_bound({count, 0});
    if (fit != runs_by_size_.end()) {
        first = fit->second;
        length = fit->first;
        remove_free_run(free_runs_.find(first));
    } else {
        u32 blocks = static_cast<u32>((count + kPagesPerBlock - 1) / kPagesPerBlock);
        u32 b = take_block_run(blocks);
        if (b == kNoBlock) return nullptr;
        make_page_blocks(b, blocks);
        first = static_cast<u32>(b * kPagesPerBlock);
        length = static_cast<u32>(blocks * kPagesPerBlock);
    }
    if (length > count) add_free_run(first + count, length - count);
    large_young_.push_back(first);
    open_run(first, 0, count);
    return base_ + first * kPageBytes;
}

void Space::make_page_blocks(u32 b, u32 count) {
    for (u32 i = 0; i < count; ++i) {
        blocks_[b + i].kind = BlockKind::Pages;
        blocks_[b + i].touched = true;
        blocks_[b + i].round = round_;
    }
}

/// A run of `count` pages, the first `from` of which it has had before.
void Space::open_run(u32 first, u32 from, u32 count) {
    for (u32 i = from; i < count; ++i) pages_[first + i].first = first + 1;
    pages_[first].count = count;
    std::size_t bytes = (count - from) * kPageBytes;
    in_use_ += bytes;
    taken_ += bytes;
    char* p = base_ + first * kPageBytes;
    // Walking through a long array costs a lot of address translation with small pages, and fetching them even more.
    if (count * kPageBytes >= kLongRun) madvise(p, count * kPageBytes, MADV_HUGEPAGE);
    revive(p + from * kPageBytes, bytes);
}

/// Just these blocks, if they are free.
bool Space::take_blocks_at(u32 b, u32 count) {
    for (u32 i = b; i < std::min(b + count, block_count_); ++i) {
        if (blocks_[i].kind != BlockKind::Free) return false;
    }
    if (b > block_count_ || count > max_blocks_ - b || !commit(b + count)) return false;
    block_count_ = std::max(block_count_, b + count);
    make_page_blocks(b, count);
    return true;
}

bool Space::extend_pages(const Header* h, std::size_t bytes) {
    if (bytes > reserved()) return false;
    u32 first = static_cast<u32>(offset(h) / kPageBytes), count = pages_[first].count;
    u32 wanted = static_cast<u32>((bytes + kPageBytes - 1) / kPageBytes), end = first + count;
    if (wanted <= count) return true;
    // What is free behind it, and as many blocks behind that as are needed.
    auto run = free_runs_.find(end);
    u32 length = run == free_runs_.end() ? 0 : run->second, more = wanted - count;
    if (length < more) {
        if ((end + length) % kPagesPerBlock != 0) return false;
        u32 blocks = static_cast<u32>((more - length + kPagesPerBlock - 1) / kPagesPerBlock);
        if (!take_blocks_at(static_cast<u32>((end + length) / kPagesPerBlock), blocks)) return false;
        if (length) remove_free_run(run);
        length += blocks * static_cast<u32>(kPagesPerBlock);
    } else {
        remove_free_run(run);
    }
    if (length > more) add_free_run(end + more, length - more);
    open_run(first, count, wanted);
    return true;
}

std::size_t Space::size_of(const Header* h) const {
    if (h->size8) return h->size8 * 8u;
    u64 at = offset(h);
    const Block& block = blocks_[at / kBlockBytes];
    if (block.kind == BlockKind::Cells) return kClassSizes[block.size_class];
    return pages_[at / kPageBytes].count * kPageBytes;
}

}  // namespace gs::rt

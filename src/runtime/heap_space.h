// Where the cells of the heap stand: blocks, lines, size classes, page runs, and the bitmaps that say what is alive. Knows
// nothing about what cells contain, except that a cell in a line block states its size in its header.
//
// One address range is reserved per heap. It is cut into blocks of 32 KiB, each of one kind:
//
//   Lines   256 lines of 128 bytes. Cells of up to 128 bytes are allocated by moving a cursor through a hole, a run of free
//           lines. A hole that is left early is filled up with a filler cell, so that holes can be walked by headers.
//   Cells   all cells of one size class, up to 8 KiB.
//   Pages   part of the page runs that hold one larger cell each.
//   Free
//
// Side tables, all indexed by the offset from the start of the range:
//
//   live         one bit per 8 bytes, set at the start of every cell that was alive at the last collection
//   lines        one byte per line: 1 if a live cell touches it, so that allocation keeps off. While a minor collection
//                marks, bit 1 stands for cells found alive just now: bit 0 alone must go on to show where the holes were.
//   next, next_lines   the same two, being built by a full collection. All zero while there is none
//   starts       one bit per 8 bytes: cells in holes used since the last collection. Filled block by block, when a
//                conservative reference leads into such a hole
#pragma once

#include <array>
#include <cstring>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "runtime/object.h"
#include "support/assert.h"

#if defined(__SANITIZE_ADDRESS__)
#define GS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GS_ASAN 1
#endif
#endif

namespace gs::rt {

#ifdef GS_ASAN
inline constexpr bool kAsan = true;
#else
inline constexpr bool kAsan = false;
#endif

inline constexpr std::size_t kBlockBytes = 32 * 1024;
inline constexpr std::size_t kLineBytes = 128;
inline constexpr std::size_t kLinesPerBlock = kBlockBytes / kLineBytes;
inline constexpr std::size_t kUnitsPerBlock = kBlockBytes / 8;
inline constexpr std::size_t kWordsPerBlock = kUnitsPerBlock / 64;
inline constexpr std::size_t kPageBytes = 4096;
inline constexpr std::size_t kPagesPerBlock = kBlockBytes / kPageBytes;
/// Largest cell that is allocated in lines, and largest that has a size class.
inline constexpr std::size_t kBumpLimit = 128;
inline constexpr std::size_t kCellLimit = 8192;
inline constexpr u32 kNoBlock = 0xFFFFFFFF;

/// Steps of an eighth to a quarter; from 2 KiB on the sizes that fit a block a whole number of times.
inline constexpr std::array<u16, 23> kClassSizes = {144,  160,  192,  224,  256,  320,  384,  448,
                                                    512,  640,  768,  896,  1024, 1280, 1536, 1792,
                                                    2048, 2520, 3272, 4096, 5456, 6552, 8192};
inline constexpr u32 kClassCount = kClassSizes.size();

inline constexpr std::array<u8, kCellLimit / 16 + 1> make_class_table() {
    std::array<u8, kCellLimit / 16 + 1> table{};
    u8 size_class = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        // Slot i answers for sizes of 16i - 8 and 16i.
        while (kClassSizes[size_class] < i * 16) ++size_class;
        table[i] = size_class;
    }
    return table;
}
inline constexpr auto kClassOf = make_class_table();
inline u32 class_of_size(std::size_t bytes) { return kClassOf[(bytes + 15) / 16]; }

/// Blocks placed at a time when an allocation finds no free memory that is known.
inline constexpr u32 kPlacedOnDemand = 64, kAllBlocks = 0xFFFFFFFF;

enum class BlockKind : u8 { Free, Lines, Cells, Pages };

struct alignas(64) Block {
    BlockKind kind;
    u8 size_class;
    bool fresh;  // allocated into since the last collection
    bool walked;  // `starts` has been filled in up to the frontier
    bool touched;  // its memory has been used and not been given back to the system
    u8 round;  // Space::round_ when it was placed, or taken for something else before its turn came
    u32 frontier;  // Lines, fresh: up to this offset all holes are full of cells
    u32 charged;  // bytes counted as in use
    u64 used[4];  // Cells: which cells are taken
};

struct Page {
    u32 first;  // number of the first page of the run it belongs to, plus 1; 0: free
    u32 count;  // in the first page of a run: its length
};

struct Hole {
    char *begin, *end;
};

/// One of the two sets of maps, for a marker to fill.
struct MarkMaps {
    u64* bits;
    u8* lines;
    u8 line_mark;

    /// Sets the bit of the cell that starts at a unit; false if it was set.
    bool set(u64 unit) const {
        u64& word = bits[unit >> 6];
        u64 bit = u64{1} << (unit & 63);
        if (word & bit) return false;
        word |= bit;
        return true;
    }
    bool has(u64 unit) const { return bits[unit >> 6] >> (unit & 63) & 1; }
    void prefetch(u64 unit) const { __builtin_prefetch(&bits[unit >> 6]); }
    /// Of a cell in a line block.
    void set_lines(u64 offset, u32 bytes) const {
        lines[offset / kLineBytes] |= line_mark;
        lines[(offset + bytes - 1) / kLineBytes] |= line_mark;
    }
};

class Space {
public:
    /// Reserves up to `bytes`, less if the system refuses.
    explicit Space(std::size_t bytes, bool poison);
    ~Space();
    Space(const Space&) = delete;
    Space& operator=(const Space&) = delete;

    char* base() const { return base_; }
    std::size_t reserved() const { return max_blocks_ * kBlockBytes; }
    bool contains(const void* p) const {
        return reinterpret_cast<u64>(p) - reinterpret_cast<u64>(base_) < block_count_ * kBlockBytes;
    }
    u64 offset(const void* p) const { return reinterpret_cast<u64>(p) - reinterpret_cast<u64>(base_); }
    /// Bytes in lines, cells and pages that are taken (of the current hole all bytes).
    std::size_t in_use() const { return in_use_; }
    u32 block_count() const { return block_count_; }
    /// Bytes in holes, cells and page runs given out since the last minor collection.
    std::size_t taken() const { return taken_; }
    void add_taken(std::size_t bytes) { taken_ += bytes; }

    // ---- allocation: false or null if the range is used up --------------------------------------------------
    bool take_hole(Hole* out);
    void* take_cell(u32 size_class);
    void* take_pages(std::size_t bytes);
    /// Makes a cell that stands in pages so many bytes long, if what follows it is free. It does not move.
    bool extend_pages(const Header* h, std::size_t bytes);
    std::size_t size_of(const Header* h) const;

    // ---- collection -----------------------------------------------------------------------------------------
    /// The hole being filled has cells up to `cursor`. Before anything below.
    void note_cursor(const char* cursor);
    /// Gives the hole up. The rest of it is found again by the sweep.
    void leave_hole();
    /// What minor collections add to, and what a full one fills.
    MarkMaps live_maps() const { return {live_, lines_, 2}; }
    MarkMaps next_maps() const { return {next_, next_lines_, 1}; }
    bool is_live(const Header* h) const { return is_live(offset(h) >> 3); }
    bool is_next(const Header* h) const {
        u64 unit = offset(h) >> 3;
        return next_[unit >> 6] >> (unit & 63) & 1;
    }
    /// After a minor collection has marked: what is not marked in the blocks used since the last one is free.
    void sweep_minor();
    /// Right after that: what the full collection has marked is what lives. Places nothing, so all memory but fresh one is
    /// out of reach until place() comes to it.
    void swap_maps();
    /// Finds out what is free in the next blocks and among the next larger cells, about so many of them. True when there
    /// is nothing left to place.
    bool place(u32 blocks);
    /// Bytes that place() has found free since swap_maps().
    std::size_t freed() const { return freed_; }
    bool placed() const { return place_next_ == place_end_ && large_next_ == large_end_; }
    /// A full collection is called off.
    void clear_next();
    /// Gives memory of free blocks beyond `keep` bytes back to the system, of at most so many blocks. True when that is all.
    bool release(std::size_t keep, u32 blocks);

    /// The cell that covers an address (tags of a Value are ignored), or null. Finds cells that were alive at the last
    /// collection and cells allocated since; so, during a full collection, it still sees what is about to die.
    Header* find(u64 word);
    /// The same for old cells alone.
    Header* find_live(u64 word);
    /// Calls visit(Header*) for every cell that was alive at the last collection.
    template <class F>
    void each_live(F visit) const {
        for (u64 word = 0; word < block_count_ * kWordsPerBlock; ++word) {
            for (u64 bits = live_[word]; bits; bits &= bits - 1) {
                u64 unit = word * 64 + static_cast<u64>(__builtin_ctzll(bits));
                visit(reinterpret_cast<Header*>(base_ + unit * 8));
            }
        }
    }
    /// Is there a cell that starts right here?
    bool is_start(const Header* h) { return contains(h) && find(reinterpret_cast<u64>(h)) == h; }

private:
    struct Class {
        u32 block = kNoBlock;
        u32 word = 0;  // where in `used` to look on
        std::vector<u32> partial;
    };

    Block& block_at(u32 b) { return blocks_[b]; }
    char* address(u32 b) const { return base_ + b * kBlockBytes; }
    bool commit(u32 blocks);
    u32 take_block();
    u32 take_block_run(u32 count);
    bool take_blocks_at(u32 b, u32 count);
    void make_page_blocks(u32 b, u32 count);
    void open_run(u32 first, u32 from, u32 count);
    bool enter_lines_block();
    bool next_hole_in_block(Hole* out);
    void recharge(Block& block, std::size_t bytes);
    void charge(Block& block, std::size_t bytes);
    void walk_holes(u32 b);
    void place_block(u32 b);
    bool place_more();
    void free_block(u32 b);
    /// Asks the system for the memory of a block that has none.
    void get_pages(u32 b);
    void sweep_block(u32 b);
    void sweep_lines(u32 b);
    void sweep_cells(u32 b);
    bool sweep_run(u32 first);
    void add_free_run(u32 first, u32 count);
    void remove_free_run(std::map<u32, u32>::iterator run);
    void return_free_blocks();
    bool is_live(u64 unit) const { return live_[unit >> 6] >> (unit & 63) & 1; }
    // Dead memory is made unusable for the address sanitizer, else, with `poison`, overwritten.
    void kill(char* p, std::size_t bytes);
    void revive(char* p, std::size_t bytes);

    char* base_ = nullptr;
    char* mapping_ = nullptr;  // everything, side tables included
    std::size_t mapping_bytes_ = 0;
    std::size_t max_blocks_ = 0;
    u32 block_count_ = 0;  // blocks used so far; all blocks above are untouched
    u32 committed_ = 0;
    std::size_t in_use_ = 0;
    std::size_t taken_ = 0, freed_ = 0;
    bool poison_;

    u64 *live_ = nullptr, *next_ = nullptr, *starts_ = nullptr;
    u8 *lines_ = nullptr, *next_lines_ = nullptr;
    Block* blocks_ = nullptr;
    Page* pages_ = nullptr;

    // Lazy sweeping: blocks from place_next_ to place_end_, and runs in large_old_ from large_next_ to large_end_ are as the
    // last full collection has left them. Of the runs before large_next_ the first large_kept_ are alive.
    u32 place_next_ = 0, place_end_ = 0;
    u8 round_ = 0;  // changes with each full collection
    std::size_t large_next_ = 0, large_end_ = 0, large_kept_ = 0;
    std::size_t release_next_ = 0;  // free blocks before this one in the list have been given back

    // The block being bump-allocated into: its free lines that are not taken yet.
    u32 lines_block_ = kNoBlock;
    u64 free_lines_[4] = {};
    u32 free_word_ = 0;

    std::vector<u32> free_blocks_;  // last in, first out: warm memory is used again first; may hold stale entries
    std::vector<u32> partial_lines_[4];  // by share of free lines, the emptiest last
    std::vector<u32> fresh_blocks_;
    Class classes_[kClassCount];

    std::vector<u32> large_old_, large_young_;  // first pages
    std::map<u32, u32> free_runs_;  // first page -> length
    std::set<std::pair<u32, u32>> runs_by_size_;  // length, first page
};

}  // namespace gs::rt

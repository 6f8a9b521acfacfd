// Which operations read and write what, for passes that move or merge loads.
//
// Memory is cut into at most 64 locations, so that a set of them is one word: each class has one for accesses with an index,
// and one for each offset that the graph names, as long as there is room; offsets without a location of their own share the
// first one, which overlaps everything else of the class.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "jit/ir/graph.h"

namespace gs::jit::opt {

class Memory {
public:
    explicit Memory(const Graph& graph);

    u32 location_count() const { return count_; }
    /// How many nodes stand in blocks.
    u32 nodes() const { return nodes_; }
    /// Of a node that reads.
    u32 read(const Node* node) const { return location_[node->id]; }
    /// Whether a node that reads or writes does so in a location that no other access shares, but those with an index.
    bool has_own_location(const Node* node) const { return location_[node->id] >= kClasses; }
    /// Of an Access as an immediate without an index, if some node of the graph has it and it has one of its own.
    std::optional<u32> location_of(u64 access) const {
        const Known& known = known_[place_of(access)];
        return known.location ? std::optional<u32>(known.location) : std::nullopt;
    }
    /// The set of locations that a node may change.
    u64 written(const Node* node) const {
        constexpr u16 kMayChange = kWrites | kChanges | kClobbers | kAllocates | kHelper;
        return node->effects() & kMayChange ? changed(node) : 0;  // most do not
    }
    /// For each block id that is a loop header: what is changed somewhere in the loop. Needs analyse_loops().
    std::vector<u64> written_in_loops(const std::vector<Block*>& order) const;

private:
    static constexpr u32 kClasses = static_cast<u32>(Alias::Epoch) + 1;
    static constexpr u32 kMost = 64;

    u64 changed(const Node* node) const;
    u64 forgotten(const Node* node) const;

    const Graph& graph_;
    u32 count_ = kClasses, nodes_ = 0;
    std::vector<u8> location_;  // by node id, of those that read or write
    std::array<u64, kClasses> class_locations_{};
    /// A location of its own; those of classes come first, so that 0 is none.
    struct Known {
        u64 access;
        u8 location;
    };
    /// Where an access stands in known_, or where it would.
    std::size_t place_of(u64 access) const {
        std::size_t at = access * 0x9E37'79B9'7F4A'7C15u >> 57;
        while (known_[at].location && known_[at].access != access) at = (at + 1) % known_.size();
        return at;
    }
    std::array<Known, 2 * std::size_t{kMost}> known_{};  // by hash of the access
    u64 collector_writes_ = 0;
    std::vector<i32> slots_;  // of locations in the frame, by location; others -1
};

}  // namespace gs::jit::opt

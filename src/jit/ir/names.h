// What nodes, blocks and snapshots are called in texts. Names number from zero in the order of the text and hold no
// addresses, so that the texts of two runs can be compared.
//
// THE TEXT OF A GRAPH
//
//     function frame 8                           or: loop frame 8 entry 12       (word where the loop begins)
//     table 0: shape 17 slots 2 elements 0       side tables, if there are any; closure, call, return alike
//     b0:
//         v0:i = Const 1                         rows whose type is open say it behind the name
//         v1 = LoadSlot 3
//         v2 = CheckI32 v1 [s0]                  inputs, immediate, snapshot
//         Jump -> b1
//     b1 loop entry s1 <- b0, b1:                predecessors in the order of the inputs of phis
//         v3:i = Phi v2, v4
//         v4 = AddI32Ov v3, v0 [s1]
//         v5 = CmpI32.Lt v4, v2
//         Branch v5 -> b1, b2
//     b2 cold <- b1:
//         Exit [s2]
//     s0: pc 4 {}
//     s1: pc 12 {3=v3}
//     s2: pc 20 base 5 depth 1 {3=v4, 5=v2}
//
// Constants: numbers; `true`, `false`; Values as `nil`, `true`, `int 5`, `real 0.5`, `table a0`; pointers as `a0`. A
// is an address, numbered as it comes up. A parsed text has none of the objects behind the addresses: they get numbers
// that print the same, and so do the positions of bytecode (`pc` counts words from the start of the function).
// A semicolon begins a comment.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "jit/ir/graph.h"

namespace gs::jit {

/// Names of one graph as it stands.
class Names {
public:
    explicit Names(const Graph& graph);

    std::string of(const Node* node) const;  // "v5"; of nodes without a value, operation and number: "Store (node 17)"
    std::string of(const Block* block) const { return "b" + std::to_string(blocks_.at(block)); }
    std::string of(const Snapshot* snapshot) const { return "s" + std::to_string(snapshots_.at(snapshot)); }
    /// In the order of their names.
    const std::vector<const Snapshot*>& snapshots() const { return snapshot_order_; }
    /// "a3", or the address as a number if it is small.
    std::string address(u64 bits);

private:
    std::vector<u32> values_;  // by node id
    std::unordered_map<const Block*, u32> blocks_;
    std::unordered_map<const Snapshot*, u32> snapshots_;
    std::vector<const Snapshot*> snapshot_order_;
    std::unordered_map<u64, u32> addresses_;
};

/// Addresses that parse() makes up: number k stands for kMadeUpAddress + k * 16.
inline constexpr u64 kMadeUpAddress = 1 << 20;
inline constexpr u64 kMadeUpCount = 1 << 12;

const char* name_of(Condition condition);
const char* name_of(Alias alias);
/// Of a tag of references: "table" and so on; null for others.
const char* name_of_tag(u64 tag);
char letter_of(Type type);

}  // namespace gs::jit

// What becomes an instruction of its own, and what its operands are.
//
// Many nodes are not worth instructions of their own:
//   - a comparison that only the Branch or guard behind it uses sets flags for that (fused);
//   - a mask that only a comparison with 0 uses goes into that;
//   - a load that one instruction uses becomes its memory operand (fused), if nothing in between may change the memory;
//   - a Box that is only stored, returned or written at exits is made on the way (absent);
//   - a check of what somebody watches is a watch point, and what it compares is nothing;
//   - constants are immediates, memory operands behind the code, or made where a register is needed.
#pragma once

#include <optional>
#include <vector>

#include "jit/ir/graph.h"
#include "jit/regalloc/program.h"

namespace gs::jit::x64 {

/// What the processor has. Without SSE4.1 we make no code.
struct Features {
    bool sse41 = false, avx = false, fma = false, bmi2 = false;
};

enum class Fate : u8 { Emitted, Fused, Absent };

class Selection {
public:
    /// `order` as lay_out() gives it.
    Selection(Graph& graph, const std::vector<Block*>& order, Features features);

    regalloc::Program program;  // numbers of values are Node::id
    std::vector<Node*> nodes;  // as Program::instructions
    std::vector<u32> snapshot_uses;  // as Program::instructions: first use for its snapshot
    std::vector<Node*> values;  // by Node::id

    Fate fate(const Node* node) const { return fates_[node->id]; }
    bool fused(const Node* node) const { return fates_[node->id] == Fate::Fused; }
    /// A Box that nobody emits.
    bool absent_box(const Node* node) const;
    /// A memory operand.
    bool folded(const Node* node) const { return fused(node) && (node->effects() & kReads); }
    /// Remainders of doubles need no call where the machine has a fused multiply-add.
    bool is_inline_remainder(const Node* node) const {
        return features.fma && node->is(Op::CallPure) && static_cast<Helper>(node->imm) == Helper::Fmod;
    }
    /// What a check is about that costs nothing until that changes; null if it is another.
    const void* watched(const Node* node) const;
    const Features features;

private:
    bool calls(const Node* node) const;
    void decide(const std::vector<Block*>& order);
    void boxes(const std::vector<Block*>& order);
    void drop_operands(const Node* watch);
    void fuse_condition(Node* user);
    void fuse_mask(Node* compare);
    void fold_loads(Node* user, Node* at);
    bool can_fold(const Node* load, const Node* at) const;
    void instruction(Node* node);
    void operands(Node* node, Node* at);
    void use(Node* value, bool needs_register, bool late);
    void snapshot_use(const Node* guard, Node* value, bool late);
    bool is_late(const Node* node, std::size_t input) const;

    Graph& graph_;
    std::vector<Fate> fates_;
};

/// The bits of a Value known now: a constant, or a Box of one.
std::optional<u64> constant_bits(const Node* node);
bool is_box(const Node* node);
/// Whether the Value is certainly no reference to the heap.
bool never_reference(const Node* node);
/// Whether the constant fits a signed 32-bit immediate.
bool is_small(const Node* constant);
/// Constant divisors that need no division: an `and` does, or a multiplication.
bool is_power_of_two(const Node* node);
bool has_reciprocal(const Node* node);
/// Whether the operation has two operands, the first of which the machine overwrites with the result.
bool is_two_address(Op op);
/// Sums and differences whose first operand an exit can get back from the result.
bool is_undone(const Node* node);
bool is_call(const Node* node, const Graph& graph);

}  // namespace gs::jit::x64

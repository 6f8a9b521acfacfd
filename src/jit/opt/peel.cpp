// Peeling: the first pass of a loop moves in front of it if that makes a variable one of a single representation.
//
//     sum := 0                        sum is an int at first and a double from the first pass on. In the rest of the
//     for ... { sum = sum + x }       loop it is a double whenever the loop is entered, so it needs no box.
//
// It looks for phis of Values that are left behind the pass types, whose first value is boxed in one way and whose next one in
// another. Only small innermost loops are copied. The state at the loop edge, as the poll there has it, becomes the entry
// snapshot of the rest.
#include "jit/ir/analysis.h"
#include "jit/opt/copy_loop.h"
#include "jit/opt/loops.h"
#include "jit/opt/pass.h"

namespace gs::jit::opt {

namespace {

constexpr u32 kMaxNodes = 150;

/// How a Value is known to be boxed; Const if it is nothing in particular.
Op representation(const Node* value) {
    switch (value->op) {
        case Op::BoxI32:
        case Op::BoxI64:
        case Op::BoxF64:
        case Op::BoxBool:
        case Op::BoxPtr: return value->op;
        case Op::Const: {
            rt::Value v = value->as_value();
            if (v.is_int()) return v.as_int() == static_cast<i32>(v.as_int()) ? Op::BoxI32 : Op::BoxI64;
            if (v.is_real()) return Op::BoxF64;
            if (v.is_boolean()) return Op::BoxBool;
            return v.is_nil() ? Op::IsNil : Op::Const;
        }
        default: return Op::Const;
    }
}

bool gains(const Block* header) {
    for (const Node* phi = header->first; phi->is(Op::Phi); phi = phi->next) {
        if (phi->type != Type::Value) continue;
        Op first = representation(phi->inputs[0]), next = representation(phi->inputs[1]);
        if (first != Op::Const && next != Op::Const && next != Op::IsNil && first != next) return true;
    }
    return false;
}

/// The state at the loop edge, if it is one in which the loop may be entered.
const Snapshot* state_at_edge(const Block* header) {
    for (const Node* node = header->predecessors.back()->last; node; node = node->previous) {
        if (!node->is(Op::Poll)) continue;
        bool same = node->snapshot->pc == header->entry->pc && node->snapshot->depth == header->entry->depth &&
                    node->snapshot->base_offset == header->entry->base_offset;
        return same ? node->snapshot : nullptr;
    }
    return nullptr;
}

}  // namespace

void peel(Graph& graph) {
    const std::vector<Block*> order = analyse_loops(graph);  // a copy: the graph changes
    std::vector<std::vector<Block*>> blocks(graph.block_storage.size());  // of each loop, by the header's id
    std::vector<bool> has_inner(graph.block_storage.size());
    std::vector<Block*> headers;
    for (Block* block : order) {
        if (block->loop) blocks[block->loop->id].push_back(block);
        if (block->outer) has_inner[block->outer->id] = true;
        if (block->loop_header && block->entry && preheader(block) && gains(block)) headers.push_back(block);
    }
    for (Block* header : headers) {
        const Snapshot* state = state_at_edge(header);
        u32 nodes = 0;
        for (const Block* block : blocks[header->id]) {
            for (const Node* node = block->first; node; node = node->next) ++nodes;
        }
        if (has_inner[header->id] || !state || nodes > kMaxNodes) continue;
        LoopCopy(graph, header, blocks[header->id]).peel(state);
    }
}

}  // namespace gs::jit::opt

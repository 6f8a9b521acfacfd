#include "jit/opt/left_guards.h"

namespace gs::jit::opt {

namespace {

bool has_index(Op op) { return op == Op::LoadElement || op == Op::LoadByte || op == Op::LoadField; }

}  // namespace

/// The Value that a pointer or a checked Value comes from: the same object under one name.
const Node* LeftGuards::object_of(const Node* node) {
    while (node->is(Op::CheckPtr) || node->is(Op::UnboxPtr) || node->is(Op::CheckNotNil) || node->is(Op::BoxPtr)) {
        node = node->inputs[0];
    }
    return node;
}

void LeftGuards::note(const Node* node, bool is_bound, u32 steps) {
    constexpr u32 kFar = 8;
    if (node->is_const() || steps > kFar) return;
    if (node->effects() & kReads && node->type != Type::Value && !node->inputs.empty()) {
        // A word of an object: what is it about the object? (The bound in a compare of an index says nothing about it.)
        if (!is_bound) left_[object_of(node->inputs[0])->id] = round_;
        return;
    }
    left_[object_of(node)->id] = round_;
    if (!(node->effects() & kPure)) return;
    for (const Node* input : node->inputs) note(input, node->is(Op::CmpU32), steps + 1);
}

bool LeftGuards::is_safe(const Node* load) const {
    if (load->is(Op::LoadSlot)) return true;
    // An index that is a constant is compared with the bound of the object, and that compare is invariant, too.
    if (has_index(load->op) && is_about(load->inputs[1])) return false;
    for (const Node* address = load->inputs[0];; address = address->inputs[0]) {
        if (is_about(address)) return false;
        address = object_of(address);
        if (!address->is(Op::Load) && !address->is(Op::LoadElement) && !address->is(Op::CheckElements)) return true;
    }
}

}  // namespace gs::jit::opt

#include "jit/backend/x64/select.h"

#include <algorithm>

#include "support/assert.h"

namespace gs::jit::x64 {

using regalloc::Bank;
using regalloc::kEveryRegister;

namespace {

constexpr u32 kRcx = 1 << 1, kRdx = 1 << 2, kRsi = 1 << 6, kXmm1 = 1 << 1, kXmm2 = 1 << 2;

template <class T>
bool contains(const std::vector<T>& all, T one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

Bank bank_of(Type type) { return type == Type::F64 ? Bank::Float : Bank::General; }

bool is_condition(Op op) {
    switch (op) {
        case Op::CmpI32:
        case Op::CmpU32:
        case Op::CmpI64:
        case Op::CmpF64:
        case Op::CmpBits:
        case Op::CmpPtr:
        case Op::IsTruthy:
        case Op::IsNil:
        case Op::IsTag:
        case Op::IsInt:
        case Op::IsF64:
        case Op::NotBool: return true;
        default: return false;
    }
}

bool is_compare(Op op) {
    return op == Op::CmpI32 || op == Op::CmpU32 || op == Op::CmpI64 || op == Op::CmpBits || op == Op::CmpPtr;
}

bool is_load(Op op) { return op == Op::LoadSlot || op == Op::Load || op == Op::LoadElement || op == Op::LoadField; }

bool is_shift(Op op) {
    return op == Op::ShlI32 || op == Op::ShrI32 || op == Op::SarI32 || op == Op::ShlI64 || op == Op::ShrI64 ||
           op == Op::SarI64;
}

bool is_real_arithmetic(Op op) { return op == Op::AddF64 || op == Op::SubF64 || op == Op::MulF64 || op == Op::DivF64; }

bool is_modulo(Op op) { return op == Op::ModI32 || op == Op::RemI32 || op == Op::ModI64; }

/// The guards that write their result, if any, behind the last jump to the exit.
bool writes_after_exit(const Node* node) {
    switch (node->op) {
        case Op::CheckInt48:
        case Op::NarrowI64:
        case Op::CheckNotNil:
        case Op::CheckElements:
        case Op::CheckI64:
        case Op::CheckPtr:
        case Op::CheckBool: return true;
        default: return node->type == Type::None;
    }
}

/// Boxes are made on the way into these inputs.
bool absorbs_box(const Node* user, std::size_t input) {
    switch (user->op) {
        case Op::StoreSlot:
        case Op::Return:
        case Op::NewTable:
        case Op::NewCell:
        case Op::NewClosure:
        case Op::SunkTable:
        case Op::SunkCell:
        case Op::SunkClosure: return true;
        case Op::Store:
        case Op::StoreShape:
        case Op::AppendElement:
        case Op::StoreRef: return input == 1;
        case Op::FillList: return input != 0;
        case Op::StoreElement:
        case Op::StoreFieldRef:
        case Op::StoreElementRef: return input == 2;
        default: return false;
    }
}

/// Inputs that may be constants without a register.
bool takes_constant(const Node* node, std::size_t input) {
    if (absorbs_box(node, input)) return true;
    Op op = node->op;
    const Node* value = node->inputs[input];
    if (info(op).immediate == Immediate::Helper || op == Op::CallIndirect) return true;
    if (op == Op::CallSelf || op == Op::TailSelf) return true;
    if (is_real_arithmetic(op)) return true;
    if (op == Op::CmpF64) return true;
    if (op == Op::LoadElement || op == Op::ReadElement || op == Op::StoreElement || op == Op::StoreElementRef) {
        return input == 1 && value->imm < (1 << 24);
    }
    bool other_is_constant = node->inputs.size() == 2 && node->inputs[1 - input]->is_const();
    if (is_compare(op)) return !(other_is_constant && input == 0);
    if (is_two_address(op)) return !(other_is_constant && input == 0) && (is_small(value) || input == 1);
    if (op == Op::CheckElements) return input == 2;
    if (op == Op::DivI32) return input == 1;
    if (is_modulo(op)) return input == 1 && (is_power_of_two(value) || has_reciprocal(value));
    if (is_shift(op)) return input == 1;
    return false;
}

bool takes_memory(const Node* node, std::size_t input, Type type) {
    switch (node->op) {
        case Op::CheckF64:
        case Op::CheckI32:
        case Op::CheckI64:
        case Op::CheckPtr:
        case Op::CheckBool:
        case Op::UnboxI32:
        case Op::UnboxI64:
        case Op::UnboxF64:
        case Op::UnboxBool:
        case Op::UnboxPtr:
        case Op::IsNil:
        case Op::IsInt:
        case Op::IsF64:
        case Op::IsTruthy:
        case Op::IsTag:
        case Op::CheckBits:
        case Op::CmpI32:
        case Op::CmpU32:
        case Op::CmpI64:
        case Op::CmpBits:
        case Op::CmpPtr: return type != Type::F64;
        case Op::CheckElements: return input <= 1;
        case Op::CmpF64: {
            bool swapped = node->condition() == Condition::Lt || node->condition() == Condition::Le;
            return input == (swapped ? 0u : 1u);
        }
        case Op::AddF64:
        case Op::SubF64:
        case Op::MulF64:
        case Op::DivF64:
        case Op::AddI32:
        case Op::SubI32:
        case Op::MulI32:
        case Op::AndI32:
        case Op::OrI32:
        case Op::XorI32:
        case Op::AddI64:
        case Op::SubI64:
        case Op::AndI64:
        case Op::OrI64:
        case Op::XorI64: return input == 1 && !node->inputs[0]->is_const();
        case Op::SqrtF64:
        case Op::FloorF64:
        case Op::CeilF64:
        case Op::TruncF64: return true;
        default: return false;
    }
}

}  // namespace

bool is_box(const Node* node) { return node->op >= Op::BoxI32 && node->op <= Op::BoxPtr; }

std::optional<u64> constant_bits(const Node* node) {
    if (node->is_const()) return node->imm;
    if (!is_box(node) || !node->inputs[0]->is_const()) return std::nullopt;
    const Node* in = node->inputs[0];
    switch (node->op) {
        case Op::BoxI32: return rt::Value::integer(static_cast<i32>(in->imm)).bits;
        case Op::BoxI64: return rt::Value::integer(in->as_int()).bits;
        case Op::BoxF64: return in->imm;
        case Op::BoxBool: return rt::Value::boolean(in->imm != 0).bits;
        default: return node->imm | in->imm;
    }
}

bool never_reference(const Node* node) {
    if (auto bits = constant_bits(node)) return !rt::Value{*bits}.is_reference();
    return is_box(node) && node->op != Op::BoxPtr;
}

bool is_small(const Node* constant) {
    if (constant->type == Type::I32 || constant->type == Type::Bool) return true;
    return constant->as_int() == static_cast<i32>(constant->as_int());
}

bool is_power_of_two(const Node* node) {
    if (!node->is_const()) return false;
    i64 value = node->type == Type::I32 ? static_cast<i32>(node->imm) : node->as_int();
    return value > 0 && value <= INT32_MAX && (value & (value - 1)) == 0;
}

bool has_reciprocal(const Node* node) {
    return node->is_const() && node->as_int() > 1 && node->as_int() <= rt::kMaxInt && !is_power_of_two(node);
}

bool is_two_address(Op op) {
    return is_commutative(op) || op == Op::SubI32 || op == Op::SubI32Ov || op == Op::SubI64 || op == Op::SubF64 ||
           op == Op::DivF64;
}

bool is_undone(const Node* node) {
    return (node->is(Op::AddI32Ov) || node->is(Op::SubI32Ov)) && node->inputs[0] != node->inputs[1] &&
           !node->inputs[0]->is_const();
}

bool is_call(const Node* node, const Graph& graph) {
    switch (node->op) {
        case Op::CallHelper:
        case Op::CallChanging:
        case Op::CallReading:
        case Op::CallPure:
        case Op::CallNative:
        case Op::CallQuiet:
        case Op::CallChanger:
        case Op::SlowOp:
        case Op::SlowBranch:
        case Op::CallDirect:
        case Op::CallSelf:
        case Op::CallIndirect: return true;
        case Op::NewTable:
            return node->imm < graph.tables.size() && graph.tables[node->imm].elements > TableSite::kFewElements;
        default: return false;
    }
}

Selection::Selection(Graph& graph, const std::vector<Block*>& order, Features f)
    : values(graph.node_count(), nullptr), features(f), graph_(graph), fates_(graph.node_count(), Fate::Emitted) {
    program.values.resize(graph.node_count());
    program.blocks.resize(order.size());
    decide(order);
    for (u32 b = 0; b < order.size(); ++b) {
        Block* block = order[b];
        regalloc::BlockInfo& into = program.blocks[b];
        into.first = static_cast<u32>(program.instructions.size());
        for (Node* node = block->first; node; node = node->next) {
            values[node->id] = node;
            program.values[node->id] = {bank_of(node->type), node->is_const()};
            if (node->is(Op::Phi)) {
                regalloc::Phi& phi = into.phis.emplace_back();
                phi.result = node->id;
                for (const Node* input : node->inputs) phi.inputs.push_back(input->id);
            } else if (fates_[node->id] == Fate::Emitted) {
                instruction(node);
            }
        }
        into.end = static_cast<u32>(program.instructions.size());
        for (const Block* p : block->predecessors) into.predecessors.push_back(p->order);
        for (const Block* s : block->successors) into.successors.push_back(s->order);
        into.depth = block->depth;
        into.cold = block->cold;
        if (block->loop) into.loop = block->loop->order;
        if (block->loop_header && block->outer) into.outer = block->outer->order;
    }
}

const void* Selection::watched(const Node* node) const {
    auto address = [](const Node* load, Alias alias) -> u64 {
        bool fits = load->is(Op::Load) && load->access().alias == alias && load->inputs[0]->is_const();
        return fits ? load->inputs[0]->imm : 0;
    };
    if (node->is(Op::CheckBits) && !graph_.globals.empty()) {
        auto* cell = reinterpret_cast<rt::GlobalCell*>(address(node->inputs[0], Alias::Global));
        return contains(graph_.globals, cell) && cell->value.bits == node->imm ? cell : nullptr;
    }
    if (!node->is(Op::GuardTrue) || !graph_.prototype_epoch) return nullptr;
    const Node* compare = node->inputs[0];
    if (!compare->is(Op::CmpI32) || compare->condition() != Condition::Eq || !compare->inputs[1]->is_const())
        return nullptr;
    const Node* load = compare->inputs[0];
    u64 base = address(load, Alias::Epoch);
    bool fits = base && base + static_cast<u64>(load->access().offset) == reinterpret_cast<u64>(graph_.prototype_epoch);
    return fits && static_cast<u32>(compare->inputs[1]->imm) == *graph_.prototype_epoch ? graph_.prototype_epoch
                                                                                        : nullptr;
}

/// What only a watch point would look at is not made.
void Selection::drop_operands(const Node* watch) {
    for (const Node* node = watch->inputs[0]; node->use_count == 1 && !node->is_const(); node = node->inputs[0]) {
        fates_[node->id] = Fate::Absent;
    }
}

bool Selection::absent_box(const Node* node) const { return is_box(node) && fates_[node->id] == Fate::Absent; }

void Selection::decide(const std::vector<Block*>& order) {
    graph_.count_uses();
    for (Block* block : order) {
        for (Node* node = block->first; node; node = node->next) {
            if ((node->effects() & (kPure | kReads)) && node->use_count == 0) fates_[node->id] = Fate::Absent;
            if (node->effects() & kSunk) fates_[node->id] = Fate::Absent;
            if (is_commutative(node->op) && node->inputs[0]->is_const()) std::swap(node->inputs[0], node->inputs[1]);
        }
    }
    boxes(order);
    for (Block* block : order) {
        for (Node* node = block->last; node; node = node->previous) {
            if (fates_[node->id] != Fate::Emitted) continue;
            if (watched(node)) {
                drop_operands(node);
                continue;
            }
            if (node->is(Op::Branch) || node->is(Op::GuardTrue) || node->is(Op::GuardFalse)) fuse_condition(node);
            fold_loads(node, node);
        }
    }
    // Constants that nobody wants in a register are not made.
    std::vector<bool> wanted(graph_.node_count(), false);
    for (Block* block : order) {
        for (Node* node = block->first; node; node = node->next) {
            if (fates_[node->id] == Fate::Absent || node->is(Op::Phi)) continue;
            for (std::size_t i = 0; i < node->inputs.size(); ++i) {
                if (node->inputs[i]->is_const() && !takes_constant(node, i)) wanted[node->inputs[i]->id] = true;
            }
        }
    }
    for (Block* block : order) {
        for (Node* node = block->first; node; node = node->next) {
            if (node->is_const() && !wanted[node->id]) fates_[node->id] = Fate::Absent;
        }
    }
}

void Selection::boxes(const std::vector<Block*>& order) {
    std::vector<bool> needed(graph_.node_count(), false);
    for (Block* block : order) {
        for (Node* node = block->first; node; node = node->next) {
            for (std::size_t i = 0; i < node->inputs.size(); ++i) {
                if (is_box(node->inputs[i]) && !absorbs_box(node, i)) needed[node->inputs[i]->id] = true;
            }
        }
    }
    for (Block* block : order) {
        for (Node* node = block->first; node; node = node->next) {
            if (is_box(node) && !needed[node->id]) fates_[node->id] = Fate::Absent;
        }
    }
}

void Selection::fuse_condition(Node* user) {
    Node* condition = user->inputs[0];
    while (is_condition(condition->op) && condition->use_count == 1 && condition->block == user->block) {
        fates_[condition->id] = Fate::Fused;
        if (!condition->is(Op::NotBool)) {
            fuse_mask(condition);
            fold_loads(condition, user);
            return;
        }
        condition = condition->inputs[0];
    }
}

/// The machine has a comparison of x & y with 0.
void Selection::fuse_mask(Node* compare) {
    if (!compare->is(Op::CmpI32) && !compare->is(Op::CmpI64)) return;
    Node *mask = compare->inputs[0], *zero = compare->inputs[1];
    if (!zero->is_const() || zero->imm != 0) return;
    bool masks = mask->is(Op::AndI32) || mask->is(Op::AndI64);
    if (!masks || mask->use_count != 1 || mask->block != compare->block) return;
    if (mask->inputs[1]->is_const() && !is_small(mask->inputs[1])) return;
    fates_[mask->id] = Fate::Fused;
}

void Selection::fold_loads(Node* user, Node* at) {
    for (std::size_t i = 0; i < user->inputs.size(); ++i) {
        Node* load = user->inputs[i];
        if (!is_load(load->op) || !takes_memory(user, i, load->type) || !can_fold(load, at)) continue;
        // One operand in memory is all that an instruction has; but these are several.
        bool other = !user->is(Op::CheckElements) &&
                     std::any_of(user->inputs.begin(), user->inputs.end(), [&](Node* n) { return folded(n); });
        if (!other) fates_[load->id] = Fate::Fused;
    }
}

bool Selection::can_fold(const Node* load, const Node* at) const {
    if (load->use_count != 1 || load->block != at->block) return false;
    if (load->is(Op::LoadElement) && load->inputs[0] == load->inputs[1]) return false;
    for (const Node* node = load->next; node != at; node = node->next) {
        if (!node) return false;
        if (node->effects() & (kWrites | kAllocates | kHelper | kChanges | kClobbers)) return false;
    }
    return true;
}

bool Selection::calls(const Node* node) const { return is_call(node, graph_) && !is_inline_remainder(node); }

void Selection::use(Node* value, bool needs_register, bool late) {
    program.uses.push_back({value->id, needs_register, late});
}

bool Selection::is_late(const Node* node, std::size_t input) const {
    if (node->effects() & kAllocates) return true;
    Op op = node->op;
    if (op == Op::ExactI64 || op == Op::AppendElement || op == Op::FillList || op == Op::TakeLast) return true;
    if (is_inline_remainder(node)) return true;
    if (op == Op::FieldOffset || op == Op::IsAbsent || op == Op::MethodSlot) return true;
    if (op == Op::InternedName || op == Op::NameOffset || op == Op::EntryOffset) return true;
    // Multiplying, a wide one looks at its dividend twice.
    if (is_modulo(op)) return input == 1 || (op == Op::ModI64 && has_reciprocal(node->inputs[1]));
    if (!is_two_address(op)) return false;
    if (input == 0) return false;
    if (is_real_arithmetic(op) && features.avx) return false;
    bool overflow = node->effects() & kGuard;
    return overflow || !is_commutative(op) || folded(node->inputs[input]) || node->inputs[0]->is_const();
}

/// `at` is the instruction that does it, `node` itself or what it is fused into.
void Selection::operands(Node* node, Node* at) {
    if (watched(node)) return;
    bool anywhere = calls(node) || (node->effects() & kAllocates) || node->is(Op::TailSelf);
    for (std::size_t i = 0; i < node->inputs.size(); ++i) {
        Node* input = node->inputs[i];
        bool late = is_late(node, i);
        // There may be more of these than registers.
        if (node->is(Op::FillList)) anywhere = i != 0;
        if (input->is_const() && takes_constant(node, i)) continue;
        if (folded(input)) {
            for (std::size_t k = 0; k < input->inputs.size(); ++k) {
                if (!(input->inputs[k]->is_const() && takes_constant(input, k))) use(input->inputs[k], true, late);
            }
        } else if (fused(input)) {
            operands(input, at);
        } else if (absent_box(input)) {
            if (!input->inputs[0]->is_const()) use(input->inputs[0], !anywhere, late);
        } else {
            use(input, !anywhere, late);
        }
    }
}

/// Of a value that the exit of `guard` writes, or of all that an object is made of there.
void Selection::snapshot_use(const Node* guard, Node* value, bool late) {
    if (value->effects() & kSunk) {
        for (Node* field : value->inputs) snapshot_use(guard, field, late);
        return;
    }
    if (constant_bits(value)) return;
    if (absent_box(value)) value = value->inputs[0];
    if (value->is_const()) return;
    bool undone = is_undone(guard) && value == guard->inputs[0];
    use(value, false, late && !undone);
}

void Selection::instruction(Node* node) {
    regalloc::Instruction into;
    into.first_use = static_cast<u32>(program.uses.size());
    operands(node, node);
    // All of them come at once where the function is called with them in registers, whoever is wanted how soon.
    if (node->is(Op::Parameter)) {
        for (Node* before = node->previous; before; before = before->previous) use(before, true, true);
    }
    u32 snapshot_first = static_cast<u32>(program.uses.size());
    bool exits = node->snapshot && (node->effects() & kGuard);
    if (exits) {
        bool late = !writes_after_exit(node);
        for (const SlotValue& entry : node->snapshot->slots) snapshot_use(node, entry.value, late);
    }
    into.uses = static_cast<u32>(program.uses.size()) - into.first_use;
    if (node->type != Type::None) into.result = node->id;
    if (calls(node)) {
        into.clobbers[0] = into.clobbers[1] = kEveryRegister;
    } else if (node->is(Op::AppendElement) || node->is(Op::EntryOffset)) {
        into.clobbers[0] = kRcx | kRdx;
    } else if (is_inline_remainder(node)) {
        into.clobbers[1] = kXmm1 | kXmm2;
    } else if (node->is(Op::TakeLast)) {
        into.clobbers[0] = kRcx | kRdx | kRsi;
    } else if (node->is(Op::NameOffset)) {
        into.clobbers[0] = kRcx;
    } else if (node->is(Op::FillList)) {
        into.clobbers[0] = kRdx;
    } else if (is_modulo(node->op) || node->is(Op::DivI32)) {
        into.clobbers[0] = kRdx;
    } else if (is_shift(node->op) && !features.bmi2 && !node->inputs[1]->is_const()) {
        into.clobbers[0] = kRcx;
    }
    bool wants_same = !(features.avx && is_real_arithmetic(node->op));
    if (!node->inputs.empty() && node->type != Type::None && wants_same) {
        Node* first = node->inputs[0];
        if (first->type != Type::None && bank_of(first->type) == bank_of(node->type)) into.like = first->id;
    }
    into.wants_live = (node->effects() & kAllocates) || node->is(Op::StoreRef) || node->is(Op::StoreElementRef) ||
                      node->is(Op::StoreFieldRef) || node->is(Op::StoreShape) || node->is(Op::ReadElement) ||
                      node->is(Op::EntryOffset) || node->is(Op::InternedName) || is_inline_remainder(node);
    nodes.push_back(node);
    snapshot_uses.push_back(snapshot_first);
    program.instructions.push_back(into);
}

}  // namespace gs::jit::x64

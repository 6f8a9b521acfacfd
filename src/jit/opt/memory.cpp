#include "jit/opt/memory.h"

#include <algorithm>
#include <cstddef>

#include "runtime/shape.h"

namespace gs::jit::opt {

namespace {

bool is_indexed(Op op) {
    switch (op) {
        case Op::LoadElement:
        case Op::StoreElement:
        case Op::StoreElementRef:
        case Op::StringByte:
        case Op::LoadField:
        case Op::StoreFieldRef:
        case Op::LoadByte: return true;
        default: return false;
    }
}

/// Of what changes tables: not their fields.
bool changes_elements_only(const Node* node) {
    if (node->is(Op::AppendElement) || node->is(Op::TakeLast) || node->is(Op::FillList)) return true;
    if (!node->is(Op::CallChanging)) return false;
    auto helper = static_cast<Helper>(node->imm);
    return helper == Helper::Append || helper == Helper::SetIndex || helper == Helper::SetList;
}

}  // namespace

Memory::Memory(const Graph& graph) : graph_(graph), location_(graph.node_count()), slots_(kMost, -1) {
    for (u32 c = 0; c < kClasses; ++c) class_locations_[c] = u64{1} << c;
    for (const Block* block : graph.blocks) {
        for (const Node* node = block->first; node; node = node->next) {
            ++nodes_;
            if (!(node->effects() & (kReads | kWrites))) continue;
            bool in_frame = info(node->op).immediate == Immediate::Slot;
            Access access = in_frame ? Access{node->slot(), Alias::Frame} : node->access();
            u8 shared = static_cast<u8>(access.alias);
            u8& location = location_[node->id];
            location = shared;
            if (is_indexed(node->op)) continue;
            Known& known = known_[place_of(pack(access))];
            if (known.location) {
                location = known.location;
            } else if (count_ < kMost) {
                location = static_cast<u8>(count_++);
                known = {pack(access), location};
                class_locations_[shared] |= u64{1} << location;
                if (access.alias == Alias::Frame) slots_[location] = access.offset;
            }
        }
    }
    auto new_index = location_of(pack({offsetof(rt::ShapeEpochs, new_index), Alias::Epoch}));
    collector_writes_ = u64{1} << static_cast<u32>(Alias::Epoch) | (new_index ? u64{1} << *new_index : 0);
}

/// Slots that lose what they held: because nobody was to look there any more, or because the frames around an inlined one, whose
/// links are in the snapshot, are written for C++ that looks at them.
u64 Memory::forgotten(const Node* node) const {
    const Snapshot* snapshot = node->snapshot;
    if (!snapshot || (snapshot->top < 0 && snapshot->depth == 0)) return 0;
    const std::vector<u16>& stale = snapshot->stale;
    u64 frame = u64{1} << static_cast<u32>(Alias::Frame), all = 0;
    for (u32 location = kClasses; location < count_; ++location) {
        i32 slot = slots_[location];
        if (slot < 0) continue;
        bool lost = (snapshot->top >= 0 && slot >= snapshot->top) || (snapshot->depth != 0 && snapshot->lists(slot)) ||
                    std::binary_search(stale.begin(), stale.end(), slot);
        if (lost) all |= u64{1} << location | frame;
    }
    return count_ == kMost ? all | frame : all;
}

u64 Memory::changed(const Node* node) const {
    u16 effects = node->effects();
    if (effects & kWrites) {
        u8 location = location_[node->id];
        if (location < kClasses) return class_locations_[location];
        u32 alias = info(node->op).immediate == Immediate::Slot ? static_cast<u32>(Alias::Frame)
                                                                : static_cast<u32>(node->access().alias);
        return u64{1} << location | u64{1} << alias;
    }
    auto of_class = [&](Alias alias) { return class_locations_[static_cast<u32>(alias)]; };
    // The collector changes nothing that a script sees, but what caches rely on: a cycle that begins moves the epoch on.
    u64 collector = effects & (kAllocates | kHelper) ? collector_writes_ | forgotten(node) : 0;
    u64 all = 0;
    if (effects & kChanges) {
        for (Alias alias : {Alias::Header, Alias::Elements, Alias::Entries, Alias::Store}) all |= of_class(alias);
        // The table may be _G, whose fields are the globals.
        if (!changes_elements_only(node))
            all |= of_class(Alias::Shape) | of_class(Alias::Fields) | of_class(Alias::Epoch) | of_class(Alias::Global);
    }
    if (node->is(Op::CallHelper) && static_cast<Helper>(node->imm) == Helper::NextEntry) all |= of_class(Alias::Frame);
    if (node->is(Op::CallQuiet) || node->is(Op::CallChanger)) {
        all |= of_class(Alias::Frame) | of_class(Alias::Hot);
    } else if (effects & kClobbers) {
        for (u64 locations : class_locations_) all |= locations;
        all &= ~of_class(Alias::Constant);
    }
    if (!all || info(node->op).immediate != Immediate::Site) return all | collector;
    // A callee's frame begins at its window; the caller's registers below are nobody else's.
    u32 window = graph_.calls[node->imm].argument_slot - 2;
    for (u32 location = kClasses; location < count_; ++location) {
        bool below = slots_[location] >= 0 && static_cast<u32>(slots_[location]) < window;
        if (below) all &= ~(u64{1} << location);
    }
    return all | collector;
}

std::vector<u64> Memory::written_in_loops(const std::vector<Block*>& order) const {
    std::vector<u64> result(graph_.block_storage.size());
    for (const Block* block : order) {
        if (!block->loop) continue;
        for (const Node* node = block->first; node; node = node->next) result[block->loop->id] |= written(node);
    }
    // Inner headers come behind outer ones.
    for (auto block = order.rbegin(); block != order.rend(); ++block) {
        if ((*block)->outer) result[(*block)->outer->id] |= result[(*block)->id];
    }
    return result;
}

}  // namespace gs::jit::opt

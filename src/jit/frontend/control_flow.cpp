#include "jit/frontend/control_flow.h"

#include <algorithm>

#include "support/assert.h"

namespace gs::jit {

using bytecode::Access;
using bytecode::kEnds;
using bytecode::Op;

namespace {

constexpr u32 kMaxInstructions = 20'000;
constexpr u64 kMaxLiveWords = u64{1} << 20;  // all live sets together

bool branches(const Word* w) { return bytecode::info(*w).effects & bytecode::kBranches; }
bool is_range(const Word* w) {
    Op base = bytecode::info(*w).base;
    return base == Op::RangeNext || base == Op::RangeNext1;
}
bool ends(const Word* w) { return bytecode::info(*w).effects & kEnds; }

/// Where the open values begin that an instruction leaves or passes on; `before` if it does neither.
u32 open_start(const Word* w, u32 before) {
    switch (bytecode::info(*w).base) {
        case Op::Call:
        case Op::CallOpen: return w->x == bytecode::kOpenResults ? bytecode::window_register(w->c) : before;
        case Op::TailCall:
        case Op::TailCallOpen: return bytecode::window_register(w->c);
        case Op::VarArgs: return w->a;
        default: return before;
    }
}

class Analysis {
public:
    Analysis(const FunctionData* function, ControlFlow* flow) : function_(function), flow_(*flow) {}

    bool run() {
        flow_.function = function_;
        u32 count = function_->word_count, registers = function_->frame_size;
        std::vector<bool> leader(count + 1);
        accesses_.reserve(count);
        flow_.instructions.reserve(count);
        u32 open = 0;
        for (u32 word = 0; word < count;) {
            const Word* w = flow_.at(word);
            flow_.instructions.push_back({word, RegisterSet(registers)});
            // The call word of a range loop is an instruction of its own: iterators are called by it.
            bool range = is_range(w);
            u32 next = word + (range ? 1 : bytecode::length_of(w));
            Access access = bytecode::access_of(w);
            // Values in front of the open ones simply stand in the registers below.
            if (i64 first = open_taken(w); first >= 0 && first < open) {
                access.read(static_cast<u32>(first), open - static_cast<u32>(first));
            }
            open = open_start(w, open);
            accesses_.push_back(std::move(access));
            if (branches(w)) leader[word + static_cast<u32>(bytecode::jump_distance(*w))] = true;
            if (branches(w) || ends(w)) leader[next] = true;
            if (range) leader[next + 1] = true;
            word = next;
        }
        u32 total = static_cast<u32>(flow_.instructions.size());
        if (total > kMaxInstructions || u64{total} * ((registers + 63) / 64) > kMaxLiveWords) return false;
        make_blocks(leader);
        liveness();
        return true;
    }

private:
    void make_blocks(const std::vector<bool>& leader) {
        u32 total = static_cast<u32>(flow_.instructions.size());
        for (u32 i = 0; i < total; i++) {
            if (i == 0 || leader[flow_.instructions[i].word]) flow_.blocks.push_back({i, 0, {}});
            flow_.blocks.back().count++;
        }
        for (u32 b = 0; b < flow_.blocks.size(); b++) {
            CodeBlock& block = flow_.blocks[b];
            u32 word = flow_.instructions[block.first + block.count - 1].word;
            const Word* w = flow_.at(word);
            if (branches(w)) {
                block.successors.push_back(flow_.block_at(word + static_cast<u32>(bytecode::jump_distance(*w))));
            }
            if (is_range(w)) block.successors.push_back(b + 2);
            if (!ends(w) && b + 1 < flow_.blocks.size()) block.successors.push_back(b + 1);
        }
    }

    void before(u32 instruction, RegisterSet& live) const {
        const Access& access = accesses_[instruction];
        live.remove_from(access.kills_from);
        for (auto r : access.writes) {
            for (u32 i = 0; i < r.count; i++) live.remove(r.first + i);
        }
        for (auto r : access.reads) {
            for (u32 i = 0; i < r.count; i++) live.add(r.first + i);
        }
        // Errors run what hangs there.
        if (function_->defer_slot >= 0) live.add(static_cast<u32>(function_->defer_slot));
    }

    /// What lives behind the last instruction of a block.
    RegisterSet live_out(const CodeBlock& block) const {
        RegisterSet live(function_->frame_size);
        u32 last = block.first + block.count - 1;
        for (std::size_t i = 0; i < block.successors.size(); i++) {
            RegisterSet there = flow_.instructions[flow_.blocks[block.successors[i]].first].live;
            if (i == 0 && branches(flow_.at(flow_.instructions[last].word))) {
                for (auto r : accesses_[last].jump_writes) {
                    for (u32 k = 0; k < r.count; k++) there.remove(r.first + k);
                }
            }
            live.add_all(there);
        }
        return live;
    }

    void liveness() {
        for (bool changed = true; changed;) {
            changed = false;
            for (u32 b = static_cast<u32>(flow_.blocks.size()); b-- > 0;) {
                const CodeBlock& block = flow_.blocks[b];
                RegisterSet live = live_out(block);
                for (u32 i = block.first + block.count; i-- > block.first;) {
                    before(i, live);
                    // Earlier instructions can only change if this one did; but the first time all are to be set.
                    if (flow_.instructions[i].live == live && i != block.first) continue;
                    changed |= i == block.first && !(flow_.instructions[i].live == live);
                    flow_.instructions[i].live = live;
                }
            }
        }
    }

    const FunctionData* function_;
    ControlFlow& flow_;
    std::vector<Access> accesses_;
};

/// Depth-first search; loops come from the edges that lead back to where the search stands.
class RegionFinder {
public:
    RegionFinder(const ControlFlow& flow, u32 entry, u32 begin, u32 end, Region* region)
        : flow_(flow), entry_(entry), begin_(begin), end_(end), region_(*region) {}

    bool run() {
        u32 count = static_cast<u32>(flow_.blocks.size());
        predecessors_.resize(count);
        region_.inside.assign(count, false);
        region_.loop_of.assign(count, -1);
        region_.position.assign(count, 0);
        depth_.assign(count, 0);
        search(false);
        for (u32 block : post_order_) region_.inside[block] = true;
        for (u32 from : post_order_) {
            for (u32 to : flow_.blocks[from].successors) {
                if (region_.inside[to]) predecessors_[to].push_back(from);
            }
        }
        for (auto [from, header] : edges_) {
            if (!add_to_loop(from, header)) return false;
        }
        for (Loop& loop : region_.loops) finish(loop);
        // Again, with the ways out of loops first, so that they are finished first and come behind the loops.
        search(true);
        region_.order.assign(post_order_.rbegin(), post_order_.rend());
        for (u32 i = 0; i < region_.order.size(); i++) region_.position[region_.order[i]] = i;
        return true;
    }

private:
    bool wanted(u32 block) const {
        u32 word = flow_.instructions[flow_.blocks[block].first].word;
        return word >= begin_ && word < end_;
    }

    void search(bool loops_known) {
        enum : u8 { New, Open, Done };
        struct Step {
            u32 block;
            std::vector<u32> left;  // successors, the next one last
        };
        std::vector<u8> state(flow_.blocks.size(), New);
        std::vector<Step> path;
        post_order_.clear();
        auto enter = [&](u32 block) {
            state[block] = Open;
            std::vector<u32> left(flow_.blocks[block].successors.rbegin(), flow_.blocks[block].successors.rend());
            if (loops_known) {
                // The deepest is searched last. (At most three, which keep their order otherwise.)
                for (std::size_t i = 1; i < left.size(); i++) {
                    for (std::size_t k = i; k > 0 && depth_[left[k]] > depth_[left[k - 1]]; k--) {
                        std::swap(left[k], left[k - 1]);
                    }
                }
            }
            path.push_back({block, std::move(left)});
        };
        enter(entry_);
        while (!path.empty()) {
            Step& step = path.back();
            if (step.left.empty()) {
                state[step.block] = Done;
                post_order_.push_back(step.block);
                path.pop_back();
                continue;
            }
            u32 to = step.left.back();
            step.left.pop_back();
            if (!wanted(to)) continue;
            if (state[to] == New) {
                enter(to);
            } else if (state[to] == Open && !loops_known) {
                edges_.push_back({step.block, to});
            }
        }
    }

    /// The loop's blocks are those from which its edge can be reached without passing the header.
    bool add_to_loop(u32 from, u32 header) {
        i32& number = region_.loop_of[header];
        if (number < 0) {
            number = static_cast<i32>(region_.loops.size());
            region_.loops.push_back({header, {header}, RegisterSet(flow_.function->frame_size)});
            members_.emplace_back(flow_.blocks.size(), false);
            members_.back()[header] = true;
        }
        Loop& loop = region_.loops[static_cast<u32>(number)];
        std::vector<bool>& members = members_[static_cast<u32>(number)];
        std::vector<u32> work = {from};
        while (!work.empty()) {
            u32 block = work.back();
            work.pop_back();
            if (members[block]) continue;
            if (block == entry_) return false;  // a second way into the loop
            members[block] = true;
            loop.blocks.push_back(block);
            work.insert(work.end(), predecessors_[block].begin(), predecessors_[block].end());
        }
        return true;
    }

    void finish(Loop& loop) {
        for (u32 block : loop.blocks) {
            depth_[block]++;
            const CodeBlock& code = flow_.blocks[block];
            for (u32 i = code.first; i < code.first + code.count; i++) {
                const Word* w = flow_.at(flow_.instructions[i].word);
                Access access = bytecode::access_of(w);
                for (u32 r = access.kills_from; r < flow_.function->frame_size; r++) loop.assigned.add(r);
                if (bytecode::op_of(*w) == Op::RangeResult) access.writes.clear();
                for (const auto* list : {&access.writes, &access.jump_writes}) {
                    for (auto r : *list) {
                        for (u32 k = 0; k < r.count; k++) loop.assigned.add(r.first + k);
                    }
                }
                // Loops over what is ranged over step their hidden registers.
                if (bytecode::op_of(*w) == Op::VarArgNext) loop.assigned.add(w->a);
                if (is_range(w) || bytecode::op_of(*w) == Op::RangeResult) {
                    // What is ranged over, and how, stays as it is.
                    for (u32 k = 2; k < bytecode::kRangeSlots; k++) loop.assigned.add(w->a + k);
                }
            }
        }
    }

    const ControlFlow& flow_;
    u32 entry_, begin_, end_;
    Region& region_;
    std::vector<std::vector<u32>> predecessors_;
    std::vector<u32> post_order_;
    std::vector<std::pair<u32, u32>> edges_;
    std::vector<std::vector<bool>> members_;  // by loop
    std::vector<u32> depth_;  // by block: loops around
};

}  // namespace

RegisterSet RegisterSet::all(u32 registers) {
    RegisterSet set((registers + 63) / 64 * 64);
    for (u64& word : set.bits_) word = ~u64{0};
    set.remove_from(registers);
    return set;
}

void RegisterSet::remove_from(u32 from) {
    if (from / 64 >= bits_.size()) return;
    bits_[from / 64] &= (u64{1} << (from % 64)) - 1;
    for (std::size_t i = from / 64 + 1; i < bits_.size(); i++) bits_[i] = 0;
}

void RegisterSet::add_all(const RegisterSet& other) {
    for (std::size_t i = 0; i < bits_.size(); i++) bits_[i] |= other.bits_[i];
}

u32 ControlFlow::instruction_at(u32 word) const {
    auto found = std::lower_bound(instructions.begin(), instructions.end(), word,
                                  [](const Instruction& i, u32 w) { return i.word < w; });
    GS_ASSERT(found != instructions.end() && found->word == word);
    return static_cast<u32>(found - instructions.begin());
}

u32 ControlFlow::block_at(u32 word) const {
    u32 instruction = instruction_at(word);
    auto found = std::lower_bound(blocks.begin(), blocks.end(), instruction,
                                  [](const CodeBlock& b, u32 i) { return b.first < i; });
    GS_ASSERT(found != blocks.end() && found->first == instruction);
    return static_cast<u32>(found - blocks.begin());
}

i64 open_taken(const Word* w) {
    bool open = w->b == bytecode::kOpenCount;
    switch (bytecode::info(*w).base) {
        case Op::CallOpen:
        case Op::TailCallOpen: return bytecode::window_register(w->c) + bytecode::kWindowSlots;
        case Op::ReturnOpen: return w->a;
        case Op::ReturnVarArgs: return open ? w->a : -1;
        case Op::NewList:
        case Op::SetList: return open ? w->c : -1;
        case Op::Defer:
        case Op::Go: return open ? w->a + bytecode::kWindowSlots : -1;
        case Op::RunDefers: return w->x ? open_taken(w + bytecode::length_of(w)) : -1;  // kept for the return behind it
        default: return -1;
    }
}

bool analyse(const FunctionData* function, ControlFlow* flow) { return Analysis(function, flow).run(); }

bool find_region(const ControlFlow& flow, u32 entry, u32 begin, u32 end, Region* region) {
    return RegionFinder(flow, entry, begin, end, region).run();
}

u32 loop_end(const ControlFlow& flow, u32 header_word) {
    u32 end = header_word;
    for (const Instruction& instruction : flow.instructions) {
        const Word* w = flow.at(instruction.word);
        if (!branches(w) || instruction.word < header_word) continue;
        if (instruction.word + static_cast<u32>(bytecode::jump_distance(*w)) != header_word) continue;
        end = std::max(end, instruction.word + bytecode::length_of(w));
    }
    return end;
}

}  // namespace gs::jit

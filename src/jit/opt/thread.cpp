// Jump threading: a block that only asks a phi which way to go is left out by those who come with the answer.
//
//     b1 <- b0:                                     b1 <- b0:
//         Jump -> b3                                    Jump -> b5
//     b2 <- b0:                                     b2 <- b0:
//         v2:v = Load v0, +24 Fields          =>        v2:v = Load v0, +24 Fields
//         Jump -> b3                                    v4 = IsTruthy v2
//     b3 <- b1, b2:                                     Branch v4 -> b4, b5
//         v3:v = Phi nil, v2
//         v4 = IsTruthy v3
//         Branch v4 -> b4, b5
//
// That is what becomes of conditions put together with && and ||, of a field that some objects do not have, and of inlined
// functions that return nil or false on one way and something else on another, all of which are tested at once.
//
// What stands in the block (the phis, and what is computed from them) is not there any more behind the new edge. So a use of
// it may stand only where control comes through the block still: in what the other successor dominates, or in a phi of the
// successors, which takes the input of that way instead.
#include <algorithm>
#include <vector>

#include "jit/ir/analysis.h"
#include "jit/opt/pass.h"

namespace gs::jit::opt {

namespace {

enum class Answer : u8 { Unknown, No, Yes };

Answer answer(bool yes) { return yes ? Answer::Yes : Answer::No; }

bool is_number_or_object(const Node* value) {
    return value->is(Op::BoxI32) || value->is(Op::BoxI64) || value->is(Op::BoxF64) || value->is(Op::BoxPtr);
}

class Threading {
public:
    explicit Threading(Graph& graph) : graph_(graph) {}

    void run() {
        for (Block* block : graph_.blocks) {
            if (only_asks(block)) find_ways(block);
        }
        if (ways_.empty()) return;
        if (!users_are_few_) check_users();
        for (const Way& way : ways_) {
            if (!(asking_[way.block].lost >> way.which & 1)) lead_past(way);
        }
        remove_unreachable(graph_);
    }

private:
    /// An edge on which the answer is known, and the successor that it leads to.
    struct Way {
        u32 block;  // in asking_
        Block* from;
        u32 which;
    };
    struct Asking {
        Block* block;
        u8 lost = 0;  // bit i: what is used behind successor i stands here
    };

    static bool is_question(const Node* node) {
        bool fits = node->is(Op::IsTruthy) || node->is(Op::IsNil) || node->is(Op::NotBool);
        return fits && node->inputs[0]->block == node->block;
    }

    /// Phis and questions about one of them, of which the last one decides.
    static bool only_asks(const Block* block) {
        if (block->loop_header || !block->last->is(Op::Branch) || block->successors[0] == block->successors[1])
            return false;
        const Node* node = block->last->inputs[0];
        if (node->block != block || !block->first->is(Op::Phi)) return false;
        const Node* first = block->first;
        while (first->is(Op::Phi)) first = first->next;
        for (const Node* at = first; at != block->last; at = at->next) {
            if (!is_question(at)) return false;
        }
        return true;
    }

    /// What the block's question has for an answer if control comes along edge `i`.
    static Answer ask(const Node* node, const Block* block, u32 i) {
        if (node->is(Op::Phi) && node->block == block) {
            const Node* value = node->inputs[i];
            return value->is_const() && value->type == Type::Bool ? answer(value->imm != 0) : Answer::Unknown;
        }
        if (node->is(Op::NotBool)) {
            Answer other = ask(node->inputs[0], block, i);
            return other == Answer::Unknown ? other : answer(other == Answer::No);
        }
        const Node* value = node->inputs[0];
        if (!value->is(Op::Phi) || value->block != block) return Answer::Unknown;
        value = value->inputs[i];
        bool asks_nil = node->is(Op::IsNil);
        if (is_number_or_object(value)) return answer(!asks_nil);
        if (!value->is_const() || value->type != Type::Value) return Answer::Unknown;
        rt::Value v = value->as_value();
        return answer(asks_nil ? v.is_nil() : v.truthy());
    }

    void find_ways(Block* block) {
        std::size_t before = ways_.size();
        for (u32 i = 0; i < block->predecessors.size(); ++i) {
            Block* from = block->predecessors[i];
            Answer known = from->last->is(Op::Jump) ? ask(block->last->inputs[0], block, i) : Answer::Unknown;
            if (known == Answer::Unknown) continue;
            u32 which = known == Answer::Yes ? 0 : 1;
            // A loop has one way in and one edge back.
            if (block->successors[which]->loop_header) continue;
            ways_.push_back({static_cast<u32>(asking_.size()), from, which});
        }
        if (ways_.size() == before) return;
        asking_.push_back({block});
        for (const Node* node = block->first; node != block->last; node = node->next) {
            if (node->use_count != 1 || node->next->inputs[0] != node) users_are_few_ = false;
        }
    }

    /// `node` is used in `user`, or, by a phi, at its end.
    void used(const Node* node, const Block* user, bool by_phi) {
        u32 number = asking_of_[node->block->id];
        if (number == 0) return;
        Asking& asking = asking_[number - 1];
        if (node->block == user) {
            if (by_phi && !node->is(Op::Phi)) asking.lost = 3;
            return;
        }
        for (u32 which : {0U, 1U}) {
            const Block* other = asking.block->successors[1 - which];
            if (other->predecessors.size() != 1 || !dominates(other, user)) asking.lost |= static_cast<u8>(1U << which);
        }
    }

    void check_users() {
        asking_of_.resize(graph_.block_storage.size());
        for (u32 i = 0; i < asking_.size(); ++i) asking_of_[asking_[i].block->id] = i + 1;
        auto in_snapshot = [&](const Snapshot* snapshot, const Block* block) {
            for (const SlotValue& slot : snapshot->slots) used(slot.value, block, false);
        };
        for (const Block* block : dominators(graph_)) {
            const Snapshot* last = nullptr;
            for (const Node* node = block->first; node; node = node->next) {
                for (u32 i = 0; i < node->inputs.size(); ++i) {
                    bool by_phi = node->is(Op::Phi);
                    used(node->inputs[i], by_phi ? block->predecessors[i] : block, by_phi);
                }
                if (node->snapshot && node->snapshot != last) in_snapshot(last = node->snapshot, block);
            }
            // What the entry of a loop needs is needed at the end of each block in front of it.
            if (!block->entry) continue;
            for (const Block* before : block->predecessors) in_snapshot(block->entry, before);
        }
    }

    void lead_past(const Way& way) {
        Block* block = asking_[way.block].block;
        Block* to = block->successors[way.which];
        auto index = [](const Block* of, const Block* from) {
            return static_cast<u32>(std::find(of->predecessors.begin(), of->predecessors.end(), from) -
                                    of->predecessors.begin());
        };
        u32 in = index(block, way.from), out = index(to, block);
        for (Node* phi = to->first; phi->is(Op::Phi); phi = phi->next) {
            Node* value = phi->inputs[out];
            if (value->is(Op::Phi) && value->block == block) value = value->inputs[in];
            phi->inputs.insert(out, value);
            ++value->use_count;
        }
        to->predecessors.insert(out, way.from);
        remove_edge(graph_, way.from, block);
        way.from->successors.push_back(to);
    }

    Graph& graph_;
    std::vector<Asking> asking_;
    std::vector<u32> asking_of_;  // by block id: 1 + the number in asking_, or 0
    std::vector<Way> ways_;
    bool users_are_few_ = true;  // each is part of the question
};

}  // namespace

void thread(Graph& graph) { Threading(graph).run(); }

}  // namespace gs::jit::opt

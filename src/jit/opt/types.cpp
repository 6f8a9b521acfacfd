// Phi typing: a variable that holds values of one representation wherever it is assigned is kept unboxed.
//
// Front ends write every register as a tagged Value, so what meets at a loop header or a join is a phi of Values, with a box
// on each way in and a check at each use. Here such a phi becomes one of the unboxed type; a box of it, behind the phis,
// serves the users, and folding takes box and check away together.
//
//     b1 loop entry s1 <- b0, b1:                b0:  v9 = CheckI32 v0 [s1]
//         v1:v = Phi v0, v4                      b1 loop entry s1 <- b0, b1:
//         v2 = CheckI32 v1 [s2]           =>         v1:i = Phi v9, v3
//         v3 = AddI32Ov v2, v8 [s2]                  v3 = AddI32Ov v1, v8 [s2]
//         v4 = BoxI32 v3
//
// Which type. First all phis are thought to be of any type; then each takes the type that all its inputs agree on, those
// inputs that are phis as far as they have one, until nothing changes. int32 and int64 agree on int64, other pairs on nothing.
//
// A value from outside of the loop of which nothing is known, such as a parameter, does not count against a type, since it
// can be checked in front of the loop, once, with the loop's entry snapshot. That is done only if it is what the loop expects
// anyway: the phi, or one that it flows to, has to be checked for the type somewhere in the loop, and nobody may ask it what it
// is (a variable that is nil at first would fail the check each time). The new guard blames the instruction of the check that
// was found, so if the entry does fail, that is what the next compilation knows.
#include "jit/ir/analysis.h"
#include "jit/opt/loops.h"
#include "jit/opt/pass.h"
#include "jit/opt/replace.h"
#include "support/assert.h"

namespace gs::jit::opt {

namespace {

/// The representation of a phi. Any: nothing is known yet. Boxed: there is no common one.
struct Rep {
    enum Kind : u8 { Any, I32, I64, F64, Bool, Ptr, Boxed };
    Kind kind = Any;
    u64 tag = 0;
    bool is_unboxed() const { return kind != Any && kind != Boxed; }
    bool operator==(const Rep&) const = default;
};

Rep join(Rep a, Rep b) {
    if (a.kind == Rep::Any) return b;
    if (b.kind == Rep::Any || a == b) return a;
    bool ints = (a.kind == Rep::I32 || a.kind == Rep::I64) && (b.kind == Rep::I32 || b.kind == Rep::I64);
    return {ints ? Rep::I64 : Rep::Boxed};
}

bool is_number(Rep rep) { return rep.kind == Rep::I32 || rep.kind == Rep::I64 || rep.kind == Rep::F64; }

Type type_of(Rep rep) {
    switch (rep.kind) {
        case Rep::I32: return Type::I32;
        case Rep::I64: return Type::I64;
        case Rep::F64: return Type::F64;
        case Rep::Bool: return Type::Bool;
        case Rep::Ptr: return Type::Ptr;
        case Rep::Any:
        case Rep::Boxed: break;
    }
    return Type::Value;
}

/// The check that proves a representation.
Op check_of(Rep rep) { return rep.kind == Rep::Ptr ? Op::CheckPtr : check_of(type_of(rep)); }
Op box_of(Rep rep) { return rep.kind == Rep::Ptr ? Op::BoxPtr : box_of(type_of(rep)); }

class Typing {
public:
    explicit Typing(Graph& graph) : graph_(graph), replaced_(graph), index_(graph.node_count()), facts_(1) {}

    void run() {
        for (Block* block : std::vector<Block*>(order_blocks(graph_))) {
            for (Node* phi = block->first; phi->is(Op::Phi); phi = phi->next) {
                if (phi->type != Type::Value) continue;
                index_[phi->id] = static_cast<u32>(facts_.size());
                facts_.emplace_back();
                phis_.push_back(phi);
            }
        }
        if (phis_.empty()) return;
        look_at_users();
        do agree();
        while (give_up_unsupported());
        for (Node* phi : phis_) {
            if (facts(phi).rep.is_unboxed()) unbox(phi);
        }
        for (Node* phi : phis_) {
            if (facts(phi).unboxed) fill_in(phi);
        }
        replaced_.finish();
        for (Node* phi : phis_) {
            if (facts(phi).unboxed) graph_.remove(phi);
        }
    }

private:
    struct Facts {
        bool is_pinned = false;  // to Boxed
        bool is_asked = false;  // somebody tests what it is
        bool is_number = false;  // somebody wants a number, of whatever kind
        bool supported = false;  // (scratch) the type is expected inside
        Rep rep;
        Node* check = nullptr;  // a check that it goes through
        Node* unboxed = nullptr;  // the phi that takes its place
        std::vector<Node*> flows_to;  // phis
    };
    Facts& facts(const Node* phi) { return facts_[index_[phi->id]]; }
    bool is_candidate(const Node* node) const { return node->id < index_.size() && index_[node->id]; }

    // ---- finding the types -----------------------------------------------------------------------------------------

    void look_at_users() {
        for (Block* block : graph_.blocks) {
            for (Node* node = block->first; node; node = node->next) {
                for (Node* input : node->inputs) {
                    if (is_candidate(input)) note_user(facts(input), node);
                }
            }
        }
    }

    static void note_user(Facts& value, Node* user) {
        switch (user->op) {
            case Op::Phi: value.flows_to.push_back(user); return;
            case Op::CheckI32:
            case Op::CheckI64:
            case Op::CheckF64:
            case Op::CheckBool:
            case Op::CheckPtr:
                // Checks for two types can not both be expected to hold.
                if (value.check && (value.check->op != user->op || value.check->imm != user->imm))
                    value.is_asked = true;
                value.check = user;
                return;
            // Holds for all kinds of numbers, so it says little about which.
            case Op::CheckNumber: value.is_number = true; return;
            default: value.is_asked |= asks_type(user->op); return;
        }
    }

    Rep rep_of_input(const Node* phi, std::size_t index) {
        const Node* value = phi->inputs[index];
        switch (value->op) {
            case Op::BoxI32: return {Rep::I32};
            case Op::BoxI64: return {Rep::I64};
            case Op::BoxF64: return {Rep::F64};
            case Op::BoxBool: return {Rep::Bool};
            case Op::BoxPtr: return {Rep::Ptr, value->imm};
            case Op::Const: return rep_of_constant(value->as_value());
            default: break;
        }
        if (is_candidate(value)) return facts(value).rep;
        return {can_check(phi, index) ? Rep::Any : Rep::Boxed};
    }

    static Rep rep_of_constant(rt::Value v) {
        switch (unboxed_type(v)) {
            case Type::I32: return {Rep::I32};
            case Type::I64: return {Rep::I64};
            case Type::F64: return {Rep::F64};
            case Type::Bool: return {Rep::Bool};
            default: return {Rep::Boxed};
        }
    }

    /// Whether an input comes in from outside of a loop, with a place and a state for a check.
    static bool can_check(const Node* phi, std::size_t index) {
        const Block* block = phi->block;
        return block->loop_header && block->entry && index == 0 && preheader(block);
    }

    void agree() {
        for (Node* phi : phis_) facts(phi).rep = {facts(phi).is_pinned ? Rep::Boxed : Rep::Any};
        std::vector<Node*> work(phis_.rbegin(), phis_.rend());
        while (!work.empty()) {
            Node* phi = work.back();
            work.pop_back();
            Facts& f = facts(phi);
            if (f.rep.kind == Rep::Boxed) continue;
            Rep rep;
            for (std::size_t i = 0; i < phi->inputs.size(); ++i) rep = join(rep, rep_of_input(phi, i));
            if (rep == f.rep) continue;
            f.rep = rep;
            for (Node* user : f.flows_to) {
                if (is_candidate(user)) work.push_back(user);
            }
        }
    }

    /// Whether the loop itself is prepared for something else than that type.
    static bool is_open(const Facts& f) { return f.is_asked || (f.is_number && !is_number(f.rep)); }

    /// Whether the check that this phi goes through expects the type that it has been given.
    static bool expects(const Facts& f) {
        if (!f.check || is_open(f)) return false;
        if (f.check->is(Op::CheckPtr)) return f.rep.kind == Rep::Ptr && f.check->imm == f.rep.tag;
        // An int32 check of an int64 is a narrowing, which may fail where the variable itself is fine.
        if (f.check->is(Op::CheckI32) && f.rep.kind == Rep::I64) return true;
        return f.rep.is_unboxed() && f.check->op == check_of(f.rep);
    }

    /// Gives up phis that would need a check in front of the loop which nobody inside stands for. True if there were any.
    bool give_up_unsupported() {
        std::vector<Node*> work;
        for (Node* phi : phis_) {
            Facts& f = facts(phi);
            f.supported = expects(f);
            if (f.supported) work.push_back(phi);
        }
        // A phi that only hands its value on is as good as the one that it goes to.
        while (!work.empty()) {
            Node* phi = work.back();
            work.pop_back();
            for (Node* input : phi->inputs) {
                if (!is_candidate(input)) continue;
                Facts& f = facts(input);
                if (f.supported || is_open(f) || f.rep != facts(phi).rep) continue;
                f.supported = true;
                if (!f.check) f.check = facts(phi).check;
                work.push_back(input);
            }
        }
        bool any = false;
        for (Node* phi : phis_) {
            Facts& f = facts(phi);
            if (f.is_pinned || f.rep.kind == Rep::Boxed) continue;
            bool unknown = f.rep.kind == Rep::Any;
            if (!unknown && (f.supported || !needs_check(phi))) continue;
            f.is_pinned = any = true;
        }
        return any;
    }

    bool needs_check(Node* phi) {
        if (!can_check(phi, 0)) return false;
        const Node* value = phi->inputs[0];
        return !is_candidate(value) && value->op != Op::Const && !is_box(value->op);
    }

    static bool is_box(Op op) {
        return op == Op::BoxI32 || op == Op::BoxI64 || op == Op::BoxF64 || op == Op::BoxBool || op == Op::BoxPtr;
    }

    // ---- changing the graph ----------------------------------------------------------------------------------------

    /// Makes the unboxed phi, without inputs as yet, and the box that stands for the old one.
    void unbox(Node* phi) {
        Facts& f = facts(phi);
        f.unboxed = graph_.make(Op::Phi, type_of(f.rep), {}, f.rep.tag);
        graph_.insert_before(phi, f.unboxed);
        Node* box = graph_.make(box_of(f.rep), Type::Value, {f.unboxed}, f.rep.tag);
        Node* behind = phi->block->first;
        while (behind->is(Op::Phi)) behind = behind->next;
        graph_.insert_before(behind, box);
        replaced_.add(phi, box);
    }

    void fill_in(Node* phi) {
        Facts& f = facts(phi);
        for (std::size_t i = 0; i < phi->inputs.size(); ++i) {
            Node* value = unboxed_input(phi, i, phi->block->predecessors[i]);
            ++value->use_count;
            f.unboxed->inputs.push_back(value);
        }
    }

    Node* unboxed_input(Node* phi, std::size_t index, Block* from) {
        Node* value = phi->inputs[index];
        const Facts& f = facts(phi);
        Node* raw = nullptr;
        if (is_candidate(value) && facts(value).unboxed) {
            raw = facts(value).unboxed;
        } else if (is_box(value->op)) {
            raw = value->inputs[0];
            // What is boxed may be a value that has been replaced: never a phi of Values, so no.
        } else if (value->is_const()) {
            return graph_.constant(type_of(f.rep), raw_bits(value->as_value(), f.rep));
        } else {
            Node* check = graph_.make(check_of(f.rep), type_of(f.rep), {value}, f.rep.tag, phi->block->entry);
            check->origin = f.check ? f.check->origin : nullptr;
            graph_.insert_before(from->last, check);
            return check;
        }
        if (raw->type == Type::I32 && f.rep.kind == Rep::I64) {
            Node* wide = graph_.make(Op::I32ToI64, Type::I64, {raw});
            graph_.insert_before(from->last, wide);
            return wide;
        }
        return raw;
    }

    static u64 raw_bits(rt::Value v, Rep rep) {
        if (rep.kind == Rep::F64) return v.bits;
        if (rep.kind == Rep::Bool) return v.is_true();
        return static_cast<u64>(v.as_int());
    }

    Graph& graph_;
    Replacements replaced_;
    std::vector<u32> index_;  // into facts_, by node id; 0: no phi of Values
    std::vector<Facts> facts_;
    std::vector<Node*> phis_;  // of Values, in order
};

}  // namespace

void types(Graph& graph) { Typing(graph).run(); }

}  // namespace gs::jit::opt

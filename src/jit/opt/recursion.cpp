// Recursion: what a function hands to itself, and what it gets back, stays unboxed and in registers.
//
//     b0:                                    b0:
//         v0 = LoadSlot 0                        v1:i = Parameter 0 [s0]
//         v1 = CheckI32 v0 [s1]                  ...
//         ...                          =>        v2 = SubI32Ov v1, v9 [s2]
//         v2 = SubI32Ov v1, v9 [s2]              v3 = BoxI32 v2
//         v3 = BoxI32 v2                         StoreSlot 5, v3
//         StoreSlot 5, v3                        v4:i = CallSelf @0 v2 [s3]
//         v4 = CallDirect @0 [s3]                v6 = AddI32Ov v4, v1 [s4]
//         v5 = CheckI32 v4 [s4]                  Return v6
//         v6 = AddI32Ov v5, v1 [s4]
//         v7 = BoxI32 v6
//         Return v7
//
// The VM's frame is complete before a call all the same (docs/adr/0009): the arguments are stored, boxed, for whoever looks at the
// frame, and nobody waits for these stores. What goes away is their way back out of memory and the checks of what the function
// knows about itself. An exit in the callee needs no agreement about results: it drops the native frames of all callers, so
// what comes back to machine code comes from a Return of the same graph.
//
// Which type. An argument is of the type that the entry checks it for; or of that of a check further on, if what the calls are seen
// to pass is of it, too. (A check that has moved to the entry may fail where the one before would not have been met. It blames the
// instruction that it was made for, so that happens once.) Arguments that nobody checks are passed as Values. The result has a type
// if all returns agree on it, where results of the calls themselves are of whatever type it turns out to be. A call from
// outside comes in through code that boxes the result.
//
// Who returns other than by Return (several values, those of a call in tail position) calls himself as others do, since his caller
// says in memory what it wants. A function that returns nothing at all gives itself nil; others hear that there is no value.
#include <algorithm>
#include <vector>

#include "jit/opt/pass.h"
#include "jit/opt/replace.h"

namespace gs::jit::opt {

namespace {

class Recursion {
public:
    explicit Recursion(Graph& graph) : graph_(graph), replaced_(graph) {}

    void run() {
        const bytecode::FunctionData* function = graph_.function;
        if (graph_.kind != GraphKind::Function || (function && function->uses_varargs)) return;
        find();
        if (!can_return()) calls_.clear();
        if (!returns_value()) std::erase_if(calls_, [&](const Node* call) { return wants_all(call); });
        if (calls_.empty() && tails_.empty()) return;
        find_parameters();
        if (!calls_.empty()) find_result();
        replace_parameters();
        for (Node* call : calls_) replace_call(call);
        for (Node* tail : tails_) replace_tail(tail);
        if (!calls_.empty()) replace_returns();
        replaced_.finish();
        graph_.count_uses();
    }

private:
    struct Parameter {
        Node* load;
        Type type = Type::Value;
        Node* check = nullptr;  // one of those that give it that type
        Node* node = nullptr;
    };

    // ---- what there is ----------------------------------------------------------------------------------------------

    bool is_own_call(const Node* node) const {
        if (!node->is(Op::CallDirect)) return false;
        const CallSite& site = graph_.calls[node->imm];
        const bytecode::FunctionData* function = graph_.function;
        if (site.code != (function ? function->code : nullptr) || site.arguments == CallSite::kOpen) return false;
        return results_wanted(node) <= 1 || wants_all(node);
    }

    u32 results_wanted(const Node* call) const { return graph_.function ? jit::results_wanted(call->snapshot->pc) : 1; }
    bool wants_all(const Node* call) const { return results_wanted(call) == bytecode::kOpenResults; }

    void find() {
        for (Block* block : graph_.blocks) {
            for (Node* node = block->first; node; node = node->next) {
                if (is_own_call(node)) calls_.push_back(node);
            }
            if (block->last->is(Op::TailSelf)) tails_.push_back(block->last);
            if (block->last->is(Op::Return) || block->last->is(Op::ReturnSlots)) returns_.push_back(block->last);
            bool is_other =
                block->last->is(Op::ReturnOpen) || block->last->is(Op::TailCode) || block->last->is(Op::TailWindow);
            returns_otherwise_ |= is_other;
        }
    }

    bool returns_value() const {
        return std::all_of(returns_.begin(), returns_.end(), [](const Node* node) { return node->is(Op::Return); });
    }
    bool can_return() const {
        auto gives_nothing = [&](const Node* node) {
            return node->is(Op::ReturnSlots) && graph_.returns[node->imm].count == 0;
        };
        if (returns_otherwise_ || returns_.empty()) return false;
        return returns_value() || std::all_of(returns_.begin(), returns_.end(), gives_nothing);
    }

    // ---- types ------------------------------------------------------------------------------------------------------

    /// The unboxed type that a Value is known to have; Value if there is none. None if it is the result of a call of the function
    /// itself, so that it is what is to be found out.
    Type known_type(const Node* value, u32 steps = 0) const {
        constexpr u32 kFar = 6;
        switch (value->op) {
            case Op::BoxI32:
            case Op::BoxI64:
            case Op::BoxF64:
            case Op::BoxBool: return value->inputs[0]->type;
            case Op::Const: return unboxed_type(value->as_value());
            case Op::LoadSlot: {
                auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                          [&](const Parameter& p) { return p.load == value; });
                return found == parameters_.end() ? Type::Value : found->type;
            }
            // A result is of the type that is to be found, while that is not known.
            case Op::CallDirect: return contains(calls_, value) ? graph_.own_result : Type::Value;
            case Op::Phi: {
                if (steps == kFar || value->block->loop_header) return Type::Value;
                Type all = Type::None;
                for (const Node* input : value->inputs) all = join(all, known_type(input, steps + 1));
                return all;
            }
            default: return Type::Value;
        }
    }
    static Type join(Type a, Type b) { return a == Type::None ? b : b == Type::None || a == b ? a : Type::Value; }
    static bool contains(const std::vector<Node*>& all, const Node* one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    }

    void find_parameters() {
        Block* entry = graph_.blocks[0];
        for (Node* node = entry->first; node; node = node->next) {
            if (node->effects() & (kWrites | kClobbers)) break;
            if (!node->is(Op::LoadSlot) || node->slot() < 0 || node->slot() >= parameter_count()) continue;
            bool again = std::any_of(parameters_.begin(), parameters_.end(),
                                     [&](const Parameter& p) { return p.load->slot() == node->slot(); });
            if (!again) parameters_.push_back({node});
        }
        std::vector<Type> types(parameters_.size(), Type::None);
        for (Block* block : graph_.blocks) {
            for (Node* node = block->first; node; node = node->next) note_check(node, &types);
        }
        for (std::size_t i = 0; i < parameters_.size(); ++i) {
            Parameter& p = parameters_[i];
            if (types[i] == Type::None || types[i] == Type::Value) continue;
            if (p.check->block != entry && !is_passed(p.load->slot(), types[i])) continue;
            p.type = types[i];
        }
        u32 count[2] = {};
        std::erase_if(parameters_,
                      [&](const Parameter& p) { return ++count[p.type == Type::F64] > graph_.parameter_registers; });
    }

    i32 parameter_count() const {
        return static_cast<i32>(graph_.function ? graph_.function->params : graph_.frame_slots);
    }

    /// Which checks a parameter goes through: a type, or Value for several.
    void note_check(Node* node, std::vector<Type>* types) {
        for (const Node* input : node->inputs) {
            if (!input->is(Op::LoadSlot)) continue;
            auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                      [&](const Parameter& p) { return p.load == input; });
            if (found == parameters_.end()) continue;
            Type& type = (*types)[static_cast<std::size_t>(found - parameters_.begin())];
            switch (node->op) {
                case Op::CheckI32:
                case Op::CheckI64:
                case Op::CheckF64:
                case Op::CheckBool:
                    type = join(type, node->type);
                    if (!found->check || node->block == graph_.blocks[0]) found->check = node;
                    break;
                case Op::CheckNumber:
                case Op::CheckPtr: type = Type::Value; break;
                default:
                    if (asks_type(node->op)) type = Type::Value;
                    break;
            }
        }
    }

    /// Whether calls are seen to pass the type in that slot, and none to pass another one.
    bool is_passed(i32 slot, Type type) const {
        Type all = Type::None;
        for (const std::vector<Node*>* group : {&calls_, &tails_}) {
            for (Node* call : *group) {
                const Node* value = argument(call, slot);
                Type passed = value ? known_type(value) : Type::Value;
                if (value && value->is(Op::LoadSlot) && value->slot() == slot) passed = Type::None;
                // Of others nothing is known; but a constant that has no type, such as nil, is of another one.
                if (passed != Type::Value || (value && value->is_const())) all = join(all, passed);
            }
        }
        return all == type;
    }

    void find_result() {
        Type all = Type::None;
        if (!returns_value()) {
            graph_.returns_nothing = true;
            all = Type::Value;
        } else {
            for (const Node* node : returns_) all = join(all, known_type(node->inputs[0]));
        }
        graph_.own_result = all == Type::None ? Type::Value : all;
    }

    // ---- what becomes of it -----------------------------------------------------------------------------------------

    Snapshot* start() {
        Snapshot* snapshot = graph_.new_snapshot();
        snapshot->pc = graph_.entry_pc;
        snapshot->function = graph_.function;
        return snapshot;
    }

    void replace_parameters() {
        if (parameters_.empty()) return;
        Snapshot* at_start = start();
        Node* behind = graph_.blocks[0]->first;
        for (Parameter& p : parameters_) {
            p.node = graph_.make(Op::Parameter, p.type, {}, p.load->imm, at_start);
            p.node->origin = p.type == Type::Value ? nullptr : p.check->origin;
            graph_.insert_before(behind, p.node);
        }
        for (const Parameter& p : parameters_) {
            Node* value = p.node;
            if (p.type != Type::Value) {
                value = graph_.make(box_of(p.type), Type::Value, {p.node});
                graph_.insert_before(p.load, value);
            }
            replaced_.add(p.load, value);
            graph_.remove(p.load);
        }
    }

    /// The argument in that slot at a call or the end of a block that goes on with them, if the block stores it.
    Node* argument(const Node* call, i32 slot) const {
        if (call->is(Op::CallDirect)) slot += static_cast<i32>(graph_.calls[call->imm].argument_slot);
        for (const Node* node = call->previous; node && !(node->effects() & kClobbers); node = node->previous) {
            if (node->is(Op::StoreSlot) && node->slot() == slot) return node->inputs[0];
        }
        return nullptr;
    }

    /// Whether the instruction may run again when the window has been stored: what stands there is what it calls.
    bool is_repeatable(const Node* call) const {
        if (!graph_.function) return true;
        const rt::Word* pc = call->snapshot->pc;
        return bytecode::info(*pc).base == bytecode::Op::Call && pc->b == graph_.calls[call->imm].arguments;
    }

    /// Inputs for a call of the function or for the end of a block that goes on with it, unboxed in front of it. What fails there
    /// goes on at the snapshot; without one nothing may fail, and there are none if something might.
    Nodes arguments(Node* call, u32 first_slot, Snapshot* snapshot) {
        Nodes values;
        for (const Parameter& p : parameters_) {
            Node* value = argument(call, p.node->slot());
            bool fits = p.type == Type::Value || (value && known_type(value) == p.type);
            if (!fits && !snapshot) return {};
            if (!value) {
                value = graph_.make(Op::LoadSlot, Type::Value, {}, first_slot + p.node->imm);
                graph_.insert_before(call, value);
            }
            if (fits && p.type != Type::Value) {
                value = graph_.make(unbox_of(p.type), p.type, {value});
                graph_.insert_before(call, value);
            } else if (!fits) {
                value = graph_.make(check_of(p.type), p.type, {value}, 0, snapshot);
                value->origin = p.node->origin;
                graph_.insert_before(call, value);
            }
            values.push_back(value);
        }
        return values;
    }

    void replace_call(Node* call) {
        Nodes inputs =
            arguments(call, graph_.calls[call->imm].argument_slot, is_repeatable(call) ? call->snapshot : nullptr);
        Node* made = graph_.make(Op::CallSelf, graph_.own_result, std::move(inputs), call->imm, call->snapshot);
        made->origin = call->origin;
        graph_.insert_before(call, made);
        Node* value = made;
        if (made->type != Type::Value) {
            value = graph_.make(box_of(made->type), Type::Value, {made});
            graph_.insert_before(call, value);
        }
        if (wants_all(call)) leave_open(call, value);
        replaced_.add(call, value);
        graph_.remove(call);
    }

    /// The result is all that there is, which need not be asked behind it.
    void leave_open(Node* call, Node* value) {
        u32 window = graph_.calls[call->imm].argument_slot - bytecode::kWindowSlots;
        graph_.insert_before(call, graph_.make(Op::StoreSlot, Type::None, {value}, window));
        graph_.insert_before(call, graph_.make(Op::SetTop, Type::None, {}, window + 1));
        for (Node* node = call->next; node && !(node->effects() & kClobbers); node = node->next) {
            if (!node->is(Op::CheckOpen) || node->imm != window) continue;
            return graph_.remove(node);
        }
    }

    void replace_tail(Node* tail) {
        // The frame is that of the function's start already.
        for (Node* value : arguments(tail, 0, start())) {
            tail->inputs.push_back(value);
            value->use_count++;
        }
    }

    void replace_returns() {
        Type type = graph_.own_result;
        for (Node* node : returns_) {
            Node* value = graph_.returns_nothing ? graph_.constant(Type::Value, rt::kNilBits) : node->inputs[0];
            if (type != Type::Value) {
                value = graph_.make(unbox_of(type), type, {value});
                graph_.insert_before(node, value);
            }
            graph_.insert_before(node, graph_.make(Op::Return, Type::None, {value}));
            graph_.remove(node);
        }
    }

    Graph& graph_;
    Replacements replaced_;
    std::vector<Node*> calls_, tails_, returns_;
    bool returns_otherwise_ = false;
    std::vector<Parameter> parameters_;
};

}  // namespace

void recursion(Graph& graph) { Recursion(graph).run(); }

}  // namespace gs::jit::opt

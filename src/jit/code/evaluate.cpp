// Runs a graph node by node, on the State and the frame that compiled code would run on. It is slow and obvious: the answer to
// "what should this code have done?" for back ends, and, as an engine, the test of the front end and the passes without any
// machine code.
//
// Values of nodes stand in an array on the native stack, where the collector's conservative scan sees the objects that only
// they refer to. That bounds the size of a graph; a larger one is left to the VM.
#include <alloca.h>
#include <cstring>

#include "jit/code/code.h"
#include "jit/code/gates.h"
#include "jit/code/helpers.h"
#include "jit/code/sunk_objects.h"
#include "jit/ir/eval.h"
#include "runtime/heap_inline.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "support/assert.h"
#include "support/small_vector.h"
#include "vm/elements.h"
#include "vm/slow.h"

namespace gs::jit {

namespace {

using rt::State;
using rt::Value;
using rt::Word;
using vm::Next;

// 32 KiB on the native stack, less than what callers of C++ have left (rt::kStackReserve).
constexpr u32 kMaxNodes = 4096;

template <class T>
T read(u64 address) {
    T value;
    std::memcpy(&value, reinterpret_cast<const void*>(address), sizeof value);
    return value;
}
template <class T>
void write(u64 address, T value) {
    std::memcpy(reinterpret_cast<void*>(address), &value, sizeof value);
}

class Evaluator {
public:
    Evaluator(State& st, Graph& graph, Value* base, u64* values)
        : st_(st), graph_(graph), base_(base), values_(values) {}

    Next run() {
        const Block* block = graph_.blocks[0];
        const Node* node = block->first;
        while (true) {
            if (!(node->effects() & kEnds)) {
                if (!step(*node)) return next_;
                node = node->next;
                continue;
            }
            switch (node->op) {
                case Op::Jump: block = follow(block, 0); break;
                case Op::Branch: block = follow(block, in(*node, 0) ? 0 : 1); break;
                case Op::TailSelf: block = graph_.blocks[0]; break;
                case Op::Return:
                    base_[0] = boxed(*node->inputs[0]);
                    return return_slots(st_, base_, 0, graph_.returns_nothing ? 0 : 1);
                case Op::ReturnSlots: {
                    const ReturnSite& site = graph_.returns[node->imm];
                    return return_slots(st_, base_, site.first_slot, site.count);
                }
                case Op::ReturnOpen:
                    return return_slots(st_, base_, static_cast<u32>(node->slot()), bytecode::kOpenCount);
                case Op::TailCode: return tail_call(graph_.calls[node->imm].arguments);
                case Op::TailWindow: return tail_call(move_window(graph_.calls[node->imm]));
                case Op::Exit: exit(*node); return next_;
                default: GS_UNREACHABLE("all ends of blocks are listed");
            }
            node = block->first;
        }
    }

private:
    u64 in(const Node& node, u32 index) const { return values_[node.inputs[index]->id]; }
    u64 address(const Node& node) const { return in(node, 0) + static_cast<u64>(i64{node.access().offset}); }
    void give(const Node& node, u64 value) { values_[node.id] = value; }

    /// Along the edge to a successor: all its phis change at once.
    const Block* follow(const Block* from, u32 successor) {
        const Block* to = from->successors[successor];
        // Both edges of a branch may lead to one block; then they come in their order.
        u32 skip = successor == 1 && from->successors[0] == to;
        u32 index = 0;
        while (to->predecessors[index] != from || skip-- > 0) ++index;
        SmallVector<u64, 16> arriving;
        for (const Node* phi = to->first; phi->is(Op::Phi); phi = phi->next) arriving.push_back(in(*phi, index));
        const u64* value = arriving.data();
        for (const Node* phi = to->first; phi->is(Op::Phi); phi = phi->next) give(*phi, *value++);
        return to;
    }

    // ---- ways out ------------------------------------------------------------------------------------------------

    Value boxed(const Node& node) const { return box(node.type, values_[node.id], pointer_tag(&node)); }

    /// Makes an object that only the snapshot knows, unless that has happened already, and those that it refers to.
    void make_sunk(const Node& node) {
        if (!(node.effects() & kSunk) || values_[node.id] != 0) return;
        for (const Node* field : node.inputs) make_sunk(*field);
        u32 count = static_cast<u32>(node.inputs.size());
        auto* fields = static_cast<Value*>(alloca(count * sizeof(Value)));
        for (u32 i = 0; i < count; ++i) fields[i] = boxed(*node.inputs[i]);
        Value* frame_end = base_ + graph_.frame_slots;
        values_[node.id] =
            reinterpret_cast<u64>(make_sunk_object(st_, sunk_object(graph_, &node), fields, count, frame_end));
    }
    /// Behind a call that has not left, the next exit makes its own.
    void forget_sunk(const Node& node) {
        if (!(node.effects() & kSunk)) return;
        values_[node.id] = 0;
        for (const Node* field : node.inputs) forget_sunk(*field);
    }

    /// Writes the frames as the snapshot says, and leaves for its position.
    void leave_at(const Snapshot& snapshot) {
        for (const SlotValue& entry : snapshot.slots) make_sunk(*entry.value);
        for (const SlotValue& entry : snapshot.slots) base_[entry.slot] = boxed(*entry.value);
        for (const SlotValue& entry : snapshot.slots) forget_sunk(*entry.value);
        if (snapshot.open_end >= 0) st_.hot.top = base_ + snapshot.open_end;
        st_.hot.frames_left -= snapshot.depth;
        next_ = {const_cast<Word*>(snapshot.pc), base_ + snapshot.base_offset};
    }

    bool exit(const Node& node) {
        graph_.left_at = &node;
        leave_at(*node.snapshot);
        return false;
    }

    /// A window to where the frame began that its function is called from. Returns how many arguments there are.
    u32 move_window(const CallSite& site) {
        u32 count = arguments_of(site);
        const Value* arguments = base_ + site.argument_slot;
        Value* frame = vm::original_base(base_);
        frame[rt::kReturnSlot] = base_[rt::kReturnSlot];
        frame[rt::kCalleeSlot] = arguments[rt::kCalleeSlot];
        std::memmove(frame, arguments, count * sizeof(Value));
        base_ = frame;
        return count;
    }

    Next tail_call(u32 count) {
        st_.hot.base = base_;
        st_.hot.top = base_ + count;
        Next start = vm::enter(st_, vm::running(base_), count);
        return start.pc ? start : vm::unwind(st_);
    }

    /// What C++ that may collect, raise or look at frames needs to know.
    void publish(const Snapshot& snapshot) {
        st_.hot.base = base_ + snapshot.base_offset;
        st_.hot.pc = snapshot.pc;
        st_.hot.top = base_ + (snapshot.top >= 0 ? static_cast<u32>(snapshot.top) : graph_.frame_slots);
    }

    // ---- operations that are no ends -----------------------------------------------------------------------------

    /// False: evaluation is over, next_ says where the VM goes on.
    bool step(const Node& node) {
        u16 effects = node.effects();
        if (effects & (kPure | kGuard) && !(effects & kPinned) && !node.is(Op::Callee)) return compute(node);
        if (effects & kReads) return load(node), true;
        if (effects & kWrites) return store(node), true;
        if (effects & kAllocates) return allocate(node), true;
        if (effects & kSunk) return true;
        switch (node.op) {
            case Op::Phi: return true;
            case Op::Callee: return give(node, base_[rt::kCalleeSlot].bits), true;
            case Op::Poll: return (st_.hot.request.load(std::memory_order_relaxed) == 0 && !stressed()) || exit(node);
            case Op::AppendElement: {
                auto* t = reinterpret_cast<rt::Table*>(in(node, 0));
                return give(node, vm::append_element(&st_, t, {in(node, 1)})), true;
            }
            case Op::TakeLast: return give(node, vm::take_last(reinterpret_cast<rt::Table*>(in(node, 0))).bits), true;
            case Op::FillList: {
                SmallVector<Value, 4> values;
                for (u32 i = 1; i < node.inputs.size(); ++i) values.push_back({in(node, i)});
                auto* t = reinterpret_cast<rt::Table*>(in(node, 0));
                return give(node, vm::fill_list(t, values.data(), static_cast<u32>(values.size()))), true;
            }
            case Op::CallHelper:
            case Op::CallChanging: return call_helper(node);
            case Op::CallReading: return give(node, call(node).value), true;
            case Op::CallNative:
            case Op::CallQuiet:
            case Op::CallChanger: return native(node);
            case Op::SlowOp:
            case Op::SlowBranch: return slow(node);
            case Op::CallDirect:
            case Op::CallSelf:
            case Op::CallIndirect: return call_function(node);
            case Op::Parameter: return parameter(node);
            case Op::LoadExtra: give(node, vm::first_extra(base_)[static_cast<i32>(in(node, 0))].bits); return true;
            case Op::ReadElement: return read_element(node);
            case Op::CheckOpen: return st_.hot.top == base_ + node.slot() + 1 || exit(node);
            case Op::IsAbsent: return give(node, is_absent(node)), true;
            case Op::MethodSlot: return give(node, method_slot(node)), true;
            case Op::SetTop: st_.hot.top = base_ + node.slot(); return true;
            default: GS_UNREACHABLE("all operations are listed");
        }
    }

    /// Counts a guard: whether it has to fail.
    bool stressed() const { return stress_ && --stress_->left == 0; }

    bool compute(const Node& node) {
        if (stress_ && may_be_stressed(node) && stressed()) return exit(node);
        u64 inputs[4] = {};
        GS_ASSERT(node.inputs.size() <= std::size(inputs));
        for (u32 i = 0; i < node.inputs.size(); ++i) inputs[i] = in(node, i);
        switch (eval_pure(node, inputs, &values_[node.id])) {
            case Outcome::Value: return true;
            case Outcome::Exit: return exit(node);
            case Outcome::Unknown: break;
        }
        GS_UNREACHABLE("pure operations have a value");
    }

    u64 load_as(Type type, u64 from) {
        if (type == Type::I32) return static_cast<u64>(i64{read<i32>(from)});
        return read<u64>(from);
    }

    void load(const Node& node) {
        switch (node.op) {
            case Op::LoadSlot: return give(node, base_[node.slot()].bits);
            case Op::Load: return give(node, load_as(node.type, address(node)));
            case Op::LoadU8: return give(node, read<u8>(address(node)));
            case Op::LoadU16: return give(node, read<u16>(address(node)));
            case Op::LoadElement: return give(node, read<u64>(address(node) + in(node, 1) * sizeof(Value)));
            case Op::FieldOwner: return give(node, field_owner(node));
            case Op::LoadField: return give(node, read<u64>(address(node) + in(node, 1)));
            case Op::StringByte: {
                auto* string = reinterpret_cast<const rt::String*>(in(node, 0));
                return give(node, static_cast<u8>(string->data()[in(node, 1)]));
            }
            case Op::LoadByte: return give(node, read<u8>(address(node) + in(node, 1)));
            case Op::InternedName:
                return give(node,
                            reinterpret_cast<u64>(rt::find_interned(st_, reinterpret_cast<rt::String*>(in(node, 0)))));
            case Op::EntryOffset:
                return give(node, entry_offset(st_, reinterpret_cast<rt::Table*>(in(node, 0)), in(node, 1)));
            default: GS_UNREACHABLE("all loads are listed");
        }
    }

    void store(const Node& node) {
        switch (node.op) {
            case Op::StoreSlot: base_[node.slot()] = {in(node, 0)}; return;
            case Op::Store:
                if (node.inputs[1]->type == Type::I32) return write(address(node), static_cast<i32>(in(node, 1)));
                return write(address(node), in(node, 1));
            case Op::StoreShape:
                return rt::change_shape(st_, reinterpret_cast<rt::Table*>(in(node, 0)), static_cast<u32>(in(node, 1)));
            case Op::StoreElement: return write(address(node) + in(node, 1) * sizeof(Value), in(node, 2));
            case Op::StoreRef:
                st_.heap->store(reinterpret_cast<rt::Header*>(in(node, 0)), reinterpret_cast<Value*>(address(node)),
                                {in(node, 1)});
                return;
            case Op::StoreFieldRef:
                st_.heap->store(reinterpret_cast<rt::Header*>(in(node, 0)),
                                reinterpret_cast<Value*>(address(node) + in(node, 1)), {in(node, 2)});
                return;
            case Op::StoreElementRef: {
                rt::Store* owner = rt::Store::of(reinterpret_cast<Value*>(in(node, 0)));
                st_.heap->store(&owner->h, reinterpret_cast<Value*>(address(node)) + in(node, 1), {in(node, 2)});
                return;
            }
            default: GS_UNREACHABLE("all stores are listed");
        }
    }

    bool read_element(const Node& node) {
        u64 value = helper_GetKey(st_, in(node, 0), Value::integer(static_cast<i32>(in(node, 1))).bits);
        if (value == Value::absent().bits || (stress_ && stressed())) return exit(node);
        give(node, value);
        return true;
    }

    bool parameter(const Node& node) {
        Value argument = base_[node.slot()];
        if (stress_ && stressed()) return exit(node);
        if (node.type == Type::Value) return give(node, argument.bits), true;
        Node check;
        check.op = check_of(node.type);
        return eval_pure(check, &argument.bits, &values_[node.id]) == Outcome::Value || exit(node);
    }

    u64 field_owner(const Node& node) {
        bool far = in(node, 1) & rt::FieldPlace::kFar;
        return far ? reinterpret_cast<u64>(reinterpret_cast<rt::Table*>(in(node, 0))->store()->slots) : in(node, 0);
    }

    bool is_absent(const Node& node) {
        u32 shape = static_cast<u32>(in(node, 0));
        const rt::FieldPlace& place = reinterpret_cast<const rt::FieldPlaces*>(node.imm)->of(shape);
        return place.shape == shape && place.absent == rt::shape_epochs(st_).prototype;
    }

    u64 method_slot(const Node& node) {
        u32 shape = static_cast<u32>(in(node, 0));
        const rt::MethodCache& place = reinterpret_cast<const rt::MethodPlaces*>(node.imm)->of(shape);
        bool found = place.shape == shape && place.epoch == rt::shape_epochs(st_).prototype;
        return found ? reinterpret_cast<u64>(place.slot) : 0;
    }

    /// The table with its elements.
    u64 list(const Node& node, rt::Table* t) {
        SmallVector<Value, 4> values;
        for (u32 i = 0; i < node.inputs.size(); ++i) values.push_back({in(node, i)});
        bool filled = vm::fill_list(t, values.data(), static_cast<u32>(values.size()));
        GS_ASSERT(filled && (t->dlen != 0) == graph_.tables[node.imm].doubles);
        (void)filled;
        return reinterpret_cast<u64>(t);
    }

    void allocate(const Node& node) {
        publish(*node.snapshot);
        for (u16 stale : node.snapshot->stale) base_[stale] = Value::nil();
        u32 count = static_cast<u32>(node.inputs.size());
        switch (node.op) {
            case Op::NewTable: {
                const TableSite& site = graph_.tables[node.imm];
                rt::Table* t = rt::make_table(st_, site.inline_slots, site.elements);
                t->h.id = site.shape;
                if (site.is_list() && count != 0) return give(node, list(node, t));
                GS_ASSERT(t->inline_slots() == site.inline_slots && count <= site.inline_slots);
                for (u32 i = 0; i < site.inline_slots; ++i) t->slot[i] = {i < count ? in(node, i) : rt::kNilBits};
                return give(node, reinterpret_cast<u64>(t));
            }
            case Op::NewCell: {
                auto* cell = static_cast<rt::Cell*>(rt::allocate_small(st_, sizeof(rt::Cell), rt::HeapType::Cell));
                cell->value = {in(node, 0)};
                return give(node, reinterpret_cast<u64>(cell));
            }
            case Op::NewClosure: {
                const ClosureSite& site = graph_.closures[node.imm];
                auto* f = static_cast<rt::Function*>(st_.heap->allocate(
                    sizeof(rt::Function) + count * sizeof(u64), rt::HeapType::Function, static_cast<u8>(site.cells)));
                f->code = &site.code->head;
                for (u32 i = 0; i < count; ++i) f->up[i] = in(node, i);
                return give(node, reinterpret_cast<u64>(f));
            }
            default: GS_UNREACHABLE("all allocations are listed");
        }
    }

    // Integers and doubles travel in registers of their own, each kind in the order of the parameters (System V and
    // AArch64 alike), so one signature with enough of both calls them all.
    [[gnu::noinline]] __attribute__((no_sanitize("undefined"))) static HelperResult call_any(const void* function,
                                                                                             State& st, const u64* ints,
                                                                                             const double* reals) {
        using Any = HelperResult (*)(State&, u64, u64, u64, u64, u64, double, double, double, double);
        return reinterpret_cast<Any>(const_cast<void*>(function))(st, ints[0], ints[1], ints[2], ints[3], ints[4],
                                                                  reals[0], reals[1], reals[2], reals[3]);
    }

    HelperResult call(const Node& node) {
        u64 ints[5] = {};
        double reals[4] = {};
        u32 int_count = 0, real_count = 0;
        for (const Node* input : node.inputs) {
            u64 value = values_[input->id];
            if (input->type == Type::F64) {
                GS_ASSERT(real_count < std::size(reals));
                reals[real_count++] = std::bit_cast<double>(value);
            } else {
                GS_ASSERT(int_count < std::size(ints));
                ints[int_count++] = value;
            }
        }
        return call_any(helper_address(static_cast<Helper>(node.imm)), st_, ints, reals);
    }

    bool call_helper(const Node& node) {
        // Should it raise, the frames must be there for the traceback. Registers stay where they are.
        const Snapshot& snapshot = *node.snapshot;
        for (const SlotValue& entry : snapshot.slots) {
            if (entry.slot >= static_cast<i32>(snapshot.base_offset)) break;
            if (snapshot.depth != 0 && entry.value->is_const()) base_[entry.slot] = boxed(*entry.value);
        }
        st_.hot.frames_left -= snapshot.depth;
        publish(snapshot);
        return finish_call(node, base_ - rt::stack_bottom(st_), call(node));
    }

    bool native(const Node& node) {
        const CallSite& site = graph_.calls[node.imm];
        st_.hot.frames_left -= node.snapshot->depth;
        auto distance = base_ - rt::stack_bottom(st_);
        Word* pc = const_cast<Word*>(node.snapshot->pc);
        return finish_call(node, distance, call_native(st_, base_ + site.argument_slot, arguments_of(site), pc));
    }

    u32 arguments_of(const CallSite& site) const {
        bool open = site.arguments == CallSite::kOpen;
        return open ? static_cast<u32>(st_.hot.top - (base_ + site.argument_slot)) : site.arguments;
    }

    bool finish_call(const Node& node, std::ptrdiff_t distance, HelperResult result) {
        if (result.status != 0) {
            next_ = vm::unwind(st_);
            return false;
        }
        base_ = rt::stack_bottom(st_) + distance;
        st_.hot.frames_left += node.snapshot->depth;
        give(node, result.value);
        return true;
    }

    /// Natives come back; functions are left to the VM in the frame that has been made for them.
    bool call_function(const Node& node) {
        const CallSite& site = graph_.calls[node.imm];
        st_.hot.frames_left -= node.snapshot->depth + 1;
        HelperResult result = call_other(st_, base_ + site.argument_slot, arguments_of(site));
        if (result.value != static_cast<u64>(CallOutcome::Returned)) {
            next_ = {reinterpret_cast<Word*>(result.value), reinterpret_cast<Value*>(result.status)};
            return false;
        }
        st_.hot.frames_left += node.snapshot->depth + 1;
        base_ = st_.hot.base - site.argument_slot;
        give(node, result.status);
        return true;
    }

    bool slow(const Node& node) {
        const Snapshot& snapshot = *node.snapshot;
        Word* pc = const_cast<Word*>(snapshot.pc);
        st_.hot.frames_left -= snapshot.depth;
        rt::Coroutine* co = st_.hot.co;
        next_ = slow_op(st_, pc, base_ + snapshot.base_offset);
        if (st_.hot.co != co) return false;
        bool goes_on = next_.pc == pc + bytecode::length_of(pc);
        bool jumps = node.is(Op::SlowBranch) && next_.pc == pc + bytecode::jump_distance(*pc);
        if (!goes_on && !jumps) return false;
        st_.hot.frames_left += snapshot.depth;
        base_ = next_.base - snapshot.base_offset;
        give(node, jumps);
        return true;
    }

    State& st_;
    Graph& graph_;
    Value* base_;
    u64* values_;  // by node id
    ExitStress* stress_ = environment(st_).exit_stress;
    Next next_{};
};

}  // namespace

vm::Next evaluate(rt::State& st, Graph& graph, rt::Value* base) {
    graph.left_at = nullptr;
    Next in_vm = {const_cast<Word*>(graph.entry_pc), base};
    if (graph.node_count() > kMaxNodes) return in_vm;
    st.hot.base = base;
    st.hot.pc = graph.entry_pc;
    st.hot.top = base + vm::frame_size(base);
    if (!rt::ensure_stack(st, graph.slots_needed()).ok()) return vm::unwind(st);
    auto* values = static_cast<u64*>(alloca(graph.node_count() * sizeof(u64)));
    std::memset(values, 0, graph.node_count() * sizeof(u64));
    return Evaluator(st, graph, st.hot.base, values).run();
}

}  // namespace gs::jit

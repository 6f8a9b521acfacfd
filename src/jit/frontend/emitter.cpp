#include "jit/frontend/emitter.h"

#include <algorithm>

#include "runtime/call.h"
#include "vm/slow.h"

namespace gs::jit {

using rt::Value;

namespace {

Type row_type(Op op) { return type_of(info(op).result); }

/// The value that a check or a change of representation was made of.
const Node* strip(const Node* node) {
    for (;;) {
        switch (node->op) {
            case Op::CheckI32:
            case Op::CheckPtr:
            case Op::CheckNotNil:
            case Op::UnboxPtr:
            case Op::BoxI32:
            case Op::BoxPtr: node = node->inputs[0]; break;
            default: return node;
        }
    }
}

bool is_nil_constant(const Node* node) {
    return node->is_const() && node->type == Type::Value && node->as_value().is_nil();
}

}  // namespace

Emitter::Emitter(const Request& request) : request_(request), graph_(std::make_unique<Graph>(request.function)) {}

void Emitter::begin(const Word* pc) {
    pc_ = pc;
    snapshot_ = nullptr;
}

void Emitter::enter(Block* block) {
    block_ = block;
    boxed_.clear();
    snapshot_ = nullptr;
    place(block);
}

void Emitter::place(Block* block) {
    if (entered_.size() <= block->id) entered_.resize(block->id + 1);
    if (!entered_[block->id]) layout_.push_back(block);
    entered_[block->id] = true;
}

// ---- registers ---------------------------------------------------------------------------------------------------

Node* Emitter::get(u32 reg) {
    Slot& s = slot(reg);
    if (!s.value) {
        // A register that is undefined here is one that the VM would not read either: any value will do.
        s = {append(Op::LoadSlot, Type::Value, {}, static_cast<u64>(slot_of(reg)), nullptr), true};
        note_seen(reg, s.value);
    }
    return s.value;
}

void Emitter::set(u32 reg, Node* value) {
    slot(reg) = {value, false, slot(reg).empty};
    snapshot_ = nullptr;
}

void Emitter::set_stored(u32 reg) {
    slot(reg) = {nullptr, true};
    snapshot_ = nullptr;
}

void Emitter::kill_from(u32 reg) {
    for (std::size_t i = index_of(reg); i < slots_.size(); i++) slots_[i] = {};
    snapshot_ = nullptr;
}

void Emitter::replace(Node* from, Node* to) {
    for (Slot& s : slots_) {
        if (s.value == from) s.value = to;
    }
}

// ---- nodes -------------------------------------------------------------------------------------------------------

Node* Emitter::append(Op op, Type type, Nodes inputs, u64 imm, Snapshot* snapshot) {
    Node* node = graph_->make(op, type, std::move(inputs), imm, snapshot);
    if (snapshot) node->origin = pc_;
    graph_->append(block_, node);
    return node;
}

Node* Emitter::emit(Op op, Type type, Nodes inputs, u64 imm) {
    return append(op, type, std::move(inputs), imm, nullptr);
}

Node* Emitter::emit(Op op, Nodes inputs, u64 imm) { return append(op, row_type(op), std::move(inputs), imm, nullptr); }

Node* Emitter::guard(Op op, Nodes inputs, u64 imm) {
    Snapshot* back = info(op).effects & kAllocates ? collection_point() : snapshot();
    return append(op, row_type(op), std::move(inputs), imm, back);
}

void Emitter::guard_true(Node* condition) {
    if (condition->is_const() && condition->as_int()) return;
    guard(Op::GuardTrue, {condition});
}

Node* Emitter::ask(Helper helper, Nodes inputs) {
    const HelperInfo& row = info(helper);
    bool fails = info(row.call).effects & kHelper;
    if (fails) {
        store_links();
        clear_stale(held_end());
    }
    Snapshot* back = fails ? collection_point() : nullptr;
    return append(row.call, type_of(row.result), std::move(inputs), static_cast<u64>(helper), back);
}

void Emitter::slow_if(Node* refused) {
    if (!failed(kAsked)) {
        guard(Op::GuardFalse, {refused});
        return;
    }
    Path other = split(negate(refused));
    Path done = suspend();
    resume(std::move(other), true);
    slow();
    if (!reachable()) return resume(std::move(done));
    std::vector<Path> ways;
    ways.push_back(std::move(done));
    join(std::move(ways));
}

void Emitter::set_answer(u32 reg, Node* answer) {
    if (!failed(kAsked)) {
        guard(Op::GuardFalse, {is_absent(answer)});
        return set(reg, answer);
    }
    Path other = split(negate(is_absent(answer)));
    Path done = suspend();
    resume(std::move(other), true);
    slow();
    Node* slow_answer = get(reg);
    std::vector<Path> ways;
    ways.push_back(std::move(done));
    set(reg, join(std::move(ways), {slow_answer, answer}));
}

Node* Emitter::const_value(Value v) {
    if (v.is_reference()) graph_->constants.push_back(v);
    return constant(Type::Value, v.bits);
}

Node* Emitter::literal(Value v) {
    if (v.is_int()) {
        i64 i = v.as_int();
        return i == static_cast<i32>(i) ? const_i32(i) : constant(Type::I64, static_cast<u64>(i));
    }
    if (v.is_real()) return const_real(v.as_real());
    if (v.is_boolean()) return const_bool(v.is_true());
    Node* node = const_value(v);
    if (v.is_reference()) set_seen(node, v);
    return node;
}

Node* Emitter::load(Type type, Node* pointer, i64 offset, Alias alias) {
    return emit(Op::Load, type, {pointer}, pack({static_cast<i32>(offset), alias}));
}

void Emitter::store(Node* pointer, Node* value, i64 offset, Alias alias) {
    emit(Op::Store, {pointer, value}, pack({static_cast<i32>(offset), alias}));
}

void Emitter::store_reference(Node* pointer, Node* value, i64 offset, Alias alias) {
    emit(Op::StoreRef, {pointer, box(value)}, pack({static_cast<i32>(offset), alias}));
}

// ---- representations ---------------------------------------------------------------------------------------------

Node* Emitter::box(Node* value) {
    if (value->type == Type::Value) return value;
    Node*& known = boxed_[value];
    if (!known) known = convert_at_end(block_, value, Type::Value);
    return known;
}

Node* Emitter::as_i32(Node* value) {
    if (value->type == Type::I32) return value;
    if (value->type == Type::I64) return guard(Op::NarrowI64, {value});
    if (value->is(Op::BoxI32)) return value->inputs[0];
    if (value->is(Op::BoxI64)) return guard(Op::NarrowI64, {value->inputs[0]});
    Node* checked = guard(Op::CheckI32, {box(value)});
    if (value->type == Type::Value) replace(value, checked);
    return checked;
}

Node* Emitter::as_i64(Node* value) {
    if (is_int(value)) return to_i64(value);
    if (value->is(Op::BoxI32) || value->is(Op::BoxI64)) return to_i64(value->inputs[0]);
    Node* checked = guard(Op::CheckI64, {box(value)});
    if (value->type == Type::Value) replace(value, checked);
    return checked;
}

Node* Emitter::as_real(Node* value) {
    if (is_real(value)) return value;
    if (value->is(Op::BoxF64)) return value->inputs[0];
    Node* checked = guard(Op::CheckF64, {box(value)});
    if (value->type == Type::Value) replace(value, checked);
    return checked;
}

Node* Emitter::as_number(Node* value) {
    if (is_number(value)) return to_real(value);
    if (value->is(Op::BoxF64) || value->is(Op::BoxI32) || value->is(Op::BoxI64)) return to_real(value->inputs[0]);
    return guard(Op::CheckNumber, {box(value)});
}

Node* Emitter::as_pointer(Node* value, u64 tag) {
    if (value->type == Type::Ptr && pointer_tag(value) == tag) return value;
    if (value->is(Op::BoxPtr) && value->imm == tag) return value->inputs[0];
    if (value->is_const() && value->type == Type::Value && value->as_value().is_reference() &&
        (value->imm & ~rt::kPayloadMask) == tag) {
        return const_pointer(value->as_value().as_header());
    }
    Node* checked = guard(Op::CheckPtr, {box(value)}, tag);
    if (value->type == Type::Value) replace(value, checked);
    return checked;
}

Node* Emitter::unbox_pointer(Node* value, u64 tag) {
    if (value->type == Type::Ptr) return value;
    if (value->is(Op::BoxPtr)) return value->inputs[0];
    if (value->is_const() && value->as_value().is_reference()) return const_pointer(value->as_value().as_header());
    return emit(Op::UnboxPtr, {value}, tag);
}

Node* Emitter::to_i64(Node* value) {
    if (value->type == Type::I64) return value;
    if (value->is_const()) return constant(Type::I64, value->imm);
    return emit(Op::I32ToI64, {value});
}

Node* Emitter::to_real(Node* value) {
    if (value->type == Type::F64) return value;
    if (value->is_const()) return const_real(static_cast<double>(value->as_int()));
    return emit(value->type == Type::I32 ? Op::I32ToF64 : Op::I64ToF64, {value});
}

Node* Emitter::truth(Node* value) {
    switch (value->type) {
        case Type::Bool: return value;
        case Type::Value: break;
        default: return const_bool(true);
    }
    if (value->is_const()) return const_bool(value->as_value().truthy());
    if (value->is(Op::BoxBool)) return value->inputs[0];
    if (value->is(Op::BoxI32) || value->is(Op::BoxI64) || value->is(Op::BoxF64) || value->is(Op::BoxPtr)) {
        return const_bool(true);
    }
    return emit(Op::IsTruthy, {value});
}

Node* Emitter::is_nil(Node* value) {
    if (value->type != Type::Value || value->is(Op::CheckNotNil)) return const_bool(false);
    if (value->is_const()) return const_bool(value->as_value().is_nil());
    return emit(Op::IsNil, {value});
}

Node* Emitter::negate(Node* condition) {
    if (condition->is_const()) return const_bool(!condition->as_int());
    if (condition->is(Op::NotBool)) return condition->inputs[0];
    return emit(Op::NotBool, {condition});
}

Value Emitter::seen(const Node* value) const {
    i64 add = 0;
    for (const Node* node = value;; node = node->inputs[0]) {
        if (auto found = seen_.find(node); found != seen_.end()) {
            if (add == 0) return found->second;
            return found->second.is_int() ? Value::integer(found->second.as_int() + add) : Value::nil();
        }
        bool sum = node->is(Op::AddI32Ov) || node->is(Op::SubI32Ov);
        if (sum && node->inputs[1]->is_const()) {
            add += node->is(Op::AddI32Ov) ? node->inputs[1]->as_int() : -node->inputs[1]->as_int();
        } else if (strip(node) == node) {
            return Value::nil();
        }
    }
}

void Emitter::note_seen(u32 reg, const Node* value) {
    if (scope_->caller || reg >= request_.register_count) return;
    Value v = request_.registers[reg];
    if ((v.is_reference() || v.is_number()) && seen(value).is_nil()) set_seen(value, v);
}

// ---- the frame ---------------------------------------------------------------------------------------------------

Snapshot* Emitter::make_snapshot(const Word* pc, const RegisterSet& live, const std::vector<Slot>& slots) {
    i32 open_end = -1;
    SmallVector<SlotValue, 32> values;
    SmallVector<std::pair<const Scope*, const RegisterSet*>, 4> chain;
    const RegisterSet* lives = &live;
    for (const Scope* s = scope_; s; s = s->caller) {
        chain.emplace_back(s, lives);
        lives = &s->lives_on;
    }
    for (u32 at = chain.size(); at-- > 0;) {
        const auto& [s, set] = chain[at];
        auto add = [&](i64 slot) {
            const Slot& known = slots[static_cast<std::size_t>(slot + kLink)];
            if (known.value && !known.stored) values.push_back({static_cast<i32>(slot), known.value});
        };
        for (i64 slot = i64{s->offset} - s->slots_below(); slot < s->offset; slot++) add(slot);
        i64 open = s == scope_ ? open_register(pc) : -1, end = open;
        if (open >= 0 && slots[static_cast<std::size_t>(s->offset + open + kLink)].open != Slot::kOpenByTop) {
            end = open + slots[static_cast<std::size_t>(s->offset + open + kLink)].open;
            open_end = static_cast<i32>(s->offset + end);
        }
        for (u32 r = 0; r < s->slots_above(); r++) {
            // What a variable was set to so that an object may go must not stay behind, even if nobody reads it.
            const Slot& known = slots[s->offset + r + kLink];
            bool is_open = r >= open && r < end;
            bool is_left = s == scope_ && known.value && is_nil_constant(known.value);
            if (set->has(r) || is_left || is_open) add(s->offset + r);
        }
    }
    Snapshot* snapshot = graph_->new_snapshot();
    snapshot->pc = pc;
    snapshot->function = scope_->function;
    snapshot->base_offset = scope_->offset;
    snapshot->depth = scope_->depth;
    snapshot->open_end = open_end;
    graph_->set_slots(snapshot, {values.begin(), values.end()});
    return snapshot;
}

Snapshot* Emitter::snapshot() {
    if (!snapshot_) snapshot_ = make_snapshot(pc_, live(), slots_);
    return snapshot_;
}

Snapshot* Emitter::collection_point() {
    Snapshot* point = snapshot();
    point->top = static_cast<i32>(held_end());
    point->stale.clear();
    for (i32 i = 0; i < point->top; i++) {
        const Slot& s = slots_[static_cast<u32>(i) + kLink];
        if (!s.stored && !s.empty) point->stale.push_back(static_cast<u16>(i));
    }
    return point;
}

u32 Emitter::held_end() const {
    u32 end = static_cast<u32>(slots_.size());
    while (end > index_of(0) && !slots_[end - 1].stored) --end;
    return end - kLink;
}

void Emitter::clear_stale(u32 end) {
    for (u32 i = kLink; i < end + kLink; i++) {
        Slot& s = slots_[i];
        if (s.stored || s.empty) continue;
        store_slot(static_cast<i32>(i - kLink), const_value(Value::nil()));
        s.empty = true;
    }
}

void Emitter::store_slot(i32 slot, Node* value) {
    if (slot >= 0) graph_->slots_written = std::max(graph_->slots_written, static_cast<u32>(slot) + 1);
    append(Op::StoreSlot, Type::None, {box(value)}, static_cast<u64>(slot), nullptr);
}

void Emitter::store_register(u32 reg) { store_known(index_of(reg)); }

void Emitter::store_known(u32 index) {
    Slot& known = slots_[index];
    if (!known.value || known.stored) return;
    store_slot(static_cast<i32>(index) - static_cast<i32>(kLink), known.value);
    known = {known.value, true, false, known.open};
    snapshot_ = nullptr;
}

void Emitter::store_links() {
    // An error runs what hangs there. Only the outermost function may have any (MethodBuilder::may_inline).
    if (i32 defers = request_.function->defer_slot; defers >= 0) store_known(static_cast<u32>(defers) + kLink);
    for (const Scope* s = scope_; s->caller; s = s->caller) {
        // Two slots below the frame, and kLink above that.
        if (s->call.operator_at) store_known(s->offset + kLink - s->slots_below());
        store_known(s->offset);
        store_known(s->offset + 1);
        if (s->is_above_extras()) store_known(s->offset + kLink - kExtraSlots);  // their number
    }
}

void Emitter::store_live() {
    Snapshot* all = make_snapshot(pc_, live(), slots_);
    // Copied, because boxing may not change what is listed, but stores make the list shorter.
    std::vector<SlotValue> values = all->slots;
    graph_->set_slots(all, {});
    for (const SlotValue& v : values) {
        store_slot(v.slot, v.value);
        Slot& known = slots_[static_cast<u32>(v.slot + static_cast<i32>(kLink))];
        known = {known.value, true, false, known.open};
    }
    snapshot_ = nullptr;
}

/// Before a slow path, which sees all of the frame.
void Emitter::store_for_vm() {
    store_live();
    if (has_known_open()) publish_open(index_of(static_cast<u32>(open_register(pc_))));
    i64 open = open_taken(pc_);
    clear_stale(scope_->offset + (open >= 0 ? static_cast<u32>(open) : scope_->function->frame_size));
}

void Emitter::slow() {
    if (!vm::slow_path(*pc_)) return leave(false);  // all of it is in the handler
    store_for_vm();
    scope_->quick_ways = false;
    append(Op::SlowOp, Type::None, {}, 0, snapshot());
    bytecode::Access access = bytecode::access_of(pc_);
    kill_from(std::min(access.kills_from, scope_->function->frame_size));
    for (auto r : access.writes) {
        for (u32 i = 0; i < r.count; i++) set_stored(r.first + i);
    }
}

Node* Emitter::slow_branch() {
    store_for_vm();
    scope_->quick_ways = false;
    Node* jumps = append(Op::SlowBranch, Type::Bool, {}, 0, snapshot());
    bytecode::Access access = bytecode::access_of(pc_);
    kill_from(std::min(access.kills_from, scope_->function->frame_size));
    for (const auto* list : {&access.writes, &access.jump_writes}) {
        for (auto r : *list) {
            for (u32 i = 0; i < r.count; i++) set_stored(r.first + i);
        }
    }
    return jumps;
}

const Word* Emitter::before(const Word* pc) const {
    const ControlFlow& flow = *scope_->flow;
    u32 index = flow.instruction_at(static_cast<u32>(pc - flow.function->code->insn));
    return flow.at(flow.instructions[index - 1].word);
}

i64 Emitter::open_register(const Word* pc) const {
    if (open_taken(pc) < 0) return -1;
    const Word* from = before(pc);
    switch (bytecode::info(*from).base) {
        case bytecode::Op::Call:
        case bytecode::Op::CallOpen:
        case bytecode::Op::TailCall:
        case bytecode::Op::TailCallOpen: return bytecode::window_register(from->c);
        case bytecode::Op::VarArgs: return from->a;
        default: return -1;
    }
}

bool Emitter::has_known_open() const {
    i64 reg = open_register(pc_);
    return reg >= 0 && slots_[index_of(static_cast<u32>(reg))].open != Slot::kOpenByTop;
}

bool Emitter::open_values(u32* first, u32* count) {
    i64 reg = open_register(pc_);
    if (reg < 0) return false;
    *first = static_cast<u32>(reg);
    *count = 1;
    if (has_known_open()) {
        *count = static_cast<u32>(slot(*first).open);
        return true;
    }
    if (failed(kNotOne)) return false;
    guard(Op::CheckOpen, {}, static_cast<u64>(i64{slot_of(*first)}));
    if (bytecode::info(*before(pc_)).base == bytecode::Op::VarArgs) kill_from(*first);
    if (!slot(*first).value) set_stored(*first);
    return true;
}

void Emitter::leave_open(u32 reg, u32 count) {
    slot(reg).open = static_cast<i32>(count);
    snapshot_ = nullptr;
}

void Emitter::publish_open(u32 index) {
    i64 count = std::exchange(slots_[index].open, Slot::kOpenByTop);
    for (u32 i = 0; i < count; i++) store_known(index + i);
    append(Op::SetTop, Type::None, {}, static_cast<u64>(i64{index} - i64{kLink} + count), nullptr);
    snapshot_ = nullptr;
}

void Emitter::return_open(u32 first) {
    store_live();  // what stands in front of the open values
    append(Op::ReturnOpen, Type::None, {}, static_cast<u64>(i64{slot_of(first)}), nullptr);
    block_ = nullptr;
}

void Emitter::leave(bool blamed) {
    Node* exit = append(Op::Exit, Type::None, {}, 0, snapshot());
    if (!blamed) exit->origin = nullptr;
    block_ = nullptr;
}

void Emitter::leave_unless(Node* condition) {
    if (condition->is_const() && condition->as_int()) return;
    Path otherwise = split(condition), here = suspend();
    resume(std::move(otherwise));
    append(Op::Exit, Type::None, {}, static_cast<u64>(Op::GuardTrue), snapshot());
    resume(std::move(here));
}

}  // namespace gs::jit

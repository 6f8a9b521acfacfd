// Jumps are written short (16 bits) first. A function too long for that is rewritten once before it is finished:
// every conditional jump then goes to a FarJump of its own that stands behind it, and `Jump +2` leads around that:
//
//     JumpLess a, b -> +2      ; if the comparison holds, to the FarJump  (distances from the JumpLess)
//     Jump -> +3
//     FarJump -> target
//
// Only functions of more than 30,000 words are affected, so nobody minds that they are all widened.
#include "bytecode/builder.h"

#include <algorithm>

#include "runtime/heap_inline.h"
#include "runtime/ops.h"
#include "support/assert.h"

namespace gs::bytecode {

using rt::Value;

namespace {

constexpr u32 kShortReach = 30'000;
constexpr u64 kMaxSmallClosure = 128;  // bytes; headers know the size up to here
constexpr u32 kTrampoline = 2;  // words added behind a conditional jump

bool unconditional(Op op) { return op == Op::Jump || op == Op::Loop; }

i64 as_small_int(Value v, bool* ok) {
    *ok = v.is_int() && v.as_int() >= -32768 && v.as_int() <= 32767;
    return *ok ? v.as_int() : 0;
}

}  // namespace

FunctionBuilder::FunctionBuilder(rt::State& state, FunctionInfo info) : state_(state), info_(std::move(info)) {
    frame_size_ = info_.params;
    state_.heap->add_root(trace, this);
}

FunctionBuilder::~FunctionBuilder() { state_.heap->remove_root(trace, this); }

void FunctionBuilder::trace(rt::Tracer& tracer, void* self) {
    auto* b = static_cast<FunctionBuilder*>(self);
    tracer.pointer(b->info_.chunk);
    tracer.pointer(b->info_.name);
    tracer.value(b->info_.env);
    for (Value v : b->constants_) tracer.value(v);
    for (rt::Code* child : b->children_) tracer.pointer(child);
    for (const NameEntry& n : b->names_) tracer.pointer(n.name);
}

void FunctionBuilder::keep(Value v) {
    if (v.is_reference()) constants_.push_back(v);
}

// ---- emitting -----------------------------------------------------------------------------------------------------

void FunctionBuilder::note_registers(const OpInfo& row, u32 a, u32 b, u32 c) {
    auto note = [this](Operand kind, u32 field) {
        if (kind == Operand::Src || kind == Operand::Dst || kind == Operand::DstSrc) need_registers(field + 1);
    };
    note(row.a, a);
    note(row.b, b);
    note(row.c, c);
}

void FunctionBuilder::emit(Op op, u8 x, u32 a, u32 b, u32 c) {
    if (lines_.empty() || lines_.back().line != line_) lines_.push_back({size(), line_});
    note_registers(info(op), a, b, c);
    last_ = named_ = size();
    words_.push_back({static_cast<u8>(op), x, static_cast<u16>(a), static_cast<u16>(b), static_cast<u16>(c)});
}

void FunctionBuilder::name_operand(u32 operand, rt::OperandName::Kind kind, rt::String* name) {
    if (kind == rt::OperandName::None) return;
    names_.push_back({named_, static_cast<u16>(operand), kind, name});
}

void FunctionBuilder::op(Op op, u32 a, u32 b, u32 c, u8 x) {
    GS_ASSERT(!*info(op).literals && !(info(op).effects & kBranches));
    if (op == Op::Concat) need_registers(b + c);
    if (op == Op::ReceiveOk) need_registers(a + 2);
    if (op == Op::Go || op == Op::Defer) need_registers(a + kWindowSlots + (b == kOpenCount ? 0 : b));
    if (op == Op::VarArgs && x != kOpenResults) need_registers(a + x);
    emit(op, x, a, b, c);
}

void FunctionBuilder::jump(Op op, u32 a, u32 b, Label target) {
    GS_ASSERT(info(op).c == Operand::Jump && info(op).literals[0] != 'K');
    if (op == Op::RangeStart) need_registers(a + kRangeSlots);
    if (op == Op::RangeNext || op == Op::RangeNext1) need_registers(b + kWindowSlots + 2);
    if (op == Op::VarArgNext) need_registers(b + 2);
    emit(op, 0, a, b, 0);
    uses_.push_back({last_, target.id});
    if (op == Op::RangeNext || op == Op::RangeNext1) {
        u8 results = op == Op::RangeNext ? 2 : 1;
        words_.push_back({static_cast<u8>(Op::Call), results, 0, 2, window_operand(b)});
        emit(Op::RangeResult, 0, a, b, 0);
        uses_.push_back({last_, target.id});
    }
}

void FunctionBuilder::jump_equal(bool equal, u32 a, Value constant, Label target) {
    bool small;
    i64 value = as_small_int(constant, &small);
    if (constant.is_nil()) return jump(equal ? Op::JumpNil : Op::JumpNotNil, a, 0, target);
    if (small) return jump(equal ? Op::JumpEqualImm : Op::JumpNotEqualImm, a, static_cast<u16>(value), target);
    emit(equal ? Op::JumpEqualK : Op::JumpNotEqualK, 0, a, 0, 0);
    uses_.push_back({last_, target.id});
    literal(constant.bits);
    keep(constant);
}

Label FunctionBuilder::label() {
    labels_.push_back(kUnbound);
    return {static_cast<u32>(labels_.size() - 1)};
}

void FunctionBuilder::bind(Label label) {
    GS_ASSERT(labels_[label.id] == kUnbound);
    labels_[label.id] = size();
    last_label_ = size();
}

void FunctionBuilder::move(u32 to, u32 from) {
    if (to != from) emit(Op::Move, 0, to, from, 0);
}

void FunctionBuilder::load(u32 to, Value constant) {
    bool small;
    i64 value = as_small_int(constant, &small);
    if (constant.is_nil()) return load_nil(to, 1);
    if (constant.is_boolean()) return emit(constant.is_true() ? Op::LoadTrue : Op::LoadFalse, 0, to, 0, 0);
    if (small) return emit(Op::LoadInt, 0, to, 0, static_cast<u16>(value));
    emit(Op::LoadK, 0, to, 0, 0);
    literal(constant.bits);
    keep(constant);
}

void FunctionBuilder::load_nil(u32 first, u32 count) {
    if (count == 0) return;
    need_registers(first + count);
    emit(Op::LoadNil, 0, first, count, 0);
}

void FunctionBuilder::get_global(u32 to, rt::String* name) {
    if (has_environment()) {
        load(to, info_.env);
        return get_field(to, to, name);
    }
    keep(Value::string(name));
    rt::GlobalCell* cell = rt::global_cell(state_, name);
    emit(Op::GetGlobal, 0, to, 0, 0);
    literal(reinterpret_cast<u64>(cell));
    keep(Value::object(cell));
}

void FunctionBuilder::set_global(rt::String* name, u32 from, u32 scratch) {
    if (has_environment()) {
        load(scratch, info_.env);
        return set_field(scratch, name, from);
    }
    keep(Value::string(name));
    rt::GlobalCell* cell = rt::global_cell(state_, name);
    emit(Op::SetGlobal, 0, from, 0, 0);
    literal(reinterpret_cast<u64>(cell));
    keep(Value::object(cell));
}

void FunctionBuilder::arith_k(Op op, u32 to, u32 operand, Value constant, bool literal_is_left) {
    GS_ASSERT(info(op).x == Operand::Flag && info(op).literals[0] == 'K');
    emit(op, literal_is_left, to, operand, 0);
    literal(constant.bits);
}

void FunctionBuilder::set_index_k(u32 table, u32 key, Value constant) {
    GS_ASSERT(!constant.is_reference());
    emit(Op::SetIndexK, 0, table, key, 0);
    literal(constant.bits);
}

void FunctionBuilder::get_field(u32 to, u32 object, rt::String* name) {
    emit(Op::GetField, 0, to, object, 0);
    caches_.push_back(size());
    literal(kNoShape);
    literal(0);
    literal(Value::string(name).bits);
    keep(Value::string(name));
}

void FunctionBuilder::set_field(u32 object, rt::String* name, u32 from) {
    emit(Op::SetField, 0, object, 0, from);
    caches_.push_back(size());
    literal(kNoShape);
    literal(0);
    literal(Value::string(name).bits);
    keep(Value::string(name));
}

void FunctionBuilder::get_method(u32 window, u32 object, rt::String* name) {
    need_registers(window + kWindowSlots + 1);
    emit(Op::GetMethod, 0, window, object, 0);
    caches_.push_back(size());
    literal(kNoShape);
    literal(0);
    literal(Value::string(name).bits);
    keep(Value::string(name));
}

void FunctionBuilder::new_object(u32 to, u32 first, const std::vector<rt::String*>& names, u32 room) {
    GS_ASSERT(!names.empty());
    u32 count = static_cast<u32>(names.size());
    need_registers(first + count);
    emit(Op::NewObject, 0, to, first, count);
    caches_.push_back(size());
    literal(kNoShape);
    literal(room);
    for (rt::String* name : names) {
        literal(Value::string(name).bits);
        keep(Value::string(name));
    }
}

void FunctionBuilder::new_list(u32 to, u32 count_or_open, u32 first) {
    if (count_or_open != kOpenCount) need_registers(first + count_or_open);
    emit(Op::NewList, 0, to, count_or_open, first);
    literal(0);
}

void FunctionBuilder::set_list(u32 table, u32 count_or_open, u32 first, u32 at, bool last) {
    if (count_or_open != kOpenCount) need_registers(first + count_or_open);
    emit(Op::SetList, last, table, count_or_open, first);
    literal(at);
}

void FunctionBuilder::closure(u32 to, rt::Code* child) {
    emit(Op::Closure, 0, to, 0, 0);
    literal(reinterpret_cast<u64>(child));
    children_.push_back(child);
}

void FunctionBuilder::call(u32 window, u32 arguments, u32 results) {
    need_registers(window + kWindowSlots + arguments);
    if (results != kOpenResults) need_registers(window + results);
    emit(Op::Call, static_cast<u8>(results), 0, arguments, window_operand(window));
}

void FunctionBuilder::call_open(u32 window, u32 results) {
    need_registers(window + kWindowSlots);
    if (results != kOpenResults) need_registers(window + results);
    emit(Op::CallOpen, static_cast<u8>(results), 0, 0, window_operand(window));
}

void FunctionBuilder::tail_call(u32 window, u32 arguments) {
    need_registers(window + kWindowSlots + arguments);
    emit(Op::TailCall, info_.uses_varargs, 0, arguments, window_operand(window));
    u32 call = last_;
    return_open(window);
    named_ = call;
}

void FunctionBuilder::tail_call_open(u32 window) {
    need_registers(window + kWindowSlots);
    emit(Op::TailCallOpen, info_.uses_varargs, 0, 0, window_operand(window));
    u32 call = last_;
    return_open(window);
    named_ = call;
}

void FunctionBuilder::return0() {
    if (info_.uses_varargs) return emit(Op::ReturnVarArgs, 0, 0, 0, 0);
    emit(Op::Return0, 0, 0, 0, 0);
}

void FunctionBuilder::return1(u32 from) {
    if (info_.uses_varargs) return emit(Op::ReturnVarArgs, 0, from, 1, 0);
    emit(Op::Return1, 0, from, 0, 0);
}

void FunctionBuilder::return_n(u32 first, u32 count) {
    if (count == 0) return return0();
    if (count == 1) return return1(first);
    need_registers(first + count);
    emit(info_.uses_varargs ? Op::ReturnVarArgs : Op::Return, 0, first, count, 0);
}

void FunctionBuilder::return_open(u32 first) {
    if (info_.uses_varargs) return emit(Op::ReturnVarArgs, 0, first, kOpenCount, 0);
    emit(Op::ReturnOpen, 0, first, 0, 0);
}

void FunctionBuilder::select(u32 first, const std::vector<SelectCase>& cases, bool has_default) {
    u32 count = static_cast<u32>(cases.size());
    need_registers(first + std::max(2 * count, 3u));
    emit(Op::Select, has_default, first, count, 0);
    u32 line = line_;
    for (const SelectCase& c : cases) {
        if (lines_.back().line != c.line) lines_.push_back({size(), c.line});
        literal(c.sends);
    }
    line_ = line;
}

// ---- looking back ---------------------------------------------------------------------------------------------------

Word* FunctionBuilder::last() {
    if (last_ == kNothing || last_label_ == size()) return nullptr;
    return &words_[last_];
}

void FunctionBuilder::remove_last() {
    GS_ASSERT(last());
    u32 word = last_;
    while (!names_.empty() && names_.back().word == word) names_.pop_back();
    if (!uses_.empty() && uses_.back().word == word) uses_.pop_back();
    while (!caches_.empty() && caches_.back() >= word) caches_.pop_back();
    while (!lines_.empty() && lines_.back().word >= word) lines_.pop_back();
    words_.resize(word);
    last_ = kNothing;
}

bool FunctionBuilder::unreachable() {
    Word* w = last();
    return w && info(*w).effects & kEnds;
}

// ---- finishing ------------------------------------------------------------------------------------------------------

// Inserts the trampolines described on top. Everything that holds a position is moved by the same map.
void FunctionBuilder::widen_jumps() {
    std::vector<u32> moved(words_.size() + 1);
    std::vector<Word> wide;
    std::vector<Use> uses;
    size_t next_use = 0;
    for (u32 word = 0; word < size();) {
        u32 length = length_of(&words_[word]);
        for (u32 i = 0; i < length; i++) moved[word + i] = static_cast<u32>(wide.size()) + i;
        u32 start = static_cast<u32>(wide.size());
        wide.insert(wide.end(), words_.begin() + word, words_.begin() + word + length);
        if (next_use < uses_.size() && uses_[next_use].word == word) {
            u32 label = uses_[next_use++].label;
            Op op = op_of(words_[word]);
            if (unconditional(op)) {
                wide[start].op = static_cast<u8>(op == Op::Jump ? Op::FarJump : Op::FarLoop);
                uses.push_back({start, label});
            } else if (op == Op::RangeStart) {
                wide[start].c = static_cast<u16>(length);
                wide.push_back({static_cast<u8>(Op::FarJump), 0, 0, 0, 0});
                uses.push_back({start + length, label});
            } else {
                wide[start].c = static_cast<u16>(length + 1);
                wide.push_back({static_cast<u8>(Op::Jump), 0, 0, 0, kTrampoline});
                Op far = info(op).x == Operand::Counter ? Op::FarLoop : Op::FarJump;
                wide.push_back({static_cast<u8>(far), 0, 0, 0, 0});
                uses.push_back({start + length + 1, label});
            }
        }
        word += length;
    }
    moved[size()] = static_cast<u32>(wide.size());
    words_ = std::move(wide);
    uses_ = std::move(uses);
    for (u32& label : labels_) {
        if (label != kUnbound) label = moved[label];
    }
    for (LineEntry& l : lines_) l.word = moved[l.word];
    for (NameEntry& n : names_) n.word = moved[n.word];
    for (u32& c : caches_) c = moved[c];
}

void FunctionBuilder::patch_jumps() {
    for (Use use : uses_) {
        u32 target = labels_[use.label];
        GS_ASSERT(target != kUnbound);
        i64 distance = i64{target} - i64{use.word};
        Word& w = words_[use.word];
        if (info(w).b == Operand::Far) {
            w.b = static_cast<u16>(distance);
            w.c = static_cast<u16>(distance >> 16);
        } else {
            w.c = static_cast<u16>(distance);
        }
    }
}

rt::Code* FunctionBuilder::finish() {
    if (too_large()) {
        (void)state_.raise_text("function needs too many registers");
        return nullptr;
    }
    GS_ASSERT(info_.cell_upvalues <= kMaxCellUpvalues);  // the parser sees to that
    if (size() > kShortReach) widen_jumps();
    patch_jumps();
    // The Proto is made last: with it everything it refers to is complete, so that a collection that makes it old
    // finds nothing to be added later.
    size_t bytes = sizeof(rt::Code) + words_.size() * sizeof(Word);
    auto* code = static_cast<rt::Code*>(state_.heap->allocate_any(bytes, rt::HeapType::Code));
    if (!code) {
        (void)state_.raise_memory();
        return nullptr;
    }
    code->proto = nullptr;
    code->entry = nullptr;
    u16 head_params = info_.uses_varargs ? rt::kHeadSpecial : info_.params;
    code->head = {0, 0, static_cast<u16>(frame_size_), head_params, kCallsPerPoll};
    std::copy(words_.begin(), words_.end(), code->insn);

    auto* proto = static_cast<rt::Proto*>(state_.heap->allocate(sizeof(rt::Proto), rt::HeapType::Proto));
    proto->chunk = info_.chunk;
    proto->name = info_.name;
    proto->env = info_.env;
    proto->line = info_.line;
    proto->params = info_.params;
    proto->vararg = info_.is_vararg;
    proto->is_chunk = info_.is_chunk;
    auto* data = new FunctionData(state_);
    proto->data = data;
    data->code = code;
    data->word_count = size();
    data->frame_size = frame_size_;
    data->params = info_.params;
    data->uses_varargs = info_.uses_varargs;
    data->defer_slot = info_.defer_slot;
    data->cell_upvalues = info_.cell_upvalues;
    data->self_upvalue = info_.self_upvalue;
    data->captures = std::move(info_.captures);
    u64 closure_bytes = sizeof(rt::Function) + data->captures.size() * sizeof(u64);
    if (closure_bytes <= kMaxSmallClosure && data->self_upvalue < 0) {
        data->closure_header =
            rt::header_word(closure_bytes, rt::HeapType::Function, static_cast<u8>(data->cell_upvalues));
    }
    data->lines = std::move(lines_);
    data->names = names_;
    data->constants = constants_;
    data->children = children_;
    data->caches = std::move(caches_);
    state_.heap->store_pointer(&code->h, &code->proto, proto);
    state_.heap->add_disposable(&proto->h);
    return code;
}

}  // namespace gs::bytecode

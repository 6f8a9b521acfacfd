#include "vm/fuse.h"

#include <cstring>
#include <iterator>

#include "vm/vm_engine.h"

namespace gs::vm {

using bytecode::FunctionData;
using bytecode::Op;

namespace {

/// Where the last instruction of a group has the value that those before it make, so that it need not be loaded again: nowhere for
/// sure, in its field a, b or c, in b and c, or as the function of its window.
enum class Link : u8 { None, ToA, ToB, ToC, Operands, Window };
/// `first` may itself be the form of a group.
struct Group {
    Op first, second, form;
    Link link = Link::None;
};
// What often stands together in all kinds of programs, most of it where something is called or a loop ends.
constexpr Group kGroups[] = {
    {Op::Move, Op::Call, Op::MoveCall},
    {Op::Move, Op::Move, Op::MoveMove},
    {Op::GetUpvalue, Op::AddInt, Op::GetUpvalueAddInt, Link::ToC},
    {Op::GetGlobal, Op::Move, Op::GetGlobalMove},
    {Op::GetGlobal, Op::IncLoopLessEqual, Op::GetGlobalIncLoopLessEqual},
    {Op::AddInt, Op::Return1, Op::AddIntReturn1, Link::ToA},
    {Op::AddInt, Op::ModImmInt, Op::AddIntModImmInt, Link::ToB},
    {Op::AddInt, Op::ModKInt, Op::AddIntModKInt, Link::ToB},
    {Op::SubImmInt, Op::Call, Op::SubImmIntCall},
    {Op::MulFloat, Op::AddFloat, Op::MulFloatAddFloat},
    {Op::GetField, Op::GetField, Op::GetFieldGetField},
    {Op::GetFieldGetField, Op::AddInt, Op::GetFieldsAddInt, Link::Operands},
    {Op::GetFieldGetField, Op::AddFloat, Op::GetFieldsAddFloat, Link::Operands},
    {Op::GetFieldGetField, Op::SubFloat, Op::GetFieldsSubFloat, Link::Operands},
    {Op::GetFieldGetField, Op::MulFloat, Op::GetFieldsMulFloat, Link::Operands},
    {Op::GetIndex, Op::GetIndex, Op::GetIndexGetIndex},
    {Op::GetIndex, Op::GetMethod, Op::GetIndexGetMethod, Link::ToB},
    {Op::GetIndex, Op::Call, Op::GetIndexCall},
    {Op::GetMethod, Op::Call, Op::GetMethodCall, Link::Window},
    {Op::ModInt, Op::AddImmInt, Op::ModIntAddImmInt, Link::ToB},
};

void become(Word* pc, Op form) { pc->op = static_cast<u8>(form); }

/// The group whose form that is; null if it is the form of one instruction.
const Group* group_of(Op form) {
    for (const Group& group : kGroups) {
        if (group.form == form) return &group;
    }
    return nullptr;
}

/// How many instructions are done by that form.
u32 instructions_of(Op form) {
    const Group* group = group_of(form);
    return group ? instructions_of(group->first) + 1 : 1;
}

/// The instruction behind all those that the one at `pc` does.
template <class W>
W* behind(W* pc) {
    for (u32 n = instructions_of(bytecode::op_of(*pc)); n != 0; n--) pc += bytecode::length_of(pc);
    return pc;
}

/// The group that what stands at `pc`, a group or not, can begin; null if there is none. `end` is the end of the stream.
const Group* group_at(const Word* pc, const Word* end) {
    const Word* next = behind(pc);
    if (next == end) return nullptr;
    for (const Group& group : kGroups) {
        if (bytecode::op_of(*pc) != group.first || bytecode::op_of(*next) != group.second) continue;
        // The limit of the loop, and it does not count in that register.
        if (group.second == Op::IncLoopLessEqual && (pc->a != next->b || pc->a == next->a)) continue;
        if (group.link == Link::ToA && next->a != pc->a) continue;
        if (group.link == Link::ToB && next->b != pc->a) continue;
        if (group.link == Link::ToC && next->c != pc->a) continue;
        if (group.link == Link::Operands && (next->b != pc->a || next->c != pc[bytecode::length_of(pc)].a)) continue;
        if (group.link == Link::Window && bytecode::window_register(next->c) != pc->a) continue;
        return &group;
    }
    return nullptr;
}

/// As many arguments as parameters: if not, the slow path says so.
void settle_tail_call(Word* pc) {
    constexpr Op kForms[] = {Op::TailCall, Op::TailCall1, Op::TailCall2, Op::TailCall3};
    if (pc->x == 0 && pc->b < std::size(kForms)) become(pc, kForms[pc->b]);
}

bool contains(const FunctionData& data, const Word* pc) {
    return pc >= data.code->insn && pc < data.code->insn + data.word_count;
}

/// The function that the instruction at pc belongs to: that of the frame, or another one, as compiled code runs instructions of
/// functions that have no frame.
FunctionData* owner_of(State& st, const Value* base, const Word* pc) {
    FunctionData* data = bytecode::data_of(base[rt::kCalleeSlot].as_function());
    if (contains(*data, pc)) return data;
    data = nullptr;
    bytecode::each_function(st, [&](FunctionData& other) {
        if (contains(other, pc)) data = &other;
    });
    return data;
}

/// Words inside of an instruction are not part of a group: the call word of a range loop.
void dissolve_group_before(FunctionData& data, const Word* pc) {
    if (data.fused == 0) return;
    for (Word* before = data.code->insn; before < pc; before += bytecode::length_of(before)) {
        if (behind(before) > pc) become(before, form_alone(bytecode::op_of(*before)));
    }
}

}  // namespace

void fuse(State& st, FunctionData& data) {
    constexpr u8 kTimes = 3;
    if (data.fused == kTimes) return;
    data.fused++;
    Word *pc = data.code->insn, *end = pc + data.word_count;
    while (pc != end) {
        Op op = bytecode::op_of(*pc);
        if (op == Op::NewObjectSmall && constructor_end(pc)) {
            const Instance* instance = vm_engine(st).instances.at(pc);
            std::memcpy(static_cast<void*>(pc + 2), &instance, sizeof instance);
            become(pc, Op::NewInstance);
        } else if (op == Op::TailCall) {
            settle_tail_call(pc);
        } else {
            while (const Group* group = group_at(pc, end)) become(pc, group->form);
        }
        pc = behind(pc);
    }
}

Op form_alone(Op op) {
    while (const Group* group = group_of(op)) op = group->first;
    return op;
}

void change_form(State& st, const Value* base, Word* pc, Op form) {
    if (bytecode::op_of(*pc) == form) return;
    become(pc, form);
    if (FunctionData* data = owner_of(st, base, pc)) dissolve_group_before(*data, pc);
}

void mark_constructor(State& st, const Value* base, const Word* instance) {
    constexpr u16 kMost = 255;
    FunctionData* data = owner_of(st, base, instance);
    if (!data) return;
    Word* head = &data->code->head;
    head->x = 0;
    const Word* load = head + 1;
    bool begins = instance == load + kInstanceAt && bytecode::op_of(*load) == Op::GetGlobal &&
                  load->a + bytecode::kWindowSlots == instance->a;
    if (!begins || head->b > kMost || instance->b + instance->c > head->b) return;
    auto* cell = reinterpret_cast<rt::GlobalCell*>(bytecode::bits_of(load[1]));
    if (!rt::watch_global(cell, rt::GlobalCell::kCached)) return;
    head->x = static_cast<u8>(head->b);
    data->calls_per_poll = kCallsOfConstructor;
}

void end_instance(State& st, const Value* base, Word* pc) {
    become(pc, Op::NewObjectSmall);
    if (FunctionData* data = owner_of(st, base, pc)) data->code->head.x = 0;
}

}  // namespace gs::vm

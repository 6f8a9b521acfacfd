// The frame around the operations: entries, blocks, moves, exits, constants, and getting the bytes to where they run.
#include <algorithm>
#include <cpuid.h>
#include <cstring>
#include <utility>

#include "jit/backend/blocks.h"
#include "jit/backend/machine_code.h"
#include "jit/backend/x64/emitter.h"
#include "jit/ir/eval.h"
#include "support/assert.h"

namespace gs::jit {

namespace x64 {

using asmjit::Label;
using regalloc::Bank;
using regalloc::Location;

namespace {

// rcx rdx rbp rsi rdi r8 r9 r10 r11 r14, xmm0 .. xmm14.
constexpr u32 kGeneral = 0b0100'1111'1110'0110, kReal = 0x7FFF;
constexpr u32 kLoopAlignment = 32;
static_assert(sizeof(void*) * 256 == kStateOffset);

u32 first_registers(u32 mask, u32 count) {
    u32 out = 0;
    for (; mask && count; --count, mask &= mask - 1) out |= mask & -mask;
    return out;
}

/// The assembler's own survey of the processor asks for everything there is, by instructions that trap on virtual machines:
/// a tenth of a millisecond, as much as compiling a function.
Features features() {
    static const Features known = [] {
        constexpr u32 kSse41 = 1 << 19, kFma = 1 << 12, kSavesState = 1 << 27, kAvx = 1 << 28, kBmi2 = 1 << 8;
        u32 a = 0, b = 0, c = 0, d = 0;
        Features found;
        if (!__get_cpuid(1, &a, &b, &c, &d)) return found;
        found.sse41 = c & kSse41;
        // The system must save the upper halves of registers, too.
        if ((c & kSavesState) && (c & kAvx)) {
            u32 saved, high;
            asm("xgetbv" : "=a"(saved), "=d"(high) : "c"(0));
            found.avx = (saved & 6) == 6;
            found.fma = found.avx && (c & kFma);
        }
        if (__get_cpuid_count(7, 0, &a, &b, &c, &d)) found.bmi2 = b & kBmi2;
        return found;
    }();
    return known;
}

/// In front of the constants of the entry.
void parameters_first(Graph& graph, const Block* entry) {
    Node* behind = nullptr;
    for (Node *node = entry->first, *next = nullptr; node; node = next) {
        next = node->next;
        if (!node->is(Op::Parameter)) {
            if (!behind) behind = node;
        } else if (behind) {
            graph.move_before(behind, node);
        }
    }
}

}  // namespace

void AssemblerErrors::handleError(asmjit::Error error, const char* message, asmjit::BaseEmitter*) {
    if (kDebug && !any && error != asmjit::kErrorOutOfMemory) {
        std::fprintf(stderr, "jit: the assembler says: %s\n", message);
        GS_UNREACHABLE("an instruction that does not exist");
    }
    any = true;
}

Emitter::Emitter(const Environment& environment, Graph& graph, const std::vector<Block*>& order,
                 const Selection& selection, const regalloc::Allocation& allocation, MachineCode& code,
                 const AssembleOptions& options)
    : environment_(environment),
      graph_(graph),
      order_(order),
      selection_(selection),
      program_(selection.program),
      allocation_(allocation),
      code_(code),
      listing_(options.listing),
      known_(options.known) {
    errors_.any = holder_.init(asmjit::Environment::host()) != asmjit::kErrorOk;
    holder_.setErrorHandler(&errors_);
    if (listing_) holder_.setLogger(&logger_);
    errors_.any = errors_.any || holder_.attach(&a) != asmjit::kErrorOk;
    if (errors_.any) return;
    a.addEncodingOptions(asmjit::EncodingOptions::kOptimizedAlign);
    for (std::size_t i = 0; i < order.size(); ++i) labels_.push_back(a.newLabel());
    entry_ = a.newLabel();
    by_itself_ = a.newLabel();
    in_registers_ = a.newLabel();
    from_slots_ = a.newLabel();
    body_ = a.newLabel();
    counted_ = a.newLabel();
    exit_tail_ = a.newLabel();
    // At a call rsp must be a multiple of 16, and the return address stands above the frame.
    keeps_count_ = graph.own_result != Type::None;
    frame_bytes_ = allocation.slots * 8 + (keeps_count_ ? 8 : 0);
    if (frame_bytes_ % 16 != 8) frame_bytes_ += 8;
    // Not rbp: unwinders take a caller without one for the last.
    for (const x86::Gp& reg : {x86::rbx, x86::r14}) rows_.lost(reg.id());
}

bool Emitter::run() {
    if (errors_.any) return false;
    find_empty_blocks();
    entries();
    for (u32 b = 0; b < order_.size(); ++b) block(b);
    cold_code();
    pool();
    return publish();
}

// ---- entries ------------------------------------------------------------------------------------------------------

void Emitter::entries() {
    bool function = graph_.kind == GraphKind::Function;
    const bytecode::FunctionData* data = graph_.function;
    u32 params = data ? data->params : 0;
    if (function && data && data->uses_varargs) {
        a.bind(counted_);
        a.mov(x86::edx, x86::eax);
        a.mov(x86::rsi, kBase);
        grow_stack(8);
        call(environment_.arrange_extras);
        shrink_stack(8);
        Label failed = a.newLabel();
        a.test(x86::edx, x86::edx);
        a.jnz(failed);
        a.mov(kBase, x86::rax);
        later([this, failed] {
            a.bind(failed);
            jump_to_gate(environment_.error_gate);
        });
    } else if (function) {
        Label fill = a.newLabel(), full = a.newLabel();
        a.bind(counted_);
        a.cmp(x86::eax, params);
        if (params) {
            a.jb(fill);
            later([this, fill, full, params] {
                a.bind(fill);
                a.lea(x86::rcx, slot(static_cast<i32>(code_.slots_needed)));
                a.cmp(x86::rcx, hot(offsetof(rt::Hot, value_limit)));
                a.ja(full);
                Label next = a.newLabel();
                a.bind(next);
                a.mov(x86::qword_ptr(kBase, x86::rax, 3), kNilRegister);
                a.inc(x86::eax);
                a.cmp(x86::eax, params);
                a.jb(next);
                a.jmp(entry_);
                a.bind(full);
                a.mov(x86::edx, x86::eax);
                a.mov(x86::rsi, kBase);
                grow_stack(8);
                call(environment_.call_in_vm);
                jump_to_gate(environment_.leave_gate);
            });
        }
    }
    a.align(asmjit::AlignMode::kCode, 16);
    a.bind(entry_);
    if (keeps_count_) call_for_others();
    if (function) test_limits();
    grow_stack(frame_bytes_);
    // A loop may run for long, and what the stack holds from before would be found by collections all the time.
    if (graph_.kind == GraphKind::Loop) {
        for (u32 at = 0; at < frame_bytes_; at += 8) a.mov(x86::qword_ptr(x86::rsp, static_cast<i32>(at)), 0);
    }
    a.bind(body_);
}

/// Too little room, somebody wants attention, too deep: the VM knows what to do.
void Emitter::test_limits() {
    Label vm = a.newLabel();
    // The frame has been counted; what is inlined needs so many more.
    if (keeps_count_) {
        a.mov(own_count(), x86::eax);
        a.cmp(x86::eax, code_.depth);
    } else {
        a.cmp(hot(offsetof(rt::Hot, frames_left), 4), code_.depth);
    }
    a.jl(vm);
    a.lea(kScratch, slot(static_cast<i32>(code_.slots_needed)));
    a.cmp(kScratch, hot(offsetof(rt::Hot, value_limit)));
    a.ja(vm);
    a.cmp(x86::rsp, hot(offsetof(rt::Hot, native_limit)));
    a.jb(vm);
    a.cmp(hot(offsetof(rt::Hot, request), 4), 0);
    a.jne(vm);
    later([this, vm] {
        a.bind(vm);
        count_frames(0);
        a.mov(x86::rsi, kBase);
        grow_stack(8);
        call(environment_.start_in_vm);
        jump_to_gate(environment_.leave_gate);
    });
}

/// The function calls itself and gets an unboxed result. For those who want a Value, or another number of them, it is called
/// from here.
void Emitter::call_for_others() {
    constexpr u32 kFrame = 8;
    x86::Mem frames_left = hot(offsetof(rt::Hot, frames_left), 4);
    grow_stack(kFrame);
    a.mov(x86::eax, frames_left);
    a.mov(own_count(), x86::eax);
    a.call(from_slots_);
    a.mov(x86::ecx, own_count());
    a.mov(frames_left, x86::ecx);
    switch (graph_.own_result) {
        case Type::I32:
            a.movsxd(kScratch, x86::eax);
            a.add(kScratch, kIntZeroRegister);
            break;
        case Type::I64: a.add(kScratch, kIntZeroRegister); break;
        case Type::F64: a.movq(kScratch, x86::xmm0); break;
        case Type::Bool: a.lea(kScratch, x86::ptr(kNilRegister, kScratch, 0, 1)); break;
        default: break;
    }
    return_boxed(graph_.returns_nothing ? 0 : 1, kFrame);
    stack_is(0);
    a.align(asmjit::AlignMode::kCode, 16);
    a.bind(from_slots_);
}

/// Behind the parameters, which are in their registers: where the function comes in that has put them there.
void Emitter::own_entry() {
    if (keeps_count_) {
        a.jmp(in_registers_);
        a.align(asmjit::AlignMode::kCode, 16);
        a.bind(by_itself_);
        stack_is(0);
        test_limits();
        grow_stack(frame_bytes_);
    }
    a.bind(in_registers_);
}

// ---- the stack ----------------------------------------------------------------------------------------------------

void Emitter::stack_is(u32 bytes) {
    if (bytes == stack_bytes_) return;
    stack_bytes_ = bytes;
    if (known_) rows_.stack(a.offset(), bytes);
}

void Emitter::grow_stack(u32 bytes) {
    if (bytes) a.sub(x86::rsp, bytes);
    stack_is(stack_bytes_ + bytes);
}

void Emitter::shrink_stack(u32 bytes) {
    if (bytes) a.add(x86::rsp, bytes);
    stack_is(stack_bytes_ - bytes);
}

void Emitter::push(x86::Gp reg) {
    a.push(reg);
    stack_is(stack_bytes_ + 8);
}

void Emitter::pop(x86::Gp reg) {
    a.pop(reg);
    stack_is(stack_bytes_ - 8);
}

void Emitter::return_to_caller(u32 frame_bytes) {
    shrink_stack(frame_bytes);
    a.ret();
    stack_is(frame_bytes);
}

// ---- blocks -------------------------------------------------------------------------------------------------------

/// Nothing but a jump, after all.
bool Emitter::is_empty(u32 index) const {
    const regalloc::BlockInfo& block = program_.blocks[index];
    if (index == 0 || order_[index]->loop_header) return false;
    if (block.end - block.first != 1 || !selection_.nodes[block.first]->is(Op::Jump)) return false;
    auto group = std::lower_bound(allocation_.moves.begin(), allocation_.moves.end(), block.first,
                                  [](const regalloc::MoveGroup& g, u32 i) { return g.instruction < i; });
    return group == allocation_.moves.end() || group->instruction != block.first;
}

void Emitter::find_empty_blocks() {
    for (u32 b = 0; b < order_.size(); ++b) {
        u32 to = b;
        while (is_empty(to)) to = order_[to]->successors[0]->order;
        targets_.push_back(to);
    }
}

u32 Emitter::next_block() const {
    u32 next = block_ + 1;
    while (next < order_.size() && targets_[next] != next) ++next;
    return next;
}

void Emitter::block(u32 index) {
    if (targets_[index] != index) return;
    block_ = index;
    const regalloc::BlockInfo& block = program_.blocks[index];
    if (order_[index]->loop_header) a.align(asmjit::AlignMode::kCode, kLoopAlignment);
    a.bind(labels_[index]);
    if (listing_) logger_.content().appendFormat("; block %u\n", index);
    for (u32 i = block.first; i < block.end; ++i) instruction(i);
}

void Emitter::instruction(u32 index) {
    current_ = index;
    const Node* node = selection_.nodes[index];
    // What the allocator has between the parameters happens behind all of them, for everybody who comes in. It can only be that they
    // are kept on the stack as well, since each has a register of its own to the end (Selection::instruction).
    bool is_parameter = node->is(Op::Parameter);
    if (!is_parameter && !std::exchange(has_own_entry_, true)) own_entry();
    for (; !is_parameter && next_group_ < allocation_.moves.size(); ++next_group_) {
        const regalloc::MoveGroup& group = allocation_.moves[next_group_];
        if (group.instruction > index) break;
        move_group(group.moves.span());
    }
    if (environment_.exit_stress) stress(node);
    if (listing_) logger_.content().appendFormat("; %u: v%u %s\n", index, node->id, info(node->op).name);
    switch (node->op) {
#define GS_IR(Name, ...) \
    case Op::Name: return lower_##Name(node);
#include "jit/ir/ops.def"
#undef GS_IR
        case Op::kCount: break;
    }
    GS_UNREACHABLE("all operations are listed");
}

/// Counts a guard, and takes its exit before it has done anything if its turn has come.
void Emitter::stress(const Node* node) {
    if (!may_be_stressed(*node)) return;
    load_bits(kScratch, reinterpret_cast<u64>(&environment_.exit_stress->left));
    a.sub(x86::dword_ptr(kScratch), 1);
    a.jz(exit());
}

/// Whether nothing but a jump to elsewhere is done between a poll and the end of its block, so that the poll can do it.
bool Emitter::jumps_next(const Node* poll) const {
    const Node* jump = poll->next;
    if (!jump->is(Op::Jump) || target_of(jump->block->successors[0]) == next_block()) return false;
    u32 at = program_.blocks[block_].end - 1;
    return next_group_ == allocation_.moves.size() || allocation_.moves[next_group_].instruction != at;
}

void Emitter::jump_to(const Block* target) {
    u32 to = target_of(target);
    if (to != next_block()) a.jmp(labels_[to]);
}

// ---- moves --------------------------------------------------------------------------------------------------------

void Emitter::move_group(std::span<const regalloc::Move> group) {
    if (group.size() == 1) {
        if (!(group[0].from == group[0].to)) move(group[0]);
        return;
    }
    for (const regalloc::Move& step : regalloc::sequence(group, {Location::Stack, kSpareSlot})) move(step);
}

void Emitter::move(const regalloc::Move& step) {
    Location from = step.from, to = step.to;
    bool from_spare = from.kind == Location::Stack && from.index == kSpareSlot;
    bool to_spare = to.kind == Location::Stack && to.index == kSpareSlot;
    if (from.kind == Location::Constant) {
        u64 bits = selection_.values[step.value]->imm;
        if (to.kind == Location::Stack) {
            if (bits == static_cast<u64>(i64{static_cast<i32>(bits)})) {
                a.mov(spill(to.index), static_cast<i32>(bits));
            } else {
                load_bits(kScratch, bits);
                a.mov(spill(to.index), kScratch);
            }
        } else if (step.bank == Bank::General) {
            load_bits(x86::gpq(to.index), bits);
        } else if (bits == 0) {
            a.xorps(x86::xmm(to.index), x86::xmm(to.index));
        } else {
            a.movsd(x86::xmm(to.index), constant(bits));
        }
        return;
    }
    if (from_spare || to_spare) {
        // A value waits in a scratch register of its own bank: the way to the other one and back takes as long as a sum of
        // doubles.
        Location other = from_spare ? to : from;
        if (to_spare) spare_bank_ = step.bank;
        if (spare_bank_ == Bank::Float) {
            if (other.kind == Location::Stack) {
                from_spare ? a.movsd(spill(other.index), kScratchReal) : a.movsd(kScratchReal, spill(other.index));
            } else {
                from_spare ? a.movaps(x86::xmm(other.index), kScratchReal)
                           : a.movaps(kScratchReal, x86::xmm(other.index));
            }
        } else if (other.kind == Location::Stack) {
            from_spare ? a.mov(spill(other.index), kScratch) : a.mov(kScratch, spill(other.index));
        } else {
            from_spare ? a.mov(x86::gpq(other.index), kScratch) : a.mov(kScratch, x86::gpq(other.index));
        }
        return;
    }
    if (from.kind == Location::Stack && to.kind == Location::Stack) {
        // Through the scratch register in which nothing waits.
        if (spare_bank_ == Bank::Float) {
            a.mov(kScratch, spill(from.index));
            a.mov(spill(to.index), kScratch);
        } else {
            a.movsd(kScratchReal, spill(from.index));
            a.movsd(spill(to.index), kScratchReal);
        }
    } else if (step.bank == Bank::General) {
        if (from.kind == Location::Stack) {
            a.mov(x86::gpq(to.index), spill(from.index));
        } else if (to.kind == Location::Stack) {
            a.mov(spill(to.index), x86::gpq(from.index));
        } else {
            a.mov(x86::gpq(to.index), x86::gpq(from.index));
        }
    } else {
        if (from.kind == Location::Stack) {
            a.movsd(x86::xmm(to.index), spill(from.index));
        } else if (to.kind == Location::Stack) {
            a.movsd(spill(to.index), x86::xmm(from.index));
        } else {
            a.movaps(x86::xmm(to.index), x86::xmm(from.index));
        }
    }
}

// ---- leaving ------------------------------------------------------------------------------------------------------

void Emitter::call(const void* function) {
    a.lea(x86::rdi, state_address());
    a.mov(kScratch, reinterpret_cast<u64>(function));
    a.call(kScratch);
}

void Emitter::jump_to_gate(const void* gate) { a.jmp(constant(reinterpret_cast<u64>(gate))); }

/// Where an exit finds a value; objects that it makes are added to it.
ExitSlot Emitter::exit_slot(ExitInfo& exit, const Node* value, std::unordered_map<const Node*, i32>& objects) {
    ExitSlot slot{0, Type::Value, ExitSlot::Constant, 0, 0};
    if (value->effects() & kSunk) {
        slot.kind = ExitSlot::Object;
        slot.bits = pointer_tag(value);
        if (auto known = objects.find(value); known != objects.end()) {
            slot.index = known->second;
            return slot;
        }
        ExitObject object{sunk_object(graph_, value), {}};
        for (const Node* field : value->inputs) object.fields.push_back(exit_slot(exit, field, objects));
        slot.index = objects[value] = static_cast<i32>(exit.objects.size());
        exit.objects.push_back(std::move(object));
        return slot;
    }
    if (auto bits = constant_bits(value)) {
        slot.bits = value->type == Type::Value ? *bits : box(value->type, *bits, pointer_tag(value)).bits;
        return slot;
    }
    if (value->type == Type::Ptr) slot.bits = pointer_tag(value);
    if (selection_.absent_box(value)) {
        if (value->is(Op::BoxPtr)) slot.bits = value->imm;
        value = value->inputs[0];
    }
    slot.type = value->type;
    Location where = late_place(value);
    slot.kind = where.kind == Location::Stack ? ExitSlot::Stack
                : value->type == Type::F64    ? ExitSlot::Xmm
                                              : ExitSlot::Gpr;
    slot.index = where.kind == Location::Stack ? static_cast<i32>(where.index * 8) : static_cast<i32>(where.index);
    return slot;
}

Label Emitter::exit(std::function<void()> undo) {
    const Node* node = selection_.nodes[current_];
    const Snapshot* snapshot = node->snapshot;
    ExitInfo made;
    made.pc = snapshot->pc;
    made.function = snapshot->function;
    made.base_offset = snapshot->base_offset;
    made.depth = snapshot->depth;
    made.open_end = snapshot->open_end;
    made.op = node->blamed();
    made.origin = node->origin;
    std::unordered_map<const Node*, i32> objects;
    made.slots.reserve(snapshot->slots.size());
    for (const SlotValue& entry : snapshot->slots) {
        made.slots.push_back(exit_slot(made, entry.value, objects));
        made.slots.back().slot = entry.slot;
    }
    u32 number = static_cast<u32>(code_.exits.size());
    code_.exits.push_back(std::move(made));
    Label label = a.newLabel();
    later_.push_back({current_, stack_bytes_, std::move(undo), label, number});
    return label;
}

void Emitter::publish_links(const Snapshot* snapshot) {
    if (!snapshot->depth) return;
    for (const SlotValue& entry : snapshot->slots) {
        if (entry.slot >= static_cast<i32>(snapshot->base_offset)) break;
        if (entry.value->is_const()) store_boxed(slot(entry.slot), entry.value);
    }
}

void Emitter::publish_frame(const Snapshot* snapshot) {
    publish_links(snapshot);
    load_bits(kScratch, reinterpret_cast<u64>(snapshot->pc));
    a.mov(hot(offsetof(rt::Hot, pc)), kScratch);
    if (snapshot->base_offset) {
        a.lea(kScratch, slot(static_cast<i32>(snapshot->base_offset)));
        a.mov(hot(offsetof(rt::Hot, base)), kScratch);
    } else {
        a.mov(hot(offsetof(rt::Hot, base)), kBase);
    }
    publish_top(snapshot);
}

void Emitter::publish_top(const Snapshot* snapshot) {
    i32 top = snapshot && snapshot->top >= 0 ? snapshot->top : static_cast<i32>(code_.frame_slots);
    a.lea(kScratch, slot(top));
    a.mov(hot(offsetof(rt::Hot, top)), kScratch);
}

/// Inlined frames, and one that is called, count while something runs that may see them.
void Emitter::count_frames(u32 count) {
    if (keeps_count_) {
        a.mov(x86::eax, own_count());
        if (count != 0) a.sub(x86::eax, count);
        a.mov(hot(offsetof(rt::Hot, frames_left), 4), x86::eax);
    } else if (count != 0) {
        a.add(hot(offsetof(rt::Hot, frames_left), 4), -static_cast<i32>(count));
    }
}

void Emitter::uncount_frames(u32 count) {
    if (!keeps_count_ && count != 0) a.add(hot(offsetof(rt::Hot, frames_left), 4), count);
}

Emitter::Saved Emitter::save_live() {
    Saved saved{allocation_.live[0][current_], allocation_.live[1][current_], 0};
    u32 count = static_cast<u32>(__builtin_popcount(saved.general) + __builtin_popcount(saved.real));
    saved.bytes = (count * 8 + 15) & ~15u;
    grow_stack(saved.bytes);
    u32 at = 0;
    for (u32 rest = saved.general; rest; rest &= rest - 1) {
        a.mov(spill(at++), x86::gpq(static_cast<u32>(__builtin_ctz(rest))));
    }
    for (u32 rest = saved.real; rest; rest &= rest - 1) {
        a.movsd(spill(at++), x86::xmm(static_cast<u32>(__builtin_ctz(rest))));
    }
    return saved;
}

void Emitter::restore_live(const Saved& saved) {
    u32 at = 0;
    for (u32 rest = saved.general; rest; rest &= rest - 1) {
        a.mov(x86::gpq(static_cast<u32>(__builtin_ctz(rest))), spill(at++));
    }
    for (u32 rest = saved.real; rest; rest &= rest - 1) {
        a.movsd(x86::xmm(static_cast<u32>(__builtin_ctz(rest))), spill(at++));
    }
    shrink_stack(saved.bytes);
}

// ---- the end ------------------------------------------------------------------------------------------------------

void Emitter::write(const Later& part) {
    current_ = part.instruction;
    stack_is(part.stack);
    if (part.exit != kNoExit) a.bind(part.label);
    if (part.code) part.code();
    if (part.exit == kNoExit) return;
    GS_CHECK(stack_bytes_ == frame_bytes_);
    a.push(part.exit);
    stack_is(part.stack + 8);
    a.jmp(exit_tail_);
}

void Emitter::cold_code() {
    if (listing_) logger_.content().appendFormat("; cold\n");
    // What is written may add more.
    for (std::size_t i = 0; i < later_.size(); ++i) write(Later(std::move(later_[i])));
    if (code_.exits.empty()) return;
    a.bind(exit_tail_);
    stack_is(frame_bytes_ + 8);
    count_frames(0);
    a.mov(kScratch, reinterpret_cast<u64>(&code_));
    jump_to_gate(environment_.exit_gate);
}

void Emitter::pool() {
    if (!masks_.empty()) a.align(asmjit::AlignMode::kData, 16);
    for (auto& [bits, label] : masks_) {
        a.bind(label);
        a.embedUInt64(bits);
        a.embedUInt64(0);
    }
    a.align(asmjit::AlignMode::kData, 8);
    for (auto& [bits, label] : constants_) {
        a.bind(label);
        a.embedUInt64(bits);
    }
}

bool Emitter::publish() {
    if (errors_.any || holder_.flatten() != asmjit::kErrorOk || holder_.resolveUnresolvedLinks() != asmjit::kErrorOk)
        return false;
    GS_CHECK(!holder_.hasRelocEntries());
    const asmjit::CodeBuffer& buffer = holder_.textSection()->buffer();
    std::string_view bytes(reinterpret_cast<const char*>(buffer.data()), buffer.size());
    void* start = known_ ? jit::publish(*environment_.memory, bytes, rows_.frames(), known_)
                         : environment_.memory->publish(bytes.data(), bytes.size());
    if (!start) return false;
    auto address = [&](const Label& label) { return static_cast<char*>(start) + holder_.labelOffset(label); };
    code_.start = start;
    code_.size = known_ ? known_->memory_size() : bytes.size();
    code_.entry = address(entry_);
    if (graph_.kind == GraphKind::Function) code_.entry_counted = address(counted_);
    for (const Watched& watched : watch_points_) {
        code_.watch_points.push_back(
            {static_cast<u32>(holder_.labelOffset(watched.at)), static_cast<u32>(holder_.labelOffset(watched.exit))});
    }
    if (!code_.watched.empty()) environment_.watches->add(code_);
    if (listing_) listing_->append(logger_.data(), logger_.dataSize());
    return true;
}

}  // namespace x64

void break_watch_points(MachineCode& code) {
    for (WatchPoint point : code.watch_points) {
        constexpr u32 kSize = 5;
        u8 jump[kSize] = {0xE9};
        u32 distance = point.exit - (point.at + kSize);
        std::memcpy(jump + 1, &distance, sizeof(distance));
        code.environment->memory->rewrite(static_cast<char*>(code.start) + point.at, jump, kSize);
    }
    code.watch_points.clear();
    // What has been written at one address and is run at another is seen behind an instruction that serialises.
    u32 a = 0, b = 0, c = 0, d = 0;
    __get_cpuid(0, &a, &b, &c, &d);
}

std::unique_ptr<MachineCode> assemble(const Environment& environment, Graph& graph, const AssembleOptions& options) {
    if (!x64::features().sse41) return nullptr;
    std::vector<Block*> order = lay_out(graph);
    x64::parameters_first(graph, order[0]);
    x64::Selection selection(graph, order, x64::features());
    selection.program.registers[0] = x64::first_registers(x64::kGeneral, options.registers);
    selection.program.registers[1] = x64::first_registers(x64::kReal, options.registers);
    regalloc::Allocation allocation = regalloc::allocate(selection.program);
    if (options.allocation) *options.allocation += regalloc::print(selection.program, allocation);
    if (kDebug || options.registers < 16) {
        std::string problem = regalloc::check(selection.program, allocation);
        if (!problem.empty()) {
            std::fprintf(stderr, "%s\n%s%s", problem.c_str(), print(graph).c_str(),
                         regalloc::print(selection.program, allocation).c_str());
            GS_UNREACHABLE("the register allocation is wrong");
        }
    }
    auto code = std::make_unique<MachineCode>();
    code->environment = &environment;
    code->function = graph.function;
    code->kind = graph.kind;
    code->entry_pc = graph.entry_pc;
    code->frame_slots = graph.frame_slots;
    code->slots_needed = graph.slots_needed();
    code->constants = graph.constants;
    code->depth = graph.depth;
    for (const Block* block : order) {
        for (const Node* node = block->first; node; node = node->next) {
            if (node->snapshot) code->depth = std::max(code->depth, node->snapshot->depth);
        }
    }
    x64::Emitter emitter(environment, graph, order, selection, allocation, *code, options);
    if (!emitter.run()) return nullptr;
    return code;
}

}  // namespace gs::jit

// Calls of C++, slow paths, compiled functions, and returns. machine_code.h says what callers and callees expect of each
// other.
#include "jit/backend/x64/emitter.h"
#include "runtime/call.h"
#include "support/assert.h"

namespace gs::jit::x64 {

using asmjit::Label;
using regalloc::Bank;
using regalloc::Location;
using regalloc::Move;

namespace {

constexpr u32 kGeneralArguments[] = {7, 6, 2, 1, 8, 9};  // rdi rsi rdx rcx r8 r9

i32 field(std::size_t offset) { return static_cast<i32>(offset); }

/// From Function::code, which points at the head of the Code.
constexpr i32 kEntryOfHead = static_cast<i32>(offsetof(rt::Code, entry)) - static_cast<i32>(offsetof(rt::Code, head));

}  // namespace

// ---- C++ ------------------------------------------------------------------------------------------------------------

void Emitter::call_arguments(const Node* node, bool with_state) {
    std::vector<Move> group;
    u32 general = with_state ? 1 : 0, real = 0;
    std::vector<u32> narrow;
    for (const Node* input : node->inputs) {
        Move move;
        move.value = input->id;
        move.bank = input->type == Type::F64 ? Bank::Float : Bank::General;
        move.from = input->is_const() ? Location{Location::Constant, input->id} : place(input);
        if (move.bank == Bank::Float) {
            move.to = {Location::Register, real++};
        } else {
            GS_CHECK(general < std::size(kGeneralArguments));
            move.to = {Location::Register, kGeneralArguments[general++]};
            if (input->type == Type::I32) narrow.push_back(move.to.index);
        }
        group.push_back(move);
    }
    move_group(group);
    for (u32 r : narrow) a.movsxd(x86::gpq(r), x86::gpd(r));
}

void Emitter::take_call_result(const Node* node) {
    if (node->type == Type::None) return;
    if (node->type == Type::F64) {
        a.movq(result_xmm(), kScratch);
    } else {
        a.mov(result(), kScratch);
    }
}

void Emitter::lower_CallPure(const Node* node) {
    if (selection_.is_inline_remainder(node)) return remainder(node);
    call_arguments(node, false);
    a.mov(kScratch, reinterpret_cast<u64>(environment_.helpers[node->imm]));
    a.call(kScratch);
    if (node->type == Type::F64) {
        if (result_xmm().id() != 0) a.movaps(result_xmm(), x86::xmm0);
    } else {
        take_call_result(node);
    }
}

void Emitter::lower_CallReading(const Node* node) {
    call_arguments(node, true);
    call(environment_.helpers[node->imm]);
    take_call_result(node);
}

/// Behind C++ that has been called for an instruction: the Value stack may have moved, and edx is not 0 if an error is pending.
void Emitter::after_helper(const Snapshot* snapshot, bool counted) {
    a.mov(kBase, hot(offsetof(rt::Hot, base)));
    if (snapshot->base_offset) a.sub(kBase, static_cast<i32>(snapshot->base_offset * 8));
    Label failed = a.newLabel();
    a.test(x86::edx, x86::edx);
    a.jnz(failed);
    later([this, failed, snapshot, counted] {
        a.bind(failed);
        if (!counted) count_frames(snapshot->depth);
        jump_to_gate(environment_.error_gate);
    });
}

void Emitter::lower_CallHelper(const Node* node) {
    if (keeps_count_) count_frames(node->snapshot->depth);
    publish_frame(node->snapshot);
    call_arguments(node, true);
    call(environment_.helpers[node->imm]);
    after_helper(node->snapshot, keeps_count_);
    take_call_result(node);
}

void Emitter::lower_CallChanging(const Node* node) { lower_CallHelper(node); }

void Emitter::lower_CallNative(const Node* node) {
    const CallSite& site = graph_.calls[node->imm];
    count_frames(node->snapshot->depth);
    a.lea(x86::rsi, slot(static_cast<i32>(site.argument_slot)));
    count_arguments(site, x86::rsi, x86::rdx);
    load_bits(x86::rcx, reinterpret_cast<u64>(node->snapshot->pc));
    u32 wanted = results_wanted(node->snapshot->pc);
    bool has_argument = site.arguments != 0 && site.arguments != CallSite::kOpen;
    if (wanted <= 1) {
        call(environment_.call_native_for_one);
    } else if (wanted == bytecode::kOpenResults) {
        call(environment_.call_native);
    } else if (wanted == 2 && has_argument && site.native && site.native->fn == rt::native_pcall) {
        call(environment_.call_pcall);
    } else {
        call(environment_.call_native_for_several);
    }
    after_helper(node->snapshot, true);
    uncount_frames(node->snapshot->depth);
    take_call_result(node);
}

void Emitter::lower_CallQuiet(const Node* node) { lower_CallNative(node); }
void Emitter::lower_CallChanger(const Node* node) { lower_CallNative(node); }

// ---- slow paths of the VM -------------------------------------------------------------------------------------------

/// The VM's slow path says where the VM would go on. If that is behind the instruction (or at its target) we go on, too.
void Emitter::slow_call(const Node* node, bool branches) {
    const Snapshot* snapshot = node->snapshot;
    i32 offset = static_cast<i32>(snapshot->base_offset * 8);
    count_frames(snapshot->depth);
    load_bits(x86::rsi, reinterpret_cast<u64>(snapshot->pc));
    a.lea(x86::rdx, x86::ptr(kBase, offset));
    call(environment_.slow_op);
    u64 next = reinterpret_cast<u64>(snapshot->pc + bytecode::length_of(snapshot->pc));
    load_bits(x86::rcx, next);
    a.cmp(kScratch, x86::rcx);
    Label leave = a.newLabel(), back = a.newLabel();
    if (branches) {
        u64 target = reinterpret_cast<u64>(snapshot->pc + bytecode::jump_distance(*snapshot->pc));
        Label behind = a.newLabel();
        a.je(behind);
        load_bits(x86::rcx, target);
        a.cmp(kScratch, x86::rcx);
        a.jne(leave);
        a.mov(result32(), 1);
        a.jmp(back);
        a.bind(behind);
        a.mov(result32(), 0);
        a.bind(back);
        // rdx may be the result's register: the base comes from where slow paths leave it.
        a.mov(kBase, hot(offsetof(rt::Hot, base)));
        if (offset) a.sub(kBase, offset);
    } else {
        a.jne(leave);
        a.lea(kBase, x86::ptr(x86::rdx, -offset));
    }
    uncount_frames(snapshot->depth);
    later([this, leave] {
        a.bind(leave);
        jump_to_gate(environment_.leave_gate);
    });
}

void Emitter::lower_SlowOp(const Node* node) { slow_call(node, false); }
void Emitter::lower_SlowBranch(const Node* node) { slow_call(node, true); }

// ---- compiled functions ---------------------------------------------------------------------------------------------

/// How many arguments stand at `first`.
void Emitter::count_arguments(const CallSite& site, x86::Gp first, x86::Gp count) {
    if (site.arguments != CallSite::kOpen) {
        a.mov(count.r32(), site.arguments);
        return;
    }
    a.mov(count, hot(offsetof(rt::Hot, top)));
    a.sub(count, first);
    a.shr(count, 3);
}

/// rcx is Function::code of the callee.
void Emitter::call_function(const Node* node, const CallSite& site) {
    a.mov(x86::rcx, x86::qword_ptr(x86::rcx, kEntryOfHead));
    count_frames(1 + node->snapshot->depth);
    a.lea(kBase, slot(static_cast<i32>(site.argument_slot)));
    count_arguments(site, kBase, kScratch);
    Label other = a.newLabel(), back = a.newLabel();
    a.test(x86::rcx, x86::rcx);
    a.jz(other);
    a.call(x86::rcx);
    a.bind(back);
    later([this, other, back] {
        a.bind(other);
        a.call(constant(reinterpret_cast<u64>(environment_.call_gate)));
        a.jmp(back);
    });
}

void Emitter::after_compiled_call(const Node* node, const CallSite& site) {
    a.lea(kBase, slot(-static_cast<i32>(site.argument_slot)));
    uncount_frames(1 + node->snapshot->depth);
    take_call_result(node);
}

void Emitter::lower_CallDirect(const Node* node) {
    const CallSite& site = graph_.calls[node->imm];
    const bytecode::FunctionData* own = graph_.function;
    if (graph_.kind == GraphKind::Function && own && own->code == site.code && !own->uses_varargs) {
        count_frames(1 + node->snapshot->depth);
        a.lea(kBase, slot(static_cast<i32>(site.argument_slot)));
        bool open = site.arguments == CallSite::kOpen;
        if (open) count_arguments(site, kBase, kScratch);
        a.call(open ? counted_ : entry_);
    } else {
        load_bits(x86::rcx, reinterpret_cast<u64>(&site.code->head));
        call_function(node, site);
    }
    after_compiled_call(node, site);
}

/// The inputs become the Parameters.
void Emitter::give_parameters(const Node* node) {
    std::vector<Move> group;
    for (std::size_t i = 0; i < node->inputs.size(); ++i) {
        const Node* input = node->inputs[i];
        Location from = input->is_const() ? Location{Location::Constant, input->id} : place(input);
        Bank bank = input->type == Type::F64 ? Bank::Float : Bank::General;
        group.push_back({input->id, bank, from, parameters_[i]});
    }
    move_group(group);
}

void Emitter::lower_CallSelf(const Node* node) {
    const CallSite& site = graph_.calls[node->imm];
    give_parameters(node);
    a.mov(x86::eax, own_count());
    a.sub(x86::eax, 1 + node->snapshot->depth);
    a.lea(kBase, slot(static_cast<i32>(site.argument_slot)));
    a.call(node->inputs.empty() ? from_slots_ : by_itself_);
    a.lea(kBase, slot(-static_cast<i32>(site.argument_slot)));
    if (node->type != Type::F64) {
        a.mov(result(), kScratch);
    } else if (result_xmm().id() != 0) {
        a.movaps(result_xmm(), x86::xmm0);
    }
}

void Emitter::lower_CallIndirect(const Node* node) {
    const CallSite& site = graph_.calls[node->imm];
    load(x86::rcx, node->inputs[0]);
    call_function(node, site);
    after_compiled_call(node, site);
}

void Emitter::lower_LoadExtra(const Node* node) {
    constexpr i32 kCount = -5;
    a.movsxd(kScratch, gp32(node->inputs[0]));
    a.mov(result(), slot(kCount));
    a.sub(result(), kIntZeroRegister);
    a.sub(kScratch, result());
    a.mov(result(), x86::qword_ptr(kBase, kScratch, 3, kCount * 8));
}

void Emitter::lower_CheckOpen(const Node* node) {
    a.lea(kScratch, slot(node->slot() + 1));
    a.cmp(kScratch, hot(offsetof(rt::Hot, top)));
    a.jne(exit());
}

void Emitter::lower_SetTop(const Node* node) {
    a.lea(kScratch, slot(node->slot()));
    a.mov(hot(offsetof(rt::Hot, top)), kScratch);
}

// ---- returns --------------------------------------------------------------------------------------------------------

/// Above extra arguments the frame has been moved up: its caller knows where it was.
void Emitter::to_original_base() {
    const bytecode::FunctionData* data = graph_.function;
    if (!data || !data->uses_varargs) return;
    a.mov(x86::rsi, slot(-5));
    a.sub(x86::rsi, kIntZeroRegister);
    a.shl(x86::rsi, 3);
    a.sub(kBase, x86::rsi);
    a.sub(kBase, static_cast<i32>((data->params + 5) * 8));
}

/// rdx is the address of the first of ecx values, kBase the base that the caller knows. Cold.
void Emitter::hand_over(u32 frame_bytes) {
    a.mov(x86::rsi, kBase);
    call(environment_.return_values);
    return_to_caller(frame_bytes);
}

/// The call word of whoever called, and in it how many results it wants.
x86::Mem Emitter::wanted_results() {
    a.mov(x86::rsi, slot(rt::kReturnSlot));
    return x86::byte_ptr(x86::rsi, -8 + field(offsetof(rt::Word, x)));
}

/// `count` values from kCalleeSlot on are all that the caller gets, who wants whatever there is.
void Emitter::leave_open(u32 count, u32 frame_bytes) {
    a.lea(x86::rcx, slot(rt::kCalleeSlot + static_cast<i32>(count)));
    a.mov(hot(offsetof(rt::Hot, top)), x86::rcx);
    return_to_caller(frame_bytes);
}

/// Returns the Value in rax, which is all that there is; if `count` is 0, it is the nil that stands for nothing.
void Emitter::return_boxed(u32 count, u32 frame_bytes) {
    Label odd = a.newLabel();
    x86::Mem wanted = wanted_results();
    // C++ seems to want one, and is to hear if there is none.
    a.cmp(wanted, count);
    a.ja(odd);
    return_to_caller(frame_bytes);
    later([this, odd, wanted, count, frame_bytes] {
        Label more = a.newLabel();
        a.bind(odd);
        // The frame is not needed any more.
        if (count != 0) a.mov(slot(rt::kCalleeSlot), kScratch);
        a.cmp(wanted, bytecode::kOpenResults);
        a.jne(more);
        leave_open(count, frame_bytes);
        a.bind(more);
        a.lea(x86::rdx, slot(rt::kCalleeSlot));
        a.mov(x86::ecx, count);
        hand_over(frame_bytes);
    });
}

void Emitter::lower_Return(const Node* node) {
    const Node* value = node->inputs[0];
    if (graph_.own_result == Type::None) {
        load_boxed(kScratch, value);
        to_original_base();
        return return_boxed(1, frame_bytes_);
    }
    if (value->type == Type::F64) {
        load_real(x86::xmm0, value);
    } else if (value->type == Type::Value) {
        load_boxed(kScratch, value);
    } else {
        load(kScratch, value);
    }
    return_to_caller(frame_bytes_);
}

void Emitter::lower_ReturnSlots(const Node* node) {
    const ReturnSite& site = graph_.returns[node->imm];
    Label odd = a.newLabel();
    a.lea(x86::rdx, slot(static_cast<i32>(site.first_slot)));
    to_original_base();
    // What the VM's callers want is what usually is there. C++ always wants to know how many there are.
    x86::Mem wanted = wanted_results();
    constexpr u32 kFew = 4;
    auto deliver = [this, count = site.count] {
        a.mov(kScratch, kNilRegister);
        for (u32 i = 0; i < count; ++i) {
            x86::Gp value = i == 0 ? kScratch : x86::rcx;
            a.mov(value, x86::qword_ptr(x86::rdx, static_cast<i32>(i * 8)));
            a.mov(slot(rt::kCalleeSlot + static_cast<i32>(i)), value);
        }
    };
    if (site.count <= kFew) {
        a.cmp(wanted, site.count);
        a.jne(odd);
        deliver();
        return_to_caller(frame_bytes_);
    } else {
        a.jmp(odd);
    }
    later([this, odd, wanted, deliver, count = site.count] {
        a.bind(odd);
        if (count <= kFew) {
            Label more = a.newLabel();
            a.cmp(wanted, bytecode::kOpenResults);
            a.jne(more);
            deliver();
            leave_open(count, frame_bytes_);
            a.bind(more);
        }
        a.mov(x86::ecx, count);
        hand_over(frame_bytes_);
    });
}

void Emitter::lower_ReturnOpen(const Node* node) {
    Label odd = a.newLabel();
    a.lea(x86::rdx, slot(node->slot()));
    a.mov(x86::rcx, hot(offsetof(rt::Hot, top)));
    a.sub(x86::rcx, x86::rdx);
    to_original_base();
    x86::Mem wanted = wanted_results();
    a.cmp(x86::rcx, 8);
    a.jne(odd);
    a.cmp(wanted, 1);
    a.ja(odd);
    a.mov(kScratch, x86::qword_ptr(x86::rdx));
    return_to_caller(frame_bytes_);
    later([this, odd] {
        a.bind(odd);
        a.shr(x86::rcx, 3);
        hand_over(frame_bytes_);
    });
}

// ---- tail calls -------------------------------------------------------------------------------------------------------

void Emitter::lower_TailSelf(const Node* node) {
    give_parameters(node);
    Label asked = a.newLabel();
    a.cmp(hot(offsetof(rt::Hot, request), 4), 0);
    a.jne(asked);
    a.jmp(node->inputs.empty() ? body_ : in_registers_);
    later([this, asked] {
        a.bind(asked);
        count_frames(0);
        a.mov(x86::rsi, kBase);
        call(environment_.start_in_vm);
        jump_to_gate(environment_.leave_gate);
    });
}

/// To the function whose entry is in rcx, with eax arguments at kBase.
void Emitter::jump_to_function() {
    shrink_stack(frame_bytes_);
    Label other = a.newLabel();
    a.test(x86::rcx, x86::rcx);
    a.jz(other);
    a.jmp(x86::rcx);
    later([this, other] {
        a.bind(other);
        jump_to_gate(environment_.call_gate);
    });
    stack_is(frame_bytes_);
}

void Emitter::lower_TailCode(const Node* node) {
    load(x86::rcx, node->inputs[0]);
    a.mov(x86::rcx, x86::qword_ptr(x86::rcx, kEntryOfHead));
    a.mov(x86::eax, graph_.calls[node->imm].arguments);
    jump_to_function();
}

void Emitter::lower_TailWindow(const Node* node) {
    const CallSite& site = graph_.calls[node->imm];
    load(x86::rcx, node->inputs[0]);
    a.mov(x86::rcx, x86::qword_ptr(x86::rcx, kEntryOfHead));
    a.lea(x86::rdx, slot(static_cast<i32>(site.argument_slot)));
    count_arguments(site, x86::rdx, x86::rdi);
    a.mov(kScratch, slot(rt::kReturnSlot));
    to_original_base();
    a.mov(slot(rt::kReturnSlot), kScratch);
    a.mov(kScratch, x86::qword_ptr(x86::rdx, rt::kCalleeSlot * 8));
    a.mov(slot(rt::kCalleeSlot), kScratch);
    // Upwards, as the window is above.
    Label more = a.newLabel(), done = a.newLabel();
    a.xor_(x86::eax, x86::eax);
    a.bind(more);
    a.cmp(x86::eax, x86::edi);
    a.jae(done);
    a.mov(x86::rsi, x86::qword_ptr(x86::rdx, x86::rax, 3));
    a.mov(x86::qword_ptr(kBase, x86::rax, 3), x86::rsi);
    a.inc(x86::eax);
    a.jmp(more);
    a.bind(done);
    jump_to_function();
}

}  // namespace gs::jit::x64

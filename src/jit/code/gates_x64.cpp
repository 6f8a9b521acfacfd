// The gates on x86-64.
//
// Whoever calls enter() expects rbx, rbp, r12 .. r15 to be kept; compiled code keeps nothing. So they are saved here once,
// with the entry of an enter() further down this stack. Hot::native_entry then says where: leaving is setting rsp to it, from
// however deep.
#include "jit/code/gates.h"

#if defined(__x86_64__)

#include <asmjit/x86.h>

#include "jit/backend/x64/emitter.h"
#include "runtime/call.h"

namespace gs::jit {

namespace x86 = asmjit::x86;

bool make_gates(CodeMemory& memory, Gates* gates) {
    asmjit::CodeHolder holder;
    x64::AssemblerErrors errors;
    errors.any = holder.init(asmjit::Environment::host()) != asmjit::kErrorOk;
    holder.setErrorHandler(&errors);
    x86::Assembler a;
    if (errors.any || holder.attach(&a) != asmjit::kErrorOk) return false;
    constexpr i32 kState = sizeof(void*) * 256;
    auto entry_word = x86::qword_ptr(x86::r15, offsetof(rt::Hot, native_entry));
    const x86::Gp kept[] = {x86::rbp, x86::rbx, x86::r12, x86::r13, x86::r14, x86::r15};
    auto call = [&](const void* function) {
        a.lea(x86::rdi, x86::ptr(x86::r15, -kState));
        a.mov(x86::rax, reinterpret_cast<u64>(function));
        a.call(x86::rax);
    };

    // rdi Hot, rsi entry, rdx base.
    asmjit::Label enter = a.newLabel(), leave = a.newLabel(), exit = a.newLabel(), error = a.newLabel();
    asmjit::Label call_gate = a.newLabel(), other = a.newLabel();
    a.bind(enter);
    for (const x86::Gp& reg : kept) a.push(reg);
    a.mov(x86::r15, x86::rdi);
    a.mov(x86::rbx, x86::rdx);
    a.mov(x86::r12, rt::kIntZero);
    a.mov(x86::r13, rt::kNilBits);
    a.push(entry_word);
    a.mov(entry_word, x86::rsp);
    // The return word: several results take its place in the frame.
    a.sub(x86::rsp, 8);
    a.push(x86::qword_ptr(x86::rbx, rt::kReturnSlot * static_cast<i32>(sizeof(rt::Value))));
    a.call(x86::rsi);
    a.pop(x86::rcx);
    a.add(x86::rsp, 8);
    a.mov(x86::rsi, x86::rbx);
    a.mov(x86::rdx, x86::rax);
    call(reinterpret_cast<const void*>(&deliver));

    a.bind(leave);
    a.and_(x86::rax, -2);
    a.mov(x86::rsp, entry_word);
    a.pop(entry_word);
    for (std::size_t i = std::size(kept); i-- > 0;) a.pop(kept[i]);
    a.ret();

    // rax MachineCode, number of the exit at [rsp].
    a.bind(exit);
    a.sub(x86::rsp, static_cast<i32>(offsetof(SavedRegisters, exit)));
    for (u32 r = 0; r < 16; ++r) {
        a.mov(x86::qword_ptr(x86::rsp, static_cast<i32>(offsetof(SavedRegisters, general) + r * 8)), x86::gpq(r));
        a.movsd(x86::qword_ptr(x86::rsp, static_cast<i32>(offsetof(SavedRegisters, real) + r * 8)), x86::xmm(r));
    }
    a.mov(x86::rsi, x86::rax);
    a.mov(x86::rdx, x86::rsp);
    a.and_(x86::rsp, -16);
    call(reinterpret_cast<const void*>(&restore_frame));
    a.jmp(leave);

    a.bind(error);
    a.and_(x86::rsp, -16);
    call(reinterpret_cast<const void*>(&unwind_error));
    a.jmp(leave);

    // rbx base of the callee, eax number of arguments.
    a.align(asmjit::AlignMode::kCode, 16);
    a.bind(call_gate);
    a.sub(x86::rsp, 8);
    a.mov(x86::edx, x86::eax);
    a.mov(x86::rsi, x86::rbx);
    call(reinterpret_cast<const void*>(&call_other));
    a.mov(x86::rbx, x86::qword_ptr(x86::r15, offsetof(rt::Hot, base)));
    a.cmp(x86::rax, static_cast<i32>(CallOutcome::Returned));
    a.jne(other);
    a.mov(x86::rax, x86::rdx);
    a.add(x86::rsp, 8);
    a.ret();
    a.bind(other);
    // Positions are multiples of 8.
    a.mov(x86::ecx, x86::eax);
    a.and_(x86::ecx, 7);
    a.cmp(x86::ecx, static_cast<i32>(CallOutcome::Starts));
    a.jne(leave);
    a.shr(x86::rax, 3);
    a.add(x86::rsp, 8);
    a.jmp(x86::rdx);

    if (errors.any || holder.flatten() != asmjit::kErrorOk || holder.resolveUnresolvedLinks() != asmjit::kErrorOk)
        return false;
    const asmjit::CodeBuffer& bytes = holder.textSection()->buffer();
    auto* start = static_cast<char*>(memory.publish(bytes.data(), bytes.size()));
    if (!start) return false;
    gates->enter = start + holder.labelOffset(enter);
    gates->leave = start + holder.labelOffset(leave);
    gates->exit = start + holder.labelOffset(exit);
    gates->error = start + holder.labelOffset(error);
    gates->call = start + holder.labelOffset(call_gate);
    return true;
}

}  // namespace gs::jit

#else

namespace gs::jit {

bool make_gates(CodeMemory&, Gates*) { return false; }

}  // namespace gs::jit

#endif

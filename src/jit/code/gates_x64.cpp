// The gates on x86-64.
//
// Whoever calls enter() expects rbx, rbp, r12 .. r15 to be kept; compiled code keeps nothing. So they are saved here once,
// with the entry of an enter() further down this stack. Hot::native_entry then says where: leaving is setting rsp to it, from
// however deep. Where that goes on is different where C++ has called a function: see GateFrame.
#include "jit/code/gates.h"

#if defined(__x86_64__)

#include <asmjit/x86.h>

#include "jit/backend/x64/emitter.h"
#include "jit/backend/x64/frame_rows.h"
#include "runtime/call.h"

namespace gs::jit {

namespace x86 = asmjit::x86;

bool make_gates(ExecutableMemory& memory, Gates* gates) {
    asmjit::CodeHolder holder;
    x64::AssemblerErrors errors;
    errors.any = holder.init(asmjit::Environment::host()) != asmjit::kErrorOk;
    holder.setErrorHandler(&errors);
    x86::Assembler a;
    if (errors.any || holder.attach(&a) != asmjit::kErrorOk) return false;
    constexpr i32 kState = sizeof(void*) * 256, kEntryWord = offsetof(rt::Hot, native_entry);
    auto entry_word = x86::qword_ptr(x86::r15, kEntryWord);
    const x86::Gp kept[] = {x86::rbp, x86::rbx, x86::r12, x86::r13, x86::r14, x86::r15};
    constexpr u32 kKept = std::size(kept) * 8, kBelowReturn = kKept + 8;  // all that enter() finds at native_entry
    constexpr u32 kFrame = sizeof(GateFrame);
    auto frame_word = [](std::size_t offset) { return x86::qword_ptr(x86::rsp, static_cast<i32>(offset)); };
    x64::FrameRows rows;
    // Where the stack is known by native_entry: rsp may be anywhere below.
    auto entry_is_known = [&] { rows.stack_above(a.offset(), x86::r15.id(), kEntryWord, kBelowReturn); };
    auto call = [&](const void* function) {
        a.lea(x86::rdi, x86::ptr(x86::r15, -kState));
        a.mov(x86::rax, reinterpret_cast<u64>(function));
        a.call(x86::rax);
    };

    asmjit::Label enter = a.newLabel(), leave = a.newLabel(), exit = a.newLabel(), error = a.newLabel();
    asmjit::Label ended = a.newLabel();
    asmjit::Label call_gate = a.newLabel(), other = a.newLabel();
    asmjit::Label call_from_cpp = a.newLabel(), left = a.newLabel(), back = a.newLabel();
    asmjit::Label go_on = a.newLabel();
    // rdi Hot, rdx base.
    auto save = [&](asmjit::Label where_left, asmjit::Label where_failed) {
        for (u32 i = 0; i < std::size(kept); ++i) {
            a.push(kept[i]);
            rows.stack(a.offset(), (i + 1) * 8);
            rows.saved(a.offset(), kept[i].id(), (i + 1) * 8);
        }
        a.mov(x86::r15, x86::rdi);
        a.mov(x86::rbx, x86::rdx);
        a.mov(x86::r12, rt::kIntZero);
        a.mov(x86::r13, rt::kNilBits);
        a.push(entry_word);
        rows.stack(a.offset(), kBelowReturn);
        a.mov(entry_word, x86::rsp);
        a.sub(x86::rsp, kFrame);
        rows.stack(a.offset(), kBelowReturn + kFrame);
        a.lea(x86::rdi, x86::ptr(where_left));
        a.mov(frame_word(offsetof(GateFrame, left)), x86::rdi);
        a.lea(x86::rdi, x86::ptr(where_failed));
        a.mov(frame_word(offsetof(GateFrame, failed)), x86::rdi);
        a.mov(frame_word(offsetof(GateFrame, results)), 1);
    };
    // rsp as save() has found it, but for the return address.
    auto restore = [&] {
        a.pop(entry_word);
        rows.stack(a.offset(), kKept);
        for (u32 i = std::size(kept); i-- > 0;) {
            a.pop(kept[i]);
            rows.stack(a.offset(), i * 8);
        }
    };
    auto count_active = [&](i32 by) {
        a.mov(x86::rcx, reinterpret_cast<u64>(&memory.active));
        a.add(x86::dword_ptr(x86::rcx), by);
    };

    // rsi entry.
    a.bind(enter);
    save(ended, ended);
    a.mov(x86::rcx, x86::qword_ptr(x86::rbx, rt::kReturnSlot * static_cast<i32>(sizeof(rt::Value))));
    a.mov(frame_word(offsetof(GateFrame, return_word)), x86::rcx);
    a.call(x86::rsi);
    a.mov(x86::rsi, x86::rbx);
    a.mov(x86::rdx, x86::rax);
    a.mov(x86::rcx, x86::rsp);
    call(reinterpret_cast<const void*>(&deliver));

    a.bind(ended);
    entry_is_known();
    a.and_(x86::rax, -2);
    a.mov(x86::rsp, entry_word);
    rows.stack(a.offset(), kBelowReturn);
    restore();
    a.ret();

    // rsi entry, ecx number of arguments.
    a.align(asmjit::AlignMode::kCode, 16);
    a.bind(call_from_cpp);
    rows.stack(a.offset(), 0);
    for (const x86::Gp& reg : kept) rows.restored(a.offset(), reg.id());
    save(left, back);
    a.mov(x86::eax, x86::ecx);
    count_active(1);
    a.call(x86::rsi);
    a.bind(back);
    count_active(-1);
    // A Ret.
    a.mov(x86::rdx, frame_word(offsetof(GateFrame, results)));
    a.add(x86::rsp, kFrame);
    rows.stack(a.offset(), kBelowReturn);
    restore();
    a.ret();

    a.bind(left);
    entry_is_known();
    count_active(-1);
    a.mov(x86::rsi, x86::rax);
    a.and_(x86::rsi, -2);
    a.lea(x86::rdi, x86::ptr(x86::r15, -kState));
    a.mov(x86::rsp, entry_word);
    rows.stack(a.offset(), kBelowReturn);
    restore();
    a.mov(x86::rax, reinterpret_cast<u64>(&finish_in_vm));
    a.jmp(x86::rax);

    // The call of rsi above has not come back. Processors match calls with returns, and one that is missing makes them guess all
    // later ones wrong, those of the C++ around this. So here is its return. With an error it even goes where it is expected.
    a.bind(leave);
    entry_is_known();
    a.mov(x86::rsp, entry_word);
    a.sub(x86::rsp, kFrame + 8);
    a.mov(x86::rcx, frame_word(8 + offsetof(GateFrame, left)));
    a.test(x86::rax, x86::rax);
    a.jnz(go_on);
    a.test(x86::rdx, x86::rdx);
    a.jns(go_on);
    a.mov(x86::rcx, frame_word(8 + offsetof(GateFrame, failed)));
    a.mov(frame_word(8 + offsetof(GateFrame, results)), x86::rdx);
    a.bind(go_on);
    a.mov(x86::qword_ptr(x86::rsp), x86::rcx);
    a.ret();

    // rax MachineCode, number of the exit at [rsp].
    a.bind(exit);
    entry_is_known();
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
    entry_is_known();
    a.and_(x86::rsp, -16);
    call(reinterpret_cast<const void*>(&unwind_error));
    a.jmp(leave);

    // rbx base of the callee, eax number of arguments.
    a.align(asmjit::AlignMode::kCode, 16);
    a.bind(call_gate);
    // Called by compiled code, which has nothing kept here.
    rows.stack(a.offset(), 0);
    for (const x86::Gp& reg : kept) rows.restored(a.offset(), reg.id());
    rows.lost(x86::rbx.id());
    a.sub(x86::rsp, 8);
    rows.stack(a.offset(), 8);
    a.mov(x86::edx, x86::eax);
    a.mov(x86::rsi, x86::rbx);
    call(reinterpret_cast<const void*>(&call_other));
    a.mov(x86::rbx, x86::qword_ptr(x86::r15, offsetof(rt::Hot, base)));
    a.cmp(x86::rax, static_cast<i32>(CallOutcome::Returned));
    a.jne(other);
    a.mov(x86::rax, x86::rdx);
    a.add(x86::rsp, 8);
    rows.stack(a.offset(), 0);
    a.ret();
    a.bind(other);
    rows.stack(a.offset(), 8);
    // Positions are multiples of 8.
    a.mov(x86::ecx, x86::eax);
    a.and_(x86::ecx, 7);
    a.cmp(x86::ecx, static_cast<i32>(CallOutcome::Starts));
    a.jne(leave);
    a.shr(x86::rax, 3);
    a.add(x86::rsp, 8);
    rows.stack(a.offset(), 0);
    a.jmp(x86::rdx);

    if (errors.any || holder.flatten() != asmjit::kErrorOk || holder.resolveUnresolvedLinks() != asmjit::kErrorOk)
        return false;
    const asmjit::CodeBuffer& buffer = holder.textSection()->buffer();
    std::string_view bytes(reinterpret_cast<const char*>(buffer.data()), buffer.size());
    gates->code.name = "gate";
    auto* start = static_cast<char*>(publish(memory, bytes, rows.frames(), &gates->code));
    if (!start) return false;
    gates->enter = start + holder.labelOffset(enter);
    gates->leave = start + holder.labelOffset(leave);
    gates->exit = start + holder.labelOffset(exit);
    gates->error = start + holder.labelOffset(error);
    gates->call = start + holder.labelOffset(call_gate);
    gates->call_from_cpp = start + holder.labelOffset(call_from_cpp);
    return true;
}

}  // namespace gs::jit

#else

namespace gs::jit {

bool make_gates(ExecutableMemory&, Gates*) { return false; }

}  // namespace gs::jit

#endif

// How handlers are written, and the two ways they are compiled. The bodies (handlers_*.inc) are the same for both:
//
//     VM_OP(Move) {
//         base[pc->a] = base[pc->b];
//         NEXT(1);
//     }
//
// NEXT(n) goes on with the instruction n words behind pc; SLOW(f) leaves the instruction to a slow path (slow.h);
// GOTO(Name) to a part of it that is written as VM_PART(Name) above. One of them ends every way through a body.
//
// Tail calls (clang 19): each handler is a function that ends in a guaranteed tail call of the next, with pc, base,
// State and three constants in registers. Every handler then has a register allocation of its own, no slow path costs a
// fast one anything, and no optimiser merges the indirect jumps. Rules: no local with a destructor may live at the
// tail call, and no handler may take the address of a local in a way that reaches it, or it gets a stack frame.
//
// Portable: the bodies are labels of one function, and NEXT is a computed goto. GS_VM_PORTABLE selects it, and so
// does any compiler without the attributes.
#pragma once

#include "vm/slow.h"

#if !defined(GS_VM_PORTABLE) && defined(__clang__) && defined(__has_cpp_attribute)
#if __has_cpp_attribute(clang::musttail) && __has_attribute(preserve_none)
#define GS_VM_TAIL_CALLS 1
#endif
#endif
#ifndef GS_VM_TAIL_CALLS
#define GS_VM_TAIL_CALLS 0
#endif

namespace gs::vm {

/// Runs from pc until the frame of the last call from C++ is left.
rt::Ret run(State& st, Word* pc, Value* base);
/// Fills State::handler in.
void install_handlers(State& st);

inline rt::Ret result_of(State& st, Next end) {
    i64 count = reinterpret_cast<i64>(end.base);
    return {count > 0 ? st.hot.results[0] : Value::nil(), count};
}

}  // namespace gs::vm

// By the constants in registers: the bits of an int, the int of such bits (kBias = -kIntZero), a test for nil.
#define VM_INT_BITS(number) (static_cast<u64>(i64{number}) - kBias)
#define VM_INT_OF(bits)     ((bits) + kBias)
#define VM_IS_NIL(v)        ((v).bits == kNil)

// Goes on with the next instruction, whose form is known.
#define VM_THEN(length, Form) \
    do {                      \
        pc += (length);       \
        GOTO(Form);           \
    } while (0)

#if GS_VM_TAIL_CALLS

// pc, base, st and kInt come first: they land in registers that C++ functions preserve.
#define VM_PARAMETERS                                                                              \
    [[maybe_unused]] Word *pc, Value *base, [[maybe_unused]] State *st, [[maybe_unused]] u64 kInt, \
        [[maybe_unused]] u64 kBias, [[maybe_unused]] u64 kNil
#define VM_ARGUMENTS  pc, base, st, kInt, kBias, kNil
#define VM_HANDLER    __attribute__((preserve_none)) rt::Ret
#define VM_OP(Name)   static VM_HANDLER op_##Name(VM_PARAMETERS)
#define VM_PART(Name) [[gnu::noinline]] static VM_HANDLER op_##Name(VM_PARAMETERS)
#define GOTO(Name)    [[clang::musttail]] return op_##Name(VM_ARGUMENTS)
#define NEXT(n)                                                                                   \
    do {                                                                                          \
        pc += (n);                                                                                \
        [[clang::musttail]] return reinterpret_cast<Handler*>(st->handler[pc->op])(VM_ARGUMENTS); \
    } while (0)
#define SLOW(function) [[clang::musttail]] return leave_fast_path<function>(VM_ARGUMENTS)
// What handlers have left in rbx, the one register that C++ functions preserve and handlers do not keep anything in, may be a
// reference. A C++ function that runs for long (a loop in machine code, pcall around a whole program) would have it on the
// native stack all the time, where collections find it.
#if defined(__x86_64__)
#define VM_BEFORE_CALL() asm volatile("xorl %%ebx, %%ebx" : : : "rbx")
#else
#define VM_BEFORE_CALL() static_cast<void>(0)
#endif
// A constant is cheaper made anew than kept across a call of a C++ function.
#define VM_AFTER_CALL() kBias = rt::kIntBias, kNil = rt::kNilBits

#else

#define VM_OP(Name)      op_##Name:
#define VM_PART(Name)    op_##Name:
#define GOTO(Name)       goto op_##Name
#define VM_BEFORE_CALL() static_cast<void>(0)
#define VM_AFTER_CALL()  static_cast<void>(0)
#define NEXT(n)                     \
    do {                            \
        pc += (n);                  \
        goto * st->handler[pc->op]; \
    } while (0)
#define SLOW(function)                                           \
    do {                                                         \
        Next continue_at = function(*st, pc, base);              \
        if (!continue_at.pc) return result_of(*st, continue_at); \
        pc = continue_at.pc;                                     \
        base = continue_at.base;                                 \
        goto * st->handler[pc->op];                              \
    } while (0)

#endif

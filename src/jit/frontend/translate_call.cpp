// Translations: calls and returns.
#include <cstddef>

#include "jit/frontend/translate.h"

namespace gs::jit {

void translate_Call(Emitter& e, const Word* pc) { e.call({pc, bytecode::window_register(pc->c), pc->b, pc->x, false}); }

void translate_TailCall(Emitter& e, const Word* pc) {
    e.call({pc, bytecode::window_register(pc->c), pc->b, bytecode::kOpenResults, true});
}

/// How many arguments there are, of which the last ones are open.
u32 open_arguments(Emitter& e, const Word* pc) {
    u32 first, count;
    if (!e.open_values(&first, &count)) return CallSite::kOpen;
    return first + count - (bytecode::window_register(pc->c) + bytecode::kWindowSlots);
}

void translate_CallOpen(Emitter& e, const Word* pc) {
    u32 arguments = open_arguments(e, pc);
    e.call({pc, bytecode::window_register(pc->c), arguments, pc->x, false});
}

void translate_TailCallOpen(Emitter& e, const Word* pc) {
    u32 arguments = open_arguments(e, pc);
    e.call({pc, bytecode::window_register(pc->c), arguments, bytecode::kOpenResults, true});
}

void translate_Return0(Emitter& e, const Word*) { e.return_values(0, 0); }
void translate_Return1(Emitter& e, const Word* pc) { e.return_values(pc->a, 1); }
void translate_Return(Emitter& e, const Word* pc) { e.return_values(pc->a, pc->b); }

// As many values as the instruction in front of it has left.
void translate_ReturnOpen(Emitter& e, const Word* pc) {
    u32 first, count;
    if (!e.scope().caller && !e.has_known_open()) {
        e.return_open(pc->a);
    } else if (e.open_values(&first, &count)) {
        e.return_values(pc->a, first + count - pc->a);
    } else {
        e.leave(false);
    }
}

void translate_ReturnVarArgs(Emitter& e, const Word* pc) {
    if (pc->b == bytecode::kOpenCount) {
        translate_ReturnOpen(e, pc);
    } else {
        e.return_values(pc->a, pc->b);
    }
}

}  // namespace gs::jit

// Translations: calls and returns.
#include "jit/frontend/translate.h"

namespace gs::jit {

void translate_Call(Emitter& e, const Word* pc) { e.call({pc, bytecode::window_register(pc->c), pc->b, pc->x, false}); }

void translate_TailCall(Emitter& e, const Word* pc) {
    // Of functions with extra arguments only the VM knows where the frame began.
    if (pc->x) return e.leave(false);
    e.call({pc, bytecode::window_register(pc->c), pc->b, bytecode::kOpenResults, true});
}

void translate_Return0(Emitter& e, const Word*) { e.return_values(0, 0); }
void translate_Return1(Emitter& e, const Word* pc) { e.return_values(pc->a, 1); }
void translate_Return(Emitter& e, const Word* pc) { e.return_values(pc->a, pc->b); }

// A number of values that is known at run time only: left to the VM.
void translate_ReturnOpen(Emitter& e, const Word*) { e.leave(false); }
void translate_ReturnVarArgs(Emitter& e, const Word*) { e.leave(false); }

}  // namespace gs::jit

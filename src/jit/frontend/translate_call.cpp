// Translations: calls and returns.
#include <cstddef>

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

// As many values as the call in front of it has left: usually one. Other numbers are left to the VM. The slow path that has
// made the call has put its frame and their end into Hot.
void translate_ReturnOpen(Emitter& e, const Word* pc) {
    const Word* call = pc - 1;
    bool slow = bytecode::info(*call).base == bytecode::Op::TailCall && bytecode::window_register(call->c) == pc->a;
    if (!slow) return e.leave(false);
    Node* hot = e.const_pointer(&e.state().hot);
    Node* top = e.load(Type::I64, hot, offsetof(rt::Hot, top), Alias::Hot);
    Node* base = e.load(Type::I64, hot, offsetof(rt::Hot, base), Alias::Hot);
    Node* size = e.emit(Op::SubI64, {top, base});
    Node* one = e.constant(Type::I64, (pc->a + 1) * sizeof(rt::Value));
    Path others = e.split(e.compare(Op::CmpI64, Condition::Eq, size, one));
    e.set_stored(pc->a);
    e.return_values(pc->a, 1);
    e.resume(std::move(others));
    e.leave(false);
}

void translate_ReturnVarArgs(Emitter& e, const Word*) { e.leave(false); }

}  // namespace gs::jit

// Calls of functions of the library.
//
// Such a function gets a frame on the Value stack, like any callee, but runs on the native stack of its caller and comes
// back in any case, or with an error. So compiled code calls it directly (Op::CallNative) and keeps its own values where they
// are. Functions that run no script and change no table (Op::CallQuiet) leave everything valid that was loaded before.
#include <cstddef>

#include "jit/frontend/translate.h"
#include "runtime/call.h"

namespace gs::jit {

using rt::Value;

namespace {

/// Goes on only if it is a function of the library, whichever.
void guard_native(Emitter& e, Node* callee, const rt::Native* seen) {
    Node* function = e.as_pointer(callee, rt::kTagFunction);
    Node* head = e.load(Type::Ptr, function, offsetof(rt::Function, code), Alias::Constant);
    e.guard_true(e.compare(Op::CmpPtr, Condition::Eq, head, e.const_pointer(seen->code)));
}

}  // namespace

bool call_native(Emitter& e, const CallShape& shape, Node* callee) {
    Value seen = e.seen(callee);
    if (!rt::is_native(seen) || e.failed(kNotThat)) return false;
    guard_native(e, callee, seen.as_native());
    for (u32 i = 0; i < shape.arguments; i++) e.store_register(shape.window + bytecode::kWindowSlots + i);
    e.store_register(shape.window);
    e.store_links();
    e.store_nils();
    u32 first = static_cast<u32>(e.slot_of(shape.window + bytecode::kWindowSlots));
    e.graph().calls.push_back({nullptr, first, shape.arguments});
    Node* result = e.guard(Op::CallNative, {}, e.graph().calls.size() - 1);
    e.kill_from(shape.window);
    if (shape.wanted == 1) {
        e.set(shape.window, result);
    } else if (shape.wanted != bytecode::kOpenResults) {
        for (u32 i = 0; i < shape.wanted; i++) e.set_stored(shape.window + i);
    }
    return true;
}

}  // namespace gs::jit

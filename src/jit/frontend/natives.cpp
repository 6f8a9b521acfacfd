// Calls of functions of the library.
//
// Such a function gets a frame on the Value stack, like any callee, but runs on the native stack of its caller and comes
// back in any case, or with an error. So compiled code calls it directly (Op::CallNative) and keeps its own values where they
// are. Functions that run no script and change no table (Op::CallQuiet) leave everything valid that was loaded before; some
// are a few operations (intrinsics.cpp).
//
// A site calls what it has been seen to call. If that was something else now and then, any function of the library will do;
// if there are script functions among them, the slow path decides.
#include "jit/frontend/natives.h"

#include <cstddef>

#include "jit/frontend/translate.h"
#include "runtime/call.h"
#include "support/assert.h"

namespace gs::jit {

using rt::Value;

namespace {

/// Goes on only if it is a function of the library, whichever.
void guard_native(Emitter& e, Node* callee, const rt::Native* seen) {
    if (callee->is_const()) return;
    Node* function = e.as_pointer(callee, rt::kTagFunction);
    Node* head = e.load(Type::Ptr, function, offsetof(rt::Function, code), Alias::Constant);
    e.guard_true(e.compare(Op::CmpPtr, Condition::Eq, head, e.const_pointer(seen->code)));
}

/// Goes on only if it is this one.
void guard_same(Emitter& e, Node* callee, Value seen) {
    if (callee->is_const()) return;
    e.graph().constants.push_back(seen);
    e.guard(Op::CheckBits, {e.box(callee)}, seen.bits);
}

/// `known`: the callee, or null if it may be any.
void call_in_frame(Emitter& e, const CallShape& shape, Op op, const rt::Native* known) {
    if (shape.arguments == CallSite::kOpen) {
        e.store_live();  // what stands in front of the open ones
    } else {
        for (u32 i = 0; i < shape.arguments; i++) e.store_register(shape.window + bytecode::kWindowSlots + i);
    }
    e.store_register(shape.window);
    e.store_links();
    e.clear_stale(static_cast<u32>(e.slot_of(shape.window)));
    u32 first = static_cast<u32>(e.slot_of(shape.window + bytecode::kWindowSlots));
    e.graph().calls.push_back({nullptr, first, shape.arguments, known});
    Node* result = e.guard(op, {}, e.graph().calls.size() - 1);
    e.kill_from(shape.window);
    if (shape.wanted == 1) {
        e.set(shape.window, result);
        e.note_seen(shape.window, result);
    } else if (shape.wanted != bytecode::kOpenResults) {
        for (u32 i = 0; i < shape.wanted; i++) e.set_stored(shape.window + i);
    }
}

}  // namespace

void NativeCall::give(std::vector<Node*> results) const {
    e.kill_from(shape.window);
    if (shape.tail) {
        for (u32 i = 0; i < results.size(); i++) e.set(shape.window + i, results[i]);
        return e.return_values(shape.window, static_cast<u32>(results.size()));
    }
    if (shape.wanted == bytecode::kOpenResults) {
        for (u32 i = 0; i < results.size(); i++) e.set(shape.window + i, results[i]);
        return e.leave_open(shape.window, static_cast<u32>(results.size()));
    }
    for (u32 i = 0; i < shape.wanted; i++) {
        e.set(shape.window + i, i < results.size() ? results[i] : e.const_value(Value::nil()));
    }
}

bool call_native(Emitter& e, const CallShape& shape, Node* callee) {
    Value seen = e.seen(callee);
    if (!rt::is_native(seen)) return false;
    const rt::Native* native = seen.as_native();
    if (e.failed(kNotBits)) {
        if (e.failed(kNotTag)) return false;
        guard_native(e, callee, native);
        call_in_frame(e, shape, Op::CallNative, nullptr);
        return true;
    }
    const NativeRow* row = native_row(e.state(), native);
    guard_same(e, callee, seen);
    if (row && row->inline_call && shape.arguments != CallSite::kOpen && (row->covers_all || !e.failed(kNotThat))) {
        if (row->inline_call({e, shape, native})) return true;
    }
    call_in_frame(e, shape, row ? row->call : Op::CallNative, native);
    return true;
}

}  // namespace gs::jit

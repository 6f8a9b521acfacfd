// What compiled code knows about functions of the library.
#pragma once

#include "jit/frontend/emitter.h"

namespace gs::jit {

/// A call of a function of the library that has been proved to be that one.
struct NativeCall {
    Emitter& e;
    const CallShape& shape;
    const rt::Native* native;

    u32 count() const { return shape.arguments; }
    Node* argument(u32 i) const { return e.get(shape.window + bytecode::kWindowSlots + i); }
    /// The results, none of which exists as long as nothing else may fail.
    void give(std::vector<Node*> results) const;
};

/// Makes operations of the call. False: that can not be done here, and nothing has been done.
using Inline = bool (*)(const NativeCall& call);

struct NativeRow {
    const char* name;
    Inline inline_call;  // or null
    Op call;  // the operation that calls it
};
/// What is known, null if nothing is.
const NativeRow* native_row(const rt::Native* native);

}  // namespace gs::jit

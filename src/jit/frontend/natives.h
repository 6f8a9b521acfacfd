// What compiled code knows about functions of the library.
#pragma once

#include <string_view>

#include "jit/frontend/emitter.h"

namespace gs::jit {

/// A call of a function of the library that has been proved to be that one.
struct NativeCall {
    Emitter& e;
    const CallShape& shape;
    const rt::Native* native;

    u32 count() const { return shape.arguments; }
    bool wants_all() const { return shape.tail || shape.wanted == bytecode::kOpenResults; }
    Node* argument(u32 i) const { return e.get(shape.window + bytecode::kWindowSlots + i); }
    /// The results, none of which exists as long as nothing else may fail.
    void give(std::vector<Node*> results) const;
};

/// Makes operations of the call. False: that can not be done here, and nothing has been done.
using Inline = bool (*)(const NativeCall& call);

struct NativeRow {
    std::string_view name;
    Inline inline_call;  // or null
    bool covers_all;  // it also knows what to do where its guards have failed
    Op call;  // the operation that calls it
};
/// The functions that stand in the globals now under the names of intrinsics.def are those that it means. To be called when
/// the library is there and nobody else could change it: a host may have functions of the same names.
void learn_library(rt::State& st);
/// What is known, null if nothing is.
const NativeRow* native_row(rt::State& st, const rt::Native* native);

}  // namespace gs::jit

// The optimiser: passes over the IR, one a file, each a function of the graph. Every pass leaves a graph that satisfies
// verify(); debug builds check that after each one.
#pragma once

#include <string_view>

#include "jit/ir/graph.h"
#include "support/function_ref.h"

namespace gs::jit {

/// Runs all passes in the order of pipeline.cpp. `after` is called behind each pass (for dumps).
void optimise(Graph& graph);
void optimise(Graph& graph, FunctionRef<void(const char* pass)> after);

namespace opt {

#define GS_PASS(Name, Description) \
    /** Description. */            \
    void Name(Graph& graph);
#include "jit/opt/passes.def"
#undef GS_PASS

struct Pass {
    const char* name;
    const char* description;
    void (*run)(Graph&);
};
/// The pass of that name, null if there is none.
const Pass* find_pass(std::string_view name);

}  // namespace opt
}  // namespace gs::jit

// From bytecode and what the VM has learned about it to the IR. Essay in emitter.h.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "jit/frontend/feedback.h"
#include "jit/ir/graph.h"
#include "runtime/state.h"

namespace gs::jit {

/// Which functions the calls of a compiled function have met, inlined calls included: those that were seen when it was
/// compiled, and those for which it was left.
class Callees {
public:
    static constexpr std::size_t kMostAtOnePlace = 4;

    /// Whether the code had not been noted for the call instruction, and there was room.
    bool add(const rt::Word* call, const rt::Code* code);
    std::vector<const rt::Code*> at(const rt::Word* call) const;
    /// Code has been left at the call, because what was called was not what had been expected.
    void note_left(const rt::Word* call) {
        if (!was_left(call)) left_.push_back(call);
    }
    bool was_left(const rt::Word* call) const { return std::find(left_.begin(), left_.end(), call) != left_.end(); }
    /// All codes of all calls, for the collector.
    const std::vector<std::pair<const rt::Word*, rt::Value>>& all() const { return noted_; }

private:
    std::vector<std::pair<const rt::Word*, rt::Value>> noted_;
    std::vector<const rt::Word*> left_;
};
/// Whether the instruction calls what stands in its window.
bool is_call(const rt::Word* pc);

/// What a compilation starts from.
struct Request {
    rt::State& state;
    Feedback& feedback;
    Callees& callees;
    const bytecode::FunctionData* function;
    /// A closure of the function that has run, for its upvalues; may be null.
    const rt::Function* closure = nullptr;
    /// What stands in the first registers (of a function: its arguments) at the time, a hint like the closure.
    const rt::Value* registers = nullptr;
    u32 register_count = 0;
};

/// The function from its first instruction. Null if it is too large.
std::unique_ptr<Graph> build_function(const Request& request);
/// The loop whose edges lead to `header`, entered there in the VM's frame.
std::unique_ptr<Graph> build_loop(const Request& request, const rt::Word* header);

}  // namespace gs::jit

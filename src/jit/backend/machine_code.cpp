#include "jit/backend/machine_code.h"

namespace gs::jit {

MachineCode::~MachineCode() {
    if (!watched.empty()) environment->watches->remove(*this);
    if (start) environment->memory->release(start, size);
}

bool may_be_stressed(const Node& guard) {
    if (!(guard.effects() & kGuard) || guard.is(Op::Exit)) return false;
    const Node* condition = guard.inputs.empty() ? nullptr : guard.inputs[0];
    while (condition && condition->is(Op::NotBool)) condition = condition->inputs[0];
    return !condition || !(condition->effects() & kChanges);
}

#if !defined(__x86_64__)
std::unique_ptr<MachineCode> assemble(const Environment&, Graph&, const AssembleOptions&) { return nullptr; }
void break_watch_points(MachineCode&) {}
#endif

}  // namespace gs::jit

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

u32 results_wanted(const rt::Word* call) {
    bytecode::Op base = bytecode::info(*call).base;
    bool is_tail = base == bytecode::Op::TailCall || base == bytecode::Op::TailCallOpen;
    return is_tail ? bytecode::kOpenResults : call->x;
}

}  // namespace gs::jit

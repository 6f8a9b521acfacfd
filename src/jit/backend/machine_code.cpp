#include "jit/backend/machine_code.h"

namespace gs::jit {

MachineCode::~MachineCode() {
    if (start) environment->memory->release(start, size);
}

#if !defined(__x86_64__)
std::unique_ptr<MachineCode> assemble(const Environment&, Graph&, const AssembleOptions&) { return nullptr; }
#endif

}  // namespace gs::jit

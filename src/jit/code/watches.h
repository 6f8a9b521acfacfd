// What compiled code relies on without a look at it (docs/adr/0012): globals that have been assigned once, and the epoch of
// prototypes.
//
// The collector does not move cells, and code keeps the cells that it names alive, so addresses are names.
#pragma once

#include <unordered_map>
#include <vector>

#include "jit/backend/machine_code.h"

namespace gs::jit {

class CodeWatches final : public Watches {
public:
    explicit CodeWatches(const u32* prototype_epoch) : epoch_(prototype_epoch) {}

    void add(MachineCode& code) override;
    void remove(MachineCode& code) override;
    /// Breaks the watch points of all code that relies on this, which stands here no more.
    std::vector<MachineCode*> take(const void* what);

private:
    const u32* epoch_;
    std::unordered_map<const void*, std::vector<MachineCode*>> users_;
};

}  // namespace gs::jit

// Constant globals that compiled code relies on without a look at them (docs/adr/0012).
//
// The collector does not move cells, and code keeps the cells that it names alive, so addresses are names.
#pragma once

#include <unordered_map>
#include <vector>

#include "jit/backend/machine_code.h"

namespace gs::jit {

class GlobalWatches final : public Watches {
public:
    void add(MachineCode& code) override;
    void remove(MachineCode& code) override;
    /// Breaks the watch points of all code that relies on the global, which stands here no more.
    std::vector<MachineCode*> take(const rt::GlobalCell& cell);

private:
    std::unordered_map<const rt::GlobalCell*, std::vector<MachineCode*>> users_;
};

}  // namespace gs::jit

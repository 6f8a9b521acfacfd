#include "jit/code/watches.h"

#include "runtime/table.h"
#include "support/assert.h"

namespace gs::jit {

void GlobalWatches::add(MachineCode& code) {
    for (rt::GlobalCell* cell : code.globals) {
        bool constant = rt::watch_global(cell);
        GS_CHECK(constant);
        users_[cell].push_back(&code);
    }
}

void GlobalWatches::remove(MachineCode& code) {
    for (const rt::GlobalCell* cell : code.globals) {
        auto found = users_.find(cell);
        if (found == users_.end()) continue;
        std::erase(found->second, &code);
        if (found->second.empty()) users_.erase(found);
    }
}

std::vector<MachineCode*> GlobalWatches::take(const rt::GlobalCell& cell) {
    auto found = users_.find(&cell);
    if (found == users_.end()) return {};
    std::vector<MachineCode*> broken = found->second;
    for (MachineCode* code : broken) {
        break_watch_points(*code);
        remove(*code);
        code->globals.clear();
    }
    return broken;
}

}  // namespace gs::jit

#include "jit/code/watches.h"

#include "runtime/table.h"
#include "support/assert.h"

namespace gs::jit {

void CodeWatches::add(MachineCode& code) {
    for (const void* what : code.watched) {
        if (what != epoch_) {
            auto* cell = static_cast<rt::GlobalCell*>(const_cast<void*>(what));
            bool constant = rt::watch_global(cell, rt::GlobalCell::kCompiled);
            GS_CHECK(constant);
        }
        users_[what].push_back(&code);
    }
}

void CodeWatches::remove(MachineCode& code) {
    for (const void* what : code.watched) {
        auto found = users_.find(what);
        if (found == users_.end()) continue;
        std::erase(found->second, &code);
        if (found->second.empty()) users_.erase(found);
    }
}

std::vector<MachineCode*> CodeWatches::take(const void* what) {
    auto found = users_.find(what);
    if (found == users_.end()) return {};
    std::vector<MachineCode*> broken = found->second;
    for (MachineCode* code : broken) {
        break_watch_points(*code);
        remove(*code);
        code->watched.clear();
    }
    return broken;
}

}  // namespace gs::jit

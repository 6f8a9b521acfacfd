#include "stdlib/modules.h"

namespace gs::stdlib {
namespace {

constexpr Module kModules[] = {
#define MODULE(name, sets, open) {#name, sets, open},
#include "stdlib/modules.def"
#undef MODULE
};

}  // namespace

std::span<const Module> modules() { return kModules; }

void open_library(rt::State& st, u32 sets) {
    open_base(st);
    for (const Module& module : kModules) {
        if (((module.sets | kAll) & sets) != 0) module.open(st);
    }
}

bool open_module(rt::State& st, std::string_view name) {
    for (const Module& module : kModules) {
        if (name != module.name) continue;
        module.open(st);
        return true;
    }
    return false;
}

}  // namespace gs::stdlib

#include "stdlib/modules.h"

#include "runtime/library.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "stdlib/json.h"

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
    if ((sets & ~u32{kSafe}) != 0) return;
    forbid_outside(st);
    // Whoever chooses this set may forbid the process to open files afterwards.
    if (sets != 0) prepare_json();
}

void forbid_outside(rt::State& st) {
    rt::set_field(st, st.globals, "dofile", rt::Value::nil());
    rt::set_field(st, st.globals, "loadfile", rt::Value::nil());
    rt::Value time = rt::raw_get_string(st, st.globals, rt::intern(st, "time"));
    if (time.is_table()) rt::set_field(st, time.as_table(), "sleep", rt::Value::nil());
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

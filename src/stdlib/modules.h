// The list of libraries and how a State gets them.
#pragma once

#include <span>
#include <string_view>

#include "runtime/state.h"

namespace gs::stdlib {

/// The sets of libraries a host chooses from; a module may belong to several.
enum LibrarySet : u32 {
    kNone = 0,
    kSafe = 1,
    kApp = 2,
    kGame = 4,
    kAll = 8,
};

struct Module {
    const char* name;
    u32 sets;
    void (*open)(rt::State&);
};

/// The rows of modules.def.
std::span<const Module> modules();

/// The built-in functions of the language and all modules that belong to one of the sets.
void open_library(rt::State& st, u32 sets = kAll);
/// The built-in functions alone: print, type, pcall, ... To be called once, before the modules.
void open_base(rt::State& st);
/// Takes away what reaches out of the program in spite of a set that may not: dofile, loadfile, time.sleep. (Modules from
/// disk are an option of the State.) open_library does it for the sets without kApp, kGame and kAll.
void forbid_outside(rt::State& st);
/// One module by name; false if there is none.
bool open_module(rt::State& st, std::string_view name);

#define MODULE(name, sets, open) void open(rt::State& st);
#include "stdlib/modules.def"
#undef MODULE

}  // namespace gs::stdlib

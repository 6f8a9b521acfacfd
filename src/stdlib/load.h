// Loading code: load, loadfile, dofile and modules (language.md 14).
#pragma once

#include <string>
#include <string_view>

#include "runtime/ops.h"
#include "runtime/state.h"

namespace gs::stdlib {

/// The built-in functions load, loadstring, loadfile, dofile, require.
void open_load(rt::State& st);

/// What require(name) gives: loads the module unless it is loaded already.
rt::Result<rt::Value> require_module(rt::State& st, rt::String* name);
/// Makes a value what require(name) gives.
void set_module(rt::State& st, std::string_view name, rt::Value v);

/// All that can be read from a file descriptor. False with errno set if that fails.
bool read_descriptor(int descriptor, std::string* text);
/// All of a file. False with errno set if it can not be read.
bool read_file(const std::string& path, std::string* text);

/// unpack and table.unpack.
rt::Ret unpack_table(rt::State& st, rt::Args args);

}  // namespace gs::stdlib

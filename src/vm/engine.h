// Engine 2: the register machine.
#pragma once

#include <memory>
#include <string_view>

#include "runtime/engine.h"

namespace gs::vm {

/// Text of a chunk to the closure of its main function. On a static error, the error is pending. Composed of parser,
/// sema and compiler by the layer that knows them.
using CompileFn = rt::Result<rt::Function*> (*)(rt::State& st, std::string_view text, std::string_view chunk_name,
                                                rt::Value env);

std::unique_ptr<rt::Engine> make_engine(rt::State& st, CompileFn compile);

}  // namespace gs::vm

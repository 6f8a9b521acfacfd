// The bytecode compiler: a resolved syntax tree to instructions.
#pragma once

#include "runtime/object.h"
#include "runtime/result.h"
#include "runtime/state.h"
#include "syntax/ast.h"

namespace gs::compiler {

/// Compiles a chunk (after sema::resolve) and everything in it. `env` is nil, or the table that replaces the globals. The
/// tree may be thrown away afterwards. Fails with `function too large (limit N registers)` or for want of memory.
rt::Result<rt::Code*> compile(rt::State& st, const syntax::Chunk& chunk, rt::Value env);

}  // namespace gs::compiler

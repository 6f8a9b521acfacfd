// Engine 1: the tree-walking interpreter, the readable reference for what programs mean. It evaluates the annotated
// syntax tree; every operation is a call of rt::*.
#pragma once

#include <memory>
#include <string_view>

#include "runtime/engine.h"
#include "support/arena.h"
#include "syntax/ast.h"

namespace gs::treewalk {

/// A checked chunk and the memory it lives in.
struct Source {
    Arena arena;
    syntax::Chunk* chunk = nullptr;
};

/// Text to a resolved tree; null with the static error pending in the State. Filled in by the layer that knows the parser.
using ParseFn = std::shared_ptr<Source> (*)(rt::State& st, std::string_view text, std::string_view chunk_name);

std::unique_ptr<rt::Engine> make_engine(ParseFn parse);

/// The function of a chunk that has been parsed already.
rt::Result<rt::Function*> load_source(rt::State& st, const std::shared_ptr<Source>& source, rt::Value env);

}  // namespace gs::treewalk

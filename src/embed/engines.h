// The four engines behind one door: from text to something that runs, whichever engine a State has.
#pragma once

#include <memory>
#include <string_view>

#include "jit/tier.h"
#include "runtime/state.h"
#include "stdlib/modules.h"
#include "syntax/diagnostics.h"

namespace gs::embed {

enum class EngineKind : u8 { Tree, Vm, Jit, Trace };

/// A State that is ready to run: with the engine, the built-in functions and the libraries of the sets. Where an engine is
/// not available the VM takes its place.
std::unique_ptr<rt::State> create_state(const rt::Options& options, EngineKind engine, u32 libraries = stdlib::kAll,
                                        const jit::Settings& jit = {});

/// What a text is: a chunk, or (in the REPL) an expression list, which makes a function that returns its values.
enum class ChunkForm : u8 { Statements, Expressions };

/// Makes the function of a main chunk. A static error is written to `error`, and the Result fails without an error
/// pending. (Chunks that a script loads go through rt::Engine::load, where a static error is an error like any other.)
/// If the text is right and memory is short, the error is pending and the message of `error` empty.
rt::Result<rt::Function*> load_chunk(rt::State& st, std::string_view text, std::string_view name, ChunkForm form,
                                     syntax::Diagnostic* error);

}  // namespace gs::embed

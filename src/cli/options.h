// The command line as the user wrote it (language.md 16.1), checked. The options are the rows of support/flags.def.
#pragma once

#include <string>
#include <vector>

#include "embed/engines.h"
#include "runtime/state.h"

namespace gs::cli {

/// Forms of a whole text; what is dumped of compiled code stands in jit::Settings.
enum class Dump : u8 { None, Tokens, Ast, Bytecode };

struct CommandLine {
    std::vector<std::string> code;  // of each -e
    bool interactive = false, version = false, help = false;
    embed::EngineKind engine = embed::EngineKind::Jit;
    Dump dump = Dump::None;
    jit::Settings jit;
    rt::Options state;
    bool has_script = false;
    std::string script;                  // a path, or `-` for standard input
    std::vector<std::string> arguments;  // of the script
};

/// Fills in `line`. False after a usage error, which `error` tells without the name of the program.
bool parse_command_line(int argc, char** argv, CommandLine* line, std::string* error);

/// What `--help` writes.
std::string help_text();

}  // namespace gs::cli

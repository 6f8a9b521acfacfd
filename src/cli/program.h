// A run of the program: the -e texts and the script (language.md 16.1), then the REPL if it was asked for.
#pragma once

#include "cli/options.h"

namespace gs::cli {

/// Does what the command line says. The result is the exit status.
int run_program(const CommandLine& line);

}  // namespace gs::cli

// --dump: the internal forms of a text, on standard error.
#pragma once

#include <string_view>

#include "cli/options.h"

namespace gs::cli {

/// Writes the form that the command line asks for. False after a static error, which has been reported.
bool dump(const CommandLine& line, std::string_view text, std::string_view name);

}  // namespace gs::cli

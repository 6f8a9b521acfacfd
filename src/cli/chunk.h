// Main chunks: compiling and running a text, and showing what went wrong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/result.h"
#include "runtime/state.h"
#include "syntax/diagnostics.h"

namespace gs::cli {

/// Compiles and runs a text with the arguments. False after an error, which has been reported. To be called inside
/// rt::run_main.
bool run_chunk(rt::State& st, std::string text, std::string_view name, const std::vector<rt::Value>& arguments);

/// Writes the pending error to standard error, behind all output so far.
void report_error(rt::State& st);
void report_static_error(const syntax::Diagnostic& error, std::string_view name, std::string_view text);

}  // namespace gs::cli

#include "cli/chunk.h"

#include "embed/engines.h"
#include "runtime/call.h"
#include "runtime/strings.h"
#include "stdlib/output.h"

namespace gs::cli {

bool run_chunk(rt::State& st, std::string text, std::string_view name, const std::vector<rt::Value>& arguments) {
    st.main_chunk = rt::intern(st, name);
    syntax::Diagnostic error;
    auto function = embed::load_chunk(st, text, name, embed::ChunkForm::Statements, &error);
    if (!function.ok() && !error.message.empty()) {
        report_static_error(error, name, text);
        return false;
    }
    text = {};  // it may be large, and the program may run for long
    auto count = static_cast<u32>(arguments.size());
    if (function.ok() && rt::call(st, rt::Value::function(*function), arguments.data(), count).ok()) return true;
    report_error(st);
    return false;
}

void report_error(rt::State& st) {
    // The text comes first: it may take a call of __tostring, which may print.
    std::string report = rt::error_report(st);
    stdlib::write_error(report);
}

void report_static_error(const syntax::Diagnostic& error, std::string_view name, std::string_view text) {
    stdlib::write_error(syntax::render(error, name, text));
}

}  // namespace gs::cli

#include "cli/dump.h"

#include "bytecode/verify.h"
#include "cli/chunk.h"
#include "compiler/compile.h"
#include "embed/engines.h"
#include "runtime/coroutine.h"
#include "sema/resolve.h"
#include "stdlib/output.h"
#include "support/arena.h"
#include "syntax/dump.h"
#include "syntax/parser.h"

namespace gs::cli {
namespace {

/// The compiler makes objects, so it needs a State to make them in.
bool dump_bytecode(const CommandLine& line, const syntax::Chunk& chunk) {
    std::unique_ptr<rt::State> st = embed::create_state(line.state, line.engine, stdlib::kNone);
    bool ok = false;
    rt::run_main(*st, [&] {
        auto code = compiler::compile(*st, chunk, rt::Value::nil());
        ok = code.ok();
        if (ok) {
            stdlib::write_error(bytecode::disassemble(*code));
        } else {
            report_error(*st);
        }
    });
    return ok;
}

}  // namespace

bool dump(const CommandLine& line, std::string_view text, std::string_view name) {
    if (line.dump == Dump::Tokens) {
        stdlib::write_error(syntax::dump_tokens(text));
        return true;
    }
    Arena arena;
    syntax::ParseResult result = syntax::parse(arena, text, name);
    if (result.chunk == nullptr) {
        report_static_error(result.error, name, text);
        return false;
    }
    sema::resolve(arena, *result.chunk);
    if (line.dump == Dump::Bytecode) return dump_bytecode(line, *result.chunk);
    stdlib::write_error(syntax::dump_ast(*result.chunk));
    return true;
}

}  // namespace gs::cli

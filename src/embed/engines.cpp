#include "embed/engines.h"

#include <cstdio>
#include <string>
#include <utility>

#include "bytecode/verify.h"
#include "compiler/compile.h"
#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/engine.h"
#include "runtime/heap.h"
#include "runtime/object.h"
#include "runtime/strings.h"
#include "sema/resolve.h"
#include "support/assert.h"
#include "syntax/parser.h"
#include "treewalk/engine.h"
#include "vm/engine.h"

namespace gs::embed {
namespace {

/// From text to a resolved tree; null if there is a static error, which is written to `error`. Recursive descent takes more
/// room than a coroutine has, so it happens on the thread's own stack.
std::shared_ptr<treewalk::Source> parse(rt::State& st, std::string_view text, std::string_view name, ChunkForm form,
                                        syntax::Diagnostic* error) {
    auto source = std::make_shared<treewalk::Source>();
    rt::on_thread_stack(st, [&] {
        syntax::ParseResult result = form == ChunkForm::Expressions
                                         ? syntax::parse_expression_list(source->arena, text, name)
                                         : syntax::parse(source->arena, text, name);
        source->chunk = result.chunk;
        if (result.chunk == nullptr) {
            *error = std::move(result.error);
        } else {
            sema::resolve(source->arena, *result.chunk);
        }
    });
    return source->chunk != nullptr ? source : nullptr;
}

/// For chunks that are loaded while a program runs: a static error becomes the pending error.
std::shared_ptr<treewalk::Source> parse_or_raise(rt::State& st, std::string_view text, std::string_view name) {
    syntax::Diagnostic error;
    std::shared_ptr<treewalk::Source> source = parse(st, text, name, ChunkForm::Statements, &error);
    if (source == nullptr) (void)st.raise_text(syntax::one_line(error, name));
    return source;
}

/// From a resolved tree to the closure of its main function. The compiler recurses like the parser; raising what it has to
/// say about a tree that it can not compile may run a handler of the script, which the thread's stack is not for.
rt::Result<rt::Function*> compile(rt::State& st, const syntax::Chunk& chunk, rt::Value env) {
    rt::Code* code = nullptr;
    rt::Value error;
    {
        rt::CatchScope scope(st);
        rt::on_thread_stack(st, [&] {
            auto result = compiler::compile(st, chunk, env);
            if (result.ok()) code = *result;
        });
        if (code == nullptr && !scope.take(&error)) return rt::kFailed;
    }
    if (code == nullptr) return st.raise(error);
    if (kDebug || st.options.heap.verify) {
        std::string fault = bytecode::verify_all(code);
        if (!fault.empty()) {
            std::fprintf(stderr, "%s\n%s", fault.c_str(), bytecode::disassemble(code).c_str());
            GS_UNREACHABLE("the compiler made wrong bytecode");
        }
    }
    jit::prepare(st, code);
    return bytecode::make_main_closure(st, code);
}

rt::Result<rt::Function*> parse_and_compile(rt::State& st, std::string_view text, std::string_view name,
                                            rt::Value env) {
    std::shared_ptr<treewalk::Source> source = parse_or_raise(st, text, name);
    if (source == nullptr) return rt::kFailed;
    return compile(st, *source->chunk, env);
}

/// A pending `NAME:LINE:COLUMN: MESSAGE`, with which the compiler turns a chunk down, becomes a static error like those of
/// the parser. Other errors stay pending.
void take_static_error(rt::State& st, std::string_view name, syntax::Diagnostic* error) {
    if (!st.hot.error.is_string()) return;
    std::string text(rt::view(st.hot.error));
    if (!text.starts_with(name)) return;
    int length = 0;
    if (std::sscanf(text.c_str() + name.size(), ":%u:%u: %n", &error->line, &error->column, &length) != 2) return;
    error->message = text.substr(name.size() + static_cast<std::size_t>(length));
    st.pending = {};
    st.hot.error = rt::Value::nil();
}

bool is_tree_walker(const rt::State& st) { return st.engine->name() == "tree"; }

}  // namespace

std::unique_ptr<rt::State> create_state(const rt::Options& options, EngineKind engine, u32 libraries,
                                        const jit::Settings& jit) {
    auto st = std::make_unique<rt::State>(options);
    st->engine =
        engine == EngineKind::Tree ? treewalk::make_engine(parse_or_raise) : vm::make_engine(*st, parse_and_compile);
    stdlib::open_library(*st, libraries);
    if (engine == EngineKind::Jit) jit::attach(*st, jit);
    return st;
}

rt::Result<rt::Function*> load_chunk(rt::State& st, std::string_view text, std::string_view name, ChunkForm form,
                                     syntax::Diagnostic* error) {
    std::shared_ptr<treewalk::Source> source = parse(st, text, name, form, error);
    if (source == nullptr) return rt::kFailed;
    if (is_tree_walker(st)) return treewalk::load_source(st, source, rt::Value::nil());
    auto function = compile(st, *source->chunk, rt::Value::nil());
    if (!function.ok()) take_static_error(st, name, error);
    return function;
}

}  // namespace gs::embed

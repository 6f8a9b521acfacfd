#include "embed/engines.h"

#include <string>
#include <utility>

#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/engine.h"
#include "runtime/object.h"
#include "sema/resolve.h"
#include "support/assert.h"
#include "syntax/parser.h"
#include "treewalk/engine.h"

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

}  // namespace

std::unique_ptr<rt::State> create_state(const rt::Options& options, EngineKind, u32 libraries) {
    auto st = std::make_unique<rt::State>(options);
    st->engine = treewalk::make_engine(parse_or_raise);
    stdlib::open_library(*st, libraries);
    return st;
}

rt::Result<rt::Function*> load_chunk(rt::State& st, std::string_view text, std::string_view name, ChunkForm form,
                                     syntax::Diagnostic* error) {
    std::shared_ptr<treewalk::Source> source = parse(st, text, name, form, error);
    if (source == nullptr) return rt::kFailed;
    return treewalk::load_source(st, std::move(source), rt::Value::nil());
}

}  // namespace gs::embed

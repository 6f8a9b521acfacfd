// Library coroutine (docs: stdlib/coroutine). What the functions do stands in runtime/coroutine.cpp.
#include "runtime/coroutine.h"

#include "runtime/native_args.h"

namespace gs::stdlib {
namespace {

using namespace rt;

// Shown in tracebacks for the functions that coroutine.wrap makes.
constexpr FnRow kWrapped = {"coroutine.wrap", native_wrapped};

Ret coroutine_create(State& st, Args args) {
    ArgReader in(st, args);
    return Value::object(make_coroutine(st, TRY(in.callable(0))));
}

Ret coroutine_wrap(State& st, Args args) {
    ArgReader in(st, args);
    Coroutine* co = make_coroutine(st, TRY(in.callable(0)));
    return Value::function(make_native(st, &kWrapped, {Value::object(co)}));
}

Ret coroutine_status(State& st, Args args) {
    ArgReader in(st, args);
    return TRY(string_value(st, status_name(st, TRY(in.coroutine(0)))));
}

Ret coroutine_close(State& st, Args args) {
    ArgReader in(st, args);
    return close_coroutine(st, TRY(in.coroutine(0)));
}

Ret coroutine_running(State& st, Args) {
    Coroutine* co = current(st);
    return give(st, {Value::object(co), Value::boolean(co->kind != CoroutineKind::Coroutine)});
}

Ret coroutine_isyieldable(State& st, Args args) {
    ArgReader in(st, args);
    Coroutine* co = in.given(0) ? TRY(in.coroutine(0)) : current(st);
    return Value::boolean(is_yieldable(st, co));
}

constexpr FnRow kFunctions[] = {
    {"coroutine.create", coroutine_create},   {"coroutine.resume", native_resume},
    {"coroutine.yield", native_yield},        {"coroutine.status", coroutine_status},
    {"coroutine.wrap", coroutine_wrap},       {"coroutine.close", coroutine_close},
    {"coroutine.running", coroutine_running}, {"coroutine.isyieldable", coroutine_isyieldable},
};

}  // namespace

void open_coroutine(State& st) { register_library(st, "coroutine", kFunctions); }

}  // namespace gs::stdlib

// The library `json`.
#include "stdlib/json.h"

#include <cstdio>

#include "runtime/native_args.h"
#include "stdlib/modules.h"

namespace gs::stdlib {

using namespace rt;

namespace {

Ret json_encode(State& st, Args args) {
    Value v = TRY(ArgReader(st, args).any(0));
    return TRY(write_json(st, v, nullptr));
}

Ret json_pretty(State& st, Args args) {
    ArgReader in(st, args);
    Value v = TRY(in.any(0));
    std::string_view indent = TRY(in.text_or(1, "  "));
    return TRY(write_json(st, v, &indent));
}

Ret json_decode(State& st, Args args) { return decode_json(st, TRY(ArgReader(st, args).text(0))); }

constexpr FnRow kFunctions[] = {
    {"json.encode", json_encode},
    {"json.pretty", json_pretty},
    {"json.decode", json_decode},
};

}  // namespace

Ret decode_json(State& st, std::string_view text) {
    JsonProblem problem;
    Value v = TRY(read_json(st, text, &problem));
    if (problem.reason == nullptr) return v;
    char message[128];
    int size = std::snprintf(message, sizeof message, "line %zu, column %zu: %s", problem.line, problem.column,
                             problem.reason);
    return fail_with(st, {message, static_cast<std::size_t>(size)});
}

void open_json(State& st) { register_library(st, "json", kFunctions); }

}  // namespace gs::stdlib

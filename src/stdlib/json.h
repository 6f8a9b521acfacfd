// JSON: reading and writing, for the library `json` and for others that carry JSON.
#pragma once

#include <string_view>

#include "runtime/state.h"

namespace gs::stdlib {

/// Arrays and objects may nest this deep, both ways.
inline constexpr u32 kMaxJsonDepth = 4'000;

/// What is wrong with a text, and where.
struct JsonProblem {
    const char* reason = nullptr;  // null: nothing
    std::size_t line = 0, column = 0;  // from 1; columns in characters
};
/// Loads what reading needs, which otherwise happens at the first text: for States in which no file may be opened later.
void prepare_json();

/// Reads one JSON text. If it is not JSON, `problem` says why and the result is nil; what fails is memory.
rt::Result<rt::Value> read_json(rt::State& st, std::string_view text, JsonProblem* problem);

/// What json.decode gives: the value, or nil and a message.
rt::Ret decode_json(rt::State& st, std::string_view text);

/// Writes a value. `indent` null: without any space. Raises `NAME: nesting too deep`, NAME being the running native unless
/// another name is given.
rt::Result<rt::Value> write_json(rt::State& st, rt::Value v, const std::string_view* indent,
                                 const char* name = nullptr);

}  // namespace gs::stdlib

// How failure travels. A script error is pending in the State (State::raise); functions that may fail return a
// Result and hand it on with TRY. Nothing throws.
#pragma once

#include "runtime/value.h"

namespace gs::rt {

/// Converts to every failed Result: `return kFailed;` after State::raise.
struct Failure {};
inline constexpr Failure kFailed{};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : value_(value), ok_(true) {}  // NOLINT: conversion is the point
    Result(Failure) : value_{}, ok_(false) {}      // NOLINT
    bool ok() const { return ok_; }
    explicit operator bool() const { return ok_; }
    T value() const { return value_; }
    T operator*() const { return value_; }

private:
    T value_;
    bool ok_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() : ok_(true) {}
    Result(Failure) : ok_(false) {}  // NOLINT
    bool ok() const { return ok_; }
    explicit operator bool() const { return ok_; }
    void value() const {}

private:
    bool ok_;
};
using Status = Result<void>;

/// What a call gives back, in two registers. `count` is the number of results, or kError with the error pending in
/// the State. One result stands in `first` alone; several stand in State::results[0 .. count) and `first` is
/// results[0]; with no result `first` is nil. So a caller that wants one value reads `first` and nothing else.
struct [[nodiscard]] Ret {
    static constexpr i64 kError = -1;
    Value first;
    i64 count;

    static Ret none() { return {Value::nil(), 0}; }
    static Ret one(Value v) { return {v, 1}; }
    static Ret error() { return {Value::nil(), kError}; }
    bool ok() const { return count >= 0; }
    Ret(Value v, i64 n) : first(v), count(n) {}
    Ret(Failure) : first(Value::nil()), count(kError) {}  // NOLINT
    Ret(Value v) : first(v), count(1) {}                  // NOLINT: natives write `return value;`
};

// TRY(x): the value of a successful Result; a failed one is returned to the caller at once.
#define TRY(expression)                     \
    ({                                      \
        auto try_result_ = (expression);    \
        if (!try_result_.ok()) [[unlikely]] \
            return ::gs::rt::kFailed;       \
        try_result_.value();                \
    })
// TRY_CALL(x): the same for a Ret; gives the Ret.
#define TRY_CALL(expression)                   \
    ({                                         \
        ::gs::rt::Ret try_ret_ = (expression); \
        if (!try_ret_.ok()) [[unlikely]]       \
            return ::gs::rt::kFailed;          \
        try_ret_;                              \
    })

}  // namespace gs::rt

// Three ways to state what must be true. They are for mistakes in the engine only; what a script does wrong travels as
// a Result (runtime/result.h).
//
//   GS_ASSERT(condition)      checked in debug builds (no NDEBUG), free in release builds
//   GS_CHECK(condition)       always checked: for what would otherwise corrupt memory
//   GS_UNREACHABLE("why")     a place that control can not reach, and the reason
//
// A failure prints file, line and text to standard error and aborts.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace gs {

#ifdef NDEBUG
inline constexpr bool kDebug = false;
#else
inline constexpr bool kDebug = true;
#endif

namespace detail {

// Kept out of line and cold so that a check costs its compare and a branch never taken.
[[noreturn, gnu::noinline, gnu::cold]] inline void check_failed(const char* file, int line, const char* kind,
                                                                const char* text) noexcept {
    std::fprintf(stderr, "%s:%d: %s: %s\n", file, line, kind, text);
    std::fflush(stderr);
    std::abort();
}

}  // namespace detail
}  // namespace gs

#define GS_CHECK(condition) \
    ((condition) ? static_cast<void>(0) : ::gs::detail::check_failed(__FILE__, __LINE__, "check failed", #condition))

#define GS_UNREACHABLE(why) ::gs::detail::check_failed(__FILE__, __LINE__, "reached unreachable code", why)

#ifdef NDEBUG
// Not evaluated, but still compiled, so that names used in it count as used.
#define GS_ASSERT(condition) static_cast<void>(sizeof(static_cast<bool>(condition)))
#else
#define GS_ASSERT(condition)            \
    ((condition) ? static_cast<void>(0) \
                 : ::gs::detail::check_failed(__FILE__, __LINE__, "assertion failed", #condition))
#endif

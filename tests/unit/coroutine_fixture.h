// What the tests of coroutines and of goroutines share: bodies are natives, so no engine takes part.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/heap.h"
#include "runtime/scheduler.h"
#include "runtime/strings.h"

namespace gs::rt {

inline Value n(i64 v) { return Value::integer(v); }

/// What bodies write down for the test to look at.
inline std::vector<i64> seen;

class CoroutineTest : public ::testing::Test {
protected:
    explicit CoroutineTest(const Options& options = {}) : st(options) { seen.clear(); }

    Value native(const FnRow& row) { return Value::function(make_native(st, &row)); }
    Coroutine* make(const FnRow& row) { return make_coroutine(st, native(row)); }

    /// Pushes arguments and resumes; the results as a list, the error as {-1, error} if it is an int.
    std::vector<Value> resume_with(Coroutine* co, std::initializer_list<Value> args) {
        Value* top = st.hot.top;
        u32 offset = static_cast<u32>(top - stack_bottom(st));
        EXPECT_TRUE(ensure_stack(st, static_cast<u32>(args.size())).ok());
        for (Value v : args) *st.hot.top++ = v;
        Ret ret = resume(st, co, {offset, static_cast<u32>(args.size())}, 0, false);
        st.hot.top = stack_bottom(st) + offset;
        if (!ret.ok()) {
            Value error = std::exchange(st.hot.error, Value::nil());
            st.pending = {};
            return {Value::absent(), error};
        }
        const Value* values = st.result_array(ret);
        return {values, values + ret.count};
    }
    std::string text_of(Value v) { return v.is_string() ? std::string(view(v)) : "(no string)"; }

    State st;
};

inline Ret fails(State& st, Args args) { return st.raise(st.arg(args, 0)); }
inline const FnRow kFails{"test.fails", fails};

inline Ret uncatchable(State& st, Args) { return st.raise_uncatchable("interrupted"); }
inline const FnRow kUncatchable{"test.uncatchable", uncatchable};

inline void make_garbage(State& st) {
    for (int i = 0; i < 20'000; i++) (void)make_string(st, "some text or other, number " + std::to_string(i));
}

}  // namespace gs::rt

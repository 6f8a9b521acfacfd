// Calls, protected calls, positions and tracebacks, and the argument rules of built-in functions.
#include "runtime_fixture.h"

namespace gs::rt::test {
namespace {

class CallTest : public RuntimeTest {};

TEST_F(CallTest, FramesAreRestored) {
    Value* base = st.hot.base;
    auto depth = st.hot.top - stack_bottom(st);
    Value inner = script("inner", 1, [](State& state, Args args) -> Ret { return state.arg(args, 1); });
    Value outer = script("outer", 2, [&](State& state, Args args) -> Ret {
        Ret first = TRY_CALL(call(state, inner, {Value::integer(1), Value::integer(2)}));
        return give(state, {first.first, state.arg(args, 0)});
    });
    EXPECT_EQ(show(call(st, outer, {Value::integer(9)})), "2 9");
    EXPECT_EQ(st.hot.base, base);
    EXPECT_EQ(st.hot.top - stack_bottom(st), depth);
    EXPECT_EQ(st.hot.frames_left, kMaxFrames);
}

TEST_F(CallTest, CallMetamethodsPutTheirObjectInFront) {
    Table* t = make_table(st);
    Table* metatable = make_table(st);
    set_field(st, metatable, "__call", script("", 1, [](State& state, Args args) -> Ret {
                  return give(state, {Value::boolean(state.arg(args, 0).is_table()), state.arg(args, 1),
                                      Value::integer(args.count)});
              }));
    set_metatable(st, t, metatable);
    EXPECT_EQ(show(call(st, Value::table(t), {str("x")})), "true x 2");
    EXPECT_EQ(show(call(st, Value::integer(1), {})), "error: attempt to call a number value");
}

TEST_F(CallTest, RecursionEndsWithAnError) {
    Value self;
    u32 calls = 0;
    self = script("f", 1, [&](State& state, Args) -> Ret {
        ++calls;
        return call(state, self, {});
    });
    Ret ret = call(st, global("pcall"), {self});
    EXPECT_EQ(show(ret), "false stack overflow");
    EXPECT_EQ(calls, kMaxNativeDepth - 1);  // the call of pcall counts, too
    EXPECT_EQ(st.hot.native_depth, 0u);
}

TEST_F(CallTest, ProtectedCalls) {
    EXPECT_EQ(call_global("pcall", {global("error"), str("e")}), "false e");
    EXPECT_EQ(call_global("pcall", {global("error")}), "false nil");
    EXPECT_EQ(call_global("pcall", {Value::integer(1)}), "false attempt to call a number value");
    EXPECT_EQ(call_global("pcall", {global("select"), Value::integer(2), str("a"), str("b"), str("c")}), "true b c");
    EXPECT_EQ(call_global("pcall", {}), "error: bad argument #1 to 'pcall' (value expected)");
    EXPECT_EQ(call_global("xpcall", {global("print"), Value::nil()}),
              "error: bad argument #2 to 'xpcall' (function expected, got nil)");
    EXPECT_EQ(call_global("assert", {Value::nil(), str("no")}), "error: no");
    EXPECT_EQ(call_global("assert", {Value::boolean(false)}), "error: assertion failed!");
}

TEST_F(CallTest, HandlersRunOnTopOfTheFailingFunction) {
    std::string seen;
    Value handler = script("handler", 9, [&](State& state, Args args) -> Ret {
        at_line(9);
        seen = traceback(state, state.hot.co, 0);
        return TRY(string_value(state, "handled " + text(state.arg(args, 0))));
    });
    Value failing = script("failing", 3, [&](State& state, Args) -> Ret {
        at_line(4);
        return call(state, global("error"), {str("e")});
    });
    EXPECT_EQ(call_global("xpcall", {failing, handler}), "false handled e");
    EXPECT_EQ(seen,
              "stack traceback:\n\ttest.gs:9: in function 'handler'\n\t[native]: in function 'error'\n"
              "\ttest.gs:4: in function 'failing'\n\t[native]: in function 'xpcall'");
}

TEST_F(CallTest, AnErrorInTheHandlerIsTheResult) {
    Value handler = script("handler", 9, [&](State& state, Args) -> Ret { return state.raise_text("worse"); });
    EXPECT_EQ(call_global("xpcall", {global("error"), handler, str("e")}), "false worse");
}

TEST_F(CallTest, AHandlerSeesNothingThatAPcallInsideCatches) {
    u32 calls = 0;
    Value handler = script("handler", 9, [&](State&, Args) -> Ret { return ++calls, Value::nil(); });
    EXPECT_EQ(call_global("xpcall", {global("pcall"), handler, global("error"), str("e")}), "true false e");
    EXPECT_EQ(calls, 0u);
}

TEST_F(CallTest, ReportsShowPositionAndTraceback) {
    Value inner = script("inner", 1, [&](State& state, Args) -> Ret {
        at_line(2);
        return state.raise_text("boom");
    });
    Value outer = script("", 5, [&](State& state, Args) -> Ret {
        at_line(6);
        return call(state, inner, {});
    });
    ASSERT_FALSE(call(st, outer, {}).ok());
    EXPECT_EQ(error_report(st),
              "test.gs:2: boom\nstack traceback:\n\ttest.gs:2: in function 'inner'\n"
              "\ttest.gs:6: in function <test.gs:5>\n");
}

TEST_F(CallTest, LevelsChooseThePosition) {
    i64 level = 1;
    Value inner = script("inner", 1, [&](State& state, Args) -> Ret {
        at_line(2);
        return call(state, global("error"), {str("e"), Value::integer(level)});
    });
    Value outer = script("outer", 5, [&](State& state, Args) -> Ret {
        at_line(6);
        return call(state, inner, {});
    });
    auto first_line = [&] {
        EXPECT_FALSE(call(st, outer, {}).ok());
        std::string report = error_report(st);
        return report.substr(0, report.find('\n'));
    };
    EXPECT_EQ(first_line(), "test.gs:2: e");
    level = 2;
    EXPECT_EQ(first_line(), "test.gs:6: e");
    level = 0;
    EXPECT_EQ(first_line(), "e");
    level = 3;
    st.main_chunk = intern(st, "main.gs");
    EXPECT_EQ(first_line(), "main.gs: e");
}

TEST_F(CallTest, LongTracebacksAreCutInTheMiddle) {
    std::string seen;
    Value self;
    self = script("f", 1, [&](State& state, Args args) -> Ret {
        i64 n = state.arg(args, 0).as_int();
        if (n > 1) return call(state, self, {Value::integer(n - 1)});
        seen = traceback(state, state.hot.co, 0);
        return Ret::none();
    });
    auto lines = [&](i64 frames) {
        EXPECT_TRUE(call(st, self, {Value::integer(frames)}).ok());
        return std::count(seen.begin(), seen.end(), '\n');
    };
    EXPECT_EQ(lines(22), 22);
    EXPECT_EQ(lines(30), 22);
    EXPECT_NE(seen.find("\n\t...(skipping 9 levels)\n"), seen.npos);
}

TEST_F(CallTest, ArgumentsAreCheckedAndConverted) {
    EXPECT_EQ(call_global("rawget", {}), "error: bad argument #1 to 'rawget' (table expected, got no value)");
    EXPECT_EQ(call_global("rawget", {Value::table(st.globals)}), "error: bad argument #2 to 'rawget' (value expected)");
    EXPECT_EQ(call_global("select", {Value::real(INFINITY)}),
              "error: bad argument #1 to 'select' (number has no integer representation)");
    EXPECT_EQ(call_global("select", {Value::real(1.9), str("a")}), "a");
    EXPECT_EQ(call_global("select", {str("#"), Value::nil(), Value::nil()}), "2");
    EXPECT_EQ(call_global("select", {Value::integer(-3), str("a")}),
              "error: bad argument #1 to 'select' (index out of range)");
    EXPECT_EQ(call_global("tonumber", {str("ff"), Value::integer(16)}), "255");
    EXPECT_EQ(call_global("tonumber", {str("8"), Value::integer(8)}), "nil");
    i64 n = 0;
    EXPECT_TRUE(truncate_to_int(Value::real(1e300), &n));
    EXPECT_EQ(n, INT64_MAX);
    EXPECT_TRUE(truncate_to_int(Value::real(-2.9), &n));
    EXPECT_EQ(n, -2);
}

TEST_F(CallTest, LoadingReportsErrorsAsResults) {
    EXPECT_EQ(call_global("load", {str("!"), str("=demo")}), "nil demo:1:1: bad");
    EXPECT_EQ(call_global("load", {str("x"), Value::nil(), str("b")}),
              "nil attempt to load a text chunk (mode is 'b')");
    EXPECT_EQ(call_global("loadfile", {str("/nope")}), "nil cannot open /nope: no such file or directory");
    EXPECT_EQ(call_global("dofile", {str("/nope")}), "error: cannot open /nope: no such file or directory");
    EXPECT_EQ(call_global("require", {str("no.such")}), "error: module 'no.such' not found");
    std::string pieces[] = {"ab", "cd", ""};
    u32 next = 0;
    Value reader = script("", 1, [&](State& state, Args) -> Ret { return TRY(string_value(state, pieces[next++])); });
    Ret loaded = call(st, global("load"), {reader});
    ASSERT_TRUE(loaded.first.is_function());
    EXPECT_EQ(show(call(st, loaded.first, {})), "abcd");
}

// ---- classes --------------------------------------------------------------------------------------------------

struct Counter {
    i64 value = 0;
};
const UserdataType kCounter = class_of<Counter>("counter");

Ret counter_add(State& st, Args args) {
    ArgReader in(st, args);
    Counter* counter = TRY(in.self<Counter>(kCounter));
    counter->value += TRY(in.integer(0));
    return Value::number(counter->value);
}
constexpr FnRow kCounterMethods[] = {{"counter.add", counter_add}};

TEST_F(CallTest, MethodsDropTheirObject) {
    register_class(st, kCounter, kCounterMethods);
    Value object = Value::object(make_object<Counter>(st, kCounter));
    Value bound = *index(st, object, str("add"));
    Value plain = *get_method(st, object, intern(st, "add"));
    EXPECT_EQ(show(call(st, bound, {Value::integer(2)})), "2");
    EXPECT_EQ(show(call(st, bound, {object, Value::integer(3)})), "5");
    EXPECT_EQ(show(call(st, plain, {object, str("4")})), "9");
    EXPECT_EQ(show(call(st, bound, {})), "error: bad argument #1 to 'counter.add' (number expected, got no value)");
    EXPECT_EQ(show(call(st, plain, {str("x")})),
              "error: bad argument #1 to 'counter.add' (counter expected, got string)");
    EXPECT_EQ(text(object).substr(0, 11), "counter: 0x");
    EXPECT_FALSE(set_index(st, object, str("x"), Value::nil()).ok());
    EXPECT_EQ(show(kFailed), "error: attempt to index a counter value");
}

}  // namespace
}  // namespace gs::rt::test

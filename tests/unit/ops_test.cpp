// The meaning of operations (runtime/ops.h).
#include "runtime_fixture.h"

namespace gs::rt::test {
namespace {

class OpsTest : public RuntimeTest {
protected:
    std::string arith_text(ArithOp op, Value a, Value b) { return show_value(arith(st, op, a, b)); }
    std::string show_value(Result<Value> r) { return r.ok() ? text(*r) : show(kFailed); }
    std::string show_bool(Result<bool> r) { return r.ok() ? (*r ? "true" : "false") : show(kFailed); }
    Value i(i64 v) { return Value::integer(v); }
    Value d(f64 v) { return Value::real(v); }
    Table* with_metatable(std::string_view field, Value v) {
        Table* t = make_table(st);
        Table* metatable = make_table(st);
        set_field(st, metatable, field, v);
        set_metatable(st, t, metatable);
        return t;
    }
};

TEST_F(OpsTest, IntsOverflowIntoTheNearestFloat) {
    EXPECT_EQ(arith_text(ArithOp::Add, i(kMaxInt), i(1)), "140737488355328.0");
    EXPECT_EQ(arith_text(ArithOp::Sub, i(kMinInt), i(1)), "-140737488355329.0");
    EXPECT_EQ(arith_text(ArithOp::Mul, i(kMaxInt), i(kMaxInt)), "1.9807040628565803e+28");
    EXPECT_EQ(arith_text(ArithOp::Mul, i(1 << 20), i(1 << 20)), "1099511627776");
    EXPECT_EQ(show_value(negate(st, i(kMinInt))), "140737488355328.0");
}

TEST_F(OpsTest, DivisionAndPowerGiveFloats) {
    EXPECT_EQ(arith_text(ArithOp::Div, i(10), i(2)), "5.0");
    EXPECT_EQ(arith_text(ArithOp::Div, i(-1), i(0)), "-Inf");
    EXPECT_EQ(arith_text(ArithOp::Pow, i(2), i(10)), "1024.0");
    EXPECT_EQ(arith_text(ArithOp::Pow, i(0), i(-1)), "+Inf");
}

TEST_F(OpsTest, RemainderHasTheSignOfTheDivisor) {
    EXPECT_EQ(arith_text(ArithOp::Mod, i(-7), i(3)), "2");
    EXPECT_EQ(arith_text(ArithOp::Mod, i(7), i(-3)), "-2");
    EXPECT_EQ(arith_text(ArithOp::Mod, d(5.5), i(-2)), "-0.5");
    EXPECT_EQ(arith_text(ArithOp::Mod, d(-6.0), i(3)), "-0.0");
    EXPECT_EQ(arith_text(ArithOp::Mod, i(-5), d(INFINITY)), "+Inf");
    EXPECT_EQ(arith_text(ArithOp::Mod, i(5), d(INFINITY)), "5.0");
    EXPECT_EQ(arith_text(ArithOp::Mod, d(5.0), i(0)), "NaN");
    EXPECT_EQ(arith_text(ArithOp::Mod, i(5), i(0)), "error: attempt to perform 'n%%0'");
}

TEST_F(OpsTest, StringsThatReadAsNumbersCompute) {
    EXPECT_EQ(arith_text(ArithOp::Mul, str("6"), str(" 7 ")), "42");
    EXPECT_EQ(arith_text(ArithOp::Add, str("0x10"), i(1)), "17");
    EXPECT_EQ(show_value(negate(st, str("1.5"))), "-1.5");
    EXPECT_EQ(arith_text(ArithOp::Add, i(1), str("x")), "error: attempt to perform arithmetic on a string value");
    EXPECT_EQ(arith_text(ArithOp::Add, Value::nil(), str("x")), "error: attempt to perform arithmetic on a nil value");
}

TEST_F(OpsTest, ArithmeticAsksTheLeftOperandFirst) {
    Value left =
        Value::table(with_metatable("__add", script("", 1, [this](State&, Args) -> Ret { return str("left"); })));
    Value right =
        Value::table(with_metatable("__add", script("", 1, [this](State&, Args) -> Ret { return str("right"); })));
    EXPECT_EQ(arith_text(ArithOp::Add, left, right), "left");
    EXPECT_EQ(arith_text(ArithOp::Add, i(1), right), "right");
    Value named = Value::table(with_metatable("__name", str("Point")));
    EXPECT_EQ(arith_text(ArithOp::Sub, named, i(1)), "error: attempt to perform arithmetic on a Point value");
}

TEST_F(OpsTest, EqualityIsMathematical) {
    EXPECT_TRUE(raw_equal(i(1), d(1.0)));
    EXPECT_TRUE(raw_equal(d(0.0), d(-0.0)));
    EXPECT_FALSE(raw_equal(d(NAN), d(NAN)));
    EXPECT_FALSE(raw_equal(i(1), str("1")));
    EXPECT_TRUE(raw_equal(str("abc"), str("abc")));
}

TEST_F(OpsTest, OrderOfMixedTypesIsAnError) {
    EXPECT_EQ(show_bool(less(st, i(1), d(1.5))), "true");
    EXPECT_EQ(show_bool(less(st, str("a"), str("ab"))), "true");
    EXPECT_EQ(show_bool(less_equal(st, d(NAN), i(1))), "false");
    EXPECT_EQ(show_bool(less(st, i(1), str("x"))), "error: attempt to compare number with string");
    EXPECT_EQ(show_bool(less(st, Value::nil(), Value::nil())), "error: attempt to compare two nil values");
}

TEST_F(OpsTest, ConcatenationJoinsRunsAndKeepsGroupingToTheRight) {
    EXPECT_EQ(show_value(concat(st, str("n"), d(3.0))), "n3.0");
    std::string log;
    Value object = Value::table(with_metatable("__concat", script("", 1, [&](State& state, Args args) -> Ret {
                                                   log += text(state.arg(args, 1));
                                                   return TRY(string_value(state, "<o>"));
                                               })));
    auto chain = [&](std::initializer_list<Value> values) {
        u32 offset = *begin_call(st, static_cast<u32>(values.size()));
        std::copy(values.begin(), values.end(), stack_bottom(st) + offset);
        std::string shown = show_value(concat_chain(st, offset, static_cast<u32>(values.size())));
        st.hot.top = stack_bottom(st) + offset - kBoundarySlots;
        return shown;
    };
    EXPECT_EQ(chain({str("a"), i(1), str("b"), d(2.5)}), "a1b2.5");
    EXPECT_EQ(chain({str("a"), object, str("b"), str("c")}), "a<o>");
    EXPECT_EQ(log, "bc");
    EXPECT_EQ(chain({str("a"), Value::nil(), str("c")}), "error: attempt to concatenate a nil value");
    std::string longer(500, 'x');
    EXPECT_EQ(chain({str(longer), str("("), str(")")}), longer + "()");
}

TEST_F(OpsTest, IndexFollowsChains) {
    Table* base = make_table(st);
    set_field(st, base, "x", i(1));
    Value t = Value::table(base);
    for (u32 steps = 0; steps < kMaxChain; ++steps) t = Value::table(with_metatable("__index", t));
    EXPECT_EQ(show_value(index(st, t, str("x"))), "1");
    t = Value::table(with_metatable("__index", t));
    EXPECT_EQ(show_value(index(st, t, str("x"))), "error: '__index' chain too long; possible loop");
    EXPECT_EQ(show_value(index(st, i(1), str("x"))), "error: attempt to index a number value");
}

TEST_F(OpsTest, AssignmentsReachNewIndex) {
    Table* target = make_table(st);
    Value t = Value::table(with_metatable("__newindex", Value::table(target)));
    ASSERT_TRUE(set_index(st, t, str("k"), i(5)).ok());
    EXPECT_TRUE(raw_get(st, t.as_table(), str("k")).is_nil());
    EXPECT_EQ(text(raw_get(st, target, str("k"))), "5");
    EXPECT_FALSE(set_index(st, str("s"), str("k"), i(5)).ok());
    EXPECT_EQ(show(kFailed), "error: attempt to index a string value");
    EXPECT_FALSE(set_index(st, Value::table(target), Value::nil(), i(5)).ok());
    EXPECT_EQ(show(kFailed), "error: table index is nil");
}

TEST_F(OpsTest, MessagesNameTheOperandOfAScriptFrame) {
    engine->operands[1] = {OperandName::Local, "n"};
    Value f = script("f", 1, [](State& state, Args) -> Ret {
        return TRY(arith(state, ArithOp::Add, Value::integer(1), Value::nil()));
    });
    EXPECT_EQ(show(call(st, f, {})), "error: attempt to perform arithmetic on a nil value (local 'n')");
}

TEST_F(OpsTest, RangesDecideByType) {
    auto collect = [&](Value x, Value s, Value c) {
        RangeState state;
        if (!range_start(st, x, s, c, &state).ok()) return show(kFailed);
        std::string out;
        Value a, b;
        for (;;) {
            auto more = range_next(st, &state, &a, &b);
            if (!more.ok()) return show(kFailed);
            if (!*more) return out;
            out += text(a) + "=" + text(b) + " ";
        }
    };
    Value nil = Value::nil();
    EXPECT_EQ(collect(i(3), nil, nil), "1=nil 2=nil 3=nil ");
    EXPECT_EQ(collect(d(-0.0), nil, nil), "");
    EXPECT_EQ(collect(d(2.5), nil, nil), "error: number has no integer representation");
    EXPECT_EQ(collect(str("x"), nil, nil), "error: cannot range over string");
    Table* t = make_table(st);
    ASSERT_TRUE(raw_set_int(st, t, 1, str("a")).ok());
    set_field(st, t, "k", str("b"));
    EXPECT_EQ(collect(Value::table(t), nil, nil), "1=a k=b ");
    EXPECT_EQ(collect(global("next"), Value::table(t), nil), "1=a k=b ");
    Value upto = script("upto", 1, [](State& state, Args args) -> Ret {
        i64 limit = state.arg(args, 0).as_int(), c = state.arg(args, 1).as_int();
        if (c >= limit) return Ret::none();
        return give(state, {Value::integer(c + 1), Value::integer(c * c)});
    });
    EXPECT_EQ(collect(upto, i(3), i(0)), "1=0 2=1 3=4 ");
}

TEST_F(OpsTest, TextOfValues) {
    EXPECT_EQ(show_value(tostring(st, Value::nil())), "nil");
    EXPECT_EQ(show_value(tostring(st, global("print"))), "function: print");
    Value named = Value::table(with_metatable("__name", str("Point")));
    EXPECT_TRUE(show_value(tostring(st, named)).starts_with("Point: 0x"));
    Value bad =
        Value::table(with_metatable("__tostring", script("", 1, [](State&, Args) -> Ret { return Value::nil(); })));
    EXPECT_EQ(show_value(tostring(st, bad)), "error: '__tostring' must return a string");
}

}  // namespace
}  // namespace gs::rt::test

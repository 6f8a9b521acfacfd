// The bytecode builder, the verifier and the VM on functions assembled by hand.
#include <gtest/gtest.h>

#include "bytecode/builder.h"
#include "bytecode/verify.h"
#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/native_args.h"
#include "runtime/ops.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "stdlib/modules.h"
#include "vm/engine.h"

namespace gs::vm {
namespace {

using bytecode::Capture;
using bytecode::FunctionBuilder;
using bytecode::FunctionInfo;
using bytecode::kOpenCount;
using bytecode::kOpenResults;
using bytecode::Label;
using bytecode::Op;
using rt::Ret;
using rt::Value;

class VmTest : public ::testing::Test {
protected:
    VmTest() : st(rt::Options{}) {
        st.engine = make_engine(st, [](rt::State& state, std::string_view, std::string_view, Value) {
            return rt::Result<rt::Function*>(state.raise_text("no compiler"));
        });
        stdlib::open_library(st);
    }

    FunctionInfo info(u16 params, std::string_view name = "f") {
        FunctionInfo i;
        i.chunk = rt::intern(st, "test.gs");
        i.name = rt::intern(st, name);
        i.line = 1;
        i.params = params;
        return i;
    }
    static FunctionInfo with_extras(FunctionInfo i) {
        i.is_vararg = i.uses_varargs = true;
        return i;
    }
    Value make(FunctionBuilder& b) {
        rt::Code* code = b.finish();
        EXPECT_NE(code, nullptr);
        EXPECT_EQ(bytecode::verify(code), "") << bytecode::disassemble(code);
        return Value::function(bytecode::make_main_closure(st, code));
    }
    rt::String* name(std::string_view s) { return rt::intern(st, s); }
    Value number(i64 v) { return Value::integer(v); }

    std::string show(Ret ret) {
        if (!ret.ok()) {
            std::string out = "error: ";
            if (st.pending.has_position) out += std::to_string(st.pending.line) + ": ";
            out += rt::plain_text(st, st.hot.error);
            st.pending = {};
            return out;
        }
        const Value* values = st.result_array(ret);
        std::string out;
        for (i64 i = 0; i < ret.count; i++) out += (i ? " " : "") + rt::plain_text(st, values[i]);
        return out;
    }
    std::string run(Value f, std::initializer_list<Value> args = {}) {
        std::string out;
        rt::run_main(st, [&] { out = show(rt::call(st, f, args)); });
        EXPECT_EQ(st.hot.frames_left, rt::kMaxFrames);
        return out;
    }

    /// func fib(n) { if n < 2 { return n } return fib(n - 1) + fib(n - 2) }, as a global.
    Value fib() {
        FunctionBuilder b(st, info(1, "fib"));
        Label big = b.label();
        b.set_line(2);
        b.jump(Op::JumpNotLessImm, 0, 2, big);
        b.return1(0);
        b.bind(big);
        b.get_global(1, name("fib"));
        b.op(Op::SubImm, 3, 0, 1);
        b.call(1, 1, 1);
        b.get_global(2, name("fib"));
        b.op(Op::SubImm, 4, 0, 2);
        b.call(2, 1, 1);
        b.op(Op::Add, 1, 1, 2);
        b.return1(1);
        Value f = make(b);
        rt::set_field(st, st.globals, "fib", f);
        return f;
    }

    rt::State st;
};

TEST_F(VmTest, CallsAndReturns) { EXPECT_EQ(run(fib(), {number(20)}), "6765"); }

TEST_F(VmTest, SitesAreQuickenedOnce) {
    FunctionBuilder b(st, info(2));
    b.op(Op::Add, 2, 0, 1);
    b.return1(2);
    Value f = make(b);
    rt::Word* code = f.as_function()->code + 1;
    EXPECT_EQ(run(f, {number(1), number(2)}), "3");
    EXPECT_EQ(bytecode::op_of(*code), Op::AddInt);
    EXPECT_EQ(run(f, {Value::real(1.5), Value::real(2)}), "3.5");
    EXPECT_EQ(bytecode::op_of(*code), Op::AddFloat);
    EXPECT_EQ(run(f, {number(1), Value::real(2)}), "3.0");
    EXPECT_EQ(bytecode::op_of(*code), Op::AddAny);
    EXPECT_EQ(run(f, {number(rt::kMaxInt), number(1)}), "140737488355328.0");
    EXPECT_EQ(bytecode::op_of(*code), Op::AddAny);
    EXPECT_EQ(run(f, {Value::nil(), number(1)}), "error: 0: attempt to perform arithmetic on a nil value");
}

TEST_F(VmTest, IntOverflowGoesOnAsFloat) {
    FunctionBuilder b(st, info(1));
    b.op(Op::AddImm, 0, 0, 1);
    b.op(Op::Mul, 0, 0, 0);
    b.return1(0);
    Value f = make(b);
    EXPECT_EQ(run(f, {number(2)}), "9");
    EXPECT_EQ(run(f, {number(rt::kMaxInt)}), "1.9807040628566084e+28");
}

TEST_F(VmTest, MissingArgumentsAreNilAndSurplusIsDropped) {
    FunctionBuilder b(st, info(2));
    b.return_n(0, 2);
    Value f = make(b);
    EXPECT_EQ(run(f), "nil nil");
    EXPECT_EQ(run(f, {number(1), number(2), number(3)}), "1 2");
}

TEST_F(VmTest, ExtraArguments) {
    FunctionBuilder b(st, with_extras(info(1)));
    b.op(Op::VarArgCount, 1);
    b.load(2, number(2));
    b.op(Op::VarArgIndex, 2, 2);
    b.op(Op::VarArgs, 3, 0, 0, kOpenResults);
    b.return_open(0);
    Value f = make(b);
    EXPECT_EQ(run(f), "nil 0 nil");
    EXPECT_EQ(run(f, {number(1), number(2), number(3)}), "1 2 3 2 3");

    // Called by a script function, with open arguments and open results.
    FunctionBuilder outer(st, with_extras(info(0)));
    outer.load(0, f);
    outer.op(Op::VarArgs, 2, 0, 0, kOpenResults);
    outer.call_open(0, kOpenResults);
    outer.return_open(0);
    EXPECT_EQ(run(make(outer), {number(7), number(8), number(9)}), "7 2 9 8 9");
}

TEST_F(VmTest, TailCallsUseNoStack) {
    // func loop(n, ...) { if n == 0 { return ... } return loop(n - 1, ...) }
    FunctionBuilder b(st, with_extras(info(1, "loop")));
    Label more = b.label();
    b.jump_equal(false, 0, number(0), more);
    b.op(Op::VarArgs, 1, 0, 0, kOpenResults);
    b.return_open(1);
    b.bind(more);
    b.get_global(1, name("loop"));
    b.op(Op::SubImm, 3, 0, 1);
    b.op(Op::VarArgs, 4, 0, 0, kOpenResults);
    b.tail_call_open(1);
    Value f = make(b);
    rt::set_field(st, st.globals, "loop", f);
    EXPECT_EQ(run(f, {number(1'000'000), number(5), number(6)}), "5 6");
}

TEST_F(VmTest, TailCallOfNativeRunsOnTop) {
    FunctionBuilder b(st, info(0));
    b.get_global(0, name("select"));
    b.load(2, number(2));
    b.load(3, number(5));
    b.load(4, number(6));
    b.tail_call(0, 3);
    EXPECT_EQ(run(make(b)), "6");
}

TEST_F(VmTest, RecursionEndsAtTheLimit) {
    // func f(n) { g = n  return 1 + f(n + 1) }
    FunctionBuilder b(st, info(1));
    b.set_global(name("depth"), 0, 1);
    b.get_global(1, name("deep"));
    b.op(Op::AddImm, 3, 0, 1);
    b.set_line(4);
    b.call(1, 1, 1);
    b.op(Op::AddImm, 1, 1, 1);
    b.return1(1);
    Value f = make(b);
    rt::set_field(st, st.globals, "deep", f);
    EXPECT_EQ(run(f, {number(1)}), "error: 4: stack overflow");
    EXPECT_EQ(rt::plain_text(st, rt::raw_get_string(st, st.globals, name("depth"))), std::to_string(rt::kMaxFrames));
}

TEST_F(VmTest, ErrorsHavePositionAndName) {
    FunctionBuilder b(st, info(1));
    b.set_line(3);
    b.op(Op::AddImm, 1, 0, 1);
    b.name_operand(0, rt::OperandName::Local, name("x"));
    b.return1(1);
    EXPECT_EQ(run(make(b)), "error: 3: attempt to perform arithmetic on a nil value (local 'x')");
}

TEST_F(VmTest, ClosuresShareCells) {
    // Two closures over one cell: the first adds one, the second reads.
    FunctionInfo adder_info = info(0, "add");
    adder_info.captures = {{true, true, 0}};
    adder_info.cell_upvalues = 1;
    FunctionBuilder adder(st, adder_info);
    adder.op(Op::GetUpvalueCell, 0, 0);
    adder.op(Op::AddImm, 0, 0, 1);
    adder.op(Op::SetUpvalueCell, 0, 0);
    adder.return0();
    rt::Code* add_code = adder.finish();
    EXPECT_EQ(bytecode::verify(add_code), "");

    FunctionBuilder b(st, info(1));
    b.op(Op::NewCell, 0);
    b.closure(1, add_code);
    b.move(2, 1);
    b.call(2, 0, 0);
    b.move(2, 1);
    b.call(2, 0, 0);
    b.op(Op::GetCell, 2, 0);
    b.return1(2);
    EXPECT_EQ(run(make(b), {number(40)}), "42");
}

TEST_F(VmTest, RangeLoops) {
    // sum := 0  for k := range x { sum += k }  return sum
    FunctionBuilder b(st, info(1));
    Label body = b.label(), next = b.label();
    b.load(1, number(0));
    b.move(2, 0);
    b.load_nil(3, 2);
    b.set_line(5);
    b.jump(Op::RangeStart, 2, 0, next);
    b.bind(body);
    b.op(Op::Add, 1, 1, 7);
    b.bind(next);
    b.jump(Op::RangeNext1, 2, 7, body);
    b.return1(1);
    Value f = make(b);
    EXPECT_EQ(run(f, {number(1000)}), "500500");
    EXPECT_EQ(run(f, {number(0)}), "0");
    EXPECT_EQ(run(f, {Value::nil()}), "error: 5: cannot range over nil");
}

TEST_F(VmTest, DeferredCallsRunLastToFirst) {
    // func log(x) { text = text .. x }
    FunctionBuilder log(st, info(1));
    log.get_global(1, name("text"));
    log.move(2, 0);
    log.op(Op::Concat, 1, 1, 2);
    log.set_global(name("text"), 1, 2);
    log.return0();
    rt::set_field(st, st.globals, "log", make(log));
    rt::set_field(st, st.globals, "text", *rt::string_value(st, ""));

    // func f(fail) { defer log(1)  defer log(2)  if fail { nil + 1 }  return 7 }
    FunctionInfo i = info(1);
    i.defer_slot = 1;
    FunctionBuilder b(st, i);
    b.load_nil(1, 1);
    for (i64 n : {1, 2}) {
        b.get_global(2, name("log"));
        b.load(4, number(n));
        b.op(Op::Defer, 2, 1, 1);
    }
    Label fine = b.label();
    b.jump(Op::JumpFalse, 0, 0, fine);
    b.load_nil(2, 1);
    b.set_line(9);
    b.op(Op::AddImm, 2, 2, 1);
    b.bind(fine);
    b.load(2, number(7));
    b.op(Op::RunDefers, 1);
    b.return1(2);
    Value f = make(b);
    EXPECT_EQ(run(f, {Value::boolean(false)}), "7");
    EXPECT_EQ(run(f, {Value::boolean(true)}), "error: 9: attempt to perform arithmetic on a nil value");
    EXPECT_EQ(rt::plain_text(st, rt::raw_get_string(st, st.globals, name("text"))), "2121");
}

TEST_F(VmTest, FarJumps) {
    // A loop around so much code that 16 bits do not reach.
    FunctionBuilder b(st, info(1));
    b.load(1, number(0));
    Label body = b.here(), end = b.label();
    b.jump(Op::JumpLessEqualImm, 0, 0, end);
    for (int i = 0; i < 40'000; i++) b.op(Op::AddImm, 1, 1, 1);
    b.op(Op::SubImm, 0, 0, 1);
    b.jump(Op::Loop, 0, 0, body);
    b.bind(end);
    b.return1(1);
    EXPECT_EQ(run(make(b), {number(300)}), "12000000");
}

TEST_F(VmTest, FarConditionalLoops) {
    FunctionBuilder b(st, info(1));
    b.load(1, number(0));
    Label body = b.here();
    for (int i = 0; i < 40'000; i++) b.op(Op::AddImm, 1, 1, 1);
    b.jump(Op::DecLoopGreaterImm, 0, 0, body);
    b.return1(1);
    EXPECT_EQ(run(make(b), {number(10)}), "400000");
}

// ---- the verifier objects -------------------------------------------------------------------------------------------

class VerifyTest : public VmTest {
protected:
    std::string fault(FunctionBuilder& b) {
        std::string text = bytecode::verify(b.finish());
        return text.substr(text.find(": ") == std::string::npos ? 0 : text.find(": ") + 2);
    }
};

TEST_F(VerifyTest, ReadBeforeWrite) {
    FunctionBuilder b(st, info(1));
    Label skip = b.label();
    b.jump(Op::JumpTrue, 0, 0, skip);
    b.load(1, number(1));
    b.bind(skip);
    b.return1(1);
    EXPECT_EQ(fault(b), "Return1: register read before it was written");
}

TEST_F(VerifyTest, CallsEndRegistersAbove) {
    FunctionBuilder b(st, info(1));
    b.move(1, 0);
    b.load(3, number(1));
    b.call(1, 1, 0);
    b.return1(3);
    EXPECT_EQ(fault(b), "Return1: register read before it was written");
}

TEST_F(VerifyTest, RunsOffTheEnd) {
    FunctionBuilder b(st, info(1));
    b.move(1, 0);
    EXPECT_EQ(fault(b), "control runs off the end");
}

TEST_F(VerifyTest, OpenValuesMustBeTaken) {
    FunctionBuilder b(st, info(1));
    b.move(1, 0);
    b.call(1, 0, kOpenResults);
    b.return0();
    EXPECT_EQ(fault(b), "Return0: open values are not taken");
    FunctionBuilder c(st, info(1));
    c.return_open(0);
    EXPECT_EQ(fault(c), "ReturnOpen: there are no open values");
}

TEST_F(VerifyTest, BackwardJumpsCount) {
    FunctionBuilder b(st, info(1));
    Label here = b.here();
    b.jump(here);
    EXPECT_EQ(fault(b), "Jump: backward jump that does not count");
}

TEST_F(VerifyTest, UpvaluesExist) {
    FunctionBuilder b(st, info(1));
    b.op(Op::GetUpvalue, 0, 3);
    b.return0();
    EXPECT_EQ(fault(b), "GetUpvalue: no such upvalue");
}

TEST_F(VmTest, DisassemblyShowsNames) {
    FunctionBuilder b(st, info(1, "g"));
    b.set_line(2);
    b.get_field(1, 0, name("size"));
    b.name_operand(0, rt::OperandName::Local, name("t"));
    b.set_line(3);
    b.return1(1);
    EXPECT_EQ(bytecode::disassemble(b.finish()),
              "function 0 'g' line 1, 1 parameters, 2 registers\n"
              "     0      2 GetField         r1 r0 'size'    ; 0: local 't'\n"
              "     4      3 Return1          r1\n");
}

}  // namespace
}  // namespace gs::vm

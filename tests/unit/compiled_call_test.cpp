// What only happens between pieces of machine code and the VM: calls, depth, requests, the collector, stacks that move.
#include "ir_fixture.h"

#if defined(__x86_64__)

namespace gs::jit::test {
namespace {

using bytecode::FunctionBuilder;
using rt::Value;
using BOp = bytecode::Op;

// ---- calls between compiled functions ---------------------------------------------------------------------------------

class CompiledCallTest : public GraphTest {
protected:
    explicit CompiledCallTest(const rt::Options& options = {}) : GraphTest(options) { runner = Runner::Machine; }

    /// A function whose bytecode returns its first `count` registers.
    rt::Function* show_registers(u16 params, u32 count) {
        FunctionBuilder b(st, info(params));
        b.return_n(0, static_cast<u16>(count));
        return finish(b, 16);
    }

    std::string run_as(Runner r, rt::Function* f, Graph& graph, std::initializer_list<Value> args) {
        runner = r;
        return run(f, graph, args);
    }

    /// Compiles the graph and makes it what calls of the function enter.
    void compile(rt::Function* f, Graph& graph) {
        EXPECT_EQ(verify(graph), "") << print(graph);
        codes.push_back(assemble(environment(st), graph, {}));
        ASSERT_NE(codes.back(), nullptr);
        f->code_object()->entry = codes.back()->entry_counted;
    }

    u32 exits_taken() const {
        u32 taken = 0;
        for (const auto& c : codes) {
            for (const ExitInfo& exit : c->exits) taken += exit.taken;
        }
        return taken;
    }

    /// func g(a, b) { return a + b }, compiled for ints.
    rt::Function* compiled_sum() {
        FunctionBuilder b(st, info(2));
        b.set_line(7);
        b.op(BOp::Add, 2, 0, 1);
        b.return1(2);
        rt::Function* g = finish(b);
        auto graph = graph_of(g, R"(function frame 8
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2 = CheckI32 v0 [s0]
    v3 = CheckI32 v1 [s0]
    v4 = AddI32Ov v2, v3 [s0]
    v5 = BoxI32 v4
    Return v5
s0: pc 0 {0=v0, 1=v1}
)");
        compile(g, *graph);
        return g;
    }

    /// func f(a, b) { return g(a, b) + 1 }; `arguments` of them are passed.
    rt::Function* caller(rt::Function* g, u32 arguments) {
        FunctionBuilder b(st, info(2));
        b.load(2, Value::function(g));
        b.move(4, 0);
        b.move(5, 1);
        b.set_line(3);
        b.call(2, static_cast<u16>(arguments), 1);
        b.op(BOp::AddImm, 2, 2, 1);
        b.return1(2);
        return finish(b);
    }

    std::unique_ptr<Graph> caller_graph(rt::Function* f, rt::Function* g, u32 arguments) {
        auto graph = graph_of(f, R"(function frame 16
call 0: code a0 slot 4 arguments 2
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2:v = Const function a0
    v3:v = Const bits 1
    v4:i = Const 1
    StoreSlot v2, 2
    StoreSlot v3, 3
    StoreSlot v0, 4
    StoreSlot v1, 5
    v5 = CallDirect @0 [s0]
    v6 = CheckI32 v5 [s1]
    v7 = AddI32Ov v6, v4 [s1]
    v8 = BoxI32 v7
    Return v8
s0: pc 4 {}
s1: pc 5 {2=v5}
)");
        graph->calls[0].code = g->code_object();
        graph->calls[0].arguments = arguments;
        patch(*graph, {Value::function(g)}, {graph->entry_pc + 5});
        return graph;
    }

    std::vector<std::unique_ptr<MachineCode>> codes;
};

TEST_F(CompiledCallTest, CompiledCallsCompiled) {
    rt::Function* g = compiled_sum();
    rt::Function* f = caller(g, 2);
    auto graph = caller_graph(f, g, 2);
    EXPECT_EQ(run(f, *graph, {number(3), number(4)}), "8");
    EXPECT_EQ(exits_taken(), 0u);
    // The callee leaves: the VM finishes both.
    EXPECT_EQ(run(f, *graph, {Value::real(1.5), number(4)}), "6.5");
    EXPECT_EQ(exits_taken(), 1u);
    EXPECT_EQ(run(f, *graph, {Value::nil(), number(4)}), "error: 7: attempt to perform arithmetic on a nil value");
    EXPECT_EQ(st.hot.frames_left, rt::kMaxFrames);
}

TEST_F(CompiledCallTest, MissingArgumentsAreNil) {
    rt::Function* g = compiled_sum();
    rt::Function* f = caller(g, 1);
    auto graph = caller_graph(f, g, 1);
    EXPECT_EQ(run(f, *graph, {number(3), number(4)}), "error: 7: attempt to perform arithmetic on a nil value");
}

TEST_F(CompiledCallTest, UncompiledCalleesAreTheVms) {
    rt::Function* g = compiled_sum();
    rt::Function* f = caller(g, 2);
    auto graph = caller_graph(f, g, 2);
    g->code_object()->entry = nullptr;
    EXPECT_EQ(run(f, *graph, {number(3), number(4)}), "8");
    EXPECT_EQ(exits_taken(), 0u);
}

TEST_F(CompiledCallTest, ReturnsOfAnotherNumberOfValues) {
    // func g(a, b) { return a, b, a }
    FunctionBuilder b(st, info(2));
    b.move(2, 0);
    b.return_n(0, 3);
    rt::Function* g = finish(b);
    auto callee = graph_of(g, R"(function frame 8
b0:
    v0 = LoadSlot 0
    StoreSlot v0, 2
    ReturnSlots @0
return 0: slot 0 count 3
)");
    compile(g, *callee);
    rt::Function* f = caller(g, 2);
    auto graph = caller_graph(f, g, 2);
    EXPECT_EQ(run(f, *graph, {number(3), number(4)}), "4");
    // And from C++, which takes them all.
    EXPECT_EQ(run(g, *callee, {number(3), number(4)}), "3 4 3");
    // Three wanted, one given, by a caller in the VM.
    rt::Function* sum = compiled_sum();
    FunctionBuilder c(st, info(2));
    c.load(2, Value::function(sum));
    c.move(4, 0);
    c.move(5, 1);
    c.call(2, 2, 3);
    c.return_n(2, 3);
    rt::Function* h = finish(c);
    auto three = caller_graph(h, sum, 2);
    for (Node* node = three->blocks[0]->first; node; node = node->next) {
        if (!node->is(Op::CallDirect)) continue;
        while (node->next) three->remove(three->blocks[0]->last);
        three->returns.push_back({2, 3});
        three->append(three->blocks[0], three->make(Op::ReturnSlots, Type::None, {}, 0));
    }
    EXPECT_EQ(run(h, *three, {number(3), number(4)}), "7 nil nil");
}

/// func r(n) { if n == 0 { return 0 } return r(n - 1) + 1 }
class CompiledRecursionTest : public CompiledCallTest {
protected:
    CompiledRecursionTest() {
        FunctionBuilder b(st, info(1));
        bytecode::Label more = b.label();
        b.load(4, number(0));  // 0
        b.jump(BOp::JumpNotEqual, 0, 4, more);  // 1
        b.return1(0);  // 2
        b.bind(more);
        b.get_global(1, rt::intern(st, "r"));  // 3, 4
        b.op(BOp::SubImm, 3, 0, 1);  // 5
        b.set_line(4);
        b.call(1, 1, 1);  // 6
        b.op(BOp::AddImm, 1, 1, 1);  // 7
        b.return1(1);
        r = finish(b);
        rt::set_field(st, st.globals, "r", Value::function(r));
        graph = graph_of(r, R"(function frame 8
call 0: code a0 slot 3 arguments 1
b0:
    v0 = LoadSlot 0
    v1 = CheckI32 v0 [s0]
    v2:i = Const 0
    v3:i = Const 1
    v4:v = Const function a0
    v5:v = Const bits 1
    v6 = CmpI32.Eq v1, v2
    Branch v6 -> b1, b2
b1:
    Return v0
b2:
    v7 = SubI32Ov v1, v3 [s0]
    v8 = BoxI32 v7
    StoreSlot v4, 1
    StoreSlot v5, 2
    StoreSlot v8, 3
    v9 = CallDirect @0 [s1]
    v10 = CheckI32 v9 [s2]
    v11 = AddI32Ov v10, v3 [s2]
    v12 = BoxI32 v11
    Return v12
s0: pc 0 {0=v0}
s1: pc 6 {}
s2: pc 7 {1=v9}
)");
        graph->calls[0].code = r->code_object();
        patch(*graph, {Value::function(r)}, {graph->entry_pc + 7});
        compile(r, *graph);
    }

    rt::Function* r;
    std::unique_ptr<Graph> graph;
};

TEST_F(CompiledRecursionTest, Deep) {
    EXPECT_EQ(run(r, *graph, {number(100)}), "100");
    EXPECT_EQ(run(r, *graph, {number(150'000)}), "150000");
    EXPECT_EQ(run(r, *graph, {Value::real(3.0)}), "CheckI32 3.0");
}

TEST_F(CompiledRecursionTest, TheDepthIsThatOfTheVm) {
    EXPECT_EQ(run(r, *graph, {number(rt::kMaxFrames - 1)}), std::to_string(rt::kMaxFrames - 1));
    EXPECT_EQ(run(r, *graph, {number(rt::kMaxFrames)}), "error: 4: stack overflow");
    EXPECT_EQ(run(r, *graph, {number(-1)}), "error: 4: stack overflow");
}

TEST_F(CompiledRecursionTest, LittleNativeStackIsLeftToTheVm) {
    // As on the stack of a coroutine: from some depth on the VM goes on, which needs no native stack.
    std::string out;
    rt::run_main(st, [&] {
        std::uintptr_t limit = st.hot.native_limit;
        st.hot.native_limit = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) - 16 * 1024;
        out = run(r, *graph, {number(100'000)});
        st.hot.native_limit = limit;
    });
    EXPECT_EQ(out, "100000");
}

TEST_F(CompiledRecursionTest, RequestsAreServedAtCalls) {
    st.hot.request.store(rt::kRequestCollect);
    EXPECT_EQ(run(r, *graph, {number(10)}), "10");
    EXPECT_EQ(st.hot.request.load(), 0u);
    st.hot.request.store(rt::kRequestInterrupt);
    EXPECT_EQ(run(r, *graph, {number(10)}), "error: 1: interrupted");
}

// ---- the heap and the Value stack move and collect ------------------------------------------------------------------------

class StackStressTest : public CompiledCallTest {
protected:
    static rt::Options options() {
        rt::Options o;
        o.stack_stress = true;
        return o;
    }
    StackStressTest() : CompiledCallTest(options()) {}
};

TEST_F(StackStressTest, TheStackMovesUnderASlowPath) {
    // func f(a, b) { c := a + b; return c }, a a table with __add; what the graph keeps in registers comes through.
    FunctionBuilder add(st, info(2));
    add.load(2, number(1000));
    add.return1(2);
    rt::Function* handler = finish(add);
    rt::Table* meta = rt::make_table(st);
    rt::Table* t = rt::make_table(st);
    rt::set_field(st, meta, "__add", Value::function(handler));
    rt::set_metatable(st, t, meta);
    FunctionBuilder b(st, info(2));
    b.op(BOp::Add, 2, 0, 1);
    b.return1(2);
    rt::Function* f = finish(b);
    for (Runner r : kRunners) {
        auto graph = graph_of(f, R"(function frame 12
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2 = CheckI32 v1 [s0]
    SlowOp [s0]
    v3 = LoadSlot 2
    v4 = CheckI32 v3 [s1]
    v5 = AddI32Ov v4, v2 [s1]
    SlowOp [s2]
    v6 = LoadSlot 2
    v7 = CheckI32 v6 [s3]
    v8 = AddI32Ov v5, v7 [s3]
    v9 = BoxI32 v8
    StoreSlot v9, 3
    StoreSlot v0, 4
    v10 = LoadSlot 3
    Return v10
s0: pc 0 {}
s1: pc 1 {}
s2: pc 0 {}
s3: pc 1 {}
)");
        EXPECT_EQ(run_as(r, f, *graph, {Value::table(t), number(5)}), "2005") << name_of(r);
    }
}

/// With the heap verified after each collection, and one before each allocation if `stress` is set.
rt::Options verified(bool stress) {
    rt::Options o;
    o.heap.stress = stress;
    o.heap.verify = true;
    return o;
}

class CollectTest : public CompiledCallTest {
protected:
    CollectTest() : CompiledCallTest(verified(true)) {}
};

TEST_F(CollectTest, AListMadeWhileTheCollectorRuns) {
    rt::Function* f = show_registers(4, 4);
    for (Runner r : kRunners) {
        // Cells and tables in turn, each holding the one before; then the way back, which counts them.
        auto graph = graph_of(f, R"(function frame 12
table 0: shape 2 slots 2 elements 0
b0:
    v0 = LoadSlot 0
    v1 = CheckI32 v0 [s0]
    v2:i = Const 0
    v3:i = Const 1
    v4:v = Const nil
    v5:d = Const 0.5
    Jump -> b1
b1 loop <- b0, b1:
    v6:i = Phi v2, v15
    v7:v = Phi v4, v12
    v8:d = Phi v5, v14
    v9 = NewCell v7 [s0]
    v10 = BoxPtr v9, object
    v11 = NewTable v10, v10, @0 [s0]
    v12 = BoxPtr v11, table
    v13 = I32ToF64 v6
    v14 = AddF64 v8, v13
    v15 = AddI32 v6, v3
    v16 = CmpI32.Lt v15, v1
    Branch v16 -> b1, b2
b2 <- b1:
    Jump -> b3
b3 loop <- b2, b3:
    v17:v = Phi v12, v23
    v18:i = Phi v2, v22
    v19 = UnboxPtr v17, table
    v20:v = Load v19, +32 Fields
    v21 = UnboxPtr v20, object
    v22 = AddI32 v18, v3
    v23:v = Load v21, +8 Cell
    v24 = IsNil v23
    Branch v24 -> b4, b3
b4 <- b3:
    v25 = BoxI32 v22
    v26 = BoxF64 v14
    StoreSlot v25, 4
    StoreSlot v26, 5
    ReturnSlots @0
return 0: slot 4 count 2
s0: pc 0 {}
)");
        graph->tables[0].shape = rt::kPlainRoot + 2;
        EXPECT_EQ(run_as(r, f, *graph, {number(60)}), "60 1770.5") << name_of(r);
    }
}

TEST_F(CompiledCallTest, TheMarkerHearsOfNewShapes) {
    rt::Function* f = show_registers(1, 1);
    rt::Table* t = rt::make_table(st, 2, 0);
    rt::set_field(st, st.globals, "keep", Value::table(t));
    rt::Table* ballast = rt::make_table(st, 0, 60'000);  // so that marking takes several slices
    rt::set_field(st, st.globals, "ballast", Value::table(ballast));
    for (i64 i = 1; i <= 60'000; ++i)
        ASSERT_TRUE(rt::raw_set_int(st, ballast, i, Value::table(rt::make_table(st))).ok());
    st.heap->collect("test");
    for (Runner r : kRunners) {
        for (u32 steps = 1; steps <= 16; steps += 5) {
            for (u32 i = 0; i < steps; ++i) ASSERT_FALSE(st.heap->step(0));
            ASSERT_TRUE(st.hot.marking);
            ASSERT_TRUE(rt::poll(st).ok());  // else the code is not entered
            // No other table has this shape.
            std::string name = "shape " + std::to_string(steps) + name_of(r);
            u32 shape = st.shapes->add(rt::kPlainRoot + 2, rt::intern(st, name), false);
            ASSERT_NE(shape, 0u);
            auto graph = graph_of(
                f, "function frame 8\nb0:\n    v0 = LoadSlot 0\n    v1 = UnboxPtr v0, table\n    v2:i = Const " +
                       std::to_string(shape) +
                       "\n    StoreShape v1, v2, +0 Shape\n    v3:i = Load v1, +0 Shape\n"
                       "    v4 = BoxI32 v3\n    Return v4\n");
            EXPECT_EQ(run_as(r, f, *graph, {Value::table(t)}), std::to_string(shape)) << name_of(r);
            while (!st.heap->step(0)) {}
            EXPECT_EQ(t->h.id, shape);
            EXPECT_TRUE(st.shapes->is_live(shape)) << name_of(r) << " after " << steps;
            EXPECT_EQ(st.heap->verify(), nullptr);
        }
    }
}

/// Lists of two lists each, one of the loop's counter and the list before, one of doubles. Returns the last one.
constexpr const char* kListsOfLists = R"(function frame 12
table 0: shape 2 slots 1 elements 2
table 1: shape 1 slots 0 elements 3
b0:
    v0 = LoadSlot 0
    v1 = CheckI32 v0 [s0]
    v2:i = Const 0
    v3:i = Const 1
    v4:v = Const false
    v5:v = Const real 0.5
    Jump -> b1
b1 loop <- b0, b1:
    v6:i = Phi v2, v20
    v7:v = Phi v4, v17
    v8 = BoxI32 v6
    v9 = NewTable @0 [s0]
    v10 = FillList v9, v8, v7
    GuardTrue v10 [s0]
    v11 = BoxPtr v9, table
    v12 = NewTable @1 [s0]
    v13 = I32ToF64 v6
    v14 = BoxF64 v13
    v15 = FillList v12, v5, v14, v5
    GuardTrue v15 [s0]
    v16 = BoxPtr v12, table
    v18 = NewTable @0 [s0]
    v19 = FillList v18, v11, v16
    GuardTrue v19 [s0]
    v17 = BoxPtr v18, table
    v20 = AddI32 v6, v3
    v21 = CmpI32.Lt v20, v1
    Branch v21 -> b1, b2
b2 <- b1:
    Return v17
s0: pc 0 {}
)";

/// Counts such lists, from the last one on; -1 if one of them is not as it should be.
i64 count_lists(rt::State& st, Value last, i64 count) {
    i64 found = 0;
    for (; last.is_table(); found++) {
        rt::Table *pair = last.as_table(), *first = pair->elem[1].as_table(), *reals = pair->elem[2].as_table();
        bool right = pair->bound == 3 && pair->dlen == 0 && (pair->h.gc & rt::kGcList || pair->slot[0].is_nil()) &&
                     reals->bound == 4 && reals->dlen == 3 &&
                     reals->elem[2].as_real() == static_cast<double>(count - found - 1) &&
                     rt::raw_get_int(first, 1).as_int() == count - found - 1 && rt::raw_length(reals) == 3;
        if (!right || !rt::raw_set_int(st, reals, 4, Value::real(0.5)).ok() || reals->dlen != 4) return -1;
        last = first->elem[2];
    }
    return found;
}

class VerifiedTest : public CompiledCallTest {
protected:
    VerifiedTest() : CompiledCallTest(verified(false)) {}
};

/// The same, made with their elements.
constexpr const char* kMadeLists = R"(function frame 12
table 0: shape 1 slots 0 elements 2
table 1: shape 1 slots 0 elements 3 doubles
b0:
    v0 = LoadSlot 0
    v1 = CheckI32 v0 [s0]
    v2:i = Const 0
    v3:i = Const 1
    v4:v = Const false
    v5:v = Const real 0.5
    Jump -> b1
b1 loop <- b0, b1:
    v6:i = Phi v2, v17
    v7:v = Phi v4, v16
    v8 = BoxI32 v6
    v9 = NewTable v8, v7, @0 [s0]
    v10 = BoxPtr v9, table
    v11 = I32ToF64 v6
    v12 = BoxF64 v11
    v13 = NewTable v5, v12, v5, @1 [s0]
    v14 = BoxPtr v13, table
    v15 = NewTable v10, v14, @0 [s0]
    v16 = BoxPtr v15, table
    v17 = AddI32 v6, v3
    v18 = CmpI32.Lt v17, v1
    Branch v18 -> b1, b2
b2 <- b1:
    Return v16
s0: pc 0 {}
)";

constexpr const char* kWaysToMakeLists[] = {kListsOfLists, kMadeLists};

TEST_F(VerifiedTest, ShortLists) {
    rt::Function* f = show_registers(4, 1);
    for (const char* text : kWaysToMakeLists) {
        for (Runner r : kRunners) {
            auto graph = graph_of(f, text);
            u32 before = st.heap->collections();
            ASSERT_TRUE(rt::poll(st).ok());  // else the code is not entered
            (void)run_as(r, f, *graph, {number(20'000)});
            EXPECT_GT(st.heap->collections(), before);
            EXPECT_EQ(count_lists(st, st.hot.results[0], 20'000), 20'000) << name_of(r);
            EXPECT_EQ(st.heap->verify(), nullptr);
        }
    }
}

TEST_F(CollectTest, ShortLists) {
    rt::Function* f = show_registers(4, 1);
    for (const char* text : kWaysToMakeLists) {
        for (Runner r : kRunners) {
            auto graph = graph_of(f, text);
            (void)run_as(r, f, *graph, {number(40)});
            EXPECT_EQ(count_lists(st, st.hot.results[0], 40), 40) << name_of(r);
            EXPECT_EQ(st.heap->verify(), nullptr);
        }
    }
}

TEST_F(CompiledCallTest, ExitsMakeLists) {
    rt::Function* f = show_registers(4, 2);
    for (Runner r : kRunners) {
        auto graph = graph_of(f, R"(function frame 12
table 0: shape 1 slots 0 elements 2
table 1: shape 1 slots 0 elements 2 doubles
b0:
    v0 = LoadSlot 0
    v1:v = Const real 0.5
    v2 = SunkTable v1, v0, @0
    v3 = SunkTable v1, v1, @1
    Exit [s0]
s0: pc 0 {0=v2, 1=v3}
)");
        (void)run_as(r, f, *graph, {Value::real(1.5), Value::nil()});
        rt::Table *values = st.hot.results[0].as_table(), *doubles = st.hot.results[1].as_table();
        EXPECT_EQ(values->dlen, 0u);
        EXPECT_EQ(doubles->dlen, 2u);
        EXPECT_EQ(rt::raw_get_int(values, 2).as_real(), 1.5) << name_of(r);
        for (rt::Table* t : {values, doubles}) {
            EXPECT_EQ(rt::raw_get_int(t, 1).as_real(), 0.5) << name_of(r);
            EXPECT_EQ(rt::raw_length(t), 2);
            EXPECT_TRUE(rt::raw_get_int(t, 0).is_nil());
            EXPECT_TRUE(rt::raw_set_int(st, t, 3, number(7)).ok());
            EXPECT_EQ(rt::raw_length(t), 3);
        }
        EXPECT_EQ(st.heap->verify(), nullptr);
    }
}

TEST_F(CompiledCallTest, FillListLeavesWhatIsNotSimple) {
    rt::Function* f = show_registers(4, 1);
    for (Runner r : kRunners) {
        auto fills = [&](rt::Table* t, Value a, Value b) {
            auto graph = graph_of(f, R"(function frame 12
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2 = LoadSlot 2
    v3 = UnboxPtr v0, table
    v4 = FillList v3, v1, v2
    v5 = BoxBool v4
    Return v5
)");
            return run_as(r, f, *graph, {Value::table(t), a, b});
        };
        Value text = Value::string(rt::intern(st, "x"));
        auto list = [&] { return rt::make_table(st, 0, 2); };
        EXPECT_EQ(fills(list(), number(1), text), "true") << name_of(r);
        EXPECT_EQ(fills(list(), text, Value::real(0.5)), "true") << name_of(r);
        EXPECT_EQ(fills(list(), number(1), Value::nil()), "false") << name_of(r);
        EXPECT_EQ(fills(list(), Value::nil(), number(1)), "false") << name_of(r);
        EXPECT_EQ(fills(rt::make_table(st, 0, 3), number(1), text), "false") << name_of(r);
        EXPECT_EQ(fills(rt::make_table(st), number(1), text), "false") << name_of(r);
        rt::Table* filled = list();
        ASSERT_TRUE(rt::raw_set_int(st, filled, 1, text).ok());
        EXPECT_EQ(fills(filled, number(1), text), "false") << name_of(r);
        rt::Table* keyed = list();
        ASSERT_TRUE(rt::raw_set_int(st, keyed, 1000, text).ok());
        EXPECT_EQ(fills(keyed, number(1), text), "false") << name_of(r);
        rt::Table* old = list();
        rt::set_field(st, st.globals, "keep", Value::table(old));
        st.heap->collect("test");
        EXPECT_EQ(fills(old, number(1), text), "false") << name_of(r);
    }
}

TEST_F(CollectTest, OldObjectsRememberYoungOnes) {
    rt::Function* f = show_registers(4, 1);
    rt::Table* t = rt::make_table(st, 2, 0);
    rt::set_field(st, st.globals, "keep", Value::table(t));
    ASSERT_TRUE(rt::raw_set(st, t, Value::string(rt::intern(st, "x")), number(1)).ok());
    rt::Table* list = rt::make_table(st, 0, 4);
    rt::set_field(st, st.globals, "list", Value::table(list));
    for (i64 i = 1; i <= 3; ++i) ASSERT_TRUE(rt::raw_set_int(st, list, i, Value::boolean(true)).ok());
    st.heap->collect("test");
    ASSERT_TRUE(t->h.gc & rt::kGcOld);
    for (Runner r : kRunners) {
        auto graph = graph_of(f, R"(function frame 12
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2 = UnboxPtr v0, table
    v3 = UnboxPtr v1, table
    v4:p = Load v3, +8 Header
    v5:i = Const 2
    v6 = NewCell v1 [s0]
    v7 = BoxPtr v6, object
    StoreRef v2, v7, +24 Fields
    v8 = NewCell v0 [s1]
    v9 = BoxPtr v8, object
    StoreElementRef v4, v5, v9, +0 Elements
    v10 = NewCell v0 [s2]
    v11 = NewCell v1 [s2]
    v12:v = Load v6, +8 Cell
    v13 = CmpBits.Eq v12, v1
    GuardTrue v13 [s2]
    v14:v = LoadElement v4, v5, +0 Elements
    v15 = UnboxPtr v14, object
    v16:v = Load v15, +8 Cell
    v17 = CmpBits.Eq v16, v0
    GuardTrue v17 [s2]
    v18:v = Const int 5
    StoreRef v2, v18, +24 Fields
    StoreElementRef v4, v5, v18, +0 Elements
    v19:v = Load v2, +24 Fields
    Return v19
s0: pc 0 {}
s1: pc 0 {}
s2: pc 0 {}
)");
        EXPECT_EQ(run_as(r, f, *graph, {Value::table(t), Value::table(list)}), "5") << name_of(r);
        EXPECT_EQ(st.heap->verify(), nullptr);
    }
}

}  // namespace
}  // namespace gs::jit::test

#endif

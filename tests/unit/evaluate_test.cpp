// A graph in the place of a function's bytecode, run by the evaluator and as machine code.
#include "ir_fixture.h"
#include "runtime/cache.h"
#include "runtime/metatable.h"

namespace gs::jit::test {
namespace {

using bytecode::FunctionBuilder;
using bytecode::Op;
using rt::Value;

class EvaluateTest : public GraphTest, public ::testing::WithParamInterface<Runner> {
protected:
    EvaluateTest() { runner = GetParam(); }

    /// func f(a, b) { return a + b }
    rt::Function* sum() {
        FunctionBuilder b(st, info(2));
        b.set_line(7);
        b.op(Op::Add, 2, 0, 1);
        b.return1(2);
        return finish(b);
    }
};

TEST_P(EvaluateTest, ValuesAndGuards) {
    rt::Function* f = sum();
    auto graph = graph_of(f, R"(function frame 8
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2 = CheckI32 v0 [s0]
    v3 = CheckI32 v1 [s0]
    v4 = AddI32Ov v2, v3 [s0]
    v5:i = Const 100
    v6 = CmpI32.Lt v4, v5
    Branch v6 -> b1, b2
b1 <- b0:
    v7 = BoxI32 v4
    Return v7
b2 <- b0:
    Exit [s1]
s0: pc 0 {0=v0, 1=v1}
s1: pc 0 {0=v4, 1=v5}
)");
    EXPECT_EQ(run(f, *graph, {number(3), number(4)}), "7");
    EXPECT_EQ(run(f, *graph, {Value::real(1.5), number(4)}), "CheckI32 5.5");
    EXPECT_EQ(run(f, *graph, {number(2147483647), number(1)}), "AddI32Ov 2147483648");
    EXPECT_EQ(run(f, *graph, {number(150), number(1)}), "Exit 251");
    EXPECT_EQ(run(f, *graph, {Value::nil(), number(1)}),
              "CheckI32 error: 7: attempt to perform arithmetic on a nil value");
}

TEST_P(EvaluateTest, PhisChangeAtOnce) {
    rt::Function* f = sum();
    // The two values change places in each of five passes.
    auto graph = graph_of(f, R"(function frame 8
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2:i = Const 0
    v3:i = Const 1
    v4:i = Const 5
    Jump -> b1
b1 loop <- b0, b1:
    v5:v = Phi v0, v6
    v6:v = Phi v1, v5
    v7:i = Phi v2, v8
    v8 = AddI32 v7, v3
    v9 = CmpI32.Lt v8, v4
    Branch v9 -> b1, b2
b2 <- b1:
    StoreSlot v5, 3
    StoreSlot v6, 4
    ReturnSlots @0
return 0: slot 3 count 2
)");
    EXPECT_EQ(run(f, *graph, {number(1), number(2)}), "1 2");
}

TEST_P(EvaluateTest, SlowPathsAndTheirErrors) {
    rt::Function* f = sum();
    auto graph = graph_of(f, R"(function frame 8
b0:
    SlowOp [s0]
    v0 = LoadSlot 2
    v1 = CheckNumber v0 [s1]
    v2 = AddF64 v1, v1
    v3 = BoxF64 v2
    Return v3
s0: pc 0 {}
s1: pc 1 {2=v0}
)");
    rt::Value text = *rt::string_value(st, "10");
    EXPECT_EQ(run(f, *graph, {text, number(4)}), "28.0");
    EXPECT_EQ(run(f, *graph, {text, Value::nil()}), "error: 7: attempt to perform arithmetic on a nil value");
}

TEST_P(EvaluateTest, BranchesByTheSlowPath) {
    // func f(a, b) { if a < b { return a } return b }
    FunctionBuilder b(st, info(2));
    bytecode::Label other = b.label();
    b.jump(Op::JumpNotLess, 0, 1, other);
    b.return1(0);
    b.bind(other);
    b.return1(1);
    rt::Function* f = finish(b);
    auto graph = graph_of(f, R"(function frame 8
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2 = SlowBranch [s0]
    Branch v2 -> b1, b2
b1:
    Return v1
b2:
    Return v0
s0: pc 0 {}
)");
    EXPECT_EQ(run(f, *graph, {number(3), number(4)}), "3");
    EXPECT_EQ(run(f, *graph, {number(3), Value::real(2.5)}), "2.5");
}

TEST_P(EvaluateTest, ObjectsAndMemory) {
    // func f(a, b) { return a[2], b }, after which the graph's objects are looked at
    FunctionBuilder b(st, info(2));
    b.op(Op::GetElement, 0, 0, 2);
    b.return_n(0, 2);
    rt::Function* f = finish(b);
    rt::Table* t = rt::make_table(st, 0, 0);
    for (i64 i = 1; i <= 3; ++i) ASSERT_TRUE(rt::raw_set_int(st, t, i, number(10 * i)).ok());
    auto graph = graph_of(f, R"(function frame 8
table 0: shape 7 slots 2 elements 0
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2 = CheckPtr v0, table [s0]
    v3:p = Load v2, +8 Header
    v4:i = Load v2, +16 Header
    v5 = CheckI32 v1 [s0]
    v6 = CmpU32.Lt v5, v4
    GuardTrue v6 [s0]
    v7:v = LoadElement v3, v5, +0 Elements
    v8 = CheckI32 v7 [s0]
    v9 = AddI32Ov v8, v8 [s0]
    v10 = BoxI32 v9
    StoreElementRef v3, v5, v10, +0 Elements
    v11 = NewCell v0 [s1]
    v12:v = Load v11, +8 Cell
    v13 = NewTable v10, @0 [s1]
    v14:v = Load v13, +24 Fields
    v15:v = Load v13, +32 Fields
    v16 = IsNil v15
    GuardTrue v16 [s1]
    Exit [s2]
s0: pc 0 {}
s1: pc 0 {0=v0, 1=v10}
s2: pc 0 {0=v12, 1=v14}
)");
    graph->tables[0].shape = rt::kPlainRoot + 2;
    EXPECT_EQ(run(f, *graph, {Value::table(t), number(2)}), "Exit 40 40");
    EXPECT_EQ(run(f, *graph, {Value::table(t), number(4)}), "GuardTrue 40 4");
    EXPECT_EQ(run(f, *graph, {number(1), number(4)}), "CheckPtr error: 0: attempt to index a number value");
}

TEST_P(EvaluateTest, FieldsOfManyShapes) {
    // func f(a) { return a.c, a.n }, by what is known about the shape: the value of c, which may be nil, and of a prototype's n
    FunctionBuilder b(st, info(1));
    b.op(Op::GetElement, 0, 0, 2);
    b.return_n(0, 2);
    rt::Function* f = finish(b);
    auto graph = graph_of(f, R"(function frame 8
b0:
    v0 = LoadSlot 0
    v1 = CheckPtr v0, table [s0]
    v2:i = Load v1, +0 Shape
    v3 = FieldOffset v2, 1
    v4:i = Const 0
    v5 = CmpI32.Ne v3, v4
    GuardTrue v5 [s0]
    v6 = FieldOwner v1, v3, +8 Header
    v7:i = Const 2147483647
    v8 = AndI32 v3, v7
    v9 = LoadField v6, v8, +0 Fields
    v10 = IsNil v9
    Branch v10 -> b1, b2
b1 <- b0:
    v11 = IsAbsent v2, 1
    GuardTrue v11 [s0]
    Jump -> b2
b2 <- b0, b1:
    v12:v = Const int 9
    StoreFieldRef v6, v8, v12, +0 Fields
    v13 = MethodSlot v2, 2
    v14:p = Const 0
    v15 = CmpPtr.Ne v13, v14
    Branch v15 -> b3, b4
b3 <- b2:
    v16:v = Load v13, +0 Fields
    Exit [s1]
b4 <- b2:
    Exit [s2]
s0: pc 0 {}
s1: pc 1 {0=v9, 1=v16}
s2: pc 1 {0=v9, 1=v12}
)");
    rt::FieldPlaces fields;
    rt::MethodPlaces methods;
    for (const Block* block : graph->blocks) {
        for (Node* node = block->first; node; node = node->next) {
            if (jit::info(node->op).immediate != Immediate::Address) continue;
            node->imm =
                node->is(jit::Op::MethodSlot) ? reinterpret_cast<u64>(&methods) : reinterpret_cast<u64>(&fields);
        }
    }
    rt::String* c = rt::intern(st, "c");
    auto make = [&](u32 inline_slots) {
        rt::Table* t = rt::make_table(st, inline_slots, 0);
        rt::set_field(st, t, "a", number(1));
        rt::set_field(st, t, "c", number(3));
        return t;
    };
    rt::Table *near = make(4), *far = make(1);
    for (rt::Table* t : {near, far}) {
        rt::FieldCache found;
        ASSERT_TRUE(rt::fill_get_cache(st, t, c, &found));
        u32 far_bit = found.shape & rt::kFarSlot ? rt::FieldPlace::kFar : 0;
        EXPECT_EQ(far_bit != 0, t == far);
        fields.of(t->h.id) = {t->h.id, rt::kNeverAbsent, found.offset | far_bit, 0};
    }
    Value method = number(7);
    methods.of(far->h.id) = {far->h.id, rt::shape_epochs(st).prototype, &method};
    EXPECT_EQ(run(f, *graph, {Value::table(near)}), "Exit 3 9");
    EXPECT_EQ(run(f, *graph, {Value::table(near)}), "Exit 9 9");
    EXPECT_EQ(run(f, *graph, {Value::table(far)}), "Exit 3 7");
    EXPECT_EQ(run(f, *graph, {Value::table(far)}), "Exit 9 7");
    rt::set_field(st, near, "c", Value::nil());
    EXPECT_NE(run(f, *graph, {Value::table(near)}), "Exit nil 9");
    fields.of(near->h.id).absent = rt::shape_epochs(st).prototype;
    EXPECT_EQ(run(f, *graph, {Value::table(near)}), "Exit nil 9");
    rt::shape_epochs(st).prototype++;
    EXPECT_EQ(run(f, *graph, {Value::table(far)}), "Exit 9 9");
}

TEST_P(EvaluateTest, PlacesOfComputedKeys) {
    // func f(a, b) { return b, a }: b becomes the interned name, a what stands there; or it is another key of the hash part
    FunctionBuilder b(st, info(2));
    b.op(Op::GetElement, 0, 0, 2);
    b.return_n(0, 2);
    rt::Function* f = finish(b);
    auto graph = graph_of(f, R"(function frame 8
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2 = CheckPtr v0, table [s0]
    v3:i = Const 0
    v4:p = Const 0
    v5 = IsTag v1, string
    Branch v5 -> b1, b4
b1 <- b0:
    v6 = UnboxPtr v1, string
    v7 = InternedName v6, +0 Store
    v8 = CmpPtr.Ne v7, v4
    GuardTrue v8 [s0]
    v9:i = Load v2, +0 Shape
    v10 = NameOffset v9, v7, 1
    v11 = CmpI32.Ne v10, v3
    Branch v11 -> b2, b3
b2 <- b1:
    v12 = FieldOwner v2, v10, +8 Header
    v13:i = Const 2147483647
    v14 = AndI32 v10, v13
    v15 = LoadField v12, v14, +0 Fields
    Exit [s1]
b3 <- b1:
    v16 = BoxPtr v7, string
    Jump -> b4
b4 <- b0, b3:
    v17:v = Phi v1, v16
    v18 = EntryOffset v2, v17, +0 Store
    v19 = CmpI32.Ne v18, v3
    GuardTrue v19 [s0]
    v20:p = Load v2, +8 Header
    v21:p = Load v20, -24 Store
    v22 = LoadField v21, v18, +0 Entries
    v23:v = Const int 9
    StoreFieldRef v21, v18, v23, +0 Entries
    v24 = LoadField v21, v18, +0 Entries
    Exit [s2]
s0: pc 0 {}
s1: pc 1 {0=v15, 1=v1}
s2: pc 1 {0=v22, 1=v24}
)");
    rt::NamePlaces places{};
    for (const Block* block : graph->blocks) {
        for (Node* node = block->first; node; node = node->next) {
            if (node->is(jit::Op::NameOffset)) node->imm = reinterpret_cast<u64>(&places);
        }
    }
    auto text = [&](const std::string& s) { return *rt::string_value(st, s); };
    auto is_unknown = [&](rt::Table* t, Value key) {
        return run(f, *graph, {Value::table(t), key}).starts_with("GuardTrue");
    };
    // In slots, near and far.
    for (u32 inline_slots : {4, 1}) {
        rt::Table* t = rt::make_table(st, inline_slots, 0);
        rt::set_field(st, t, "first", number(1));
        rt::set_field(st, t, "second", number(2));
        EXPECT_TRUE(is_unknown(t, text("second")));
        rt::String* second = rt::intern(st, "second");
        auto& place = places.of(t->h.id, second);
        place.name = second;
        ASSERT_TRUE(rt::fill_get_cache(st, t, second, &place.field));
        EXPECT_EQ(run(f, *graph, {Value::table(t), text("second")}), "Exit 2 second");
        EXPECT_TRUE(is_unknown(t, text("first")));
        EXPECT_TRUE(is_unknown(t, text("nobody's")));
    }
    // In hash parts with indexes of all widths; entries that are found by the second probe and later.
    for (i64 count : {1, 200, 3000, 70000}) {
        rt::Table* t = rt::make_table(st, 0, 3);
        EXPECT_TRUE(is_unknown(t, Value::real(1.5)));
        for (i64 i = 1; i <= count; ++i) {
            ASSERT_TRUE(rt::raw_set(st, t, Value::real(static_cast<double>(i) + 0.5), number(i)).ok());
        }
        for (i64 i = 1; i <= count; i += count > 100 ? count / 100 : 1) {
            Value key = Value::real(static_cast<double>(i) + 0.5);
            EXPECT_EQ(run(f, *graph, {Value::table(t), key}), "Exit " + std::to_string(i) + " 9");
        }
        EXPECT_TRUE(is_unknown(t, Value::real(0.25)));
    }
}

TEST_P(EvaluateTest, CallsOfWhatIsNotCompiled) {
    // func f(a, b) { return b(a) + 1 }
    FunctionBuilder b(st, info(2));
    b.set_line(1);
    b.move(2, 1);
    b.move(4, 0);
    b.call(2, 1, 1);
    b.op(Op::AddImm, 2, 2, 1);
    b.return1(2);
    rt::Function* f = finish(b);
    auto graph = graph_of(f, R"(function frame 8
call 0: code a0 slot 4 arguments 1
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2:v = Const bits 1
    v3:i = Const 1
    v4 = CheckPtr v1, function [s0]
    v5:p = Load v4, +8 Constant
    StoreSlot v1, 2
    StoreSlot v2, 3
    StoreSlot v0, 4
    v6 = CallIndirect v5, @0 [s1]
    v7 = CheckI32 v6 [s2]
    v8 = AddI32Ov v7, v3 [s2]
    v9 = BoxI32 v8
    Return v9
s0: pc 0 {}
s1: pc 2 {}
s2: pc 3 {2=v6}
)");
    patch(*graph, {}, {graph->entry_pc + 3});
    // A native comes back; what it gives may be anything.
    Value tonumber = rt::raw_get_string(st, st.globals, rt::intern(st, "tonumber"));
    EXPECT_EQ(run(f, *graph, {*rt::string_value(st, "41"), tonumber}), "42");
    EXPECT_EQ(run(f, *graph, {*rt::string_value(st, "1.5"), tonumber}), "CheckI32 2.5");
    Value error = rt::raw_get_string(st, st.globals, rt::intern(st, "error"));
    EXPECT_EQ(run(f, *graph, {*rt::string_value(st, "no"), error}), "error: 1: no");
    // Functions are the VM's, which goes on with the caller, too. Missing arguments are nil.
    FunctionBuilder negate(st, info(1));
    negate.op(Op::Negate, 1, 0);
    negate.return1(1);
    EXPECT_EQ(run(f, *graph, {number(5), Value::function(finish(negate))}), "-4");
    EXPECT_EQ(run(f, *graph, {number(5), Value::function(sum())}),
              "error: 7: attempt to perform arithmetic on a nil value");
    EXPECT_EQ(st.hot.frames_left, rt::kMaxFrames);
}

TEST_P(EvaluateTest, OpenResults) {
    // func f(a, b) { return b(a) }, not in tail position
    FunctionBuilder b(st, info(2));
    b.move(2, 1);
    b.move(4, 0);
    b.call(2, 1, bytecode::kOpenResults);
    b.return_open(2);
    rt::Function* f = finish(b);
    std::string start = R"(function frame 8
call 0: code a0 slot 4 arguments 1
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2:v = Const bits 1
    v4 = CheckPtr v1, function [s0]
    v5:p = Load v4, +8 Constant
    StoreSlot v1, 2
    StoreSlot v2, 3
    StoreSlot v0, 4
    v6 = CallIndirect v5, @0 [s1]
)";
    auto any = graph_of(f, start + "    ReturnOpen 2\ns0: pc 0 {}\ns1: pc 2 {}\n");
    auto one = graph_of(f, start + "    CheckOpen 2 [s2]\n    Return v6\ns0: pc 0 {}\ns1: pc 2 {}\ns2: pc 3 {}\n");
    for (Graph* graph : {any.get(), one.get()}) patch(*graph, {}, {graph->entry_pc + 3});
    Value unpack = rt::raw_get_string(st, st.globals, rt::intern(st, "table"));
    unpack = rt::raw_get_string(st, unpack.as_table(), rt::intern(st, "unpack"));
    rt::Table* list = rt::make_table(st);
    EXPECT_EQ(run(f, *any, {Value::table(list), unpack}), "");
    EXPECT_EQ(run(f, *one, {Value::table(list), unpack}), "CheckOpen ");
    for (i64 i = 1; i <= 300; ++i) {
        EXPECT_TRUE(rt::raw_set(st, list, number(i), number(7)).ok());
        if (i > 3 && i < 300) continue;
        std::string all = "7";
        for (i64 k = 1; k < i; ++k) all += " 7";
        EXPECT_EQ(run(f, *any, {Value::table(list), unpack}), all);
        EXPECT_EQ(run(f, *one, {Value::table(list), unpack}), (i == 1 ? "" : "CheckOpen ") + all);
    }
}

TEST_P(EvaluateTest, MissingElementsAreNil) {
    // func f(a, b) { return a[b] }
    FunctionBuilder b(st, info(2));
    b.op(Op::GetIndex, 2, 0, 1);
    b.return1(2);
    rt::Function* f = finish(b);
    // The second table is still needed behind the call of a helper, at exits and where it goes on.
    std::string start = R"(function frame 8
b0:
    v0 = LoadSlot 0
    v1 = LoadSlot 1
    v2:i = Const 2
    v3 = CheckPtr v0, table [s0]
    v4 = CheckI32 v1 [s0]
)";
    std::string end = "    Return v5\ns0: pc 0 {}\ns1: pc 0 {0=v3, 1=v4}\n";
    auto any = graph_of(f, start + "    v5 = ReadElement v3, v4 [s1]\n" + end);
    auto second = graph_of(f, start + "    v5 = ReadElement v3, v2 [s1]\n" + end);
    auto both = graph_of(f, start + R"(    v5 = ReadElement v3, v4 [s1]
    v6 = ReadElement v3, v4 [s1]
    v7 = CmpBits.Eq v5, v6
    GuardTrue v7 [s1]
)" + end);
    rt::Table *empty = rt::make_table(st), *full = rt::make_table(st), *sparse = rt::make_table(st);
    for (i64 i = 1; i <= 3; ++i) ASSERT_TRUE(rt::raw_set_int(st, full, i, number(10 * i)).ok());
    ASSERT_TRUE(rt::raw_set_int(st, full, -7, number(5)).ok());
    ASSERT_TRUE(rt::raw_set_int(st, sparse, 2, number(6)).ok());
    auto expect = [&](rt::Table* t, i64 index, const char* result) {
        EXPECT_EQ(run(f, *any, {Value::table(t), number(index)}), result) << index;
        EXPECT_EQ(run(f, *both, {Value::table(t), number(index)}), result) << index;
        if (index == 2) {
            EXPECT_EQ(run(f, *second, {Value::table(t), number(index)}), result);
        }
    };
    for (i64 i : {-1, 0, 1, 2, 3}) expect(empty, i, "nil");
    for (i64 i : {-1, 0, 4, INT32_MAX, INT32_MIN}) expect(full, i, "nil");
    expect(full, 1, "10");
    expect(full, 2, "20");
    expect(full, -7, "5");
    expect(sparse, 2, "6");
    expect(sparse, 1, "nil");
    expect(st.globals, 2, "nil");
    rt::Table *meta = rt::make_table(st), *prototype = rt::make_table(st);
    for (rt::Table* t : {empty, sparse}) ASSERT_TRUE(rt::change_metatable(st, t, meta));
    expect(empty, 2, "nil");
    expect(sparse, 2, "6");
    ASSERT_TRUE(rt::raw_set_int(st, prototype, 2, number(9)).ok());
    ASSERT_TRUE(rt::raw_set_string(st, meta, rt::intern(st, "__index"), Value::table(prototype)).ok());
    expect(empty, 2, "ReadElement 9");
    expect(empty, 3, "ReadElement nil");
    expect(sparse, 2, "6");
}

TEST_P(EvaluateTest, InlinedFramesAreWritten) {
    // The callee's bytecode is that of f: a + b in a frame at slot 6 (callee 4, return address 5) of f's own call of f.
    FunctionBuilder b(st, info(2));
    bytecode::Label leaf = b.label();
    b.jump_equal(true, 0, number(0), leaf);
    b.load(4, number(0));  // overwritten below: the window's callee
    b.load(6, number(0));
    b.move(7, 1);
    b.call(4, 2, 1);
    b.op(Op::MulImm, 4, 4, 10);
    b.return1(4);
    b.bind(leaf);
    b.set_line(9);
    b.op(Op::Add, 2, 0, 1);
    b.return1(2);
    rt::Function* f = finish(b);
    const rt::Word* code = f->code + 1;
    u32 call = 0;
    while (bytecode::op_of(code[call]) != Op::Call) call += bytecode::length_of(code + call);
    u32 add = call;
    while (bytecode::op_of(code[add]) != Op::Add) add += bytecode::length_of(code + add);
    auto graph = graph_of(f, R"(function frame 14
b0:
    v0 = LoadSlot 1
    v1:v = Const function a0
    v2:v = Const bits 0
    v3:i = Const 0
    Exit [s0]
s0: pc 0 base 6 depth 1 {4=v1, 5=v2, 6=v3, 7=v0}
)");
    for (Node* node = graph->blocks[0]->first; node; node = node->next) {
        if (!node->is_const() || node->type != Type::Value) continue;
        node->imm = node->as_value().is_function() ? Value::function(f).bits : rt::raw_slot(code + call + 1).bits;
    }
    graph->snapshots[0].pc = code + add;
    EXPECT_EQ(run(f, *graph, {number(1), number(4)}), "Exit 40");
    EXPECT_EQ(run(f, *graph, {number(1), Value::nil()}), "Exit error: 9: attempt to perform arithmetic on a nil value");
}

INSTANTIATE_TEST_SUITE_P(, EvaluateTest, ::testing::ValuesIn(kRunners),
                         [](const auto& info) { return name_of(info.param); });

}  // namespace
}  // namespace gs::jit::test

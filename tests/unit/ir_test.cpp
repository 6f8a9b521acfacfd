// The IR: text to graph and back, analysis, and what the verifier objects to.
#include <gtest/gtest.h>

#include "jit/ir/analysis.h"
#include "jit/ir/graph.h"

namespace gs::jit {
namespace {

std::unique_ptr<Graph> read(std::string_view text) {
    std::string error;
    auto graph = parse(text, &error);
    EXPECT_EQ(error, "");
    return graph;
}

std::string check(std::string_view text) {
    auto graph = read(text);
    return graph ? verify(*graph) : "no graph";
}

std::string parse_error(std::string_view text) {
    std::string error;
    EXPECT_EQ(parse(text, &error), nullptr);
    return error;
}

constexpr std::string_view kLoop = R"(function frame 8
b0:
    v0:i = Const 1
    v1 = LoadSlot 3
    v2 = CheckI32 v1 [s0]
    Jump -> b1
b1 loop entry s1 <- b0, b1:
    v3:i = Phi v2, v4
    v4 = AddI32Ov v3, v0 [s2]
    v5 = CmpI32.Lt v4, v2
    Branch v5 -> b1, b2
b2 cold <- b1:
    Exit [s3]
s0: pc 4 {}
s1: pc 10 {3=v2}
s2: pc 12 {3=v3}
s3: pc 20 base 5 depth 1 {3=v4, 5=v2}
)";

TEST(Ir, TextOfALoop) {
    auto graph = read(kLoop);
    EXPECT_EQ(verify(*graph), "");
    EXPECT_EQ(print(*graph), kLoop);
}

TEST(Ir, TextOfEveryKindOfImmediate) {
    constexpr std::string_view kText = R"(loop frame 20 entry 12
table 0: shape 17 slots 2 elements 4
closure 0: code a0 cells 1
call 0: code a1 slot 5 arguments 2
return 0: slot 3 count 2
b0:
    v0:v = Const nil
    v1:v = Const int -5
    v2:v = Const real 0.25
    v3:v = Const table a2
    v4:d = Const -inf
    v5:l = Const -140737488355328
    v6:b = Const true
    v7:p = Const a3
    v8:v = Const real 3
    v9 = Callee
    v10 = CheckPtr v3, table [s0]
    v11:i = Load v10, +0 Shape
    v12:d = LoadElement v7, v11, -8 Elements
    Store v10, v12, +24 Fields
    v13:d = CallPure.Pow v12, v4
    v14 = NewTable v0, v1, @0 [s1]
    v15 = NewCell v0 [s1]
    v16 = NewClosure v15, v0, @0 [s1]
    CheckBits v0, string a4 [s1]
    StoreSlot v2, 4
    v17 = CallDirect @0 [s2]
    SlowOp [s3]
    v18 = CmpU32.Ge v11, v11
    Branch v18 -> b1, b2
b1 <- b0:
    Jump -> b3
b2 <- b0:
    Jump -> b3
b3 <- b2, b1:
    v19:p = Phi v10, v14, table
    v20 = LoadByte v7, v11, +16 Constant
    ReturnSlots @0
s0: pc 12 {}
s1: pc 13 {0=v9, 1=v13}
s2: pc 15 {}
s3: pc 16 {}
)";
    auto graph = read(kText);
    ASSERT_TRUE(graph);
    EXPECT_EQ(print(*graph), kText);
    EXPECT_EQ(verify(*graph), "");
}

TEST(Ir, ParserNamesTheLine) {
    EXPECT_EQ(parse_error("function frame 1\nb0:\n    v0 = Nothing\n"), "line 3: no operation is called 'Nothing'");
    EXPECT_EQ(parse_error("b0:\n    v0 = BoxI32 v1\n    Return v0\n"), "line 2: nothing is called 'v1'");
    EXPECT_EQ(parse_error("b0:\n    v0 = Const 5\n"), "line 2: this has no value, or its type is missing");
    EXPECT_EQ(parse_error("b0:\n    Jump -> b7\n"), "line 2: nothing is called 'b7'");
    EXPECT_EQ(parse_error(""), "line 0: no blocks");
}

TEST(Ir, VerifierObjectsToEdges) {
    EXPECT_EQ(check("b0:\n    Jump -> b0\n"), "b0: the entry has a predecessor");
    EXPECT_EQ(check("b0:\n    TailSelf\nb1:\n    TailSelf\n"), "b1: can not be reached");
    EXPECT_EQ(check("b0:\n    Jump -> b1\nb1 <- b0, b0:\n    TailSelf\n"),
              "b0: the edge to b1 is not the same at both ends");
    EXPECT_EQ(check("b0:\n    Jump -> b1\nb1 <- b0, b1:\n    Jump -> b1\n"), "b1: the edge from b1 goes backwards");
    EXPECT_EQ(check("b0:\n    v0:b = Const true\n    Branch v0 -> b1\nb1:\n    TailSelf\n"),
              "b0: wrong number of successors");
    EXPECT_EQ(check("b0:\n    v0:b = Const true\n"), "b0: v0 = Const: is the last, but does not end the block");
}

TEST(Ir, VerifierObjectsToTypes) {
    EXPECT_EQ(check("b0:\n    v0:i = Const 5\n    Return v0\n"), "b0: Return (node 1) = Return: v0 has the wrong type");
    EXPECT_EQ(check("b0:\n    v0:i = Const 5\n    v1 = AddI32 v0\n    TailSelf\n"), "b0: v1 = AddI32: too few inputs");
    EXPECT_EQ(check("b0:\n    v0:i = Const 5\n    v1 = AddI32 v0, v0, v0\n    TailSelf\n"),
              "b0: v1 = AddI32: too many inputs");
    EXPECT_EQ(check("b0:\n    v0 = LoadSlot 0\n    v1 = CheckI32 v0\n    TailSelf\n"),
              "b0: v1 = CheckI32: needs a snapshot");
    EXPECT_EQ(check("b0:\n    v0:i = Const 5\n    v1:d = CallPure.Pow v0, v0\n    TailSelf\n"),
              "b0: v1 = CallPure: v0 has the wrong type");
}

TEST(Ir, VerifierObjectsToUses) {
    EXPECT_EQ(check("b0:\n    v0 = AddI32 v1, v1\n    v1:i = Const 5\n    TailSelf\n"),
              "b0: v0 = AddI32: v1 is not available here");
    EXPECT_EQ(check(R"(b0:
    v0:b = Const true
    Branch v0 -> b1, b2
b1:
    v1:v = Const nil
    Jump -> b2
b2 <- b0, b1:
    Return v1
)"),
              "b2: Return (node 4) = Return: v1 is not available here");
    EXPECT_EQ(check(R"(b0:
    v0 = LoadSlot 0
    v1 = CheckI32 v0 [s0]
    Return v0
s0: pc 1 {0=v1}
)"),
              "b0: v1 = CheckI32: slot 0 of s0: v1 is not available here");
}

TEST(Ir, VerifierObjectsToRepeatedEffects) {
    EXPECT_EQ(check(R"(b0:
    v0 = LoadSlot 0
    v1 = CheckPtr v0, table [s0]
    Store v1, v0, +24 Fields
    v2 = CheckF64 v0 [s0]
    Return v0
s0: pc 1 {}
)"),
              "b0: v2 = CheckF64: s0 lies before a store or a call that has happened");
    EXPECT_EQ(check(R"(b0:
    v0 = LoadSlot 0
    v1 = CheckPtr v0, table [s0]
    StoreSlot v0, 5
    v2 = CheckF64 v0 [s0]
    SlowOp [s0]
    Return v0
s0: pc 1 {}
)"),
              "");
}

TEST(Ir, ConstantsAreShared) {
    auto graph = read(kLoop);
    Node* five = graph->constant(Type::I32, 5);
    EXPECT_EQ(graph->constant(Type::I32, 5), five);
    EXPECT_NE(graph->constant(Type::I64, 5), five);
    EXPECT_EQ(graph->blocks[0]->first->type, Type::I64);
    EXPECT_EQ(verify(*graph), "");
}

TEST(Ir, UsesAreCounted) {
    auto graph = read(kLoop);
    Node* phi = graph->blocks[1]->first;
    Node* check = phi->inputs[0];
    EXPECT_EQ(check->use_count, 4u);  // phi, comparison, s1, s3
    EXPECT_EQ(phi->use_count, 2u);
    graph->replace_uses(phi, graph->constant(Type::I32, 7));
    EXPECT_EQ(phi->use_count, 0u);
    graph->remove(phi);
    EXPECT_EQ(check->use_count, 3u);
    EXPECT_EQ(verify(*graph), "");
}

// b1 is a loop around b2 (a loop of its own) and b3; b5 is a loop behind it.
constexpr std::string_view kNest = R"(b0:
    v0 = LoadSlot 0
    v1 = IsTruthy v0
    Jump -> b1
b1 loop <- b0, b4:
    Jump -> b2
b2 loop <- b1, b3:
    Branch v1 -> b3, b4
b3:
    Jump -> b2
b4:
    Branch v1 -> b1, b5
b5 loop <- b4, b5:
    Branch v1 -> b5, b6
b6:
    Return v0
)";

TEST(Ir, Loops) {
    auto graph = read(kNest);
    EXPECT_EQ(verify(*graph), "");
    auto order = analyse_loops(*graph);
    EXPECT_EQ(order.size(), 7u);
    auto b = graph->blocks;
    EXPECT_EQ(b[0]->loop, nullptr);
    EXPECT_EQ(b[1]->loop, b[1]);
    EXPECT_EQ(b[2]->loop, b[2]);
    EXPECT_EQ(b[2]->outer, b[1]);
    EXPECT_EQ(b[3]->loop, b[2]);
    EXPECT_EQ(b[4]->loop, b[1]);
    EXPECT_EQ(b[5]->loop, b[5]);
    EXPECT_EQ(b[5]->outer, nullptr);
    EXPECT_EQ(b[6]->loop, nullptr);
    u32 depths[] = {0, 1, 2, 2, 1, 1, 0};
    for (u32 i = 0; i < 7; ++i) EXPECT_EQ(b[i]->depth, depths[i]);
    EXPECT_EQ(b[4]->dominator, b[2]);
    EXPECT_EQ(b[3]->dominator, b[2]);
    EXPECT_EQ(b[6]->dominator, b[5]);
    EXPECT_TRUE(dominates(b[1], b[6]));
    EXPECT_FALSE(dominates(b[3], b[4]));
    EXPECT_TRUE(in_loop(b[3], b[1]));
    EXPECT_FALSE(in_loop(b[4], b[2]));
}

TEST(Ir, UnreachableBlocksGo) {
    auto graph = read(R"(b0:
    v0 = LoadSlot 0
    Jump -> b3
b1:
    v1 = LoadSlot 1
    Jump -> b3
b2:
    Jump -> b2
b3 <- b0, b1:
    v2:v = Phi v0, v1
    Return v2
)");
    remove_unreachable(*graph);
    EXPECT_EQ(verify(*graph), "");
    EXPECT_EQ(print(*graph), R"(function frame 0
b0:
    v0 = LoadSlot 0
    Jump -> b1
b1 <- b0:
    v1:v = Phi v0
    Return v1
)");
}

}  // namespace
}  // namespace gs::jit

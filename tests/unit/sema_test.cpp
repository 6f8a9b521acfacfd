#include <string>

#include <gtest/gtest.h>

#include "sema/resolve.h"
#include "syntax/parser.h"

namespace gs::sema {
namespace {

using namespace syntax;

struct SemaTest : testing::Test {
    Arena arena;

    // The body of the function f that the text declares first.
    FunctionBody* function(std::string_view text) {
        ParseResult result = parse(arena, text, "t");
        EXPECT_NE(result.chunk, nullptr) << result.error.message;
        resolve(arena, *result.chunk);
        return result.chunk->main->functions[0];
    }
    const Variable* local(const FunctionBody* body, std::string_view name) {
        for (const Variable* variable : body->variables) {
            if (variable->name == name) return variable;
        }
        ADD_FAILURE() << "no variable " << name;
        return nullptr;
    }
    // What messages call the operand of the unary minus in `x = -EXPR`.
    OperandName operand(std::string_view expr) {
        FunctionBody* outer = function("func f(up) { return func(loc) { return -" + std::string(expr) + " } }");
        auto* value = outer->functions[0]->block->statements[0]->as<ReturnStmt>()->values[0];
        return describe(value->as<UnaryExpr>()->operand);
    }
};

TEST_F(SemaTest, NamesOfOperands) {
    struct Case {
        const char* expr;
        OperandKind kind;
        const char* name;
    };
    for (const Case& test : {Case{"loc", OperandKind::Local, "loc"}, Case{"up", OperandKind::Upvalue, "up"},
                             Case{"glob", OperandKind::Global, "glob"}, Case{"loc.a.b", OperandKind::Field, "b"},
                             Case{"loc[\"a b\"]", OperandKind::Field, "a b"},
                             Case{"((loc))", OperandKind::Local, "loc"}, Case{"(loc.x)", OperandKind::Field, "x"},
                             Case{"loc[1]", OperandKind::None, ""}, Case{"loc[(\"x\")]", OperandKind::None, ""},
                             Case{"loc()", OperandKind::None, ""}, Case{"loc:m()", OperandKind::None, ""},
                             Case{"...", OperandKind::None, ""}, Case{"1", OperandKind::None, ""}}) {
        OperandName name = operand(test.expr);
        EXPECT_EQ(name.kind, test.kind) << test.expr;
        EXPECT_EQ(name.name, test.name) << test.expr;
    }
}

TEST_F(SemaTest, CapturedAndReassignedMakesACell) {
    FunctionBody* body = function(
        "func f(p, q) { a := 1 b := 2 c := 3 c = 4 d := 5 p = 1 "
        "g(func() { return a, b, d, p, q }) b = 6 g(func() { d = 7 }) }");
    EXPECT_FALSE(local(body, "a")->in_cell());
    EXPECT_TRUE(local(body, "b")->in_cell());
    EXPECT_FALSE(local(body, "c")->in_cell());
    EXPECT_TRUE(local(body, "d")->in_cell());
    EXPECT_TRUE(local(body, "p")->in_cell());
    EXPECT_FALSE(local(body, "q")->in_cell());
    EXPECT_TRUE(local(body, "q")->captured);
}

TEST_F(SemaTest, EveryKindOfAssignmentCounts) {
    for (const char* assignment : {"a = 1", "(a) = 1", "a += 1", "a++", "a, x = 1, 2", "x, a = <-ch",
                                   "select { case a = <-ch: }", "for a = 1; x; y() { }"}) {
        FunctionBody* body = function("func f() { a := 1 g(func() { return a })\n" + std::string(assignment) + " }");
        EXPECT_TRUE(local(body, "a")->in_cell()) << assignment;
    }
    for (const char* other : {"a := 2", "if a := 2; a { }", "func a() { }", "for a := range x { }", "t.a = 1"}) {
        FunctionBody* body = function("func f() { a := 1 g(func() { return a })\n" + std::string(other) + " }");
        EXPECT_FALSE(local(body, "a")->in_cell()) << other;
    }
}

TEST_F(SemaTest, CellsComeFirstInEveryFunctionOnTheWay) {
    FunctionBody* body = function(
        "func f() { a := 1 b := 2 c := 3 d := 4 b = 5 d = 6 "
        "return func() { return func() { return a, b, c, d } } }");
    FunctionBody* middle = body->functions[0];
    FunctionBody* inner = middle->functions[0];
    for (FunctionBody* function : {middle, inner}) {
        ASSERT_EQ(function->upvalues.size(), 4u);
        EXPECT_EQ(function->cell_upvalues, 2u);
        for (size_t i = 0; i < 4; i++) EXPECT_EQ(function->upvalues[i].is_cell, i < 2);
    }
    for (size_t i = 0; i < 4; i++) {
        EXPECT_TRUE(middle->upvalues[i].from_parent_local);
        EXPECT_EQ(middle->upvalues[i].index, middle->upvalues[i].variable->slot);
        EXPECT_FALSE(inner->upvalues[i].from_parent_local);
        EXPECT_EQ(middle->upvalues[inner->upvalues[i].index].variable, inner->upvalues[i].variable);
    }
    ExprList values = inner->block->statements[0]->as<ReturnStmt>()->values;
    for (Expr* value : values) {
        auto* name = value->as<NameExpr>();
        EXPECT_EQ(inner->upvalues[name->upvalue].variable, name->variable);
    }
}

TEST_F(SemaTest, UpvaluesOfFunctionsSideBySide) {
    // The second inner function must be renumbered by its own order, not by that of the first.
    FunctionBody* body = function(
        "func f() { a := 1 b := 2 b = 3 "
        "g(func() { return a, b }, func() { return b, a }) }");
    for (FunctionBody* inner : body->functions) {
        EXPECT_EQ(inner->upvalues[0].variable->name, "b");
        for (Expr* value : inner->block->statements[0]->as<ReturnStmt>()->values) {
            auto* name = value->as<NameExpr>();
            EXPECT_EQ(inner->upvalues[name->upvalue].variable, name->variable);
        }
    }
}

TEST_F(SemaTest, ADeclarationDoesNotCaptureWhatItHides) {
    FunctionBody* body = function("func f() { a := 1 b := 2 g(func() { a := 3; (b), c := 4, 5 return a + b }) }");
    EXPECT_FALSE(local(body, "a")->captured);
    EXPECT_FALSE(local(body, "b")->captured);
    EXPECT_TRUE(body->functions[0]->upvalues.empty());
}

TEST_F(SemaTest, LoopVariablesThatOnlyPostAssignsAreCopied) {
    FunctionBody* body = function("func f() { for i := 1; i < 3; i++ { g(func() { return i }) } }");
    EXPECT_TRUE(local(body, "i")->assigned_by_post);
    EXPECT_FALSE(local(body, "i")->in_cell());
    body = function("func f() { for i := 1; i < 3; i, h = i + 1, func() { return i } { } }");
    EXPECT_TRUE(local(body, "i")->in_cell());
    body = function("func f() { i := 1 for x := 1; x < 3; i++ { g(func() { return i }) } }");
    EXPECT_TRUE(local(body, "i")->in_cell());  // not a variable of this loop
    body = function("func f() { for i := 1; i < 3; g(func() { i++ }) { } }");
    EXPECT_TRUE(local(body, "i")->in_cell());
    body = function("func f() { for i := 1; g(func() { for j := 1; j < i; i++ { } }); i++ { } }");
    EXPECT_TRUE(local(body, "i")->in_cell());
}

TEST_F(SemaTest, OneValueReturnOfAnExpressionListIsNoTailCall) {
    ParseResult result = parse_expression_list(arena, "f()", "t");
    ASSERT_NE(result.chunk, nullptr);
    resolve(arena, *result.chunk);
    EXPECT_FALSE(result.chunk->main->block->statements[0]->as<ReturnStmt>()->tail_call);
}

TEST_F(SemaTest, DeferBehindAReturnDisablesTailCalls) {
    FunctionBody* body = function("func f() { return g() defer h() }");
    EXPECT_FALSE(body->block->statements[0]->as<ReturnStmt>()->tail_call);
    body = function("func f() { func k() { defer h() } return g() }");
    EXPECT_TRUE(body->block->statements[1]->as<ReturnStmt>()->tail_call);
}

TEST_F(SemaTest, LongChainsUseNoStack) {
    std::string text = "func f() { return a";
    for (int i = 0; i < 100000; i++) text += i < 50000 ? "()" : " + 1";
    EXPECT_NE(function(text + " }"), nullptr);
}

}  // namespace
}  // namespace gs::sema

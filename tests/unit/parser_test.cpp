#include "syntax/parser.h"

#include <string>

#include <gtest/gtest.h>

#include "syntax/dump.h"

namespace gs::syntax {
namespace {

std::string repeat(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; i++) out += text;
    return out;
}

Diagnostic error_of(std::string_view text) {
    Arena arena;
    ParseResult result = parse(arena, text, "t");
    EXPECT_EQ(result.chunk, nullptr) << text;
    return result.error;
}

bool is_valid(std::string_view text) {
    Arena arena;
    ParseResult result = parse(arena, text, "t");
    return result.chunk != nullptr;
}

// The REPL asks for more lines exactly for these.
TEST(Parser, TextsThatBreakOffTooEarly) {
    for (const char* text : {"x :=",    "f(",  "f(1,",    "if x {", "if x",       "t = {",         "x = `a",
                             "/* a",    "a +", "func f(", "t.",     "switch x {", "select { case", "for i := 1;",
                             "const x", "o:m", "a, b",    "go",     "x = -",      "if x { } else"}) {
        EXPECT_TRUE(error_of(text).at_end) << text;
    }
    for (const char* text : {"x = 'a", "x = )", "5", "x = 3x", "break", "f( 1 2", "go f", "x = 1 }"}) {
        EXPECT_FALSE(error_of(text).at_end) << text;
    }
}

TEST(Parser, ExpressionLists) {
    Arena arena;
    ParseResult result = parse_expression_list(arena, "1, f(), ...", "t");
    ASSERT_NE(result.chunk, nullptr);
    EXPECT_TRUE(result.chunk->is_expression_list);
    ASSERT_EQ(result.chunk->main->block->statements.size(), 1u);
    EXPECT_EQ(result.chunk->main->block->statements[0]->as<ReturnStmt>()->values.size(), 3u);
    for (const char* text : {"", "x := 1", "f() g()", "1;", "// nothing", "1,"}) {
        EXPECT_EQ(parse_expression_list(arena, text, "t").chunk, nullptr) << text;
    }
}

TEST(Parser, ErrorsAreShownWithLineAndCaret) {
    std::string text = "\xEF\xBB\xBFx = 1\r\n\té = = 2\r\ny";
    EXPECT_EQ(render(error_of(text), "a.gs", text), "a.gs:2:7: unexpected '='\n\té = = 2\n\t    ^\n");
    text = "f(";
    EXPECT_EQ(render(error_of(text), "a.gs", text), "a.gs:1:3: unexpected end of input\nf(\n  ^\n");
    text = "f(\n";
    EXPECT_EQ(render(error_of(text), "a.gs", text), "a.gs:2:1: unexpected end of input\n\n^\n");
}

TEST(Parser, HintsForHabits) {
    struct Case {
        const char* text;
        const char* part;  // of the hint
    };
    for (const Case& test : {Case{"local x = 1", "':='"},
                             Case{"function f() { }", "func"},
                             Case{"if x then", "braces"},
                             Case{"x = a and b", "'&&'"},
                             Case{"x = not a", "'!'"},
                             Case{"while x { }", "for cond"},
                             Case{"var x = 1", "':='"},
                             Case{"y = x++", "'i++'"},
                             Case{"if x = 1 { }", "'=='"},
                             Case{"func t.f() { }", "t.f ="},
                             Case{"f 'x'", "parentheses"},
                             Case{"-- text", "'//'"},
                             Case{"f()\n-- text", "'//'"},
                             Case{"for k, v in t { }", "range"},
                             Case{"x = {a = 1}", "name: value"},
                             Case{"x = {\"a\": 1}", "[\"a b\"]"},
                             Case{"if x { } elif y { }", "else if"},
                             Case{"x = 1 end", "braces"},
                             Case{"import 'x'", "require"},
                             Case{"x := []int{}", "{1, 2"},
                             Case{"ch\n<- 1", "line of the channel"}}) {
        EXPECT_NE(error_of(test.text).hint.find(test.part), std::string::npos)
            << test.text << ": " << error_of(test.text).hint;
    }
    EXPECT_EQ(error_of("5 + 5").hint, "");
}

TEST(Parser, NestingLimit) {
    struct Case {
        const char *open, *close;
    };
    for (const Case& nest :
         {Case{"(", ")"}, Case{"{", "}"}, Case{"t[", "]"}, Case{"f(", ")"}, Case{"- ", ""}, Case{"<-", ""},
          Case{"2 ** ", ""}, Case{"func() { return ", "}"}, Case{"make(chan, ", ")"}, Case{"...[", "]"}}) {
        std::string inside = nest.open[0] == '{' ? "" : "1";
        auto text = [&](int depth) {
            return "return " + repeat(nest.open, depth) + inside + repeat(nest.close, depth);
        };
        EXPECT_TRUE(is_valid(text(200))) << nest.open;
        EXPECT_EQ(error_of(text(201)).message, "nesting too deep (limit 200)") << nest.open;
        EXPECT_EQ(error_of(text(100000)).message, "nesting too deep (limit 200)") << nest.open;
    }
    for (const char* open : {"if x { ", "for { ", "for x { ", "for range x { ",
                             "switch x { default: ", "select { default: ", "func f() { ", "if x { } else { "}) {
        EXPECT_TRUE(is_valid(repeat(open, 200) + repeat("} ", 200))) << open;
        EXPECT_EQ(error_of(repeat(open, 201) + repeat("} ", 201)).message, "nesting too deep (limit 200)") << open;
    }
}

TEST(Parser, ChainsAreNoNesting) {
    constexpr int kMany = 100000;
    for (const char* link : {" + 1", " < 1", " .. 1", " && 1", " || 1", "()", "[1]", ".a", ":m()", ".a[1](2):m(3)"}) {
        Arena arena;
        ParseResult result = parse(arena, "x = f" + repeat(link, kMany), "t");
        ASSERT_NE(result.chunk, nullptr) << link;
    }
    EXPECT_TRUE(is_valid("if a { }" + repeat(" else if b { }", kMany)));
    EXPECT_TRUE(is_valid("if a { }" + repeat(" elseif b { }", kMany) + " else { }"));
    EXPECT_TRUE(is_valid("switch x { " + repeat("case 1: ", kMany) + "}"));
    EXPECT_TRUE(is_valid(repeat("f() ", kMany)));
    EXPECT_TRUE(is_valid("f" + repeat(".a", kMany) + " = func() { }"));
    EXPECT_TRUE(is_valid("x = {" + repeat("1 ", kMany) + "}"));
}

TEST(Parser, SpinesAreMeasured) {
    Arena arena;
    ParseResult result = parse(arena, "x, y = f" + repeat("()", 100000) + ", a + b + c.d", "t");
    ASSERT_NE(result.chunk, nullptr);
    auto* assign = result.chunk->main->block->statements[0]->as<AssignStmt>();
    EXPECT_EQ(assign->values[0]->spine, 65535);
    EXPECT_EQ(assign->values[1]->spine, 2);
    EXPECT_EQ(assign->values[1]->as<ArithExpr>()->right->spine, 1);
}

TEST(Parser, TreeDoesNotPointIntoTheText) {
    Arena arena;
    std::string text = "alpha.beta = 'gamma' .. `delta`", name = "chunk";
    ParseResult result = parse(arena, text, name);
    ASSERT_NE(result.chunk, nullptr);
    std::string before = dump_ast(*result.chunk);
    text.assign(text.size(), '?');
    name.assign(name.size(), '?');
    EXPECT_EQ(dump_ast(*result.chunk), before);
    EXPECT_EQ(result.chunk->name, "chunk");
}

}  // namespace
}  // namespace gs::syntax

#include "syntax/lexer.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "syntax/number_literal.h"
#include "syntax/token_stream.h"

namespace gs::syntax {
namespace {

using Kind = NumberLiteral::Kind;

struct LexerTest : testing::Test {
    Arena arena;
    SymbolTable symbols{arena};

    Token first(std::string_view text) { return Lexer(symbols, text).next(); }
    std::string value(std::string_view text) { return std::string(string_value(arena, first(text))); }
};

TEST(NumberLiteral, IntsEndAt48Bits) {
    EXPECT_EQ(parse_number_literal("140737488355327").int_value, 140737488355327);
    EXPECT_EQ(parse_number_literal("140737488355327").kind, Kind::Int);
    EXPECT_EQ(parse_number_literal("140737488355328").kind, Kind::Float);
    EXPECT_EQ(parse_number_literal("140737488355328").float_value, 140737488355328.0);
    EXPECT_EQ(parse_number_literal("0x7FFFFFFFFFFF").int_value, 140737488355327);
    EXPECT_EQ(parse_number_literal("0x800000000000").kind, Kind::Float);
    EXPECT_EQ(parse_number_literal("0").kind, Kind::Int);
}

TEST(NumberLiteral, LongHexadecimalIsRoundedOnce) {
    // 2^64 + 2^11 + 1 lies just above the middle between two doubles; the last bit decides.
    EXPECT_EQ(parse_number_literal("0x10000000000000801").float_value, 18446744073709555712.0);
    EXPECT_EQ(parse_number_literal("0x10000000000000800").float_value, 18446744073709551616.0);
    EXPECT_EQ(parse_number_literal("0b1" + std::string(100, '0')).float_value, 0x1p100);
    EXPECT_EQ(parse_number_literal("0x1" + std::string(255, '0')).float_value, 0x1p1020);
    EXPECT_EQ(parse_number_literal("0x1" + std::string(256, '0')).kind, Kind::Invalid);
}

TEST(NumberLiteral, TooLargeIsInvalidTooSmallIsZero) {
    EXPECT_EQ(parse_number_literal("1e308").float_value, 1e308);
    EXPECT_EQ(parse_number_literal("1e309").kind, Kind::Invalid);
    EXPECT_EQ(parse_number_literal(std::string(400, '9')).kind, Kind::Invalid);
    EXPECT_EQ(parse_number_literal("1" + std::string(400, '0') + "e-100").float_value, 1e300);
    EXPECT_EQ(parse_number_literal("1" + std::string(500, '0') + "e-100").kind, Kind::Invalid);
    EXPECT_EQ(parse_number_literal("1e99999999999999999999").kind, Kind::Invalid);
    EXPECT_EQ(parse_number_literal("1e-99999999999999999999").float_value, 0.0);
    EXPECT_EQ(parse_number_literal("1e-400").kind, Kind::Float);
    EXPECT_EQ(parse_number_literal("0." + std::string(400, '0') + "1").float_value, 0.0);
    EXPECT_EQ(parse_number_literal("0e999").float_value, 0.0);
    EXPECT_EQ(parse_number_literal("5e-324").float_value, 5e-324);
}

TEST(NumberLiteral, Malformed) {
    for (const char* text : {"5.",  "1_",  "1__0", "_1",  "1_.5", "1._5",  "1e", "1e+", "1e_5", "0x",    "0x__f",
                             "0xg", "0b2", "0b",   "0o8", "0xf_", "1.2.3", "3x", ".",   "1e5x", "0x1.8", ""}) {
        EXPECT_EQ(parse_number_literal(text).kind, Kind::Invalid) << text;
    }
}

TEST_F(LexerTest, PositionsCountBytes) {
    Lexer lexer(symbols,
                "\xEF\xBB\xBF"
                "é = 'ö'\n\tx");
    EXPECT_EQ(lexer.next().column, 1u);
    EXPECT_EQ(lexer.next().column, 4u);
    EXPECT_EQ(lexer.next().column, 6u);
    Token x = lexer.next();
    EXPECT_EQ(x.line, 2u);
    EXPECT_EQ(x.column, 2u);
    EXPECT_TRUE(x.starts_line);
}

TEST_F(LexerTest, InterpreterLineCountsAsALine) {
    Token token = first("#!/usr/bin/gscript \"\nx");
    EXPECT_EQ(token.kind, TokenKind::Name);
    EXPECT_EQ(token.line, 2u);
    EXPECT_EQ(first("#!").kind, TokenKind::End);
    EXPECT_EQ(first(" #!").kind, TokenKind::Hash);
}

TEST_F(LexerTest, TokenStartsLineAfterNewlineInComment) {
    Lexer lexer(symbols, "a /*\n*/ b /* */ c `\n` d // \n e");
    std::vector<bool> starts;
    for (Token token = lexer.next(); token.kind != TokenKind::End; token = lexer.next())
        starts.push_back(token.starts_line);
    EXPECT_EQ(starts, (std::vector<bool>{false, true, false, false, false, true}));
}

TEST_F(LexerTest, Escapes) {
    EXPECT_EQ(value(R"("\a\b\f\n\r\t\v\\\"\'")"), "\a\b\f\n\r\t\v\\\"'");
    EXPECT_EQ(value(R"("\0")"), std::string(1, '\0'));
    EXPECT_EQ(value(R"("\0651\255")"), "A1\xFF");
    EXPECT_EQ(value(R"("\x41\x7a")"), "Az");
    EXPECT_EQ(value(R"("\u00e9\u{41}\u{20AC}\u{1F600}\u{000010FFFF}")"), "éA€😀\U0010FFFF");
    EXPECT_EQ(value(R"("\d\.\q\`")"), R"(\d\.\q\`)");
    EXPECT_EQ(value("\"a\\\nb\\\r\nc\\\rd\""), "a\nb\nc\\\rd");
    EXPECT_EQ(value("`a\r\nb\rc\\n`"), "a\nb\rc\\n");
}

TEST_F(LexerTest, ErrorsSayWhereAndWhat) {
    auto message = [&](std::string_view text) {
        Token token = first(text);
        EXPECT_EQ(token.kind, TokenKind::Error) << text;
        return one_line(lexical_error(token), "t");
    };
    EXPECT_EQ(message("'ab\\"), "t:1:1: unterminated string");
    EXPECT_EQ(message("'a\\\nb\n'"), "t:1:1: unterminated string");
    EXPECT_EQ(message("'a\\\nb\\x'"), "t:2:2: invalid escape '\\x'");
    EXPECT_EQ(message("'\\u{FFFFFFFFFFFF}'"), "t:1:2: invalid code point in escape '\\u'");
    EXPECT_EQ(message(std::string_view("\0", 1)), "t:1:1: unexpected character '\\x00'");
    EXPECT_EQ(message("@"), "t:1:1: unexpected character '@'");
    EXPECT_EQ(message(" /* \n"), "t:1:2: unterminated comment");
    EXPECT_TRUE(lexical_error(first("/*")).at_end);
    EXPECT_TRUE(lexical_error(first("`")).at_end);
    EXPECT_FALSE(lexical_error(first("'")).at_end);
}

TEST_F(LexerTest, EqualNamesAreOneSymbol) {
    Lexer lexer(symbols, "abc ab abc");
    Symbol* one = lexer.next().symbol;
    Symbol* two = lexer.next().symbol;
    EXPECT_NE(one, two);
    EXPECT_EQ(lexer.next().symbol, one);
    for (int i = 0; i < 10000; i++) symbols.intern("n" + std::to_string(i));
    EXPECT_EQ(symbols.intern("abc"), one);
    EXPECT_EQ(symbols.intern("range")->kind, TokenKind::Range);
}

TEST_F(LexerTest, LookaheadLeavesTheStreamAlone) {
    TokenStream stream(symbols, "a b c d e");
    EXPECT_EQ(stream.peek(3).text, "c");
    EXPECT_EQ(stream.peek(1).text, "a");
    TokenStream copy = stream;
    for (int i = 0; i < 4; i++) copy.next();
    EXPECT_EQ(copy.next().text, "e");
    EXPECT_EQ(stream.next().text, "a");
    EXPECT_EQ(stream.peek(4).text, "e");
}

}  // namespace
}  // namespace gs::syntax

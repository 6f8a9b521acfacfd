#include "support/number_text.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace gs {
namespace {

const f64 kInf = std::numeric_limits<f64>::infinity();

std::string float_text(f64 value) {
    char out[kNumberTextSize];
    return {out, format_float(value, out)};
}

std::string int_text(i64 value) {
    char out[kNumberTextSize];
    return {out, format_int(value, out)};
}

// "int 7", "float 1.5" or "none": what a text means, in a form that a test can compare at a glance.
std::string describe(NumberText n) {
    if (n.is_int()) return "int " + int_text(n.integer);
    if (n.is_float()) return "float " + float_text(n.floating);
    return "none";
}

std::string parsed(std::string_view text) { return describe(parse_number(text)); }

f64 float_from_bits(u64 bits) {
    f64 value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

TEST(NumberToText, FloatsOfTheSpecification) {
    EXPECT_EQ(float_text(3.0), "3.0");
    EXPECT_EQ(float_text(-0.0), "-0.0");
    EXPECT_EQ(float_text(0.0), "0.0");
    EXPECT_EQ(float_text(100.0), "100.0");
    EXPECT_EQ(float_text(0.1), "0.1");
    EXPECT_EQ(float_text(0.1 + 0.2), "0.30000000000000004");
    EXPECT_EQ(float_text(1.0 / 3), "0.3333333333333333");
    EXPECT_EQ(float_text(999999.5), "999999.5");
    EXPECT_EQ(float_text(1e6), "1000000.0");
    EXPECT_EQ(float_text(140737488355328.0), "140737488355328.0");
    EXPECT_EQ(float_text(9007199254740992.0), "9007199254740992.0");
    EXPECT_EQ(float_text(1e15), "1000000000000000.0");
    EXPECT_EQ(float_text(9999999999999998.0), "9999999999999998.0");
    EXPECT_EQ(float_text(1e16), "1e+16");
    EXPECT_EQ(float_text(123456789012345678.0), "1.2345678901234568e+17");
    EXPECT_EQ(float_text(1e100), "1e+100");
    EXPECT_EQ(float_text(0.0001), "0.0001");
    EXPECT_EQ(float_text(0.00012), "0.00012");
    EXPECT_EQ(float_text(0.00001), "1e-05");
    EXPECT_EQ(float_text(5e-324), "5e-324");
    EXPECT_EQ(float_text(-2.2250738585072014e-308), "-2.2250738585072014e-308");
    EXPECT_EQ(float_text(kInf), "+Inf");
    EXPECT_EQ(float_text(-kInf), "-Inf");
    EXPECT_EQ(float_text(std::nan("")), "NaN");
    EXPECT_EQ(float_text(-std::nan("")), "NaN");
    EXPECT_EQ(float_text(-12.75), "-12.75");
}

TEST(NumberToText, IntsOfEveryLength) {
    for (u64 power = 1; power <= 1'000'000'000'000'000'000; power *= 10) {
        for (u64 factor : {1, 3, 9}) {
            for (i64 near : {-1, 0, 1}) {
                i64 value = static_cast<i64>(power * factor) + near;
                EXPECT_EQ(int_text(value), std::to_string(value));
                EXPECT_EQ(int_text(-value), std::to_string(-value));
            }
        }
    }
    for (i64 value = 0; value < 100'000; value += 7) ASSERT_EQ(int_text(value * value), std::to_string(value * value));
    EXPECT_EQ(int_text(std::numeric_limits<i64>::min()), std::to_string(std::numeric_limits<i64>::min()));
}

TEST(NumberToText, Ints) {
    EXPECT_EQ(int_text(0), "0");
    EXPECT_EQ(int_text(-7), "-7");
    EXPECT_EQ(int_text(kMaxInt), "140737488355327");
    EXPECT_EQ(int_text(kMinInt), "-140737488355328");
    EXPECT_EQ(int_text(std::numeric_limits<i64>::min()), "-9223372036854775808");
}

// The rule of the specification, spelled out with the digits of the C++ library.
std::string slow_float_text(f64 value) {
    char text[64];
    *std::to_chars(text, text + 63, std::fabs(value), std::chars_format::scientific).ptr = 0;
    std::string digits;
    char* p = text;
    for (; *p != 'e'; ++p) {
        if (*p != '.') digits += *p;
    }
    int exponent = std::atoi(p + 1);
    std::string out;
    if (exponent < -4 || exponent >= 16) {
        out = text;
    } else if (exponent < 0) {
        out = "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
    } else {
        size_t whole = static_cast<size_t>(exponent) + 1;
        if (digits.size() < whole) digits.resize(whole, '0');
        out = digits.substr(0, whole) + "." + (digits.size() > whole ? digits.substr(whole) : "0");
    }
    return std::signbit(value) ? "-" + out : out;
}

TEST(NumberToText, FastPathsAgreeWithTheRuleAndEveryTextReadsBack) {
    std::mt19937_64 random(1);
    const f64 scales[] = {1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e9, 1e12, 1e15, 1e18};
    for (int i = 0; i < 300000; ++i) {
        f64 value;
        switch (i % 4) {
            case 0: value = float_from_bits(random()); break;
            case 1:
                value = static_cast<f64>(static_cast<i64>(random() >> (random() % 64))) / scales[random() % 12];
                break;
            case 2:
                value = static_cast<f64>(static_cast<i64>(random())) * std::ldexp(1, -static_cast<int>(random() % 90));
                break;
            default:
                value = std::nextafter(static_cast<f64>(random() % 100000000) / scales[random() % 6],
                                       i % 8 == 3 ? 0 : 1e20);
        }
        if (!std::isfinite(value)) continue;
        std::string text = float_text(value);
        ASSERT_LE(text.size(), kNumberTextSize);
        ASSERT_EQ(text, slow_float_text(value));
        NumberText back = parse_number(text);
        ASSERT_TRUE(back.is_float()) << text;
        ASSERT_EQ(std::memcmp(&back.floating, &value, sizeof value), 0) << text;
    }
}

TEST(TextToNumber, FormsOfTheSpecification) {
    EXPECT_EQ(parsed("10"), "int 10");
    EXPECT_EQ(parsed(" 10\n"), "int 10");
    EXPECT_EQ(parsed("\t\v\f\r 7 "), "int 7");
    EXPECT_EQ(parsed("10.50"), "float 10.5");
    EXPECT_EQ(parsed("5."), "float 5.0");
    EXPECT_EQ(parsed(".5"), "float 0.5");
    EXPECT_EQ(parsed("1e3"), "float 1000.0");
    EXPECT_EQ(parsed("+7"), "int 7");
    EXPECT_EQ(parsed("007"), "int 7");
    EXPECT_EQ(parsed("0x10"), "int 16");
    EXPECT_EQ(parsed("-0XfF"), "int -255");
    EXPECT_EQ(parsed("0x1p4"), "float 16.0");
    EXPECT_EQ(parsed("0x.8"), "float 0.5");
    EXPECT_EQ(parsed("0x1."), "float 1.0");
    EXPECT_EQ(parsed("0x1.8p1"), "float 3.0");
    EXPECT_EQ(parsed("0xA.8P-1"), "float 5.25");
    EXPECT_EQ(parsed("1e400"), "float +Inf");
    EXPECT_EQ(parsed("-1e400"), "float -Inf");
    EXPECT_EQ(parsed("1e-400"), "float 0.0");
    EXPECT_EQ(parsed("-1e-400"), "float -0.0");
    EXPECT_EQ(parsed("5.e1"), "float 50.0");
    EXPECT_EQ(parsed("-0"), "int 0");
    EXPECT_EQ(parsed("-0.0"), "float -0.0");
    EXPECT_EQ(parsed("0x0"), "int 0");
    EXPECT_EQ(parsed("0e99999999999999999999"), "float 0.0");
    EXPECT_EQ(parsed("1e99999999999999999999"), "float +Inf");
    EXPECT_EQ(parsed("1e-99999999999999999999"), "float 0.0");
    EXPECT_EQ(parsed("0x1p99999999999999999999"), "float +Inf");
    EXPECT_EQ(parsed("0x1p-99999999999999999999"), "float 0.0");
    EXPECT_EQ(parsed("-0x0p0"), "float -0.0");
}

TEST(TextToNumber, WhatDoesNotConvert) {
    for (const char* text : {"",
                             " ",
                             "1_000",
                             "0b1",
                             "0o7",
                             "inf",
                             "nan",
                             "1 2",
                             "- 1",
                             "1e",
                             "1e+",
                             ".",
                             "+",
                             "-",
                             "0x",
                             "0x.",
                             "0xp1",
                             "0x1p",
                             "0xg",
                             "1..2",
                             "1.2.3",
                             "e5",
                             ".e5",
                             "--1",
                             "+-1",
                             "1x",
                             "5f",
                             "0x1e+1",
                             "1p4",
                             "Infinity",
                             "NaN",
                             "\xC2\xA0"
                             "1",
                             "1\xFF"}) {
        EXPECT_EQ(parsed(text), "none") << text;
    }
    EXPECT_EQ(parsed(std::string_view("1\0", 2)), "none");
    EXPECT_EQ(parsed(std::string_view("\0"
                                      "1",
                                      2)),
              "none");
}

TEST(TextToNumber, TheEdgesOfTheIntRange) {
    EXPECT_EQ(parsed("140737488355327"), "int 140737488355327");
    EXPECT_EQ(parsed("140737488355328"), "float 140737488355328.0");
    EXPECT_EQ(parsed("-140737488355328"), "int -140737488355328");
    EXPECT_EQ(parsed("-140737488355329"), "float -140737488355329.0");
    EXPECT_EQ(parsed("0x7FFFFFFFFFFF"), "int 140737488355327");
    EXPECT_EQ(parsed("-0x800000000000"), "int -140737488355328");
    EXPECT_EQ(parsed("0x800000000000"), "float 140737488355328.0");
    EXPECT_EQ(parsed("0xFFFFFFFFFFFF"), "float 281474976710655.0");
    EXPECT_EQ(parsed("0xFFFFFFFFFFFFFFFF"), "float 1.8446744073709552e+19");
    EXPECT_EQ(parsed("0x000000000000000000000000000000000001"), "int 1");
    EXPECT_EQ(parsed("00000000000000000000000000000000000001"), "int 1");
    EXPECT_EQ(parsed("9007199254740993"), "float 9007199254740992.0");
    EXPECT_EQ(parsed("18446744073709551616"), "float 1.8446744073709552e+19");
    EXPECT_EQ(parsed("123456789012345678901234567890"), "float 1.2345678901234568e+29");
    EXPECT_EQ(parsed(std::string(400, '9')), "float +Inf");
}

TEST(TextToNumber, HexadecimalRoundsHalfToEven) {
    EXPECT_EQ(parse_number("0x20000000000001").floating, 9007199254740992.0);    // 2^53 + 1: tie, down to even
    EXPECT_EQ(parse_number("0x20000000000003").floating, 9007199254740996.0);    // 2^53 + 3: tie, up to even
    EXPECT_EQ(parse_number("0x20000000000001.0001").floating, 9007199254740994.0);
    EXPECT_EQ(parse_number("0x200000000000010000000000000000000000000000000000000").floating,
              std::ldexp(9007199254740992.0, 37 * 4));
    EXPECT_EQ(parse_number("0x200000000000010000000000000000000000000000000000001").floating,
              std::ldexp(9007199254740994.0, 37 * 4));
    EXPECT_EQ(parse_number("0x1p-1074").floating, 5e-324);
    EXPECT_EQ(parse_number("0x1p-1075").floating, 0.0);
    EXPECT_EQ(parse_number("0x1.0001p-1075").floating, 5e-324);
    EXPECT_EQ(parse_number("0x1.fffffffffffff7p1023").floating, std::numeric_limits<f64>::max());
    EXPECT_EQ(parse_number("0x1.fffffffffffff8p1023").floating, kInf);
    EXPECT_EQ(parse_number("0x" + std::string(256, 'f')).floating, kInf);
    EXPECT_EQ(parse_number("0x0." + std::string(2000, '0') + "1p8004").floating, 1.0);
}

TEST(TextToNumber, AgreesWithStrtodOnRandomTexts) {
    std::mt19937 random(2);
    auto digits = [&](size_t most, const char* alphabet, size_t size) {
        std::string out;
        for (size_t n = random() % (most + 1); n-- > 0;) out += alphabet[random() % size];
        return out;
    };
    for (int i = 0; i < 200000; ++i) {
        bool hex = i % 2 != 0;
        const char* alphabet = hex ? "0123456789abcdefABCDEF" : "0123456789";
        size_t size = hex ? 22 : 10;
        size_t most = i % 3 == 0 ? 40 : 9;
        std::string text = (random() % 3 == 0 ? "-" : "") + std::string(hex ? "0x" : "");
        text += digits(most, alphabet, size) + "." + digits(most, alphabet, size);
        if (random() % 2 == 0) {
            text += hex ? "p" : "e";
            text += std::to_string(static_cast<int>(random() % 700) - 350);
        }
        char* end = nullptr;
        f64 expected = std::strtod(text.c_str(), &end);
        NumberText got = parse_number(text);
        if (*end != 0 || end == text.c_str()) {
            ASSERT_FALSE(got.ok()) << text;
        } else {
            ASSERT_TRUE(got.is_float()) << text;
            ASSERT_EQ(std::memcmp(&got.floating, &expected, sizeof expected), 0) << text;
        }
    }
}

TEST(TextToNumber, RandomBytesAgreeWithStrtodWhereTheGrammarsMeet) {
    std::mt19937 random(3);
    const char alphabet[] = "0019.eExXpP+-aF";
    for (int i = 0; i < 300000; ++i) {
        std::string text;
        for (size_t n = 1 + random() % 8; n-- > 0;) text += alphabet[random() % (sizeof alphabet - 1)];
        char* end = nullptr;
        f64 expected = std::strtod(text.c_str(), &end);
        NumberText got = parse_number(text);
        bool whole = *end == 0 && end != text.c_str();
        ASSERT_EQ(got.ok(), whole) << text;
        if (whole) {
            ASSERT_EQ(got.as_float(), expected) << text;
        }
    }
}

TEST(TextToNumberInBase, Examples) {
    auto in_base = [](std::string_view text, int base) { return describe(parse_number_base(text, base)); };
    EXPECT_EQ(in_base("ff", 16), "int 255");
    EXPECT_EQ(in_base("-zz", 36), "int -1295");
    EXPECT_EQ(in_base("8", 8), "none");
    EXPECT_EQ(in_base(" +1010 \n", 2), "int 10");
    EXPECT_EQ(in_base("0x10", 16), "none");
    EXPECT_EQ(in_base("1.5", 10), "none");
    EXPECT_EQ(in_base("", 10), "none");
    EXPECT_EQ(in_base("-", 10), "none");
    EXPECT_EQ(in_base("- 1", 10), "none");
    EXPECT_EQ(in_base("1 1", 10), "none");
    EXPECT_EQ(in_base("Zz", 36), "int 1295");
    EXPECT_EQ(in_base("-140737488355328", 10), "int -140737488355328");
    EXPECT_EQ(in_base("140737488355328", 10), "float 140737488355328.0");
    EXPECT_EQ(in_base(std::string(2000, '1'), 10), "float +Inf");
    EXPECT_EQ(in_base("-" + std::string(2000, 'z'), 36), "float -Inf");
    EXPECT_EQ(in_base(std::string(5000, '0') + "7", 8), "int 7");
}

TEST(TextToNumberInBase, AgreesWithTheUnbasedReaders) {
    std::mt19937 random(4);
    for (int i = 0; i < 50000; ++i) {
        std::string text;
        for (size_t n = 1 + random() % 300; n-- > 0;) text += static_cast<char>('0' + random() % 10);
        ASSERT_EQ(describe(parse_number_base(text, 10)), parsed(text));
        ASSERT_EQ(describe(parse_number_base(text, 16)), parsed("0x" + text));
    }
    // Ties and near ties around 2^53 x 2^k, where rounding is decided by far digits.
    for (int k = 0; k < 900; ++k) {
        std::string bits =
            "1" + std::string(52, k % 2 != 0 ? '0' : '1') + "1" + std::string(static_cast<size_t>(k), '0');
        f64 tie = parse_number_base(bits, 2).as_float();
        ASSERT_EQ(tie, k % 2 != 0 ? std::ldexp(1.0, 53 + k) : std::ldexp(1.0, 54 + k));
        if (k > 0 && k % 2 != 0) {
            bits.back() = '1';
            ASSERT_EQ(parse_number_base(bits, 2).as_float(), std::ldexp(9007199254740994.0, k));
        }
    }
}

std::string scanned(std::string_view text) {
    NumberScanner scanner;
    for (char byte : text) {
        if (!scanner.accept(byte)) break;
    }
    return std::string(scanner.text());
}

TEST(NumberScanner, TakesTheLongestTextThatCanBeginANumber) {
    EXPECT_EQ(scanned("42 3"), "42");
    EXPECT_EQ(scanned("3.5x"), "3.5");
    EXPECT_EQ(scanned("zz"), "");
    EXPECT_EQ(scanned("-12.5e+3+"), "-12.5e+3");
    EXPECT_EQ(scanned("1e5e"), "1e5");
    EXPECT_EQ(scanned("1ex"), "1e");
    EXPECT_EQ(scanned("0x1Fg"), "0x1F");
    EXPECT_EQ(scanned("0x.8p-2.5"), "0x.8p-2");
    EXPECT_EQ(scanned("0xpp"), "0x");
    EXPECT_EQ(scanned("00x1"), "00");
    EXPECT_EQ(scanned("1.2.3"), "1.2");
    EXPECT_EQ(scanned(".5."), ".5");
    EXPECT_EQ(scanned(".e5"), ".");
    EXPECT_EQ(scanned("--1"), "-");
    EXPECT_EQ(scanned("+0e1"), "+0e1");
    EXPECT_EQ(scanned("0.5"), "0.5");
    EXPECT_EQ(scanned("0xe+1"), "0xe");
    EXPECT_EQ(scanned(std::string(500, '1')).size(), NumberScanner::kMaxSize);
}

TEST(NumberScanner, EveryNumberIsScannedWhole) {
    std::mt19937 random(5);
    const char alphabet[] = "0019.eExXpP+-aF";
    for (int i = 0; i < 300000; ++i) {
        std::string text;
        for (size_t n = 1 + random() % 9; n-- > 0;) text += alphabet[random() % (sizeof alphabet - 1)];
        if (parse_number(text).ok()) {
            ASSERT_EQ(scanned(text), text);
        }
    }
}

}  // namespace
}  // namespace gs

#include "support/format_number.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace gs {
namespace {

FormatSpec spec_of(std::string_view directive) {
    FormatSpec spec;
    size_t position = 1;
    EXPECT_EQ(directive[0], '%');
    EXPECT_EQ(read_format_spec(directive, position, spec), FormatSpecError::None) << directive;
    EXPECT_EQ(position, directive.size());
    return spec;
}

std::string integer(std::string_view directive, i64 value) {
    std::string out;
    append_integer(out, spec_of(directive), value);
    return out;
}

std::string floating(std::string_view directive, f64 value) {
    std::string out;
    append_floating(out, spec_of(directive), value);
    return out;
}

std::string text(std::string_view directive, std::string_view value) {
    std::string out;
    append_padded_text(out, spec_of(directive), value);
    return out;
}

std::string character(std::string_view directive, i64 value) {
    std::string out;
    append_character(out, spec_of(directive), value);
    return out;
}

std::string quoted(std::string_view value) {
    std::string out;
    append_quoted(out, value);
    return out;
}

TEST(FormatSpec, ReadsFlagsWidthAndPrecision) {
    FormatSpec spec = spec_of("%-+ #012.34f");
    EXPECT_TRUE(spec.left && spec.plus && spec.space && spec.alternate);
    EXPECT_FALSE(spec.zero);  // - wins
    EXPECT_EQ(spec.width, 12u);
    EXPECT_EQ(spec.precision, 34u);
    EXPECT_EQ(spec.verb, 'f');
    EXPECT_TRUE(spec.modified);
    EXPECT_FALSE(spec_of("%d").modified);
    EXPECT_FALSE(spec_of("%d").has_precision());
    EXPECT_EQ(spec_of("%.d").precision, 0u);
    EXPECT_TRUE(spec_of("%.q").modified);
    EXPECT_EQ(spec_of("%*").verb, '*');
    EXPECT_EQ(spec_of("%99999999999999999999999999d").width, FormatSpec::kMaxNumber);
}

TEST(FormatSpec, FormatsThatEndTooEarly) {
    FormatSpec spec;
    size_t position = 1;
    EXPECT_EQ(read_format_spec("%", position, spec), FormatSpecError::EndsWithPercent);
    for (std::string_view format : {"%-5", "%5.", "%0", "%.3", "%#"}) {
        position = 1;
        EXPECT_EQ(read_format_spec(format, position, spec), FormatSpecError::EndsInside) << format;
    }
}

TEST(FormatInteger, ExamplesOfTheSpecification) {
    EXPECT_EQ(integer("%5d", 42), "   42");
    EXPECT_EQ(integer("%-5d", 42), "42   ");
    EXPECT_EQ(integer("%05d", -42), "-0042");
    EXPECT_EQ(integer("%+d", 42), "+42");
    EXPECT_EQ(integer("% d", 42), " 42");
    EXPECT_EQ(integer("%.3d", 5), "005");
    EXPECT_EQ(integer("%x", 255), "ff");
    EXPECT_EQ(integer("%X", 255), "FF");
    EXPECT_EQ(integer("%o", 8), "10");
    EXPECT_EQ(integer("%#x", 255), "0xff");
    EXPECT_EQ(integer("%#X", 255), "0XFF");
    EXPECT_EQ(integer("%#o", 8), "010");
    EXPECT_EQ(integer("%x", -255), "-ff");
    EXPECT_EQ(integer("%08x", 48879), "0000beef");
    EXPECT_EQ(integer("%u", -1), "-1");
    EXPECT_EQ(integer("%d", std::numeric_limits<i64>::max()), "9223372036854775807");
    EXPECT_EQ(integer("%d", std::numeric_limits<i64>::min()), "-9223372036854775808");
    EXPECT_EQ(integer("%x", std::numeric_limits<i64>::min()), "-8000000000000000");
    EXPECT_EQ(integer("%-+8.4d", 7), "+0007   ");
    EXPECT_EQ(integer("%08.3d", 7), "     007");
    EXPECT_EQ(integer("%#010x", -255), "-0x00000ff");
}

TEST(FormatFloating, ExamplesOfTheSpecification) {
    EXPECT_EQ(floating("%.2f", 3.14159), "3.14");
    EXPECT_EQ(floating("%8.3f", 2.5), "   2.500");
    EXPECT_EQ(floating("%-8.1f", 2.5), "2.5     ");
    EXPECT_EQ(floating("%08.2f", -3.14159), "-0003.14");
    EXPECT_EQ(floating("%e", 12345.678), "1.234568e+04");
    EXPECT_EQ(floating("%g", 100000), "100000");
    EXPECT_EQ(floating("%g", 1000000), "1e+06");
    EXPECT_EQ(floating("%g", 0.1), "0.1");
    EXPECT_EQ(floating("%g", 1.0 / 3), "0.333333");
    EXPECT_EQ(floating("%.3g", 1234.5), "1.23e+03");
    EXPECT_EQ(floating("%#g", 1.5), "1.50000");
    EXPECT_EQ(floating("%a", 1.5), "0x1.8p+0");
    EXPECT_EQ(floating("%.2A", 0.1), "0X1.9AP-4");
    EXPECT_EQ(floating("%A", -10.25), "-0X1.48P+3");
    EXPECT_EQ(floating("%.0f", 0.5), "0");
    EXPECT_EQ(floating("%.0f", 1.5), "2");
    EXPECT_EQ(floating("%.0f", 2.5), "2");
    EXPECT_EQ(floating("%#.0f", 2.5), "2.");
}

TEST(FormatFloating, InfinitiesAndNan) {
    f64 infinity = std::numeric_limits<f64>::infinity();
    for (char verb : std::string("feEgGaA")) {
        std::string tail(1, verb);
        EXPECT_EQ(floating("%" + tail, infinity), "+Inf");
        EXPECT_EQ(floating("%06" + tail, -infinity), "  -Inf");
        EXPECT_EQ(floating("%-6.1" + tail, infinity), "+Inf  ");
        EXPECT_EQ(floating("%+#05" + tail, std::nan("")), "  NaN");
    }
}

TEST(FormatFloating, HugePrecisionsAndWidthsAreFilled) {
    // 2^-1074 has 1074 decimals, the last of which is 5.
    std::string smallest = floating("%.3000f", 5e-324);
    EXPECT_EQ(smallest.size(), 3002u);
    EXPECT_EQ(smallest.find_last_not_of('0'), 2u + 1073);
    EXPECT_EQ(smallest[2 + 1073], '5');
    EXPECT_EQ(floating("%.2000e", 1.5), "1.5" + std::string(1999, '0') + "e+00");
    EXPECT_EQ(floating("%.3000a", 1.5), "0x1.8" + std::string(2999, '0') + "p+0");
    EXPECT_EQ(floating("%.3000g", 0.5), "0.5");
    EXPECT_EQ(floating("%#.3000g", 0.5), "0.5" + std::string(2999, '0'));
    EXPECT_EQ(floating("%5000.1f", 1), std::string(4997, ' ') + "1.0");
    EXPECT_EQ(floating("%.1100f", std::numeric_limits<f64>::max()).size(), 309u + 1 + 1100);
    EXPECT_EQ(integer("%.2000d", -1), "-" + std::string(1999, '0') + "1");
    EXPECT_EQ(spec_of("%10.99999d").least_size(), 99999u);
}

// Everything that C defines in the same way is compared with the C library.
std::string c_format(const std::string& directive, f64 value) {
    char out[4096];
    return {out, static_cast<size_t>(std::snprintf(out, sizeof out, directive.c_str(), value))};
}

std::string random_modifiers(std::mt19937_64& random, bool large) {
    std::string out = "%";
    for (char flag : std::string("-+ 0#")) {
        if (random() % 4 == 0) out += flag;
    }
    if (random() % 2 == 0) out += std::to_string(1 + random() % 30);
    if (random() % 3 != 0) out += "." + std::to_string(random() % (large ? 1200 : 20));
    return out;
}

TEST(FormatFloating, AgreesWithTheCLibrary) {
    std::mt19937_64 random(31);
    for (int i = 0; i < 200000; ++i) {
        f64 value;
        switch (i % 4) {
            case 0: {
                u64 bits = random();
                std::memcpy(&value, &bits, sizeof value);
                break;
            }
            case 1:
                value = static_cast<f64>(static_cast<i64>(random() % 2000001) - 1000000) / std::pow(10, random() % 7);
                break;
            case 2:
                value = std::ldexp(static_cast<f64>(random() % 4096), static_cast<int>(random() % 60) - 50);
                break;  // ties
            default: value = static_cast<f64>(random() >> (random() % 64)) / 1000; break;
        }
        if (!std::isfinite(value)) continue;
        std::string directive = random_modifiers(random, i % 200 == 0) + "feEgGaA"[random() % 7];
        ASSERT_EQ(floating(directive, value), c_format(directive, value)) << directive << " " << value;
    }
}

TEST(FormatInteger, AgreesWithTheCLibrary) {
    std::mt19937_64 random(32);
    for (int i = 0; i < 100000; ++i) {
        i64 value = static_cast<i64>(random() >> (random() % 64));
        char verb = "dixXo"[random() % 5];
        if (random() % 8 == 0) value = 0;
        bool is_signed = verb == 'd' || verb == 'i';
        if (is_signed && random() % 2 == 0) value = -value;
        if (!is_signed && value < 0) continue;
        std::string directive = random_modifiers(random, false);
        // C has no sign for unsigned conversions.
        if (!is_signed && directive.find_first_of("+ ") != std::string::npos) continue;
        char expected[256];
        std::snprintf(expected, sizeof expected, (directive + "ll" + verb).c_str(), static_cast<long long>(value));
        ASSERT_EQ(integer(directive + verb, value), expected) << directive << verb << " " << value;
    }
}

TEST(FormatText, WidthAndPrecisionCountCodePoints) {
    EXPECT_EQ(text("%5s", "ab"), "   ab");
    EXPECT_EQ(text("%-5s", "ab"), "ab   ");
    EXPECT_EQ(text("%.2s", "hello"), "he");
    EXPECT_EQ(text("%05s", "ab"), "000ab");
    EXPECT_EQ(text("%-05s", "ab"), "ab   ");
    EXPECT_EQ(text("%5s", "é"), "    é");
    EXPECT_EQ(text("%.1s", "éa"), "é");
    EXPECT_EQ(text("%.0s", "éa"), "");
    EXPECT_EQ(text("%5.1s", "xyz"), "    x");
    EXPECT_EQ(text("%4s", "\xFF\xC3"), "  \xFF\xC3");
    EXPECT_EQ(text("%s", ""), "");
    EXPECT_EQ(text("%.99s", "abc"), "abc");
}

TEST(FormatCharacter, CodePoints) {
    EXPECT_EQ(character("%c", 72), "H");
    EXPECT_EQ(character("%c", 233), "é");
    EXPECT_EQ(character("%3c", 65), "  A");
    EXPECT_EQ(character("%-3c", 66), "B  ");
    EXPECT_EQ(character("%03c", 0x20AC), "  €");
    for (i64 code : {i64{-1}, i64{0xD800}, i64{0x110000}, i64{1} << 40})
        EXPECT_EQ(character("%c", code), "\xEF\xBF\xBD");
    EXPECT_EQ(character("%c", 0), std::string(1, '\0'));
}

TEST(Quote, Strings) {
    EXPECT_EQ(quoted(std::string_view("a\"b\\c\n\0end\0001", 12)), R"("a\"b\\c\n\0end\0001")");
    EXPECT_EQ(quoted("tab\t cr\r nl\n"), R"("tab\t cr\r nl\n")");
    EXPECT_EQ(quoted(std::string_view("\0\1\x1F"
                                      "9",
                                      4)),
              R"("\0\1\0319")");
    EXPECT_EQ(quoted("\x7F"
                     "5\x7F"),
              R"("\1275\127")");
    EXPECT_EQ(quoted("ünï\xFF"), "\"ünï\xFF\"");
    EXPECT_EQ(quoted(""), R"("")");
}

TEST(Quote, Numbers) {
    auto of_int = [](i64 value) {
        char out[kNumberTextSize];
        return std::string(out, quote_int(value, out));
    };
    auto of_float = [](f64 value) {
        char out[kNumberTextSize];
        return std::string(out, quote_float(value, out));
    };
    EXPECT_EQ(of_int(12), "12");
    EXPECT_EQ(of_int(kMinInt), "(-140737488355327-1)");
    EXPECT_EQ(of_int(kMaxInt), "140737488355327");
    EXPECT_EQ(of_float(3.0), "3.0");
    EXPECT_EQ(of_float(1e300), "1e+300");
    EXPECT_EQ(of_float(std::numeric_limits<f64>::infinity()), "(1/0)");
    EXPECT_EQ(of_float(-std::numeric_limits<f64>::infinity()), "(-1/0)");
    EXPECT_EQ(of_float(std::nan("")), "(0/0)");
}

}  // namespace
}  // namespace gs

#include "support/utf8.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace gs::utf8 {
namespace {

std::string encoded(u32 code) {
    char out[kMaxEncodedSize];
    return {out, encode(code, out)};
}

std::vector<std::string> units_forward(std::string_view text) {
    std::vector<std::string> units;
    while (!text.empty()) {
        size_t size = unit_size(text);
        units.emplace_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return units;
}

TEST(Utf8, EveryCodeRoundTripsWithTheRightSize) {
    auto check = [](u32 code, size_t size) {
        std::string text = encoded(code);
        ASSERT_EQ(text.size(), size) << code;
        Decoded lax = decode(text, Range::Lax);
        ASSERT_EQ(lax.code, code);
        ASSERT_EQ(lax.size, size);
        ASSERT_EQ(decode(text).size, is_code_point(code) ? size : 0) << code;
        for (size_t cut = 0; cut < size; ++cut) ASSERT_EQ(decode(text.substr(0, cut), Range::Lax).size, 0u);
    };
    for (u32 code = 0; code <= kMaxCodePoint; ++code) {
        check(code, code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
    }
    for (u32 code : {0x110000u, 0x1FFFFFu}) check(code, 4);
    for (u32 code : {0x200000u, 0x3FFFFFFu}) check(code, 5);
    for (u32 code : {0x4000000u, 0x7FFFFFFFu}) check(code, 6);
}

TEST(Utf8, IllFormedSequences) {
    for (const char* text : {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xF0\x80\x80\x80",
                             "\xF0\x8F\xBF\xBF", "\xF8\x80\x80\x80\x80", "\xFC\x80\x80\x80\x80\x80",
                             "\xFE\x80\x80\x80\x80\x80\x80", "\xFF", "\xC3", "\xC3x", "\xE2\x82", "\xE2x\x80"}) {
        EXPECT_EQ(decode(text, Range::Lax).size, 0u);
        EXPECT_FALSE(is_valid(text));
    }
    EXPECT_EQ(decode("\xED\xA0\x80").size, 0u);
    EXPECT_EQ(decode("\xF4\x90\x80\x80").size, 0u);
    EXPECT_EQ(decode("\xF4\x8F\xBF\xBF").code, 0x10FFFFu);
}

TEST(Utf8, ValidityOfLongTexts) {
    std::string text(100, 'a');
    EXPECT_TRUE(is_valid(text));
    EXPECT_TRUE(is_valid(""));
    for (size_t i = 0; i < text.size(); ++i) {
        std::string broken = text;
        broken[i] = '\xFF';
        ASSERT_FALSE(is_valid(broken));
        ASSERT_EQ(count_units(broken), 100u);
        std::string accented = text.substr(0, i) + "é€😀" + text.substr(i);
        ASSERT_TRUE(is_valid(accented));
        ASSERT_EQ(count_units(accented), 103u);
    }
}

TEST(Utf8, UnitsOfTextThatIsNotUtf8) {
    EXPECT_EQ(units_forward("a\xC3\xA9\xFF\xE2\x82z"),
              (std::vector<std::string>{"a", "é", "\xFF", "\xE2", "\x82", "z"}));
    size_t size = 0;
    EXPECT_EQ(unit_at("é", size), 233);
    EXPECT_EQ(size, 2u);
    EXPECT_EQ(unit_at("\xA9", size), -1);
    EXPECT_EQ(size, 1u);
    EXPECT_EQ(skip_units("héllo", 2), 3u);
    EXPECT_EQ(skip_units("héllo", 99), 6u);
    EXPECT_EQ(skip_units("", 1), 0u);
}

TEST(Utf8, UnitsAreTheSameFromBothEndsAndReverseKeepsThem) {
    std::mt19937 random(11);
    const char alphabet[] = "a\x80\xBF\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\xED\xA0\xFF";
    for (int i = 0; i < 100000; ++i) {
        std::string text;
        for (size_t n = random() % 12; n-- > 0;) text += alphabet[random() % (sizeof alphabet - 1)];
        std::vector<std::string> forward = units_forward(text);
        std::vector<std::string> backward;
        for (std::string_view rest = text; !rest.empty();) {
            size_t size = last_unit_size(rest);
            backward.emplace_back(rest.substr(rest.size() - size));
            rest.remove_suffix(size);
        }
        ASSERT_EQ(std::vector<std::string>(backward.rbegin(), backward.rend()), forward);
        ASSERT_EQ(count_units(text), forward.size());
        std::string expected;
        for (const std::string& unit : backward) expected += unit;
        std::string reversed(text.size(), 0);
        reverse(text, reversed.data());
        ASSERT_EQ(reversed, expected);
    }
}

TEST(Utf8, CountBetweenPositions) {
    auto count = [](std::string_view text, size_t from, size_t to, Range range = Range::Strict) {
        Count result = count_between(text, from, to, range);
        return result.valid ? static_cast<int>(result.value) : -1 - static_cast<int>(result.value);
    };
    EXPECT_EQ(count("héllo", 0, 6), 5);
    EXPECT_EQ(count("héllo", 3, 6), 3);
    EXPECT_EQ(count("héllo", 0, 2), 2);
    EXPECT_EQ(count("héllo", 2, 6), -1 - 2);
    EXPECT_EQ(count("ab\200", 0, 3), -1 - 2);
    EXPECT_EQ(count("\xED\xA0\x80", 0, 3), -1);
    EXPECT_EQ(count("\xED\xA0\x80", 0, 3, Range::Lax), 1);
    EXPECT_EQ(count("", 0, 0), 0);
}

TEST(Utf8, Offsets) {
    auto at = [](std::string_view text, i64 n, size_t position) {
        Offset found = offset(text, n, position);
        return found.result == Offset::Result::Found             ? static_cast<int>(found.position)
               : found.result == Offset::Result::NoSuchCharacter ? -1
                                                                 : -2;
    };
    EXPECT_EQ(at("aé€z", 3, 0), 3);
    EXPECT_EQ(at("aé€z", 5, 0), 7);
    EXPECT_EQ(at("aé€z", 6, 0), -1);
    EXPECT_EQ(at("aé€z", -1, 7), 6);
    EXPECT_EQ(at("aé€z", -4, 7), 0);
    EXPECT_EQ(at("aé€z", -5, 7), -1);
    EXPECT_EQ(at("aé€z", 0, 4), 3);
    EXPECT_EQ(at("aé€z", 0, 7), 7);
    EXPECT_EQ(at("aé€z", 2, 1), 3);
    EXPECT_EQ(at("abc", 1, 3), 3);
    EXPECT_EQ(at("abc", -2, 2), 0);
    EXPECT_EQ(at("aé", 1, 2), -2);
    EXPECT_EQ(at("", 1, 0), 0);
    EXPECT_EQ(at("", 0, 0), 0);
    EXPECT_EQ(at("", -1, 0), -1);
}

}  // namespace
}  // namespace gs::utf8

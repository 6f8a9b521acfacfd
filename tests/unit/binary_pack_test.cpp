#include "support/binary_pack.h"

#include <cstring>
#include <limits>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace gs {
namespace {

/// "option:padding+size ..." for all items, or the error (with "#1: " in front if it is about the argument).
std::string describe(std::string_view format) {
    PackReader reader(format);
    PackItem item;
    std::string out;
    u64 offset = 0;
    while (reader.next(offset, item)) {
        if (!out.empty()) out += ' ';
        out += item.option;
        out += (reader.little_endian() ? "<" : ">") + std::to_string(item.padding) + "+" + std::to_string(item.size);
        offset += item.padding + item.size;
    }
    if (!reader.failed()) return out;
    EXPECT_FALSE(reader.next(offset, item));  // and it stays failed
    return (reader.error_is_about_argument() ? "#1: " : "") + reader.error();
}

u64 total(std::string_view format) {
    PackReader reader(format);
    PackItem item;
    u64 offset = 0;
    while (reader.next(offset, item)) offset += item.padding + item.size;
    EXPECT_FALSE(reader.failed()) << reader.error();
    return offset;
}

TEST(PackReader, OptionsAndSizes) {
    EXPECT_EQ(describe("bBhHlLjJT"), "b<0+1 B<0+1 h<0+2 H<0+2 l<0+8 L<0+8 j<0+8 J<0+8 T<0+8");
    EXPECT_EQ(describe("i I i3 I16 f d n"), "i<0+4 I<0+4 i<0+3 I<0+16 f<0+4 d<0+8 n<0+8");
    EXPECT_EQ(describe("s s1 c10 c0 z x"), "s<0+8 s<0+1 c<0+10 c<0+0 z<0+0 x<0+1");
    EXPECT_EQ(describe("<h>h=h"),
              std::endian::native == std::endian::little ? "h<0+2 h>0+2 h<0+2" : "h<0+2 h>0+2 h>0+2");
    EXPECT_EQ(describe(""), "");
    EXPECT_EQ(describe("  < "), "");
    EXPECT_EQ(total("b h i j"), 15u);
    EXPECT_EQ(total("<i4 b d"), 13u);
    EXPECT_EQ(total("c7 x x"), 9u);
}

TEST(PackReader, Alignment) {
    EXPECT_EQ(total("!8 b i8"), 16u);
    EXPECT_EQ(total("!4 b i8"), 12u);
    EXPECT_EQ(total("! b d"), 16u);
    EXPECT_EQ(total("!2 b i4 h"), 8u);
    EXPECT_EQ(describe("!4 b i4 d"), "b<0+1 i<3+4 d<0+8");
    EXPECT_EQ(describe("<!4 b Xi4 b"), "b<0+1 X<3+0 b<0+1");
    EXPECT_EQ(describe("!4 b s1 b s4"), "b<0+1 s<0+1 b<0+1 s<1+4");
    EXPECT_EQ(describe("!8 b c4 z Xd"), "b<0+1 c<0+4 z<0+0 X<3+0");
    EXPECT_EQ(describe("!16 b Xi16"), "b<0+1 X<15+0");
    EXPECT_EQ(describe("b i3 i5"), "b<0+1 i<0+3 i<0+5");  // no alignment asked for, so any size will do
}

TEST(PackReader, Errors) {
    EXPECT_EQ(describe("y"), "invalid format option 'y'");
    EXPECT_EQ(describe("i0"), "integral size (0) out of limits [1,16]");
    EXPECT_EQ(describe("i17"), "integral size (17) out of limits [1,16]");
    EXPECT_EQ(describe("s99"), "integral size (99) out of limits [1,16]");
    EXPECT_EQ(describe("!17"), "integral size (17) out of limits [1,16]");
    EXPECT_EQ(describe("c"), "missing size for format option 'c'");
    EXPECT_EQ(describe("!3 i4"), "#1: format asks for alignment not power of 2");
    EXPECT_EQ(describe("!4 i3"), "#1: format asks for alignment not power of 2");
    for (const char* format : {"X", "Xz", "Xc4", "X i4", "X<", "XX"}) {
        EXPECT_EQ(describe(format), "#1: invalid next option for option 'X'") << format;
    }
    EXPECT_EQ(describe("Xy"), "invalid format option 'y'");
    EXPECT_EQ(describe("Xi0"), "integral size (0) out of limits [1,16]");
    EXPECT_EQ(total("c99999999999999999999999"), PackReader::kMaxSize);
}

TEST(PackedInteger, Ranges) {
    EXPECT_TRUE(packed_integer_fits(127, 1, true));
    EXPECT_FALSE(packed_integer_fits(128, 1, true));
    EXPECT_TRUE(packed_integer_fits(-128, 1, true));
    EXPECT_FALSE(packed_integer_fits(-129, 1, true));
    EXPECT_TRUE(packed_integer_fits(255, 1, false));
    EXPECT_FALSE(packed_integer_fits(256, 1, false));
    EXPECT_FALSE(packed_integer_fits(-1, 1, false));
    EXPECT_FALSE(packed_integer_fits(8388608, 3, true));
    EXPECT_TRUE(packed_integer_fits((i64{1} << 56) - 1, 7, false));
    EXPECT_FALSE(packed_integer_fits(i64{1} << 56, 7, false));
    EXPECT_TRUE(packed_integer_fits(-1, 8, false));
    EXPECT_TRUE(packed_integer_fits(std::numeric_limits<i64>::min(), 16, true));
}

TEST(PackedInteger, BytesInBothOrders) {
    char bytes[16];
    store_integer(bytes, 3, true, 66051);
    EXPECT_EQ(std::memcmp(bytes, "\3\2\1", 3), 0);
    store_integer(bytes, 3, false, 66051);
    EXPECT_EQ(std::memcmp(bytes, "\1\2\3", 3), 0);
    store_integer(bytes, 16, false, -2);
    EXPECT_EQ(std::memcmp(bytes, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe", 16), 0);

    EXPECT_EQ(load_integer("\xff\xff", 2, true, true).bits, ~u64{0});
    EXPECT_EQ(load_integer("\xff\xff", 2, true, false).bits, 65535u);
    EXPECT_FALSE(load_integer("\1\0\0\0\0\0\0\0\0", 9, false, false).fits);
    EXPECT_TRUE(load_integer("\0\xff\0\0\0\0\0\0\0", 9, false, false).fits);
    EXPECT_FALSE(load_integer("\0\xff\0\0\0\0\0\0\0", 9, false, true).fits);  // 2^63 and more is not negative
}

TEST(PackedInteger, RoundTrip) {
    std::mt19937_64 random(41);
    for (int i = 0; i < 100000; ++i) {
        i64 value = static_cast<i64>(random()) >> (random() % 64);
        u64 size = 1 + random() % 16;
        bool little = random() % 2 == 0;
        bool is_signed = size >= 8 || random() % 2 == 0;
        if (!packed_integer_fits(value, size, is_signed)) continue;
        char bytes[16];
        store_integer(bytes, size, little, value);
        LoadedInteger loaded = load_integer(bytes, size, little, is_signed);
        ASSERT_TRUE(loaded.fits);
        ASSERT_EQ(static_cast<i64>(loaded.bits), value);
    }
}

TEST(PackReader, RandomFormatsEnd) {
    const char alphabet[] = "bBhHiIsczxX!<>= 0123489fdn\0y";
    std::mt19937 random(42);
    for (int i = 0; i < 100000; ++i) {
        std::string format;
        for (size_t n = random() % 10; n-- > 0;) format += alphabet[random() % (sizeof alphabet - 1)];
        describe(format);
    }
}

}  // namespace
}  // namespace gs

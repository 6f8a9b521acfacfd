#include "support/hash.h"

#include <bit>
#include <random>
#include <string>
#include <unordered_set>
#include <vector>

#include <gtest/gtest.h>

namespace gs {
namespace {

constexpr u64 kSeed = 0x0123456789ABCDEF;

TEST(HashBytes, DependsOnTextAndSeedOnly) {
    std::string text = "a text that is a little longer than 32 bytes";
    for (size_t size = 0; size <= text.size(); ++size) {
        std::vector<char> copy(text.begin(), text.begin() + static_cast<long>(size));  // exact size, other alignment
        std::string_view view(text.data(), size);
        EXPECT_EQ(hash_bytes(view, kSeed), hash_bytes({copy.data(), copy.size()}, kSeed));
        EXPECT_NE(hash_bytes(view, kSeed), hash_bytes(view, kSeed + 1));
    }
}

TEST(HashBytes, ZerosOfEveryLengthDiffer) {
    std::unordered_set<u64> seen;
    for (size_t size = 0; size < 200; ++size) seen.insert(hash_bytes(std::string(size, '\0'), kSeed));
    EXPECT_EQ(seen.size(), 200u);
}

TEST(HashBytes, SimilarKeysDoNotCollideIn32Bits) {
    // About n^2 / 2^33 pairs collide by chance.
    for (int family = 0; family < 4; ++family) {
        std::unordered_set<u32> seen;
        int count = 30000;
        for (int i = 0; i < count; ++i) {
            std::string number = std::to_string(i);
            std::string text = family == 0   ? number
                               : family == 1 ? "item" + number
                               : family == 2 ? number + std::string(30, ' ')
                                             : std::string(60, '0') + number;
            seen.insert(static_cast<u32>(hash_bytes(text, kSeed)));
        }
        EXPECT_GE(seen.size(), static_cast<size_t>(count) - 5) << family;
    }
}

TEST(HashBytes, EveryInputBitChangesAboutHalfTheOutput) {
    std::mt19937 random(51);
    for (size_t size : {1, 2, 3, 4, 7, 8, 12, 16, 17, 31, 32, 33, 64}) {
        for (size_t bit = 0; bit < 8 * size; ++bit) {
            int changed = 0;
            constexpr int kRounds = 64;
            for (int round = 0; round < kRounds; ++round) {
                std::string text(size, 0);
                for (char& c : text) c = static_cast<char>(random());
                u64 before = hash_bytes(text, kSeed);
                text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << bit % 8));
                changed += std::popcount(static_cast<u32>(before ^ hash_bytes(text, kSeed)));
            }
            // 32 bits, half of them in the mean.
            ASSERT_GT(changed, kRounds * 8) << size << " " << bit;
            ASSERT_LT(changed, kRounds * 24) << size << " " << bit;
        }
    }
}

}  // namespace
}  // namespace gs

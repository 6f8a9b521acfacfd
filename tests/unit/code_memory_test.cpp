// Executable memory: what is given back waits until nobody can be in it, and there is a limit to all of it.
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "jit/code/memory.h"

namespace gs::jit::test {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

std::string permissions_at(const void* address) {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        unsigned long long from = 0, to = 0;
        char flags[5] = {};
        if (std::sscanf(line.c_str(), "%llx-%llx %4s", &from, &to, flags) != 3) continue;
        auto at = reinterpret_cast<u64>(address);
        if (at >= from && at < to) return flags;
    }
    return "";
}

TEST(CodeMemory, HoldsBytesThatCanNotBeWritten) {
    ExecutableMemory memory;
    std::string text(1000, 'x');
    void* code = memory.publish(text.data(), text.size());
    ASSERT_NE(code, nullptr);
    EXPECT_EQ(std::memcmp(code, text.data(), text.size()), 0);
    EXPECT_EQ(permissions_at(code).substr(0, 3), "r-x");
}

TEST(CodeMemory, IsRewrittenWhereItCanNotBeWritten) {
    ExecutableMemory memory;
    std::string text(100, 'x');
    auto* code = static_cast<char*>(memory.publish(text.data(), text.size()));
    ASSERT_NE(code, nullptr);
    memory.rewrite(code + 40, "other", 5);
    EXPECT_EQ(std::string_view(code + 39, 7), "xotherx");
    EXPECT_EQ(permissions_at(code).substr(0, 3), "r-x");
}

TEST(CodeMemory, IsUsedAgainWhenNobodyIsInside) {
    ExecutableMemory memory;
    std::vector<char> bytes(500);
    void* first = memory.publish(bytes.data(), bytes.size());
    void* second = memory.publish(bytes.data(), bytes.size());
    memory.active = 1;
    memory.release(first, bytes.size());
    void* third = memory.publish(bytes.data(), bytes.size());
    EXPECT_NE(third, first);
    EXPECT_NE(third, second);
    memory.active = 0;
    EXPECT_EQ(memory.publish(bytes.data(), bytes.size()), first);
}

TEST(CodeMemory, Ends) {
    ExecutableMemory memory;
    std::vector<char> bytes(kPiece);
    EXPECT_EQ(memory.publish(bytes.data(), std::size_t{1} << 40), nullptr);
    std::vector<void*> pieces;
    while (void* piece = memory.publish(bytes.data(), kPiece)) {
        pieces.push_back(piece);
        ASSERT_LE(pieces.size(), 64u);
    }
    EXPECT_EQ(memory.used(), pieces.size() * kPiece);
    memory.release(pieces[3], kPiece);
    EXPECT_EQ(memory.publish(bytes.data(), kPiece), pieces[3]);
    EXPECT_EQ(memory.publish(bytes.data(), kPiece), nullptr);
}

}  // namespace
}  // namespace gs::jit::test

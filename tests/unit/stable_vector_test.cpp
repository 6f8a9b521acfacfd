// Elements that never move, and are destroyed with the vector.
#include "support/stable_vector.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace gs {
namespace {

TEST(StableVector, ElementsStayWhereTheyAre) {
    StableVector<u32, 2> numbers;
    EXPECT_TRUE(numbers.empty());
    std::vector<u32*> places;
    for (u32 i = 0; i < 100; ++i) places.push_back(&numbers.emplace_back(i));
    ASSERT_EQ(numbers.size(), 100u);
    EXPECT_EQ(&numbers.back(), places.back());
    for (u32 i = 0; i < 100; ++i) {
        EXPECT_EQ(&numbers[i], places[i]);
        EXPECT_EQ(numbers[i], i);
    }
}

TEST(StableVector, IsVisitedInOrder) {
    StableVector<std::string, 1> texts;
    for (u32 i = 0; i < 5; ++i) texts.emplace_back(std::to_string(i));
    for (std::string& text : texts) text += "!";
    std::string all;
    const StableVector<std::string, 1>& same = texts;
    for (const std::string& text : same) all += text;
    EXPECT_EQ(all, "0!1!2!3!4!");
}

TEST(StableVector, DestroysEachElementOnce) {
    struct Counts {
        u32* ended;
        ~Counts() { ++*ended; }
    };
    u32 ended = 0;
    {
        StableVector<Counts, 3> all;
        for (int i = 0; i < 20; ++i) all.emplace_back(&ended);
        EXPECT_EQ(ended, 0u);
    }
    EXPECT_EQ(ended, 20u);
}

}  // namespace
}  // namespace gs

// When something is compiled, and how much time all compilations get.
#include "jit/budget.h"

#include <limits>

#include <gtest/gtest.h>

namespace gs::jit {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Budget, WhatIsLargeHasToBeHotter) {
    EXPECT_EQ(runs_until_hot(1024, 0), 1024u);
    EXPECT_EQ(runs_until_hot(1024, 256), 2048u);
    EXPECT_LT(runs_until_hot(1024, 20), 1200u);
    EXPECT_EQ(runs_until_hot(1'000'000, std::numeric_limits<u32>::max()), std::numeric_limits<u32>::max());
}

TEST(Budget, WhatHasBeenThrownAwayHasToBeHotterEachTime) {
    EXPECT_EQ(runs_until_again(1024, 1), 256u);
    EXPECT_EQ(runs_until_again(1024, 2), 512u);
    EXPECT_EQ(runs_until_again(1024, 7), 256u * 64);
    EXPECT_EQ(runs_until_again(1024, 16), runs_until_again(1024, 7));
    EXPECT_EQ(runs_until_again(1, 3), 0u);
}

TEST(Budget, GuessesFromWhatOthersHaveTaken) {
    Budget budget;
    EXPECT_EQ(budget.estimate(100), microseconds(500));
    for (int i = 0; i < 1000; ++i) budget.spend(100, microseconds(100));
    EXPECT_EQ(budget.spent(), milliseconds(100));
    EXPECT_GT(budget.estimate(100), microseconds(100));
    EXPECT_LT(budget.estimate(100), microseconds(105));
}

TEST(Budget, StartsAtOnceUntilTheFirstAmountIsSpent) {
    Budget budget;
    EXPECT_TRUE(budget.allows(100, milliseconds(0)));
    budget.spend(2000, Budget::kAtStart - milliseconds(1));
    EXPECT_TRUE(budget.allows(50, milliseconds(0)));
    budget.spend(200, milliseconds(1));
    EXPECT_FALSE(budget.allows(50, milliseconds(0)));
    EXPECT_FALSE(budget.allows(50, Budget::kAtStart * Budget::kOneIn));
    EXPECT_TRUE(budget.allows(50, (Budget::kAtStart + milliseconds(1)) * Budget::kOneIn));
}

TEST(Budget, StaysBelowItsShareHoweverLongTheProgramRuns) {
    Budget budget;
    Budget::Time run{};
    // Something that takes ten times as long as it seems, whenever it is allowed.
    for (int i = 0; i < 100'000; ++i) {
        run += microseconds(100);
        if (budget.allows(10, run)) {
            Budget::Time took = budget.estimate(10) * 2;
            budget.spend(10, took);
            run += took;
        }
        if (run > Budget::kAtStart * Budget::kOneIn) {
            ASSERT_LE(budget.spent() * 100, run * 6);
        }
    }
    EXPECT_GT(budget.spent() * 100, run * 4);
}

TEST(Budget, ItsClockGoesOnWhileTheProcessorWorks) {
    Budget::Time before = Budget::now();
    volatile u64 sum = 0;
    while (Budget::now() - before < microseconds(100)) sum = sum + 1;
    EXPECT_GT(sum, 0u);
}

TEST(Budget, OneHugeFunctionWaitsUntilTheProgramHasRunLongEnough) {
    Budget budget;
    EXPECT_FALSE(budget.allows(10'000, seconds(0)));
    EXPECT_TRUE(budget.allows(10'000, seconds(2)));
}

}  // namespace
}  // namespace gs::jit

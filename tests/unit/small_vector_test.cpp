#include "support/small_vector.h"

#include <memory>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/function_ref.h"

namespace gs {
namespace {

TEST(SmallVector, StaysInlineUpToItsCapacityAndThenMovesOut) {
    SmallVector<int, 4> v;
    for (int i = 0; i < 4; ++i) v.push_back(i);
    EXPECT_TRUE(v.is_inline());
    v.push_back(4);
    EXPECT_FALSE(v.is_inline());
    EXPECT_EQ(v.size(), 5u);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(v[i], i);
    EXPECT_EQ(v.pop_back(), 4);
    EXPECT_EQ(v.back(), 3);
}

TEST(SmallVector, PushingAnOwnElementWhileGrowingKeepsItsValue) {
    SmallVector<std::string, 2> v{"first element that is long enough to be on the heap", "b"};
    v.push_back(v[0]);
    EXPECT_EQ(v[2], v[0]);
    v.resize(9, v[0]);
    EXPECT_EQ(v[8], v[0]);
}

TEST(SmallVector, CopyAndMoveOfInlineAndHeapContents) {
    for (size_t count : {0, 1, 3, 4, 50}) {
        SmallVector<std::string, 3> original;
        for (size_t i = 0; i < count; ++i) original.push_back("text number " + std::to_string(i));
        SmallVector<std::string, 3> copy(original);
        EXPECT_EQ(copy, original);
        SmallVector<std::string, 3> moved(std::move(copy));
        EXPECT_EQ(moved, original);
        EXPECT_TRUE(copy.empty());
        copy.push_back("usable again");
        copy = std::move(moved);
        EXPECT_EQ(copy, original);
        moved = copy;
        EXPECT_EQ(moved, original);
    }
}

TEST(SmallVector, HoldsMoveOnlyElements) {
    SmallVector<std::unique_ptr<int>, 2> v;
    for (int i = 0; i < 10; ++i) v.push_back(std::make_unique<int>(i));
    v.insert(3, std::make_unique<int>(99));
    v.erase(0);
    EXPECT_EQ(*v[2], 99);
    EXPECT_EQ(*v.pop_back(), 9);
    EXPECT_EQ(v.size(), 9u);
}

TEST(SmallVector, AgreesWithStdVectorUnderRandomOperations) {
    std::mt19937 random(7);
    SmallVector<std::string, 5> v;
    std::vector<std::string> model;
    for (int step = 0; step < 20000; ++step) {
        std::string text(random() % 40, static_cast<char>('a' + random() % 26));
        switch (random() % 7) {
            case 0:
            case 1:
                v.push_back(text);
                model.push_back(text);
                break;
            case 2:
                if (!model.empty()) {
                    EXPECT_EQ(v.pop_back(), model.back());
                    model.pop_back();
                }
                break;
            case 3: {
                size_t at = random() % (model.size() + 1);
                v.insert(at, text);
                model.insert(model.begin() + static_cast<long>(at), text);
                break;
            }
            case 4:
                if (!model.empty()) {
                    size_t at = random() % model.size();
                    v.erase(at);
                    model.erase(model.begin() + static_cast<long>(at));
                }
                break;
            case 5: {
                size_t count = random() % 12;
                v.resize(count, text);
                model.resize(count, text);
                break;
            }
            case 6: {
                std::vector<std::string> more(random() % 4, text);
                v.append(more.begin(), more.end());
                model.insert(model.end(), more.begin(), more.end());
                break;
            }
        }
        ASSERT_TRUE(std::equal(v.begin(), v.end(), model.begin(), model.end()));
    }
}

int twice(int x) { return 2 * x; }

TEST(FunctionRef, RefersToLambdasFunctionsAndFunctionPointers) {
    auto apply = [](FunctionRef<int(int)> f, int x) { return f(x); };
    int calls = 0;
    auto counting = [&calls](int x) { return ++calls + x; };
    EXPECT_EQ(apply(counting, 10), 11);
    EXPECT_EQ(apply(counting, 10), 12);
    EXPECT_EQ(calls, 2);
    EXPECT_EQ(apply(twice, 4), 8);
    EXPECT_EQ(apply(&twice, 5), 10);
    const auto constant = [](int x) { return x - 1; };
    EXPECT_EQ(apply(constant, 5), 4);
}

}  // namespace
}  // namespace gs

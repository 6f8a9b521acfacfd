// What small objects cost, as scripts make them: the numbers that layouts were chosen for.
#include <string>

#include <gtest/gtest.h>

#include "embed/engines.h"
#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/heap.h"
#include "runtime/object.h"

namespace gs {
namespace {

using rt::Ret;
using rt::Value;

class ObjectSizeTest : public ::testing::TestWithParam<embed::EngineKind> {
protected:
    /// Bytes that are in use more after the text has run, for each of the `count` objects that it makes.
    std::size_t bytes_each(const std::string& object) {
        constexpr u32 kCount = 1000;
        std::size_t bytes = 0;
        jit::Settings settings;
        settings.hot = 20;
        auto st = embed::create_state({}, GetParam(), stdlib::kAll, settings);
        rt::run_main(*st, [&] {
            std::string text = "kept := {} for i := 1; i <= " + std::to_string(kCount) +
                               "; i++ { kept[i] = 0 } return func() { for i := 1; i <= " + std::to_string(kCount) +
                               "; i++ { x := i kept[i] = " + object + " } }";
            syntax::Diagnostic error;
            auto function = embed::load_chunk(*st, text, "test", embed::ChunkForm::Statements, &error);
            ASSERT_TRUE(function.ok()) << error.message;
            Ret make = rt::call(*st, Value::function(*function), {});
            ASSERT_TRUE(make.ok());
            Value maker = make.first;
            ASSERT_TRUE(rt::call(*st, maker, {}).ok());  // what else it needs is there now
            st->heap->collect("test");
            st->heap->stop();
            std::size_t before = st->heap->bytes_in_use();
            ASSERT_TRUE(rt::call(*st, maker, {}).ok());
            bytes = (st->heap->bytes_in_use() - before + kCount / 2) / kCount;
        });
        return bytes;
    }
};

TEST_P(ObjectSizeTest, IsWhatLayoutsWereChosenFor) {
    constexpr std::size_t kTable = 24, kField = 8, kFunction = 16, kUpvalue = 8, kCell = 16;
    EXPECT_EQ(bytes_each("{}"), kTable);
    EXPECT_EQ(bytes_each("{left: i, right: x}"), kTable + 2 * kField);
    EXPECT_EQ(bytes_each("func() { return x }"), kFunction + kUpvalue);
    EXPECT_EQ(bytes_each("func() { x++ return x }"), kFunction + kUpvalue + kCell);
}

INSTANTIATE_TEST_SUITE_P(Engines, ObjectSizeTest,
                         ::testing::Values(embed::EngineKind::Tree, embed::EngineKind::Vm, embed::EngineKind::Jit));

}  // namespace
}  // namespace gs

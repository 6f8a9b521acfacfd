// Full collections in slices: what the program does between two slices must not lose anything, and the heap must stay
// compact.
#include <algorithm>
#include <cstdio>
#include <utility>

#include "runtime/heap_impl.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "runtime_fixture.h"

namespace gs::rt::test {
namespace {

using Cycle = Heap::Impl::Cycle;
using Phase = Heap::Impl::Phase;

class CycleTest : public ::testing::Test {
protected:
    explicit CycleTest(bool tiny_slices = false) : st(checked(tiny_slices)), heap(st.heap->impl()) {
        st.engine = std::make_unique<FakeEngine>();
        st.heap->add_root(trace, this);
    }
    static Options checked(bool tiny_slices) {
        Options options;
        options.heap.verify = true;
        options.heap.stress_slices = tiny_slices;
        return options;
    }
    static void trace(Tracer& tracer, void* context) {
        auto& roots = static_cast<CycleTest*>(context)->roots;
        tracer.values(roots.data(), roots.data() + roots.size());
    }

    Values* values(u32 count) {
        auto* v = static_cast<Values*>(st.heap->allocate_any(sizeof(Values) + count * sizeof(Value), HeapType::Values));
        v->count = v->capacity = count;
        std::fill_n(v->item, count, Value::nil());
        return v;
    }
    /// A list of `length` cells with one item each, the end first.
    Values* list(u32 length) {
        Values* last = nullptr;
        for (u32 i = 0; i < length; ++i) {
            Values* next = values(2);
            next->item[0] = Value::integer(i);
            if (last) next->item[1] = Value::object(last);
            last = next;
        }
        return last;
    }
    static u32 length(Value v) {
        u32 n = 0;
        for (; v.is_object(); v = v.as_object<Values>()->item[1]) ++n;
        return n;
    }
    /// More than a heap that is collected at once, so that the next cycle takes slices.
    void fill() {
        roots.push_back(Value::object(list(200'000)));
        st.heap->collect("test");
    }
    void begin() {
        fill();
        ASSERT_FALSE(st.heap->step(0));
        ASSERT_EQ(heap.phase, Phase::Marking);
    }
    void finish() {
        while (!st.heap->step(0)) {}
    }
    u32 random(u32 below) {
        state = state * 6364136223846793005 + 1442695040888963407;
        return static_cast<u32>((state >> 33) % below);
    }

    State st;
    Heap::Impl& heap;
    std::vector<Value> roots;
    u64 state = 1;
};

TEST_F(CycleTest, StepsAreSmallAndComeToAnEnd) {
    fill();
    std::size_t steps = 1;
    while (!st.heap->step(0)) ++steps;
    // 6.4 MB at 128 KiB each, and some for the sweep.
    EXPECT_GT(steps, 40u);
    EXPECT_LT(steps, 400u);
    EXPECT_EQ(length(roots[0]), 200'000u);
}

TEST_F(CycleTest, ALargeStepIsAWholeCycle) {
    fill();
    EXPECT_TRUE(st.heap->step(SIZE_MAX));
}

TEST_F(CycleTest, GarbageGoes) {
    begin();
    roots.clear();  // unreachable from here on; this cycle may keep it, the next one must not
    finish();
    finish();
    EXPECT_LT(st.heap->bytes_in_use(), 1'000'000u);
}

TEST_F(CycleTest, WhatMovesBehindTheMarkerStays) {
    begin();
    // The end of the list is white. It moves into an object that has been traced, or is allocated now, and leaves its place.
    Values* old = values(10);
    roots.push_back(Value::object(old));
    heap.collect(Cycle::Minor, "test");
    auto* at = roots[0].as_object<Values>();
    for (u32 i = 0; i < 150'000; ++i) at = at->item[1].as_object<Values>();
    for (u32 i = 0; i < 20; ++i) (void)st.heap->step(0);
    ASSERT_EQ(heap.phase, Phase::Marking);
    st.heap->store(&old->h, &old->item[0], at->item[1]);
    st.heap->store(&at->h, &at->item[1], Value::nil());
    Values* young = values(2);
    Value tail = old->item[0].as_object<Values>()->item[1];
    young->item[1] = tail;
    st.heap->store(&old->h, &old->item[1], Value::object(young));
    st.heap->store(&old->item[0].as_object<Values>()->h, &old->item[0].as_object<Values>()->item[1], Value::nil());
    finish();
    EXPECT_EQ(length(old->item[1]), 200'000u - 150'000 - 1);
    EXPECT_EQ(length(roots[0]), 150'001u);
    finish();
    EXPECT_EQ(length(old->item[1]), 200'000u - 150'000 - 1);
}

TEST_F(CycleTest, WhatIsOnTheStackAloneStays) {
    begin();
    Value second = roots[0].as_object<Values>()->item[1];
    roots.clear();
    finish();
    EXPECT_EQ(length(second), 199'999u);
}

TEST_F(CycleTest, StopTheWorldMayComeInBetween) {
    for (u32 steps : {1u, 30u, 60u, 100u}) {
        fill();
        for (u32 i = 0; i < steps; ++i) (void)st.heap->step(0);
        st.heap->collect("test");
        EXPECT_EQ(heap.phase, Phase::Idle);
    }
    for (Value v : roots) EXPECT_EQ(length(v), 200'000u);
}

TEST_F(CycleTest, AWeakTableMayBecomeStrong) {
    fill();
    Table* t = make_table(st);
    Table* metatable = make_table(st);
    set_field(st, metatable, "__mode", *string_value(st, "v"));
    set_metatable(st, t, metatable);
    // First in the order of marking, so that it is traced as a weak one.
    roots.push_back(Value::table(t));
    for (u32 i = 1; i <= 100; ++i) ASSERT_TRUE(raw_set_int(st, t, i, Value::object(values(2))).ok());
    (void)st.heap->step(0);
    for (u32 i = 0; i < 10; ++i) (void)st.heap->step(0);
    ASSERT_EQ(heap.phase, Phase::Marking);
    set_metatable(st, t, nullptr);
    finish();
    for (u32 i = 1; i <= 100; ++i) EXPECT_TRUE(raw_get_int(t, i).is_object());
}

TEST_F(CycleTest, ShapesThatOnlyCodeNamesKeepTheirKeys) {
    struct Names final : ProtoData {
        void trace(Tracer& tracer) override { tracer.shape(id); }
        u32 id = 0;
    };
    Function* f = FakeEngine::function(st, "test.gs", "f", 1, {});
    auto* names = new Names;
    delete std::exchange(f->proto()->data, names);
    roots.push_back(Value::function(f));
    auto table = [&] { return make_table(st, 1); };
    [&]() __attribute__((noinline)) {
        Table* t = table();
        ASSERT_TRUE(raw_set_string(st, t, intern(st, "a key of this one only"), Value::integer(1)).ok());
        names->id = t->h.id;
    }();
    begin();
    // A minor collection looks at the function before the full one has come to it.
    st.heap->wrote_many(&f->proto()->h);
    heap.collect(Cycle::Minor, "test");
    finish();
    Table* t = table();
    t->h.id = names->id;
    t->slot[0] = Value::nil();
    roots.push_back(Value::table(t));
    EXPECT_EQ(st.heap->verify(), nullptr);
}

TEST_F(CycleTest, DeadStringsAreNotFoundAgain) {
    // Strings that die in the cycle are interned anew in each of its phases.
    fill();
    auto name = [](u32 i) { return "name " + std::to_string(i); };
    for (u32 i = 0; i < 5000; ++i) intern(st, name(i));
    heap.collect(Cycle::Minor, "test");
    u32 at = 0;
    do {
        for (u32 i = 0; i < 20; ++i) {
            String* s = intern(st, name(at++ % 5000));
            roots.push_back(Value::string(s));
        }
    } while (!st.heap->step(0));
    st.heap->collect("test");
    for (u32 i = 0; i < at; ++i) {
        ASSERT_EQ(view(roots[i + 1].as_string()), name(i % 5000));
        ASSERT_EQ(intern(st, name(i % 5000)), roots[i + 1].as_string());
    }
}

class TinySlices : public CycleTest {
protected:
    TinySlices() : CycleTest(true) {}
};

// As in heap_test.cpp, with a slice at every allocation.
TEST_F(TinySlices, RandomGraphs) {
    roots.assign(60, Value::nil());
    for (u32 i = 0; i < 6000; ++i) {
        u32 kind = random(100);
        Values* made = values(kind < 70 ? random(14) : kind < 99 ? random(100) : random(4000));
        for (u32 k = 0; k < made->count; k += 1 + random(50)) made->item[k] = roots[random(60)];
        Value& at = roots[random(60)];
        if (at.is_object() && random(2)) {
            auto* owner = at.as_object<Values>();
            if (owner->count) st.heap->store(&owner->h, &owner->item[random(owner->count)], Value::object(made));
        } else {
            at = Value::object(made);
        }
        // References move from place to place, too.
        Value from = roots[random(60)], to = roots[random(60)];
        if (from.is_object() && to.is_object() && from.as_object<Values>()->count && to.as_object<Values>()->count) {
            Value& source = from.as_object<Values>()->item[random(from.as_object<Values>()->count)];
            auto* target = to.as_object<Values>();
            st.heap->store(&target->h, &target->item[random(target->count)], source);
            st.heap->store(&from.as_object<Values>()->h, &source, Value::nil());
        }
        if (random(300) == 0) std::fill(roots.begin(), roots.end(), Value::nil());
    }
    EXPECT_EQ(st.heap->verify(), nullptr);
}

TEST_F(TinySlices, Tables) {
    for (u32 round = 0; round < 3; ++round) {
        Table* t = make_table(st);
        roots.push_back(Value::table(t));
        for (u32 i = 1; i <= 200; ++i) {
            Table* object = make_table(st);
            set_field(st, object, "a" + std::to_string(i % 7), Value::integer(i));
            set_field(st, object, "b" + std::to_string(i % 5), Value::table(t));
            ASSERT_TRUE(raw_set_int(st, t, i, Value::table(object)).ok());
            set_field(st, t, "field" + std::to_string(i % 50), Value::table(object));
            if (i % 3 == 0) set_field(st, t, "field" + std::to_string(i % 11), Value::nil());
        }
        for (u32 i = 1; i <= 200; ++i) {
            Table* object = raw_get_int(t, i).as_table();
            EXPECT_EQ(raw_get_string(st, object, intern(st, "a" + std::to_string(i % 7))), Value::integer(i));
        }
    }
}

// A block that replaces an old one is not looked through by a minor collection (Heap::replaces): what is young in it must
// survive all the same, in every phase.
TEST_F(CycleTest, TablesThatGrow) {
    fill();
    for (u32 round = 0; round < 2; ++round) {
        Table* map = make_table(st);
        roots.push_back(Value::table(map));
        Table* array = make_table(st);
        roots.push_back(Value::table(array));
        std::vector<Value> keys;
        Values* keeper = values(3000);
        roots.push_back(Value::object(keeper));
        u32 spread = 1 + random(400);
        for (u32 i = 1; i <= 3000; ++i) {
            Value key = Value::table(make_table(st));
            keys.push_back(key);
            st.heap->store(&keeper->h, &keeper->item[i - 1], key);
            ASSERT_TRUE(raw_set(st, map, key, Value::object(list(1 + i % 3))).ok());
            ASSERT_TRUE(raw_set_int(st, array, i, Value::object(list(1 + i % 4))).ok());
            if (i % 7 == 0) ASSERT_TRUE(raw_set(st, map, keys[random(i)], Value::nil()).ok());
            // A few times around the sizes at which blocks are replaced, and here and there.
            bool near = (i & (i + 1)) == 0 || (i & (i - 1)) == 0;
            if (near || random(spread) == 0) random(2) ? heap.collect(Cycle::Minor, "test") : (void)st.heap->step(0);
        }
        st.heap->collect(round % 2 ? "test" : "again");
        for (u32 i = 1; i <= 3000; ++i) {
            Value v = raw_get(st, map, keys[i - 1]);
            if (!v.is_nil()) ASSERT_EQ(length(v), 1 + i % 3);
            ASSERT_EQ(length(raw_get_int(array, i)), 1 + i % 4);
        }
        finish();
    }
}

// Small survivors all over the heap are the worst case of a collector that does not move: each takes at least a line.
TEST_F(CycleTest, Fragmentation) {
    constexpr u32 kCount = 400'000, kKept = 10;
    constexpr std::size_t kBytes = sizeof(Values) + 3 * sizeof(Value);
    Values* kept = values(kCount / kKept);
    roots.push_back(Value::object(kept));
    auto allocate = [&](bool keep) {
        for (u32 i = 0; i < kCount; ++i) {
            Values* v = values(3);
            if (keep && i % kKept == 0) st.heap->store(&kept->h, &kept->item[i / kKept], Value::object(v));
        }
    };
    st.heap->stop();
    allocate(true);  // 16 MB in one piece, one of ten objects stays
    st.heap->restart();
    st.heap->collect("test");
    std::size_t live = kCount / kKept * kBytes + kCount / kKept * sizeof(Value);
    double overhead = static_cast<double>(st.heap->bytes_in_use()) / static_cast<double>(live);
    u32 blocks = heap.space.block_count();
    // What is allocated now fits into the holes between them.
    st.heap->stop();
    for (u32 i = 0; i < kCount / 2; ++i) values(3);
    u32 more = heap.space.block_count() - blocks;
    std::printf("one of %u kept: %.2f bytes taken for each live one; %u of %u blocks were added\n", kKept, overhead,
                more, blocks);
    EXPECT_LT(overhead, 4);
    EXPECT_LT(more, blocks / 20);
}

}  // namespace
}  // namespace gs::rt::test

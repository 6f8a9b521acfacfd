// Coroutines and their stacks, seen from C++. What scripts can see is tested by the programs in tests/lang.
#include "runtime/coroutine.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "coroutine_fixture.h"
#include "runtime/fibers.h"
#include "runtime/native_stack.h"
#include "runtime/ops.h"

namespace gs::rt {
namespace {

class StressTest : public CoroutineTest {
protected:
    static Options stress() {
        Options options;
        options.heap.stress = true;
        options.stack_stress = true;
        return options;
    }
    StressTest() : CoroutineTest(stress()) {}
};

// ---- stacks ------------------------------------------------------------------------------------------------

TEST(StackPoolTest, RecyclesTheLastOne) {
    StackPool pool;
    NativeStack* a = pool.take(0);
    NativeStack* b = pool.take(0);
    ASSERT_TRUE(a && b && a != b);
    EXPECT_EQ(pool.in_use(), 2u);
    pool.give_back(a);
    pool.give_back(b);
    EXPECT_EQ(pool.take(0), b);
    EXPECT_EQ(pool.take(0), a);
}

TEST(StackPoolTest, DeepStacksComeBackShallow) {
    StackPool pool;
    NativeStack* stack = pool.take(0);
    auto first_limit = stack->limit;
    char* far_down = stack->low + 8192;
    stack->use_all();
    EXPECT_LT(stack->limit, first_limit);
    *far_down = 1;
    pool.give_back(stack);
    ASSERT_EQ(pool.take(0), stack);
    EXPECT_EQ(stack->limit, first_limit);
    EXPECT_EQ(*far_down, 0);
}

TEST(StackPoolTest, GivesMemoryOfManyFreeStacksBack) {
    StackPool pool;
    std::vector<NativeStack*> stacks;
    for (int i = 0; i < 4000; i++) stacks.push_back(pool.take(0));
    for (NativeStack* s : stacks) {
        ASSERT_NE(s, nullptr);
        pool.give_back(s);
    }
    std::vector<NativeStack*> again;
    for (int i = 0; i < 4000; i++) again.push_back(pool.take(0));
    std::sort(again.begin(), again.end());
    EXPECT_EQ(std::unique(again.begin(), again.end()), again.end());
}

TEST(StackPoolTest, SegmentsGrow) {
    StackPool pool;
    for (u32 c = 1; c < StackPool::kClasses; c++) {
        NativeStack* s = pool.take(c);
        ASSERT_NE(s, nullptr);
        EXPECT_GE(static_cast<std::size_t>(s->high - s->low), (std::size_t{1} << (18 + 2 * c)) - 8192);
        pool.give_back(s);
    }
}

// ---- resume and yield --------------------------------------------------------------------------------------

Ret add_then_double(State& st, Args args) {
    Value sum = *arith(st, ArithOp::Add, st.arg(args, 0), st.arg(args, 1));
    u32 at = static_cast<u32>(st.hot.top - stack_bottom(st));
    TRY(ensure_stack(st, 1));
    *st.hot.top++ = sum;
    Ret back = TRY_CALL(yield(st, {at, 1}));
    return TRY(arith(st, ArithOp::Mul, back.first, n(2)));
}
const FnRow kAddThenDouble{"test.add", add_then_double};

TEST_F(CoroutineTest, ValuesTravelBothWays) {
    Coroutine* co = make(kAddThenDouble);
    EXPECT_EQ(resume_with(co, {n(1), n(2)}), std::vector<Value>{n(3)});
    EXPECT_STREQ(status_name(st, co), "suspended");
    EXPECT_EQ(resume_with(co, {n(10)}), std::vector<Value>{n(20)});
    EXPECT_STREQ(status_name(st, co), "dead");
    auto dead = resume_with(co, {});
    EXPECT_EQ(text_of(dead[1]), "cannot resume dead coroutine");
}

Ret echo_for_ever(State& st, Args args) {
    for (;;) {
        Ret ret = TRY_CALL(yield(st, args));
        const Value* values = st.result_array(ret);
        auto count = static_cast<u32>(ret.count);
        u32 base = static_cast<u32>(st.hot.base - stack_bottom(st));
        st.hot.top = st.hot.base;
        std::vector<Value> copy(values, values + count);
        TRY(ensure_stack(st, count));
        for (Value v : copy) *st.hot.top++ = v;
        args = {base, count};
    }
}
const FnRow kEcho{"test.echo", echo_for_ever};

TEST_F(CoroutineTest, AnyNumberOfValues) {
    Coroutine* co = make(kEcho);
    EXPECT_TRUE(resume_with(co, {}).empty());
    EXPECT_EQ(resume_with(co, {n(7)}), std::vector<Value>{n(7)});
    EXPECT_EQ(resume_with(co, {n(1), Value::nil(), n(3)}), (std::vector<Value>{n(1), Value::nil(), n(3)}));
    EXPECT_TRUE(resume_with(co, {}).empty());
}

TEST_F(CoroutineTest, ErrorsArriveUnchanged) {
    Coroutine* co = make(kFails);
    auto result = resume_with(co, {n(42)});
    ASSERT_EQ(result.size(), 2u);
    EXPECT_EQ(result[1], n(42));
    EXPECT_STREQ(status_name(st, co), "dead");
    Ret closed = close_coroutine(st, co);
    ASSERT_EQ(closed.count, 2);
    EXPECT_EQ(st.hot.results[1], n(42));
    EXPECT_EQ(close_coroutine(st, co).first, Value::boolean(true));
}

TEST_F(CoroutineTest, YieldOutsideFails) {
    EXPECT_FALSE(yield(st, {0, 0}).ok());
    EXPECT_EQ(text_of(st.hot.error), "attempt to yield from outside a coroutine");
}

Ret yields_in_no_yield(State& st, Args) {
    NoYield scope(st);
    return yield(st, {0, 0});
}
const FnRow kNoYield{"test.no_yield", yields_in_no_yield};

TEST_F(CoroutineTest, YieldAcrossABoundaryFails) {
    auto result = resume_with(make(kNoYield), {});
    EXPECT_EQ(text_of(result[1]), "attempt to yield across a native call boundary");
}

Ret notes_how_it_ends(State& st, Args) {
    Ret ret = yield(st, {0, 0});
    seen.push_back(ret.ok());
    seen.push_back(static_cast<i64>(st.pending.kind));
    return ret;
}
const FnRow kNotes{"test.notes", notes_how_it_ends};

TEST_F(CoroutineTest, CloseUnwinds) {
    Coroutine* co = make(kNotes);
    resume_with(co, {});
    EXPECT_EQ(close_coroutine(st, co).first, Value::boolean(true));
    EXPECT_EQ(seen, (std::vector<i64>{0, static_cast<i64>(ErrorKind::Closing)}));
    EXPECT_STREQ(status_name(st, co), "dead");
    EXPECT_EQ(st.scheduler->fibers.pool.in_use(), 0u);
}

Ret resumes_its_argument(State& st, Args args) {
    auto* inner = st.arg(args, 0).as_object<Coroutine>();
    seen.push_back(current(st)->status == CoroutineStatus::Running);
    return resume(st, inner, args, 0, true);
}
const FnRow kResumes{"test.resumes", resumes_its_argument};
Ret looks_at_resumer(State& st, Args) {
    seen.push_back(current(st)->resumer->status == CoroutineStatus::Normal);
    return st.raise_text("from inside");
}
const FnRow kLooks{"test.looks", looks_at_resumer};

TEST_F(CoroutineTest, WrapHandsErrorsOn) {
    Coroutine* inner = make(kLooks);
    Coroutine* outer = make(kResumes);
    auto result = resume_with(outer, {Value::object(inner)});
    EXPECT_EQ(text_of(result[1]), "from inside");
    EXPECT_EQ(seen, (std::vector<i64>{1, 1}));
    EXPECT_STREQ(status_name(st, outer), "dead");
}

TEST_F(CoroutineTest, FatalErrorsPassResume) {
    Ret ret = resume_protected(st, make(kUncatchable), {0, 0}, 0);
    EXPECT_FALSE(ret.ok());
    EXPECT_EQ(st.pending.kind, ErrorKind::Fatal);
    EXPECT_EQ(text_of(st.hot.error), "interrupted");
}

Ret resumes_without_end(State& st, Args);
const FnRow kEndless{"test.endless", resumes_without_end};
Ret resumes_without_end(State& st, Args args) {
    Coroutine* next = make_coroutine(st, Value::function(make_native(st, &kEndless)));
    seen[0]++;
    return resume(st, next, args, args.count, true);
}

TEST_F(CoroutineTest, NestingOfResumesEndsInAnError) {
    seen = {0};
    auto result = resume_with(make(kEndless), {});
    EXPECT_EQ(text_of(result[1]), "stack overflow");
    EXPECT_EQ(seen[0], kMaxNativeDepth);
    EXPECT_EQ(st.hot.native_depth, 0u);
    EXPECT_EQ(st.scheduler->fibers.pool.in_use(), 0u);
}

// ---- segments ----------------------------------------------------------------------------------------------

/// Recurses through `depth` frames of about 1 KiB, yields at the bottom, and returns the sum of the way back.
Result<i64> recurse(State& st, i64 depth) {
    if (native_stack_low(st)) {
        Result<i64> result = kFailed;
        EXPECT_TRUE(on_fresh_segment(st, [&] { result = recurse(st, depth); }));
        return result;
    }
    volatile char room[1024];
    room[depth % 1024] = 1;
    if (depth == 0) {
        TRY_CALL(yield(st, {0, 0}));
        return i64{0};
    }
    i64 below = TRY(recurse(st, depth - 1));
    return below + room[depth % 1024];
}
Ret recurses(State& st, Args args) { return n(TRY(recurse(st, st.arg(args, 0).as_int()))); }
const FnRow kRecurses{"test.recurses", recurses};

TEST_F(CoroutineTest, SuspendsInsideSegments) {
    constexpr i64 kDepth = 100'000;  // some 100 MiB
    Coroutine* a = make(kRecurses);
    Coroutine* b = make(kRecurses);
    EXPECT_TRUE(resume_with(a, {n(kDepth)}).empty());
    EXPECT_TRUE(resume_with(b, {n(3000)}).empty());
    EXPECT_NE(a->native->below, nullptr);
    EXPECT_EQ(resume_with(a, {}), std::vector<Value>{n(kDepth)});
    EXPECT_EQ(resume_with(b, {}), std::vector<Value>{n(3000)});
}

TEST_F(CoroutineTest, CloseAndDisposalGiveSegmentsBack) {
    Coroutine* a = make(kRecurses);
    EXPECT_TRUE(resume_with(a, {n(5000)}).empty());
    EXPECT_EQ(close_coroutine(st, a).first, Value::boolean(true));
    Coroutine* b = make(kRecurses);
    EXPECT_TRUE(resume_with(b, {n(5000)}).empty());
    dispose_coroutine(st, b);
    EXPECT_EQ(st.scheduler->fibers.pool.in_use(), 0u);
}

// ---- Value stacks ------------------------------------------------------------------------------------------

Ret pushes_many(State& st, Args args) {
    i64 count = st.arg(args, 0).as_int();
    u32 first = static_cast<u32>(st.hot.top - stack_bottom(st));
    for (i64 i = 0; i < count; i++) {
        TRY(ensure_stack(st, 1));
        *st.hot.top++ = n(i);
        if (i == count / 2) TRY_CALL(yield(st, {0, 0}));
    }
    for (i64 i = 0; i < count; i++) {
        if (!(stack_bottom(st)[first + i] == n(i))) return n(-1);
    }
    return st.arg(args, 0);
}
const FnRow kPushes{"test.pushes", pushes_many};

TEST_F(CoroutineTest, ValueStackGrows) {
    Coroutine* co = make(kPushes);
    EXPECT_TRUE(resume_with(co, {n(100'000)}).empty());
    st.heap->collect("test");
    EXPECT_EQ(resume_with(co, {}), std::vector<Value>{n(100'000)});
}

TEST_F(StressTest, ValueStackMovesAtEveryCheck) {
    Coroutine* co = make(kPushes);
    EXPECT_TRUE(resume_with(co, {n(200)}).empty());
    EXPECT_EQ(resume_with(co, {}), std::vector<Value>{n(200)});
}

Ret fills_the_stack(State& st, Args) {
    for (;;) {
        TRY(ensure_stack(st, 1 << 20));
        st.hot.top += 1 << 20;
    }
}
const FnRow kFills{"test.fills", fills_the_stack};

TEST_F(CoroutineTest, ValueStackHasALimit) {
    auto result = resume_with(make(kFills), {});
    EXPECT_EQ(text_of(result[1]), "stack overflow");
}

// ---- the collector -----------------------------------------------------------------------------------------

Ret keeps_strings(State& st, Args) {
    String* on_native_stack = *make_string(st, "only a local of a suspended native");
    TRY(ensure_stack(st, 1));
    *st.hot.top++ = Value::string(*make_string(st, "only on the Value stack of a suspended coroutine"));
    u32 at = static_cast<u32>(st.hot.top - stack_bottom(st)) - 1;
    TRY_CALL(yield(st, {0, 0}));
    seen.push_back(view(on_native_stack) == "only a local of a suspended native");
    seen.push_back(view(stack_bottom(st)[at]) == "only on the Value stack of a suspended coroutine");
    return Ret::none();
}
const FnRow kKeeps{"test.keeps", keeps_strings};

TEST_F(CoroutineTest, SuspendedStacksAreRoots) {
    Coroutine* co = make(kKeeps);
    resume_with(co, {});
    for (int round = 0; round < 3; round++) {
        st.heap->collect("test");
        make_garbage(st);
    }
    resume_with(co, {});
    EXPECT_EQ(seen, (std::vector<i64>{1, 1}));
}

TEST_F(StressTest, SuspendedStacksAreRoots) {
    Coroutine* co = make(kKeeps);
    resume_with(co, {});
    resume_with(co, {});
    EXPECT_EQ(seen, (std::vector<i64>{1, 1}));
}

__attribute__((noinline)) void drop_suspended(State& st, Value body, int count) {
    for (int i = 0; i < count; i++) {
        Coroutine* co = make_coroutine(st, body);
        (void)resume(st, co, {0, 0}, 0, false);
    }
}

TEST_F(CoroutineTest, DroppedCoroutinesAreCollected) {
    drop_suspended(st, native(kEcho), 10'000);
    st.heap->collect("test");
    st.heap->collect("test");
    // Words left over on the native stack may keep a few.
    EXPECT_LT(st.scheduler->fibers.pool.in_use(), 100u);
}

TEST_F(CoroutineTest, ManyAtOnceFitIntoMemory) {
    auto resident = [] {
        std::size_t pages = 0, ignored = 0;
        if (FILE* f = std::fopen("/proc/self/statm", "r")) {
            if (std::fscanf(f, "%zu %zu", &ignored, &pages) != 2) pages = 0;
            std::fclose(f);
        }
        return pages * 4096;
    };
#ifdef GS_ADDRESS_SANITIZER
    constexpr u32 kCount = 10'000;
#else
    constexpr u32 kCount = 100'000;
#endif
    auto* all = static_cast<Values*>(st.heap->allocate_any(sizeof(Values) + kCount * sizeof(Value), HeapType::Values));
    all->count = all->capacity = kCount;
    for (u32 i = 0; i < kCount; i++) all->item[i] = Value::nil();
    Value body = native(kEcho);
    [[maybe_unused]] std::size_t before = resident();
    for (u32 i = 0; i < kCount; i++) {
        Coroutine* co = make_coroutine(st, body);
        st.heap->store(&all->h, &all->item[i], Value::object(co));
        ASSERT_TRUE(resume(st, co, {0, 0}, 0, false).ok());
    }
#ifndef GS_ADDRESS_SANITIZER
    EXPECT_LT((resident() - before) / kCount, 10'000u);
#endif
    for (u32 i = 0; i < kCount; i++) {
        ASSERT_TRUE(resume(st, all->item[i].as_object<Coroutine>(), {0, 0}, 0, false).ok());
    }
    EXPECT_EQ(st.scheduler->fibers.pool.in_use(), kCount);
}

}  // namespace
}  // namespace gs::rt

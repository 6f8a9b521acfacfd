// Coroutines, goroutines and their stacks, seen from C++. Bodies are natives, so no engine takes part; what scripts can
// see is tested by the conformance programs.
#include "runtime/coroutine.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "runtime/call.h"
#include "runtime/channel.h"
#include "runtime/fibers.h"
#include "runtime/heap.h"
#include "runtime/native_stack.h"
#include "runtime/ops.h"
#include "runtime/scheduler.h"
#include "runtime/strings.h"

namespace gs::rt {
namespace {

Value n(i64 v) { return Value::integer(v); }

/// What bodies write down for the test to look at.
std::vector<i64> seen;

class CoroutineTest : public ::testing::Test {
protected:
    explicit CoroutineTest(const Options& options = {}) : st(options) { seen.clear(); }

    Value native(const FnRow& row) { return Value::function(make_native(st, &row)); }
    Coroutine* make(const FnRow& row) { return make_coroutine(st, native(row)); }

    /// Pushes arguments and resumes; the results as a list, the error as {-1, error} if it is an int.
    std::vector<Value> resume_with(Coroutine* co, std::initializer_list<Value> args) {
        Value* top = st.hot.top;
        u32 offset = static_cast<u32>(top - stack_bottom(st));
        EXPECT_TRUE(ensure_stack(st, static_cast<u32>(args.size())).ok());
        for (Value v : args) *st.hot.top++ = v;
        Ret ret = resume(st, co, {offset, static_cast<u32>(args.size())}, 0, false);
        st.hot.top = stack_bottom(st) + offset;
        if (!ret.ok()) {
            Value error = std::exchange(st.hot.error, Value::nil());
            st.pending = {};
            return {Value::absent(), error};
        }
        const Value* values = st.result_array(ret);
        return {values, values + ret.count};
    }
    std::string text_of(Value v) { return v.is_string() ? std::string(view(v)) : "(no string)"; }

    State st;
};

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

Ret fails(State& st, Args args) { return st.raise(st.arg(args, 0)); }
const FnRow kFails{"test.fails", fails};

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

Ret uncatchable(State& st, Args) { return st.raise_uncatchable("interrupted"); }
const FnRow kUncatchable{"test.uncatchable", uncatchable};

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
        on_fresh_segment(st, [&] { result = recurse(st, depth); });
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

void make_garbage(State& st) {
    for (int i = 0; i < 20'000; i++) (void)make_string(st, "some text or other, number " + std::to_string(i));
}

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
    std::size_t before = resident();
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

// ---- goroutines and channels -------------------------------------------------------------------------------

Value channel;
const FnRow kSender{"test.sender", [](State& st, Args args) -> Ret {
                        for (u32 i = 0; i < args.count; i++) TRY(channel_send(st, channel, st.arg(args, i)));
                        return Ret::none();
                    }};
const FnRow kReceiver{"test.receiver", [](State& st, Args args) -> Ret {
                          bool ok;
                          Value v = TRY(channel_receive(st, channel, &ok));
                          seen.push_back(st.arg(args, 0).as_int() + (v.is_int() ? v.as_int() : 0));
                          return Ret::none();
                      }};

class GoroutineTest : public CoroutineTest {
protected:
    GoroutineTest() {
        channel = Value::nil();
        st.heap->add_root([](Tracer& tracer, void*) { tracer.value(channel); }, nullptr);
    }
    void go(const FnRow& row, std::initializer_list<Value> args) {
        Value f = native(row);
        ASSERT_TRUE(start_goroutine(st, f, args.begin(), static_cast<u32>(args.size())).ok());
    }
    void make_channel_of(i64 size) { channel = *make_channel(st, n(size), true); }
    i64 receive() {
        bool ok;
        auto v = channel_receive(st, channel, &ok);
        return v.ok() && ok ? v.value().as_int() : -1;
    }
};

TEST_F(GoroutineTest, UnbufferedHandOver) {
    EXPECT_TRUE(run_main(st, [&] {
        make_channel_of(0);
        go(kSender, {n(1), n(2), n(3)});
        EXPECT_EQ(receive(), 1);
        EXPECT_EQ(receive(), 2);
        EXPECT_EQ(receive(), 3);
    }));
}

TEST_F(GoroutineTest, ReceiveIsCompleteBeforeSendReturns) {
    EXPECT_TRUE(run_main(st, [&] {
        make_channel_of(0);
        go(kReceiver, {n(0)});
        (void)st.scheduler->pump(0);
        ASSERT_TRUE(channel_send(st, channel, n(5)).ok());
        EXPECT_EQ(seen, std::vector<i64>{5});
    }));
}

TEST_F(GoroutineTest, BufferedChannelsKeepOrder) {
    EXPECT_TRUE(run_main(st, [&] {
        make_channel_of(20);
        for (i64 round = 0; round < 5; round++) {
            for (i64 i = 0; i < 13; i++) ASSERT_TRUE(channel_send(st, channel, n(i)).ok());
            EXPECT_EQ(channel_length(channel.as_object<Channel>()), 13u);
            for (i64 i = 0; i < 13; i++) EXPECT_EQ(receive(), i);
        }
    }));
}

TEST_F(GoroutineTest, WaitersAreServedInOrder) {
    EXPECT_TRUE(run_main(st, [&] {
        make_channel_of(0);
        for (i64 i = 1; i <= 4; i++) go(kReceiver, {n(i * 100)});
        (void)st.scheduler->pump(0);
        for (i64 i = 1; i <= 4; i++) ASSERT_TRUE(channel_send(st, channel, n(i)).ok());
        EXPECT_EQ(seen, (std::vector<i64>{101, 202, 303, 404}));
        for (i64 i = 1; i <= 4; i++) go(kSender, {n(i)});
        (void)st.scheduler->pump(0);
        for (i64 i = 1; i <= 4; i++) EXPECT_EQ(receive(), i);
    }));
}

TEST_F(GoroutineTest, CloseWakesEverybody) {
    EXPECT_TRUE(run_main(st, [&] {
        make_channel_of(0);
        for (i64 i = 1; i <= 3; i++) go(kReceiver, {n(i)});
        (void)st.scheduler->pump(0);
        ASSERT_TRUE(channel_close(st, channel.as_object<Channel>()).ok());
        (void)st.scheduler->pump(0);
        EXPECT_EQ(seen, (std::vector<i64>{1, 2, 3}));
        EXPECT_FALSE(channel_send(st, channel, n(1)).ok());
        EXPECT_EQ(text_of(st.hot.error), "send on closed channel");
        EXPECT_FALSE(channel_close(st, channel.as_object<Channel>()).ok());
        EXPECT_EQ(text_of(st.hot.error), "close of closed channel");
    }));
}

const FnRow kSelects{"test.selects", [](State& st, Args args) -> Ret {
                         bool sends[64] = {};
                         const Word* positions[64] = {};
                         Value v;
                         bool ok;
                         i64 fired = TRY(select_cases(st, args.offset, args.count / 2, sends, positions, false, &v, &ok));
                         seen.push_back(fired);
                         seen.push_back(ok ? v.as_int() : -1);
                         return Ret::none();
                     }};

TEST_F(GoroutineTest, SelectWaitsOnceForEachCase) {
    EXPECT_TRUE(run_main(st, [&] {
        make_channel_of(0);
        Value other = *make_channel(st, Value::nil(), false);
        go(kSelects, {other, Value::nil(), channel, Value::nil(), channel, Value::nil()});
        go(kSelects, {channel, Value::nil(), other, Value::nil()});
        (void)st.scheduler->pump(0);
        ASSERT_TRUE(channel_send(st, channel, n(5)).ok());
        ASSERT_TRUE(channel_send(st, channel, n(6)).ok());
        EXPECT_EQ(seen, (std::vector<i64>{1, 5, 0, 6}));
        EXPECT_EQ(channel.as_object<Channel>()->receivers.first, nullptr);
        EXPECT_EQ(other.as_object<Channel>()->receivers.first, nullptr);
    }));
}

TEST_F(GoroutineTest, ClosingChoosesTheFirstCaseInSourceOrder) {
    EXPECT_TRUE(run_main(st, [&] {
        make_channel_of(0);
        go(kSelects, {Value::nil(), Value::nil(), channel, Value::nil(), channel, Value::nil()});
        (void)st.scheduler->pump(0);
        ASSERT_TRUE(channel_close(st, channel.as_object<Channel>()).ok());
        (void)st.scheduler->pump(0);
        EXPECT_EQ(seen, (std::vector<i64>{1, -1}));
    }));
}

TEST_F(GoroutineTest, SelectOverManyChannels) {
    EXPECT_TRUE(run_main(st, [&] {
        make_channel_of(0);
        Value f = native(kSelects);
        std::vector<Value> cases;
        for (int i = 0; i < 40; i++) {
            cases.push_back(i == 33 ? channel : *make_channel(st, Value::nil(), false));
            cases.push_back(Value::nil());
        }
        ASSERT_TRUE(start_goroutine(st, f, cases.data(), 80).ok());
        cases.clear();
        (void)st.scheduler->pump(0);
        st.heap->collect("test");
        make_garbage(st);
        ASSERT_TRUE(channel_send(st, channel, n(9)).ok());
        EXPECT_EQ(seen, (std::vector<i64>{33, 9}));
    }));
}

const FnRow kWaitsInACoroutine{"test.waits", [](State& st, Args) -> Ret {
                                   Coroutine* co = make_coroutine(st, Value::function(make_native(st, &kReceiver)));
                                   u32 at = static_cast<u32>(st.hot.top - stack_bottom(st));
                                   TRY(ensure_stack(st, 1));
                                   *st.hot.top++ = n(1000);
                                   TRY_CALL(resume(st, co, {at, 1}, 0, true));
                                   seen.push_back(-7);
                                   return Ret::none();
                               }};

TEST_F(GoroutineTest, WaitingInACoroutineParksTheGoroutine) {
    EXPECT_TRUE(run_main(st, [&] {
        make_channel_of(0);
        go(kWaitsInACoroutine, {});
        (void)st.scheduler->pump(0);
        st.heap->collect("test");
        ASSERT_TRUE(channel_send(st, channel, n(1)).ok());
        EXPECT_EQ(seen, (std::vector<i64>{1001, -7}));
    }));
}

const FnRow kSleeps{"test.sleeps", [](State& st, Args args) -> Ret {
                        TRY(sleep_goroutine(st, static_cast<f64>(st.arg(args, 0).as_int()) / 1000));
                        seen.push_back(st.arg(args, 0).as_int());
                        return Ret::none();
                    }};

TEST_F(GoroutineTest, SleepersWakeInOrderOfTime) {
    EXPECT_TRUE(run_main(st, [&] {
        for (i64 t : {30, 10, 50, 20, 40}) go(kSleeps, {n(t)});
        ASSERT_TRUE(sleep_goroutine(st, 0.08).ok());
        EXPECT_EQ(seen, (std::vector<i64>{10, 20, 30, 40, 50}));
    }));
}

const FnRow kComputes{"test.computes", [](State& st, Args args) -> Ret {
                          auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
                          auto i = static_cast<std::size_t>(st.arg(args, 0).as_int());
                          while (seen[0] == 0 && std::chrono::steady_clock::now() < end) {
                              seen[i]++;
                              if (st.hot.request.load(std::memory_order_relaxed)) TRY(poll(st));
                          }
                          return Ret::none();
                      }};

TEST_F(GoroutineTest, ComputingGoroutinesShareTheTime) {
    seen = {0, 0, 0, 0};
    EXPECT_TRUE(run_main(st, [&] {
        for (i64 i = 1; i <= 3; i++) go(kComputes, {n(i)});
        auto start = std::chrono::steady_clock::now();
        ASSERT_TRUE(sleep_goroutine(st, 0.05).ok());
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
        seen[0] = 1;
    }));
    for (std::size_t i = 1; i <= 3; i++) EXPECT_GT(seen[i], 0);
}

TEST_F(GoroutineTest, DeadlockComesBackToTheCaller) {
    ::testing::internal::CaptureStderr();
    EXPECT_FALSE(run_main(st, [&] {
        make_channel_of(0);
        go(kReceiver, {n(0)});
        receive();
        ADD_FAILURE() << "a deadlock does not return";
    }));
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "fatal: all goroutines are asleep - deadlock\n");
    // The State goes on: the other goroutine still waits, the main program does not.
    EXPECT_TRUE(run_main(st, [&] {
        ASSERT_TRUE(channel_send(st, channel, n(3)).ok());
        EXPECT_EQ(seen, std::vector<i64>{3});
        EXPECT_EQ(channel.as_object<Channel>()->receivers.first, nullptr);
    }));
}

TEST_F(GoroutineTest, DeadlockInsideACoroutine) {
    ::testing::internal::CaptureStderr();
    EXPECT_FALSE(run_main(st, [&] {
        make_channel_of(0);
        resume_with(make(kReceiver), {n(0)});
    }));
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "fatal: all goroutines are asleep - deadlock\n");
    EXPECT_EQ(current(st)->kind, CoroutineKind::Main);
    EXPECT_EQ(st.scheduler->fibers.pool.in_use(), 0u);
}

TEST_F(GoroutineTest, FatalErrorsReachTheMainProgram) {
    EXPECT_TRUE(run_main(st, [&] {
        make_channel_of(0);
        go(kUncatchable, {});
        bool ok;
        EXPECT_FALSE(channel_receive(st, channel, &ok).ok());
        EXPECT_EQ(st.pending.kind, ErrorKind::Fatal);
        EXPECT_EQ(text_of(st.hot.error), "interrupted");
        EXPECT_EQ(channel.as_object<Channel>()->receivers.first, nullptr);
    }));
}

TEST_F(GoroutineTest, InterruptEndsAWait) {
    EXPECT_TRUE(run_main(st, [&] {
        std::thread other([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            request(st, kRequestInterrupt);
        });
        EXPECT_FALSE(sleep_goroutine(st, 30).ok());
        EXPECT_EQ(text_of(st.hot.error), "interrupted");
        other.join();
    }));
}

u64 failed_goroutine;

TEST_F(GoroutineTest, ErrorsOfGoroutinesAreReported) {
    failed_goroutine = 0;
    st.report_error = [](State& state, u64 number) {
        failed_goroutine = number;
        seen.push_back(state.hot.error.as_int());
        state.pending = {};
    };
    EXPECT_TRUE(run_main(st, [&] {
        go(kFails, {n(77)});
        (void)st.scheduler->pump(0);
    }));
    EXPECT_EQ(failed_goroutine, 2u);
    EXPECT_EQ(seen, std::vector<i64>{77});
}

const FnRow kReads{"test.reads", [](State& st, Args args) -> Ret {
                       auto descriptor = static_cast<int>(st.arg(args, 0).as_int());
                       TRY(wait_descriptor(st, descriptor, false));
                       char c = 0;
                       EXPECT_EQ(read(descriptor, &c, 1), 1);
                       seen.push_back(c);
                       return Ret::none();
                   }};

TEST_F(GoroutineTest, DescriptorsWakeGoroutines) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    EXPECT_TRUE(run_main(st, [&] {
        go(kReads, {n(ends[0])});
        ASSERT_TRUE(sleep_goroutine(st, 0.005).ok());
        EXPECT_TRUE(seen.empty());
        EXPECT_EQ(write(ends[1], "x", 1), 1);
        ASSERT_TRUE(sleep_goroutine(st, 0.02).ok());
        EXPECT_EQ(seen, std::vector<i64>{'x'});
    }));
    close(ends[0]);
    close(ends[1]);
}

TEST_F(GoroutineTest, PumpTellsWhetherAnythingIsLeft) {
    EXPECT_TRUE(run_main(st, [&] {
        EXPECT_FALSE(*st.scheduler->pump(0));
        go(kSleeps, {n(30)});
        EXPECT_TRUE(*st.scheduler->pump(0));
        EXPECT_TRUE(*st.scheduler->pump(1'000'000));
        while (*st.scheduler->pump(10'000'000)) {
        }
        EXPECT_EQ(seen, std::vector<i64>{30});
    }));
}

const FnRow kOnThreadStack{"test.thread_stack", [](State& st, Args) -> Ret {
                               on_thread_stack(st, [&] {
                                   volatile char room[1 << 20];
                                   room[0] = 1;
                                   for (std::size_t i = 0; i < sizeof room; i += 4096) room[i] = 1;
                                   seen.push_back(room[4096]);
                                   st.heap->collect("test");
                               });
                               return yield(st, {0, 0});
                           }};

TEST_F(GoroutineTest, ThreadStackFromACoroutine) {
    EXPECT_TRUE(run_main(st, [&] {
        Coroutine* co = make(kOnThreadStack);
        resume_with(co, {});
        resume_with(co, {});
        EXPECT_EQ(seen, std::vector<i64>{1});
    }));
}

}  // namespace
}  // namespace gs::rt

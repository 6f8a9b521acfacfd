// Goroutines, channels, timers and turns, seen from C++.
#include <chrono>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

#include "coroutine_fixture.h"
#include "runtime/channel.h"
#include "runtime/ops.h"
#include "runtime/scheduler.h"

namespace gs::rt {
namespace {

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
                         i64 fired =
                             TRY(select_cases(st, args.offset, args.count / 2, sends, positions, false, &v, &ok));
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
        while (*st.scheduler->pump(10'000'000)) {}
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

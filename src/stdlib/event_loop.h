// The event loop of a State: sockets, pipes of child processes, timers. Essay in event_loop.cpp.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "runtime/event_source.h"
#include "runtime/state.h"
#include "stdlib/asio.h"
#include "stdlib/system.h"

namespace gs::stdlib {

/// Made when a library first waits for something that needs it; until then the scheduler's own event source, which takes
/// no time to set up, is enough.
class EventLoop final : public rt::LibraryData {
public:
    explicit EventLoop(rt::State& st);
    static EventLoop& of(rt::State& st) { return rt::library_data<EventLoop>(st); }

    rt::State& state() { return st_; }
    /// Callbacks run on the stack of the thread. They may allocate on the script heap, but must not call script code: they
    /// start goroutines, or wake them.
    asio::io_context& io() { return io_; }
    /// Room for callbacks to read into; its content means nothing after they have returned.
    static constexpr std::size_t kScratchSize = 64 * 1024;
    char* scratch() { return scratch_.get(); }

private:
    friend class Signal;
    class Source;
    struct Waiting {
        bool for_writing;
        rt::Goroutine* goroutine;
    };
    void run(i64 timeout, int wake_descriptor);
    void watch(int descriptor, bool for_writing, rt::Goroutine* g);
    void wake(int descriptor, bool readable, bool writable);
    void forget(rt::Goroutine* g);
    void update(int descriptor);
    void wait_for_watched();
    void look_at_watched();
    void set_alarm(i64 timeout);

    rt::State& st_;
    asio::io_context io_;
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    std::unique_ptr<char[]> scratch_;
    LoopDescriptor watched_set_;  // an epoll descriptor with all that is watched for goroutines
    std::unordered_map<int, std::vector<Waiting>> watched_;
    std::vector<rt::Goroutine*> never_waits_;  // who waits for a descriptor that is always ready
    Descriptor alarm_;
    int wake_descriptor_ = -1;
    bool alarm_set_ = false;
    u32 waiting_ = 0;  // goroutines in Signal::wait
};

/// Goroutines that wait until a callback of the loop has done something for them. As with a condition variable, whoever
/// has been woken looks for himself whether it was that.
class Signal {
public:
    Signal() = default;
    Signal(const Signal&) = delete;
    Signal& operator=(const Signal&) = delete;
    /// Fails if the wait was cut off.
    rt::Status wait(rt::State& st);
    void wake_all(rt::State& st);
    bool has_waiters() const { return first_ != nullptr; }

private:
    struct Node {
        rt::Goroutine* goroutine;
        Node* next;
    };
    Node* first_ = nullptr;  // on the stacks of those who wait
};

}  // namespace gs::stdlib

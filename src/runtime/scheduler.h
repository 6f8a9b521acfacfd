// Goroutines: who runs, who is ready, who waits for what. All run on the thread of the State. Essay in scheduler.cpp.
#pragma once

#include <memory>
#include <vector>

#include "runtime/coroutine.h"
#include "runtime/event_source.h"
#include "runtime/fibers.h"
#include "runtime/state.h"
#include "runtime/ticker.h"

namespace gs::rt {

struct Waiter;

struct Goroutine {
    enum class Where : u8 { Running, Ready, Waiting };
    /// Why a wait of the main program ends before what it waits for has happened.
    enum class Cancelled : u8 { No, Interrupted, Fatal };
    static constexpr u32 kNoTimer = 0xFFFFFFFF;

    u64 number = 1;                 // 1: the main program
    Coroutine* root = nullptr;      // its own stack
    Coroutine* current = nullptr;   // where it goes on: root, or a coroutine inside of it
    Goroutine* next = nullptr;      // in the run queue, or in the list of free ones
    Goroutine *older = nullptr, *newer = nullptr;
    Waiter* waiters = nullptr;      // on which channels it waits
    u32 waiter_count = 0;
    u32 timer = kNoTimer;           // position in the heap of timers
    Where where = Where::Running;
    Cancelled cancelled = Cancelled::No;
    // What the other side of a channel operation leaves behind.
    bool completed = false;         // a value was received or sent; false: the channel was closed
    u32 fired = 0;                  // number of the case
    Value received;
};

class Scheduler {
public:
    explicit Scheduler(State& st);
    ~Scheduler();
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    /// The running goroutine, and the first one.
    Goroutine* current() { return current_; }
    Goroutine* main() { return &main_; }

    /// Makes a goroutine of a coroutine object that holds its function and arguments, and puts it last into the queue.
    void start(Coroutine* root);
    /// A waiting goroutine may go on: it is put last into the queue.
    void ready(Goroutine* g);
    /// The running goroutine waits until somebody makes it ready. Fails if the wait was cancelled.
    Status park();
    /// The others get their turn first.
    Status yield();
    /// `to`, which was waiting, runs at once; the running goroutine is put last into the queue.
    Status hand_over(Goroutine* to);
    Status sleep(f64 seconds);
    Status wait_descriptor(int descriptor, bool for_writing);

    /// Called by the poll when the time of the running goroutine is over or an event may be due.
    Status take_turn();
    /// For hosts and the prompt: gives the others about so many nanoseconds; 0: one turn each. False if none of them has
    /// anything to do, and no event is awaited.
    Result<bool> pump(i64 nanoseconds);

    /// The running goroutine has ended, with `ret` as its result.
    [[noreturn]] void finish(const Ret& ret);
    /// After a deadlock: the main program is the running goroutine and waits for nothing any more.
    void forget_main_wait();

    EventSource& events() { return *events_; }
    void set_event_source(std::unique_ptr<EventSource> source) {
        events_->hand_over(*source);
        events_ = std::move(source);
    }
    /// Ends a wait for events, so that Hot::request is looked at. From any thread, and in signal handlers.
    void wake() const;

    fibers::Fibers fibers;

private:
    struct Timer {
        i64 deadline;
        u64 order;  // equal times: first come, first served
        Goroutine* goroutine;
        bool before(const Timer& o) const { return deadline != o.deadline ? deadline < o.deadline : order < o.order; }
    };
    static void trace_root(Tracer& tracer, void* context);

    void push(Goroutine* g);
    Goroutine* next();
    bool prepare(Goroutine* g);
    Status switch_to(Goroutine* g);
    void run_as(Goroutine* g);
    void want_turn();
    bool may_happen() const { return !timers_.empty() || events_->pending(); }
    bool wait_for_event();
    void run_events(i64 timeout);
    void wake_sleepers();
    void cancel_main(Goroutine::Cancelled how);
    void stop_waiting(Goroutine* g);
    void report();
    void release(Goroutine* g);
    void deadlock();
    Status turn_begins(Goroutine* self);
    void add_timer(i64 deadline, Goroutine* g);
    void remove_timer(u32 position);
    void sift_timer(u32 position, const Timer& timer);

    State& st_;
    Goroutine main_;
    Goroutine* current_ = &main_;
    Goroutine *first_ = nullptr, *last_ = nullptr;  // run queue
    u32 ready_count_ = 0;
    Goroutine* newest_ = &main_;
    Goroutine* free_ = nullptr;
    u64 started_ = 1;
    std::vector<Timer> timers_;  // a binary heap
    u64 timer_order_ = 0;
    std::unique_ptr<EventSource> events_;
    int wake_descriptor_;
    Ticker ticker_;
    // A fatal error of another goroutine, on its way to the main program.
    PendingError fatal_;
    Value fatal_value_;
};

/// time.sleep
Status sleep_goroutine(State& st, f64 seconds);
/// Waits until a file descriptor can be read (or written); other goroutines go on.
Status wait_descriptor(State& st, int descriptor, bool for_writing);
/// To be called before closing a descriptor that somebody may wait for: they wake and see for themselves.
void release_descriptor(State& st, int descriptor);
/// Asks a State to do something at its next poll, also if it is waiting. From any thread, and in signal handlers.
void request(State& st, Request what);

}  // namespace gs::rt

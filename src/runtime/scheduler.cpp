// Goroutines, all on the thread of their State.
//
// A goroutine is a coroutine object of its own kind (its root) and a Goroutine that says what it is doing. It is at one
// place: running, in the run queue, or waiting. Whoever lets it go on makes it ready; the queue is first in, first out.
// There is no scheduler loop with a stack of its own: the goroutine that stops running looks for the next one itself, and
// if there is none waits for events on its own stack, because most often it is the one that will be woken.
//
// One exception from the queue: a sender that meets a waiting receiver on an unbuffered channel runs the receiver at once
// and goes on later (hand_over), because the receive has to be complete before the send returns (13.2).
//
// Preemption. The ticker raises kRequestPreempt some milliseconds after somebody might want a turn; engines look at the
// request word at loop edges and calls and come to take_turn by the poll. Each tick is asked for anew, so a program with
// one goroutine has none. The time until the tick shrinks with the number of those who are ready, so that with a handful
// of computing goroutines each still gets its turn within 10 ms.
//
// Events are timers (a heap) and whatever the EventSource knows. They are looked at when nobody is ready and at each
// tick.
//
// Errors that nothing can catch (limits, interrupts, exit) end the program, not just a goroutine: the one that dies of it
// leaves it to the main program, which fails in whatever it was waiting for. An interrupt that arrives while nobody runs
// goes there, too.
#include "runtime/scheduler.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

#include "runtime/call.h"
#include "runtime/channel.h"
#include "runtime/heap.h"
#include "runtime/ops.h"
#include "runtime/value_stack.h"
#include "support/assert.h"

namespace gs::rt {
namespace {

constexpr u32 kMainSlots = 1024;
constexpr i64 kMillisecond = 1'000'000;
constexpr i64 kLongestTurn = 5 * kMillisecond, kShortestTurn = kMillisecond / 2, kRound = 5 * kMillisecond;
constexpr i64 kNever = INT64_MAX;

i64 now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

Scheduler::Scheduler(State& st)
    : st_(st),
      events_(make_descriptor_source(st)),
      wake_descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      ticker_(st.hot.request, kRequestPreempt) {
    describe_thread_stack(&fibers.thread);
    Coroutine* co = make_coroutine(st, Value::nil());
    auto* slots = static_cast<Value*>(std::malloc(kMainSlots * sizeof(Value)));
    GS_CHECK(slots != nullptr);
    set_first_stack(co, slots, kMainSlots);
    co->kind = CoroutineKind::Main;
    co->status = CoroutineStatus::Running;
    co->active = true;
    co->native = &fibers.thread;
    co->goroutine = &main_;
    main_.root = main_.current = co;
    st.heap->charge(kMainSlots * sizeof(Value));
    st.heap->add_disposable(&co->h);
    st.heap->add_root(trace_root, this);
    Hot& hot = st.hot;
    hot.co = co;
    hot.top = co->stack;
    hot.value_limit = co->dirty_end;
    hot.native_limit = fibers.thread.limit;
}

Scheduler::~Scheduler() {
    st_.heap->remove_root(trace_root, this);
    for (Goroutine* g = newest_; g != &main_;) delete std::exchange(g, g->older);
    for (Goroutine* g = free_; g;) delete std::exchange(g, g->next);
    if (wake_descriptor_ >= 0) close(wake_descriptor_);
}

void Scheduler::trace_root(Tracer& tracer, void* context) {
    auto& self = *static_cast<Scheduler*>(context);
    for (Goroutine* g = self.newest_; g; g = g->older) {
        tracer.pointer(g->root);
        tracer.pointer(g->current);
        tracer.value(g->received);
    }
    tracer.value(self.fatal_value_);
    tracer.pointer(self.fatal_.chunk);
}

// ---- the run queue -----------------------------------------------------------------------------------------

void Scheduler::push(Goroutine* g) {
    g->where = Goroutine::Where::Ready;
    g->next = nullptr;
    (first_ ? last_->next : first_) = g;
    last_ = g;
    ready_count_++;
}

void Scheduler::want_turn() { ticker_.want(std::clamp(kRound / (ready_count_ + 1), kShortestTurn, kLongestTurn)); }

void Scheduler::ready(Goroutine* g) {
    push(g);
    want_turn();
}

// The next goroutine to run, taken off the queue; null if nobody can ever run again.
Goroutine* Scheduler::next() {
    for (;;) {
        if (Goroutine* g = first_) {
            first_ = g->next;
            ready_count_--;
            if (prepare(g)) return g;
        } else if (!wait_for_event()) {
            return nullptr;
        }
    }
}

// A goroutine gets its stacks when it runs for the first time. False: there was no memory for them, and it is gone.
bool Scheduler::prepare(Goroutine* g) {
    if (g->current->native) [[likely]]
        return true;
    if (fibers::give_stacks(st_, g->root)) {
        g->root->native_depth = 0;
        return true;
    }
    (void)st_.raise_memory();
    std::swap(current_, g);
    report();
    std::swap(current_, g);
    release(g);
    return false;
}

void Scheduler::run_as(Goroutine* g) {
    g->where = Goroutine::Where::Running;
    current_ = g;
    if (first_ || may_happen()) want_turn();
}

// Lets `g` run; returns when the goroutine that was running until now gets its next turn.
Status Scheduler::switch_to(Goroutine* g) {
    Goroutine* self = current_;
    self->current = st_.hot.co;
    run_as(g);
    if (g != self) fibers::switch_to(st_, g->current);
    return turn_begins(self);
}

// Control has come back to a goroutine.
Status Scheduler::turn_begins(Goroutine* self) {
    if (self->cancelled == Goroutine::Cancelled::No) [[likely]]
        return {};

    auto how = std::exchange(self->cancelled, Goroutine::Cancelled::No);
    if (how == Goroutine::Cancelled::Interrupted) return st_.raise_uncatchable("interrupted");
    st_.pending = std::exchange(fatal_, {});
    st_.hot.error = std::exchange(fatal_value_, Value::nil());
    return kFailed;
}

Status Scheduler::park() {
    Goroutine* self = current_;
    self->where = Goroutine::Where::Waiting;
    self->current = st_.hot.co;
    if (Goroutine* g = next()) return switch_to(g);
    deadlock();
    return turn_begins(self);
}

Status Scheduler::yield() {
    if (!first_) return {};
    push(current_);
    return switch_to(next());
}

Status Scheduler::hand_over(Goroutine* to) {
    push(current_);
    return switch_to(to);
}

Status Scheduler::take_turn() {
    if (may_happen()) run_events(0);
    if (!first_) {
        if (may_happen()) want_turn();
        return {};
    }
    return yield();
}

Result<bool> Scheduler::pump(i64 nanoseconds) {
    i64 end = now() + nanoseconds;
    do {
        if (may_happen()) run_events(0);
        if (first_) {
            TRY(yield());
            continue;
        }
        if (!may_happen()) return false;
        i64 left = end - now();
        if (left <= 0) break;
        run_events(timers_.empty() ? left : std::clamp<i64>(timers_[0].deadline - now(), 0, left));
        if (st_.hot.request.load(std::memory_order_relaxed) & kRequestInterrupt) TRY(poll(st_));
    } while (now() < end);
    return first_ || may_happen();
}

// ---- begin and end -----------------------------------------------------------------------------------------

void Scheduler::start(Coroutine* root) {
    Goroutine* g = free_;
    if (g) {
        free_ = g->next;
        *g = Goroutine{};
    } else {
        g = new Goroutine;
    }
    g->number = ++started_;
    g->root = g->current = root;
    g->older = newest_;
    newest_->newer = g;
    newest_ = g;
    root->kind = CoroutineKind::Goroutine;
    root->status = CoroutineStatus::Running;
    root->goroutine = g;
    ready(g);
}

void Scheduler::release(Goroutine* g) {
    g->older->newer = g->newer;  // the main program is older than all others
    (g->newer ? g->newer->older : newest_) = g->older;
    g->root = g->current = nullptr;
    g->next = free_;
    free_ = g;
}

// The pending error has ended the running goroutine.
void Scheduler::report() {
    if (st_.report_error) return st_.report_error(st_, current_->number);
    std::string text = "goroutine " + std::to_string(current_->number) + ": " + error_report(st_);
    if (st_.flush_stdout) st_.flush_stdout(st_);
    std::fwrite(text.data(), 1, text.size(), stderr);
}

void Scheduler::finish(const Ret& ret) {
    if (!ret.ok()) {
        if (st_.pending.kind == ErrorKind::Fatal) {
            fatal_ = std::exchange(st_.pending, {});
            fatal_value_ = std::exchange(st_.hot.error, Value::nil());
            cancel_main(Goroutine::Cancelled::Fatal);
        } else {
            report();
        }
    }
    st_.hot.co->status = CoroutineStatus::Dead;
    release(current_);
    Goroutine* g = next();
    if (!g) {
        deadlock();
        GS_UNREACHABLE("a goroutine that has ended is not resumed");
    }
    run_as(g);
    fibers::leave_for(st_, g->current);
}

// ---- waiting -----------------------------------------------------------------------------------------------

void Scheduler::stop_waiting(Goroutine* g) {
    abandon_waiters(g);
    if (g->timer != Goroutine::kNoTimer) remove_timer(g->timer);
    events_->forget(g);
}

void Scheduler::cancel_main(Goroutine::Cancelled how) {
    main_.cancelled = how;
    if (main_.where != Goroutine::Where::Waiting) return;
    stop_waiting(&main_);
    push(&main_);
}

void Scheduler::forget_main_wait() {
    stop_waiting(&main_);
    main_.cancelled = Goroutine::Cancelled::No;
    main_.current = main_.root;
    run_as(&main_);
}

// Nobody is ready. False if nothing can change that.
bool Scheduler::wait_for_event() {
    if (!may_happen()) return false;
    if (st_.hot.request.load(std::memory_order_relaxed) & kRequestInterrupt) {
        st_.hot.request.fetch_and(~u32{kRequestInterrupt});
        cancel_main(Goroutine::Cancelled::Interrupted);
        return true;
    }
    run_events(timers_.empty() ? -1 : std::max<i64>(timers_[0].deadline - now(), 0));
    return true;
}

void Scheduler::run_events(i64 timeout) {
    if (timeout != 0 || events_->pending()) events_->run(timeout, wake_descriptor_);
    u64 count;
    if (timeout != 0 && wake_descriptor_ >= 0) (void)!read(wake_descriptor_, &count, sizeof count);
    wake_sleepers();
}

void Scheduler::wake() const {
    u64 one = 1;
    if (wake_descriptor_ >= 0) (void)!write(wake_descriptor_, &one, sizeof one);
}

// Nobody can run. Comes back when a later call of the host lets this goroutine go on.
void Scheduler::deadlock() {
    if (st_.flush_stdout) st_.flush_stdout(st_);
    std::fputs("fatal: all goroutines are asleep - deadlock\n", stderr);
    if (!fibers.in_main) _exit(2);
    fibers::abandon_main(st_);
}

// ---- timers ------------------------------------------------------------------------------------------------

Status Scheduler::sleep(f64 seconds) {
    if (!(seconds > 0)) return {};
    f64 nanoseconds = std::ceil(seconds * 1e9);
    i64 start = now();
    add_timer(nanoseconds < static_cast<f64>(kNever) / 2 ? start + static_cast<i64>(nanoseconds) : kNever, current_);
    return park();
}

Status Scheduler::wait_descriptor(int descriptor, bool for_writing) {
    events_->watch(descriptor, for_writing, current_);
    return park();
}

void Scheduler::wake_sleepers() {
    if (timers_.empty()) return;
    i64 time = now();
    while (!timers_.empty() && timers_[0].deadline <= time) {
        Goroutine* g = timers_[0].goroutine;
        remove_timer(0);
        ready(g);
    }
}

void Scheduler::add_timer(i64 deadline, Goroutine* g) {
    Timer timer{deadline, timer_order_++, g};
    timers_.push_back(timer);
    sift_timer(static_cast<u32>(timers_.size() - 1), timer);
}

void Scheduler::remove_timer(u32 position) {
    timers_[position].goroutine->timer = Goroutine::kNoTimer;
    Timer last = timers_.back();
    timers_.pop_back();
    if (position < timers_.size()) sift_timer(position, last);
}

// Stores a timer at `position` or where it belongs above or below.
void Scheduler::sift_timer(u32 position, const Timer& timer) {
    auto put = [&](u32 at, const Timer& t) {
        timers_[at] = t;
        t.goroutine->timer = at;
    };
    while (position > 0 && timer.before(timers_[(position - 1) / 2])) {
        put(position, timers_[(position - 1) / 2]);
        position = (position - 1) / 2;
    }
    for (u32 child; (child = 2 * position + 1) < timers_.size(); position = child) {
        if (child + 1 < timers_.size() && timers_[child + 1].before(timers_[child])) child++;
        if (!timers_[child].before(timer)) break;
        put(position, timers_[child]);
    }
    put(position, timer);
}

// ---- for others --------------------------------------------------------------------------------------------

Status sleep_goroutine(State& st, f64 seconds) { return st.scheduler->sleep(seconds); }

Status wait_descriptor(State& st, int descriptor, bool for_writing) {
    return st.scheduler->wait_descriptor(descriptor, for_writing);
}

void release_descriptor(State& st, int descriptor) { st.scheduler->events().release(descriptor); }

void request(State& st, Request what) {
    st.hot.request.fetch_or(what);
    st.scheduler->wake();
}

Status start_goroutine(State& st, Value f, const Value* args, u32 count) {
    auto* values =
        static_cast<Values*>(st.heap->allocate_any(sizeof(Values) + (count + 1) * sizeof(Value), HeapType::Values));
    if (!values) return st.raise_memory();
    values->count = values->capacity = count + 1;
    values->item[0] = f;
    std::copy_n(args, count, values->item + 1);
    Coroutine* root = make_coroutine(st, Value::object(values));
    st.scheduler->start(root);
    return {};
}

}  // namespace gs::rt

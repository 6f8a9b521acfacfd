// One loop for everything that happens outside of a State, below the scheduler (runtime/scheduler.cpp), which calls it when
// nobody can run, and now and then while somebody does.
//
// Two kinds of waiting meet here. Library code written for the loop (sockets, the HTTP server, child processes) hands
// callbacks to Asio and lets its goroutine wait in a Signal. Everything else (standard input, files of io.popen) knows no
// Asio and asks the scheduler for a descriptor to become ready.
//
// Asio makes every descriptor it is given non-blocking. That must not happen to standard input, which the program shares
// with its parent, so the descriptors of the second kind stand in an epoll set of their own. The set is one descriptor to
// Asio. So is the alarm that ends a wait at the time of the scheduler's next timer, to the microsecond and not, like the
// time-outs of Asio's own functions, to the millisecond.
#include "stdlib/event_loop.h"

#include <algorithm>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "runtime/coroutine.h"
#include "runtime/scheduler.h"
#include "support/assert.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// Callbacks in one go, before goroutines get their turn: callbacks that always find more to do must not keep it up.
constexpr int kMostCallbacks = 256;

void add_descriptor(int set, int descriptor) {
    epoll_event event{EPOLLIN, {.fd = descriptor}};
    GS_CHECK(::epoll_ctl(set, EPOLL_CTL_ADD, descriptor, &event) == 0);
}

}  // namespace

/// What the scheduler sees. It belongs to the scheduler, which ends before the loop does.
class EventLoop::Source final : public EventSource {
public:
    explicit Source(EventLoop& loop) : loop_(loop) {}
    bool pending() const override {
        return loop_.waiting_ != 0 || !loop_.watched_.empty() || !loop_.never_waits_.empty();
    }
    void watch(int descriptor, bool for_writing, Goroutine* g) override { loop_.watch(descriptor, for_writing, g); }
    void release(int descriptor) override { loop_.wake(descriptor, true, true); }
    void forget(Goroutine* g) override { loop_.forget(g); }
    void run(i64 timeout, int wake_descriptor) override {
        auto body = [&] { loop_.run(timeout, wake_descriptor); };
        on_thread_stack(loop_.st_, body);
    }
    void hand_over(EventSource&) override { GS_UNREACHABLE("nothing takes the place of the event loop"); }

private:
    EventLoop& loop_;
};

EventLoop::EventLoop(State& st)
    : st_(st),
      io_(1),
      work_(io_.get_executor()),
      scratch_(new char[kScratchSize]),
      watched_set_(io_, ::epoll_create1(EPOLL_CLOEXEC)),
      alarm_(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {
    add_descriptor(watched_set_.native_handle(), alarm_.get());
    wait_for_watched();
    st.scheduler->set_event_source(std::make_unique<Source>(*this));
}

// ---- running ------------------------------------------------------------------------------------------------------

void EventLoop::run(i64 timeout, int wake_descriptor) {
    if (wake_descriptor_ != wake_descriptor) {
        GS_ASSERT(wake_descriptor_ < 0);
        if (wake_descriptor >= 0) add_descriptor(watched_set_.native_handle(), wake_descriptor);
        wake_descriptor_ = wake_descriptor;
    }
    if (!never_waits_.empty()) {
        for (Goroutine* g : never_waits_) st_.scheduler->ready(g);
        never_waits_.clear();
        timeout = 0;
    }
    if (timeout != 0) {
        set_alarm(timeout);
        io_.run_one();
    }
    for (int i = 0; i < kMostCallbacks && io_.poll_one() > 0; ++i) {}
}

/// Lets the loop return after so many nanoseconds; negative: not by itself.
void EventLoop::set_alarm(i64 timeout) {
    if (timeout < 0 && !alarm_set_) return;
    constexpr i64 kSecond = 1'000'000'000;
    timeout = std::max<i64>(timeout, 0);  // zero switches it off
    itimerspec when{{}, {timeout / kSecond, timeout % kSecond}};
    (void)::timerfd_settime(alarm_.get(), 0, &when, nullptr);
    alarm_set_ = timeout > 0;
}

void EventLoop::wait_for_watched() {
    watched_set_.async_wait(LoopDescriptor::wait_read, [this](const asio::error_code& error) {
        if (error) return;
        look_at_watched();
        wait_for_watched();
    });
}

void EventLoop::look_at_watched() {
    epoll_event events[64];
    int count = ::epoll_wait(watched_set_.native_handle(), events, 64, 0);
    for (int i = 0; i < count; ++i) {
        int descriptor = events[i].data.fd;
        u64 ignored;
        if (descriptor == alarm_.get()) {
            (void)!::read(descriptor, &ignored, sizeof ignored);
            alarm_set_ = false;
        } else if (descriptor == wake_descriptor_) {
            (void)!::read(descriptor, &ignored, sizeof ignored);
        } else {
            bool broken = (events[i].events & (EPOLLERR | EPOLLHUP)) != 0;
            wake(descriptor, broken || (events[i].events & EPOLLIN), broken || (events[i].events & EPOLLOUT));
        }
    }
}

// ---- descriptors --------------------------------------------------------------------------------------------------

void EventLoop::watch(int descriptor, bool for_writing, Goroutine* g) {
    watched_[descriptor].push_back({for_writing, g});
    update(descriptor);
}

/// Tells the system what the waiting want to know about a descriptor.
void EventLoop::update(int descriptor) {
    auto found = watched_.find(descriptor);
    int set = watched_set_.native_handle();
    epoll_event event{0, {.fd = descriptor}};
    if (found->second.empty()) {
        watched_.erase(found);
        (void)::epoll_ctl(set, EPOLL_CTL_DEL, descriptor, &event);
        return;
    }
    for (const Waiting& waiting : found->second) event.events |= waiting.for_writing ? EPOLLOUT : EPOLLIN;
    // One that was closed without our knowledge has left the set.
    if (::epoll_ctl(set, EPOLL_CTL_MOD, descriptor, &event) == 0) return;
    if (errno == ENOENT && ::epoll_ctl(set, EPOLL_CTL_ADD, descriptor, &event) == 0) return;
    // Files are always ready, and what is no descriptor will tell so.
    for (const Waiting& waiting : found->second) never_waits_.push_back(waiting.goroutine);
    watched_.erase(found);
}

void EventLoop::wake(int descriptor, bool readable, bool writable) {
    auto found = watched_.find(descriptor);
    if (found == watched_.end()) return;
    auto woken = [&](const Waiting& waiting) { return waiting.for_writing ? writable : readable; };
    for (const Waiting& waiting : found->second) {
        if (woken(waiting)) st_.scheduler->ready(waiting.goroutine);
    }
    std::erase_if(found->second, woken);
    update(descriptor);
}

void EventLoop::forget(Goroutine* g) {
    std::erase(never_waits_, g);
    for (auto& [descriptor, list] : watched_) {
        if (std::erase_if(list, [&](const Waiting& waiting) { return waiting.goroutine == g; }) == 0) continue;
        return update(descriptor);  // a goroutine waits for one descriptor at a time
    }
}

// ---- signals ------------------------------------------------------------------------------------------------------

Status Signal::wait(State& st) {
    EventLoop& loop = EventLoop::of(st);
    Node node{st.scheduler->current(), nullptr};
    Node** last = &first_;
    while (*last != nullptr) last = &(*last)->next;
    *last = &node;
    loop.waiting_++;
    Status status = st.scheduler->park();
    loop.waiting_--;
    if (!status.ok()) {
        // Nobody has woken it, so it still stands in the list.
        for (Node** at = &first_; *at != nullptr; at = &(*at)->next) {
            if (*at != &node) continue;
            *at = node.next;
            break;
        }
    }
    return status;
}

void Signal::wake_all(State& st) {
    if (st.scheduler == nullptr) return;  // the State is on its way out, and so are those who waited
    for (Node* node = std::exchange(first_, nullptr); node != nullptr;) {
        Node* next = node->next;
        // One whose wait was cut off is ready already.
        if (node->goroutine->where == Goroutine::Where::Waiting) st.scheduler->ready(node->goroutine);
        node = next;
    }
}

}  // namespace gs::stdlib

#include "runtime/event_source.h"

#include <algorithm>
#include <ctime>
#include <poll.h>
#include <vector>

#include "runtime/scheduler.h"

namespace gs::rt {
namespace {

class DescriptorSource final : public EventSource {
public:
    explicit DescriptorSource(State& st) : st_(st) {}

    bool pending() const override { return !waiting_.empty(); }

    void watch(int descriptor, bool for_writing, Goroutine* g) override {
        polled_.push_back({descriptor, static_cast<short>(for_writing ? POLLOUT : POLLIN), 0});
        waiting_.push_back(g);
    }

    void release(int descriptor) override {
        wake_if([&](const pollfd& polled) { return polled.fd == descriptor; });
    }

    void forget(Goroutine* g) override {
        for (std::size_t i = waiting_.size(); i-- > 0;) {
            if (waiting_[i] == g) remove(i);
        }
    }

    void run(i64 timeout, int wake_descriptor) override {
        polled_.push_back({wake_descriptor, POLLIN, 0});
        timespec time{timeout / 1'000'000'000, timeout % 1'000'000'000};
        int count = ppoll(polled_.data(), polled_.size(), timeout < 0 ? nullptr : &time, nullptr);
        polled_.pop_back();
        if (count <= 0) return;
        wake_if([](const pollfd& polled) { return polled.revents != 0; });
    }

    void hand_over(EventSource& to) override {
        for (std::size_t i = 0; i < waiting_.size(); i++) {
            to.watch(polled_[i].fd, (polled_[i].events & POLLOUT) != 0, waiting_[i]);
        }
        polled_.clear();
        waiting_.clear();
    }

private:
    // In the order in which they began to wait.
    template <class Condition>
    void wake_if(Condition condition) {
        for (std::size_t i = 0; i < polled_.size();) {
            if (condition(polled_[i])) {
                Goroutine* g = waiting_[i];
                remove(i);
                st_.scheduler->ready(g);
            } else {
                i++;
            }
        }
    }

    void remove(std::size_t i) {
        polled_.erase(polled_.begin() + static_cast<std::ptrdiff_t>(i));
        waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
    }

    State& st_;
    std::vector<pollfd> polled_;
    std::vector<Goroutine*> waiting_;  // for the descriptor of the same index
};

}  // namespace

std::unique_ptr<EventSource> make_descriptor_source(State& st) { return std::make_unique<DescriptorSource>(st); }

}  // namespace gs::rt

// Where the scheduler waits when nobody is ready, and what it asks from time to time while somebody is.
#pragma once

#include <memory>

#include "runtime/state.h"

namespace gs::rt {

struct Goroutine;

/// Wakes goroutines (Scheduler::ready) when something outside the program has happened. The one that every State starts
/// with watches file descriptors with poll(2); an event loop that knows more can take its place.
class EventSource {
public:
    virtual ~EventSource() = default;
    /// Whether something may still happen: then the program is not deadlocked.
    virtual bool pending() const = 0;
    /// Wakes the goroutine when the descriptor can be read (or written).
    virtual void watch(int descriptor, bool for_writing, Goroutine* g) = 0;
    /// The descriptor is about to be closed: wakes all who wait for it.
    virtual void release(int descriptor) = 0;
    /// The goroutine does not wait any more.
    virtual void forget(Goroutine* g) = 0;
    /// Handles what has happened, and if that is nothing waits for something: until `timeout` nanoseconds are over (0: not
    /// at all, negative: for ever), `wake_descriptor` becomes readable or a signal arrives. Runs on the native stack of
    /// some goroutine; on_thread_stack helps if that is too small.
    virtual void run(i64 timeout, int wake_descriptor) = 0;
    /// Another one takes its place: whoever waits for a descriptor here waits there from now on.
    virtual void hand_over(EventSource& to) = 0;
};

std::unique_ptr<EventSource> make_descriptor_source(State& st);

}  // namespace gs::rt

// Channels (language.md 13): a queue of values and, while it is empty or full, queues of goroutines that wait. Essay in
// channel.cpp; the operations are declared in ops.h.
#pragma once

#include "runtime/object.h"
#include "runtime/state.h"

namespace gs::rt {

struct Goroutine;
struct Channel;

/// A goroutine that waits for one operation on one channel. Stands on its native stack, or in a Bytes cell for a large
/// select.
struct Waiter {
    Waiter *previous, *next;  // in the channel's queue
    Channel* channel;  // null once it was taken off
    Goroutine* goroutine;
    Value value;  // to send
    u32 number;  // of the case in its select
    bool is_send;
};

/// First come, first served.
struct WaitQueue {
    Waiter *first, *last;
};

struct Channel {
    Header h;
    u64 capacity;
    u64 length;  // values in the buffer
    u64 head;  // index of the oldest
    Values* buffer;  // ring; null until something was buffered, then grown up to `capacity`
    WaitQueue receivers, senders;
    bool closed;
};

void trace_channel(Tracer& tracer, Channel* channel);
/// The goroutine waits on no channel any more.
void abandon_waiters(Goroutine* g);

}  // namespace gs::rt

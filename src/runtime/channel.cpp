// Channels.
//
// A channel is in one of three conditions: values wait in the buffer, or receivers wait, or neither; and behind a full
// buffer (which an unbuffered channel always has) senders wait. Never do a value and a receiver wait at the same time.
//
// A goroutine that waits has one Waiter in the queue of each channel it waits for, standing in an array on its own
// stack: one for send and receive, one per case for select, in source order. Whoever completes one of them takes all of
// them out of their queues, leaves the outcome in the Goroutine (which case, the value received, or that the channel was
// closed), and makes the goroutine ready. So the goroutine that wakes up looks at no channel again, and values are handed
// over in the order in which the waiting began, whoever runs first.
#include "runtime/channel.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "runtime/call.h"
#include "runtime/heap.h"
#include "runtime/ops.h"
#include "runtime/scheduler.h"
#include "support/small_vector.h"

namespace gs::rt {
namespace {

constexpr u64 kFirstBuffer = 8;
constexpr u32 kLocalWaiters = 16;
const char* const kSendOnClosed = "send on closed channel";

// ---- queues ------------------------------------------------------------------------------------------------

WaitQueue& queue_of(Waiter* w) { return w->is_send ? w->channel->senders : w->channel->receivers; }

void enqueue(Waiter* w) {
    WaitQueue& queue = queue_of(w);
    w->previous = queue.last;
    w->next = nullptr;
    (queue.last ? queue.last->next : queue.first) = w;
    queue.last = w;
}

void dequeue(Waiter* w) {
    WaitQueue& queue = queue_of(w);
    (w->previous ? w->previous->next : queue.first) = w->next;
    (w->next ? w->next->previous : queue.last) = w->previous;
}

/// What `w` waits for has happened (or its channel was closed). The goroutine is not yet ready.
Goroutine* complete(Waiter* w, bool completed) {
    Goroutine* g = w->goroutine;
    g->fired = w->number;
    g->completed = completed;
    abandon_waiters(g);
    return g;
}

/// The running goroutine waits with an array of waiters.
Status wait(State& st, Waiter* waiters, u32 count) {
    Goroutine* g = st.scheduler->current();
    g->waiters = waiters;
    g->waiter_count = count;
    for (u32 i = 0; i < count; i++) {
        waiters[i].goroutine = g;
        enqueue(&waiters[i]);
    }
    return st.scheduler->park();
}

Value take_received(State& st) { return std::exchange(st.scheduler->current()->received, Value::nil()); }

// ---- the buffer --------------------------------------------------------------------------------------------

Status grow_buffer(State& st, Channel* ch) {
    u64 before = ch->buffer ? ch->buffer->capacity : 0;
    u64 size = std::min(std::max(kFirstBuffer, before * 2), ch->capacity);
    auto* bigger = static_cast<Values*>(st.heap->allocate_any(sizeof(Values) + size * sizeof(Value), HeapType::Values));
    if (!bigger) return st.raise_memory();
    bigger->count = bigger->capacity = static_cast<u32>(size);
    for (u64 i = 0; i < ch->length; i++) bigger->item[i] = ch->buffer->item[(ch->head + i) % before];
    std::fill(bigger->item + ch->length, bigger->item + size, Value::nil());
    st.heap->store_pointer(&ch->h, &ch->buffer, bigger);
    ch->head = 0;
    return {};
}

Status put(State& st, Channel* ch, Value v) {
    if (!ch->buffer || ch->length == ch->buffer->capacity) TRY(grow_buffer(st, ch));
    u64 at = ch->head + ch->length;
    if (at >= ch->buffer->capacity) at -= ch->buffer->capacity;
    st.heap->store(&ch->buffer->h, &ch->buffer->item[at], v);
    ch->length++;
    return {};
}

Value get(State& st, Channel* ch) {
    Value* slot = &ch->buffer->item[ch->head];
    Value v = *slot;
    st.heap->store(&ch->buffer->h, slot, Value::nil());
    if (++ch->head == ch->buffer->capacity) ch->head = 0;
    ch->length--;
    return v;
}

// ---- operations that do not wait ---------------------------------------------------------------------------

bool can_send(const Channel* ch) { return ch->closed || ch->receivers.first || ch->length < ch->capacity; }
bool can_receive(const Channel* ch) { return ch->closed || ch->length || ch->senders.first; }

/// A send that is ready.
Status send_now(State& st, Channel* ch, Value v) {
    if (ch->closed) return st.raise_text(kSendOnClosed);
    Waiter* receiver = ch->receivers.first;
    if (!receiver) return put(st, ch, v);
    Goroutine* g = complete(receiver, true);
    g->received = v;
    // Without a buffer the receive must be complete before the send returns.
    if (ch->capacity == 0) return st.scheduler->hand_over(g);
    st.scheduler->ready(g);
    return {};
}

/// A receive that is ready.
Value receive_now(State& st, Channel* ch, bool* ok) {
    *ok = true;
    if (ch->length) {
        Value v = get(st, ch);
        if (Waiter* sender = ch->senders.first) {
            (void)put(st, ch, sender->value);  // there is room: a place has just become free
            st.scheduler->ready(complete(sender, true));
        }
        return v;
    }
    if (Waiter* sender = ch->senders.first) {
        Value v = sender->value;
        st.scheduler->ready(complete(sender, true));
        return v;
    }
    *ok = false;
    return Value::nil();
}

bool is_channel(Value v) { return v.is_object() && v.as_header()->type == HeapType::Channel; }

Result<Channel*> check_channel(State& st, Value v, bool is_send) {
    if (is_channel(v)) [[likely]]
        return v.as_object<Channel>();
    std::string message = is_send ? "send on" : "receive from";
    message += " non-channel value (got ";
    message += type_name_for_message(st, v);
    return st.raise_text(message + ")");
}

}  // namespace

void abandon_waiters(Goroutine* g) {
    for (u32 i = 0; i < g->waiter_count; i++) dequeue(&g->waiters[i]);
    g->waiters = nullptr;
    g->waiter_count = 0;
}

Result<Value> make_channel(State& st, Value size, bool has_size) {
    constexpr const char* kOutOfRange = "make: channel size out of range";
    u64 capacity = 0;
    if (has_size) {
        if (!size.is_number()) return st.raise_text("make: channel size must be a number");
        f64 number = std::trunc(size.as_double());
        u64 most = UINT32_MAX / sizeof(Value);
        if (st.heap->limit()) most = std::min<u64>(most, st.heap->limit() / sizeof(Value));
        if (!(number >= 0 && number <= static_cast<f64>(most))) return st.raise_text(kOutOfRange);
        capacity = static_cast<u64>(number);
    }
    auto* ch = static_cast<Channel*>(st.heap->allocate(sizeof(Channel), HeapType::Channel));
    std::memset(static_cast<void*>(&ch->capacity), 0, sizeof(Channel) - offsetof(Channel, capacity));
    ch->capacity = capacity;
    return Value::object(ch);
}

Status channel_send(State& st, Value channel, Value v) {
    Channel* ch = TRY(check_channel(st, channel, true));
    if (can_send(ch)) return send_now(st, ch, v);
    Waiter waiter{nullptr, nullptr, ch, nullptr, v, 0, true};
    TRY(wait(st, &waiter, 1));
    if (!st.scheduler->current()->completed) return st.raise_text(kSendOnClosed);
    return {};
}

Result<Value> channel_receive(State& st, Value channel, bool* ok) {
    Channel* ch = TRY(check_channel(st, channel, false));
    if (can_receive(ch)) return receive_now(st, ch, ok);
    Waiter waiter{nullptr, nullptr, ch, nullptr, Value::nil(), 0, false};
    TRY(wait(st, &waiter, 1));
    *ok = st.scheduler->current()->completed;
    return take_received(st);
}

Status channel_close(State& st, Channel* ch) {
    if (ch->closed) return st.raise_text("close of closed channel");
    ch->closed = true;
    for (WaitQueue* queue : {&ch->receivers, &ch->senders}) {
        while (Waiter* w = queue->first) {
            // Several cases of one select may wait here: the first in source order it is.
            for (w = w->goroutine->waiters; w->channel != ch;) w++;
            st.scheduler->ready(complete(w, false));
        }
    }
    return {};
}

u64 channel_length(const Channel* ch) { return ch->length; }
u64 channel_capacity(const Channel* ch) { return ch->capacity; }

Result<i64> select_cases(State& st, u32 offset, u32 count, const bool* sends, const Word* const* positions,
                         bool has_default, Value* received, bool* ok) {
    auto channel_of = [&](u32 i) { return stack_bottom(st)[offset + 2 * i]; };
    auto value_of = [&](u32 i) { return stack_bottom(st)[offset + 2 * i + 1]; };
    *received = Value::nil();
    *ok = false;
    for (u32 i = 0; i < count; i++) {
        st.hot.pc = positions[i];
        if (!channel_of(i).is_nil()) TRY(check_channel(st, channel_of(i), sends[i]));
    }
    for (u32 i = 0; i < count; i++) {
        if (channel_of(i).is_nil()) continue;  // never ready
        auto* ch = channel_of(i).as_object<Channel>();
        if (sends[i] && can_send(ch)) {
            st.hot.pc = positions[i];
            TRY(send_now(st, ch, value_of(i)));
            return i;
        }
        if (!sends[i] && can_receive(ch)) {
            *received = receive_now(st, ch, ok);
            return i;
        }
    }
    if (has_default) return -1;

    // A large array stands in a heap cell, so that a goroutine that is cut off here leaves nothing behind. Channels and
    // values are alive through the Value stack.
    Waiter local[kLocalWaiters];
    Waiter* waiters = local;
    if (count > kLocalWaiters) {
        auto* cell =
            static_cast<Header*>(st.heap->allocate_any(sizeof(Header) + count * sizeof(Waiter), HeapType::Bytes));
        if (!cell) return st.raise_memory();
        waiters = reinterpret_cast<Waiter*>(cell + 1);
    }
    u32 waiting = 0;
    for (u32 i = 0; i < count; i++) {
        if (channel_of(i).is_nil()) continue;
        waiters[waiting++] = {nullptr, nullptr, channel_of(i).as_object<Channel>(), nullptr, value_of(i), i, sends[i]};
    }
    TRY(wait(st, waiters, waiting));
    Goroutine* g = st.scheduler->current();
    if (sends[g->fired] && !g->completed) {
        st.hot.pc = positions[g->fired];
        return st.raise_text(kSendOnClosed);
    }
    *ok = g->completed && !sends[g->fired];
    *received = take_received(st);
    return g->fired;
}

void trace_channel(Tracer& tracer, Channel* channel) { tracer.pointer(channel->buffer); }

}  // namespace gs::rt

// Goroutines and channels. All of these may switch to another goroutine.
#include <algorithm>

#include "runtime/ops.h"
#include "support/small_vector.h"
#include "vm/slow.h"

namespace gs::vm {

Next slow_go(State& st, Word* pc, Value* base) {
    Value* arguments = base + pc->a + bytecode::kWindowSlots;
    bool open = pc->b == bytecode::kOpenCount;
    u32 count = open ? static_cast<u32>(st.hot.top - arguments) : pc->b;
    save(st, pc, base);
    st.hot.top = std::max(st.hot.top, arguments + count);
    if (!rt::start_goroutine(st, base[pc->a], arguments, count).ok()) return unwind(st);
    return next(st, pc, 1);
}

Next slow_send(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    if (!rt::channel_send(st, base[pc->a], base[pc->b]).ok()) return unwind(st);
    return next(st, pc, 1);
}

Next slow_receive(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    bool ok;
    auto v = rt::channel_receive(st, base[pc->b], &ok);
    if (!v.ok()) return unwind(st);
    st.hot.base[pc->a] = *v;
    return next(st, pc, 1);
}

Next slow_receive_ok(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    bool ok;
    auto v = rt::channel_receive(st, base[pc->b], &ok);
    if (!v.ok()) return unwind(st);
    st.hot.base[pc->a] = *v;
    st.hot.base[pc->a + 1] = Value::boolean(ok);
    return next(st, pc, 1);
}

Next slow_make_channel(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    auto channel = rt::make_channel(st, pc->x ? base[pc->b] : Value::nil(), pc->x);
    if (!channel.ok()) return unwind(st);
    st.hot.base[pc->a] = *channel;
    return next(st, pc, 1);
}

Next slow_select(State& st, Word* pc, Value* base) {
    save(st, pc, base);
    u32 count = pc->b;
    // Lists on the C++ heap would leak if this goroutine is dropped while it waits: those of usual size stand here.
    SmallVector<bool, 16> sends;
    SmallVector<const Word*, 16> positions;
    for (u32 i = 0; i < count; i++) {
        sends.push_back(bytecode::bits_of(pc[1 + i]) != 0);
        positions.push_back(pc + 1 + i);
    }
    Value received;
    bool ok = false;
    auto chosen =
        rt::select_cases(st, offset_of(st, base + pc->a), count, sends.data(), positions.data(), pc->x, &received, &ok);
    if (!chosen.ok()) return unwind(st);
    Value* to = st.hot.base + pc->a;
    to[0] = Value::integer(*chosen);
    to[1] = received;
    to[2] = Value::boolean(ok);
    return next(st, pc, 1 + count);
}

}  // namespace gs::vm

#include "vm/metamethods.h"

#include <algorithm>
#include <array>

#include "runtime/table.h"
#include "vm/slow.h"
#include "vm/vm_engine.h"

namespace gs::vm {

using bytecode::Op;

namespace {

struct Way {
    Word call, back;
};
constexpr std::array<Way, kMostOperatorFrame> all_ways() {
    std::array<Way, kMostOperatorFrame> ways{};
    for (u32 size = 0; size < kMostOperatorFrame; size++) {
        auto distance = static_cast<u16>((size + kOperatorWindow) * sizeof(Value));
        ways[size] = {{static_cast<u8>(Op::Call), 1, 0, 2, distance},
                      {static_cast<u8>(Op::MetaReturn), 0, static_cast<u16>(size), 0, 0}};
    }
    return ways;
}
// Return addresses are not constant, but nobody writes to these.
constinit std::array<Way, kMostOperatorFrame> ways = all_ways();

}  // namespace

Word* operator_return(u32 frame_size) { return &ways[frame_size].back; }

void OperatorCache::note(State& st, const rt::Table* t, rt::Name name) {
    const rt::MetaInfo* info = rt::shape_of(st, t)->meta;
    if (!info || rt::is_dictionary(st, info->table)) return;
    u32 slot = rt::find_slot(st, rt::shape_of(st, info->table), st.name(name));
    if (slot == rt::kNoSlot) return;
    entries_[place(t, name)] = {t->h.id, rt::shape_epochs(st).prototype, rt::slot_address(info->table, slot), name};
}

Value operator_handler(State& st, rt::ArithOp op, Value a, Value b) {
    if (!a.is_table() && !a.is_number()) return rt::arith_handler(st, op, a, b);
    // A number has no metamethods.
    const rt::Table* t = a.is_table() ? a.as_table() : b.as_table();
    rt::Name name = rt::metamethod_name(op);
    OperatorCache& cache = vm_engine(st).operators;
    Value handler = cache.find(st, t, name);
    if (handler != Value::absent() && !handler.is_nil()) return handler;
    handler = rt::arith_handler(st, op, a, b);
    cache.note(st, t, name);
    return handler;
}

Value negate_handler(State& st, const rt::Table* t) {
    OperatorCache& cache = vm_engine(st).operators;
    Value handler = cache.find(st, t, rt::Name::Unm);
    if (handler != Value::absent()) return handler;
    cache.note(st, t, rt::Name::Unm);
    return rt::negate_handler(st, Value::table(t));
}

bool call_metamethod(State& st, Word* pc, Value handler, const Value* operands, u32 count, Next* go_on) {
    u32 size = frame_size(st.hot.base);
    if (size >= kMostOperatorFrame) return false;
    Value* window = st.hot.base + size;
    Word* head = handler.as_function()->code;
    auto fill = [&] {
        window[0] = rt::raw_slot(pc);
        window[1] = handler;
        window[2] = rt::raw_slot(operator_return(size));
        std::copy_n(operands, count, window + kOperatorWindow);
    };
    // As a call does it that needs no slow path.
    Value* frame = window + kOperatorWindow;
    if (head->b <= count && head->c > 1 && frame + head->a <= st.hot.value_limit && st.hot.frames_left != 0) {
        head->c--;
        st.hot.frames_left--;
        fill();
        *go_on = {head + 1, frame};
        return true;
    }
    if (!rt::ensure_stack(st, kOperatorWindow + count).ok()) {
        *go_on = unwind(st);
        return true;
    }
    window = st.hot.base + size;
    fill();
    *go_on = start_call(st, offset_of(st, window + kOperatorWindow), count, operator_return(size));
    return true;
}

}  // namespace gs::vm

#include "jit/code/sunk_objects.h"

#include <algorithm>

#include "runtime/heap_inline.h"
#include "runtime/table.h"
#include "support/assert.h"

namespace gs::jit {

namespace {

/// Not as vm::fill_list does: an array of Values may hold nothing but doubles by now.
rt::Header* fill(rt::Table* list, const TableSite& site, const rt::Value* elements, u32 count) {
    GS_ASSERT(list->elements_inside() && count == site.elements);
    for (u32 i = 0; i < count; ++i) list->elem[i + 1] = elements[i];
    list->bound = count + 1;
    list->dlen = site.doubles ? count : 0;
    list->store()->limit = count;
    return &list->h;
}

rt::Header* make(rt::State& st, const SunkObject& what, const rt::Value* fields, u32 count) {
    switch (what.op) {
        case Op::SunkTable: {
            rt::Table* table = rt::make_table(st, what.table.inline_slots, what.table.elements);
            table->h.id = what.table.shape;
            if (what.table.is_list()) return fill(table, what.table, fields, count);
            GS_ASSERT(table->inline_slots() == what.table.inline_slots && count <= what.table.inline_slots);
            for (u32 i = 0; i < what.table.inline_slots; ++i) table->slot[i] = i < count ? fields[i] : rt::Value::nil();
            return &table->h;
        }
        case Op::SunkCell: {
            auto* cell = static_cast<rt::Cell*>(rt::allocate_small(st, sizeof(rt::Cell), rt::HeapType::Cell));
            cell->value = fields[0];
            return &cell->h;
        }
        case Op::SunkClosure: {
            u32 cells = what.closure.cells;
            auto* f = static_cast<rt::Function*>(st.heap->allocate(sizeof(rt::Function) + count * sizeof(u64),
                                                                   rt::HeapType::Function, static_cast<u8>(cells)));
            f->code = &what.closure.code->head;
            for (u32 i = 0; i < count; ++i) f->up[i] = i < cells ? fields[i].bits & rt::kPayloadMask : fields[i].bits;
            return &f->h;
        }
        default: GS_UNREACHABLE("all objects of snapshots are listed");
    }
}

}  // namespace

rt::Header* make_sunk_object(rt::State& st, const SunkObject& what, const rt::Value* fields, u32 count,
                             rt::Value* frame_end) {
    rt::Value* top = st.hot.top;
    st.hot.top = std::max(top, frame_end);
    rt::Header* made = make(st, what, fields, count);
    st.hot.top = top;
    return made;
}

}  // namespace gs::jit

// Which references each kind of object holds: shared by the marker and the verifier. `T` is a Tracer that also has
// shape(id), table(Table*) and hash(Hash*), because what these hold may be weak.
#pragma once

#include "runtime/channel.h"
#include "runtime/coroutine.h"
#include "runtime/heap.h"
#include "runtime/object.h"
#include "runtime/shape.h"
#include "runtime/state.h"

namespace gs::rt {

/// What stands in a table's own cell: fields, or the elements of a short list. False if that is all.
template <class T>
bool trace_inside(T& tracer, Table* t) {
    if (!(t->h.gc & kGcList)) {
        tracer.values(t->slot, t->slot + t->inline_slots());
        return true;
    }
    if (!t->elements_inside()) return true;
    // Key 0 would have moved the elements out.
    if (t->dlen == 0) tracer.values(t->elem + 1, t->elem + t->store()->limit + 1);
    return false;
}

/// Fields and elements of a table.
template <class T>
void trace_table(T& tracer, Table* t) {
    if (trace_inside(tracer, t)) tracer.pointer(t->store());
}

template <class T>
void trace_store(T& tracer, Store* store) {
    tracer.pointer(store->hash);
    tracer.pointer(store->slots);
    // `limit` is the highest index in use; element 0 always exists.
    if (static_cast<ElementKind>(store->h.aux) == ElementKind::Value) {
        tracer.values(store->elements(), store->elements() + store->limit + 1);
    }
}

/// The interned string of equal text, of a string that knows it: a compressed pointer, in units of 8 bytes.
inline Header* alias_of(State& st, const String* s) {
    return reinterpret_cast<Header*>(const_cast<char*>(st.heap->base()) + u64{s->hash} * 8);
}

template <class T>
void trace_string(State& st, T& tracer, String* s) {
    if (s->h.aux & String::kView) tracer.pointer(s->buffer());
    if (s->h.aux & String::kAlias) tracer.object(alias_of(st, s));
}

template <class T>
void trace_function(State& st, T& tracer, Function* f) {
    tracer.pointer(f->code_object());
    // The number of upvalues follows from the size; the allocator clears what rounding adds to a large function.
    std::size_t count = (st.heap->size_of(&f->h) - sizeof(Function)) / sizeof(u64);
    for (std::size_t i = 0; i < f->h.aux; ++i) tracer.pointer(f->cell(static_cast<u32>(i)));
    for (std::size_t i = f->h.aux; i < count; ++i) tracer.value(f->value(static_cast<u32>(i)));
}

template <class T>
void trace_children(State& st, T& tracer, Header* h) {
    switch (h->type) {
        case HeapType::Filler:
        case HeapType::Buffer:
        case HeapType::Bytes:
        case HeapType::PolyCache:  // names shapes by id; the engine clears those that died
            return;
        case HeapType::Table: return tracer.table(reinterpret_cast<Table*>(h));
        case HeapType::Store: return trace_store(tracer, reinterpret_cast<Store*>(h));
        case HeapType::Slots: {
            auto* slots = reinterpret_cast<Slots*>(h);
            return tracer.values(slots->slot, slots->slot + slots->capacity);
        }
        case HeapType::Hash: return tracer.hash(reinterpret_cast<Hash*>(h));
        case HeapType::String: return trace_string(st, tracer, reinterpret_cast<String*>(h));
        case HeapType::Function: return trace_function(st, tracer, reinterpret_cast<Function*>(h));
        case HeapType::Native: {
            // Its code is the head that all natives share.
            auto* native = reinterpret_cast<Native*>(h);
            return tracer.values(native->up, native->up + h->aux);
        }
        case HeapType::Code: return tracer.pointer(reinterpret_cast<Code*>(h)->proto);
        case HeapType::Proto: {
            auto* proto = reinterpret_cast<Proto*>(h);
            tracer.pointer(proto->chunk);
            tracer.pointer(proto->name);
            tracer.value(proto->env);
            if (proto->data) proto->data->trace(tracer);
            return;
        }
        case HeapType::Cell: return tracer.value(reinterpret_cast<Cell*>(h)->value);
        case HeapType::GlobalCell: {
            auto* cell = reinterpret_cast<GlobalCell*>(h);
            tracer.value(cell->value);
            return tracer.pointer(cell->name);
        }
        case HeapType::Coroutine: return trace_coroutine(tracer, reinterpret_cast<Coroutine*>(h));
        case HeapType::Channel: return trace_channel(tracer, reinterpret_cast<Channel*>(h));
        case HeapType::Userdata: {
            auto* userdata = reinterpret_cast<Userdata*>(h);
            tracer.pointer(userdata->metatable);
            if (userdata->type && userdata->type->trace) userdata->type->trace(tracer, userdata->payload);
            return;
        }
        case HeapType::Values: {
            auto* values = reinterpret_cast<Values*>(h);
            return tracer.values(values->item, values->item + values->count);
        }
    }
    GS_UNREACHABLE("a heap cell of unknown type");
}

}  // namespace gs::rt

// container: sets, which are plain tables, and queues, stacks and heaps, which are userdata. Their elements stand in cells of
// Values on the script heap, so the collector sees them and they count against its limit.
//
// A heap calls script code to compare. It decides first where things will go, by comparing alone, and moves them when all
// answers are there; so an error, or a comparison that never comes back, leaves the heap as it was. If the heap was changed in
// the meantime (`version`), the answers mean nothing any more: the element is then added or taken without putting it
// in order, and nothing is lost.
#include <algorithm>
#include <cmath>

#include "runtime/native_args.h"
#include "stdlib/modules.h"
#include "stdlib/value_list.h"

namespace gs::stdlib {

using namespace rt;

namespace {

bool is_nan(Value v) { return v.is_real() && std::isnan(v.as_real()); }
constexpr const char* kNanElement = "NaN cannot be an element";

/// An argument that becomes an element of a set or heap: neither nil nor NaN.
Result<Value> element_at(const ArgReader& in, u32 i) {
    Value v = TRY(in.any(i));
    if (v.is_nil()) return in.type_error(i, "value");
    if (is_nan(v)) return in.error(i, kNanElement);
    return v;
}

// ---- sets -----------------------------------------------------------------------------------------------------------

bool has_element(State& st, const Table* set, Value v) {
    return !v.is_nil() && !is_nan(v) && !raw_get(st, set, v).is_nil();
}

Status add_element(State& st, Table* set, Value v) { return raw_set(st, set, v, Value::boolean(true)); }

/// Visits the elements in the order of `pairs`: Status visit(element).
template <class Visit>
Status for_each_element(State& st, Table* set, Visit visit) {
    Value key, value;
    for (Cursor cursor = cursor_start(); cursor_next(st, set, &cursor, &key, &value);) TRY(visit(key));
    return {};
}

Ret set_new(State& st, Args args) {
    ArgReader in(st, args);
    for (u32 i = 0; i < in.count(); ++i) TRY(element_at(in, i));
    Table* set = make_table(st);
    for (u32 i = 0; i < in.count(); ++i) TRY(add_element(st, set, in[i]));
    return Value::table(set);
}

Ret set_add(State& st, Args args) {
    ArgReader in(st, args);
    Table* set = TRY(in.table(0));
    TRY(add_element(st, set, TRY(element_at(in, 1))));
    return Ret::none();
}

Ret set_remove(State& st, Args args) {
    ArgReader in(st, args);
    Table* set = TRY(in.table(0));
    Value v = TRY(in.any(1));
    if (has_element(st, set, v)) TRY(raw_set(st, set, v, Value::nil()));
    return Ret::none();
}

Ret set_has(State& st, Args args) {
    ArgReader in(st, args);
    Table* set = TRY(in.table(0));
    return Value::boolean(has_element(st, set, TRY(in.any(1))));
}

Ret set_size(State& st, Args args) {
    ArgReader in(st, args);
    Table* set = TRY(in.table(0));
    i64 n = 0;
    TRY(for_each_element(st, set, [&](Value) {
        ++n;
        return Status();
    }));
    return Value::number(n);
}

Ret set_union(State& st, Args args) {
    ArgReader in(st, args);
    Table* a = TRY(in.table(0));
    Table* b = TRY(in.table(1));
    Table* result = make_table(st);
    auto add = [&](Value v) { return add_element(st, result, v); };
    TRY(for_each_element(st, a, add));
    TRY(for_each_element(st, b, add));
    return Value::table(result);
}

/// The elements of the first set that are in the second, or those that are not.
Ret select_elements(State& st, Args args, bool in_both) {
    ArgReader in(st, args);
    Table* a = TRY(in.table(0));
    Table* b = TRY(in.table(1));
    Table* result = make_table(st);
    TRY(for_each_element(
        st, a, [&](Value v) { return has_element(st, b, v) == in_both ? add_element(st, result, v) : Status(); }));
    return Value::table(result);
}

Ret set_intersect(State& st, Args args) { return select_elements(st, args, true); }
Ret set_difference(State& st, Args args) { return select_elements(st, args, false); }

Ret set_to_array(State& st, Args args) {
    ArgReader in(st, args);
    Table* set = TRY(in.table(0));
    Table* list = make_table(st);
    i64 n = 0;
    TRY(for_each_element(st, set, [&](Value v) { return raw_set_int(st, list, ++n, v); }));
    return Value::table(list);
}

// ---- the elements of queues, stacks and heaps -----------------------------------------------------------------------

/// A ring of Values: element i stands at first + i. Stacks and heaps let `first` be 0. The payload of a userdata.
struct Elements {
    Values* cell;
    u32 first, count;

    void trace(Tracer& tracer) { tracer.pointer(cell); }

    Value* slot(u32 i) const { return &cell->item[(first + i) & (cell->count - 1)]; }
    Value get(u32 i) const { return *slot(i); }
    void set(State& st, u32 i, Value v) { st.heap->store(&cell->h, slot(i), v); }

    /// Makes room for one more; the sizes of cells are powers of two. `owner` is the userdata.
    Status reserve(State& st, Userdata* owner) {
        if (cell != nullptr && count < cell->count) return {};
        Values* bigger = TRY(make_values(st, cell == nullptr ? 8 : u64{cell->count} * 2));
        for (u32 i = 0; i < count; ++i) bigger->item[i] = get(i);
        st.heap->store_pointer(&owner->h, &cell, bigger);
        first = 0;
        return {};
    }
    Status push_back(State& st, Userdata* owner, Value v) {
        TRY(reserve(st, owner));
        set(st, count++, v);
        return {};
    }
    Status push_front(State& st, Userdata* owner, Value v) {
        TRY(reserve(st, owner));
        first = (first - 1) & (cell->count - 1);
        ++count;
        set(st, 0, v);
        return {};
    }
    Value pop_back() {
        if (count == 0) return Value::nil();
        return take(slot(--count));
    }
    Value pop_front() {
        if (count == 0) return Value::nil();
        Value v = take(slot(0));
        first = (first + 1) & (cell->count - 1);
        --count;
        return v;
    }
    Value front() const { return count == 0 ? Value::nil() : get(0); }
    Value back() const { return count == 0 ? Value::nil() : get(count - 1); }

private:
    /// A nil refers to nothing, so storing it needs no barrier.
    static Value take(Value* slot) { return std::exchange(*slot, Value::nil()); }
};

struct Queue : Elements {};
struct Stack : Elements {};
const UserdataType kQueueType = class_of<Queue>("queue");
const UserdataType kStackType = class_of<Stack>("stack");

/// Queues and stacks share their functions: T is Queue or Stack.
template <class T>
const UserdataType& type_of() {
    if constexpr (std::is_same_v<T, Queue>)
        return kQueueType;
    else
        return kStackType;
}

template <class T>
Ret elements_new(State& st, Args) {
    return Value::object(make_object<T>(st, type_of<T>()));
}

template <class T>
Ret elements_push(State& st, Args args) {
    ArgReader in(st, args);
    T* elements = TRY(in.object<T>(0, type_of<T>()));
    TRY(elements->push_back(st, userdata_of(elements), TRY(in.any(1))));
    return Ret::none();
}

template <class T>
Ret elements_size(State& st, Args args) {
    return Value::integer(TRY(ArgReader(st, args).object<T>(0, type_of<T>()))->count);
}

template <class T>
Ret elements_empty(State& st, Args args) {
    return Value::boolean(TRY(ArgReader(st, args).object<T>(0, type_of<T>()))->count == 0);
}

template <class T>
Ret elements_pop_back(State& st, Args args) {
    return TRY(ArgReader(st, args).object<T>(0, type_of<T>()))->pop_back();
}

Ret queue_push_front(State& st, Args args) {
    ArgReader in(st, args);
    Queue* queue = TRY(in.object<Queue>(0, kQueueType));
    TRY(queue->push_front(st, userdata_of(queue), TRY(in.any(1))));
    return Ret::none();
}

Ret queue_pop(State& st, Args args) { return TRY(ArgReader(st, args).object<Queue>(0, kQueueType))->pop_front(); }
Ret queue_peek(State& st, Args args) { return TRY(ArgReader(st, args).object<Queue>(0, kQueueType))->front(); }
Ret stack_peek(State& st, Args args) { return TRY(ArgReader(st, args).object<Stack>(0, kStackType))->back(); }

// ---- heaps ----------------------------------------------------------------------------------------------------------

/// A binary heap: the children of element i are 2i + 1 and 2i + 2.
struct BinaryHeap {
    Elements elements;
    Value before;  // nil: the language's order
    u64 version;  // counts changes

    explicit BinaryHeap(Value order) : elements{nullptr, 0, 0}, before(order), version(0) {}

    void trace(Tracer& tracer) {
        elements.trace(tracer);
        tracer.value(before);
    }

    Result<bool> comes_before(State& st, Value a, Value b) const {
        if (before.is_nil()) return less(st, a, b);
        return TRY_CALL(call(st, before, {a, b})).first.truthy();
    }
};
const UserdataType kHeapType = class_of<BinaryHeap>("heap");

Ret heap_new(State& st, Args args) {
    ArgReader in(st, args);
    Value before = TRY(in.callable_or_nil(0));
    return Value::object(make_object<BinaryHeap>(st, kHeapType, before));
}

Ret heap_push(State& st, Args args) {
    ArgReader in(st, args);
    BinaryHeap* heap = TRY(in.self<BinaryHeap>(kHeapType));
    Value v = TRY(element_at(in, 0));
    Elements& elements = heap->elements;
    u64 version = heap->version;
    u32 place = elements.count;
    while (place > 0 && version == heap->version) {
        u32 parent = (place - 1) / 2;
        if (!TRY(heap->comes_before(st, v, elements.get(parent)))) break;
        place = parent;
    }
    bool changed = version != heap->version;
    u32 hole = elements.count;
    TRY(elements.push_back(st, userdata_of(heap), v));
    ++heap->version;
    if (changed) return Ret::none();
    for (; hole > place; hole = (hole - 1) / 2) elements.set(st, hole, elements.get((hole - 1) / 2));
    elements.set(st, place, v);
    return Ret::none();
}

Ret heap_pop(State& st, Args args) {
    ArgReader in(st, args);
    BinaryHeap* heap = TRY(in.self<BinaryHeap>(kHeapType));
    Elements& elements = heap->elements;
    if (elements.count == 0) return Value::nil();
    // The last element takes the place of the first and sinks; the children that rise past it stand on a path whose turns
    // are noted as bits.
    u64 version = heap->version, turns = 0;
    u32 place = 0, depth = 0, n = elements.count - 1;
    Value last = elements.get(n);
    while (2 * u64{place} + 1 < n) {
        u32 child = 2 * place + 1;
        if (child + 1 < n) {
            bool right = TRY(heap->comes_before(st, elements.get(child + 1), elements.get(child)));
            if (version != heap->version) break;
            child += right;
        }
        bool rises = TRY(heap->comes_before(st, elements.get(child), last));
        if (version != heap->version || !rises) break;
        turns |= u64{child % 2 == 0} << depth++;
        place = child;
    }
    if (version != heap->version) {  // changed by a comparison: any order will do
        depth = 0;
        if (elements.count == 0) return Value::nil();
    }
    Value first = elements.get(0);
    last = elements.pop_back();
    ++heap->version;
    if (elements.count == 0) return first;
    u32 hole = 0;
    for (u32 i = 0; i < depth; ++i) {
        u32 child = 2 * hole + 1 + (turns >> i & 1);
        elements.set(st, hole, elements.get(child));
        hole = child;
    }
    elements.set(st, hole, last);
    return first;
}

Ret heap_peek(State& st, Args args) { return TRY(ArgReader(st, args).self<BinaryHeap>(kHeapType))->elements.front(); }
Ret heap_size(State& st, Args args) {
    return Value::integer(TRY(ArgReader(st, args).self<BinaryHeap>(kHeapType))->elements.count);
}
Ret heap_empty(State& st, Args args) {
    return Value::boolean(TRY(ArgReader(st, args).self<BinaryHeap>(kHeapType))->elements.count == 0);
}

constexpr FnRow kHeapMethods[] = {
    {"heap.push", heap_push}, {"heap.pop", heap_pop},     {"heap.peek", heap_peek},
    {"heap.size", heap_size}, {"heap.empty", heap_empty},
};

constexpr FnRow kFunctions[] = {
    {"container.setNew", set_new},
    {"container.setAdd", set_add},
    {"container.setRemove", set_remove},
    {"container.setHas", set_has},
    {"container.setSize", set_size},
    {"container.setUnion", set_union},
    {"container.setIntersect", set_intersect},
    {"container.setDifference", set_difference},
    {"container.setToArray", set_to_array},
    {"container.queueNew", elements_new<Queue>},
    {"container.queuePush", elements_push<Queue>},
    {"container.queuePop", queue_pop},
    {"container.queuePeek", queue_peek},
    {"container.queuePushFront", queue_push_front},
    {"container.queuePopBack", elements_pop_back<Queue>},
    {"container.queueSize", elements_size<Queue>},
    {"container.queueEmpty", elements_empty<Queue>},
    {"container.heapNew", heap_new},
    {"container.stackNew", elements_new<Stack>},
    {"container.stackPush", elements_push<Stack>},
    {"container.stackPop", elements_pop_back<Stack>},
    {"container.stackPeek", stack_peek},
    {"container.stackSize", elements_size<Stack>},
    {"container.stackEmpty", elements_empty<Stack>},
};

}  // namespace

void open_container(State& st) {
    register_class(st, kQueueType, {});
    register_class(st, kStackType, {});
    register_class(st, kHeapType, kHeapMethods);
    register_library(st, "container", kFunctions);
}

}  // namespace gs::stdlib

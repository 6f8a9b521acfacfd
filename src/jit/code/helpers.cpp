#include "jit/code/helpers.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "runtime/arithmetic.h"
#include "runtime/coroutine.h"
#include "runtime/hash_part.h"
#include "runtime/metatable.h"
#include "runtime/ops.h"
#include "runtime/strings.h"
#include "runtime/substring.h"
#include "runtime/table.h"
#include "support/assert.h"
#include "vm/access.h"
#include "vm/elements.h"
#include "vm/slow.h"
#include "vm/vm_engine.h"

namespace gs::jit {

using rt::State;
using rt::Value;

namespace {

constexpr HelperResult kDone = {0, 0}, kRefused = {1, 0}, kFailed = {0, 1};

rt::Table* table_at(u64 address) { return reinterpret_cast<rt::Table*>(address); }

HelperResult done(rt::Status status) { return status.ok() ? kDone : kFailed; }

/// Whether no metatable of these tables has the metamethod.
bool is_without(State& st, const rt::Table* t, rt::Name name) {
    rt::MetaInfo* meta = rt::shape_of(st, t)->meta;
    return !meta || rt::metamethod(st, meta, name).is_nil();
}

bool is_text(Value v) { return v.is_string() || v.is_number(); }

/// Replaces an element that is there, or appends one.
bool set_element(State& st, rt::Table* t, Value key, Value v) {
    if (!key.is_int() || v.is_nil()) return false;
    u64 index = static_cast<u64>(key.as_int());
    if (index == t->bound) return vm::append_element(&st, t, v);
    if (index > t->bound || t->elem[index].is_nil() || (t->dlen != 0 && !v.is_real())) return false;
    st.heap->store(&t->store()->h, &t->elem[index], v);
    return true;
}

/// The place of the shape of `t`, filled in; null if it is not to be listed.
rt::FieldPlace* find_place(State& st, rt::Table* t, rt::String* name, u64 places) {
    const rt::Shape* shape = rt::shape_of(st, t);
    constexpr u8 kNotListed = rt::Shape::kPrototype | rt::Shape::kDictionary | rt::Shape::kUncached;
    if (shape->flags & kNotListed) return nullptr;
    rt::FieldPlace* place = &reinterpret_cast<rt::FieldPlaces*>(places)->of(shape->id);
    if (place->shape == shape->id) return place;
    rt::FieldCache found = {shape->id, 0};
    rt::fill_get_cache(st, shape, name, &found);
    u32 far = vm::is_far(found) ? rt::FieldPlace::kFar : 0;
    *place = {shape->id, rt::kNeverAbsent, found.offset | far, 0};
    return place;
}

}  // namespace

u64 helper_GetKey(State& st, u64 table, u64 key) { return vm::quick_get(st, table_at(table), {key}).bits; }

HelperResult helper_SetKey(State& st, u64 table, u64 key_bits, u64 value) {
    rt::Table* t = table_at(table);
    Value key{key_bits}, v{value};
    if (set_element(st, t, key, v) || vm::quick_set(st, t, key, v)) return kDone;
    bool is_key = !key.is_nil() && !(key.is_real() && std::isnan(key.as_real()));
    if (!is_key || !is_without(st, t, rt::Name::NewIndex)) return kRefused;
    return done(rt::raw_set(st, t, key, v));
}

u64 helper_GetField(State& st, u64 table, u64 name) {
    rt::Table* t = table_at(table);
    vm::LookupCache& lookup = vm::lookup_cache(st);
    Value v = lookup.peek(&st, t, Value{name}.as_string());
    if (v == Value::absent()) v = vm::quick_get(st, t, {name});
    if (v == Value::absent() && vm::inherits_quietly(st, rt::shape_of(st, t))) {
        rt::MethodCache method;
        if (Value* found = lookup.inherited(st, t, Value{name}.as_string(), &method)) v = *found;
    }
    return v.bits;
}

HelperResult helper_SetField(State& st, u64 table, u64 name, u64 value) {
    rt::Table* t = table_at(table);
    rt::String* key = Value{name}.as_string();
    rt::Header* owner;
    Value* slot = vm::lookup_cache(st).peek_own(t, key, &owner);
    if (!slot || (t->h.aux & rt::Table::kPrototype)) return helper_SetKey(st, table, name, value);
    if (!slot->is_nil()) {
        st.heap->store(owner, slot, {value});
        return kDone;
    }
    return is_without(st, t, rt::Name::NewIndex) ? done(rt::raw_set_string(st, t, key, {value})) : kRefused;
}

u64 helper_GetFieldOfMany(State& st, u64 table, u64 name, u64 places) {
    rt::FieldPlace* place = find_place(st, table_at(table), Value{name}.as_string(), places);
    u64 value = helper_GetField(st, table, name);
    // The object's own, or that of a prototype, which the next one hardly has.
    if (place && value == rt::kNilBits) place->absent = rt::shape_epochs(st).prototype;
    return value;
}

u64 helper_GetMethodOfMany(State& st, u64 table, u64 name, u64 places) {
    rt::Table* t = table_at(table);
    const rt::Shape* shape = rt::shape_of(st, t);
    rt::String* key = Value{name}.as_string();
    rt::MethodCache found;
    bool inherits = !rt::is_dictionary(st, t) && rt::find_slot(st, shape, key) == rt::kNoSlot &&
                    vm::inherits_quietly(st, shape) && vm::lookup_cache(st).inherited(st, t, key, &found);
    if (!inherits) return helper_GetField(st, table, name);
    reinterpret_cast<rt::MethodPlaces*>(places)->of(shape->id) = found;
    return found.slot->bits;
}

HelperResult helper_SetFieldOfMany(State& st, u64 table, u64 name, u64 value, u64 places) {
    find_place(st, table_at(table), Value{name}.as_string(), places);
    return helper_SetField(st, table, name, value);
}

HelperResult helper_SetIndex(State& st, u64 table, i64 index, u64 value) {
    return helper_SetKey(st, table, Value::integer(index).bits, value);
}

HelperResult helper_Append(State& st, u64 table, u64 value) {
    rt::Table* t = table_at(table);
    Value v{value};
    if (vm::append_element(&st, t, v)) return kDone;
    if (rt::shape_of(st, t)->meta) return kRefused;
    i64 length = rt::raw_length(t);
    return done(rt::raw_set_int(st, t, length + 1, v));
}

HelperResult helper_SetList(State& st, u64 table, i64 index, i64 first, i64 count) {
    bool last = count < 0;
    u32 n = static_cast<u32>(last ? -count - 1 : count);
    return done(rt::set_list(st, table_at(table), static_cast<u32>(index), st.hot.base + first, n, last));
}

HelperResult helper_SetMetatable(State& st, u64 table, u64 metatable) {
    return rt::change_metatable(st, table_at(table), table_at(metatable)) ? kDone : kRefused;
}

u64 helper_Length(State& st, u64 bits) {
    Value x{bits};
    if (x.is_string()) return Value::integer(x.as_string()->len).bits;
    if (!x.is_table() || !is_without(st, x.as_table(), rt::Name::Len)) return Value::absent().bits;
    return Value::integer(rt::raw_length(x.as_table())).bits;
}

u64 helper_Equal(State& st, u64 x, u64 y) {
    Value a{x}, b{y};
    if (rt::raw_equal(a, b)) return Value::boolean(true).bits;
    bool may_ask = (a.bits ^ b.bits) >> 48 == 0 && (a.is_table() || !(a.is_string() || a.is_function()));
    bool decided = !may_ask || !a.is_reference() ||
                   (rt::metamethod_of(st, a, rt::Name::Eq).is_nil() && rt::metamethod_of(st, b, rt::Name::Eq).is_nil());
    return decided ? Value::boolean(false).bits : Value::absent().bits;
}

namespace {

/// Whether values have an order without a metamethod.
bool are_alike(Value a, Value b) { return a.is_string() ? b.is_string() : a.is_number() && b.is_number(); }

}  // namespace

u64 helper_Less(State& st, u64 x, u64 y) {
    Value a{x}, b{y};
    return (are_alike(a, b) ? Value::boolean(*rt::less(st, a, b)) : Value::absent()).bits;
}

u64 helper_LessEqual(State& st, u64 x, u64 y) {
    Value a{x}, b{y};
    return (are_alike(a, b) ? Value::boolean(*rt::less_equal(st, a, b)) : Value::absent()).bits;
}

namespace {

template <auto chain>
HelperResult concat_registers(State& st, i64 first, i64 count) {
    Value* values = st.hot.base + first;
    if (!std::all_of(values, values + count, is_text)) return {Value::absent().bits, 0};
    Value kept = values[0];
    u32 offset = static_cast<u32>(values - rt::stack_bottom(st));
    auto joined = chain(st, offset, static_cast<u32>(count));
    // Compiled code believes that its slots stay as they are.
    rt::stack_bottom(st)[offset] = kept;
    return joined.ok() ? HelperResult{(*joined).bits, 0} : kFailed;
}

template <auto concat>
HelperResult concat_two(State& st, u64 x, u64 y) {
    Value a{x}, b{y};
    if (!is_text(a) || !is_text(b)) return {Value::absent().bits, 0};
    auto joined = concat(st, a, b);
    return joined.ok() ? HelperResult{(*joined).bits, 0} : kFailed;
}

}  // namespace

HelperResult helper_Concat(State& st, i64 first, i64 count) {
    return concat_registers<rt::concat_chain>(st, first, count);
}
HelperResult helper_ConcatKey(State& st, i64 first, i64 count) {
    return concat_registers<rt::concat_chain_key>(st, first, count);
}
HelperResult helper_ConcatTwo(State& st, u64 x, u64 y) { return concat_two<rt::concat>(st, x, y); }
HelperResult helper_ConcatTwoKey(State& st, u64 x, u64 y) { return concat_two<rt::concat_key>(st, x, y); }

HelperResult helper_Substring(State& st, u64 string, i64 from, i64 to) {
    auto part = rt::substring(st, reinterpret_cast<rt::String*>(string), from, to);
    return part.ok() ? HelperResult{(*part).bits, 0} : kFailed;
}

HelperResult helper_Character(State& st, i64 byte) {
    return {Value::string(rt::byte_string(st, static_cast<u8>(byte))).bits, 0};
}

HelperResult helper_SubstringKey(State& st, u64 string, i64 from, i64 to) {
    auto part = rt::substring<rt::make_key>(st, reinterpret_cast<rt::String*>(string), from, to);
    return part.ok() ? HelperResult{(*part).bits, 0} : kFailed;
}

HelperResult helper_NextEntry(State& st, i64 range, i64 to, i64 two) {
    return {vm::next_entry(st, st.hot.base + range, st.hot.base + to, two != 0), 0};
}

HelperResult helper_FirstKey(State& st, u64 table) {
    rt::Cursor cursor = rt::cursor_start();
    Value key, value;
    return {(rt::cursor_next(st, table_at(table), &cursor, &key, &value) ? key : Value::nil()).bits, 0};
}

u64 helper_TypeName(State& st, u64 x) { return Value::string(st.name(rt::type_of({x}))).bits; }
u64 helper_RawGet(State& st, u64 table, u64 key) { return rt::raw_get(st, table_at(table), {key}).bits; }
u64 helper_HasMeta(State& st, u64 table) { return rt::shape_of(st, table_at(table))->meta != nullptr; }

u64 entry_offset(State&, rt::Table* table, u64 key) {
    rt::Hash* hash = table->hash();
    const rt::HashEntry* entry = rt::hash_find(hash, {key});
    if (!entry) return 0;
    u64 offset = reinterpret_cast<u64>(&entry->value) - reinterpret_cast<u64>(hash);
    return offset <= INT32_MAX ? offset : 0;
}

double helper_Sin(double x) { return std::sin(x); }
double helper_Cos(double x) { return std::cos(x); }
double helper_Exp(double x) { return std::exp(x); }
double helper_Log(double x) { return std::log(x); }
double helper_Pow(double x, double y) { return rt::power(x, y); }
double helper_Fmod(double x, double y) { return rt::floored_remainder(x, y); }
i64 helper_CompareStrings(u64 x, u64 y) {
    return rt::string_compare(reinterpret_cast<rt::String*>(x), reinterpret_cast<rt::String*>(y));
}
u64 helper_RawEqual(u64 x, u64 y) { return rt::raw_equal({x}, {y}); }

const void* helper_address(Helper helper) {
    static const void* const kAddresses[] = {
#define GS_HELPER(Name, ...) reinterpret_cast<const void*>(&helper_##Name),
#include "jit/ir/helpers.def"
#undef GS_HELPER
    };
    return kAddresses[static_cast<u16>(helper)];
}

namespace {

/// What may run script may switch coroutines, where compiled code may run meanwhile: its entry on this stack is kept here.
template <class Body>
inline rt::Ret in_native_frame(State& st, Value* arguments, u32 count, rt::Word* pc, Body body) {
    std::ptrdiff_t offset = arguments - st.hot.co->stack;
    void* entry = st.hot.native_entry;
    arguments[rt::kReturnSlot] = rt::raw_slot(pc + 1);
    st.hot.base = arguments;
    st.hot.top = arguments + count;
    rt::Ret ret = body(rt::Args{static_cast<u32>(offset), count});
    st.hot.native_entry = entry;
    st.hot.base = st.hot.co->stack + offset - pc->c / sizeof(Value);
    st.hot.pc = pc;
    return ret;
}

inline rt::Ret run_native(State& st, Value* arguments, u32 count, rt::Word* pc) {
    const rt::Native* native = arguments[rt::kCalleeSlot].as_native();
    return in_native_frame(st, arguments, count, pc, [&](rt::Args args) { return native->fn(st, args); });
}

}  // namespace

HelperResult call_native(State& st, Value* arguments, u32 count, rt::Word* pc) {
    rt::Ret ret = run_native(st, arguments, count, pc);
    if (!ret.ok()) return kFailed;
    u32 wanted = results_wanted(pc);
    if (wanted > 1 && !vm::deliver_results(st, pc, wanted, ret)) return kFailed;
    return {ret.first.bits, 0};
}

HelperResult call_native_for_one(State& st, Value* arguments, u32 count, rt::Word* pc) {
    rt::Ret ret = run_native(st, arguments, count, pc);
    return {ret.first.bits, ret.ok() ? u64{0} : u64{1}};
}

HelperResult call_native_for_several(State& st, Value* arguments, u32 count, rt::Word* pc) {
    rt::Ret ret = run_native(st, arguments, count, pc);
    if (ret.count != pc->x) [[unlikely]] {
        if (!ret.ok()) return kFailed;
        vm::deliver_results(st, pc, pc->x, ret);
        return {ret.first.bits, 0};
    }
    // As many as are wanted. One by one: they have just been stored like that, and will be loaded.
    Value* to = st.hot.base + bytecode::window_register(pc->c);
    const Value* from = st.hot.results;
    const Value* end = from + ret.count;
    do {
        *to++ = *from++;
        asm("" : "+r"(from));
    } while (from != end);
    return {ret.first.bits, 0};
}

HelperResult call_pcall(State& st, Value* arguments, u32 count, rt::Word* pc) {
    rt::Ret ret = in_native_frame(st, arguments, count, pc, [&](rt::Args args) {
        return rt::protected_call_for_one(st, arguments[0], args.offset + 1, args.count - 1);
    });
    if (!ret.ok()) [[unlikely]]
        return kFailed;
    Value* to = st.hot.base + bytecode::window_register(pc->c);
    to[0] = Value::boolean(ret.count != 0);
    to[1] = ret.first;
    return {to[0].bits, 0};
}

namespace {

/// The loop edges that slow_op is at. Not a list through its frames: goroutines take turns, and those that are dropped leave
/// their entry here, which does no harm.
struct SlowEdges : rt::LibraryData {
    struct Edge {
        const rt::Word* pc;
        const rt::Coroutine* co;
        std::ptrdiff_t offset;
        bool operator==(const Edge&) const = default;
    };

    explicit SlowEdges(rt::State&) {}

    static Edge edge(rt::State& st, const rt::Word* pc, const rt::Value* base) {
        return {pc, st.hot.co, base - st.hot.co->stack};
    }

    std::vector<Edge> edges;
};

}  // namespace

bool is_in_slow_op(rt::State& st, const rt::Word* pc, const rt::Value* base) {
    const auto& edges = rt::library_data<SlowEdges>(st).edges;
    return std::find(edges.rbegin(), edges.rend(), SlowEdges::edge(st, pc, base)) != edges.rend();
}

vm::Next slow_op(rt::State& st, rt::Word* pc, rt::Value* base) {
    vm::SlowPath slow = vm::slow_path(*pc);
    GS_ASSERT(slow);
    if (bytecode::info(*pc).x != bytecode::Operand::Counter) return slow(st, pc, base);
    auto& edges = rt::library_data<SlowEdges>(st).edges;
    SlowEdges::Edge edge = SlowEdges::edge(st, pc, base);
    edges.push_back(edge);
    u8 counter = pc->x;
    pc->x = 2;  // counted down to 1: the edge is passed without a poll
    vm::Next next = slow(st, pc, base);
    pc->x = counter;
    edges.erase(std::find(edges.rbegin(), edges.rend(), edge).base() - 1);
    return next;
}

vm::Next return_slots(rt::State& st, rt::Value* base, u32 first, u32 count) {
    rt::Word word{static_cast<u8>(bytecode::Op::Return), 0, static_cast<u16>(first), static_cast<u16>(count), 0};
    const rt::Word* head = vm::running(base)->code;
    vm::Next next = vm::slow_return(st, &word, base);
    st.hot.pc = head;  // not the word that is about to go
    return next;
}

}  // namespace gs::jit

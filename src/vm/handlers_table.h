#pragma once

// Handlers: tables, functions, calls, channels. Included by interpreter.cpp.

VM_OP(NewTable) { SLOW(slow_new_table); }
VM_OP(NewObject) { SLOW(slow_new_object); }
VM_OP(SetList) { SLOW(slow_set_list); }

// ---- fields -----------------------------------------------------------------------------------------------------
// One compare with the shape tells that the value is a table and where the slot is. A nil in the slot is an absent
// field: reading then asks the prototypes, storing is an insertion.

#define VM_TABLE(t, value, slow)                                            \
    u64 t##_bits = (value).bits ^ rt::kTagTable;                            \
    if (t##_bits >> 48) [[unlikely]]                                        \
        SLOW(slow);                                                         \
    auto* t = reinterpret_cast<rt::Table*>(t##_bits)

#define VM_GET_FIELD(Name, shape_bits, slot, slow, store)                   \
    VM_OP(Name) {                                                           \
        VM_TABLE(t, base[pc->b], slow);                                     \
        auto cache = cache_at<rt::FieldCache>(pc);                          \
        if ((t->h.id | (shape_bits)) != cache.shape) [[unlikely]]           \
            SLOW(slow);                                                     \
        Value v = *rt::slot(t, cache);                                      \
        if (v.is_nil()) [[unlikely]]                                        \
            SLOW(slow);                                                     \
        store;                                                              \
        base[pc->a] = v;                                                    \
        NEXT(4);                                                            \
    }
#define VM_STORE_SELF base[pc->a + bytecode::kWindowSlots] = base[pc->b]
VM_GET_FIELD(GetField, 0, inline_slot, slow_get_field, )
VM_GET_FIELD(GetFieldFar, rt::kFarSlot, far_slot, slow_get_field, )
VM_GET_FIELD(GetMethodOwn, 0, inline_slot, slow_get_method, VM_STORE_SELF)
VM_GET_FIELD(GetMethodFar, rt::kFarSlot, far_slot, slow_get_method, VM_STORE_SELF)
#undef VM_GET_FIELD

#define VM_GET_INHERITED(Name, slow, store)                                 \
    VM_OP(Name) {                                                           \
        VM_TABLE(t, base[pc->b], slow);                                     \
        auto cache = cache_at<rt::MethodCache>(pc);                         \
        if (t->h.id != cache.shape || cache.epoch != rt::shape_epochs(*st).prototype) [[unlikely]] \
            SLOW(slow);                                                     \
        store;                                                              \
        base[pc->a] = *cache.slot;                                          \
        NEXT(4);                                                            \
    }
VM_GET_INHERITED(GetFieldProto, slow_get_field, )
VM_GET_INHERITED(GetMethod, slow_get_method, VM_STORE_SELF)
#undef VM_GET_INHERITED
#undef VM_STORE_SELF

#define VM_SET_FIELD(Name, shape_bits, slot, owner)                         \
    VM_OP(Name) {                                                           \
        VM_TABLE(t, base[pc->a], slow_set_field);                           \
        auto cache = cache_at<rt::FieldCache>(pc);                          \
        if ((t->h.id | (shape_bits)) != cache.shape) [[unlikely]]           \
            SLOW(slow_set_field);                                           \
        Value v = base[pc->c];                                              \
        Value* to = rt::slot(t, cache);                                     \
        if (to->is_nil() || needs_barrier(st, owner, v)) [[unlikely]]       \
            SLOW(slow_set_field);                                           \
        *to = v;                                                            \
        NEXT(4);                                                            \
    }
VM_SET_FIELD(SetField, 0, inline_slot, &t->h)
VM_SET_FIELD(SetFieldFar, rt::kFarSlot, far_slot, &t->store()->slots->h)
#undef VM_SET_FIELD

VM_OP(SetFieldAdd) {
    VM_TABLE(t, base[pc->a], slow_set_field);
    auto cache = cache_at<rt::AddCache>(pc);
    Value v = base[pc->c];
    if (t->h.id != cache.from || cache.epoch != rt::shape_epochs(*st).new_index || v.is_nil() ||
        needs_barrier(st, &t->h, v)) [[unlikely]]
        SLOW(slow_set_field);
    *rt::inline_slot(t, {cache.from, cache.offset}) = v;
    t->h.id = cache.to;
    NEXT(4);
}

// ---- elements ---------------------------------------------------------------------------------------------------
// A key less than Table::bound is an int from 0 to L, and its element a value or nil, in whatever kind of array: one
// unsigned compare proves all that (a key that is no int becomes a huge number).

#define VM_GET_ELEMENT(Name, key, slow)                                     \
    VM_OP(Name) {                                                           \
        VM_TABLE(t, base[pc->b], slow);                                     \
        u64 index = key;                                                    \
        if (index >= t->bound) [[unlikely]]                                 \
            SLOW(slow);                                                     \
        Value v = t->elem[index];                                           \
        if (v.is_nil()) [[unlikely]]                                        \
            SLOW(slow);                                                     \
        base[pc->a] = v;                                                    \
        NEXT(1);                                                            \
    }
VM_GET_ELEMENT(GetIndex, base[pc->c].bits - rt::kIntZero, slow_get_index)
VM_GET_ELEMENT(GetElement, pc->c, slow_get_element)
#undef VM_GET_ELEMENT

// t[n] = v behind the last element, as programs fill arrays. Apart, because it takes too many registers.
VM_PART(SetIndexBehind) {
    VM_TABLE(t, base[pc->a], slow_set_index);
    if (base[pc->b].bits - rt::kIntZero != t->bound || !append_element(st, t, base[pc->c])) SLOW(slow_set_index);
    NEXT(1);
}
VM_PART(SetElementBehind) {
    VM_TABLE(t, base[pc->a], slow_set_element);
    if (pc->b != t->bound || !append_element(st, t, base[pc->c])) SLOW(slow_set_element);
    NEXT(1);
}

// Replacing a value asks no metatable and changes nothing but the slot, as long as the array can hold the new one.
#define VM_SET_ELEMENT(Name, key, slow, append)                             \
    VM_OP(Name) {                                                           \
        VM_TABLE(t, base[pc->a], slow);                                     \
        u64 index = key;                                                    \
        Value v = base[pc->c];                                              \
        if (index >= t->bound) [[unlikely]]                                 \
            GOTO(append);                                                   \
        if (v.is_nil() || t->elem[index].is_nil()) [[unlikely]]             \
            SLOW(slow);                                                     \
        if (t->dlen != 0 && !v.is_real()) [[unlikely]]                      \
            SLOW(slow);                                                     \
        if (needs_barrier(st, &t->store()->h, v)) [[unlikely]]              \
            SLOW(slow);                                                     \
        t->elem[index] = v;                                                 \
        NEXT(1);                                                            \
    }
VM_SET_ELEMENT(SetIndex, base[pc->b].bits - rt::kIntZero, slow_set_index, SetIndexBehind)
VM_SET_ELEMENT(SetElement, pc->b, slow_set_element, SetElementBehind)
#undef VM_SET_ELEMENT

VM_OP(Append) {
    VM_TABLE(t, base[pc->a], slow_append);
    if (!append_element(st, t, base[pc->b])) [[unlikely]]
        SLOW(slow_append);
    NEXT(1);
}

#undef VM_TABLE

VM_OP(Length) {
    Value x = base[pc->b];
    u64 table = x.bits ^ rt::kTagTable;
    if (table >> 48 == 0) {
        auto* t = reinterpret_cast<rt::Table*>(table);
        if (!is_plain(t) || t->bound == 0) [[unlikely]]
            SLOW(slow_length);
        base[pc->a] = Value::integer(i64{t->bound} - 1);
        NEXT(1);
    }
    if (!x.is_string()) [[unlikely]]
        SLOW(slow_length);
    base[pc->a] = Value::integer(x.as_string()->len);
    NEXT(1);
}

// ---- calls ------------------------------------------------------------------------------------------------------

VM_OP(Closure) { SLOW(slow_closure); }

// A script function, enough arguments, room for the frame. Natives and functions that use extra arguments have 0xFFFF
// parameters in their head, so one compare sends them and missing arguments the slow way.
VM_OP(Call) {
    auto* arguments = reinterpret_cast<Value*>(reinterpret_cast<char*>(base) + pc->c);
    u64 callee = arguments[rt::kCalleeSlot].bits ^ rt::kTagFunction;
    if (callee >> 48) [[unlikely]]
        SLOW(slow_call);
    Word* head = reinterpret_cast<rt::Function*>(callee)->code;
    if (pc->b < head->b || arguments + head->a > st->hot.value_limit) [[unlikely]]
        SLOW(slow_call);
    if (--head->c == 0) [[unlikely]]
        SLOW(slow_call);
    if (st->hot.frames_left-- == 0) [[unlikely]] {
        st->hot.frames_left = 0;
        SLOW(slow_call);
    }
    arguments[rt::kReturnSlot] = rt::raw_slot(pc + 1);
    pc = head;
    base = arguments;
    NEXT(1);
}

// A native, of whose results one or none is wanted.
VM_OP(CallNative) {
    auto* arguments = reinterpret_cast<Value*>(reinterpret_cast<char*>(base) + pc->c);
    u64 callee = arguments[rt::kCalleeSlot].bits ^ rt::kTagFunction;
    if (callee >> 48) [[unlikely]]
        SLOW(slow_call);
    auto* native = reinterpret_cast<rt::Native*>(callee);
    if (native->h.type != rt::HeapType::Native) [[unlikely]]
        SLOW(slow_call);
    u32 offset = static_cast<u32>(arguments - st->hot.co->stack);
    arguments[rt::kReturnSlot] = rt::raw_slot(pc + 1);
    st->hot.base = arguments;
    st->hot.top = arguments + pc->b;
    rt::Ret ret = native->fn(*st, {offset, pc->b});
    VM_AFTER_CALL();
    arguments = st->hot.co->stack + offset;  // the stack may have moved
    base = reinterpret_cast<Value*>(reinterpret_cast<char*>(arguments) - pc->c);
    if (!ret.ok()) [[unlikely]]
        SLOW(slow_native_failed);
    arguments[rt::kCalleeSlot] = ret.first;
    NEXT(1);
}

VM_OP(CallOpen) { SLOW(slow_call_open); }

// The same, with the arguments moved down to where the frame begins.
VM_OP(TailCall) {
    auto* arguments = reinterpret_cast<Value*>(reinterpret_cast<char*>(base) + pc->c);
    u64 callee = arguments[rt::kCalleeSlot].bits ^ rt::kTagFunction;
    if (callee >> 48 || pc->x) [[unlikely]]
        SLOW(slow_tail_call);
    Word* head = reinterpret_cast<rt::Function*>(callee)->code;
    u32 count = pc->b;
    if (count < head->b || base + head->a > st->hot.value_limit) [[unlikely]]
        SLOW(slow_tail_call);
    if (--head->c == 0) [[unlikely]]
        SLOW(slow_tail_call);
    base[rt::kCalleeSlot] = arguments[rt::kCalleeSlot];
    for (u32 i = 0; i < count; i++) base[i] = arguments[i];
    pc = head;
    NEXT(1);
}

VM_OP(TailCallOpen) { SLOW(slow_tail_call_open); }

// The caller wants no value: anything else looks closer.
VM_OP(Return0) {
    Word* to = return_address(base);
    if (to[-1].x != 0) [[unlikely]]
        SLOW(slow_return0);
    base = reinterpret_cast<Value*>(reinterpret_cast<char*>(base) - to[-1].c);
    st->hot.frames_left++;
    pc = to;
    NEXT(0);
}

// The value goes to the callee's slot, where the caller wants the only result; a caller that wants none does not
// mind. Callers in C++ want one, too (runtime/call.cpp), and find it there.
VM_OP(Return1) {
    Word* to = return_address(base);
    if (to[-1].x > 1) [[unlikely]]
        SLOW(slow_return1);
    base[rt::kCalleeSlot] = base[pc->a];
    base = reinterpret_cast<Value*>(reinterpret_cast<char*>(base) - to[-1].c);
    st->hot.frames_left++;
    pc = to;
    NEXT(0);
}

// Exactly as many values as are wanted.
VM_OP(Return) {
    Word* to = return_address(base);
    u32 count = pc->b;
    if (to[-1].x != count) [[unlikely]]
        SLOW(slow_return);
    Value* results = base + rt::kCalleeSlot;
    const Value* values = base + pc->a;
    do {
        *results++ = *values++;
    } while (--count);
    base = reinterpret_cast<Value*>(reinterpret_cast<char*>(base) - to[-1].c);
    st->hot.frames_left++;
    pc = to;
    NEXT(0);
}
VM_OP(ReturnOpen) { SLOW(slow_return); }
VM_OP(ReturnVarArgs) { SLOW(slow_return); }
VM_OP(VarArgs) { SLOW(slow_var_args); }

VM_OP(VarArgCount) {
    base[pc->a] = Value::integer(extra_count(base));
    NEXT(1);
}

VM_OP(VarArgIndex) { SLOW(slow_var_arg_index); }
VM_OP(VarArgTable) { SLOW(slow_var_arg_table); }
VM_OP(Defer) { SLOW(slow_defer); }
VM_OP(RunDefers) { SLOW(slow_run_defers); }

// ---- goroutines and channels --------------------------------------------------------------------------------------

VM_OP(Go) { SLOW(slow_go); }
VM_OP(Send) { SLOW(slow_send); }
VM_OP(Receive) { SLOW(slow_receive); }
VM_OP(ReceiveOk) { SLOW(slow_receive_ok); }
VM_OP(MakeChannel) { SLOW(slow_make_channel); }
VM_OP(Select) { SLOW(slow_select); }

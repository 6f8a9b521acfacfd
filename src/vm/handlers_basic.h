#pragma once

// Handlers: loading, variables, arithmetic. Included by interpreter.cpp.

VM_OP(Halt) { return {base[rt::kCalleeSlot], 1}; }

VM_OP(Move) {
    base[pc->a] = base[pc->b];
    NEXT(1);
}

VM_OP(LoadNil) {
    Value* slot = base + pc->a;
    u32 count = pc->b;
    do {
        *slot++ = Value::nil();
    } while (--count);
    NEXT(1);
}

VM_OP(LoadTrue) {
    base[pc->a] = Value::boolean(true);
    NEXT(1);
}

VM_OP(LoadFalse) {
    base[pc->a] = Value::boolean(false);
    NEXT(1);
}

VM_OP(LoadInt) {
    base[pc->a] = Value::integer(static_cast<i16>(pc->c));
    NEXT(1);
}

VM_OP(LoadK) {
    base[pc->a] = literal_value(pc + 1);
    NEXT(2);
}

// ---- variables --------------------------------------------------------------------------------------------------

VM_OP(GetUpvalue) {
    base[pc->a] = running(base)->value(pc->b);
    NEXT(1);
}

VM_OP(GetUpvalueCell) {
    base[pc->a] = running(base)->cell(pc->b)->value;
    NEXT(1);
}

VM_OP(SetUpvalueCell) {
    rt::Cell* cell = running(base)->cell(pc->a);
    Value v = base[pc->b];
    if (needs_barrier(st, &cell->h, v)) [[unlikely]]
        SLOW(slow_set_upvalue_cell);
    cell->value = v;
    NEXT(1);
}

VM_OP(NewCell) { SLOW(slow_new_cell); }
VM_OP(CopyCell) { SLOW(slow_copy_cell); }

VM_OP(GetCell) {
    base[pc->a] = base[pc->b].as_object<rt::Cell>()->value;
    NEXT(1);
}

VM_OP(SetCell) {
    rt::Cell* cell = base[pc->a].as_object<rt::Cell>();
    Value v = base[pc->b];
    if (needs_barrier(st, &cell->h, v)) [[unlikely]]
        SLOW(slow_set_cell);
    cell->value = v;
    NEXT(1);
}

VM_OP(GetGlobal) {
    Value v = literal_pointer<rt::GlobalCell>(pc + 1)->value;
    if (v.is_nil()) [[unlikely]]
        SLOW(slow_get_global);
    base[pc->a] = v;
    NEXT(2);
}

VM_OP(SetGlobal) {
    auto* cell = literal_pointer<rt::GlobalCell>(pc + 1);
    Value v = base[pc->a];
    if (cell->value.is_nil() || v.is_nil() || cell->h.aux != rt::GlobalCell::kVariable) [[unlikely]]
        SLOW(slow_set_global);
    if (needs_barrier(st, &cell->h, v)) [[unlikely]]
        SLOW(slow_set_global);
    cell->value = v;
    NEXT(2);
}

// ---- arithmetic -------------------------------------------------------------------------------------------------
// Ints: all of x, y and the result have the tag bits 0xFFFF, so one compare of x & y & r proves the operands and that
// nothing overflowed. Floats: everything that is no double is a NaN, so the result tells.

#define VM_UNQUICKENED(Name) \
    VM_OP(Name) { SLOW(slow_arith); }
VM_UNQUICKENED(Add)
VM_UNQUICKENED(Sub)
VM_UNQUICKENED(Mul)
VM_UNQUICKENED(Div)
VM_UNQUICKENED(Mod)
VM_UNQUICKENED(AddImm)
VM_UNQUICKENED(SubImm)
VM_UNQUICKENED(MulImm)
VM_UNQUICKENED(DivImm)
VM_UNQUICKENED(ModImm)
VM_UNQUICKENED(AddK)
VM_UNQUICKENED(SubK)
VM_UNQUICKENED(MulK)
VM_UNQUICKENED(DivK)
VM_UNQUICKENED(ModK)
VM_UNQUICKENED(PowK)
#undef VM_UNQUICKENED

VM_OP(AddInt) {
    u64 x = base[pc->b].bits, y = base[pc->c].bits, r = x + y + kBias;
    if ((x & y & r) < kInt) [[unlikely]]
        SLOW(slow_arith);
    base[pc->a].bits = r;
    NEXT(1);
}

VM_OP(SubInt) {
    u64 x = base[pc->b].bits, y = base[pc->c].bits, r = x - y - kBias;
    if ((x & y & r) < kInt) [[unlikely]]
        SLOW(slow_arith);
    base[pc->a].bits = r;
    NEXT(1);
}

VM_OP(AddImmInt) {
    u64 x = base[pc->b].bits, r = x + immediate(pc->c);
    if ((x & r) < kInt) [[unlikely]]
        SLOW(slow_arith);
    base[pc->a].bits = r;
    NEXT(1);
}

VM_OP(SubImmInt) {
    u64 x = base[pc->b].bits, r = x - immediate(pc->c);
    if ((x & r) < kInt) [[unlikely]]
        SLOW(slow_arith);
    base[pc->a].bits = r;
    NEXT(1);
}

VM_OP(MulInt) {
    Value x = base[pc->b], y = base[pc->c];
    i64 r;
    if (both_ints(x, y, kInt) && !__builtin_mul_overflow(x.as_int(), y.as_int(), &r) && Value::fits_int(r)) [[likely]] {
        base[pc->a] = Value::integer(r);
        NEXT(1);
    }
    SLOW(slow_arith);
}

VM_OP(MulImmInt) {
    Value x = base[pc->b];
    i64 r;
    if (x.bits >= kInt && !__builtin_mul_overflow(x.as_int(), static_cast<i16>(pc->c), &r) && Value::fits_int(r))
        [[likely]] {
        base[pc->a] = Value::integer(r);
        NEXT(1);
    }
    SLOW(slow_arith);
}

VM_OP(DivInt) {
    Value x = base[pc->b], y = base[pc->c];
    if (!both_ints(x, y, kInt)) [[unlikely]]
        SLOW(slow_arith);
    store_real(base + pc->a, static_cast<double>(x.as_int()) / static_cast<double>(y.as_int()));
    NEXT(1);
}

VM_OP(DivImmInt) {
    Value x = base[pc->b];
    if (x.bits < kInt) [[unlikely]]
        SLOW(slow_arith);
    store_real(base + pc->a, static_cast<double>(x.as_int()) / static_cast<i16>(pc->c));
    NEXT(1);
}

VM_OP(ModInt) {
    Value x = base[pc->b], y = base[pc->c];
    if (!both_ints(x, y, kInt) || y.as_int() == 0) [[unlikely]]
        SLOW(slow_arith);
    base[pc->a] = Value::integer(int_modulo(x.as_int(), y.as_int()));
    NEXT(1);
}

VM_OP(ModImmInt) {
    Value x = base[pc->b];
    i16 y = static_cast<i16>(pc->c);
    if (x.bits < kInt || y == 0) [[unlikely]]
        SLOW(slow_arith);
    base[pc->a] = Value::integer(int_modulo(x.as_int(), y));
    NEXT(1);
}

#define VM_FLOAT(Name, x, operator, y, length)                   \
    VM_OP(Name) {                                                \
        double r = x operator y;                                 \
        if (r != r) [[unlikely]]                                 \
            SLOW(slow_arith);                                    \
        store_real(base + pc->a, r);                             \
        NEXT(length);                                            \
    }
#define VM_REAL(field) load_real(base + pc->field)
VM_FLOAT(AddFloat, VM_REAL(b), +, VM_REAL(c), 1)
VM_FLOAT(SubFloat, VM_REAL(b), -, VM_REAL(c), 1)
VM_FLOAT(MulFloat, VM_REAL(b), *, VM_REAL(c), 1)
VM_FLOAT(DivFloat, VM_REAL(b), /, VM_REAL(c), 1)
VM_FLOAT(AddImmFloat, VM_REAL(b), +, static_cast<i16>(pc->c), 1)
VM_FLOAT(SubImmFloat, VM_REAL(b), -, static_cast<i16>(pc->c), 1)
VM_FLOAT(MulImmFloat, VM_REAL(b), *, static_cast<i16>(pc->c), 1)
VM_FLOAT(DivImmFloat, VM_REAL(b), /, static_cast<i16>(pc->c), 1)
VM_FLOAT(AddKFloat, VM_REAL(b), +, load_real(pc + 1), 2)
VM_FLOAT(SubKFloat, VM_REAL(b), -, load_real(pc + 1), 2)
VM_FLOAT(RevSubKFloat, load_real(pc + 1), -, VM_REAL(b), 2)
VM_FLOAT(MulKFloat, VM_REAL(b), *, load_real(pc + 1), 2)
VM_FLOAT(DivKFloat, VM_REAL(b), /, load_real(pc + 1), 2)
VM_FLOAT(RevDivKFloat, load_real(pc + 1), /, VM_REAL(b), 2)
#undef VM_FLOAT
#undef VM_REAL

// Sites that have seen ints and floats. Two ints are rare enough here to go the slow way if they do not fit.
#define VM_ANY(Name, operator, right)                                                                 \
    VM_OP(Name) {                                                                                     \
        Value x = base[pc->b], y = right;                                                             \
        if (!x.is_number() || !y.is_number()) [[unlikely]]                                            \
            SLOW(slow_arith);                                                                         \
        if (both_ints(x, y, kInt)) {                                                                  \
            i64 r;                                                                                    \
            if (VM_OVERFLOW_##operator(x.as_int(), y.as_int(), &r) || !Value::fits_int(r)) [[unlikely]] \
                SLOW(slow_arith);                                                                     \
            base[pc->a] = Value::integer(r);                                                          \
            NEXT(1);                                                                                  \
        }                                                                                             \
        store_real(base + pc->a, VM_REAL_##operator(x.as_double(), y.as_double()));                   \
        NEXT(1);                                                                                      \
    }
#define VM_OVERFLOW_add __builtin_add_overflow
#define VM_OVERFLOW_sub __builtin_sub_overflow
#define VM_OVERFLOW_mul __builtin_mul_overflow
#define VM_REAL_add(x, y) (x) + (y)
#define VM_REAL_sub(x, y) (x) - (y)
#define VM_REAL_mul(x, y) (x) * (y)
VM_ANY(AddAny, add, base[pc->c])
VM_ANY(SubAny, sub, base[pc->c])
VM_ANY(MulAny, mul, base[pc->c])
VM_ANY(AddImmAny, add, Value::integer(static_cast<i16>(pc->c)))
VM_ANY(SubImmAny, sub, Value::integer(static_cast<i16>(pc->c)))
VM_ANY(MulImmAny, mul, Value::integer(static_cast<i16>(pc->c)))
#undef VM_ANY
#undef VM_OVERFLOW_add
#undef VM_OVERFLOW_sub
#undef VM_OVERFLOW_mul
#undef VM_REAL_add
#undef VM_REAL_sub
#undef VM_REAL_mul

VM_OP(DivAny) {
    Value x = base[pc->b], y = base[pc->c];
    if (!x.is_number() || !y.is_number()) [[unlikely]]
        SLOW(slow_arith);
    store_real(base + pc->a, x.as_double() / y.as_double());
    NEXT(1);
}

VM_OP(DivImmAny) {
    Value x = base[pc->b];
    if (!x.is_number()) [[unlikely]]
        SLOW(slow_arith);
    store_real(base + pc->a, x.as_double() / static_cast<i16>(pc->c));
    NEXT(1);
}

VM_OP(ModAny) { SLOW(slow_arith); }
VM_OP(ModImmAny) { SLOW(slow_arith); }
VM_OP(Pow) { SLOW(slow_arith); }

VM_OP(Negate) {
    Value x = base[pc->b];
    if (x.is_real()) {
        base[pc->a].bits = x.bits ^ (u64{1} << 63);
        NEXT(1);
    }
    if (x.bits > kInt) [[likely]] {  // the least int has no int as its negative
        base[pc->a] = Value::integer(-x.as_int());
        NEXT(1);
    }
    SLOW(slow_negate);
}

VM_OP(Not) {
    base[pc->a] = Value::boolean(base[pc->b].is_falsy());
    NEXT(1);
}

VM_OP(Concat) { SLOW(slow_concat); }

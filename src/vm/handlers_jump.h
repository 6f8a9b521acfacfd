#pragma once

// Handlers: comparisons, jumps, loop edges, range loops. Included by interpreter.cpp.
//
// A conditional jump has a dispatch of its own in each arm, so that both are predicted apart; choosing the next pc
// without a branch would make the fetch of the next instruction wait for the data.

#define VM_TAKE() NEXT(static_cast<i16>(pc->c))
// Taking a loop edge: every 256th time something may want attention.
#define VM_TAKE_EDGE()               \
    do {                             \
        if (--pc->x == 0) [[unlikely]] \
            SLOW(slow_edge);         \
        VM_TAKE();                   \
    } while (0)

VM_OP(Equal) {
    Value x = base[pc->b], y = base[pc->c];
    if (!known_equality(x, y)) [[unlikely]]
        SLOW(slow_compare);
    base[pc->a] = Value::boolean(x == y);
    NEXT(1);
}

VM_OP(NotEqual) {
    Value x = base[pc->b], y = base[pc->c];
    if (!known_equality(x, y)) [[unlikely]]
        SLOW(slow_compare);
    base[pc->a] = Value::boolean(!(x == y));
    NEXT(1);
}

#define VM_COMPARE(Name, operator)                                                                    \
    VM_OP(Name) {                                                                                     \
        Value x = base[pc->b], y = base[pc->c];                                                       \
        if (both_ints(x, y, kInt)) [[likely]] {                                                       \
            base[pc->a] = Value::boolean(x.bits operator y.bits);                                     \
            NEXT(1);                                                                                  \
        }                                                                                             \
        if (x.is_real() && y.is_real()) {                                                             \
            base[pc->a] = Value::boolean(x.as_real() operator y.as_real());                           \
            NEXT(1);                                                                                  \
        }                                                                                             \
        SLOW(slow_compare);                                                                           \
    }
VM_COMPARE(Less, <)
VM_COMPARE(LessEqual, <=)
#undef VM_COMPARE

VM_OP(Jump) { VM_TAKE(); }
VM_OP(FarJump) { NEXT(bytecode::far_distance(*pc)); }

#define VM_JUMP_IF(Name, condition) \
    VM_OP(Name) {                   \
        Value x = base[pc->a];      \
        if (condition) VM_TAKE();   \
        NEXT(1);                    \
    }
VM_JUMP_IF(JumpTrue, x.truthy())
VM_JUMP_IF(JumpFalse, x.is_falsy())
VM_JUMP_IF(JumpNil, x.is_nil())
VM_JUMP_IF(JumpNotNil, !x.is_nil())
#undef VM_JUMP_IF

VM_OP(JumpEqual) {
    Value x = base[pc->a], y = base[pc->b];
    if (!known_equality(x, y)) [[unlikely]]
        SLOW(slow_jump_compare);
    if (x == y) VM_TAKE();
    NEXT(1);
}

VM_OP(JumpNotEqual) {
    Value x = base[pc->a], y = base[pc->b];
    if (!known_equality(x, y)) [[unlikely]]
        SLOW(slow_jump_compare);
    if (x == y) NEXT(1);
    VM_TAKE();
}

// The literal is a boolean, a number or an interned string.
VM_OP(JumpEqualK) {
    Value x = base[pc->a], y = literal_value(pc + 1);
    if (!known_equality(x, y)) [[unlikely]]
        SLOW(slow_jump_constant);
    if (x == y) VM_TAKE();
    NEXT(2);
}

VM_OP(JumpNotEqualK) {
    Value x = base[pc->a], y = literal_value(pc + 1);
    if (!known_equality(x, y)) [[unlikely]]
        SLOW(slow_jump_constant);
    if (x == y) NEXT(2);
    VM_TAKE();
}

#define VM_JUMP_COMPARE(Name, opposite)          \
    VM_OP(Jump##Name) { SLOW(slow_jump_compare); } \
    VM_OP(Jump##Name##Int) {                     \
        u64 x = base[pc->a].bits, y = base[pc->b].bits; \
        if ((x & y) < kInt) [[unlikely]]         \
            SLOW(slow_jump_compare);             \
        if (x opposite y) NEXT(1);               \
        VM_TAKE();                               \
    }
VM_JUMP_COMPARE(Less, >=)
VM_JUMP_COMPARE(LessEqual, >)
VM_JUMP_COMPARE(NotLess, <)
VM_JUMP_COMPARE(NotLessEqual, <=)
#undef VM_JUMP_COMPARE

// NaN, and with it everything that is no double, goes the slow way first; then the opposite is exact.
#define VM_JUMP_COMPARE(Name, opposite)                               \
    VM_OP(Jump##Name##Float) {                                        \
        double x = load_real(base + pc->a), y = load_real(base + pc->b); \
        if (__builtin_isunordered(x, y)) [[unlikely]]                 \
            SLOW(slow_jump_compare);                                  \
        if (x opposite y) NEXT(1);                                    \
        VM_TAKE();                                                    \
    }
VM_JUMP_COMPARE(Less, >=)
VM_JUMP_COMPARE(LessEqual, >)
VM_JUMP_COMPARE(NotLess, <)
VM_JUMP_COMPARE(NotLessEqual, <=)
#undef VM_JUMP_COMPARE

#define VM_JUMP_IMMEDIATE(Name, operator, take, otherwise)            \
    VM_OP(Name) {                                                     \
        Value x = base[pc->a];                                        \
        i16 y = static_cast<i16>(pc->b);                              \
        if (x.bits >= kInt) [[likely]] {                              \
            if (x.bits operator rt::kIntZero + immediate(y)) take;    \
            otherwise;                                                \
        }                                                             \
        if (x.is_real()) {                                            \
            if (x.as_real() operator y) take;                         \
            otherwise;                                                \
        }                                                             \
        SLOW(slow_jump_compare);                                      \
    }
VM_JUMP_IMMEDIATE(JumpLessImm, <, VM_TAKE(), NEXT(1))
VM_JUMP_IMMEDIATE(JumpLessEqualImm, <=, VM_TAKE(), NEXT(1))
VM_JUMP_IMMEDIATE(JumpGreaterImm, >, VM_TAKE(), NEXT(1))
VM_JUMP_IMMEDIATE(JumpGreaterEqualImm, >=, VM_TAKE(), NEXT(1))
VM_JUMP_IMMEDIATE(JumpNotLessImm, <, NEXT(1), VM_TAKE())
VM_JUMP_IMMEDIATE(JumpNotLessEqualImm, <=, NEXT(1), VM_TAKE())
VM_JUMP_IMMEDIATE(JumpNotGreaterImm, >, NEXT(1), VM_TAKE())
VM_JUMP_IMMEDIATE(JumpNotGreaterEqualImm, >=, NEXT(1), VM_TAKE())
#undef VM_JUMP_IMMEDIATE

// ---- loop edges ---------------------------------------------------------------------------------------------------

VM_OP(Loop) { VM_TAKE_EDGE(); }

VM_OP(FarLoop) {
    if (--pc->x == 0) [[unlikely]]
        SLOW(slow_edge);
    NEXT(bytecode::far_distance(*pc));
}

VM_OP(LoopTrue) {
    if (base[pc->a].is_falsy()) NEXT(1);
    VM_TAKE_EDGE();
}

#define VM_LOOP(Name, operator, right)                       \
    VM_OP(Name) {                                            \
        Value x = base[pc->a], y = right;                    \
        if (both_ints(x, y, kInt)) [[likely]] {              \
            if (x.bits operator y.bits) VM_TAKE_EDGE();      \
            NEXT(1);                                         \
        }                                                    \
        if (x.is_real() && y.is_real()) {                    \
            if (x.as_real() operator y.as_real()) VM_TAKE_EDGE(); \
            NEXT(1);                                         \
        }                                                    \
        SLOW(slow_loop_compare);                             \
    }
#define VM_IMMEDIATE Value::integer(static_cast<i16>(pc->b))
VM_LOOP(LoopLess, <, base[pc->b])
VM_LOOP(LoopLessEqual, <=, base[pc->b])
VM_LOOP(LoopLessImm, <, VM_IMMEDIATE)
VM_LOOP(LoopLessEqualImm, <=, VM_IMMEDIATE)
VM_LOOP(LoopGreaterImm, >, VM_IMMEDIATE)
VM_LOOP(LoopGreaterEqualImm, >=, VM_IMMEDIATE)
#undef VM_LOOP

#define VM_STEP_LOOP(Name, step, operator, right)            \
    VM_OP(Name) {                                            \
        u64 x = base[pc->a].bits, r = x step, y = right.bits; \
        if ((x & r & y) < kInt) [[unlikely]]                 \
            SLOW(slow_loop_compare);                         \
        base[pc->a].bits = r;                                \
        if (r operator y) VM_TAKE_EDGE();                    \
        NEXT(1);                                             \
    }
VM_STEP_LOOP(IncLoopLess, +1, <, base[pc->b])
VM_STEP_LOOP(IncLoopLessEqual, +1, <=, base[pc->b])
VM_STEP_LOOP(IncLoopLessImm, +1, <, VM_IMMEDIATE)
VM_STEP_LOOP(IncLoopLessEqualImm, +1, <=, VM_IMMEDIATE)
VM_STEP_LOOP(DecLoopGreaterImm, -1, >, VM_IMMEDIATE)
VM_STEP_LOOP(DecLoopGreaterEqualImm, -1, >=, VM_IMMEDIATE)
#undef VM_STEP_LOOP
#undef VM_IMMEDIATE

// ---- range loops ----------------------------------------------------------------------------------------------------

VM_OP(RangeStart) { SLOW(slow_range_start); }

// Counting loops and elements of tables here, everything else out of line. Iterators are called by the call word
// behind the instruction, and RangeResult behind that.
#define VM_RANGE(Name, Other, store_value)                                        \
    VM_OP(Name) {                                                                 \
        Value* range = base + pc->a;                                              \
        if (range[0] != Value::integer(rt::RangeState::Table)) GOTO(Other);       \
        if (range[2] != Value::integer(rt::Cursor::kElements)) SLOW(slow_range_next); \
        auto* t = range[1].as_table();                                            \
        u64 i = range[3].bits - rt::kIntZero;                                     \
        if (i >= t->bound) SLOW(slow_range_next);                                 \
        Value v = t->elem[i];                                                     \
        if (v.is_nil()) SLOW(slow_range_next);                                    \
        base[pc->b] = range[3];                                                   \
        range[3].bits++;                                                          \
        store_value(v);                                                           \
        VM_TAKE_EDGE();                                                           \
    }
#define VM_RANGE_OTHER(Name, store_value)                                         \
    VM_PART(Name) {                                                               \
        Value* range = base + pc->a;                                              \
        if (range[0] == Value::integer(rt::RangeState::Int)) {                    \
            if (range[2].bits >= range[1].bits) {                                 \
                base[pc->b] = Value::nil();                                       \
                NEXT(2);                                                          \
            }                                                                     \
            u64 i = range[2].bits + 1;                                            \
            range[2].bits = i;                                                    \
            base[pc->b].bits = i;                                                 \
            store_value(Value::nil());                                            \
            VM_TAKE_EDGE();                                                       \
        }                                                                         \
        if (range[0] == Value::integer(rt::RangeState::List)) {                   \
            auto* t = range[2].as_table();                                        \
            u64 next = range[3].bits + 1, i = next - rt::kIntZero;                \
            if (i < t->bound && !t->elem[i].is_nil()) [[likely]] {                \
                range[3].bits = next;                                             \
                base[pc->b].bits = next;                                          \
                store_value(t->elem[i]);                                          \
                VM_TAKE_EDGE();                                                   \
            }                                                                     \
        } else if (range[0] != Value::integer(rt::RangeState::Function)) {        \
            SLOW(slow_range_next);                                                \
        }                                                                         \
        Value* window = base + pc->b;                                             \
        window[0] = range[1];                                                     \
        window[2] = range[2];                                                     \
        window[3] = range[3];                                                     \
        NEXT(1);                                                                  \
    }
#define VM_STORE_VALUE(v) base[pc->b + 1] = v
#define VM_NO_VALUE(v) (void)(v)
VM_RANGE_OTHER(RangeOther, VM_STORE_VALUE)
VM_RANGE_OTHER(RangeOther1, VM_NO_VALUE)
VM_RANGE(RangeNext, RangeOther, VM_STORE_VALUE)
VM_RANGE(RangeNext1, RangeOther1, VM_NO_VALUE)
#undef VM_RANGE
#undef VM_RANGE_OTHER
#undef VM_STORE_VALUE
#undef VM_NO_VALUE

VM_OP(RangeResult) {
    Value control = base[pc->b];
    if (control.is_nil()) NEXT(1);
    base[pc->a + 3] = control;  // RangeState::b of a function
    VM_TAKE_EDGE();
}

VM_OP(VarArgNext) { SLOW(slow_var_arg_next); }

#undef VM_TAKE
#undef VM_TAKE_EDGE

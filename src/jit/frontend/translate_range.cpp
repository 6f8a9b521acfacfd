// Translations: range loops. What is ranged over is decided when the loop starts; the VM notes it in the RangeStart
// (field x), so that the compiler knows which of the ways on to expect. Hidden registers: opcodes.def, RANGE LOOPS.
#include <cstddef>

#include "jit/frontend/shapes.h"
#include "jit/frontend/translate_table.h"
#include "runtime/ops.h"
#include "runtime/table.h"

namespace gs::jit {

using rt::RangeState;
using rt::Value;

namespace {

enum : u32 { kKind, kWhat, kFirst, kSecond, kThird };  // the hidden registers

/// The kinds are told apart by their Values.
Value kind_value(RangeState::Kind kind) { return Value::integer(kind); }

/// The kind that this loop has had, or -1 if that is not known or not always the same.
int expected_kind(Emitter& e, const Word* next) {
    for (const Instruction& i : e.scope().flow->instructions) {
        const Word* w = e.scope().flow->at(i.word);
        if (bytecode::op_of(*w) != bytecode::Op::RangeStart || w + bytecode::jump_distance(*w) != next) continue;
        return w->x == 0 || w->x == bytecode::kMixedRanges ? -1 : w->x - 1;
    }
    return -1;
}

class RangeStep {
public:
    RangeStep(Emitter& e, const Word* pc, bool two) : e_(e), pc_(pc), two_(two) {}

    void run() {
        Node* kind = hidden(kKind);
        if (kind->is_const()) return step(static_cast<RangeState::Kind>(kind->as_int()));
        int expected = expected_kind(e_, pc_);
        if (expected >= 0 && !e_.failed(kNotThat)) {
            e_.guard(Op::CheckBits, {e_.box(kind)}, kind_value(static_cast<RangeState::Kind>(expected)).bits);
            return step(static_cast<RangeState::Kind>(expected));
        }
        // Iterators are called from here, everything else is done by the slow path.
        Path rest = e_.split(is_kind(kind, RangeState::Function), false);
        call_iterator();
        e_.resume(std::move(rest));
        rest = e_.split(is_kind(kind, RangeState::List), false);
        call_iterator();
        e_.resume(std::move(rest));
        slowly();
    }

private:
    Node* hidden(u32 which) { return e_.get(pc_->a + which); }
    Node* is_kind(Node* kind, RangeState::Kind which) {
        return e_.compare(Op::CmpBits, Condition::Eq, e_.box(kind), e_.const_value(kind_value(which)));
    }

    void step(RangeState::Kind kind) {
        switch (kind) {
            case RangeState::Table: return elements();
            case RangeState::Int: return count();
            case RangeState::List: return list();
            case RangeState::Function: return call_iterator();
            case RangeState::Channel: return slowly();
        }
    }

    void set_results(Node* first, Node* second) {
        e_.kill_from(pc_->b);
        e_.set(pc_->b, first);
        if (two_) e_.set(pc_->b + 1, second);
    }

    void end() {
        Node* nil = e_.const_value(Value::nil());
        set_results(nil, nil);
        e_.jump(e_.behind());
    }

    void count() {
        Node *limit = hidden(kWhat), *n = hidden(kFirst);
        bool wide = e_.failed(kNotI32) || limit->type == Type::I64;
        Node* condition;
        Node* next;
        if (wide) {
            limit = e_.as_i64(limit);
            n = e_.as_i64(n);
            condition = e_.compare(Op::CmpI64, Condition::Lt, n, limit);
        } else {
            limit = e_.as_i32(limit);
            n = e_.as_i32(n);
            condition = e_.compare(Op::CmpI32, Condition::Lt, n, limit);
        }
        Path over = e_.split(condition, false);
        next = wide ? e_.emit(Op::AddI64, {n, e_.constant(Type::I64, 1)}) : e_.emit(Op::AddI32, {n, e_.const_i32(1)});
        e_.set(pc_->a + kFirst, next);
        set_results(next, e_.const_value(Value::nil()));
        e_.jump(e_.target());
        e_.resume(std::move(over));
        end();
    }

    /// An element of the array part by its index, if there is one; the other ways are put into `others`.
    Node* element(Node* table, Node* index, std::vector<Path>* others) {
        Node* bound = e_.load(Type::I32, table, offsetof(rt::Table, bound), Alias::Header);
        others->push_back(e_.split(e_.compare(Op::CmpU32, Condition::Lt, index, bound)));
        Node* elem = e_.load(Type::Ptr, table, offsetof(rt::Table, elem), Alias::Header);
        Node* value = e_.emit(Op::LoadElement, Type::Value, {elem, index}, pack({0, Alias::Elements}));
        others->push_back(e_.split(e_.negate(e_.emit(Op::IsNil, {value}))));
        return value;
    }

    void elements() {
        if (e_.failed(kNotI32)) return next_entry();
        std::vector<Path> others;
        Node* phase = e_.box(hidden(kFirst));
        Node* in_elements =
            e_.compare(Op::CmpBits, Condition::Eq, phase, e_.const_value(Value::integer(rt::Cursor::kElements)));
        others.push_back(e_.split(in_elements, false));
        Node* index = e_.as_i32(hidden(kSecond));
        Node* table = e_.unbox_pointer(hidden(kWhat), rt::kTagTable);
        Node* value = element(table, index, &others);
        e_.set(pc_->a + kSecond, e_.emit(Op::AddI32, {index, e_.const_i32(1)}));
        set_results(index, value);
        e_.jump(e_.target());
        e_.join(std::move(others));
        next_entry();
    }

    /// What is no element: the cursor knows.
    void next_entry() {
        for (u32 i = kWhat; i <= kThird; i++) e_.store_register(pc_->a + i);
        Node* more =
            e_.ask(Helper::NextEntry, {e_.const_i32(pc_->a), e_.const_i32(pc_->b), e_.const_i32(two_ ? 1 : 0)});
        for (u32 i = kFirst; i <= kThird; i++) e_.set_stored(pc_->a + i);
        e_.kill_from(pc_->b);
        e_.set_stored(pc_->b);
        if (two_) e_.set_stored(pc_->b + 1);
        e_.branch(more, e_.target(), e_.behind());
    }

    void list() {
        if (e_.failed(kNotI32)) return call_iterator();
        std::vector<Path> others;
        Node* index = e_.as_i32(hidden(kSecond));
        Node* table = e_.unbox_pointer(hidden(kFirst), rt::kTagTable);
        Node* next = e_.guard(Op::AddI32Ov, {index, e_.const_i32(1)});
        Node* value = element(table, next, &others);
        e_.set(pc_->a + kSecond, next);
        set_results(next, value);
        e_.jump(e_.target());
        e_.join(std::move(others));
        others = leave_list(table, next);
        e_.join(std::move(others));
        call_iterator();
    }

    /// Goes on where the loop ends because there is no element at `next`, nor anywhere else where one could come from. The
    /// other ways are returned.
    std::vector<Path> leave_list(Node* table, Node* next) {
        constexpr i64 kLimit = static_cast<i64>(offsetof(rt::Store, limit)) - static_cast<i64>(sizeof(rt::Store));
        std::vector<Path> others;
        others.push_back(e_.split(is_plain(e_, table)));
        Node* flags = e_.emit(Op::LoadU8, Type::I32, {table}, pack({offsetof(rt::Header, aux), Alias::Header}));
        others.push_back(e_.split(e_.compare(Op::CmpI32, Condition::Eq, flags, e_.const_i32(0))));
        Node* elem = e_.load(Type::Ptr, table, offsetof(rt::Table, elem), Alias::Header);
        Node* limit = e_.load(Type::I32, elem, kLimit, Alias::Store);
        others.push_back(e_.split(e_.compare(Op::CmpU32, Condition::Gt, next, limit)));
        end();
        return others;
    }

    /// The call word behind this instruction calls it.
    void call_iterator() {
        Node *f = hidden(kWhat), *a = hidden(kFirst), *b = hidden(kSecond);
        e_.kill_from(pc_->b);
        e_.set(pc_->b, f);
        e_.set(pc_->b + bytecode::kWindowSlots, a);
        e_.set(pc_->b + bytecode::kWindowSlots + 1, b);
        e_.jump(pc_ + 1);
    }

    void slowly() {
        Node* more = e_.slow_branch();
        for (u32 i = kFirst; i <= kThird; i++) e_.set_stored(pc_->a + i);
        e_.branch(more, e_.target(), e_.behind());
    }

    Emitter& e_;
    const Word* pc_;
    bool two_;
};

/// The loop over a table or a list, if what is ranged over is known to be one.
bool start_simply(Emitter& e, const Word* pc) {
    Node *x = e.get(pc->a), *state = e.get(pc->a + 1), *control = e.get(pc->a + 2);
    bool expects_table = pc->x == 1 + RangeState::Table && !e.failed(kNotThat);
    Node* table = nullptr;
    if (x->is_const() && rt::is_native(x->as_value())) {
        bool is_table = state->is_const() ? state->type == Type::Value && state->as_value().is_table()
                                          : state->type == Type::Ptr && pointer_tag(state) == rt::kTagTable;
        if (!is_table) return false;
        auto fn = x->as_value().as_native()->fn;
        if (fn == rt::native_ipairs_next && control->type == Type::I32) {
            e.set(pc->a + kKind, e.const_i32(RangeState::List));
            e.set(pc->a + kWhat, x);
            e.set(pc->a + kFirst, state);
            e.set(pc->a + kSecond, control);
            e.set(pc->a + kThird, e.const_value(Value::nil()));
            return true;
        }
        bool is_nil = control->is_const() && control->type == Type::Value && control->as_value().is_nil();
        if (fn != rt::native_next || !is_nil) return false;
        table = state;
    } else if (expects_table && (x->type == Type::Ptr || (x->type == Type::Value && may_be_table(x)))) {
        e.guard_true(e.negate(e.ask(Helper::HasMeta, {e.as_pointer(x, rt::kTagTable)})));
        table = e.get(pc->a);
    }
    if (!table) return false;
    rt::Cursor cursor = rt::cursor_start();
    e.set(pc->a + kKind, e.const_i32(RangeState::Table));
    e.set(pc->a + kWhat, table);
    e.set(pc->a + kFirst, e.literal(cursor.phase));
    e.set(pc->a + kSecond, e.literal(cursor.number));
    e.set(pc->a + kThird, e.const_value(cursor.block));
    return true;
}

}  // namespace

void translate_RangeStart(Emitter& e, const Word* pc) {
    Node* x = e.get(pc->a);
    if (Emitter::is_int(x)) {
        e.set(pc->a + kKind, e.const_i32(RangeState::Int));
        e.set(pc->a + kWhat, x);
        e.set(pc->a + kFirst, e.const_i32(0));
        e.set(pc->a + kSecond, e.const_value(Value::nil()));
        e.set(pc->a + kThird, e.const_value(Value::nil()));
        return e.jump(e.target());
    }
    if (start_simply(e, pc)) return e.jump(e.target());
    (void)e.slow_branch();
    // What stays the same is read here, in front of the loop.
    (void)e.get(pc->a + kKind);
    (void)e.get(pc->a + kWhat);
    e.jump(e.target());
}

void translate_RangeNext(Emitter& e, const Word* pc) { RangeStep(e, pc, true).run(); }
void translate_RangeNext1(Emitter& e, const Word* pc) { RangeStep(e, pc, false).run(); }

void translate_RangeResult(Emitter& e, const Word* pc) {
    Node* control = e.get(pc->b);
    Node* nil = e.is_nil(control);
    if (nil->is_const()) {
        if (nil->as_int()) return e.jump(e.behind());
        e.set(pc->a + kSecond, control);
        return e.jump(e.target());
    }
    Path over = e.split(e.negate(nil), false);
    e.set(pc->a + kSecond, control);
    e.jump(e.target());
    e.resume(std::move(over));
    e.jump(e.behind());
}

}  // namespace gs::jit

// Extra arguments: what a function has been given beyond its parameters, and sees as `...`.
//
// A function that is compiled for itself finds them, and their number, below its frame (bytecode/opcodes.def, EXTRA ARGUMENTS). Where
// such a function is inlined, the call says how many there are, and they are values like all others. Its registers stand where
// they would stand in the VM's frame, so many slots above the window, and the slots in between hold what the VM would have
// there: the arguments, their number, the copied links (inline_above_extras). An exit writes them like the links of any frame.
// What takes `...` as open values knows how many there are (Slot::open).
//
// An index that is not known chooses among the values by comparisons. There are few: a function with many is not inlined.
#include <algorithm>

#include "jit/frontend/method.h"
#include "jit/frontend/translate.h"
#include "runtime/call.h"

namespace gs::jit {

using rt::Value;

namespace {

// R[a] = ... [R[b]] and the like look at the number first.
bool may_be_index(const Node* key) { return Emitter::is_int(key) || key->type == Type::Value; }

}  // namespace

// The slot below the copied ones holds their number.
Node* Emitter::extra_count() {
    if (scope_->caller) return const_i32(scope_->extras);
    i64 slot = i64{slot_of(0)} - kExtraSlots;
    return append(Op::LoadSlot, Type::Value, {}, static_cast<u64>(slot), nullptr);
}

Node* Emitter::extra_at(Node* index) {
    if (!scope_->caller) return emit(Op::LoadExtra, {index});
    std::vector<Node*> extras;
    extras.reserve(scope_->extras);
    for (u32 i = 0; i < scope_->extras; i++) extras.push_back(extra(i));
    return one_of(index, extras);
}

Node* Emitter::one_of(Node* index, const std::vector<Node*>& values) {
    if (values.empty()) return const_value(Value::nil());  // nobody comes here
    if (index->is_const()) {
        bool is_inside = index->as_int() >= 0 && index->as_int() < static_cast<i64>(values.size());
        return is_inside ? values[static_cast<u32>(index->as_int())] : const_value(Value::nil());
    }
    std::vector<Path> ways;
    std::vector<Node*> chosen{values.back()};
    for (u32 i = 0; i + 1 < values.size(); i++) {
        Path other = split(compare(Op::CmpI32, Condition::Eq, index, const_i32(i)), false);
        ways.push_back(suspend());
        chosen.push_back(values[i]);
        resume(std::move(other));
    }
    return ways.empty() ? values[0] : join(std::move(ways), std::move(chosen));
}

/// What the frame of an inlined function stands above; the innermost scope is that of the caller still. `scope` is complete but
/// for that.
void MethodBuilder::inline_above_extras(const CallShape& shape, Scope* scope) {
    u32 first = shape.window + bytecode::kWindowSlots, params = scope->function->params;
    u32 given = std::max(shape.arguments, params);
    scope->extras = given - params;
    scope->offset += given + kExtraSlots;
    std::size_t needed = scope->offset + scope->slots_above() + kLink;
    if (slots_.size() < needed) slots_.resize(needed);
    Node* nil = const_value(Value::nil());
    for (u32 i = 0; i < given; i++) {
        Node* value = i < shape.arguments ? get(first + i) : nil;
        if (i >= params) continue;
        slots_[scope->offset + i + kLink] = {.value = value};
        set(first + i, nil);
    }
    Slot* frame = &slots_[scope->offset + kLink];
    frame[-5].value = const_i32(scope->extras);
    frame[-4].value = frame[-3].value = nil;
    frame[rt::kCalleeSlot].value = get(shape.window);
    frame[rt::kReturnSlot].value = get(shape.window + 1);
}

// As open values, or so many of them.
void translate_VarArgs(Emitter& e, const Word* pc) {
    if (!e.scope().caller) return e.slow();
    bool is_open = pc->x == bytecode::kOpenResults;
    u32 extras = e.scope().extras, wanted = is_open ? extras : pc->x;
    if (is_open) e.kill_from(pc->a);
    for (u32 i = 0; i < wanted; i++) e.set(pc->a + i, i < extras ? e.extra(i) : e.const_value(Value::nil()));
    if (is_open) e.leave_open(pc->a, extras);
}

// #...
void translate_VarArgCount(Emitter& e, const Word* pc) { e.set(pc->a, e.extra_count()); }

// ...[i]
void translate_VarArgIndex(Emitter& e, const Word* pc) {
    Node* key = e.get(pc->b);
    if (e.failed() || !may_be_index(key)) return e.slow();
    Node* index = e.emit(Op::SubI32, {e.as_i32(key), e.const_i32(1)});
    Path outside = e.split(e.compare(Op::CmpU32, Condition::Lt, index, e.as_i32(e.extra_count())));
    Node* extra = e.extra_at(index);
    std::vector<Path> paths;
    paths.push_back(std::move(outside));
    e.set(pc->a, e.join(std::move(paths), {extra, e.const_value(Value::nil())}));
}

// The next step of `range ...`: R[a] counts what has been passed.
void translate_VarArgNext(Emitter& e, const Word* pc) {
    Node* index = e.as_i32(e.get(pc->a));
    Path end = e.split(e.compare(Op::CmpI32, Condition::Lt, index, e.as_i32(e.extra_count())), false);
    Node* number = e.emit(Op::AddI32, {index, e.const_i32(1)});
    Node* value = e.extra_at(index);
    e.set(pc->a, number);
    e.set(pc->b, number);
    e.set(pc->b + 1, value);
    e.jump(e.target());
    e.resume(std::move(end));
    e.jump(e.behind());
}

}  // namespace gs::jit

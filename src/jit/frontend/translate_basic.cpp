// Translations: loading, variables, closures.
#include <cstddef>

#include "jit/frontend/translate.h"

namespace gs::jit {

using rt::Value;

namespace {

constexpr i64 kCellValue = offsetof(rt::Cell, value);
constexpr i64 kGlobalValue = offsetof(rt::GlobalCell, value);

i64 upvalue_offset(u32 index) { return static_cast<i64>(offsetof(rt::Function, up) + index * sizeof(u64)); }

Node* upvalue_cell(Emitter& e, u32 index) {
    return e.load(Type::Ptr, e.closure_of(e.scope()), upvalue_offset(index), Alias::Constant);
}

}  // namespace

void translate_Move(Emitter& e, const Word* pc) { e.set(pc->a, e.get(pc->b)); }

void translate_LoadNil(Emitter& e, const Word* pc) {
    for (u32 i = 0; i < pc->b; i++) e.set(pc->a + i, e.const_value(Value::nil()));
}

void translate_LoadTrue(Emitter& e, const Word* pc) { e.set(pc->a, e.const_bool(true)); }
void translate_LoadFalse(Emitter& e, const Word* pc) { e.set(pc->a, e.const_bool(false)); }
void translate_LoadInt(Emitter& e, const Word* pc) { e.set(pc->a, e.const_i32(immediate(pc->c))); }
void translate_LoadK(Emitter& e, const Word* pc) { e.set(pc->a, e.literal(literal_at(pc, 0))); }

void translate_GetUpvalue(Emitter& e, const Word* pc) {
    const Scope& scope = e.scope();
    Node* closure = e.closure_of(e.scope());
    if (scope.function->self_upvalue == pc->b) {
        // The function itself: of this code in any case, whichever closure it is.
        Node* self = e.emit(Op::BoxPtr, {closure}, rt::kTagFunction);
        if (scope.seen) e.set_seen(self, Value::function(scope.seen));
        return e.set(pc->a, self);
    }
    Node* value = e.load(Type::Value, closure, upvalue_offset(pc->b), Alias::Constant);
    if (scope.seen) e.set_seen(value, scope.seen->value(pc->b));
    e.set(pc->a, value);
}

void translate_GetUpvalueCell(Emitter& e, const Word* pc) {
    Node* value = e.load(Type::Value, upvalue_cell(e, pc->b), kCellValue, Alias::Cell);
    if (e.scope().seen) e.set_seen(value, e.scope().seen->cell(pc->b)->value);
    e.set(pc->a, value);
}

void translate_SetUpvalueCell(Emitter& e, const Word* pc) {
    e.store_reference(upvalue_cell(e, pc->a), e.get(pc->b), kCellValue, Alias::Cell);
}

void translate_NewCell(Emitter& e, const Word* pc) { e.set(pc->a, e.guard(Op::NewCell, {e.get_boxed(pc->a)})); }

void translate_GetCell(Emitter& e, const Word* pc) {
    Node* cell = e.unbox_pointer(e.get(pc->b), rt::kTagObject);
    e.set(pc->a, e.load(Type::Value, cell, kCellValue, Alias::Cell));
}

void translate_SetCell(Emitter& e, const Word* pc) {
    Node* cell = e.unbox_pointer(e.get(pc->a), rt::kTagObject);
    e.store_reference(cell, e.get(pc->b), kCellValue, Alias::Cell);
}

void translate_CopyCell(Emitter& e, const Word* pc) {
    Node* cell = e.unbox_pointer(e.get(pc->a), rt::kTagObject);
    Node* value = e.load(Type::Value, cell, kCellValue, Alias::Cell);
    e.set(pc->a, e.guard(Op::NewCell, {value}));
}

// The fields of _G. Nil means that its metatable has to be asked. What has been assigned once will hardly be assigned again:
// it is taken for a constant: by a comparison, which the back end replaces by a watch point.
void translate_GetGlobal(Emitter& e, const Word* pc) {
    auto* cell = pointer_at<rt::GlobalCell>(pc, 0);
    bool changed = e.failed(kNotBits);
    if ((e.failed(kNotThat) && !changed) || (cell->value.is_nil() && !e.failed())) {
        return cell->value.is_nil() && !e.failed() ? e.leave(true) : e.slow();
    }
    e.graph().constants.push_back(Value::object(cell));
    Node* value = e.load(Type::Value, e.const_pointer(cell), kGlobalValue, Alias::Global);
    if (changed) {
        Path removed = e.split(e.negate(e.is_nil(value)));
        Path there = e.suspend();
        e.resume(std::move(removed));
        e.slow();
        Node* other = e.get(pc->a);
        std::vector<Path> paths;
        paths.push_back(std::move(there));
        return e.set(pc->a, e.join(std::move(paths), {other, value}));
    }
    if (cell->is_constant() && !cell->value.is_nil()) {
        e.graph().globals.push_back(cell);
        e.guard(Op::CheckBits, {value}, cell->value.bits);
        Node* known = e.literal(cell->value);
        e.set_seen(known, cell->value);
        return e.set(pc->a, known);
    }
    Node* checked = e.guard(Op::CheckNotNil, {value});
    e.set_seen(checked, cell->value);
    e.set(pc->a, checked);
}

// The slow path has to see the first two assignments, removals, and insertions.
void translate_SetGlobal(Emitter& e, const Word* pc) {
    auto* cell = pointer_at<rt::GlobalCell>(pc, 0);
    if (cell->h.aux != rt::GlobalCell::kVariable || e.failed(kNotThat)) return e.slow();
    e.graph().constants.push_back(Value::object(cell));
    Node* value = e.get(pc->a);
    Node* pointer = e.const_pointer(cell);
    e.guard(Op::CheckNotNil, {e.load(Type::Value, pointer, kGlobalValue, Alias::Global)});
    if (value->type == Type::Value && !value->is(Op::CheckNotNil)) e.guard(Op::CheckNotNil, {value});
    e.store_reference(pointer, value, kGlobalValue, Alias::Global);
}

void translate_Closure(Emitter& e, const Word* pc) {
    auto* code = pointer_at<rt::Code>(pc, 0);
    const FunctionData* child = bytecode::data_of(code);
    constexpr std::size_t kMaxInline = (128 - sizeof(rt::Function)) / sizeof(u64);
    // A function that holds itself is complete only when it exists; a large one is a matter for the runtime.
    if (child->self_upvalue >= 0 || child->captures.size() > kMaxInline) return e.slow();
    Nodes inputs;
    for (std::size_t i = 0; i < child->captures.size(); i++) {
        const bytecode::Capture& capture = child->captures[i];
        bool is_cell = i < child->cell_upvalues;
        Node* input;
        if (capture.from_register) {
            Node* value = e.get(capture.index);
            input = is_cell ? e.unbox_pointer(value, rt::kTagObject) : e.box(value);
        } else {
            input = e.load(is_cell ? Type::Ptr : Type::Value, e.closure_of(e.scope()), upvalue_offset(capture.index),
                           Alias::Constant);
        }
        inputs.push_back(input);
    }
    e.graph().constants.push_back(Value::object(code));
    e.graph().closures.push_back({code, child->cell_upvalues});
    e.set(pc->a, e.guard(Op::NewClosure, std::move(inputs), e.graph().closures.size() - 1));
}

}  // namespace gs::jit

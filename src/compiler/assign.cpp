// Declarations and assignments.
#include <algorithm>

#include "compiler/function_compiler.h"

namespace gs::compiler {

using namespace syntax;

void FunctionCompiler::declare_name(NameExpr* name, Reg from) {
    if (name->binding == Binding::Local) {
        Reg r = take();
        b_.move(r, from);
        bind(name->variable, r);
    } else {
        store_name(name, from);
    }
}

void FunctionCompiler::declare(DeclareStmt* s) {
    u32 count = static_cast<u32>(s->names.size());
    if (s->names[0]->binding == Binding::Local) {
        // The values are computed where the variables will live.
        Reg first = count == 1 && s->values.size() == 1 ? to_next(s->values[0]) : adjusted(s->values, count);
        free_ = first + count;
        for (u32 i = 0; i < count; i++) bind(s->names[i]->variable, first + i);
        keep_taken();
        return;
    }
    Temporaries temporaries(*this);
    if (count == 1 && s->values.size() == 1) {
        store_name(s->names[0], to_any(s->values[0]));
        return;
    }
    Reg first = adjusted(s->values, count);
    for (u32 i = 0; i < count; i++) store_name(s->names[i], first + i);
}

void FunctionCompiler::store_name(NameExpr* target, Reg from) {
    b_.set_line(target->line);
    switch (target->binding) {
        case Binding::Local:
            if (target->variable->in_cell())
                b_.op(Op::SetCell, register_of(target->variable), from);
            else
                b_.move(register_of(target->variable), from);
            return;
        case Binding::Upvalue: b_.op(Op::SetUpvalueCell, target->upvalue, from); return;
        case Binding::Global: {
            Temporaries temporaries(*this);
            Reg scratch = b_.has_environment() ? take() : 0;
            b_.set_global(string(target->name), from, scratch);
            return;
        }
    }
}

void FunctionCompiler::store(Expr* target, Reg from) {
    Temporaries temporaries(*this);
    switch (target->kind) {
        case ExprKind::Name: store_name(target->as<NameExpr>(), from); return;
        case ExprKind::Field: {
            auto* field = target->as<FieldExpr>();
            Reg object = leftmost(target, kNone);
            b_.set_line(target->line);
            b_.set_field(object, string(field->name), from);
            name_operand(0, field->object);
            return;
        }
        case ExprKind::Index: {
            auto* index = target->as<IndexExpr>();
            Reg object = leftmost(target, kNone);
            i64 element;
            if (immediate(index->key, &element) && element >= 0) {
                b_.set_line(target->line);
                b_.op(Op::SetElement, object, static_cast<u32>(element), from);
            } else {
                Reg key = to_any(index->key);
                b_.set_line(target->line);
                b_.op(Op::SetIndex, object, key, from);
            }
            name_operand(0, index->object);
            return;
        }
        default: GS_UNREACHABLE("target that is no target");
    }
}

// `t[#t + 1] = v` with the same local t in both places: one instruction. Nothing between the two readings can change t.
bool FunctionCompiler::append(Expr* target, Expr* value) {
    auto* index = target->as_if<IndexExpr>();
    if (!index) return false;
    auto* sum = index->key->as_if<ArithExpr>();
    if (!sum || sum->op != ArithOp::Add) return false;
    auto* length = sum->left->as_if<UnaryExpr>();
    auto* one = sum->right->as_if<IntExpr>();
    if (!length || length->op != UnaryOp::Length || !one || one->value != 1) return false;
    Reg list, again;
    if (!local_register(index->object, &list) || !local_register(length->operand, &again) || list != again)
        return false;
    if (sum->line != target->line || length->line != target->line) return false;
    Temporaries temporaries(*this);
    Reg from = to_any(value);
    b_.set_line(target->line);
    b_.op(Op::Append, list, from);
    name_operand(0, index->object);
    return true;
}

// `t[k] = true`: booleans and numbers stand in the instruction.
bool FunctionCompiler::store_constant(Expr* target, Expr* value) {
    auto* index = target->as_if<IndexExpr>();
    Value literal;
    i64 element;
    if (!index || !constant(st_, value, &literal) || !(literal.is_boolean() || literal.is_number())) return false;
    if (immediate(index->key, &element) && element >= 0) return false;
    Temporaries temporaries(*this);
    Reg object = leftmost(target, kNone);
    Reg key = to_any(index->key);
    b_.set_line(target->line);
    b_.set_index_k(object, key, literal);
    name_operand(0, index->object);
    return true;
}

void FunctionCompiler::assign_one(Expr* target, Expr* value) {
    Reg r;
    if (local_register(target, &r)) return to_register(value, r);
    Temporaries temporaries(*this);
    if (!append(target, value) && !store_constant(target, value)) store(target, to_any(value));
}

// May the value of an assignment be computed as late as it is stored? Constants always, local variables unless one of
// the stores before it assigns them.
bool FunctionCompiler::waits(Expr* value, std::span<Expr* const> earlier) const {
    Value literal;
    if (constant(st_, value, &literal)) return true;
    Reg r, assigned;
    if (!local_register(value, &r)) return false;
    return std::none_of(earlier.begin(), earlier.end(),
                        [&](Expr* target) { return local_register(target, &assigned) && assigned == r; });
}

// As many values as targets: each has one value. All are computed before the first is stored, but for those that can
// wait. The last that is computed goes straight to its variable if the other targets are names, too, and so read no
// variables themselves: in `a, b = b, a + b` the old b is put aside instead, because the next sum wants to find the new one
// as soon as possible.
void FunctionCompiler::assign_each(AssignStmt* s) {
    std::size_t count = s->targets.size(), last = count;
    std::vector<Reg> from(count, kNone);
    for (std::size_t i = 0; i < count; i++) {
        if (!waits(s->values[i], s->targets.first(i))) last = i;
    }
    for (std::size_t i = 0; i < count; i++) {
        if (waits(s->values[i], s->targets.first(i))) continue;
        Reg to, other;
        bool direct = i == last && local_register(s->targets[i], &to);
        std::size_t reader = count, readers = 0;
        for (std::size_t k = 0; k < count && direct; k++) {
            if (k == i) continue;
            if (s->targets[k]->kind != ExprKind::Name) direct = false;
            if (local_register(s->targets[k], &other) && other == to) direct = false;
            if (from[k] == kNone && local_register(s->values[k], &other) && other == to) reader = k, readers++;
        }
        direct &= readers <= 1;
        if (direct && readers) from[reader] = to_next(s->values[reader]);
        if (direct)
            to_register(s->values[i], from[i] = to);
        else
            from[i] = to_next(s->values[i]);
    }
    for (std::size_t i = 0; i < count; i++) {
        if (from[i] == kNone)
            assign_one(s->targets[i], s->values[i]);
        else
            store(s->targets[i], from[i]);
    }
}

void FunctionCompiler::assign(AssignStmt* s) {
    Temporaries temporaries(*this);
    if (s->targets.size() == 1 && s->values.size() == 1) return assign_one(s->targets[0], s->values[0]);
    if (s->targets.size() == s->values.size()) return assign_each(s);
    u32 count = static_cast<u32>(s->targets.size());
    Reg first = adjusted(s->values, count);
    for (u32 i = 0; i < count; i++) store(s->targets[i], first + i);
}

void FunctionCompiler::compound(CompoundAssignStmt* s) {
    Temporaries temporaries(*this);
    Expr* target = s->target;
    // R[to] = R[old] op value
    auto combine = [&](Reg old, Reg to) {
        if (s->op == CompoundOp::Concat) {
            Temporaries operands(*this);
            Reg first = take();
            b_.move(first, old);
            to_next(s->value);
            b_.set_line(s->line);
            b_.op(Op::Concat, to, first, 2);
            name_operand(0, target);
            name_operand(1, s->value);
            return;
        }
        arith(arith_op(s->op), s->line, target, old, s->value, to);
    };
    switch (target->kind) {
        case ExprKind::Name: {
            auto* name = target->as<NameExpr>();
            Reg r;
            if (local_register(target, &r)) {
                combine(r, r);
                return;
            }
            Reg value = take();
            name_value(name, value);
            combine(value, value);
            store_name(name, value);
            return;
        }
        case ExprKind::Field: {
            auto* field = target->as<FieldExpr>();
            Reg object = leftmost(target, kNone);
            rt::String* key = string(field->name);
            b_.keep(Value::string(key));
            Reg value = take();
            b_.set_line(target->line);
            b_.get_field(value, object, key);
            name_operand(0, field->object);
            combine(value, value);
            b_.set_line(target->line);
            b_.set_field(object, key, value);
            name_operand(0, field->object);
            return;
        }
        case ExprKind::Index: {
            auto* index = target->as<IndexExpr>();
            Reg object = leftmost(target, kNone);
            Reg key = to_any(index->key);
            Reg value = take();
            b_.set_line(target->line);
            b_.op(Op::GetIndex, value, object, key);
            name_operand(0, index->object);
            combine(value, value);
            b_.set_line(target->line);
            b_.op(Op::SetIndex, object, key, value);
            name_operand(0, index->object);
            return;
        }
        default: GS_UNREACHABLE("target that is no target");
    }
}

void FunctionCompiler::receive_ok(ReceiveOkStmt* s) {
    bool local = s->declares && s->targets[0]->as<NameExpr>()->binding == Binding::Local;
    Reg first = take(2);
    {
        Temporaries temporaries(*this);
        Reg channel = to_any(s->receive->channel);
        b_.set_line(s->receive->line);
        b_.op(Op::ReceiveOk, first, channel);
    }
    if (local) {
        for (u32 i = 0; i < 2; i++) bind(s->targets[i]->as<NameExpr>()->variable, first + i);
        keep_taken();
        return;
    }
    for (u32 i = 0; i < 2; i++) store(s->targets[i], first + i);
    free_ = first;
}

void FunctionCompiler::function_declaration(FunctionDeclStmt* s) {
    NameExpr* name = s->name;
    if (name->binding != Binding::Local) {
        Temporaries temporaries(*this);
        Reg r = take();
        function_value(s->body, r);
        store_name(name, r);
        return;
    }
    // The variable exists before its value: its own body may capture it.
    Reg r = take();
    if (!name->variable->in_cell()) {
        registers_[name->variable->id] = r;
        keep_taken();
        function_value(s->body, r);
        return;
    }
    b_.load_nil(r, 1);
    bind(name->variable, r);
    keep_taken();
    Temporaries temporaries(*this);
    Reg value = take();
    function_value(s->body, value);
    b_.op(Op::SetCell, r, value);
}

}  // namespace gs::compiler

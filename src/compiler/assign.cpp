// Declarations and assignments.
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

void FunctionCompiler::assign(AssignStmt* s) {
    Temporaries temporaries(*this);
    if (s->targets.size() == 1 && s->values.size() == 1) {
        Expr* target = s->targets[0];
        Reg r;
        if (local_register(target, &r))
            to_register(s->values[0], r);
        else if (!append(target, s->values[0]))
            store(target, to_any(s->values[0]));
        return;
    }
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

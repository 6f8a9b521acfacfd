#include "bytecode/opcodes.h"
#include "jit/ir/graph.h"
#include "support/assert.h"

namespace gs::jit {

const OpInfo kOps[] = {
#define GS_IR(Name, Result, Inputs, Imm, Effects) {#Name, #Result[0], Inputs, Immediate::Imm, Effects},
#include "jit/ir/ops.def"
#undef GS_IR
};

namespace {

constexpr HelperInfo kHelpers[] = {
#define GS_HELPER(Name, Result, Inputs, Call) {#Name, #Result[0], Inputs, Op::Call},
#include "jit/ir/helpers.def"
#undef GS_HELPER
};

}  // namespace

const HelperInfo& info(Helper helper) { return kHelpers[static_cast<u16>(helper)]; }

bool is_commutative(Op op) {
    switch (op) {
        case Op::AddI32:
        case Op::MulI32:
        case Op::AddI32Ov:
        case Op::MulI32Ov:
        case Op::AndI32:
        case Op::OrI32:
        case Op::XorI32:
        case Op::AddI64:
        case Op::MulI64Ov:
        case Op::AndI64:
        case Op::OrI64:
        case Op::XorI64:
        case Op::AddF64:
        case Op::MulF64: return true;
        default: return false;
    }
}

Type type_of(char letter) {
    switch (letter) {
        case 'v': return Type::Value;
        case 'i': return Type::I32;
        case 'l': return Type::I64;
        case 'd': return Type::F64;
        case 'b': return Type::Bool;
        case 'p': return Type::Ptr;
        default: return Type::None;
    }
}

Op Node::blamed() const {
    if (is(Op::Exit) && imm != 0) return static_cast<Op>(imm);
    return is(Op::Parameter) && type != Type::Value ? check_of(type) : op;
}

bool asks_type(Op op) {
    switch (op) {
        case Op::CheckBits:
        case Op::CheckNotNil:
        case Op::CmpBits:
        case Op::IsTruthy:
        case Op::IsNil:
        case Op::IsTag:
        case Op::IsInt:
        case Op::IsF64: return true;
        default: return false;
    }
}

Type unboxed_type(rt::Value value) {
    if (value.is_int()) return value.as_int() == static_cast<i32>(value.as_int()) ? Type::I32 : Type::I64;
    if (value.is_real()) return Type::F64;
    return value.is_boolean() ? Type::Bool : Type::Value;
}

Op check_of(Type type) {
    switch (type) {
        case Type::I32: return Op::CheckI32;
        case Type::I64: return Op::CheckI64;
        case Type::F64: return Op::CheckF64;
        case Type::Bool: return Op::CheckBool;
        default: GS_UNREACHABLE("a type without a check of its own");
    }
}

Op unbox_of(Type type) {
    switch (type) {
        case Type::I32: return Op::UnboxI32;
        case Type::I64: return Op::UnboxI64;
        case Type::F64: return Op::UnboxF64;
        case Type::Bool: return Op::UnboxBool;
        default: GS_UNREACHABLE("a type that is not unboxed, or needs a tag");
    }
}

Op box_of(Type type) {
    switch (type) {
        case Type::I32: return Op::BoxI32;
        case Type::I64: return Op::BoxI64;
        case Type::F64: return Op::BoxF64;
        case Type::Bool: return Op::BoxBool;
        default: GS_UNREACHABLE("a type that is not boxed, or needs a tag");
    }
}

u32 results_wanted(const rt::Word* call) {
    bytecode::Op base = bytecode::info(*call).base;
    bool is_tail = base == bytecode::Op::TailCall || base == bytecode::Op::TailCallOpen;
    return is_tail ? bytecode::kOpenResults : call->x;
}

u64 pointer_tag(const Node* node) {
    switch (node->op) {
        case Op::NewTable:
        case Op::SunkTable: return rt::kTagTable;
        case Op::NewClosure:
        case Op::SunkClosure: return rt::kTagFunction;
        case Op::NewCell:
        case Op::SunkCell: return rt::kTagObject;
        case Op::CheckPtr:
        case Op::UnboxPtr:
        case Op::Phi: return node->imm;
        default: return 0;
    }
}

}  // namespace gs::jit

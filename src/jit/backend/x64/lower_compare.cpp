// Comparisons and what depends on them: branches, guards, bools.
#include "jit/backend/x64/emitter.h"
#include "support/assert.h"

namespace gs::jit::x64 {

using asmjit::Label;

namespace {

CondCode opposite(CondCode code) { return static_cast<CondCode>(static_cast<u32>(code) ^ 1); }

CondCode signed_code(Condition condition) {
    switch (condition) {
        case Condition::Eq: return CondCode::kE;
        case Condition::Ne: return CondCode::kNE;
        case Condition::Lt: return CondCode::kL;
        case Condition::Le: return CondCode::kLE;
        case Condition::Gt: return CondCode::kG;
        case Condition::Ge: return CondCode::kGE;
    }
    GS_UNREACHABLE("all conditions are listed");
}

CondCode unsigned_code(Condition condition) {
    switch (condition) {
        case Condition::Eq: return CondCode::kE;
        case Condition::Ne: return CondCode::kNE;
        case Condition::Lt: return CondCode::kB;
        case Condition::Le: return CondCode::kBE;
        case Condition::Gt: return CondCode::kA;
        case Condition::Ge: return CondCode::kAE;
    }
    GS_UNREACHABLE("all conditions are listed");
}

/// For operands that have changed places.
CondCode mirrored(CondCode code) {
    switch (code) {
        case CondCode::kL: return CondCode::kG;
        case CondCode::kLE: return CondCode::kGE;
        case CondCode::kG: return CondCode::kL;
        case CondCode::kGE: return CondCode::kLE;
        case CondCode::kB: return CondCode::kA;
        case CondCode::kBE: return CondCode::kAE;
        case CondCode::kA: return CondCode::kB;
        case CondCode::kAE: return CondCode::kBE;
        default: return code;
    }
}

}  // namespace

Test Test::negated() const {
    switch (kind) {
        case Plain: return {opposite(code), Plain};
        case EqualReal: return {code, NotEqualReal};
        case NotEqualReal: return {code, EqualReal};
    }
    GS_UNREACHABLE("all kinds are listed");
}

Test Emitter::compare_general(const Node* node, CondCode code, bool wide) {
    const Node *left = node->inputs[0], *right = node->inputs[1];
    if (left->is_const() && !right->is_const()) {
        std::swap(left, right);
        code = mirrored(code);
    }
    u32 size = wide ? 8 : 4;
    auto sized = [&](x86::Gp reg) -> x86::Gp { return wide ? reg : reg.r32(); };
    if (selection_.folded(right)) {
        a.cmp(sized(gp(left)), address(right, size));
        return {code};
    }
    if (selection_.fused(left) && !selection_.folded(left)) {
        const Node* mask = left->inputs[1];
        x86::Gp masked = sized(gp(left->inputs[0]));
        mask->is_const() ? a.test(masked, static_cast<i32>(mask->imm)) : a.test(masked, sized(gp(mask)));
        return {code};
    }
    asmjit::Operand other;
    if (right->is_const() && is_small(right)) {
        if (right->imm == 0 && !selection_.folded(left)) {
            a.test(sized(gp(left)), sized(gp(left)));
            return {code};
        }
        other = asmjit::imm(static_cast<i32>(right->imm));
    } else if (right->is_const()) {
        if (right->imm == rt::kNilBits) {
            other = kNilRegister;
        } else {
            load_bits(kScratch, right->imm);
            other = kScratch;
        }
    } else {
        other = sized(gp(right));
    }
    if (selection_.folded(left)) {
        a.emit(x86::Inst::kIdCmp, address(left, size), other);
    } else {
        a.emit(x86::Inst::kIdCmp, sized(gp(left)), other);
    }
    return {code};
}

Test Emitter::compare_real(const Node* node) {
    const Node *left = node->inputs[0], *right = node->inputs[1];
    Condition condition = node->condition();
    // `above` and `not below` are false for NaN, which sets all flags.
    bool swap = condition == Condition::Lt || condition == Condition::Le;
    if (swap) std::swap(left, right);
    x86::Xmm first = kScratchReal;
    if (left->is_const() || selection_.folded(left)) {
        load_real(kScratchReal, left);
    } else {
        first = xmm(left);
    }
    a.emit(x86::Inst::kIdUcomisd, first, second_real(right));
    switch (condition) {
        case Condition::Eq: return {CondCode::kE, Test::EqualReal};
        case Condition::Ne: return {CondCode::kNE, Test::NotEqualReal};
        case Condition::Lt:
        case Condition::Gt: return {CondCode::kA};
        case Condition::Le:
        case Condition::Ge: return {CondCode::kAE};
    }
    GS_UNREACHABLE("all conditions are listed");
}

Test Emitter::test(const Node* condition) {
    // Of what is not fused, the instruction itself is asked for.
    bool itself = condition == selection_.nodes[current_];
    if (!itself && !selection_.fused(condition)) {
        x86::Gp reg = gp32(condition);
        a.test(reg, reg);
        return {CondCode::kNE};
    }
    auto compare_value = [&](const Node* value, const asmjit::Operand& other) {
        if (selection_.folded(value)) {
            a.emit(x86::Inst::kIdCmp, address(value, 8), other);
        } else {
            a.emit(x86::Inst::kIdCmp, gp(value), other);
        }
    };
    switch (condition->op) {
        case Op::CmpI32: return compare_general(condition, signed_code(condition->condition()), false);
        case Op::CmpU32: return compare_general(condition, unsigned_code(condition->condition()), false);
        case Op::CmpI64: return compare_general(condition, signed_code(condition->condition()), true);
        case Op::CmpBits:
        case Op::CmpPtr: return compare_general(condition, unsigned_code(condition->condition()), true);
        case Op::CmpF64: return compare_real(condition);
        case Op::IsTruthy:
            load(kScratch, condition->inputs[0]);
            a.sub(kScratch, kNilRegister);
            a.cmp(kScratch, 1);
            return {CondCode::kA};
        case Op::IsNil: compare_value(condition->inputs[0], kNilRegister); return {CondCode::kE};
        case Op::IsF64: compare_value(condition->inputs[0], kNilRegister); return {CondCode::kB};
        case Op::IsInt:
            if (selection_.folded(condition->inputs[0])) {
                load_bits(kScratch, rt::kTagInt);
                compare_value(condition->inputs[0], kScratch);
            } else {
                compare_value(condition->inputs[0], constant(rt::kTagInt));
            }
            return {CondCode::kAE};
        case Op::IsTag:
            load(kScratch, condition->inputs[0]);
            a.shr(kScratch, 48);
            a.cmp(x86::eax, static_cast<u32>(condition->imm >> 48));
            return {CondCode::kE};
        case Op::NotBool: return test(condition->inputs[0]).negated();
        default: GS_UNREACHABLE("not a condition");
    }
}

void Emitter::set_result(Test outcome) {
    x86::Gp to = result32();
    switch (outcome.kind) {
        case Test::Plain:
            a.set(outcome.code, x86::al);
            a.movzx(to, x86::al);
            break;
        case Test::EqualReal:
            a.set(CondCode::kNP, x86::al);
            a.movzx(x86::eax, x86::al);
            a.mov(to, 0);
            a.cmov(CondCode::kE, to, x86::eax);
            break;
        case Test::NotEqualReal:
            a.set(CondCode::kP, x86::al);
            a.movzx(x86::eax, x86::al);
            a.mov(to, 1);
            a.cmov(CondCode::kE, to, x86::eax);
            break;
    }
}

void Emitter::jump_if(Test outcome, Label target) {
    switch (outcome.kind) {
        case Test::Plain: a.j(outcome.code, target); break;
        case Test::EqualReal: {
            Label no = a.newLabel();
            a.jp(no);
            a.je(target);
            a.bind(no);
            break;
        }
        case Test::NotEqualReal:
            a.jp(target);
            a.jne(target);
            break;
    }
}

void Emitter::guard(bool wanted, const Node* condition) {
    Test outcome = test(condition);
    jump_if(wanted ? outcome.negated() : outcome, exit());
}

void Emitter::lower_GuardTrue(const Node* node) {
    if (!watch_point(node)) guard(true, node->inputs[0]);
}
void Emitter::lower_GuardFalse(const Node* node) { guard(false, node->inputs[0]); }

void Emitter::lower_Branch(const Node* node) {
    const Block *yes = node->block->successors[0], *no = node->block->successors[1];
    u32 yes_to = target_of(yes), no_to = target_of(no), next = next_block();
    Test outcome = test(node->inputs[0]);
    if (next == yes_to) {
        jump_if(outcome.negated(), labels_[no_to]);
    } else {
        jump_if(outcome, labels_[yes_to]);
        if (next != no_to) a.jmp(labels_[no_to]);
    }
}

void Emitter::lower_Jump(const Node* node) {
    if (!has_jumped_) jump_to(node->block->successors[0]);
    has_jumped_ = false;
}

void Emitter::lower_CmpI32(const Node* node) { set_result(test(node)); }
void Emitter::lower_CmpU32(const Node* node) { set_result(test(node)); }
void Emitter::lower_CmpI64(const Node* node) { set_result(test(node)); }
void Emitter::lower_CmpF64(const Node* node) { set_result(test(node)); }
void Emitter::lower_CmpBits(const Node* node) { set_result(test(node)); }
void Emitter::lower_CmpPtr(const Node* node) { set_result(test(node)); }
void Emitter::lower_IsTruthy(const Node* node) { set_result(test(node)); }
void Emitter::lower_IsNil(const Node* node) { set_result(test(node)); }
void Emitter::lower_IsTag(const Node* node) { set_result(test(node)); }
void Emitter::lower_IsInt(const Node* node) { set_result(test(node)); }
void Emitter::lower_IsF64(const Node* node) { set_result(test(node)); }
void Emitter::lower_NotBool(const Node* node) { set_result(test(node)); }

}  // namespace gs::jit::x64

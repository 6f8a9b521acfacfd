// Ints and doubles.
//
// Overflow: the flag is tested behind the operation, when the result stands in the register of the first operand already,
// if that is not needed any more. The exit may need it, though: the VM runs the instruction again. So the exit takes the
// second operand away from the result (or adds it) first, which gives the first one back exactly.
#include <bit>

#include "jit/backend/x64/emitter.h"
#include "support/assert.h"

namespace gs::jit::x64 {

using asmjit::imm;
using asmjit::InstId;
using asmjit::Label;
using asmjit::Operand;
namespace Inst = x86::Inst;

namespace {

u64 multiple_behind(u64 least, u64 divisor) { return (least + divisor - 1) / divisor * divisor; }

}  // namespace

Operand Emitter::second(const Node* value, bool wide) {
    if (value->is_const()) {
        if (is_small(value)) return imm(static_cast<i32>(value->imm));
        load_bits(kScratch, value->imm);
        return kScratch;
    }
    if (selection_.folded(value)) return address(value, wide ? 8 : 4);
    return wide ? gp(value) : gp32(value);
}

Operand Emitter::second_real(const Node* value) {
    if (value->is_const()) return constant(value->imm);
    if (selection_.folded(value)) return address(value, 8);
    return xmm(value);
}

void Emitter::arithmetic(const Node* node, InstId op, bool wide) {
    const Node *left = node->inputs[0], *right = node->inputs[1];
    x86::Gp to = wide ? result() : result32();
    auto in_register = [&](const Node* value) { return !value->is_const() && !selection_.folded(value); };
    if (in_register(right) && gp(right).id() == to.id() && is_commutative(node->op)) std::swap(left, right);
    bool separate = in_register(left) && gp(left).id() != to.id();
    if (separate && op == Inst::kIdAdd && in_register(right)) {
        a.lea(to, x86::ptr(gp(left), gp(right)));
        return;
    }
    bool small = right->is_const() && is_small(right);
    i32 value = static_cast<i32>(right->imm);
    if (separate && small && op == Inst::kIdAdd) {
        a.lea(to, x86::ptr(gp(left), value));
        return;
    }
    if (separate && small && op == Inst::kIdSub && value != INT32_MIN) {
        a.lea(to, x86::ptr(gp(left), -value));
        return;
    }
    if (op == Inst::kIdImul && small && in_register(left)) {
        a.imul(to, wide ? gp(left) : gp32(left), value);
        return;
    }
    load(result(), left);
    a.emit(op, to, second(right, wide));
}

void Emitter::overflowing(const Node* node, InstId op, bool wide) {
    const Node *left = node->inputs[0], *right = node->inputs[1];
    x86::Gp to = wide ? result() : result32();
    if (op == Inst::kIdImul && right->is_const() && is_small(right) && !left->is_const()) {
        a.imul(to, wide ? gp(left) : gp32(left), static_cast<i32>(right->imm));
        a.jo(exit());
        return;
    }
    load(result(), left);
    Operand by = second(right, wide);
    a.emit(op, to, by);
    std::function<void()> undo;
    if (is_undone(node) && gp(left).id() == to.id()) {
        InstId back = op == Inst::kIdAdd ? Inst::kIdSub : Inst::kIdAdd;
        undo = [this, back, to, by] { a.emit(back, to, by); };
    }
    a.jo(exit(std::move(undo)));
}

void Emitter::lower_AddI32(const Node* node) { arithmetic(node, Inst::kIdAdd, false); }
void Emitter::lower_SubI32(const Node* node) { arithmetic(node, Inst::kIdSub, false); }
void Emitter::lower_MulI32(const Node* node) { arithmetic(node, Inst::kIdImul, false); }
void Emitter::lower_AndI32(const Node* node) { arithmetic(node, Inst::kIdAnd, false); }
void Emitter::lower_OrI32(const Node* node) { arithmetic(node, Inst::kIdOr, false); }
void Emitter::lower_XorI32(const Node* node) { arithmetic(node, Inst::kIdXor, false); }
void Emitter::lower_AddI64(const Node* node) { arithmetic(node, Inst::kIdAdd, true); }
void Emitter::lower_SubI64(const Node* node) { arithmetic(node, Inst::kIdSub, true); }
void Emitter::lower_AndI64(const Node* node) { arithmetic(node, Inst::kIdAnd, true); }
void Emitter::lower_OrI64(const Node* node) { arithmetic(node, Inst::kIdOr, true); }
void Emitter::lower_XorI64(const Node* node) { arithmetic(node, Inst::kIdXor, true); }
void Emitter::lower_AddI32Ov(const Node* node) { overflowing(node, Inst::kIdAdd, false); }
void Emitter::lower_SubI32Ov(const Node* node) { overflowing(node, Inst::kIdSub, false); }
void Emitter::lower_MulI32Ov(const Node* node) { overflowing(node, Inst::kIdImul, false); }
void Emitter::lower_MulI64Ov(const Node* node) { overflowing(node, Inst::kIdImul, true); }

void Emitter::lower_NegI32Ov(const Node* node) {
    load(result(), node->inputs[0]);
    a.neg(result32());
    a.jo(exit());
}

void Emitter::shift(const Node* node, InstId op, InstId bmi2, bool wide) {
    const Node *value = node->inputs[0], *count = node->inputs[1];
    x86::Gp to = wide ? result() : result32();
    if (count->is_const()) {
        load(result(), value);
        if (u32 by = static_cast<u32>(count->imm) & (wide ? 63 : 31)) a.emit(op, to, imm(by));
    } else if (selection_.features.bmi2) {
        a.emit(bmi2, to, wide ? gp(value) : gp32(value), wide ? gp(count) : gp32(count));
    } else {
        load(kScratch, value);
        a.mov(x86::ecx, gp32(count));
        a.emit(op, wide ? kScratch : kScratch.r32(), x86::cl);
        a.mov(to, wide ? kScratch : kScratch.r32());
    }
}

void Emitter::lower_ShlI32(const Node* node) { shift(node, Inst::kIdShl, Inst::kIdShlx, false); }
void Emitter::lower_ShrI32(const Node* node) { shift(node, Inst::kIdShr, Inst::kIdShrx, false); }
void Emitter::lower_SarI32(const Node* node) { shift(node, Inst::kIdSar, Inst::kIdSarx, false); }
void Emitter::lower_ShlI64(const Node* node) { shift(node, Inst::kIdShl, Inst::kIdShlx, true); }
void Emitter::lower_ShrI64(const Node* node) { shift(node, Inst::kIdShr, Inst::kIdShrx, true); }
void Emitter::lower_SarI64(const Node* node) { shift(node, Inst::kIdSar, Inst::kIdSarx, true); }

// The remainder has the sign of the divisor: where the machine's has the other one, the divisor is added. The least number
// by -1 would trap, so -1 is asked for first.
void Emitter::modulo(const Node* node, bool wide) {
    const Node *left = node->inputs[0], *right = node->inputs[1];
    auto sized = [&](x86::Gp reg) -> x86::Gp {
        if (wide) return reg.r64();
        return reg.r32();
    };
    x86::Gp to = sized(result()), quotient = sized(x86::rax), rest = sized(x86::rdx);
    bool known = right->is_const();
    i64 by = known ? (wide ? right->as_int() : static_cast<i32>(right->imm)) : 0;
    if (is_power_of_two(right)) {
        load(result(), left);
        a.and_(to, static_cast<i32>(by - 1));
        return;
    }
    if (has_reciprocal(right)) return wide ? modulo_by_wide(node, by) : modulo_by(node, by);
    Label zero = a.newLabel(), done = a.newLabel(), signs_agree = a.newLabel();
    x86::Gp divisor = sized(gp(right));
    load(x86::rax, left);
    if (!known || by == -1) {
        a.cmp(divisor, -1);
        a.je(zero);
        later([this, zero, done, to] {
            a.bind(zero);
            a.xor_(to.r32(), to.r32());
            a.jmp(done);
        });
    }
    wide ? a.cqo() : a.cdq();
    a.idiv(divisor);
    a.test(rest, rest);
    if (by > 0) {
        a.jns(signs_agree);
    } else {
        a.jz(signs_agree);
        a.mov(quotient, rest);
        a.xor_(quotient, divisor);
        a.jns(signs_agree);
    }
    a.add(rest, divisor);
    a.bind(signs_agree);
    if (to.id() != rest.id()) a.mov(to, rest);
    a.bind(done);
}

// By a constant without a division. A multiple of the divisor makes the dividend one without a sign. For int32 the product
// with 2^64 / by, rounded up, has the quotient above its low half, and in that the remainder as a fraction of the divisor
// (Lemire, Kaser, Kurz: "Faster remainder by direct computation", 2019). A dividend has less than 33 bits and a divisor no
// more than 31, so what rounding up adds never makes the fraction one larger.
void Emitter::modulo_by(const Node* node, i64 by) {
    u64 divisor = static_cast<u64>(by);
    if (node->is(Op::RemI32)) {
        a.mov(x86::eax, gp32(node->inputs[0]));
    } else {
        a.movsxd(x86::rax, gp32(node->inputs[0]));
        a.add(x86::rax, constant(multiple_behind(u64{1} << 31, divisor)));
    }
    a.imul(x86::rax, constant(~u64{0} / divisor + 1));
    a.mov(x86::edx, static_cast<u32>(divisor));
    a.mul(x86::rdx);
    if (result().id() != x86::rdx.id()) a.mov(result32(), x86::edx);
}

// The same way, by any constant; the multiple leaves the quotient again.
void Emitter::lower_DivI32(const Node* node) {
    u64 divisor = node->inputs[1]->imm, multiple = multiple_behind(u64{1} << 31, divisor);
    a.movsxd(x86::rax, gp32(node->inputs[0]));
    a.add(x86::rax, constant(multiple));
    a.mul(constant(~u64{0} / divisor + 1));
    a.lea(result32(), x86::ptr(x86::rdx, -static_cast<i32>(multiple / divisor)));
}

// Ints of 48 bits: the quotient comes from the high half of the product with 2^(64 + shift) / by, rounded up.
void Emitter::modulo_by_wide(const Node* node, i64 by) {
    u64 divisor = static_cast<u64>(by);
    u32 shift = 63 - static_cast<u32>(std::countl_zero(divisor));
    auto reciprocal = static_cast<u64>(((static_cast<unsigned __int128>(1) << (64 + shift)) - 1) / divisor + 1);
    x86::Mem bias = constant(multiple_behind(u64{1} << 47, divisor));
    a.mov(x86::rax, bias);
    a.add(x86::rax, gp(node->inputs[0]));
    a.mul(constant(reciprocal));
    a.shr(x86::rdx, shift);
    a.imul(x86::rdx, constant(divisor));
    a.mov(x86::rax, bias);
    a.add(x86::rax, gp(node->inputs[0]));
    a.sub(x86::rax, x86::rdx);
    a.mov(result(), x86::rax);
}

void Emitter::lower_RemI32(const Node* node) {
    if (is_power_of_two(node->inputs[1]) || has_reciprocal(node->inputs[1])) return modulo(node, false);
    load(x86::rax, node->inputs[0]);
    a.xor_(x86::edx, x86::edx);
    a.div(gp(node->inputs[1]).r32());
    if (result().id() != x86::rdx.id()) a.mov(result32(), x86::edx);
}

void Emitter::lower_ModI32(const Node* node) { modulo(node, false); }
void Emitter::lower_ModI64(const Node* node) { modulo(node, true); }

// ---- doubles ------------------------------------------------------------------------------------------------------

void Emitter::real_arithmetic(const Node* node, InstId op, InstId avx) {
    const Node *left = node->inputs[0], *right = node->inputs[1];
    x86::Xmm to = result_xmm();
    auto in_register = [&](const Node* value) { return !value->is_const() && !selection_.folded(value); };
    if (selection_.features.avx && in_register(left)) {
        a.emit(avx, to, xmm(left), second_real(right));
        return;
    }
    if (in_register(right) && xmm(right).id() == to.id()) {
        if (is_commutative(node->op)) {
            std::swap(left, right);
        } else {
            load_real(kScratchReal, left);
            a.emit(op, kScratchReal, xmm(right));
            a.movaps(to, kScratchReal);
            return;
        }
    }
    load_real(to, left);
    a.emit(op, to, second_real(right));
}

void Emitter::lower_AddF64(const Node* node) { real_arithmetic(node, Inst::kIdAddsd, Inst::kIdVaddsd); }
void Emitter::lower_SubF64(const Node* node) { real_arithmetic(node, Inst::kIdSubsd, Inst::kIdVsubsd); }
void Emitter::lower_MulF64(const Node* node) { real_arithmetic(node, Inst::kIdMulsd, Inst::kIdVmulsd); }
void Emitter::lower_DivF64(const Node* node) { real_arithmetic(node, Inst::kIdDivsd, Inst::kIdVdivsd); }

void Emitter::lower_NegF64(const Node* node) {
    load_real(result_xmm(), node->inputs[0]);
    a.xorps(result_xmm(), mask(u64{1} << 63));
}

void Emitter::lower_AbsF64(const Node* node) {
    load_real(result_xmm(), node->inputs[0]);
    a.andps(result_xmm(), mask(~u64{0} >> 1));
}

// These keep the high half of their target, so the target must not be one that somebody else is still busy with.
void Emitter::lower_SqrtF64(const Node* node) {
    Operand from = second_real(node->inputs[0]);
    if (!from.isReg() || from.as<x86::Xmm>().id() != result_xmm().id()) a.xorps(result_xmm(), result_xmm());
    a.emit(Inst::kIdSqrtsd, result_xmm(), from);
}

void Emitter::round(const Node* node, u32 mode) {
    Operand from = second_real(node->inputs[0]);
    if (!from.isReg() || from.as<x86::Xmm>().id() != result_xmm().id()) a.xorps(result_xmm(), result_xmm());
    a.emit(Inst::kIdRoundsd, result_xmm(), from, imm(mode));
}

void Emitter::lower_FloorF64(const Node* node) { round(node, 1 | 8); }
void Emitter::lower_CeilF64(const Node* node) { round(node, 2 | 8); }

/// The steps of rt::floored_remainder. Where the quotient does not fit, or an operand is a NaN or infinite, C++ does it.
void Emitter::remainder(const Node* node) {
    const Node *left = node->inputs[0], *right = node->inputs[1];
    x86::Xmm divisor = x86::xmm1, m = x86::xmm2, quotient = kScratchReal;
    Label slow = a.newLabel(), less = a.newLabel(), done = a.newLabel(), back = a.newLabel(), positive = a.newLabel();
    constexpr u64 kMagnitude = ~u64{0} >> 1, kSign = ~kMagnitude;
    load_real(m, left);
    a.andps(m, mask(kMagnitude));
    load_real(divisor, right);
    a.andps(divisor, mask(kMagnitude));
    a.vdivsd(quotient, m, divisor);
    a.ucomisd(quotient, constant(std::bit_cast<u64>(0x1p53)));
    a.jp(slow);
    a.jae(slow);
    a.ucomisd(divisor, constant(std::bit_cast<u64>(std::numeric_limits<double>::max())));
    a.ja(slow);
    a.roundsd(quotient, quotient, 3 | 8);
    a.vfnmadd231sd(m, quotient, divisor);
    a.movmskpd(x86::eax, m);
    a.test(x86::eax, 1);
    a.jnz(less);
    a.bind(positive);
    load_real(quotient, left);
    a.andps(quotient, mask(kSign));
    a.orps(m, quotient);
    // Now with the sign of the divisor.
    a.xorps(quotient, quotient);
    a.ucomisd(m, quotient);
    a.je(done);
    load_real(divisor, right);
    a.vxorps(quotient, m, divisor);
    a.movmskpd(x86::eax, quotient);
    a.test(x86::eax, 1);
    a.jz(done);
    a.addsd(m, divisor);
    a.bind(done);
    a.movaps(result_xmm(), m);
    a.bind(back);
    later([this, less, positive, m, divisor] {
        a.bind(less);
        a.addsd(m, divisor);
        a.jmp(positive);
    });
    later([this, slow, back, node, left, right, to = result_xmm()] {
        a.bind(slow);
        Saved saved = save_live();
        load_real(kScratchReal, left);
        load_real(x86::xmm1, right);
        a.movaps(x86::xmm0, kScratchReal);
        a.mov(kScratch, reinterpret_cast<u64>(environment_.helpers[node->imm]));
        a.call(kScratch);
        if (to.id() != 0) a.movaps(to, x86::xmm0);
        restore_live(saved);
        a.jmp(back);
    });
}

// ---- conversions --------------------------------------------------------------------------------------------------

void Emitter::lower_I32ToI64(const Node* node) { a.movsxd(result(), gp32(node->inputs[0])); }

void Emitter::lower_I32ToF64(const Node* node) {
    a.xorps(result_xmm(), result_xmm());
    a.cvtsi2sd(result_xmm(), gp32(node->inputs[0]));
}

void Emitter::lower_I64ToF64(const Node* node) {
    a.xorps(result_xmm(), result_xmm());
    a.cvtsi2sd(result_xmm(), gp(node->inputs[0]));
}

void Emitter::lower_TruncF64(const Node* node) { a.emit(Inst::kIdCvttsd2si, result32(), second_real(node->inputs[0])); }
void Emitter::lower_TruncI64(const Node* node) { a.mov(result32(), gp32(node->inputs[0])); }

}  // namespace gs::jit::x64

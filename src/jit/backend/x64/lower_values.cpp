// Constants, boxes, and the guards that look into them.
#include <algorithm>

#include "jit/backend/x64/emitter.h"
#include "support/assert.h"

namespace gs::jit::x64 {

using asmjit::Label;

void Emitter::lower_Const(const Node* node) {
    // Without a register it is made where it is needed.
    if (allocation_.results[current_].kind != regalloc::Location::Register) return;
    if (node->type == Type::F64) {
        load_real(result_xmm(), node);
    } else {
        load_bits(result(), node->imm);
    }
}

void Emitter::lower_Phi(const Node*) { GS_UNREACHABLE("phis are moves"); }

// Exits make them.
void Emitter::lower_SunkTable(const Node*) { GS_UNREACHABLE("only snapshots name it"); }
void Emitter::lower_SunkCell(const Node*) { GS_UNREACHABLE("only snapshots name it"); }
void Emitter::lower_SunkClosure(const Node*) { GS_UNREACHABLE("only snapshots name it"); }

// ---- boxing: these have uses that want the Value in a register --------------------------------------------------

void Emitter::lower_BoxI32(const Node* node) {
    a.movsxd(result(), gp32(node->inputs[0]));
    a.add(result(), kIntZeroRegister);
}

void Emitter::lower_BoxI64(const Node* node) { a.lea(result(), x86::ptr(kIntZeroRegister, gp(node->inputs[0]))); }
void Emitter::lower_BoxF64(const Node* node) { a.movq(result(), xmm(node->inputs[0])); }

void Emitter::lower_BoxBool(const Node* node) { a.lea(result(), x86::ptr(kNilRegister, gp(node->inputs[0]), 0, 1)); }

void Emitter::lower_BoxPtr(const Node* node) {
    load_bits(kScratch, node->imm);
    a.lea(result(), x86::ptr(kScratch, gp(node->inputs[0])));
}

void Emitter::lower_UnboxI32(const Node* node) { lower_UnboxI64(node); }

void Emitter::lower_UnboxI64(const Node* node) {
    load(result(), node->inputs[0]);
    a.sub(result(), kIntZeroRegister);
}

void Emitter::lower_UnboxF64(const Node* node) {
    if (selection_.folded(node->inputs[0])) {
        a.movsd(result_xmm(), address(node->inputs[0], 8));
    } else {
        a.movq(result_xmm(), gp(node->inputs[0]));
    }
}

void Emitter::lower_UnboxBool(const Node* node) {
    load(result(), node->inputs[0]);
    a.sub(result(), kNilRegister);
    a.sub(result32(), 1);
}

void Emitter::lower_UnboxPtr(const Node* node) {
    load(kScratch, node->inputs[0]);
    a.xor_(kScratch, constant(node->imm));
    a.mov(result(), kScratch);
}

// ---- guards -------------------------------------------------------------------------------------------------------

/// The result becomes the Value in rax without its box, if it is of that type.
void Emitter::unbox_scratch(Type type, Label leave) {
    switch (type) {
        case Type::I32:
            a.sub(kScratch, kIntZeroRegister);
            a.movsxd(result(), x86::eax);
            a.cmp(result(), kScratch);
            a.jne(leave);
            break;
        case Type::I64:
            a.cmp(kScratch, constant(rt::kTagInt));
            a.jb(leave);
            a.sub(kScratch, kIntZeroRegister);
            a.mov(result(), kScratch);
            break;
        case Type::F64:
            a.cmp(kScratch, kNilRegister);
            a.jae(leave);
            a.movq(result_xmm(), kScratch);
            break;
        case Type::Bool:
            a.sub(kScratch, kNilRegister);
            a.sub(kScratch, 1);
            a.cmp(kScratch, 1);
            a.ja(leave);
            a.mov(result32(), x86::eax);
            break;
        default: GS_UNREACHABLE("a type without a check of its own");
    }
}

/// Parameter registers are the allocator's choice, the same for everybody who comes in.
void Emitter::lower_Parameter(const Node* node) {
    parameters_.push_back(allocation_.results[current_]);
    x86::Mem argument = slot(node->slot());
    if (node->type == Type::Value) return void(a.mov(result(), argument));
    a.mov(kScratch, argument);
    unbox_scratch(node->type, exit());
}

void Emitter::lower_CheckI32(const Node* node) {
    load(kScratch, node->inputs[0]);
    unbox_scratch(Type::I32, exit());
}

void Emitter::lower_CheckI64(const Node* node) {
    load(kScratch, node->inputs[0]);
    unbox_scratch(Type::I64, exit());
}

// No tag is a number: read as doubles, all Values that are none are NaNs. So doubles in memory are loaded at once, and
// only NaNs are looked at again.
void Emitter::lower_CheckF64(const Node* node) {
    const Node* value = node->inputs[0];
    Label leave = exit();
    if (!selection_.folded(value)) {
        a.cmp(gp(value), kNilRegister);
        a.jae(leave);
        a.movq(result_xmm(), gp(value));
        return;
    }
    x86::Xmm to = result_xmm();
    Label nan = a.newLabel(), back = a.newLabel();
    a.movsd(to, address(value, 8));
    a.ucomisd(to, to);
    a.jp(nan);
    a.bind(back);
    later([this, nan, back, leave, to] {
        a.bind(nan);
        a.movq(kScratch, to);
        a.cmp(kScratch, kNilRegister);
        a.jb(back);
        a.jmp(leave);
    });
}

void Emitter::lower_CheckNumber(const Node* node) {
    Label leave = exit(), other = a.newLabel(), back = a.newLabel();
    x86::Xmm to = result_xmm();
    load(kScratch, node->inputs[0]);
    a.cmp(kScratch, kNilRegister);
    a.jae(other);
    a.movq(to, kScratch);
    a.bind(back);
    later([this, leave, other, back, to] {
        a.bind(other);
        a.cmp(kScratch, constant(rt::kTagInt));
        a.jb(leave);
        a.sub(kScratch, kIntZeroRegister);
        a.xorps(to, to);
        a.cvtsi2sd(to, kScratch);
        a.jmp(back);
    });
}

void Emitter::lower_CheckBool(const Node* node) {
    load(kScratch, node->inputs[0]);
    unbox_scratch(Type::Bool, exit());
}

void Emitter::lower_CheckPtr(const Node* node) {
    load(kScratch, node->inputs[0]);
    a.xor_(kScratch, constant(node->imm));
    a.cmp(kScratch, constant(u64{1} << 48));
    a.jae(exit());
    a.mov(result(), kScratch);
}

bool Emitter::watch_point(const Node* node) {
    const void* what = selection_.watched(node);
    if (!what) return false;
    Label at = a.newLabel();
    a.bind(at);
    a.embed(kLongNop, sizeof(kLongNop));
    watch_points_.push_back({at, exit()});
    std::vector<const void*>& all = code_.watched;
    if (std::find(all.begin(), all.end(), what) == all.end()) all.push_back(what);
    return true;
}

void Emitter::lower_CheckBits(const Node* node) {
    if (watch_point(node)) return;
    const Node* value = node->inputs[0];
    asmjit::Operand wanted = kScratch;
    if (node->imm == rt::kNilBits) {
        wanted = kNilRegister;
    } else {
        load_bits(kScratch, node->imm);
    }
    if (selection_.folded(value)) {
        a.emit(x86::Inst::kIdCmp, address(value, 8), wanted);
    } else {
        a.emit(x86::Inst::kIdCmp, gp(value), wanted);
    }
    a.jne(exit());
}

void Emitter::lower_CheckInt48(const Node* node) {
    a.lea(kScratch, x86::ptr(kIntZeroRegister, gp(node->inputs[0])));
    a.cmp(kScratch, constant(rt::kTagInt));
    a.jb(exit());
    load(result(), node->inputs[0]);
}

void Emitter::lower_NarrowI64(const Node* node) {
    a.movsxd(kScratch, gp32(node->inputs[0]));
    a.cmp(kScratch, gp(node->inputs[0]));
    a.jne(exit());
    load(result(), node->inputs[0]);
}

void Emitter::lower_ExactI64(const Node* node) {
    x86::Xmm from = xmm(node->inputs[0]);
    Label leave = exit();
    a.cvttsd2si(kScratch, from);
    a.xorps(kScratchReal, kScratchReal);
    a.cvtsi2sd(kScratchReal, kScratch);
    a.ucomisd(kScratchReal, from);
    a.jp(leave);
    a.jne(leave);
    a.lea(result(), x86::ptr(kIntZeroRegister, kScratch));
    a.cmp(result(), constant(rt::kTagInt));
    a.jb(leave);
    a.mov(result(), kScratch);
}

void Emitter::lower_CheckNotNil(const Node* node) {
    a.cmp(gp(node->inputs[0]), kNilRegister);
    a.je(exit());
    load(result(), node->inputs[0]);
}

void Emitter::lower_Exit(const Node*) { a.jmp(exit()); }

void Emitter::lower_Poll(const Node* node) {
    a.cmp(hot(offsetof(rt::Hot, request), 4), 0);
    has_jumped_ = jumps_next(node);
    if (has_jumped_) {
        // The usual way is back to the start of the loop.
        a.je(labels_[target_of(node->block->successors[0])]);
        a.jmp(exit());
    } else {
        a.jne(exit());
    }
}

}  // namespace gs::jit::x64

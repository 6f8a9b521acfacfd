// Where operands are, and how they get where an instruction wants them.
#include "jit/backend/x64/emitter.h"
#include "support/assert.h"

namespace gs::jit::x64 {

using regalloc::Location;

Location Emitter::place(const Node* value) const {
    u32 first = program_.instructions[current_].first_use;
    for (u32 u = first; u < selection_.snapshot_uses[current_]; ++u) {
        if (program_.uses[u].value == value->id) return allocation_.uses[u];
    }
    GS_UNREACHABLE("an operand that the selection has not listed");
}

Location Emitter::late_place(const Node* value) const {
    const regalloc::Instruction& instruction = program_.instructions[current_];
    for (u32 u = selection_.snapshot_uses[current_]; u < instruction.first_use + instruction.uses; ++u) {
        if (program_.uses[u].value == value->id) return allocation_.uses[u];
    }
    GS_UNREACHABLE("a value of a snapshot that the selection has not listed");
}

x86::Gp Emitter::gp(const Node* value) const {
    Location where = place(value);
    GS_ASSERT(where.kind == Location::Register);
    return x86::gpq(where.index);
}

x86::Xmm Emitter::xmm(const Node* value) const {
    Location where = place(value);
    GS_ASSERT(where.kind == Location::Register);
    return x86::xmm(where.index);
}

x86::Gp Emitter::result() const { return x86::gpq(allocation_.results[current_].index); }
x86::Xmm Emitter::result_xmm() const { return x86::xmm(allocation_.results[current_].index); }

x86::Mem Emitter::element(const Node* elem, const Node* index, i32 offset, u32 size) const {
    if (index->is_const()) return x86::Mem(gp(elem), offset + static_cast<i32>(index->imm) * 8, size);
    return x86::Mem(gp(elem), gp(index), 3, offset, size);
}

x86::Mem Emitter::address(const Node* load, u32 size) const {
    switch (load->op) {
        case Op::LoadSlot: return x86::Mem(kBase, load->slot() * 8, size);
        case Op::LoadElement: return element(load->inputs[0], load->inputs[1], load->access().offset, size);
        case Op::LoadField: return x86::Mem(gp(load->inputs[0]), gp(load->inputs[1]), 0, load->access().offset, size);
        default: return x86::Mem(gp(load->inputs[0]), load->access().offset, size);
    }
}

x86::Mem Emitter::constant(u64 bits, u32 size) {
    auto [entry, fresh] = constants_.try_emplace(bits);
    if (fresh) entry->second = a.newLabel();
    x86::Mem mem = x86::ptr(entry->second);
    mem.setSize(size);
    return mem;
}

x86::Mem Emitter::mask(u64 low) {
    auto [entry, fresh] = masks_.try_emplace(low);
    if (fresh) entry->second = a.newLabel();
    x86::Mem mem = x86::ptr(entry->second);
    mem.setSize(16);
    return mem;
}

void Emitter::load_bits(x86::Gp to, u64 bits) {
    if (bits == 0) {
        a.xor_(to.r32(), to.r32());
    } else if (bits == rt::kNilBits) {
        a.mov(to.r64(), kNilRegister);
    } else if (bits == rt::kIntZero) {
        a.mov(to.r64(), kIntZeroRegister);
    } else if (bits <= 0xFFFFFFFF) {
        a.mov(to.r32(), static_cast<u32>(bits));
    } else {
        a.mov(to.r64(), bits);
    }
}

void Emitter::load(x86::Gp to, const Node* value) {
    if (value->is_const()) return load_bits(to, value->imm);
    if (selection_.folded(value)) {
        u32 size = value->type == Type::I32 ? 4 : 8;
        size == 4 ? a.mov(to.r32(), address(value, 4)) : a.mov(to.r64(), address(value, 8));
        return;
    }
    Location where = place(value);
    if (where.kind == Location::Stack) {
        a.mov(to, spill(where.index));
    } else if (where.index != to.id()) {
        a.mov(to.r64(), x86::gpq(where.index));
    }
}

void Emitter::load_real(x86::Xmm to, const Node* value) {
    if (value->is_const()) {
        if (value->imm == 0) {
            a.xorps(to, to);
        } else {
            a.movsd(to, constant(value->imm));
        }
        return;
    }
    if (selection_.folded(value)) {
        a.movsd(to, address(value, 8));
        return;
    }
    Location where = place(value);
    if (where.kind == Location::Stack) {
        a.movsd(to, spill(where.index));
    } else if (where.index != to.id()) {
        a.movaps(to, x86::xmm(where.index));
    }
}

void Emitter::load_boxed(x86::Gp to, const Node* value) {
    if (auto bits = constant_bits(value)) return load_bits(to, *bits);
    if (!selection_.absent_box(value)) return load(to, value);
    const Node* in = value->inputs[0];
    Location where = place(in);
    bool in_memory = where.kind == Location::Stack;
    switch (value->op) {
        case Op::BoxI32:
            in_memory ? a.movsxd(to, x86::dword_ptr(x86::rsp, static_cast<i32>(where.index * 8)))
                      : a.movsxd(to, x86::gpd(where.index));
            a.add(to, kIntZeroRegister);
            break;
        case Op::BoxI64:
            if (in_memory) {
                a.mov(to, spill(where.index));
                a.add(to, kIntZeroRegister);
            } else {
                a.lea(to, x86::ptr(kIntZeroRegister, x86::gpq(where.index)));
            }
            break;
        case Op::BoxF64: in_memory ? a.mov(to, spill(where.index)) : a.movq(to, x86::xmm(where.index)); break;
        case Op::BoxBool:
            if (in_memory) {
                a.mov(to, spill(where.index));
                a.lea(to, x86::ptr(to, kNilRegister, 0, 1));
            } else {
                a.lea(to, x86::ptr(kNilRegister, x86::gpq(where.index), 0, 1));
            }
            break;
        default:
            load_bits(to, value->imm);
            in_memory ? a.or_(to, spill(where.index)) : a.or_(to, x86::gpq(where.index));
            break;
    }
}

void Emitter::store_bits(x86::Mem to, u64 bits) {
    to.setSize(8);
    if (bits == rt::kNilBits) {
        a.mov(to, kNilRegister);
    } else if (bits == static_cast<u64>(i64{static_cast<i32>(bits)})) {
        a.mov(to, static_cast<i32>(bits));
    } else {
        load_bits(kScratch, bits);
        a.mov(to, kScratch);
    }
}

void Emitter::store_boxed(x86::Mem to, const Node* value) {
    to.setSize(8);
    if (auto bits = constant_bits(value)) return store_bits(to, *bits);
    const Node* source = selection_.absent_box(value) ? value->inputs[0] : value;
    Location where = place(source);
    if (source == value && where.kind == Location::Register) {
        a.mov(to, x86::gpq(where.index));
    } else if (value->is(Op::BoxF64) && source != value && where.kind == Location::Register) {
        a.movsd(to, x86::xmm(where.index));
    } else {
        load_boxed(kScratch, value);
        a.mov(to, kScratch);
    }
}

void Emitter::store_typed(x86::Mem to, const Node* value) {
    switch (value->type) {
        case Type::F64:
            to.setSize(8);
            if (value->is_const()) {
                load_bits(kScratch, value->imm);
                a.mov(to, kScratch);
            } else if (Location where = place(value); where.kind == Location::Register) {
                a.movsd(to, x86::xmm(where.index));
            } else {
                a.mov(kScratch, spill(where.index));
                a.mov(to, kScratch);
            }
            return;
        case Type::I32:
            to.setSize(4);
            if (value->is_const()) {
                a.mov(to, static_cast<i32>(value->imm));
            } else {
                a.mov(to, gp32(value));
            }
            return;
        default: return store_boxed(to, value);
    }
}

}  // namespace gs::jit::x64

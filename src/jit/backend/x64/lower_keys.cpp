// Where a table has keys that are computed: names and their fields, hash parts.
#include "jit/backend/x64/emitter.h"
#include "runtime/cache.h"
#include "runtime/object.h"

namespace gs::jit::x64 {

using asmjit::Label;

void Emitter::lower_InternedName(const Node* node) {
    x86::Gp string = gp(node->inputs[0]);
    Label other = a.newLabel(), back = a.newLabel();
    a.test(x86::byte_ptr(string, offsetof(rt::Header, aux)), rt::String::kInterned);
    a.mov(result(), string);
    a.jz(other);
    a.bind(back);
    later([this, other, back, string, to = result()] {
        a.bind(other);
        Saved saved = save_live();
        a.mov(x86::rsi, string);
        call(environment_.find_interned);
        a.mov(to, kScratch);
        restore_live(saved);
        a.jmp(back);
    });
}

void Emitter::lower_NameOffset(const Node* node) {
    x86::Gp shape = gp32(node->inputs[0]), name = gp(node->inputs[1]);
    Label unknown = a.newLabel(), back = a.newLabel();
    using Entry = rt::NamePlaces::Entry;
    constexpr i32 kShape = offsetof(Entry, field) + offsetof(rt::FieldCache, shape);
    constexpr i32 kOffset = offsetof(Entry, field) + offsetof(rt::FieldCache, offset);
    // As NamePlaces::number; in units of an entry.
    a.mov(x86::eax, name.r32());
    a.shr(x86::eax, rt::NamePlaces::kNameShift);
    a.imul(x86::ecx, shape, rt::NamePlaces::kSpread);
    a.xor_(x86::eax, x86::ecx);
    a.and_(x86::eax, rt::NamePlaces::kCount - 1);
    a.shl(x86::eax, 4);
    load_bits(x86::rcx, node->imm);
    a.add(x86::rcx, x86::rax);
    a.cmp(x86::qword_ptr(x86::rcx, offsetof(Entry, name)), name);
    a.jne(unknown);
    // Equal but for the bit that says that the slot is far.
    a.mov(x86::eax, x86::dword_ptr(x86::rcx, kShape));
    a.xor_(x86::eax, shape);
    a.test(x86::eax, ~rt::kFarSlot);
    a.jnz(unknown);
    a.or_(x86::eax, x86::dword_ptr(x86::rcx, kOffset));
    a.mov(result32(), x86::eax);
    a.bind(back);
    give_zero_later(unknown, back);
}

/// The first probe of rt::hash_probe. What it does not decide is left to C++.
void Emitter::lower_EntryOffset(const Node* node) {
    x86::Gp table = gp(node->inputs[0]), key = gp(node->inputs[1]);
    Label none = a.newLabel(), wide = a.newLabel(), known = a.newLabel(), slow = a.newLabel(), back = a.newLabel();
    constexpr i32 kHash = static_cast<i32>(offsetof(rt::Store, hash)) - static_cast<i32>(sizeof(rt::Store));
    constexpr i32 kEntries = offsetof(rt::Hash, entry);
    a.mov(x86::rdx, x86::qword_ptr(table, offsetof(rt::Table, elem)));
    a.lea(kScratch, x86::ptr(table, rt::Table::kElementsInside));
    a.cmp(x86::rdx, kScratch);
    a.je(none);
    a.mov(x86::rdx, x86::qword_ptr(x86::rdx, kHash));
    a.test(x86::rdx, x86::rdx);
    a.jz(none);
    a.mov(kScratch, x86::qword_ptr(x86::rdx, offsetof(rt::Hash, mult)));
    a.imul(kScratch, key);
    a.movzx(x86::ecx, x86::byte_ptr(x86::rdx, offsetof(rt::Hash, shift)));
    a.shr(kScratch, x86::cl);
    a.mov(x86::ecx, x86::dword_ptr(x86::rdx, offsetof(rt::Hash, capacity)));
    a.shl(x86::rcx, 4);
    a.add(x86::rcx, x86::rdx);
    a.cmp(x86::byte_ptr(x86::rdx, offsetof(rt::Hash, width)), 1);
    a.jne(wide);
    a.movzx(x86::eax, x86::byte_ptr(x86::rcx, kScratch, 0, kEntries));
    a.cmp(x86::eax, 0xFF);
    a.je(none);
    a.bind(known);
    a.shl(x86::eax, 4);
    a.cmp(x86::qword_ptr(x86::rdx, kScratch, 0, kEntries), key);
    a.jne(slow);
    a.lea(result32(), x86::ptr(kScratch, kEntries + static_cast<i32>(offsetof(rt::HashEntry, value))));
    a.bind(back);
    give_zero_later(none, back);
    later([this, wide, known, none, slow] {
        a.bind(wide);
        a.cmp(x86::byte_ptr(x86::rdx, offsetof(rt::Hash, width)), 2);
        a.jne(slow);
        a.movzx(x86::eax, x86::word_ptr(x86::rcx, kScratch, 1, kEntries));
        a.cmp(x86::eax, 0xFFFF);
        a.jne(known);
        a.jmp(none);
    });
    later([this, slow, back, table, key, to = result32()] {
        a.bind(slow);
        Saved saved = save_live();
        push(key);
        a.mov(x86::rsi, table);
        pop(x86::rdx);
        call(environment_.entry_offset);
        a.mov(to, x86::eax);
        restore_live(saved);
        a.jmp(back);
    });
}

}  // namespace gs::jit::x64

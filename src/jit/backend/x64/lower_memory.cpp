// Slots, fields, elements; allocation; the collector's barrier.
#include "jit/backend/x64/emitter.h"
#include "runtime/cache.h"
#include "runtime/call.h"
#include "runtime/heap_inline.h"
#include "runtime/table.h"
#include "support/assert.h"

namespace gs::jit::x64 {

using asmjit::Label;

namespace {

constexpr i32 kGcByte = offsetof(rt::Header, gc);
constexpr i32 kStoreToElements = sizeof(rt::Store);
constexpr std::size_t kMaxBump = 128;

}  // namespace

void Emitter::load_typed(x86::Mem from, Type type) {
    switch (type) {
        case Type::F64:
            from.setSize(8);
            a.movsd(result_xmm(), from);
            break;
        case Type::I32:
            from.setSize(4);
            a.mov(result32(), from);
            break;
        default:
            from.setSize(8);
            a.mov(result(), from);
            break;
    }
}

void Emitter::lower_LoadSlot(const Node* node) { load_typed(address(node, 8), Type::Value); }
void Emitter::lower_StoreSlot(const Node* node) { store_boxed(slot(node->slot()), node->inputs[0]); }

void Emitter::lower_Callee(const Node*) { a.mov(result(), slot(rt::kCalleeSlot)); }

void Emitter::lower_Load(const Node* node) { load_typed(address(node, 8), node->type); }

void Emitter::lower_LoadU8(const Node* node) { a.movzx(result32(), address(node, 1)); }
void Emitter::lower_LoadU16(const Node* node) { a.movzx(result32(), address(node, 2)); }

void Emitter::lower_LoadByte(const Node* node) {
    a.movzx(result32(), x86::byte_ptr(gp(node->inputs[0]), gp(node->inputs[1]), 0, node->access().offset));
}

void Emitter::lower_StringByte(const Node* node) {
    x86::Gp string = gp(node->inputs[0]), index = gp(node->inputs[1]);
    Label view = a.newLabel(), back = a.newLabel();
    a.lea(kScratch, x86::ptr(string, offsetof(rt::String, bytes)));
    a.test(x86::byte_ptr(string, offsetof(rt::Header, aux)), rt::String::kView);
    a.jnz(view);
    a.bind(back);
    a.movzx(result32(), x86::byte_ptr(kScratch, index));
    later([this, view, back] {
        a.bind(view);
        a.mov(kScratch, x86::qword_ptr(kScratch));
        a.add(kScratch, static_cast<i32>(offsetof(rt::Buffer, bytes)));
        a.jmp(back);
    });
}

/// rdx = the elements and ecx = the bound of a table with neither metatable nor fields that is nothing special; others go to `no`.
void Emitter::load_plain_list(x86::Gp table, Label no) {
    auto field = [=](std::size_t offset, u32 size) { return x86::Mem(table, static_cast<i32>(offset), size); };
    a.mov(x86::eax, field(offsetof(rt::Table, h.id), 4));
    a.sub(x86::eax, rt::kPlainRoot);
    a.cmp(x86::eax, rt::kMaxInlineSlots);
    a.ja(no);
    a.cmp(field(offsetof(rt::Table, h.aux), 1), 0);
    a.jne(no);
    a.mov(x86::ecx, field(offsetof(rt::Table, bound), 4));
    a.mov(x86::rdx, field(offsetof(rt::Table, elem), 8));
}

/// The tests of vm::append_element. What they let through stands behind the last element, where nothing is lost, so the
/// collector has to hear of references only; an old array that gets one goes the other way.
void Emitter::lower_AppendElement(const Node* node) {
    x86::Gp table = gp(node->inputs[0]);
    const Node* value = node->inputs[1];
    // Front ends make no such operation, but what they made one of may turn out to be nil.
    if (constant_bits(value) == rt::kNilBits) {
        a.mov(result32(), 0);
        return;
    }
    Label no = a.newLabel(), store = a.newLabel(), back = a.newLabel(), below = a.newLabel(), at_end = a.newLabel();
    Label limit_is_right = a.newLabel();
    auto field = [=](std::size_t offset, u32 size) { return x86::Mem(table, static_cast<i32>(offset), size); };
    auto in_store = [=](std::size_t offset, u32 size) {
        return x86::Mem(x86::rdx, static_cast<i32>(offset) - kStoreToElements, size);
    };
    load_plain_list(table, no);
    a.cmp(x86::ecx, 1);
    a.jbe(no);
    a.cmp(x86::ecx, in_store(offsetof(rt::Store, capacity), 4));
    a.ja(no);
    a.lea(x86::eax, x86::ptr(x86::rcx, -1));
    a.cmp(x86::eax, in_store(offsetof(rt::Store, limit), 4));
    a.jne(below);
    a.bind(at_end);
    bool is_real = value->is(Op::BoxF64) || (value->is_const() && value->as_value().is_real());
    if (!is_real && !never_reference(value)) {
        if (!value->is(Op::BoxPtr)) {
            load_boxed(kScratch, value);
            a.cmp(kScratch, kNilRegister);
            a.je(no);
        }
        a.test(in_store(offsetof(rt::Header, gc), 1), rt::kGcOld);
        a.jne(no);
    }
    a.cmp(field(offsetof(rt::Table, dlen), 4), 0);
    if (is_real) {
        a.je(store);
        a.mov(field(offsetof(rt::Table, dlen), 4), x86::ecx);
        a.bind(store);
    } else {
        a.jne(no);
    }
    store_boxed(x86::qword_ptr(x86::rdx, x86::rcx, 3), value);
    a.cmp(in_store(offsetof(rt::Store, limit), 4), x86::ecx);
    a.jae(limit_is_right);
    a.mov(in_store(offsetof(rt::Store, limit), 4), x86::ecx);
    a.bind(limit_is_right);
    a.inc(x86::ecx);
    a.mov(field(offsetof(rt::Table, bound), 4), x86::ecx);
    a.mov(result32(), 1);
    a.bind(back);
    later([this, below, at_end, no, in_store] {
        // There are slots of elements that have been removed.
        a.bind(below);
        a.cmp(x86::ecx, in_store(offsetof(rt::Store, limit), 4));
        a.je(at_end);
        a.ja(no);
        load_bits(kScratch, rt::kAbsentBits);
        a.cmp(x86::qword_ptr(x86::rdx, x86::rcx, 3, 8), kScratch);
        a.je(at_end);
        a.jmp(no);
    });
    give_zero_later(no, back);
}

/// The tests of vm::take_last.
void Emitter::lower_TakeLast(const Node* node) {
    x86::Gp table = gp(node->inputs[0]);
    Label no = a.newLabel(), only = a.newLabel(), taken = a.newLabel(), done = a.newLabel(), back = a.newLabel();
    auto field = [=](std::size_t offset, u32 size) { return x86::Mem(table, static_cast<i32>(offset), size); };
    load_plain_list(table, no);
    a.sub(x86::ecx, 1);
    a.jbe(no);
    a.cmp(x86::ecx, 1);
    a.je(only);
    a.cmp(x86::qword_ptr(x86::rdx, x86::rcx, 3, -8), kNilRegister);
    a.je(no);
    a.bind(taken);
    a.mov(kScratch, x86::qword_ptr(x86::rdx, x86::rcx, 3));
    load_bits(x86::rsi, rt::kAbsentBits);
    a.mov(x86::qword_ptr(x86::rdx, x86::rcx, 3), x86::rsi);
    a.mov(field(offsetof(rt::Table, bound), 4), x86::ecx);
    a.cmp(field(offsetof(rt::Table, dlen), 4), 0);
    a.je(done);
    a.dec(field(offsetof(rt::Table, dlen), 4));
    a.bind(done);
    a.mov(result(), kScratch);
    a.bind(back);
    later([this, only, taken, no, back, field, to = result()] {
        a.bind(only);
        a.cmp(field(offsetof(rt::Table, dlen), 4), 0);
        a.je(taken);
        a.bind(no);
        load_bits(to, rt::kAbsentBits);
        a.jmp(back);
    });
}

/// The tests of vm::fill_list. Values that are nothing but doubles here make an array of doubles; where the first one that
/// might be a double is one, the runtime decides.
void Emitter::lower_FillList(const Node* node) {
    x86::Gp table = gp(node->inputs[0]);
    u32 count = static_cast<u32>(node->inputs.size()) - 1;
    Label no = a.newLabel(), back = a.newLabel();
    auto field = [&](std::size_t offset, u32 size) { return x86::Mem(table, static_cast<i32>(offset), size); };
    auto in_store = [&](std::size_t offset, u32 size) {
        return x86::Mem(x86::rdx, static_cast<i32>(offset) - kStoreToElements, size);
    };
    auto if_inside = [&](Label to) {
        a.lea(kScratch, x86::ptr(table, rt::Table::kElementsInside));
        a.cmp(x86::rdx, kScratch);
        a.je(to);
    };
    a.mov(x86::rdx, field(offsetof(rt::Table, elem), 8));
    Label no_hash = a.newLabel(), kind_set = a.newLabel();
    if_inside(no_hash);
    a.cmp(in_store(offsetof(rt::Store, hash), 8), 0);
    a.jne(no);
    a.bind(no_hash);
    a.cmp(field(offsetof(rt::Table, bound), 8), 1);  // and dlen
    a.jne(no);
    a.cmp(in_store(offsetof(rt::Store, capacity), 8), count);  // and limit
    a.jne(no);
    a.test(in_store(offsetof(rt::Header, gc), 1), rt::kGcOld);
    a.jne(no);
    auto is_real = [](const Node* v) { return v->is(Op::BoxF64) || (v->is_const() && v->as_value().is_real()); };
    auto is_unknown = [](const Node* v) { return !is_box(v) && !v->is_const(); };
    bool reals = true, mixed = false;
    for (u32 i = 1; i <= count; ++i) {
        const Node* value = node->inputs[i];
        reals = reals && is_real(value);
        mixed = mixed || !(is_real(value) || is_unknown(value));
    }
    if (reals) {
        a.cmp(x86::qword_ptr(x86::rdx), kNilRegister);
        a.jne(no);
    }
    for (u32 i = 1; i <= count; ++i) {
        const Node* value = node->inputs[i];
        if (constant_bits(value) == rt::kNilBits) a.jmp(no);
        if (!is_unknown(value)) continue;
        load_boxed(kScratch, value);
        a.cmp(kScratch, kNilRegister);
        a.je(no);
        if (!mixed) a.jb(no);  // a double
        mixed = true;
    }
    for (u32 i = 1; i <= count; ++i) {
        store_boxed(x86::qword_ptr(x86::rdx, static_cast<i32>(i * 8)), node->inputs[i]);
    }
    a.mov(in_store(offsetof(rt::Store, limit), 4), count);
    a.mov(field(offsetof(rt::Table, bound), 4), count + 1);
    if (reals) {
        if_inside(kind_set);
        a.mov(in_store(offsetof(rt::Header, aux), 1), static_cast<u8>(rt::ElementKind::Double));
        a.bind(kind_set);
        a.mov(field(offsetof(rt::Table, dlen), 4), count);
    }
    a.mov(result32(), 1);
    a.bind(back);
    give_zero_later(no, back);
}

void Emitter::lower_Store(const Node* node) {
    store_typed(x86::ptr(gp(node->inputs[0]), node->access().offset), node->inputs[1]);
}

void Emitter::lower_LoadElement(const Node* node) { load_typed(address(node, 8), node->type); }

/// A short list has its elements inside, behind its header. Where that is so they are read by the address of the list, as the
/// processor predicts the branch: a load of the pointer to them would be waited for before each of the next loads begins, and in
/// a walk over a tree that is what takes the time.
void Emitter::lower_CheckElements(const Node* node) {
    const Node *elem = node->inputs[0], *bound = node->inputs[1];
    i32 index = static_cast<i32>(node->inputs[2]->imm);
    Label outside = a.newLabel(), missing = a.newLabel(), back = a.newLabel(), leave = exit();
    auto compare_bound = [this, bound, index] {
        selection_.folded(bound) ? a.cmp(address(bound, 4), index) : a.cmp(gp32(bound), index);
    };
    bool may_be_inside = selection_.folded(elem);
    if (may_be_inside) {
        a.lea(kScratch, x86::ptr(gp(elem->inputs[0]), rt::Table::kElementsInside));
        a.cmp(kScratch, address(elem, 8));
        a.jne(outside);
        compare_bound();
        a.jbe(leave);
    } else {
        a.mov(kScratch, gp(elem));
        compare_bound();
        a.jbe(missing);
    }
    a.bind(back);
    a.mov(result(), kScratch);
    later([this, outside, missing, back, leave, elem, compare_bound, may_be_inside] {
        if (may_be_inside) {
            a.bind(outside);
            a.mov(kScratch, address(elem, 8));
            compare_bound();
            a.ja(back);
        }
        a.bind(missing);
        a.cmp(kScratch, constant(reinterpret_cast<u64>(rt::empty_elements())));
        a.je(back);
        a.jmp(leave);
    });
}

/// Where the array has it not, tables as they are made by `{}` are told from others, which a helper asks: such are the leaves
/// of trees, and queues that nobody has used.
void Emitter::lower_ReadElement(const Node* node) {
    x86::Gp table = gp(node->inputs[0]);
    const Node* index = node->inputs[1];
    Label missing = a.newLabel(), back = a.newLabel(), leave = exit();
    auto field = [table](std::size_t offset, u32 size) { return x86::Mem(table, static_cast<i32>(offset), size); };
    if (index->is_const()) {
        a.cmp(field(offsetof(rt::Table, bound), 4), static_cast<i32>(index->imm));
        a.jbe(missing);
        a.mov(kScratch, field(offsetof(rt::Table, elem), 8));
        a.mov(kScratch, x86::Mem(kScratch, static_cast<i32>(index->imm) * 8, 8));
    } else {
        a.cmp(gp32(index), field(offsetof(rt::Table, bound), 4));
        a.jae(missing);
        a.mov(kScratch, field(offsetof(rt::Table, elem), 8));
        a.mov(kScratch, x86::Mem(kScratch, gp(index), 3, 0, 8));
    }
    a.cmp(kScratch, kNilRegister);
    a.je(missing);
    a.mov(result(), kScratch);
    a.bind(back);
    later([this, missing, back, leave, table, index, field] {
        Label ask = a.newLabel();
        a.bind(missing);
        a.mov(kScratch.r32(), field(offsetof(rt::Table, h.id), 4));
        a.sub(kScratch.r32(), rt::kPlainRoot);
        a.cmp(kScratch.r32(), rt::kMaxInlineSlots);
        a.ja(ask);
        load_bits(kScratch, reinterpret_cast<u64>(rt::empty_elements()));
        a.cmp(field(offsetof(rt::Table, elem), 8), kScratch);
        a.jne(ask);
        a.mov(result(), kNilRegister);
        a.jmp(back);
        a.bind(ask);
        Saved saved = save_live();
        if (index->is_const()) {
            load_bits(kScratch, rt::Value::integer(static_cast<i32>(index->imm)).bits);
        } else {
            a.movsxd(kScratch, gp32(index));
            a.add(kScratch, kIntZeroRegister);
        }
        if (table.id() != x86::rsi.id()) a.mov(x86::rsi, table);
        a.mov(x86::rdx, kScratch);
        call(environment_.helpers[static_cast<u16>(Helper::GetKey)]);
        restore_live(saved);
        a.cmp(kScratch, constant(rt::Value::absent().bits));
        a.je(leave);
        a.mov(result(), kScratch);
        a.jmp(back);
    });
}

void Emitter::lower_StoreElement(const Node* node) {
    store_typed(element(node->inputs[0], node->inputs[1], node->access().offset, 8), node->inputs[2]);
}

// ---- fields at sites of many shapes -------------------------------------------------------------------------------

/// What stands at the place of that shape: the scratch register and the result say where. Jumps if it is about another.
x86::Mem Emitter::find_place(const Node* node, Label unknown) {
    static_assert(sizeof(rt::FieldPlace) == 16 && sizeof(rt::MethodCache) == 16);
    static_assert(offsetof(rt::FieldPlace, shape) == 0 && offsetof(rt::MethodCache, shape) == 0);
    x86::Gp shape = gp32(node->inputs[0]);
    // In units of 8 bytes.
    a.lea(result32(), x86::ptr(shape.r64(), shape.r64()));
    a.and_(result32(), rt::FieldPlaces::kCount * 2 - 1);
    load_bits(kScratch, node->imm);
    x86::Mem place(kScratch, result(), 3, 0, 4);
    a.cmp(place, shape);
    a.jne(unknown);
    return place;
}

/// The result becomes the address of the place. Jumps if the epoch at that offset of it is another.
void Emitter::find_current_place(const Node* node, std::size_t epoch, Label unknown) {
    a.lea(result(), find_place(node, unknown));
    a.mov(kScratch, hot(offsetof(rt::Hot, shapes)));
    a.mov(kScratch.r32(), x86::dword_ptr(kScratch, offsetof(rt::ShapeEpochs, prototype)));
    a.cmp(x86::dword_ptr(result(), static_cast<i32>(epoch)), kScratch.r32());
    a.jne(unknown);
}

void Emitter::lower_FieldOffset(const Node* node) {
    Label unknown = a.newLabel(), back = a.newLabel();
    x86::Mem place = find_place(node, unknown);
    a.mov(result32(), place.cloneAdjusted(offsetof(rt::FieldPlace, offset)));
    a.bind(back);
    give_zero_later(unknown, back);
}

void Emitter::lower_IsAbsent(const Node* node) {
    Label unknown = a.newLabel(), back = a.newLabel();
    find_current_place(node, offsetof(rt::FieldPlace, absent), unknown);
    a.mov(result32(), 1);
    a.bind(back);
    give_zero_later(unknown, back);
}

void Emitter::lower_MethodSlot(const Node* node) {
    Label unknown = a.newLabel(), back = a.newLabel();
    find_current_place(node, offsetof(rt::MethodCache, epoch), unknown);
    a.mov(result(), x86::qword_ptr(result(), offsetof(rt::MethodCache, slot)));
    a.bind(back);
    give_zero_later(unknown, back);
}

void Emitter::lower_FieldOwner(const Node* node) {
    x86::Gp table = gp(node->inputs[0]), offset = gp32(node->inputs[1]);
    Label far = a.newLabel(), back = a.newLabel();
    a.test(offset, offset);
    a.js(far);
    if (result().id() != table.id()) a.mov(result(), table);
    a.bind(back);
    later([this, far, back, table, to = result()] {
        a.bind(far);
        a.mov(to, x86::qword_ptr(table, offsetof(rt::Table, elem)));
        a.mov(to, x86::qword_ptr(to, static_cast<i32>(offsetof(rt::Store, slots)) - kStoreToElements));
        a.jmp(back);
    });
}

void Emitter::give_zero_later(Label from, Label back) {
    later([this, from, back, to = result32()] {
        a.bind(from);
        a.xor_(to, to);
        a.jmp(back);
    });
}

void Emitter::lower_LoadField(const Node* node) { load_typed(address(node, 8), Type::Value); }

void Emitter::lower_StoreFieldRef(const Node* node) {
    x86::Gp owner = gp(node->inputs[0]);
    x86::Mem to = x86::ptr(owner, gp(node->inputs[1]), 0, node->access().offset);
    store_reference(to, x86::ptr(owner), node->inputs[2]);
}

// ---- the barrier --------------------------------------------------------------------------------------------------

void Emitter::lower_StoreRef(const Node* node) {
    x86::Gp owner = gp(node->inputs[0]);
    store_reference(x86::ptr(owner, node->access().offset), x86::ptr(owner), node->inputs[1]);
}

void Emitter::lower_StoreElementRef(const Node* node) {
    x86::Mem to = element(node->inputs[0], node->inputs[1], node->access().offset, 8);
    store_reference(to, x86::ptr(gp(node->inputs[0]), -kStoreToElements), node->inputs[2]);
}

void Emitter::lower_StoreShape(const Node* node) {
    const Node* shape = node->inputs[1];
    store_typed(x86::ptr(gp(node->inputs[0]), node->access().offset), shape);
    Label cold = a.newLabel(), back = a.newLabel();
    a.cmp(hot(offsetof(rt::Hot, marking), 1), 0);
    a.jne(cold);
    a.bind(back);
    later([this, cold, back, table = gp(node->inputs[0]), offset = node->access().offset] {
        a.bind(cold);
        Saved saved = save_live();
        a.mov(x86::esi, x86::dword_ptr(table, offset));
        call(environment_.keep_shape);
        restore_live(saved);
        a.jmp(back);
    });
}

/// `owner` is the address of the cell that holds the slot. What the collector must hear of is said in vm/elements.h
/// (needs_barrier): here the first test is the one that seldom succeeds, and the rest is cold.
void Emitter::store_reference(x86::Mem to, x86::Mem owner, const Node* value) {
    // The collector does not mind anything else.
    if (never_reference(value)) return store_boxed(to, value);
    Label cold = a.newLabel(), store = a.newLabel(), back = a.newLabel();
    x86::Mem gc = owner.cloneAdjusted(kGcByte);
    gc.setSize(1);
    a.test(gc, rt::kGcOld);
    a.jne(cold);
    a.bind(store);
    store_boxed(to, value);
    a.bind(back);
    later([this, cold, store, back, to, owner, value] {
        a.bind(cold);
        load_boxed(kScratch, value);
        a.shr(kScratch, 48);
        a.sub(x86::eax, static_cast<i32>(rt::kTagObject >> 48));
        a.cmp(x86::eax, 4);
        a.jae(store);
        Saved saved = save_live();
        load_boxed(kScratch, value);
        push(kScratch);
        a.lea(kScratch, to);
        push(kScratch);
        a.lea(kScratch, owner);
        push(kScratch);
        pop(x86::rsi);
        pop(x86::rdx);
        pop(x86::rcx);
        call(environment_.log_store);
        restore_live(saved);
        a.jmp(back);
    });
}

// ---- allocation ---------------------------------------------------------------------------------------------------

void Emitter::forget_stale(const Snapshot* snapshot) {
    if (!snapshot) return;
    for (u16 stale : snapshot->stale) a.mov(slot(stale), kNilRegister);
}

/// The result register gets a cell with its header. The short way moves a pointer.
void Emitter::allocate(u32 bytes, u64 header, const Snapshot* snapshot) {
    x86::Gp to = result();
    Label slow = a.newLabel(), back = a.newLabel();
    if (bytes <= kMaxBump) {
        a.mov(to, hot(offsetof(rt::Hot, cursor)));
        a.lea(kScratch, x86::ptr(to, static_cast<i32>(bytes)));
        a.cmp(kScratch, hot(offsetof(rt::Hot, cursor_end)));
        a.ja(slow);
        a.mov(hot(offsetof(rt::Hot, cursor)), kScratch);
    } else {
        a.jmp(slow);
    }
    a.bind(back);
    load_bits(kScratch, header);
    a.mov(x86::qword_ptr(to), kScratch);
    later([this, slow, back, to, bytes, header, snapshot] {
        a.bind(slow);
        Saved saved = save_live();
        // The collector reads the frame as far as `top`, and finds the rest on this stack.
        forget_stale(snapshot);
        publish_top(snapshot);
        a.mov(x86::esi, bytes);
        load_bits(x86::rdx, header);
        call(environment_.allocate_slow);
        if (to.id() != kScratch.id()) a.mov(to, kScratch);
        restore_live(saved);
        a.jmp(back);
    });
}

/// The result register gets a table with a store for a few elements, of which there is none yet. They are cut from fresh
/// memory together.
void Emitter::allocate_with_store(const TableSite& site, const Snapshot* snapshot) {
    x86::Gp to = result();
    i32 bytes = static_cast<i32>(sizeof(rt::Table) + site.inline_slots * 8);
    i32 store_bytes = static_cast<i32>(sizeof(rt::Store) + (site.elements + 1) * 8);
    Label slow = a.newLabel(), back = a.newLabel();
    auto set = [&](i32 offset, u64 bits) {
        load_bits(kScratch, bits);
        a.mov(x86::qword_ptr(to, offset), kScratch);
    };
    a.mov(to, hot(offsetof(rt::Hot, cursor)));
    a.lea(kScratch, x86::ptr(to, bytes + store_bytes));
    a.cmp(kScratch, hot(offsetof(rt::Hot, cursor_end)));
    a.ja(slow);
    a.mov(hot(offsetof(rt::Hot, cursor)), kScratch);
    set(0, header_of(site));
    a.lea(kScratch, x86::ptr(to, bytes + kStoreToElements));
    a.mov(x86::qword_ptr(to, offsetof(rt::Table, elem)), kScratch);
    a.mov(x86::qword_ptr(to, offsetof(rt::Table, bound)), 1);  // and dlen
    set(bytes, rt::header_word(static_cast<u32>(store_bytes), rt::HeapType::Store, 0));
    a.mov(x86::qword_ptr(to, bytes + static_cast<i32>(offsetof(rt::Store, hash))), 0);
    a.mov(x86::qword_ptr(to, bytes + static_cast<i32>(offsetof(rt::Store, slots))), 0);
    a.mov(x86::qword_ptr(to, bytes + static_cast<i32>(offsetof(rt::Store, capacity))), site.elements);  // and limit
    a.mov(x86::qword_ptr(to, bytes + kStoreToElements), kNilRegister);
    a.bind(back);
    later([this, slow, back, to, site, snapshot] {
        a.bind(slow);
        Saved saved = save_live();
        forget_stale(snapshot);
        publish_top(snapshot);
        call_new_table(site);
        if (to.id() != kScratch.id()) a.mov(to, kScratch);
        restore_live(saved);
        a.jmp(back);
    });
}

/// With the elements that are given, or room for them.
void Emitter::allocate_list(const Node* node, const TableSite& site) {
    u32 given = static_cast<u32>(node->inputs.size());
    u64 doubles = site.doubles ? given : 0;
    auto set = [&](std::size_t offset, u64 low, u64 high) {
        store_bits(x86::qword_ptr(result(), static_cast<i32>(offset)), low | high << 32);
    };
    allocate(static_cast<u32>(rt::Table::list_bytes(site.elements)), header_of(site), node->snapshot);
    a.lea(kScratch, x86::ptr(result(), rt::Table::kElementsInside));
    a.mov(x86::qword_ptr(result(), offsetof(rt::Table, elem)), kScratch);
    set(offsetof(rt::Table, bound), given + 1, doubles);  // and dlen
    set(offsetof(rt::Store, capacity), site.elements, given);  // and limit
    a.mov(x86::qword_ptr(result(), rt::Table::kElementsInside), kNilRegister);
    for (u32 i = 0; i < given; ++i) {
        i32 at = static_cast<i32>(rt::Table::kElementsInside + (i + 1) * sizeof(rt::Value));
        store_boxed(x86::qword_ptr(result(), at), node->inputs[i]);
    }
}

u64 Emitter::header_of(const TableSite& site) {
    if (site.is_list()) return rt::list_header_word(site.elements, site.shape);
    u32 bytes = static_cast<u32>(sizeof(rt::Table)) + site.inline_slots * 8;
    return (rt::header_word(bytes, rt::HeapType::Table, 0) & ~u64{0xFFFFFFFF}) | site.shape;
}

void Emitter::call_new_table(const TableSite& site) {
    a.mov(x86::esi, site.shape);
    a.mov(x86::edx, site.inline_slots);
    a.mov(x86::ecx, site.elements);
    call(environment_.new_table);
}

void Emitter::lower_NewTable(const Node* node) {
    const TableSite& site = graph_.tables[node->imm];
    u32 given = static_cast<u32>(node->inputs.size());
    if (site.elements > TableSite::kFewElements) {
        if (keeps_count_) count_frames(node->snapshot->depth);
        forget_stale(node->snapshot);
        publish_frame(node->snapshot);
        call_new_table(site);
        a.test(kScratch, kScratch);
        Label failed = a.newLabel();
        a.jz(failed);
        later([this, failed, node] {
            a.bind(failed);
            if (!keeps_count_) count_frames(node->snapshot->depth);
            jump_to_gate(environment_.error_gate);
        });
        a.mov(result(), kScratch);
    } else if (site.is_list()) {
        return allocate_list(node, site);
    } else if (site.elements) {
        allocate_with_store(site, node->snapshot);
    } else {
        allocate(static_cast<u32>(sizeof(rt::Table)) + site.inline_slots * 8, header_of(site), node->snapshot);
        store_bits(x86::qword_ptr(result(), offsetof(rt::Table, elem)), reinterpret_cast<u64>(rt::empty_elements()));
        store_bits(x86::qword_ptr(result(), offsetof(rt::Table, bound)), 0);  // and dlen
    }
    for (u32 i = 0; i < site.inline_slots; ++i) {
        x86::Mem to = x86::qword_ptr(result(), static_cast<i32>(sizeof(rt::Table) + i * 8));
        if (i < given) {
            store_boxed(to, node->inputs[i]);
        } else {
            a.mov(to, kNilRegister);
        }
    }
}

void Emitter::lower_NewCell(const Node* node) {
    allocate(sizeof(rt::Cell), rt::header_word(sizeof(rt::Cell), rt::HeapType::Cell, 0), node->snapshot);
    store_boxed(x86::qword_ptr(result(), offsetof(rt::Cell, value)), node->inputs[0]);
}

void Emitter::lower_NewClosure(const Node* node) {
    const ClosureSite& site = graph_.closures[node->imm];
    u32 count = static_cast<u32>(node->inputs.size());
    u32 bytes = static_cast<u32>(sizeof(rt::Function)) + count * 8;
    allocate(bytes, rt::header_word(bytes, rt::HeapType::Function, static_cast<u8>(site.cells)), node->snapshot);
    store_bits(x86::qword_ptr(result(), offsetof(rt::Function, code)), reinterpret_cast<u64>(&site.code->head));
    for (u32 i = 0; i < count; ++i) {
        x86::Mem to = x86::qword_ptr(result(), static_cast<i32>(sizeof(rt::Function) + i * 8));
        store_boxed(to, node->inputs[i]);
    }
}

}  // namespace gs::jit::x64

// C++ behind the cold parts of compiled instructions, and behind the gates.
//
// Whatever may run script may switch coroutines, and compiled code may run on the other one meanwhile. So it keeps Hot::native_entry,
// which belongs to the native stack that it was called on (Entry below). An error or exit drops the native frames of
// compiled code with the entry that is in force then, so nothing else needs to know.
//
// CALLS THAT THE VM RUNS. A compiled caller has counted the frame of the callee, which stands; that is taken back first. What the VM's call does with
// the frame, a pending request and the depth is done here in the caller's name: errors are at its call.
#include "jit/code/cold_parts.h"

#include <algorithm>
#include <alloca.h>
#include <cstring>

#include "jit/code/code.h"
#include "jit/code/gates.h"
#include "jit/code/helpers.h"
#include "jit/code/sunk_objects.h"
#include "jit/ir/eval.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "support/assert.h"
#include "vm/slow.h"
#include "vm/switch.h"

namespace gs::jit {

using rt::State;
using rt::Value;
using rt::Word;
using vm::Next;

namespace {

class Entry {
public:
    explicit Entry(State& st) : st_(st), entry_(st.hot.native_entry) {}
    ~Entry() { st_.hot.native_entry = entry_; }
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

private:
    State& st_;
    void* entry_;
};

void* allocate_slow(State& st, u32 bytes, u64 header) {
    auto type = static_cast<rt::HeapType>(header >> 40 & 0xFF);
    return st.heap->allocate(bytes, type, static_cast<u8>(header >> 56));
}

rt::Table* new_table(State& st, u32 shape, u32 slots, u32 elements) {
    auto table = rt::make_table_sized(st, slots, elements);
    if (!table.ok()) return nullptr;
    (*table)->h.id = shape;
    return *table;
}

rt::String* find_interned(State& st, const rt::String* s) { return rt::find_interned(st, s); }
void keep_shape(State& st, u32 shape) { st.heap->keep_shape(shape); }

void log_store(State& st, rt::Header* owner, Value* slot, Value v) { st.heap->store(owner, slot, v); }

// The VM may go on behind an instruction of the same place, but in another coroutine: then compiled code has to be left. The
// gate takes no notice of the lowest bit.
Next run_slow_op(State& st, Word* pc, Value* base) {
    Entry entry(st);
    rt::Coroutine* co = st.hot.co;
    Next next = slow_op(st, pc, base);
    if (st.hot.co != co) next.pc = reinterpret_cast<Word*>(reinterpret_cast<u64>(next.pc) | 1);
    return next;
}

u64 return_values(State& st, Value* base, const Value* values, u32 count) {
    Word* ret = vm::return_address(base);
    Value first = count ? values[0] : Value::nil();
    if (ret == &rt::kBoundaryWord) {
        bool fits = st.reserve_results(count);
        GateFrame::innermost(st)->results = fits ? i64{count} : rt::Ret::kError;
        if (!fits) return first.bits;
        std::copy_n(values, count, st.hot.results);
        if (count == 0) st.hot.results[0] = first;
        st.hot.nresults = count;
        return first.bits;
    }
    Value* to = base + rt::kCalleeSlot;
    u32 wanted = ret[-1].x;
    if (wanted == bytecode::kOpenResults) {
        wanted = count;
        st.hot.top = to + count;
    }
    std::memmove(static_cast<void*>(to), values, std::min(count, wanted) * sizeof(Value));
    if (count < wanted) std::fill_n(to + count, wanted - count, Value::nil());
    return first.bits;
}

/// A frame that is to be started, while its caller is the one that errors belong to.
class Call {
public:
    /// `original`: the base that the caller knows.
    Call(State& st, Value* base, Value* original, u32 arguments)
        : st_(st),
          entry_(st),
          offset_(vm::offset_of(st, base)),
          from_cpp_(vm::return_address(base) == &rt::kBoundaryWord) {
        Word* ret = vm::return_address(base);
        st.hot.top = base + arguments;
        st.hot.base = from_cpp_ ? base : original - ret[-1].c / sizeof(Value);
        st.hot.pc = from_cpp_ ? vm::running(base)->code : vm::call_position(base, original);
        caller_ = vm::offset_of(st, st.hot.base);
        pc_ = st.hot.pc;
    }

    Value* base() const { return rt::stack_bottom(st_) + offset_; }

    /// Serves requests and tests the depth. False: fail() says how to go on.
    bool prepare() {
        if (st_.hot.request.load(std::memory_order_relaxed) != 0 && !rt::poll(st_).ok()) return false;
        if (st_.hot.frames_left != 0) return true;
        (void)st_.raise_text("stack overflow");
        return false;
    }

    /// An error is pending: back to the caller's frame.
    void blame_caller() {
        st_.hot.base = rt::stack_bottom(st_) + caller_;
        st_.hot.pc = pc_;
    }
    Next fail() {
        if (from_cpp_) return vm::leave(rt::Ret::kError);
        blame_caller();
        return vm::unwind(st_);
    }

private:
    State& st_;
    Entry entry_;
    u32 offset_, caller_;
    const Word* pc_;
    bool from_cpp_;
};

Next start_in_vm(State& st, Value* base) {
    st.hot.frames_left++;
    rt::Function* f = vm::running(base);
    const bytecode::FunctionData* data = bytecode::data_of(f);
    Call call(st, base, vm::original_base(base), data->params);
    if (!call.prepare() || !rt::ensure_stack(st, f->code->a).ok()) return call.fail();
    st.hot.frames_left--;
    return {f->code + 1, call.base()};
}

/// The frame with all its arguments in order, not counted.
Next arranged(State& st, Call& call, u32 arguments) {
    if (!call.prepare()) return {nullptr, nullptr};
    // While the caller's is the innermost frame: this one can not be walked before it has been arranged.
    rt::Function* f = vm::running(call.base());
    if (!rt::ensure_stack(st, vm::room_for(f, arguments)).ok()) return {nullptr, nullptr};
    st.hot.base = call.base();
    st.hot.top = std::max(st.hot.top, call.base() + arguments);
    return vm::enter(st, f, arguments);
}

HelperResult as_result(Next next) { return {reinterpret_cast<u64>(next.pc), reinterpret_cast<u64>(next.base)}; }
HelperResult returned(Value v) { return {static_cast<u64>(CallOutcome::Returned), v.bits}; }

HelperResult call_library(State& st, Value* base, u32 arguments) {
    Entry entry(st);
    Word* call = vm::return_address(base) - 1;
    u32 offset = vm::offset_of(st, base);
    Next switched;
    if (vm::is_switch(base[rt::kCalleeSlot].as_native()) &&
        vm::switch_coroutine(st, call, base, arguments, &switched)) {
        return as_result(switched);
    }
    HelperResult result = call_native(st, base, arguments, call);
    if (result.status != 0) {
        st.hot.top = rt::stack_bottom(st) + offset + arguments;  // if it has to be called again
        return as_result(vm::unwind(st));
    }
    st.hot.frames_left--;
    st.hot.base = rt::stack_bottom(st) + offset;
    return returned({result.value});
}

Next call_in_vm(State& st, Value* base, u32 arguments) {
    st.hot.frames_left++;
    Call call(st, base, base, arguments);
    Next start = arranged(st, call, arguments);
    if (!start.pc) return call.fail();
    st.hot.frames_left--;
    return start;
}

HelperResult arrange_extras(State& st, Value* base, u32 arguments) {
    st.hot.frames_left++;
    Call call(st, base, base, arguments);
    Next start = arranged(st, call, arguments);
    if (start.pc) {
        st.hot.frames_left--;
        return {reinterpret_cast<u64>(start.base), 0};
    }
    call.blame_caller();
    return {0, 1};
}

}  // namespace

HelperResult call_other(State& st, Value* base, u32 arguments) {
    st.hot.frames_left++;
    if (!base[rt::kCalleeSlot].is_function()) {
        Call call(st, base, base, arguments);
        auto found = rt::resolve_callee(st, base[rt::kCalleeSlot], vm::offset_of(st, base), &arguments);
        if (!found.ok()) return as_result(call.fail());
        base = call.base();
        base[rt::kCalleeSlot] = *found;
    }
    if (rt::is_native(base[rt::kCalleeSlot])) return call_library(st, base, arguments);
    // What compiled code calls is worth compiling, and all the sooner as its callers are left here for the VM.
    constexpr u32 kCallsWorth = 32;
    rt::Code* code = vm::running(base)->code_object();
    if (!code->entry) code->head.c = static_cast<u16>(code->head.c > kCallsWorth ? code->head.c - kCallsWorth : 0);
    Call call(st, base, base, arguments);
    Next start = arranged(st, call, arguments);
    if (!start.pc) return as_result(call.fail());
    if (code->entry && !vm::has_extras(code)) {
        st.hot.frames_left--;
        st.hot.base = call.base();
        return {u64{arguments} << 3 | static_cast<u64>(CallOutcome::Starts), reinterpret_cast<u64>(code->entry)};
    }
    st.hot.frames_left--;
    return as_result(start);
}

void fill_in_cold_parts(Environment& environment) {
    environment.allocate_slow = reinterpret_cast<const void*>(&allocate_slow);
    environment.new_table = reinterpret_cast<const void*>(&new_table);
    environment.log_store = reinterpret_cast<const void*>(&log_store);
    environment.find_interned = reinterpret_cast<const void*>(&find_interned);
    environment.entry_offset = reinterpret_cast<const void*>(&entry_offset);
    environment.keep_shape = reinterpret_cast<const void*>(&keep_shape);
    environment.call_native = reinterpret_cast<const void*>(&call_native);
    environment.call_native_for_one = reinterpret_cast<const void*>(&call_native_for_one);
    environment.call_native_for_several = reinterpret_cast<const void*>(&call_native_for_several);
    environment.call_pcall = reinterpret_cast<const void*>(&call_pcall);
    environment.slow_op = reinterpret_cast<const void*>(&run_slow_op);
    environment.return_values = reinterpret_cast<const void*>(&return_values);
    environment.start_in_vm = reinterpret_cast<const void*>(&start_in_vm);
    environment.call_in_vm = reinterpret_cast<const void*>(&call_in_vm);
    environment.arrange_extras = reinterpret_cast<const void*>(&arrange_extras);
}

namespace {

/// Reads what an exit has saved.
class Leaving {
public:
    Leaving(const SavedRegisters& saved, const u64* objects) : saved_(saved), objects_(objects) {}

    Value read(const ExitSlot& slot) const {
        u64 bits = slot.bits;
        switch (slot.kind) {
            case ExitSlot::Gpr: bits = saved_.general[slot.index]; break;
            case ExitSlot::Xmm: bits = saved_.real[slot.index]; break;
            case ExitSlot::Stack: bits = saved_.frame[slot.index / 8]; break;
            case ExitSlot::Constant: return {bits};
            case ExitSlot::Object: return {objects_[slot.index] | bits};
        }
        // The high half of an I32 in a register means nothing.
        if (slot.type == Type::I32) bits = static_cast<u64>(i64{static_cast<i32>(bits)});
        return box(slot.type, bits, slot.bits);
    }

private:
    const SavedRegisters& saved_;
    const u64* objects_;
};

}  // namespace

Next restore_frame(State& st, MachineCode* code, SavedRegisters* saved) {
    ExitInfo& exit = code->exits[saved->exit];
    exit.taken++;
    auto* base = reinterpret_cast<Value*>(saved->general[3]);  // rbx
    // New objects are found on this stack, as is what has been saved. The Value stack does not move.
    auto* objects = static_cast<u64*>(alloca(exit.objects.size() * sizeof(u64)));
    Leaving leaving(*saved, objects);
    for (std::size_t i = 0; i < exit.objects.size(); ++i) {
        const ExitObject& object = exit.objects[i];
        u32 count = static_cast<u32>(object.fields.size());
        auto* fields = static_cast<Value*>(alloca(count * sizeof(Value)));
        for (u32 f = 0; f < count; ++f) fields[f] = leaving.read(object.fields[f]);
        objects[i] = reinterpret_cast<u64>(make_sunk_object(st, object.what, fields, count, base + code->frame_slots));
    }
    for (const ExitSlot& slot : exit.slots) base[slot.slot] = leaving.read(slot);
    if (exit.open_end >= 0) st.hot.top = base + exit.open_end;
    st.hot.frames_left -= exit.depth;
    Next next{const_cast<Word*>(exit.pc), base + exit.base_offset};
    if (end_stress(*code->environment)) return next;
    if (auto hook = code->environment->exit_hook) hook(st, *code, exit, next.base);
    return next;
}

Next deliver(State& st, Value* base, Value value, GateFrame* frame) {
    st.hot.frames_left++;
    Word* ret = frame->return_word;
    if (ret == &rt::kBoundaryWord) {
        if (frame->results == 1) {
            st.hot.results[0] = value;
            st.hot.nresults = 1;
        }
        return vm::leave(frame->results);
    }
    if (ret[-1].x == 1) base[rt::kCalleeSlot] = value;
    return {ret, base - ret[-1].c / sizeof(Value)};
}

rt::Ret finish_in_vm(State& st, Word* pc, Value* base) { return vm::finish(st, {pc, base}); }

Next unwind_error(State& st) {
    Entry entry(st);
    return vm::unwind(st);
}

}  // namespace gs::jit

// Calls and returns in whole functions.
//
// A call is inlined, or made by the means of compiled code (graph.h, CallDirect), or left to the VM's slow path: natives,
// and functions whose frame only the VM can make. What the callee is comes from what was seen in its place when the
// compilation began (Emitter::seen); a guard on the function's code, which all closures of one source share, proves it.
#include <algorithm>
#include <cstddef>
#include <utility>

#include "jit/frontend/method.h"
#include "jit/frontend/translate.h"
#include "runtime/call.h"

namespace gs::jit {

using rt::Value;

namespace {

// How much is inlined: words of bytecode of one function and of all together, calls within calls, and how often one
// function within itself.
constexpr u32 kMaxInlineWords = 100, kMaxInlinedWords = 1200, kMaxInlineDepth = 8, kMaxRecursion = 2;

/// The code of what is called, if that is known.
const rt::Code* code_of(const Emitter& e, const Graph& graph, const Node* callee) {
    if (callee->is(Op::NewClosure)) return graph.closures[callee->imm].code;
    Value seen = e.seen(callee);
    return rt::is_script(seen) ? seen.as_function()->code_object() : nullptr;
}

/// Functions that only a frame of the VM's own making can run.
bool needs_vm_frame(const FunctionData* data) { return data->uses_varargs || data->defer_slot >= 0; }

/// Whether each way through the function ends in a return of a number of values that stands in the program.
bool has_plain_returns(const ControlFlow& flow) {
    for (const Instruction& i : flow.instructions) {
        switch (bytecode::info(*flow.at(i.word)).base) {
            case bytecode::Op::ReturnOpen:
            case bytecode::Op::ReturnVarArgs:
            case bytecode::Op::TailCall:
            case bytecode::Op::TailCallOpen: return false;
            default: break;
        }
    }
    return true;
}

}  // namespace

void MethodBuilder::call(const CallShape& shape) {
    Node* callee = get(shape.window);
    const rt::Code* code = code_of(*this, *graph_, callee);
    if (shape.tail) return tail_call(shape, callee, code);
    if (call_native(*this, shape, callee)) return;
    bool native = rt::is_native(seen(callee)) || bytecode::op_of(*pc_) != bytecode::Op::Call;
    if (native || failed(kNotThat)) return slow();
    if (!code) {
        if (!call_one_of(shape, callee)) slow();
        return;
    }
    if (bytecode::data_of(code)->uses_varargs) return slow();
    guard_code(callee, code);
    call_code(shape, callee, code);
}

/// Of a callee that is known to have this code.
void MethodBuilder::call_code(const CallShape& shape, Node* callee, const rt::Code* code) {
    const FunctionData* data = bytecode::data_of(code);
    if (may_inline(shape, data)) return call_inline(shape, callee, data, *flow_of(data));
    call_compiled(shape, code, data);
}

/// A callee that comes from several places (methods of several shapes) is one of what was seen there: told apart by code.
bool MethodBuilder::call_one_of(const CallShape& shape, Node* callee) {
    if (!callee->is(Op::Phi) || callee->type != Type::Value || shape.wanted == bytecode::kOpenResults) return false;
    std::vector<const rt::Code*> codes;
    for (const Node* input : callee->inputs) {
        const rt::Code* code = code_of(*this, *graph_, input);
        if (!code || bytecode::data_of(code)->uses_varargs) continue;
        if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
    }
    if (codes.empty()) return false;
    std::vector<Path> ends, others;
    others.push_back(split(emit(Op::IsTag, {callee}, rt::kTagFunction)));
    Node* function = unbox_pointer(callee, rt::kTagFunction);
    Node* head = load(Type::Ptr, function, offsetof(rt::Function, code), Alias::Constant);
    for (const rt::Code* code : codes) {
        graph_->constants.push_back(Value::object(code));
        Path other = split(compare(Op::CmpPtr, Condition::Eq, head, const_pointer(&code->head)), false);
        call_code(shape, function, code);
        if (reachable()) ends.push_back(suspend());
        resume(std::move(other));
    }
    join(std::move(others));
    slow();
    join(std::move(ends));
    return true;
}

void MethodBuilder::guard_code(Node* callee, const rt::Code* code) {
    graph_->constants.push_back(Value::object(code));
    if (callee->is(Op::NewClosure)) return;
    Node* function = as_pointer(callee, rt::kTagFunction);
    // The running function is of this code.
    if (function->is(Op::Callee) && code == request_.function->code) return;
    Node* head = load(Type::Ptr, function, offsetof(rt::Function, code), Alias::Constant);
    guard_true(compare(Op::CmpPtr, Condition::Eq, head, const_pointer(&code->head)));
}

void MethodBuilder::call_compiled(const CallShape& shape, const rt::Code* code, const FunctionData* data) {
    store_live();
    store_slot(slot_of(shape.window + 1), constant(Type::Value, rt::raw_slot(shape.word + 1).bits));
    u32 first = shape.window + bytecode::kWindowSlots;
    for (u32 i = shape.arguments; i < data->params; i++) {
        store_slot(slot_of(first + i), const_value(Value::nil()));
    }
    graph_->calls.push_back({const_cast<rt::Code*>(code), scope_->offset + first, shape.arguments});
    Node* result = append(Op::CallDirect, Type::Value, {}, graph_->calls.size() - 1, snapshot());
    kill_from(shape.window);
    if (shape.wanted == 1) {
        set(shape.window, result);
    } else if (shape.wanted != bytecode::kOpenResults) {
        for (u32 i = 0; i < shape.wanted; i++) set_stored(shape.window + i);
    }
}

// ---- inlining -----------------------------------------------------------------------------------------------------
// The callee's registers stand where its frame would: above the caller's window. Its blocks are translated like those of
// the function itself, with a scope of their own; returns end ways that meet behind the call.

bool MethodBuilder::may_inline(const CallShape& shape, const FunctionData* data) {
    if (shape.wanted == bytecode::kOpenResults || needs_vm_frame(data)) return false;
    if (data->word_count > kMaxInlineWords || inlined_words_ + data->word_count > kMaxInlinedWords) return false;
    if (scope_->depth >= kMaxInlineDepth) return false;
    u32 recursions = 0;
    for (const Scope* s = scope_; s; s = s->caller) recursions += s->function == data;
    if (recursions > kMaxRecursion) return false;
    const ControlFlow* flow = flow_of(data);
    return flow && has_plain_returns(*flow);
}

void MethodBuilder::call_inline(const CallShape& shape, Node* callee, const FunctionData* data,
                                const ControlFlow& flow) {
    Region region;
    if (!find_region(flow, 0, 0, data->word_count, &region)) return slow();
    inlined_words_ += data->word_count;
    Scope scope;
    scope.caller = scope_;
    scope.function = data;
    scope.flow = &flow;
    scope.offset = scope_->offset + shape.window + bytecode::kWindowSlots;
    scope.depth = scope_->depth + 1;
    scope.closure = unbox_pointer(callee, rt::kTagFunction);
    Value known = seen(callee);
    bool fits = rt::is_script(known) && known.as_function()->code_object() == data->code;
    scope.seen = fits ? known.as_function() : nullptr;
    scope.lives_on = scope_->flow->live_at(shape.word + 1);
    scope.lives_on.remove_from(shape.window);
    scope.wanted = shape.wanted;

    std::size_t outer_slots = slots_.size();
    const Word* call_pc = pc_;
    set(shape.window + 1, constant(Type::Value, rt::raw_slot(shape.word + 1).bits));
    kill_from(shape.window + bytecode::kWindowSlots + shape.arguments);
    std::size_t needed = scope.offset + data->frame_size + kLink;
    if (slots_.size() < needed) slots_.resize(needed);
    slots_needed_ = std::max(slots_needed_, scope.offset + data->frame_size);
    scope_ = &scope;
    for (u32 i = shape.arguments; i < data->params; i++) set(i, const_value(Value::nil()));

    Activation activation(flow, region);
    Activation* outer = std::exchange(activation_, &activation);
    append(Op::Jump, Type::None, {}, 0, nullptr);
    forward(suspend(), 0);
    translate_region();

    activation_ = outer;
    scope_ = scope.caller;
    begin(call_pc);
    std::vector<Path> paths;
    for (Returned& r : activation.returned) {
        std::vector<Slot>& slots = r.path.slots;
        for (std::size_t i = index_of(shape.window); i < slots.size(); i++) slots[i] = {};
        slots.resize(outer_slots);
        for (u32 i = 0; i < shape.wanted; i++) slots[index_of(shape.window + i)] = {r.values[i], false};
        paths.push_back(std::move(r.path));
    }
    block_ = nullptr;
    join(std::move(paths));
}

void MethodBuilder::return_values(u32 first, u32 count) {
    if (scope_->caller) {
        std::vector<Node*> values;
        for (u32 i = 0; i < scope_->wanted; i++) {
            values.push_back(i < count ? get(first + i) : const_value(Value::nil()));
        }
        activation_->returned.push_back({suspend(), std::move(values)});
        return;
    }
    if (count == 1) {
        append(Op::Return, Type::None, {get_boxed(first)}, 0, nullptr);
    } else {
        for (u32 i = 0; i < count; i++) {
            Slot& s = slot(first + i);
            if (s.value && !s.stored) store_slot(slot_of(first + i), s.value);
        }
        graph_->returns.push_back({scope_->offset + first, count});
        append(Op::ReturnSlots, Type::None, {}, graph_->returns.size() - 1, nullptr);
    }
    block_ = nullptr;
}

// ---- tail calls -----------------------------------------------------------------------------------------------------

/// A script function takes the place of this frame. A native runs on top of it, and its results are returned by the
/// instruction behind (translate_ReturnOpen).
void MethodBuilder::tail_call(const CallShape& shape, Node* callee, const rt::Code* code) {
    if (call_native(*this, shape, callee)) return;
    if (bytecode::op_of(*pc_) != bytecode::Op::TailCall || rt::is_native(seen(callee))) return slow();
    bool can = code && !scope_->caller && !failed(kNotThat) && !bytecode::data_of(code)->uses_varargs;
    if (!can) return leave(false);
    const FunctionData* data = bytecode::data_of(code);
    guard_code(callee, code);
    u32 first = shape.window + bytecode::kWindowSlots;
    std::vector<Node*> values;
    for (u32 i = 0; i < data->params; i++) {
        values.push_back(i < shape.arguments ? get_boxed(first + i) : const_value(Value::nil()));
    }
    Node* boxed = box(callee);
    bool self = graph_->kind == GraphKind::Function && code == request_.function->code;
    if (self) append(Op::Poll, Type::None, {}, 0, snapshot())->origin = nullptr;
    store_slot(rt::kCalleeSlot, boxed);
    for (u32 i = 0; i < values.size(); i++) store_slot(static_cast<i32>(i), values[i]);
    if (self) {
        append(Op::TailSelf, Type::None, {}, 0, nullptr);
    } else {
        graph_->calls.push_back({const_cast<rt::Code*>(code), 0, static_cast<u32>(values.size())});
        append(Op::TailCode, Type::None, {const_pointer(code)}, graph_->calls.size() - 1, nullptr);
    }
    block_ = nullptr;
}

}  // namespace gs::jit

// Calls and returns in whole functions.
//
// A call is inlined, or made by the means of compiled code (graph.h, CallDirect), or left to the VM's slow path: natives,
// and functions whose frame only the VM can make. What the callee is comes from what was seen in its place when the
// compilation began (Emitter::seen); a guard on the function's code, which all closures of one source share, proves it.
#include <cstddef>

#include "jit/frontend/method.h"
#include "jit/frontend/translate.h"

namespace gs::jit {

using rt::Value;

namespace {

/// The code of what is called, if that is known.
const rt::Code* code_of(const Emitter& e, const Graph& graph, const Node* callee) {
    if (callee->is(Op::NewClosure)) return graph.closures[callee->imm].code;
    Value seen = e.seen(callee);
    return rt::is_script(seen) ? seen.as_function()->code_object() : nullptr;
}

}  // namespace

void MethodBuilder::call(const CallShape& shape) {
    Node* callee = get(shape.window);
    if (shape.tail) return leave(false);
    const rt::Code* code = code_of(*this, *graph_, callee);
    bool native = rt::is_native(seen(callee)) || bytecode::op_of(*pc_) != bytecode::Op::Call;
    if (!code || native || failed(kNotThat)) return slow();
    const FunctionData* data = bytecode::data_of(code);
    if (data->uses_varargs) return slow();
    guard_code(callee, code);
    call_compiled(shape, code, data);
}

void MethodBuilder::guard_code(Node* callee, const rt::Code* code) {
    graph_->constants.push_back(Value::object(code));
    if (callee->is(Op::NewClosure)) return;
    Node* function = as_pointer(callee, rt::kTagFunction);
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

void MethodBuilder::return_values(u32 first, u32 count) {
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

}  // namespace gs::jit

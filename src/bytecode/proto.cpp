#include "bytecode/proto.h"

#include <algorithm>

#include "runtime/state.h"

namespace gs::bytecode {

FunctionData*& function_list(rt::State& state) { return reinterpret_cast<FunctionData*&>(state.functions); }

FunctionData::FunctionData(rt::State& s) : state(s) {
    FunctionData*& head = function_list(s);
    next = head;
    if (head) head->previous = this;
    head = this;
}

FunctionData::~FunctionData() {
    if (next) next->previous = previous;
    if (previous) {
        previous->next = next;
    } else {
        function_list(state) = next;
    }
}

void FunctionData::trace(rt::Tracer& tracer) {
    tracer.pointer(code);
    for (rt::Value v : constants) tracer.value(v);
    for (rt::Code* child : children) tracer.pointer(child);
    for (const NameEntry& n : names) tracer.pointer(n.name);
    if (tier) tier->trace(tracer);
}

u32 FunctionData::line_at(u32 word) const {
    auto after = std::upper_bound(lines.begin(), lines.end(), word,
                                  [](u32 w, const LineEntry& entry) { return w < entry.word; });
    return after == lines.begin() ? 0 : (after - 1)->line;
}

rt::OperandName FunctionData::name_at(u32 word, u32 operand) const {
    auto entry =
        std::lower_bound(names.begin(), names.end(), word, [](const NameEntry& e, u32 w) { return e.word < w; });
    for (; entry != names.end() && entry->word == word; ++entry) {
        if (entry->operand == operand) return {entry->kind, {entry->name->data(), entry->name->len}};
    }
    return {};
}

rt::Function* make_main_closure(rt::State& state, rt::Code* code) {
    auto* f = static_cast<rt::Function*>(state.heap->allocate(sizeof(rt::Function), rt::HeapType::Function, 0));
    f->code = &code->head;
    return f;
}

}  // namespace gs::bytecode

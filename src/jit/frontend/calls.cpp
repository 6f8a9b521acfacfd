// Calls and returns in whole functions.
//
// A call is inlined, or made by the means of compiled code (graph.h, CallDirect), or left to the VM's slow path: natives,
// and functions whose frame only the VM can make. What the callee is comes from what was seen in its place when the
// compilation began (Emitter::seen); a guard on the function's code, which all closures of one source share, proves it.
// Where that has failed, all functions that the call has met (Callees) are told apart, each with a body of its own. Exits in
// front of the call make notes of them; so a loop that does not know at all whom it calls is left there until it does.
#include <algorithm>
#include <cstddef>
#include <utility>

#include "jit/frontend/method.h"
#include "jit/frontend/shapes.h"
#include "jit/frontend/translate.h"
#include "runtime/call.h"
#include "support/assert.h"
#include "vm/metamethods.h"
#include "vm/switch.h"
#include "vm/vm_engine.h"

namespace gs::jit {

using rt::Value;

namespace {

// How much is inlined: words of bytecode of one function (more where a loop calls it) and of all together, calls within calls,
// and how often one function within itself. Once more it is inlined as far as it goes without a call.
constexpr u32 kMaxInlineWords = 60, kMaxInlineWordsInLoop = 80, kMaxInlinedWords = 300, kMaxInlineDepth = 8,
              kMaxRecursion = 1;
// How many instructions in front of a call are repeated, once for each method that may be called.
constexpr u32 kMaxRepeated = 6;
constexpr u32 kMaxExtras = 6;  // arguments of an inlined function beyond its parameters
// How many callees that took the place of one another by tail calls.
constexpr u32 kMaxReplaced = 2;

/// The code of what is called, if that is known.
const rt::Code* code_of(const Emitter& e, const Graph& graph, const Node* callee) {
    if (callee->is(Op::NewClosure)) return graph.closures[callee->imm].code;
    Value seen = e.seen(callee);
    return rt::is_script(seen) ? seen.as_function()->code_object() : nullptr;
}

/// The same of a callee that may come from several places: what is known about each, without repetition.
std::vector<const rt::Code*> codes_of(const Emitter& e, const Graph& graph, Node* callee) {
    std::vector<const rt::Code*> codes;
    auto add = [&](const Node* from) {
        const rt::Code* code = code_of(e, graph, from);
        if (code && std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
    };
    add(callee);
    if (codes.empty() && callee->is(Op::Phi) && callee->type == Type::Value) {
        for (const Node* input : callee->inputs) add(input);
    }
    return codes;
}

/// Functions that only a frame of the VM's own making can run: those that defer calls, or have more extra arguments than a few.
bool needs_vm_frame(const FunctionData* data, u32 arguments) {
    return data->defer_slot >= 0 || (data->uses_varargs && arguments > data->params + kMaxExtras);
}

/// Functions that have hardly been called yet: whatever calls them here does so now and then.
bool is_cold(const FunctionData* data) {
    constexpr u32 kFewOf = 8;
    u32 calls = data->calls_per_poll - data->code->head.c;
    return !data->tier && data->calls_per_poll > kFewOf && calls < data->calls_per_poll / kFewOf;
}

/// Whether each way through the function, which gets so many extra arguments, ends in a return of a number of values that is known,
/// and is one if the caller wants whatever there is.
bool has_plain_returns(const Feedback& feedback, const ControlFlow& flow, u32 extras, bool one) {
    for (const Instruction& i : flow.instructions) {
        const Word* pc = flow.at(i.word);
        switch (bytecode::info(*pc).base) {
            case bytecode::Op::Return0:
                if (one) return false;
                break;
            case bytecode::Op::Return:
                if (one && pc->b != 1) return false;
                break;
            case bytecode::Op::ReturnVarArgs:
                if (pc->b != bytecode::kOpenCount) {
                    if (one && pc->b != 1) return false;
                    break;
                }
                [[fallthrough]];
            case bytecode::Op::ReturnOpen: {
                const Word* before = flow.at(flow.instructions[flow.instruction_at(i.word) - 1].word);
                if (bytecode::info(*before).base == bytecode::Op::VarArgs) {
                    if (one && before->a - pc->a + extras != 1) return false;
                    break;
                }
                bool behind_call = bytecode::info(*before).base == bytecode::Op::TailCall ||
                                   bytecode::info(*before).base == bytecode::Op::TailCallOpen;
                if (!behind_call || bytecode::window_register(before->c) != pc->a) return false;
                if (feedback.failed(pc) & kNotOne) return false;
                break;
            }
            case bytecode::Op::Call:
                if (bytecode::op_of(*pc) == bytecode::Op::CallSwitch) return false;
                break;
            default: break;
        }
    }
    return true;
}

/// Instructions in front of which a call can be made from its beginning instead: they have changed nothing.
bool changes_nothing(const Word* pc) {
    using bytecode::Op;
    Op base = bytecode::info(*pc).base;
    if (base >= Op::Add && base <= Op::PowK) return true;
    if (base >= Op::Equal && base < Op::Loop) return true;
    switch (base) {
        case Op::Move:
        case Op::LoadNil:
        case Op::LoadTrue:
        case Op::LoadFalse:
        case Op::LoadInt:
        case Op::LoadK:
        case Op::GetUpvalue:
        case Op::GetUpvalueCell:
        case Op::GetGlobal:
        case Op::Negate:
        case Op::Not:
        case Op::Length:
        case Op::GetField:
        case Op::GetIndex:
        case Op::GetElement:
        case Op::GetMethod: return true;
        default: return false;
    }
}

bool is_return(const Word* pc) {
    using bytecode::Op;
    Op base = bytecode::info(*pc).base;
    return base == Op::Return0 || base == Op::Return1 || base == Op::Return || base == Op::ReturnOpen;
}

/// Whether there are ways through the function without a call, and nothing but calls changes anything.
bool has_quick_ways(const ControlFlow& flow) {
    const CodeBlock& entry = flow.blocks[0];
    for (u32 i = 0; i < entry.count; i++) {
        if (is_call(flow.at(flow.instructions[entry.first + i].word))) return false;
    }
    return std::all_of(flow.instructions.begin(), flow.instructions.end(), [&](const Instruction& i) {
        const Word* pc = flow.at(i.word);
        return changes_nothing(pc) || is_call(pc) || is_return(pc);
    });
}

/// What may stand several times in front of a call that is made on several ways.
bool may_be_repeated(const Word* pc) {
    return changes_nothing(pc) && bytecode::info(*pc).base != bytecode::Op::GetMethod;
}

}  // namespace

bool is_call(const Word* pc) {
    using bytecode::Op;
    Op base = bytecode::info(*pc).base;
    return base == Op::Call || base == Op::CallOpen || base == Op::TailCall || base == Op::TailCallOpen;
}

bool Callees::add(const Word* call, const rt::Code* code) {
    std::size_t count = 0;
    for (const auto& [pc, noted] : noted_) {
        if (pc != call) continue;
        if (noted.as_object<rt::Code>() == code || ++count == kMostAtOnePlace) return false;
    }
    noted_.emplace_back(call, Value::object(code));
    return true;
}

std::vector<const rt::Code*> Callees::at(const Word* call) const {
    std::vector<const rt::Code*> codes;
    for (const auto& [pc, code] : noted_) {
        if (pc == call) codes.push_back(code.as_object<rt::Code>());
    }
    return codes;
}

Node* MethodBuilder::head_of(Node* function) {
    return load(Type::Ptr, function, offsetof(rt::Function, code), Alias::Constant);
}

Node* MethodBuilder::has_code(Node* head, const rt::Code* code) {
    graph_->constants.push_back(Value::object(code));
    return compare(Op::CmpPtr, Condition::Eq, head, const_pointer(&code->head));
}

/// The instruction behind number `i` that calls what is in the window, or 0.
u32 MethodBuilder::call_behind(u32 i, u32 window) const {
    const ControlFlow& flow = activation_->flow;
    const CodeBlock& block = flow.blocks[activation_->block];
    u32 end = std::min(block.first + block.count, i + kMaxRepeated + 2);
    for (u32 at = i + 1; at < end; at++) {
        const Word* pc = flow.at(flow.instructions[at].word);
        if (is_call(pc)) return bytecode::window_register(pc->c) == window ? at : 0;
        if (!may_be_repeated(pc)) return 0;
    }
    return 0;
}

bool MethodBuilder::is_called_soon() const {
    const ControlFlow& flow = activation_->flow;
    u32 here = flow.instruction_at(static_cast<u32>(pc_ - flow.function->code->insn));
    return !scope_->quick_ways && call_behind(here, pc_->a) != 0;
}

u32 MethodBuilder::translate_apart(u32 i) {
    const ControlFlow& flow = activation_->flow;
    std::vector<Path> ways = std::exchange(apart_, {}), ends;
    ways.insert(ways.begin(), suspend());
    u32 call = call_behind(i, flow.at(flow.instructions[i].word)->a);
    for (Path& way : ways) {
        resume(std::move(way));
        for (u32 at = i + 1; at <= call && reachable(); at++) {
            const Word* pc = flow.at(flow.instructions[at].word);
            begin(pc);
            translate(*this, pc);
        }
        if (reachable()) ends.push_back(suspend());
    }
    join(std::move(ends));
    return call;
}

void MethodBuilder::call(const CallShape& shape) {
    if (scope_->quick_ways) return call_from_beginning();
    Node* callee = get(shape.window);
    std::vector<const rt::Code*> codes = codes_of(*this, *graph_, callee);
    for (const rt::Code* code : codes) {
        // At once: there may be no graph in the end, but what has been noted stays.
        if (request_.callees.add(pc_, code)) request_.state.heap->wrote_many(&request_.function->code->proto->h);
    }
    std::vector<const rt::Code*> noted = request_.callees.at(pc_);
    // On a way that has not been gone yet it is somebody else.
    if (block_->cold) noted.clear();
    // What has failed in code of other functions, which have inlined this call, too, need not fail where the callee has been seen.
    bool has_failed = failed(kNotThat) && (codes.size() != 1 || request_.callees.was_left(pc_));
    bool are_several = has_failed || (codes.empty() && noted.size() > 1);
    // A constant is what it is, also a nil.
    bool unknown = codes.empty() && !callee->is_const() && seen(callee).is_nil();
    if (unknown && !noted.empty()) codes.push_back(noted.back());
    if (shape.tail) return tail_call(shape, callee, codes.size() == 1 ? codes[0] : nullptr);
    if (call_library(shape, callee)) return;
    // Each time another one, perhaps, but the VM has met nothing but such.
    if (codes.empty() && bytecode::op_of(*pc_) == bytecode::Op::CallSwitch) return call_switch();
    // Methods of several shapes.
    if (codes.size() > 1) return call_one_of(shape, callee, codes, true);
    const rt::Code* code = codes.empty() ? nullptr : codes[0];
    // Nobody knows whom the loop calls: when code has been left here, somebody does.
    bool may_ask = graph_->kind == GraphKind::Loop && !scope_->caller && !failed(kRuns);
    bool is_unseen = seen(callee).is_nil() || seen(callee).is_number();  // a number has come there since
    if (!code && is_unseen && may_ask) return leave(true);
    if (!are_several || (callee->is_const() && code)) return call_by_value(shape, callee, code);
    // Several functions have been called here, or something that is none. Those that have been met may be all there are, or
    // else be worth inlining. It takes some compilations to meet them all.
    constexpr u32 kMostTimes = 3;
    if (!noted.empty() && !failed(kNotTag) && request_.feedback.times(pc_) < kMostTimes) {
        return call_one_of(shape, callee, noted, false);
    }
    std::erase_if(noted, [&](const rt::Code* c) { return !may_inline(shape, bytecode::data_of(c)); });
    call_one_of(shape, callee, noted, true);
}

bool MethodBuilder::call_library(const CallShape& shape, Node* callee) {
    Value known = seen(callee);
    if (!rt::is_native(known)) return false;
    if (!vm::is_switch(known.as_native())) return call_native(*this, shape, callee);
    call_switch();
    return true;
}

/// The VM switches coroutines best, and needs no native stack for each if no compiled code is in between. So code that does that
/// each time is nothing for a compiler: it would be entered and left all the time.
void MethodBuilder::call_switch() {
    hopeless_ |= bytecode::op_of(*pc_) == bytecode::Op::CallSwitch && !block_->cold;
    slow();
}

/// Of a callee that is what has been seen, or else something that nothing is known about.
void MethodBuilder::call_by_value(const CallShape& shape, Node* callee, const rt::Code* code) {
    if (code) {
        return call_code(shape, guard_code(callee, code), code);
    }
    Value known = seen(callee);
    if (known.is_reference() && !known.is_function()) return call_object(shape);
    call_indirect(shape, head_of(as_pointer(callee, rt::kTagFunction)));
}

/// Of a callee that is known to have this code.
void MethodBuilder::call_code(const CallShape& shape, Node* callee, const rt::Code* code) {
    const FunctionData* data = bytecode::data_of(code);
    if (may_inline(shape, data)) {
        call_inline(shape, callee, data, *flow_of(data));
    } else {
        call_compiled(shape, code, nullptr);
    }
}

/// What is no function has no code of its own: it is called like one that has no machine code.
void MethodBuilder::call_object(const CallShape& shape) { call_indirect(shape, const_pointer(rt::native_head())); }

void MethodBuilder::call_indirect(const CallShape& shape, Node* head) { call_compiled(shape, nullptr, head); }

/// Of a callee that has one of these codes. Others, and what is no function, are called in a way of their own if there are
/// said to be any.
void MethodBuilder::call_one_of(const CallShape& shape, Node* callee, const std::vector<const rt::Code*>& codes,
                                bool others) {
    std::vector<Path> ends;
    Path no_function;
    if (others) no_function = split(emit(Op::IsTag, {box(callee)}, rt::kTagFunction));
    Node* function = others ? unbox_pointer(callee, rt::kTagFunction) : as_pointer(callee, rt::kTagFunction);
    Node* head = head_of(function);
    for (const rt::Code* code : codes) {
        Path another;
        bool last = !others && code == codes.back();
        if (last) {
            Node* is_last = has_code(head, code);
            failed(kUnseen) ? leave_unless(is_last) : guard_true(is_last);
        } else {
            another = split(has_code(head, code), false);
        }
        call_code(shape, function, code);
        if (reachable()) ends.push_back(suspend());
        if (!last) resume(std::move(another));
    }
    if (others) {
        call_indirect(shape, head);
        ends.push_back(suspend());
        resume(std::move(no_function), true);
        call_object(shape);
    }
    join(std::move(ends));
}

/// The innermost function around here that the callee has been, as a Value; null if it has been another.
Node* MethodBuilder::running(Node* callee) {
    Value known = seen(callee);
    if (!rt::is_script(known)) return nullptr;
    for (const Scope* scope = scope_; scope; scope = scope->caller) {
        if (scope->seen != known.as_function()) continue;
        Node* function = emit(Op::BoxPtr, {closure_of(*scope)}, rt::kTagFunction);
        set_seen(function, known);
        return function;
    }
    return nullptr;
}

/// Goes on where the callee has this code, and returns it by the name by which most is known about it.
///
/// Functions that call each other through captured variables are mostly the closures that run already: one comparison with
/// those tells the tag and the code, and what they have captured has been loaded.
Node* MethodBuilder::guard_code(Node* callee, const rt::Code* code) {
    graph_->constants.push_back(Value::object(code));
    if (callee->is(Op::NewClosure) || callee->is_const()) {
        GS_ASSERT(callee->is(Op::NewClosure) || rt::is_script(seen(callee)));
        return callee;
    }
    Node* same =
        callee->type == Type::Value && !callee->is(Op::BoxPtr) && !failed(kNotThat) ? running(callee) : nullptr;
    if (same) {
        guard_true(compare(Op::CmpBits, Condition::Eq, callee, same));
        return same;
    }
    Node* function = as_pointer(callee, rt::kTagFunction);
    // The running function is of this code.
    if (function->is(Op::UnboxPtr) && function->inputs[0]->is(Op::Callee) && code == request_.function->code)
        return callee;
    guard_true(has_code(head_of(function), code));
    return callee;
}

/// A call by the means of compiled code, of a function that is known, or that a Function::code in `head` tells.
void MethodBuilder::call_compiled(const CallShape& shape, const rt::Code* code, Node* head) {
    u32 first = shape.window + bytecode::kWindowSlots;
    store_live();
    clear_stale(static_cast<u32>(slot_of(shape.window)));
    // After a tail call the arguments are not those that the instruction reads.
    u32 known = shape.arguments == CallSite::kOpen ? 0 : shape.arguments;
    for (u32 r = shape.window; r < first + known; r++) {
        Slot& s = slot(r);
        if (r != shape.window + 1 && s.value && !s.stored) store_slot(slot_of(r), s.value);
    }
    if (shape.operator_at) {
        store_slot(slot_of(shape.window - 1), constant(Type::Value, rt::raw_slot(shape.operator_at).bits));
    }
    store_slot(slot_of(shape.window + 1), constant(Type::Value, rt::raw_slot(shape.word + 1).bits));
    u32 arguments = shape.arguments;
    if (code && arguments != CallSite::kOpen && !bytecode::data_of(code)->uses_varargs) {
        for (; arguments < bytecode::data_of(code)->params; arguments++) {
            store_slot(slot_of(first + arguments), const_value(Value::nil()));
        }
    }
    graph_->calls.push_back({const_cast<rt::Code*>(code), scope_->offset + first, arguments});
    Nodes inputs;
    if (head) inputs.push_back(head);
    Node* result = append(head ? Op::CallIndirect : Op::CallDirect, Type::Value, std::move(inputs),
                          graph_->calls.size() - 1, snapshot());
    kill_from(shape.window);
    if (shape.wanted == bytecode::kOpenResults) {
        slot(shape.window) = {result, true};
    } else if (shape.wanted == 1) {
        set(shape.result(), result);
        note_seen(shape.result(), result);
    } else {
        for (u32 i = 0; i < shape.wanted; i++) set_stored(shape.window + i);
    }
}

// ---- inlining -----------------------------------------------------------------------------------------------------
// The callee's registers stand where its frame would: above the caller's window. Its blocks are translated like those of
// the function itself, with a scope of their own; returns end ways that meet behind the call.

bool MethodBuilder::may_inline(const CallShape& shape, const FunctionData* data) {
    if (shape.arguments == CallSite::kOpen || shape.replaced > kMaxReplaced) return false;
    if (needs_vm_frame(data, shape.arguments) || is_cold(data)) return false;
    bool open = shape.wanted == bytecode::kOpenResults;
    // Who takes what is open must be content with one.
    if (open && request_.feedback.failed(shape.word + 1) & kNotOne) return false;
    u32 limit = is_in_loop() ? kMaxInlineWordsInLoop : kMaxInlineWords;
    if (data->word_count > limit || scope_->depth >= kMaxInlineDepth) return false;
    u32 size = inlined_size(shape, data);
    if (size > limit || inlined_words_ + size > kMaxInlinedWords) return false;
    const ControlFlow* flow = flow_of(data);
    u32 extras = shape.arguments > data->params ? shape.arguments - data->params : 0;
    if (!flow || !has_plain_returns(request_.feedback, *flow, extras, open)) return false;
    u32 recursions = recursions_of(data);
    return recursions <= kMaxRecursion || (recursions == kMaxRecursion + 1 && has_quick_ways(*flow));
}

/// The words of a function, and more for each shape that its fields have been met in: other ways to find one take room, and
/// show that inlining would not tell the function what it works on. A method is told about its object if that one's shape is
/// known.
u32 MethodBuilder::inlined_size(const CallShape& shape, const FunctionData* data) {
    constexpr u32 kWordsAShape = 4, kMostShapes = 5;
    Node* object = shape.arguments > 0 ? slot(shape.window + bytecode::kWindowSlots).value : nullptr;
    bool is_known = object && known_shape(*this, object);
    u32 size = data->word_count;
    for (u32 word : data->caches) {
        const Word* pc = &data->code->insn[word - 1];
        u32 of = bytecode::info(*pc).base == bytecode::Op::SetField ? pc->a : pc->b;
        const vm::SiteShapes::Entry* met = vm::vm_engine(state()).site_shapes.find(pc);
        if (!met || met->count <= 1 || (is_known && of == 0)) continue;
        size += kWordsAShape * (std::min(met->count, kMostShapes) - 1);
    }
    return size;
}

/// Whether what is translated is in a loop of what is compiled.
bool MethodBuilder::is_in_loop() const {
    for (const Activation* a = activation_; a; a = a->outer) {
        for (const Loop& loop : a->region.loops) {
            if (std::find(loop.blocks.begin(), loop.blocks.end(), a->block) != loop.blocks.end()) return true;
        }
    }
    return false;
}

u32 MethodBuilder::recursions_of(const FunctionData* data) const {
    u32 recursions = 0;
    for (const Scope* s = scope_; s; s = s->caller) recursions += s->function == data;
    return recursions;
}

void MethodBuilder::call_inline(const CallShape& shape, Node* callee, const FunctionData* data,
                                const ControlFlow& flow) {
    Region region;
    if (!find_region(flow, 0, 0, data->word_count, &region)) return slow();
    inlined_words_ += inlined_size(shape, data);
    Scope scope;
    scope.caller = scope_;
    scope.function = data;
    scope.flow = &flow;
    scope.offset = scope_->offset + shape.window + bytecode::kWindowSlots;
    scope.depth = scope_->depth + 1;
    graph_->depth = std::max(graph_->depth, scope.depth);
    scope.closure = unbox_pointer(callee, rt::kTagFunction);
    Value known = seen(callee);
    bool fits = rt::is_script(known) && known.as_function()->code_object() == data->code;
    scope.seen = fits ? known.as_function() : nullptr;
    const Word* at = shape.position();
    scope.lives_on = scope_->flow->live_at(at + bytecode::length_of(at));
    scope.lives_on.remove_from(shape.window);
    scope.call = shape;
    if (recursions_of(data) > kMaxRecursion) {
        scope.quick_ways = true;
        scope.callee = callee;
        scope.arguments.reserve(shape.arguments);
        for (u32 i = 0; i < shape.arguments; i++) {
            scope.arguments.push_back(get(shape.window + bytecode::kWindowSlots + i));
        }
    }

    std::size_t outer_slots = slots_.size();
    const Word* call_pc = pc_;
    // What was an open value is an argument like the others.
    for (std::size_t i = index_of(shape.window); i < slots_.size(); i++) slots_[i].open = Slot::kOpenByTop;
    snapshot_ = nullptr;
    set(shape.window + 1, constant(Type::Value, rt::raw_slot(shape.word + 1).bits));
    kill_from(shape.window + bytecode::kWindowSlots + shape.arguments);
    if (data->uses_varargs) inline_above_extras(shape, &scope);
    std::size_t needed = scope.offset + scope.slots_above() + kLink;
    if (slots_.size() < needed) slots_.resize(needed);
    slots_needed_ = std::max(slots_needed_, scope.offset + scope.slots_above());
    scope_ = &scope;
    if (!data->uses_varargs) {
        for (u32 i = shape.arguments; i < data->params; i++) set(i, const_value(Value::nil()));
    }

    Activation activation(flow, region);
    Activation* outer = std::exchange(activation_, &activation);
    activation.outer = outer;
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
        for (u32 i = 0; i < scope.results(); i++) slots[index_of(shape.result() + i)] = {r.values[i], false};
        paths.push_back(std::move(r.path));
    }
    block_ = nullptr;
    join(std::move(paths));
    if (!reachable()) return;
    for (u32 i = 0; i < shape.wanted && shape.wanted != bytecode::kOpenResults; i++) {
        if (const Node* result = slot(shape.result() + i).value) note_seen(shape.result() + i, result);
    }
    if (shape.wanted == bytecode::kOpenResults) leave_open(shape.window, 1);
}

// A metamethod stands where the VM would begin it: its window is above all registers.
bool MethodBuilder::call_operator(Value metamethod, const Nodes& operands) {
    u32 size = scope_->function->frame_size, count = static_cast<u32>(operands.size());
    if (size >= vm::kMostOperatorFrame) return false;
    if (scope_->quick_ways) {
        call_from_beginning();
        return true;
    }
    CallShape shape{vm::operator_return(size) - 1, size + 1, count, 1, false, 0, pc_};
    u32 first = shape.window + bytecode::kWindowSlots;
    std::size_t outer_slots = slots_.size();
    slots_.resize(std::max<std::size_t>(outer_slots, index_of(first + count)));
    slots_needed_ = std::max(slots_needed_, scope_->offset + first + count);
    Node* callee = literal(metamethod);
    set(shape.window - 1, constant(Type::Value, rt::raw_slot(pc_).bits));
    set(shape.window, callee);
    for (u32 i = 0; i < count; i++) set(first + i, operands[i]);
    call_code(shape, callee, metamethod.as_function()->code_object());
    if (!reachable()) return true;
    kill_from(size);
    slots_.resize(outer_slots);
    return true;
}

void MethodBuilder::return_values(u32 first, u32 count) {
    if (scope_->caller) {
        std::vector<Node*> values;
        values.reserve(scope_->results());
        for (u32 i = 0; i < scope_->results(); i++) {
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
// A script function takes the place of this frame. A native runs on top of it, by the slow path, and its results are
// returned by the instruction behind (translate_ReturnOpen). What an inlined function calls in its place is called by
// the function that it is inlined into.

void MethodBuilder::tail_call(const CallShape& shape, Node* callee, const rt::Code* code) {
    if (call_library(shape, callee)) return;
    bool open_inside = shape.arguments == CallSite::kOpen && scope_->caller;
    if (open_inside || rt::is_native(seen(callee)) || bytecode::op_of(*pc_) == bytecode::Op::TailCallNative ||
        bytecode::op_of(*pc_) == bytecode::Op::TailCallSetMetatable)
        return slow();
    if (code && (callee->is_const() || !failed(kNotThat))) {
        return replace_frame(shape, guard_code(callee, code), code, nullptr);
    }
    std::vector<Path> others;
    others.push_back(split(emit(Op::IsTag, {box(callee)}, rt::kTagFunction)));
    Node* function = unbox_pointer(callee, rt::kTagFunction);
    Node* type = emit(Op::LoadU8, {function}, pack({offsetof(rt::Header, type), Alias::Constant}));
    Node* script = const_i32(static_cast<i64>(rt::HeapType::Function));
    others.push_back(split(compare(Op::CmpI32, Condition::Eq, type, script)));
    Node* head = head_of(function);
    if (code) {
        Path another = split(has_code(head, code), false);
        replace_frame(shape, callee, code, nullptr);
        resume(std::move(another));
    }
    replace_frame(shape, callee, nullptr, head);
    join(std::move(others));
    slow();
}

void MethodBuilder::replace_frame(const CallShape& shape, Node* callee, const rt::Code* code, Node* head) {
    bool is_moved = shape.arguments == CallSite::kOpen || request_.function->uses_varargs;
    if (is_moved && !scope_->caller) return move_window(shape, head ? head : const_pointer(&code->head));
    u32 first = shape.window + bytecode::kWindowSlots, arguments = shape.arguments;
    if (code && !bytecode::data_of(code)->uses_varargs) arguments = bytecode::data_of(code)->params;
    std::vector<Node*> values;
    values.reserve(arguments);
    for (u32 i = 0; i < arguments; i++) {
        values.push_back(i < shape.arguments ? get_boxed(first + i) : const_value(Value::nil()));
    }
    if (scope_->caller) return replace_inlined(callee, values, code, head);
    Node* boxed = box(callee);
    bool self = graph_->kind == GraphKind::Function && code == request_.function->code &&
                !bytecode::data_of(code)->uses_varargs;
    if (self) append(Op::Poll, Type::None, {}, 0, snapshot())->origin = nullptr;
    store_slot(rt::kCalleeSlot, boxed);
    for (u32 i = 0; i < values.size(); i++) store_slot(static_cast<i32>(i), values[i]);
    if (self) {
        append(Op::TailSelf, Type::None, {}, 0, nullptr);
    } else {
        graph_->calls.push_back({const_cast<rt::Code*>(code), 0, arguments});
        if (!head) head = const_pointer(&code->head);
        append(Op::TailCode, Type::None, {head}, graph_->calls.size() - 1, nullptr);
    }
    block_ = nullptr;
}

/// The same where it is not known how many arguments there are, or how many extra ones the frame stands above.
void MethodBuilder::move_window(const CallShape& shape, Node* head) {
    u32 first = shape.window + bytecode::kWindowSlots;
    store_live();
    if (shape.arguments != CallSite::kOpen) {
        for (u32 i = 0; i < shape.arguments; i++) store_register(first + i);
    }
    store_register(shape.window);
    graph_->calls.push_back({nullptr, scope_->offset + first, shape.arguments});
    append(Op::TailWindow, Type::None, {head}, graph_->calls.size() - 1, nullptr);
    block_ = nullptr;
}

/// Instead of a call that is met in what has been inlined of it.
void MethodBuilder::call_from_beginning() {
    scope_->call.replaced = kMaxReplaced;
    replace_inlined(scope_->callee, scope_->arguments, scope_->function->code, nullptr);
}

/// As if the caller had called it: its window gets the callee and the arguments.
void MethodBuilder::replace_inlined(Node* callee, const std::vector<Node*>& values, const rt::Code* code, Node* head) {
    Scope* inner = scope_;
    Activation* activation = activation_;
    const Word* pc = pc_;
    CallShape shape = inner->call;
    shape.arguments = static_cast<u32>(values.size());
    shape.replaced++;
    scope_ = inner->caller;
    activation_ = activation->outer;
    begin(shape.position());
    std::size_t size = index_of(shape.window + bytecode::kWindowSlots + shape.arguments);
    if (slots_.size() < size) slots_.resize(size);
    kill_from(shape.window);
    set(shape.window, callee);
    for (u32 i = 0; i < shape.arguments; i++) set(shape.window + bytecode::kWindowSlots + i, values[i]);
    if (code) {
        call_code(shape, callee, code);
    } else {
        call_indirect(shape, head);
    }
    if (reachable()) {
        if (shape.wanted == bytecode::kOpenResults && slot(shape.window).open != 1) {
            begin(shape.word + 1);
            guard(Op::CheckOpen, {}, static_cast<u64>(i64{slot_of(shape.window)}));
        }
        std::vector<Node*> results;
        results.reserve(inner->results());
        for (u32 i = 0; i < inner->results(); i++) results.push_back(get(shape.result() + i));
        activation->returned.push_back({suspend(), std::move(results)});
    }
    scope_ = inner;
    activation_ = activation;
    begin(pc);
}

}  // namespace gs::jit

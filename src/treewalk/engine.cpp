// The engine: loading chunks, entering and leaving functions.
#include "treewalk/engine.h"

#include <cstring>
#include <utility>

#include "runtime/call.h"
#include "runtime/defer.h"
#include "runtime/strings.h"
#include "treewalk/interpreter.h"

namespace gs::treewalk {

using namespace syntax;

void TreeData::trace(rt::Tracer& tracer) {
    for (rt::Header* h : constants) tracer.object(h);
}

namespace {

// Moves the arguments where the body expects them: parameters in the first slots, all other slots nil, extra arguments
// behind the slots. The frame ends behind the extra arguments.
Status enter(Frame& f, u32 count) {
    const FunctionBody* body = f.body;
    u32 params = static_cast<u32>(body->params.size());
    u32 slots = body->slot_count;
    u32 extras = body->is_vararg && count > params ? count - params : 0;
    u32 size = slots + extras;
    if (size > count) TRY(rt::ensure_stack(f.st, size - count));
    Value* base = f.st.hot.base;
    if (extras) std::memmove(base + slots, base + params, extras * sizeof(Value));
    for (u32 i = count < params ? count : params; i < slots; i++) base[i] = Value::nil();
    f.st.hot.top = base + size;
    f.extras = extras;
    f.extras_at = slots;

    f.at(line_position(body->line));
    for (u32 i = 0; i < params; i++) {
        if (body->params[i]->in_cell()) TRY(declare(f, body->params[i], f.slot(i)));
    }
    if (body->rest) {
        rt::Table* rest = TRY(rt::make_table_sized(f.st, 0, extras));
        if (extras) TRY(rt::set_list(f.st, rest, 1, f.st.hot.base + slots, extras, true));
        TRY(declare(f, body->rest, Value::table(rest)));
    }
    return {};
}

class TreeEngine final : public rt::Engine {
public:
    explicit TreeEngine(ParseFn parse) : parse_(parse) {}
    std::string_view name() const override { return "tree"; }

    Result<rt::Function*> load(State& st, std::string_view text, std::string_view chunk_name, Value env) override {
        std::shared_ptr<Source> source = parse_(st, text, chunk_name);
        if (!source) return kFailed;
        return load_source(st, source, env);
    }

    Ret execute(State& st, rt::Function* fn, u32 count) override {
        for (;;) {
            auto* data = static_cast<TreeData*>(fn->proto()->data);
            Frame f{.st = st, .function = fn, .proto = fn->proto(), .data = data, .body = data->body};
            Flow flow = Flow::Error;
            if (enter(f, count).ok() && poll_if_asked(st).ok()) flow = exec_block(f, f.body->block);
            if (flow == Flow::TailCall) {
                // The callee takes the frame's place: its arguments move down to the base.
                Value* base = st.hot.base;
                std::memmove(base, f.stack() + f.tail_offset, f.tail_count * sizeof(Value));
                st.hot.top = base + f.tail_count;
                fn = f.tail_callee;
                count = f.tail_count;
                base[rt::kCalleeSlot] = Value::function(fn);
                continue;
            }
            Ret ret = flow == Flow::Error ? Ret::error() : flow == Flow::Return ? f.result : Ret::none();
            if (!f.deferred) return ret;
            st.hot.top = st.hot.base + f.extras_at + f.extras;
            return rt::run_deferred(st, f.deferred, ret);
        }
    }

    u32 line_at(const rt::Proto*, const Word* pc) override { return line_of(pc); }
    rt::OperandName operand_name(const rt::Proto*, const Word* pc, u32 operand) override {
        return operand_name_of(pc, operand);
    }
    void caller_frame(Value*&, const Word*&) override {
        GS_UNREACHABLE("every frame of the tree-walker is a boundary frame");
    }
    Value* original_base(Value* base) override { return base; }

private:
    ParseFn parse_;
};

}  // namespace

rt::Code* make_code(State& st, const std::shared_ptr<Source>& source, FunctionBody* body, Value env) {
    auto* proto = static_cast<rt::Proto*>(st.heap->allocate(sizeof(rt::Proto), rt::HeapType::Proto));
    proto->chunk = nullptr;
    proto->name = nullptr;
    proto->env = env;
    proto->line = body->is_chunk ? 0 : body->line;
    proto->params = static_cast<u16>(body->params.size());
    proto->vararg = body->is_vararg;
    proto->is_chunk = body->is_chunk;
    auto* data = new TreeData;
    data->source = source;
    data->body = body;
    proto->data = data;
    st.heap->add_disposable(&proto->h);
    st.heap->store_pointer(&proto->h, &proto->chunk, rt::intern(st, source->chunk->name));
    if (!body->name.empty()) st.heap->store_pointer(&proto->h, &proto->name, rt::intern(st, body->name));

    auto* code = static_cast<rt::Code*>(st.heap->allocate(sizeof(rt::Code), rt::HeapType::Code));
    code->proto = proto;
    code->entry = nullptr;
    code->head = {};
    return code;
}

Result<rt::Function*> load_source(State& st, const std::shared_ptr<Source>& source, Value env) {
    FunctionBody* body = source->chunk->main;
    rt::Code* code = make_code(st, source, body, env);
    auto* fn = static_cast<rt::Function*>(st.heap->allocate(sizeof(rt::Function), rt::HeapType::Function));
    fn->code = &code->head;
    return fn;
}

std::unique_ptr<rt::Engine> make_engine(ParseFn parse) { return std::make_unique<TreeEngine>(parse); }

}  // namespace gs::treewalk

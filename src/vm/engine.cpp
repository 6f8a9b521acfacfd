#include "vm/engine.h"

#include "runtime/cache.h"
#include "vm/dispatch.h"
#include "vm/elements.h"
#include "vm/switch.h"
#include "vm/vm_engine.h"

namespace gs::vm {

using bytecode::FunctionData;

namespace {

/// Number of the word at `pc` in the function's stream, or its length if it is not in it.
u32 word_at(const FunctionData* data, const Word* pc) {
    auto distance = pc - data->code->insn;
    return distance >= 0 && distance < i64{data->word_count} ? static_cast<u32>(distance) : data->word_count;
}

}  // namespace

VmEngine::VmEngine(State& st, CompileFn compile) : compile_(compile) {
    lends_stacks = true;
    install_handlers(st);
}

rt::Result<rt::Function*> VmEngine::load(State& st, std::string_view text, std::string_view chunk_name, Value env) {
    return compile_(st, text, chunk_name, env);
}

rt::Ret finish(State& st, Next at) { return at.pc ? run(st, at.pc, at.base) : result_of(st, at); }

rt::Ret VmEngine::execute(State& st, rt::Function* f, u32 argc) {
    u32 frames_left = st.hot.frames_left;
    Next start = enter(st, f, argc);
    if (start.pc) start = begin(st, start);
    rt::Ret ret = finish(st, start);
    st.hot.frames_left = frames_left;
    return ret;
}

rt::Ret VmEngine::go_on(State& st, const rt::Ret* arrived) {
    Next start = {const_cast<Word*>(st.hot.pc), st.hot.base};
    if (arrived) start = arrive(st, *arrived);
    return finish(st, start);
}

u32 VmEngine::line_at(const rt::Proto* proto, const Word* pc) {
    const FunctionData* data = bytecode::data_of(proto);
    u32 word = word_at(data, pc);
    return word == data->word_count ? proto->line : data->line_at(word);
}

rt::OperandName VmEngine::operand_name(const rt::Proto* proto, const Word* pc, u32 operand) {
    const FunctionData* data = bytecode::data_of(proto);
    return data->name_at(word_at(data, pc), operand);
}

void VmEngine::caller_frame(Value*& base, const Word*& pc) {
    Value* original = original_base(base);
    pc = call_position(base, original);
    base = original - return_address(base)[-1].c / sizeof(Value);
}

Value* VmEngine::original_base(Value* base) {
    return rt::is_script(base[rt::kCalleeSlot]) ? vm::original_base(base) : base;
}

void VmEngine::collected(State& st) {
    lookup.clear();
    metatable_steps.clear();
    operators.clear();
    SiteShapes met;
    std::swap(met, site_shapes);
    Instances known;
    std::swap(known, instances);
    bytecode::each_function(st, [&](FunctionData& data) {
        for (u32 word : data.caches) {
            Word* pc = &data.code->insn[word - 1];
            site_shapes.keep(st, met, pc);
            instances.keep(known, pc);
            auto shape = cache_at<rt::FieldCache>(pc).shape;
            if (shape == bytecode::kNoShape) continue;
            bool lives = rt::cached_shape_lives(st, shape);
            if (bytecode::op_of(*pc) == bytecode::Op::SetFieldAdd) {
                lives = lives && rt::cached_shape_lives(st, cache_at<rt::AddCache>(pc).to);
            }
            // What else is in the cache stays: NewObject has learned it.
            if (!lives) store_cache(pc, rt::FieldCache{bytecode::kNoShape, cache_at<rt::FieldCache>(pc).offset});
        }
    });
}

void set_tier(State& st, const TierHooks& hooks) { vm_engine(st).tier = &hooks; }

std::unique_ptr<rt::Engine> make_engine(State& st, CompileFn compile) {
    return std::make_unique<VmEngine>(st, compile);
}

}  // namespace gs::vm

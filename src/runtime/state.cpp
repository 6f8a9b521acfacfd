#include "runtime/state.h"

#include <cstdlib>

#include "runtime/coroutine.h"
#include "runtime/engine.h"
#include "runtime/scheduler.h"
#include "runtime/shape.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "support/assert.h"

namespace gs::rt {
namespace {

/// What the State itself refers to. The stacks are scanned by whoever owns them.
void trace_state(Tracer& tracer, void* context) {
    auto& st = *static_cast<State*>(context);
    tracer.value(st.hot.error);
    tracer.values(st.hot.results, st.hot.results + st.hot.nresults);
    tracer.pointer(st.hot.co);
    tracer.pointer(st.globals);
    tracer.pointer(st.string_library);
    tracer.pointer(st.loaded_modules);
    for (String* name : st.names) tracer.pointer(name);
    tracer.pointer(st.pending.chunk);
    tracer.pointer(st.main_chunk);
    for (const State::Class& entry : st.classes) tracer.pointer(entry.metatable);
}

}  // namespace

State::State(const Options& given) : options(given), main_directory(given.main_directory) {
    hot.error = Value::nil();
    hot.frames_left = kMaxFrames;
    hot.results = static_cast<Value*>(std::malloc(kFewResults * sizeof(Value)));
    GS_CHECK(hot.results != nullptr);
    results_capacity_ = kFewResults;

    heap = std::make_unique<Heap>(*this, options.heap);
    heap->add_root(trace_state, this);
    strings = std::make_unique<StringTable>(options.hash_seed);
    shapes = std::make_unique<ShapeTable>(*this);
    scheduler = std::make_unique<Scheduler>(*this);

    std::string_view texts[] = {
#define NAME(id, text) text,
#include "runtime/names.def"
#undef NAME
    };
    for (std::size_t i = 0; i < std::size(texts); ++i) names[i] = intern(*this, texts[i]);
    globals = make_globals(*this);
    string_library = make_table(*this);  // empty until the module is opened
    loaded_modules = make_table(*this);
}

State::~State() {
    // Objects are destroyed by the heap while everything they may ask for is still there.
    scheduler.reset();
    heap.reset();
    // What was made later may use what was made before.
    while (!library_data_.empty()) library_data_.pop_back();
    std::free(hot.results);
}

Value State::arg(Args args, u32 i) const { return i < args.count ? hot.co->stack[args.offset + i] : Value::nil(); }

void State::push_result(Value v) {
    if (hot.nresults == results_capacity_) {
        u32 capacity = results_capacity_ * 2;
        hot.results = static_cast<Value*>(std::realloc(hot.results, capacity * sizeof(Value)));
        GS_CHECK(hot.results != nullptr);
        results_capacity_ = capacity;
    }
    hot.results[hot.nresults++] = v;
}

const Value* State::result_array(const Ret& ret) {
    if (ret.count == 1) {
        hot.results[0] = ret.first;
        hot.nresults = 1;
    }
    return hot.results;
}

bool State::reserve_results(u32 n) {
    if (n > kMaxResults) {
        raise_text("too many results");
        return false;
    }
    if (n <= results_capacity_) return true;
    u32 capacity = results_capacity_;
    while (capacity < n) capacity *= 2;
    auto* bigger = static_cast<Value*>(std::realloc(hot.results, capacity * sizeof(Value)));
    if (bigger == nullptr) {
        raise_memory();
        return false;
    }
    hot.results = bigger;
    results_capacity_ = capacity;
    return true;
}

}  // namespace gs::rt

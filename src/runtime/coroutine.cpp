// Coroutines.
//
// A coroutine is a Value stack (value_stack.cpp) and a chain of native stacks (native_stack.cpp); switching means to save
// the words of Hot that belong to a stack, load those of the other, and jump (fibers.h). Since the C++ frames stay where
// they are, yield works anywhere: below pcall, in metamethods, in callbacks of any library function, on a segment in the
// middle of a recursion, in compiled code.
//
// Stacks are given out at the first resume and taken back at the end, by the one that control goes to: nobody can free
// what he stands on. So a coroutine that was never resumed costs its object alone, and create, run, finish uses the
// same stack again and again.
//
// Values travel in Ret form: the first one in Fibers::passed, several in State::results. Nothing is allocated between
// the copying and the arrival, so they need no other home.
//
// Three chains must not be confused. `resumer` leads from a coroutine to the one that waits for it and ends at the root of
// the goroutine. NativeStack::below leads through the segments of one coroutine. A goroutine remembers in which of its
// coroutines it was when it lost control (Goroutine::current), so a channel operation inside a coroutine parks them all.
//
// Nothing unwinds a coroutine that is dropped while suspended: the collector finds its object dead and gives the memory
// back (dispose_coroutine). Hence the rule that a native which calls script code owns nothing outside the script heap
// meanwhile. coroutine.close does unwind: it resumes the coroutine with a pending error of kind Closing, which nothing
// catches and before which deferred calls run.
#include "runtime/coroutine.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "runtime/call.h"
#include "runtime/fibers.h"
#include "runtime/heap.h"
#include "runtime/native_stack.h"
#include "runtime/scheduler.h"
#include "runtime/strings.h"
#include "runtime/value_stack.h"
#include "support/assert.h"

namespace gs::rt {

using fibers::Fibers;
using fibers::note_resume;
using fibers::passed;

namespace {

Fibers& fibers_of(State& st) { return st.scheduler->fibers; }

void give_back_chain(Fibers& f, NativeStack* stack) {
    while (stack) {
        NativeStack* below = stack->below;
        f.pool.give_back(stack);
        stack = below;
    }
}

// The collector should know what suspended coroutines cost, or it would let a hundred thousand of them pile up. The
// account is settled in lots, so that a coroutine that reuses the stack of the last one costs nothing here.
constexpr std::size_t kUsualCost = 8 * 1024, kLot = 64;

// How many free stacks lose their memory at once, if there are too many: a system call each, so not all of a hundred
// thousand in one pause.
constexpr std::size_t kTrimmedAtEnd = 2, kTrimmedAtCollection = 1000;

void charge_stacks(State& st, Fibers& f) {
    if (f.pool.in_use() <= f.charged) return;
    if (st.heap->charge(kLot * kUsualCost)) {
        f.charged += kLot;
    } else {
        // As for small objects: it was one too many in the end, so the whole program is over.
        st.hot.request.fetch_or(kRequestMemory, std::memory_order_relaxed);
    }
}

void discharge_stacks(State& st, Fibers& f) {
    if (f.pool.in_use() + 2 * kLot > f.charged) return;
    st.heap->charge(-std::ptrdiff_t{kLot * kUsualCost});
    f.charged -= kLot;
}

inline void* take_context(NativeStack* stack) {
    void* context = stack->saved_sp;
    stack->saved_sp = nullptr;
    return context;
}

/// The running coroutine is left for another one, which has stacks. Returns when somebody switches back.
///
/// Always inlined: a processor predicts where a function returns to from where it was called, and after a switch that is
/// the wrong place for every function that is still to be returned from. Each costs as much as the whole switch.
[[gnu::always_inline]] inline void switch_between(State& st, Fibers& f, Coroutine* from, Coroutine* to) {
    fibers::save_words(st, f, from);
    fibers::load_words(st, to);
    f.left = from->native;
    NativeStack* stack = to->native;
    fibers::arrive(st, f, fibers::jump(take_context(stack), st, stack));
}

// ---- values that go along ----------------------------------------------------------------------------------

/// Arguments from `first` on become the values of the next switch.
[[gnu::always_inline]] inline bool pass_arguments(State& st, Fibers& f, Args args, u32 first) {
    u32 count = args.count > first ? args.count - first : 0;
    const Value* values = st.hot.co->stack + args.offset + first;
    f.passed = count ? values[0] : Value::nil();
    f.passed_count = count;
    if (count > 1) {
        if (!st.reserve_results(count)) return false;
        std::memcpy(static_cast<void*>(st.hot.results), values, count * sizeof(Value));
        st.hot.nresults = count;
    }
    return true;
}

// ---- the life of one ---------------------------------------------------------------------------------------

Ret run_body(State& st, Coroutine* co) {
    Value body = co->body;
    co->body = Value::nil();
    if (co->kind == CoroutineKind::Goroutine) {
        auto* values = body.as_object<Values>();
        return call(st, values->item[0], values->item + 1, values->count - 1);
    }
    Ret arguments = passed(fibers_of(st));
    if (arguments.count <= 1) return call(st, body, &arguments.first, static_cast<u32>(arguments.count));
    return call(st, body, st.hot.results, static_cast<u32>(arguments.count));
}

[[noreturn]] void coroutine_entry(fibers::transfer_t t) {
    fibers::begin();
    State& st = *static_cast<State*>(t.data);
    fibers::arrive(st, t);
    Coroutine* co = st.hot.co;
    Ret ret = run_body(st, co);
    if (co->kind == CoroutineKind::Goroutine) st.scheduler->finish(ret);
    fibers::finish_coroutine(st, co, ret);
}

/// Runs `co`, which is suspended and has stacks, until it gives control back, and returns what came with it.
[[gnu::always_inline]] inline Ret enter(State& st, Fibers& f, Coroutine* co, u32 catchers_below) {
    Coroutine* from = st.hot.co;
    note_resume(from, co, catchers_below);
    switch_between(st, f, from, co);
    return passed(f);
}

[[gnu::always_inline]] inline Ret resume_suspended(State& st, Coroutine* co, Args args, u32 first, u32 catchers_below) {
    if (co->native) {
        prepare_own_stack(co);
    } else if (!fibers::give_stacks(st, co)) [[unlikely]] {
        return st.raise_memory();
    }
    Fibers& f = fibers_of(st);
    if (!pass_arguments(st, f, args, first)) [[unlikely]]
        return kFailed;
    return enter(st, f, co, catchers_below);
}

const char* why_not_suspended(const Coroutine* co) {
    bool dead = co->status == CoroutineStatus::Dead;
    return dead ? "cannot resume dead coroutine" : "cannot resume non-suspended coroutine";
}

}  // namespace

// ---- switching ---------------------------------------------------------------------------------------------

namespace fibers {

void arrive(State& st, transfer_t t) { arrive(st, fibers_of(st), t); }

void retire(State& st, Fibers& f) {
    give_back_chain(f, f.retired);
    f.retired = nullptr;
    f.pool.trim(kTrimmedAtEnd);
    discharge_stacks(st, f);
}

void note_error(State& st, Coroutine* co, const Ret& ret) {
    if (ret.ok() || st.pending.kind != ErrorKind::Normal) return;
    co->body = st.hot.error;
    co->failed = true;
}

Failure begin_closing(State& st) {
    st.pending = {};
    st.pending.kind = ErrorKind::Closing;
    st.hot.error = Value::absent();  // until a deferred call raises something
    return kFailed;
}

void finish_coroutine(State& st, Coroutine* co, const Ret& ret) {
    Fibers& f = fibers_of(st);
    f.passed = ret.first;
    f.passed_count = ret.count;
    if (ret.count > 1) st.hot.nresults = static_cast<u32>(ret.count);
    note_error(st, co, ret);
    Coroutine* to = co->resumer;
    co->resumer = nullptr;
    to->status = CoroutineStatus::Running;
    leave_for(st, to);
}

void switch_to(State& st, Coroutine* to) { switch_between(st, fibers_of(st), st.hot.co, to); }

void leave_for(State& st, Coroutine* to) {
    Fibers& f = fibers_of(st);
    Coroutine* from = st.hot.co;
    save_words(st, f, from);
    from->status = CoroutineStatus::Dead;
    free_value_stack(st, from);
    f.retired = from->native;
    from->native = nullptr;
    f.left = nullptr;
    load_words(st, to);
    jump(take_context(to->native), st, to->native, true);
    GS_UNREACHABLE("a coroutine that has ended is not resumed");
}

bool give_stacks(State& st, Coroutine* co) {
    Fibers& f = fibers_of(st);
    NativeStack* stack = f.pool.take(0);
    if (!stack) return false;
    charge_stacks(st, f);
    stack->saved_sp = make_context(stack, coroutine_entry);
    co->native = stack;
    set_first_stack(co, stack->slots, NativeStack::kInlineSlots);
    co->native_depth = static_cast<u16>(st.hot.native_depth);
    co->in_handler = st.hot.co->in_handler;
    st.heap->add_disposable(&co->h);
    return true;
}

}  // namespace fibers

// ---- the functions -----------------------------------------------------------------------------------------

Coroutine* make_coroutine(State& st, Value body) {
    auto* co = static_cast<Coroutine*>(st.heap->allocate(sizeof(Coroutine), HeapType::Coroutine));
    std::memset(static_cast<void*>(&co->stack), 0, sizeof(Coroutine) - offsetof(Coroutine, stack));
    co->status = CoroutineStatus::Suspended;
    co->kind = CoroutineKind::Coroutine;
    co->frames_left = kMaxFrames;
    co->body = body;
    return co;
}

Ret resume(State& st, Coroutine* co, Args args, u32 first, bool is_wrap) {
    if (co->status != CoroutineStatus::Suspended) [[unlikely]]
        return st.raise_text(why_not_suspended(co));
    Ret ret = resume_suspended(st, co, args, first, is_wrap ? st.hot.catchers : 1);
    if (!ret.ok() && is_wrap) [[unlikely]]
        return propagate(st);
    return ret;
}

Ret resume_result(State& st, const Ret& ret) {
    Hot& hot = st.hot;
    Value answer = Value::boolean(ret.ok()), value = ret.first;
    auto count = static_cast<u32>(ret.count);
    if (!ret.ok()) [[unlikely]] {
        if (st.pending.kind != ErrorKind::Normal) return kFailed;
        value = std::exchange(hot.error, Value::nil());
        count = 1;
        st.pending = {};
    } else if (count > 1) {
        if (!st.reserve_results(count + 1)) return kFailed;
        std::memmove(static_cast<void*>(hot.results + 1), hot.results, count * sizeof(Value));
    }
    hot.results[0] = answer;
    hot.results[1] = value;
    hot.nresults = count + 1;
    return {answer, count + 1};
}

Ret resume_protected(State& st, Coroutine* co, Args args, u32 first) {
    if (co->status == CoroutineStatus::Suspended) [[likely]]
        return resume_result(st, resume_suspended(st, co, args, first, 1));
    st.hot.results[0] = Value::boolean(false);
    st.hot.results[1] = Value::string(TRY(make_string(st, why_not_suspended(co))));
    st.hot.nresults = 2;
    return st.results();
}

Ret yield(State& st, Args args) {
    Coroutine* co = st.hot.co;
    if (co->no_yield || co->closing) [[unlikely]] {
        return st.raise_text("attempt to yield across a native call boundary");
    }
    if (co->kind != CoroutineKind::Coroutine) [[unlikely]] {
        return st.raise_text("attempt to yield from outside a coroutine");
    }
    if (co->own) [[unlikely]]
        return own_stack_needed(st);
    Fibers& f = fibers_of(st);
    if (!pass_arguments(st, f, args, 0)) [[unlikely]]
        return kFailed;
    Coroutine* to = co->resumer;
    co->resumer = nullptr;
    co->status = CoroutineStatus::Suspended;
    to->status = CoroutineStatus::Running;
    switch_between(st, f, co, to);
    if (co->closing) [[unlikely]]
        return fibers::begin_closing(st);
    return passed(f);
}

Ret close_coroutine(State& st, Coroutine* co) {
    Hot& hot = st.hot;
    Value error = Value::absent();
    switch (co->status) {
        case CoroutineStatus::Running:
        case CoroutineStatus::Normal: return st.raise_format("cannot close a %s coroutine", status_name(st, co));
        case CoroutineStatus::Dead:
            if (co->failed) error = co->body;
            break;
        case CoroutineStatus::Suspended: {
            if (!co->native) {  // nothing has run yet
                co->status = CoroutineStatus::Dead;
                break;
            }
            co->closing = true;
            prepare_own_stack(co);
            Ret ret = enter(st, fibers_of(st), co, 1);
            if (!ret.ok() && st.pending.kind == ErrorKind::Fatal) return kFailed;
            if (!ret.ok()) error = hot.error;
            hot.error = Value::nil();
            st.pending = {};
            break;
        }
    }
    co->failed = false;
    co->body = Value::nil();
    if (error == Value::absent()) return Value::boolean(true);
    hot.results[0] = Value::boolean(false);
    hot.results[1] = error;
    hot.nresults = 2;
    return st.results();
}

bool is_yieldable(State&, const Coroutine* co) {
    return co->kind == CoroutineKind::Coroutine && !co->no_yield && !co->closing;
}

const char* status_name(State& st, const Coroutine* co) {
    switch (co->status) {
        case CoroutineStatus::Suspended: return "suspended";
        case CoroutineStatus::Dead: return "dead";
        case CoroutineStatus::Normal: return "normal";
        // In another goroutine, which has no control now: it is not the one that asks.
        case CoroutineStatus::Running: return co == st.hot.co ? "running" : "normal";
    }
    GS_UNREACHABLE("all statuses are listed");
}

// ---- segments, and the stacks of the main program ---------------------------------------------------------------

namespace {

[[noreturn]] void segment_entry(fibers::transfer_t t) {
    fibers::begin();
    State& st = *static_cast<State*>(t.data);
    fibers::arrive(st, t);
    (*fibers_of(st).segment_body)();
    Fibers& f = fibers_of(st);
    NativeStack* below = st.hot.co->native->below;
    f.left = nullptr;
    fibers::jump(take_context(below), st, below, true);
    GS_UNREACHABLE("a segment is left once");
}

/// The next larger segment, or a smaller one if memory is short.
NativeStack* take_segment(StackPool& pool, const NativeStack* here) {
    u32 size_class = here->size_class < StackPool::kClasses ? here->size_class + 1u : StackPool::kClasses - 1;
    size_class = std::min(size_class, StackPool::kClasses - 1);
    for (; size_class > 0; size_class--) {
        if (NativeStack* stack = pool.take(size_class)) return stack;
    }
    return nullptr;
}

/// Control goes on on `stack`, which becomes the innermost piece of the running coroutine, and comes back when the
/// function that `entry` runs has returned.
void run_above(State& st, NativeStack* stack, FunctionRef<void()>& body) {
    Fibers& f = fibers_of(st);
    Coroutine* co = st.hot.co;
    NativeStack* here = co->native;
    stack->below = here;
    co->native = stack;
    st.hot.native_limit = stack->limit;
    f.segment_body = &body;
    f.left = here;
    fibers::arrive(st, fibers::jump(fibers::make_context(stack, segment_entry), st, stack));
    GS_ASSERT(st.hot.co == co && co->native == stack);
    co->native = here;
    st.hot.native_limit = here->limit;
}

}  // namespace

bool on_fresh_segment(State& st, FunctionRef<void()> body) {
    NativeStack* here = st.hot.co->native;
    if (!here->deep) {
        // The first limit only asks to be told.
        here->use_all();
        st.hot.native_limit = here->limit;
        if (!native_stack_low(st)) {
            body();
            return true;
        }
    }
    StackPool& pool = fibers_of(st).pool;
    NativeStack* segment = take_segment(pool, here);
    if (!segment) return false;
    run_above(st, segment, body);
    pool.give_back(segment);
    return true;
}

bool run_main(State& st, FunctionRef<void()> body) {
    Scheduler& scheduler = *st.scheduler;
    Fibers& f = scheduler.fibers;
    if (f.in_main) {
        body();
        return true;
    }
    Hot& hot = st.hot;
    Coroutine* co = hot.co;
    GS_ASSERT(co->kind == CoroutineKind::Main);
    // What a deadlock goes back to.
    std::ptrdiff_t top = hot.top - co->stack, base = hot.base ? hot.base - co->stack : -1;
    Coroutine saved = *co;
    u32 frames_left = hot.frames_left, catchers = hot.catchers, native_depth = hot.native_depth;
    const Word* pc = hot.pc;

    describe_thread_stack(&f.thread);
    NativeStack* stack = f.pool.main_stack();
    if (auto end = stack ? nullptr : std::get_new_handler()) end();
    GS_CHECK(stack != nullptr);
    f.in_main = true;
    f.abandoned = false;
    stack->below = &f.thread;
    co->native = stack;
    hot.native_limit = stack->limit;
    f.segment_body = &body;
    NativeStack* to = stack;
    void* context = fibers::make_context(stack, segment_entry);
    for (;;) {
        f.left = &f.thread;
        fibers::transfer_t t = fibers::jump(context, st, to);
        fibers::arrive(st, t);
        if (!f.service) break;
        (*f.service)();
        f.service = nullptr;
        to = hot.co->native;
        context = take_context(to);
    }
    f.thread.saved_sp = nullptr;
    f.in_main = false;
    if (f.abandoned) {
        // The coroutines that the main program was in can never go on.
        Coroutine* inner = scheduler.main()->current;
        while (inner != co) {
            Coroutine* resumer = inner->resumer;
            inner->resumer = nullptr;
            dispose_coroutine(st, inner);
            inner = resumer;
        }
        for (NativeStack* s = co->native; s != stack;) {
            NativeStack* below = s->below;
            f.pool.give_back(s);
            s = below;
        }
        fibers::forget_frames(stack->low, stack->high);
        stack->saved_sp = nullptr;
        scheduler.forget_main_wait();
        co->no_yield = saved.no_yield;
        co->catch_frames = saved.catch_frames;
        co->status = CoroutineStatus::Running;
        co->top = co->stack + top;
        co->base = base < 0 ? nullptr : co->stack + base;
        co->pc = pc;
        co->frames_left = frames_left;
        co->catchers = catchers;
        co->native_depth = static_cast<u16>(native_depth);
        co->native = &f.thread;
        fibers::load_words(st, co);
    }
    co->native = &f.thread;
    hot.native_limit = f.thread.limit;
    return !f.abandoned;
}

void fibers::abandon_main(State& st) {
    Fibers& f = fibers_of(st);
    Coroutine* from = st.hot.co;
    f.abandoned = true;
    save_words(st, f, from);
    if (from->status == CoroutineStatus::Dead) {
        free_value_stack(st, from);
        f.retired = from->native;
        from->native = nullptr;
        f.left = nullptr;
    } else {
        f.left = from->native;
    }
    bool for_good = from->native == nullptr;
    fibers::arrive(st, fibers::jump(f.thread.saved_sp, st, &f.thread, for_good));
}

void on_thread_stack(State& st, FunctionRef<void()> body) {
    Fibers& f = fibers_of(st);
    NativeStack* here = st.hot.co->native;
    if (!f.in_main || f.service) return body();
    f.service = &body;
    f.left = here;
    std::uintptr_t limit = std::exchange(st.hot.native_limit, f.thread.limit);
    // Its saved_sp stays: the frames of run_main are in use all the time.
    fibers::arrive(st, fibers::jump(f.thread.saved_sp, st, &f.thread));
    st.hot.native_limit = limit;
}

// ---- for the collector --------------------------------------------------------------------------------------

void trace_coroutine(Tracer& tracer, Coroutine* co) {
    tracer.pointer(co->resumer);
    tracer.value(co->body);
    if (co->active || !co->native) return;
    clear_unused_slots(co, co->top);
    tracer.values(co->stack, co->top);
    visit_native_ranges(co->native, nullptr,
                        [&](const void* low, const void* high) { tracer.conservative(low, high); });
}

void trace_running(State& st, Tracer& tracer, const void* sp) {
    auto visit = [&](const void* low, const void* high) { tracer.conservative(low, high); };
    Coroutine* co = st.hot.co;
    if (!co) {
        NativeStack thread;
        describe_thread_stack(&thread);
        return visit(sp, thread.high);
    }
    Fibers& f = fibers_of(st);
    clear_unused_slots(co, st.hot.top);
    st.hot.value_limit = co->dirty_end;
    tracer.values(co->stack, st.hot.top);
    tracer.value(f.passed);
    if (f.service) {
        visit(sp, f.thread.high);
        sp = nullptr;
    }
    visit_native_ranges(co->native, sp, visit);
}

void trace_ran(State& st, Tracer& tracer) {
    if (!st.scheduler) return;
    for (Coroutine* co = fibers_of(st).ran; co; co = co->next_ran) trace_coroutine(tracer, co);
}

void forget_ran(State& st) {
    if (!st.scheduler) return;
    Fibers& f = fibers_of(st);
    while (Coroutine* co = f.ran) {
        f.ran = co->next_ran;
        co->next_ran = nullptr;
        co->ran_since_collection = false;
    }
    f.ran_count = 0;
    f.pool.trim(kTrimmedAtCollection);
}

void dispose_coroutine(State& st, Coroutine* co) {
    free_value_stack(st, co);
    NativeStack* stack = co->own ? co->own : co->native;
    if (st.scheduler && stack) {
        Fibers& f = fibers_of(st);
        give_back_chain(f, stack);
        discharge_stacks(st, f);
    }
    co->native = co->own = nullptr;
    co->status = CoroutineStatus::Dead;
}

}  // namespace gs::rt

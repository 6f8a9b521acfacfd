// Units are what is compiled: a function, or a loop of it. A unit is made when its counter says that it is hot, and thrown
// away when guards in it have failed too often; then what failed is noted (frontend/feedback.h), and the next hot moment
// makes a new one that does not bet on it. After a number of attempts the VM keeps it. How hot it has to be, and whether there is
// time for it, says budget.h.
#include "jit/tier.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "jit/budget.h"
#include "jit/code/code.h"
#include "jit/code/helpers.h"
#include "jit/code/memory.h"
#include "jit/code/naming.h"
#include "jit/frontend/frontend.h"
#include "jit/frontend/natives.h"
#include "jit/opt/pass.h"
#include "runtime/call.h"
#include "runtime/shape.h"
#include "runtime/strings.h"
#include "support/address_space.h"
#include "support/assert.h"
#include "vm/switch.h"
#include "vm/tier.h"

namespace gs::jit {

namespace {

using bytecode::FunctionData;
using rt::State;
using rt::Value;
using rt::Word;
using vm::Next;

constexpr u32 kMaxAttempts = 16;
// Exits of one guard until the unit goes. An exit costs about what it takes to compile some nodes, so that a large unit has
// to fail more often.
constexpr u32 kMinExits = 20, kMaxExits = 400, kNodesAnExit = 8;
// What a compilation needs at most: measured 1.3 KiB for a word of large functions, whose graphs are large in relation. What is
// inlined is limited.
constexpr std::size_t kMemoryToCompile = std::size_t{4} << 20, kMemoryToCompileWord = 3072;
// A unit that has lost its code so often because prototypes changed compares their epoch, and lives with the change.
constexpr u32 kPrototypeChanges = 2;
constexpr u32 kFewRuns = 20;  // at least so many calls or passes in the VM when code has been thrown away

/// Guards by what they blame: how often they have failed.
struct ExitCount {
    const Word* origin;
    Op op;
    u32 count;
};

struct FunctionTier;

struct Unit {
    FunctionTier* tier = nullptr;
    const Word* entry = nullptr;
    GraphKind kind = GraphKind::Function;
    std::unique_ptr<MachineCode> code;
    std::unique_ptr<Graph> graph;  // instead of machine code, if it is interpreted
    // What was thrown away: somebody may still be in one of them.
    std::vector<std::unique_ptr<MachineCode>> old_code;
    std::vector<std::unique_ptr<Graph>> old_graphs;
    // What all of these name.
    std::vector<Value> constants;
    std::vector<u32> shapes;
    std::vector<ExitCount> exits;
    u32 depth = 0;  // most inlined frames around one place
    u32 attempts = 0;
    u32 words = 0;  // of bytecode, calls that are inlined not included
    u32 runs = 0;  // calls or passes in the VM, as far as its counters tell
    u32 passes = 0;  // of a function: those of a loop that waits for it
    u32 nodes = 0;  // how large its graph was
    u32 prototype_changes = 0;  // by which code has been lost
    bool ready = false;  // it may be entered
    bool given_up = false;
};

/// Lives as long as the State, longer than its heap.
struct Jit final : rt::LibraryData {
    explicit Jit(State& s) : st(s) {}
    ~Jit() override { report(); }
    void report() {
        if (settings.stats) stats.write(stderr, budget.spent(), since_start());
        settings.stats = false;
    }
    Budget::Time since_start() const { return Budget::now() - start; }
    State& st;
    bool attached = false;
    Settings settings;
    Feedback feedback;
    Stats stats;
    Budget budget;
    Budget::Time start = Budget::now();
    u32 interpreting = 0;  // calls of evaluate() that have not come back
};

struct FunctionTier final : bytecode::TierData {
    FunctionTier(Jit& j, FunctionData& f) : jit(j), function(f) { add(f.code->insn, GraphKind::Function); }
    ~FunctionTier() override {
        const Word* begin = function.code->insn;
        jit.feedback.forget(begin, begin + function.word_count);
    }
    // Whatever code names must not die while it may run: another object could take its place and answer to its name.
    void trace(rt::Tracer& tracer) override {
        for (auto& unit : units) {
            for (Value v : unit->constants) tracer.value(v);
            for (u32 shape : unit->shapes) tracer.shape(shape);
        }
        for (const auto& [pc, code] : callees.all()) tracer.value(code);
    }

    /// The function itself; all others are loops of it.
    Unit& whole() { return *units[0]; }

    Unit& loop_at(const Word* entry) {
        for (std::size_t i = 1; i < units.size(); i++) {
            if (units[i]->entry == entry) return *units[i];
        }
        return add(entry, GraphKind::Loop);
    }

    Unit& add(const Word* entry, GraphKind kind) {
        units.push_back(std::make_unique<Unit>());
        Unit& unit = *units.back();
        unit.tier = this;
        unit.entry = entry;
        unit.kind = kind;
        return unit;
    }

    /// Whether a loop between these instructions is compiled.
    bool has_loop_inside(const Word* start, const Word* end) const {
        return std::any_of(units.begin(), units.end(), [&](const std::unique_ptr<Unit>& unit) {
            return unit->kind == GraphKind::Loop && unit->ready && unit->entry > start && unit->entry < end;
        });
    }

    Jit& jit;
    FunctionData& function;
    std::vector<std::unique_ptr<Unit>> units;
    Callees callees;
};

FunctionTier& tier_of(Jit& jit, FunctionData& function) {
    if (!function.tier) function.tier = std::make_unique<FunctionTier>(jit, function);
    return static_cast<FunctionTier&>(*function.tier);
}

Jit& jit_of(State& st) { return rt::library_data<Jit>(st); }

std::string name_of(const FunctionData& function, const Unit& unit) {
    const rt::Proto* proto = function.code->proto;
    std::string name = proto->name ? std::string(rt::view(proto->name)) : proto->is_chunk ? "main chunk" : "function";
    name += ":" + std::to_string(function.line_at(static_cast<u32>(unit.entry - function.code->insn)));
    return (unit.kind == GraphKind::Loop ? "loop in " : "") + name;
}

void show(const std::string& name, const char* what, const std::string& text) {
    std::fprintf(stderr, "%s, %s:\n%s", name.c_str(), what, text.c_str());
}

/// Shows a graph if that is asked for, and makes sure that it is right where time does not matter.
void check(const Jit& jit, const Graph& graph, const std::string& name, const char* maker) {
    const Dumps& dump = jit.settings.dump;
    if (dump.ir && dump.pass.empty()) show(name, (std::string("by ") + maker).c_str(), print(graph));
    if (!kDebug && !jit.settings.interpret) return;
    std::string problem = verify(graph);
    if (problem.empty()) return;
    std::fprintf(stderr, "jit: %s: %s has made a wrong graph: %s\n", name.c_str(), maker, problem.c_str());
    std::fprintf(stderr, "%s", print(graph).c_str());
    GS_UNREACHABLE("a graph breaks the rules");
}

/// The VM keeps it for good.
bool give_up(Jit& jit, Unit& unit) {
    unit.given_up = true;
    jit.stats.given_up++;
    if (jit.settings.log) std::fprintf(stderr, "jit: gives up %s\n", name_of(unit.tier->function, unit).c_str());
    return false;
}

/// Makes room for new code. The present one, and those before it, go when nobody can be in them.
void retire(const Jit& jit, Unit& unit) {
    if (unit.graph) unit.old_graphs.push_back(std::move(unit.graph));
    if (unit.code) unit.old_code.push_back(std::move(unit.code));
    if (jit.interpreting != 0 || is_active(jit.st)) return;
    unit.old_graphs.clear();
    unit.old_code.clear();
    unit.constants.clear();
    unit.shapes.clear();
}

template <class T>
void add(std::vector<T>& to, const std::vector<T>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

void optimise(const Jit& jit, Graph& graph, const std::string& name) {
    const Dumps& dump = jit.settings.dump;
    if (!dump.ir || dump.pass.empty()) return optimise(graph);
    optimise(graph, [&](const char* pass) {
        if (dump.pass == pass) show(name, (std::string("behind ") + pass).c_str(), print(graph));
    });
}

/// The machine code of a graph, shown and made known as the settings say. Null if there can be none.
std::unique_ptr<MachineCode> assemble(const Jit& jit, Graph& graph, const std::string& name) {
    const Settings& settings = jit.settings;
    std::string listing, allocation;
    AssembleOptions options;
    options.registers = settings.registers;
    if (settings.dump.code) options.listing = &listing;
    if (settings.dump.allocation) options.allocation = &allocation;
    NamedCode known;
    known.name = name;
    if (settings.perf || settings.gdb) options.known = &known;
    std::unique_ptr<MachineCode> code = assemble(environment(jit.st), graph, options);
    if (!code) return nullptr;
    if (settings.dump.allocation) show(name, "places of values", allocation);
    if (settings.dump.code) show(name, "machine code", listing);
    if (settings.dump.snapshots) show(name, "exits", describe_exits(*code));
    if (settings.perf) note_for_perf(known);
    if (settings.gdb) code->registration = note_for_gdb(known);
    return code;
}

void note_compilation(Jit& jit, const Unit& unit, Budget::Time time) {
    Stats& stats = jit.stats;
    (unit.kind == GraphKind::Loop ? stats.loops : stats.functions)++;
    stats.again += unit.attempts > 1;
    std::size_t bytes = unit.code ? unit.code->size : 0;
    stats.words += unit.words;
    stats.nodes += unit.nodes;
    stats.bytes += bytes;
    if (!jit.settings.log) return;
    std::fprintf(stderr, "jit: %s, %u words, %u nodes, %zu bytes, %lld us\n",
                 name_of(unit.tier->function, unit).c_str(), unit.words, unit.nodes, bytes,
                 static_cast<long long>(std::chrono::duration_cast<std::chrono::microseconds>(time).count()));
}

/// Makes the code of a unit; false if there can be none.
bool make_code(Jit& jit, FunctionTier& tier, Unit& unit, const rt::Function* closure, const Value* registers,
               u32 count) {
    FunctionData& function = tier.function;
    Request request{jit.st, jit.feedback, tier.callees, &function, closure, registers, count};
    std::unique_ptr<Graph> graph =
        unit.kind == GraphKind::Loop ? build_loop(request, unit.entry) : build_function(request);
    if (!graph) return false;
    if (unit.prototype_changes < kPrototypeChanges) graph->prototype_epoch = &rt::shape_epochs(jit.st).prototype;
    std::string name = name_of(function, unit);
    check(jit, *graph, name, "the front end");
    // The rest is for what is computed.
    constexpr u32 kLeast = 3, kMost = 6;
    graph->parameter_registers = std::clamp(jit.settings.registers / 2, kLeast, kMost);
    optimise(jit, *graph, name);
    check(jit, *graph, name, "the optimiser");
    unit.depth = graph->depth;
    retire(jit, unit);
    add(unit.constants, graph->constants);
    add(unit.shapes, graph->shapes);
    jit.st.heap->wrote_many(&function.code->proto->h);
    unit.nodes = graph->node_count();
    if (jit.settings.interpret) {
        unit.graph = std::move(graph);
    } else {
        unit.code = assemble(jit, *graph, name);
        if (!unit.code) return false;
        unit.code->owner = &unit;
        if (unit.kind == GraphKind::Function) function.code->entry = unit.code->entry_counted;
    }
    unit.exits.clear();
    unit.ready = true;
    return true;
}

bool compile(Jit& jit, FunctionTier& tier, Unit& unit, const rt::Function* closure, const Value* registers, u32 count) {
    if (!has_address_space(kMemoryToCompile + tier.function.word_count * kMemoryToCompileWord)) {
        unit.runs = 0;  // later, perhaps
        return false;
    }
    unit.attempts++;
    if (unit.attempts > kMaxAttempts && jit.settings.limit_attempts) return give_up(jit, unit);
    Budget::Time start = Budget::now();
    bool made = make_code(jit, tier, unit, closure, registers, count);
    Budget::Time time = Budget::now() - start;
    jit.budget.spend(unit.words, time);
    if (!made) return give_up(jit, unit);
    note_compilation(jit, unit, time);
    return true;
}

/// What the counter of a unit begins with whose code has been thrown away.
u32 counter_after_drop(const Jit& jit, const Unit& unit) {
    static_assert(bytecode::kCallsPerPoll == bytecode::kPassesPerPoll);
    return std::clamp<u32>(runs_until_again(jit.settings.hot, unit.attempts), kFewRuns, bytecode::kPassesPerPoll);
}

/// What loops that are not compiled have run counts no more: their function is compiled now, or has to be compiled again.
void forget_passes(const FunctionTier& tier) {
    for (const auto& unit : tier.units) {
        if (unit->kind == GraphKind::Loop && !unit->ready) unit->runs = 0;
    }
}

/// Nobody enters the unit any more.
void drop(const Jit& jit, Unit& unit) {
    unit.ready = false;
    unit.runs = unit.passes = 0;
    if (unit.code) unit.code->dead = true;
    if (unit.kind == GraphKind::Loop) return;
    forget_passes(*unit.tier);
    FunctionData& function = unit.tier->function;
    function.compiled = false;
    function.code->entry = nullptr;
    function.code->head.c = std::min<u16>(static_cast<u16>(counter_after_drop(jit, unit)), function.calls_per_poll);
}

/// Units that rely on this go. They are compiled again when they are hot again.
void watched_changes(State& st, const void* what) {
    Jit& jit = jit_of(st);
    bool is_global = what != &rt::shape_epochs(st).prototype;
    for (MachineCode* code : break_watches(st, what)) {
        Unit& unit = *static_cast<Unit*>(code->owner);
        code->dead = true;
        if (unit.code.get() != code || !unit.ready) continue;
        drop(jit, unit);
        // That is no failed attempt: it happens once for each global.
        if (is_global && unit.attempts != 0) unit.attempts--;
        if (!is_global) unit.prototype_changes++;
        jit.stats.dropped++;
        if (!jit.settings.log) continue;
        std::string name = is_global ? "global " + std::string(rt::view(static_cast<const rt::GlobalCell*>(what)->name))
                                     : std::string("a prototype");
        std::fprintf(stderr, "jit: %s: %s has changed\n", name_of(unit.tier->function, unit).c_str(), name.c_str());
    }
}

/// An operation of the unit has left it. Too often: the unit goes.
void note_exit(Jit& jit, Unit& unit, const Word* origin, Op op) {
    if (!origin || !unit.ready) return;
    u32 limit = std::clamp(unit.nodes / kNodesAnExit, kMinExits, kMaxExits);
    limit = std::min(limit, std::max(jit.settings.hot, u32{2}));
    ExitCount* found = nullptr;
    for (ExitCount& e : unit.exits) {
        if (e.origin == origin && e.op == op) found = &e;
    }
    if (!found) {
        unit.exits.push_back({origin, op, 0});
        found = &unit.exits.back();
    }
    if (++found->count < limit) return;
    // Others that have failed more than now and then would be the next.
    for (const ExitCount& e : unit.exits) {
        if (e.count > 1 || limit < kMinExits) jit.feedback.blame(e.origin, e.op);
    }
    drop(jit, unit);
    jit.stats.dropped++;
    if (!jit.settings.log) return;
    const FunctionData& f = unit.tier->function;
    bool here = origin >= f.code->insn && origin < f.code->insn + f.word_count;
    std::string line =
        here ? std::to_string(f.line_at(static_cast<u32>(origin - f.code->insn))) : "an inlined function";
    std::fprintf(stderr, "jit: %s: too many exits, %s in line %s\n", name_of(f, unit).c_str(), info(op).name,
                 line.c_str());
}

/// A call has met a function that it was not compiled for, and code was left in front of it: the next one is to know it.
void note_callee(Jit& jit, const Unit& unit, const Word* origin, const Word* pc, const Value* base) {
    if (!origin || !is_call(origin)) return;
    unit.tier->callees.note_left(origin);
    if (pc != origin) {
        jit.feedback.at(origin).failed |= kUnseen;
        return;
    }
    Value callee = base[bytecode::window_register(origin->c)];
    if (!rt::is_script(callee) || !unit.tier->callees.add(origin, callee.as_function()->code_object())) return;
    jit.st.heap->wrote_many(&unit.tier->function.code->proto->h);
}

void exit_hook(State& st, MachineCode& code, ExitInfo& exit, Value* base) {
    Unit& unit = *static_cast<Unit*>(code.owner);
    Jit& jit = jit_of(st);
    jit.stats.exits[static_cast<u16>(exit.op)]++;
    note_callee(jit, unit, exit.origin, exit.pc, base);
    if (unit.code.get() == &code) note_exit(jit, unit, exit.origin, exit.op);
}

Next interpret(Jit& jit, Unit* unit, Value* base) {
    for (;;) {
        // Inlined calls are not counted, so shortly before the limit the VM does the counting.
        if (jit.st.hot.frames_left < unit->depth) return {const_cast<Word*>(unit->entry), base};
        // The unit belongs to the function, which may otherwise be collected while deferred calls of its callers run.
        rt::Function* running = vm::running(base);
        Graph& graph = *unit->graph;
        jit.interpreting++;
        Next next = evaluate(jit.st, graph, base);
        jit.interpreting--;
        const Node* left_at = graph.left_at;
        bool failed = left_at && !end_stress(environment(jit.st));
        if (failed) {
            jit.stats.exits[static_cast<u16>(left_at->op)]++;
            note_callee(jit, *unit, left_at->origin, next.pc, next.base);
        }
        if (failed && unit->graph.get() == &graph) note_exit(jit, *unit, left_at->origin, left_at->blamed());
        asm volatile("" : : "r"(running));
        // A call has made the frame of another function.
        bool same = next.pc == unit->entry && next.base == base;  // the graph is too large
        if (left_at || same || !next.pc) return next;
        rt::Function* f = vm::running(next.base);
        FunctionData& function = *bytecode::data_of(f);
        if (next.pc != f->code + 1 || !function.compiled) return next;
        unit = &static_cast<FunctionTier&>(*function.tier).whole();
        base = next.base;
    }
}

Next run(Jit& jit, Unit& unit, Value* base) {
    if (unit.graph) return interpret(jit, &unit, base);
    if (!may_enter(jit.st, *unit.code)) return {const_cast<Word*>(unit.entry), base};
    return enter(jit.st, *unit.code, base);
}

/// So many calls or passes of what is compiled until coroutines on borrowed stacks come here again.
constexpr u8 kBorrowersAsk = 16;

/// A coroutine on a borrowed stack has come to compiled code, at `start`.
Next stay_in_vm(State& st, Next start) {
    constexpr u8 kPatience = 24;
    rt::Coroutine* co = st.hot.co;
    if (++co->refused < kPatience) return start;
    vm::save(st, start.pc, start.base);
    return vm::restart_on_own_stack(st);
}

/// Whether the unit, of so many words, is to be compiled, now that it has run so many times more.
bool is_due(Jit& jit, Unit& unit, u32 words, u32 runs) {
    u32 hot = jit.settings.hot;
    unit.words = words;
    unit.runs += runs;
    u32 all = unit.runs + unit.passes;
    if (!jit.settings.limit_time) return unit.attempts || all >= hot;
    if (all < (unit.attempts ? runs_until_again(hot, unit.attempts) : runs_until_hot(hot, words))) return false;
    if (jit.budget.allows(words, jit.since_start())) return true;
    jit.stats.postponed++;
    return false;
}

void hot_call(State& st, rt::Function* f, rt::Args arguments) {
    FunctionData& function = *bytecode::data_of(f);
    Jit& jit = jit_of(st);
    FunctionTier& tier = tier_of(jit, function);
    Unit& unit = tier.whole();
    if (!unit.given_up && !is_due(jit, unit, function.word_count, function.calls_per_poll)) return;
    function.calls_per_poll = bytecode::kCallsPerPoll;
    if (unit.given_up) return;
    u32 count = std::min<u32>(arguments.count, function.params);
    function.compiled = compile(jit, tier, unit, f, rt::stack_bottom(st) + arguments.offset, count);
    forget_passes(tier);
}

Next enter_function(State& st, Next start) {
    FunctionData& function = *bytecode::data_of(vm::running(start.base));
    if (rt::on_borrowed_stack(st)) {
        function.code->head.c = std::min<u16>(function.calls_per_poll, kBorrowersAsk);
        return stay_in_vm(st, start);
    }
    auto& tier = static_cast<FunctionTier&>(*function.tier);
    return run(tier.jit, tier.whole(), start.base);
}

/// A pass of a loop around another one that is compiled counts for so many: it stands for many passes of that, and it costs an
/// entry and an exit.
constexpr u32 kPassesOfNests = 4;

/// A loop that makes no more passes than this in a call of its function is not compiled apart.
constexpr u32 kShortLoop = 32;

/// Whether a loop that is due waits for its function instead: it is short, so the next call comes soon, and has the loop in
/// it. A pass is worth a call then, so the function is compiled at that call; unless its code has been thrown away, for then
/// it has its time.
bool waits_for_function(FunctionTier& tier, const Unit& loop) {
    FunctionData& function = tier.function;
    Unit& whole = tier.whole();
    if (whole.ready || whole.given_up) return false;
    u16& until_poll = function.code->head.c;
    u32 calls = whole.runs + function.calls_per_poll - until_poll;
    if (loop.runs > u64{calls} * kShortLoop) return false;
    if (whole.attempts != 0) return true;
    whole.passes = std::max(whole.passes, loop.runs);
    // The poll at the next call will count as many as if it came at its time.
    whole.runs = calls + 1 - function.calls_per_poll;
    until_poll = 1;
    return true;
}

/// Of a loop that has come to the end of its counter: what to run, or null. Apart from hot_loop, whose frame stands as long as
/// machine code runs: the collector takes whatever lies in it for references.
[[gnu::noinline]] Unit* loop_to_run(State& st, const Word* edge, Next start) {
    rt::Function* f = vm::running(start.base);
    Jit& jit = jit_of(st);
    FunctionTier& tier = tier_of(jit, *bytecode::data_of(f));
    Unit& unit = tier.loop_at(start.pc);
    if (unit.given_up) return nullptr;
    u32 words = static_cast<u32>(edge - start.pc) + bytecode::length_of(edge);
    u32 passes = bytecode::kPassesPerPoll * (tier.has_loop_inside(start.pc, edge) ? kPassesOfNests : 1);
    if (!unit.ready && (!is_due(jit, unit, words, passes) || waits_for_function(tier, unit))) return nullptr;
    bool ready = unit.ready || compile(jit, tier, unit, f, start.base, vm::frame_size(start.base));
    return ready ? &unit : nullptr;
}

Next hot_loop(State& st, Word* edge, Next start) {
    if (is_in_slow_op(st, edge, start.base)) return start;
    Unit* unit = loop_to_run(st, edge, start);
    if (!unit) return start;
    if (rt::on_borrowed_stack(st)) {
        edge->x = kBorrowersAsk;
        return stay_in_vm(st, start);
    }
    edge->x = 1;
    rt::Function* f = vm::running(start.base);
    Next next = run(jit_of(st), *unit, start.base);
    if (!unit->ready) edge->x = static_cast<u8>(counter_after_drop(jit_of(st), *unit));
    asm volatile("" : : "r"(f));
    return next;
}

void prepare_function(Jit& jit, rt::Code* code) {
    FunctionData& function = *bytecode::data_of(code);
    u32 calls = std::min<u32>(jit.settings.hot, bytecode::kCallsPerPoll);
    function.calls_per_poll = static_cast<u16>(calls);
    code->head.c = function.calls_per_poll;
    for (u32 word = 0; word < function.word_count; word += bytecode::length_of(&code->insn[word])) {
        Word& w = code->insn[word];
        if (bytecode::info(w).x == bytecode::Operand::Counter) {
            w.x = static_cast<u8>(std::min<u32>(jit.settings.hot, bytecode::kPassesPerPoll));
        }
    }
    for (rt::Code* child : function.children) prepare_function(jit, child);
}

constexpr vm::TierHooks kHooks = {hot_call, enter_function, hot_loop};

}  // namespace

void attach(rt::State& st, const Settings& settings) {
    jit_of(st).settings = settings;
    jit_of(st).attached = true;
    learn_library(st);
    if (settings.stats) {
        st.before_exit = [&jit = jit_of(st)] { jit.report(); };
    }
    set_exit_hook(st, exit_hook);
    st.watched_changes = watched_changes;
    set_exit_stress(st, settings.exit_stress);
    if (settings.perf || settings.gdb) name_gates(st, settings.perf, settings.gdb);
    vm::set_tier(st, kHooks);
}

void prepare(rt::State& st, rt::Code* code) {
    Jit& jit = jit_of(st);
    if (jit.attached && jit.settings.hot < bytecode::kPassesPerPoll) prepare_function(jit, code);
}

}  // namespace gs::jit

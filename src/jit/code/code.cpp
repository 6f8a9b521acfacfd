// The environment of compiled code in one State, and the way in.
#include "jit/code/code.h"

#include "jit/code/cold_parts.h"
#include "jit/code/gates.h"
#include "jit/code/helpers.h"
#include "jit/code/memory.h"
#include "jit/code/naming.h"
#include "jit/code/watches.h"
#include "runtime/shape.h"
#include "support/assert.h"

namespace gs::jit {

namespace {

/// Lives as long as the State's heap, because functions own machine code.
struct CodeSpace final : rt::LibraryData {
    explicit CodeSpace(rt::State& st) : watches(&rt::shape_epochs(st).prototype) {
        environment.memory = &memory;
        environment.watches = &watches;
        for (u16 i = 0; i < static_cast<u16>(Helper::kCount); ++i) {
            environment.helpers[i] = helper_address(static_cast<Helper>(i));
        }
        if (make_gates(memory, &gates)) {
            environment.enter_gate = gates.enter;
            environment.exit_gate = gates.exit;
            environment.error_gate = gates.error;
            environment.leave_gate = gates.leave;
            environment.call_gate = gates.call;
            st.call_compiled = reinterpret_cast<decltype(st.call_compiled)>(const_cast<void*>(gates.call_from_cpp));
        }
        fill_in_cold_parts(environment);
    }

    Environment environment{};
    ExitStress exit_stress;
    ExecutableMemory memory;
    CodeWatches watches;
    Gates gates{};
    std::shared_ptr<void> registration;  // of the gates, with a debugger
};

}  // namespace

const Environment& environment(rt::State& st) { return rt::library_data<CodeSpace>(st).environment; }

void set_exit_hook(rt::State& st, ExitHook hook) { rt::library_data<CodeSpace>(st).environment.exit_hook = hook; }

void name_gates(rt::State& st, bool perf, bool gdb) {
    auto& space = rt::library_data<CodeSpace>(st);
    if (!space.gates.code.start) return;  // there was no memory for them
    if (perf) note_for_perf(space.gates.code);
    if (gdb) space.registration = note_for_gdb(space.gates.code);
}

void set_exit_stress(rt::State& st, u32 every) {
    auto& space = rt::library_data<CodeSpace>(st);
    space.exit_stress = {every, every};
    space.environment.exit_stress = every ? &space.exit_stress : nullptr;
}

bool end_stress(const Environment& environment) {
    ExitStress* stress = environment.exit_stress;
    if (!stress || stress->left != 0) return false;
    stress->left = stress->every;
    return true;
}

std::vector<MachineCode*> break_watches(rt::State& st, const void* what) {
    return rt::library_data<CodeSpace>(st).watches.take(what);
}

bool is_active(rt::State& st) { return rt::library_data<CodeSpace>(st).memory.active != 0; }

GS_CALLS_MACHINE_CODE vm::Next enter(rt::State& st, MachineCode& code, rt::Value* base) {
    GS_ASSERT(may_enter(st, code));
    if (base + code.slots_needed > st.hot.value_limit) {
        vm::save(st, const_cast<rt::Word*>(code.entry_pc), base);
        if (!rt::ensure_stack(st, code.slots_needed).ok()) return vm::unwind(st);
        base = st.hot.base;
    }
    const Environment& space = *code.environment;
    auto* memory = static_cast<ExecutableMemory*>(space.memory);
    auto gate = reinterpret_cast<EnterGate>(const_cast<void*>(space.enter_gate));
    memory->active++;
    vm::Next next = gate(&st.hot, code.entry, base);
    memory->active--;
    return next;
}

}  // namespace gs::jit

// The engine object of the VM, for the VM's own files.
#pragma once

#include "runtime/state.h"
#include "vm/engine.h"
#include "vm/instances.h"
#include "vm/lookup.h"
#include "vm/metamethods.h"
#include "vm/metatable_steps.h"
#include "vm/samples.h"
#include "vm/site_shapes.h"
#include "vm/tier.h"

namespace gs::vm {

class VmEngine final : public rt::Engine {
public:
    VmEngine(rt::State& st, CompileFn compile);

    std::string_view name() const override { return "vm"; }
    rt::Result<rt::Function*> load(rt::State& st, std::string_view text, std::string_view chunk_name,
                                   rt::Value env) override;
    rt::Ret execute(rt::State& st, rt::Function* f, u32 argc) override;
    rt::Ret go_on(rt::State& st, const rt::Ret* arrived) override;
    u32 line_at(const rt::Proto* proto, const rt::Word* pc) override;
    rt::OperandName operand_name(const rt::Proto* proto, const rt::Word* pc, u32 operand) override;
    void caller_frame(rt::Value*& base, const rt::Word*& pc) override;
    rt::Value* original_base(rt::Value* base) override;
    void collected(rt::State& st) override;

    LookupCache lookup;
    MetatableSteps metatable_steps;
    Instances instances;
    OperatorCache operators;
    const TierHooks* tier = &kNoTier;
    AllocationSamples samples;
    SiteShapes site_shapes;

private:
    CompileFn compile_;
};

/// Of a State that runs on the VM.
inline VmEngine& vm_engine(rt::State& st) { return static_cast<VmEngine&>(*st.engine); }
inline const TierHooks& tier_hooks(rt::State& st) { return *vm_engine(st).tier; }
inline LookupCache& lookup_cache(rt::State& st) { return vm_engine(st).lookup; }

}  // namespace gs::vm

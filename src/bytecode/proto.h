// What the VM and its relatives know about a function beside its instruction stream. It hangs on the function's
// rt::Proto and lives as long as that.
#pragma once

#include <memory>
#include <vector>

#include "bytecode/opcodes.h"
#include "runtime/engine.h"
#include "runtime/heap.h"
#include "runtime/object.h"

namespace gs::bytecode {

/// Where a new closure finds one of its upvalues: in a register of the function that makes it (the cell, or the
/// value),
/// or among that function's own upvalues.
struct Capture {
    bool from_register;
    bool is_cell;
    u16 index;
};

struct LineEntry {
    u32 word;  // from this word of the stream on
    u32 line;
};

struct NameEntry {
    u32 word;  // first word of an instruction
    u16 operand;
    rt::OperandName::Kind kind;
    rt::String* name;
};

/// What a compiler keeps for a function.
struct TierData {
    virtual ~TierData() = default;
    virtual void trace(rt::Tracer&) {}
};

struct FunctionData final : rt::ProtoData {
    explicit FunctionData(rt::State& state);
    ~FunctionData() override;
    FunctionData(const FunctionData&) = delete;
    FunctionData& operator=(const FunctionData&) = delete;
    void trace(rt::Tracer& tracer) override;

    rt::Code* code = nullptr;
    u32 word_count = 0;              // of the stream
    u32 frame_size = 0;
    u16 params = 0;
    bool uses_varargs = false;       // the frame stands above extra arguments
    i32 defer_slot = -1;
    u16 cell_upvalues = 0;           // the first ones are cells
    i32 self_upvalue = -1;           // this one is the closure itself
    u64 closure_header = 0;          // of all its closures; 0 if they take more than that (vm/slow_function.cpp)
    u16 calls_per_poll = kCallsPerPoll;  // see vm/tier.h
    bool compiled = false;           // the tier takes over at the first instruction
    u8 fused = 0;                    // how often vm/fuse.h has looked at it
    std::unique_ptr<TierData> tier;
    std::vector<Capture> captures;   // one for each upvalue, cells first
    std::vector<LineEntry> lines;    // ascending
    std::vector<NameEntry> names;    // ascending by word
    std::vector<rt::Value> constants;  // every heap object named in the stream but not in `children`
    std::vector<rt::Code*> children;
    std::vector<u32> caches;         // positions of the words with letter C, ascending

    u32 line_at(u32 word) const;
    rt::OperandName name_at(u32 word, u32 operand) const;

    // All FunctionData of a State, so that caches can be cleared when shapes have died.
    rt::State& state;
    FunctionData *next = nullptr, *previous = nullptr;
};

inline FunctionData* data_of(const rt::Proto* proto) { return static_cast<FunctionData*>(proto->data); }
inline FunctionData* data_of(const rt::Code* code) { return data_of(code->proto); }
inline FunctionData* data_of(const rt::Function* f) { return data_of(f->proto()); }

/// Visits every FunctionData of the State.
template <class Visit>
void each_function(rt::State& state, Visit visit);

/// The head of the list of a State.
FunctionData*& function_list(rt::State& state);

template <class Visit>
void each_function(rt::State& state, Visit visit) {
    for (FunctionData* f = function_list(state); f; f = f->next) visit(*f);
}

/// A closure without upvalues: what loading a chunk gives.
rt::Function* make_main_closure(rt::State& state, rt::Code* code);

}  // namespace gs::bytecode

// Constructors of classes: `return setmetatable({x: x, y: y}, Class)`.
//
// Where a function that has run often makes an object, then loads a global and tail-calls setmetatable with both, the first of
// these instructions takes the form NewInstance, which does all of them and returns: it makes the object with the shape that
// it has in the end. What it has to know is in an Instance, whose address stands in place of the integer of the instruction. The
// class is a global that has been assigned once; an assignment would change the epoch of prototypes (rt::watch_global). The other
// instructions stay in the stream. They run when something is not as it was, and compilers read all of them one by one.
//
// A function that consists of nothing else (func new(x, y) { return setmetatable({x: x, y: y}, Class) }) begins with the load
// of setmetatable and the NewInstance, whose fields are parameters. The head of its code says so: Word::x is the number of
// parameters. Calls with as many arguments then take the forms CallInstance and TailCallInstance and make the object
// of the arguments where they stand.
#pragma once

#include <memory>
#include <unordered_map>

#include "bytecode/opcodes.h"
#include "runtime/object.h"
#include "runtime/table.h"

namespace gs::vm {

struct Instance {
    u64 header = 0;  // of the objects (ObjectCache), with their last shape
    u32 epoch = kUnknown;  // of prototypes: the globals are watched, so it tells whether everything is as it was
    u32 misses = 0;  // how often something was not

    static constexpr u32 kUnknown = 0xFFFFFFFF;  // no epoch
};

class Instances {
public:
    /// What is known about the NewInstance at `site`; nothing at first.
    Instance* at(const rt::Word* site) {
        auto& instance = all_[site];
        if (!instance) instance = std::make_unique<Instance>();
        return instance.get();
    }
    /// After a full collection: a site that lives takes its Instance over from `others`. It has to be filled in anew, as the shape
    /// may have died.
    void keep(Instances& others, const rt::Word* site) {
        auto found = others.all_.find(site);
        if (found == others.all_.end()) return;
        found->second->epoch = Instance::kUnknown;
        all_[site] = std::move(found->second);
    }

private:
    std::unordered_map<const rt::Word*, std::unique_ptr<Instance>> all_;
};

/// Whether a function, native or not, is the library's setmetatable.
inline bool is_set_metatable(const rt::Native* f) {
    return f->h.type == rt::HeapType::Native && f->fn == rt::native_setmetatable;
}

/// The calls of a constructor between two polls: at a poll the site that calls takes its form. A prime, so that in a regular pattern
/// of calls each site has its turn.
inline constexpr u16 kCallsOfConstructor = 251;

/// Where the NewInstance of a constructor stands in its stream, behind the GetGlobal.
inline constexpr u32 kInstanceAt = 2;

/// The tail call of setmetatable that ends a constructor whose object the NewObject at `pc` makes; null if there is none.
inline const rt::Word* constructor_end(const rt::Word* pc) {
    using bytecode::Op;
    const rt::Word* load = pc + bytecode::length_of(pc);
    if (bytecode::info(*load).base != Op::GetGlobal || load->a != pc->a + 1) return nullptr;
    const rt::Word* call = load + bytecode::length_of(load);
    bool found = bytecode::op_of(*call) == Op::TailCallSetMetatable &&
                 bytecode::window_register(call->c) + bytecode::kWindowSlots == pc->a;
    return found ? call : nullptr;
}

}  // namespace gs::vm

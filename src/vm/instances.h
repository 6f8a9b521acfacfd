// Constructors of classes: `return setmetatable({x: x, y: y}, Class)`.
//
// Where a function that has run often makes an object, then loads a global and tail-calls setmetatable with both, the first of
// these instructions takes the form NewInstance, which does all of them and returns: it makes the object with the shape that
// it has in the end. What it has to look at first is in an Instance, whose address stands in place of the integer of the
// instruction. The other instructions stay in the stream. They run when something is not as it was, and compilers read
// all of them one by one.
//
// A function that consists of nothing else (func new(x, y) { return setmetatable({x: x, y: y}, Class) }) begins with the load
// of setmetatable and the NewInstance, whose fields are parameters. The head of its code says so: Word::x is the number of
// parameters. Calls with as many arguments then take the forms CallInstance and TailCallInstance and make the object
// of the arguments where they stand.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "bytecode/opcodes.h"
#include "runtime/object.h"

namespace gs::vm {

struct Instance {
    rt::Value callee = rt::Value::absent();  // setmetatable; absent(), which is in no register: nothing is known
    rt::GlobalCell* global = nullptr;
    rt::Value metatable;  // what must be in it
    u64 header = 0;  // of the objects (ObjectCache), with their last shape
    u32 epoch = 0;  // of prototypes, see MetatableSteps
    u32 misses = 0;  // how often something was not as it had been
};

class Instances {
public:
    /// What is known about the NewInstance at `site`; nothing at first.
    Instance* at(const rt::Word* site) {
        auto& instance = all_[site];
        if (!instance) instance = std::make_unique<Instance>();
        return instance.get();
    }
    /// The Instance refers to objects that are not old: the next collection may be their end. Later ones die at full collections
    /// only, and then `keep` is called.
    void note_young(Instance* instance) { young_.push_back(instance); }
    /// At every collection.
    void forget_young() {
        for (Instance* instance : young_) instance->callee = rt::Value::absent();
        young_.clear();
    }
    /// After a full collection: a site that lives takes its Instance over from `others`. It has to be filled in anew, as objects
    /// and shapes may have died.
    void keep(Instances& others, const rt::Word* site) {
        auto found = others.all_.find(site);
        if (found == others.all_.end()) return;
        found->second->callee = rt::Value::absent();
        all_[site] = std::move(found->second);
    }

private:
    std::unordered_map<const rt::Word*, std::unique_ptr<Instance>> all_;
    std::vector<Instance*> young_;
};

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

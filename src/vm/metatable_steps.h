// What setmetatable makes of a fresh object: constructors give objects of one shape the same metatable again and again, so
// the step from shape to shape is remembered, for all sites together. The table is small and direct-mapped.
#pragma once

#include <iterator>

#include "runtime/shape.h"
#include "runtime/table.h"

namespace gs::vm {

class MetatableSteps {
public:
    struct Step {
        u32 from, to;
        u64 metatable;  // its bits
        u32 epoch;  // of prototypes: metatables that get a __gc or __mode change it
        u32 unused[3];
    };
    static_assert(sizeof(Step) == 32);

    MetatableSteps() { clear(); }
    /// When shapes may have died.
    void clear() {
        for (Step& step : steps_) step = {};
    }
    /// The step that `t` and `metatable` take, if it is known: then the shape `to` is all that changes. Else null. Not while
    /// the collector is marking, because shapes that it has not met would have to be shown to it.
    const Step* find(rt::State& st, const rt::Table* t, rt::Value metatable) const {
        const Step& step = steps_[t->h.id % std::size(steps_)];
        bool known = step.from == t->h.id && step.metatable == metatable.bits &&
                     step.epoch == rt::shape_epochs(st).prototype && !st.hot.marking;
        return known ? &step : nullptr;
    }
    /// setmetatable(t, metatable) for the simple case, which it remembers. False if it is another; nothing has changed then.
    bool take(rt::State& st, rt::Table* t, rt::Table* metatable) {
        u32 from = t->h.id;
        if (!rt::set_known_metatable(st, t, metatable)) return false;
        steps_[from % std::size(steps_)] = {
            from, t->h.id, rt::Value::table(metatable).bits, rt::shape_epochs(st).prototype, {}};
        return true;
    }

private:
    // Shape 0 is that of no table, so an empty step is never found.
    Step steps_[64];
};

}  // namespace gs::vm

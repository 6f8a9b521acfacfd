// How many fields the objects of an allocation site get in their life, so that the next ones have room for them inline.
//
// Nobody tells when an object has all its fields. So a site looks, each time it makes an object, at those that it made
// last; after a few looks it settles. It takes more than one: a function that builds a tree gives an object its fields
// when it has made those below it. Only addresses are remembered, which are good until the next collection.
#pragma once

#include <algorithm>

#include "runtime/heap.h"
#include "runtime/shape.h"
#include "runtime/state.h"

namespace gs::vm {

class AllocationSamples {
public:
    /// The greatest number of fields that an object made at `site` of late has by now; 0 if that is not known.
    u32 fields_of_last(rt::State& st, const rt::Word* site) const {
        const Entry& entry = entries_[place(site)];
        u32 fields = 0;
        if (entry.site != site || entry.collections != st.heap->collections()) return fields;
        for (rt::Table* made : entry.made) {
            if (made) fields = std::max<u32>(fields, rt::shape_of(st, made)->fields);
        }
        return fields;
    }
    void note(rt::State& st, const rt::Word* site, rt::Table* made) {
        Entry& entry = entries_[place(site)];
        u32 collections = st.heap->collections();
        if (entry.site != site || entry.collections != collections) entry = {site, {}, collections};
        std::copy_backward(entry.made, entry.made + kKept - 1, entry.made + kKept);
        entry.made[0] = made;
    }

private:
    static constexpr u32 kKept = 4;
    struct Entry {
        const rt::Word* site;
        rt::Table* made[kKept];  // the last one first
        u32 collections;
    };
    static constexpr u32 kSize = 64;
    static u32 place(const rt::Word* site) { return static_cast<u32>(reinterpret_cast<u64>(site) >> 3) % kSize; }

    Entry entries_[kSize] = {};
};

}  // namespace gs::vm

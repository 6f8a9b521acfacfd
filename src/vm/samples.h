// How many fields the objects of an allocation site get in their life, so that the next ones have room for them inline.
//
// Nobody tells when an object has all its fields. So a site looks, each time it makes an object, at the one that it made
// last time; after a few looks it settles. Only an address is remembered, which is good until the next collection.
#pragma once

#include "runtime/heap.h"
#include "runtime/shape.h"
#include "runtime/state.h"

namespace gs::vm {

class AllocationSamples {
public:
    /// Number of fields that the object last made at `site` has by now; 0 if that is not known.
    u32 fields_of_last(rt::State& st, const rt::Word* site) const {
        const Entry& entry = entries_[place(site)];
        if (entry.site != site || entry.collections != st.heap->collections()) return 0;
        return rt::shape_of(st, entry.made)->fields;
    }
    void note(rt::State& st, const rt::Word* site, rt::Table* made) {
        entries_[place(site)] = {site, made, st.heap->collections()};
    }

private:
    struct Entry {
        const rt::Word* site;
        rt::Table* made;
        u32 collections;
    };
    static constexpr u32 kSize = 64;
    static u32 place(const rt::Word* site) { return static_cast<u32>(reinterpret_cast<u64>(site) >> 3) % kSize; }

    Entry entries_[kSize] = {};
};

}  // namespace gs::vm

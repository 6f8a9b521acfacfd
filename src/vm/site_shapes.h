// Which shapes a site has met, for the compilers: an inline cache knows the last one only, and the form for many shapes none.
//
// Slow paths note them, so a site is complete unless others have filled the LookupCache for it. They are hints: whoever reads
// them asks the shape where the field is.
#pragma once

#include <algorithm>
#include <unordered_map>

#include "runtime/shape.h"

namespace gs::vm {

class SiteShapes {
public:
    static constexpr u32 kMost = 16;
    struct Entry {
        u32 shapes[kMost];
        u32 count = 0;
        bool more = false;  // than there is room for
        bool revives = false;  // a store has met a nil in the slot of the field
    };

    void note_revival(const rt::Word* site) { entries_[site].revives = true; }
    void note(const rt::Word* site, u32 shape) {
        Entry& entry = entries_[site];
        u32* end = entry.shapes + entry.count;
        if (std::find(entry.shapes, end, shape) != end) return;
        if (entry.count == kMost) {
            entry.more = true;
        } else {
            entry.shapes[entry.count++] = shape;
        }
    }
    /// Null if nothing has been noted there.
    const Entry* find(const rt::Word* site) const {
        auto found = entries_.find(site);
        return found == entries_.end() ? nullptr : &found->second;
    }
    /// After a full collection: what `all` has about a site that lives, without the shapes that have died.
    void keep(rt::State& st, const SiteShapes& all, const rt::Word* site) {
        const Entry* old = all.find(site);
        if (!old) return;
        Entry entry = *old;
        u32* end = std::remove_if(entry.shapes, entry.shapes + entry.count,
                                  [&](u32 shape) { return !st.shapes->is_live(shape); });
        entry.count = static_cast<u32>(end - entry.shapes);
        if (entry.count > 0) entries_[site] = entry;
    }

private:
    std::unordered_map<const rt::Word*, Entry> entries_;
};

}  // namespace gs::vm

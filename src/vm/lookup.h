// Fields behind the inline caches: a table of recent answers for all sites together, for sites that meet many shapes
// and for keys that are computed. It is small and direct-mapped; a new answer replaces the old one in its place.
//
// Names are compared by address. That is safe because shapes (those of the objects and of the prototypes) keep the
// names of their keys alive, and the whole table is cleared when shapes may have died, after a full collection.
#pragma once

#include "runtime/cache.h"
#include "runtime/state.h"

namespace gs::vm {

class LookupCache {
public:
    LookupCache() { clear(); }
    void clear();

    /// The slot of a field of the object itself, or null if it has none or can not be cached. A nil in it means
    /// absent.
    rt::Value* own(rt::State& st, rt::Table* t, rt::String* name, rt::FieldCache* field);
    /// The slot of an inherited field, which is not nil; null if there is none or it can not be cached.
    rt::Value* inherited(rt::State& st, rt::Table* t, rt::String* name, rt::MethodCache* method);

private:
    struct Own {
        rt::String* name;
        rt::FieldCache field;
    };
    struct Inherited {
        rt::String* name;
        rt::MethodCache method;
    };
    static constexpr u32 kSize = 256;
    static u32 place(u32 shape, const rt::String* name) {
        return (static_cast<u32>(reinterpret_cast<u64>(name) >> 4) ^ shape * 0x9E37u) % kSize;
    }

    Own own_[kSize];
    Inherited inherited_[kSize];
};

inline bool is_far(rt::FieldCache field) { return field.shape & rt::kFarSlot; }

inline rt::Value* slot_of(rt::Table* t, rt::FieldCache field) {
    return is_far(field) ? rt::far_slot(t, field) : rt::inline_slot(t, field);
}
inline rt::Header* owner_of(rt::Table* t, rt::FieldCache field) {
    return is_far(field) ? &t->store()->slots->h : &t->h;
}

}  // namespace gs::vm

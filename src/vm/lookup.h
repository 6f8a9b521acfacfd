// Fields behind the inline caches: tables of recent answers for all sites together, for sites that meet many shapes and
// for keys that are computed. They are small and direct-mapped; a new answer replaces the old one in its place.
//
// Names are compared by address. That is safe because shapes (those of the objects and of the prototypes) keep the
// names of their keys alive, and the whole cache is cleared when shapes or names may have died, after a full collection.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "runtime/cache.h"
#include "runtime/state.h"
#include "runtime/strings.h"

namespace gs::vm {

inline bool is_far(rt::FieldCache field) { return field.shape & rt::kFarSlot; }

inline rt::Value* slot_of(rt::Table* t, rt::FieldCache field) {
    return is_far(field) ? rt::far_slot(t, field) : rt::inline_slot(t, field);
}
inline rt::Header* owner_of(rt::Table* t, rt::FieldCache field) {
    return is_far(field) ? &t->store()->slots->h : &t->h;
}

class LookupCache {
public:
    LookupCache() { clear(); }
    void clear();

    /// The slot of a field of the object itself, or null if it has none or can not be cached. A nil in it means
    /// absent.
    rt::Value* own(rt::State& st, rt::Table* t, rt::String* name, rt::FieldCache* field);
    /// Where the value is found if the object itself has nil or no such field: a slot of a prototype, or absent_slot.
    /// Null if that can not be cached.
    rt::Value* inherited(rt::State& st, rt::Table* t, rt::String* name, rt::MethodCache* method);
    /// How the field is added to an object that does not have it. False if that can not be cached.
    bool added(rt::State& st, rt::Table* t, rt::String* name, rt::AddCache* add);

    /// The value of t[name] if the cache has it, else absent(). For handlers: no call, nothing is filled.
    rt::Value peek(rt::State* st, rt::Table* t, const rt::String* name) const {
        u32 at = place(t->h.id, name);
        const rt::NamePlaces::Entry& mine = own_.entries[at];
        bool found = rt::is_about(mine, t->h.id, name);
        if (found) {
            rt::Value v = *slot_of(t, mine.field);
            if (!v.is_nil()) return v;
        }
        const Inherited& other = inherited_[at];
        if (other.has_slot > found || other.name != name || other.method.shape != t->h.id ||
            other.method.epoch != rt::shape_epochs(*st).prototype) {
            return rt::Value::absent();
        }
        return *other.method.slot;
    }
    /// The slot of an own field if the cache knows it, else null, and the cell that holds it.
    rt::Value* peek_own(rt::Table* t, const rt::String* name, rt::Header** owner) const {
        const rt::NamePlaces::Entry& mine = own_.of(t->h.id, name);
        if (!rt::is_about(mine, t->h.id, name)) return nullptr;
        *owner = owner_of(t, mine.field);
        return slot_of(t, mine.field);
    }

    /// What compiled code looks into by itself. They stay where they are as long as the State lives.
    const rt::NamePlaces* own_fields() const { return &own_; }
    rt::FieldPlaces* field_places(const rt::String* name) { return places_of(field_places_, name); }
    rt::MethodPlaces* method_places(const rt::String* name) { return places_of(method_places_, name); }

private:
    /// By text: a name may die and another one take its address.
    template <class Places>
    using ByName = std::unordered_map<std::string, std::unique_ptr<Places>>;
    template <class Places>
    static Places* places_of(ByName<Places>& all, const rt::String* name) {
        auto& places = all[std::string(rt::view(name))];
        if (!places) places = std::make_unique<Places>();
        return places.get();
    }

    struct Inherited {
        rt::String* name;
        rt::MethodCache method;
        bool has_slot;  // objects of the shape have a slot of that name themselves, so what counts is what is in it
    };
    struct Added {
        rt::String* name;
        rt::AddCache add;
    };
    static constexpr u32 kSize = rt::NamePlaces::kCount;
    static u32 place(u32 shape, const rt::String* name) { return rt::NamePlaces::number(shape, name); }

    rt::NamePlaces own_;
    Inherited inherited_[kSize];
    Added added_[kSize / 2];
    ByName<rt::FieldPlaces> field_places_;
    ByName<rt::MethodPlaces> method_places_;
};

}  // namespace gs::vm

// Translations: elements by keys that are no ints of the array part.
//
// Whoever computes a key has mostly computed the same before: a word that is counted, an object that has been visited. So the
// value is there, and what is to be found out is where: in the hash part (EntryOffset), or, for names of tables that are
// no dictionaries, in a slot (NameOffset). There it is read or replaced; everything else is a helper's business. What kind
// of key to expect is what was seen in its place; without that, the helper does it all.
//
// If the table that was seen has the key that was seen, it is a good bet that the next ones are there, too: guards take the
// place of branches, and reading a value and replacing it are one search. Once that has failed there are branches.
#include <bit>
#include <cstddef>
#include <optional>

#include "jit/frontend/shapes.h"
#include "jit/frontend/translate_table.h"
#include "runtime/cache.h"
#include "runtime/table.h"
#include "vm/vm_engine.h"

namespace gs::jit {

using rt::Shape;
using rt::Value;

namespace {

constexpr i64 kElem = offsetof(rt::Table, elem);
constexpr i64 kStoreHash = static_cast<i64>(offsetof(rt::Store, hash)) - static_cast<i64>(sizeof(rt::Store));

/// Where the value of a key stands, as the code finds out.
struct Place {
    Node *owner, *offset;
    Alias alias;

    u64 access() const { return pack({0, alias}); }
    Node* load(Emitter& e) const { return e.emit(Op::LoadField, {owner, offset}, access()); }
    void store(Emitter& e, Node* value) const { e.emit(Op::StoreFieldRef, {owner, offset, e.box(value)}, access()); }
};

/// A search in one table for one key. Where it has found a place, a function does what is to be done there; there may be places
/// of two kinds.
class Search {
public:
    Search(Emitter& e, Node* table, Node* object, Node* key, bool stores)
        : e_(e), table_(table), key_(key), stores_(stores) {
        Value seen = e.seen(object);
        seen_key_ = key->is_const() && key->type == Type::Value ? key->as_value() : e.seen(key);
        if (!seen.is_table()) return;
        seen_ = seen.as_table();
        if (!e.failed(kNotThat) && !(seen_->h.aux & kSpecial)) seen_value_ = rt::raw_get(e.state(), seen_, seen_key_);
    }

    std::vector<Path> missing;  // the ways on which nothing is found, or nobody looks
    std::vector<Path> done;

    /// What was seen there; nil if it is no good bet that there is something.
    Value seen_value() const { return seen_value_; }

    /// Goes on where the condition holds.
    void require(Node* condition) {
        if (condition->is_const() && condition->as_int()) return;
        seen_value_.is_nil() ? missing.push_back(e_.split(condition)) : e_.guard_true(condition);
    }

    /// Leaves no way open but those; or, if nothing is known about the key, none but the present one.
    template <class Found>
    void run(Found found) {
        bool boxed = key_->type == Type::Value;
        if (key_->type == Type::Ptr) {
            pointer_tag(key_) == rt::kTagString ? name(key_, found) : entry(key_, found);
        } else if (Emitter::is_real(key_) || (boxed && seen_key_.is_real())) {
            fraction(found);
        } else if (boxed && seen_key_.is_string()) {
            name(pointer(rt::kTagString), found);
        } else if (boxed && seen_key_.is_reference()) {
            entry(pointer(seen_key_.bits & ~rt::kPayloadMask), found);
        } else {
            missing.push_back(e_.suspend());
        }
    }

private:
    static constexpr u8 kSpecial = rt::Table::kGlobals | rt::Table::kWeak | rt::Table::kPrototype;

    Node* pointer(u64 tag) {
        if (!e_.failed(kNotTag)) return e_.as_pointer(key_, tag);
        missing.push_back(e_.split(e_.emit(Op::IsTag, {key_}, tag)));
        return e_.unbox_pointer(key_, tag);
    }

    template <class Found>
    void in_hash(Node* key, Found found) {
        Node* offset = e_.emit(Op::EntryOffset, {table_, key}, pack({0, Alias::Store}));
        require(e_.compare(Op::CmpI32, Condition::Ne, offset, e_.const_i32(0)));
        Node* elem = e_.load(Type::Ptr, table_, kElem, Alias::Header);
        found(Place{e_.load(Type::Ptr, elem, kStoreHash, Alias::Store), offset, Alias::Entries});
        done.push_back(e_.suspend());
    }

    template <class Found>
    void in_slot(Node* shape, Node* name, Found found) {
        Node* places = e_.const_pointer(vm::lookup_cache(e_.state()).own_fields());
        Node* offset = e_.emit(Op::NameOffset, {shape, name}, places->imm);
        require(e_.compare(Op::CmpI32, Condition::Ne, offset, e_.const_i32(0)));
        Node* owner = e_.emit(Op::FieldOwner, {table_, offset}, pack({kElem, Alias::Header}));
        Node* in_owner = e_.emit(Op::AndI32, {offset, e_.const_i32(~rt::FieldPlace::kFar)});
        found(Place{owner, in_owner, Alias::Fields});
        done.push_back(e_.suspend());
    }

    /// Slots of such tables are not written just so.
    void exclude_special() {
        Node* aux = e_.emit(Op::LoadU8, {table_}, pack({offsetof(rt::Header, aux), Alias::Shape}));
        Node* special = e_.emit(Op::AndI32, {aux, e_.const_i32(kSpecial)});
        require(e_.compare(Op::CmpI32, Condition::Eq, special, e_.const_i32(0)));
    }

    /// Of a key that is canonical.
    template <class Found>
    void entry(Node* key, Found found) {
        if (stores_) exclude_special();
        in_hash(e_.box(key), found);
    }

    /// A double that is no int is its own key. (NaN is found nowhere.)
    template <class Found>
    void fraction(Found found) {
        Node* real = key_;
        if (!e_.failed(kNotReal)) {
            real = e_.as_real(key_);
        } else if (real->type == Type::Value) {
            missing.push_back(e_.split(e_.emit(Op::IsF64, {key_})));
            real = e_.emit(Op::UnboxF64, {key_});
        }
        require(e_.compare(Op::CmpF64, Condition::Ne, e_.emit(Op::FloorF64, {real}), real));
        entry(real, found);
    }

    /// What has been cut out of a text, or joined, to be a key need not be made if it is interned already.
    static void note_key(Node* string) {
        while (string->is(Op::UnboxPtr) || string->is(Op::CheckPtr)) string = string->inputs[0];
        if (!string->is(Op::CallHelper) || string->block->cold) return;
        if (auto maker = key_maker(static_cast<Helper>(string->imm))) string->imm = static_cast<u64>(*maker);
    }
    static std::optional<Helper> key_maker(Helper text_maker) {
        switch (text_maker) {
            case Helper::Substring: return Helper::SubstringKey;
            case Helper::Concat: return Helper::ConcatKey;
            case Helper::ConcatTwo: return Helper::ConcatTwoKey;
            default: return {};
        }
    }

    template <class Found>
    void name(Node* string, Found found) {
        note_key(string);
        Node* name = e_.emit(Op::InternedName, {string}, pack({0, Alias::Store}));
        require(e_.compare(Op::CmpPtr, Condition::Ne, name, e_.const_pointer(nullptr)));
        if (stores_) exclude_special();
        Node* shape = shape_of(e_, table_);
        Node* place = e_.emit(Op::ShlI32, {shape, e_.const_i32(std::countr_zero(sizeof(Shape)))});
        Node* flags = e_.emit(Op::LoadByte, {e_.const_pointer(e_.state().hot.shapes), place},
                              pack({offsetof(Shape, flags), Alias::Constant}));
        constexpr i64 kKind = Shape::kDictionary | Shape::kUncached;
        Node* kind = e_.emit(Op::AndI32, {flags, e_.const_i32(kKind)});
        Node* is_dictionary = e_.compare(Op::CmpI32, Condition::Eq, kind, e_.const_i32(Shape::kDictionary));
        // A dictionary stays one.
        bool always = seen_ && rt::is_dictionary(e_.state(), seen_);
        Node* key = e_.emit(Op::BoxPtr, {name}, rt::kTagString);
        if (always) {
            require(is_dictionary);
            return in_hash(key, found);
        }
        Path shaped = e_.split(is_dictionary, false);
        in_hash(key, found);
        e_.resume(std::move(shaped));
        in_slot(shape, name, found);
    }

    Emitter& e_;
    Node *table_, *key_;
    bool stores_;
    rt::Table* seen_ = nullptr;
    Value seen_key_, seen_value_;
};

}  // namespace

void get_by_key(Emitter& e, u32 to, Node* object, Node* key) {
    std::vector<Path> others;
    Node* table = as_table(e, object, &others);
    Node* boxed = e.box(key);
    std::vector<Node*> values;
    Search search(e, table, object, key, false);
    search.run([&](const Place& place) {
        values.push_back(place.load(e));
        search.require(e.negate(e.emit(Op::IsNil, {values.back()})));
    });
    e.join(std::move(search.missing));
    if (e.reachable()) {
        e.set_answer(to, e.ask(Helper::GetKey, {table, boxed}));
        values.insert(values.begin(), e.get(to));
    }
    Node* value = e.join(std::move(search.done), std::move(values));
    // Under another key there is another function.
    Value seen = search.seen_value();
    if (!seen.is_nil() && !seen.is_function()) e.set_seen(value, seen);
    e.set(to, value);
    slow_ways(e, std::move(others));
}

void set_by_key(Emitter& e, Node* object, Node* key, Node* value) {
    std::vector<Path> others;
    Node* table = as_table(e, object, &others);
    Node *boxed = e.box(key), *boxed_value = e.box(value);
    Search search(e, table, object, key, true);
    bool removes = value->is_const() && value->type == Type::Value && value->as_value().is_nil();
    if (removes) {
        search.missing.push_back(e.suspend());
    } else {
        search.require(e.negate(e.is_nil(value)));
        search.run([&](const Place& place) {
            search.require(e.negate(e.emit(Op::IsNil, {place.load(e)})));
            place.store(e, value);
        });
    }
    e.join(std::move(search.missing));
    if (e.reachable()) e.slow_if(e.ask(Helper::SetKey, {table, boxed, boxed_value}));
    e.join(std::move(search.done));
    slow_ways(e, std::move(others));
}

}  // namespace gs::jit

// Shapes and the inline caches that rely on them.
#include "runtime/shape.h"

#include <random>
#include <string>

#include "runtime/cache.h"
#include "runtime/heap_impl.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "runtime_fixture.h"

namespace gs::rt::test {
namespace {

class ShapeTest : public ::testing::Test {
protected:
    explicit ShapeTest(const Options& options = Options{}) : st(options) {
        st.engine = std::make_unique<FakeEngine>();
        st.heap->add_root(
            [](Tracer& tracer, void* context) {
                auto& roots = static_cast<ShapeTest*>(context)->roots;
                tracer.values(roots.data(), roots.data() + roots.size());
            },
            this);
    }
    String* name(std::string_view text) {
        String* s = intern(st, text);
        roots.push_back(Value::string(s));
        return s;
    }
    String* computed(std::string_view text) {
        String* s = intern(st, *make_string(st, text));
        roots.push_back(Value::string(s));
        return s;
    }
    Table* table(u32 fields = 0) {
        Table* t = make_table(st, fields);
        roots.push_back(Value::table(t));
        return t;
    }
    void set(Table* t, String* key, Value v) { ASSERT_TRUE(raw_set_string(st, t, key, v).ok()); }
    void set(Table* t, std::string_view key, i64 v) { set(t, name(key), Value::integer(v)); }
    bool dictionary(Table* t) { return shape_of(st, t)->flags & Shape::kDictionary; }
    void minor() { st.heap->impl().collect(Heap::Impl::Cycle::Minor, "test"); }
    void full() { st.heap->collect("test"); }

    State st;
    std::vector<Value> roots;
    std::mt19937_64 rng{11};
};

TEST_F(ShapeTest, SameKeysInTheSameOrder) {
    Table *a = table(2), *b = table(2), *c = table(2), *d = table(3);
    for (Table* t : {a, b, d}) {
        set(t, "x", 1);
        set(t, "y", 2);
    }
    set(c, "y", 1);
    set(c, "x", 2);
    EXPECT_EQ(a->h.id, b->h.id);
    EXPECT_NE(a->h.id, c->h.id);
    EXPECT_NE(a->h.id, d->h.id) << "the number of inline slots is part of the shape";
    set(a, name("x"), Value::nil());
    EXPECT_EQ(a->h.id, b->h.id) << "removing keeps the shape";
    Table* metatable = table();
    u32 before = b->h.id;
    set_metatable(st, b, metatable);
    EXPECT_NE(b->h.id, before);
    set_metatable(st, b, nullptr);
    EXPECT_EQ(b->h.id, before);
}

TEST_F(ShapeTest, Limits) {
    Table* constants = table();
    for (u32 i = 0; i < kMaxFields; ++i) set(constants, "constant" + std::to_string(i), i);
    EXPECT_FALSE(dictionary(constants));
    set(constants, "one more", 0);
    EXPECT_TRUE(dictionary(constants));
    for (u32 i = 0; i < kMaxFields; ++i) {
        EXPECT_EQ(raw_get_string(st, constants, name("constant" + std::to_string(i))), Value::integer(i));
    }
    Table* words = table();
    u32 count = 0;
    while (!dictionary(words)) set(words, computed("word" + std::to_string(count++)), Value::integer(1));
    EXPECT_EQ(count, 17u);
    u32 shapes = st.shapes->count();
    for (u32 i = 0; i < 1000; ++i) {
        Table* t = table();
        for (u32 k = 0; k < 20; ++k) set(t, computed(std::to_string(i) + "/" + std::to_string(k)), Value::integer(1));
    }
    EXPECT_LE(st.shapes->count() - shapes, 128u * 17);
}

TEST_F(ShapeTest, CollectorFreesShapes) {
    auto make_garbage = [&](int round) __attribute__((noinline)) {
        for (int i = 0; i < 2000; ++i) {
            Table* t = make_table(st, 2);
            Table* metatable = make_table(st);
            set_field(st, metatable, "__index", Value::table(metatable));
            set_metatable(st, t, metatable);
            set(t, intern(st, *make_string(st, "k" + std::to_string(round * 2000 + i))), Value::integer(1));
            if (i % 100 == 0) {
                roots.push_back(Value::table(t));
                minor();
            }
        }
    };
    for (int round = 0; round < 5; ++round) {
        make_garbage(round);
        full();
        EXPECT_LT(st.shapes->count(), 1000u);
        for (Value v : roots) {
            if (!v.is_table()) continue;
            EXPECT_TRUE(st.shapes->is_live(v.as_table()->h.id));
            EXPECT_EQ(get_metatable(st, get_metatable(st, v.as_table())), nullptr);
        }
        ASSERT_EQ(st.heap->verify(), nullptr);
    }
    std::vector<u32> ids;
    for (Value v : roots) ids.push_back(v.is_table() ? v.as_table()->h.id : 0);
    roots.clear();
    full();
    u32 dead = 0;
    for (u32 id : ids) dead += id != 0 && !cached_shape_lives(st, id);
    EXPECT_GT(dead, 80u);
}

TEST_F(ShapeTest, MetamethodsKnownToBeAbsent) {
    Table *t = table(), *metatable = table();
    set_metatable(st, t, metatable);
    EXPECT_TRUE(metamethod_of(st, Value::table(t), Name::Add).is_nil());
    set(metatable, "__add", 5);
    EXPECT_EQ(metamethod_of(st, Value::table(t), Name::Add), Value::integer(5));
    set(metatable, name("__add"), Value::nil());
    EXPECT_TRUE(metamethod_of(st, Value::table(t), Name::Add).is_nil());
    EXPECT_TRUE(metamethod_of(st, Value::table(t), Name::Add).is_nil());
    set(metatable, "__add", 6);
    EXPECT_EQ(metamethod_of(st, Value::table(t), Name::Add), Value::integer(6));
    EXPECT_TRUE(metamethod_of(st, Value::table(metatable), Name::Add).is_nil());
    EXPECT_TRUE(metamethod_of(st, Value::integer(1), Name::Add).is_nil());
}

TEST_F(ShapeTest, FieldCaches) {
    Table *a = table(2), *b = table(2);
    String* keys[] = {name("k0"), name("k1"), name("k2"), name("k3")};
    for (Table* t : {a, b}) {
        for (int i = 0; i < 4; ++i) set(t, keys[i], Value::integer(t == a ? i : 10 + i));
    }
    for (int i = 0; i < 4; ++i) {
        FieldCache cache{kEmptyCache, 0};
        ASSERT_TRUE(fill_get_cache(st, a, keys[i], &cache));
        if (i < 2) {
            ASSERT_EQ(b->h.id, cache.shape);
            EXPECT_EQ(*inline_slot(b, cache), Value::integer(10 + i));
        } else {
            ASSERT_NE(b->h.id, cache.shape);
            ASSERT_EQ(b->h.id | kFarSlot, cache.shape);
            EXPECT_EQ(*far_slot(b, cache), Value::integer(10 + i));
        }
    }
    FieldCache cache{kEmptyCache, 0};
    EXPECT_FALSE(fill_get_cache(st, a, name("absent"), &cache));
    EXPECT_FALSE(fill_get_cache(st, st.globals, name("x"), &cache));
    become_prototype(st, b);
    EXPECT_TRUE(fill_get_cache(st, b, keys[0], &cache));
    EXPECT_FALSE(fill_set_cache(st, b, keys[0], &cache));
    EXPECT_NE(a->h.id, b->h.id);
}

// ---- an engine in small ---------------------------------------------------------------------------------------------

/// Sites with caches, used as cache.h says, against plain access to the same tables.
class CacheTest : public ShapeTest {
protected:
    struct Site {
        String* name;
        FieldCache get{kEmptyCache, 0}, set{kEmptyCache, 0};
        MethodCache method{kEmptyCache, 0, nullptr};
        AddCache add{kEmptyCache, 0, 0, 0};
    };

    /// __index chains of tables only.
    Value slow_get(Table* t, String* key) {
        for (int step = 0; step < 100; ++step) {
            Value v = raw_get_string(st, t, key);
            Table* metatable = get_metatable(st, t);
            if (!v.is_nil() || !metatable) return v;
            Value next = raw_get_string(st, metatable, st.name(Name::Index));
            if (!next.is_table()) return Value::nil();
            t = next.as_table();
        }
        return Value::nil();
    }
    Value get(Site& site, Table* t) {
        Value v = Value::nil();
        if (t->h.id == site.get.shape) {
            v = *inline_slot(t, site.get);
            ++hits;
        } else if ((t->h.id | kFarSlot) == site.get.shape) {
            v = *far_slot(t, site.get);
            ++hits;
        }
        if (!v.is_nil()) return v;
        if (t->h.id == site.method.shape && shape_epochs(st).prototype == site.method.epoch) {
            ++method_hits;
            return *site.method.slot;
        }
        if (!fill_get_cache(st, t, site.name, &site.get)) fill_method_cache(st, t, site.name, &site.method);
        return slow_get(t, site.name);
    }
    void set(Site& site, Table* t, Value v) {
        if (t->h.id == site.set.shape && !inline_slot(t, site.set)->is_nil()) {
            ++set_hits;
            return st.heap->store(&t->h, inline_slot(t, site.set), v);
        }
        if ((t->h.id | kFarSlot) == site.set.shape && !far_slot(t, site.set)->is_nil()) {
            ++set_hits;
            return st.heap->store(&t->store()->slots->h, far_slot(t, site.set), v);
        }
        if (t->h.id == site.add.from && site.add.epoch == shape_epochs(st).new_index && !v.is_nil()) {
            ++add_hits;
            // The test's objects have no __newindex while this cache is valid.
            Table* metatable = get_metatable(st, t);
            if (metatable) EXPECT_TRUE(raw_get_string(st, metatable, st.name(Name::NewIndex)).is_nil());
            st.heap->store(&t->h, inline_slot(t, {0, site.add.offset}), v);
            t->h.id = site.add.to;
            return;
        }
        if (!fill_set_cache(st, t, site.name, &site.set)) fill_add_cache(st, t, site.name, &site.add);
        ShapeTest::set(t, site.name, v);
    }
    /// What Engine::collected has to do.
    void clear_caches() {
        auto dead = [&](u32 shape) { return !cached_shape_lives(st, shape); };
        for (Site& site : sites) {
            if (dead(site.get.shape)) site.get.shape = kEmptyCache;
            if (dead(site.set.shape)) site.set.shape = kEmptyCache;
            if (dead(site.method.shape)) site.method.shape = kEmptyCache;
            if (dead(site.add.from) || dead(site.add.to)) site.add.from = kEmptyCache;
        }
    }

    std::vector<Site> sites;
    u64 hits = 0, method_hits = 0, set_hits = 0, add_hits = 0;
};

TEST_F(CacheTest, RandomProgram) {
    constexpr u32 kNames = 12;
    std::vector<String*> names;
    for (u32 i = 0; i < kNames; ++i) names.push_back(name("name" + std::to_string(i)));
    names.push_back(st.name(Name::Index));
    names.push_back(st.name(Name::NewIndex));
    // Stores by the first 40 sites, so that some names are found in prototypes alone.
    for (u32 i = 0; i < 60; ++i) sites.push_back({names[rng() % (i < 40 ? 6 : kNames)]});
    std::vector<Table*> tables;
    auto fresh = [&] {
        Table* t = make_table(st, static_cast<u32>(rng() % 7));
        return t;
    };
    std::size_t first = roots.size();
    for (int i = 0; i < 24; ++i) {
        tables.push_back(fresh());
        roots.push_back(Value::table(tables.back()));
    }
    u64 at = 0, place = 0;
    for (int step = 0; step < 2'000'000; ++step) {
        u64 draw = rng() % 10000;
        // Mostly what was used just now, as in a loop.
        if (rng() % 4 == 0) at = rng() % tables.size();
        if (rng() % 8 == 0) place = rng() % sites.size();
        Table* t = tables[at];
        if (draw < 5900) {
            Site& site = sites[place];
            ASSERT_EQ(get(site, t), slow_get(t, site.name)) << "step " << step;
        } else if (draw < 9700) {
            Site& site = sites[rng() % 40];
            Value v = rng() % 12 ? Value::integer(step) : Value::nil();
            Value known = Value::nil();
            set(site, t, v);
            known = raw_get_string(st, t, site.name);
            ASSERT_EQ(known, v) << "step " << step;
        } else if (draw < 9820) {
            tables[at] = fresh();
            roots[first + at] = Value::table(tables[at]);
        } else if (draw < 9890) {
            // Prototypes have lower numbers, so that chains end.
            if (at > 0) set_metatable(st, t, rng() % 8 ? tables[rng() % at % 6] : nullptr);
        } else if (draw < 9910) {
            if (at > 0 && at < 6)
                ShapeTest::set(t, st.name(Name::Index),
                               rng() % 6 ? Value::table(tables[rng() % (at + 1)]) : Value::nil());
        } else if (draw < 9920) {
            if (at < 6) ShapeTest::set(t, st.name(Name::NewIndex), rng() % 8 ? Value::nil() : Value::integer(1));
        } else if (draw < 9990) {
            t = tables[rng() % 6];
            ShapeTest::set(t, names[rng() % kNames], rng() % 3 ? Value::integer(step) : Value::nil());
        } else if (step % 16 == 0) {
            full();
            clear_caches();
        } else {
            minor();
        }
    }
    EXPECT_EQ(st.heap->verify(), nullptr);
    // Not a question of luck: most accesses must hit.
    EXPECT_GT(hits, 10000u);
    EXPECT_GT(method_hits, 1000u);
    EXPECT_GT(set_hits, 10000u);
    EXPECT_GT(add_hits, 1000u);
}

// What programs do: classes, constructors that call setmetatable first, methods found in a base class.
TEST_F(CacheTest, ClassesHit) {
    Table *base = table(4), *derived = table(4);
    String *index = st.name(Name::Index), *x = name("x"), *y = name("y"), *method = name("method");
    ShapeTest::set(base, index, Value::table(base));
    ShapeTest::set(base, method, Value::integer(1));
    ShapeTest::set(derived, index, Value::table(derived));
    set_metatable(st, derived, base);
    sites = {{x}, {y}, {method}};
    for (int i = 0; i < 1000; ++i) {
        Table* t = make_table(st, 2);
        set_metatable(st, t, derived);
        set(sites[0], t, Value::integer(i));
        set(sites[1], t, Value::integer(i));
        EXPECT_EQ(get(sites[0], t), Value::integer(i));
        EXPECT_EQ(get(sites[2], t), Value::integer(i < 500 ? 1 : 2));
        if (i == 499) ShapeTest::set(base, method, Value::integer(2));  // replacing a method invalidates nothing
    }
    EXPECT_GE(add_hits, 2 * 998u);
    EXPECT_GE(method_hits, 998u);
    EXPECT_GE(hits, 998u);
    ShapeTest::set(derived, method, Value::integer(3));
    Table* t = make_table(st, 2);
    set_metatable(st, t, derived);
    EXPECT_EQ(get(sites[2], t), Value::integer(3));
}

}  // namespace
}  // namespace gs::rt::test

// Tables against a model of language.md 9, with random operations in patterns that reach each representation: arrays of
// values and of doubles, sparse ints, fields in shapes, dictionaries, and all ways from one to another.
#include "runtime/table.h"

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string>

#include "runtime/hash_part.h"
#include "runtime/strings.h"
#include "runtime_fixture.h"
#include "table_model.h"

namespace gs::rt::test {
namespace {

using Pair = TableModel::Pair;

class TableTest : public ::testing::Test {
protected:
    explicit TableTest(const Options& options = Options{}) : st(options) {
        st.engine = std::make_unique<FakeEngine>();
        st.heap->add_root(
            [](Tracer& tracer, void* context) {
                auto& roots = static_cast<TableTest*>(context)->roots;
                tracer.values(roots.data(), roots.data() + roots.size());
            },
            this);
    }

    Value keep(Value v) {
        roots.push_back(v);
        return v;
    }
    Table* table(u32 fields = 0, u32 elements = 0) {
        Table* t = make_table(st, fields, elements);
        keep(Value::table(t));
        return t;
    }
    /// Half of the names as constants of a program, half as computed keys.
    std::vector<Value> make_names(u32 count, const char* prefix) {
        std::vector<Value> names;
        for (u32 i = 0; i < count; ++i) {
            std::string text = prefix + std::to_string(i);
            String* s = i % 2 ? intern(st, text) : intern(st, *make_string(st, text));
            names.push_back(keep(Value::string(s)));
        }
        return names;
    }
    u64 random(u64 below) { return rng() % below; }

    // ---- comparing -----------------------------------------------------------------------------------------------
    static bool loose(Value key, i64 length) { return key.is_int() && (key.as_int() < 0 || key.as_int() > length); }

    /// The order of ints outside 0..L is not specified: moves them to the end, sorted.
    static std::vector<Pair> normal(const std::vector<Pair>& pairs, i64 length) {
        std::vector<Pair> out, ints;
        for (const Pair& p : pairs) (loose(p.first, length) ? ints : out).push_back(p);
        std::sort(ints.begin(), ints.end(),
                  [](const Pair& a, const Pair& b) { return a.first.as_int() < b.first.as_int(); });
        out.insert(out.end(), ints.begin(), ints.end());
        return out;
    }
    std::vector<Pair> by_cursor(Table* t) {
        std::vector<Pair> out;
        Cursor c = cursor_start();
        Value k, v;
        while (cursor_next(st, t, &c, &k, &v)) out.emplace_back(k, v);
        return out;
    }
    std::vector<Pair> by_next(Table* t) {
        std::vector<Pair> out;
        Value key = Value::nil(), k, v;
        while (*raw_next(st, t, key, &k, &v)) {
            out.emplace_back(k, v);
            key = k;
        }
        return out;
    }
    void compare(Table* t, const TableModel& model) {
        ASSERT_EQ(raw_length(t), model.length());
        std::vector<Pair> expected = model.pairs();
        std::vector<Pair> cursor = by_cursor(t);
        ASSERT_EQ(cursor, by_next(t));
        ASSERT_EQ(normal(cursor, model.length()), expected);
        for (auto& [key, value] : expected) ASSERT_EQ(raw_get(st, t, key), value);
    }

    // ---- iterations under change -----------------------------------------------------------------------------------
    /// Walks the table, changing it as 9.4 allows, and checks that every key that stays is visited once, in order.
    void iterate_with_changes(Table* t, TableModel& model, const std::vector<Value>& extra, bool add) {
        std::vector<Pair> start = model.pairs();
        i64 length = model.length();
        std::set<u64> removed, added;
        std::vector<Value> visited;
        Cursor c = cursor_start();
        Value k, v;
        u64 eagerness = 1 + random(4);
        while (cursor_next(st, t, &c, &k, &v)) {
            ASSERT_EQ(model.get(k), v) << "a removed key was visited";
            if (!added.contains(k.bits)) visited.push_back(k);
            for (u64 n = random(eagerness); n > 0; --n) {
                Value key = random(3) == 0 ? k : start[random(start.size())].first;
                if (model.get(key).is_nil()) continue;
                Value to = random(2) ? Value::nil() : Value::integer(static_cast<i64>(random(100)));
                if (to.is_nil()) removed.insert(key.bits);
                set(t, model, key, to);
            }
            if (add && random(2) && added.size() < 200) {
                Value key = extra[random(extra.size())];
                if (model.get(key).is_nil()) {
                    added.insert(key.bits);
                    removed.insert(key.bits);
                }
                set(t, model, key, Value::boolean(true));
            }
        }
        std::set<u64> once;
        for (Value key : visited) ASSERT_TRUE(once.insert(key.bits).second) << "visited twice";
        std::vector<Pair> order;
        for (auto& pair : start) {
            if (once.contains(pair.first.bits)) {
                order.push_back(pair);
            } else {
                ASSERT_TRUE(removed.contains(pair.first.bits)) << "not visited";
            }
        }
        std::vector<Pair> seen;
        for (Value key : visited) seen.emplace_back(key, Value::nil());
        seen = normal(seen, length);
        for (u64 i = 0; i < seen.size(); ++i) ASSERT_EQ(seen[i].first, order[i].first);
    }
    /// The same with `next`, which promises this for removals.
    void next_with_removals(Table* t, TableModel& model) {
        std::vector<Pair> start = model.pairs();
        i64 length = model.length();
        std::vector<Pair> seen, expected;
        std::set<u64> gone;
        Value key = Value::nil(), k, v;
        for (;;) {
            auto more = raw_next(st, t, key, &k, &v);
            ASSERT_TRUE(more.ok());
            if (!*more) break;
            seen.emplace_back(k, Value::nil());
            if (random(2)) set(t, model, k, Value::nil());
            if (random(4) == 0) {
                Value other = start[random(start.size())].first;
                bool seen_already = std::any_of(seen.begin(), seen.end(), [&](Pair& p) { return p.first == other; });
                if (!model.get(other).is_nil() && !seen_already) gone.insert(other.bits);
                set(t, model, other, Value::nil());
            }
            key = k;
        }
        for (auto& pair : start) {
            if (!gone.contains(pair.first.bits)) expected.emplace_back(pair.first, Value::nil());
        }
        ASSERT_EQ(normal(seen, length), expected);
    }

    void set(Table* t, TableModel& model, Value key, Value v) {
        ASSERT_TRUE(raw_set(st, t, key, v).ok());
        model.set(key, v);
    }

    /// What a pattern draws from.
    struct Pattern {
        const char* name;
        i64 low, high;  // random ints
        u32 names, others;  // numbers of string and other keys
        u32 ints, appends, pops, drains, fields, rest;  // weights
        u32 nils;  // per cent of stored values
        u32 doubles;  // per cent
        u32 insertions;  // weight of insert_element and remove_element
    };
    void run(const Pattern& p, u32 rounds, u32 steps);

    State st;
    std::vector<Value> roots;
    std::mt19937_64 rng{20261125};
};

void TableTest::run(const Pattern& p, u32 rounds, u32 steps) {
    SCOPED_TRACE(p.name);
    std::vector<Value> names = make_names(p.names, p.name);
    std::vector<Value> others = {Value::boolean(true), Value::boolean(false)};
    while (others.size() < p.others) {
        others.push_back(random(2) ? Value::real(0.5 + static_cast<double>(random(100000)))
                                   : keep(Value::table(make_table(st))));
    }
    std::vector<Value> extra = make_names(64, "extra");
    for (u32 i = 0; i < 16; ++i) extra.push_back(Value::real(1e6 + 0.25 * (4 * i + 1)));
    for (u32 i = 0; i < 16; ++i) extra.push_back(Value::integer(-1000000 - i64{i}));
    extra.push_back(Value::integer(0));
    u32 total = p.ints + p.appends + p.pops + p.drains + p.fields + p.rest + p.insertions;
    for (u32 round = 0; round < rounds; ++round) {
        std::size_t mark = roots.size();
        // Every third one is a short list or has a store from the beginning.
        u32 elements = random(3) ? 0 : static_cast<u32>(random(20));
        Table* t = table(elements && random(2) ? 0 : static_cast<u32>(random(6)), elements);
        TableModel model;
        i64 head = 1;
        for (u32 step = 0; step < steps; ++step) {
            Value v = random(100) < p.nils      ? Value::nil()
                      : random(100) < p.doubles ? Value::real(static_cast<double>(random(1000)) / 4)
                                                : Value::integer(static_cast<i64>(random(1000)));
            i64 length = model.length();
            u64 draw = random(total);
            auto chosen = [&](u32 weight) {
                bool hit = draw < weight;
                draw -= weight;
                return hit;
            };
            if (chosen(p.ints)) {
                i64 key = p.low + static_cast<i64>(random(static_cast<u64>(p.high - p.low + 1)));
                // As a float now and then: it is the same key.
                if (random(8) == 0) {
                    ASSERT_TRUE(raw_set(st, t, Value::real(static_cast<double>(key)), v).ok());
                    model.set(Value::integer(key), v);
                } else {
                    set(t, model, Value::integer(key), v);
                }
            } else if (chosen(p.appends)) {
                set(t, model, Value::integer(length + 1), v);
            } else if (chosen(p.pops)) {
                if (length > 0) set(t, model, Value::integer(length), Value::nil());
            } else if (chosen(p.drains)) {
                if (head > length) head = 1;
                set(t, model, Value::integer(head++), Value::nil());
            } else if (chosen(p.fields)) {
                set(t, model, names[random(names.size())], v);
            } else if (chosen(p.rest)) {
                set(t, model, others[random(others.size())], v);
            } else {
                i64 position = 1 + static_cast<i64>(random(static_cast<u64>(length) + 1));
                if (random(2)) {
                    ASSERT_TRUE(insert_element(st, t, position, v).ok());
                    for (i64 i = length; i >= position; --i)
                        model.set(Value::integer(i + 1), model.get(Value::integer(i)));
                    model.set(Value::integer(position), v);
                } else {
                    Value removed = *remove_element(st, t, position);
                    ASSERT_EQ(removed, model.get(Value::integer(position)));
                    for (i64 i = position; i < length; ++i)
                        model.set(Value::integer(i), model.get(Value::integer(i + 1)));
                    model.set(Value::integer(length >= position ? length : position), Value::nil());
                }
            }
            ASSERT_EQ(raw_length(t), model.length()) << "step " << step;
            if (step % 512 == 511) compare(t, model);
            if (step % 2048 == 2047 && model.size() > 0) {
                if (random(2)) {
                    iterate_with_changes(t, model, extra, random(2));
                } else {
                    next_with_removals(t, model);
                }
                compare(t, model);
            }
            if (HasFatalFailure()) return;
        }
        compare(t, model);
        if (HasFatalFailure()) return;
        roots.resize(mark);
    }
}

//                    name        ints         names others  int app pop drain field rest nil dbl ins
TEST_F(TableTest, SmallArrays) { run({"small", -2, 12, 4, 4, 10, 6, 4, 1, 2, 1, 40, 0, 2}, 2000, 400); }
TEST_F(TableTest, Arrays) { run({"arrays", 0, 300, 4, 4, 6, 10, 6, 2, 1, 1, 30, 0, 1}, 60, 10000); }
TEST_F(TableTest, Doubles) { run({"doubles", 0, 40, 4, 4, 3, 20, 8, 0, 1, 1, 2, 98, 2}, 400, 2000); }
TEST_F(TableTest, DoublesOnly) { run({"doubles only", 1, 30, 4, 4, 1, 20, 8, 0, 1, 0, 0, 100, 2}, 400, 1000); }
TEST_F(TableTest, SparseInts) { run({"sparse", -1000, 100000, 4, 8, 10, 2, 1, 1, 1, 1, 30, 0, 0}, 40, 20000); }
TEST_F(TableTest, ScatteredInts) { run({"scattered", -50, 2000, 4, 8, 10, 2, 1, 1, 1, 1, 60, 0, 0}, 40, 20000); }
TEST_F(TableTest, Queues) { run({"queues", 1, 8, 4, 4, 0, 20, 0, 20, 1, 1, 0, 0, 0}, 20, 20000); }
TEST_F(TableTest, QueuesThatGrow) { run({"growing queues", 1, 60, 4, 4, 1, 24, 0, 20, 1, 1, 5, 0, 0}, 20, 20000); }
TEST_F(TableTest, FewFields) { run({"few", 1, 4, 5, 4, 1, 1, 1, 0, 20, 1, 45, 0, 0}, 500, 2000); }
TEST_F(TableTest, Fields) { run({"fields", 1, 4, 14, 4, 1, 1, 1, 0, 20, 1, 20, 0, 0}, 200, 4000); }
TEST_F(TableTest, ManyFields) { run({"many", 1, 4, 400, 4, 1, 1, 1, 0, 20, 1, 40, 0, 0}, 30, 20000); }
TEST_F(TableTest, OtherKeys) { run({"others", -4, 4, 20, 300, 2, 1, 1, 0, 3, 20, 40, 0, 0}, 30, 20000); }
TEST_F(TableTest, Everything) { run({"everything", -20, 200, 100, 100, 10, 5, 3, 3, 10, 10, 45, 10, 1}, 40, 20000); }

/// A collection at every allocation, and the heap checked after each.
class StressedTableTest : public TableTest {
protected:
    StressedTableTest() : TableTest(stressed()) {}
    static Options stressed() {
        Options options;
        options.heap.stress = true;
        return options;
    }
};
TEST_F(StressedTableTest, Everything) {
    run({"everything", -20, 200, 100, 100, 10, 5, 3, 3, 10, 10, 45, 10, 1}, 1, 5000);
}
TEST_F(StressedTableTest, Fields) { run({"fields", 1, 4, 14, 4, 1, 1, 1, 0, 20, 1, 20, 0, 0}, 10, 2000); }

// ---- single points -------------------------------------------------------------------------------------------------

TEST_F(TableTest, KeysOfConstructors) {
    for (u32 round = 0; round < 20000; ++round) {
        std::size_t mark = roots.size();
        Table* t = table(0, static_cast<u32>(random(5)));
        TableModel model;
        // Keyed fields before, between and after batches of positional values.
        u32 at = 1;
        u64 batches = 1 + random(3);
        for (u64 batch = 0; batch < batches; ++batch) {
            for (u64 n = random(3); n > 0; --n) {
                i64 key = 1 + static_cast<i64>(random(12));
                Value v = random(4) ? Value::integer(key) : Value::nil();
                ASSERT_TRUE(raw_set_int(st, t, key, v).ok());
                model.set(Value::integer(key), v);
            }
            bool last = batch + 1 == batches;
            Value values[6];
            u32 count = static_cast<u32>(random(7));
            u64 kind = random(3);
            for (u32 i = 0; i < count; ++i) {
                values[i] = kind == 0 ? Value::real(0.5 + i) : random(kind + 1) ? Value::integer(i) : Value::nil();
            }
            if (count == 0 && !last) continue;
            ASSERT_TRUE(set_list(st, t, at, values, count, last).ok());
            for (u32 i = 0; i < count; ++i) model.set(Value::integer(at + i), values[i]);
            at += count;
            model.settle(i64{at} - 1);
            ASSERT_EQ(raw_length(t), model.length());
        }
        compare(t, model);
        if (HasFatalFailure()) return;
        // Life goes on.
        for (u32 i = 0; i < 20; ++i) {
            set(t, model, Value::integer(1 + static_cast<i64>(random(14))),
                random(2) ? Value::real(1.5) : Value::nil());
        }
        compare(t, model);
        if (HasFatalFailure()) return;
        roots.resize(mark);
    }
}

TEST_F(TableTest, ErrorsOfKeys) {
    Table* t = table();
    EXPECT_FALSE(raw_set(st, t, Value::nil(), Value::integer(1)).ok());
    EXPECT_EQ(view(st.hot.error), "table index is nil");
    EXPECT_FALSE(raw_set(st, t, Value::real(std::nan("")), Value::integer(1)).ok());
    EXPECT_EQ(view(st.hot.error), "table index is NaN");
    EXPECT_TRUE(raw_get(st, t, Value::nil()).is_nil());
    EXPECT_TRUE(raw_get(st, t, Value::real(std::nan(""))).is_nil());
    set_field(st, t, "x", Value::integer(1));
    for (Value key : {Value::integer(0), Value::integer(1), Value::integer(7), Value::integer(-1), Value::real(2.5),
                      Value::boolean(true), Value::string(intern(st, "y")), *string_value(st, "not interned")}) {
        Value k, v;
        EXPECT_FALSE(raw_next(st, t, key, &k, &v).ok());
        EXPECT_EQ(view(st.hot.error), "invalid key to 'next'");
    }
    ASSERT_TRUE(raw_set_int(st, t, 1, Value::integer(1)).ok());
    for (i64 key : {0, 2, 3, 4, 5}) {
        Value k, v;
        EXPECT_FALSE(raw_next(st, t, Value::integer(key), &k, &v).ok()) << key;
    }
}

TEST_F(TableTest, FloatsAsKeys) {
    Table* t = table();
    ASSERT_TRUE(raw_set(st, t, Value::real(-0.0), Value::integer(5)).ok());
    EXPECT_EQ(raw_get_int(t, 0), Value::integer(5));
    ASSERT_TRUE(raw_set(st, t, Value::real(140737488355327.0), Value::integer(6)).ok());
    EXPECT_EQ(raw_get_int(t, kMaxInt), Value::integer(6));
    ASSERT_TRUE(raw_set(st, t, Value::real(140737488355328.0), Value::integer(7)).ok());
    EXPECT_EQ(raw_get(st, t, Value::real(140737488355328.0)), Value::integer(7));
    ASSERT_TRUE(raw_set(st, t, Value::real(INFINITY), Value::integer(8)).ok());
    EXPECT_EQ(raw_get(st, t, Value::real(INFINITY)), Value::integer(8));
    EXPECT_TRUE(raw_get(st, t, Value::real(-INFINITY)).is_nil());
}

TEST_F(TableTest, DoubleArrays) {
    Table* t = table();
    for (int i = 1; i <= 100; ++i) ASSERT_TRUE(raw_set_int(st, t, i, Value::real(i / 2.0)).ok());
    EXPECT_EQ(t->dlen, 100u);
    ASSERT_TRUE(raw_set_int(st, t, 100, Value::nil()).ok());
    EXPECT_EQ(t->dlen, 99u);
    ASSERT_TRUE(raw_set_int(st, t, 100, Value::real(1)).ok());
    ASSERT_TRUE(raw_set_int(st, t, 0, Value::real(1)).ok());
    EXPECT_EQ(t->dlen, 100u);
    ASSERT_TRUE(raw_set_int(st, t, 50, Value::integer(1)).ok());  // 1 is not 1.0
    EXPECT_EQ(t->dlen, 0u);
    EXPECT_EQ(t->store()->h.aux, static_cast<u8>(ElementKind::Value));
    EXPECT_EQ(raw_get_int(t, 50), Value::integer(1));
    EXPECT_EQ(raw_get_int(t, 49), Value::real(24.5));
}

TEST_F(TableTest, ArraysFromAnyOrder) {
    std::vector<i64> keys(1000);
    for (u32 i = 0; i < 1000; ++i) keys[i] = i + 1;
    for (int order = 0; order < 4; ++order) {
        if (order == 1) std::reverse(keys.begin(), keys.end());
        if (order > 1) std::shuffle(keys.begin(), keys.end(), rng);
        Table* t = table();
        for (i64 key : keys) ASSERT_TRUE(raw_set_int(st, t, key, Value::integer(key)).ok());
        EXPECT_EQ(raw_length(t), 1000);
        EXPECT_EQ(t->bound, 1001u) << "not an array";
        EXPECT_EQ(t->h.aux & Table::kIntsInHash, 0);
    }
}

TEST_F(TableTest, QueueStaysSmall) {
    Table* t = table();
    for (i64 i = 1; i <= 200000; ++i) {
        ASSERT_TRUE(raw_set_int(st, t, i, Value::integer(i)).ok());
        if (i > 10) ASSERT_TRUE(raw_set_int(st, t, i - 10, Value::nil()).ok());
    }
    EXPECT_EQ(raw_length(t), 200000);
    EXPECT_LE(t->store()->capacity, 64u);
    EXPECT_LE(t->store()->hash->capacity, 128u);
    EXPECT_EQ(by_cursor(t).size(), 10u);
}

/// Index words that are looked at to find all keys.
u64 probes(const Table* t, const std::vector<i64>& keys) {
    u64 words = 0;
    for (i64 key : keys) words += hash_probe(t->store()->hash, Value::integer(key)).steps + 1;
    return words;
}

TEST_F(TableTest, CollidingKeys) {
    // The first multiplier is the golden section, so multiples of a Fibonacci number all get nearly the same top bits.
    constexpr u64 kFirstMultiplier = 0x9E3779B97F4A7C15;
    constexpr i64 kFibonacci = 1134903170;
    std::vector<i64> crafted, random;
    for (i64 i = 1; i <= 100'000; ++i) crafted.push_back(i * kFibonacci);
    std::mt19937_64 generator(1);
    while (random.size() < crafted.size()) random.push_back(static_cast<i64>(generator() % (u64{1} << 47)));
    auto fill = [&](const std::vector<i64>& keys) {
        Table* t = table();
        for (i64 key : keys) {
            if (!raw_set_int(st, t, key, Value::integer(key)).ok()) ADD_FAILURE();
        }
        for (i64 key : keys) EXPECT_EQ(raw_get_int(t, key), Value::integer(key));
        return t;
    };
    // The multiplier that each table draws may be a lucky one or not, so the one in the middle counts.
    std::array<u64, 9> costs;
    for (u64& cost : costs) {
        Table* attacked = fill(crafted);
        const Hash* hash = attacked->store()->hash;
        EXPECT_NE(hash->mult, kFirstMultiplier);
        EXPECT_LT(hash->excess, 4 * u64{hash->capacity});
        cost = probes(attacked, crafted);
    }
    std::ranges::nth_element(costs, costs.begin() + costs.size() / 2);
    EXPECT_LE(costs[costs.size() / 2], 2 * probes(fill(random), random));
}

TEST_F(TableTest, KeyMovedDuringItsOwnVisit) {
    // The visited keys are removed and given again, several times, while one of them is the current one.
    auto names = make_names(5, "moved");
    Table* t = table(2);
    for (Value name : names) ASSERT_TRUE(raw_set(st, t, name, Value::integer(1)).ok());
    std::vector<Value> visited;
    Cursor c = cursor_start();
    Value k, v;
    while (cursor_next(st, t, &c, &k, &v)) {
        visited.push_back(k);
        if (visited.size() != 3) continue;
        for (int i : {2, 0, 1}) {
            ASSERT_TRUE(raw_set(st, t, names[i], Value::nil()).ok());
            ASSERT_TRUE(raw_set(st, t, names[i], Value::integer(2)).ok());
        }
    }
    EXPECT_EQ(visited, names);
}

TEST_F(TableTest, FieldSwitchedOnAndOffStaysInShapes) {
    auto names = make_names(6, "optional");
    Table* t = table(6);
    TableModel model;
    for (Value name : names) set(t, model, name, Value::integer(1));
    for (int i = 0; i < 1000; ++i) {
        Value name = names[2 + random(3)];
        set(t, model, name, Value::nil());
        set(t, model, name, Value::integer(i));
    }
    compare(t, model);
    EXPECT_FALSE(shape_of(st, t)->flags & Shape::kDictionary);
}

// ---- metatables, weak tables, _G ------------------------------------------------------------------------------------

TEST_F(TableTest, WeakTables) {
    Table* mode = table();
    set_field(st, mode, "__mode", Value::string(intern(st, "v")));
    auto names = make_names(10, "weak");
    for (u32 kind = 0; kind < 4; ++kind) {
        bool before = kind & 1;
        Table* t = kind & 2 ? table(0, 4) : table(2);
        if (before) set_metatable(st, t, mode);
        TableModel model;
        for (u32 i = 0; i < 10; ++i) {
            set(t, model, names[i], Value::integer(i));
            set(t, model, Value::integer(i + 1), Value::integer(i));
        }
        set(t, model, Value::integer(0), Value::integer(9));
        set(t, model, Value::integer(20), Value::integer(9));
        set(t, model, Value::real(0.5), Value::integer(9));
        if (!before) set_metatable(st, t, mode);
        EXPECT_EQ(t->bound, 0u);
        EXPECT_EQ(get_metatable(st, t), mode);
        compare(t, model);
        for (u32 i = 0; i < 2000; ++i) {
            set(t, model, Value::integer(static_cast<i64>(random(40))), random(2) ? Value::nil() : Value::integer(3));
            set(t, model, names[random(10)], random(2) ? Value::nil() : Value::integer(4));
        }
        compare(t, model);
        EXPECT_EQ(t->bound, 0u);
        set_metatable(st, t, nullptr);
        EXPECT_EQ(get_metatable(st, t), nullptr);
        compare(t, model);
        for (u32 i = 0; i < 200; ++i) set(t, model, Value::integer(i), Value::integer(3));
        compare(t, model);
    }
}

TEST_F(TableTest, WeakElementsDie) {
    Table* mode = table();
    set_field(st, mode, "__mode", Value::string(intern(st, "v")));
    Table* t = table();
    set_metatable(st, t, mode);
    [[maybe_unused]] auto fill = [&]() __attribute__((noinline)) {
        for (i64 i = 1; i <= 200; ++i) {
            Value v = i <= 100 ? Value::integer(i) : Value::table(make_table(st));
            ASSERT_TRUE(raw_set_int(st, t, i, v).ok());
        }
    };
    fill();
    EXPECT_EQ(raw_length(t), 200);
    st.heap->collect("test");
    std::size_t left = by_cursor(t).size();
    EXPECT_LE(left, 110u);
    EXPECT_FALSE(raw_get_int(t, raw_length(t)).is_nil());
    EXPECT_TRUE(raw_get_int(t, raw_length(t) + 1).is_nil());
    EXPECT_GE(raw_length(t), 100);
}

// A metatable may become that of weak tables when its tables have elements already.
TEST_F(TableTest, ShortListsBecomeWeak) {
    for (const char* what : {"v", "k", "kv"}) {
        Table* meta = table();
        Table* t = table(0, 4);
        Table* strong = table(0, 2);
        set_metatable(st, t, meta);
        [[maybe_unused]] auto fill = [&]() __attribute__((noinline)) {
            for (i64 i = 1; i <= 4; ++i) {
                Value v = i == 2 ? Value::integer(2) : Value::table(make_table(st));
                ASSERT_TRUE(raw_set_int(st, t, i, v).ok());
            }
            ASSERT_TRUE(raw_set_int(st, strong, 1, raw_get_int(t, 4)).ok());
        };
        fill();
        st.heap->collect("test");
        ASSERT_TRUE(t->elements_inside());
        EXPECT_EQ(raw_length(t), 4);
        set_field(st, meta, "__mode", Value::string(intern(st, what)));
        for (int round = 0; round < 2; ++round) {
            st.heap->collect("test");
            ASSERT_EQ(st.heap->verify(), nullptr);
            bool weak = what[0] == 'v' || what[1] == 'v';
            EXPECT_EQ(raw_length(t), 4);
            EXPECT_EQ(raw_get_int(t, 2), Value::integer(2));
            EXPECT_EQ(raw_get_int(t, 4), raw_get_int(strong, 1));
            // Weak ones may stay, if the native stack still names them.
            EXPECT_GE(by_cursor(t).size(), weak ? 2u : 4u);
        }
        ASSERT_TRUE(raw_set_int(st, t, 5, Value::table(strong)).ok());
        EXPECT_FALSE(t->elements_inside());
        st.heap->collect("test");
        ASSERT_EQ(st.heap->verify(), nullptr);
        EXPECT_EQ(raw_get_int(t, 5), Value::table(strong));
        EXPECT_EQ(raw_get_int(t, 2), Value::integer(2));
    }
}

// The elements of a short list stand in its cell until there are more, or something else that needs a store.
TEST_F(TableTest, ShortListsMoveOut) {
    Value name = keep(Value::string(intern(st, "name")));
    Value other = keep(Value::table(make_table(st)));
    for (Value key : {Value::integer(0), Value::integer(4), Value::integer(-1), Value::real(0.5), name, other}) {
        for (Value first : {Value::integer(7), Value::real(0.25), other}) {
            Table* t = table(0, 3);
            TableModel model;
            EXPECT_TRUE(t->elements_inside());
            EXPECT_EQ(t->inline_slots(), 0u);
            for (i64 i = 1; i <= 3; ++i) set(t, model, Value::integer(i), first);
            set(t, model, Value::integer(3), Value::nil());
            set(t, model, Value::integer(3), first);
            set(t, model, key, Value::nil());
            EXPECT_TRUE(t->elements_inside());
            EXPECT_EQ(t->kind() == ElementKind::Double, first.is_real());
            compare(t, model);
            st.heap->collect("test");
            compare(t, model);
            set(t, model, key, first);
            EXPECT_FALSE(t->elements_inside());
            EXPECT_EQ(t->inline_slots(), 0u);
            EXPECT_EQ(t->kind() == ElementKind::Double, first.is_real());
            compare(t, model);
            st.heap->collect("test");
            ASSERT_EQ(st.heap->verify(), nullptr);
            compare(t, model);
        }
    }
}

TEST_F(TableTest, Globals) {
    Table* g = st.globals;
    TableModel model;
    for (auto& [k, v] : by_cursor(g)) model.set(k, v);
    auto names = make_names(40, "global");
    std::vector<GlobalCell*> cells;
    for (u32 i = 0; i < 20; ++i) cells.push_back(table_global_cell(st, g, names[i].as_string()));
    compare(g, model);
    for (u32 i = 0; i < 5000; ++i) {
        set(g, model, names[random(40)], random(3) ? Value::integer(i) : Value::nil());
        set(g, model, Value::integer(static_cast<i64>(random(10))), random(3) ? Value::integer(i) : Value::nil());
        if (i % 500 == 0) compare(g, model);
    }
    compare(g, model);
    for (u32 i = 0; i < 20; ++i) {
        EXPECT_EQ(table_global_cell(st, g, names[i].as_string()), cells[i]);
        EXPECT_EQ(cells[i]->value, model.get(names[i]));
    }
    GlobalCell* never = table_global_cell(st, g, intern(st, "neverSet"));
    Value k, v;
    EXPECT_FALSE(raw_next(st, g, Value::string(never->name), &k, &v).ok());
    Table* metatable = table();
    set_metatable(st, g, metatable);
    compare(g, model);
    EXPECT_EQ(get_metatable(st, g), metatable);
    set_metatable(st, g, nullptr);
    compare(g, model);
}

}  // namespace
}  // namespace gs::rt::test

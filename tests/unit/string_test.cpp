// Strings: interning, joining in place, comparing, and what the collector does with the intern table.
#include <cstring>
#include <map>
#include <random>
#include <string>

#include "runtime/heap_impl.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "runtime_fixture.h"

namespace gs::rt::test {
namespace {

class StringTest : public ::testing::Test {
protected:
    explicit StringTest(const Options& options = Options{}) : st(options) {
        st.engine = std::make_unique<FakeEngine>();
        st.heap->add_root(
            [](Tracer& tracer, void* context) {
                auto& roots = static_cast<StringTest*>(context)->roots;
                tracer.values(roots.data(), roots.data() + roots.size());
            },
            this);
    }
    String* make(std::string_view text) { return *make_string(st, text); }
    String* keep(String* s) {
        roots.push_back(Value::string(s));
        return s;
    }
    std::string random_text(u64 most) {
        std::string text(rng() % (most + 1), 0);
        for (char& c : text) c = static_cast<char>(rng() % 4 ? 'a' + rng() % 3 : rng());
        return text;
    }
    void minor() { st.heap->impl().collect(Heap::Impl::Cycle::Minor, "test"); }
    void full() { st.heap->collect("test"); }

    State st;
    std::vector<Value> roots;
    std::mt19937_64 rng{7};
};

TEST_F(StringTest, BytesAndPadding) {
    for (u32 length = 0; length < 300; ++length) {
        std::string text(length, 'x');
        String* s = make(text);
        EXPECT_EQ(view(s), text);
        const char* end = s->bytes + length;
        do EXPECT_EQ(*end, 0);
        while (reinterpret_cast<u64>(++end) % 8 != 0);
    }
    EXPECT_EQ(make("a"), byte_string(st, 'a'));
    EXPECT_EQ(make(""), intern(st, ""));
}

TEST_F(StringTest, Interning) {
    std::map<std::string, String*> interned;
    for (int i = 0; i < 20000; ++i) {
        std::string text = random_text(i % 10 ? 8 : 60);
        String* s = keep(make(text));
        auto known = interned.find(text);
        String* found = find_interned(st, s);
        if (known != interned.end()) {
            EXPECT_EQ(found, known->second);
            EXPECT_EQ(find_interned(st, s), known->second);  // by the alias
            EXPECT_EQ(intern(st, s), known->second);
        } else if (text.size() > 1) {
            EXPECT_EQ(found, nullptr);
            interned[text] = keep(intern(st, s));
            EXPECT_EQ(interned[text], s);
        }
        EXPECT_EQ(intern(st, text), intern(st, s));
    }
}

TEST_F(StringTest, EqualAndLess) {
    for (int i = 0; i < 50000; ++i) {
        std::string x = random_text(20), y = rng() % 3 ? random_text(20) : x;
        String* a = rng() % 2 ? make(x) : intern(st, x);
        String* b = rng() % 2 ? make(y) : intern(st, y);
        if (rng() % 4 == 0) find_interned(st, a);
        if (rng() % 4 == 0) find_interned(st, b);
        EXPECT_EQ(string_equal(a, b), x == y);
        int order = string_compare(a, b);
        EXPECT_EQ(order < 0, x < y);
        EXPECT_EQ(order > 0, x > y);
    }
}

TEST_F(StringTest, AppendingInPlace) {
    String* s = make("");
    std::string expected;
    Buffer* last = nullptr;
    int buffers = 0;
    for (int i = 0; i < 20000; ++i) {
        s = *string_append(st, s, make("ab"));
        expected += "ab";
        if (i % 1000 == 0) ASSERT_EQ(view(s), expected);
        if ((s->h.aux & String::kView) && s->buffer() != last) {
            last = s->buffer();
            ++buffers;
        }
    }
    EXPECT_EQ(view(s), expected);
    EXPECT_LE(buffers, 12);
    // The time is linear: every buffer is twice as large as the one before, and the text is copied once or twice for each.
    int copies = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        s = *string_append(st, s, make("ab"));
        if (!(s->h.aux & String::kView)) {
            ++copies;
        } else if (s->buffer() != last) {
            last = s->buffer();
            ++buffers;
        }
    }
    EXPECT_EQ(s->len, 2'040'000u);
    EXPECT_LE(buffers + copies, 30);
}

TEST_F(StringTest, AppendingKeepsOlderStrings) {
    std::vector<std::pair<Value, std::string>> all;
    for (int i = 0; i < 300; ++i) {
        std::string text = random_text(50);
        all.emplace_back(Value::string(keep(make(text))), text);
    }
    for (int i = 0; i < 20000; ++i) {
        auto& [a, x] = all[rng() % all.size()];
        auto& [b, y] = all[rng() % all.size()];
        if (x.size() + y.size() > 3000) continue;
        String* joined = *string_append(st, a.as_string(), b.as_string());
        std::string expected = x + y;
        ASSERT_EQ(view(joined), expected);
        u64 place = rng() % all.size();
        if (rng() % 20 == 0) {
            std::string text = random_text(50);
            joined = make(text);
            expected = text;
        }
        if (rng() % 10 == 0) intern(st, joined);
        all[place] = {Value::string(joined), expected};
        roots[place] = Value::string(joined);
    }
    full();
    for (auto& [value, text] : all) {
        ASSERT_EQ(view(value), text);
        ASSERT_EQ(view(intern(st, value.as_string())), text);
    }
}

TEST_F(StringTest, OnePrefixWithManyTails) {
    std::string text(200, 'p');
    String* prefix = *string_append(st, make(text), make("!"));
    int views = 0;
    for (int i = 0; i < 1000; ++i) {
        String* s = *string_append(st, prefix, make(std::to_string(i)));
        EXPECT_EQ(view(s), text + "!" + std::to_string(i));
        views += (s->h.aux & String::kView) != 0;
    }
    EXPECT_EQ(views, 1);
}

TEST_F(StringTest, Numbers) {
    auto text = [&](Value v) { return std::string(view(*number_to_string(st, v))); };
    EXPECT_EQ(text(Value::integer(-7)), "-7");
    EXPECT_EQ(text(Value::real(3)), "3.0");
    EXPECT_EQ(text(Value::integer(kMinInt)), "-140737488355328");
    EXPECT_EQ(string_to_number(make(" 0x10 ")), Value::integer(16));
    EXPECT_EQ(string_to_number(make("1e3")), Value::real(1000));
    EXPECT_EQ(string_to_number(make("1e")), Value::absent());
    EXPECT_EQ(string_to_number(make("")), Value::absent());
}

TEST_F(StringTest, TooLarge) {
    char* bytes;
    EXPECT_FALSE(make_string_uninitialized(st, kMaxStringLength + 1, &bytes).ok());
    EXPECT_EQ(view(st.hot.error), "resulting string too large");
}

// Strings that nobody refers to leave the intern table, in both kinds of collection; the others stay what they are.
TEST_F(StringTest, DeadStringsLeaveTheTable) {
    for (bool young : {true, false}) {
        std::map<std::string, String*> kept;
        for (int i = 0; i < 30000; ++i) {
            std::string text = (young ? "young" : "old") + std::to_string(i);
            String* s = intern(st, text);
            if (i % 7 == 0) kept[text] = keep(s);
            if (i % 5000 == 4999) young ? minor() : full();
        }
        // Again after the collections: addresses of the dead are in use by others by now.
        for (int i = 0; i < 30000; ++i) {
            std::string text = (young ? "young" : "old") + std::to_string(i);
            auto found = kept.find(text);
            String* s = intern(st, make(text));
            EXPECT_EQ(view(s), text);
            if (found != kept.end()) EXPECT_EQ(s, found->second);
        }
    }
}

TEST_F(StringTest, AliasesKeepTheirStringAlive) {
    Table* t = make_table(st);
    roots.push_back(Value::table(t));
    // Old strings that look for a young one, and young ones for an old one.
    for (int round = 0; round < 4; ++round) {
        std::vector<String*> same;
        std::string text = "some text that is long enough " + std::to_string(round);
        for (int i = 0; i < 10; ++i) same.push_back(keep(make(text)));
        if (round % 2) minor();
        String* key = intern(st, same[0]);
        ASSERT_TRUE(raw_set(st, t, Value::string(key), Value::integer(1)).ok());
        for (String* s : same) EXPECT_EQ(find_interned(st, s), key);
        ASSERT_TRUE(raw_set(st, t, Value::string(key), Value::nil()).ok());
        minor();
        full();
        for (String* s : same) EXPECT_EQ(view(intern(st, s)), text);
        String* one = intern(st, same[1]);
        for (String* s : same) EXPECT_EQ(intern(st, s), one);
    }
}

class StressedStringTest : public StringTest {
protected:
    StressedStringTest() : StringTest(stressed()) {}
    static Options stressed() {
        Options options;
        options.heap.stress = true;
        return options;
    }
};

TEST_F(StressedStringTest, Everything) {
    std::string expected;
    String* s = make("");
    for (int i = 0; i < 600; ++i) {
        std::string piece = std::to_string(i);
        s = *string_append(st, s, make(piece));
        expected += piece;
        ASSERT_EQ(view(s), expected);
        if (i % 50 == 0) ASSERT_EQ(view(intern(st, s)), expected);
    }
}

}  // namespace
}  // namespace gs::rt::test

#include "support/pattern.h"

#include <cctype>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace gs {
namespace {

std::string compile_error(std::string_view text) {
    Pattern pattern;
    return pattern.compile(text);
}

/// "start-end|capture|..." of the first match, 1-based as in the library; "nil", or the error.
std::string find(std::string_view subject, std::string_view text, size_t from = 0) {
    Pattern pattern;
    if (std::string error = pattern.compile(text); !error.empty()) return error;
    Matcher matcher(pattern, subject);
    switch (matcher.find(from)) {
        case Matcher::Outcome::NoMatch: return "nil";
        case Matcher::Outcome::TooComplex: return Matcher::kTooComplexMessage;
        case Matcher::Outcome::Match: break;
    }
    std::string out = std::to_string(matcher.start() + 1) + "-" + std::to_string(matcher.end());
    for (u32 i = 0; i < matcher.capture_count(); ++i) {
        Matcher::Capture capture = matcher.capture(i);
        out += "|";
        if (capture.is_position()) {
            out += "@" + std::to_string(capture.start + 1);
        } else {
            out += matcher.text(capture);
        }
    }
    return out;
}

std::string repeat(std::string_view text, int times) {
    std::string out;
    while (times-- > 0) out += text;
    return out;
}

TEST(Pattern, FindsTheFirstMatch) {
    EXPECT_EQ(find("hello world", "o", 5), "8-8");
    EXPECT_EQ(find("hello", "(l)(l)"), "3-4|l|l");
    EXPECT_EQ(find("hello", "", 5), "6-5");
    EXPECT_EQ(find("hello", "", 6), "nil");
    EXPECT_EQ(find("hello", "^e", 1), "2-2");
    EXPECT_EQ(find("hello", "^l"), "nil");
    EXPECT_EQ(find("key=val", "(%w+)=(%w+)"), "1-7|key|val");
    EXPECT_EQ(find("key", "(%w+)=(%w+)"), "nil");
    EXPECT_EQ(find("  trim me ", "^%s*(.-)%s*$"), "1-10|trim me");
    EXPECT_EQ(find("<b>bold</b>", "<(.-)>"), "1-3|b");
    EXPECT_EQ(find("<b>bold</b>", "<(.+)>"), "1-11|b>bold</b");
    EXPECT_EQ(find("file.tar.gz", "^(.-)%.(.*)$"), "1-11|file|tar.gz");
    EXPECT_EQ(find("x = -12.5", "%-?%d+%.?%d*"), "5-9");
    EXPECT_EQ(find("__init__", "^_+(.-)_+$"), "1-8|init");
    EXPECT_EQ(find("hello", "l?lo$"), "3-5");
    EXPECT_EQ(find("2026-03-22", "(%d+)-(%d+)-(%d+)"), "1-10|2026|03|22");
    EXPECT_EQ(find("", ""), "1-0");
    EXPECT_EQ(find(std::string_view(), "^$"), "1-0");
    EXPECT_EQ(find("", "a"), "nil");
    EXPECT_EQ(find("aaa", "a-"), "1-0");
    EXPECT_EQ(find("aaa", "^a-$"), "1-3");
    EXPECT_EQ(find("aaab", "a*ab"), "1-4");
    EXPECT_EQ(find("aaab", "a+ab"), "1-4");
}

TEST(Pattern, SetsAndClasses) {
    EXPECT_EQ(find("a]b", "[]]"), "2-2");
    EXPECT_EQ(find("a]b", "[^]]+"), "1-1");
    EXPECT_EQ(find("a-b", "[a-]+"), "1-2");
    EXPECT_EQ(find("x^y", "[x^]+"), "1-2");
    EXPECT_EQ(find("-+b", "[+--]+"), "1-2");
    EXPECT_EQ(find("]", "[a-%]]"), "1-1");
    EXPECT_EQ(find("ab cd", "[^%S]"), "3-3");
    EXPECT_EQ(find("a,b;c", "[,;]"), "2-2");
    EXPECT_EQ(find("a-b", "[%w-]+"), "1-3");
    EXPECT_EQ(find("\x7F", "%c"), "1-1");
    EXPECT_EQ(find("zy%z", "%z"), "1-1");
    EXPECT_EQ(find("\xE9", "%a"), "nil");
    EXPECT_EQ(find("\xE9", "%A"), "1-1");
    EXPECT_EQ(find("\xE9", "[\xE0-\xEF]"), "1-1");
    EXPECT_EQ(find(std::string_view("a\0b", 3), std::string_view("a%z?.b", 6)), "1-3");
    EXPECT_EQ(find(std::string_view("a\0b", 3), std::string_view("[\0]b", 4)), "2-3");
}

TEST(Pattern, SpecialItems) {
    EXPECT_EQ(find("x(a(b)c)y", "%b()"), "2-8");
    EXPECT_EQ(find("x(a(b", "%b()"), "nil");
    EXPECT_EQ(find("axbxc", "%bxx"), "2-4");
    EXPECT_EQ(find("THE (quick) fox", "%f[%a]%a+%f[%A]"), "1-3");
    EXPECT_EQ(find("a b", "%f[%z]", 1), "nil");
    EXPECT_EQ(find("ab", "()b()"), "2-2|@2|@3");
    EXPECT_EQ(find("abcabc", "(b)(c)a%1"), "2-5|b|c");
    EXPECT_EQ(find("say 'hi' now", "(['\"])(.-)%1"), "5-8|'|hi");
    EXPECT_EQ(find("aa", "()a%1"), "nil");
    EXPECT_EQ(find("aXbXaXb", "((a).(b)).%1"), "1-7|aXb|a|b");
    EXPECT_EQ(find("(ab)*", "(ab)*"), "nil");
    EXPECT_EQ(find("xab*", "(ab)*"), "2-4|ab");
    EXPECT_EQ(find("a$b", "a$b"), "1-3");
    EXPECT_EQ(find("a^b", "a^b"), "1-3");
    EXPECT_EQ(find("a$", "(a$)"), "1-2|a$");
    EXPECT_EQ(find("**", "^**"), "1-2");
    EXPECT_EQ(find("$$", "$*$"), "1-2");
}

TEST(Pattern, LiteralCaretForGmatch) {
    Pattern pattern;
    EXPECT_EQ(pattern.compile("^a", Pattern::Caret::Literal), "");
    Matcher matcher(pattern, "a^a");
    ASSERT_EQ(matcher.find(0), Matcher::Outcome::Match);
    EXPECT_EQ(matcher.start(), 1u);
}

TEST(Pattern, MalformedPatterns) {
    EXPECT_EQ(compile_error("%"), "malformed pattern (ends with '%')");
    EXPECT_EQ(compile_error("a%"), "malformed pattern (ends with '%')");
    EXPECT_EQ(compile_error("[a"), "malformed pattern (missing ']')");
    EXPECT_EQ(compile_error("[a-"), "malformed pattern (missing ']')");
    EXPECT_EQ(compile_error("["), "malformed pattern (missing ']')");
    EXPECT_EQ(compile_error("[^"), "malformed pattern (missing ']')");
    EXPECT_EQ(compile_error("[]"), "malformed pattern (missing ']')");
    EXPECT_EQ(compile_error("[^]"), "malformed pattern (missing ']')");
    EXPECT_EQ(compile_error("[%"), "malformed pattern (missing ']')");
    EXPECT_EQ(compile_error("[%]"), "malformed pattern (missing ']')");
    EXPECT_EQ(compile_error("%f"), "missing '[' after '%f' in pattern");
    EXPECT_EQ(compile_error("%fa"), "missing '[' after '%f' in pattern");
    EXPECT_EQ(compile_error("%f[a"), "malformed pattern (missing ']')");
    EXPECT_EQ(compile_error("%b"), "malformed pattern (missing arguments to '%b')");
    EXPECT_EQ(compile_error("%bx"), "malformed pattern (missing arguments to '%b')");
    EXPECT_EQ(compile_error("a)"), "invalid pattern capture");
    EXPECT_EQ(compile_error("(a"), "unfinished capture");
    EXPECT_EQ(compile_error("(a)%2"), "invalid capture index %2");
    EXPECT_EQ(compile_error("(a%1)"), "invalid capture index %1");
    EXPECT_EQ(compile_error("%0"), "invalid capture index %0");
    EXPECT_EQ(compile_error(repeat("()", 33)), "too many captures");
    EXPECT_EQ(compile_error(repeat("(", 33)), "too many captures");
    EXPECT_EQ(compile_error(repeat("()", 32)), "");
    // The first from the left; an unfinished capture comes last.
    EXPECT_EQ(compile_error("(a%9["), "invalid capture index %9");
    EXPECT_EQ(compile_error("([a"), "malformed pattern (missing ']')");
    EXPECT_EQ(compile_error(")[a"), "invalid pattern capture");
    // Checked as a whole, wherever the match would have failed.
    EXPECT_EQ(find("x", "y[a"), "malformed pattern (missing ']')");
}

TEST(Pattern, StepsAreLimited) {
    EXPECT_EQ(find(repeat("a", 300), repeat("a?", 199)), "1-199");
    EXPECT_EQ(find(repeat("a", 300), repeat("a?", 200)), "pattern too complex");
    EXPECT_EQ(find(repeat("a", 300), repeat("a-", 200) + "b"), "pattern too complex");
    EXPECT_EQ(find(repeat("ab", 300), repeat("a+b+", 100)), "pattern too complex");
    EXPECT_EQ(find("b", repeat("a?", 5000) + "b"), "1-1");
    EXPECT_EQ(find("ab", repeat("a?", 500) + "ab"), "1-2");
    EXPECT_EQ(find(repeat("a", 100000), repeat("a", 100000)), "1-100000");
}

TEST(Pattern, ManyRepeatsDoNotExplode) {
    EXPECT_EQ(find(repeat("a", 300), repeat("a*", 30) + "b"), "nil");
    EXPECT_EQ(find(repeat("a", 300), repeat(".-", 30) + "b"), "nil");
    EXPECT_EQ(find(repeat("a", 60), repeat("a?", 60) + repeat("a", 61)), "nil");
    EXPECT_EQ(find(repeat("ab", 300) + "c", repeat("(.-)a", 8) + "(.*)d"), "nil");
}

TEST(Pattern, EmptyMatchesAfterAMatchAreSkipped) {
    auto all = [](std::string_view subject, std::string_view text) {
        Pattern pattern;
        EXPECT_EQ(pattern.compile(text), "");
        Matcher matcher(pattern, subject);
        std::string out;
        size_t from = 0, last = kNotFound;
        while (matcher.find(from, last) == Matcher::Outcome::Match) {
            out += "[" + std::string(matcher.text({matcher.start(), matcher.end() - matcher.start()})) + "]";
            from = last = matcher.end();
        }
        return out;
    };
    EXPECT_EQ(all("ab12", "%d*"), "[][][12]");
    EXPECT_EQ(all("a,b,,c", "[^,]*"), "[a][b][][c]");
    EXPECT_EQ(all("abc", ""), "[][][][]");
    EXPECT_EQ(all("abc", "%w*"), "[abc]");
    EXPECT_EQ(all("one two", "%a+"), "[one][two]");
}

TEST(Pattern, ACompiledPatternCanBeCompiledAgain) {
    Pattern pattern;
    EXPECT_EQ(pattern.compile("^([%w_]+)[abc]%1"), "");
    EXPECT_NE(pattern.compile("("), "");
    EXPECT_EQ(pattern.compile("[xyz]+"), "");
    EXPECT_EQ(pattern.capture_count(), 0u);
    Matcher matcher(pattern, "abczyx");
    ASSERT_EQ(matcher.find(0), Matcher::Outcome::Match);
    EXPECT_EQ(matcher.start(), 3u);
}

TEST(Pattern, Replacements) {
    Pattern pattern;
    EXPECT_EQ(pattern.compile("()(%w+) (%w+)"), "");
    Matcher matcher(pattern, "  abc def ");
    ASSERT_EQ(matcher.find(0), Matcher::Outcome::Match);
    auto expand = [&matcher](std::string_view replacement) {
        std::string out;
        std::string error = append_replacement(out, replacement, matcher);
        return error.empty() ? out : error;
    };
    EXPECT_EQ(expand("%3 %2 100%%"), "def abc 100%");
    EXPECT_EQ(expand("<%0>%1"), "<abc def>3");
    EXPECT_EQ(expand(""), "");
    EXPECT_EQ(expand("%%"), "%");
    EXPECT_EQ(expand("%x"), "invalid use of '%' in replacement string");
    EXPECT_EQ(expand("a%"), "invalid use of '%' in replacement string");
    EXPECT_EQ(expand("%4"), "invalid capture index %4 in replacement string");
    EXPECT_EQ(pattern.compile("b"), "");
    Matcher plain(pattern, "abc");
    ASSERT_EQ(plain.find(0), Matcher::Outcome::Match);
    std::string out;
    EXPECT_EQ(append_replacement(out, "[%1]", plain), "");
    EXPECT_EQ(out, "[b]");
    EXPECT_EQ(append_replacement(out, "%2", plain), "invalid capture index %2 in replacement string");
}

TEST(PlainSearch, SpecialsAndPositions) {
    EXPECT_FALSE(has_specials("plain text_]{},<>"));
    for (char c : std::string("^$*+?.()[%-")) EXPECT_TRUE(has_specials(std::string("a") + c)) << c;
    EXPECT_EQ(find_plain("abcabc", "b", 2), 4u);
    EXPECT_EQ(find_plain("abcabc", "ca", 0), 2u);
    EXPECT_EQ(find_plain("abc", "", 3), 3u);
    EXPECT_EQ(find_plain("abc", "", 4), kNotFound);
    EXPECT_EQ(find_plain("abc", "abcd", 0), kNotFound);
    EXPECT_EQ(find_plain("", "a", 0), kNotFound);
    EXPECT_EQ(find_plain(std::string_view("a\0b", 3), std::string_view("\0b", 2), 0), 1u);
}

// A matcher without any shortcut, straight from the description of the language, for well-formed patterns: it tries
// every possibility in order and hands the rest of the pattern on as it stands.
class NaiveMatcher {
public:
    NaiveMatcher(std::string subject, std::string pattern) : s_(std::move(subject)), p_(std::move(pattern)) {}

    std::string find() {
        bool anchored = !p_.empty() && p_[0] == '^';
        for (size_t at = 0; at <= s_.size(); ++at) {
            captures_.clear();
            size_t end = match(at, anchored ? 1 : 0);
            if (end != kNotFound) {
                std::string out = std::to_string(at + 1) + "-" + std::to_string(end);
                for (auto [start, length] : captures_) {
                    out += length == kPosition ? "|@" + std::to_string(start + 1) : "|" + s_.substr(start, length);
                }
                return out;
            }
            if (anchored) break;
        }
        return "nil";
    }

private:
    static constexpr size_t kPosition = kNotFound - 1;
    static constexpr size_t kOpen = kNotFound - 2;

    bool in_class(char c, char letter) {
        u8 b = static_cast<u8>(c);
        bool in;
        switch (letter | 32) {
            case 'a': in = b < 128 && std::isalpha(b); break;
            case 'd': in = b < 128 && std::isdigit(b); break;
            case 'w': in = b < 128 && std::isalnum(b); break;
            case 's': in = b < 128 && std::isspace(b); break;
            default: return c == letter;
        }
        return std::isupper(static_cast<u8>(letter)) ? !in : in;
    }

    size_t item_end(size_t p) {
        if (p_[p] == '%') return p + 2;
        if (p_[p] != '[') return p + 1;
        ++p;
        if (p_[p] == '^') ++p;
        do p += p_[p] == '%' ? 2 : 1;
        while (p_[p] != ']');
        return p + 1;
    }

    bool fits(size_t s, size_t p) {
        if (s >= s_.size()) return false;
        char c = s_[s];
        if (p_[p] == '.') return true;
        if (p_[p] == '%') return in_class(c, p_[p + 1]);
        if (p_[p] != '[') return p_[p] == c;
        return fits_set(c, p);
    }

    bool fits_set(char c, size_t p) {
        size_t close = item_end(p) - 1;
        bool inverted = p_[p + 1] == '^';
        for (p += inverted ? 2 : 1; p < close;) {
            if (p_[p] == '%') {
                if (in_class(c, p_[p + 1])) return !inverted;
                p += 2;
            } else if (p_[p + 1] == '-' && p + 2 < close) {
                if (static_cast<u8>(p_[p]) <= static_cast<u8>(c) && static_cast<u8>(c) <= static_cast<u8>(p_[p + 2]))
                    return !inverted;
                p += 3;
            } else {
                if (p_[p++] == c) return !inverted;
            }
        }
        return inverted;
    }

    size_t match(size_t s, size_t p) {
        if (p == p_.size()) return s;
        auto saved = captures_;
        size_t end = match_item(s, p);
        if (end == kNotFound) captures_ = saved;
        return end;
    }

    size_t match_item(size_t s, size_t p) {
        if (p_[p] == '(') {
            bool position = p + 1 < p_.size() && p_[p + 1] == ')';
            captures_.push_back({s, position ? kPosition : kOpen});
            return match(s, p + (position ? 2 : 1));
        }
        if (p_[p] == ')') {
            for (size_t i = captures_.size(); i-- > 0;) {
                if (captures_[i].second != kOpen) continue;
                captures_[i].second = s - captures_[i].first;
                break;
            }
            return match(s, p + 1);
        }
        if (p_[p] == '$' && p + 1 == p_.size()) return s == s_.size() ? s : kNotFound;
        if (p_[p] == '%' && std::isdigit(static_cast<u8>(p_[p + 1]))) {
            auto [start, length] = captures_[static_cast<size_t>(p_[p + 1] - '1')];
            if (length == kPosition || s_.compare(s, length, s_, start, length) != 0) return kNotFound;
            return match(s + length, p + 2);
        }
        if (p_[p] == '%' && p_[p + 1] == 'b') {
            int depth = 0;
            for (size_t i = s; i < s_.size(); ++i) {
                if (i > s && s_[i] == p_[p + 3])
                    --depth;
                else if (s_[i] == p_[p + 2])
                    ++depth;
                if (depth == 0) return i == s ? kNotFound : match(i + 1, p + 4);
            }
            return kNotFound;
        }
        if (p_[p] == '%' && p_[p + 1] == 'f') {
            char before = s == 0 ? '\0' : s_[s - 1];
            char after = s == s_.size() ? '\0' : s_[s];
            return !fits_set(before, p + 2) && fits_set(after, p + 2) ? match(s, item_end(p + 2)) : kNotFound;
        }
        size_t next = item_end(p);
        char how = next < p_.size() ? p_[next] : 0;
        size_t most = 0;
        if (how == '*' || how == '+' || how == '-') {
            while (fits(s + most, p)) ++most;
        } else {
            most = fits(s, p) ? 1 : 0;
        }
        size_t least = how == '+' || (how != '*' && how != '-' && how != '?') ? 1 : 0;
        if (how == '*' || how == '+' || how == '-' || how == '?') ++next;
        for (size_t i = 0; i + least <= most; ++i) {
            size_t end = match(s + (how == '-' ? i : most - i), next);
            if (end != kNotFound) return end;
        }
        return kNotFound;
    }

    std::string s_, p_;
    std::vector<std::pair<size_t, size_t>> captures_;
};

TEST(Pattern, AgreesWithANaiveMatcherOnRandomPatterns) {
    const std::vector<std::string> items = {"a",    "b",    "c",      ".",      "%a",    "%d", "%w", "%s", "%W", "%%",
                                            "[ab]", "[^a]", "[%d ]",  "[a-c]",  "[^%w]", "(",  ")",  "(",  ")",  "()",
                                            "%b()", "%bab", "%f[%a]", "%f[^b]", "%1",    "%2", "$",  "^",  "1"};
    const std::vector<std::string> repeats = {"", "", "", "*", "+", "-", "?"};
    const char letters[] = "aaabbc1 ()$%";
    std::mt19937 random(21);
    int compared = 0;
    for (int i = 0; i < 200000; ++i) {
        std::string text;
        for (size_t n = 1 + random() % 7; n-- > 0;)
            text += items[random() % items.size()] + repeats[random() % repeats.size()];
        if (random() % 10 == 0) text += "$";
        if (random() % 6 == 0) text = "^" + text;
        Pattern pattern;
        if (!pattern.compile(text).empty()) continue;
        for (int round = 0; round < 3; ++round) {
            std::string subject;
            for (size_t n = random() % 12; n-- > 0;) subject += letters[random() % (sizeof letters - 1)];
            ASSERT_EQ(find(subject, text), NaiveMatcher(subject, text).find()) << subject << "   " << text;
            ++compared;
        }
    }
    EXPECT_GT(compared, 100000);
}

TEST(Pattern, RandomBytesNeverReadOutsideTheirTexts) {
    const char alphabet[] = "%%%[[]]()^$-*+?.bf019axAX\0\xFF";
    std::mt19937 random(22);
    for (int i = 0; i < 200000; ++i) {
        // On the heap at their exact sizes, so that a sanitizer sees a read beyond the end.
        std::vector<char> text(random() % 9), subject(random() % 9);
        for (char& c : text) c = alphabet[random() % (sizeof alphabet - 1)];
        for (char& c : subject) c = alphabet[random() % (sizeof alphabet - 1)];
        find({subject.data(), subject.size()}, {text.data(), text.size()});
    }
}

}  // namespace
}  // namespace gs

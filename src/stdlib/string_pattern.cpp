// string: find, match, gmatch, gsub.
//
// The matching itself stands in support/pattern.h. What is left here is reading arguments, turning captures into values, and
// the loops of gmatch and gsub. Matchers and compiled patterns own C++ memory, so none of them is alive while script code
// runs or an error is raised: a callback may yield and never come back. Therefore a search hands out what it found as
// plain numbers (Match), and a loop with callbacks asks for its pattern anew each time round.
#include <string>

#include "runtime/native_args.h"
#include "stdlib/pattern_cache.h"
#include "stdlib/string_library.h"
#include "stdlib/text_builder.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// Where a match stands in its subject.
struct Match {
    size_t start, end;
    u32 captures;  // the match itself is one if the pattern has none
    Matcher::Capture capture[Pattern::kMaxCaptures];

    void set_whole(size_t from, size_t to) {
        start = from;
        end = to;
        captures = 1;
        capture[0] = {from, to - from};
    }
};

/// The compiled pattern, valid until script code runs.
Result<const Pattern*> compiled(State& st, std::string_view text, Pattern::Caret caret) {
    String* message;
    {
        std::string error;
        const Pattern* pattern = find_pattern(text, caret, &error);
        if (pattern != nullptr) [[likely]]
            return pattern;
        message = TRY(make_string(st, error));
    }
    return st.raise(Value::string(message));
}

/// The first match at or after `from` that does not end at `skip_end`; false if there is none.
Result<bool> search(State& st, const Pattern& pattern, std::string_view subject, size_t from, size_t skip_end,
                    Match* match) {
    Matcher::Outcome outcome;
    {
        Matcher matcher(pattern, subject);
        outcome = matcher.find(from, skip_end);
        if (outcome == Matcher::Outcome::Match) {
            match->start = matcher.start();
            match->end = matcher.end();
            match->captures = matcher.capture_count() > 0 ? matcher.capture_count() : 1;
            for (u32 i = 0; i < match->captures; ++i) match->capture[i] = matcher.capture(i);
            return true;
        }
    }
    if (outcome == Matcher::Outcome::TooComplex) return st.raise_text(Matcher::kTooComplexMessage);
    return false;
}

/// The same from a pattern's text; one without special characters is searched for as it stands.
Result<bool> search_text(State& st, std::string_view pattern, Pattern::Caret caret, std::string_view subject,
                         size_t from, size_t skip_end, Match* match) {
    if (!pattern.empty() && !has_specials(pattern)) {
        size_t at = find_plain(subject, pattern, from);
        if (at == kNotFound) return false;
        match->set_whole(at, at + pattern.size());
        return true;
    }
    const Pattern* translated = TRY(compiled(st, pattern, caret));
    return search(st, *translated, subject, from, skip_end, match);
}

Result<Value> capture_value(State& st, std::string_view subject, const Matcher::Capture& capture) {
    if (capture.is_position()) return Value::integer(static_cast<i64>(capture.start) + 1);
    return string_value(st, subject.substr(capture.start, capture.length));
}

/// Adds the captures to the results.
Status push_captures(State& st, std::string_view subject, const Match& match) {
    for (u32 i = 0; i < match.captures; ++i) st.push_result(TRY(capture_value(st, subject, match.capture[i])));
    return {};
}

Ret give_captures(State& st, std::string_view subject, const Match& match) {
    if (match.captures == 1) return TRY(capture_value(st, subject, match.capture[0]));
    st.clear_results();
    TRY(push_captures(st, subject, match));
    return st.results();
}

/// The place, counted from 0, where a search with this `init` begins. It may lie beyond the end of the subject.
u64 start_position(u64 length, i64 init) {
    if (init > 0) return static_cast<u64>(init) - 1;
    if (init == 0) return 0;
    u64 back = 0 - static_cast<u64>(init);
    return back > length ? 0 : length - back;
}

// ---- find, match --------------------------------------------------------------------------------------------------

Ret give_two(State& st, Value a, Value b) {
    st.clear_results();
    st.push_result(a);
    st.push_result(b);
    return st.results();
}

Ret give_range(State& st, size_t start, size_t end) {
    return give_two(st, Value::integer(static_cast<i64>(start) + 1), Value::integer(static_cast<i64>(end)));
}

Ret string_find(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view subject = TRY(in.text(0)), pattern = TRY(in.text(1));
    u64 from = start_position(subject.size(), TRY(in.integer_or(2, 1)));
    bool plain = in.boolean_or(3, false) || !has_specials(pattern);
    if (plain) {
        size_t at = from > subject.size() ? kNotFound : find_plain(subject, pattern, from);
        if (at == kNotFound) return Value::nil();
        return give_range(st, at, at + pattern.size());
    }
    const Pattern* translated = TRY(compiled(st, pattern, Pattern::Caret::Anchors));
    if (from > subject.size()) return Value::nil();
    Match match;
    bool has_captures = translated->capture_count() > 0;
    if (!TRY(search(st, *translated, subject, from, kNotFound, &match))) return Value::nil();
    Ret range = give_range(st, match.start, match.end);
    if (!has_captures) return range;
    TRY(push_captures(st, subject, match));
    return st.results();
}

Ret string_match(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view subject = TRY(in.text(0)), pattern = TRY(in.text(1));
    u64 from = start_position(subject.size(), TRY(in.integer_or(2, 1)));
    const Pattern* translated = TRY(compiled(st, pattern, Pattern::Caret::Anchors));
    if (from > subject.size()) return Value::nil();
    Match match;
    if (!TRY(search(st, *translated, subject, from, kNotFound, &match))) return Value::nil();
    return give_captures(st, subject, match);
}

// ---- gmatch ---------------------------------------------------------------------------------------------------------

/// Upvalues of the iterator: the two texts, where to go on, and the end of the match before (-1: none).
enum GmatchUpvalue : u32 { kSubject, kPattern, kNext, kLastEnd };

Ret gmatch_step(State& st, Args) {
    Native* self = running_native(st);
    std::string_view subject = view(self->up[kSubject]), pattern = view(self->up[kPattern]);
    auto from = static_cast<u64>(self->up[kNext].as_int());
    i64 last_end = self->up[kLastEnd].as_int();
    if (from > subject.size()) return Value::nil();
    size_t skip_end = last_end < 0 ? kNotFound : static_cast<size_t>(last_end);
    Match match;
    if (!TRY(search_text(st, pattern, Pattern::Caret::Literal, subject, from, skip_end, &match))) {
        self->up[kNext] = Value::integer(static_cast<i64>(subject.size()) + 1);
        return Value::nil();
    }
    // Ints are no references, so the heap need not hear of them.
    self->up[kNext] = self->up[kLastEnd] = Value::integer(static_cast<i64>(match.end));
    return give_captures(st, subject, match);
}
constexpr FnRow kGmatchStep = {"string.gmatch", gmatch_step};

Ret string_gmatch(State& st, Args args) {
    ArgReader in(st, args);
    String* subject = TRY(in.string(0));
    String* pattern = TRY(in.string(1));
    u64 from = start_position(subject->len, TRY(in.integer_or(2, 1)));
    TRY(compiled(st, view(pattern), Pattern::Caret::Literal));
    if (from > subject->len) from = subject->len + u64{1};
    return Value::function(make_native(
        st, &kGmatchStep,
        {Value::string(subject), Value::string(pattern), Value::integer(static_cast<i64>(from)), Value::integer(-1)}));
}

// ---- gsub -----------------------------------------------------------------------------------------------------------

Ret give_text_and_count(State& st, TextBuilder& out, u64 count) {
    Value text = TRY(out.finish_value());
    return give_two(st, text, Value::integer(static_cast<i64>(count)));
}

/// The loop of gsub with a text as the replacement: nothing in it runs script code or raises. The message of an error is
/// left in `error`.
u64 substitute_matches(const Pattern& pattern, std::string_view subject, std::string_view text, u64 limit,
                       TextBuilder& out, std::string* error) {
    bool literal = text.find('%') == std::string_view::npos;
    Matcher matcher(pattern, subject);
    size_t copied = 0, skip_end = kNotFound;
    u64 count = 0;
    while (count < limit && !out.failed()) {
        Matcher::Outcome outcome = matcher.find(copied, skip_end);
        if (outcome == Matcher::Outcome::TooComplex) *error = Matcher::kTooComplexMessage;
        if (outcome != Matcher::Outcome::Match) break;
        ++count;
        out.append(subject.substr(copied, matcher.start() - copied));
        if (literal) {
            out.append(text);
        } else {
            *error = append_replacement(out, text, matcher);
            if (!error->empty()) break;
        }
        copied = skip_end = matcher.end();
        if (pattern.anchored()) break;
    }
    out.append(subject.substr(copied));
    return count;
}

Ret substitute_text(State& st, String* subject, std::string_view pattern, std::string_view text, u64 limit) {
    const Pattern* translated = TRY(compiled(st, pattern, Pattern::Caret::Anchors));
    TextBuilder out(st);
    u64 count;
    String* message = nullptr;
    {
        std::string error;
        count = substitute_matches(*translated, view(subject), text, limit, out, &error);
        if (!error.empty()) message = TRY(make_string(st, error));
    }
    if (message != nullptr) return st.raise(Value::string(message));
    if (count == 0) return give_two(st, Value::string(subject), Value::integer(0));
    return give_text_and_count(st, out, count);
}

/// What a table or a function puts in the place of a match.
Result<Value> ask_replacement(State& st, Value replacement, std::string_view subject, const Match& match) {
    if (replacement.is_table()) {
        Value key = TRY(capture_value(st, subject, match.capture[0]));
        return index(st, replacement, key);
    }
    Value captures[Pattern::kMaxCaptures];
    for (u32 i = 0; i < match.captures; ++i) captures[i] = TRY(capture_value(st, subject, match.capture[i]));
    return TRY_CALL(call(st, replacement, captures, match.captures)).first;
}

Ret substitute_asking(State& st, String* whole, String* pattern_text, Value replacement, u64 limit) {
    std::string_view subject = view(whole);
    TextBuilder out(st);
    size_t copied = 0;  // the subject up to here is in `out`
    size_t from = 0, skip_end = kNotFound;
    u64 count = 0;
    while (count < limit && !out.failed()) {
        const Pattern* pattern = TRY(compiled(st, view(pattern_text), Pattern::Caret::Anchors));
        bool anchored = pattern->anchored();
        Match match;
        if (!TRY(search(st, *pattern, subject, from, skip_end, &match))) break;
        ++count;
        Value v = TRY(ask_replacement(st, replacement, subject, match));
        if (v.is_string() || v.is_number()) {
            out.append(subject.substr(copied, match.start - copied));
            out.append_value(v);
            copied = match.end;
        } else if (v.truthy()) {
            return st.raise_format("invalid replacement value (a %s)", type_name(v));
        }
        from = skip_end = match.end;
        if (anchored) break;
    }
    if (limit == 0) TRY(compiled(st, view(pattern_text), Pattern::Caret::Anchors));
    if (copied == 0 && out.size() == 0 && !out.failed()) {
        return give_two(st, Value::string(whole), Value::integer(static_cast<i64>(count)));
    }
    out.append(subject.substr(copied));
    return give_text_and_count(st, out, count);
}

Ret string_gsub(State& st, Args args) {
    ArgReader in(st, args);
    String* subject = TRY(in.string(0));
    String* pattern = TRY(in.string(1));
    Value replacement = in[2];
    if (replacement.is_number()) replacement = Value::string(TRY(in.string(2)));
    if (!replacement.is_string() && !replacement.is_table() && !is_callable(st, replacement)) {
        return in.type_error(2, "string, table or function");
    }
    i64 max = TRY(in.integer_or(3, INT64_MAX));
    u64 limit = max < 0 ? 0 : static_cast<u64>(max);
    if (!replacement.is_string()) return substitute_asking(st, subject, pattern, replacement, limit);

    std::string_view text = view(replacement), plain = view(pattern);
    if (!plain.empty() && !has_specials(plain) && text.find('%') == std::string_view::npos) {
        u64 count = 0;
        String* replaced = TRY(replace_plain(st, subject, plain, text, limit, &count));
        return give_two(st, Value::string(replaced), Value::integer(static_cast<i64>(count)));
    }
    return substitute_text(st, subject, plain, text, limit);
}

constexpr FnRow kFunctions[] = {
    {"string.find", string_find},
    {"string.match", string_match},
    {"string.gmatch", string_gmatch},
    {"string.gsub", string_gsub},
};

}  // namespace

void add_pattern_functions(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib

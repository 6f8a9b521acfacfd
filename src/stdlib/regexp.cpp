// The library `regexp`: regular expressions matched by RE2, in time linear in the text.
//
// RE2 finds one match from a position on. What "all matches" are, splitting and replacement templates are made of that here.
// Every operation exists as a function, which takes a pattern, and as a method of a compiled expression; both share one
// body, which reads its own arguments before the pattern is compiled. No operation runs script code.
#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <re2/re2.h>

#include "runtime/native_args.h"
#include "stdlib/modules.h"
#include "stdlib/text_builder.h"
#include "support/utf8.h"

namespace gs::stdlib {

using namespace rt;

namespace {

using re2::RE2;
using re2::StringPiece;

StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }
std::string_view view_of(const StringPiece& text) { return {text.data(), text.size()}; }

// ---- compiling ------------------------------------------------------------------------------------------------------

/// A name that two groups have, or empty.
std::string repeated_name(const RE2& re) {
    for (const auto& [number, name] : re.CapturingGroupNames()) {
        if (re.NamedCapturingGroups().at(name) != number) return name;
    }
    return {};
}

/// What is wrong with a pattern; empty if nothing.
std::string pattern_problem(const RE2& re) {
    std::string words, part;
    if (!re.ok()) {
        words = re.error();
        part = re.error_arg();
        std::string ending = ": " + part;
        if (words.ends_with(ending)) words.resize(words.size() - ending.size());
    } else {
        part = repeated_name(re);
        if (part.empty()) return {};
        words = "duplicate capture group name";
    }
    return "error parsing regexp: " + words + ": `" + part + "`";
}

using Compiled = std::shared_ptr<const RE2>;

/// Null with the message in `problem` if the pattern is bad.
Compiled compile(std::string_view pattern, std::string* problem) {
    auto re = std::make_shared<const RE2>(piece(pattern), RE2::Quiet);
    *problem = pattern_problem(*re);
    return problem->empty() ? re : nullptr;
}

/// Patterns given to functions are kept for a while, so that one used in a loop is compiled once.
class PatternCache : public LibraryData {
public:
    explicit PatternCache(State&) {}
    Compiled find(std::string_view pattern, std::string* problem) {
        Compiled& entry = entries_[std::hash<std::string_view>()(pattern) % kSize];
        if (entry != nullptr && entry->pattern() == pattern) return entry;
        Compiled made = compile(pattern, problem);
        if (made != nullptr) entry = made;
        return made;
    }

private:
    static constexpr std::size_t kSize = 64;
    Compiled entries_[kSize];
};

/// A compiled expression as scripts hold it.
struct Expression {
    Expression(State& state, Compiled compiled, String* text) : st(state), re(std::move(compiled)), pattern(text) {}
    ~Expression() {
        if (st.heap != nullptr) st.heap->charge(-charged);
    }
    void trace(Tracer& tracer) { tracer.pointer(pattern); }
    /// Tells the collector about what RE2 needs for it, more or less. False if the limit does not allow it.
    bool charge() {
        std::ptrdiff_t cost = 2048 + std::ptrdiff_t{64} * re->ProgramSize();
        if (!st.heap->charge(cost)) return false;
        charged = cost;
        return true;
    }

    State& st;
    Compiled re;
    String* pattern;
    std::ptrdiff_t charged = 0;
};

Result<Value> expression_field(State&, Userdata* object, Value key) {
    auto* expression = reinterpret_cast<Expression*>(object->payload);
    bool is_pattern = key.is_string() && view(key) == "pattern";
    return is_pattern ? Value::string(expression->pattern) : Value::nil();
}

constexpr UserdataType expression_type() {
    UserdataType type = class_of<Expression>("re");
    type.index = expression_field;
    return type;
}
constexpr UserdataType kExpression = expression_type();

/// What an operation works with: a compiled expression, or a pattern yet to be compiled.
struct Subject {
    const RE2* compiled;
    String* pattern;

    Result<const RE2*> get(State& st) const {
        if (compiled != nullptr) return compiled;
        auto find = [&](const RE2** found) -> Result<Value> {
            std::string problem;
            Compiled re = library_data<PatternCache>(st).find(view(pattern), &problem);
            *found = re.get();  // the cache holds it
            if (re != nullptr) return Value::nil();
            return string_value(st, std::string(running_name(st)) + ": " + problem);
        };
        const RE2* re = nullptr;
        Value message = TRY(find(&re));
        if (re == nullptr) return st.raise(message);
        return re;
    }
};

// ---- matching -------------------------------------------------------------------------------------------------------

/// Whether a position lies inside a code point.
bool is_inside(std::string_view text, std::size_t position) {
    if (position >= text.size() || !utf8::is_continuation(text[position])) return false;
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, position); ++back) {
        if (utf8::decode(text.substr(position - back)).size > back) return true;
    }
    return false;
}

/// Walks through the matches in a text, as described for scripts: they do not overlap, and an empty one must not touch the
/// one before.
class Matches {
public:
    /// `groups`: how many groups are asked for.
    Matches(const RE2& re, std::string_view text, int groups)
        : re_(re), text_(text), groups_(static_cast<std::size_t>(groups) + 1) {}

    bool next() {
        while (position_ <= text_.size() && find()) {
            bool touches = first() == last() && has_previous_ && first() == previous_end_;
            if (last() == position_) {
                position_ += position_ < text_.size() ? utf8::unit_size(text_.substr(position_)) : 1;
            } else {
                position_ = last();
            }
            has_previous_ = true;
            previous_end_ = last();
            if (!touches) return true;
        }
        return false;
    }
    std::size_t first() const { return static_cast<std::size_t>(groups_[0].data() - text_.data()); }
    std::size_t last() const { return first() + groups_[0].size(); }
    std::size_t group_count() const { return groups_.size(); }
    /// Group 0 is the match; one that took no part is empty.
    std::string_view group(std::size_t i) const { return view_of(groups_[i]); }

private:
    /// The next match from the position on. RE2 works on bytes, so an assertion alone (\B) may match inside a code point.
    bool find() {
        std::size_t from = position_;
        while (re_.Match(piece(text_), from, text_.size(), RE2::UNANCHORED, groups_.data(),
                         static_cast<int>(groups_.size()))) {
            if (!groups_[0].empty() || !is_inside(text_, first())) return true;
            from = first() + 1;
        }
        return false;
    }

    const RE2& re_;
    std::string_view text_;
    std::vector<StringPiece> groups_;
    std::size_t position_ = 0, previous_end_ = 0;
    bool has_previous_ = false;
};

Ret match(ArgReader& in, u32 first, Subject subject) {
    State& st = in.state();
    std::string_view text = TRY(in.text(first));
    const RE2& re = *TRY(subject.get(st));
    // To know where the match is costs more; it only matters where the match could be inside a code point.
    if (re.pattern().find("\\B") != std::string::npos) return Value::boolean(Matches(re, text, 0).next());
    return Value::boolean(re.Match(piece(text), 0, text.size(), RE2::UNANCHORED, nullptr, 0));
}

Ret find(ArgReader& in, u32 first, Subject subject) {
    State& st = in.state();
    std::string_view text = TRY(in.text(first));
    Matches matches(*TRY(subject.get(st)), text, 0);
    if (!matches.next()) return Value::nil();
    return TRY(string_value(st, matches.group(0)));
}

Ret find_all(ArgReader& in, u32 first, Subject subject) {
    State& st = in.state();
    std::string_view text = TRY(in.text(first));
    i64 limit = TRY(in.integer_or(first + 1, -1));
    Matches matches(*TRY(subject.get(st)), text, 0);
    Table* list = make_table(st);
    for (i64 count = 0; count != limit && matches.next();) {
        Value found = TRY(string_value(st, matches.group(0)));
        TRY(raw_set_int(st, list, ++count, found));
    }
    return Value::table(list);
}

/// The match and its groups as a list.
Result<Value> group_list(State& st, const Matches& matches) {
    Table* list = make_table(st);
    for (std::size_t i = 0; i < matches.group_count(); ++i) {
        Value group = TRY(string_value(st, matches.group(i)));
        TRY(raw_set_int(st, list, static_cast<i64>(i) + 1, group));
    }
    return Value::table(list);
}

Ret find_submatch(ArgReader& in, u32 first, Subject subject) {
    State& st = in.state();
    std::string_view text = TRY(in.text(first));
    const RE2& re = *TRY(subject.get(st));
    Matches matches(re, text, re.NumberOfCapturingGroups());
    if (!matches.next()) return Value::nil();
    return TRY(group_list(st, matches));
}

Ret find_all_submatch(ArgReader& in, u32 first, Subject subject) {
    State& st = in.state();
    std::string_view text = TRY(in.text(first));
    i64 limit = TRY(in.integer_or(first + 1, -1));
    const RE2& re = *TRY(subject.get(st));
    Matches matches(re, text, re.NumberOfCapturingGroups());
    Table* list = make_table(st);
    for (i64 count = 0; count != limit && matches.next();) {
        Value groups = TRY(group_list(st, matches));
        TRY(raw_set_int(st, list, ++count, groups));
    }
    return Value::table(list);
}

Ret split(ArgReader& in, u32 first, Subject subject) {
    State& st = in.state();
    std::string_view text = TRY(in.text(first));
    i64 limit = TRY(in.integer_or(first + 1, -1));
    const RE2& re = *TRY(subject.get(st));
    Table* list = make_table(st);
    if (limit == 0) return Value::table(list);
    i64 count = 0;
    auto add = [&](std::size_t from, std::size_t to) -> Status {
        Value part = TRY(string_value(st, text.substr(from, to - from)));
        return raw_set_int(st, list, ++count, part);
    };
    std::size_t begin = 0, end = 0;
    if (text.empty() && !re.pattern().empty()) {
        TRY(add(0, 0));
        return Value::table(list);
    }
    Matches matches(re, text, 0);
    while (count != limit - 1 && matches.next()) {
        end = matches.first();
        if (matches.last() != 0) TRY(add(begin, end));
        begin = matches.last();
    }
    if (end != text.size()) TRY(add(begin, text.size()));
    return Value::table(list);
}

// ---- replacing ------------------------------------------------------------------------------------------------------

constexpr bool is_name_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The number of the group that a name in a template means, or -1.
int group_number(const RE2& re, std::string_view name) {
    if (name.find_first_not_of("0123456789") != name.npos) {
        auto found = re.NamedCapturingGroups().find(std::string(name));
        return found == re.NamedCapturingGroups().end() ? -1 : found->second;
    }
    int number = 0;
    for (char digit : name) {
        number = number * 10 + (digit - '0');
        if (number > re.NumberOfCapturingGroups()) return -1;
    }
    return number;
}

/// A replacement template, cut into texts and references once.
class Template {
public:
    Template(const RE2& re, std::string_view text) {
        for (std::size_t dollar; (dollar = text.find('$')) != text.npos;) {
            std::string_view rest = text.substr(dollar + 1);
            add_text(text.substr(0, dollar));
            if (rest.starts_with('$')) {
                add_text(rest.substr(0, 1));
                text = rest.substr(1);
                continue;
            }
            bool in_braces = rest.starts_with('{');
            std::string_view name = rest.substr(in_braces ? 1 : 0);
            auto end = std::find_if_not(name.begin(), name.end(), is_name_byte);
            name = name.substr(0, static_cast<std::size_t>(end - name.begin()));
            std::size_t size = name.size() + (in_braces ? 2 : 0);
            if (name.empty() || (in_braces && (size > rest.size() || rest[size - 1] != '}'))) {
                add_text(text.substr(dollar, 1));
                text = rest;
                continue;
            }
            parts_.push_back({{}, group_number(re, name)});
            text = rest.substr(size);
        }
        add_text(text);
    }
    /// How many groups must be known.
    int groups() const {
        int most = 0;
        for (const Part& part : parts_) most = std::max(most, part.group);
        return most;
    }
    void expand(TextBuilder& out, const Matches& matches) const {
        for (const Part& part : parts_) {
            out.append(part.group < 0 ? part.text : matches.group(static_cast<std::size_t>(part.group)));
        }
    }

private:
    struct Part {
        std::string_view text;
        int group;  // -1: the text
    };
    void add_text(std::string_view text) {
        if (!text.empty()) parts_.push_back({text, -1});
    }
    std::vector<Part> parts_;
};

Ret replace(ArgReader& in, u32 first, Subject subject) {
    State& st = in.state();
    std::string_view text = TRY(in.text(first));
    std::string_view replacement = TRY(in.text(first + 1));
    Matches matches(*TRY(subject.get(st)), text, 0);
    if (!matches.next()) return TRY(string_value(st, text));
    TextBuilder out(st);
    out.append(text.substr(0, matches.first()));
    out.append(replacement);
    out.append(text.substr(matches.last()));
    return TRY(out.finish_value());
}

Ret replace_all(ArgReader& in, u32 first, Subject subject) {
    State& st = in.state();
    std::string_view text = TRY(in.text(first));
    std::string_view replacement = TRY(in.text(first + 1));
    const RE2& re = *TRY(subject.get(st));
    Template expansion(re, replacement);
    Matches matches(re, text, expansion.groups());
    TextBuilder out(st);
    std::size_t copied = 0;
    while (!out.failed() && matches.next()) {
        out.append(text.substr(copied, matches.first() - copied));
        expansion.expand(out, matches);
        copied = matches.last();
    }
    out.append(text.substr(copied));
    return TRY(out.finish_value());
}

// ---- the library ----------------------------------------------------------------------------------------------------

using Operation = Ret (*)(ArgReader&, u32 first, Subject);

template <Operation operation>
Ret as_function(State& st, Args args) {
    ArgReader in(st, args);
    String* pattern = TRY(in.string(0));
    return operation(in, 1, {nullptr, pattern});
}

template <Operation operation>
Ret as_method(State& st, Args args) {
    ArgReader in(st, args);
    auto* self = TRY(in.self<Expression>(kExpression));
    return operation(in, 0, {self->re.get(), self->pattern});
}

Ret re_num_subexp(State& st, Args args) {
    ArgReader in(st, args);
    return Value::integer(TRY(in.self<Expression>(kExpression))->re->NumberOfCapturingGroups());
}

/// A new expression, or nil with what is wrong with the pattern in `*message`, a string.
Result<Value> make_expression(State& st, String* pattern, std::string_view prefix, Value* message) {
    std::string problem;
    Compiled re = compile(view(pattern), &problem);
    if (re == nullptr) {
        *message = TRY(string_value(st, std::string(prefix) + problem));
        return Value::nil();
    }
    Userdata* object = make_object<Expression>(st, kExpression, st, std::move(re), pattern);
    if (!reinterpret_cast<Expression*>(object->payload)->charge()) return st.raise_memory();
    return Value::object(object);
}

Ret regexp_compile(State& st, Args args) {
    String* pattern = TRY(ArgReader(st, args).string(0));
    Value message = Value::nil();
    Value expression = TRY(make_expression(st, pattern, "", &message));
    return give(st, {expression, message});
}

Ret regexp_must_compile(State& st, Args args) {
    String* pattern = TRY(ArgReader(st, args).string(0));
    Value message = Value::nil();
    Value expression = TRY(make_expression(st, pattern, "regexp.mustCompile: ", &message));
    if (expression.is_nil()) return st.raise(message);
    return expression;
}

constexpr FnRow kFunctions[] = {
    {"regexp.compile", regexp_compile},
    {"regexp.mustCompile", regexp_must_compile},
    {"regexp.match", as_function<match>},
    {"regexp.find", as_function<find>},
    {"regexp.findAll", as_function<find_all>},
    {"regexp.replace", as_function<replace>},
    {"regexp.replaceAll", as_function<replace_all>},
    {"regexp.split", as_function<split>},
};

constexpr FnRow kMethods[] = {
    {"re.match", as_method<match>},
    {"re.find", as_method<find>},
    {"re.findAll", as_method<find_all>},
    {"re.findSubmatch", as_method<find_submatch>},
    {"re.findAllSubmatch", as_method<find_all_submatch>},
    {"re.replace", as_method<replace>},
    {"re.replaceAll", as_method<replace_all>},
    {"re.split", as_method<split>},
    {"re.numSubexp", re_num_subexp},
};

}  // namespace

void open_regexp(State& st) {
    register_class(st, kExpression, kMethods);
    register_library(st, "regexp", kFunctions);
}

}  // namespace gs::stdlib

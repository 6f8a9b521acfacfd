// The library `debug`: tracebacks, and facts about functions.
#include <optional>

#include "runtime/native_args.h"
#include "stdlib/modules.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// Both functions take a coroutine in front of their other arguments. The rest is read from position `first`.
struct Target {
    Coroutine* coroutine;
    u32 first;
};
Target target_of(State& st, const ArgReader& in) {
    Value v = in[0];
    if (v.is_object() && v.as_header()->type == HeapType::Coroutine) return {v.as_object<Coroutine>(), 1};
    return {st.hot.co, 0};
}

Ret debug_traceback(State& st, Args args) {
    ArgReader in(st, args);
    Target target = target_of(st, in);
    Value message = in[target.first];
    if (!message.is_nil() && !message.is_string() && !message.is_number()) return message;
    i64 level = TRY(in.integer_or(target.first + 1, target.coroutine == st.hot.co ? 1 : 0));

    auto build = [&] {
        std::string out;
        if (!message.is_nil()) out = plain_text(st, message) + "\n";
        out += traceback(st, target.coroutine, level < 0 ? 0 : static_cast<u32>(std::min<i64>(level, UINT32_MAX)));
        return string_value(st, out);
    };
    return TRY(build());
}

std::optional<FrameInfo> frame_at(State& st, Coroutine* co, i64 level) {
    std::optional<FrameInfo> found;
    walk_frames(st, co, [&](const FrameInfo& frame) {
        if (level-- > 0) return true;
        found = frame;
        return false;
    });
    return found;
}

/// Where the descriptions of the facts go.
struct Facts {
    State& st;
    Table* table;

    void set(std::string_view name, Value v) { set_field(st, table, name, v); }
    void set(std::string_view name, std::string_view text) { set(name, Value::string(intern(st, text))); }
};

void describe_source(Facts& facts, Value f) {
    if (is_native(f)) {
        facts.set("what", "native");
        facts.set("source", "[native]");
        return;
    }
    const Proto* proto = f.as_function()->proto();
    facts.set("what", proto->is_chunk ? "main" : "script");
    facts.set("source", Value::string(proto->chunk));
}

void describe_name(Facts& facts, Value f) {
    if (is_native(f)) {
        facts.set("name", f.as_native()->row->name);
    } else if (const Proto* proto = f.as_function()->proto(); proto->name != nullptr && !proto->is_chunk) {
        facts.set("name", Value::string(proto->name));
    }
}

void describe_parameters(Facts& facts, Value f) {
    const Proto* proto = is_native(f) ? nullptr : f.as_function()->proto();
    facts.set("nparams", Value::integer(proto == nullptr ? 0 : proto->params));
    facts.set("isvararg", Value::boolean(proto == nullptr || proto->vararg || proto->is_chunk));
}

Ret debug_getinfo(State& st, Args args) {
    ArgReader in(st, args);
    auto [co, first] = target_of(st, in);
    Value subject = in[first];
    i64 level = 0;
    bool is_function = subject.is_function();
    if (!is_function) {
        switch (read_integer(subject, &level)) {
            case NumberCheck::Ok: break;
            case NumberCheck::NoInteger: return in.error(first, ArgReader::kNoInteger);
            case NumberCheck::NotANumber: return in.type_error(first, "function or level");
        }
    }
    std::string_view letters = TRY(in.text_or(first + 1, "Slnuf"));
    for (char letter : letters) {
        if (std::string_view("Slnuf").find(letter) == std::string_view::npos) {
            return in.error_format(first + 1, "invalid option '%c'", letter);
        }
    }
    i64 line = -1;
    if (!is_function) {
        std::optional<FrameInfo> frame = level < 0 ? std::nullopt : frame_at(st, co, level);
        if (!frame) return Value::nil();
        subject = frame->callee;
        if (is_script(subject)) line = frame->line;
    }
    Facts facts{st, make_table(st)};
    for (char letter : letters) {
        switch (letter) {
            case 'S': describe_source(facts, subject); break;
            case 'l': facts.set("currentline", Value::integer(line)); break;
            case 'n': describe_name(facts, subject); break;
            case 'u': describe_parameters(facts, subject); break;
            case 'f': facts.set("func", subject); break;
            default: break;  // the letters were checked when they were read
        }
    }
    return Value::table(facts.table);
}

constexpr FnRow kFunctions[] = {
    {"debug.traceback", debug_traceback},
    {"debug.getinfo", debug_getinfo},
};

}  // namespace

void open_debug(State& st) { register_library(st, "debug", kFunctions); }

}  // namespace gs::stdlib

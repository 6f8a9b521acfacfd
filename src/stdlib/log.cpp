// The library `log`: messages with levels, printed in the order of other output and kept for a while.
#include <algorithm>
#include <cstdio>

#include "runtime/native_args.h"
#include "stdlib/calendar.h"
#include "stdlib/modules.h"
#include "stdlib/output.h"
#include "stdlib/text_builder.h"
#include "stdlib/value_list.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr const char* kLevelNames[] = {"DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
constexpr i64 kLevelCount = 5;
constexpr i64 kInfo = 1;

/// The logger of a State. The lines kept stand in a ring on the script heap, so that they count against its limit.
class Logger : public LibraryData {
public:
    explicit Logger(State& st) {
        st.heap->add_root(
            [](Tracer& tracer, void* self) {
                auto* logger = static_cast<Logger*>(self);
                tracer.pointer(logger->ring_);
                tracer.pointer(logger->prefix);
            },
            this);
    }

    i64 minimum = kInfo;
    String* prefix = nullptr;  // null: none
    bool shows_time = true;
    bool shows_level = true;

    u64 count() const { return count_; }
    Value line(u64 i) const { return ring_->item[(first_ + i) % ring_->count]; }

    Status keep(State& st, String* line) {
        if (limit_ == 0) return {};
        if (count_ == limit_) drop(1, st);
        u64 capacity = ring_ == nullptr ? 0 : ring_->count;
        if (count_ == capacity) TRY(resize(st, std::min(limit_, std::max<u64>(16, capacity * 2))));
        st.heap->store(&ring_->h, &ring_->item[(first_ + count_) % ring_->count], Value::string(line));
        ++count_;
        return {};
    }
    void clear() {
        ring_ = nullptr;
        first_ = count_ = 0;
    }
    void set_limit(State& st, u64 limit) {
        limit_ = limit;
        if (count_ > limit) drop(count_ - limit, st);
    }

private:
    void drop(u64 lines, State& st) {
        for (; lines != 0; --lines, --count_) {
            st.heap->store(&ring_->h, &ring_->item[first_], Value::nil());
            first_ = (first_ + 1) % ring_->count;
        }
    }
    Status resize(State& st, u64 capacity) {
        Values* bigger = TRY(make_values(st, capacity));
        for (u64 i = 0; i < count_; ++i) bigger->item[i] = line(i);
        ring_ = bigger;
        first_ = 0;
        return {};
    }

    Values* ring_ = nullptr;
    u64 first_ = 0, count_ = 0;
    u64 limit_ = 100'000;
};

Logger& logger_of(State& st) { return library_data<Logger>(st); }

void append_time(TextBuilder& out) {
    Moment now = current_moment();
    Wall wall = wall_of(now, local_zone(now.seconds()).offset);
    char text[64];
    int size = std::snprintf(text, sizeof text, "%04lld-%02d-%02d %02d:%02d:%02d", static_cast<long long>(wall.year),
                             wall.month, wall.day, wall.hour, wall.minute, wall.second);
    out.append(text, static_cast<std::size_t>(size));
}

/// The line of a message whose parts are the arguments from `first` on. Their texts may run script code.
Result<String*> make_line(State& st, const ArgReader& in, i64 level, u32 first) {
    TextBuilder out(st);
    bool has_text = false;
    auto separate = [&] {
        if (has_text) out.push(' ');
        has_text = true;
    };
    const Logger& logger = logger_of(st);
    if (logger.shows_time) {
        separate();
        append_time(out);
    }
    if (logger.shows_level) {
        separate();
        out.push('[');
        out.append(level >= 0 && level < kLevelCount ? kLevelNames[level] : "UNKNOWN");
        out.push(']');
    }
    if (logger.prefix != nullptr) {
        separate();
        out.append(view(logger.prefix));
    }
    for (u32 i = first; i < in.count(); ++i) {
        Value text = TRY(tostring(st, in[i]));
        separate();
        out.append(view(text));
    }
    return out.finish();
}

template <i64 level>
Ret log_at(State& st, Args args) {
    Logger& logger = logger_of(st);
    if (level < logger.minimum) return Ret::none();
    String* line = TRY(make_line(st, ArgReader(st, args), level, 0));
    TRY(logger.keep(st, line));
    print_line(st, view(line));
    return Ret::none();
}

Ret log_format(State& st, Args args) {
    ArgReader in(st, args);
    i64 level = TRY(in.integer(0));
    return Value::string(TRY(make_line(st, in, level, 1)));
}

Ret log_set_level(State& st, Args args) {
    logger_of(st).minimum = TRY(ArgReader(st, args).integer(0));
    return Ret::none();
}

Ret log_get_level(State& st, Args) { return Value::number(logger_of(st).minimum); }

Ret log_set_prefix(State& st, Args args) {
    String* text = TRY(ArgReader(st, args).string(0));
    logger_of(st).prefix = text->len == 0 ? nullptr : text;
    return Ret::none();
}

Ret log_set_timestamp(State& st, Args args) {
    logger_of(st).shows_time = TRY(ArgReader(st, args).boolean(0));
    return Ret::none();
}

Ret log_set_show_level(State& st, Args args) {
    logger_of(st).shows_level = TRY(ArgReader(st, args).boolean(0));
    return Ret::none();
}

Ret log_history(State& st, Args) {
    const Logger& logger = logger_of(st);
    Table* list = TRY(make_table_sized(st, 0, logger.count()));
    for (u64 i = 0; i < logger.count(); ++i) TRY(raw_set_int(st, list, static_cast<i64>(i) + 1, logger.line(i)));
    return Value::table(list);
}

Ret log_count(State& st, Args) { return Value::number(static_cast<i64>(logger_of(st).count())); }

Ret log_clear(State& st, Args) {
    logger_of(st).clear();
    return Ret::none();
}

Ret log_set_history(State& st, Args args) {
    ArgReader in(st, args);
    i64 limit = TRY(in.integer(0));
    if (limit < 0) return in.error(0, "must not be negative");
    logger_of(st).set_limit(st, static_cast<u64>(limit));
    return Ret::none();
}

constexpr FnRow kFunctions[] = {
    {"log.debug", log_at<0>},
    {"log.info", log_at<1>},
    {"log.warn", log_at<2>},
    {"log.error", log_at<3>},
    {"log.fatal", log_at<4>},
    {"log.format", log_format},
    {"log.setLevel", log_set_level},
    {"log.getLevel", log_get_level},
    {"log.setPrefix", log_set_prefix},
    {"log.setTimestamp", log_set_timestamp},
    {"log.setShowLevel", log_set_show_level},
    {"log.history", log_history},
    {"log.count", log_count},
    {"log.clear", log_clear},
    {"log.setHistory", log_set_history},
};

}  // namespace

void open_log(State& st) {
    Table* library = register_library(st, "log", kFunctions);
    for (i64 level = 0; level < kLevelCount; ++level) {
        set_field(st, library, kLevelNames[level], Value::integer(level));
    }
}

}  // namespace gs::stdlib

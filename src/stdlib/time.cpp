// The library `time`: moments as plain tables.
#include <cmath>
#include <string>

#include "runtime/native_args.h"
#include "runtime/scheduler.h"
#include "stdlib/calendar.h"
#include "stdlib/modules.h"
#include "stdlib/time_layout.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr u32 kFields = 12;
/// A double has no room for the last digits of nanoseconds; the field `nsec` knows them. It is believed if it is nearer
/// than this.
constexpr i64 kMicrosecond = 1000;

/// A moment seen in a zone: what a time table says.
struct TableTime {
    Moment moment;
    i64 offset = 0;
    std::string_view zone = "UTC";

    ShownTime shown() const { return {wall_of(moment, offset), offset, zone}; }
};

// ---- making tables ------------------------------------------------------------------------------------------------

Result<Value> make_time(State& st, const TableTime& time) {
    Wall wall = wall_of(time.moment, time.offset);
    Value zone = TRY(string_value(st, time.zone));
    Table* table = make_table(st, kFields);
    auto set = [&](std::string_view name, i64 value) { set_field(st, table, name, Value::number(value)); };
    set("year", wall.year);
    set("month", wall.month);
    set("day", wall.day);
    set("hour", wall.hour);
    set("min", wall.minute);
    set("sec", wall.second);
    set("nsec", wall.nanosecond);
    set_field(st, table, "unix", Value::real(time.moment.as_seconds()));
    set("weekday", wall.weekday);
    set("yearday", wall.year_day);
    set_field(st, table, "tz", zone);
    set("offset", time.offset);
    return Value::table(table);
}

// ---- reading tables -----------------------------------------------------------------------------------------------

/// The moment nearest to `moment` whose fraction of a second is `fraction`.
Moment with_fraction(Moment moment, i64 fraction) {
    i128 nearest = moment.nanoseconds - moment.fraction() + fraction;
    i128 half = kSecond / 2;
    if (nearest - moment.nanoseconds > half) nearest -= kSecond;
    if (moment.nanoseconds - nearest > half) nearest += kSecond;
    return Moment::of(nearest);
}

/// A table with a number `unix`.
Result<Moment> moment_of_unix(const OptionTable& table) {
    f64 unix_time = TRY(table.real("unix", 0));
    if (!std::isfinite(unix_time)) return table.error("unix", ArgReader::kNoInteger);
    Moment moment = Moment::of(nanoseconds_of(unix_time));
    i64 fraction = TRY(table.integer("nsec", -1));
    if (fraction < 0 || fraction >= kSecond) return moment;
    Moment exact = with_fraction(moment, fraction);
    i128 distance = exact.nanoseconds - moment.nanoseconds;
    bool near = -kMicrosecond < distance && distance < kMicrosecond;
    return near || exact.as_seconds() == unix_time ? exact : moment;
}

/// A table that shows a date and a time of day. They are to be moved by the offset yet.
Result<i128> wall_of_fields(const OptionTable& table) {
    WallFields fields;
    fields.year = TRY(table.integer("year", 1970));
    fields.month = TRY(table.integer("month", 1));
    fields.day = TRY(table.integer("day", 1));
    fields.hour = TRY(table.integer("hour", 0));
    fields.minute = TRY(table.integer("min", 0));
    fields.second = TRY(table.integer("sec", 0));
    fields.nanosecond = TRY(table.integer("nsec", 0));
    return wall_nanoseconds(fields);
}

Result<TableTime> read_time(const ArgReader& in, u32 i) {
    OptionTable table(in.state(), i, TRY(in.table(i)));
    TableTime time;
    bool has_unix = !table.field("unix").is_nil();
    i128 wall = 0;
    if (has_unix) {
        time.moment = TRY(moment_of_unix(table));
    } else {
        wall = TRY(wall_of_fields(table));
    }
    time.offset = TRY(table.integer("offset", 0));
    time.zone = TRY(table.text("tz", time.offset == 0 ? "UTC" : ""));
    if (!has_unix) time.moment = Moment::of(wall - static_cast<i128>(time.offset) * kSecond);
    return time;
}

// ---- the functions ------------------------------------------------------------------------------------------------

Ret time_now(State& st, Args) {
    Moment now = current_moment();
    LocalZone zone = local_zone(now.seconds());
    return TRY(make_time(st, {now, zone.offset, zone.abbreviation()}));
}

Ret time_unix(State& st, Args args) {
    ArgReader in(st, args);
    i64 seconds = TRY(in.integer(0));
    i64 nanoseconds = TRY(in.integer_or(1, 0));
    return TRY(make_time(st, {Moment::of(static_cast<i128>(seconds) * kSecond + nanoseconds)}));
}

Ret time_date(State& st, Args args) {
    ArgReader in(st, args);
    WallFields fields;
    fields.year = TRY(in.integer(0));
    fields.month = TRY(in.integer(1));
    fields.day = TRY(in.integer(2));
    fields.hour = TRY(in.integer_or(3, 0));
    fields.minute = TRY(in.integer_or(4, 0));
    fields.second = TRY(in.integer_or(5, 0));
    return TRY(make_time(st, {Moment::of(wall_nanoseconds(fields))}));
}

Ret time_sleep(State& st, Args args) {
    ArgReader in(st, args);
    TRY(sleep_goroutine(st, TRY(in.real(0))));
    return Ret::none();
}

Value seconds_between(Moment from, Moment to) { return Value::real(seconds_of(to.nanoseconds - from.nanoseconds)); }

Ret time_since(State& st, Args args) {
    ArgReader in(st, args);
    TableTime time = TRY(read_time(in, 0));
    return seconds_between(time.moment, current_moment());
}

Ret time_diff(State& st, Args args) {
    ArgReader in(st, args);
    TableTime from = TRY(read_time(in, 0));
    TableTime to = TRY(read_time(in, 1));
    return seconds_between(from.moment, to.moment);
}

Ret time_add(State& st, Args args) {
    ArgReader in(st, args);
    TableTime time = TRY(read_time(in, 0));
    f64 seconds = TRY(in.real(1));
    if (!std::isfinite(seconds)) return in.error(1, ArgReader::kNoInteger);
    time.moment = Moment::of(time.moment.nanoseconds + nanoseconds_of(seconds));
    return TRY(make_time(st, time));
}

Ret time_is_before(State& st, Args args) {
    ArgReader in(st, args);
    TableTime first = TRY(read_time(in, 0));
    TableTime second = TRY(read_time(in, 1));
    return Value::boolean(first.moment.nanoseconds < second.moment.nanoseconds);
}

Ret time_is_after(State& st, Args args) {
    ArgReader in(st, args);
    TableTime first = TRY(read_time(in, 0));
    TableTime second = TRY(read_time(in, 1));
    return Value::boolean(first.moment.nanoseconds > second.moment.nanoseconds);
}

Ret time_weekday(State& st, Args args) {
    ArgReader in(st, args);
    TableTime time = TRY(read_time(in, 0));
    return Value::string(intern(st, kDayNames[time.shown().wall.weekday]));
}

Ret time_month(State& st, Args args) {
    ArgReader in(st, args);
    TableTime time = TRY(read_time(in, 0));
    return Value::string(intern(st, kMonthNames[time.shown().wall.month - 1]));
}

Ret time_format(State& st, Args args) {
    ArgReader in(st, args);
    TableTime time = TRY(read_time(in, 0));
    std::string_view layout = TRY(in.text(1));
    TextBuilder out(st);
    format_time(out, time.shown(), layout);
    return TRY(out.finish_value());
}

Ret time_parse(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    std::string_view layout = TRY(in.text(1));
    ParsedTime parsed;
    std::string problem;
    if (parse_time(text, layout, &parsed, &problem)) {
        Value table = TRY(make_time(st, {parsed.moment, parsed.offset, parsed.zone}));
        return give(st, {table, Value::nil()});
    }
    std::string message = "parsing time \"";
    message += text;
    message += "\": " + problem;
    return fail_with(st, message);
}

constexpr FnRow kFunctions[] = {
    {"time.now", time_now},         {"time.unix", time_unix},          {"time.date", time_date},
    {"time.sleep", time_sleep},     {"time.since", time_since},        {"time.diff", time_diff},
    {"time.add", time_add},         {"time.isBefore", time_is_before}, {"time.isAfter", time_is_after},
    {"time.weekday", time_weekday}, {"time.month", time_month},        {"time.format", time_format},
    {"time.parse", time_parse},
};

}  // namespace

void open_time(State& st) {
    Table* library = register_library(st, "time", kFunctions);
    set_field(st, library, "SECOND", Value::real(1));
    set_field(st, library, "MINUTE", Value::real(60));
    set_field(st, library, "HOUR", Value::real(3600));
    set_field(st, library, "DAY", Value::real(86400));
}

}  // namespace gs::stdlib

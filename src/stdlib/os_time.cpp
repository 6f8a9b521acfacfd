// os.time, os.date and the clocks.
#include <cstring>
#include <ctime>

#include "runtime/native_args.h"
#include "stdlib/calendar.h"
#include "stdlib/os_library.h"
#include "stdlib/time_layout.h"
#include "support/utf8.h"

namespace gs::stdlib {

using namespace rt;

namespace {

Value field_of(State& st, Table* table, std::string_view name) { return raw_get_string(st, table, intern(st, name)); }

/// A field of a date table. `other`: what it is when it is missing, for those that may be.
Result<i64> date_field(State& st, Table* table, const char* name, const i64* other = nullptr) {
    Value v = field_of(st, table, name);
    if (v.is_nil()) {
        if (other != nullptr) return *other;
        return st.raise_format("field '%s' missing in date table", name);
    }
    i64 value = 0;
    if (read_integer(v, &value) != NumberCheck::Ok) return st.raise_format("field '%s' is not an integer", name);
    return value;
}

/// The fields of a date table, in the order of os.date.
Status set_date_fields(State& st, Table* table, const Wall& wall, bool is_dst) {
    auto set = [&](std::string_view name, Value v) { return raw_set_string(st, table, intern(st, name), v); };
    TRY(set("year", Value::number(wall.year)));
    TRY(set("month", Value::integer(wall.month)));
    TRY(set("day", Value::integer(wall.day)));
    TRY(set("hour", Value::integer(wall.hour)));
    TRY(set("min", Value::integer(wall.minute)));
    TRY(set("sec", Value::integer(wall.second)));
    TRY(set("wday", Value::integer(wall.weekday + 1)));
    TRY(set("yday", Value::integer(wall.year_day)));
    TRY(set("isdst", Value::boolean(is_dst)));
    return {};
}

Ret os_time(State& st, Args args) {
    ArgReader in(st, args);
    Table* table = TRY(in.table_or_null(0));
    if (table == nullptr) return Value::number(current_moment().seconds());
    constexpr i64 kNoon = 12, kZero = 0;
    WallFields fields;
    fields.year = TRY(date_field(st, table, "year"));
    fields.month = TRY(date_field(st, table, "month"));
    fields.day = TRY(date_field(st, table, "day"));
    fields.hour = TRY(date_field(st, table, "hour", &kNoon));
    fields.minute = TRY(date_field(st, table, "min", &kZero));
    fields.second = TRY(date_field(st, table, "sec", &kZero));
    Value dst = field_of(st, table, "isdst");
    i64 seconds = local_seconds(fields, dst.is_nil() ? -1 : dst.truthy() ? 1 : 0);
    LocalZone zone = local_zone(seconds);
    Wall wall = wall_of(Moment::of(static_cast<i128>(seconds) * kSecond), zone.offset);
    TRY(set_date_fields(st, table, wall, zone.is_dst));
    return Value::number(seconds);
}

/// Every directive must be known.
Status check_directives(const ArgReader& in, std::string_view format) {
    for (;;) {
        std::size_t percent = format.find('%');
        if (percent == format.npos) return {};
        format.remove_prefix(percent + 1);
        if (!format.empty() && is_directive(format[0])) {
            format.remove_prefix(1);
            continue;
        }
        char reason[48] = "invalid conversion specifier '%";
        std::size_t length = std::strlen(reason), size = format.empty() ? 0 : utf8::unit_size(format);
        std::memcpy(reason + length, format.data(), size);  // it may be a NUL byte
        reason[length + size] = '\'';
        return in.error(0, {reason, length + size + 1});
    }
}

Ret os_date(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view format = TRY(in.text_or(0, "%c"));
    bool is_utc = format.starts_with('!');
    if (is_utc) format.remove_prefix(1);
    bool wants_table = format == "*t";
    if (!wants_table) TRY(check_directives(in, format));
    i64 seconds = in.given(1) ? TRY(in.integer(1)) : current_moment().seconds();

    LocalZone zone;
    if (!is_utc) zone = local_zone(seconds);
    Wall wall = wall_of(Moment::of(static_cast<i128>(seconds) * kSecond), zone.offset);
    if (wants_table) {
        constexpr u32 kFields = 9;
        Table* table = make_table(st, kFields);
        TRY(set_date_fields(st, table, wall, zone.is_dst));
        return Value::table(table);
    }
    // A format without directives is not a layout by example here.
    if (!has_directives(format)) return TRY(string_value(st, format));
    TextBuilder out(st);
    format_time(out, {wall, zone.offset, is_utc ? "UTC" : zone.abbreviation()}, format);
    return TRY(out.finish_value());
}

Ret os_clock(State&, Args) {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return Value::real(static_cast<f64>(time.tv_sec) + static_cast<f64>(time.tv_nsec) / 1e9);
}

Ret os_difftime(State& st, Args args) {
    ArgReader in(st, args);
    f64 later = TRY(in.real(0));
    f64 earlier = TRY(in.real(1));
    return Value::real(later - earlier);
}

constexpr FnRow kFunctions[] = {
    {"os.time", os_time},
    {"os.date", os_date},
    {"os.clock", os_clock},
    {"os.difftime", os_difftime},
};

}  // namespace

void add_clock_functions(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib

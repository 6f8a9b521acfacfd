// Moments, wall clocks and the calendar, for `time` and `os`. The calendar is the Gregorian one, also before it was
// invented; year 0 is 1 BC.
#pragma once

#include <string_view>

#include "support/types.h"

namespace gs::stdlib {

__extension__ typedef __int128 i128;

inline constexpr i64 kSecond = 1'000'000'000;

/// A moment: nanoseconds since 1970-01-01 UTC. Its seconds fit 64 bits.
struct Moment {
    i128 nanoseconds = 0;

    /// Moments out of range become the nearest one.
    static Moment of(i128 nanoseconds);
    /// Whole seconds, rounded down, and what is left over.
    i64 seconds() const;
    i64 fraction() const;
    /// Seconds as a double: whole seconds + nanoseconds / 1e9, both with the sign of the moment.
    f64 as_seconds() const;
};

/// Seconds as nanoseconds, rounded, ties away from zero; what is far beyond the range of moments is cut there. Must not be
/// NaN.
i128 nanoseconds_of(f64 seconds);
/// Nanoseconds as seconds, in the way of Moment::as_seconds.
f64 seconds_of(i128 nanoseconds);
Moment current_moment();

/// What a clock on the wall and a calendar beside it show.
struct Wall {
    i64 year = 1970;
    int month = 1, day = 1, hour = 0, minute = 0, second = 0;
    i64 nanosecond = 0;
    int weekday = 0;  // 0: Sunday
    int year_day = 1;  // 1 to 366

    /// 1 to 12, for 12-hour clocks.
    int hour12() const { return hour % 12 == 0 ? 12 : hour % 12; }
};

/// A moment as seen where clocks are `offset` seconds ahead of UTC.
Wall wall_of(Moment moment, i64 offset);
/// Nanoseconds from 1970-01-01 00:00 on the same clock. Fields may be out of range; they carry over.
struct WallFields {
    i64 year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, nanosecond = 0;
};
i128 wall_nanoseconds(const WallFields& fields);
int days_in_month(i64 year, int month);

/// ISO 8601: the week, 1 to 53, and the year it belongs to.
struct IsoWeek {
    i64 year;
    int week;
};
IsoWeek iso_week(const Wall& wall);
/// Week of the year, 0 to 53, if weeks begin on `first_day` (0: Sunday).
int week_of_year(const Wall& wall, int first_day);

extern const std::string_view kMonthNames[12];
extern const std::string_view kDayNames[7];
inline constexpr std::size_t kShortName = 3;

// ---- the local time zone ------------------------------------------------------------------------------------------

struct LocalZone {
    i64 offset = 0;  // seconds east of UTC
    bool is_dst = false;
    std::string_view abbreviation() const { return {name, length}; }
    char name[16] = {};
    u8 length = 0;
};
/// What the local zone is like at a moment.
LocalZone local_zone(i64 seconds);
/// The moment at which local clocks show these fields. `dst`: 1 in daylight saving time, 0 not, -1 as the zone has it.
i64 local_seconds(const WallFields& fields, int dst);

}  // namespace gs::stdlib

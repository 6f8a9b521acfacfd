#include "stdlib/calendar.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <cstring>
#include <ctime>
#include <mutex>

#include "stdlib/environment.h"

namespace gs::stdlib {
namespace {

constexpr i64 kDay = 86'400;
constexpr i128 kEarliest = static_cast<i128>(INT64_MIN) * kSecond;
constexpr i128 kLatest = static_cast<i128>(INT64_MAX) * kSecond + (kSecond - 1);
/// The calendar repeats itself after this many years, and days.
constexpr i64 kEraYears = 400, kEraDays = 146'097;
/// From 0000-03-01, where an era begins, to 1970-01-01.
constexpr i64 kEpochDay = 719'468;
/// The C library counts years in an int. Beyond, the local zone is taken to be as it is at the limit.
constexpr i64 kLocalLimit = (i64{INT_MAX} - 2000) * 31'556'952;

i128 floor_divide(i128 a, i64 b) { return a / b - (a % b < 0 ? 1 : 0); }
i64 floor_remainder(i128 a, i64 b) {
    auto rest = static_cast<i64>(a % b);
    return rest < 0 ? rest + b : rest;
}

bool is_leap(i64 year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/// Days before a month in a year that begins with March: 0 for March.
int days_before_month(int month_from_march) { return (153 * month_from_march + 2) / 5; }

/// Days from 1970-01-01 to the first of a month. Years are counted from March here, so that the leap day comes last.
i128 day_of_month_start(i128 year, int month) {
    if (month <= 2) --year;
    i128 era = floor_divide(year, kEraYears);
    i64 year_of_era = floor_remainder(year, kEraYears);
    i64 days = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + days_before_month((month + 9) % 12);
    return era * kEraDays + days - kEpochDay;
}

/// The date of a day that is counted from 1970-01-01.
void set_date(Wall* wall, i128 day) {
    day += kEpochDay;
    i128 era = floor_divide(day, kEraDays);
    i64 day_of_era = floor_remainder(day, kEraDays);
    i64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    auto day_of_year = static_cast<int>(day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100));
    int month_from_march = (5 * day_of_year + 2) / 153;
    wall->month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    wall->day = day_of_year - days_before_month(month_from_march) + 1;
    wall->year = static_cast<i64>(era * kEraYears + year_of_era) + (wall->month <= 2 ? 1 : 0);
}

}  // namespace

const std::string_view kMonthNames[12] = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};
const std::string_view kDayNames[7] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

// ---- moments ------------------------------------------------------------------------------------------------------

Moment Moment::of(i128 nanoseconds) { return {std::clamp(nanoseconds, kEarliest, kLatest)}; }

i64 Moment::seconds() const { return static_cast<i64>(floor_divide(nanoseconds, kSecond)); }
i64 Moment::fraction() const { return floor_remainder(nanoseconds, kSecond); }
f64 Moment::as_seconds() const { return seconds_of(nanoseconds); }

f64 seconds_of(i128 nanoseconds) {
    i128 whole = nanoseconds / kSecond;
    auto rest = static_cast<f64>(static_cast<i64>(nanoseconds % kSecond));
    return static_cast<f64>(whole) + rest / 1e9;
}

i128 nanoseconds_of(f64 seconds) {
    constexpr f64 kFarAway = 4e19;  // the distance between the two ends of the range, and more
    seconds = std::clamp(seconds, -kFarAway, kFarAway);
    int exponent = 0;
    f64 mantissa = std::frexp(std::fabs(seconds), &exponent);
    // |seconds| = digits * 2^(exponent - 53), all of it exact.
    i128 scaled = static_cast<i128>(static_cast<i64>(std::ldexp(mantissa, 53))) * kSecond;
    int shift = 53 - exponent;
    if (shift > 100) {
        scaled = 0;
    } else if (shift > 0) {
        scaled = (scaled + (static_cast<i128>(1) << (shift - 1))) >> shift;
    } else {
        scaled <<= -shift;
    }
    return seconds < 0 ? -scaled : scaled;
}

Moment current_moment() {
    timespec time{};
    clock_gettime(CLOCK_REALTIME, &time);
    return {static_cast<i128>(time.tv_sec) * kSecond + time.tv_nsec};
}

// ---- the calendar -------------------------------------------------------------------------------------------------

Wall wall_of(Moment moment, i64 offset) {
    i128 seconds = static_cast<i128>(moment.seconds()) + offset;
    i128 day = floor_divide(seconds, kDay);
    auto second_of_day = static_cast<int>(floor_remainder(seconds, kDay));
    Wall wall;
    set_date(&wall, day);
    wall.hour = second_of_day / 3600;
    wall.minute = second_of_day / 60 % 60;
    wall.second = second_of_day % 60;
    wall.nanosecond = moment.fraction();
    wall.weekday = static_cast<int>(floor_remainder(day + 4, 7));  // the first day was a Thursday
    wall.year_day = static_cast<int>(day - day_of_month_start(wall.year, 1)) + 1;
    return wall;
}

i128 wall_nanoseconds(const WallFields& fields) {
    i128 months = static_cast<i128>(fields.year) * 12 + fields.month - 1;
    i128 day = day_of_month_start(floor_divide(months, 12), static_cast<int>(floor_remainder(months, 12)) + 1);
    i128 seconds = (day + fields.day - 1) * kDay + static_cast<i128>(fields.hour) * 3600 +
                   static_cast<i128>(fields.minute) * 60 + fields.second;
    // So that the product below is in range; moments end far closer.
    constexpr i128 kFar = static_cast<i128>(1) << 96;
    return std::clamp(seconds, -kFar, kFar) * kSecond + fields.nanosecond;
}

int days_in_month(i64 year, int month) {
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : kDays[month - 1];
}

IsoWeek iso_week(const Wall& wall) {
    // A week belongs to the year of its Thursday.
    int thursday = wall.year_day + 3 - (wall.weekday + 6) % 7;
    i64 year = wall.year;
    int length = is_leap(year) ? 366 : 365;
    if (thursday < 1) {
        --year;
        thursday += is_leap(year) ? 366 : 365;
    } else if (thursday > length) {
        ++year;
        thursday -= length;
    }
    return {year, (thursday - 1) / 7 + 1};
}

int week_of_year(const Wall& wall, int first_day) {
    return (wall.year_day + 6 - (wall.weekday - first_day + 7) % 7) / 7;
}

// ---- the local time zone ------------------------------------------------------------------------------------------

LocalZone local_zone(i64 seconds) {
    auto time = static_cast<time_t>(std::clamp(seconds, -kLocalLimit, kLocalLimit));
    LocalZone zone;
    tm fields{};
    if (localtime_r(&time, &fields) == nullptr) return zone;
    zone.offset = fields.tm_gmtoff;
    zone.is_dst = fields.tm_isdst > 0;
    zone.length = static_cast<u8>(std::min(std::strlen(fields.tm_zone), sizeof zone.name));
    std::memcpy(zone.name, fields.tm_zone, zone.length);
    return zone;
}

i64 local_seconds(const WallFields& fields, int dst) {
    Moment shown = Moment::of(wall_nanoseconds(fields));  // what clocks show, as if they were in UTC
    if (shown.seconds() > -kLocalLimit && shown.seconds() < kLocalLimit) {
        Wall wall = wall_of(shown, 0);
        tm local{};
        local.tm_year = static_cast<int>(wall.year - 1900);
        local.tm_mon = wall.month - 1;
        local.tm_mday = wall.day;
        local.tm_hour = wall.hour;
        local.tm_min = wall.minute;
        local.tm_sec = wall.second;
        local.tm_isdst = dst;
        local.tm_wday = -1;  // a successful call replaces it
        std::unique_lock lock(environment_lock());  // it looks for TZ
        time_t time = mktime(&local);
        lock.unlock();
        if (local.tm_wday >= 0) return time;
    }
    i64 offset = local_zone(shown.seconds()).offset;
    return Moment::of(shown.nanoseconds - static_cast<i128>(offset) * kSecond).seconds();
}

}  // namespace gs::stdlib

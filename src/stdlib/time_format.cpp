#include <algorithm>
#include <cstdio>

#include "stdlib/time_layout.h"

namespace gs::stdlib {
namespace {

struct ExampleRow {
    std::string_view text;
    TimePart part;
};
/// Longer ones first where one begins like another.
constexpr ExampleRow kExamples[] = {
    {"2006", TimePart::Year},
    {"January", TimePart::MonthName},
    {"Jan", TimePart::MonthShort},
    {"Monday", TimePart::WeekdayName},
    {"Mon", TimePart::WeekdayShort},
    {"MST", TimePart::ZoneName},
    {"002", TimePart::YearDayThree},
    {"01", TimePart::MonthTwo},
    {"02", TimePart::DayTwo},
    {"03", TimePart::Hour12Two},
    {"04", TimePart::MinuteTwo},
    {"05", TimePart::SecondTwo},
    {"06", TimePart::YearShort},
    {"15", TimePart::Hour24},
    {"1", TimePart::Month},
    {"2", TimePart::Day},
    {"3", TimePart::Hour12},
    {"4", TimePart::Minute},
    {"5", TimePart::Second},
    {"__2", TimePart::YearDayPadded},
    {"_2", TimePart::DayPadded},
    {"PM", TimePart::PmUpper},
    {"pm", TimePart::PmLower},
    {"-07:00", TimePart::OffsetColon},
    {"-0700", TimePart::OffsetDigits},
    {"-07", TimePart::OffsetHours},
    {"Z07:00", TimePart::ZOffsetColon},
    {"Z0700", TimePart::ZOffsetDigits},
    {"Z07", TimePart::ZOffsetHours},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// `.000` or `,999` that no other digit follows: a fraction of a second.
LayoutToken fraction_token(std::string_view layout) {
    if (layout.size() < 2 || (layout[0] != '.' && layout[0] != ',')) return {};
    char digit = layout[1];
    if (digit != '0' && digit != '9') return {};
    std::size_t end = std::min(layout.find_first_not_of(digit, 1), layout.size());
    if (end < layout.size() && is_digit(layout[end])) return {};
    return {digit == '0' ? TimePart::FractionZeros : TimePart::FractionNines, end};
}

// ---- writing ------------------------------------------------------------------------------------------------------

void number(TextBuilder& out, i64 value, int width, char fill = '0') {
    char digits[24];
    int length = std::snprintf(digits, sizeof digits, "%lld", static_cast<long long>(value));
    if (length < width) out.append(static_cast<size_t>(width - length), fill);
    out.append(digits, static_cast<size_t>(length));
}

void year(TextBuilder& out, i64 value) {
    if (value < 0) out.push('-');
    number(out, value < 0 ? -value : value, 4);
}

/// The text of a year without its last two digits, or those alone.
void century(TextBuilder& out, i64 value) {
    if (value < 0) out.push('-');
    number(out, (value < 0 ? -value : value) / 100, 2);
}
void short_year(TextBuilder& out, i64 value) { number(out, (value < 0 ? -value : value) % 100, 2); }

/// +hh, and minutes if `separator` is not null.
void offset(TextBuilder& out, i64 seconds, const char* separator) {
    i64 minutes = seconds / 60;
    out.push(minutes < 0 ? '-' : '+');
    if (minutes < 0) minutes = -minutes;
    number(out, minutes / 60, 2);
    if (separator == nullptr) return;
    out.append(separator);
    number(out, minutes % 60, 2);
}

void fraction(TextBuilder& out, i64 nanosecond, char mark, std::size_t digits, bool keeps_zeros) {
    char text[16];
    std::snprintf(text, sizeof text, "%09lld", static_cast<long long>(nanosecond));
    std::size_t length = std::min<std::size_t>(digits, 9);
    if (!keeps_zeros) {
        while (length > 0 && text[length - 1] == '0') --length;
        if (length == 0) return;
    }
    out.push(mark);
    out.append(text, length);
    if (keeps_zeros) out.append(digits - length, '0');
}

void format_part(TextBuilder& out, const ShownTime& time, TimePart part, std::string_view token) {
    const Wall& wall = time.wall;
    bool zulu = time.offset == 0;
    switch (part) {
        case TimePart::Literal: return out.append(token);
        case TimePart::Year: return year(out, wall.year);
        case TimePart::YearShort: return short_year(out, wall.year);
        case TimePart::MonthName: return out.append(kMonthNames[wall.month - 1]);
        case TimePart::MonthShort: return out.append(kMonthNames[wall.month - 1].substr(0, kShortName));
        case TimePart::MonthTwo: return number(out, wall.month, 2);
        case TimePart::Month: return number(out, wall.month, 1);
        case TimePart::DayTwo: return number(out, wall.day, 2);
        case TimePart::DayPadded: return number(out, wall.day, 2, ' ');
        case TimePart::Day: return number(out, wall.day, 1);
        case TimePart::YearDayThree: return number(out, wall.year_day, 3);
        case TimePart::YearDayPadded: return number(out, wall.year_day, 3, ' ');
        case TimePart::WeekdayName: return out.append(kDayNames[wall.weekday]);
        case TimePart::WeekdayShort: return out.append(kDayNames[wall.weekday].substr(0, kShortName));
        case TimePart::Hour24: return number(out, wall.hour, 2);
        case TimePart::Hour12Two: return number(out, wall.hour12(), 2);
        case TimePart::Hour12: return number(out, wall.hour12(), 1);
        case TimePart::PmUpper: return out.append(wall.hour < 12 ? "AM" : "PM");
        case TimePart::PmLower: return out.append(wall.hour < 12 ? "am" : "pm");
        case TimePart::MinuteTwo: return number(out, wall.minute, 2);
        case TimePart::Minute: return number(out, wall.minute, 1);
        case TimePart::SecondTwo: return number(out, wall.second, 2);
        case TimePart::Second: return number(out, wall.second, 1);
        case TimePart::FractionZeros: return fraction(out, wall.nanosecond, token[0], token.size() - 1, true);
        case TimePart::FractionNines: return fraction(out, wall.nanosecond, token[0], token.size() - 1, false);
        case TimePart::ZoneName: return time.zone.empty() ? offset(out, time.offset, "") : out.append(time.zone);
        case TimePart::OffsetDigits: return offset(out, time.offset, "");
        case TimePart::OffsetColon: return offset(out, time.offset, ":");
        case TimePart::OffsetHours: return offset(out, time.offset, nullptr);
        case TimePart::ZOffsetDigits: return zulu ? out.push('Z') : offset(out, time.offset, "");
        case TimePart::ZOffsetColon: return zulu ? out.push('Z') : offset(out, time.offset, ":");
        case TimePart::ZOffsetHours: return zulu ? out.push('Z') : offset(out, time.offset, nullptr);
    }
}

void format_directives(TextBuilder& out, const ShownTime& time, std::string_view layout) {
    while (!layout.empty() && !out.failed()) {
        std::size_t percent = layout.find('%');
        out.append(layout.substr(0, percent));
        if (percent == layout.npos) return;
        layout.remove_prefix(percent);
        std::size_t size = std::min<std::size_t>(layout.size(), 2);
        if (size < 2 || !format_directive(out, time, layout[1])) out.append(layout.substr(0, size));
        layout.remove_prefix(size);
    }
}

void format_example(TextBuilder& out, const ShownTime& time, std::string_view layout) {
    while (!layout.empty() && !out.failed()) {
        LayoutToken token = next_example_token(layout);
        format_part(out, time, token.part, layout.substr(0, token.size));
        layout.remove_prefix(token.size);
    }
}

/// A directive that is short for several others, or null.
const char* expansion_of(char letter) {
    switch (letter) {
        case 'c': return "%a %b %e %H:%M:%S %Y";
        case 'x':
        case 'D': return "%m/%d/%y";
        case 'X':
        case 'T': return "%H:%M:%S";
        case 'F': return "%Y-%m-%d";
        case 'R': return "%H:%M";
        case 'r': return "%I:%M:%S %p";
        default: return nullptr;
    }
}

}  // namespace

LayoutToken next_example_token(std::string_view layout) {
    for (const ExampleRow& row : kExamples) {
        if (!layout.starts_with(row.text)) continue;
        std::string_view rest = layout.substr(row.text.size());
        bool is_short_name = row.part == TimePart::MonthShort || row.part == TimePart::WeekdayShort;
        if (is_short_name && !rest.empty() && is_lower(rest[0])) continue;
        if (row.part == TimePart::DayPadded && rest.starts_with("006")) continue;
        return {row.part, row.text.size()};
    }
    return fraction_token(layout);
}

std::optional<TimePart> part_of_directive(char letter) {
    switch (letter) {
        case 'Y': return TimePart::Year;
        case 'y': return TimePart::YearShort;
        case 'm': return TimePart::MonthTwo;
        case 'd': return TimePart::DayTwo;
        case 'H': return TimePart::Hour24;
        case 'M': return TimePart::MinuteTwo;
        case 'S': return TimePart::SecondTwo;
        case 'I': return TimePart::Hour12Two;
        case 'p': return TimePart::PmUpper;
        case 'A': return TimePart::WeekdayName;
        case 'a': return TimePart::WeekdayShort;
        case 'B': return TimePart::MonthName;
        case 'b': return TimePart::MonthShort;
        case 'Z': return TimePart::ZoneName;
        default: return std::nullopt;
    }
}

bool is_directive(char letter) {
    return std::string_view("YyCmBbhdejHIMSpAauwUWVGgZzcxXDFRTrnt%").find(letter) != std::string_view::npos;
}

bool format_directive(TextBuilder& out, const ShownTime& time, char letter) {
    if (!is_directive(letter)) return false;
    const Wall& wall = time.wall;
    if (auto part = part_of_directive(letter)) {
        format_part(out, time, *part, {});
    } else if (const char* expansion = expansion_of(letter)) {
        format_directives(out, time, expansion);
    } else {
        switch (letter) {
            case 'h': format_part(out, time, TimePart::MonthShort, {}); break;
            case 'e': format_part(out, time, TimePart::DayPadded, {}); break;
            case 'j': format_part(out, time, TimePart::YearDayThree, {}); break;
            case 'z': format_part(out, time, TimePart::OffsetDigits, {}); break;
            case 'C': century(out, wall.year); break;
            case 'u': number(out, wall.weekday == 0 ? 7 : wall.weekday, 1); break;
            case 'w': number(out, wall.weekday, 1); break;
            case 'U': number(out, week_of_year(wall, 0), 2); break;
            case 'W': number(out, week_of_year(wall, 1), 2); break;
            case 'V': number(out, iso_week(wall).week, 2); break;
            case 'G': year(out, iso_week(wall).year); break;
            case 'g': short_year(out, iso_week(wall).year); break;
            case 'n': out.push('\n'); break;
            case 't': out.push('\t'); break;
            case '%': out.push('%'); break;
            default: break;  // is_directive knows no other
        }
    }
    return true;
}

void format_time(TextBuilder& out, const ShownTime& time, std::string_view layout) {
    if (has_directives(layout)) return format_directives(out, time, layout);
    format_example(out, time, layout);
}

}  // namespace gs::stdlib

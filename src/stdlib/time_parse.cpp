// Reading times. The text is read once, from left to right, along the layout; what was read is checked and put together at
// the end, because parts may stand in any order.
#include <algorithm>
#include <span>

#include "stdlib/time_layout.h"

namespace gs::stdlib {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_capital(c) ? static_cast<char>(c + ('a' - 'A')) : c; }
bool is_mark(char c) { return c == '.' || c == ','; }

class TimeParser {
public:
    explicit TimeParser(std::string_view text) : text_(text) {}

    bool parse(std::string_view layout) {
        bool ok = has_directives(layout) ? parse_directives(layout) : parse_example(layout);
        if (!ok) return false;
        return text_.empty() || fail("extra text");
    }
    bool finish(ParsedTime* out);
    const std::string& problem() const { return problem_; }

private:
    enum class HalfDay : u8 { None, Am, Pm };

    bool fail(const char* problem) {
        problem_ = problem;
        return false;
    }
    bool parse_directives(std::string_view layout);
    bool parse_example(std::string_view layout);
    bool parse_part(TimePart part, std::string_view token, std::string_view rest_of_layout);
    bool literal(std::string_view* layout);
    bool digits(std::size_t least, std::size_t most, int* value);
    bool field(std::size_t least, int lowest, int highest, const char* problem, int* value);
    void skip_spaces(std::size_t most);
    bool name(std::span<const std::string_view> names, std::size_t length, int* index);
    bool half_day();
    bool second(std::size_t least, std::string_view rest_of_layout);
    bool fraction(std::size_t least, std::size_t most);
    bool zone_name();
    bool zone_offset(bool allows_z, bool has_minutes, bool has_colon);
    bool settle_date();

    std::string_view text_;
    std::string problem_;
    int year_ = 0, month_ = 0, day_ = 0, year_day_ = -1;  // month, day 0: not given
    int hour_ = 0, minute_ = 0, second_ = 0;
    i64 nanosecond_ = 0;
    HalfDay half_day_ = HalfDay::None;
    int offset_ = 0;
    bool has_offset_ = false, has_zone_ = false;
    std::string_view zone_;
};

bool TimeParser::parse_directives(std::string_view layout) {
    while (!layout.empty()) {
        if (layout[0] != '%') {
            if (!literal(&layout)) return false;
            continue;
        }
        if (layout.size() < 2) return fail("incomplete directive in the layout");
        char letter = layout[1];
        if (letter == '%') {
            layout.remove_prefix(1);
            if (!literal(&layout)) return false;
            continue;
        }
        auto part = part_of_directive(letter);
        if (!part) return fail("directive that can not be parsed in the layout");
        layout.remove_prefix(2);
        if (!parse_part(*part, {}, layout)) return false;
    }
    return true;
}

bool TimeParser::parse_example(std::string_view layout) {
    while (!layout.empty()) {
        LayoutToken token = next_example_token(layout);
        if (token.part == TimePart::Literal) {
            if (!literal(&layout)) return false;
            continue;
        }
        std::string_view text = layout.substr(0, token.size);
        layout.remove_prefix(token.size);
        if (!parse_part(token.part, text, layout)) return false;
    }
    return true;
}

/// A byte of the layout that stands for itself, or a run of spaces.
bool TimeParser::literal(std::string_view* layout) {
    char wanted = layout->front();
    layout->remove_prefix(1);
    if (text_.empty() || text_[0] != wanted) return fail("text does not match the layout");
    text_.remove_prefix(1);
    if (wanted == ' ') {
        layout->remove_prefix(std::min(layout->find_first_not_of(' '), layout->size()));
        skip_spaces(text_.size());
    }
    return true;
}

void TimeParser::skip_spaces(std::size_t most) {
    for (; most > 0 && text_.starts_with(' '); --most) text_.remove_prefix(1);
}

bool TimeParser::digits(std::size_t least, std::size_t most, int* value) {
    std::size_t count = 0;
    *value = 0;
    while (count < most && count < text_.size() && is_digit(text_[count]))
        *value = *value * 10 + (text_[count++] - '0');
    if (count < least) return fail("digits expected");
    text_.remove_prefix(count);
    return true;
}

/// A number of `least` to two digits.
bool TimeParser::field(std::size_t least, int lowest, int highest, const char* problem, int* value) {
    if (!digits(least, 2, value)) return false;
    return (lowest <= *value && *value <= highest) || fail(problem);
}

bool TimeParser::name(std::span<const std::string_view> names, std::size_t length, int* index) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::string_view known = names[i].substr(0, length);
        if (text_.size() < known.size()) continue;
        if (!std::equal(known.begin(), known.end(), text_.begin(),
                        [](char a, char b) { return lower(a) == lower(b); })) {
            continue;
        }
        text_.remove_prefix(known.size());
        *index = static_cast<int>(i);
        return true;
    }
    return fail("name expected");
}

bool TimeParser::half_day() {
    if (text_.size() < 2 || lower(text_[1]) != 'm') return fail("AM or PM expected");
    char first = lower(text_[0]);
    if (first != 'a' && first != 'p') return fail("AM or PM expected");
    half_day_ = first == 'a' ? HalfDay::Am : HalfDay::Pm;
    text_.remove_prefix(2);
    return true;
}

bool TimeParser::second(std::size_t least, std::string_view rest_of_layout) {
    if (!field(least, 0, 59, "second out of range", &second_)) return false;
    bool layout_goes_on = !rest_of_layout.empty() && is_mark(rest_of_layout[0]);
    return layout_goes_on || fraction(0, SIZE_MAX);
}

/// A mark and at least so many digits; with `least` 0 there may be no fraction at all.
bool TimeParser::fraction(std::size_t least, std::size_t most) {
    bool present = text_.size() >= 2 && is_mark(text_[0]) && is_digit(text_[1]);
    if (!present) return least == 0 || fail("fraction expected");
    text_.remove_prefix(1);
    i64 value = 0, unit = kSecond;
    std::size_t count = 0;
    for (; count < most && count < text_.size() && is_digit(text_[count]); ++count) {
        if (unit == 1) continue;  // more digits than there are nanoseconds
        unit /= 10;
        value += (text_[count] - '0') * unit;
    }
    if (count < least) return fail("digits expected");
    text_.remove_prefix(count);
    nanosecond_ = value;
    return true;
}

bool TimeParser::zone_name() {
    std::size_t length = 0;
    while (length < 5 && length < text_.size() && is_capital(text_[length])) ++length;
    if (length < 3) return fail("zone expected");
    zone_ = text_.substr(0, length);
    has_zone_ = true;
    text_.remove_prefix(length);
    return true;
}

bool TimeParser::zone_offset(bool allows_z, bool has_minutes, bool has_colon) {
    if (allows_z && text_.starts_with('Z')) {
        text_.remove_prefix(1);
        zone_ = "UTC";
        has_zone_ = true;
        return true;
    }
    if (!text_.starts_with('+') && !text_.starts_with('-')) return fail("zone expected");
    int sign = text_[0] == '-' ? -1 : 1;
    text_.remove_prefix(1);
    int hours = 0, minutes = 0;
    if (!digits(2, 2, &hours)) return false;
    if (has_colon) {
        if (!text_.starts_with(':')) return fail("zone expected");
        text_.remove_prefix(1);
    }
    if (has_minutes && !digits(2, 2, &minutes)) return false;
    if (hours > 23 || minutes > 59) return fail("zone out of range");
    offset_ = sign * (hours * 3600 + minutes * 60);
    has_offset_ = true;
    return true;
}

bool TimeParser::parse_part(TimePart part, std::string_view token, std::string_view rest_of_layout) {
    int ignored = 0;
    switch (part) {
        case TimePart::Literal: return true;
        case TimePart::Year: return digits(4, 4, &year_);
        case TimePart::YearShort:
            if (!digits(2, 2, &year_)) return false;
            year_ += year_ >= 69 ? 1900 : 2000;
            return true;
        case TimePart::MonthName:
        case TimePart::MonthShort:
            if (!name(kMonthNames, part == TimePart::MonthName ? SIZE_MAX : kShortName, &month_)) return false;
            ++month_;
            return true;
        case TimePart::MonthTwo: return field(2, 1, 12, "month out of range", &month_);
        case TimePart::Month: return field(1, 1, 12, "month out of range", &month_);
        case TimePart::DayTwo: return field(2, 1, 31, "day out of range", &day_);
        case TimePart::DayPadded: skip_spaces(1); return field(1, 1, 31, "day out of range", &day_);
        case TimePart::Day: return field(1, 1, 31, "day out of range", &day_);
        case TimePart::YearDayThree: return digits(3, 3, &year_day_);
        case TimePart::YearDayPadded: skip_spaces(2); return digits(1, 3, &year_day_);
        case TimePart::WeekdayName: return name(kDayNames, SIZE_MAX, &ignored);
        case TimePart::WeekdayShort: return name(kDayNames, kShortName, &ignored);
        case TimePart::Hour24: return field(1, 0, 23, "hour out of range", &hour_);
        case TimePart::Hour12Two: return field(2, 1, 12, "hour out of range", &hour_);
        case TimePart::Hour12: return field(1, 1, 12, "hour out of range", &hour_);
        case TimePart::PmUpper:
        case TimePart::PmLower: return half_day();
        case TimePart::MinuteTwo: return field(2, 0, 59, "minute out of range", &minute_);
        case TimePart::Minute: return field(1, 0, 59, "minute out of range", &minute_);
        case TimePart::SecondTwo: return second(2, rest_of_layout);
        case TimePart::Second: return second(1, rest_of_layout);
        case TimePart::FractionZeros: return fraction(token.size() - 1, token.size() - 1);
        case TimePart::FractionNines: return fraction(0, SIZE_MAX);
        case TimePart::ZoneName: return zone_name();
        case TimePart::OffsetDigits: return zone_offset(false, true, false);
        case TimePart::OffsetColon: return zone_offset(false, true, true);
        case TimePart::OffsetHours: return zone_offset(false, false, false);
        case TimePart::ZOffsetDigits: return zone_offset(true, true, false);
        case TimePart::ZOffsetColon: return zone_offset(true, true, true);
        case TimePart::ZOffsetHours: return zone_offset(true, false, false);
    }
    return false;
}

/// Month and day, which a day of the year may stand for, must exist and agree.
bool TimeParser::settle_date() {
    if (year_day_ >= 0) {
        int month = 1, day = year_day_;
        while (month <= 12 && day > days_in_month(year_, month)) day -= days_in_month(year_, month++);
        if (day < 1 || month > 12) return fail("day of the year out of range");
        if (month_ != 0 && month_ != month) return fail("day of the year does not match the month");
        if (day_ != 0 && day_ != day) return fail("day of the year does not match the day");
        month_ = month;
        day_ = day;
    }
    if (month_ == 0) month_ = 1;
    if (day_ == 0) day_ = 1;
    return day_ <= days_in_month(year_, month_) || fail("day out of range");
}

bool TimeParser::finish(ParsedTime* out) {
    if (!settle_date()) return false;
    if (half_day_ == HalfDay::Pm && hour_ < 12) hour_ += 12;
    if (half_day_ == HalfDay::Am && hour_ == 12) hour_ = 0;
    WallFields fields{year_, month_, day_, hour_, minute_, second_, nanosecond_};
    out->moment = Moment::of(wall_nanoseconds(fields) - static_cast<i128>(offset_) * kSecond);
    out->offset = offset_;
    out->zone = has_zone_ ? zone_ : has_offset_ ? "" : "UTC";
    return true;
}

}  // namespace

bool parse_time(std::string_view text, std::string_view layout, ParsedTime* out, std::string* problem) {
    TimeParser parser(text);
    if (parser.parse(layout) && parser.finish(out)) return true;
    *problem = parser.problem();
    return false;
}

}  // namespace gs::stdlib

// Layouts of times: how a moment is written, and read back. There are two kinds. One is made of directives such as %H; in the
// other a certain moment, Monday 2 January 2006, 15:04:05 MST (-0700), shows what is meant.
// Both are made of the same parts, so each part is formatted in one place and parsed in one place.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stdlib/calendar.h"
#include "stdlib/text_builder.h"

namespace gs::stdlib {

/// What a piece of a layout stands for.
enum class TimePart : u8 {
    Literal,
    Year,
    YearShort,
    MonthName,
    MonthShort,
    MonthTwo,
    Month,
    DayTwo,
    DayPadded,
    Day,
    YearDayThree,
    YearDayPadded,
    WeekdayName,
    WeekdayShort,
    Hour24,
    Hour12Two,
    Hour12,
    PmUpper,
    PmLower,
    MinuteTwo,
    Minute,
    SecondTwo,
    Second,
    FractionZeros,
    FractionNines,
    ZoneName,
    OffsetDigits,
    OffsetColon,
    OffsetHours,  // -0700, -07:00, -07
    ZOffsetDigits,
    ZOffsetColon,
    ZOffsetHours,  // the same with Z for UTC
};

struct LayoutToken {
    TimePart part = TimePart::Literal;
    std::size_t size = 1;  // bytes of the layout
};
inline bool has_directives(std::string_view layout) { return layout.find('%') != layout.npos; }
/// The token at the front of an example layout, which must not be empty.
LayoutToken next_example_token(std::string_view layout);
/// The part that a directive stands for, if it is one of those that can be read as well as written.
std::optional<TimePart> part_of_directive(char letter);

/// A moment as it is shown somewhere.
struct ShownTime {
    Wall wall;
    i64 offset = 0;
    std::string_view zone;
};

/// time.format: either kind of layout.
void format_time(TextBuilder& out, const ShownTime& time, std::string_view layout);
/// One directive. False, and nothing is written, if there is none of that letter.
bool format_directive(TextBuilder& out, const ShownTime& time, char letter);
bool is_directive(char letter);

/// What time.parse found.
struct ParsedTime {
    Moment moment;
    i64 offset = 0;
    std::string_view zone;  // part of the text, or static
};
/// False, with the reason in `*problem`, if the text does not fit the layout.
bool parse_time(std::string_view text, std::string_view layout, ParsedTime* out, std::string* problem);

}  // namespace gs::stdlib

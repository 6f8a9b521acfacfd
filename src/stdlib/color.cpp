// color: colours with float channels. Every function has the model of a colour (float_record.h) as its upvalue.
#include <algorithm>
#include <cmath>
#include <string>

#include "runtime/native_args.h"
#include "stdlib/float_record.h"
#include "stdlib/modules.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr RecordKind kColor = {"color", 4, {"r", "g", "b", "a"}};

struct Color {
    f64 c[4];
    f64 red() const { return c[0]; }
    f64 green() const { return c[1]; }
    f64 blue() const { return c[2]; }
    f64 alpha() const { return c[3]; }
};

const Table* model(State& st) { return native_upvalue(st, 0).as_table(); }
Value color_value(State& st, const Color& color) { return make_record(st, model(st), color.c); }

bool read_color(State& st, Value v, Color* out) {
    if (read_slots(model(st), v, 4, out->c) || read_named_fields(st, kColor, v, 4, out->c)) return true;
    if (!read_named_fields(st, kColor, v, 3, out->c)) return false;
    out->c[3] = 1;
    return raw_get_string(st, v.as_table(), intern(st, "a")).is_nil();
}

Result<Color> color_at(const ArgReader& in, u32 i) {
    Color color;
    if (read_color(in.state(), in[i], &color)) return color;
    return in.type_error(i, "color");
}

/// The colour with fn applied to red, green and blue.
template <class Fn>
Color with_each(Color color, Fn fn) {
    for (u32 i = 0; i < 3; ++i) color.c[i] = fn(color.c[i]);
    return color;
}

f64 limited(f64 x) { return std::min(std::max(x, 0.0), 1.0); }

// ---- constructors ---------------------------------------------------------------------------------------------------

Ret color_new(State& st, Args args) {
    ArgReader in(st, args);
    Color color;
    for (u32 i = 0; i < 3; ++i) color.c[i] = TRY(in.real(i));
    color.c[3] = TRY(in.real_or(3, 1));
    return color_value(st, color);
}

Ret color_rgb(State& st, Args args) {
    ArgReader in(st, args);
    Color color;
    for (u32 i = 0; i < 3; ++i) color.c[i] = TRY(in.real(i)) / 255;
    color.c[3] = 1;
    return color_value(st, color);
}

Ret color_rgba(State& st, Args args) {
    ArgReader in(st, args);
    Color color;
    for (u32 i = 0; i < 4; ++i) color.c[i] = TRY(in.real(i)) / 255;
    return color_value(st, color);
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

Ret color_from_hex(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view text = TRY(in.text(0));
    std::string_view digits = text.starts_with('#') ? text.substr(1) : text;
    if (digits.size() != 3 && digits.size() != 6 && digits.size() != 8) {
        return fail_with(st, std::string("invalid hex color format: ").append(text));
    }
    u32 per_channel = digits.size() == 3 ? 1 : 2;
    Color color = {{0, 0, 0, 1}};
    for (u32 i = 0; i < digits.size() / per_channel; ++i) {
        int high = hex_digit(digits[i * per_channel]), low = hex_digit(digits[i * per_channel + per_channel - 1]);
        if (high < 0 || low < 0) return fail_with(st, std::string("invalid hex color: ").append(text));
        color.c[i] = (high * 16 + low) / 255.0;
    }
    return color_value(st, color);
}

/// Hue in degrees and chroma; `least` is the smallest channel.
Color from_hue(f64 hue, f64 chroma, f64 least) {
    f64 degrees = std::isfinite(hue) ? std::fmod(hue, 360) : 0;
    if (degrees < 0) degrees += 360;
    if (degrees >= 360) degrees = 0;  // tiny negative angles are rounded to a full turn
    f64 k = degrees / 60;
    f64 x = chroma * (1 - std::fabs(std::fmod(k, 2) - 1));
    const f64 channels[6][3] = {{chroma, x, 0}, {x, chroma, 0}, {0, chroma, x},
                                {0, x, chroma}, {x, 0, chroma}, {chroma, 0, x}};
    const f64* c = channels[static_cast<u32>(k)];
    return {{least + c[0], least + c[1], least + c[2], 1}};
}

Ret color_from_hsv(State& st, Args args) {
    ArgReader in(st, args);
    f64 h = TRY(in.real(0)), s = TRY(in.real(1)), v = TRY(in.real(2));
    f64 chroma = v * s;
    return color_value(st, from_hue(h, chroma, v - chroma));
}

Ret color_from_hsl(State& st, Args args) {
    ArgReader in(st, args);
    f64 h = TRY(in.real(0)), s = TRY(in.real(1)), l = TRY(in.real(2));
    f64 chroma = (1 - std::fabs(2 * l - 1)) * s;
    return color_value(st, from_hue(h, chroma, l - chroma / 2));
}

// ---- conversions ----------------------------------------------------------------------------------------------------

Ret color_to_hex(State& st, Args args) {
    ArgReader in(st, args);
    Color color = TRY(color_at(in, 0));
    char text[7] = {'#'};
    for (u32 i = 0; i < 3; ++i) {
        f64 channel = std::isnan(color.c[i]) ? 0 : limited(color.c[i]);
        auto byte = static_cast<u32>(std::floor(channel * 255 + 0.5));
        text[1 + 2 * i] = "0123456789ABCDEF"[byte >> 4];
        text[2 + 2 * i] = "0123456789ABCDEF"[byte & 15];
    }
    return TRY(string_value(st, std::string_view(text, 7)));
}

/// What HSV and HSL have in common.
struct Extremes {
    f64 most, least, range, hue;
};

Extremes extremes_of(const Color& color) {
    f64 r = color.red(), g = color.green(), b = color.blue();
    f64 most = std::max({r, g, b}), least = std::min({r, g, b}), range = most - least;
    f64 hue = 0;
    if (range == 0) {
        hue = 0;
    } else if (r == most) {
        hue = 60 * ((g - b) / range);
    } else if (g == most) {
        hue = 60 * ((b - r) / range + 2);
    } else {
        hue = 60 * ((r - g) / range + 4);
    }
    if (hue < 0) hue += 360;
    if (hue >= 360 || hue == 0) hue = 0;  // rounded to a full turn, or -0.0
    return {most, least, range, hue};
}

Ret color_to_hsv(State& st, Args args) {
    ArgReader in(st, args);
    Extremes e = extremes_of(TRY(color_at(in, 0)));
    f64 saturation = e.range == 0 || e.most == 0 ? 0 : e.range / e.most;
    return give(st, {Value::real(e.hue), Value::real(saturation), Value::real(e.most)});
}

Ret color_to_hsl(State& st, Args args) {
    ArgReader in(st, args);
    Extremes e = extremes_of(TRY(color_at(in, 0)));
    f64 sum = e.most + e.least, lightness = sum / 2;
    f64 saturation = 0;
    if (e.range != 0) saturation = e.range / (lightness <= 0.5 ? sum : 2 - e.most - e.least);
    return give(st, {Value::real(e.hue), Value::real(saturation), Value::real(lightness)});
}

// ---- changing colours -----------------------------------------------------------------------------------------------

Ret color_lerp(State& st, Args args) {
    ArgReader in(st, args);
    Color a = TRY(color_at(in, 0)), b = TRY(color_at(in, 1));
    f64 t = TRY(in.real(2));
    for (u32 i = 0; i < 4; ++i) a.c[i] += (b.c[i] - a.c[i]) * t;
    return color_value(st, a);
}

Ret color_darken(State& st, Args args) {
    ArgReader in(st, args);
    Color color = TRY(color_at(in, 0));
    f64 amount = TRY(in.real(1));
    return color_value(st, with_each(color, [=](f64 x) { return x * (1 - amount); }));
}

Ret color_lighten(State& st, Args args) {
    ArgReader in(st, args);
    Color color = TRY(color_at(in, 0));
    f64 amount = TRY(in.real(1));
    return color_value(st, with_each(color, [=](f64 x) { return x + (1 - x) * amount; }));
}

Ret color_alpha(State& st, Args args) {
    ArgReader in(st, args);
    Color color = TRY(color_at(in, 0));
    color.c[3] = TRY(in.real(1));
    return color_value(st, color);
}

Ret color_invert(State& st, Args args) {
    ArgReader in(st, args);
    Color color = TRY(color_at(in, 0));
    return color_value(st, with_each(color, [](f64 x) { return 1 - x; }));
}

Ret color_grayscale(State& st, Args args) {
    ArgReader in(st, args);
    Color color = TRY(color_at(in, 0));
    f64 gray = 0.2126 * color.red() + 0.7152 * color.green() + 0.0722 * color.blue();
    return color_value(st, with_each(color, [=](f64) { return gray; }));
}

Ret color_is_color(State& st, Args args) { return Value::boolean(has_type_of(st, kColor, model(st), st.arg(args, 0))); }

// ---- operators ------------------------------------------------------------------------------------------------------

/// An operand that is a colour by its `_type`.
bool color_operand(State& st, Value v, Color* out) {
    return has_type_of(st, kColor, model(st), v) && read_color(st, v, out);
}

bool color_operands(State& st, Args args, Color* a, Color* b) {
    return color_operand(st, st.arg(args, 0), a) && color_operand(st, st.arg(args, 1), b);
}

Ret operator_add(State& st, Args args) {
    Color a, b;
    if (!color_operands(st, args, &a, &b)) return unsupported_operands(st);
    for (u32 i = 0; i < 4; ++i) a.c[i] = limited(a.c[i] + b.c[i]);
    return color_value(st, a);
}

Ret operator_mul(State& st, Args args) {
    Color a, b;
    if (color_operands(st, args, &a, &b)) {
        for (u32 i = 0; i < 4; ++i) a.c[i] *= b.c[i];
        return color_value(st, a);
    }
    Value color = st.arg(args, 0), factor = st.arg(args, 1);
    if (color.is_number()) std::swap(color, factor);
    if (!factor.is_number() || !color_operand(st, color, &a)) return unsupported_operands(st);
    return color_value(st, with_each(a, [k = factor.as_double()](f64 x) { return x * k; }));
}

Ret operator_eq(State& st, Args args) {
    Color a, b;
    return Value::boolean(color_operands(st, args, &a, &b) && std::equal(a.c, a.c + 4, b.c));
}

// ---- the library ----------------------------------------------------------------------------------------------------

constexpr FnRow kOperators[] = {
    {"color.__add", operator_add},
    {"color.__mul", operator_mul},
    {"color.__eq", operator_eq},
};

constexpr FnRow kFunctions[] = {
    {"color.new", color_new},
    {"color.rgb", color_rgb},
    {"color.rgba", color_rgba},
    {"color.fromHex", color_from_hex},
    {"color.fromHSV", color_from_hsv},
    {"color.fromHSL", color_from_hsl},
    {"color.toHex", color_to_hex},
    {"color.toHSV", color_to_hsv},
    {"color.toHSL", color_to_hsl},
    {"color.lerp", color_lerp},
    {"color.mix", color_lerp},
    {"color.darken", color_darken},
    {"color.lighten", color_lighten},
    {"color.alpha", color_alpha},
    {"color.withAlpha", color_alpha},
    {"color.invert", color_invert},
    {"color.grayscale", color_grayscale},
    {"color.isColor", color_is_color},
};

struct NamedColor {
    const char* name;
    Color color;
};
constexpr NamedColor kColors[] = {
    {"RED", {{1, 0, 0, 1}}},        {"GREEN", {{0, 1, 0, 1}}},       {"BLUE", {{0, 0, 1, 1}}},
    {"WHITE", {{1, 1, 1, 1}}},      {"BLACK", {{0, 0, 0, 1}}},       {"YELLOW", {{1, 1, 0, 1}}},
    {"CYAN", {{0, 1, 1, 1}}},       {"MAGENTA", {{1, 0, 1, 1}}},     {"ORANGE", {{1, 0.5, 0, 1}}},
    {"PURPLE", {{0.5, 0, 0.5, 1}}}, {"TRANSPARENT", {{0, 0, 0, 0}}},
};

}  // namespace

void open_color(State& st) {
    Table* metatable = make_table(st);
    Table* model = make_record_model(st, kColor, metatable);
    add_record_functions(st, metatable, kOperators, {Value::table(model)});
    Table* library = register_library(st, "color", {});
    add_record_functions(st, library, kFunctions, {Value::table(model)});
    for (const NamedColor& named : kColors) set_field(st, library, named.name, make_record(st, model, named.color.c));
}

}  // namespace gs::stdlib

#include "support/binary_pack.h"

namespace gs {
namespace {

constexpr bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

constexpr u64 kDefaultMaxAlignment = 8;

}  // namespace

bool PackReader::fail(std::string message, bool about_argument) {
    error_ = std::move(message);
    error_is_about_argument_ = about_argument;
    return false;
}

/// False if no digit stands here.
bool PackReader::read_number(u64& number) {
    if (position_ >= format_.size() || !is_digit(format_[position_])) return false;
    number = 0;
    for (; position_ < format_.size() && is_digit(format_[position_]); ++position_) {
        number = number * 10 + static_cast<u64>(format_[position_] - '0');
        if (number > kMaxSize) number = kMaxSize;
    }
    return true;
}

bool PackReader::read_integer_size(u64 standard, u64& size) {
    if (!read_number(size)) size = standard;
    if (size >= 1 && size <= kMaxIntegerSize) return true;
    return fail("integral size (" + std::to_string(size) + ") out of limits [1," + std::to_string(kMaxIntegerSize) +
                "]");
}

/// Reads one option. Those that only change the state of the reader are no items.
bool PackReader::read_option(PackItem& item, bool& is_item) {
    using Kind = PackItem::Kind;
    char option = format_[position_++];
    item.option = option;
    item.padding = 0;
    item.size = 0;
    is_item = true;
    auto sized = [&item](Kind kind, u64 size) {
        item.kind = kind;
        item.size = size;
        return true;
    };
    switch (option) {
        case 'b': return sized(Kind::Int, 1);
        case 'B': return sized(Kind::Uint, 1);
        case 'h': return sized(Kind::Int, 2);
        case 'H': return sized(Kind::Uint, 2);
        case 'l':
        case 'j': return sized(Kind::Int, 8);
        case 'L':
        case 'J':
        case 'T': return sized(Kind::Uint, 8);
        case 'f': return sized(Kind::Float, 4);
        case 'd':
        case 'n': return sized(Kind::Double, 8);
        case 'i': item.kind = Kind::Int; return read_integer_size(4, item.size);
        case 'I': item.kind = Kind::Uint; return read_integer_size(4, item.size);
        case 's': item.kind = Kind::String; return read_integer_size(8, item.size);
        case 'c': item.kind = Kind::Chars; return read_number(item.size) || fail("missing size for format option 'c'");
        case 'z': return sized(Kind::ZeroString, 0);
        case 'x': return sized(Kind::Padding, 1);
        case 'X': return sized(Kind::Align, 0);
        default: break;
    }
    is_item = false;
    switch (option) {
        case ' ': return true;
        case '<': little_ = true; return true;
        case '>': little_ = false; return true;
        case '=': little_ = std::endian::native == std::endian::little; return true;
        case '!': return read_integer_size(kDefaultMaxAlignment, max_alignment_);
        default: return fail(std::string("invalid format option '") + option + "'");
    }
}

/// Works out the padding in front of something that wants to stand at a multiple of `alignment`.
bool PackReader::align(u64 alignment, u64 offset, PackItem& item) {
    if (alignment > max_alignment_) alignment = max_alignment_;
    if (alignment <= 1) return true;
    if (!std::has_single_bit(alignment)) return fail("format asks for alignment not power of 2", true);
    item.padding = static_cast<u32>((alignment - offset % alignment) % alignment);
    return true;
}

bool PackReader::next(u64 offset, PackItem& item) {
    using Kind = PackItem::Kind;
    if (failed()) return false;
    bool is_item = false;
    while (!is_item) {
        if (position_ >= format_.size() || !read_option(item, is_item)) return false;
    }
    switch (item.kind) {
        case Kind::Int:
        case Kind::Uint:
        case Kind::Float:
        case Kind::Double:
        case Kind::String: return align(item.size, offset, item);
        case Kind::Align: {
            // The option behind X only lends its size.
            PackItem model;
            bool model_is_item = false;
            if (position_ < format_.size() && !read_option(model, model_is_item)) return false;
            if (!model_is_item || model.kind == Kind::Chars || model.size == 0) {
                return fail("invalid next option for option 'X'", true);
            }
            return align(model.size, offset, item);
        }
        case Kind::Chars:
        case Kind::ZeroString:
        case Kind::Padding: return true;
    }
    return true;
}

bool packed_integer_fits(i64 value, u64 size, bool is_signed) {
    if (size >= 8) return true;
    u64 bits = 8 * size;
    if (!is_signed) return static_cast<u64>(value) < u64{1} << bits;
    i64 limit = i64{1} << (bits - 1);
    return value >= -limit && value < limit;
}

void store_integer(char* out, u64 size, bool little, i64 value) {
    for (u64 i = 0; i < size; ++i) {
        out[little ? i : size - 1 - i] = static_cast<char>(value & 0xFF);
        value >>= 8;  // brings in the sign
    }
}

LoadedInteger load_integer(const char* bytes, u64 size, bool little, bool is_signed) {
    auto byte_at = [=](u64 i) { return static_cast<u8>(bytes[little ? i : size - 1 - i]); };
    u64 taken = size < 8 ? size : 8;
    u64 bits = 0;
    for (u64 i = taken; i-- > 0;) bits = bits << 8 | byte_at(i);
    bool negative = is_signed && taken > 0 && (byte_at(taken - 1) & 0x80) != 0;
    if (negative && taken < 8) bits |= ~u64{0} << (8 * taken);
    // What lies beyond 64 bits may only repeat the sign.
    for (u64 i = taken; i < size; ++i) {
        if (byte_at(i) != (negative ? 0xFF : 0)) return {0, false};
    }
    return {bits, true};
}

}  // namespace gs

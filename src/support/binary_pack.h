// The format strings of string.pack, unpack and packsize (string.md): a reader that yields one item after another, and
// the byte order of integers. Converting values is the library's business.
//
//     PackReader reader(format);
//     PackItem item;
//     while (reader.next(bytes_so_far, item)) { item.padding zero bytes, then item.kind with item.size bytes }
//     if (reader.failed()) ...
#pragma once

#include <bit>
#include <string>
#include <string_view>

#include "support/types.h"

namespace gs {

struct PackItem {
    enum class Kind : u8 {
        Int,         // two's complement, `size` bytes
        Uint,        // unsigned, `size` bytes
        Float,       // 4 bytes
        Double,      // 8 bytes
        Chars,       // exactly `size` bytes
        String,      // length as an unsigned integer of `size` bytes, then as many bytes
        ZeroString,  // bytes and a zero; size is 0
        Padding,     // one zero byte
        Align,       // nothing but the padding; size is 0
    };

    Kind kind;
    char option;  // the letter it was written with
    u64 size;
    u32 padding;  // zero bytes in front, for alignment
};

class PackReader {
public:
    static constexpr u64 kMaxIntegerSize = 16;
    /// Larger sizes are read as this, so that a sum of all items in a format can not wrap around.
    static constexpr u64 kMaxSize = u64{1} << 40;

    /// `format` must outlive the reader.
    explicit PackReader(std::string_view format) : format_(format) {}

    /// Reads up to the next item; `offset` is where it will stand, for alignment. False at the end and on an error.
    bool next(u64 offset, PackItem& item);

    /// Byte order for the latest item.
    bool little_endian() const { return little_; }

    bool failed() const { return !error_.empty(); }
    const std::string& error() const { return error_; }
    /// Is the error a reason to put into "bad argument #1 to 'NAME' (REASON)", or a message of its own?
    bool error_is_about_argument() const { return error_is_about_argument_; }

private:
    bool read_option(PackItem& item, bool& is_item);
    bool read_integer_size(u64 standard, u64& size);
    bool read_number(u64& number);
    bool align(u64 alignment, u64 offset, PackItem& item);
    bool fail(std::string message, bool about_argument = false);

    std::string_view format_;
    size_t position_ = 0;
    u64 max_alignment_ = 1;
    bool little_ = true;
    bool error_is_about_argument_ = false;
    std::string error_;
};

/// Can `value` be stored in `size` bytes? From 8 bytes on everything can.
bool packed_integer_fits(i64 value, u64 size, bool is_signed);

/// Writes the low bytes of `value` in the given order; from 8 bytes on its sign fills the rest.
void store_integer(char* out, u64 size, bool little, i64 value);

struct LoadedInteger {
    u64 bits;  // as i64 if it was read as signed
    bool fits;  // false: more than 64 bits
};
LoadedInteger load_integer(const char* bytes, u64 size, bool little, bool is_signed);

}  // namespace gs

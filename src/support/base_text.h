// Binary data as text of 32 or 64 different characters (RFC 4648): every 5 or 6 bits become one character, and a whole
// number of characters stands for a whole number of bytes in groups: 8 characters for 5 bytes, 4 for 3. The last group
// may be shorter; an alphabet with padding fills it up with `=`.
//
// Decoding is strict: nothing but the alphabet, CR and LF (skipped wherever they stand), and exactly the padding that
// belongs there. Only the bits that are left over in the last character are not looked at.
#pragma once

#include <string_view>

#include "support/types.h"

namespace gs {

class BaseAlphabet {
public:
    /// `characters`: 32 or 64 of them.
    constexpr BaseAlphabet(std::string_view characters, bool padded)
        : bits_(characters.size() == 64 ? 6 : 5), padded_(padded) {
        for (i8& value : values_) value = -1;
        for (size_t i = 0; i < characters.size(); ++i) {
            characters_[i] = characters[i];
            values_[static_cast<u8>(characters[i])] = static_cast<i8>(i);
        }
    }

    u32 bits() const { return bits_; }
    bool padded() const { return padded_; }
    char character(u64 value) const { return characters_[value]; }
    /// Negative if the byte is not in the alphabet.
    i32 value(char c) const { return values_[static_cast<u8>(c)]; }

private:
    char characters_[64] = {};
    i8 values_[256] = {};
    u32 bits_;
    bool padded_;
};

extern const BaseAlphabet kBase64, kBase64Url, kBase32, kBase32Hex;

/// Number of characters that `bytes` bytes become.
u64 encoded_size(const BaseAlphabet& alphabet, u64 bytes);
/// Writes encoded_size characters.
void encode_base(const BaseAlphabet& alphabet, std::string_view bytes, char* out);

/// The most bytes that `characters` characters may become.
u64 most_decoded_size(const BaseAlphabet& alphabet, u64 characters);
struct DecodedBase {
    bool ok;
    size_t size;  // bytes written; after a failure the position of what is wrong: a character, or a group cut short
};
/// `out` has room for most_decoded_size bytes.
DecodedBase decode_base(const BaseAlphabet& alphabet, std::string_view text, char* out);

}  // namespace gs

#include "support/base_text.h"

namespace gs {

// Constant-initialised: costs nothing at the start of the program.
constinit const BaseAlphabet kBase64("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", true);
constinit const BaseAlphabet kBase64Url("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", false);
constinit const BaseAlphabet kBase32("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", true);
constinit const BaseAlphabet kBase32Hex("0123456789ABCDEFGHIJKLMNOPQRSTUV", false);

namespace {

/// Sizes of a group; Bits is 5 or 6.
template <u32 Bits>
struct Group {
    static constexpr u32 kCharacters = Bits == 6 ? 4 : 8;
    static constexpr u32 kBytes = kCharacters * Bits / 8;
    /// Characters that a last group of so many bytes needs.
    static constexpr u64 characters_for(u64 bytes) { return (bytes * 8 + Bits - 1) / Bits; }
};

template <u32 Bits>
u64 size_of_encoded(const BaseAlphabet& alphabet, u64 bytes) {
    using G = Group<Bits>;
    u64 rest = bytes % G::kBytes;
    u64 last = rest == 0 ? 0 : alphabet.padded() ? G::kCharacters : G::characters_for(rest);
    return bytes / G::kBytes * G::kCharacters + last;
}

template <u32 Bits>
void encode(const BaseAlphabet& alphabet, std::string_view bytes, char* out) {
    using G = Group<Bits>;
    constexpr u64 kMask = (u64{1} << Bits) - 1;
    size_t at = 0;
    for (; bytes.size() - at >= G::kBytes; at += G::kBytes) {
        u64 group = 0;
        for (u32 i = 0; i < G::kBytes; ++i) group = group << 8 | static_cast<u8>(bytes[at + i]);
        for (u32 i = G::kCharacters; i-- > 0; group >>= Bits) out[i] = alphabet.character(group & kMask);
        out += G::kCharacters;
    }
    u64 rest = bytes.size() - at;
    if (rest == 0) return;
    u64 group = 0;
    for (u32 i = 0; i < G::kBytes; ++i) group = group << 8 | (i < rest ? static_cast<u8>(bytes[at + i]) : 0);
    u64 used = G::characters_for(rest);
    for (u32 i = 0; i < G::kCharacters; ++i) {
        if (i < used) {
            *out++ = alphabet.character(group >> (G::kCharacters - 1 - i) * Bits & kMask);
        } else if (alphabet.padded()) {
            *out++ = '=';
        }
    }
}

constexpr bool is_line_end(char c) { return c == '\r' || c == '\n'; }

template <u32 Bits>
class Decoder {
public:
    Decoder(const BaseAlphabet& alphabet, std::string_view text, char* out)
        : alphabet_(alphabet), text_(text), begin_(out), out_(out) {}

    DecodedBase run() {
        for (;;) {
            read_whole_groups();
            if (at_ == text_.size()) break;
            char c = text_[at_];
            if (is_line_end(c)) {
                ++at_;
                continue;
            }
            i32 value = alphabet_.value(c);
            if (value < 0) return c == '=' && alphabet_.padded() ? read_padding() : failed(at_);
            if (count_ == 0) group_start_ = at_;
            add(static_cast<u32>(value));
            ++at_;
        }
        if (count_ == 0) return done();
        if (alphabet_.padded() || !is_whole_number_of_bytes()) return failed(group_start_);
        write_last();
        return done();
    }

private:
    using G = Group<Bits>;

    DecodedBase failed(size_t position) const { return {false, position}; }
    DecodedBase done() const { return {true, static_cast<size_t>(out_ - begin_)}; }

    /// The common case: groups with nothing in between.
    void read_whole_groups() {
        if (count_ != 0) return;
        while (text_.size() - at_ >= G::kCharacters) {
            u64 group = 0;
            i32 all = 0;
            for (u32 i = 0; i < G::kCharacters; ++i) {
                i32 value = alphabet_.value(text_[at_ + i]);
                all |= value;
                group = group << Bits | (static_cast<u32>(value) & 63);
            }
            if (all < 0) return;
            write(group, G::kBytes);
            at_ += G::kCharacters;
        }
    }

    void add(u32 value) {
        group_ = group_ << Bits | value;
        if (++count_ < G::kCharacters) return;
        write(group_, G::kBytes);
        group_ = 0;
        count_ = 0;
    }

    /// The first `bytes` bytes of a group.
    void write(u64 group, u32 bytes) {
        for (u32 i = 0; i < bytes; ++i) *out_++ = static_cast<char>(group >> (G::kBytes - 1 - i) * 8);
    }
    void write_last() { write(group_ << (G::kCharacters - count_) * Bits, count_ * Bits / 8); }

    bool is_whole_number_of_bytes() const {
        u64 bytes = u64{count_} * Bits / 8;
        return bytes > 0 && G::characters_for(bytes) == count_;
    }

    /// From the first `=` to the end.
    DecodedBase read_padding() {
        if (count_ == 0 || !is_whole_number_of_bytes()) return failed(at_);
        u32 missing = G::kCharacters - count_;
        for (; at_ < text_.size(); ++at_) {
            if (is_line_end(text_[at_])) continue;
            if (text_[at_] != '=' || missing == 0) return failed(at_);
            --missing;
        }
        if (missing != 0) return failed(group_start_);
        write_last();
        return done();
    }

    const BaseAlphabet& alphabet_;
    std::string_view text_;
    char* begin_;
    char* out_;
    size_t at_ = 0;
    size_t group_start_ = 0;
    u64 group_ = 0;
    u32 count_ = 0;  // characters in group_
};

}  // namespace

u64 encoded_size(const BaseAlphabet& alphabet, u64 bytes) {
    return alphabet.bits() == 6 ? size_of_encoded<6>(alphabet, bytes) : size_of_encoded<5>(alphabet, bytes);
}

void encode_base(const BaseAlphabet& alphabet, std::string_view bytes, char* out) {
    alphabet.bits() == 6 ? encode<6>(alphabet, bytes, out) : encode<5>(alphabet, bytes, out);
}

u64 most_decoded_size(const BaseAlphabet& alphabet, u64 characters) { return characters * alphabet.bits() / 8; }

DecodedBase decode_base(const BaseAlphabet& alphabet, std::string_view text, char* out) {
    return alphabet.bits() == 6 ? Decoder<6>(alphabet, text, out).run() : Decoder<5>(alphabet, text, out).run();
}

}  // namespace gs

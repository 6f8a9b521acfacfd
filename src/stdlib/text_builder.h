// Text that grows until it becomes a string: what functions use whose result has no size known beforehand.
//
// Short texts stand in the builder itself. Longer ones stand in a heap cell, so a builder owns nothing that would be lost
// if script code that runs in between never comes back (a coroutine may be dropped in the middle of a call).
//
// Appending can not fail on the spot: what went wrong (longer than a string may be, or no memory) is remembered, further
// text is dropped, and finish() raises it. Loops over much text should look at failed() now and then.
#pragma once

#include <cstring>
#include <string_view>

#include "runtime/state.h"
#include "runtime/strings.h"
#include "support/copy_bytes.h"
#include "support/number_text.h"

namespace gs::stdlib {

class TextBuilder {
public:
    explicit TextBuilder(rt::State& st) : st_(st) {}
    TextBuilder(const TextBuilder&) = delete;
    TextBuilder& operator=(const TextBuilder&) = delete;

    void append(const char* bytes, size_t count) {
        char* to = room(count);
        if (to != nullptr) copy_bytes(to, bytes, count);
    }
    void append(std::string_view text) { append(text.data(), text.size()); }
    void append(size_t count, char byte) {
        char* to = room(count);
        if (to != nullptr) std::memset(to, byte, count);
    }
    void push(char byte) {
        char* to = room(1);
        if (to != nullptr) *to = byte;
    }
    /// The text of a string or a number.
    void append_value(rt::Value v) {
        if (v.is_string()) return append(rt::view(v));
        char digits[kNumberTextSize];
        append(digits, v.is_int() ? format_int(v.as_int(), digits) : format_float(v.as_real(), digits));
    }

    /// Room for `count` more bytes, which count as appended and are the caller's to fill; null after a failure.
    char* room(size_t count) {
        if (count > capacity_ - size_ && !grow(count)) [[unlikely]]
            return nullptr;
        char* to = data_ + size_;
        size_ += count;
        return to;
    }
    /// Gives back the last `count` bytes of what room() gave.
    void take_back(size_t count) { size_ -= count; }

    size_t size() const { return size_; }
    bool failed() const { return problem_ != Problem::None; }
    /// The string, or the error.
    rt::Result<rt::String*> finish();
    rt::Result<rt::Value> finish_value() { return rt::Value::string(TRY(finish())); }

private:
    enum class Problem : u8 { None, TooLarge, NoMemory };
    static constexpr size_t kInlineSize = 512;

    bool grow(size_t count);

    rt::State& st_;
    char* data_ = inline_;
    size_t size_ = 0;
    size_t capacity_ = kInlineSize;
    Problem problem_ = Problem::None;
    char inline_[kInlineSize];
};

}  // namespace gs::stdlib

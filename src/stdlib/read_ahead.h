// Bytes that were read from somewhere before anybody asked for them.
#pragma once

#include <string_view>

#include "runtime/state.h"

namespace gs::stdlib {

class ReadAhead {
public:
    explicit ReadAhead(rt::State& st) : st_(st) {}
    ~ReadAhead() { release(); }
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    std::string_view bytes() const { return {data_ + begin_, end_ - begin_}; }
    bool empty() const { return begin_ == end_; }
    std::size_t size() const { return end_ - begin_; }
    /// The first bytes are used up.
    void take(std::size_t count);
    /// Room behind the last byte for at least `*count` more; sets how many fit. Null without memory.
    char* room(std::size_t* count);
    void add(std::size_t count) { end_ += count; }
    /// Forgets the bytes and gives the memory back.
    void release();

    /// How many bytes were ever used up: whoever waits in between can tell whether somebody else has taken any.
    u64 taken() const { return taken_; }

private:
    bool grow(std::size_t count);
    /// What is more than this is announced to the heap, so that limits hold.
    static constexpr std::size_t kUsual = 64 * 1024;

    rt::State& st_;
    char* data_ = nullptr;
    std::size_t begin_ = 0, end_ = 0, capacity_ = 0;
    u64 taken_ = 0;
};

}  // namespace gs::stdlib

// Requests as they arrive at the HTTP server: the head and the body taken from the bytes of a connection.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "support/types.h"

namespace gs::stdlib {

/// The head of a request. All its texts stand one behind the other, so that a connection uses the same memory for each
/// of its requests.
class RequestHead {
public:
    struct Field {
        u32 name, name_size, value, value_size;
    };
    void clear();
    std::string_view method() const { return piece(0, method_size_); }
    std::string_view target() const { return piece(method_size_, target_size_); }
    std::string_view name(const Field& field) const { return piece(field.name, field.name_size); }
    std::string_view value(const Field& field) const { return piece(field.value, field.value_size); }
    const std::vector<Field>& fields() const { return fields_; }
    /// The value of the first header of that canonical name; empty if there is none.
    std::string_view find(std::string_view canonical) const;
    bool is_http11() const { return http11_; }

    void set_line(std::string_view method, std::string_view target, bool http11);
    /// The name is made canonical.
    void add(std::string_view name, std::string_view value);

private:
    std::string_view piece(u32 at, u32 size) const { return std::string_view(text_).substr(at, size); }
    std::string text_;
    std::vector<Field> fields_;
    u32 method_size_ = 0, target_size_ = 0;
    bool http11_ = false;
};

/// Limits on what a client may send.
struct RequestLimits {
    u32 head = 1024 * 1024;
    u64 body = 64 * 1024 * 1024;
};

/// Reads one request after the other.
class RequestParser {
public:
    RequestParser();
    ~RequestParser();
    RequestParser(const RequestParser&) = delete;
    RequestParser& operator=(const RequestParser&) = delete;

    /// Gets ready for the next request.
    void reset(const RequestLimits& limits);
    enum class Step : u8 {
        More,  // what was not used is to be offered again with more behind it
        Head,  // the head is complete and a body follows; comes once
        Done,  // the request is complete
        Bad,   // status() tells what to answer; nothing more can be read
    };
    /// Goes on with these bytes; tells how many were used.
    Step feed(std::string_view bytes, std::size_t* used);

    const RequestHead& head() const;
    /// The body so far; may be taken away when the request is complete.
    std::string& body();
    int status() const;
    /// Whether the client wants to use the connection again.
    bool keeps_alive() const;
    /// Whether it waits for a word before it sends the body.
    bool expects_continue() const;
    /// Whether anything of the request has been read.
    bool has_begun() const;

private:
    struct Impl;
    Impl& impl();
    const Impl& impl() const;
    static constexpr std::size_t kImplSize = 384;
    alignas(16) char storage_[kImplSize];
};

}  // namespace gs::stdlib

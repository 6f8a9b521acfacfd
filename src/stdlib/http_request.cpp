// The parser itself is the one of Boost.Beast: it reads heads and chunks strictly and knows the ways in which lengths may
// contradict each other. It works on buffers and has nothing to do with sockets. A head has to stand in one piece in front of
// it, bodies come as they come.
#include "stdlib/http_request.h"

#include <new>
#include <optional>

// Beast says it with exceptions nowhere in the parts used here, but their headers name this function.
#include <exception>

#include <boost/beast/http/basic_parser.hpp>

#include "stdlib/http_text.h"
#include "support/assert.h"

namespace boost {

void throw_exception(const std::exception&) { GS_UNREACHABLE("Boost.Beast throws nothing here"); }
void throw_exception(const std::exception&, const source_location&) {
    GS_UNREACHABLE("Boost.Beast throws nothing here");
}

}  // namespace boost

namespace gs::stdlib {
namespace {

namespace beast = boost::beast;
using boost::beast::http::error;

/// A line of a chunk may be as long as this.
constexpr std::size_t kLongestChunkLine = 64 * 1024;

std::string_view text_of(beast::string_view text) { return {text.data(), text.size()}; }

/// Hands on what Beast finds.
class Parser final : public beast::http::basic_parser<true> {
public:
    Parser(RequestHead& head, std::string& body) : head_(head), body_(body) {}
    bool head_done = false;
    bool has_host = false, repeats_host = false, strange_coding = false, expects_continue = false;

private:
    using ErrorCode = beast::error_code;
    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                         ErrorCode&) override {
        head_.set_line(text_of(method), text_of(target), version >= 11);
    }
    void on_response_impl(int, beast::string_view, int, ErrorCode&) override {}
    void on_field_impl(beast::http::field field, beast::string_view name, beast::string_view value,
                       ErrorCode&) override {
        if (head_done) return;  // behind a chunked body, where nobody expects any
        if (field == beast::http::field::host) {
            repeats_host = has_host;
            has_host = true;
        } else if (field == beast::http::field::transfer_encoding) {
            // Another coding in front of it would leave us with a body that nobody can read.
            strange_coding = !equal_ignoring_case(text_of(value), "chunked");
        } else if (field == beast::http::field::expect) {
            expects_continue = equal_ignoring_case(text_of(value), "100-continue");
        }
        head_.add(text_of(name), text_of(value));
    }
    void on_header_impl(ErrorCode&) override { head_done = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override {}
    std::size_t on_body_impl(beast::string_view bytes, ErrorCode&) override {
        body_.append(bytes.data(), bytes.size());
        return bytes.size();
    }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, ErrorCode&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view bytes, ErrorCode&) override {
        body_.append(bytes.data(), bytes.size());
        return bytes.size();
    }
    void on_finish_impl(ErrorCode&) override {}

    RequestHead& head_;
    std::string& body_;
};

}  // namespace

// ---- the head -----------------------------------------------------------------------------------------------------

void RequestHead::clear() {
    text_.clear();
    fields_.clear();
    method_size_ = target_size_ = 0;
}

void RequestHead::set_line(std::string_view method, std::string_view target, bool http11) {
    clear();
    text_ += method;
    for (char& c : text_) c = c >= 'a' && c <= 'z' ? static_cast<char>(c & ~32) : c;
    text_ += target;
    method_size_ = static_cast<u32>(method.size());
    target_size_ = static_cast<u32>(target.size());
    http11_ = http11;
}

void RequestHead::add(std::string_view name, std::string_view value) {
    Field field{static_cast<u32>(text_.size()), static_cast<u32>(name.size()), 0, static_cast<u32>(value.size())};
    text_ += name;
    make_canonical(text_.data() + field.name, name.size());
    field.value = static_cast<u32>(text_.size());
    text_ += value;
    fields_.push_back(field);
}

std::string_view RequestHead::find(std::string_view canonical) const {
    for (const Field& field : fields_) {
        if (name(field) == canonical) return value(field);
    }
    return {};
}

// ---- the parser ---------------------------------------------------------------------------------------------------

struct RequestParser::Impl {
    RequestHead head;
    std::string body;
    std::optional<Parser> parser;
    int status = 0;
    u64 head_size = 0, head_limit = 0;
    bool told_head = false, has_begun = false;

    Step bad(int answer) {
        status = answer;
        return Step::Bad;
    }
    Step failed(error what) {
        switch (what) {
            case error::header_limit: return bad(431);
            case error::body_limit: return bad(413);
            default: return bad(400);
        }
    }
    /// What the parser leaves to its user.
    int check_head() const {
        if (parser->strange_coding) return 501;
        if (parser->repeats_host) return 400;
        if (head.is_http11() && !parser->has_host) return 400;
        return 0;
    }
};

RequestParser::RequestParser() {
    static_assert(sizeof(Impl) <= kImplSize);
    new (storage_) Impl;
}
RequestParser::~RequestParser() { impl().~Impl(); }

RequestParser::Impl& RequestParser::impl() { return *std::launder(reinterpret_cast<Impl*>(storage_)); }
const RequestParser::Impl& RequestParser::impl() const {
    return *std::launder(reinterpret_cast<const Impl*>(storage_));
}

void RequestParser::reset(const RequestLimits& limits) {
    constexpr std::size_t kKept = 4096;
    Impl& self = impl();
    self.head.clear();
    self.body.clear();
    if (self.body.capacity() > kKept) self.body.shrink_to_fit();
    self.parser.emplace(self.head, self.body);
    self.parser->header_limit(limits.head);
    self.parser->body_limit(limits.body);
    self.head_limit = limits.head;
    self.head_size = 0;
    self.status = 0;
    self.told_head = self.has_begun = false;
}

RequestParser::Step RequestParser::feed(std::string_view bytes, std::size_t* used) {
    Impl& self = impl();
    Parser& parser = *self.parser;
    *used = 0;
    if (!self.has_begun) {
        // Empty lines in front of a request are an old mistake that servers are asked to forgive.
        while (bytes.size() >= 2 && bytes[0] == '\r' && bytes[1] == '\n') {
            bytes.remove_prefix(2);
            *used += 2;
        }
        if (bytes.empty() || bytes == "\r") return Step::More;
        self.has_begun = true;
    }
    while (!parser.is_done()) {
        if (bytes.empty()) return Step::More;
        beast::error_code problem;
        std::size_t count = parser.put({bytes.data(), bytes.size()}, problem);
        bytes.remove_prefix(count);
        *used += count;
        // Beast limits what it has not used yet; complete lines count as used.
        if (!self.told_head) self.head_size += count;
        if (self.head_size > self.head_limit) return self.bad(431);
        if (problem == error::need_more) {
            bool endless = parser.head_done && bytes.size() > kLongestChunkLine;
            return endless ? self.bad(400) : Step::More;
        }
        if (problem) {
            // The limit on the body may be what is wrong with an otherwise good head.
            int first = problem == error::body_limit && !parser.head_done ? self.check_head() : 0;
            return first != 0 ? self.bad(first) : self.failed(static_cast<error>(problem.value()));
        }
        if (parser.head_done && !self.told_head) {
            self.told_head = true;
            if (int answer = self.check_head(); answer != 0) return self.bad(answer);
            if (!parser.is_done()) return Step::Head;
        }
    }
    return Step::Done;
}

const RequestHead& RequestParser::head() const { return impl().head; }
std::string& RequestParser::body() { return impl().body; }
int RequestParser::status() const { return impl().status; }
bool RequestParser::has_begun() const { return impl().has_begun; }
bool RequestParser::keeps_alive() const { return impl().parser->head_done && impl().parser->keep_alive(); }
bool RequestParser::expects_continue() const { return impl().parser->expects_continue && impl().head.is_http11(); }

}  // namespace gs::stdlib

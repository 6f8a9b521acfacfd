#include "stdlib/http_reply.h"

#include <algorithm>

#include "runtime/coroutine.h"
#include "runtime/native_args.h"
#include "stdlib/http_text.h"
#include "stdlib/json.h"

namespace gs::stdlib {

using namespace rt;

const UserdataType kReplyType = class_of<HttpReply>("reply");

namespace {

constexpr std::size_t kCollected = 64 * 1024;
constexpr const char* kText = "text/plain; charset=utf-8";

/// What the beginning of a body looks like.
const char* guess_content_type(std::string_view body) {
    std::size_t at = body.find_first_not_of(" \t\r\n\f");
    std::string_view begin = at == body.npos ? std::string_view() : body.substr(at);
    for (std::string_view mark : {"<!doctype html", "<html"}) {
        if (equal_ignoring_case(begin.substr(0, mark.size()), mark)) return "text/html; charset=utf-8";
    }
    constexpr std::size_t kLooked = 512;
    if (body.substr(0, kLooked).find('\0') != body.npos) return "application/octet-stream";
    return kText;
}

std::string_view number_text(u64 number, int base, char (&digits)[24]) {
    char* end = digits + sizeof digits;
    char* at = end;
    do *--at = "0123456789abcdef"[number % static_cast<u64>(base)];
    while ((number /= static_cast<u64>(base)) != 0);
    return {at, static_cast<std::size_t>(end - at)};
}

}  // namespace

// ---- the answer ---------------------------------------------------------------------------------------------------

bool HttpReply::has_header(std::string_view name) const {
    return std::any_of(headers_.begin(), headers_.end(),
                       [&](const Header& header) { return equal_ignoring_case(header.name, name); });
}

void HttpReply::set_header(std::string_view name, std::string_view value) {
    if (equal_ignoring_case(name, "Content-Length") || equal_ignoring_case(name, "Transfer-Encoding")) return;
    for (Header& header : headers_) {
        if (!equal_ignoring_case(header.name, name)) continue;
        header.value = value;
        return;
    }
    headers_.push_back({std::string(name), std::string(value)});
}

void HttpReply::add_header_line(std::string& out, std::string_view name, std::string_view value) const {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

/// Status line and headers. `complete`: the body is all there.
std::string HttpReply::make_head(bool complete) {
    bool http11 = request().is_http11();
    char digits[24];
    if (complete) length_ = static_cast<i64>(body_.size());
    chunked_ = length_ < 0 && http11 && !has_no_body();
    keep_ = connection_->keeps_alive() && (length_ >= 0 || chunked_ || has_no_body());
    std::string out;
    out.reserve(256);
    out += "HTTP/1.1 ";
    out += number_text(static_cast<u64>(status_), 10, digits);
    out += ' ';
    out += reason_of(status_);
    out += "\r\n";
    bool has_date = false, has_type = false;
    for (const Header& header : headers_) {
        if (equal_ignoring_case(header.name, "Connection")) {
            if (equal_ignoring_case(header.value, "close")) keep_ = false;
            continue;
        }
        has_date |= equal_ignoring_case(header.name, "Date");
        has_type |= equal_ignoring_case(header.name, "Content-Type");
        add_header_line(out, header.name, header.value);
    }
    if (!has_type && !body_.empty() && !has_no_body()) add_header_line(out, "Content-Type", guess_content_type(body_));
    if (!has_date) add_header_line(out, "Date", connection_->server().date());
    if (chunked_) {
        add_header_line(out, "Transfer-Encoding", "chunked");
    } else if (length_ >= 0 && !has_no_body()) {
        add_header_line(out, "Content-Length", number_text(static_cast<u64>(length_), 10, digits));
    }
    if (!keep_) {
        add_header_line(out, "Connection", "close");
    } else if (!http11) {
        add_header_line(out, "Connection", "keep-alive");
    }
    out += "\r\n";
    return out;
}

/// Sends what is collected as the next part of a longer body.
Status HttpReply::send_collected(State& st) {
    auto send = [&] {
        std::string head;
        if (!head_sent_) {
            head = make_head(false);
            head_sent_ = true;
        }
        bool has_body = !body_.empty() && request().method() != "HEAD" && !has_no_body();
        if (!has_body) {
            connection_->send(head);
        } else if (chunked_) {
            char digits[24];
            head += number_text(body_.size(), 16, digits);
            head += "\r\n";
            connection_->send(head, body_, "\r\n");
        } else {
            connection_->send(head, body_);
        }
        body_.clear();
    };
    send();
    return connection_->drain(st);
}

Status HttpReply::write(State& st, std::string_view text) {
    begun_ |= !text.empty();
    while (body_.size() + text.size() > kCollected) {
        std::size_t part = kCollected - body_.size();
        body_ += text.substr(0, part);
        text.remove_prefix(part);
        TRY(send_collected(st));
        // While it waited the handler may have ended.
        if (finished_) return {};
    }
    body_ += text;
    return {};
}

Status HttpReply::flush(State& st) {
    begun_ = true;
    return send_collected(st);
}

void HttpReply::finish() {
    if (finished_) return;
    finished_ = true;
    bool has_body = request().method() != "HEAD" && !has_no_body();
    if (!head_sent_) {
        std::string head = make_head(length_ < 0);
        connection_->send(head, has_body ? body_ : std::string_view());
    } else if (has_body && chunked_) {
        char digits[24];
        std::string_view size = number_text(body_.size(), 16, digits);
        std::string line(size);
        line += "\r\n";
        if (body_.empty()) {
            connection_->send("0\r\n\r\n");
        } else {
            connection_->send(line, body_, "\r\n0\r\n\r\n");
        }
    } else if (has_body) {
        connection_->send(body_);
    }
    body_ = {};
    headers_ = {};
    connection_->finish(keep_);
}

void HttpReply::fail(std::string_view text) {
    if (finished_) return;
    if (head_sent_) {
        finished_ = true;
        connection_->finish(false);
        connection_->close();
        return;
    }
    status_ = 500;
    length_ = -1;
    headers_.clear();
    headers_.push_back({"Content-Type", kText});
    body_ = text;
    body_ += '\n';
    finish();
}

void redirect(HttpReply& reply, std::string_view url, int status) {
    std::size_t colon = url.find_first_of(":/?#");
    bool is_absolute = (colon != url.npos && colon > 0 && url[colon] == ':') || url.starts_with("//");
    std::string target;
    if (is_absolute) {
        target = url;
    } else {
        std::size_t end = std::min(url.find_first_of("?#"), url.size());
        std::string path(url.substr(0, end));
        if (!path.starts_with('/')) {
            std::string_view base = reply.request().target();
            base = base.substr(0, base.find_first_of("?#"));
            path = std::string(base.substr(0, base.rfind('/') + 1)) + path;  // npos + 1 is 0
        }
        // Taken out in a way that keeps a slash at the end, dots at the end included.
        if (path.ends_with("/.") || path.ends_with("/..")) path += '/';
        target = clean_url_path(path) + std::string(url.substr(end));
    }
    reply.set_status(status);
    reply.set_header("Location", repair_url(target));
}

// ---- methods ------------------------------------------------------------------------------------------------------

namespace {

/// The reply a method was called on, which must still be open.
Result<HttpReply*> open_reply(State& st, ArgReader& in) {
    auto* reply = TRY(in.self<HttpReply>(kReplyType));
    if (reply->is_finished()) return st.raise_text("http: reply already sent");
    return reply;
}

Status write_texts(State& st, const ArgReader& in, HttpReply* reply) {
    TRY(use_own_stack(st));  // the second text may be made by script code when the first has been sent
    for (u32 i = 0; i < in.count(); ++i) {
        Value text = TRY(tostring(st, in[i]));
        if (reply->is_finished()) return st.raise_text("http: reply already sent");
        TRY(reply->write(st, view(text)));
    }
    return {};
}

Ret reply_write(State& st, Args args) {
    ArgReader in(st, args);
    auto* reply = TRY(open_reply(st, in));
    TRY(write_texts(st, in, reply));
    return Ret::none();
}

Ret reply_writeln(State& st, Args args) {
    ArgReader in(st, args);
    auto* reply = TRY(open_reply(st, in));
    TRY(write_texts(st, in, reply));
    TRY(reply->write(st, "\n"));
    return Ret::none();
}

Ret reply_json(State& st, Args args) {
    ArgReader in(st, args);
    auto* reply = TRY(open_reply(st, in));
    Value v = TRY(in.any(0));
    Value text = TRY(write_json(st, v, nullptr, "json.encode"));
    if (!reply->has_begun() && !reply->has_header("Content-Type")) {
        reply->set_header("Content-Type", "application/json");
    }
    TRY(reply->write(st, view(text)));
    return Ret::none();
}

Ret reply_status(State& st, Args args) {
    ArgReader in(st, args);
    auto* reply = TRY(open_reply(st, in));
    i64 status = TRY(in.integer(0));
    if (status < 200 || status > 999) return in.error(0, "status out of range");
    if (!reply->has_begun()) reply->set_status(static_cast<int>(status));
    return in.self_value();
}

Ret reply_header(State& st, Args args) {
    ArgReader in(st, args);
    auto* reply = TRY(open_reply(st, in));
    std::string_view name = TRY(in.text(0));
    std::string_view value = TRY(in.text(1));
    if (!is_http_token(name)) return in.error(0, "invalid header");
    if (!is_header_value(value)) return in.error(1, "invalid header");
    if (!reply->has_begun()) reply->set_header(name, value);
    return in.self_value();
}

Ret reply_redirect(State& st, Args args) {
    ArgReader in(st, args);
    auto* reply = TRY(open_reply(st, in));
    std::string_view url = TRY(in.text(0));
    i64 status = TRY(in.integer_or(1, 302));
    if (status < 300 || status > 399) return in.error(1, "status out of range");
    if (!reply->has_begun()) redirect(*reply, url, static_cast<int>(status));
    return Ret::none();
}

Ret reply_flush(State& st, Args args) {
    ArgReader in(st, args);
    auto* reply = TRY(open_reply(st, in));
    TRY(reply->flush(st));
    return in.self_value();
}

constexpr FnRow kMethods[] = {
    {"reply.write", reply_write},   {"reply.writeln", reply_writeln}, {"reply.json", reply_json},
    {"reply.status", reply_status}, {"reply.header", reply_header},   {"reply.redirect", reply_redirect},
    {"reply.flush", reply_flush},
};

}  // namespace

void register_reply_class(State& st) { register_class(st, kReplyType, kMethods); }

}  // namespace gs::stdlib

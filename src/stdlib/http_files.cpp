// http.files: a handler that answers with the files of a folder. Nothing outside of the folder is reached, neither by `..`
// nor by symbolic links, and nothing whose name begins with a dot unless that is asked for.
#include <algorithm>
#include <charconv>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "stdlib/http_library.h"
#include "stdlib/http_text.h"
#include "stdlib/system.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// A file that is being sent.
struct SentFile {
    Descriptor descriptor;
};
const UserdataType kSentFileType = class_of<SentFile>("sentfile");

struct MediaType {
    std::string_view extension;
    const char* type;
};
constexpr MediaType kMediaTypes[] = {
    {"html", "text/html; charset=utf-8"},
    {"htm", "text/html; charset=utf-8"},
    {"css", "text/css; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"json", "application/json"},
    {"txt", "text/plain; charset=utf-8"},
    {"md", "text/markdown; charset=utf-8"},
    {"csv", "text/csv; charset=utf-8"},
    {"xml", "application/xml"},
    {"svg", "image/svg+xml"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"gif", "image/gif"},
    {"webp", "image/webp"},
    {"avif", "image/avif"},
    {"ico", "image/x-icon"},
    {"wasm", "application/wasm"},
    {"pdf", "application/pdf"},
    {"zip", "application/zip"},
    {"gz", "application/gzip"},
    {"mp3", "audio/mpeg"},
    {"ogg", "audio/ogg"},
    {"wav", "audio/wav"},
    {"mp4", "video/mp4"},
    {"webm", "video/webm"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"ttf", "font/ttf"},
};

const char* media_type(std::string_view name) {
    std::size_t dot = name.rfind('.');
    if (dot == name.npos) return nullptr;
    for (const MediaType& media : kMediaTypes) {
        if (equal_ignoring_case(media.extension, name.substr(dot + 1))) return media.type;
    }
    return nullptr;
}

/// A path below the folder, or nothing if it leads out or may not be shown.
bool make_relative(std::string_view path, bool hidden, std::string* out) {
    if (path.find('\0') != path.npos) return false;
    out->clear();
    while (!path.empty()) {
        std::size_t end = std::min(path.find('/'), path.size());
        std::string_view element = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
        if (element.empty() || element == ".") continue;
        if (element == ".." || (element[0] == '.' && !hidden)) return false;
        if (!out->empty()) *out += '/';
        *out += element;
    }
    return true;
}

/// Opens a path below a folder, whatever symbolic links there are. -1 with errno set if it fails.
int open_below(const std::string& folder, const std::string& path) {
    Descriptor base(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!base.is_open()) return -1;
    open_how how{};
    how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
    how.resolve = RESOLVE_BENEATH;
    const char* name = path.empty() ? "." : path.c_str();
    int found = static_cast<int>(::syscall(SYS_openat2, base.get(), name, &how, sizeof how));
    if (found >= 0 || errno != ENOSYS) return found;
    // An older system: no symbolic links at all.
    std::string_view rest = name;
    for (;;) {
        std::size_t end = std::min(rest.find('/'), rest.size());
        std::string element(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        int flags = (rest.empty() ? O_RDONLY | O_NONBLOCK : O_PATH | O_DIRECTORY) | O_NOFOLLOW | O_CLOEXEC;
        Descriptor next(::openat(base.get(), element.c_str(), flags));
        if (!next.is_open() || rest.empty()) return next.give_up();
        base = std::move(next);
    }
}

std::string entity_tag(const struct stat& status) {
    char text[64];
    auto nanoseconds = static_cast<unsigned long long>(status.st_mtim.tv_sec) * 1'000'000'000 +
                       static_cast<unsigned long long>(status.st_mtim.tv_nsec);
    int size =
        std::snprintf(text, sizeof text, "\"%llx-%llx\"", nanoseconds, static_cast<unsigned long long>(status.st_size));
    return {text, static_cast<std::size_t>(size)};
}

/// Whether the client has the file as it is.
bool is_known(const RequestHead& head, const std::string& tag, i64 modified) {
    std::string_view tags = head.find("If-None-Match");
    if (!tags.empty()) return tags == "*" || tags.find(tag) != tags.npos;
    std::string_view since = head.find("If-Modified-Since");
    return !since.empty() && read_http_date(since) >= modified;
}

/// The part of a file that is wanted.
struct Range {
    enum class Kind : u8 { All, Part, Impossible };
    Kind kind = Kind::All;
    u64 first = 0, size = 0;
};

bool read_number(std::string_view text, u64* out) {
    auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), *out);
    return problem == std::errc() && end == text.data() + text.size();
}

/// Reads a header `Range`; what is not understood asks for everything.
Range read_range(std::string_view text, u64 size) {
    Range all{Range::Kind::All, 0, size};
    constexpr std::string_view kUnit = "bytes=";
    if (!text.starts_with(kUnit) || text.find(',') != text.npos) return all;
    text.remove_prefix(kUnit.size());
    std::size_t dash = text.find('-');
    if (dash == text.npos) return all;
    u64 first = 0, last = 0;
    bool has_first = dash > 0, has_last = dash + 1 < text.size();
    if ((!has_first && !has_last) || (has_first && !read_number(text.substr(0, dash), &first)) ||
        (has_last && !read_number(text.substr(dash + 1), &last))) {
        return all;
    }
    if (!has_first) {
        u64 count = std::min(last, size);
        if (count == 0) return {Range::Kind::Impossible, 0, 0};
        return {Range::Kind::Part, size - count, count};
    }
    if (has_last && last < first) return all;
    if (first >= size) return {Range::Kind::Impossible, 0, 0};
    u64 end = has_last && last < size ? last + 1 : size;
    return {Range::Kind::Part, first, end - first};
}

Status answer(State& st, HttpReply& reply, int status) {
    reply.set_status(status);
    reply.set_header("Content-Type", "text/plain; charset=utf-8");
    std::string_view reason = reason_of(status);
    TRY(reply.write(st, reason));
    return reply.write(st, "\n");
}

/// Sets the headers and finds out which part is to be sent. Size 0: nothing is.
Range prepare(HttpReply& reply, const struct stat& status, std::string_view name) {
    const RequestHead& head = reply.request();
    std::string tag = entity_tag(status);
    reply.set_header("ETag", tag);
    reply.set_header("Last-Modified", http_date(status.st_mtim.tv_sec));
    reply.set_header("Accept-Ranges", "bytes");
    auto size = static_cast<u64>(status.st_size);
    if (is_known(head, tag, status.st_mtim.tv_sec)) {
        reply.set_status(304);
        return {};
    }
    std::string_view condition = head.find("If-Range");
    bool ranges_count = condition.empty() || condition == tag;
    Range range = read_range(ranges_count ? head.find("Range") : std::string_view(), size);
    std::string total = "/" + std::to_string(size);
    if (range.kind == Range::Kind::Impossible) {
        reply.set_status(416);
        reply.set_header("Content-Range", "bytes *" + total);
        return range;
    }
    if (range.kind == Range::Kind::Part) {
        reply.set_status(206);
        reply.set_header("Content-Range", "bytes " + std::to_string(range.first) + "-" +
                                              std::to_string(range.first + range.size - 1) + total);
    }
    if (const char* type = media_type(name)) reply.set_header("Content-Type", type);
    reply.set_length(range.size);
    return range;
}

/// Sends a part of a file as it is read.
Status send_file(State& st, HttpReply& reply, int descriptor, Range range) {
    if (reply.request().method() == "HEAD") return {};
    while (range.size > 0 && !reply.connection().is_broken()) {
        char* bytes = EventLoop::of(st).scratch();
        std::size_t count = std::min<u64>(range.size, EventLoop::kScratchSize);
        ssize_t got = ::pread(descriptor, bytes, count, static_cast<off_t>(range.first));
        if (got <= 0) return st.raise_text("a file became shorter while it was sent");
        TRY(reply.write(st, {bytes, static_cast<std::size_t>(got)}));
        range.first += static_cast<u64>(got);
        range.size -= static_cast<u64>(got);
    }
    return {};
}

/// Opens what is asked for. 0 with an open file, or the status to answer with; 301 if a slash is missing.
int open_wanted(const std::string& folder, std::string_view path, bool hidden, Descriptor* file, struct stat* status,
                std::string* name) {
    if (!make_relative(path, hidden, name)) return 404;
    *file = Descriptor(open_below(folder, *name));
    if (!file->is_open()) return errno == EACCES ? 403 : 404;
    if (::fstat(file->get(), status) < 0) return 404;
    if (S_ISDIR(status->st_mode)) {
        if (!path.empty() && !path.ends_with('/')) return 301;
        *name += name->empty() ? "index.html" : "/index.html";
        *file = Descriptor(open_below(folder, *name));
        if (!file->is_open() || ::fstat(file->get(), status) < 0) return 404;
    }
    return S_ISREG(status->st_mode) ? 0 : 404;
}

/// The handler: folder and whether hidden files are shown are its upvalues.
Ret answer_with_file(State& st, Args args) {
    ArgReader in(st, args);
    Table* request = TRY(in.table(0));
    auto* reply = TRY(in.object<HttpReply>(1, kReplyType));
    if (reply->is_finished()) return st.raise_text("http: reply already sent");
    std::string_view folder = view(native_upvalue(st, 0));
    bool hidden = native_upvalue(st, 1).is_true();
    Value path = raw_get_string(st, request, intern(st, "path"));
    Value parameters = raw_get_string(st, request, intern(st, "params"));
    if (parameters.is_table()) {
        Value rest = raw_get_string(st, parameters.as_table(), intern(st, "path"));
        if (rest.is_string()) path = rest;
    }
    std::string_view method = reply->request().method();
    if (method != "GET" && method != "HEAD") {
        reply->set_header("Allow", "GET, HEAD");
        TRY(answer(st, *reply, 405));
        return Ret::none();
    }
    TRY(ask_permission(st, "fs.read", folder));
    Userdata* object = make_object<SentFile>(st, kSentFileType);
    auto& file = *reinterpret_cast<SentFile*>(object->payload);
    Range range;
    auto open = [&] {
        struct stat status;
        std::string name;
        int problem = open_wanted(std::string(folder), path.is_string() ? view(path) : "", hidden, &file.descriptor,
                                  &status, &name);
        if (problem == 0) range = prepare(*reply, status, name);
        return problem;
    };
    int problem = open();
    if (problem == 301) {
        auto move = [&] {
            std::string_view target = raw_target(reply->request());
            std::size_t query = std::min(target.find('?'), target.size());
            redirect(*reply, std::string(target.substr(0, query)) + "/" + std::string(target.substr(query)), 301);
        };
        move();
    } else if (problem != 0) {
        TRY(answer(st, *reply, problem));
    } else {
        TRY(send_file(st, *reply, file.descriptor.get(), range));
    }
    (void)file.descriptor.close();
    return Ret::none();
}
constexpr FnRow kHandlerRow{"http.files", answer_with_file};

}  // namespace

Ret http_files(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view folder = TRY(in.text(0));
    OptionTable options = TRY(in.options(1));
    bool hidden = options.boolean("hidden", false);
    if (folder.find('\0') != folder.npos) return in.error(0, "invalid path");
    Value text = TRY(string_value(st, folder.empty() ? "." : folder));
    return Value::function(make_native(st, &kHandlerRow, {text, Value::boolean(hidden)}));
}

void register_files_class(State& st) { register_class(st, kSentFileType, {}); }

}  // namespace gs::stdlib

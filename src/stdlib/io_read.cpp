// Reading by formats: f:read, io.read, and the iterators of lines.
#include <algorithm>
#include <cstring>

#include "runtime/call.h"
#include "stdlib/io_library.h"
#include "support/number_text.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr std::size_t kUsualRead = 16 * 1024, kLargeRead = 128 * 1024;

/// A format as scripts write it: a number of bytes, or a letter that a `*` may stand in front of. Formats are checked when
/// they arrive and read again when their turn comes.
struct Format {
    char letter = '\0';  // 0: a number of bytes
    u64 count = 0;
};

enum class FormatCheck : u8 { Ok, NotAFormat, Unknown, NoInteger };

FormatCheck parse_format(Value v, Format* format) {
    if (v.is_number()) {
        i64 count = 0;
        if (!truncate_to_int(v, &count)) return FormatCheck::NoInteger;
        *format = {'\0', static_cast<u64>(std::max<i64>(count, 0))};
        return FormatCheck::Ok;
    }
    if (!v.is_string()) return FormatCheck::NotAFormat;
    std::string_view text = view(v);
    if (text.starts_with('*')) text.remove_prefix(1);
    if (text.empty() || std::string_view("lLna").find(text[0]) == std::string_view::npos) return FormatCheck::Unknown;
    *format = {text[0], 0};
    return FormatCheck::Ok;
}

/// What has come in is more than a string can hold, and there may be no end to it.
Failure too_large(State& st, File& file) {
    file.ahead().take(file.ahead().size());
    return st.raise_text("resulting string too large");
}

/// A value that was read; nil if there was nothing. An error of the system is noted beside.
struct Reader {
    State& st;
    File& file;
    int error = 0;

    /// More input. False at the end and after an error.
    Result<bool> more(std::size_t wanted = kUsualRead) {
        return TRY(file.read_more(st, wanted, &error)) == File::More::Some;
    }
    Result<Value> read(const Format& format);
    Result<Value> line(bool keeps_end);
    Result<Value> number();
    Result<Value> bytes(u64 limit);
    Result<Value> take(std::size_t count, std::size_t left_out = 0);
};

/// The first bytes as a string, without some at their end.
Result<Value> Reader::take(std::size_t count, std::size_t left_out) {
    String* text = TRY(make_string(st, file.ahead().bytes().substr(0, count - left_out)));
    file.ahead().take(count);
    return Value::string(text);
}

Result<Value> Reader::line(bool keeps_end) {
    std::size_t searched = 0;
    for (u64 taken = file.ahead().taken();;) {
        if (file.ahead().taken() != taken) {
            // Somebody else has read while we waited.
            taken = file.ahead().taken();
            searched = 0;
        }
        std::string_view bytes = file.ahead().bytes();
        if (bytes.size() > kMaxStringLength) return too_large(st, file);
        std::size_t end = bytes.find('\n', searched);
        if (end != bytes.npos) {
            if (keeps_end) return take(end + 1);
            bool has_return = end > 0 && bytes[end - 1] == '\r';
            return take(end + 1, has_return ? 2 : 1);
        }
        searched = bytes.size();
        if (TRY(more())) continue;
        if (error != 0 || file.ahead().empty()) return Value::nil();
        return take(file.ahead().size());
    }
}

Result<Value> Reader::number() {
    ReadAhead& ahead = file.ahead();
    for (bool at_end = false;; at_end = !TRY(more())) {
        if (error != 0) return Value::nil();
        std::string_view bytes = ahead.bytes();
        std::size_t spaces = 0;
        while (spaces < bytes.size() && is_number_space(bytes[spaces])) ++spaces;
        ahead.take(spaces);
        bytes.remove_prefix(spaces);

        // The scan begins anew with each piece of input; a number is short.
        NumberScanner scanner;
        std::size_t length = 0;
        while (length < bytes.size() && scanner.accept(bytes[length])) ++length;
        if (length == bytes.size() && !at_end) continue;
        ahead.take(length);
        NumberText number = parse_number(scanner.text());
        if (!number.ok()) return Value::nil();
        return number.is_int() ? Value::integer(number.integer) : Value::real(number.floating);
    }
}

Result<Value> Reader::bytes(u64 limit) {
    if (limit == 0) {
        if (file.ahead().empty() && !TRY(more())) return Value::nil();
        return take(0);
    }
    String* text = TRY(read_bytes(st, file, limit, &error));
    return text != nullptr ? Value::string(text) : Value::nil();
}

Result<Value> Reader::read(const Format& format) {
    switch (format.letter) {
        case '\0': return bytes(format.count);
        case 'l': return line(false);
        case 'L': return line(true);
        case 'n': return number();
        case 'a': return bytes(kNoLimit);
        default: return Value::nil();
    }
}

/// Room for several results: they can not wait in State::results while others run.
Result<Values*> make_values(State& st, u32 count) {
    void* cell = st.heap->allocate_any(sizeof(Values) + count * sizeof(Value), HeapType::Values);
    if (cell == nullptr) return st.raise_memory();
    auto* values = static_cast<Values*>(cell);
    values->count = values->capacity = count;
    std::fill_n(values->item, count, Value::nil());
    return values;
}

/// Reads by `count` formats, which `format_at` gives.
template <class FormatAt>
Ret read_all_formats(State& st, File& file, u32 count, FormatAt format_at) {
    Reader reader{st, file};
    if (count <= 1) {
        Value v = TRY(reader.read(count == 0 ? Format{'l'} : format_at(0)));
        return reader.error != 0 ? system_failure(st, "read", file.name(), reader.error) : Ret(v);
    }
    Values* values = TRY(make_values(st, count));
    u32 done = 0;
    while (done < count) {
        if (!file.is_open()) return st.raise_text("attempt to use a closed file");
        Value v = TRY(reader.read(format_at(done)));
        if (reader.error != 0) return system_failure(st, "read", file.name(), reader.error);
        st.heap->store(&values->h, &values->item[done++], v);
        if (v.is_nil()) break;
    }
    if (!st.reserve_results(done)) return kFailed;
    st.clear_results();
    for (u32 i = 0; i < done; ++i) st.push_result(values->item[i]);
    return st.results();
}

Format format_of(Value v) {
    Format format;
    (void)parse_format(v, &format);
    return format;
}

// ---- iterators ----------------------------------------------------------------------------------------------------

// Upvalues of an iterator.
constexpr u32 kFile = 0, kFormats = 1, kCloses = 2;

Ret next_line(State& st, Args) {
    File* file = payload_of<File>(native_upvalue(st, kFile), kFileType);
    if (!file->is_open()) return st.raise_text("file is already closed");
    auto* formats = native_upvalue(st, kFormats).as_object<Values>();
    Ret ret = TRY_CALL(read_all_formats(st, *file, formats->count, [&](u32 i) { return format_of(formats->item[i]); }));
    if (!ret.first.is_nil()) return ret;
    if (ret.count > 1) return st.raise(st.result_array(ret)[1], 0);  // an error of the system
    if (native_upvalue(st, kCloses).is_true() && file->is_open()) (void)TRY(file->close(st));
    return Value::nil();
}
constexpr FnRow kNextLine = {"lines", next_line};

}  // namespace

Status check_formats(const ArgReader& in, u32 first) {
    Format format;
    for (u32 i = first; i < in.count(); ++i) {
        switch (parse_format(in[i], &format)) {
            case FormatCheck::Ok: break;
            case FormatCheck::NotAFormat: return in.type_error(i, "string or number");
            case FormatCheck::Unknown: return in.error(i, "invalid format");
            case FormatCheck::NoInteger: return in.error(i, ArgReader::kNoInteger);
        }
    }
    return {};
}

Ret read_formats(State& st, File& file, const ArgReader& in, u32 first) {
    u32 count = in.count() > first ? in.count() - first : 0;
    return read_all_formats(st, file, count, [&](u32 i) { return format_of(in[first + i]); });
}

Ret make_line_iterator(State& st, File& file, const ArgReader& in, u32 first, bool closes) {
    u32 count = in.count() > first ? in.count() - first : 0;
    Values* formats = TRY(make_values(st, count));
    for (u32 i = 0; i < count; ++i) st.heap->store(&formats->h, &formats->item[i], in[first + i]);
    return Value::function(
        make_native(st, &kNextLine, {file_value(file), Value::object(formats), Value::boolean(closes)}));
}

Result<String*> read_bytes(State& st, File& file, u64 limit, int* error) {
    ReadAhead& ahead = file.ahead();
    *error = 0;
    while (ahead.size() < limit) {
        if (ahead.size() > kMaxStringLength) return too_large(st, file);
        u64 wanted = std::clamp<u64>(limit - ahead.size(), kUsualRead, kLargeRead);
        File::More more = TRY(file.read_more(st, wanted, error));
        if (more == File::More::Failed) return nullptr;
        if (more == File::More::End) break;
    }
    if (ahead.empty() && limit != kNoLimit) return nullptr;
    std::size_t count = std::min<u64>(ahead.size(), limit);
    String* text = TRY(make_string(st, ahead.bytes().substr(0, count)));
    ahead.take(count);
    return text;
}

}  // namespace gs::stdlib

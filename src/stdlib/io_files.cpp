// The class `file`: what is written, moved, flushed and closed. Reading: io_read.cpp.
#include <charconv>
#include <unistd.h>

#include "stdlib/io_library.h"
#include "stdlib/option_word.h"
#include "support/number_text.h"

namespace gs::stdlib {

using namespace rt;

const UserdataType kFileType = class_of<File>("file");

namespace {

/// The open file that a method was called on.
Result<File*> self_file(ArgReader& in) {
    File* file = TRY(in.self<File>(kFileType));
    if (!file->is_open()) return in.state().raise_text("attempt to use a closed file");
    return file;
}

Ret failed(State& st, const char* operation, const File& file, int error) {
    return system_failure(st, operation, file.name(), error);
}

Ret file_read(State& st, Args args) {
    ArgReader in(st, args);
    File* file = TRY(self_file(in));
    TRY(check_formats(in, 0));
    return read_formats(st, *file, in, 0);
}

Ret file_write(State& st, Args args) {
    ArgReader in(st, args);
    File* file = TRY(self_file(in));
    return write_values(st, *file, in.rest(0));
}

Ret file_lines(State& st, Args args) {
    ArgReader in(st, args);
    File* file = TRY(self_file(in));
    TRY(check_formats(in, 0));
    return make_line_iterator(st, *file, in, 0, false);
}

Ret file_seek(State& st, Args args) {
    ArgReader in(st, args);
    File* file = TRY(self_file(in));
    u32 word = TRY(option_word(in, 0, TRY(in.text_or(0, "cur")), {"set", "cur", "end"}));
    i64 offset = TRY(in.integer_or(1, 0));
    constexpr int kWhence[] = {SEEK_SET, SEEK_CUR, SEEK_END};
    i64 position = 0;
    int error = TRY(file->seek(st, kWhence[word], offset, &position));
    if (error != 0) return failed(st, "seek", *file, error);
    return Value::number(position);
}

Ret file_setvbuf(State& st, Args args) {
    ArgReader in(st, args);
    File* file = TRY(self_file(in));
    u32 word = TRY(option_word(in, 0, TRY(in.text(0)), {"no", "line", "full"}));
    i64 size = TRY(in.integer_or(1, 0));
    constexpr OutputMode kModes[] = {OutputMode::Unbuffered, OutputMode::Lines, OutputMode::Full};
    int error = TRY(file->set_buffer(st, kModes[word], size > 0 ? static_cast<std::size_t>(size) : 0));
    if (error != 0) return failed(st, "write", *file, error);
    return Value::boolean(true);
}

Ret file_flush(State& st, Args args) {
    ArgReader in(st, args);
    return flush_file(st, *TRY(self_file(in)));
}

Ret file_close(State& st, Args args) {
    ArgReader in(st, args);
    return close_file(st, *TRY(self_file(in)));
}

Ret file_tostring(State& st, Args args) {
    ArgReader in(st, args);
    File* file = TRY(in.object<File>(0, kFileType));
    if (!file->is_open()) return Value::string(intern(st, "file (closed)"));
    char text[32] = "file (0x";
    char* end = std::to_chars(text + 8, text + sizeof text, reinterpret_cast<u64>(userdata_of(file)), 16).ptr;
    *end++ = ')';
    return TRY(string_value(st, {text, end}));
}

constexpr FnRow kMethods[] = {
    {"file.read", file_read},       {"file.write", file_write}, {"file.lines", file_lines}, {"file.seek", file_seek},
    {"file.setvbuf", file_setvbuf}, {"file.flush", file_flush}, {"file.close", file_close},
};
constexpr FnRow kMetamethods[] = {{"__tostring", file_tostring}};

}  // namespace

void register_file_class(State& st) { register_class(st, kFileType, kMethods, kMetamethods); }

Ret write_values(State& st, File& file, Args values) {
    // First every text is made, which may run script code; the texts wait in the argument slots.
    for (u32 i = 0; i < values.count; ++i) {
        Value v = st.arg(values, i);
        if (v.is_string() || v.is_number()) continue;
        Value text = TRY(tostring(st, v));
        stack_bottom(st)[values.offset + i] = text;
    }
    for (u32 i = 0; i < values.count; ++i) {
        if (!file.is_open()) return st.raise_text("attempt to use a closed file");
        Value v = st.arg(values, i);
        char digits[kNumberTextSize];
        std::string_view text = v.is_string() ? view(v)
                                : v.is_int()  ? std::string_view(digits, format_int(v.as_int(), digits))
                                              : std::string_view(digits, format_float(v.as_real(), digits));
        int error = TRY(file.write(st, text, i + 1 < values.count));
        if (error != 0) return failed(st, "write", file, error);
    }
    return file_value(file);
}

Ret flush_file(State& st, File& file) {
    int error = TRY(file.flush(st));
    return error != 0 ? failed(st, "write", file, error) : Ret(file_value(file));
}

Ret close_file(State& st, File& file) {
    if (file.is_standard()) {
        (void)TRY(file.flush(st));
        return fail_with(st, "cannot close standard file");
    }
    int error = TRY(file.close(st));
    if (file.child().is_running()) return give_end(st, TRY(file.child().wait(st)));
    if (error != 0) return failed(st, "close", file, error);
    return Value::boolean(true);
}

}  // namespace gs::stdlib

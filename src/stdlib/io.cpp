// The library `io`: opening files, and the default files.
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include "stdlib/environment.h"
#include "stdlib/io_library.h"
#include "stdlib/modules.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// The standard and default files of a State.
class IoFiles final : public LibraryData {
public:
    explicit IoFiles(State& st) {
        st.heap->add_root([](Tracer& tracer, void* self) { static_cast<IoFiles*>(self)->trace(tracer); }, this);
        for (int i = 0; i < 3; ++i) standard[i] = make_object<File>(st, kFileType, st, static_cast<FileKind>(i));
        input = standard[0];
        output = standard[1];
    }

    Userdata* standard[3] = {};
    Userdata *input = nullptr, *output = nullptr;

private:
    void trace(Tracer& tracer) {
        for (Userdata* file : standard) tracer.pointer(file);
        tracer.pointer(input);
        tracer.pointer(output);
    }
};

IoFiles& files_of(State& st) { return library_data<IoFiles>(st); }

File& file_in(Userdata* object) { return *reinterpret_cast<File*>(object->payload); }

Result<File*> default_input(State& st) {
    File& file = file_in(files_of(st).input);
    if (!file.is_open()) return st.raise_text("default input file is closed");
    return &file;
}

Result<File*> default_output(State& st) {
    File& file = file_in(files_of(st).output);
    if (!file.is_open()) return st.raise_text("default output file is closed");
    return &file;
}

// ---- opening ------------------------------------------------------------------------------------------------------

struct OpenMode {
    int flags;
    bool readable, writable;
};

/// r, w or a; then a + or not; then a b or not. False for anything else.
bool parse_mode(std::string_view text, OpenMode* mode) {
    if (text.empty()) return false;
    bool update = text.substr(1).starts_with('+');
    std::string_view rest = text.substr(update ? 2 : 1);
    if (!rest.empty() && rest != "b") return false;
    switch (text[0]) {
        case 'r': *mode = {0, true, update}; break;
        case 'w': *mode = {O_CREAT | O_TRUNC, update, true}; break;
        case 'a': *mode = {O_CREAT | O_APPEND, update, true}; break;
        default: return false;
    }
    mode->flags |= mode->readable && mode->writable ? O_RDWR : mode->writable ? O_WRONLY : O_RDONLY;
    return true;
}

/// Null, with the error number in `*error`, if the system does not open the file.
Result<File*> open_file(State& st, std::string_view name, const OpenMode& mode, int* error) {
    if (mode.readable) TRY(ask_permission(st, "fs.read", name));
    if (mode.writable) TRY(ask_permission(st, "fs.write", name));
    SystemPath path(name);
    Descriptor descriptor;
    *error = path.attempt([&](const char* text) {
        descriptor = Descriptor(open_descriptor(st, text, mode.flags, 0644));
        return descriptor.get();
    });
    if (*error != 0) return nullptr;
    // Only writing follows the flag; where reading begins is up to us.
    if ((mode.flags & O_APPEND) != 0 && !mode.readable) (void)::lseek(descriptor.get(), 0, SEEK_END);
    Userdata* object = make_object<File>(st, kFileType, st, FileKind::Named, std::move(descriptor), mode.readable,
                                         mode.writable, name);
    return &file_in(object);
}

/// The same for those who have no use for a file that can not be opened: the message is raised.
Result<File*> open_or_raise(State& st, std::string_view name, const OpenMode& mode) {
    int error = 0;
    File* file = TRY(open_file(st, name, mode, &error));
    if (file == nullptr) return raise_system(st, "open", name, error);
    return file;
}

constexpr OpenMode kReading = {O_RDONLY, true, false};
constexpr OpenMode kWriting = {O_WRONLY | O_CREAT | O_TRUNC, false, true};

Ret io_open(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view name = TRY(in.text(0));
    std::string_view mode_text = TRY(in.text_or(1, "r"));
    OpenMode mode;
    if (!parse_mode(mode_text, &mode)) return in.error(1, "invalid mode");
    int error = 0;
    File* file = TRY(open_file(st, name, mode, &error));
    if (file == nullptr) return system_failure(st, "open", name, error);
    return file_value(*file);
}

Ret io_popen(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view command = TRY(in.text(0));
    std::string_view mode = TRY(in.text_or(1, "r"));
    if (mode != "r" && mode != "w") return in.error(1, "invalid mode");
    TRY(ask_permission(st, "process.run", command));

    bool reads = mode == "r";
    Descriptor ends[2];
    int error = command.find('\0') != command.npos ? EINVAL : make_pipe(st, &ends[0], &ends[1]);
    if (error != 0) return system_failure(st, "popen", command, error);
    Descriptor& theirs = ends[reads ? 1 : 0];
    int ours = ends[reads ? 0 : 1].get();
    (void)::fcntl(ours, F_SETFL, O_NONBLOCK);
    flush_before_process(st);
    Userdata* object = make_object<File>(st, kFileType, st, FileKind::Command, std::move(ends[reads ? 0 : 1]), reads,
                                         !reads, "<popen>");
    File& file = file_in(object);
    auto start = [&] {
        return file.child().start_shell(std::string(command).c_str(), reads ? -1 : theirs.get(),
                                        reads ? theirs.get() : -1);
    };
    error = start();
    if (error != 0) {
        TRY(file.close(st));
        return system_failure(st, "popen", command, error);
    }
    return Value::object(object);
}

/// A file without a name. Not every file system can make one; elsewhere it loses its name at once.
int open_temporary(State& st, Descriptor* descriptor) {
    std::string directory = temporary_directory();
    *descriptor = Descriptor(open_descriptor(st, directory.c_str(), O_TMPFILE | O_RDWR, 0600));
    if (descriptor->is_open()) return 0;
    int error = 0;
    std::string path = create_temporary(st, directory, "gscript_", &error);
    if (error != 0) return error;
    *descriptor = Descriptor(open_descriptor(st, path.c_str(), O_RDWR));
    error = descriptor->is_open() ? 0 : errno;
    ::unlink(path.c_str());
    return error;
}

Ret io_tmpfile(State& st, Args) {
    TRY(ask_permission(st, "fs.write", "<tmpfile>"));
    Descriptor descriptor;
    int error = open_temporary(st, &descriptor);
    if (error != 0) return system_failure(st, "open", "<tmpfile>", error);
    return Value::object(
        make_object<File>(st, kFileType, st, FileKind::Temporary, std::move(descriptor), true, true, "<tmpfile>"));
}

// ---- the default files --------------------------------------------------------------------------------------------

Ret io_read(State& st, Args args) {
    ArgReader in(st, args);
    TRY(check_formats(in, 0));
    return read_formats(st, *TRY(default_input(st)), in, 0);
}

Ret io_write(State& st, Args args) { return write_values(st, *TRY(default_output(st)), args); }

Ret io_lines(State& st, Args args) {
    ArgReader in(st, args);
    String* name = TRY(in.string_or_null(0));
    TRY(check_formats(in, 1));
    File* file = name == nullptr ? TRY(default_input(st)) : TRY(open_or_raise(st, view(name), kReading));
    return make_line_iterator(st, *file, in, 1, name != nullptr);
}

/// io.input and io.output: `present` is the default file, and what it becomes if there is an argument.
Ret default_file(State& st, Args args, Userdata* IoFiles::* present, const OpenMode& mode) {
    ArgReader in(st, args);
    IoFiles& files = files_of(st);
    if (!in.given(0)) return Value::object(files.*present);
    File* file = payload_of<File>(in[0], kFileType);
    if (file == nullptr) {
        if (!in[0].is_string() && !in[0].is_number()) return in.type_error(0, "file or string");
        file = TRY(open_or_raise(st, TRY(in.text(0)), mode));
    }
    files.*present = userdata_of(file);
    return Value::object(files.*present);
}

Ret io_input(State& st, Args args) { return default_file(st, args, &IoFiles::input, kReading); }
Ret io_output(State& st, Args args) { return default_file(st, args, &IoFiles::output, kWriting); }

Ret io_close(State& st, Args args) {
    ArgReader in(st, args);
    if (!in.given(0)) return close_file(st, *TRY(default_output(st)));
    File* file = TRY(in.object<File>(0, kFileType));
    if (!file->is_open()) return st.raise_text("attempt to use a closed file");
    return close_file(st, *file);
}

Ret io_flush(State& st, Args) { return flush_file(st, *TRY(default_output(st))); }

Ret io_type(State& st, Args args) {
    ArgReader in(st, args);
    File* file = payload_of<File>(TRY(in.any(0)), kFileType);
    if (file == nullptr) return Value::nil();
    return Value::string(intern(st, file->is_open() ? "file" : "closed file"));
}

constexpr FnRow kFunctions[] = {
    {"io.read", io_read},     {"io.write", io_write}, {"io.lines", io_lines},     {"io.input", io_input},
    {"io.output", io_output}, {"io.close", io_close}, {"io.flush", io_flush},     {"io.type", io_type},
    {"io.open", io_open},     {"io.popen", io_popen}, {"io.tmpfile", io_tmpfile},
};

}  // namespace

void open_io(State& st) {
    register_file_class(st);
    Table* library = register_library(st, "io", kFunctions);
    const char* names[] = {"stdin", "stdout", "stderr"};
    for (int i = 0; i < 3; ++i) set_field(st, library, names[i], Value::object(files_of(st).standard[i]));
}

}  // namespace gs::stdlib

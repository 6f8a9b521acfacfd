// The library `fs`: looking at files and directories, and their contents. Changes: fs_change.cpp. Patterns: fs_glob.cpp.
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/native_args.h"
#include "stdlib/directory.h"
#include "stdlib/environment.h"
#include "stdlib/fs_library.h"
#include "stdlib/modules.h"
#include "stdlib/path_text.h"
#include "stdlib/system.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// 0 or the error number.
int look_at(std::string_view path, struct stat* status) {
    return SystemPath(path).attempt([&](const char* text) { return ::stat(text, status); });
}

/// A path that the function is going to look at.
Result<std::string_view> readable_path(const ArgReader& in, u32 i) {
    std::string_view path = TRY(in.text(i));
    TRY(ask_permission(in.state(), "fs.read", path));
    return path;
}

// ---- looking ------------------------------------------------------------------------------------------------------

Ret fs_exists(State& st, Args args) {
    struct stat status;
    return Value::boolean(look_at(TRY(readable_path(ArgReader(st, args), 0)), &status) == 0);
}

Ret fs_isfile(State& st, Args args) {
    struct stat status;
    bool exists = look_at(TRY(readable_path(ArgReader(st, args), 0)), &status) == 0;
    return Value::boolean(exists && !S_ISDIR(status.st_mode));
}

Ret fs_isdir(State& st, Args args) {
    struct stat status;
    bool exists = look_at(TRY(readable_path(ArgReader(st, args), 0)), &status) == 0;
    return Value::boolean(exists && S_ISDIR(status.st_mode));
}

Ret fs_stat(State& st, Args args) {
    std::string_view path = TRY(readable_path(ArgReader(st, args), 0));
    struct stat status;
    int error = look_at(path, &status);
    if (error != 0) return system_failure(st, "stat", path, error);
    Value name = TRY(string_value(st, last_element(path)));
    char mode[8];
    std::snprintf(mode, sizeof mode, "0%03o", static_cast<unsigned>(status.st_mode & 0777));
    bool is_directory = S_ISDIR(status.st_mode);
    constexpr u32 kFields = 6;
    Table* facts = make_table(st, kFields);
    set_field(st, facts, "name", name);
    set_field(st, facts, "size", Value::number(status.st_size));
    set_field(st, facts, "mtime", Value::real(static_cast<f64>(status.st_mtim.tv_sec)));
    set_field(st, facts, "isdir", Value::boolean(is_directory));
    set_field(st, facts, "isfile", Value::boolean(!is_directory));
    set_field(st, facts, "mode", Value::string(intern(st, mode)));
    return Value::table(facts);
}

Result<Table*> describe_entry(State& st, const std::string& name, const struct stat& status) {
    Value text = TRY(string_value(st, name));
    constexpr u32 kFields = 3;
    Table* entry = make_table(st, kFields);
    set_field(st, entry, "name", text);
    set_field(st, entry, "isdir", Value::boolean(S_ISDIR(status.st_mode)));
    set_field(st, entry, "size", Value::number(status.st_size));
    return entry;
}

Ret fs_readdir(State& st, Args args) {
    std::string_view path = TRY(readable_path(ArgReader(st, args), 0));
    Directory directory(st, SystemPath(path));
    if (directory.failed_at() == Directory::Step::Open) return system_failure(st, "open", path, directory.error());
    int error = directory.error();
    std::vector<std::string> names;
    if (error == 0) error = directory.read_names(&names);
    if (error != 0) return system_failure(st, "readdirent", path, error);

    Table* list = make_table(st);
    i64 position = 0;
    for (const std::string& name : names) {
        struct stat status;
        if (::fstatat(directory.descriptor(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) < 0) {
            if (errno == ENOENT) continue;  // it has gone meanwhile
            std::string entry_path = std::string(path) + "/" + name;
            return system_failure(st, "lstat", entry_path, errno);
        }
        Table* entry = TRY(describe_entry(st, name, status));
        TRY(raw_set_int(st, list, ++position, Value::table(entry)));
    }
    return Value::table(list);
}

Ret fs_cwd(State& st, Args) {
    TRY(ask_permission(st, "fs.read", "."));
    std::string current = current_directory();
    if (current.empty()) return fail_with(st, "getcwd: " + system_reason(errno));
    return TRY(string_value(st, current));
}

Ret fs_tempdir(State& st, Args) { return TRY(string_value(st, temporary_directory())); }

// ---- contents -----------------------------------------------------------------------------------------------------

Ret fs_readfile(State& st, Args args) {
    std::string_view path = TRY(readable_path(ArgReader(st, args), 0));
    Descriptor file;
    int error = SystemPath(path).attempt([&](const char* text) {
        file = Descriptor(open_descriptor(st, text, O_RDONLY));
        return file.get();
    });
    if (error != 0) return system_failure(st, "open", path, error);
    String* text = TRY(read_whole(st, file.get(), &error));
    if (error != 0) return system_failure(st, "read", path, error);
    return Value::string(text);
}

int create_file(State& st, std::string_view path, int flags, Descriptor* file) {
    return SystemPath(path).attempt([&](const char* text) {
        *file = Descriptor(open_descriptor(st, text, O_WRONLY | O_CREAT | flags, 0644));
        return file->get();
    });
}

/// fs.writefile and fs.appendfile.
Ret put_file(State& st, Args args, int flags) {
    ArgReader in(st, args);
    std::string_view path = TRY(in.text(0));
    std::string_view content = TRY(in.text(1));
    TRY(ask_permission(st, "fs.write", path));
    Descriptor file;
    int error = create_file(st, path, flags, &file);
    if (error != 0) return system_failure(st, "open", path, error);
    error = write_fully(file.get(), content.data(), content.size());
    if (int close_error = file.close(); error == 0) error = close_error;
    return done_or_failure(st, "write", path, error);
}

Ret fs_writefile(State& st, Args args) { return put_file(st, args, O_TRUNC); }
Ret fs_appendfile(State& st, Args args) { return put_file(st, args, O_APPEND); }

/// The two ends of a copy.
struct Copy {
    Descriptor from, to;
    int read_error = 0, write_error = 0;

    void run() {
        constexpr std::size_t kChunk = 128 * 1024;
        auto chunk = std::make_unique<char[]>(kChunk);
        for (;;) {
            ssize_t got = read_some(from.get(), chunk.get(), kChunk);
            if (got < 0) read_error = errno;
            if (got <= 0) break;
            write_error = write_fully(to.get(), chunk.get(), static_cast<std::size_t>(got));
            if (write_error != 0) return;
        }
        write_error = to.close();
    }
};

Ret copy_failure(State& st, std::string_view from, std::string_view to) {
    std::string both(from);
    both += ' ';
    both += to;
    return system_failure(st, "copy", both, EINVAL);
}

Ret fs_copy(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view from = TRY(in.text(0));
    std::string_view to = TRY(in.text(1));
    TRY(ask_permission(st, "fs.read", from));
    TRY(ask_permission(st, "fs.write", to));
    Copy copy;
    int error = SystemPath(from).attempt([&](const char* text) {
        copy.from = Descriptor(open_descriptor(st, text, O_RDONLY));
        return copy.from.get();
    });
    if (error != 0) return system_failure(st, "open", from, error);
    struct stat source, target;
    if (::fstat(copy.from.get(), &source) < 0) return system_failure(st, "read", from, errno);
    if (S_ISDIR(source.st_mode)) return system_failure(st, "read", from, EISDIR);
    bool same = look_at(to, &target) == 0 && source.st_dev == target.st_dev && source.st_ino == target.st_ino;
    if (same) return copy_failure(st, from, to);
    error = create_file(st, to, O_TRUNC, &copy.to);
    if (error != 0) return system_failure(st, "open", to, error);
    copy.run();
    if (copy.read_error != 0) return system_failure(st, "read", from, copy.read_error);
    return done_or_failure(st, "write", to, copy.write_error);
}

constexpr FnRow kFunctions[] = {
    {"fs.exists", fs_exists},       {"fs.isfile", fs_isfile},
    {"fs.isdir", fs_isdir},         {"fs.stat", fs_stat},
    {"fs.readdir", fs_readdir},     {"fs.cwd", fs_cwd},
    {"fs.tempdir", fs_tempdir},     {"fs.readfile", fs_readfile},
    {"fs.writefile", fs_writefile}, {"fs.appendfile", fs_appendfile},
    {"fs.copy", fs_copy},
};

}  // namespace

void open_fs(State& st) {
    Table* library = register_library(st, "fs", kFunctions);
    add_changing_functions(st, library);
    add_glob_function(st, library);
}

}  // namespace gs::stdlib

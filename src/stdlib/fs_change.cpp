// The functions of `fs` that make, remove and rename.
#include <algorithm>
#include <cstdio>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "runtime/native_args.h"
#include "stdlib/directory.h"
#include "stdlib/environment.h"
#include "stdlib/fs_library.h"
#include "stdlib/system.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// A path that the function is going to change.
Result<std::string_view> writable_path(const ArgReader& in, u32 i) {
    std::string_view path = TRY(in.text(i));
    TRY(ask_permission(in.state(), "fs.write", path));
    return path;
}

/// A failed call on some path.
struct Problem {
    int error = 0;
    std::string path;
};

// ---- directories --------------------------------------------------------------------------------------------------

int make_directory(std::string_view path) {
    return SystemPath(path).attempt([](const char* text) { return ::mkdir(text, 0755); });
}

Ret fs_mkdir(State& st, Args args) {
    std::string_view path = TRY(writable_path(ArgReader(st, args), 0));
    return done_or_failure(st, "mkdir", path, make_directory(path));
}

/// Whether there is something of that name, and whether it is a directory.
enum class Found : u8 { Nothing, Directory, SomethingElse };
Found find(std::string_view path) {
    struct stat status;
    if (SystemPath(path).attempt([&](const char* text) { return ::stat(text, &status); }) != 0) return Found::Nothing;
    return S_ISDIR(status.st_mode) ? Found::Directory : Found::SomethingElse;
}

/// How much of a path leads to its parent; 0 if that has no name in it.
std::size_t parent_length(std::string_view path) {
    std::size_t end = path.find_last_not_of('/');
    std::size_t slash = end == path.npos ? end : path.rfind('/', end);
    return slash == path.npos ? 0 : path.find_last_not_of('/', slash) + 1;
}

/// Makes a directory and all above it that are missing: upwards to what is there, then downwards again.
Problem make_directories(std::string_view path) {
    auto problem = [](int error, std::string_view at) { return Problem{error, std::string(at)}; };
    if (int error = SystemPath(path).error(); error != 0) return problem(error, path);
    std::vector<std::size_t> missing;
    for (std::size_t length = path.size();;) {
        std::string_view here = path.substr(0, length);
        Found found = find(here);
        if (found == Found::SomethingElse) return problem(ENOTDIR, here);
        if (found == Found::Directory) break;
        missing.push_back(length);
        length = parent_length(here);
        if (length == 0) break;
    }
    while (!missing.empty()) {
        std::string_view here = path.substr(0, missing.back());
        missing.pop_back();
        int error = make_directory(here);
        if (error == EEXIST && find(here) == Found::Directory) continue;  // somebody was faster, or it ends with `..`
        if (error != 0) return problem(error, here);
    }
    return {};
}

Ret fs_mkdir_all(State& st, Args args) {
    std::string_view path = TRY(writable_path(ArgReader(st, args), 0));
    Problem problem = make_directories(path);
    return done_or_failure(st, "mkdir", problem.path, problem.error);
}

Ret fs_chdir(State& st, Args args) {
    std::string_view path = TRY(writable_path(ArgReader(st, args), 0));
    return done_or_failure(st, "chdir", path, SystemPath(path).attempt([](const char* text) { return ::chdir(text); }));
}

// ---- removing -----------------------------------------------------------------------------------------------------

int remove_entry(std::string_view path) {
    return SystemPath(path).attempt([](const char* text) { return std::remove(text); });
}

Ret fs_remove(State& st, Args args) {
    std::string_view path = TRY(writable_path(ArgReader(st, args), 0));
    return done_or_failure(st, "remove", path, remove_entry(path));
}

bool is_directory_itself(const std::string& path) {
    struct stat status;
    return SystemPath(path).attempt([&](const char* text) { return ::lstat(text, &status); }) == 0 &&
           S_ISDIR(status.st_mode);
}

/// Removes a tree from its leaves. The list holds what is still to be removed, each directory in front of its contents.
/// What has gone already is fine.
Problem remove_tree(State& st, std::string_view root) {
    std::vector<std::string> waiting{std::string(root)};
    // The number of entries in the list when a directory was opened: its contents stand behind that.
    std::vector<std::size_t> opened;
    while (!waiting.empty()) {
        const std::string path = waiting.back();
        int error = remove_entry(path);
        if (error == 0 || error == ENOENT) {
            waiting.pop_back();
            if (!opened.empty() && opened.back() > waiting.size()) opened.pop_back();
            continue;
        }
        bool was_opened = !opened.empty() && opened.back() == waiting.size();
        if (was_opened || !is_directory_itself(path)) return {error, path};
        Directory directory(st, SystemPath(path));
        std::vector<std::string> names;
        int read_error = directory.error() != 0 ? directory.error() : directory.read_names(&names);
        if (read_error != 0) return {read_error, path};
        opened.push_back(waiting.size());
        std::string prefix = path.ends_with('/') ? path : path + "/";
        for (const std::string& name : names) waiting.push_back(prefix + name);
    }
    return {};
}

Ret fs_remove_all(State& st, Args args) {
    std::string_view path = TRY(writable_path(ArgReader(st, args), 0));
    if (path.empty()) return Value::boolean(true);
    // Without slashes at its end, which would make a directory of a link. The root remains.
    std::string_view trimmed = path.substr(0, std::max<std::size_t>(path.find_last_not_of('/') + 1, 1));
    // Who removes these has most often lost the rest of a path. They could be emptied, but not removed.
    std::string_view name = trimmed.substr(trimmed.rfind('/') + 1);
    if (name == "." || name == "..") return system_failure(st, "RemoveAll", path, EINVAL);
    Problem problem = remove_tree(st, trimmed);
    return done_or_failure(st, "remove", problem.path, problem.error);
}

// ---- names --------------------------------------------------------------------------------------------------------

Ret fs_rename(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view from = TRY(in.text(0));
    std::string_view to = TRY(in.text(1));
    return rename_file(st, from, to);
}

Ret fs_tempfile(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view directory = TRY(in.text_or(0, ""));
    std::string_view prefix = TRY(in.text_or(1, ""));
    TRY(ask_permission(st, "fs.write", directory));
    if (prefix.find('/') != prefix.npos) {
        std::string message = "createtemp ";
        message += prefix;
        message += ": pattern contains path separator";
        return fail_with(st, message);
    }
    std::string chosen = directory.empty() ? temporary_directory() : std::string(directory);
    int error = 0;
    std::string path = create_temporary(st, chosen, prefix, &error);
    if (error != 0) return system_failure(st, "open", path, error);
    return TRY(string_value(st, path));
}

constexpr FnRow kFunctions[] = {
    {"fs.mkdir", fs_mkdir},   {"fs.mkdirAll", fs_mkdir_all}, {"fs.remove", fs_remove}, {"fs.removeAll", fs_remove_all},
    {"fs.rename", fs_rename}, {"fs.tempfile", fs_tempfile},  {"fs.chdir", fs_chdir},
};

}  // namespace

void add_changing_functions(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib

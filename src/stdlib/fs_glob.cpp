// fs.glob. The pattern is cut at every slash, and the list of paths grows by one element at a time: all paths that match
// the elements so far, in order. (Not depth first: the number of elements is up to the script, and the stack is not.)
#include <string>
#include <sys/stat.h>
#include <vector>

#include "runtime/native_args.h"
#include "stdlib/directory.h"
#include "stdlib/fs_library.h"
#include "stdlib/path_text.h"
#include "stdlib/system.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// An element of a pattern.
struct Element {
    std::string_view text;
    bool is_special;
    NamePattern pattern;  // if it is special
};

/// False for a bad pattern.
bool cut(std::string_view pattern, std::vector<Element>* elements) {
    for (;;) {
        std::size_t slash = pattern.find('/');
        Element element{pattern.substr(0, slash), false, {}};
        element.is_special = NamePattern::is_special(element.text);
        if (element.is_special && !element.pattern.parse(element.text)) return false;
        elements->push_back(std::move(element));
        if (slash == pattern.npos) return true;
        pattern.remove_prefix(slash + 1);
    }
}

/// Adds all that match `element` in the directory that `prefix` leads to.
void expand(State& st, const std::string& prefix, const NamePattern& pattern, std::vector<std::string>* out) {
    Directory directory(st, SystemPath(prefix.empty() ? std::string_view(".") : prefix));
    std::vector<std::string> names;
    if (directory.error() != 0 || directory.read_names(&names) != 0) return;
    for (const std::string& name : names) {
        if (pattern.matches(name)) out->push_back(prefix + name);
    }
}

bool exists(const std::string& path) {
    struct stat status;
    return SystemPath(path).attempt([&](const char* text) { return ::lstat(text, &status); }) == 0;
}

/// False for a bad pattern.
bool glob(State& st, std::string_view pattern, std::vector<std::string>* paths) {
    std::vector<Element> elements;
    if (!cut(pattern, &elements)) return false;
    *paths = {""};
    for (std::size_t i = 0; i < elements.size() && !paths->empty(); ++i) {
        std::vector<std::string> longer;
        for (std::string& path : *paths) {
            if (i > 0) path += '/';
            if (elements[i].is_special) {
                expand(st, path, elements[i].pattern, &longer);
            } else {
                longer.push_back(std::move(path));
                longer.back() += elements[i].text;
            }
        }
        *paths = std::move(longer);
    }
    if (!elements.back().is_special) std::erase_if(*paths, [](const std::string& path) { return !exists(path); });
    return true;
}

Ret fs_glob(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view pattern = TRY(in.text(0));
    TRY(ask_permission(st, "fs.read", pattern));
    std::vector<std::string> paths;
    if (!glob(st, pattern, &paths)) return fail_with(st, NamePattern::kSyntaxError);
    Table* list = make_table(st);
    i64 position = 0;
    for (const std::string& path : paths) {
        Value text = TRY(string_value(st, path));
        TRY(raw_set_int(st, list, ++position, text));
    }
    return Value::table(list);
}

constexpr FnRow kFunctions[] = {{"fs.glob", fs_glob}};

}  // namespace

void add_glob_function(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib

// The same as regexp.gs by RE2 itself.
#include <re2/re2.h>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

static double seconds() { return static_cast<double>(clock()) / CLOCKS_PER_SEC; }

int main(int, char** argv) {
    std::ifstream file(argv[1]);
    std::stringstream contents;
    contents << file.rdbuf();
    std::string text = contents.str();
    int number = 0;
    for (const char* pattern : {"[a-z]+@[a-z]+\\.com", "(\\d+)-(\\d+)-(\\d+)", "error\\d*"}) {
        RE2 re(pattern);
        number++;
        double start = seconds();
        std::vector<std::string> found;
        re2::StringPiece whole(text), match;
        size_t at = 0;
        while (re.Match(whole, at, whole.size(), RE2::UNANCHORED, &match, 1)) {
            found.emplace_back(match.data(), match.size());
            at = static_cast<size_t>(match.data() + match.size() - text.data());
        }
        printf("find-%d %f %zu\n", number, seconds() - start, found.size());
        start = seconds();
        std::string replaced = text;
        RE2::GlobalReplace(&replaced, re, "<\\0>");
        printf("replace-%d %f %zu\n", number, seconds() - start, replaced.size());
    }
}

// The passes on texts: tests/ir/PASS/*.gir. A file has a line `; test: PASS, PASS...` with the passes to run, the graph
// before, a line `; expect`, and the graph after. Names of nodes do not matter. With GS_BLESS=1 in the environment the
// expectations are rewritten.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "jit/ir/graph.h"
#include "jit/opt/pass.h"

namespace gs::jit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExpect = "; expect\n";

std::vector<std::string> files() {
    std::vector<std::string> result;
    fs::path root = fs::path(GS_TEST_FOLDER) / "ir";
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        bool is_test = entry.path().extension() == ".gir" && entry.path().parent_path().filename() != "run";
        if (is_test) result.push_back(fs::relative(entry.path(), root).string());
    }
    std::sort(result.begin(), result.end());
    return result;
}

std::string contents(const fs::path& path) {
    std::stringstream out;
    out << std::ifstream(path).rdbuf();
    return out.str();
}

std::unique_ptr<Graph> read(std::string_view text) {
    std::string error;
    auto graph = parse(text, &error);
    EXPECT_EQ(error, "");
    if (graph) EXPECT_EQ(verify(*graph), "") << text;
    return graph;
}

class IrPass : public ::testing::TestWithParam<std::string> {};

TEST_P(IrPass, Does) {
    fs::path path = fs::path(GS_TEST_FOLDER) / "ir" / GetParam();
    std::string text = contents(path);
    auto split = text.find(kExpect);
    std::string before = text.substr(0, split);
    std::string expected = split == std::string::npos ? "" : text.substr(split + kExpect.size());
    auto graph = read(before);
    ASSERT_TRUE(graph);

    auto list = before.find("; test: ");
    ASSERT_NE(list, std::string::npos);
    std::stringstream passes(before.substr(list + 8, before.find('\n', list) - list - 8));
    for (std::string name; std::getline(passes >> std::ws, name, ',');) {
        const opt::Pass* pass = opt::find_pass(name);
        ASSERT_TRUE(pass) << name;
        pass->run(*graph);
        ASSERT_EQ(verify(*graph), "") << "after " << name << ":\n" << print(*graph);
    }
    std::string after = print(*graph);
    if (std::getenv("GS_BLESS")) {
        std::ofstream(path) << before << kExpect << after;
        return;
    }
    auto wanted = read(expected);
    ASSERT_TRUE(wanted) << after;
    EXPECT_EQ(after, print(*wanted));
}

INSTANTIATE_TEST_SUITE_P(Files, IrPass, ::testing::ValuesIn(files()), [](const auto& info) {
    std::string name = info.param.substr(0, info.param.rfind('.'));
    for (char& c : name) {
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    }
    return name;
});

}  // namespace
}  // namespace gs::jit

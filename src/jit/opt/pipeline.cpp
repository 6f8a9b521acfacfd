#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

#include "jit/opt/pass.h"
#include "support/assert.h"

namespace gs::jit {

namespace opt {

namespace {

constexpr Pass kPasses[] = {
#define GS_PASS(Name, Description) {#Name, Description, Name},
#include "jit/opt/passes.def"
#undef GS_PASS
};

/// Loops that there may be something to move out of.
bool has_loops(const Graph& graph) {
    return std::any_of(graph.blocks.begin(), graph.blocks.end(), [](const Block* block) { return block->loop_header; });
}

/// Objects that are made.
std::size_t count_allocations(const Graph& graph) {
    std::size_t count = 0;
    for (const Block* block : graph.blocks) {
        for (const Node* node = block->first; node; node = node->next) {
            if (node->effects() & kAllocates) ++count;
        }
    }
    return count;
}

/// Loop entries are for guards on their way out of loops. Later they would only keep values alive.
void forget_entries(Graph& graph) {
    for (Block* block : graph.blocks) block->entry = nullptr;
}

}  // namespace

const Pass* find_pass(std::string_view name) {
    for (const Pass& pass : kPasses) {
        if (name == pass.name) return &pass;
    }
    return nullptr;
}

}  // namespace opt

void optimise(Graph& graph) {
    optimise(graph, [](const char*) {});
}

void optimise(Graph& graph, FunctionRef<void(const char* pass)> after) {
    auto check = [&](const char* pass, const std::string& before) {
        std::string problem = verify(graph);
        if (problem.empty()) return;
        std::fprintf(stderr, "%s\nafter %s: %s\n%s\n", before.c_str(), pass, problem.c_str(), print(graph).c_str());
        GS_UNREACHABLE("a pass has broken the graph");
    };
    if (kDebug) check("the front end", "");
    auto run = [&](const char* name, void (*pass)(Graph&)) {
        std::string before = kDebug ? print(graph) : std::string();
        pass(graph);
        if (kDebug) check(name, before);
        after(name);
    };
#define GS_RUN(name) run(#name, opt::name)
    // Front ends box every value they write to a register and check every one they read. Folding takes out the pairs that
    // meet directly; typing those that meet over a loop edge or a join, and its unboxed phis give folding new pairs.
    GS_RUN(fold);
    GS_RUN(thread);
    GS_RUN(branches);
    // Behind the passes that bring the checks of parameters into the entry, in front of those that type what they become.
    if (std::size_t before = graph.node_count(); GS_RUN(recursion), graph.node_count() != before) GS_RUN(fold);
    GS_RUN(preheaders);
    GS_RUN(types);
    // What typing could not do because of a first value; then it can.
    auto copies_blocks = [&](auto pass) {
        std::size_t before = graph.block_storage.size();
        pass();
        return graph.block_storage.size() != before;
    };
    if (copies_blocks([&] { GS_RUN(peel); })) GS_RUN(types);
    GS_RUN(fold);
    // Numbering first: licm moves a guard only once, and a guard that is there twice would stay behind.
    GS_RUN(gvn);
    if (opt::has_loops(graph)) {
        GS_RUN(licm);
        // What can move once a question has been taken out may be the next question.
        for (u32 round = 0; round < 3 && copies_blocks([&] { GS_RUN(unswitch); }); round++) {
            GS_RUN(gvn);
            GS_RUN(licm);
        }
        // The checks of limits that bounds puts in front of an inner loop are invariant in the outer one, more often than not.
        GS_RUN(bounds);
        GS_RUN(licm);
        // What has come out of two loops, or met its twin in front of one.
        GS_RUN(gvn);
        // Behind the passes that move objects and the guards about them out of the loop. New variables as in the beginning.
        if (std::size_t before = graph.node_count(); GS_RUN(promote), graph.node_count() != before) {
            GS_RUN(gvn);
            GS_RUN(types);
            GS_RUN(fold);
            GS_RUN(gvn);
        }
    }
    // Behind the passes that bring guards together.
    GS_RUN(widen);
    // Behind licm, which needs the guards that this removes in their places.
    GS_RUN(range);
    GS_RUN(strength);
    GS_RUN(fold);
    opt::forget_entries(graph);
    GS_RUN(thread);
    GS_RUN(branches);
    GS_RUN(dce);
    // Behind the passes that find out what loads of new objects give: what is left of those are snapshots, mostly. What was inside
    // of an object that has gone may be the next to go, once loads know it.
    constexpr u32 kMostInside = 3;
    std::size_t all = opt::count_allocations(graph), made = all;
    for (u32 round = 0; round < kMostInside && made != 0; round++) {
        GS_RUN(gvn);
        GS_RUN(escape);
        std::size_t left = opt::count_allocations(graph);
        if (left == std::exchange(made, left)) break;
        GS_RUN(fold);
        GS_RUN(types);
    }
    if (made != all) {
        GS_RUN(gvn);
        GS_RUN(fold);
        GS_RUN(dce);
    }
    if (copies_blocks([&] { GS_RUN(unroll); })) {
        GS_RUN(branches);
        GS_RUN(gvn);
        GS_RUN(branches);
        GS_RUN(fold);
        GS_RUN(dce);
    }
    // Behind whatever takes guards and loads out from between two stores, or puts the next pass of a loop behind one.
    GS_RUN(stores);
    // Last of all, when it is known who the users are.
    GS_RUN(sink);
#undef GS_RUN
    // What has gone on the way would have its place in every table of the back end.
    graph.renumber();
}

}  // namespace gs::jit

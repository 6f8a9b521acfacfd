// Doing moves that are meant to happen at once one after another. A move is safe when nobody still reads what it
// overwrites. When no safe one is left, the rest are rings: one member of a ring is taken aside, which makes another safe.
// Constants are read from nowhere, so they come last; then the spare place is free again for whoever needs one to make
// them.
#include "jit/regalloc/program.h"

namespace gs::jit::regalloc {

std::vector<Move> sequence(std::span<const Move> group, Location spare) {
    SmallVector<Move, 4> waiting, constants;
    std::vector<Move> out;
    out.reserve(group.size() + 1);
    for (const Move& move : group) {
        if (move.from == move.to) continue;
        (move.from.kind == Location::Constant ? constants : waiting).push_back(move);
    }
    auto same_place = [](const Move& a, Location x, const Move& b, Location y) {
        return x == y && (x.kind != Location::Register || a.bank == b.bank);
    };
    while (!waiting.empty()) {
        bool moved = false;
        for (std::size_t i = 0; i < waiting.size();) {
            bool read = false;
            for (std::size_t j = 0; j < waiting.size() && !read; ++j) {
                read = j != i && same_place(waiting[i], waiting[i].to, waiting[j], waiting[j].from);
            }
            if (read) {
                ++i;
                continue;
            }
            out.push_back(waiting[i]);
            waiting.erase(i);
            moved = true;
        }
        if (moved) continue;
        Move first = waiting.front();
        out.push_back({first.value, first.bank, first.from, spare});
        for (Move& move : waiting) {
            if (same_place(first, first.from, move, move.from)) move.from = spare;
        }
    }
    out.insert(out.end(), constants.begin(), constants.end());
    return out;
}

}  // namespace gs::jit::regalloc

#include "jit/frontend/translate.h"

#include <array>

namespace gs::jit {

namespace {

using Translation = void (*)(Emitter&, const Word*);

void translate_slowly(Emitter& e, const Word*) { e.slow(); }

constexpr std::array<Translation, bytecode::kOpCount> make_table() {
    std::array<Translation, bytecode::kOpCount> by_base{};
    by_base.fill(translate_slowly);
#define GS_ENTER(Name) by_base[static_cast<u32>(bytecode::Op::Name)] = translate_##Name;
    GS_TRANSLATIONS(GS_ENTER)
#undef GS_ENTER
    std::array<Translation, bytecode::kOpCount> table{};
#define GS_OP(Name, X, A, B, C, literals, effects, base) \
    table[static_cast<u32>(bytecode::Op::Name)] = by_base[static_cast<u32>(bytecode::Op::base)];
#include "bytecode/opcodes.def"
#undef GS_OP
    return table;
}

constexpr auto kTable = make_table();

}  // namespace

void translate(Emitter& e, const Word* pc) { kTable[pc->op](e, pc); }

}  // namespace gs::jit

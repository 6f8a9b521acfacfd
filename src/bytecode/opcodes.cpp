#include "bytecode/opcodes.h"

#include <cstring>

namespace gs::bytecode {

static_assert(kOpCount <= 256);

const OpInfo kOpInfo[kOpCount] = {
#define GS_OP(Name, X, A, B, C, literals, effects, base) \
    {#Name, Operand::X, Operand::A, Operand::B, Operand::C, literals, static_cast<u16>(effects), Op::base},
#include "bytecode/opcodes.def"
#undef GS_OP
};

namespace {

u32 repeats(const Word* w, char letter) { return letter == 'n' ? w->c : letter == 's' ? w->b : 1; }

}  // namespace

u32 length_of(const Word* w) {
    u32 length = 1;
    for (const char* l = info(*w).literals; *l; l++) length += repeats(w, *l);
    return length;
}

char literal_kind(const Word* w, u32 index) {
    for (const char* l = info(*w).literals; *l; l++) {
        u32 n = repeats(w, *l);
        if (index < n) return *l == 'n' ? 'N' : *l == 's' ? 'I' : *l;
        index -= n;
    }
    return 0;
}

i32 jump_distance(const Word& w) {
    if (info(w).b == Operand::Far) return far_distance(w);
    return static_cast<i16>(w.c);
}

}  // namespace gs::bytecode

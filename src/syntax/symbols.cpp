#include "syntax/symbols.h"

namespace gs::syntax {

namespace {

u32 hash_of(std::string_view text) {
    u32 hash = 2166136261u;  // FNV-1a: names are short
    for (char c : text) hash = (hash ^ static_cast<u8>(c)) * 16777619u;
    return hash ^ (hash >> 15);
}

}  // namespace

SymbolTable::SymbolTable(Arena& arena) : arena_(arena), slots_(128, nullptr) {
#define GS_WORD(Name, text)       intern(text)->kind = TokenKind::Name;
#define GS_CONTEXTUAL(Name, text) intern(text)->word = Contextual::Name;
#include "syntax/tokens.def"
#undef GS_WORD
#undef GS_CONTEXTUAL
}

Symbol* SymbolTable::intern(std::string_view text) {
    u32 hash = hash_of(text);
    size_t mask = slots_.size() - 1;
    size_t i = hash & mask;
    for (; slots_[i] != nullptr; i = (i + 1) & mask) {
        if (slots_[i]->hash == hash && slots_[i]->text == text) return slots_[i];
    }
    auto* symbol = arena_.make<Symbol>(arena_.copy(text), hash, TokenKind::Name, Contextual::None, false, -1);
    slots_[i] = symbol;
    if (++count_ * 2 > slots_.size()) grow();
    return symbol;
}

void SymbolTable::grow() {
    std::vector<Symbol*> old(slots_.size() * 2, nullptr);
    old.swap(slots_);
    size_t mask = slots_.size() - 1;
    for (Symbol* symbol : old) {
        if (symbol == nullptr) continue;
        size_t i = symbol->hash & mask;
        while (slots_[i] != nullptr) i = (i + 1) & mask;
        slots_[i] = symbol;
    }
}

}  // namespace gs::syntax

// The text form of bytecode, for --dump=bytecode and tests. What changes while the program runs is left out: caches,
// counters. Quickened forms show as they stand in the stream.
#include <cstdio>

#include "bytecode/verify.h"
#include "support/assert.h"
#include "support/number_text.h"

namespace gs::bytecode {

using rt::Value;

namespace {

class Disassembler {
public:
    std::string run(const rt::Code* code) {
        functions_.push_back(code);
        // Children are numbered in the order of their mention, level by level.
        for (size_t i = 0; i < functions_.size(); i++) {
            for (const rt::Code* child : data_of(functions_[i])->children) functions_.push_back(child);
        }
        for (size_t i = 0; i < functions_.size(); i++) function(i);
        return std::move(text_);
    }

private:
    void put(std::string_view s) { text_ += s; }
    void number(i64 v) { text_ += std::to_string(v); }

    void quoted(const rt::String* s) {
        text_ += '\'';
        for (char c : std::string_view(s->data(), s->len)) {
            if (static_cast<u8>(c) < ' ' || c == '\'' || c == '\\') {
                char escape[8];
                std::snprintf(escape, sizeof escape, "\\x%02x", static_cast<u8>(c));
                put(escape);
            } else {
                text_ += c;
            }
        }
        text_ += '\'';
    }

    void constant(Value v) {
        if (v.is_nil()) return put("nil");
        if (v.is_boolean()) return put(v.is_true() ? "true" : "false");
        if (v.is_int()) return number(v.as_int());
        if (v.is_string()) return quoted(v.as_string());
        if (v.is_table()) return put("<environment>");
        GS_ASSERT(v.is_real());
        char digits[kNumberTextSize];
        put({digits, format_float(v.as_real(), digits)});
    }

    void function(size_t index) {
        const rt::Code* code = functions_[index];
        const FunctionData* data = data_of(code);
        const rt::Proto* proto = code->proto;
        if (index) put("\n");
        put("function ");
        number(static_cast<i64>(index));
        if (proto->is_chunk) {
            put(" main chunk");
        } else if (proto->name) {
            put(" ");
            quoted(proto->name);
        }
        put(" line ");
        number(proto->line);
        put(", ");
        number(data->params);
        put(data->uses_varargs ? " parameters and extras, " : " parameters, ");
        number(data->frame_size);
        put(" registers\n");
        for (size_t i = 0; i < data->captures.size(); i++) {
            Capture c = data->captures[i];
            put("    up");
            number(static_cast<i64>(i));
            put(c.is_cell ? " cell" : " value");
            put(c.from_register ? " of register r" : " of upvalue up");
            number(c.index);
            put(static_cast<i32>(i) == data->self_upvalue ? ", itself\n" : "\n");
        }
        u32 line = 0;
        for (u32 word = 0; word < data->word_count; word += length_of(&code->insn[word])) {
            u32 now = data->line_at(word);
            char head[64];
            std::snprintf(head, sizeof head, now == line ? "%6u        " : "%6u %6u ", word, now);
            line = now;
            put(head);
            instruction(data, word);
            put("\n");
        }
    }

    void field(u32 word, const Word& w, Operand kind, u32 value) {
        switch (kind) {
            case Operand::None:
            case Operand::Counter:
            case Operand::Fills:
            case Operand::Seen: return;
            case Operand::Src:
            case Operand::Dst:
            case Operand::DstSrc: put(" r"); return number(value);
            case Operand::Imm: put(" "); return number(static_cast<i16>(value));
            case Operand::Count: put(" "); return number(value);
            case Operand::CountOpen:
                put(" ");
                if (value == kOpenCount) return put("open");
                return number(value);
            case Operand::Jump:
            case Operand::Far: put(" -> "); return number(i64{word} + jump_distance(w));
            case Operand::Window: put(" r"); return number(window_register(static_cast<u16>(value)));
            case Operand::Upvalue: put(" up"); return number(value);
            case Operand::Results:
                put(" results ");
                if (value == kOpenResults) return put("open");
                return number(value);
            case Operand::Flag:
                if (value) put(" flag");
                return;
        }
    }

    void literal(const Word* w, u32 index) {
        u64 bits = bits_of(w[1 + index]);
        switch (literal_kind(w, index)) {
            case 'K':
            case 'N': put(" "); return constant(Value{bits});
            case 'G': put(" "); return quoted(reinterpret_cast<rt::GlobalCell*>(bits)->name);
            case 'F':
                put(" function ");
                for (size_t i = 0; i < functions_.size(); i++) {
                    if (functions_[i] == reinterpret_cast<rt::Code*>(bits)) return number(static_cast<i64>(i));
                }
                return;
            case 'I': put(" "); return number(static_cast<i64>(bits));
            default: return;  // caches
        }
    }

    void instruction(const FunctionData* data, u32 word) {
        const Word* w = &data->code->insn[word];
        const OpInfo& row = info(*w);
        char name[32];
        std::snprintf(name, sizeof name,
                      *row.literals || row.a != Operand::None || row.c != Operand::None ? "%-16s" : "%s", row.name);
        put(name);
        field(word, *w, row.a, w->a);
        field(word, *w, row.b, w->b);
        field(word, *w, row.c, w->c);
        field(word, *w, row.x, w->x);
        u32 length = length_of(w);
        for (u32 i = 0; i + 1 < length; i++) literal(w, i);
        names(data, word);
    }

    void names(const FunctionData* data, u32 word) {
        const char* kinds[] = {"", "local", "upvalue", "global", "field", "method"};
        bool first = true;
        for (const NameEntry& n : data->names) {
            if (n.word != word) continue;
            put(first ? "    ; " : ", ");
            first = false;
            number(n.operand);
            put(": ");
            put(kinds[n.kind]);
            put(" ");
            quoted(n.name);
        }
    }

    std::vector<const rt::Code*> functions_;
    std::string text_;
};

}  // namespace

std::string disassemble(const rt::Code* code) { return Disassembler().run(code); }

}  // namespace gs::bytecode

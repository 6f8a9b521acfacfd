// Reads what print() writes (names.h describes it). Texts are written by hand in tests, so mistakes get a line number.
// Two rounds: the lines become nodes, blocks and snapshots with names in place of inputs, edges and values; then the
// names, which may come before what they name, are looked up.
#include <charconv>
#include <cstdlib>
#include <deque>
#include <map>

#include "jit/ir/names.h"
#include "support/assert.h"

namespace gs::jit {

namespace {

/// Words of one line. Numbers, names and single characters; `->` and `<-` are one word.
class Line {
public:
    Line(std::string_view text, u32 number) : text_(text.substr(0, text.find(';'))), number_(number) { skip_space(); }

    u32 number() const { return number_; }
    bool at_end() const { return at_ == text_.size(); }
    bool at(std::string_view word) const { return text_.substr(at_).starts_with(word); }
    bool take(std::string_view word) {
        if (!at(word)) return false;
        at_ += word.size();
        skip_space();
        return true;
    }
    /// Letters, digits and what stands inside numbers and names; empty if there are none.
    std::string_view word() {
        std::size_t start = at_;
        while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_')) ++at_;
        std::string_view result = text_.substr(start, at_ - start);
        skip_space();
        return result;
    }
    /// A number with its sign, fraction and exponent.
    std::string_view number_word() {
        std::size_t start = at_;
        auto part = [&](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '+';
        };
        while (at_ < text_.size() && part(text_[at_])) ++at_;
        std::string_view result = text_.substr(start, at_ - start);
        skip_space();
        return result;
    }

private:
    void skip_space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
    }
    std::string_view text_;
    u32 number_;
    std::size_t at_ = 0;
};

const std::map<std::string_view, Op>& op_names() {
    static const std::map<std::string_view, Op> kNames = [] {
        std::map<std::string_view, Op> names;
        for (u16 i = 0; i < static_cast<u16>(Op::kCount); ++i) names[kOps[i].name] = static_cast<Op>(i);
        return names;
    }();
    return kNames;
}

class Parser {
public:
    std::unique_ptr<Graph> run(std::string_view text, std::string* error) {
        u32 number = 0;
        while (!text.empty() && error_.empty()) {
            std::size_t end = text.find('\n');
            Line line(text.substr(0, end), ++number);
            text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
            if (!line.at_end()) read(line);
        }
        if (error_.empty() && graph_->blocks.empty()) fail(number, "no blocks");
        if (error_.empty()) resolve();
        if (!error_.empty()) {
            if (error) *error = error_;
            return nullptr;
        }
        graph_->count_uses();
        return std::move(graph_);
    }

private:
    struct Name {
        std::string name;
        u32 line;
    };
    struct Pending {
        Node* node;
        std::vector<Name> inputs;
        Name snapshot;
    };
    struct Edges {
        Block* block;
        std::vector<Name> predecessors, successors;
        Name entry;
    };

    void fail(u32 line, const std::string& what) {
        if (error_.empty()) error_ = "line " + std::to_string(line) + ": " + what;
    }
    void fail(const Line& line, const std::string& what) { fail(line.number(), what); }
    void expect(Line& line, std::string_view word) {
        if (!line.take(word)) fail(line, "expected '" + std::string(word) + "'");
    }

    i64 number(Line& line) {
        std::string_view text = line.number_word();
        if (text.starts_with('+')) text.remove_prefix(1);
        i64 value = 0;
        auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (text.empty() || problem != std::errc() || end != text.data() + text.size()) {
            fail(line, "expected a number, not '" + std::string(text) + "'");
        }
        return value;
    }
    u32 small(Line& line) { return static_cast<u32>(number(line)); }

    u64 real(Line& line) {
        std::string text(line.number_word());
        if (text.starts_with("0x")) return std::strtoull(text.c_str(), nullptr, 16);
        char* end = nullptr;
        double value = std::strtod(text.c_str(), &end);
        if (text.empty() || *end) fail(line, "expected a number, not '" + text + "'");
        return std::bit_cast<u64>(value);
    }

    u64 address(Line& line) {
        if (line.take("a")) return kMadeUpAddress + static_cast<u64>(number(line)) * 16;
        return static_cast<u64>(number(line));
    }

    u64 tag(Line& line) {
        std::string word(line.word());
        for (u64 tag = rt::kTagObject; tag <= rt::kTagTable; tag += u64{1} << 48) {
            if (word == name_of_tag(tag)) return tag;
        }
        fail(line, "expected table, string, function or object, not '" + word + "'");
        return 0;
    }

    u64 bits(Line& line, Type type) {
        if (type == Type::Bool) {
            if (line.take("true")) return 1;
            expect(line, "false");
            return 0;
        }
        if (type == Type::F64) return real(line);
        if (type == Type::Ptr) return address(line);
        if (type != Type::Value) return static_cast<u64>(number(line));
        if (line.take("nil")) return rt::kNilBits;
        if (line.take("true")) return rt::kTrueBits;
        if (line.take("false")) return rt::kFalseBits;
        if (line.take("int ")) return rt::Value::integer(number(line)).bits;
        if (line.take("real ")) return real(line);
        if (line.take("bits ")) return std::strtoull(std::string(line.number_word()).c_str(), nullptr, 10);
        u64 high = tag(line);
        return high | address(line);
    }

    void read(Line& line) {
        if (line.at("function") || line.at("loop")) return header(line);
        if (line.at("table") || line.at("closure") || line.at("call") || line.at("return")) return side_table(line);
        if (line.at("b")) return block_head(line);
        if (line.at("s")) return snapshot(line);
        instruction(line);
    }

    void header(Line& line) {
        graph_->kind = line.word() == "loop" ? GraphKind::Loop : GraphKind::Function;
        while (!line.at_end() && error_.empty()) {
            std::string_view word = line.word();
            if (word == "frame") {
                graph_->frame_slots = small(line);
            } else if (word == "entry") {
                graph_->entry_pc = word_at(number(line));
            } else if (word == "result") {
                std::string_view letter = line.word();
                graph_->own_result = letter.size() == 1 ? type_of(letter[0]) : Type::None;
                if (graph_->own_result == Type::None) return fail(line, "expected a type");
            } else if (word == "nothing") {
                graph_->returns_nothing = true;
            } else {
                return fail(line, "expected frame, entry, result or nothing");
            }
        }
    }

    static const rt::Word* word_at(i64 index) { return reinterpret_cast<const rt::Word*>(index * 8); }

    u32 field(Line& line, std::string_view name) {
        expect(line, name);
        return small(line);
    }
    rt::Code* code(Line& line) {
        expect(line, "code");
        return reinterpret_cast<rt::Code*>(address(line));
    }

    // Braced lists are evaluated in order.
    void side_table(Line& line) {
        std::string_view kind = line.word();
        line.word();
        expect(line, ":");
        if (kind == "table") {
            graph_->tables.push_back(TableSite{field(line, "shape"), field(line, "slots"), field(line, "elements")});
            graph_->tables.back().doubles = line.take("doubles");
        } else if (kind == "closure") {
            graph_->closures.push_back(ClosureSite{code(line), field(line, "cells")});
        } else if (kind == "call") {
            graph_->calls.push_back(CallSite{code(line), field(line, "slot"), field(line, "arguments"), nullptr});
        } else {
            graph_->returns.push_back(ReturnSite{field(line, "slot"), field(line, "count")});
        }
        if (!line.at_end()) fail(line, "the line goes on");
    }

    std::vector<Name> names(Line& line) {
        std::vector<Name> result;
        do result.push_back({std::string(line.word()), line.number()});
        while (line.take(","));
        return result;
    }

    void block_head(Line& line) {
        Block* block = graph_->new_block();
        if (!blocks_.try_emplace(std::string(line.word()), block).second)
            return fail(line, "this block is there already");
        Edges& edges = edges_.emplace_back();
        edges.block = block;
        while (!line.take(":") && error_.empty()) {
            if (line.take("<-")) {
                edges.predecessors = names(line);
            } else if (std::string_view word = line.word(); word == "loop") {
                block->loop_header = true;
            } else if (word == "cold") {
                block->cold = true;
            } else if (word == "entry") {
                edges.entry = {std::string(line.word()), line.number()};
            } else {
                fail(line, "expected loop, cold, entry, '<-' or ':'");
            }
        }
    }

    void snapshot(Line& line) {
        Snapshot* made = graph_->new_snapshot();
        if (!snapshots_.try_emplace(std::string(line.word()), made).second)
            return fail(line, "this snapshot is there already");
        expect(line, ":");
        while (!line.take("{") && error_.empty()) {
            std::string_view word = line.word();
            if (word == "pc") {
                made->pc = word_at(number(line));
            } else if (word == "base") {
                made->base_offset = small(line);
            } else if (word == "depth") {
                made->depth = small(line);
            } else if (word == "open") {
                made->open_end = static_cast<i32>(small(line));
            } else {
                return fail(line, "expected pc, base, depth, open or '{'");
            }
        }
        while (!line.take("}") && error_.empty()) {
            i32 slot = static_cast<i32>(number(line));
            expect(line, "=");
            values_of_snapshots_.push_back({made, slot, {std::string(line.word()), line.number()}});
            line.take(",");
        }
    }

    void instruction(Line& line) {
        if (edges_.empty()) return fail(line, "an instruction before the first block");
        std::string name(line.word()), op_name = name;
        Type type = Type::None;
        bool has_value = line.at(":") || line.at("=");
        if (has_value) {
            if (line.take(":")) {
                std::string_view letter = line.word();
                type = letter.size() == 1 ? type_of(letter[0]) : Type::None;
                if (type == Type::None) return fail(line, "expected a type");
            }
            expect(line, "=");
            op_name = line.word();
        }
        auto found = op_names().find(op_name);
        if (found == op_names().end()) return fail(line, "no operation is called '" + op_name + "'");
        const OpInfo& row = info(found->second);
        if (row.result != '*') type = type_of(row.result);
        if (has_value != (type != Type::None))
            return fail(line, has_value ? "this has no value, or its type is missing" : "where is the value to go?");
        Node* node = graph_->make(found->second, type, {});
        if (has_value && !values_.try_emplace(name, node).second) return fail(line, "this value is there already");
        Pending& pending = pending_.emplace_back();
        pending.node = node;
        suffix(line, row, node);
        operands(line, row, node, pending);
        if (line.take("->")) edges_.back().successors = names(line);
        if (!line.at_end()) fail(line, "the line goes on");
        graph_->append(edges_.back().block, node);
    }

    void suffix(Line& line, const OpInfo& row, Node* node) {
        if (row.immediate == Immediate::Condition) {
            expect(line, ".");
            std::string_view word = line.word();
            for (u8 c = 0; c <= static_cast<u8>(Condition::Ge); ++c) {
                if (word == name_of(static_cast<Condition>(c))) return void(node->imm = c);
            }
            fail(line, "expected a condition");
        } else if (row.immediate == Immediate::Helper) {
            expect(line, ".");
            std::string_view word = line.word();
            for (u16 h = 0; h < static_cast<u16>(Helper::kCount); ++h) {
                if (word == info(static_cast<Helper>(h)).name) return void(node->imm = h);
            }
            fail(line, "no helper has this name");
        }
    }

    void operands(Line& line, const OpInfo& row, Node* node, Pending& pending) {
        while (!line.at_end() && !line.at("[") && !line.at("->") && error_.empty()) {
            if (at_value(line)) {
                pending.inputs.push_back({std::string(line.word()), line.number()});
            } else {
                immediate(line, row, node);
            }
            if (!line.take(",")) break;
        }
        if (line.take("[")) {
            pending.snapshot = {std::string(line.word()), line.number()};
            expect(line, "]");
        }
    }

    static bool at_value(const Line& line) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            if (line.at(std::string{'v', digit})) return true;
        }
        return false;
    }

    void immediate(Line& line, const OpInfo& row, Node* node) {
        switch (row.immediate) {
            case Immediate::Bits: node->imm = bits(line, node->is_const() ? node->type : Type::Value); break;
            case Immediate::Address: node->imm = bits(line, Type::Ptr); break;
            case Immediate::Slot: node->imm = static_cast<u64>(number(line)); break;
            case Immediate::Tag: node->imm = tag(line); break;
            case Immediate::Word: node->imm = static_cast<u64>(number(line)); break;
            case Immediate::Site:
                expect(line, "@");
                node->imm = static_cast<u64>(number(line));
                break;
            case Immediate::Access: {
                Access access{static_cast<i32>(number(line)), Alias::Frame};
                std::string_view word = line.word();
                u8 alias = 0;
                while (alias <= static_cast<u8>(Alias::Epoch) && word != name_of(static_cast<Alias>(alias))) ++alias;
                if (alias > static_cast<u8>(Alias::Epoch)) fail(line, "no alias class has this name");
                access.alias = static_cast<Alias>(alias);
                node->imm = pack(access);
                break;
            }
            case Immediate::None:
                if (node->is(Op::Phi)) {
                    node->imm = tag(line);
                    break;
                }
                [[fallthrough]];
            case Immediate::Condition:
            case Immediate::Helper: fail(line, "expected a value"); break;
        }
    }

    template <class T>
    T* find(const std::map<std::string, T*>& table, const Name& name) {
        auto found = table.find(name.name);
        if (found != table.end()) return found->second;
        fail(name.line, "nothing is called '" + name.name + "'");
        return nullptr;
    }

    void resolve() {
        for (Pending& pending : pending_) {
            for (const Name& name : pending.inputs) {
                if (Node* value = find(values_, name)) pending.node->inputs.push_back(value);
            }
            if (!pending.snapshot.name.empty()) pending.node->snapshot = find(snapshots_, pending.snapshot);
        }
        for (const auto& [snapshot, slot, name] : values_of_snapshots_) {
            if (Node* value = find(values_, name)) snapshot->slots.push_back({slot, value});
        }
        // Where a block does not say what its predecessors are, they come in the order of the text.
        for (Edges& edges : edges_) {
            if (!edges.entry.name.empty()) edges.block->entry = find(snapshots_, edges.entry);
            for (const Name& name : edges.predecessors) {
                if (Block* block = find(blocks_, name)) edges.block->predecessors.push_back(block);
            }
        }
        for (Edges& edges : edges_) {
            for (const Name& name : edges.successors) {
                Block* block = find(blocks_, name);
                if (!block) return;
                edges.block->successors.push_back(block);
                if (predecessors_open(block)) block->predecessors.push_back(edges.block);
            }
        }
    }

    bool predecessors_open(const Block* block) const { return edges_[block->id].predecessors.empty(); }

    std::unique_ptr<Graph> graph_ = std::make_unique<Graph>(nullptr);
    std::string error_;
    std::map<std::string, Node*> values_;
    std::map<std::string, Block*> blocks_;
    std::map<std::string, Snapshot*> snapshots_;
    std::deque<Pending> pending_;
    std::deque<Edges> edges_;
    struct SnapshotEntry {
        Snapshot* snapshot;
        i32 slot;
        Name name;
    };
    std::vector<SnapshotEntry> values_of_snapshots_;
};

}  // namespace

std::unique_ptr<Graph> parse(std::string_view text, std::string* error) { return Parser().run(text, error); }

}  // namespace gs::jit

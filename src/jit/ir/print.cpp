#include <charconv>
#include <cmath>

#include "jit/ir/names.h"
#include "support/assert.h"

namespace gs::jit {

const char* name_of(Condition condition) {
    static constexpr const char* kNames[] = {"Eq", "Ne", "Lt", "Le", "Gt", "Ge"};
    return kNames[static_cast<u8>(condition)];
}

const char* name_of(Alias alias) {
    static constexpr const char* kNames[] = {"Frame", "Shape", "Header", "Fields",   "Elements", "Entries",
                                             "Store", "Cell",  "Global", "Constant", "Hot",      "Epoch"};
    static_assert(std::size(kNames) == static_cast<u8>(Alias::Epoch) + 1);
    return kNames[static_cast<u8>(alias)];
}

const char* name_of_tag(u64 tag) {
    switch (tag) {
        case rt::kTagObject: return "object";
        case rt::kTagString: return "string";
        case rt::kTagFunction: return "function";
        case rt::kTagTable: return "table";
        default: return nullptr;
    }
}

char letter_of(Type type) {
    switch (type) {
        case Type::None: return '-';
        case Type::Bool: return 'b';
        case Type::I32: return 'i';
        case Type::I64: return 'l';
        case Type::F64: return 'd';
        case Type::Value: return 'v';
        case Type::Ptr: return 'p';
    }
    return '?';
}

Names::Names(const Graph& graph) : values_(graph.node_count(), ~u32{0}) {
    u32 values = 0;
    auto add_snapshot = [&](const Snapshot* snapshot) {
        if (snapshot && snapshots_.try_emplace(snapshot, static_cast<u32>(snapshot_order_.size())).second) {
            snapshot_order_.push_back(snapshot);
        }
    };
    for (const Block* block : graph.blocks) {
        blocks_.try_emplace(block, static_cast<u32>(blocks_.size()));
        add_snapshot(block->entry);
        for (const Node* node = block->first; node; node = node->next) {
            if (node->type != Type::None) values_[node->id] = values++;
            add_snapshot(node->snapshot);
        }
    }
}

std::string Names::of(const Node* node) const {
    u32 number = values_[node->id];
    if (number != ~u32{0}) return "v" + std::to_string(number);
    return std::string(info(node->op).name) + " (node " + std::to_string(node->id) + ")";
}

std::string Names::address(u64 bits) {
    if (bits < kMadeUpAddress) return std::to_string(bits);
    u64 number = (bits - kMadeUpAddress) / 16;
    if (number >= kMadeUpCount)
        number = addresses_.try_emplace(bits, static_cast<u32>(addresses_.size())).first->second;
    return "a" + std::to_string(number);
}

namespace {

std::string real_text(double value) {
    if (std::isnan(value)) {
        char buffer[24];
        auto end = std::to_chars(buffer, buffer + sizeof buffer, std::bit_cast<u64>(value), 16).ptr;
        return "0x" + std::string(buffer, end);
    }
    char buffer[32];
    std::string out(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
    return out;
}

class Printer {
public:
    explicit Printer(const Graph& graph) : graph_(graph), names_(graph) {}

    std::string run() {
        out_ = graph_.kind == GraphKind::Function ? "function" : "loop";
        out_ += " frame " + std::to_string(graph_.frame_slots);
        if (graph_.entry_pc) out_ += " entry " + position(graph_.function, graph_.entry_pc);
        if (graph_.own_result != Type::None) out_ += std::string(" result ") + letter_of(graph_.own_result);
        if (graph_.returns_nothing) out_ += " nothing";
        out_ += '\n';
        side_tables();
        for (const Block* block : graph_.blocks) {
            block_head(block);
            for (const Node* node = block->first; node; node = node->next) line(node);
        }
        for (const Snapshot* snapshot : names_.snapshots()) line(snapshot);
        return std::move(out_);
    }

private:
    static std::string position(const bytecode::FunctionData* function, const rt::Word* pc) {
        const rt::Word* start = function && function->code ? function->code->insn : nullptr;
        return std::to_string((reinterpret_cast<u64>(pc) - reinterpret_cast<u64>(start)) / sizeof(rt::Word));
    }

    void side_tables() {
        u32 number = 0;
        auto head = [&](const char* kind) { out_ += std::string(kind) + " " + std::to_string(number++) + ":"; };
        auto field = [&](const char* name, u64 value) {
            out_ += std::string(" ") + name + " " + std::to_string(value);
        };
        for (const TableSite& site : graph_.tables) {
            head("table");
            field("shape", site.shape), field("slots", site.inline_slots), field("elements", site.elements);
            if (site.doubles) out_ += " doubles";
            out_ += '\n';
        }
        number = 0;
        for (const ClosureSite& site : graph_.closures) {
            head("closure");
            out_ += " code " + names_.address(reinterpret_cast<u64>(site.code));
            field("cells", site.cells);
            out_ += '\n';
        }
        number = 0;
        for (const CallSite& site : graph_.calls) {
            head("call");
            out_ += " code " + names_.address(reinterpret_cast<u64>(site.code));
            field("slot", site.argument_slot), field("arguments", site.arguments);
            out_ += '\n';
        }
        number = 0;
        for (const ReturnSite& site : graph_.returns) {
            head("return");
            field("slot", site.first_slot), field("count", site.count);
            out_ += '\n';
        }
    }

    void block_head(const Block* block) {
        out_ += names_.of(block);
        if (block->loop_header) out_ += " loop";
        if (block->cold) out_ += " cold";
        if (block->entry) out_ += " entry " + names_.of(block->entry);
        for (std::size_t i = 0; i < block->predecessors.size(); ++i) {
            out_ += (i ? ", " : " <- ") + names_.of(block->predecessors[i]);
        }
        out_ += ":\n";
    }

    void line(const Node* node) {
        const OpInfo& row = info(node->op);
        out_ += "    ";
        if (node->type != Type::None) {
            out_ += names_.of(node);
            if (row.result == '*') out_ += std::string(":") + letter_of(node->type);
            out_ += " = ";
        }
        out_ += row.name;
        if (row.immediate == Immediate::Condition) out_ += std::string(".") + name_of(node->condition());
        if (row.immediate == Immediate::Helper) out_ += std::string(".") + info(static_cast<Helper>(node->imm)).name;
        bool first = true;
        auto next = [&] {
            out_ += first ? " " : ", ";
            first = false;
        };
        for (const Node* input : node->inputs) next(), out_ += names_.of(input);
        switch (row.immediate) {
            case Immediate::None:
                // Only phis of pointers have something here: the tag.
                if (node->is(Op::Phi) && node->imm) next(), out_ += tag(node->imm);
                break;
            case Immediate::Condition:
            case Immediate::Helper: break;
            case Immediate::Bits: next(), out_ += bits(node->is_const() ? node->type : Type::Value, node->imm); break;
            case Immediate::Address: next(), out_ += bits(Type::Ptr, node->imm); break;
            case Immediate::Slot: next(), out_ += std::to_string(node->slot()); break;
            case Immediate::Tag: next(), out_ += tag(node->imm); break;
            case Immediate::Word: next(), out_ += std::to_string(node->imm); break;
            case Immediate::Site: next(), out_ += "@" + std::to_string(node->imm); break;
            case Immediate::Access: {
                next();
                i32 offset = node->access().offset;
                out_ += (offset < 0 ? "" : "+") + std::to_string(offset) + " " + name_of(node->access().alias);
                break;
            }
        }
        if (node->snapshot) out_ += " [" + names_.of(node->snapshot) + "]";
        if (!(row.effects & kEnds)) {
            out_ += '\n';
            return;
        }
        const auto& successors = node->block->successors;
        for (std::size_t i = 0; i < successors.size(); ++i) out_ += (i ? ", " : " -> ") + names_.of(successors[i]);
        out_ += '\n';
    }

    std::string tag(u64 value) {
        const char* name = name_of_tag(value);
        return name ? name : std::to_string(value);
    }

    std::string bits(Type type, u64 value) {
        switch (type) {
            case Type::None: return "none";
            case Type::Bool: return value ? "true" : "false";
            case Type::I32:
            case Type::I64: return std::to_string(static_cast<i64>(value));
            case Type::F64: return real_text(std::bit_cast<double>(value));
            case Type::Ptr: return names_.address(value);
            case Type::Value: break;
        }
        rt::Value v{value};
        if (v.is_nil()) return "nil";
        if (v.is_boolean()) return v.is_true() ? "true" : "false";
        if (v.is_int()) return "int " + std::to_string(v.as_int());
        if (v.is_real()) return "real " + real_text(v.as_real());
        if (v.is_reference())
            return std::string(name_of_tag(value & ~rt::kPayloadMask)) + " " + names_.address(value & rt::kPayloadMask);
        return "bits " + std::to_string(value);
    }

    void line(const Snapshot* snapshot) {
        out_ += names_.of(snapshot) + ": pc " + position(snapshot->function, snapshot->pc);
        if (snapshot->base_offset) out_ += " base " + std::to_string(snapshot->base_offset);
        if (snapshot->depth) out_ += " depth " + std::to_string(snapshot->depth);
        if (snapshot->open_end >= 0) out_ += " open " + std::to_string(snapshot->open_end);
        out_ += " {";
        for (std::size_t i = 0; i < snapshot->slots.size(); ++i) {
            const SlotValue& entry = snapshot->slots[i];
            out_ += (i ? ", " : "") + std::to_string(entry.slot) + "=" + names_.of(entry.value);
        }
        out_ += '}';
        if (snapshot->function && snapshot->function != graph_.function) {
            const rt::String* name = snapshot->function->code->proto->name;
            out_ +=
                "  ; in " + (name ? std::string(name->data(), name->size()) : std::string("a function without a name"));
        }
        out_ += '\n';
    }

    const Graph& graph_;
    Names names_;
    std::string out_;
};

}  // namespace

std::string print(const Graph& graph) { return Printer(graph).run(); }

}  // namespace gs::jit

#include "jit/report.h"

#include <algorithm>
#include <vector>

namespace gs::jit {

namespace {

const char* type_name(Type type) {
    switch (type) {
        case Type::None: return "none";
        case Type::Bool: return "bool";
        case Type::I32: return "i32";
        case Type::I64: return "i64";
        case Type::F64: return "f64";
        case Type::Value: return "value";
        case Type::Ptr: return "pointer";
    }
    return "?";
}

std::string place_of(const ExitSlot& slot) {
    char text[64];
    switch (slot.kind) {
        case ExitSlot::Gpr: std::snprintf(text, sizeof text, "%s in r%d", type_name(slot.type), slot.index); break;
        case ExitSlot::Xmm: std::snprintf(text, sizeof text, "%s in x%d", type_name(slot.type), slot.index); break;
        case ExitSlot::Stack:
            std::snprintf(text, sizeof text, "%s in stack +%d", type_name(slot.type), slot.index);
            break;
        case ExitSlot::Object: std::snprintf(text, sizeof text, "object %d", slot.index); break;
        case ExitSlot::Constant:
            std::snprintf(text, sizeof text, "%llx", static_cast<unsigned long long>(slot.bits));
            break;
    }
    return text;
}

}  // namespace

void Stats::write(std::FILE* file, std::chrono::nanoseconds compiling, std::chrono::nanoseconds run) const {
    using Milliseconds = std::chrono::duration<double, std::milli>;
    auto number = [](u64 n) { return static_cast<unsigned long long>(n); };
    std::fprintf(file, "jit: compiled %u times: %u functions, %u loops; %u again, %u thrown away, %u given up\n",
                 functions + loops, functions, loops, again, dropped, given_up);
    std::fprintf(file, "jit: %llu words, %llu nodes, %llu bytes, %.3f ms\n", number(words), number(nodes),
                 number(bytes), Milliseconds(compiling).count());
    std::fprintf(file, "jit: that is %.2f%% of %.3f ms; had to wait %u times\n",
                 100.0 * Milliseconds(compiling).count() / Milliseconds(run).count(), Milliseconds(run).count(),
                 postponed);
    std::vector<u32> order;
    u64 all = 0;
    for (u32 op = 0; op < exits.size(); ++op) {
        if (exits[op]) order.push_back(op);
        all += exits[op];
    }
    std::sort(order.begin(), order.end(), [&](u32 a, u32 b) { return exits[a] > exits[b]; });
    std::fprintf(file, "jit: left %llu times", number(all));
    for (u32 op : order) {
        std::fprintf(file, "%s %s %llu", op == order[0] ? ":" : ",", info(static_cast<Op>(op)).name, number(exits[op]));
    }
    std::fprintf(file, "\n");
}

std::string describe_exits(const MachineCode& code) {
    std::string out;
    for (std::size_t i = 0; i < code.exits.size(); ++i) {
        const ExitInfo& exit = code.exits[i];
        auto word = static_cast<u32>(exit.pc - exit.function->code->insn);
        out += "exit " + std::to_string(i) + ": " + info(exit.op).name + ", to word " + std::to_string(word) +
               " in line " + std::to_string(exit.function->line_at(word));
        if (exit.depth) {
            out += ", " + std::to_string(exit.depth) + " inlined, base +" + std::to_string(exit.base_offset);
        }
        for (std::size_t n = 0; n < exit.objects.size(); ++n) {
            const ExitObject& object = exit.objects[n];
            out += "\n    object " + std::to_string(n) + ": " + info(object.what.op).name;
            for (const ExitSlot& field : object.fields) out += ", " + place_of(field);
        }
        for (const ExitSlot& slot : exit.slots) out += "\n    " + std::to_string(slot.slot) + ": " + place_of(slot);
        out += "\n";
    }
    return out;
}

}  // namespace gs::jit

// Runs graphs on frames of real functions: for tests of the evaluator, and of what has to agree with it.
#pragma once

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "bytecode/builder.h"
#include "jit/code/code.h"
#include "jit/ir/graph.h"
#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/ops.h"
#include "runtime/strings.h"
#include "runtime/table.h"
#include "stdlib/modules.h"
#include "vm/dispatch.h"
#include "vm/engine.h"

namespace gs::jit::test {

/// What runs a graph: the evaluator, or machine code, made with all registers or with as few as possible.
enum class Runner : u8 { Evaluator, Machine, FewRegisters };
inline constexpr Runner kRunners[] = {
    Runner::Evaluator,
#if defined(__x86_64__)
    Runner::Machine,
    Runner::FewRegisters,
#endif
};
inline std::string name_of(Runner runner) {
    return runner == Runner::Evaluator ? "Evaluator" : runner == Runner::Machine ? "Machine" : "FewRegisters";
}

class GraphTest : public ::testing::Test {
protected:
    explicit GraphTest(const rt::Options& options = {}) : st(options) {
        st.engine = vm::make_engine(st, [](rt::State& state, std::string_view, std::string_view, rt::Value) {
            return rt::Result<rt::Function*>(state.raise_text("no compiler"));
        });
        stdlib::open_library(st);
    }

    bytecode::FunctionInfo info(u16 params) {
        bytecode::FunctionInfo i;
        i.chunk = rt::intern(st, "test.gs");
        i.name = rt::intern(st, "f");
        i.line = 1;
        i.params = params;
        return i;
    }

    /// The function whose bytecode a graph's snapshots lead to.
    rt::Function* finish(bytecode::FunctionBuilder& b, u32 registers = 8) {
        b.need_registers(registers);
        rt::Code* code = b.finish();
        EXPECT_NE(code, nullptr);
        return bytecode::make_main_closure(st, code);
    }

    /// The graph of a text whose positions are words of f.
    std::unique_ptr<Graph> graph_of(rt::Function* f, std::string_view text) {
        std::string error;
        auto graph = parse(text, &error);
        EXPECT_EQ(error, "");
        if (!graph) return nullptr;
        const bytecode::FunctionData* data = bytecode::data_of(f);
        graph->function = data;
        graph->entry_pc = data->code->insn + reinterpret_cast<u64>(graph->entry_pc) / sizeof(rt::Word);
        for (Snapshot& snapshot : graph->snapshots) {
            snapshot.function = data;
            snapshot.pc = data->code->insn + reinterpret_cast<u64>(snapshot.pc) / sizeof(rt::Word);
        }
        graph->frame_slots = std::max(graph->frame_slots, data->frame_size);
        EXPECT_EQ(verify(*graph), "") << print(*graph);
        return graph;
    }

    /// Constants of functions and return words, which a text can not name: `function a0`, a1, ... and `bits 1`, 2, ...
    void patch(Graph& graph, const std::vector<rt::Value>& functions, const std::vector<const rt::Word*>& words) {
        for (Node* node = graph.blocks[0]->first; node; node = node->next) {
            if (!node->is_const() || node->type != Type::Value) continue;
            if (node->as_value().is_function()) {
                u64 number = ((node->imm & rt::kPayloadMask) - (1 << 20)) / 16;
                node->imm = functions[number].bits;
            } else if (node->imm >= 1 && node->imm <= words.size()) {
                node->imm = rt::raw_slot(words[node->imm - 1]).bits;
            }
        }
    }

    /// Calls f, but starts with the graph; the VM goes on where it is left.
    std::string run(rt::Function* f, Graph& graph, std::initializer_list<rt::Value> args) {
        std::string out;
        rt::run_main(st, [&] {
            auto offset = rt::begin_call(st, std::max(static_cast<u32>(args.size()), bytecode::data_of(f)->frame_size));
            if (!offset.ok()) return;
            rt::Value* base = rt::stack_bottom(st) + *offset;
            std::copy(args.begin(), args.end(), base);
            base[rt::kSavedPcSlot] = rt::raw_slot(nullptr);
            base[rt::kDeltaSlot] = rt::Value::integer(0);
            base[rt::kCalleeSlot] = rt::Value::function(f);
            base[rt::kReturnSlot] = rt::raw_slot(&rt::kBoundaryWord);
            rt::Value* outside = st.hot.base;
            u32 frames_left = st.hot.frames_left--;
            vm::Next next = start(graph, base);
            out = show(next.pc ? vm::run(st, next.pc, next.base) : vm::result_of(st, next));
            st.hot.frames_left = frames_left;
            st.hot.base = outside;
            st.hot.top = rt::stack_bottom(st) + *offset - rt::kBoundarySlots;
        });
        return left + out;
    }

    vm::Next start(Graph& graph, rt::Value* base) {
        if (runner == Runner::Evaluator) {
            vm::Next next = evaluate(st, graph, base);
            left = !graph.left_at ? "" : std::string(info_of(graph.left_at)) + " ";
            return next;
        }
        AssembleOptions options;
        if (runner == Runner::FewRegisters) options.registers = 4;
        code = assemble(environment(st), graph, options);
        EXPECT_NE(code, nullptr);
        EXPECT_TRUE(may_enter(st, *code));
        vm::Next next = enter(st, *code, base);
        left = "";
        for (const ExitInfo& exit : code->exits) {
            if (exit.taken) {
                left = std::string(jit::info(exit.op).name) + " ";
            }
        }
        return next;
    }

    static const char* info_of(const Node* node) { return jit::info(node->op).name; }

    std::string show(rt::Ret ret) {
        if (!ret.ok()) {
            std::string out = "error: ";
            if (st.pending.has_position) out += std::to_string(st.pending.line) + ": ";
            out += rt::plain_text(st, st.hot.error);
            st.pending = {};
            return out;
        }
        const rt::Value* values = st.result_array(ret);
        std::string out;
        for (i64 i = 0; i < ret.count; ++i) out += (i ? " " : "") + rt::plain_text(st, values[i]);
        return out;
    }

    static rt::Value number(i64 v) { return rt::Value::integer(v); }

    rt::State st;
    Runner runner = Runner::Evaluator;
    std::unique_ptr<MachineCode> code;  // of the last run
    std::string left;  // the operation through which the graph was left
};

}  // namespace gs::jit::test

// A State for tests of the runtime, with an engine whose script functions are C++ functions: position k of a function is
// line k, and operands have the names that the test gives.
#pragma once

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "runtime/call.h"
#include "runtime/coroutine.h"
#include "runtime/native_args.h"
#include "runtime/ops.h"
#include "runtime/state.h"
#include "stdlib/modules.h"

namespace gs::rt::test {

using ScriptBody = std::function<Ret(State&, Args)>;

class FakeEngine final : public Engine {
public:
    struct Data final : ProtoData {
        ScriptBody body;
    };

    std::string_view name() const override { return "fake"; }
    /// A text beginning with "!" has a static error; any other one is a chunk that returns its text.
    Result<Function*> load(State& st, std::string_view text, std::string_view chunk, Value) override {
        if (text.starts_with("!")) return st.raise_text(std::string(chunk) + ":1:1: bad");
        std::string result(text);
        Function* f = function(st, chunk, "", 0, [result](State& state, Args) -> Ret {
            if (result.empty()) return Ret::none();
            return TRY(string_value(state, result));
        });
        f->proto()->is_chunk = true;
        return f;
    }
    Ret execute(State& st, Function* f, u32 count) override {
        u32 offset = static_cast<u32>(st.hot.base - stack_bottom(st));
        return static_cast<Data*>(f->proto()->data)->body(st, {offset, count});
    }
    u32 line_at(const Proto*, const Word* pc) override { return static_cast<u32>(reinterpret_cast<u64>(pc)); }
    OperandName operand_name(const Proto*, const Word*, u32 operand) override {
        auto found = operands.find(operand);
        return found == operands.end() ? OperandName{} : found->second;
    }
    void caller_frame(Value*&, const Word*&) override { std::abort(); }
    Value* original_base(Value* base) override { return base; }

    static Function* function(State& st, std::string_view chunk, std::string_view name, u32 line, ScriptBody body) {
        auto* proto = static_cast<Proto*>(st.heap->allocate(sizeof(Proto), HeapType::Proto));
        Header header = proto->h;
        *proto = {};
        proto->h = header;
        proto->env = Value::nil();
        proto->line = line;
        auto* data = new Data;
        data->body = std::move(body);
        proto->data = data;
        st.heap->add_disposable(&proto->h);
        st.heap->store_pointer(&proto->h, &proto->chunk, intern(st, chunk));
        if (!name.empty()) st.heap->store_pointer(&proto->h, &proto->name, intern(st, name));
        auto* code = static_cast<Code*>(st.heap->allocate(sizeof(Code), HeapType::Code));
        code->proto = proto;
        code->entry = nullptr;
        code->head = {};
        auto* f = static_cast<Function*>(st.heap->allocate(sizeof(Function), HeapType::Function));
        f->code = &code->head;
        return f;
    }

    std::map<u32, OperandName> operands;
};

class RuntimeTest : public ::testing::Test {
protected:
    RuntimeTest() : st(Options{}) {
        auto made = std::make_unique<FakeEngine>();
        engine = made.get();
        st.engine = std::move(made);
        stdlib::open_library(st);
    }

    /// Positions are lines.
    void at_line(u32 line) { st.hot.pc = reinterpret_cast<const Word*>(u64{line}); }
    Value script(std::string_view name, u32 line, ScriptBody body) {
        return Value::function(FakeEngine::function(st, "test.gs", name, line, std::move(body)));
    }
    Value global(std::string_view name) { return raw_get_string(st, st.globals, intern(st, name)); }
    Value str(std::string_view s) { return *string_value(st, s); }
    std::string text(Value v) { return plain_text(st, v); }
    /// All results of a call, separated by spaces, or "error: ..." with the error value.
    std::string show(Ret ret) {
        if (!ret.ok()) {
            std::string out = "error: " + text(st.hot.error);
            st.pending = {};
            return out;
        }
        const Value* values = st.result_array(ret);
        std::string out;
        for (i64 i = 0; i < ret.count; ++i) out += (i ? " " : "") + text(values[i]);
        return out;
    }
    std::string call_global(std::string_view name, std::initializer_list<Value> args) {
        return show(call(st, global(name), args));
    }

    State st;
    FakeEngine* engine;
};

}  // namespace gs::rt::test

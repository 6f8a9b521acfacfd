// The builder of whole functions and loops. See method.cpp and, for calls, calls.cpp.
#pragma once

#include <memory>
#include <unordered_map>

#include "jit/frontend/emitter.h"

namespace gs::jit {

class MethodBuilder final : public Emitter {
public:
    explicit MethodBuilder(const Request& request);

    bool build_function();
    bool build_loop(const Word* header);
    std::unique_ptr<Graph> take() { return std::move(graph_); }

    void call(const CallShape& shape) override;
    bool call_operator(rt::Value metamethod, const Nodes& operands) override;
    bool is_called_soon() const override;
    void return_values(u32 first, u32 count) override;

private:
    struct OpenLoop {
        Block* header = nullptr;
        Block* edge = nullptr;
        std::vector<std::pair<u32, Node*>> phis;  // by register
        std::vector<Path> around;
    };
    /// The end of a way through an inlined function, and the values that it gives.
    struct Returned {
        Path path;
        std::vector<Node*> values;
    };
    /// One scope while it is translated.
    struct Activation {
        Activation(const ControlFlow& f, const Region& r)
            : flow(f), region(r), ir(f.blocks.size()), incoming(f.blocks.size()), loops(r.loops.size()) {}
        const ControlFlow& flow;
        const Region& region;
        u32 block = 0;  // that is translated
        std::vector<Block*> ir;  // by block of the bytecode: where its forward edges lead
        std::vector<std::vector<Path>> incoming;  // along these
        std::vector<OpenLoop> loops;
        std::vector<Returned> returned;  // of an inlined call
        Activation* outer = nullptr;  // that of the function that has inlined it
    };

    void add_edge(Path path, const Word* to) override;
    const ControlFlow* flow_of(const FunctionData* function);
    bool build(const ControlFlow& flow, const Region& region, u32 entry);
    void translate_region();
    void start_block(u32 block);
    void translate_block(u32 block);
    /// The instructions behind number `i` up to the call, on each of the ways that have gone apart. Gives that of the call.
    u32 translate_apart(u32 i);
    u32 call_behind(u32 i, u32 window) const;
    void open_loop(u32 number, const Instruction& first);
    void close_loop(u32 number);
    void forward(Path path, u32 block);
    /// Goes on only if the callee has this code.
    Node* guard_code(Node* callee, const rt::Code* code);
    Node* running(Node* callee);
    Node* head_of(Node* function);
    Node* has_code(Node* head, const rt::Code* code);
    void call_compiled(const CallShape& shape, const rt::Code* code, Node* head);
    void call_indirect(const CallShape& shape, Node* head);
    void call_object(const CallShape& shape);
    bool call_library(const CallShape& shape, Node* callee);
    void call_switch();
    void call_by_value(const CallShape& shape, Node* callee, const rt::Code* code);
    void call_one_of(const CallShape& shape, Node* callee, const std::vector<const rt::Code*>& codes, bool others);
    void call_code(const CallShape& shape, Node* callee, const rt::Code* code);
    u32 inlined_size(const CallShape& shape, const FunctionData* data);
    bool may_inline(const CallShape& shape, const FunctionData* data);
    void call_inline(const CallShape& shape, Node* callee, const FunctionData* data, const ControlFlow& flow);
    void inline_above_extras(const CallShape& shape, Scope* scope);
    void tail_call(const CallShape& shape, Node* callee, const rt::Code* code);
    void replace_frame(const CallShape& shape, Node* callee, const rt::Code* code, Node* head);
    void move_window(const CallShape& shape, Node* head);
    void call_from_beginning();
    bool is_in_loop() const;
    u32 recursions_of(const FunctionData* data) const;
    void replace_inlined(Node* callee, const std::vector<Node*>& values, const rt::Code* code, Node* head);
    /// The graph is too large, or what it is for would be left all the time.
    bool is_hopeless() const;

    std::unordered_map<const FunctionData*, std::unique_ptr<ControlFlow>> flows_;
    Activation* activation_ = nullptr;
    u32 slots_needed_ = 0;
    bool hopeless_ = false;
    u32 inlined_words_ = 0;  // of bytecode, all together
};

}  // namespace gs::jit

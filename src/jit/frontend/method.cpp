// The method front end: a whole function, or a loop of it, block by block. Essay in emitter.h.
//
// Blocks are translated in an order in which all forward edges to a block have been seen before it; what its predecessors
// left in the slots is merged at its start. A loop gets three blocks of its own: one in front of it, where the ways in
// meet; the header, with a phi for each register that lives there and is assigned in the loop; and one for its edge,
// where all ways around meet and the poll stands. The phis' last inputs are known when the whole loop is translated.
#include "jit/frontend/method.h"

#include <algorithm>

#include "jit/frontend/translate.h"
#include "support/assert.h"

namespace gs::jit {

namespace {

constexpr u32 kMaxNodes = 30'000;  // where a graph takes too long to be worth it

}  // namespace

MethodBuilder::MethodBuilder(const Request& request) : Emitter(request) {}

const ControlFlow* MethodBuilder::flow_of(const FunctionData* function) {
    auto& flow = flows_[function];
    if (!flow) {
        flow = std::make_unique<ControlFlow>();
        if (!analyse(function, flow.get())) flow->instructions.clear();
    }
    return flow->instructions.empty() ? nullptr : flow.get();
}

bool MethodBuilder::build_function() {
    const FunctionData* function = request_.function;
    const ControlFlow* flow = flow_of(function);
    if (!flow) return false;
    graph_->kind = GraphKind::Function;
    graph_->entry_pc = function->code->insn;
    Region region;
    if (!find_region(*flow, 0, 0, function->word_count, &region)) return false;
    return build(*flow, region, 0);
}

bool MethodBuilder::build_loop(const Word* header) {
    const FunctionData* function = request_.function;
    const ControlFlow* flow = flow_of(function);
    if (!flow) return false;
    graph_->kind = GraphKind::Loop;
    graph_->entry_pc = header;
    auto begin = static_cast<u32>(header - function->code->insn);
    u32 end = loop_end(*flow, begin);
    if (end == begin) return false;
    Region region;
    if (!find_region(*flow, flow->block_at(begin), begin, end, &region)) return false;
    return build(*flow, region, flow->block_at(begin));
}

bool MethodBuilder::build(const ControlFlow& flow, const Region& region, u32 entry) {
    const FunctionData* function = request_.function;
    Scope scope;
    scope.function = function;
    scope.flow = &flow;
    scope.seen = request_.closure;
    scope_ = &scope;
    slots_.assign(function->frame_size + kLink, {});
    enter(graph_->new_block());
    slots_[0].stored = slots_[1].stored = true;
    const RegisterSet& live = flow.instructions[flow.blocks[entry].first].live;
    live.each([&](u32 r) {
        slot(r).stored = true;
        (void)get(r);
    });
    Activation activation(flow, region);
    activation_ = &activation;
    Path start = suspend();
    graph_->append(start.from, graph_->make(Op::Jump, Type::None, {}));
    forward(std::move(start), entry);
    translate_region();
    activation_ = nullptr;
    scope_ = nullptr;
    graph_->frame_slots = std::max<u32>(static_cast<u32>(slots_needed_), function->frame_size);
    graph_->blocks = layout_;
    return !is_hopeless();
}

bool MethodBuilder::is_hopeless() const { return hopeless_ || graph_->node_count() > kMaxNodes; }

void MethodBuilder::translate_region() {
    for (u32 block : activation_->region.order) {
        if (activation_->incoming[block].empty()) continue;
        if (is_hopeless()) return;
        activation_->block = block;
        start_block(block);
        translate_block(block);
    }
    for (u32 i = 0; i < activation_->region.loops.size(); i++) close_loop(i);
}

void MethodBuilder::start_block(u32 block) {
    const ControlFlow& flow = activation_->flow;
    const Instruction& first = flow.instructions[flow.blocks[block].first];
    std::vector<Path> paths = std::move(activation_->incoming[block]);
    Block* into = activation_->ir[block];
    into->cold = std::all_of(paths.begin(), paths.end(), [](const Path& p) { return p.from->cold; });
    if (paths.size() == 1) {
        // What is dead would only make the states larger.
        slots_ = std::move(paths[0].slots);
        for (u32 r = 0; index_of(r) < slots_.size(); r++) {
            if (!first.live.has(r)) slot(r) = {nullptr, false, slot(r).empty};
        }
        enter(into);
    } else {
        merge(paths, into, first.live);
    }
    begin(flow.at(first.word));
    if (i32 number = activation_->region.loop_of[block]; number >= 0) open_loop(static_cast<u32>(number), first);
}

void MethodBuilder::open_loop(u32 number, const Instruction& first) {
    const Loop& loop = activation_->region.loops[number];
    OpenLoop& open = activation_->loops[number];
    Block* front = block_;
    Block* header = graph_->new_block();
    open.header = header;
    open.edge = graph_->new_block();
    header->cold = open.edge->cold = front->cold;
    // Values that memory alone holds are loaded once, in front of the loop.
    first.live.each([&](u32 r) { (void)get(r); });
    header->entry = make_snapshot(pc_, first.live, slots_);
    std::vector<std::pair<u32, Node*>> entries;
    first.live.each([&](u32 r) {
        if (loop.assigned.has(r)) entries.emplace_back(r, get_boxed(r));
    });
    graph_->append(front, graph_->make(Op::Jump, Type::None, {}));
    graph_->add_edge(front, header);
    enter(header);
    // What the loop leaves in the slots that it writes is not known yet.
    for (u32 r = 0; index_of(r) < slots_.size(); r++) {
        if (!first.live.has(r) || loop.assigned.has(r)) slot(r).empty = false;
    }
    for (auto [r, value] : entries) {
        Node* phi = append(Op::Phi, Type::Value, {value}, 0, nullptr);
        open.phis.emplace_back(r, phi);
        note_seen(r, phi);
        slot(r) = {phi, false};
    }
}

void MethodBuilder::close_loop(u32 number) {
    OpenLoop& open = activation_->loops[number];
    if (!open.header || open.around.empty()) return;
    const ControlFlow& flow = activation_->flow;
    const Instruction& first = flow.instructions[flow.blocks[activation_->region.loops[number].header].first];
    Block* last = open.around.back().from;
    merge(open.around, open.edge, first.live);
    begin(flow.at(first.word));
    Node* poll = append(Op::Poll, Type::None, {}, 0, snapshot());
    poll->origin = nullptr;
    for (auto [r, phi] : open.phis) {
        Node* value = get_boxed(r);
        phi->inputs.push_back(value);
        value->use_count++;
    }
    append(Op::Jump, Type::None, {}, 0, nullptr);
    graph_->add_edge(open.edge, open.header);
    open.header->loop_header = true;
    // The edge's block belongs behind the last of the loop.
    layout_.pop_back();
    auto place = std::find(layout_.begin(), layout_.end(), last);
    layout_.insert(place == layout_.end() ? place : place + 1, open.edge);
}

void MethodBuilder::translate_block(u32 block) {
    const ControlFlow& flow = activation_->flow;
    const CodeBlock& code = flow.blocks[block];
    for (u32 i = code.first; i < code.first + code.count; i++) {
        const Word* pc = flow.at(flow.instructions[i].word);
        begin(pc);
        translate(*this, pc);
        if (!apart_.empty()) i = translate_apart(i);
        if (!reachable()) return;
    }
    u32 next = code.first + code.count;
    jump(flow.at(flow.instructions[next].word));
}

void MethodBuilder::forward(Path path, u32 block) {
    Block*& to = activation_->ir[block];
    if (!to) to = graph_->new_block();
    graph_->add_edge(path.from, to);
    activation_->incoming[block].push_back(std::move(path));
}

void MethodBuilder::add_edge(Path path, const Word* to) {
    Activation& a = *activation_;
    u32 block = a.flow.block_at(static_cast<u32>(to - a.flow.function->code->insn));
    if (!a.region.inside[block]) {
        Block* out = graph_->new_block();
        out->cold = true;
        graph_->add_edge(path.from, out);
        Snapshot* there = make_snapshot(to, a.flow.live_at(to), path.slots);
        enter(out);
        append(Op::Exit, Type::None, {}, 0, there)->origin = nullptr;
        block_ = nullptr;
        return;
    }
    if (a.region.is_loop_edge(a.block, block)) {
        OpenLoop& loop = a.loops[static_cast<u32>(a.region.loop_of[block])];
        graph_->add_edge(path.from, loop.edge);
        loop.around.push_back(std::move(path));
        return;
    }
    forward(std::move(path), block);
}

std::unique_ptr<Graph> build_function(const Request& request) {
    MethodBuilder builder(request);
    return builder.build_function() ? builder.take() : nullptr;
}

std::unique_ptr<Graph> build_loop(const Request& request, const Word* header) {
    MethodBuilder builder(request);
    return builder.build_loop(header) ? builder.take() : nullptr;
}

}  // namespace gs::jit

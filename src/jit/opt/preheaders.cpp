// Gives each loop a block of its own in front, which everybody who enters comes through and which leads only there. That
// is where licm and types put what has to happen once; without it, code put in front of a loop would run on other ways too.
#include <algorithm>

#include "jit/opt/loops.h"
#include "jit/opt/pass.h"

namespace gs::jit::opt {

namespace {

void make_preheader(Graph& graph, Block* header) {
    Block* made = graph.new_block();
    graph.blocks.pop_back();
    graph.blocks.insert(std::find(graph.blocks.begin(), graph.blocks.end(), header), made);
    std::vector<Block*> entering(header->predecessors.begin(), header->predecessors.end() - 1);
    Block* back = header->predecessors.back();
    for (Node* phi = header->first; phi && phi->is(Op::Phi); phi = phi->next) {
        Node* value = phi->inputs[0];
        if (entering.size() > 1) {
            // Several ways in: what they bring meets in the new block.
            Nodes entering;
            entering.append(phi->inputs.begin(), phi->inputs.end() - 1);
            value = graph.make(Op::Phi, phi->type, std::move(entering), phi->imm);
            graph.append(made, value);
        }
        Node* around = phi->inputs.back();
        for (Node* input : phi->inputs) --input->use_count;
        phi->inputs = {value, around};
        for (Node* input : phi->inputs) ++input->use_count;
    }
    graph.append(made, graph.make(Op::Jump, Type::None, {}));
    for (Block* from : entering) {
        *std::find(from->successors.begin(), from->successors.end(), header) = made;
        made->predecessors.push_back(from);
    }
    made->successors = {header};
    header->predecessors = {made, back};
}

}  // namespace

void preheaders(Graph& graph) {
    std::vector<Block*> headers;
    for (Block* block : graph.blocks) {
        if (block->loop_header && !preheader(block)) headers.push_back(block);
    }
    for (Block* header : headers) make_preheader(graph, header);
}

}  // namespace gs::jit::opt

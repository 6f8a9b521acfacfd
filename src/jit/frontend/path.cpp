// Where control flow parts and meets: edges between blocks, and the phis that registers need.
#include <algorithm>

#include "jit/frontend/emitter.h"
#include "support/assert.h"

namespace gs::jit {

namespace {

/// The type of a phi of these values. `tag`: of pointers.
Type common_type(const std::vector<Node*>& values, u64* tag) {
    Type type = values[0]->type;
    *tag = type == Type::Ptr ? pointer_tag(values[0]) : 0;
    for (const Node* v : values) {
        if (v->type == type && (type != Type::Ptr || (*tag && pointer_tag(v) == *tag))) continue;
        bool ints = Emitter::is_int(v) && (type == Type::I32 || type == Type::I64);
        if (!ints) return Type::Value;
        type = Type::I64;
    }
    return type;
}

/// The tag of a constant that was unboxed.
u64 tag_of(u64 pointer) {
    switch (reinterpret_cast<const rt::Header*>(pointer)->type) {
        case rt::HeapType::Table: return rt::kTagTable;
        case rt::HeapType::String: return rt::kTagString;
        case rt::HeapType::Function:
        case rt::HeapType::Native: return rt::kTagFunction;
        default: return rt::kTagObject;
    }
}

bool is_ended(const Block* block) { return block->last && (block->last->effects() & kEnds); }

}  // namespace

Node* Emitter::canonical(Node* node) {
    for (;;) {
        switch (node->op) {
            case Op::CheckI32:
            case Op::CheckI64:
            case Op::CheckF64:
            case Op::CheckBool:
            case Op::CheckPtr:
            case Op::CheckNotNil:
            case Op::UnboxI32:
            case Op::UnboxI64:
            case Op::UnboxF64:
            case Op::UnboxBool:
            case Op::UnboxPtr:
            case Op::BoxI32:
            case Op::BoxI64:
            case Op::BoxF64:
            case Op::BoxBool:
            case Op::BoxPtr: node = node->inputs[0]; break;
            default: return node;
        }
    }
}

Node* Emitter::convert_at_end(Block* block, Node* value, Type type) {
    if (value->type == type) return value;
    auto make = [&](Op op, u64 imm = 0) {
        Node* node = graph_->make(op, type, {value}, imm);
        if (is_ended(block)) {
            graph_->insert_before(block->last, node);
        } else {
            graph_->append(block, node);
        }
        return node;
    };
    if (type == Type::I64) {
        return value->is_const() ? constant(Type::I64, value->imm) : make(Op::I32ToI64);
    }
    GS_ASSERT(type == Type::Value);
    if (value->is_const()) {
        switch (value->type) {
            case Type::I32:
            case Type::I64: return constant(Type::Value, rt::Value::integer(value->as_int()).bits);
            case Type::F64: return constant(Type::Value, value->imm);
            case Type::Bool: return constant(Type::Value, rt::Value::boolean(value->as_int()).bits);
            default: return constant(Type::Value, tag_of(value->imm) | value->imm);
        }
    }
    switch (value->op) {
        case Op::CheckI32:
        case Op::CheckI64:
        case Op::CheckF64:
        case Op::CheckBool:
        case Op::CheckPtr: return value->inputs[0];
        default: break;
    }
    switch (value->type) {
        case Type::I32: return make(Op::BoxI32);
        case Type::I64: return make(Op::BoxI64);
        case Type::F64: return make(Op::BoxF64);
        case Type::Bool: return make(Op::BoxBool);
        default: return make(Op::BoxPtr, pointer_tag(value));
    }
}

Node* Emitter::load_at_end(Block* block, u32 slot) {
    Node* node = graph_->make(Op::LoadSlot, Type::Value, {}, static_cast<u64>(i64{slot} - kLink));
    if (is_ended(block)) {
        graph_->insert_before(block->last, node);
    } else {
        graph_->append(block, node);
    }
    return node;
}

Node* Emitter::merge_values(const std::vector<Block*>& from, std::vector<Node*>& values, Block* into) {
    auto are_same = [&] { return std::all_of(values.begin(), values.end(), [&](Node* v) { return v == values[0]; }); };
    if (are_same()) return values[0];
    Node* common = canonical(values[0]);
    if (std::all_of(values.begin(), values.end(), [&](Node* v) { return canonical(v) == common; })) return common;
    u64 tag;
    Type type = common_type(values, &tag);
    for (std::size_t i = 0; i < values.size(); i++) values[i] = convert_at_end(from[i], values[i], type);
    if (are_same()) return values[0];
    Nodes inputs;
    inputs.append(values.begin(), values.end());
    Node* phi = graph_->make(Op::Phi, type, std::move(inputs), type == Type::Ptr ? tag : 0);
    graph_->append(into, phi);
    return phi;
}

void Emitter::merge(std::vector<Path>& paths, Block* into, const RegisterSet& live) {
    std::vector<Block*> from;
    from.reserve(paths.size());
    for (const Path& path : paths) from.push_back(path.from);
    std::vector<Node*> values(paths.size());
    std::vector<Slot> merged(paths[0].slots.size());
    for (u32 i = 0; i < merged.size(); i++) {
        bool stored = true, empty = true, defined = i < index_of(0) || live.has(i - index_of(0));
        bool unread = true, same = true, same_open = true;
        for (const Path& path : paths) {
            const Slot& s = path.slots[i];
            stored &= s.stored;
            empty &= s.empty;
            same_open &= s.open == paths[0].slots[i].open;
            defined &= s.value || s.stored;
            unread &= !s.value;
            same &= s.value == paths[0].slots[i].value;
        }
        merged[i].empty = empty;
        merged[i].open = same_open ? paths[0].slots[i].open : Slot::kOpenByTop;
        if (!defined) continue;
        merged[i].stored = stored;
        if (same || unread) {
            merged[i].value = paths[0].slots[i].value;
            continue;
        }
        for (std::size_t p = 0; p < paths.size(); p++) {
            Node* value = paths[p].slots[i].value;
            values[p] = value ? value : load_at_end(paths[p].from, i);
        }
        merged[i].value = merge_values(from, values, into);
    }
    slots_ = std::move(merged);
    enter(into);
}

void Emitter::branch(Node* condition, const Word* if_true, const Word* if_false) {
    if (condition->is_const()) return jump(condition->as_int() ? if_true : if_false);
    append(Op::Branch, Type::None, {condition}, 0, nullptr);
    Path path = suspend();
    add_edge({path.from, path.slots}, if_true);
    add_edge(std::move(path), if_false);
}

void Emitter::jump(const Word* to) {
    append(Op::Jump, Type::None, {}, 0, nullptr);
    add_edge(suspend(), to);
}

Path Emitter::suspend() {
    Path path{block_, slots_};
    block_ = nullptr;
    return path;
}

void Emitter::resume(Path path, bool cold) {
    slots_ = std::move(path.slots);
    enter(path.from);
    if (cold) block_->cold = true;
}

Path Emitter::split(Node* condition, bool cold) {
    append(Op::Branch, Type::None, {condition}, 0, nullptr);
    Block *yes = graph_->new_block(), *no = graph_->new_block();
    yes->cold = block_->cold;
    no->cold = block_->cold || cold;
    graph_->add_edge(block_, yes);
    graph_->add_edge(block_, no);
    enter(yes);
    // The way back is the same on both sides.
    return {no, slots_};
}

/// Where ways do not know the same number of open values, or some leave it to Hot::top, all do that.
void Emitter::publish_where_others_do(std::vector<Path>& paths) {
    for (u32 i = 0; i < paths[0].slots.size(); i++) {
        auto is_same = [&](const Path& p) { return p.slots[i].open == paths[0].slots[i].open; };
        if (std::all_of(paths.begin(), paths.end(), is_same)) continue;
        for (Path& path : paths) {
            if (path.slots[i].open == Slot::kOpenByTop) continue;
            resume(std::move(path));
            publish_open(i);
            path = suspend();
        }
    }
}

void Emitter::join(std::vector<Path> paths) { (void)join(std::move(paths), {}); }

Node* Emitter::join(std::vector<Path> paths, std::vector<Node*> values) {
    if (block_) paths.insert(paths.begin(), suspend());
    if (paths.empty()) return nullptr;
    if (paths.size() == 1) {
        resume(std::move(paths[0]));
        return values.empty() ? nullptr : values[0];
    }
    publish_where_others_do(paths);
    Block* into = graph_->new_block();
    into->cold = std::all_of(paths.begin(), paths.end(), [](const Path& p) { return p.from->cold; });
    std::vector<Block*> from;
    for (Path& path : paths) {
        place(path.from);
        graph_->append(path.from, graph_->make(Op::Jump, Type::None, {}));
        graph_->add_edge(path.from, into);
        from.push_back(path.from);
    }
    merge(paths, into, RegisterSet::all(scope_->slots_above()));
    return values.empty() ? nullptr : merge_values(from, values, into);
}

}  // namespace gs::jit

// Graphs made at random: arithmetic in all representations, guards with snapshots, branches, loops, phis. Every one ends.
#pragma once

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

#include "jit/ir/graph.h"

namespace gs::jit::test {

class RandomGraph {
public:
    explicit RandomGraph(u32 seed, const rt::Word* pc, const bytecode::FunctionData* data)
        : graph(std::make_unique<Graph>(data)), random_(seed), pc_(pc) {
        graph->entry_pc = pc;
        graph->frame_slots = 20;
        block_ = graph->new_block();
        for (i32 s = 0; s < 4; ++s) values_.push_back(add(Op::LoadSlot, Type::Value, {}, static_cast<u64>(s)));
        ints_.push_back(constant(Type::I32, 3));
        reals_.push_back(constant(Type::F64, std::bit_cast<u64>(1.5)));
        longs_.push_back(constant(Type::I64, 12345678901));
        bools_.push_back(constant(Type::Bool, 1));
        body(3);
        finish();
    }

    std::unique_ptr<Graph> graph;

private:
    u32 pick(std::size_t n) { return static_cast<u32>(random_() % n); }
    template <class T>
    T any(const std::vector<T>& from) {
        return pick(2) ? from[pick(from.size())] : from[from.size() - 1 - pick(std::min<std::size_t>(from.size(), 3))];
    }

    Node* add(Op op, Type type, Nodes inputs, u64 imm = 0, Snapshot* snapshot = nullptr) {
        Node* node = graph->make(op, type, std::move(inputs), imm, snapshot);
        graph->append(block_, node);
        return node;
    }
    Node* constant(Type type, u64 bits) { return add(Op::Const, type, {}, bits); }
    Node* of_row(Op op, Nodes inputs, u64 imm = 0) {
        return add(op, type_of(info(op).result), std::move(inputs), imm,
                   info(op).effects & kGuard ? snapshot() : nullptr);
    }

    Node* i() { return pick(6) ? any(ints_) : constant(Type::I32, static_cast<u64>(i64{static_cast<i32>(number())})); }
    Node* l() { return pick(6) ? any(longs_) : constant(Type::I64, static_cast<u64>(number())); }
    Node* d() {
        return pick(6) ? any(reals_) : constant(Type::F64, std::bit_cast<u64>(static_cast<double>(number()) / 4));
    }
    i64 number() {
        constexpr i64 kNumbers[] = {0, 1, -1, 2, 7, 31, 255, -128, 65536, 2147483647, -2147483647 - 1, 5000000000, -3};
        return kNumbers[pick(std::size(kNumbers))];
    }

    Snapshot* snapshot() {
        Snapshot* s = graph->new_snapshot();
        s->pc = pc_;
        s->function = graph->function;
        std::vector<SlotValue> slots;
        for (i32 slot = 0; slot < 8; ++slot) {
            if (pick(3) == 0) continue;
            Node* value;
            switch (pick(5)) {
                case 0: value = any(ints_); break;
                case 1: value = any(reals_); break;
                case 2: value = any(bools_); break;
                case 3: value = any(values_); break;
                default: value = boxed(); break;
            }
            slots.push_back({slot, value});
        }
        graph->set_slots(s, slots);
        return s;
    }

    Node* boxed() {
        switch (pick(4)) {
            case 0: return of_row(Op::BoxI32, {any(ints_)});
            case 1: return of_row(Op::BoxF64, {any(reals_)});
            case 2: return of_row(Op::BoxBool, {any(bools_)});
            default: return any(values_);
        }
    }

    void operation() {
        Node* small = constant(Type::I32, 0x7FFF);
        switch (pick(34)) {
            case 0: ints_.push_back(of_row(Op::AddI32Ov, {i(), i()})); break;
            case 1: ints_.push_back(of_row(Op::SubI32Ov, {i(), i()})); break;
            case 2: ints_.push_back(of_row(Op::MulI32Ov, {of_row(Op::AndI32, {i(), small}), i()})); break;
            case 3: ints_.push_back(of_row(Op::NegI32Ov, {i()})); break;
            case 4: ints_.push_back(of_row(Op::AddI32, {of_row(Op::AndI32, {i(), small}), small})); break;
            case 5: {
                Node* a = of_row(Op::AndI32, {i(), small});
                ints_.push_back(of_row(pick(2) ? Op::SubI32 : Op::MulI32, {a, of_row(Op::AndI32, {i(), small})}));
                break;
            }
            case 6: ints_.push_back(of_row(Op::ModI32, {i(), of_row(Op::OrI32, {i(), constant(Type::I32, 1)})})); break;
            case 7: {
                constexpr i32 kDivisors[] = {1, -1, 2, 8, 3, 7, -7, 10, 1 << 30, (1 << 30) + 1, 2147483647};
                i64 divisor = kDivisors[pick(std::size(kDivisors))];
                if (divisor > 0 && pick(4) == 0) {
                    longs_.push_back(of_row(Op::ModI64, {of_row(Op::I32ToI64, {i()}),
                                                         constant(Type::I64, static_cast<u64>(divisor) << pick(16))}));
                } else {
                    ints_.push_back(of_row(Op::ModI32, {i(), constant(Type::I32, static_cast<u64>(divisor))}));
                }
                break;
            }
            case 8: ints_.push_back(of_row(pick(2) ? Op::OrI32 : Op::XorI32, {i(), i()})); break;
            case 9: {
                constexpr Op kShifts[] = {Op::ShlI32, Op::ShrI32, Op::SarI32};
                Node* count =
                    pick(2) ? of_row(Op::AndI32, {i(), constant(Type::I32, 31)}) : constant(Type::I32, pick(32));
                ints_.push_back(of_row(kShifts[pick(3)], {i(), count}));
                break;
            }
            case 10: longs_.push_back(of_row(Op::I32ToI64, {i()})); break;
            case 11: longs_.push_back(of_row(Op::AddI64, {of_row(Op::I32ToI64, {i()}), l()})); break;
            case 12: longs_.push_back(of_row(Op::SubI64, {l(), of_row(Op::I32ToI64, {i()})})); break;
            case 13: longs_.push_back(of_row(Op::MulI64Ov, {l(), of_row(Op::I32ToI64, {i()})})); break;
            case 14:
                longs_.push_back(of_row(Op::ModI64, {l(), of_row(Op::OrI64, {l(), constant(Type::I64, 1)})}));
                break;
            case 15: {
                constexpr Op kOps[] = {Op::AndI64, Op::OrI64, Op::XorI64};
                longs_.push_back(of_row(kOps[pick(3)], {l(), l()}));
                break;
            }
            case 16: {
                constexpr Op kShifts[] = {Op::ShlI64, Op::ShrI64, Op::SarI64};
                longs_.push_back(of_row(kShifts[pick(3)], {l(), of_row(Op::AndI32, {i(), constant(Type::I32, 63)})}));
                break;
            }
            case 17: longs_.push_back(of_row(Op::CheckInt48, {l()})); break;
            case 18: {
                constexpr Op kOps[] = {Op::TruncI64, Op::NarrowI64, Op::TruncF64};
                Op op = kOps[pick(3)];
                ints_.push_back(of_row(op, {op == Op::TruncF64 ? d() : l()}));
                break;
            }
            case 19:
            case 20: {
                constexpr Op kOps[] = {Op::AddF64, Op::SubF64, Op::MulF64, Op::DivF64};
                reals_.push_back(of_row(kOps[pick(4)], {d(), d()}));
                break;
            }
            case 21: {
                constexpr Op kOps[] = {Op::NegF64, Op::AbsF64, Op::SqrtF64, Op::FloorF64, Op::CeilF64};
                reals_.push_back(of_row(kOps[pick(5)], {d()}));
                break;
            }
            case 22: reals_.push_back(pick(2) ? of_row(Op::I32ToF64, {i()}) : of_row(Op::I64ToF64, {l()})); break;
            case 23: bools_.push_back(of_row(Op::CmpI32, {i(), i()}, pick(6))); break;
            case 24: bools_.push_back(of_row(Op::CmpU32, {i(), i()}, 2 + pick(4))); break;
            case 25: bools_.push_back(of_row(Op::CmpI64, {l(), l()}, pick(6))); break;
            case 26: bools_.push_back(of_row(Op::CmpF64, {d(), d()}, pick(6))); break;
            case 27: {
                constexpr Op kOps[] = {Op::IsTruthy, Op::IsNil, Op::IsInt, Op::IsF64};
                bools_.push_back(of_row(kOps[pick(4)], {any(values_)}));
                break;
            }
            case 28: bools_.push_back(of_row(Op::NotBool, {any(bools_)})); break;
            case 29: values_.push_back(boxed()); break;
            case 30: reals_.push_back(add(Op::CallPure, Type::F64, {d(), d()}, pick(2))); break;
            case 31: check(); break;
            case 32: of_row(Op::StoreSlot, {boxed()}, 4 + pick(12)); break;
            case 33: values_.push_back(add(Op::LoadSlot, Type::Value, {}, pick(16))); break;
        }
    }

    void check() {
        Node* v = any(values_);
        switch (pick(9)) {
            case 0: ints_.push_back(of_row(Op::CheckI32, {v})); break;
            case 1: reals_.push_back(of_row(Op::CheckNumber, {v})); break;
            case 2: reals_.push_back(of_row(Op::CheckF64, {v})); break;
            case 3: values_.push_back(of_row(Op::CheckNotNil, {v})); break;
            case 4: longs_.push_back(of_row(Op::CheckI64, {v})); break;
            case 5: bools_.push_back(of_row(Op::CheckBool, {v})); break;
            case 6: longs_.push_back(of_row(Op::ExactI64, {of_row(Op::FloorF64, {d()})})); break;
            case 7: of_row(pick(2) ? Op::GuardTrue : Op::GuardFalse, {any(bools_)}); break;
            case 8: {
                // One that can not fail.
                Node* box = of_row(Op::BoxI32, {any(ints_)});
                ints_.push_back(of_row(Op::CheckI32, {box}));
                break;
            }
        }
    }

    struct Pools {
        std::vector<Node*> ints, longs, reals, bools, values;
    };
    Pools pools() const { return {ints_, longs_, reals_, bools_, values_}; }
    void restore(const Pools& p) {
        ints_ = p.ints, longs_ = p.longs, reals_ = p.reals, bools_ = p.bools, values_ = p.values;
    }

    void straight() {
        // Guards end most runs early, so there are few.
        for (u32 n = pick(10); n-- > 0;) operation();
    }

    void body(u32 levels) {
        straight();
        for (u32 n = levels ? pick(3) : 0; n-- > 0;) {
            pick(2) ? branch(levels) : loop(levels);
            straight();
        }
    }

    void branch(u32 levels) {
        Node* condition = pick(4) ? of_row(Op::CmpI32, {i(), i()}, pick(6)) : any(bools_);
        add(Op::Branch, Type::None, {condition});
        Block* before = block_;
        Pools outside = pools();
        Block* ends[2];
        Node* results[2][4];
        for (u32 side = 0; side < 2; ++side) {
            restore(outside);
            block_ = graph->new_block();
            block_->cold = side == 1 && pick(2);
            graph->add_edge(before, block_);
            body(levels - 1);
            results[side][0] = any(ints_), results[side][1] = any(reals_);
            results[side][2] = any(longs_), results[side][3] = any(values_);
            add(Op::Jump, Type::None, {});
            ends[side] = block_;
        }
        restore(outside);
        block_ = graph->new_block();
        graph->add_edge(ends[0], block_);
        graph->add_edge(ends[1], block_);
        Node* phis[4];
        for (u32 k = 0; k < 4; ++k) {
            phis[k] = add(Op::Phi, results[0][k]->type, {results[0][k], results[1][k]});
        }
        take(phis);
    }

    void take(Node** phis) {
        ints_.push_back(phis[0]);
        reals_.push_back(phis[1]);
        longs_.push_back(phis[2]);
        values_.push_back(phis[3]);
    }

    void loop(u32 levels) {
        Node* starts[6] = {any(ints_), any(reals_), any(longs_), any(values_), constant(Type::I32, pick(6)),
                           any(ints_)};
        add(Op::Jump, Type::None, {});
        Block* before = block_;
        Block* header = graph->new_block();
        header->loop_header = true;
        graph->add_edge(before, header);
        block_ = header;
        Node* phis[6];
        for (u32 k = 0; k < 6; ++k) phis[k] = add(Op::Phi, starts[k]->type, {starts[k]});
        take(phis);
        ints_.push_back(phis[5]);
        body(levels - 1);
        if (pick(2)) of_row(Op::Poll, {});
        Node* next = of_row(Op::SubI32, {phis[4], constant(Type::I32, 1)});
        Node* more = of_row(Op::CmpI32, {next, constant(Type::I32, 0)}, static_cast<u64>(Condition::Gt));
        Node* news[6] = {any(ints_), any(reals_), any(longs_), any(values_), next, any(ints_)};
        add(Op::Branch, Type::None, {more});
        graph->add_edge(block_, header);
        for (u32 k = 0; k < 6; ++k) {
            phis[k]->inputs.push_back(news[k]);
            news[k]->use_count++;
        }
        Block* after = graph->new_block();
        graph->add_edge(block_, after);
        block_ = after;
    }

    void finish() {
        graph->returns.push_back({0, 12});
        for (i32 slot = 0; slot < 12; ++slot) of_row(Op::StoreSlot, {boxed()}, static_cast<u64>(slot));
        add(Op::ReturnSlots, Type::None, {}, 0);
        graph->count_uses();
    }

    std::mt19937 random_;
    const rt::Word* pc_;
    Block* block_;
    std::vector<Node*> ints_, longs_, reals_, bools_, values_;
};

}  // namespace gs::jit::test

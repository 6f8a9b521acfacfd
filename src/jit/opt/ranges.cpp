#include "jit/opt/ranges.h"

#include <algorithm>

#include "runtime/arithmetic.h"
#include "runtime/value.h"

namespace gs::jit::opt {

namespace {

constexpr i64 kMin32 = INT32_MIN, kMax32 = INT32_MAX;

Interval everything(const Node* node) {
    if (node->type == Type::I64) return {INT64_MIN, INT64_MAX};
    return {kMin32, kMax32};
}

bool is_integer(const Node* node) { return node->type == Type::I32 || node->type == Type::I64; }

i64 add_saturating(i64 a, i64 b) {
    i64 sum;
    if (!__builtin_add_overflow(a, b, &sum)) return sum;
    return b < 0 ? INT64_MIN : INT64_MAX;
}

i64 multiply_saturating(i64 a, i64 b) {
    i64 product;
    if (!__builtin_mul_overflow(a, b, &product)) return product;
    return (a < 0) != (b < 0) ? INT64_MIN : INT64_MAX;
}

Interval meet(Interval a, Interval b) { return {std::max(a.low, b.low), std::min(a.high, b.high)}; }
Interval join(Interval a, Interval b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

/// The least number of the form 2^k - 1 that is not less than `value`, which is not negative.
i64 ones(i64 value) { return value == 0 ? 0 : static_cast<i64>(~u64{0} >> __builtin_clzll(static_cast<u64>(value))); }

bool is_sum(const Node* node) {
    return node->is(Op::AddI32) || node->is(Op::AddI32Ov) || node->is(Op::SubI32) || node->is(Op::SubI32Ov);
}
bool subtracts(const Node* node) { return node->is(Op::SubI32) || node->is(Op::SubI32Ov); }

}  // namespace

Ranges::Ranges(Graph& graph)
    : graph_(graph),
      order_(analyse_loops(graph)),
      about_(graph.node_count()),
      position_(graph.node_count()),
      intervals_(graph.node_count()),
      state_(graph.node_count()),
      busy_(graph.node_count()) {
    collect();
    // In this order most questions about inputs are answered already.
    for (Block* block : order_) {
        for (Node* node = block->first; node; node = node->next) {
            if (is_integer(node)) of(node, 0);
        }
    }
}

const Node* step_of(const Node* phi) {
    const Node* around = phi->inputs.back();
    if (!is_sum(around)) return nullptr;
    if (around->inputs[0] == phi) return around->inputs[1];
    return around->inputs[1] == phi && !subtracts(around) ? around->inputs[0] : nullptr;
}

// ---- comparisons --------------------------------------------------------------------------------------------------

Sum split(const Node* node) {
    constexpr u32 kLongest = 16;  // chain of sums; in a loop that was written out by hand it may have no end
    i64 add = 0;
    for (u32 i = 0; i < kLongest && is_sum(node) && node->inputs[1]->is_const(); ++i) {
        i64 constant = node->inputs[1]->as_int();
        add += subtracts(node) ? -constant : constant;
        node = node->inputs[0];
    }
    if (node->is_const()) return {nullptr, add + node->as_int()};
    return {node, add};
}

void Ranges::collect() {
    for (Block* block : order_) {
        u32 position = 0;
        for (Node* node = block->first; node; node = node->next) {
            position_[node->id] = ++position;
            if (node->is(Op::GuardTrue) || node->is(Op::GuardFalse)) {
                note(node->inputs[0], node->is(Op::GuardTrue), {nullptr, 0, block, nullptr, position});
            }
        }
        if (!block->last->is(Op::Branch) || block->successors[0] == block->successors[1]) continue;
        for (u32 i = 0; i < 2; ++i) note(block->last->inputs[0], i == 0, {nullptr, 0, block, block->successors[i], 0});
    }
}

void Ranges::note(const Node* condition, bool holds, const Fact& where) {
    if (condition->is(Op::NotBool)) return note(condition->inputs[0], !holds, where);
    if (!condition->is(Op::CmpI32) && !condition->is(Op::CmpU32)) return;
    const Node *a = condition->inputs[0], *b = condition->inputs[1];
    Condition c = condition->condition();
    if (condition->is(Op::CmpU32)) {
        // Only what says that a is in 0..b - 1.
        bool in_bounds = (holds && c == Condition::Lt) || (!holds && c == Condition::Ge);
        if (!in_bounds || of(b, 0).low < 0) return;
        note_at_most(graph_.constant(Type::I32, 0), a, 0, where);
        return note_at_most(a, b, -1, where);
    }
    bool less = c == Condition::Lt, less_equal = c == Condition::Le, greater = c == Condition::Gt;
    bool greater_equal = c == Condition::Ge, equal = c == Condition::Eq;
    if (!holds) {
        std::swap(less, greater_equal);
        std::swap(less_equal, greater);
        equal = c == Condition::Ne;
    }
    if (less) note_at_most(a, b, -1, where);
    if (less_equal || equal) note_at_most(a, b, 0, where);
    if (greater) note_at_most(b, a, -1, where);
    if (greater_equal || equal) note_at_most(b, a, 0, where);
}

void Ranges::note_at_most(const Node* a, const Node* b, i64 c, const Fact& where) {
    Sum left = split(a), right = split(b);
    if (left.base == right.base) return;
    // left.base <= right.base + add
    i64 add = c + right.add - left.add;
    if (left.base) add_fact(about_[left.base->id].upper, where, right.base, add);
    if (right.base) add_fact(about_[right.base->id].lower, where, left.base, -add);
}

void Ranges::add_fact(u32& list, const Fact& where, const Node* other, i64 add) {
    Fact fact = where;
    fact.other = other;
    fact.add = add;
    fact.next = list;
    list = static_cast<u32>(facts_.size());
    facts_.push_back(fact);
}

bool Ranges::applies(const Fact& fact, const Place& place) const {
    if (!fact.to) {
        if (fact.from != place.block) return dominates(fact.from, place.block);
        return !place.node || (place.node->id < position_.size() && position_[place.node->id] > fact.position);
    }
    if (place.to == fact.to && place.block == fact.from) return true;
    return fact.to->predecessors.size() == 1 && dominates(fact.to, place.block);
}

bool Ranges::at_most(const Node* a, const Node* b, i64 c, const Place& place, u32 steps) {
    Sum left = split(a), right = split(b);
    c += right.add - left.add;
    if (left.base == right.base) return c >= 0;
    i64 least = right.base ? of(right.base, place).low : 0;
    i64 most = left.base ? of(left.base, place).high : 0;
    if (most <= add_saturating(least, c)) return true;
    if (steps == 0) return false;
    static const Node kZero = [] {
        Node zero;
        zero.type = Type::I32;
        return zero;
    }();
    const Node* from = left.base ? left.base : &kZero;
    const Node* to = right.base ? right.base : &kZero;
    auto is_above = [&](const Fact& fact) {
        return at_most(fact.other ? fact.other : &kZero, to, c - fact.add, place, steps - 1);
    };
    if (left.base && any_fact(about_[left.base->id].upper, place, is_above)) return true;
    auto is_below = [&](const Fact& fact) {
        return at_most(from, fact.other ? fact.other : &kZero, c + fact.add, place, steps - 1);
    };
    if (right.base && any_fact(about_[right.base->id].lower, place, is_below)) return true;
    return left.base && left.base->is(Op::Phi) && phi_at_most(left.base, to, c, steps - 1);
}

/// A phi is at most what all its inputs are at most, on their edges; `b` must be the same in each pass of a loop.
bool Ranges::phi_at_most(const Node* phi, const Node* b, i64 c, u32 steps) {
    // What has been replaced in the meantime stands nowhere.
    if (!b->block) return false;
    bool outside = b->is_const() || (b->block != phi->block && dominates(b->block, phi->block));
    if (!outside || busy_[phi->id]) return false;
    busy_[phi->id] = true;
    bool holds = true;
    for (u32 i = 0; i < phi->inputs.size() && holds; ++i) {
        Place edge{phi->block->predecessors[i], nullptr, phi->block};
        holds = at_most(phi->inputs[i], b, c, edge, steps);
    }
    busy_[phi->id] = false;
    return holds;
}

// ---- intervals ----------------------------------------------------------------------------------------------------

Interval Ranges::of(const Node* node, const Place& place) { return refined(node, of(node, 0), place, 0); }

/// Comparisons with something whose interval is known make an interval smaller.
Interval Ranges::refined(const Node* node, Interval interval, const Place& place, u32 depth, bool is_other) {
    Sum sum = split(node);
    if (!sum.base || sum.base->id >= about_.size()) return interval;
    // What is compared with may be known better here, too; one step of that is enough.
    auto other = [&](const Fact& fact) {
        if (!fact.other) return Interval{0, 0};
        Interval known = of(fact.other, depth + 1);
        return is_other ? known : refined(fact.other, known, place, depth + 1, true);
    };
    any_fact(about_[sum.base->id].upper, place, [&](const Fact& fact) {
        i64 high = other(fact).high;
        interval.high = std::min(interval.high, add_saturating(high, fact.add + sum.add));
        return false;
    });
    any_fact(about_[sum.base->id].lower, place, [&](const Fact& fact) {
        i64 low = other(fact).low;
        interval.low = std::max(interval.low, add_saturating(low, fact.add + sum.add));
        return false;
    });
    return interval;
}

Interval Ranges::of(const Node* node, u32 depth) {
    if (node->is_const()) return {node->as_int(), node->as_int()};
    if (node->id >= state_.size() || depth > kDeep) return everything(node);
    u8& state = state_[node->id];
    if (state == 0) {
        state = 1;
        intervals_[node->id] = everything(node);  // until it is known better
        Interval known = meet(compute(node, depth), everything(node));
        // Nothing left means that this can not be reached; nobody needs to know.
        if (known.low <= known.high) intervals_[node->id] = known;
        state_[node->id] = 2;
    }
    return intervals_[node->id];
}

Interval Ranges::phi(const Node* node, u32 depth) {
    bool counts = node->block->loop_header && node->inputs.size() == 2;
    const Node* around = counts ? node->inputs[1] : nullptr;
    const Node* step = counts ? step_of(node) : nullptr;
    if (step) {
        // Always further up, or down: nothing overflows, and the loop edge brings nothing on this side of the first value.
        Place edge{node->block->predecessors[0], nullptr, node->block};
        Interval first = refined(node->inputs[0], of(node->inputs[0], depth + 1), edge, depth);
        Interval by = of(step, depth + 1);
        bool down = subtracts(around);
        Interval& known = intervals_[node->id];
        if (down ? by.high <= 0 : by.low >= 0) known.low = first.low;
        if (down ? by.low >= 0 : by.high <= 0) known.high = first.high;
    }
    Interval result{INT64_MAX, INT64_MIN};
    for (u32 i = 0; i < node->inputs.size(); ++i) {
        Place edge{node->block->predecessors[i], nullptr, node->block};
        result = join(result, refined(node->inputs[i], of(node->inputs[i], depth + 1), edge, depth));
    }
    return meet(result, intervals_[node->id]);
}

Interval Ranges::compute(const Node* node, u32 depth) {
    auto in = [&](u32 i) { return refined(node->inputs[i], of(node->inputs[i], depth + 1), at(node), depth); };
    switch (node->op) {
        case Op::Phi: return phi(node, depth);
        case Op::AddI32:
        case Op::AddI32Ov:
        case Op::AddI64: {
            Interval a = in(0), b = in(1);
            return {add_saturating(a.low, b.low), add_saturating(a.high, b.high)};
        }
        case Op::SubI32:
        case Op::SubI32Ov:
        case Op::SubI64: {
            Interval a = in(0), b = in(1);
            if (b.low == INT64_MIN || b.high == INT64_MIN) return everything(node);
            return {add_saturating(a.low, -b.high), add_saturating(a.high, -b.low)};
        }
        case Op::MulI32:
        case Op::MulI32Ov:
        case Op::MulI64Ov: {
            Interval a = in(0), b = in(1);
            i64 corners[] = {multiply_saturating(a.low, b.low), multiply_saturating(a.low, b.high),
                             multiply_saturating(a.high, b.low), multiply_saturating(a.high, b.high)};
            return {*std::min_element(corners, corners + 4), *std::max_element(corners, corners + 4)};
        }
        case Op::NegI32Ov: {
            Interval a = in(0);
            return {-a.high, -a.low};
        }
        case Op::ModI32:
        case Op::RemI32:
        case Op::ModI64: {
            // Between 0 and the divisor; what is there already stays.
            Interval a = in(0), b = in(1);
            if (b.low > 0) return {0, a.low >= 0 ? std::min(a.high, b.high - 1) : b.high - 1};
            if (b.high < 0 && b.low > INT64_MIN) return {b.low + 1, 0};
            return everything(node);
        }
        case Op::DivI32: {
            Interval a = in(0);
            auto quotient = [by = node->inputs[1]->as_int()](i64 x) { return (x - rt::floored_remainder(x, by)) / by; };
            return {quotient(a.low), quotient(a.high)};
        }
        case Op::AndI32:
        case Op::AndI64: {
            Interval a = in(0), b = in(1);
            if (a.low >= 0 && b.low >= 0) return {0, std::min(a.high, b.high)};
            if (a.low >= 0) return {0, a.high};
            return b.low >= 0 ? Interval{0, b.high} : everything(node);
        }
        case Op::OrI32:
        case Op::XorI32:
        case Op::OrI64:
        case Op::XorI64: {
            Interval a = in(0), b = in(1);
            return a.low >= 0 && b.low >= 0 ? Interval{0, ones(a.high | b.high)} : everything(node);
        }
        case Op::ShrI32:
            if (node->inputs[1]->is_const() && node->inputs[1]->as_int() > 0) {
                return {0, kMax32 >> ((node->inputs[1]->as_int() & 31) - 1)};
            }
            return everything(node);
        case Op::SarI32:
        case Op::SarI64: {
            if (!node->inputs[1]->is_const()) return everything(node);
            Interval a = in(0);
            i64 count = node->inputs[1]->as_int() & (node->is(Op::SarI32) ? 31 : 63);
            return {a.low >> count, a.high >> count};
        }
        case Op::I32ToI64: return in(0);
        case Op::TruncI64: {
            Interval a = in(0);
            return a.inside(kMin32, kMax32) ? a : everything(node);
        }
        case Op::NarrowI64:
        case Op::CheckInt48:
            return meet(in(0), node->is(Op::NarrowI64) ? Interval{kMin32, kMax32} : Interval{rt::kMinInt, rt::kMaxInt});
        case Op::CheckI64:
        case Op::UnboxI64:
        case Op::ExactI64: return {rt::kMinInt, rt::kMaxInt};
        // Bounds and lengths of tables are no more than 31 bits.
        case Op::Load: return node->access().alias == Alias::Header ? Interval{0, kMax32} : everything(node);
        case Op::LoadU8:
        case Op::LoadByte: return {0, 255};
        case Op::LoadU16: return {0, 65535};
        default: return everything(node);
    }
}

}  // namespace gs::jit::opt

// The verifier. Three passes over a function: every instruction by itself (operands, literals), what stands behind
// what (open values, the end), and a data flow that finds registers read before they are written.
#include "bytecode/verify.h"

#include <algorithm>
#include <vector>

#include "bytecode/access.h"
#include "support/assert.h"

namespace gs::bytecode {

using rt::Value;

namespace {

/// The flow pass keeps a bit for each register and jump target; beyond this many words of bits it is left out.
constexpr u64 kMaxFlowWords = u64{1} << 22;

bool opens(const Word& w) {
    switch (info(w).base) {
        case Op::Call:
        case Op::CallOpen:
        case Op::VarArgs: return w.x == kOpenResults;
        case Op::TailCall:
        case Op::TailCallOpen: return true;
        case Op::RunDefers: return w.x == 1;
        default: return false;
    }
}

bool takes(const Word& w) {
    if (!(info(w).effects & kTakes)) return op_of(w) == Op::RunDefers && w.x == 1;
    return info(w).b != Operand::CountOpen || w.b == kOpenCount;
}

}  // namespace

Access access_of(const Word* w) {
    Access a;
    const OpInfo& row = info(*w);
    auto plain = [&](Operand kind, u32 field) {
        if (kind == Operand::Src || kind == Operand::DstSrc) a.read(field);
        if (kind == Operand::Dst || kind == Operand::DstSrc) a.write(field);
    };
    auto counted = [](u32 count) { return count == kOpenCount ? 0 : count; };
    auto call = [&](u32 arguments, bool has_results) {
        u32 k = window_register(w->c);
        a.read(k);
        a.read(k + kWindowSlots, arguments);
        a.kills_from = k;
        if (has_results && w->x != kOpenResults) a.write(k, w->x);
    };
    switch (row.base) {
        case Op::LoadNil: a.write(w->a, w->b); break;
        case Op::Concat:
            a.read(w->b, w->c);
            a.write(w->a);
            break;
        case Op::RangeStart:
            a.read(w->a, 3);
            a.jump_writes.push_back({w->a, kRangeSlots});
            break;
        case Op::RangeNext:
        case Op::RangeNext1:
            a.read(w->a, kRangeSlots);
            a.kills_from = w->b;
            a.write(w->b, row.base == Op::RangeNext ? 2 : 1);
            break;
        case Op::VarArgNext:
            a.read(w->a);
            a.jump_writes.push_back({w->b, 2});
            break;
        case Op::NewObject:
            a.read(w->b, w->c);
            a.write(w->a);
            break;
        case Op::NewList:
            a.read(w->c, counted(w->b));
            a.write(w->a);
            break;
        case Op::SetList:
            a.read(w->a);
            a.read(w->c, counted(w->b));
            break;
        case Op::GetMethod:
            a.read(w->b);
            a.write(w->a);
            a.write(w->a + kWindowSlots);
            break;
        case Op::Call: call(w->b, true); break;
        case Op::CallOpen: call(0, true); break;
        case Op::TailCall: call(w->b, false); break;
        case Op::TailCallOpen: call(0, false); break;
        case Op::Return: a.read(w->a, w->b); break;
        case Op::ReturnOpen: break;
        case Op::ReturnVarArgs: a.read(w->a, counted(w->b)); break;
        case Op::VarArgs: a.write(w->a, w->x == kOpenResults ? 0 : w->x); break;
        case Op::Defer:
        case Op::Go:
            a.read(w->a);
            a.read(w->a + kWindowSlots, counted(w->b));
            if (row.base == Op::Defer) {
                a.read(w->c);
                a.write(w->c);
            }
            break;
        case Op::ReceiveOk:
            a.read(w->b);
            a.write(w->a, 2);
            break;
        case Op::MakeChannel:
            if (w->x) a.read(w->b);
            a.write(w->a);
            break;
        case Op::Select:
            for (u32 i = 0; i < w->b; i++) a.read(w->a + 2 * i, w[1 + i].op ? 2 : 1);
            a.write(w->a, 3);
            break;
        case Op::Closure: {
            a.write(w->a);
            const FunctionData* child = data_of(reinterpret_cast<rt::Code*>(bits_of(w[1])));
            for (size_t i = 0; i < child->captures.size(); i++) {
                Capture c = child->captures[i];
                if (c.from_register && static_cast<i32>(i) != child->self_upvalue) a.read(c.index);
            }
            break;
        }
        default:
            plain(row.a, w->a);
            plain(row.b, w->b);
            plain(row.c, w->c);
    }
    return a;
}

namespace {

class Verifier {
public:
    explicit Verifier(const rt::Code* code)
        : data_(data_of(code)), words_(code->insn), count_(data_->word_count), starts_(count_ + 1) {}

    std::string run() {
        if (data_->frame_size > kMaxRegisters) return "frame too large";
        if (!check_instructions() || !check_sequence() || !check_flow()) return text_;
        return {};
    }

private:
    bool fail(u32 word, const char* what) {
        text_ = "word " + std::to_string(word) + ": ";
        if (word < count_) text_ += std::string(info(words_[word]).name) + ": ";
        text_ += what;
        return false;
    }

    bool check_field(u32 word, Operand kind, u32 field) {
        switch (kind) {
            case Operand::Src:
            case Operand::Dst:
            case Operand::DstSrc: return field < data_->frame_size || fail(word, "register outside the frame");
            case Operand::Upvalue: {
                if (field >= data_->captures.size()) return fail(word, "no such upvalue");
                bool wants_cell = op_of(words_[word]) != Op::GetUpvalue;
                if ((field < data_->cell_upvalues) != wants_cell) return fail(word, "wrong kind of upvalue");
                return true;
            }
            case Operand::Window:
                if (field % sizeof(Value) || field < kWindowSlots * sizeof(Value)) return fail(word, "no call window");
                return window_register(static_cast<u16>(field)) < data_->frame_size ||
                       fail(word, "window outside the frame");
            case Operand::Flag: return field <= 1 || fail(word, "flag is neither 0 nor 1");
            case Operand::None:
            case Operand::Imm:
            case Operand::Count:
            case Operand::CountOpen:
            case Operand::Jump:
            case Operand::Far:
            case Operand::Results:
            case Operand::Counter:
            case Operand::Fills:
            case Operand::Seen: return true;
        }
        GS_UNREACHABLE("operand of no kind");
    }

    bool is_constant(Value v) const {
        return std::find(data_->constants.begin(), data_->constants.end(), v) != data_->constants.end();
    }

    bool check_literal(u32 word, u32 index) {
        u64 bits = bits_of(words_[word + 1 + index]);
        switch (literal_kind(&words_[word], index)) {
            case 'K': {
                Value v{bits};
                return !v.is_reference() || is_constant(v) || fail(word, "constant that nobody keeps");
            }
            case 'N': {
                Value v{bits};
                if (!v.is_string() || !(v.as_string()->h.aux & rt::String::kInterned))
                    return fail(word, "name is no interned string");
                return is_constant(v) || fail(word, "name that nobody keeps");
            }
            case 'G':
                return is_constant(Value::object(reinterpret_cast<rt::Header*>(bits))) ||
                       fail(word, "global that nobody keeps");
            case 'F': {
                auto* child = reinterpret_cast<rt::Code*>(bits);
                bool known = std::find(data_->children.begin(), data_->children.end(), child) != data_->children.end();
                return known || fail(word, "function that is no child");
            }
            case 'C':
                return std::binary_search(data_->caches.begin(), data_->caches.end(), word + 1 + index) ||
                       fail(word, "cache that is not listed");
            default: return true;
        }
    }

    bool check_instructions() {
        for (u32 word = 0; word < count_;) {
            const Word& w = words_[word];
            if (w.op >= kOpCount) return fail(word, "no such instruction");
            starts_[word] = true;
            u32 length = length_of(&w);
            if (length > count_ - word) return fail(word, "literals beyond the end");
            const OpInfo& row = info(w);
            if (!check_field(word, row.x, w.x) || !check_field(word, row.a, w.a) || !check_field(word, row.b, w.b) ||
                !check_field(word, row.c, w.c)) {
                return false;
            }
            for (u32 i = 0; i + 1 < length; i++) {
                if (!check_literal(word, i)) return false;
            }
            if (row.base == Op::Closure && !check_captures(word)) return false;
            Access access = access_of(&w);
            for (const auto* list : {&access.reads, &access.writes, &access.jump_writes}) {
                for (Range r : *list) {
                    if (r.count && r.first + r.count > data_->frame_size)
                        return fail(word, "registers outside the frame");
                }
            }
            word += length;
        }
        return true;
    }

    bool check_captures(u32 word) {
        const FunctionData* child = data_of(reinterpret_cast<rt::Code*>(bits_of(words_[word + 1])));
        for (size_t i = 0; i < child->captures.size(); i++) {
            Capture c = child->captures[i];
            if (c.is_cell != (i < child->cell_upvalues))
                return fail(word, "cells do not come first among the upvalues");
            if (c.from_register && c.index >= data_->frame_size)
                return fail(word, "captured register outside the frame");
            if (c.from_register) continue;
            if (c.index >= data_->captures.size()) return fail(word, "captured upvalue does not exist");
            if (c.is_cell != (c.index < data_->cell_upvalues)) return fail(word, "captured upvalue of the wrong kind");
        }
        return true;
    }

    i64 target_of(u32 word) const { return i64{word} + jump_distance(words_[word]); }

    bool check_sequence() {
        std::vector<bool> targets(count_ + 1);
        bool open = false;
        bool falls_in = true;
        for (u32 word = 0; word < count_; word += length_of(&words_[word])) {
            const Word& w = words_[word];
            if (!(info(w).effects & kBranches)) continue;
            i64 target = target_of(word);
            if (target < 0 || target >= count_ || !starts_[static_cast<u32>(target)])
                return fail(word, "jump into nowhere");
            bool counted = info(w).x == Operand::Counter;
            if (target <= word && !counted) return fail(word, "backward jump that does not count");
            targets[static_cast<u32>(target)] = true;
        }
        for (u32 word = 0; word < count_; word += length_of(&words_[word])) {
            const Word& w = words_[word];
            if (open != takes(w)) return fail(word, open ? "open values are not taken" : "there are no open values");
            if (open && targets[word]) return fail(word, "jump to an instruction that takes open values");
            open = opens(w);
            falls_in = !(info(w).effects & kEnds);
            if (!check_function_kind(word)) return false;
        }
        if (open || falls_in) return fail(count_, "control runs off the end");
        targets_ = std::move(targets);
        return true;
    }

    bool check_function_kind(u32 word) {
        const Word& w = words_[word];
        switch (info(w).base) {
            case Op::Return0:
            case Op::Return1:
            case Op::Return:
            case Op::ReturnOpen:
                return !data_->uses_varargs || fail(word, "plain return in a function with extra arguments");
            case Op::ReturnVarArgs:
            case Op::VarArgs:
            case Op::VarArgCount:
            case Op::VarArgIndex:
            case Op::VarArgTable:
            case Op::VarArgNext: return data_->uses_varargs || fail(word, "function has no extra arguments");
            case Op::TailCall:
            case Op::TailCallOpen:
                if (data_->defer_slot >= 0) return fail(word, "tail call in a function with defer");
                return w.x == data_->uses_varargs || fail(word, "wrong flag");
            case Op::Defer: return w.c == data_->defer_slot || fail(word, "not the register of deferred calls");
            case Op::RunDefers: return w.a == data_->defer_slot || fail(word, "not the register of deferred calls");
            default: return true;
        }
    }

    using Bits = std::vector<u64>;

    bool defined(const Bits& bits, Range r) const {
        for (u32 i = r.first; i < r.first + r.count; i++) {
            if (!(bits[i / 64] >> i % 64 & 1)) return false;
        }
        return true;
    }
    static void define(Bits& bits, Range r) {
        for (u32 i = r.first; i < r.first + r.count; i++) bits[i / 64] |= u64{1} << i % 64;
    }

    /// Meets `bits` with what is known at a jump target; true if that changed.
    bool meet(u32 word, const Bits& bits) {
        Bits& at = at_target_[word];
        if (at.empty()) {
            at = bits;
            return true;
        }
        bool changed = false;
        for (size_t i = 0; i < at.size(); i++) {
            u64 both = at[i] & bits[i];
            changed |= both != at[i];
            at[i] = both;
        }
        return changed;
    }

    bool check_flow() {
        size_t size = (data_->frame_size + 63) / 64 + 1;
        u64 target_count = static_cast<u64>(std::count(targets_.begin(), targets_.end(), true));
        if (target_count * size > kMaxFlowWords) return true;
        at_target_.assign(count_ + 1, {});
        bool again = true;
        while (again) {
            again = false;
            Bits now(size);
            define(now, {0, data_->params});
            bool reached = true;
            for (u32 word = 0; word < count_; word += length_of(&words_[word])) {
                if (targets_[word]) {
                    if (reached) meet(word, now);
                    reached = !at_target_[word].empty();
                    now = at_target_[word];
                }
                if (!reached) continue;
                const Word& w = words_[word];
                Access access = access_of(&w);
                for (Range r : access.reads) {
                    if (!defined(now, r)) return fail(word, "register read before it was written");
                }
                for (u32 i = access.kills_from; i < data_->frame_size; i++) now[i / 64] &= ~(u64{1} << i % 64);
                for (Range r : access.writes) define(now, r);
                if (info(w).effects & kBranches) {
                    Bits at_jump = now;
                    for (Range r : access.jump_writes) define(at_jump, r);
                    u32 target = static_cast<u32>(target_of(word));
                    if (meet(target, at_jump) && target <= word) again = true;
                }
                if (info(w).effects & kEnds) reached = false;
            }
        }
        return true;
    }

    const FunctionData* data_;
    const Word* words_;
    u32 count_;
    std::vector<bool> starts_, targets_;
    std::vector<Bits> at_target_;
    std::string text_;
};

}  // namespace

std::string verify(const rt::Code* code) { return Verifier(code).run(); }

std::string verify_all(const rt::Code* code) {
    std::string text = verify(code);
    if (!text.empty()) return text;
    for (const rt::Code* child : data_of(code)->children) {
        text = verify_all(child);
        if (!text.empty()) return "function of line " + std::to_string(child->proto->line) + ": " + text;
    }
    return {};
}

}  // namespace gs::bytecode

// Register allocation by linear scan over SSA intervals, with holes and splitting (after Wimmer and Franz).
//
// Intervals are visited by their start. Each gets a register that is free for all of it; or one that is free for its
// first part, and the rest is split off and visited later; or the register whose owner is used again last, and the owner
// goes to memory from here on until shortly before that use. If the visited one is itself used last, it goes to memory.
//
// Calls lose all registers, so every interval that lives across one is split there and stays in memory until it is used
// again. Memory costs a store only where a value enters it: either once, where it is made, or wherever it moves from a
// register to memory, whichever happens less often (resolve.cpp). That is why a call on a cold path does not cost the hot
// one anything: the pieces on the hot path keep their register, and the moves stand on the cold path.
//
// Loops first: a use in a loop counts again at the loop's end, so what the loop needs is not thrown out in favour of
// what comes behind it; and a reload for a use inside a loop is put in front of the loop, if the value was
// in memory there already. Phis and their inputs ask for each other's registers, so that the edge of a loop needs no moves,
// and everything else in a loop without calls leaves these registers alone if there are others.
#include <algorithm>
#include <queue>

#include "jit/regalloc/intervals.h"
#include "support/assert.h"
#include "support/stable_vector.h"

namespace gs::jit::regalloc {

namespace {

constexpr u32 kRegisters = 32;

class Scan {
public:
    explicit Scan(const Program& program)
        : program_(program), live_(find_liveness(program)), intervals_(build_intervals(program, live_)) {
        pieces_.first.assign(program.values.size(), nullptr);
        phi_uses_.assign(program.values.size(), kNone);
        phi_of_.assign(program.values.size(), nullptr);
        like_.assign(program.values.size(), kNone);
        for (Interval& interval : intervals_) {
            if (interval.ranges.empty()) continue;
            pieces_.first[interval.value] = &interval;
            unhandled_.push(&interval);
        }
        for (u32 i = 0; i < program.instructions.size(); ++i) {
            const Instruction& instruction = program.instructions[i];
            if (instruction.result != kNone) like_[instruction.result] = instruction.like;
            if (instruction.clobbers[0] || instruction.clobbers[1]) clobbering_.push_back(i);
        }
        look_at_loops();
        for (auto& bank : phi_registers_) bank.assign(program.blocks.size(), 0);
        header_of_.assign(program.values.size(), kNone);
        // Back to front, so that each list begins with its first.
        for (u32 b = static_cast<u32>(program.blocks.size()); b-- > 0;) {
            const BlockInfo& block = program.blocks[b];
            for (auto phi = block.phis.rbegin(); phi != block.phis.rend(); ++phi) {
                phi_of_[phi->result] = &*phi;
                if (block.loop == b) header_of_[phi->result] = b;
                for (u32 i = phi->inputs.size(); i-- > 0;) {
                    phi_links_.push_back({&*phi, phi_uses_[phi->inputs[i]]});
                    phi_uses_[phi->inputs[i]] = static_cast<u32>(phi_links_.size() - 1);
                }
            }
        }
    }

    Allocation run() {
        while (!unhandled_.empty()) {
            Interval* current = unhandled_.top();
            unhandled_.pop();
            advance(current->start());
            visit(current);
        }
        return resolve(program_, live_, pieces_);
    }

private:
    // ---- where to split -----------------------------------------------------------------------------------------

    void look_at_loops() {
        loops_.resize(program_.blocks.size());
        for (const BlockInfo& block : program_.blocks) {
            if (block.cold) continue;
            bool calls =
                std::any_of(program_.instructions.begin() + block.first, program_.instructions.begin() + block.end,
                            [](const Instruction& i) { return i.clobbers[0] == kEveryRegister; });
            for (u32 loop = block.loop; loop != kNone; loop = program_.blocks[loop].outer) {
                loops_[loop].end = std::max(loops_[loop].end, block.end * 4);
                loops_[loop].calls |= calls;
            }
        }
    }

    const BlockInfo& block_at(u32 position) const { return program_.blocks[program_.block_of(position / 4)]; }

    bool in_loop(u32 position, u32 header) const {
        for (u32 loop = block_at(position).loop; loop != kNone; loop = program_.blocks[loop].outer) {
            if (loop == header) return true;
        }
        return false;
    }

    /// The start of the outermost loop around `late` that begins behind `early` and does not contain it; `late` if there
    /// is none.
    u32 in_front_of_loops(u32 early, u32 late) const {
        u32 best = late;
        if (block_at(late).cold) return late;
        for (u32 loop = block_at(late).loop; loop != kNone; loop = program_.blocks[loop].outer) {
            u32 start = program_.blocks[loop].first * 4;
            if (start <= early || start > late || in_loop(early, loop)) break;
            best = start;
        }
        return best;
    }

    /// Where a value leaves the register that another one needs at `position`: in front of the outermost loop around that
    /// has not used it yet, which need not keep it then.
    u32 eviction_position(const Interval* interval, u32 position) const {
        u32 best = position;
        if (block_at(position).cold) return best;
        for (u32 loop = block_at(position).loop; loop != kNone; loop = program_.blocks[loop].outer) {
            u32 front = program_.blocks[loop].first * 4;
            bool inside = front <= interval->start() || in_loop(interval->start(), loop);
            if (inside || front > position || interval->next_use(front) < position) break;
            best = front;
        }
        return best;
    }

    /// Where a value that is in memory at `early` gets its register back for its use at `use`. Not before what is visited now:
    /// who had a register there and is done with it is not known any more.
    u32 reload_position(u32 early, u32 use) const { return in_front_of_loops(std::max(early, position_), use & ~3u); }

    Interval* split(Interval* interval, u32 position) {
        GS_ASSERT(position > interval->start() && position < interval->end());
        Interval& rest = storage_.emplace_back();
        rest.value = interval->value;
        auto range = std::find_if(interval->ranges.begin(), interval->ranges.end(),
                                  [&](const Range& r) { return r.to > position; });
        if (range->from < position) {
            rest.ranges.push_back({position, range->to});
            range->to = position;
            ++range;
        }
        rest.ranges.append(range, interval->ranges.end());
        interval->ranges.truncate(static_cast<std::size_t>(range - interval->ranges.begin()));
        auto use = std::find_if(interval->uses.begin(), interval->uses.end(),
                                [&](const UsePosition& u) { return u.position >= position; });
        rest.uses.append(use, interval->uses.end());
        interval->uses.truncate(static_cast<std::size_t>(use - interval->uses.begin()));
        rest.next = interval->next;
        interval->next = &rest;
        return &rest;
    }

    /// From its start on the interval is in memory, until shortly before the next use that needs a register.
    void put_in_memory(Interval* interval) {
        interval->place = program_.values[interval->value].constant ? Location{Location::Constant, interval->value}
                                                                    : Location{Location::Stack, 0};
        u32 use = interval->next_needed(interval->start());
        if (use == kNone) return;
        u32 position = reload_position(interval->start(), use);
        GS_ASSERT(position > interval->start());
        unhandled_.push(split(interval, position));
    }

    // ---- the state ----------------------------------------------------------------------------------------------

    Bank bank_of(const Interval* interval) const { return program_.values[interval->value].bank; }

    /// Whether the interval covers the position, and until when that stays so.
    static bool note_state(Interval* interval, u32 position) {
        const Range* range = interval->range_at(position);
        bool covers = range->from <= position;
        interval->same_until = covers ? range->to : range->from;
        return covers;
    }

    /// Moves intervals between the lists; most stay where they are.
    void advance(u32 position) {
        // What is reloaded for an instruction may begin before what was visited last, which is another reload for it.
        bool ascends = position >= position_;
        position_ = position;
        for (std::size_t i = 0; i < active_.size();) {
            Interval* interval = active_[i];
            bool ended = interval->end() <= position;
            if (!ended && ((ascends && position < interval->same_until) || note_state(interval, position))) {
                ++i;
                continue;
            }
            if (!ended) add_inactive(interval);
            active_[i] = active_.back();
            active_.pop_back();
        }
        if (ascends && position < first_change_) return;
        first_change_ = kNone;
        for (std::size_t i = 0; i < inactive_.size();) {
            Interval* interval = inactive_[i];
            bool ended = interval->end() <= position;
            if (!ended && ((ascends && position < interval->same_until) || !note_state(interval, position))) {
                first_change_ = std::min(first_change_, interval->same_until);
                ++i;
                continue;
            }
            if (!ended) active_.push_back(interval);
            inactive_[i] = inactive_.back();
            inactive_.pop_back();
        }
    }

    void add_inactive(Interval* interval) {
        inactive_.push_back(interval);
        first_change_ = std::min(first_change_, interval->same_until);
    }

    /// Visits the instructions that lose registers while the interval lives, until `visit` has had enough.
    template <class Visit>
    void each_clobber(const Interval* interval, Visit visit) const {
        auto at = std::lower_bound(clobbering_.begin(), clobbering_.end(), (interval->start() + 1) / 4);
        for (; at != clobbering_.end() && *at * 4 + 2 < interval->end(); ++at) {
            u32 position = *at * 4 + 2;
            if (!interval->covers(position)) continue;
            u32 mask = program_.instructions[*at].clobbers[static_cast<u8>(bank_of(interval))];
            if (mask && !visit(position, mask)) return;
        }
    }

    u32 allowed(const Interval* interval) const { return program_.registers[static_cast<u8>(bank_of(interval))]; }

    static u32 register_of(const Interval* piece) {
        return piece && piece->place.kind == Location::Register ? piece->place.index : kNone;
    }
    u32 register_of(u32 value) const { return register_of(pieces_.first[value]); }

    /// Registers that this interval would like, best first.
    void wishes(const Interval* current, std::vector<u32>* out) const {
        auto wish = [&](u32 r) {
            if (r != kNone) out->push_back(r);
        };
        u32 value = current->value;
        if (pieces_.first[value] != current) {
            for (const Interval* piece = pieces_.first[value]; piece && piece != current; piece = piece->next) {
                wish(register_of(piece));
            }
            std::reverse(out->begin(), out->end());
        }
        auto last_register = [&](u32 other) {
            u32 found = kNone;
            for (const Interval* piece = pieces_.first[other]; piece; piece = piece->next) {
                if (piece->place.kind == Location::Register) found = piece->place.index;
            }
            return found;
        };
        for (u32 link = phi_uses_[value]; link != kNone; link = phi_links_[link].next) {
            const Phi* phi = phi_links_[link].phi;
            wish(register_of(phi->result));
            for (u32 input : phi->inputs) {
                if (input != value) wish(last_register(input));
            }
        }
        if (const Phi* phi = phi_of_[value]) {
            for (u32 input : phi->inputs) wish(last_register(input));
        }
        if (pieces_.first[value] == current && like_[value] != kNone) {
            if (const Interval* piece = pieces_.at(like_[value], current->start() - 2)) wish(register_of(piece));
        }
    }

    // ---- the decisions ------------------------------------------------------------------------------------------

    void visit(Interval* current) {
        bool whole = pieces_.first[current->value] == current;
        if (whole && program_.values[current->value].constant) {
            // Made where it is needed first, not where it stands.
            u32 use = current->next_needed(current->start());
            if (use == kNone || reload_position(current->start(), use) > current->start() + 1) {
                return put_in_memory(current);
            }
        }
        if (!take_free(current)) take_from_others(current);
    }

    void give(Interval* current, u32 r) {
        current->place = {Location::Register, r};
        u32 header = header_of_[current->value];
        if (header != kNone && !loops_[header].calls && pieces_.first[current->value] == current) {
            phi_registers_[static_cast<u8>(bank_of(current))][header] |= u32{1} << r;
        }
        note_state(current, current->start());
        active_.push_back(current);
    }

    /// Where an interval must be split at the latest if its register is gone at `position`; not behind its start if that is
    /// impossible.
    u32 split_before(const Interval* current, u32 position) const {
        u32 gap = position & ~3u;
        if (position % 4 == 2) {
            // The call itself reads it: the register serves for that.
            const Instruction& instruction = program_.instructions[position / 4];
            u32 all = allowed(current);
            bool everything = (instruction.clobbers[static_cast<u8>(bank_of(current))] & all) == all;
            u32 read = current->next_use(gap);
            bool reads = false;
            for (u32 u = 0; u < instruction.uses; ++u) {
                const Use& use = program_.uses[instruction.first_use + u];
                reads |= use.value == current->value && !use.late;
            }
            if (everything && (gap > current->start() || read == gap + 1) && reads) return position;
        }
        if (gap <= current->start()) return current->start();
        u32 hoisted = in_front_of_loops(current->start(), gap);
        bool used = std::any_of(current->uses.begin(), current->uses.end(), [&](const UsePosition& use) {
            return use.position >= hoisted && use.position < gap && use.counts;
        });
        return used ? gap : hoisted;
    }

    bool take_free(Interval* current) {
        u32 free_until[kRegisters] = {};
        u32 mask = allowed(current);
        for (u32 r = 0; r < kRegisters; ++r) free_until[r] = mask >> r & 1 ? kNone : 0;
        Bank bank = bank_of(current);
        for (const Interval* other : active_) {
            if (bank_of(other) == bank) free_until[other->place.index] = 0;
        }
        // A whole interval begins where its value is made. What has a hole there and was made before does not live anywhere that
        // the value does: in SSA form, of two values that live at the same time one lives where the other one is made.
        bool whole = pieces_.first[current->value] == current;
        for (const Interval* other : inactive_) {
            if (whole) break;
            if (bank_of(other) != bank || free_until[other->place.index] == 0) continue;
            u32 position = current->intersection(*other, current->start());
            u32& until = free_until[other->place.index];
            until = std::min(until, position);
        }
        u32 open = mask;
        each_clobber(current, [&](u32 position, u32 lost) {
            for (u32 rest = lost & open; rest; rest &= rest - 1) {
                u32 r = static_cast<u32>(__builtin_ctz(rest));
                free_until[r] = std::min(free_until[r], position);
            }
            open &= ~lost;
            return open != 0;
        });
        u32 best = static_cast<u32>(__builtin_ctz(mask));
        for (u32 rest = mask & (mask - 1); rest; rest &= rest - 1) {
            u32 r = static_cast<u32>(__builtin_ctz(rest));
            if (free_until[r] > free_until[best]) best = r;
        }
        // What becomes of a variable of the loop in the next pass wants its register: others had better take another one.
        u32 loop = block_at(current->start()).loop;
        u32 taken = loop == kNone ? 0 : phi_registers_[static_cast<u8>(bank)][loop];
        if (taken >> best & 1) {
            for (u32 r = 0; r < kRegisters; ++r) {
                if (taken >> r & 1 || free_until[r] < current->end()) continue;
                if (taken >> best & 1 || free_until[r] > free_until[best]) best = r;
            }
        }
        wishes_.clear();
        wishes(current, &wishes_);
        for (u32 wish : wishes_) {
            if (free_until[wish] >= current->end() || free_until[wish] == free_until[best]) {
                best = wish;
                break;
            }
        }
        if (free_until[best] <= current->start()) return false;
        if (free_until[best] < current->end()) {
            u32 position = split_before(current, free_until[best]);
            if (position <= current->start()) return false;
            unhandled_.push(split(current, position));
        }
        give(current, best);
        return true;
    }

    void take_from_others(Interval* current) {
        u32 used_at[kRegisters], blocked_at[kRegisters];
        u32 mask = allowed(current), start = current->start();
        for (u32 r = 0; r < kRegisters; ++r) used_at[r] = blocked_at[r] = mask >> r & 1 ? kNone : 0;
        Bank bank = bank_of(current);
        u32 loop = block_at(start).loop, loop_end = loop == kNone || loops_[loop].calls ? 0 : loops_[loop].end;
        auto note = [&](const Interval* other) {
            u32 next = other->next_use(start);
            // What only exits want would be stored in each pass, if it is made in each. What the loop does not use would not.
            if (next == kNone && loop_end > start && in_loop(other->start(), loop)) next = loop_end;
            u32& use = used_at[other->place.index];
            use = std::min(use, next);
        };
        for (const Interval* other : active_) {
            if (bank_of(other) == bank) note(other);
        }
        for (const Interval* other : inactive_) {
            if (bank_of(other) == bank && current->intersection(*other, start) != kNone) note(other);
        }
        u32 open = mask;
        each_clobber(current, [&](u32 position, u32 lost) {
            for (u32 rest = lost & open; rest; rest &= rest - 1) {
                u32 r = static_cast<u32>(__builtin_ctz(rest));
                blocked_at[r] = std::min(blocked_at[r], position);
                used_at[r] = std::min(used_at[r], position);
            }
            open &= ~lost;
            return open != 0;
        });
        u32 best = static_cast<u32>(__builtin_ctz(mask));
        for (u32 r = 0; r < kRegisters; ++r) {
            if (mask >> r & 1 && used_at[r] > used_at[best]) best = r;
        }
        u32 needed = current->next_needed(start), wanted = current->next_use(start);
        bool must = needed != kNone && (needed & ~3u) <= start;
        if (!must && (needed == kNone || used_at[best] <= std::max(wanted, start + 4))) return put_in_memory(current);
        GS_CHECK(used_at[best] > start);
        if (blocked_at[best] < current->end()) {
            u32 position = split_before(current, blocked_at[best]);
            if (position <= start) {
                GS_CHECK(!must);
                return put_in_memory(current);
            }
            unhandled_.push(split(current, position));
        }
        throw_out(current, best);
        give(current, best);
    }

    /// Whoever has the register now, or wants it back while `current` lives, goes to memory.
    void throw_out(const Interval* current, u32 r) {
        u32 start = current->start();
        Bank bank = bank_of(current);
        auto has = [&](const Interval* other) { return bank_of(other) == bank && other->place.index == r; };
        for (std::size_t i = 0; i < active_.size();) {
            Interval* other = active_[i];
            if (!has(other)) {
                ++i;
                continue;
            }
            active_[i] = active_.back();
            active_.pop_back();
            if (other->start() >= start) {
                put_in_memory(other);
                continue;
            }
            put_in_memory(split(other, eviction_position(other, start)));
        }
        for (std::size_t i = 0; i < inactive_.size();) {
            Interval* other = inactive_[i];
            if (!has(other) || current->intersection(*other, start) == kNone) {
                ++i;
                continue;
            }
            inactive_[i] = inactive_.back();
            inactive_.pop_back();
            // It is in a hole: what comes behind it is a piece of its own.
            Interval* rest = split(other, start);
            unhandled_.push(rest);
        }
    }

    struct Later {
        bool operator()(const Interval* a, const Interval* b) const {
            return a->start() != b->start() ? a->start() > b->start() : a->value > b->value;
        }
    };

    const Program& program_;
    Liveness live_;
    std::vector<Interval> intervals_;
    StableVector<Interval> storage_;  // pieces that were split off
    Pieces pieces_;
    std::priority_queue<Interval*, std::vector<Interval*>, Later> unhandled_;
    std::vector<Interval*> active_, inactive_;
    u32 position_ = 0;  // that was visited last
    u32 first_change_ = kNone;  // no interval leaves inactive_ before that position
    std::vector<u32> clobbering_;  // instructions that lose registers
    struct PhiLink {
        const Phi* phi;
        u32 next;
    };
    std::vector<PhiLink> phi_links_;
    std::vector<u32> phi_uses_;  // by value: list of the phis that it is an input of
    std::vector<const Phi*> phi_of_;  // by value: the one it is the result of
    struct Loop {
        u32 end = 0;  // the position behind what is not cold
        bool calls = false;  // there
    };
    std::vector<Loop> loops_;  // by block, of headers
    std::vector<u32> header_of_;  // by value: the block of which it is a phi, if that is the header of a loop
    std::vector<u32> phi_registers_[2];  // by bank and block, of headers: the registers that its phis have been given
    std::vector<u32> like_;  // by value
    std::vector<u32> wishes_;
};

}  // namespace

Allocation allocate(const Program& program) { return Scan(program).run(); }

}  // namespace gs::jit::regalloc

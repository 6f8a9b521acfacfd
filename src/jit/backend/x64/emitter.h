// Writes the instructions of one graph. Each operation has a function lower_NAME in one of the lower_*.cpp; they ask here
// where their operands are.
//
// rax and xmm15 are never given to values: they are there for whoever is writing an instruction. So an operation may use
// them freely, and so may moves between instructions.
//
// What seldom runs (exits, slow allocation, barriers) is noted as it comes up and written behind everything else.
#pragma once

#include <functional>
#include <map>
#include <unordered_map>

#include <asmjit/x86.h>

#include "jit/backend/machine_code.h"
#include "jit/backend/x64/frame_rows.h"
#include "jit/backend/x64/select.h"

namespace gs::jit::x64 {

namespace x86 = asmjit::x86;
using x86::CondCode;

inline constexpr u32 kSpareSlot = 0xFFFF;  // Location of rax while moves of a ring are done

// Words of rt::Hot and cells as displacements.
inline constexpr i32 kStateOffset = 256 * 8;  // from State to State::hot
inline const x86::Gp kHot = x86::r15, kBase = x86::rbx, kIntZeroRegister = x86::r12, kNilRegister = x86::r13;
inline const x86::Gp kScratch = x86::rax;
inline const x86::Xmm kScratchReal = x86::xmm15;

/// The outcome of a comparison that has set the flags. Equality of doubles needs two of them.
struct Test {
    enum Kind : u8 { Plain, EqualReal, NotEqualReal };
    CondCode code;
    Kind kind = Plain;
    Test negated() const;
};

/// The assembler goes on after an error, and what it has written by then is not all. Errors but the lack of memory are ours.
class AssemblerErrors final : public asmjit::ErrorHandler {
public:
    bool any = false;

private:
    void handleError(asmjit::Error error, const char* message, asmjit::BaseEmitter*) override;
};

class Emitter {
public:
    Emitter(const Environment& environment, Graph& graph, const std::vector<Block*>& order, const Selection& selection,
            const regalloc::Allocation& allocation, MachineCode& code, const AssembleOptions& options);

    /// False if the code could not be made.
    bool run();

private:
    // ---- the frame of it: assemble.cpp ------------------------------------------------------------------------------
    void entries();
    void test_limits();
    void call_for_others();
    void own_entry();
    void block(u32 index);
    void instruction(u32 index);
    void stress(const Node* node);
    void move_group(std::span<const regalloc::Move> group);
    void move(const regalloc::Move& move);
    void cold_code();
    void pool();
    bool publish();

    // ---- the stack: assemble.cpp ------------------------------------------------------------------------------------
    // Nothing else may change rsp, or how the stack looks would not be known (frame_rows.h).
    void grow_stack(u32 bytes);
    void shrink_stack(u32 bytes);
    void push(x86::Gp reg);
    void pop(x86::Gp reg);
    /// What is written next is reached from where rsp is so many bytes below the return address.
    void stack_is(u32 bytes);
    /// Gives up the frame, which has so many bytes; what is written next is reached with it again.
    void return_to_caller(u32 frame_bytes);
    bool is_empty(u32 block) const;
    void find_empty_blocks();
    u32 target_of(const Block* block) const { return targets_[block->order]; }
    /// The block whose code follows that of the present one.
    u32 next_block() const;
    void jump_to(const Block* target);
    bool jumps_next(const Node* poll) const;

    // ---- operands ---------------------------------------------------------------------------------------------------
    regalloc::Location place(const Node* value) const;
    regalloc::Location late_place(const Node* value) const;
    x86::Gp gp(const Node* value) const;
    x86::Gp gp32(const Node* value) const { return gp(value).r32(); }
    x86::Xmm xmm(const Node* value) const;
    x86::Gp result() const;
    x86::Gp result32() const { return result().r32(); }
    x86::Xmm result_xmm() const;
    static x86::Mem slot(i32 number) { return x86::qword_ptr(kBase, number * 8); }
    static x86::Mem hot(std::size_t offset, u32 size = 8) { return x86::Mem(kHot, static_cast<i32>(offset), size); }
    static x86::Mem spill(u32 index) { return x86::qword_ptr(x86::rsp, static_cast<i32>(index * 8)); }
    /// The memory operand that a folded load, or one that is emitted, reads.
    x86::Mem address(const Node* load, u32 size) const;
    x86::Mem element(const Node* elem, const Node* index, i32 offset, u32 size) const;
    x86::Mem constant(u64 bits, u32 size = 8);
    x86::Mem mask(u64 low);  // 16 bytes, the high half 0
    void load_bits(x86::Gp to, u64 bits);
    /// The bits of a General operand, in a register of its own, in memory or constant.
    void load(x86::Gp to, const Node* value);
    void load_real(x86::Xmm to, const Node* value);
    /// The Value that the node stands for; makes absent boxes.
    void load_boxed(x86::Gp to, const Node* value);
    void store_bits(x86::Mem to, u64 bits);
    void store_boxed(x86::Mem to, const Node* value);
    void store_typed(x86::Mem to, const Node* value);

    // ---- leaving ----------------------------------------------------------------------------------------------------
    /// A label that takes the exit of the current instruction; `undo` runs first.
    ExitSlot exit_slot(ExitInfo& exit, const Node* value, std::unordered_map<const Node*, i32>& objects);
    asmjit::Label exit(std::function<void()> undo = {});
    /// Code that is written at the end, as part of the present instruction.
    x86::Mem find_place(const Node* node, asmjit::Label unknown);
    void find_current_place(const Node* node, std::size_t epoch, asmjit::Label unknown);
    void load_plain_list(asmjit::x86::Gp table, asmjit::Label no);
    /// Cold code that leaves 0 in the result.
    void give_zero_later(asmjit::Label from, asmjit::Label back);
    void later(std::function<void()> code) { later_.push_back({current_, stack_bytes_, std::move(code), {}, kNoExit}); }
    void jump_to_gate(const void* gate);
    void call(const void* function);
    x86::Mem state_address() const { return x86::qword_ptr(kHot, -kStateOffset); }
    /// Stores pc, base and top for a C++ function that may raise or collect.
    void publish_frame(const Snapshot* snapshot);
    void publish_top(const Snapshot* snapshot);
    void publish_links(const Snapshot* snapshot);
    /// FRAMES LEFT. Who calls itself has the count on its native stack, just below the return address, from where its calls hand
    /// it on in eax: the way through Hot::frames_left, down and up again, is the longest that a call has to wait for. So Hot has
    /// it only when somebody else may look. The others count there.
    void count_frames(u32 count);
    void uncount_frames(u32 count);
    x86::Mem own_count() const { return x86::dword_ptr(x86::rsp, static_cast<i32>(stack_bytes_) - 8); }

    /// Around calls in cold code: everything that lives on behind the current instruction.
    struct Saved {
        u32 general, real, bytes;
    };
    Saved save_live();
    void restore_live(const Saved& saved);

    // ---- comparisons: lower_compare.cpp -------------------------------------------------------------------------------
    /// Sets the flags for a condition, fused or a bool in a register.
    Test test(const Node* condition);
    Test compare_general(const Node* node, CondCode code, bool wide);
    Test compare_real(const Node* node);
    void set_result(Test test);
    void jump_if(Test test, asmjit::Label target);
    void guard(bool wanted, const Node* condition);

    // ---- arithmetic ---------------------------------------------------------------------------------------------------
    void arithmetic(const Node* node, asmjit::InstId op, bool wide);
    void overflowing(const Node* node, asmjit::InstId op, bool wide);
    void shift(const Node* node, asmjit::InstId op, asmjit::InstId bmi2, bool wide);
    void modulo(const Node* node, bool wide);
    void modulo_by(const Node* node, i64 by);
    void modulo_by_wide(const Node* node, i64 by);
    void real_arithmetic(const Node* node, asmjit::InstId op, asmjit::InstId avx);
    void round(const Node* node, u32 mode);
    /// The second operand of an instruction: register, memory or immediate; rax for what does not fit.
    asmjit::Operand second(const Node* value, bool wide);
    asmjit::Operand second_real(const Node* value);
    void remainder(const Node* node);

    // ---- values: lower_values.cpp -------------------------------------------------------------------------------------
    void unbox_scratch(Type type, asmjit::Label leave);

    // ---- memory -------------------------------------------------------------------------------------------------------
    void load_typed(x86::Mem from, Type type);
    void store_reference(x86::Mem to, x86::Mem owner, const Node* value);
    void forget_stale(const Snapshot* snapshot);
    void allocate_list(const Node* node, const TableSite& site);
    void allocate_with_store(const TableSite& site, const Snapshot* snapshot);
    static u64 header_of(const TableSite& site);
    void call_new_table(const TableSite& site);
    void allocate(u32 bytes, u64 header, const Snapshot* snapshot);

    // ---- calls --------------------------------------------------------------------------------------------------------
    void call_arguments(const Node* node, bool with_state);
    void give_parameters(const Node* node);
    void return_boxed(u32 count, u32 frame_bytes);
    void take_call_result(const Node* node);
    void after_helper(const Snapshot* snapshot, bool counted);
    void slow_call(const Node* node, bool branches);
    void after_compiled_call(const Node* node, const CallSite& site);
    void count_arguments(const CallSite& site, asmjit::x86::Gp first, asmjit::x86::Gp count);
    void call_function(const Node* node, const CallSite& site);
    void leave_open(u32 count, u32 frame_bytes);
    void to_original_base();
    x86::Mem wanted_results();
    void hand_over(u32 frame_bytes);
    void jump_to_function();

#define GS_IR(Name, ...) void lower_##Name(const Node* node);
#include "jit/ir/ops.def"
#undef GS_IR

    const Environment& environment_;
    Graph& graph_;
    const std::vector<Block*>& order_;
    const Selection& selection_;
    const regalloc::Program& program_;
    const regalloc::Allocation& allocation_;
    MachineCode& code_;
    std::string* listing_;
    NamedCode* known_;

    AssemblerErrors errors_;
    asmjit::CodeHolder holder_;
    asmjit::StringLogger logger_;
    x86::Assembler a;
    std::vector<asmjit::Label> labels_;  // of blocks
    std::vector<u32> targets_;  // where a jump to the block really goes: blocks that turned out empty are left out
    asmjit::Label entry_, counted_, exit_tail_;
    asmjit::Label by_itself_, from_slots_;  // of CallSelf, with the parameters in registers or without
    asmjit::Label in_registers_, body_;  // of TailSelf
    bool has_own_entry_ = false;
    std::vector<regalloc::Location> parameters_;
    std::map<u64, asmjit::Label> constants_;
    std::map<u64, asmjit::Label> masks_;
    /// Code that comes behind all blocks: of an exit, which most are, whatever comes before it.
    struct Later {
        u32 instruction;
        u32 stack;  // where it is reached, as stack_is()
        std::function<void()> code;
        asmjit::Label label;  // of an exit
        u32 exit;  // its number
    };
    static constexpr u32 kNoExit = ~u32{0};
    /// As long as a jump to anywhere near.
    static constexpr u8 kLongNop[] = {0x0F, 0x1F, 0x44, 0x00, 0x00};
    /// False: it is none.
    bool watch_point(const Node* node);
    struct Watched {
        asmjit::Label at, exit;
    };
    std::vector<Watched> watch_points_;
    void write(const Later& part);
    std::vector<Later> later_;
    std::size_t next_group_ = 0;
    u32 current_ = 0;  // instruction
    u32 block_ = 0;  // position in order_
    u32 frame_bytes_ = 0;
    u32 stack_bytes_ = 0;  // what has been put below the return address
    bool keeps_count_ = false;  // of frames
    FrameRows rows_;  // if somebody wants to know
    bool has_jumped_ = false;  // a poll has, on behalf of the Jump behind it
    regalloc::Bank spare_bank_ =
        regalloc::Bank::General;  // of what waits in a scratch register during a group of moves
};

}  // namespace gs::jit::x64

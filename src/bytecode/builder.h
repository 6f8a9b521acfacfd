// FunctionBuilder: how a compiler writes a function. It emits instructions in order, patches jumps to labels, and
// at the
// end makes the Code, its Proto and its FunctionData. One builder for each function; children are finished before
// the instruction
// that makes their closure is emitted.
//
//     FunctionBuilder b(st, info);
//     b.set_line(3);
//     b.op(Op::Less, t, x, y);
//     Label end = b.label();
//     b.jump(Op::JumpFalse, t, 0, end);
//     ...
//     b.bind(end);
//     b.return0();
//     Code* code = b.finish();
//
// Heap objects handed to a builder stay alive with it, so that compiling needs no care about collections.
#pragma once

#include <vector>

#include "bytecode/proto.h"
#include "runtime/state.h"

namespace gs::bytecode {

struct FunctionInfo {
    rt::String* chunk = nullptr;   // chunk name
    rt::String* name = nullptr;    // null: none
    rt::Value env;                 // nil: globals are _G
    u32 line = 0;
    u16 params = 0;
    bool is_vararg = false;        // has `...` in its parameter list
    bool uses_varargs = false;     // and reads them (or has a `name...`)
    bool is_chunk = false;
    std::vector<Capture> captures; // cells first
    u16 cell_upvalues = 0;
    i32 self_upvalue = -1;
    i32 defer_slot = -1;
};

struct SelectCase {
    bool sends;
    u32 line;  // of its errors
};

/// A place to jump to: bound once, used any number of times, before and after.
struct Label {
    u32 id;
};

class FunctionBuilder {
public:
    FunctionBuilder(rt::State& state, FunctionInfo info);
    ~FunctionBuilder();
    FunctionBuilder(const FunctionBuilder&) = delete;
    FunctionBuilder& operator=(const FunctionBuilder&) = delete;

    // ---- positions and names -----------------------------------------------------------------------------------
    /// The line of the instructions that follow.
    void set_line(u32 line) { line_ = line; }
    u32 line() const { return line_; }
    /// Names operand `operand` of the instruction emitted last (15.2); after tail_call, of the call.
    void name_operand(u32 operand, rt::OperandName::Kind kind, rt::String* name);

    // ---- instructions ------------------------------------------------------------------------------------------
    /// Any instruction without literals and jumps. Fields as in the row of opcodes.def.
    void op(Op op, u32 a = 0, u32 b = 0, u32 c = 0, u8 x = 0);
    /// Any instruction with a Jump field (c) and no literal.
    void jump(Op op, u32 a, u32 b, Label target);
    /// If R[a] is (or is not) equal to a constant that is no NaN: the shortest form.
    void jump_equal(bool equal, u32 a, rt::Value constant, Label target);
    void jump(Label target) { jump(Op::Jump, 0, 0, target); }
    Label label();
    void bind(Label label);
    /// Label that stands here: for backward jumps.
    Label here() {
        Label l = label();
        bind(l);
        return l;
    }

    void move(u32 to, u32 from);                  // nothing if they are the same
    void load(u32 to, rt::Value constant);        // the shortest way to load any constant
    void load_nil(u32 first, u32 count);
    void get_global(u32 to,
                    rt::String* name);  // by cell, or as a field of the environment (whose table is loaded into `to`)
    /// With an environment, `scratch` is loaded with its table.
    void set_global(rt::String* name, u32 from, u32 scratch);
    bool has_environment() const { return !info_.env.is_nil(); }
    void arith_k(Op op, u32 to, u32 operand, rt::Value literal, bool literal_is_left);  // AddK ...
    void set_index_k(u32 table, u32 key, rt::Value literal);  // a boolean or number
    void get_field(u32 to, u32 object, rt::String* name);
    void set_field(u32 object, rt::String* name, u32 from);
    void get_method(u32 window, u32 object, rt::String* name);
    /// With room for that many fields, if these can all be inline.
    void new_object(u32 to, u32 first, const std::vector<rt::String*>& names, u32 room);
    /// Of values in consecutive registers, or of open ones.
    void new_list(u32 to, u32 count_or_open, u32 first);
    void set_list(u32 table, u32 count_or_open, u32 first, u32 at, bool last);
    void closure(u32 to, rt::Code* child);
    /// Callee in `window`, arguments from window + 2. results: a number, or kOpenResults.
    void call(u32 window, u32 arguments, u32 results);
    void call_open(u32 window, u32 results);  // arguments up to top
    /// return f(...): the pair of instructions.
    void tail_call(u32 window, u32 arguments);
    void tail_call_open(u32 window);
    void return0();
    void return1(u32 from);
    void return_n(u32 first, u32 count);  // any count
    void return_open(u32 first);
    /// The pairs of the cases stand in `first` and on; needs max(2 * count, 3) registers there.
    void select(u32 first, const std::vector<SelectCase>& cases, bool has_default);

    /// Registers [0, count) are in the frame. What instructions name is counted without this; needed for registers
    /// that no instruction
    /// names, such as those of a call window that is wider than its arguments.
    void need_registers(u32 count) {
        if (count > frame_size_) frame_size_ = count;
    }
    /// Keeps an object alive as long as the code.
    void keep(rt::Value v);

    // ---- peepholes need to know ----------------------------------------------------------------------------------
    u32 size() const { return static_cast<u32>(words_.size()); }
    /// The instruction emitted last, or null if a label has been bound behind it.
    Word* last();
    /// Takes back the instruction emitted last (with its literals, names and jump); last() must not be null.
    void remove_last();
    /// True if control can not come here: the last instruction does not go on, and no label stands here.
    bool unreachable();

    /// Too many registers for one frame: nothing can be finished.
    bool too_large() const { return frame_size_ > kMaxRegisters; }
    /// Makes the function. Every label that is used must be bound. Null (and an error raised) if memory is short or
    /// too_large().
    rt::Code* finish();

private:
    struct Use {
        u32 word, label;
    };
    void emit(Op op, u8 x, u32 a, u32 b, u32 c);
    void literal(u64 bits) { words_.push_back(word_from(bits)); }
    void note_registers(const OpInfo& row, u32 a, u32 b, u32 c);
    void widen_jumps();
    void patch_jumps();
    static void trace(rt::Tracer& tracer, void* self);

    static constexpr u32 kUnbound = 0xFFFFFFFF;
    static constexpr u32 kNothing = 0xFFFFFFFF;

    rt::State& state_;
    FunctionInfo info_;
    std::vector<Word> words_;
    std::vector<u32> labels_;  // word position
    std::vector<Use> uses_;  // instructions with a jump
    std::vector<LineEntry> lines_;
    std::vector<NameEntry> names_;
    std::vector<rt::Value> constants_;
    std::vector<rt::Code*> children_;
    std::vector<u32> caches_;
    u32 line_ = 0;
    u32 frame_size_ = 0;
    u32 last_ = kNothing;  // first word of the last instruction
    u32 named_ = kNothing;  // what name_operand means: the last instruction, or the call of a tail call
    u32 last_label_ = kNothing;  // position of the label bound last
};

}  // namespace gs::bytecode

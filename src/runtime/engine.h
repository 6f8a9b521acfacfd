// What the runtime asks of the engine that drives it. One State has one engine.
#pragma once

#include <string_view>

#include "runtime/object.h"
#include "runtime/result.h"
#include "support/assert.h"

namespace gs::rt {

/// The source of the value at fault, for messages (language.md 15.2): ` (local 'x')`.
struct OperandName {
    enum Kind : u8 { None, Local, Upvalue, Global, Field, Method };
    Kind kind = None;
    std::string_view name;
};

class Engine {
public:
    virtual ~Engine() = default;
    virtual std::string_view name() const = 0;

    /// Compiles a chunk. On a static error raises `NAME:LINE:COLUMN: MESSAGE` as the pending error.
    /// `env` is nil, or the table that replaces the globals (14.2).
    virtual Result<Function*> load(State& st, std::string_view text, std::string_view chunk_name, Value env) = 0;

    /// Runs the script function whose frame rt::call has pushed: hot.base is its base, hot.top = base + argc. The
    /// engine leaves base, top, pc to the caller to restore. This frame has been counted off hot.frames_left; the engine
    /// counts only the calls that it makes itself, and counts them back however they end.
    virtual Ret execute(State& st, Function* f, u32 argc) = 0;

    /// Goes on with the frames of the running coroutine, down to the last call from C++: with the instruction at hot.pc, or
    /// (`arrived`) behind the call of a native that the innermost frame is in, which gives that. For engines that say
    /// `lends_stacks`: their coroutines need a native stack only for frames of C++.
    virtual Ret go_on(State&, const Ret* /*arrived*/) { GS_UNREACHABLE("only engines that lend stacks are asked"); }
    bool lends_stacks = false;

    /// The line being executed at a position (hot.pc, or one saved in a frame) of the function.
    virtual u32 line_at(const Proto* proto, const Word* pc) = 0;

    /// The name of operand `operand` (0: left, indexed, called; 1: right) of the operation at a position.
    virtual OperandName operand_name(const Proto* proto, const Word* pc, u32 operand) = 0;

    /// Steps from a frame whose return word is not the boundary word to its caller (frames.h): the VM's own calls.
    virtual void caller_frame(Value*& base, const Word*& pc) = 0;

    /// The base of a frame as its caller made it: an engine may move the frame of a script function upwards, with
    /// copies of its slots. Distances between frames count from here.
    virtual Value* original_base(Value* base) = 0;

    /// After a full collection: forget what died (inline caches that name dead shapes, ...).
    virtual void collected(State&) {}
};

}  // namespace gs::rt

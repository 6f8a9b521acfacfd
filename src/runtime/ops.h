// The meaning of every operation of the language, metamethods and errors included. Engines inline only what a few
// instructions can test and call these for the rest. Error messages name operands through Engine::operand_name, so engines must have
// stored hot.pc before they call.
#pragma once

#include "runtime/call.h"
#include "runtime/state.h"

namespace gs::rt {

enum class ArithOp : u8 { Add, Sub, Mul, Div, Mod, Pow };

/// `left` is the operand number of a in messages; kNoOperand if it is a value that no expression gave.
Result<Value> arith(State& st, ArithOp op, Value a, Value b, u32 left = 0);
Result<Value> negate(State& st, Value a);
Name metamethod_name(ArithOp op);
/// The metamethod that arith and negate call: nil if both operands are numbers, or read as numbers, or neither has one.
Value arith_handler(State& st, ArithOp op, Value a, Value b);
Value negate_handler(State& st, Value a);

/// Number arithmetic alone; both must be numbers. Fails only for int % 0.
Result<Value> arith_numbers(State& st, ArithOp op, Value a, Value b);

bool raw_equal(Value a, Value b);  // 4.7 without __eq
Result<bool> equal(State& st, Value a, Value b);
Result<bool> less(State& st, Value a, Value b);  // a < b  (a > b is less(b, a) after evaluating left to right)
Result<bool> less_equal(State& st, Value a, Value b);

Result<Value> concat(State& st, Value a, Value b);
/// The same of what is about to be looked up in a table (make_key).
Result<Value> concat_key(State& st, Value a, Value b);
/// A chain v[0] .. v[1] .. ... (right associative; joined in one step if all are strings or numbers). The values stand on the
/// Value stack at `offset` from its bottom. Operand numbers in messages count from 0 over the chain.
Result<Value> concat_chain(State& st, u32 offset, u32 count);
Result<Value> concat_chain_key(State& st, u32 offset, u32 count);
Result<Value> length(State& st, Value a);

Result<Value> index(State& st, Value object, Value key);
Status set_index(State& st, Value object, Value key, Value v);
/// The method `name` of an object (6.8): index with a string key; the caller then calls it. A callee that can not be called
/// is reported with ` (method 'NAME')` through operand_name.
Result<Value> get_method(State& st, Value object, String* name);
Result<Value> get_global(State& st, String* name);  // _G access with its metatable
Status set_global(State& st, String* name, Value v);
GlobalCell* global_cell(State& st, String* name);  // the cell of a field of _G, made if absent
/// Slow paths of a resolved global: nil in the cell asks _G's metatable; a store to a nil cell is an insertion.
Result<Value> get_global_cell(State& st, GlobalCell* cell);
Status set_global_cell(State& st, GlobalCell* cell, Value v);

// ---- range loops (7.6) ----------------------------------------------------------------------------------------
/// State of a range loop: five Values. Engines keep it in hidden slots of the frame (VM) or in a local (tree-walker: the
/// native stack is scanned) and hand range_next a copy in native memory, because iterators may move the Value stack.
struct RangeState {
    enum Kind : u8 { Table, Function, Channel, Int, List };
    Value kind;  // int: Kind
    Value x;  // the table, function or other callable, channel; int: the limit
    Value a, b, c;  // Table: a Cursor; Function: state and control value; Int: the number reached
    // List is a Function that is the iterator of ipairs, with a table and an int. Engines may take an element b + 1 that
    // is there by themselves.
};
/// Decides by the type of x (7.6), `__pairs` included. Errors: `cannot range over TYPE` (operand 0), `number has no integer
/// representation`.
Status range_start(State& st, Value x, Value s, Value c, RangeState* out);
/// The same for what needs no call: functions, and tables without metatable. False: not one of these, `out` is as it was.
bool range_start_simple(State& st, Value x, Value s, Value c, RangeState* out);
/// Next iteration: false at the end. Calls the iterator, receives from the channel.
Result<bool> range_next(State& st, RangeState* state, Value* first, Value* second);
/// The built-in function `next`, known here because a loop over `next, t` needs no calls.
Ret native_next(State& st, Args args);
/// The iterator of ipairs: (t, i) to i + 1 and t[i + 1], or nil.
Ret native_ipairs_next(State& st, Args args);

// ---- text and types -------------------------------------------------------------------------------------------
Name type_of(Value v);  // 4.1: State::name of it is what type() returns
const char* type_name(Value v);  // the same as text
std::string_view type_name_for_message(State& st, Value v);  // with __name (10.11)
Result<Value> tostring(State& st, Value v);  // a string Value; __tostring, __name
/// tostring without metamethods and without failing: for reports.
std::string plain_text(State& st, Value v);
/// The number of a number or convertible string, else absent.
Value to_number(Value v);
bool is_callable(State& st, Value v);

// ---- channels (13) ----------------------------------------------------------------------------------------------
Result<Value> make_channel(State& st, Value size, bool has_size);
Status channel_send(State& st, Value channel, Value v);
Result<Value> channel_receive(State& st, Value channel, bool* ok);
Status channel_close(State& st, Channel* channel);
u64 channel_length(const Channel* channel);
u64 channel_capacity(const Channel* channel);
/// Waits for a case (13.6): its number, or -1 for default. Received value and ok flag go to the out parameters.
/// The cases stand on the Value stack as pairs (channel, value) at `offset`; sends[i] tells the sends. An error of case i has
/// the position positions[i]: hot.pc is set to it before raising.
Result<i64> select_cases(State& st, u32 offset, u32 count, const bool* sends, const Word* const* positions,
                         bool has_default, Value* received, bool* ok);
/// go f(args): the callee and arguments stand on the Value stack.
Status start_goroutine(State& st, Value f, const Value* args, u32 count);

/// A full collection with finalisers (collectgarbage()). Fails only for what nothing catches.
Status collect_garbage(State& st);

// ---- errors with the name of an operand ---------------------------------------------------------------------------
/// Raises `PREFIX a TYPE value (kind 'name')`, as in error_operand(st, "attempt to index", v, 0).
/// kNoOperand: the value came from nowhere that has a name.
inline constexpr u32 kNoOperand = 0xFFFFFFFF;
Failure error_operand(State& st, const char* prefix, Value v, u32 operand);
/// The ` (kind 'name')` of an operand of the current operation, or nothing.
std::string operand_suffix(State& st, u32 operand);

}  // namespace gs::rt

// The C++ functions that compiled code calls: the rows of ir/helpers.def and the cold parts of operations. The evaluator calls
// the same ones.
#pragma once

#include "jit/backend/machine_code.h"
#include "jit/ir/graph.h"
#include "runtime/state.h"
#include "vm/frame.h"

namespace gs::jit {

// Tables and Values travel as their bits.
double helper_Pow(double x, double y);
double helper_Fmod(double x, double y);
double helper_Sin(double x);
double helper_Cos(double x);
double helper_Exp(double x);
double helper_Log(double x);
i64 helper_CompareStrings(u64 x, u64 y);
u64 helper_RawEqual(u64 x, u64 y);
u64 helper_TypeName(rt::State& st, u64 x);
u64 helper_RawGet(rt::State& st, u64 table, u64 key);
u64 helper_HasMeta(rt::State& st, u64 table);
u64 helper_GetKey(rt::State& st, u64 table, u64 key);
HelperResult helper_SetKey(rt::State& st, u64 table, u64 key, u64 value);
u64 helper_GetField(rt::State& st, u64 table, u64 name);
HelperResult helper_SetField(rt::State& st, u64 table, u64 name, u64 value);
u64 helper_GetFieldOfMany(rt::State& st, u64 table, u64 name, u64 places);
u64 helper_GetMethodOfMany(rt::State& st, u64 table, u64 name, u64 places);
HelperResult helper_SetFieldOfMany(rt::State& st, u64 table, u64 name, u64 value, u64 places);
HelperResult helper_SetIndex(rt::State& st, u64 table, i64 index, u64 value);
HelperResult helper_Append(rt::State& st, u64 table, u64 value);
HelperResult helper_SetList(rt::State& st, u64 table, i64 index, i64 first, i64 count);
HelperResult helper_NextEntry(rt::State& st, i64 range, i64 to, i64 two);
HelperResult helper_FirstKey(rt::State& st, u64 table);
u64 helper_Length(rt::State& st, u64 x);
u64 helper_Equal(rt::State& st, u64 x, u64 y);
u64 helper_Less(rt::State& st, u64 x, u64 y);
u64 helper_LessEqual(rt::State& st, u64 x, u64 y);
HelperResult helper_Concat(rt::State& st, i64 first, i64 count);
HelperResult helper_ConcatTwo(rt::State& st, u64 x, u64 y);
HelperResult helper_ConcatKey(rt::State& st, i64 first, i64 count);
HelperResult helper_ConcatTwoKey(rt::State& st, u64 x, u64 y);
HelperResult helper_Substring(rt::State& st, u64 string, i64 from, i64 to);
HelperResult helper_Character(rt::State& st, i64 byte);
HelperResult helper_SubstringKey(rt::State& st, u64 string, i64 from, i64 to);

/// Op::EntryOffset.
u64 entry_offset(rt::State& st, rt::Table* table, u64 key);

/// The function of a row of helpers.def.
const void* helper_address(Helper helper);

/// Op::CallNative: the callee and the arguments stand in the window, `pc` is the call word. Several results that it wants are
/// left in the window.
HelperResult call_native(rt::State& st, rt::Value* arguments, u32 count, rt::Word* pc);
/// The same of a call word that wants one result at most.
HelperResult call_native_for_one(rt::State& st, rt::Value* arguments, u32 count, rt::Word* pc);
/// The same of one that says how many it wants, more than one.
HelperResult call_native_for_several(rt::State& st, rt::Value* arguments, u32 count, rt::Word* pc);
/// The same of pcall with at least one argument and a call word that wants two results.
HelperResult call_pcall(rt::State& st, rt::Value* arguments, u32 count, rt::Word* pc);

/// Op::SlowOp and SlowBranch: runs the instruction at pc by the VM's slow path. Counters of the instruction do not count,
/// so there is no poll.
vm::Next slow_op(rt::State& st, rt::Word* pc, rt::Value* base);
/// Whether slow_op runs the loop edge `pc` for the frame at `base`. What it calls or waits for may have brought the counter to
/// its end; the machine code that called it goes on with the loop, so nobody else may.
bool is_in_slow_op(rt::State& st, const rt::Word* pc, const rt::Value* base);

/// Leaves the frame at `base` with the `count` values from slot `first` on, as the VM's returns do.
vm::Next return_slots(rt::State& st, rt::Value* base, u32 first, u32 count);

}  // namespace gs::jit

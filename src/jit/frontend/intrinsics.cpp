// Functions of the library as operations. Each of these makes its guards first; arguments that it does not expect, and
// results that it can not represent, are left to the function itself.
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "jit/frontend/natives.h"
#include "jit/frontend/shapes.h"
#include "jit/frontend/translate_table.h"
#include "runtime/ops.h"
#include "runtime/shape.h"
#include "runtime/strings.h"
#include "runtime/table.h"

namespace gs::jit {

using rt::State;
using rt::Value;

namespace {

bool may_be_number(const Node* x) { return Emitter::is_number(x) || (x->type == Type::Value && !x->is_const()); }

/// An int of as few bits as will do.
Node* narrowed(Emitter& e, Node* wide) { return e.failed(kNotI32) ? wide : e.guard(Op::NarrowI64, {wide}); }

// ---- math -----------------------------------------------------------------------------------------------------------

bool round_to_int(const NativeCall& call, Op op) {
    Emitter& e = call.e;
    if (call.count() != 1 || !may_be_number(call.argument(0)) || e.failed(kNotInt)) return false;
    Node* x = call.argument(0);
    if (Emitter::is_int(x)) return call.give({x}), true;
    Node* whole = e.emit(op, {e.as_number(x)});
    call.give({narrowed(e, e.guard(Op::ExactI64, {whole}))});
    return true;
}

bool inline_Floor(const NativeCall& call) { return round_to_int(call, Op::FloorF64); }
bool inline_Ceil(const NativeCall& call) { return round_to_int(call, Op::CeilF64); }

/// A function of one double.
template <class Make>
bool of_one_real(const NativeCall& call, Make make) {
    Emitter& e = call.e;
    if (call.count() != 1 || !may_be_number(call.argument(0)) || e.failed(kNotNumber)) return false;
    Node* x = e.as_number(call.argument(0));
    call.give({make(x)});
    return true;
}

bool inline_Sqrt(const NativeCall& call) {
    return of_one_real(call, [&](Node* x) { return call.e.emit(Op::SqrtF64, {x}); });
}
bool by_helper(const NativeCall& call, Helper helper) {
    return of_one_real(call, [&](Node* x) { return call.e.ask(helper, {x}); });
}
bool inline_Sin(const NativeCall& call) { return by_helper(call, Helper::Sin); }
bool inline_Cos(const NativeCall& call) { return by_helper(call, Helper::Cos); }
bool inline_Exp(const NativeCall& call) { return by_helper(call, Helper::Exp); }
bool inline_Log(const NativeCall& call) { return by_helper(call, Helper::Log); }

/// Makes numbers of one representation of all, if they have been so. False: they have not.
bool as_alike(Emitter& e, std::vector<Node*>& all) {
    auto any = [&](auto is) { return std::any_of(all.begin(), all.end(), is); };
    if (!std::all_of(all.begin(), all.end(), may_be_number)) return false;
    bool are_ints = !any(Emitter::is_real) && !any([](Node* n) { return n->type == Type::I64; }) && !e.failed(kNotI32);
    if (!are_ints && (any(Emitter::is_int) || e.failed(kNotReal))) return false;
    for (Node*& n : all) n = are_ints ? e.as_i32(n) : e.as_real(n);
    return true;
}

/// Of two arguments the second if it is less, or greater, than the first; the same with each further one. A NaN never is.
bool best_of_some(const NativeCall& call, Condition condition) {
    constexpr u32 kMost = 4;
    Emitter& e = call.e;
    if (call.count() < 2 || call.count() > kMost) return false;
    std::vector<Node*> all;
    all.reserve(call.count());
    for (u32 i = 0; i < call.count(); i++) all.push_back(call.argument(i));
    if (!as_alike(e, all)) return false;
    Op op = Emitter::is_real(all[0]) ? Op::CmpF64 : Op::CmpI32;
    Node* best = all[0];
    for (u32 i = 1; i < all.size(); i++) {
        std::vector<Path> ways;
        ways.push_back(e.split(e.compare(op, condition, all[i], best), false));
        best = e.join(std::move(ways), {all[i], best});
    }
    call.give({best});
    return true;
}

bool inline_Min(const NativeCall& call) { return best_of_some(call, Condition::Lt); }
bool inline_Max(const NativeCall& call) { return best_of_some(call, Condition::Gt); }

bool inline_Abs(const NativeCall& call) {
    Emitter& e = call.e;
    if (call.count() != 1 || !may_be_number(call.argument(0))) return false;
    Node* x = call.argument(0);
    if (Emitter::is_real(x) || (!Emitter::is_int(x) && e.failed(kNotI32))) {
        if (e.failed(kNotReal)) return false;
        return call.give({e.emit(Op::AbsF64, {e.as_real(x)})}), true;
    }
    if (x->type == Type::I64 || e.failed(kNotI32)) return false;
    x = e.as_i32(x);
    // The least int32 has no opposite: the guard stands in front of the way that needs it.
    Node* opposite = e.guard(Op::NegI32Ov, {x});
    Path positive = e.split(e.compare(Op::CmpI32, Condition::Lt, x, e.const_i32(0)), false);
    std::vector<Path> ways;
    ways.push_back(std::move(positive));
    call.give({e.join(std::move(ways), {opposite, x})});
    return true;
}

// ---- bit32: unsigned words, which stand in the low half of int64 ---------------------------------------------------

constexpr u64 kWord = 0xFFFF'FFFF;

bool may_be_int(const Node* x) { return Emitter::is_int(x) || (x->type == Type::Value && !x->is_const()); }

Node* as_wide(Emitter& e, Node* x) {
    return e.to_i64(Emitter::is_int(x) || e.failed(kNotI32) ? e.as_i64(x) : e.as_i32(x));
}

bool may_be_ints(const NativeCall& call) {
    for (u32 i = 0; i < call.count(); i++) {
        if (!may_be_int(call.argument(i))) return false;
    }
    return !call.e.failed(kNotInt);
}

Node* word(Emitter& e, Node* wide) { return e.emit(Op::AndI64, {wide, e.constant(Type::I64, kWord)}); }

bool on_words(const NativeCall& call, Op op) {
    Emitter& e = call.e;
    if (call.count() < 2 || !may_be_ints(call)) return false;
    // A mask that stands in the program says that the result is small.
    auto is_small = [](const Node* n) { return n->is_const() && n->imm <= INT32_MAX; };
    Node* result = as_wide(e, call.argument(0));
    bool small = is_small(result);
    for (u32 i = 1; i < call.count(); i++) {
        Node* next = as_wide(e, call.argument(i));
        small |= is_small(next);
        result = e.emit(op, {result, next});
    }
    result = word(e, result);
    call.give({small && op == Op::AndI64 ? e.emit(Op::TruncI64, {result}) : result});
    return true;
}

bool inline_BitAnd(const NativeCall& call) { return on_words(call, Op::AndI64); }
bool inline_BitOr(const NativeCall& call) { return on_words(call, Op::OrI64); }
bool inline_BitXor(const NativeCall& call) { return on_words(call, Op::XorI64); }

bool inline_BitNot(const NativeCall& call) {
    Emitter& e = call.e;
    if (call.count() != 1 || !may_be_ints(call)) return false;
    call.give({word(e, e.emit(Op::XorI64, {as_wide(e, call.argument(0)), e.constant(Type::I64, ~u64{0})}))});
    return true;
}

/// A count or position of the usual kind.
Node* as_position(Emitter& e, Node* given) {
    Node* position = e.as_i32(given);
    e.guard_true(e.compare(Op::CmpU32, Condition::Lt, position, e.const_i32(32)));
    return position;
}

bool may_shift(const NativeCall& call) {
    return call.count() == 2 && may_be_ints(call) && call.argument(1)->type != Type::I64;
}

bool inline_ShiftLeft(const NativeCall& call) {
    Emitter& e = call.e;
    if (!may_shift(call)) return false;
    Node* a = as_wide(e, call.argument(0));
    call.give({word(e, e.emit(Op::ShlI64, {a, as_position(e, call.argument(1))}))});
    return true;
}

bool inline_ShiftRight(const NativeCall& call) {
    Emitter& e = call.e;
    if (!may_shift(call)) return false;
    Node* a = as_wide(e, call.argument(0));
    call.give({e.emit(Op::ShrI64, {word(e, a), as_position(e, call.argument(1))})});
    return true;
}

/// Of the word as an int32: the result has a sign.
bool inline_ShiftSigned(const NativeCall& call) {
    Emitter& e = call.e;
    if (!may_shift(call)) return false;
    Node* a = e.emit(Op::TruncI64, {as_wide(e, call.argument(0))});
    call.give({e.emit(Op::SarI32, {a, as_position(e, call.argument(1))})});
    return true;
}

/// A field whose width stands in the program.
bool inline_Extract(const NativeCall& call) {
    Emitter& e = call.e;
    if (call.count() < 2 || call.count() > 3 || !may_be_ints(call) || call.argument(1)->type == Type::I64) return false;
    const Node* width = call.count() == 3 ? call.argument(2) : e.const_i32(1);
    if (!width->is_const() || width->as_int() < 1 || width->as_int() > 31) return false;
    Node* a = word(e, as_wide(e, call.argument(0)));
    Node* shifted = e.emit(Op::ShrI64, {a, as_position(e, call.argument(1))});
    Node* mask = e.constant(Type::I64, (u64{1} << width->as_int()) - 1);
    call.give({e.emit(Op::TruncI64, {e.emit(Op::AndI64, {shifted, mask})})});
    return true;
}

// ---- strings --------------------------------------------------------------------------------------------------------

bool may_be_string(const Node* x) {
    if (x->type == Type::Ptr) return pointer_tag(x) == rt::kTagString;
    return x->type == Type::Value && (!x->is_const() || x->as_value().is_string());
}

Node* length_of(Emitter& e, Node* string) {
    return e.load(Type::I32, string, offsetof(rt::String, len), Alias::Constant);
}

/// As many bytes as are wanted, of positions that count from the start, or of literal ones that count from the end.
bool inline_Byte(const NativeCall& call) {
    Emitter& e = call.e;
    u32 wanted = call.wants_all() ? 1 : std::max(call.shape.wanted, 1u);
    if (call.count() < 1 || call.count() > 3 || wanted > 8 || (call.count() < 3 && wanted > 1)) return false;
    if (call.count() == 3 && call.wants_all()) return false;
    if (!may_be_string(call.argument(0))) return false;
    for (u32 i = 1; i < call.count(); i++) {
        if (!may_be_int(call.argument(i)) || e.failed(kNotI32)) return false;
    }
    Node* string = e.as_pointer(call.argument(0), rt::kTagString);
    Node* length = length_of(e, string);
    auto position = [&](Node* argument) {
        Node* given = e.as_i32(argument);
        bool from_end = given->is_const() && given->as_int() < 0;
        return from_end ? e.emit(Op::AddI32, {length, e.const_i32(given->as_int() + 1)}) : given;
    };
    Node* first = call.count() > 1 ? position(call.argument(1)) : e.const_i32(1);
    Node* last = call.count() > 2 ? position(call.argument(2)) : first;
    Node* before = e.emit(Op::SubI32, {first, e.const_i32(1)});
    e.guard_true(e.compare(Op::CmpU32, Condition::Lt, before, length));
    if (call.count() > 2) {
        e.guard_true(e.compare(Op::CmpI32, Condition::Le, last, length));
        Node* distance = e.emit(Op::SubI32, {last, first});
        e.guard_true(e.compare(Op::CmpI32, Condition::Eq, distance, e.const_i32(static_cast<i32>(wanted) - 1)));
    }
    std::vector<Node*> bytes;
    for (u32 i = 0; i < wanted; i++) {
        Node* index = i == 0 ? before : e.emit(Op::AddI32, {before, e.const_i32(i)});
        bytes.push_back(e.emit(Op::StringByte, {string, index}, pack({0, Alias::Constant})));
    }
    call.give(std::move(bytes));
    return true;
}

/// Of one byte: such strings are made once.
bool inline_Character(const NativeCall& call) {
    Emitter& e = call.e;
    if (call.count() != 1 || e.failed(kNotI32) || !may_be_int(call.argument(0))) return false;
    Node* byte = e.as_i32(call.argument(0));
    e.guard_true(e.compare(Op::CmpU32, Condition::Lt, byte, e.const_i32(256)));
    call.give({e.unbox_pointer(e.ask(Helper::Character, {byte}), rt::kTagString)});
    return true;
}

bool inline_StringLength(const NativeCall& call) {
    if (call.count() != 1 || !may_be_string(call.argument(0))) return false;
    call.give({length_of(call.e, call.e.as_pointer(call.argument(0), rt::kTagString))});
    return true;
}

bool inline_Substring(const NativeCall& call) {
    Emitter& e = call.e;
    if (call.count() < 2 || call.count() > 3 || e.failed(kNotI32) || !may_be_string(call.argument(0))) return false;
    for (u32 i = 1; i < call.count(); i++) {
        if (!may_be_int(call.argument(i))) return false;
    }
    Node* string = e.as_pointer(call.argument(0), rt::kTagString);
    Node* from = e.as_i32(call.argument(1));
    Node* to = call.count() > 2 ? e.as_i32(call.argument(2)) : e.const_i32(-1);
    call.give({e.unbox_pointer(e.ask(Helper::Substring, {string, from, to}), rt::kTagString)});
    return true;
}

// ---- values and tables ----------------------------------------------------------------------------------------------

bool inline_TypeName(const NativeCall& call) {
    if (call.count() != 1) return false;
    call.give({call.e.ask(Helper::TypeName, {call.e.box(call.argument(0))})});
    return true;
}

/// Of arguments that stand there one by one, by a literal, or by a number that is not too large if one is wanted.
bool inline_Select(const NativeCall& call) {
    constexpr u32 kMostToChooseFrom = 8;
    Emitter& e = call.e;
    if (call.count() == 0) return false;
    Node* which = call.argument(0);
    u32 extra = call.count() - 1;
    std::vector<Node*> all(extra);
    for (u32 i = 0; i < extra; i++) all[i] = call.argument(i + 1);
    if (which->is_const() && which->type == Type::Value && which->as_value().is_string()) {
        if (rt::view(which->as_value().as_string()) != "#") return false;
        return call.give({e.const_i32(extra)}), true;
    }
    if (which->is_const() && which->type == Type::I32) {
        i64 from = which->as_int() < 0 ? extra + which->as_int() : which->as_int() - 1;
        if (from < 0) return false;
        std::vector<Node*> rest(all.begin() + std::min<i64>(from, extra), all.end());
        // Of all results an inlined function that ends with this call gives one.
        bool wants_one = call.shape.tail && e.scope().caller && e.scope().call.wanted == bytecode::kOpenResults;
        if (wants_one && rest.size() != 1) return false;
        return call.give(std::move(rest)), true;
    }
    if (call.wants_all() || call.shape.wanted > 1 || extra == 0 || extra > kMostToChooseFrom) return false;
    if (!may_be_int(which) || which->type == Type::I64 || e.failed(kNotI32)) return false;
    Node* index = e.emit(Op::SubI32, {e.as_i32(which), e.const_i32(1)});
    e.guard_true(e.compare(Op::CmpU32, Condition::Lt, index, e.const_i32(extra)));
    call.give({e.one_of(index, all)});
    return true;
}

bool inline_RawEqual(const NativeCall& call) {
    if (call.count() != 2) return false;
    call.give({call.e.ask(Helper::RawEqual, {call.e.box(call.argument(0)), call.e.box(call.argument(1))})});
    return true;
}

bool is_table_like(const Node* x) {
    if (x->type == Type::Ptr) return pointer_tag(x) == rt::kTagTable;
    return x->type == Type::Value && (!x->is_const() || x->as_value().is_table());
}

/// By a guard and a store, if the table has been made here (set_metatable.cpp).
bool inline_SetMetatable(const NativeCall& call) {
    Emitter& e = call.e;
    if (call.count() != 2 || e.failed(kNotTag | kAsked)) return false;
    if (!is_table_like(call.argument(0)) || !is_table_like(call.argument(1))) return false;
    if (e.failed(kNotThat) || !set_metatable_of_new(e, call.argument(0), call.argument(1))) {
        Node* table = e.as_pointer(call.argument(0), rt::kTagTable);
        Node* metatable = e.as_pointer(call.argument(1), rt::kTagTable);
        e.slow_if(e.ask(Helper::SetMetatable, {table, metatable}));
    }
    call.give({call.argument(0)});
    return true;
}

/// Behind the last element.
bool inline_Insert(const NativeCall& call) {
    if (call.count() != 2 || call.wants_all() || !may_be_table(call.argument(0))) return false;
    append_to(call.e, call.argument(0), call.argument(1));
    call.give({});
    return true;
}

/// The last element.
bool inline_Remove(const NativeCall& call) {
    Emitter& e = call.e;
    if (call.count() != 1 || !may_be_table(call.argument(0))) return false;
    Node* table = e.as_pointer(call.argument(0), rt::kTagTable);
    Node* last = e.emit(Op::TakeLast, {table});
    e.leave_unless(e.negate(e.is_absent(last)));
    call.give({last});
    return true;
}

/// The first key, as programs ask for it that want to know whether there is any.
bool inline_Next(const NativeCall& call) {
    if (call.count() != 1 || call.wants_all() || call.shape.wanted > 1 || !is_table_like(call.argument(0)))
        return false;
    call.give({call.e.ask(Helper::FirstKey, {call.e.as_pointer(call.argument(0), rt::kTagTable)})});
    return true;
}

/// The first elements of a list that has as many as are wanted.
bool inline_Unpack(const NativeCall& call) {
    Emitter& e = call.e;
    u32 wanted = call.shape.wanted;
    bool fits = call.count() == 1 && !call.wants_all() && wanted >= 1 && wanted <= rt::Table::kMaxInside;
    if (!fits || e.failed(kNotThat) || !is_table_like(call.argument(0))) return false;
    Node* table = e.as_pointer(call.argument(0), rt::kTagTable);
    e.guard_true(is_plain(e, table));
    Node* bound = e.load(Type::I32, table, offsetof(rt::Table, bound), Alias::Header);
    e.guard_true(e.compare(Op::CmpU32, Condition::Gt, bound, e.const_i32(wanted)));
    Node* elem = e.load(Type::Ptr, table, offsetof(rt::Table, elem), Alias::Header);
    std::vector<Node*> values;
    for (u32 i = 1; i <= wanted; i++) {
        values.push_back(e.emit(Op::LoadElement, Type::Value, {elem, e.const_i32(i)}, pack({0, Alias::Elements})));
    }
    call.give(std::move(values));
    return true;
}

bool inline_RawGet(const NativeCall& call) {
    if (call.count() != 2 || !is_table_like(call.argument(0))) return false;
    Node* table = call.e.as_pointer(call.argument(0), rt::kTagTable);
    call.give({call.e.ask(Helper::RawGet, {table, call.e.box(call.argument(1))})});
    return true;
}

/// What a range loop over it is made of: a function, the table, and where to begin.
bool inline_Ipairs(const NativeCall& call) {
    Emitter& e = call.e;
    if (call.count() != 1 || call.wants_all() || !is_table_like(call.argument(0))) return false;
    (void)e.as_pointer(call.argument(0), rt::kTagTable);
    call.give({e.literal(call.native->up[0]), call.argument(0), e.const_i32(0)});
    return true;
}

bool inline_Pairs(const NativeCall& call) {
    Emitter& e = call.e;
    if (call.count() != 1 || call.wants_all() || !is_table_like(call.argument(0))) return false;
    Node* table = e.as_pointer(call.argument(0), rt::kTagTable);
    // A metatable may have a say.
    e.guard_true(e.negate(e.ask(Helper::HasMeta, {table})));
    call.give({e.literal(call.native->up[0]), call.argument(0), e.const_value(Value::nil())});
    return true;
}

constexpr NativeRow kRows[] = {
#define GS_INLINE(NAME, Function)         {NAME, inline_##Function, false, Op::CallQuiet},
#define GS_QUIET(NAME)                    {NAME, nullptr, false, Op::CallQuiet},
#define GS_CHANGER(NAME)                  {NAME, nullptr, false, Op::CallChanger},
#define GS_INLINE_CHANGER(NAME, Function) {NAME, inline_##Function, true, Op::CallChanger},
#define GS_TRY_CHANGER(NAME, Function)    {NAME, inline_##Function, false, Op::CallChanger},
#include "jit/frontend/intrinsics.def"
#undef GS_INLINE
#undef GS_QUIET
#undef GS_CHANGER
#undef GS_INLINE_CHANGER
#undef GS_TRY_CHANGER
};

/// The rows by what makes a function of the library itself, in whatever variable it stands: its FnRow.
struct KnownNatives final : rt::LibraryData {
    explicit KnownNatives(State&) {}
    std::vector<std::pair<const rt::FnRow*, const NativeRow*>> rows;
};

/// What stands in the globals under a name such as "type" or "math.floor".
Value value_named(State& st, std::string_view name) {
    std::size_t point = name.find('.');
    Value holder = Value::table(st.globals);
    if (point != std::string_view::npos) {
        holder = rt::raw_get_string(st, st.globals, rt::intern(st, name.substr(0, point)));
        if (!holder.is_table()) return Value::nil();
        name.remove_prefix(point + 1);
    }
    return rt::raw_get_string(st, holder.as_table(), rt::intern(st, name));
}

}  // namespace

void learn_library(State& st) {
    auto& known = rt::library_data<KnownNatives>(st).rows;
    known.clear();
    known.reserve(std::size(kRows));
    for (const NativeRow& row : kRows) {
        Value v = value_named(st, row.name);
        if (rt::is_native(v)) known.emplace_back(v.as_native()->row, &row);
    }
}

const NativeRow* native_row(State& st, const rt::Native* native) {
    for (const auto& [function, row] : rt::library_data<KnownNatives>(st).rows) {
        if (function == native->row) return row;
    }
    return nullptr;
}

}  // namespace gs::jit

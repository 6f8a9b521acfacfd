// Arithmetic off the fast path, and quickening.
//
// An instruction starts in its base form, which comes here at once. Here it is rewritten to the form that fits the
// operands it has met: ints only, floats only, or Any for a mixture. A form that fails moves on, Int -> Float -> Any,
// never back, so a site is rewritten at most twice. The compilers read the form as the type feedback of the site.
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "runtime/ops.h"
#include "support/assert.h"
#include "vm/elements.h"
#include "vm/fuse.h"
#include "vm/metamethods.h"
#include "vm/slow.h"
#include "vm/switch.h"

namespace gs::vm {

using bytecode::Op;
using rt::ArithOp;

namespace {

struct Forms {
    Op base;
    ArithOp op;
    Op on_int, on_float, on_any;
};

// Forms that do not exist stand as the base: then nothing is rewritten. Where a literal stands on the left (x = 1), the
// second table goes before the first.
constexpr Forms kReversed[] = {
    {Op::SubK, ArithOp::Sub, Op::RevSubKInt, Op::RevSubKFloat, Op::SubKAny},
    {Op::DivK, ArithOp::Div, Op::DivKAny, Op::RevDivKFloat, Op::DivKAny},
    {Op::ModK, ArithOp::Mod, Op::ModKAny, Op::ModKAny, Op::ModKAny},
};
constexpr Forms kForms[] = {
    {Op::Add, ArithOp::Add, Op::AddInt, Op::AddFloat, Op::AddAny},
    {Op::Sub, ArithOp::Sub, Op::SubInt, Op::SubFloat, Op::SubAny},
    {Op::Mul, ArithOp::Mul, Op::MulInt, Op::MulFloat, Op::MulAny},
    {Op::Div, ArithOp::Div, Op::DivInt, Op::DivFloat, Op::DivAny},
    {Op::Mod, ArithOp::Mod, Op::ModInt, Op::ModAny, Op::ModAny},
    {Op::Pow, ArithOp::Pow, Op::Pow, Op::Pow, Op::Pow},
    {Op::AddImm, ArithOp::Add, Op::AddImmInt, Op::AddImmFloat, Op::AddImmAny},
    {Op::SubImm, ArithOp::Sub, Op::SubImmInt, Op::SubImmFloat, Op::SubImmAny},
    {Op::MulImm, ArithOp::Mul, Op::MulImmInt, Op::MulImmFloat, Op::MulImmAny},
    {Op::DivImm, ArithOp::Div, Op::DivImmInt, Op::DivImmFloat, Op::DivImmAny},
    {Op::ModImm, ArithOp::Mod, Op::ModImmInt, Op::ModImmAny, Op::ModImmAny},
    {Op::AddK, ArithOp::Add, Op::AddKInt, Op::AddKFloat, Op::AddKAny},
    {Op::SubK, ArithOp::Sub, Op::SubKInt, Op::SubKFloat, Op::SubKAny},
    {Op::MulK, ArithOp::Mul, Op::MulKInt, Op::MulKFloat, Op::MulKAny},
    {Op::DivK, ArithOp::Div, Op::DivKAny, Op::DivKFloat, Op::DivKAny},
    {Op::ModK, ArithOp::Mod, Op::ModKInt, Op::ModKAny, Op::ModKAny},
    {Op::PowK, ArithOp::Pow, Op::PowK, Op::PowK, Op::PowK},
};

const Forms& forms_of(Op base, bool reversed) {
    if (reversed) {
        for (const Forms& f : kReversed) {
            if (f.base == base) return f;
        }
    }
    // By opcode.
    static const auto kPlaces = [] {
        std::array<u8, static_cast<u32>(Op::PowK) + 1> places{};
        for (u32 i = 0; i < std::size(kForms); i++) places[static_cast<u32>(kForms[i].base)] = static_cast<u8>(i);
        return places;
    }();
    const Forms& forms = kForms[kPlaces[static_cast<u32>(base)]];
    GS_ASSERT(forms.base == base);
    return forms;
}

void rewrite(State& st, const Value* base, Word* pc, const Forms& forms, Value a, Value b) {
    Op now = form_alone(bytecode::op_of(*pc));
    Op wanted = forms.base;
    if (a.is_int() && b.is_int()) {
        wanted = forms.on_int;
    } else if (a.is_real() && b.is_real()) {
        wanted = forms.on_float;
    } else if (a.is_number() && b.is_number()) {
        wanted = forms.on_any;
    } else {
        if (bytecode::info(now).x == bytecode::Operand::Seen) pc->x = bytecode::kOtherOperands;
        return;
    }
    if (now == wanted || now == forms.on_any) return;
    if (wanted == Op::ModImmInt && b == Value::integer(0)) return;  // whose handler does not look
    if (now != forms.base && now != forms.on_int) wanted = forms.on_any;  // it was Float
    change_form(st, base, pc, wanted);
}

/// The operation of the instruction and its operands. Gives the instruction the form that fits them.
ArithOp read_operation(State& st, Word* pc, const Value* base, Value* operands) {
    const bytecode::OpInfo& row = bytecode::info(*pc);
    bool literal = *row.literals;
    const Forms& forms = forms_of(row.base, literal && pc->x);
    Value a = base[pc->b], b;
    if (row.c == bytecode::Operand::Imm) {
        b = Value::integer(static_cast<i16>(pc->c));
    } else if (literal) {
        b = Value{bytecode::bits_of(pc[1])};
        if (pc->x) std::swap(a, b);
    } else {
        b = base[pc->c];
    }
    // `x + 1` on floats is Float although the operand in the instruction is an int.
    Value kind = row.c == bytecode::Operand::Imm && a.is_real() ? a : b;
    rewrite(st, base, pc, forms, a, kind);
    operands[0] = a;
    operands[1] = b;
    return forms.op;
}

/// The result into R[a].
Next finish_with(State& st, Word* pc, ArithOp op, const Value* operands) {
    auto result = rt::arith(st, op, operands[0], operands[1]);
    if (!result.ok()) return unwind(st);
    st.hot.base[pc->a] = *result;
    return next(st, pc, bytecode::length_of(pc));
}

}  // namespace

Next finish_arith(State& st, Word* pc, Value* base) {
    Value operands[2];
    ArithOp op = read_operation(st, pc, base, operands);
    save(st, pc, base);
    return finish_with(st, pc, op, operands);
}

Next slow_arith(State& st, Word* pc, Value* base) {
    Value operands[2];
    ArithOp op = read_operation(st, pc, base, operands);
    save(st, pc, base);
    if (operands[0].is_table() || operands[1].is_table()) {
        Value handler = operator_handler(st, op, operands[0], operands[1]);
        Next go_on;
        if (rt::is_script(handler) && call_metamethod(st, pc, handler, operands, 2, &go_on)) return go_on;
    }
    return finish_with(st, pc, op, operands);
}

Next finish_negate(State& st, Word* pc, Value* base) {
    if (!base[pc->b].is_number()) pc->x = bytecode::kOtherOperands;
    save(st, pc, base);
    auto result = rt::negate(st, base[pc->b]);
    if (!result.ok()) return unwind(st);
    st.hot.base[pc->a] = *result;
    return next(st, pc, 1);
}

Next slow_negate(State& st, Word* pc, Value* base) {
    Value operand = base[pc->b];
    if (operand.is_table()) {
        pc->x = bytecode::kOtherOperands;
        Value handler = negate_handler(st, operand.as_table());
        Next go_on;
        save(st, pc, base);
        if (rt::is_script(handler) && call_metamethod(st, pc, handler, &operand, 1, &go_on)) return go_on;
    }
    return finish_negate(st, pc, base);
}

Next slow_length(State& st, Word* pc, Value* base) {
    if (base[pc->b].is_table()) note_miss(pc);
    save(st, pc, base);
    auto result = rt::length(st, base[pc->b]);
    if (!result.ok()) return unwind(st);
    st.hot.base[pc->a] = *result;
    return next(st, pc, 1);
}

Next slow_concat(State& st, Word* pc, Value* base) {
    // What has been joined stands in place of an operand when a metamethod is called.
    auto is_text = [](Value v) { return v.is_string() || v.is_number(); };
    if (rt::on_borrowed_stack(st) && !std::all_of(base + pc->b, base + pc->b + pc->c, is_text)) {
        return start_on_own_stack(st, pc, base);
    }
    save(st, pc, base);
    auto result = rt::concat_chain(st, offset_of(st, base + pc->b), pc->c);
    if (!result.ok()) return unwind(st);
    st.hot.base[pc->a] = *result;
    return next(st, pc, 1);
}

}  // namespace gs::vm

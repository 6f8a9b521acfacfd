// Table constructors. A constructor that begins with different names is made in one step from values in consecutive
// registers, and so is one of a few positional values and nothing else; of others, positional values are stored in batches;
// all else is stored one by one, in order.
#include <algorithm>

#include "compiler/function_compiler.h"

namespace gs::compiler {

using namespace syntax;

namespace {

constexpr u32 kMaxObjectFields = 48;

// The number of fields at the beginning that are names, all different.
u32 leading_names(std::span<TableField> fields) {
    u32 n = 0;
    while (n < fields.size() && n < kMaxObjectFields && fields[n].kind == FieldKind::Named) {
        std::string_view name = fields[n].key->as<StringExpr>()->value;
        bool seen = std::any_of(fields.begin(), fields.begin() + n,
                                [&](const TableField& f) { return f.key->as<StringExpr>()->value == name; });
        if (seen) break;
        n++;
    }
    return n;
}

// Whether that is all, and few enough to wait for each other.
bool is_short_list(const TableExpr* e) {
    return !e->fields.empty() && e->fields.size() <= kConstructorRun && e->later_names == 0 &&
           std::all_of(e->fields.begin(), e->fields.end(),
                       [](const TableField& field) { return field.kind == FieldKind::Positional; });
}

// How many fields there shall be room for. Those that are stored later have it inside of the object, or none as yet.
u32 fields_of(const TableExpr* e) {
    constexpr u32 kMostFields = 64;
    u32 fields = 0;
    for (const TableField& field : e->fields) fields += field.kind == FieldKind::Named;
    return std::min(std::max(fields, std::min(fields + e->later_names, rt::kMaxInlineSlots)), kMostFields);
}

}  // namespace

// Local variables that stand in consecutive registers, in the order of the fields, as the parameters of a constructor
// often do.
bool FunctionCompiler::stand_in_order(std::span<const TableField> fields, Reg* first) const {
    Reg begin, at;
    if (!local_register(fields[0].value, &begin)) return false;
    for (std::size_t i = 1; i < fields.size(); i++) {
        if (!local_register(fields[i].value, &at) || at != begin + i) return false;
    }
    *first = begin;
    return true;
}

void FunctionCompiler::short_list(TableExpr* e, Reg to) {
    std::span<TableField> fields = e->fields;
    Expr* last = fields.back().value;
    bool open = is_multi(last) && !(last->kind == ExprKind::VarArgs && !body_->is_vararg);
    u32 count = static_cast<u32>(fields.size()) - (is_multi(last) ? 1 : 0);
    Reg first = free_;
    bool in_place = !open && count == fields.size() && stand_in_order(fields, &first);
    if (!in_place) {
        for (const TableField& field : fields.first(count)) to_next(field.value);
    }
    if (open) open_values(last);
    b_.set_line(open ? fields.back().line : e->line);
    b_.new_list(to, open ? bytecode::kOpenCount : count, first);
}

// `to` is a temporary.
void FunctionCompiler::table(TableExpr* e, Reg to) {
    Temporaries temporaries(*this);
    if (is_short_list(e)) return short_list(e, to);
    u32 named = leading_names(e->fields), room = fields_of(e);
    if (named) {
        std::vector<rt::String*> names;
        Reg temporaries_begin = free_, first = free_;
        bool in_place = stand_in_order(e->fields.first(named), &first);
        for (const TableField& field : e->fields.first(named)) {
            if (!in_place) to_next(field.value);
            rt::String* name = string(field.key->as<StringExpr>()->value);
            b_.keep(Value::string(name));
            names.push_back(name);
        }
        b_.set_line(e->line);
        b_.new_object(to, first, names, room);
        free_ = temporaries_begin;
    } else {
        b_.set_line(e->line);
        b_.op(Op::NewTable, to, room, element_room(e));
    }

    u32 stored = 0, waiting = 0;
    Reg first = free_;
    auto flush = [&](bool last, bool open) {
        b_.set_list(to, open ? bytecode::kOpenCount : waiting, first, stored + 1, last);
        stored += waiting;
        waiting = 0;
        free_ = first;
    };
    for (std::size_t i = named; i < e->fields.size(); i++) {
        const TableField& field = e->fields[i];
        bool last = i + 1 == e->fields.size();
        switch (field.kind) {
            case FieldKind::Positional:
                if (last && field.value->kind == ExprKind::VarArgs && !body_->is_vararg) break;
                if (last && is_multi(field.value)) {
                    open_values(field.value);
                    b_.set_line(field.line);
                    flush(true, true);
                    return;
                }
                to_next(field.value);
                if (++waiting == kConstructorRun && !last) {
                    b_.set_line(field.line);
                    flush(false, false);
                }
                break;
            case FieldKind::Named: {
                Temporaries value_temporaries(*this);
                Reg value = to_any(field.value);
                b_.set_line(field.line);
                b_.set_field(to, string(field.key->as<StringExpr>()->value), value);
                break;
            }
            case FieldKind::Computed: {
                // What positional fields before it have stored may be replaced by this one, so it is stored first.
                Reg key, value;
                {
                    Temporaries value_temporaries(*this);
                    key = to_next(field.key);
                    value = to_any(field.value);
                    b_.set_line(field.line);
                    if (waiting) {
                        b_.set_list(to, waiting, first, stored + 1, false);
                        stored += waiting;
                        waiting = 0;
                    }
                    b_.op(Op::SetIndex, to, key, value);
                }
                if (waiting == 0) free_ = first;
                break;
            }
        }
    }
    if (e->positional_count) {
        b_.set_line(e->line);
        flush(true, false);
    }
}

}  // namespace gs::compiler

// The library `table`: changing lists in place, and lists to and from values and texts. The rest stands in
// table_lists.cpp and table_sort.cpp.
#include <algorithm>
#include <cstring>

#include "runtime/native_args.h"
#include "stdlib/load.h"
#include "stdlib/modules.h"
#include "stdlib/table_library.h"
#include "stdlib/text_builder.h"
#include "stdlib/value_list.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr const char* kOutOfBounds = "position out of bounds";

/// Reads with a key that may lie outside the int range.
Value get_any(State& st, const Table* t, i64 key) {
    return Value::fits_int(key) ? get_element(t, key) : raw_get(st, t, Value::number(key));
}
Status set_any(State& st, Table* t, i64 key, Value v) {
    return Value::fits_int(key) ? raw_set_int(st, t, key, v) : raw_set(st, t, Value::number(key), v);
}

// ---- insert, remove, reverse ----------------------------------------------------------------------------------------

Ret table_insert(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 n = raw_length(t);
    if (in.count() <= 2) {
        TRY(raw_set_int(st, t, n + 1, TRY(in.any(1))));
        return Ret::none();
    }
    i64 position = TRY(in.integer(1));
    Value v = in[2];
    Value zeroth = get_element(t, 0);
    bool fits = position == 0 ? !zeroth.is_nil() : position >= 1 && position <= n + 1;
    if (!fits) return in.error(1, kOutOfBounds);
    if (position == 0) {
        TRY(insert_element(st, t, 1, zeroth));
        TRY(raw_set_int(st, t, 0, v));
    } else if (position == n + 1) {
        TRY(raw_set_int(st, t, position, v));
    } else {
        TRY(insert_element(st, t, position, v));
    }
    return Ret::none();
}

Ret table_remove(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 n = raw_length(t);
    i64 position = TRY(in.integer_or(1, n));
    Value removed = Value::fits_int(position) ? get_element(t, position) : Value::nil();
    bool fits = position == 0 ? n == 0 || !removed.is_nil() : position >= 1 && position <= n + 1;
    if (!fits) return in.error(1, kOutOfBounds);
    if (position == 0 && n > 0) {
        TRY(raw_set_int(st, t, 0, TRY(remove_element(st, t, 1))));
    } else if (position == 0 || position >= n) {
        TRY(raw_set_int(st, t, position, Value::nil()));
    } else {
        TRY(remove_element(st, t, position));
    }
    return removed;
}

Ret table_reverse(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    i64 n = raw_length(t);
    if (t->bound == static_cast<u64>(n) + 1 && n > 0 && !t->elem[1].is_nil()) {
        // Dense, and the length stays: what is at both ends is no hole.
        std::reverse(t->elem + 1, t->elem + n + 1);
        st.heap->wrote_many(&t->store()->h);
        return Value::table(t);
    }
    for (i64 low = 1, high = n; low < high; ++low, --high) {
        Value first = get_element(t, low);
        TRY(raw_set_int(st, t, low, get_element(t, high)));
        TRY(raw_set_int(st, t, high, first));
    }
    return Value::table(t);
}

// ---- move -----------------------------------------------------------------------------------------------------------

struct Move {
    Table* source;
    i64 from, to;
    Table* target;
    i64 position;

    u64 count() const { return static_cast<u64>(to) - static_cast<u64>(from) + 1; }
    i64 last() const { return position + (to - from); }
};

u64 count_entries(State& st, Table* t) {
    u64 count = 0;
    Value key, v;
    for (Cursor cursor = cursor_start(); cursor_next(st, t, &cursor, &key, &v);) ++count;
    return count;
}

/// The int that a key is, also if it lies outside the int range and therefore is a float.
bool whole_number(Value key, i64* out) {
    if (!key.is_number()) return false;
    return truncate_to_int(key, out) && static_cast<f64>(*out) == key.as_double();
}

/// A range with room for far more elements than there are: goes by the entries, not by the indices, which nobody could
/// wait for.
Status move_sparse(State& st, const Move& move) {
    Values* moved = TRY(make_values(st, 2 * count_entries(st, move.source)));
    u32 count = 0;
    Value key, v;
    i64 index = 0;
    for (Cursor cursor = cursor_start(); cursor_next(st, move.source, &cursor, &key, &v);) {
        if (!whole_number(key, &index) || index < move.from || index > move.to) continue;
        st.heap->store(&moved->h, &moved->item[count++], Value::number(move.position + (index - move.from)));
        st.heap->store(&moved->h, &moved->item[count++], v);
    }
    for (Cursor cursor = cursor_start(); cursor_next(st, move.target, &cursor, &key, &v);) {
        if (!whole_number(key, &index) || index < move.position || index > move.last()) continue;
        TRY(raw_set(st, move.target, key, Value::nil()));
    }
    for (u32 i = 0; i < count; i += 2) TRY(raw_set(st, move.target, moved->item[i], moved->item[i + 1]));
    return {};
}

Status move_elements(State& st, const Move& move) {
    constexpr u64 kMany = 100'000;
    u64 count = move.count();
    if (count > kMany && count / 4 > count_entries(st, move.source) + count_entries(st, move.target)) {
        return move_sparse(st, move);
    }
    bool overlaps = move.source == move.target && move.position > move.from && move.position <= move.to;
    for (u64 k = 0; k < count; ++k) {
        i64 offset = static_cast<i64>(overlaps ? count - 1 - k : k);
        TRY(set_any(st, move.target, move.position + offset, get_any(st, move.source, move.from + offset)));
    }
    return {};
}

Ret table_move(State& st, Args args) {
    ArgReader in(st, args);
    Move move;
    move.source = TRY(in.table(0));
    move.from = TRY(in.integer(1));
    move.to = TRY(in.integer(2));
    move.position = TRY(in.integer(3));
    Table* target = TRY(in.table_or_null(4));
    move.target = target == nullptr ? move.source : target;
    if (move.from <= move.to) {
        constexpr auto kMost = static_cast<u64>(rt::kMaxInt);
        if (move.count() - 1 >= kMost) return in.error(2, "too many elements to move");
        if (move.position > rt::kMaxInt - static_cast<i64>(move.count() - 1)) {
            return in.error(3, "destination wrap around");
        }
        TRY(move_elements(st, move));
    }
    return Value::table(move.target);
}

// ---- concat, pack, slice --------------------------------------------------------------------------------------------

Failure invalid_element(State& st, Value v, i64 index) {
    return st.raise_format("invalid value (%s) at index %lld in table for 'concat'", type_name(v),
                           static_cast<long long>(index));
}

/// Elements that are all strings, `total` bytes with the separators: written in place.
Result<Value> join_strings(State& st, const Table* t, std::string_view separator, i64 first, i64 last, u64 total) {
    char* out;
    String* joined = TRY(make_string_uninitialized(st, total, &out));
    for (i64 i = first;; ++i) {
        const String* s = get_any(st, t, i).as_string();
        std::memcpy(out, s->data(), s->len);
        out += s->len;
        if (i == last) return Value::string(joined);
        std::memcpy(out, separator.data(), separator.size());
        out += separator.size();
    }
}

Ret table_concat(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    std::string_view separator = TRY(in.text_or(1, ""));
    i64 first = TRY(in.integer_or(2, 1));
    i64 last = TRY(in.given(3) ? in.integer(3) : Result<i64>(raw_length(t)));
    if (first > last) return TRY(string_value(st, {}));

    // First the whole range is looked at; the loop ends at the first nil, so no range is too long for it.
    u64 total = 0;
    bool all_strings = true;
    for (i64 i = first;; ++i) {
        Value v = get_any(st, t, i);
        if (v.is_string()) {
            total += v.as_string()->len;
        } else if (v.is_number()) {
            all_strings = false;
        } else {
            return invalid_element(st, v, i);
        }
        if (i == last) break;
    }
    total += separator.size() * (static_cast<u64>(last) - static_cast<u64>(first));
    if (all_strings) return TRY(join_strings(st, t, separator, first, last, total));

    TextBuilder out(st);
    for (i64 i = first; !out.failed(); ++i) {
        out.append_value(get_any(st, t, i));
        if (i == last) break;
        out.append(separator);
    }
    return TRY(out.finish_value());
}

Ret table_pack(State& st, Args args) {
    Table* t = make_table(st, 1, args.count);
    if (args.count > 0) TRY(set_list(st, t, 1, stack_bottom(st) + args.offset, args.count, true));
    set_field(st, t, "n", Value::integer(args.count));
    return Value::table(t);
}

constexpr FnRow kFunctions[] = {
    {"table.insert", table_insert}, {"table.remove", table_remove}, {"table.reverse", table_reverse},
    {"table.move", table_move},     {"table.concat", table_concat}, {"table.pack", table_pack},
    {"table.unpack", unpack_table},
};

}  // namespace

void open_table(State& st) {
    Table* library = register_library(st, "table", kFunctions);
    add_list_functions(st, library);
    add_sort_function(st, library);
}

}  // namespace gs::stdlib

// table.sort: a stable merge sort on a copy, written back when all comparisons are done. So the list is untouched if one of
// them raises, and whatever a comparison does to the list, or claims about its order, the sort only ever touches its copy.
//
// There are three ways, which give the same result where more than one applies:
//
//   - Comparisons that run script code (a function `less`, or `__lt`): merging runs of doubling length in a heap cell. The
//     comparison may yield, raise, sort again or never come back; all state is in plain locals and the cell.
//   - Lists of numbers with the default order: each number becomes 64 bits whose unsigned order is that of the numbers.
//     Long lists are distributed by one byte after the other, short ones are merged.
//   - Lists of strings with the default order: pairs of the first eight bytes, as a number, and the string are merged; most
//     comparisons need not look at the string.
#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "runtime/native_args.h"
#include "stdlib/table_library.h"
#include "stdlib/value_list.h"

namespace gs::stdlib {

using namespace rt;

namespace {

// ---- merging in memory ----------------------------------------------------------------------------------------------

constexpr u64 kRun = 12;  // up to here inserting is faster than merging

template <class T, class Less>
void insertion_sort(T* first, T* last, Less less) {
    for (T* next = first + 1; next < last; ++next) {
        T item = *next;
        T* hole = next;
        for (; hole > first && less(item, hole[-1]); --hole) *hole = hole[-1];
        *hole = item;
    }
}

/// Merges the neighbouring runs [left, middle) and [middle, right) to `out`.
template <class T, class Less>
void merge_runs(const T* left, const T* middle, const T* right, T* out, Less less) {
    const T* a = left;
    const T* b = middle;
    while (a < middle && b < right) {
        // Which one is next can not be foreseen: written so that no jump depends on it.
        bool take_right = less(*b, *a);
        *out++ = take_right ? *b : *a;
        b += take_right;
        a += !take_right;
    }
    out = std::copy(a, middle, out);
    std::copy(b, right, out);
}

/// Sorts items[0 .. count) with room for as many in `other`; the result is in the array returned.
template <class T, class Less>
T* merge_sort(T* items, T* other, u64 count, Less less) {
    for (u64 i = 0; i < count; i += kRun) insertion_sort(items + i, items + std::min(i + kRun, count), less);
    for (u64 width = kRun; width < count; width *= 2) {
        for (u64 i = 0; i < count; i += 2 * width) {
            u64 middle = std::min(i + width, count), end = std::min(i + 2 * width, count);
            if (middle == end || !less(items[middle], items[middle - 1])) {
                std::copy(items + i, items + end, other + i);  // in order already
            } else {
                merge_runs(items + i, items + middle, items + end, other + i, less);
            }
        }
        std::swap(items, other);
    }
    return items;
}

/// Distributes by bytes from the lowest to the highest, leaving out those that are the same everywhere. The result is in the
/// array returned.
u64* radix_sort(u64* items, u64* other, u64 count) {
    u32 counts[8][256] = {};
    for (u64 i = 0; i < count; ++i) {
        for (u32 k = 0; k < 8; ++k) ++counts[k][items[i] >> 8 * k & 0xFF];
    }
    for (u32 k = 0; k < 8; ++k) {
        if (counts[k][items[0] >> 8 * k & 0xFF] == count) continue;
        u32 place = 0;
        for (u32& n : counts[k]) place += std::exchange(n, place);
        for (u64 i = 0; i < count; ++i) other[counts[k][items[i] >> 8 * k & 0xFF]++] = items[i];
        std::swap(items, other);
    }
    return items;
}

u64* sort_words(u64* items, u64* other, u64 count) {
    constexpr u64 kRadixPays = 256;
    if (std::is_sorted(items, items + count)) return items;
    if (count >= kRadixPays) return radix_sort(items, other, count);
    return merge_sort(items, other, count, [](u64 a, u64 b) { return a < b; });
}

// ---- the default order without script code --------------------------------------------------------------------------

/// What all elements of a list have in common.
struct Contents {
    bool ints = true, doubles = true, numbers = true, strings = true;
};

Contents look_at(const Values* list) {
    Contents contents;
    for (u32 i = 0; i < list->count; ++i) {
        Value v = list->item[i];
        contents.ints &= v.is_int();
        contents.numbers &= v.is_number();
        contents.strings &= v.is_string();
        // NaN has no place in an order, and equal numbers with different bits must keep theirs.
        contents.doubles &= v.is_real() && v.as_real() == v.as_real() && v.bits != std::bit_cast<u64>(-0.0);
    }
    return contents;
}

constexpr u64 kSignBit = u64{1} << 63;

/// Bits of a double whose unsigned order is that of the numbers, and back.
u64 ordered_bits(u64 bits) { return bits & kSignBit ? ~bits : bits | kSignBit; }
u64 double_bits(u64 ordered) { return ordered & kSignBit ? ordered ^ kSignBit : ~ordered; }

/// Ints (whose bits are in order as they stand), or doubles. `other` has room for as many.
void sort_like_numbers(Values* list, u64* other, bool doubles) {
    auto* words = reinterpret_cast<u64*>(list->item);
    if (doubles) std::transform(words, words + list->count, words, ordered_bits);
    const u64* sorted = sort_words(words, other, list->count);
    if (doubles) {
        std::transform(sorted, sorted + list->count, words, double_bits);
    } else if (sorted != words) {
        std::memcpy(words, sorted, list->count * sizeof(u64));
    }
}

struct StringKey {
    u64 head;
    String* s;
};

StringKey key_of(String* s) {
    u64 head = 0;
    std::memcpy(&head, s->data(), std::min<u32>(s->len, 8));
    if constexpr (std::endian::native == std::endian::little) head = __builtin_bswap64(head);
    return {head, s};
}

void sort_strings(Values* list, StringKey* keys) {
    u64 count = list->count;
    for (u64 i = 0; i < count; ++i) keys[i] = key_of(list->item[i].as_string());
    auto less = [](const StringKey& a, const StringKey& b) {
        return a.head != b.head ? a.head < b.head : string_compare(a.s, b.s) < 0;
    };
    const StringKey* sorted = merge_sort(keys, keys + count, count, less);
    for (u64 i = 0; i < count; ++i) list->item[i] = Value::string(sorted[i].s);
}

void sort_numbers(Values* list, Value* other) {
    auto less = [](Value a, Value b) { return a.as_double() < b.as_double(); };
    const Value* sorted = merge_sort(list->item, other, list->count, less);
    if (sorted != list->item) std::memcpy(list->item, sorted, list->count * sizeof(Value));
}

/// Memory for numbers or for pointers to strings that the list keeps alive.
Result<void*> make_room(State& st, u64 bytes) {
    void* cell = st.heap->allocate_any(sizeof(Header) + bytes, HeapType::Bytes);
    if (cell == nullptr) return st.raise_memory();
    return Result<void*>(static_cast<char*>(cell) + sizeof(Header));
}

/// Sorts a list of numbers or one of strings; false if it is neither.
Result<bool> sort_plain(State& st, Values* list, const Contents& contents) {
    u64 count = list->count;
    if (contents.strings) {
        sort_strings(list, static_cast<StringKey*>(TRY(make_room(st, 2 * count * sizeof(StringKey)))));
    } else if (contents.numbers) {
        void* room = TRY(make_room(st, count * sizeof(Value)));
        if (contents.ints || contents.doubles) {
            sort_like_numbers(list, static_cast<u64*>(room), contents.doubles);
        } else {
            sort_numbers(list, static_cast<Value*>(room));
        }
    } else {
        return false;
    }
    return true;
}

// ---- comparing by script code ---------------------------------------------------------------------------------------

/// Sorts the first half of a cell with the other half as room. `less` is nil for the default order.
class CallingSort {
public:
    CallingSort(State& st, Values* cell, Value less) : st_(st), cell_(cell), less_(less) {}

    /// The sorted values, in one half or the other.
    Result<const Value*> run() {
        u32 count = cell_->count / 2, from = 0, to = count;
        for (u32 width = 1; width < count; width *= 2) {
            for (u32 i = 0; i < count; i += 2 * width) {
                u32 middle = std::min(i + width, count), end = std::min(middle + width, count);
                TRY(merge(from + i, from + middle, from + end, to + i));
            }
            std::swap(from, to);
        }
        return cell_->item + from;
    }

private:
    Result<bool> comes_before(Value a, Value b) {
        if (less_.is_nil()) return less(st_, a, b);
        return TRY_CALL(call(st_, less_, {a, b})).first.truthy();
    }

    void copy(u32 from, u32 to) { st_.heap->store(&cell_->h, &cell_->item[to], cell_->item[from]); }
    void copy(u32 from, u32 end, u32 to) {
        while (from < end) copy(from++, to++);
    }

    Status merge(u32 left, u32 middle, u32 right, u32 out) {
        u32 a = left, b = middle;
        // One comparison more tells runs that are in order already, which is all there is to do in a sorted list.
        bool in_order = b == right || (b - a > 1 && !TRY(comes_before(item(b), item(b - 1))));
        while (!in_order && a < middle && b < right) {
            copy(TRY(comes_before(item(b), item(a))) ? b++ : a++, out++);
        }
        copy(a, middle, out);
        copy(b, right, out + (middle - a));
        return {};
    }

    Value item(u32 i) const { return cell_->item[i]; }

    State& st_;
    Values* cell_;
    Value less_;
};

Ret table_sort(State& st, Args args) {
    ArgReader in(st, args);
    Table* t = TRY(in.table(0));
    Value less = TRY(in.callable_or_nil(1));
    auto count = static_cast<u64>(raw_length(t));
    if (count < 2) return Ret::none();
    // Comparing by script code needs the second half of the cell.
    Values* list = TRY(make_values(st, less.is_nil() ? count : 2 * count));
    for (u64 i = 0; i < count; ++i) list->item[i] = get_element(t, static_cast<i64>(i) + 1);

    if (less.is_nil()) {
        Contents contents = look_at(list);
        if (TRY(sort_plain(st, list, contents))) {
            TRY(overwrite_list(st, t, list->item, count));
            return Ret::none();
        }
        Values* elements = list;
        list = TRY(make_values(st, 2 * count));
        std::copy_n(elements->item, count, list->item);
    }
    const Value* sorted = TRY(CallingSort(st, list, less).run());
    TRY(overwrite_list(st, t, sorted, count));
    return Ret::none();
}

constexpr FnRow kFunctions[] = {{"table.sort", table_sort}};

}  // namespace

void add_sort_function(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib

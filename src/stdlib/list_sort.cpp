// The sorting of lists: a stable merge sort on a copy, written back when all comparisons are done. So the list is untouched if
// one of them raises, and whatever a comparison does to the list, or claims about its order, the sort only ever touches its
// copy.
//
// There are several ways, which give the same result where more than one applies:
//
//   - Comparisons that run script code (a function `less`, or `__lt`): merging runs of doubling length. What is moved are
//     numbers of elements, in a cell of plain bytes. The comparison may yield, raise, sort again or never come back; all
//     state is in plain locals and heap cells.
//   - Lists of numbers with the default order: each number becomes 64 bits whose unsigned order is that of the numbers.
//     Long lists are distributed by one byte after the other, short ones are merged.
//   - Lists of strings with the default order: pairs of the first eight bytes, as a number, and the string are merged; most
//     comparisons need not look at the string.
//   - Elements with keys that are numbers or strings: numbers of elements are merged as above, without script code.
#include "stdlib/list_sort.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>
#include <utility>

#include "runtime/native_args.h"
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

template <class Less>
void merge_values(Values* list, Value* other, Less less) {
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
Result<bool> sort_plain(State& st, Values* list, bool descending) {
    Contents contents = look_at(list);
    u64 count = list->count;
    // Turning around what is in ascending order is right where equal elements can not be told apart.
    bool turn_around = descending;
    if (contents.strings) {
        sort_strings(list, static_cast<StringKey*>(TRY(make_room(st, 2 * count * sizeof(StringKey)))));
    } else if (contents.numbers) {
        void* room = TRY(make_room(st, count * sizeof(Value)));
        if (contents.ints || contents.doubles) {
            sort_like_numbers(list, static_cast<u64*>(room), contents.doubles);
        } else if (descending) {
            turn_around = false;
            merge_values(list, static_cast<Value*>(room),
                         [](Value a, Value b) { return a.as_double() > b.as_double(); });
        } else {
            merge_values(list, static_cast<Value*>(room),
                         [](Value a, Value b) { return a.as_double() < b.as_double(); });
        }
    } else {
        return false;
    }
    if (turn_around) std::reverse(list->item, list->item + count);
    return true;
}

// ---- numbers of elements, sorted by keys ----------------------------------------------------------------------------

/// Merging with comparisons that may run script code.
class CallingSort {
public:
    CallingSort(State& st, const Values* keys, SortOrder order) : st_(st), keys_(keys), order_(order) {}

    /// Sorts `from`, with as much room in `to`; the result is in the array returned.
    Result<const u32*> run(u32* from, u32* to) {
        u64 count = keys_->count;
        for (u64 width = 1; width < count; width *= 2) {
            for (u64 i = 0; i < count; i += 2 * width) {
                u64 middle = std::min(i + width, count), end = std::min(middle + width, count);
                TRY(merge(from + i, from + middle, from + end, to + i));
            }
            std::swap(from, to);
        }
        return from;
    }

private:
    Result<bool> comes_before(u32 i, u32 k) {
        Value a = keys_->item[i], b = keys_->item[k];
        if (order_.descending) std::swap(a, b);
        if (order_.less.is_nil()) return less(st_, a, b);
        return TRY_CALL(call(st_, order_.less, {a, b})).first.truthy();
    }

    Status merge(const u32* left, const u32* middle, const u32* right, u32* out) {
        const u32 *a = left, *b = middle;
        // One comparison more tells runs that are in order already, which is all there is to do in a sorted list.
        bool in_order = b == right || (b - a > 1 && !TRY(comes_before(*b, b[-1])));
        while (!in_order && a < middle && b < right) *out++ = TRY(comes_before(*b, *a)) ? *b++ : *a++;
        out = std::copy(a, middle, out);
        std::copy(b, right, out);
        return {};
    }

    State& st_;
    const Values* keys_;
    SortOrder order_;
};

/// The numbers of the elements in the order of their keys, in a cell that lives as long as the pointer is held.
Result<const u32*> sorted_numbers(State& st, const Values* keys, SortOrder order) {
    u64 count = keys->count;
    auto* numbers = static_cast<u32*>(TRY(make_room(st, 2 * count * sizeof(u32))));
    u32* other = numbers + count;
    std::iota(numbers, other, 0);
    Contents contents = look_at(keys);
    const Value* key = keys->item;
    if (order.less.is_nil() && !order.descending && contents.numbers) {
        return merge_sort(numbers, other, count, [=](u32 a, u32 b) { return key[a].as_double() < key[b].as_double(); });
    }
    if (order.less.is_nil() && !order.descending && contents.strings) {
        return merge_sort(numbers, other, count,
                          [=](u32 a, u32 b) { return string_compare(key[a].as_string(), key[b].as_string()) < 0; });
    }
    return CallingSort(st, keys, order).run(numbers, other);
}

Status store_in_order(State& st, Table* list, const Values* elements, const u32* numbers) {
    Values* sorted = TRY(make_values(st, elements->count));
    for (u64 i = 0; i < elements->count; ++i) sorted->item[i] = elements->item[numbers[i]];
    return overwrite_list(st, list, sorted->item, sorted->count);
}

}  // namespace

Status sort_list(State& st, Table* list, SortOrder order) {
    auto count = static_cast<u64>(raw_length(list));
    if (count < 2) return {};
    Values* elements = TRY(copy_list(st, list));
    if (order.less.is_nil() && TRY(sort_plain(st, elements, order.descending))) {
        return overwrite_list(st, list, elements->item, count);
    }
    return store_in_order(st, list, elements, TRY(sorted_numbers(st, elements, order)));
}

Status sort_list_by_keys(State& st, Table* list, const Values* elements, const Values* keys) {
    return store_in_order(st, list, elements, TRY(sorted_numbers(st, keys, {Value::nil(), false})));
}

}  // namespace gs::stdlib

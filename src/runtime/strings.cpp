// Strings.
//
// A string is a header, a length, a hash and its bytes, padded with zeros to a multiple of 16 (at least one), so that code
// may load whole 16-byte words.
//
// Interning is late. Most strings are cut, joined, compared and printed, never used as a key; putting each of them into
// the intern table, and taking it out when it dies, would cost ten times the string. So strings are interned when they
// become a key, and constants of programs when they are compiled. Looking a key up does not intern: a text that is not
// in the table is nobody's key. A string whose text is interned already remembers where (alias, in place of the hash), so
// its second use as a key is one load.
//
// `..` extends its left operand in place. A view is a string whose bytes are the first `len` bytes of a Buffer that other
// views share. If a view ends where the used part of its buffer ends, and the right operand fits, the bytes are copied
// behind it and a longer view is made: building a text piece by piece is linear, the bytes are always contiguous, and
// nobody has to flatten a rope. The rules below keep buffers from being made for strings that are joined just once:
//
//   - up to 40 bytes: a plain copy;
//   - else, the left operand is a view and can be extended: extend it;
//   - else, it was itself made by `..` (flag "joined"): make a buffer of twice the size, and clear the flag, so that
//     joining many different tails to one prefix makes one buffer and not many;
//   - else: a plain copy, flagged "joined".
//
// A short view keeps its whole buffer alive. Interning copies.

#include "runtime/strings.h"

#include <cstring>

#include "runtime/heap_inline.h"
#include "support/assert.h"
#include "support/copy_bytes.h"
#include "support/number_text.h"

namespace gs::rt {

namespace {

constexpr u64 kCopyLimit = 40;

constexpr u64 string_bytes(u64 length) { return sizeof(String) + ((length + 16) & ~u64{15}); }

/// A string of `length` bytes, its padding cleared; null if memory does not allow it.
inline String* new_string(State& st, u64 length, u8 flags) {
    u64 bytes = string_bytes(length);
    void* cell = bytes <= 128 ? allocate_small(st, bytes, HeapType::String, flags)
                              : st.heap->allocate_any(bytes, HeapType::String, flags);
    if (!cell) return nullptr;
    auto* s = static_cast<String*>(cell);
    s->len = static_cast<u32>(length);
    s->hash = 0;
    std::memset(reinterpret_cast<char*>(s) + bytes - 16, 0, 16);
    return s;
}

Result<String*> make_hashed(State& st, std::string_view bytes, u32 hash) {
    String* s = new_string(st, bytes.size(), String::kHashed);
    if (!s) return st.raise_memory();
    copy_bytes(s->bytes, bytes.data(), bytes.size());
    s->hash = hash;
    return s;
}

String* canonical_of(State& st, const String* s) {
    return reinterpret_cast<String*>(const_cast<char*>(st.heap->base()) + u64{s->hash} * 8);
}

/// The hash of a string without alias, kept in it.
u32 hash_of(State& st, String* s) {
    if (!(s->h.aux & String::kHashed)) {
        s->hash = st.strings->hash(view(s));
        s->h.aux |= String::kHashed;
    }
    return s->hash;
}

/// Makes `s` remember the interned string of equal text. An old string must not come to hold a young one: the slot log
/// knows nothing of compressed pointers.
void remember(State& st, String* s, String* canonical) {
    if ((s->h.gc & kGcOld) && !(canonical->h.gc & kGcOld)) return;
    if (st.hot.marking) st.heap->keep_string(&canonical->h);
    auto offset = static_cast<u64>(reinterpret_cast<char*>(canonical) - st.heap->base());
    s->hash = static_cast<u32>(offset / 8);
    s->h.aux = static_cast<u8>((s->h.aux & ~String::kHashed) | String::kAlias);
}

String* intern_text(State& st, std::string_view bytes) {
    if (bytes.empty()) bytes = "";  // memcpy and memcmp want an address even for no bytes
    u32 hash = st.strings->hash(bytes);
    if (String* s = st.strings->find(bytes, hash)) return s;
    String* s = new_string(st, bytes.size(), 0);
    if (!s) return nullptr;
    std::memcpy(s->bytes, bytes.data(), bytes.size());
    st.strings->add(s, hash);
    return s;
}

/// The view of the first `length` bytes of a buffer.
String* make_view(State& st, Buffer* buffer, u64 length) {
    auto* s =
        static_cast<String*>(allocate_small(st, sizeof(String) + sizeof(Buffer*), HeapType::String, String::kView));
    s->len = static_cast<u32>(length);
    s->hash = 0;
    std::memcpy(s->bytes, &buffer, sizeof buffer);
    return s;
}

Buffer* make_buffer(State& st, u64 capacity) {
    u64 bytes = (sizeof(Buffer) + capacity + 16 + 7) & ~u64{7};
    auto* buffer = static_cast<Buffer*>(st.heap->allocate_any(bytes, HeapType::Buffer));
    if (!buffer) return nullptr;
    buffer->used = 0;
    buffer->capacity = static_cast<u32>(capacity);
    return buffer;
}

u64 big_endian_word(const char* bytes) {
    u64 word;
    std::memcpy(&word, bytes, 8);
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
    return word;
}

}  // namespace

Result<String*> make_string_uninitialized(State& st, u64 n, char** bytes) {
    if (n > kMaxStringLength) return st.raise_text("resulting string too large");
    String* s = new_string(st, n, 0);
    if (!s) return st.raise_memory();
    *bytes = s->bytes;
    return s;
}

Result<String*> make_string(State& st, std::string_view bytes) {
    if (bytes.size() <= 1) return bytes.empty() ? intern(st, bytes) : byte_string(st, static_cast<u8>(bytes[0]));
    if (bytes.size() > kMaxStringLength) return st.raise_text("resulting string too large");
    // Hashing the source: a copy that was just written in pieces would be waited for.
    if (bytes.size() <= kCopyLimit) return make_hashed(st, bytes, st.strings->hash(bytes));
    String* s = new_string(st, bytes.size(), 0);
    if (!s) return st.raise_memory();
    copy_bytes(s->bytes, bytes.data(), bytes.size());
    return s;
}

Result<String*> make_key(State& st, std::string_view bytes) {
    if (bytes.size() <= 1 || bytes.size() > kCopyLimit) return make_string(st, bytes);
    u32 hash = st.strings->hash(bytes);
    String* s = st.strings->find(bytes, hash);
    return s ? s : make_hashed(st, bytes, hash);
}

Result<Value> string_value(State& st, std::string_view bytes) { return Value::string(TRY(make_string(st, bytes))); }

String* byte_string(State& st, u8 byte) {
    String*& s = st.strings->single[byte];
    if (!s) {
        char text = static_cast<char>(byte);
        s = intern_text(st, {&text, 1});
    }
    return s;
}

// ---- interning --------------------------------------------------------------------------------------------------

String* intern(State& st, std::string_view bytes) {
    String* s = bytes.size() == 1 ? byte_string(st, static_cast<u8>(bytes[0])) : intern_text(st, bytes);
    if (s) s->h.aux |= String::kName;
    return s;
}

String* find_interned_slow(State& st, const String* constant) {
    // What changes is a cache: the text stays the same.
    auto* s = const_cast<String*>(constant);
    if (s->h.aux & String::kAlias) return canonical_of(st, s);
    u32 hash = hash_of(st, s);
    String* canonical = st.strings->find(view(s), hash);
    if (canonical) remember(st, s, canonical);
    return canonical;
}

String* intern_slow(State& st, String* s) {
    if (String* canonical = find_interned_slow(st, s)) return canonical;
    u32 hash = s->hash;
    if (!(s->h.aux & String::kView)) {
        st.strings->add(s, hash);
        return s;
    }
    String* copy = new_string(st, s->len, 0);
    if (!copy) return nullptr;
    std::memcpy(copy->bytes, s->data(), s->len);
    st.strings->add(copy, hash);
    remember(st, s, copy);
    return copy;
}

// ---- comparing --------------------------------------------------------------------------------------------------

bool string_equal(const String* a, const String* b) {
    if (a == b) return true;
    if (a->len != b->len) return false;
    u8 both = a->h.aux & b->h.aux;
    if (both & String::kInterned) return false;
    if (both & (String::kHashed | String::kAlias) && a->hash != b->hash) return false;
    return std::memcmp(a->data(), b->data(), a->len) == 0;
}

int string_compare(const String* a, const String* b) {
    const char* x = a->data();
    const char* y = b->data();
    u32 common = a->len < b->len ? a->len : b->len;
    // Behind a text of its own there are zeros, and where they decide, the texts differ as they do.
    bool padded = !((a->h.aux | b->h.aux) & String::kView);
    if (common >= 8 || padded) {
        u64 head_x = big_endian_word(x), head_y = big_endian_word(y);
        if (head_x != head_y) return head_x < head_y ? -1 : 1;
    }
    if (common > 8 || !padded) {
        if (int order = std::memcmp(x, y, common)) return order;
    }
    return a->len < b->len ? -1 : a->len > b->len;
}

// ---- joining ----------------------------------------------------------------------------------------------------

namespace {

char* copy_pieces(char* to, const std::string_view* pieces, u32 count) {
    for (u32 i = 0; i < count; ++i) {
        copy_bytes(to, pieces[i].data(), pieces[i].size());
        to += pieces[i].size();
    }
    return to;
}

}  // namespace

Result<String*> string_append(State& st, String* a, String* b) {
    if (b->len == 0) return a;
    if (a->len == 0) return b;
    std::string_view both[] = {view(a), view(b)};
    return append_texts(st, a, both, 2, u64{a->len} + b->len);
}

Result<String*> join_texts(State& st, const std::string_view* pieces, u32 count, u64 length) {
    if (length > kMaxStringLength) return st.raise_text("resulting string too large");
    String* joined = new_string(st, length, length > kCopyLimit ? String::kJoined : 0);
    if (!joined) return st.raise_memory();
    copy_pieces(joined->bytes, pieces, count);
    return joined;
}

Result<String*> join_key(State& st, const std::string_view* pieces, u32 count, u64 length) {
    if (length > kCopyLimit) return join_texts(st, pieces, count, length);
    char text[kCopyLimit];
    copy_pieces(text, pieces, count);
    return make_key(st, {text, length});
}

Result<String*> append_texts(State& st, String* first, const std::string_view* pieces, u32 count, u64 length) {
    u64 before = first->len;
    if (length > kMaxStringLength) return st.raise_text("resulting string too large");
    if (length > kCopyLimit) {
        if (first->h.aux & String::kView) {
            Buffer* buffer = first->buffer();
            if (buffer->used == before && length <= buffer->capacity) {
                copy_pieces(buffer->bytes + before, pieces + 1, count - 1);
                buffer->used = static_cast<u32>(length);
                return make_view(st, buffer, length);
            }
        } else if (first->h.aux & String::kJoined) {
            u64 capacity = length * 2 < kMaxStringLength ? length * 2 : kMaxStringLength;
            Buffer* buffer = make_buffer(st, capacity);
            if (!buffer) return st.raise_memory();
            first->h.aux &= static_cast<u8>(~String::kJoined);
            copy_pieces(buffer->bytes, pieces, count);
            buffer->used = static_cast<u32>(length);
            return make_view(st, buffer, length);
        }
    }
    return join_texts(st, pieces, count, length);
}

// ---- numbers ----------------------------------------------------------------------------------------------------

Result<String*> number_to_string(State& st, Value number) {
    char text[kNumberTextSize];
    size_t size = number.is_int() ? format_int(number.as_int(), text) : format_float(number.as_real(), text);
    return make_string(st, {text, size});
}

Value string_to_number(const String* s) {
    NumberText number = parse_number(view(s));
    switch (number.kind) {
        case NumberText::Kind::None: return Value::absent();
        case NumberText::Kind::Int: return Value::integer(number.integer);
        case NumberText::Kind::Float: return Value::real(number.floating);
    }
    GS_UNREACHABLE("all kinds of number text are handled");
}

}  // namespace gs::rt

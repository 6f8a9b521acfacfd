// string.pack, unpack and packsize. Format strings are read by support/binary_pack.h; here values are converted.
#include <bit>
#include <cstring>

#include "runtime/native_args.h"
#include "stdlib/binary_numbers.h"
#include "stdlib/string_library.h"
#include "stdlib/text_builder.h"
#include "support/binary_pack.h"

namespace gs::stdlib {

using namespace rt;

namespace {

constexpr const char* kTooShort = "data string too short";

/// Visits the items of a format: visit(item, little_endian, offset), where `offset` is where the item's padding begins; the
/// visitor moves it behind the item. The reader owns C++ memory once it has failed, so it is gone when the error is
/// raised.
template <class Visit>
Status for_each_item(State& st, std::string_view format, u64 offset, Visit visit) {
    String* message;
    bool about_argument;
    {
        PackReader reader(format);
        PackItem item;
        while (reader.next(offset, item)) TRY(visit(item, reader.little_endian(), offset));
        if (!reader.failed()) return {};
        message = TRY(make_string(st, reader.error()));
        about_argument = reader.error_is_about_argument();
    }
    if (about_argument) return argument_error(st, 0, view(message));
    return st.raise(Value::string(message));
}

// ---- pack -----------------------------------------------------------------------------------------------------------

void append_integer(TextBuilder& out, u64 size, bool little, i64 value) {
    char bytes[PackReader::kMaxIntegerSize];
    store_integer(bytes, size, little, value);
    out.append(bytes, size);
}

Status pack_integer(const ArgReader& in, u32 i, const PackItem& item, bool little, TextBuilder& out) {
    i64 value = TRY(in.integer(i));
    bool is_signed = item.kind == PackItem::Kind::Int;
    if (!packed_integer_fits(value, item.size, is_signed)) {
        return in.error(i, is_signed ? "integer overflow" : "unsigned overflow");
    }
    append_integer(out, item.size, little, value);
    return {};
}

Status pack_item(const ArgReader& in, u32 i, const PackItem& item, bool little, TextBuilder& out) {
    switch (item.kind) {
        case PackItem::Kind::Int:
        case PackItem::Kind::Uint: return pack_integer(in, i, item, little, out);
        case PackItem::Kind::Float: append_integer(out, item.size, little, single_bits(TRY(in.real(i)))); return {};
        case PackItem::Kind::Double:
            append_integer(out, item.size, little, std::bit_cast<i64>(TRY(in.real(i))));
            return {};
        case PackItem::Kind::Chars: {
            std::string_view text = TRY(in.text(i));
            if (text.size() > item.size) return in.error(i, "string longer than given size");
            out.append(text);
            out.append(item.size - text.size(), '\0');
            return {};
        }
        case PackItem::Kind::String: {
            std::string_view text = TRY(in.text(i));
            if (!packed_integer_fits(static_cast<i64>(text.size()), item.size, false)) {
                return in.error(i, "string length does not fit in given size");
            }
            append_integer(out, item.size, little, static_cast<i64>(text.size()));
            out.append(text);
            return {};
        }
        case PackItem::Kind::ZeroString: {
            std::string_view text = TRY(in.text(i));
            if (text.find('\0') != std::string_view::npos) return in.error(i, "string contains zeros");
            out.append(text);
            out.push('\0');
            return {};
        }
        case PackItem::Kind::Padding: out.push('\0'); return {};
        case PackItem::Kind::Align: return {};
    }
    return {};
}

bool takes_argument(const PackItem& item) {
    return item.kind != PackItem::Kind::Padding && item.kind != PackItem::Kind::Align;
}

Ret string_pack(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view format = TRY(in.text(0));
    TextBuilder out(st);
    u32 argument = 0;
    auto pack = [&](const PackItem& item, bool little, u64& offset) -> Status {
        if (takes_argument(item)) ++argument;
        out.append(item.padding, '\0');
        TRY(pack_item(in, argument, item, little, out));
        offset = out.size();
        return {};
    };
    TRY(for_each_item(st, format, 0, pack));
    return TRY(out.finish_value());
}

// ---- unpack ---------------------------------------------------------------------------------------------------------

class Unpacker {
public:
    Unpacker(State& st, std::string_view data, u64 position) : st_(st), data_(data), at_(position) {}

    u64 position() const { return at_; }

    /// Reads an item and adds its value, if it has one, to the results.
    Status read(const PackItem& item, bool little) {
        if (item.padding > rest() || item.size > rest() - item.padding) return too_short();
        if (st_.hot.nresults >= State::kMaxResults - 1) return st_.raise_text("too many results");
        at_ += item.padding;
        const char* bytes = data_.data() + at_;
        at_ += item.size;
        switch (item.kind) {
            case PackItem::Kind::Int:
            case PackItem::Kind::Uint: return read_integer(item, little, bytes);
            case PackItem::Kind::Float:
                st_.push_result(real_of_single(static_cast<u32>(load_integer(bytes, item.size, little, false).bits)));
                return {};
            case PackItem::Kind::Double:
                st_.push_result(real_value(std::bit_cast<f64>(load_integer(bytes, item.size, little, false).bits)));
                return {};
            case PackItem::Kind::Chars: return push_text({bytes, item.size});
            case PackItem::Kind::String: return read_string(item, little, bytes);
            case PackItem::Kind::ZeroString: return read_zero_string();
            case PackItem::Kind::Padding:
            case PackItem::Kind::Align: return {};
        }
        return {};
    }

private:
    u64 rest() const { return data_.size() - at_; }
    Failure too_short() { return argument_error(st_, 1, kTooShort); }

    Status push_text(std::string_view text) {
        st_.push_result(TRY(string_value(st_, text)));
        return {};
    }

    Status does_not_fit(const PackItem& item) {
        return st_.raise_format("%d-byte integer does not fit into an integer", static_cast<int>(item.size));
    }

    Status read_integer(const PackItem& item, bool little, const char* bytes) {
        bool is_signed = item.kind == PackItem::Kind::Int;
        LoadedInteger loaded = load_integer(bytes, item.size, little, is_signed);
        if (!loaded.fits) return does_not_fit(item);
        bool beyond = !is_signed && loaded.bits > static_cast<u64>(rt::kMaxInt);
        st_.push_result(beyond ? Value::real(static_cast<f64>(loaded.bits))
                               : Value::number(static_cast<i64>(loaded.bits)));
        return {};
    }

    Status read_string(const PackItem& item, bool little, const char* bytes) {
        LoadedInteger length = load_integer(bytes, item.size, little, false);
        if (!length.fits) return does_not_fit(item);
        if (length.bits > rest()) return too_short();
        std::string_view text = data_.substr(at_, length.bits);
        at_ += length.bits;
        return push_text(text);
    }

    Status read_zero_string() {
        size_t end = data_.find('\0', at_);
        if (end == std::string_view::npos) return argument_error(st_, 1, "unfinished string for format 'z'");
        std::string_view text = data_.substr(at_, end - at_);
        at_ = end + 1;
        return push_text(text);
    }

    State& st_;
    std::string_view data_;
    u64 at_;
};

Ret string_unpack(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view format = TRY(in.text(0)), data = TRY(in.text(1));
    i64 position = TRY(in.integer_or(2, 1));
    auto length = static_cast<i64>(data.size());
    if (position < 0) position += length + 1;
    if (position < 1 || position > length + 1) return in.error(2, "initial position out of string");

    st.clear_results();
    Unpacker unpacker(st, data, static_cast<u64>(position - 1));
    auto read = [&](const PackItem& item, bool little, u64& offset) -> Status {
        TRY(unpacker.read(item, little));
        offset = unpacker.position();
        return {};
    };
    TRY(for_each_item(st, format, unpacker.position(), read));
    st.push_result(Value::integer(static_cast<i64>(unpacker.position()) + 1));
    return st.results();
}

// ---- packsize -------------------------------------------------------------------------------------------------------

Ret string_packsize(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view format = TRY(in.text(0));
    u64 total = 0;
    auto add = [&](const PackItem& item, bool, u64& offset) -> Status {
        if (item.kind == PackItem::Kind::String || item.kind == PackItem::Kind::ZeroString) {
            return in.error(0, "variable-length format");
        }
        offset += item.padding + item.size;
        if (offset > static_cast<u64>(rt::kMaxInt)) return in.error(0, "format result too large");
        total = offset;
        return {};
    };
    TRY(for_each_item(st, format, 0, add));
    return Value::integer(static_cast<i64>(total));
}

constexpr FnRow kFunctions[] = {
    {"string.pack", string_pack},
    {"string.unpack", string_unpack},
    {"string.packsize", string_packsize},
};

}  // namespace

void add_pack_functions(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib

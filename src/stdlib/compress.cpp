// The library `compress`: the loop and the memory of all formats.
//
// Little input may stand for very much output, so the output goes to the script heap piece by piece, each as large as all
// before it: what does not fit there, or into a string, is noticed before it has been made.
#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include "stdlib/compress_library.h"
#include "stdlib/modules.h"
#include "stdlib/text_builder.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// One step into the builder. `*too_large`: the text is as long as a string may be and does not end there.
StreamStep step_into(TextBuilder& out, CompressStream& stream, bool* too_large) {
    constexpr size_t kFirst = 512, kLeast = 8192;
    size_t produced = 0;
    size_t size =
        std::min<size_t>(out.size() == 0 ? kFirst : std::max(out.size(), kLeast), kMaxStringLength - out.size());
    if (size == 0) {
        // Whether the stream is at its end shows only when it may write.
        char spare;
        StreamStep step = stream.step(&spare, 1, &produced);
        *too_large = produced > 0;
        return step;
    }
    char* room = out.room(size);
    if (room == nullptr) return StreamStep::NoMemory;
    StreamStep step = stream.step(room, size, &produced);
    out.take_back(size - produced);
    return step;
}

StreamStep run(TextBuilder& out, CompressStream& stream, bool* too_large) {
    StreamStep step;
    do step = step_into(out, stream, too_large);
    while (step == StreamStep::More && !*too_large);
    return step;
}

}  // namespace

Ret encode_stream(State& st, CompressStream& stream) {
    TextBuilder out(st);
    bool too_large = false;
    StreamStep step = run(out, stream, &too_large);
    if (too_large) return st.raise_text("resulting string too large");
    if (step == StreamStep::NoMemory) return st.raise_memory();
    if (step != StreamStep::Done) return st.raise_format("%s: the compressor failed", running_name(st));
    return TRY(out.finish_value());
}

Ret decode_stream(State& st, CompressStream& stream) {
    TextBuilder out(st);
    bool too_large = false;
    StreamStep step = run(out, stream, &too_large);
    if (too_large) return fail_with(st, "decompressed data too large");
    switch (step) {
        case StreamStep::Done: return TRY(out.finish_value());
        case StreamStep::Truncated: return fail_with(st, "unexpected end of compressed data");
        case StreamStep::NoMemory: return st.raise_memory();
        case StreamStep::More:
        case StreamStep::Damaged: break;
    }
    return fail_with(st, "invalid compressed data");
}

Result<int> read_level(const ArgReader& in, int least, int most, int usual) {
    i64 level = TRY(in.integer_or(1, usual));
    if (level < least || level > most) return in.error_format(1, "level must be %d to %d", least, most);
    return static_cast<int>(level);
}

// ---- memory ---------------------------------------------------------------------------------------------------------

namespace {

/// Stands in front of each piece of memory; keeps what follows aligned for every type.
struct alignas(std::max_align_t) Charge {
    size_t size;
};

}  // namespace

void* allocate_charged(void* heap, size_t size) {
    constexpr size_t kMost = size_t{1} << 40;
    if (size > kMost) return nullptr;
    size += sizeof(Charge);
    if (!static_cast<Heap*>(heap)->charge(static_cast<std::ptrdiff_t>(size))) return nullptr;
    auto* charge = static_cast<Charge*>(std::malloc(size));
    if (charge == nullptr) {
        static_cast<Heap*>(heap)->charge(-static_cast<std::ptrdiff_t>(size));
        return nullptr;
    }
    charge->size = size;
    return charge + 1;
}

void free_charged(void* heap, void* memory) {
    if (memory == nullptr) return;
    Charge* charge = static_cast<Charge*>(memory) - 1;
    static_cast<Heap*>(heap)->charge(-static_cast<std::ptrdiff_t>(charge->size));
    std::free(charge);
}

void open_compress(State& st) {
    Table* library = register_library(st, "compress", {});
    add_zlib_functions(st, library);
    add_zstd_functions(st, library);
    add_brotli_functions(st, library);
}

}  // namespace gs::stdlib

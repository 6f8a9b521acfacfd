// The files that make up the library `compress`, and what they share. A compression format is a class derived from
// CompressStream for each direction, an adapter of a few lines between its own library and the one loop that asks for
// output until there is no more (compress.cpp).
#pragma once

#include "runtime/native_args.h"

namespace gs::stdlib {

/// gzip, zlib and deflate (compress_zlib.cpp).
void add_zlib_functions(rt::State& st, rt::Table* library);
/// Zstandard (compress_zstd.cpp).
void add_zstd_functions(rt::State& st, rt::Table* library);
/// Brotli (compress_brotli.cpp).
void add_brotli_functions(rt::State& st, rt::Table* library);

/// What one step of a stream came to.
enum class StreamStep : u8 {
    More,       // there may be more output
    Done,       // all output has been given
    Truncated,  // the input ends too early
    Damaged,    // the input is not of this format, or was changed
    NoMemory,
};

class CompressStream {
public:
    virtual ~CompressStream() = default;
    /// Puts output into the room until it is full or there is no more; sets how much. The room is never empty.
    virtual StreamStep step(char* room, size_t size, size_t* produced) = 0;
};

/// The result of a function that encodes, whose input was all read at the start: the text, or an error.
rt::Ret encode_stream(rt::State& st, CompressStream& stream);
/// The result of a function that decodes: the text, or nil and a message.
rt::Ret decode_stream(rt::State& st, CompressStream& stream);

/// What compress.gzipDecode gives.
rt::Ret decode_gzip(rt::State& st, std::string_view input);

/// The optional argument 2 of a function that encodes.
rt::Result<int> read_level(const rt::ArgReader& in, int least, int most, int usual);

/// What the libraries get their memory from, so that it counts against the limit of the State: `heap` is its Heap. Null if
/// there is no more; they give up in good order then.
void* allocate_charged(void* heap, size_t size);
void free_charged(void* heap, void* memory);

}  // namespace gs::stdlib

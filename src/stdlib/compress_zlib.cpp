// gzip, zlib and deflate: one format in three wrappings, which zlib tells apart by its parameter windowBits.
#define ZLIB_CONST
#include <zlib.h>

#include "stdlib/compress_library.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// The values of windowBits.
enum Wrapping : int { kGzip = 31, kZlib = 15, kDeflate = -15 };

void* allocate(void* heap, uInt items, uInt size) { return allocate_charged(heap, size_t{items} * size); }

/// A string is never longer than zlib can count, so all input is given at once.
z_stream make_stream(State& st, std::string_view input) {
    z_stream stream{};
    stream.zalloc = allocate;
    stream.zfree = free_charged;
    stream.opaque = st.heap.get();
    stream.next_in = reinterpret_cast<const Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    return stream;
}

void set_room(z_stream& stream, char* room, size_t size) {
    stream.next_out = reinterpret_cast<Bytef*>(room);
    stream.avail_out = static_cast<uInt>(size);
}

class Encoder final : public CompressStream {
public:
    Encoder(State& st, std::string_view input, Wrapping wrapping, int level) : stream_(make_stream(st, input)) {
        constexpr int kMemoryLevel = 8;
        ready_ = deflateInit2(&stream_, level, Z_DEFLATED, wrapping, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~Encoder() override {
        if (ready_) deflateEnd(&stream_);
    }

    StreamStep step(char* room, size_t size, size_t* produced) override {
        if (!ready_) return StreamStep::NoMemory;
        set_room(stream_, room, size);
        int status = deflate(&stream_, Z_FINISH);
        *produced = size - stream_.avail_out;
        return status == Z_STREAM_END ? StreamStep::Done : StreamStep::More;
    }

private:
    z_stream stream_;
    bool ready_;
};

class Decoder final : public CompressStream {
public:
    Decoder(State& st, std::string_view input, Wrapping wrapping)
        : stream_(make_stream(st, input)), wrapping_(wrapping) {
        ready_ = inflateInit2(&stream_, wrapping) == Z_OK;
    }
    ~Decoder() override {
        if (ready_) inflateEnd(&stream_);
    }

    StreamStep step(char* room, size_t size, size_t* produced) override {
        if (!ready_) return StreamStep::NoMemory;
        set_room(stream_, room, size);
        StreamStep result;
        do result = inflate_member();
        while (result == StreamStep::Done && next_member());
        *produced = size - stream_.avail_out;
        return result;
    }

private:
    StreamStep inflate_member() {
        switch (inflate(&stream_, Z_NO_FLUSH)) {
            case Z_STREAM_END: return StreamStep::Done;
            case Z_MEM_ERROR: return StreamStep::NoMemory;
            case Z_OK:
            case Z_BUF_ERROR:
                // With room left, it was the input that did not suffice.
                return stream_.avail_out == 0 ? StreamStep::More : StreamStep::Truncated;
            default: return StreamStep::Damaged;
        }
    }

    /// Behind a member of a gzip file only another one may stand; behind zlib and deflate data anything.
    bool next_member() { return wrapping_ == kGzip && stream_.avail_in > 0 && inflateReset(&stream_) == Z_OK; }

    z_stream stream_;
    Wrapping wrapping_;
    bool ready_;
};

template <Wrapping W>
Ret encode(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view input = TRY(in.text(0));
    int level = TRY(read_level(in, 1, 9, 6));
    Encoder encoder(st, input, W, level);
    return encode_stream(st, encoder);
}

template <Wrapping W>
Ret decode(State& st, Args args) {
    ArgReader in(st, args);
    Decoder decoder(st, TRY(in.text(0)), W);
    return decode_stream(st, decoder);
}

constexpr FnRow kFunctions[] = {
    {"compress.gzipEncode", encode<kGzip>},       {"compress.gzipDecode", decode<kGzip>},
    {"compress.zlibEncode", encode<kZlib>},       {"compress.zlibDecode", decode<kZlib>},
    {"compress.deflateEncode", encode<kDeflate>}, {"compress.deflateDecode", decode<kDeflate>},
};

}  // namespace

Ret decode_gzip(State& st, std::string_view input) {
    Decoder decoder(st, input, kGzip);
    return decode_stream(st, decoder);
}

void add_zlib_functions(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib

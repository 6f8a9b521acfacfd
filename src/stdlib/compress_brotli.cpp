// Brotli.
#include <brotli/decode.h>
#include <brotli/encode.h>

#include "stdlib/compress_library.h"

namespace gs::stdlib {

using namespace rt;

namespace {

/// What of the input is still to be read.
struct Input {
    explicit Input(std::string_view bytes) : size(bytes.size()), next(reinterpret_cast<const u8*>(bytes.data())) {}
    size_t size;
    const u8* next;
};

class Encoder final : public CompressStream {
public:
    Encoder(State& st, std::string_view input, int level)
        : state_(BrotliEncoderCreateInstance(allocate_charged, free_charged, st.heap.get())), input_(input) {
        if (state_ == nullptr) return;
        BrotliEncoderSetParameter(state_, BROTLI_PARAM_QUALITY, static_cast<u32>(level));
        BrotliEncoderSetParameter(state_, BROTLI_PARAM_SIZE_HINT, static_cast<u32>(input.size()));
    }
    ~Encoder() override {
        if (state_ != nullptr) BrotliEncoderDestroyInstance(state_);
    }

    StreamStep step(char* room, size_t size, size_t* produced) override {
        if (state_ == nullptr) return StreamStep::NoMemory;
        size_t left = size;
        auto* out = reinterpret_cast<u8*>(room);
        while (left > 0 && BrotliEncoderIsFinished(state_) == BROTLI_FALSE) {
            // Only for want of memory can this fail.
            if (BrotliEncoderCompressStream(state_, BROTLI_OPERATION_FINISH, &input_.size, &input_.next, &left, &out,
                                            nullptr) == BROTLI_FALSE) {
                return StreamStep::NoMemory;
            }
        }
        *produced = size - left;
        return BrotliEncoderIsFinished(state_) != BROTLI_FALSE ? StreamStep::Done : StreamStep::More;
    }

private:
    BrotliEncoderState* state_;
    Input input_;
};

class Decoder final : public CompressStream {
public:
    Decoder(State& st, std::string_view input)
        : state_(BrotliDecoderCreateInstance(allocate_charged, free_charged, st.heap.get())), input_(input) {}
    ~Decoder() override {
        if (state_ != nullptr) BrotliDecoderDestroyInstance(state_);
    }

    StreamStep step(char* room, size_t size, size_t* produced) override {
        if (state_ == nullptr) return StreamStep::NoMemory;
        size_t left = size;
        auto* out = reinterpret_cast<u8*>(room);
        BrotliDecoderResult result =
            BrotliDecoderDecompressStream(state_, &input_.size, &input_.next, &left, &out, nullptr);
        *produced = size - left;
        switch (result) {
            case BROTLI_DECODER_RESULT_SUCCESS: return input_.size == 0 ? StreamStep::Done : StreamStep::Damaged;
            case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return StreamStep::Truncated;
            case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: return StreamStep::More;
            case BROTLI_DECODER_RESULT_ERROR: break;
        }
        return is_memory_error(BrotliDecoderGetErrorCode(state_)) ? StreamStep::NoMemory : StreamStep::Damaged;
    }

private:
    static bool is_memory_error(BrotliDecoderErrorCode code) {
        return code <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES && code >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
    }

    BrotliDecoderState* state_;
    Input input_;
};

Ret brotli_encode(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view input = TRY(in.text(0));
    int level = TRY(read_level(in, 0, 11, 6));
    Encoder encoder(st, input, level);
    return encode_stream(st, encoder);
}

Ret brotli_decode(State& st, Args args) {
    ArgReader in(st, args);
    Decoder decoder(st, TRY(in.text(0)));
    return decode_stream(st, decoder);
}

constexpr FnRow kFunctions[] = {
    {"compress.brotliEncode", brotli_encode},
    {"compress.brotliDecode", brotli_decode},
};

}  // namespace

void add_brotli_functions(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib

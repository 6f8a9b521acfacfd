// Zstandard.
#define ZSTD_STATIC_LINKING_ONLY  // for contexts that get their memory from us, and for looking at a frame's header
#include <zstd.h>
#include <zstd_errors.h>

#include "stdlib/compress_library.h"

namespace gs::stdlib {

using namespace rt;

namespace {

ZSTD_customMem memory_of(State& st) { return {allocate_charged, free_charged, st.heap.get()}; }

StreamStep step_of_error(size_t code) {
    return ZSTD_getErrorCode(code) == ZSTD_error_memory_allocation ? StreamStep::NoMemory : StreamStep::Damaged;
}

class Encoder final : public CompressStream {
public:
    Encoder(State& st, std::string_view input, int level)
        : context_(ZSTD_createCCtx_advanced(memory_of(st))), input_{input.data(), input.size(), 0} {
        if (context_ == nullptr) return;
        ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, level);
        ZSTD_CCtx_setParameter(context_, ZSTD_c_checksumFlag, 1);  // so that changed data is noticed
        ZSTD_CCtx_setPledgedSrcSize(context_, input.size());
    }
    ~Encoder() override { ZSTD_freeCCtx(context_); }

    StreamStep step(char* room, size_t size, size_t* produced) override {
        if (context_ == nullptr) return StreamStep::NoMemory;
        ZSTD_outBuffer output{room, size, 0};
        size_t left = 1;
        while (left != 0 && output.pos < size) {
            left = ZSTD_compressStream2(context_, &output, &input_, ZSTD_e_end);
            if (ZSTD_isError(left)) return step_of_error(left);
        }
        *produced = output.pos;
        return left == 0 ? StreamStep::Done : StreamStep::More;
    }

private:
    ZSTD_CCtx* context_;
    ZSTD_inBuffer input_;
};

class Decoder final : public CompressStream {
public:
    Decoder(State& st, std::string_view input)
        : context_(ZSTD_createDCtx_advanced(memory_of(st))), input_{input.data(), input.size(), 0} {}
    ~Decoder() override { ZSTD_freeDCtx(context_); }

    StreamStep step(char* room, size_t size, size_t* produced) override {
        if (context_ == nullptr) return StreamStep::NoMemory;
        ZSTD_outBuffer output{room, size, 0};
        StreamStep result = decode(output);
        *produced = output.pos;
        return result;
    }

private:
    /// Frames follow each other, and there must be at least one.
    StreamStep decode(ZSTD_outBuffer& output) {
        for (;;) {
            if (!in_frame_) {
                if (StreamStep start = check_frame(); start != StreamStep::More) return start;
                in_frame_ = true;
            }
            size_t status = ZSTD_decompressStream(context_, &output, &input_);
            if (ZSTD_isError(status)) return step_of_error(status);
            in_frame_ = status != 0;
            if (!in_frame_ && input_.pos == input_.size) return StreamStep::Done;
            if (output.pos == output.size) return StreamStep::More;
            if (in_frame_ && input_.pos == input_.size) return StreamStep::Truncated;
        }
    }

    /// Does a frame begin here? The library would also take frames of its formats before the standard.
    StreamStep check_frame() const {
        ZSTD_frameHeader header;
        size_t status =
            ZSTD_getFrameHeader(&header, static_cast<const char*>(input_.src) + input_.pos, input_.size - input_.pos);
        if (ZSTD_isError(status)) return StreamStep::Damaged;
        return status > 0 ? StreamStep::Truncated : StreamStep::More;
    }

    ZSTD_DCtx* context_;
    ZSTD_inBuffer input_;
    bool in_frame_ = false;
};

Ret zstd_encode(State& st, Args args) {
    ArgReader in(st, args);
    std::string_view input = TRY(in.text(0));
    int level = TRY(read_level(in, 1, 19, 3));
    Encoder encoder(st, input, level);
    return encode_stream(st, encoder);
}

Ret zstd_decode(State& st, Args args) {
    ArgReader in(st, args);
    Decoder decoder(st, TRY(in.text(0)));
    return decode_stream(st, decoder);
}

constexpr FnRow kFunctions[] = {
    {"compress.zstdEncode", zstd_encode},
    {"compress.zstdDecode", zstd_decode},
};

}  // namespace

void add_zstd_functions(State& st, Table* library) { add_functions(st, library, kFunctions); }

}  // namespace gs::stdlib

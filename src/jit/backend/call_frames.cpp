#include "jit/backend/call_frames.h"

#include "jit/backend/machine_code.h"

namespace gs::jit {

namespace {

// How an address is stored.
enum Encoding : u8 { kU32 = 0x03, kI32 = 0x0B, kFromHere = 0x10, kFromIndex = 0x30 };

constexpr u8 kVersion = 1;

template <class T>
void append(std::string& out, T value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

i32 size_of(const std::string& bytes) { return static_cast<i32>(bytes.size()); }

/// An entry: its length, then what it is, then as many operations that do nothing as it takes to end at a word.
void append_entry(std::string& out, std::string body) {
    while ((sizeof(u32) + body.size()) % 8) body += '\0';
    append(out, static_cast<u32>(body.size()));
    out += body;
}

/// The entry that many pieces of code could share.
std::string common_entry(const CallFrames& frames) {
    std::string body, out;
    append(body, u32{0});  // no code, but what others may refer to
    append(body, kVersion);
    body.append("zR", 3);  // says what an augmentation holds: how addresses are stored
    append(body, u8{1});  // unit of advances
    append(body, static_cast<u8>(frames.unit & 0x7F));
    append(body, frames.return_register);
    append(body, u8{1});  // bytes of augmentation
    append(body, static_cast<u8>(kI32 | kFromHere));
    append_entry(out, body + frames.entry);
    return out;
}

void make_sections(NamedCode& code, const CallFrames& frames) {
    i32 to_code = -static_cast<i32>(code.sections());
    std::string body;
    std::string& out = code.frames;
    out = common_entry(frames);
    i32 entry = size_of(out), here = entry + i32{sizeof(u32)};
    append(body, here);  // back to the common entry
    append(body, to_code - (here + size_of(body)));
    append(body, static_cast<u32>(code.size));
    append(body, u8{0});  // bytes of augmentation
    append_entry(out, body + frames.rows);
    append(out, u32{0});  // the end

    i32 start = size_of(code.frames);
    std::string& index = code.index;
    index.clear();
    append(index, kVersion);
    append(index, static_cast<u8>(kI32 | kFromHere));  // the other section
    append(index, static_cast<u8>(kU32));  // the number of pieces
    append(index, static_cast<u8>(kI32 | kFromIndex));  // code and entry of each
    append(index, -start - size_of(index));
    append(index, u32{1});
    append(index, to_code - start);
    append(index, entry - start);
}

}  // namespace

void* publish(CodeMemory& memory, std::string_view code, const CallFrames& frames, NamedCode* known) {
    known->size = code.size();
    make_sections(*known, frames);
    std::string bytes(code);
    bytes.resize(known->sections());
    bytes += known->frames + known->index;
    void* start = memory.publish(bytes.data(), bytes.size());
    known->start = static_cast<const char*>(start);
    return start;
}

}  // namespace gs::jit

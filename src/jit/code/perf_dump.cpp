// The jitdump format of perf: a header, then two records for each piece of code, the first with its frames, numbers in the
// byte order of the machine.
//
// perf finds the file by a mapping of it that is executable; what it says about addresses is valid from the record's time on,
// so memory may be used again.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

#include "jit/code/naming.h"

namespace gs::jit {

namespace {

struct Header {
    u32 magic = 0x4A695444;  // "JiTD"
    u32 version = 1;
    u32 size = sizeof(Header);
    u32 machine;
    u32 reserved = 0;
    u32 process;
    u64 time;
    u64 flags = 0;
};
static_assert(sizeof(Header) == 40);

struct LoadRecord {
    u32 kind = 0;  // code that has been made
    u32 size;  // with the name and the bytes
    u64 time;
    u32 process, thread;
    u64 address, code, code_size;  // the same address twice: where it was made, where it runs
    u64 number;
};
static_assert(sizeof(LoadRecord) == 56);

/// Belongs to the code of the next record.
struct FramesRecord {
    u32 kind = 4;
    u32 size;  // with the sections
    u64 time;
    u64 sections, index;  // bytes of both sections, .eh_frame first, and of .eh_frame_hdr
    u64 mapped;  // bytes that stand in memory behind the code; perf reads only what does
};
static_assert(sizeof(FramesRecord) == 40);

constexpr u32 machine() {
#if defined(__x86_64__)
    return 62;
#else
    return 183;
#endif
}

u64 now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<u64>(time.tv_sec) * 1'000'000'000 + static_cast<u64>(time.tv_nsec);
}

/// The file, open and announced; null if there can be none.
std::FILE* open_file() {
    const char* folder = std::getenv("JITDUMPDIR");
    std::string path = std::string(folder ? folder : ".") + "/jit-" + std::to_string(getpid()) + ".dump";
    std::FILE* file = std::fopen(path.c_str(), "w+e");
    if (!file) return nullptr;
    Header header;
    header.machine = machine();
    header.process = static_cast<u32>(getpid());
    header.time = now();
    std::fwrite(&header, sizeof header, 1, file);
    std::fflush(file);
    // Never read: the mapping is the announcement, and stays as long as the process.
    (void)mmap(nullptr, static_cast<std::size_t>(sysconf(_SC_PAGESIZE)), PROT_READ | PROT_EXEC, MAP_PRIVATE,
               fileno(file), 0);
    return file;
}

void write_frames(std::FILE* file, const NamedCode& code) {
    FramesRecord record;
    record.time = now();
    record.sections = record.mapped = code.frames.size() + code.index.size();
    record.index = code.index.size();
    std::string padding(-record.sections % 8, '\0');
    record.size = static_cast<u32>(sizeof record + record.sections + padding.size());
    std::fwrite(&record, sizeof record, 1, file);
    for (const std::string& part : {code.frames, code.index, padding}) std::fwrite(part.data(), part.size(), 1, file);
}

}  // namespace

void note_for_perf(const NamedCode& code) {
    static std::FILE* const file = open_file();
    static u64 number = 0;
    if (!file) return;
    write_frames(file, code);
    LoadRecord record;
    record.size = static_cast<u32>(sizeof record + code.name.size() + 1 + code.size);
    record.time = now();
    record.process = static_cast<u32>(getpid());
    record.thread = static_cast<u32>(gettid());
    record.address = record.code = reinterpret_cast<u64>(code.start);
    record.code_size = code.size;
    record.number = number++;
    std::fwrite(&record, sizeof record, 1, file);
    std::fwrite(code.name.data(), code.name.size(), 1, file);
    std::fputc(0, file);
    std::fwrite(code.start, code.size, 1, file);
    std::fflush(file);  // programs may end without warning
}

}  // namespace gs::jit

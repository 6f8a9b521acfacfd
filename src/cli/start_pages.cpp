// Registering the library and reading the options touch a few functions in each corner of the program, and the kernel maps 64 KiB
// around each of them (fault-around): 3 MiB of resident memory, of which a script needs a third.
#include "cli/start_pages.h"

#ifdef __linux__
#include <algorithm>
#include <cstdint>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace gs::cli {

#ifdef __linux__

namespace {

/// One number for each page of the address space (Documentation/admin-guide/mm/pagemap.rst).
struct PageMap {
    int file = ::open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    std::uintptr_t page_size = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));

    ~PageMap() {
        if (file >= 0) ::close(file);
    }

    /// Gives back the pages from `first` to `end` that are as they were read from the file. Others stay: a debugger or a probe
    /// has put breakpoints there.
    void release(std::uintptr_t first, std::uintptr_t end) const {
        constexpr std::size_t kAtOnce = 512;
        constexpr std::uint64_t kPresent = std::uint64_t{1} << 63, kOfFile = std::uint64_t{1} << 61;
        std::uint64_t states[kAtOnce];
        while (first < end) {
            std::size_t pages = std::min<std::size_t>((end - first) / page_size, kAtOnce);
            auto at = static_cast<off_t>(first / page_size * sizeof(states[0]));
            auto bytes = static_cast<ssize_t>(pages * sizeof(states[0]));
            if (::pread(file, states, static_cast<std::size_t>(bytes), at) != bytes) return;
            for (std::size_t i = 0, from = 0; i <= pages; ++i) {
                if (i < pages && (!(states[i] & kPresent) || (states[i] & kOfFile))) continue;
                if (i > from) {
                    (void)::madvise(reinterpret_cast<void*>(first + from * page_size), (i - from) * page_size,
                                    MADV_DONTNEED);
                }
                from = i + 1;
            }
            first += pages * page_size;
        }
    }
};

/// The segments of the program, or of a library, that the program itself never writes to.
int release_segments(dl_phdr_info* object, std::size_t, void* map) {
    const auto& pages = *static_cast<const PageMap*>(map);
    for (int i = 0; i < object->dlpi_phnum; ++i) {
        const auto& segment = object->dlpi_phdr[i];
        if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W)) continue;
        std::uintptr_t first = object->dlpi_addr + segment.p_vaddr, end = first + segment.p_memsz;
        pages.release(first & ~(pages.page_size - 1), end & ~(pages.page_size - 1));
    }
    return 0;  // the next one
}

}  // namespace

void release_start_pages() {
    PageMap map;
    if (map.file >= 0) ::dl_iterate_phdr(release_segments, &map);
}

#else

void release_start_pages() {}

#endif

}  // namespace gs::cli

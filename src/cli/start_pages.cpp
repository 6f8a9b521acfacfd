// Registering the library and reading the options touch a few functions in each corner of the program, and the kernel maps 64 KiB
// around each of them (fault-around): 3 MiB of resident memory, of which a script needs a third.
#include "cli/start_pages.h"

#ifdef __linux__
#include <cstdint>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace gs::cli {

#ifdef __linux__

namespace {

/// The segments of the program, or of a library, that are never written to, so nothing is lost.
int release_segments(dl_phdr_info* object, std::size_t, void*) {
    auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    for (int i = 0; i < object->dlpi_phnum; ++i) {
        const auto& segment = object->dlpi_phdr[i];
        if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W)) continue;
        std::uintptr_t first = (object->dlpi_addr + segment.p_vaddr) & ~(page - 1);
        std::uintptr_t end = (object->dlpi_addr + segment.p_vaddr + segment.p_memsz) & ~(page - 1);
        if (end > first) (void)::madvise(reinterpret_cast<void*>(first), end - first, MADV_DONTNEED);
    }
    return 0;  // the next one
}

}  // namespace

void release_start_pages() { ::dl_iterate_phdr(release_segments, nullptr); }

#else

void release_start_pages() {}

#endif

}  // namespace gs::cli

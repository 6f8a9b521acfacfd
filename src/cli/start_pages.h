// The memory that starting takes.
#pragma once

namespace gs::cli {

/// Takes the code and the constants of the program and its libraries out of memory, as far as the kernel can read them again
/// from the file. Most of what has run until then never runs again; what does is mapped again when it is touched, with the
/// 64 KiB around it. Takes half a millisecond. Does nothing where that is not possible.
void release_start_pages();

}  // namespace gs::cli

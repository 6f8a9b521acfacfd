// The memory that starting takes.
#pragma once

namespace gs::cli {

/// Takes the code and the constants of the program and its libraries out of memory, as far as the kernel can read them again from the file. To be
/// called when everything is set up: most of what ran until then never runs again, and what does is mapped again when it is
/// touched, with the 64 KiB around it. Does nothing where that is not possible.
void release_start_pages();

}  // namespace gs::cli

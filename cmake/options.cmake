# Compiler and linker options. `gs_options` carries what every target of ours gets; it is not part of what an embedder
# who links the library sees.
set(CMAKE_CXX_EXTENSIONS ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

# -O2 and not -O3: measured the same on the interpreter, and it compiles faster.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
if(GS_SANITIZE)
    set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
else()
    set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g")
endif()

include(CheckCXXCompilerFlag)
include(CheckLinkerFlag)

add_library(gs_options INTERFACE)
target_compile_features(gs_options INTERFACE cxx_std_20)
target_include_directories(gs_options INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include)
target_compile_options(gs_options INTERFACE -Wall -Wextra -Werror=switch -fno-plt -fomit-frame-pointer)
if(GS_WERROR)
    target_compile_options(gs_options INTERFACE -Werror)
endif()
if(GS_VM_PORTABLE)
    target_compile_definitions(gs_options INTERFACE GS_VM_PORTABLE=1)
endif()

# endbr64 at the head of every handler costs the VM 3 percent, and nothing here jumps to unchecked addresses.
check_cxx_compiler_flag(-fcf-protection=none GS_HAS_CF_PROTECTION)
if(GS_HAS_CF_PROTECTION)
    target_compile_options(gs_options INTERFACE -fcf-protection=none)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # What follows is noise here: gcc 12 warns about flexible array members it cannot size and about values that it
    # fails to see are set before use.
    target_compile_options(gs_options INTERFACE -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
endif()

if(GS_SANITIZE)
    target_compile_options(gs_options INTERFACE -fsanitize=${GS_SANITIZE} -fno-sanitize-recover=all
                                                -fno-omit-frame-pointer)
    target_link_options(gs_options INTERFACE -fsanitize=${GS_SANITIZE})
    # The engine has no run-time type information to check classes with.
    target_compile_options(gs_options INTERFACE -fno-sanitize=vptr)
    # Locals must stand on the real stack, where the collector looks for references, and not in frames on the C++ heap.
    check_cxx_compiler_flag(-fsanitize-address-use-after-return=never GS_HAS_USE_AFTER_RETURN)
    if(GS_HAS_USE_AFTER_RETURN)
        target_compile_options(gs_options INTERFACE -fsanitize-address-use-after-return=never)
    endif()
endif()

# Programs start faster when the loader has little to do: libraries that are not needed are dropped, the C++ runtime is
# linked in, and addresses are fixed at link time (no relocations for the tables of the VM and the library).
add_library(gs_program_options INTERFACE)
target_link_options(gs_program_options INTERFACE -Wl,-O1,--as-needed)
if(NOT GS_SANITIZE)
    target_link_options(gs_program_options INTERFACE -static-libstdc++ -static-libgcc -no-pie)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND NOT CMAKE_CROSSCOMPILING)
    check_linker_flag(CXX -fuse-ld=lld GS_HAS_LLD)
    if(GS_HAS_LLD)
        target_link_options(gs_program_options INTERFACE -fuse-ld=lld)
    endif()
endif()

# The engine has no exceptions and no run-time type information; script errors travel as values.
add_library(gs_engine_options INTERFACE)
target_link_libraries(gs_engine_options INTERFACE gs_options)
target_compile_options(gs_engine_options INTERFACE -fno-exceptions $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)

# GCC merges the handlers' indirect jumps into one unless told not to; each handler needs a branch of its own to be
# predicted well.
add_library(gs_vm_options INTERFACE)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(gs_vm_options INTERFACE -fno-gcse -fno-crossjumping)
endif()

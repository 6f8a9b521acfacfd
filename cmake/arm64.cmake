# Cross build for aarch64 Linux with clang, or Debian's cross g++. Needs (after dpkg --add-architecture arm64) the
# packages libstdc++-12-dev-arm64-cross, binutils-aarch64-linux-gnu, qemu-user to run what is built, and the :arm64
# variants of the libraries in packages.txt.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(triple aarch64-linux-gnu)

find_program(GS_ARM64_CLANGXX clang++-19)
if(GS_ARM64_CLANGXX)
    set(CMAKE_C_COMPILER clang-19)
    set(CMAKE_CXX_COMPILER clang++-19)
    set(CMAKE_C_COMPILER_TARGET ${triple})
    set(CMAKE_CXX_COMPILER_TARGET ${triple})
else()
    set(CMAKE_C_COMPILER ${triple}-gcc)
    set(CMAKE_CXX_COMPILER ${triple}-g++)
endif()
set(CMAKE_LIBRARY_ARCHITECTURE ${triple})
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64;-L;/usr/${triple})

# Chooses the compiler before project() looks for one: the VM is fastest with clang 19, which has preserve_none and
# guaranteed tail calls. A compiler named by the caller (-D, a toolchain file or $CXX) is left alone.
if(NOT DEFINED CMAKE_CXX_COMPILER AND NOT CMAKE_TOOLCHAIN_FILE AND "$ENV{CXX}" STREQUAL "")
    find_program(GS_CLANGXX NAMES clang++-19)
    find_program(GS_CLANG NAMES clang-19)
    mark_as_advanced(GS_CLANGXX GS_CLANG)
    if(GS_CLANGXX AND GS_CLANG)
        set(CMAKE_CXX_COMPILER ${GS_CLANGXX})
        set(CMAKE_C_COMPILER ${GS_CLANG})
    endif()
endif()

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Release or Debug")
endif()

find_program(GS_CCACHE ccache)
mark_as_advanced(GS_CCACHE)
if(GS_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_C_COMPILER_LAUNCHER ${GS_CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${GS_CCACHE})
endif()

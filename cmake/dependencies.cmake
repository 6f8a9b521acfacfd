# Everything comes from Debian packages (packages.txt). Static archives are preferred: each shared library costs the
# program some start-up time.
set(Boost_USE_STATIC_LIBS ON)
find_package(Boost 1.81 REQUIRED COMPONENTS context)
find_package(fmt REQUIRED)

# gs_find_library(NAME HEADER ARCHIVES...): target gs::NAME from a header and static archives, the first of which is
# the library itself. Falls back to the shared library of the same name.
function(gs_find_library name header)
    find_path(GS_${name}_INCLUDE ${header} REQUIRED)
    mark_as_advanced(GS_${name}_INCLUDE)
    set(files)
    foreach(archive ${ARGN})
        find_library(GS_LIB_${archive} NAMES lib${archive}.a ${archive} REQUIRED)
        mark_as_advanced(GS_LIB_${archive})
        list(APPEND files ${GS_LIB_${archive}})
    endforeach()
    add_library(gs::${name} INTERFACE IMPORTED GLOBAL)
    target_include_directories(gs::${name} SYSTEM INTERFACE ${GS_${name}_INCLUDE})
    target_link_libraries(gs::${name} INTERFACE ${files})
endfunction()

gs_find_library(utf8proc utf8proc.h utf8proc)
gs_find_library(openssl openssl/evp.h crypto)
gs_find_library(zlib zlib.h z)
gs_find_library(zstd zstd.h zstd)
gs_find_library(re2 re2/re2.h re2)

# Headers alone. Asio is compiled in one file (src/stdlib/asio.cpp), without exceptions.
find_path(GS_asio_INCLUDE asio/io_context.hpp REQUIRED)
mark_as_advanced(GS_asio_INCLUDE)
add_library(gs::asio INTERFACE IMPORTED GLOBAL)
target_include_directories(gs::asio SYSTEM INTERFACE ${GS_asio_INCLUDE})
target_compile_definitions(gs::asio INTERFACE ASIO_STANDALONE ASIO_SEPARATE_COMPILATION ASIO_NO_EXCEPTIONS
                                              ASIO_NO_DEPRECATED ASIO_NO_TYPEID)

gs_find_library(brotli brotli/decode.h brotlienc brotlidec brotlicommon)
gs_find_library(asmjit asmjit/x86.h asmjit)

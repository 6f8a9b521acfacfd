# cmake --install: the program, and for embedders the library with its headers, a CMake package (find_package(gscript))
# and a pkg-config file.
include(CMakePackageConfigHelpers)

if(TARGET gscript)
    install(TARGETS gscript RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(TARGET libgscript AND EXISTS ${PROJECT_SOURCE_DIR}/include/gscript)
    set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/gscript)
    install(TARGETS libgscript EXPORT gscript-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
    install(DIRECTORY include/gscript DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
    install(EXPORT gscript-targets NAMESPACE gscript:: DESTINATION ${package_dir})
    configure_package_config_file(cmake/gscript-config.cmake.in ${PROJECT_BINARY_DIR}/gscript-config.cmake
                                  INSTALL_DESTINATION ${package_dir})
    write_basic_package_version_file(${PROJECT_BINARY_DIR}/gscript-config-version.cmake
                                     COMPATIBILITY SameMajorVersion)
    file(RELATIVE_PATH pc_to_prefix /p/${CMAKE_INSTALL_LIBDIR}/pkgconfig /p)
    configure_file(cmake/gscript.pc.in ${PROJECT_BINARY_DIR}/gscript.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/gscript-config.cmake ${PROJECT_BINARY_DIR}/gscript-config-version.cmake
            DESTINATION ${package_dir})
    install(FILES ${PROJECT_BINARY_DIR}/gscript.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endif()

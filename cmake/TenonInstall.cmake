# What `cmake --install` and `cpack` take: two components, `tool` and `dev`, which are the Debian packages `tenon` and
# `libtenon-dev`.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/tenon)

if(TENON_BUILD_TOOL)
  install(TARGETS tenon RUNTIME COMPONENT tool)
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT tool)
endif()

# tenon_install(EXPORT names…): the libraries of a component of find_package, and their headers.
function(tenon_install export)
  foreach(name ${ARGN})
    set_target_properties(tenon_${name} PROPERTIES EXPORT_NAME ${name}_static)
    set(targets tenon_${name})
    if(TARGET tenon_${name}_shared)
      set_target_properties(tenon_${name}_shared PROPERTIES EXPORT_NAME ${name}_shared)
      list(APPEND targets tenon_${name}_shared)
    endif()
    install(TARGETS ${targets} EXPORT ${export}
      ARCHIVE COMPONENT dev LIBRARY COMPONENT dev NAMELINK_COMPONENT dev)
  endforeach()
  install(EXPORT ${export} NAMESPACE tenon:: DESTINATION ${package_dir} COMPONENT dev)
endfunction()
tenon_install(tenonRuntime runtime)
tenon_install(tenonConformance pq conformance)
foreach(part core pq conformance)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/runtime/${part}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev)
endforeach()

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/tenonConfig.cmake.in ${PROJECT_BINARY_DIR}/tenonConfig.cmake
  INSTALL_DESTINATION ${package_dir} PATH_VARS CMAKE_INSTALL_BINDIR)
# As generated code and the runtime have it among themselves: what fits within a major version is said by them.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/tenonConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/tenonConfig.cmake ${PROJECT_BINARY_DIR}/tenonConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/TenonGenerate.cmake DESTINATION ${package_dir} COMPONENT dev)

cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig OUTPUT_VARIABLE up)
foreach(name tenon tenon-conformance)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/${name}.pc.in ${PROJECT_BINARY_DIR}/${name}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "tenon's maintainers <maintainers@tenon.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL tool dev)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_TOOL_PACKAGE_NAME tenon)
set(CPACK_DEBIAN_TOOL_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_TOOL_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_TOOL_DESCRIPTION "${PROJECT_DESCRIPTION}: the tool")
set(CPACK_DEBIAN_DEV_PACKAGE_NAME libtenon-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
  "tenon (= ${PROJECT_VERSION}), libpq-dev, libsodium-dev, libfmt-dev, libexpected-dev")
set(CPACK_COMPONENT_DEV_DESCRIPTION "${PROJECT_DESCRIPTION}: the libraries that generated C++ links, and CMake's package")
include(CPack)

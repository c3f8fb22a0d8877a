# Compiles docs/diagnostics/ into the binary, for `tenon explain CODE`: one generated source that holds every page.

file(GLOB page_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/docs/diagnostics
     ${CMAKE_SOURCE_DIR}/docs/diagnostics/E*.md ${CMAKE_SOURCE_DIR}/docs/diagnostics/L*.md)
list(TRANSFORM page_files PREPEND ${CMAKE_SOURCE_DIR}/docs/diagnostics/ OUTPUT_VARIABLE page_paths)
set(TENON_EMBEDDED_PAGES ${CMAKE_BINARY_DIR}/embedded_pages.cpp)
add_custom_command(
  OUTPUT ${TENON_EMBEDDED_PAGES}
  COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR}/docs/diagnostics -DOUT=${TENON_EMBEDDED_PAGES}
          "-DFILES=${page_files}" -P ${CMAKE_SOURCE_DIR}/cmake/WriteEmbeddedPages.cmake
  DEPENDS ${page_paths} ${CMAKE_SOURCE_DIR}/cmake/WriteEmbeddedPages.cmake
  VERBATIM
  COMMENT "embedding docs/diagnostics/")

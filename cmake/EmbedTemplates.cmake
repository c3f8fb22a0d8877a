# Compiles templates/ into the binary: one generated source that holds every template's path and text.

file(GLOB_RECURSE template_files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/templates
     ${PROJECT_SOURCE_DIR}/templates/*.mustache)
list(TRANSFORM template_files PREPEND ${PROJECT_SOURCE_DIR}/templates/ OUTPUT_VARIABLE template_paths)
set(TENON_EMBEDDED_TEMPLATES ${PROJECT_BINARY_DIR}/embedded_templates.cpp)
add_custom_command(
  OUTPUT ${TENON_EMBEDDED_TEMPLATES}
  COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR}/templates -DOUT=${TENON_EMBEDDED_TEMPLATES}
          "-DFILES=${template_files}" -P ${PROJECT_SOURCE_DIR}/cmake/WriteEmbeddedTemplates.cmake
  DEPENDS ${template_paths} ${PROJECT_SOURCE_DIR}/cmake/WriteEmbeddedTemplates.cmake
  VERBATIM
  COMMENT "embedding templates/")

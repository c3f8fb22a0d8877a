# Pages of docs/ that the binary holds, for `tenon explain`: a generated source for each folder of them.

# Sets VARIABLE to a source that defines pages() of HEADER in NAMESPACE, from docs/FOLDER/ with these patterns.
function(tenon_embed_pages variable folder header namespace)
  list(TRANSFORM ARGN PREPEND ${PROJECT_SOURCE_DIR}/docs/${folder}/ OUTPUT_VARIABLE patterns)
  file(GLOB page_files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/docs/${folder} ${patterns})
  list(TRANSFORM page_files PREPEND ${PROJECT_SOURCE_DIR}/docs/${folder}/ OUTPUT_VARIABLE page_paths)
  set(out ${PROJECT_BINARY_DIR}/embedded_${folder}.cpp)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR}/docs/${folder} -DOUT=${out} -DHEADER=${header}
            -DNAMESPACE=${namespace} "-DFILES=${page_files}" -P ${PROJECT_SOURCE_DIR}/cmake/WriteEmbeddedPages.cmake
    DEPENDS ${page_paths} ${PROJECT_SOURCE_DIR}/cmake/WriteEmbeddedPages.cmake
    VERBATIM
    COMMENT "embedding docs/${folder}/")
  set(${variable} ${out} PARENT_SCOPE)
endfunction()

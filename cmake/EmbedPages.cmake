# Pages of docs/ that the binary holds, for `tenon explain`: a generated source for each folder of them.

# Sets VARIABLE to a source that defines pages() of HEADER in NAMESPACE, from docs/FOLDER/ with these patterns.
function(tenon_embed_pages variable folder header namespace)
  list(TRANSFORM ARGN PREPEND ${CMAKE_SOURCE_DIR}/docs/${folder}/ OUTPUT_VARIABLE patterns)
  file(GLOB page_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/docs/${folder} ${patterns})
  list(TRANSFORM page_files PREPEND ${CMAKE_SOURCE_DIR}/docs/${folder}/ OUTPUT_VARIABLE page_paths)
  set(out ${CMAKE_BINARY_DIR}/embedded_${folder}.cpp)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_SOURCE_DIR}/docs/${folder} -DOUT=${out} -DHEADER=${header}
            -DNAMESPACE=${namespace} "-DFILES=${page_files}" -P ${CMAKE_SOURCE_DIR}/cmake/WriteEmbeddedPages.cmake
    DEPENDS ${page_paths} ${CMAKE_SOURCE_DIR}/cmake/WriteEmbeddedPages.cmake
    VERBATIM
    COMMENT "embedding docs/${folder}/")
  set(${variable} ${out} PARENT_SCOPE)
endfunction()

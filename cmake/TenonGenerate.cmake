# tenon_generate: a library of what schemas make, made anew when they change. It is the same in tenon's own build, in one
# that has tenon as a part (add_subdirectory, FetchContent), and with an installed package. docs/cmake.md has it in full.
#
#   tenon_generate(TARGET name SCHEMAS file… [IMPORT_DIRS directory…] [OUT_DIR directory] [NAMESPACE name]
#                  [EMIT cpp|sql|tests…] [LINTS name=level…])

# What a schema makes, behind its file's name without ending. It is asked of the tool where that is there; where it is
# a part of the build, it isn't there yet. A test holds one against the other.
macro(tenon_known_outputs)
  set(outputs_cpp .hpp _fwd.hpp _access.hpp _codec.hpp _describe.hpp _json.hpp .cpp _json.cpp)
  set(outputs_sql .sql .roles.sql .seed.sql)
  set(outputs_tests _conformance_test.cpp)
endmacro()

function(tenon_list_outputs variable out emit schemas)
  set(outputs "")
  if(TENON_EXECUTABLE)
    list(JOIN emit "," emitted)
    execute_process(COMMAND ${TENON_EXECUTABLE} generate ${schemas} --out ${out} --emit ${emitted} --list-outputs
                    OUTPUT_VARIABLE listed RESULT_VARIABLE result ERROR_VARIABLE wrong)
    if(NOT result EQUAL 0)
      message(FATAL_ERROR "tenon_generate: ${TENON_EXECUTABLE} can't tell its outputs: ${wrong}")
    endif()
    string(REGEX MATCHALL "[^\n]+" outputs "${listed}")
  else()
    tenon_known_outputs()
    foreach(schema IN LISTS schemas)
      cmake_path(GET schema STEM LAST_ONLY stem)
      foreach(kind IN LISTS emit)
        list(TRANSFORM outputs_${kind} PREPEND ${out}/${stem} OUTPUT_VARIABLE files)
        list(APPEND outputs ${files})
      endforeach()
    endforeach()
  endif()
  set(${variable} ${outputs} PARENT_SCOPE)
endfunction()

# What was an output when this ran before, and is none any more, of a schema that is no longer named.
function(tenon_remove_former_outputs manifest outputs)
  if(EXISTS ${manifest})
    file(STRINGS ${manifest} former)
    list(REMOVE_ITEM former ${outputs})
    if(former)
      file(REMOVE ${former})
    endif()
  endif()
  list(JOIN outputs "\n" text)
  file(WRITE ${manifest} "${text}\n")
endfunction()

function(tenon_absolute variable base)
  set(paths "")
  foreach(path IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH path BASE_DIRECTORY ${base} NORMALIZE)
    list(APPEND paths ${path})
  endforeach()
  set(${variable} ${paths} PARENT_SCOPE)
endfunction()

# Compiled and linked into whatever takes it, a shared library too. Its headers are installed with
# install(TARGETS … FILE_SET HEADERS).
function(tenon_add_generated_library target out outputs)
  set(headers ${outputs})
  list(FILTER headers INCLUDE REGEX "[.]hpp$")
  set(sources ${outputs})
  list(FILTER sources INCLUDE REGEX "[.]cpp$")
  list(FILTER sources EXCLUDE REGEX "_conformance_test[.]cpp$")
  add_library(${target} STATIC ${sources})
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${out} FILES ${headers})
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(${target} PUBLIC tenon::runtime)
endfunction()

function(tenon_add_conformance_test target outputs)
  if(NOT TARGET GTest::gtest_main)
    find_package(GTest REQUIRED)
  endif()
  set(sources ${outputs})
  list(FILTER sources INCLUDE REGEX "_conformance_test[.]cpp$")
  add_executable(${target} ${sources})
  target_link_libraries(${target} PRIVATE tenon::conformance GTest::gtest_main)
endfunction()

function(tenon_generate)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "TARGET;OUT_DIR;NAMESPACE" "SCHEMAS;IMPORT_DIRS;EMIT;LINTS")
  if(ARG_UNPARSED_ARGUMENTS OR NOT ARG_TARGET OR NOT ARG_SCHEMAS)
    message(FATAL_ERROR "tenon_generate takes TARGET name SCHEMAS file… [IMPORT_DIRS directory…] [OUT_DIR directory] "
                        "[NAMESPACE name] [EMIT cpp|sql|tests…] [LINTS name=level…]; not: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  set(emit ${ARG_EMIT})
  if(NOT emit)
    set(emit cpp)
  endif()
  foreach(kind IN LISTS emit)
    if(NOT kind MATCHES "^(cpp|sql|tests)$")
      message(FATAL_ERROR "tenon_generate(TARGET ${ARG_TARGET}): EMIT takes cpp, sql and tests, and not ${kind}")
    endif()
  endforeach()
  tenon_absolute(schemas ${CMAKE_CURRENT_SOURCE_DIR} ${ARG_SCHEMAS})
  tenon_absolute(import_dirs ${CMAKE_CURRENT_SOURCE_DIR} ${ARG_IMPORT_DIRS})
  set(out generated/${ARG_TARGET})
  if(ARG_OUT_DIR)
    set(out ${ARG_OUT_DIR})
  endif()
  tenon_absolute(out ${CMAKE_CURRENT_BINARY_DIR} ${out})

  tenon_list_outputs(outputs ${out} "${emit}" "${schemas}")
  set(notes ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${ARG_TARGET}.tenon)
  tenon_remove_former_outputs(${notes}/outputs "${outputs}")

  list(JOIN emit "," emitted)
  set(options --emit ${emitted})
  foreach(directory IN LISTS import_dirs)
    list(APPEND options --import-dir ${directory})
  endforeach()
  foreach(lint IN LISTS ARG_LINTS)
    list(APPEND options --lint ${lint})
  endforeach()
  if(ARG_NAMESPACE)
    list(APPEND options --namespace ${ARG_NAMESPACE})
  endif()
  set(tool $<TARGET_FILE:tenon>)
  if(TENON_EXECUTABLE)
    set(tool ${TENON_EXECUTABLE})
  endif()
  list(JOIN ARG_SCHEMAS ", " named)
  # The stamp is newer than the schemas; the outputs, only where their content has changed.
  add_custom_command(
    OUTPUT ${notes}/stamp
    BYPRODUCTS ${outputs}
    COMMAND ${tool} generate ${schemas} --out ${out} ${options} --depfile ${notes}/depfile --stamp ${notes}/stamp
    DEPENDS ${schemas} ${tool}
    DEPFILE ${notes}/depfile
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
    COMMENT "tenon: ${named}"
    VERBATIM)

  if(cpp IN_LIST emit)
    add_custom_target(${ARG_TARGET}_files DEPENDS ${notes}/stamp)
    tenon_add_generated_library(${ARG_TARGET} ${out} "${outputs}")
    add_dependencies(${ARG_TARGET} ${ARG_TARGET}_files)
  else()
    add_custom_target(${ARG_TARGET} ALL DEPENDS ${notes}/stamp)
  endif()
  set_target_properties(${ARG_TARGET} PROPERTIES TENON_OUT_DIR ${out})
  if(tests IN_LIST emit)
    tenon_add_conformance_test(${ARG_TARGET}_conformance_test "${outputs}")
    add_dependencies(${ARG_TARGET}_conformance_test ${ARG_TARGET})
  endif()
endfunction()

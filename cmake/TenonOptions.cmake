# What every target of ours is compiled with: warnings as errors, the compiler cache, precompiled headers, the
# sanitizers of a preset.

# Without that sloppiness ccache takes nothing that is compiled with a precompiled header.
find_program(TENON_CCACHE ccache)
if(TENON_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${TENON_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${TENON_CCACHE})
endif()

set(TENON_SANITIZE "" CACHE STRING "sanitizers for our code, such as address,undefined")

add_library(tenon_options INTERFACE)
target_compile_options(tenon_options INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual
  # Who only uses tenon may have a compiler that warns of more.
  $<$<BOOL:${PROJECT_IS_TOP_LEVEL}>:-Werror>
  # g++ 12 sees overlaps in std::string that are not there (its bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  # ccache reads with it which precompiled header was taken.
  $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>>)

# What most files include anyway. A file still includes what it uses: the preset tidy compiles without these.
set(TENON_COMMON_HEADERS
  <algorithm> <array> <charconv> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string> <string_view>
  <utility> <variant> <vector> <fmt/format.h>)

# tenon_precompiled(NAME LINK libraries… HEADERS headers…): a target whose precompiled headers others use with
# `target_precompile_headers(TARGET REUSE_FROM NAME)`. They have to be compiled with the same flags.
function(tenon_precompiled name)
  cmake_parse_arguments(ARG "" "" "LINK;HEADERS" ${ARGN})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "// Nothing: what is wanted are the headers.\n")
  add_library(${name} OBJECT ${source})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} tenon_options)
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

# What is built to be tested runs once: in the directories that say so, compiling costs more than running.
macro(tenon_compile_quickly)
  add_compile_options($<$<AND:$<CONFIG:Release>,$<COMPILE_LANGUAGE:CXX>>:-O0>)
endmacro()

if(TENON_SANITIZE)
  add_compile_options(-fsanitize=${TENON_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TENON_SANITIZE})
endif()

# What every target of ours is compiled with: warnings as errors, the compiler cache, the sanitizers of a preset.

find_program(TENON_CCACHE ccache)
if(TENON_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${TENON_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${TENON_CCACHE})
endif()

set(TENON_SANITIZE "" CACHE STRING "sanitizers for our code, such as address,undefined")

add_library(tenon_options INTERFACE)
target_compile_options(tenon_options INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Werror
  # g++ 12 sees overlaps in std::string that are not there (its bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>>)

if(TENON_SANITIZE)
  add_compile_options(-fsanitize=${TENON_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${TENON_SANITIZE})
endif()

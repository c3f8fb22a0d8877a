# The lexer and parser that ANTLR makes of the grammar, as a library of its own: its code is not ours to warn about,
# and the tool of Debian 12 (4.7.2) writes u8 literals that C++20 takes only with -fno-char8_t.

find_program(ANTLR4_TOOL antlr4 REQUIRED)
find_path(ANTLR4_INCLUDE antlr4-runtime.h PATH_SUFFIXES antlr4-runtime REQUIRED)
find_library(ANTLR4_LIBRARY antlr4-runtime REQUIRED)

set(antlr_out ${PROJECT_BINARY_DIR}/antlr)
set(antlr_sources ${antlr_out}/SchemaLexer.cpp ${antlr_out}/SchemaParser.cpp)
add_custom_command(
  OUTPUT ${antlr_sources} ${antlr_out}/SchemaLexer.h ${antlr_out}/SchemaParser.h
  COMMAND ${ANTLR4_TOOL} -Dlanguage=Cpp -no-listener -no-visitor -Xexact-output-dir -package tenon::grammar
          -o ${antlr_out} SchemaLexer.g4 SchemaParser.g4
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}/grammar
  DEPENDS ${PROJECT_SOURCE_DIR}/grammar/SchemaLexer.g4 ${PROJECT_SOURCE_DIR}/grammar/SchemaParser.g4
  COMMENT "antlr4: grammar/*.g4")

add_library(tenon_antlr_parser STATIC ${antlr_sources})
target_include_directories(tenon_antlr_parser SYSTEM PUBLIC ${antlr_out} ${ANTLR4_INCLUDE})
target_compile_options(tenon_antlr_parser PUBLIC -fno-char8_t PRIVATE -w)
target_precompile_headers(tenon_antlr_parser PRIVATE <antlr4-runtime.h>)
target_link_libraries(tenon_antlr_parser PUBLIC ${ANTLR4_LIBRARY} Threads::Threads)

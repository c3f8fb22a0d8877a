# For the preset tidy: clang 14 rejects the header of Debian's ANTLR runtime, so what includes it is left out.
cmake_language(DEFER CALL set_target_properties tenon_parse tenon_antlr_parser PROPERTIES CXX_CLANG_TIDY "")

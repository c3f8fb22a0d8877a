#include "target/cpp/cpp.hpp"

namespace tenon::target::cpp {

std::vector<std::string> output_names(const std::string& stem) { return {stem + ".hpp"}; }

std::vector<render::OutputFile> generate(const ir::Schema&, const std::string&, const Origin&, render::Templates&) {
  return {};
}

}  // namespace tenon::target::cpp

// What a target makes.
#pragma once

#include <string>

namespace tenon::render {

struct OutputFile {
  std::string path;  ///< relative to the output directory
  std::string text;
};

}  // namespace tenon::render

// Functions that are written as SQL, in templates, as a model.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/database.hpp"

namespace tenon::lower {

/// A function with its name and the lines of comment above it.
struct Written {
  std::string name;
  std::string signature;
  std::string remark;
  model::Function function;
};

/// The functions of a text that holds nothing else but comments: each `CREATE FUNCTION tenon.NAME(…) …;`. The
/// text is the tool's own; what isn't laid out as it should be throws std::logic_error.
std::vector<Written> functions_in(std::string_view text);

}  // namespace tenon::lower

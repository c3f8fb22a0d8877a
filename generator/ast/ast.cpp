#include "ast/ast.hpp"

#include "base/text.hpp"

namespace tenon::ast {

std::string whole_name(std::string_view space, std::string_view name) {
  const bool capital = !name.empty() && name[0] >= 'A' && name[0] <= 'Z';
  return (capital ? pascal_case(space) : std::string(space) + "_") + std::string(name);
}

}  // namespace tenon::ast

// The names of what is made for an entity without standing in it, before Postgres's length cuts them.
#include <fmt/format.h>

#include <array>

#include "ir/ir.hpp"

namespace tenon::ir {

std::string touch_name(std::string_view column) {
  return fmt::format("touch_{}", column);
}

std::string audit_function_name(const Entity& entity) {
  return "audit_" + entity.table;
}

std::string search_function_name(const Entity& entity, std::string_view what) {
  return fmt::format("{}_search_{}", entity.table, what);
}

std::string retention_policy_name(const Entity& entity, Command command) {
  static constexpr std::array<std::string_view, 4> kSuffixes = {"select", "insert", "update", "delete"};
  return fmt::format("{}_retain_{}", entity.table, kSuffixes.at(static_cast<std::size_t>(command)));
}

}  // namespace tenon::ir

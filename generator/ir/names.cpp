// The names of what is made for an entity without standing in it, before Postgres's length cuts them.
#include <fmt/format.h>

#include <array>

#include "base/text.hpp"
#include "ir/ir.hpp"

namespace tenon::ir {
namespace {

/// Those that go by no table's name: of tenants, of logs, of maintenance and of time-ordered keys.
constexpr std::string_view kFixedFunctions[] = {
    "add_signing_key",
    "begin_maintenance",
    "changes",
    "count_expired",
    "current_tenant",
    "drop_detached",
    "end_maintenance",
    "enter_tenant",
    "expire",
    "expire_of",
    "expired_before",
    "keep_tree",
    "lacking_partitions",
    "maintain",
    "maintain_at",
    "maintained",
    "maintenance",
    "make_partition",
    "open_reading",
    "partition_name",
    "range_start",
    "ranges_of",
    "reach",
    "readable_tenants",
    "reading_of",
    "retire_signing_key",
    "runway",
    "tenants_above",
    "tenants_below",
    "tenants_to_expire",
    "uuid7",
    "uuid7_lowest",
    "uuid7_time",
};

}  // namespace

std::vector<std::string> tool_functions() {
  return {std::begin(kFixedFunctions), std::end(kFixedFunctions)};
}

std::vector<std::string> tool_functions(const Entity& entity) {
  std::vector<std::string> out = {identifier(audit_function_name(entity))};
  for (const std::string& column : entity.touched) out.push_back(identifier(touch_name(column)));
  out.push_back(identifier(read_all_function_name(entity)));
  for (const std::string_view what : {"text", "vector", "hybrid"})
    out.push_back(identifier(search_function_name(entity, what)));
  for (const Lookup& lookup : entity.lookups) out.push_back(identifier(lookup_function_name(entity, lookup)));
  if (numbered_column(entity) != nullptr) out.push_back(identifier(number_function_name(entity)));
  return out;
}

std::vector<std::string> tool_functions(const Schema& schema) {
  std::vector<std::string> out;
  for (const SessionVariable& variable : schema.session)
    out.push_back(identifier(session_function_name(variable.name)));
  return out;
}

std::string session_function_name(std::string_view variable) {
  return fmt::format("session_{}", variable);
}

std::string effective_view_name(const Entity& entity) {
  return "effective_" + entity.table;
}

std::string touch_name(std::string_view column) {
  return fmt::format("touch_{}", column);
}

std::string number_name(std::string_view column) {
  return fmt::format("number_{}", column);
}

std::string number_function_name(const Entity& entity) {
  return "number_" + entity.table;
}

std::string audit_function_name(const Entity& entity) {
  return "audit_" + entity.table;
}

std::string search_function_name(const Entity& entity, std::string_view what) {
  return fmt::format("{}_search_{}", entity.table, what);
}

std::string lookup_function_name(const Entity& entity, const Lookup& lookup) {
  return fmt::format("{}_lookup_{}", entity.table, join(lookup.columns, "_"));
}

std::string read_all_function_name(const Entity& entity) {
  return fmt::format("{}_read_all", entity.table);
}

std::string searched_view_name(const Entity& entity) {
  return search_function_name(entity, "rows");
}

std::string retention_policy_name(const Entity& entity, Command command) {
  static constexpr std::array<std::string_view, 4> kSuffixes = {"select", "insert", "update", "delete"};
  return fmt::format("{}_retain_{}", entity.table, kSuffixes.at(static_cast<std::size_t>(command)));
}

}  // namespace tenon::ir

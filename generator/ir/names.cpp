// The names of what is made for an entity without standing in it, before Postgres's length cuts them.
#include <fmt/format.h>

#include <algorithm>
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
  if (!entity.version.empty()) out.push_back(identifier(version_name(entity.version)));
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
  for (const View& view : schema.views) {
    if (view.stored) out.push_back(identifier(refresh_name(view)));
  }
  return out;
}

std::vector<std::string> spaces(const Schema& schema) {
  std::vector<std::string> out = {schema.sql_schema};
  const auto add = [&](const auto& declared) {
    for (const auto& each : declared) {
      if (!each.space.empty() && !contains(out, each.space)) out.push_back(each.space);
    }
  };
  add(schema.enums);
  add(schema.domains);
  add(schema.composites);
  add(schema.sequences);
  add(schema.entities);
  add(schema.views);
  add(schema.functions);
  for (const std::string& each : schema.postgres_schemas) {
    if (!contains(out, each)) out.push_back(each);
  }
  for (const auto& [extension, space] : schema.extension_spaces) {
    if (!contains(out, space)) out.push_back(space);
  }
  return out;
}

std::string space_of_extension(const Schema& schema, std::string_view extension) {
  const auto found = std::ranges::find_if(schema.extension_spaces,
                                          [&](const auto& each) { return each.first == extension; });
  return found == schema.extension_spaces.end() ? "" : found->second;
}

std::string handle(const std::string& space, const std::string& name) {
  return space.empty() ? name : space + "." + name;
}

std::string handle(const Entity& entity) {
  return handle(entity.space, entity.table);
}

std::string handle(const Function& function) {
  return handle(function.space, sql_name(function));
}

std::string handle(const View& view) {
  return handle(view.space, view.sql_name);
}

std::string handle(const Enum& item) {
  return handle(item.space, item.sql_name);
}

std::string handle(const Domain& domain) {
  return handle(domain.space, domain.sql_name);
}

std::string handle(const Composite& composite) {
  return handle(composite.space, composite.sql_name);
}

std::string handle(const Sequence& sequence) {
  return handle(sequence.space, sequence.sql_name);
}

namespace {

/// A name in a text that the server reads as one: what has capitals stands in quotes.
std::string read_as_name(const std::string& name) {
  const bool small = std::none_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return small ? name : '"' + name + '"';
}

}  // namespace

std::string next_of(const Schema& schema, const Sequence& sequence) {
  return fmt::format("nextval('{}.{}')", read_as_name(space_of(schema, sequence)),
                     read_as_name(sequence.sql_name));
}

const Sequence* sequence_of(const Schema& schema, const Column& column) {
  if (!column.default_value || column.default_value->kind != Value::Kind::kFunction) return nullptr;
  for (const Sequence& sequence : schema.sequences) {
    if (next_of(schema, sequence) == column.default_value->text) return &sequence;
  }
  return nullptr;
}

std::string stem(const Entity& entity) {
  return entity.space.empty() ? entity.table : entity.space + "_" + entity.table;
}

std::string stem(const View& view) {
  return view.space.empty() ? view.sql_name : view.space + "_" + view.sql_name;
}

std::string source_name(const View& view) {
  return identifier(stem(view) + "_source");
}

std::string stored_name(const View& view) {
  return identifier(stem(view) + "_stored");
}

std::string refresh_name(const View& view) {
  return stem(view) + "_refresh";
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

std::string version_name(std::string_view column) {
  return fmt::format("advance_{}", column);
}

std::string number_name(std::string_view column) {
  return fmt::format("number_{}", column);
}

std::string number_function_name(const Entity& entity) {
  return "number_" + stem(entity);
}

std::string audit_function_name(const Entity& entity) {
  return "audit_" + stem(entity);
}

std::string search_function_name(const Entity& entity, std::string_view what) {
  return fmt::format("{}_search_{}", stem(entity), what);
}

std::string lookup_function_name(const Entity& entity, const Lookup& lookup) {
  return fmt::format("{}_lookup_{}", stem(entity), join(lookup.columns, "_"));
}

std::string read_all_function_name(const Entity& entity) {
  return fmt::format("{}_read_all", stem(entity));
}

std::string searched_view_name(const Entity& entity) {
  return search_function_name(entity, "rows");
}

std::string retention_policy_name(const Entity& entity, Command command) {
  static constexpr std::array<std::string_view, 4> kSuffixes = {"select", "insert", "update", "delete"};
  return fmt::format("{}_retain_{}", entity.table, kSuffixes.at(static_cast<std::size_t>(command)));
}

}  // namespace tenon::ir

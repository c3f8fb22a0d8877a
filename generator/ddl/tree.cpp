#include "ddl/tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "render/sql_text.hpp"

namespace tenon::ddl {

std::optional<Tree> tree_of(const model::Object& object) {
  const auto* trigger = std::get_if<model::Trigger>(&object.definition);
  if (trigger == nullptr || trigger->function.schema != model::kBookkeeping ||
      trigger->function.name != "keep_tree" || trigger->columns.size() != 2 || trigger->arguments.size() != 1)
    return std::nullopt;
  return Tree{{model::Kind::kTable, object.identity.schema, "", object.identity.table, ""},
              trigger->columns[0],
              trigger->columns[1],
              std::max(1, std::atoi(trigger->arguments[0].c_str()))};
}

std::string pairs_of(const Tree& tree, const std::string& table) {
  return fmt::format(
      "WITH RECURSIVE above (ancestor, descendant, distance) AS (\n"
      "    SELECT t.{parent}, t.{key}, 1 FROM {table} AS t WHERE t.{parent} IS NOT NULL\n"
      "    UNION ALL\n"
      "    SELECT t.{parent}, a.descendant, a.distance + 1 FROM above AS a JOIN {table} AS t ON t.{key} = "
      "a.ancestor\n"
      "    WHERE t.{parent} IS NOT NULL AND a.distance <= {depth})\n"
      "  SELECT ancestor, descendant, distance FROM above",
      fmt::arg("parent", render::sql_identifier(tree.parent).str()),
      fmt::arg("key", render::sql_identifier(tree.key).str()), fmt::arg("table", table),
      fmt::arg("depth", tree.depth));
}

std::string keep_pairs(const Tree& tree, const std::string& table) {
  return fmt::format(
      "  LOCK TABLE tenon.tenant_tree IN SHARE UPDATE EXCLUSIVE MODE;\n"
      "  IF EXISTS (SELECT FROM ({pairs}) AS pair WHERE pair.distance > {depth}) THEN\n"
      "    RAISE EXCEPTION 'more than {depth} tenants stand above one, or tenants stand in a circle'\n"
      "      USING ERRCODE = 'check_violation';\n"
      "  END IF;\n"
      "  DELETE FROM tenon.tenant_tree;\n"
      "  INSERT INTO tenon.tenant_tree (ancestor, descendant, distance)\n  {pairs};\n",
      fmt::arg("pairs", pairs_of(tree, table)), fmt::arg("depth", tree.depth));
}

}  // namespace tenon::ddl

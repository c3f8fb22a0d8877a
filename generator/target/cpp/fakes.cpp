#include "target/cpp/fakes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "dialect/tree.hpp"
#include "render/cpp_text.hpp"
#include "target/cpp/encrypted.hpp"
#include "target/cpp/names.hpp"
#include "target/cpp/statement_parts.hpp"
#include "target/cpp/statements.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_string;
using render::View;

using Columns = std::vector<const ir::Column*>;

std::optional<std::size_t> place_of(const ir::Entity& entity, std::string_view name) {
  const Columns all = written_columns(entity);
  const auto found = std::ranges::find(all, name, [](const ir::Column* column) { return column->name; });
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}

std::string braced(const std::vector<std::string>& items) {
  return "{" + join(items, ", ") + "}";
}

/// Of columns by name, without the tenant's.
std::string places_of(const ir::Entity& entity, const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names) {
    const auto at = place_of(entity, name);
    if (at && name != entity.tenant_column) out.push_back(std::to_string(*at));
  }
  return braced(out);
}

/// The same with the tenant's, which the root has as its key.
std::string places_of_all(const ir::Entity& entity, const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names) {
    if (const auto at = place_of(entity, name)) out.push_back(std::to_string(*at));
  }
  return braced(out);
}

/// What isn't said is as it is by itself.
std::string flag(const char* member, bool value) {
  return value ? fmt::format(", .{} = true", member) : std::string();
}

std::string optional_place(const ir::Entity& entity, const char* member, const std::string& column) {
  const std::optional<std::size_t> at = place_of(entity, column);
  return at ? fmt::format(", .{} = {}", member, *at) : std::string();
}

struct MadeBy {
  std::string_view sql;
  std::string_view made;
};

constexpr MadeBy kMadeBy[] = {
    {"gen_random_uuid()", "uuid"},
    {"tenon.uuid7()", "uuid7"},
    {"now()", "now"},
};

/// How the value is made that nobody gives, and the literal it is made of.
std::pair<std::string, std::string> made_by_default(const ir::Value& value) {
  switch (value.kind) {
    case ir::Value::Kind::kNull:
      return {"null", ""};
    case ir::Value::Kind::kNumber:
    case ir::Value::Kind::kString:
    case ir::Value::Kind::kBoolean:
    case ir::Value::Kind::kJson:
      return {"literal", value.text};
    case ir::Value::Kind::kArray:
      if (value.items.empty()) return {"literal", "{}"};
      break;
    case ir::Value::Kind::kFunction:
      for (const MadeBy& row : kMadeBy) {
        if (row.sql == value.text) return {std::string(row.made), ""};
      }
      break;
    case ir::Value::Kind::kSql:
      break;
  }
  return {"sql", ""};
}

std::pair<std::string, std::string> made(const ir::Entity& entity, const ir::Column& column) {
  if (column.name == entity.tenant_column) return {"tenant", ""};
  if (ir::is_shared(entity) && column.name == ir::kSharedColumn) return {"shared", ""};
  if (column.numbering) return {"counted", ""};
  if (!column.generated.empty()) return {"sql", ""};
  if (column.identity != ir::Identity::kNone) return {"identity", ""};
  return column.default_value ? made_by_default(*column.default_value)
                              : std::pair<std::string, std::string>{"null", ""};
}

/// What is read in another row than where it was written doesn't open.
std::string sealed_text(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column) {
  if (!column.encrypted) return "";
  const PlaceNames names = place_names(schema, entity, column);
  return fmt::format(", .seal = tenon::fake::Seal{{{}, {}, {}}}", names.name,
                     names.former.empty() ? "nullptr" : names.former, column.tenant_keys);
}

std::string column_text(const ir::Schema& schema, const ir::Entity& entity, const ir::Column& column) {
  const auto [how, literal] = made(entity, column);
  return fmt::format("{{.name = {}, .made = Made::{}, .literal = {}{}{}{}}}", cpp_string(column.name).str(),
                     how, cpp_string(literal).str(), flag("nullable", column.nullable),
                     sealed_text(schema, entity, column),
                     column.hash_of.empty() ? "" : optional_place(entity, "hash_of", column.hash_of));
}

std::string unique_text(const ir::Entity& entity, const std::string& name,
                        const std::vector<std::string>& columns, bool nulls_equal, bool deferred) {
  const bool of_all = !entity.tenant_column.empty() && !contains(columns, entity.tenant_column);
  return fmt::format("{{.name = {}, .columns = {}{}{}{}}}", cpp_string(name).str(),
                     places_of(entity, columns), flag("of_all", of_all), flag("nulls_equal", nulls_equal),
                     flag("deferred", deferred));
}

/// The key first, and what indexes hold unique last.
std::string uniques_text(const ir::Entity& entity) {
  std::vector<std::string> out;
  const auto add = [&](const ir::Key& key) {
    out.push_back(unique_text(entity, key.name, key.columns, key.nulls_not_distinct,
                              key.deferral == ir::Deferral::kInitiallyDeferred));
  };
  if (!entity.primary_key.columns.empty()) add(entity.primary_key);
  for (const ir::Key& key : entity.uniques) add(key);
  for (const ir::Index& index : entity.indexes) {
    std::vector<std::string> columns;
    for (const ir::IndexColumn& item : index.columns) columns.push_back(item.column);
    const bool known = std::ranges::all_of(columns, [&](const std::string& name) {
      return name == entity.tenant_column || place_of(entity, name).has_value();
    });
    if (index.unique && index.where.empty() && known)
      out.push_back(unique_text(entity, index.name, columns, index.nulls_not_distinct, false));
  }
  return braced(out);
}

std::string_view action_name(ir::Action action) {
  switch (action) {
    case ir::Action::kRestrict:
      return "restrict";
    case ir::Action::kCascade:
      return "cascade";
    case ir::Action::kSetNull:
      return "set_null";
    case ir::Action::kSetDefault:
      return "set_default";
    case ir::Action::kNoAction:
      break;
  }
  return "no_action";
}

std::string action(const char* member, ir::Action action) {
  return action == ir::Action::kNoAction ? std::string()
                                         : fmt::format(", .{} = Action::{}", member, action_name(action));
}

/// Whose row is meant is told by the tenant's column, or by one that is computed of it.
bool is_within_tenant(const ir::Entity& entity, const ir::ForeignKey& key) {
  return !entity.tenant_column.empty() && std::ranges::any_of(key.columns, [&](const std::string& name) {
    return name == entity.tenant_column || !place_of(entity, name);
  });
}

/// Where a row says whether it refers to a shared one.
std::string shared_text(const ir::Entity& entity, const ir::ForeignKey& key) {
  for (const ir::Relation& relation : entity.relations) {
    const bool is_it = std::ranges::all_of(
        relation.columns, [&](const std::string& name) { return contains(key.columns, name); });
    if (is_it && relation.entity == key.entity && !relation.shared_column.empty())
      return optional_place(entity, "to_shared", relation.shared_column);
  }
  return "";
}

std::string foreign_key_text(const ir::Schema& schema, const ir::Entity& entity, const ir::ForeignKey& key) {
  const ir::Entity& parent = *schema.entity(key.entity);
  const bool deferred = key.in_circle || key.deferral == ir::Deferral::kInitiallyDeferred;
  const bool within = is_within_tenant(entity, key);
  const std::string set = places_of(entity, key.set_columns.empty() ? key.columns : key.set_columns);
  return fmt::format("{{.name = {}, .columns = {}, .table = {}, .referenced = {}{}{}, .set = {}{}{}{}}}",
                     cpp_string(key.name).str(), places_of(entity, key.columns), table_number(schema, parent),
                     within ? places_of(parent, key.referenced) : places_of_all(parent, key.referenced),
                     action("on_delete", key.on_delete), action("on_update", key.on_update), set,
                     flag("within_tenant", within), flag("deferred", deferred), shared_text(entity, key));
}

std::string foreign_keys_text(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<std::string> out;
  for (const ir::ForeignKey& key : entity.foreign_keys) out.push_back(foreign_key_text(schema, entity, key));
  return braced(out);
}

std::string_view whose(const ir::Entity& entity) {
  if (entity.tenancy == ir::Tenancy::kRoot) return "root";
  return entity.tenant_column.empty() ? "nobodys" : "tenants";
}

std::string counted_text(const ir::Entity& entity) {
  for (const ir::Column& column : entity.columns) {
    if (column.numbering)
      return optional_place(entity, "counted", column.name) +
             ", .counted_per = " + places_of(entity, column.numbering->per);
  }
  return "";
}

std::string membership_text(const ir::Schema& schema, const ir::Entity& entity) {
  if (!entity.visible) return "";
  const ir::Entity& member = *schema.entity(entity.visible->entity);
  return fmt::format(", .seen_by = tenon::fake::Membership{{.table = {}, .columns = {}, .key = {}{}}}",
                     table_number(schema, member), places_of(member, entity.visible->columns),
                     places_of(entity, entity.visible->key),
                     optional_place(member, "mark", entity.visible->mark));
}

std::string_view reads_name(ir::Reach reach) {
  switch (reach) {
    case ir::Reach::kShared:
      return "shared";
    case ir::Reach::kBelow:
      return "below";
    case ir::Reach::kAbove:
      return "above";
    case ir::Reach::kOwn:
      break;
  }
  return "own";
}

/// Whose rows are read beside the tenant's own.
std::string reads_text(const ir::Schema& schema, const ir::Entity& entity) {
  std::string out;
  if (reads_others(entity))
    out += fmt::format(", .reads = tenon::fake::Reads::{}", reads_name(ir::reach_of(entity)));
  if (ir::is_shared(schema) && has_tenant(entity))
    out += fmt::format(", .nobody = {}", cpp_string(ir::no_tenant_text(schema.tenancy->type)).str());
  if (!ir::has_tree(schema) || !has_tenant(entity)) return out;
  const ir::Entity& root = *schema.entity(schema.tenancy->root);
  return out +
         fmt::format(
             ", .tree = tenon::fake::Tree{{.root = {}, .key = {}, .parent = {}, .depth = {}, .trigger = "
             "{}}}",
             table_number(schema, root), place_of(root, root.tenant_column).value(),
             place_of(root, ir::tree_column(schema)).value(), schema.tenancy->depth,
             cpp_string(dialect::kKeepTree).str());
}

std::string table_text(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<std::string> columns;
  for (const ir::Column* column : written_columns(entity))
    columns.push_back(column_text(schema, entity, *column));
  return fmt::format(
      "{{.space = {}, .name = {}, .whose = Whose::{},\n         .columns = {},\n         .uniques = {},\n"
      "         .foreign_keys = {},\n         .touched = {}{}{}{}{}}}",
      cpp_string(ir::space_of(schema, entity)).str(), cpp_string(entity.table).str(), whose(entity),
      braced(columns), uniques_text(entity), foreign_keys_text(schema, entity),
      places_of(entity, entity.touched), optional_place(entity, "version", entity.version),
      counted_text(entity), membership_text(schema, entity), reads_text(schema, entity));
}

}  // namespace

std::string place_text(const ir::Entity& entity, const ir::Column& column) {
  return std::to_string(place_of(entity, column.name).value_or(0));
}

render::CppText places(const ir::Entity& entity, const Columns& columns) {
  std::vector<std::string> out;
  for (const ir::Column* column : columns) out.push_back(place_text(entity, *column));
  return cpp_code("tenon::fake::Places" + braced(out));
}

render::CppText equal_to(const ir::Entity& entity, const Columns& columns, std::string_view rows) {
  std::vector<std::string> out;
  for (const ir::Column* column : columns)
    out.push_back(fmt::format("{{{0}, {1}.cell({0}, {2})}}", place_text(entity, *column), rows,
                              parameter_name(*column).str()));
  return cpp_code("tenon::fake::Equal" + braced(out));
}

render::CppText cells_of(const ir::Entity& entity, const Columns& columns, std::string_view rows,
                         std::string_view from) {
  std::vector<std::string> out;
  for (const ir::Column* column : columns)
    out.push_back(
        fmt::format("{}.cell({}, {}{})", rows, place_text(entity, *column), from, field_name(*column).str()));
  return cpp_code(join(out, ", "));
}

render::CppText deleted_place(const ir::Entity& entity) {
  const auto at = entity.soft_delete ? place_of(entity, entity.soft_delete->column) : std::nullopt;
  return cpp_code(at ? std::to_string(*at) : "std::nullopt");
}

std::string table_number(const ir::Schema& schema, const ir::Entity& entity) {
  const auto found = std::ranges::find(schema.entities, entity.name, &ir::Entity::name);
  return std::to_string(found - schema.entities.begin());
}

void put_fake(const ir::Schema& schema, const ir::Entity& entity, View& out) {
  out.put("number", cpp_code(table_number(schema, entity)));
  out.put("called", cpp_string(schema.name + "." + ir::stem(entity)));
  out.put("fake_table", cpp_code(table_text(schema, entity)));
  const Columns key = key_columns(entity);
  out.put("by_key", equal_to(entity, key));
  Columns versioned = key;
  if (!entity.version.empty()) versioned.push_back(entity.column(entity.version));
  out.put("by_version", equal_to(entity, versioned));
  out.put("key_places",
          cpp_code(key.size() == 1 ? place_text(entity, *key.front()) : places(entity, key).str()));
  out.put("deleted_place", deleted_place(entity));
  Columns encrypted = patch_columns(entity);
  std::erase_if(encrypted, [](const ir::Column* column) { return !column->encrypted; });
  out.put("encrypted_places", places(entity, encrypted));
}

}  // namespace tenon::target::cpp

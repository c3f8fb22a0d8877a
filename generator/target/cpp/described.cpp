#include "target/cpp/described.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "dialect/dialect.hpp"
#include "render/cpp_text.hpp"
#include "target/cpp/embeds.hpp"
#include "target/cpp/names.hpp"
#include "target/cpp/statements.hpp"
#include "types/types.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_name;
using render::cpp_string;
using render::View;

/// `.name = "id", .nullable = true`: what is nothing is left out.
class Initializer {
 public:
  Initializer& text(const char* member, const std::string& value) {
    if (!value.empty()) add(member, cpp_string(value).str());
    return *this;
  }
  Initializer& flag(const char* member, bool value) {
    if (value) add(member, "true");
    return *this;
  }
  Initializer& code(const char* member, const std::string& value) {
    add(member, value);
    return *this;
  }
  [[nodiscard]] render::CppText made() const { return cpp_code("{" + join(parts_, ", ") + "}"); }

 private:
  void add(const char* member, const std::string& value) {
    parts_.push_back(fmt::format(".{} = {}", member, value));
  }
  std::vector<std::string> parts_;
};

std::string default_of(const ir::Schema& schema, const ir::Column& column) {
  return column.default_value ? dialect::value(schema, *column.default_value, column.type).str() : "";
}

render::CppText info(const ir::Schema& schema, const ir::Entity& table, const ir::Column& column,
                     bool given) {
  return Initializer()
      .text("name", field_name(column).str())
      .text("column", column.name)
      .text("json", ir::json_name(column))
      .text("sql_type", dialect::type(schema, column.type).str())
      .text("cpp_type", field_type(column).str())
      .text("default_sql", default_of(schema, column))
      .text("doc", column.doc)
      .flag("nullable", column.nullable)
      .flag("in_key", contains(table.key, column.name))
      .flag("personal", column.pii)
      .flag("secret", column.secret)
      .flag("encrypted", column.encrypted)
      .flag("given", given)
      .made();
}

View member(std::size_t at, const render::CppText& name) {
  View out;
  out.put("at", cpp_code(std::to_string(at)));
  out.put("member", name);
  return out;
}

/// Columns that programs know: the tenant's is the transaction's.
std::vector<std::string> known_columns(const ir::Entity& table, const std::vector<std::string>& columns) {
  std::vector<std::string> out;
  for (const std::string& name : columns) {
    const bool tenants = name == table.tenant_column && table.tenancy != ir::Tenancy::kRoot;
    if (!tenants) out.push_back(name);
  }
  return out;
}

render::CppText string_list(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names) out.push_back(cpp_string(name).str());
  return cpp_code(join(out, ", "));
}

/// `static constexpr std::string_view unique_0[]`, and what refers to it.
View columns_view(const char* what, std::size_t number, const std::vector<std::string>& columns,
                  Initializer initializer) {
  const std::string list = fmt::format("{}_{}", what, number);
  View out;
  out.put("list", cpp_code(list));
  out.put("columns", string_list(columns));
  out.put("info", initializer.code("columns", list).made());
  return out;
}

View::List unique_views(const ir::Entity& table) {
  View::List out;
  for (const ir::Key& unique : table.uniques) {
    const std::vector<std::string> columns = known_columns(table, unique.columns);
    if (columns.empty()) continue;
    out.push_back(columns_view("unique", out.size(), columns, Initializer().text("name", unique.name)));
  }
  return out;
}

View::List relation_views(const ir::Entity& table) {
  View::List out;
  for (const ir::Relation& relation : table.relations) {
    const std::string list = fmt::format("relation_{}", out.size());
    View view;
    view.put("list", cpp_code(list));
    view.put("columns", string_list(relation.columns));
    view.put("info", Initializer()
                         .text("name", relation.field)
                         .text("entity", relation.entity)
                         .code("columns", list)
                         .flag("nullable", relation.nullable)
                         .made());
    out.push_back(std::move(view));
  }
  return out;
}

void put_lists(View::List infos, View::List members, View::List uniques, View::List relations,
               const std::vector<std::string>& key, Initializer type, View& out) {
  if (!infos.empty()) type.code("fields", "fields");
  if (!key.empty()) type.code("key", "key");
  if (!uniques.empty()) type.code("uniques", "uniques");
  if (!relations.empty()) type.code("relations", "relations");
  out.put("type_info", type.made());
  out.put_list("infos", std::move(infos));
  out.put("described", std::move(members));
  out.put("has_key_info", !key.empty()).put("key_info", string_list(key));
  out.put_list("unique_infos", std::move(uniques));
  out.put_list("relation_infos", std::move(relations));
}

/// The C++ types that PostgreSQL and C++ put in the same order, or in any. Of others `<=>` would be deleted.
bool is_ordered_type(std::string_view cpp) {
  static constexpr std::string_view kOrdered[] = {"bool",
                                                  "double",
                                                  "float",
                                                  "std::int16_t",
                                                  "std::int32_t",
                                                  "std::int64_t",
                                                  "std::string",
                                                  "tenon::Bytes",
                                                  "tenon::Date",
                                                  "tenon::Numeric",
                                                  "tenon::Time",
                                                  "tenon::Uuid",
                                                  "tenon::Timestamp",
                                                  "tenon::Timestamptz"};
  return std::find(std::begin(kOrdered), std::end(kOrdered), cpp) != std::end(kOrdered);
}

bool is_ordered(const ir::Schema& schema, const ir::Struct& item, std::set<std::string>& within);

bool is_ordered(const ir::Schema& schema, const ir::Type& type, std::set<std::string>& within) {
  switch (type.kind) {
    case ir::Type::Kind::kColumn:
      return is_ordered_type(types::find_column_type(type.name)->cpp);
    case ir::Type::Kind::kStruct:
      return is_ordered(schema, *schema.structure(type.name), within);
    case ir::Type::Kind::kComposite:
      return false;
    case ir::Type::Kind::kEnum:
    case ir::Type::Kind::kRaw:
    case ir::Type::Kind::kDomain:
      return true;
  }
  return false;
}

/// What holds itself, in an array, has no `<=>` that the compiler could make.
bool is_ordered(const ir::Schema& schema, const ir::Struct& item, std::set<std::string>& within) {
  if (item.open || !within.insert(item.name).second) return false;
  const bool out = std::ranges::all_of(
      item.fields, [&](const ir::StructField& field) { return is_ordered(schema, field.type, within); });
  within.erase(item.name);
  return out;
}

bool is_ordered(const ir::Schema& schema, const ir::Entity& table) {
  return std::ranges::all_of(struct_columns(table), [&](const ir::Column* column) {
    std::set<std::string> within;
    const bool closed = column->secret || column->hashed || column->encrypted;
    return !closed && is_ordered(schema, column->type, within);
  });
}

bool is_ordered(const ir::Schema& schema, const std::vector<ir::QueryEmbed>& embeds) {
  return std::ranges::all_of(
      embeds, [&](const ir::QueryEmbed& embed) { return is_ordered(schema, *schema.entity(embed.entity)); });
}

/// Of what is no column of its own: a JSON struct's field, a value of a composite type.
Initializer info(const ir::Schema& schema, const ir::StructField& field) {
  ir::Column column;
  column.type = field.type;
  column.nullable = field.optional;
  Initializer out;
  out.text("name", cpp_name(field.name).str())
      .text("json", ir::json_name(field))
      .text("sql_type", dialect::type(schema, field.type).str())
      .text("cpp_type", field_type(column).str())
      .text("doc", field.doc)
      .flag("nullable", field.optional);
  return out;
}

}  // namespace

View::List described_members(const ir::Entity& entity, const std::vector<const ir::Column*>& columns) {
  const std::vector<const ir::Column*> all = struct_columns(entity);
  View::List out;
  for (const ir::Column* column : columns) {
    const auto found = std::find(all.begin(), all.end(), column);
    // A hash is no member: it is made of one.
    if (found != all.end())
      out.push_back(member(static_cast<std::size_t>(found - all.begin()), field_name(*column)));
  }
  return out;
}

void put_description(const ir::Schema& schema, const ir::Entity& table, const std::string& kind, View& out,
                     const std::vector<ir::QueryEmbed>& embeds) {
  const std::vector<const ir::Column*> columns = struct_columns(table);
  const std::vector<const ir::Column*> given = new_columns(table);
  View::List infos;
  for (const ir::Column* column : columns) {
    View item;
    item.put("info",
             info(schema, table, *column, std::find(given.begin(), given.end(), column) != given.end()));
    infos.push_back(std::move(item));
  }
  View::List members = described_members(table, columns);
  for (const ir::QueryEmbed& embed : embeds) {
    members.push_back(member(infos.size(), cpp_name(embed.name)));
    View item;
    item.put("info", Initializer()
                         .text("name", cpp_name(embed.name).str())
                         .text("json", ir::json_name(embed))
                         .text("cpp_type", type_of(embed))
                         .flag("nullable", embed.nullable)
                         .made());
    infos.push_back(std::move(item));
  }
  Initializer type;
  type.text("name", table.name).code("kind", "TypeKind::" + kind);
  if (!table.table.empty()) type.text("table", ir::space_of(schema, table) + "." + table.table);
  type.text("doc", table.doc);
  put_lists(std::move(infos), std::move(members), unique_views(table), relation_views(table), table.key,
            std::move(type), out);
  out.put("comparable", is_ordered(schema, table) && is_ordered(schema, embeds));
  out.put("open", false);
}

void put_description(const ir::Schema& schema, const ir::Struct& item, View& out) {
  View::List infos;
  View::List members;
  for (const ir::StructField& field : item.fields) {
    View view;
    view.put("info", info(schema, field).made());
    members.push_back(member(infos.size(), cpp_name(field.name)));
    infos.push_back(std::move(view));
  }
  Initializer type;
  type.text("name", item.name).code("kind", "TypeKind::json").text("doc", item.doc);
  put_lists(std::move(infos), std::move(members), {}, {}, {}, std::move(type), out);
  std::set<std::string> within;
  out.put("comparable", is_ordered(schema, item, within));
}

void put_description(const ir::Schema& schema, const ir::Composite& item, View& out) {
  View::List infos;
  View::List members;
  for (const ir::Attribute& each : item.attributes) {
    View view;
    view.put("info", info(schema, {each.name, each.doc, each.type, true}).flag("personal", each.pii).made());
    members.push_back(member(infos.size(), cpp_name(each.name)));
    infos.push_back(std::move(view));
  }
  Initializer type;
  type.text("name", item.name).code("kind", "TypeKind::json").text("doc", item.doc);
  put_lists(std::move(infos), std::move(members), {}, {}, {}, std::move(type), out);
  out.put("comparable", false).put("open", false);
}

}  // namespace tenon::target::cpp

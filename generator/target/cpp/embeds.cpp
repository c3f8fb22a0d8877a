#include "target/cpp/embeds.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "render/cpp_text.hpp"
#include "target/cpp/names.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_name;
using render::View;
using Columns = std::vector<const ir::Column*>;

Columns named(const std::vector<ir::Column>& columns, const std::vector<std::string>& names) {
  Columns out;
  for (const std::string& name : names)
    out.push_back(&*std::find_if(columns.begin(), columns.end(),
                                 [&](const ir::Column& column) { return column.name == name; }));
  return out;
}

}  // namespace

std::string type_of(const ir::QueryEmbed& embed) {
  const std::string entity = cpp_name(embed.entity).str();
  if (embed.many) return fmt::format("std::vector<{}>", entity);
  return embed.nullable ? fmt::format("std::optional<{}>", entity) : entity;
}

namespace {

/// `row.customer_id`, of what may be NULL its value.
std::string key(std::string_view row, const Columns& columns) {
  std::vector<std::string> out;
  for (const ir::Column* column : columns)
    out.push_back(fmt::format("{}{}.{}", column->nullable ? "*" : "", row, field_name(*column).str()));
  return join(out, ", ");
}

/// Whether a row has a key: nothing where it always has one.
std::string has_key(const Columns& columns) {
  std::vector<std::string> out;
  for (const ir::Column* column : columns) {
    if (column->nullable) out.push_back(fmt::format("row.{}", field_name(*column).str()));
  }
  return join(out, " && ");
}

}  // namespace

View::List embed_views(const ir::Schema& schema, const ir::Query& query) {
  View::List out;
  for (const ir::QueryEmbed& embed : query.embeds) {
    const ir::Entity& entity = *schema.entity(embed.entity);
    const Columns of = named(query.columns, embed.of);
    std::vector<std::string> types;
    for (const ir::Column* column : of) types.push_back(argument_type(*column).str());
    const std::string has = has_key(of);
    View view;
    view.put("type", cpp_code(type_of(embed)));
    view.put("name", cpp_name(embed.name));
    view.put("entity", cpp_name(embed.entity));
    view.put("query", cpp_name(embed.query));
    view.put("key_type", cpp_code(fmt::format("std::tuple<{}>", join(types, ", "))));
    view.put("sometimes", !has.empty());
    view.put("has_key", cpp_code(has));
    view.put("key_of_row", cpp_code(key("row", of)));
    view.put("key_of_item", cpp_code(key("item", named(entity.columns, embed.columns))));
    view.put("many", embed.many);
    out.push_back(std::move(view));
  }
  return out;
}

}  // namespace tenon::target::cpp

#include "raise/raise.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "raise/choices.hpp"
#include "raise/entities.hpp"
#include "raise/opaque.hpp"
#include "raise/views.hpp"

namespace tenon::raise {

using model::Identity;
using model::Kind;
using model::Object;

namespace {

/// Postgres schemas in which nothing declared stands.
std::vector<std::string> spaces_of_raw_sql(const Writing& writing) {
  std::vector<std::string> out;
  for (const Object& object : writing.database.objects()) {
    const std::string& name = object.identity.name;
    if (object.identity.kind != Kind::kSchema || !is_told(object) || name == writing.options.space) continue;
    if (!writing.choices.declares_in(name)) out.push_back(spelled(name));
  }
  return out;
}

void write_settings(const Writing& writing) {
  Text& out = writing.out;
  out.add(fmt::format("schema {} {{", writing.options.name));
  out.add(fmt::format("  postgres {}", writing.options.postgres));
  std::vector<std::string> extensions;
  for (const Object& object : writing.database.objects()) {
    if (object.identity.kind == Kind::kExtension) extensions.push_back(spelled(object.identity.name));
  }
  if (!extensions.empty()) out.add("  extensions " + join(extensions, ", "));
  if (const auto spaces = spaces_of_raw_sql(writing); !spaces.empty())
    out.add("  postgres_schemas " + join(spaces, ", "));
  out.add("  foreign_key_indexes manual");
  out.add("  foreign_key_names columns");
  out.add("}\n");
}

/// The roles are called after the schema; what the database calls the tenants stays.
void write_tenancy(const Writing& writing) {
  const auto& tenancy = writing.choices.tenancy;
  if (!tenancy) return;
  const std::string& name = writing.options.name;
  writing.out.add("tenancy {");
  writing.out.add("  root " + writing.choices.entities.at({tenancy->root.schema, tenancy->root.name}));
  writing.out.add("  column " + tenancy->column);
  if (!tenancy->setting.empty()) writing.out.add("  setting " + tenancy->setting);
  writing.out.add(fmt::format("  app {}_app", name));
  writing.out.add(fmt::format("  owner {}_owner", name));
  writing.out.add(fmt::format("  provisioner {}_provisioner", name));
  writing.out.add("}\n");
}

void write_raw(Text& out, const Raw& raw, Raised& raised) {
  const bool can = can_be_in_backticks(raw.sql) && can_be_in_backticks(raw.undo);
  auto& list = can ? raised.opaque : raised.left_out;
  list.insert(list.end(), raw.objects.begin(), raw.objects.end());
  if (!can) return;
  const Identity about = raw.objects.empty() ? Identity{} : raw.objects.front();
  std::string text = fmt::format("sql {} {} {}", raw.after ? "after" : "before", raw.name,
                                 in_backticks("\n" + raw.sql + "\n"));
  if (!raw.undo.empty()) text += " undo " + in_backticks("\n" + raw.undo + "\n");
  out.add(text + "\n", about);
}

}  // namespace

bool is_told(const Object& object) {
  return !model::is_of_server(object) && object.identity.schema != model::kBookkeeping &&
         !(object.identity.kind == Kind::kSchema && object.identity.name == model::kBookkeeping);
}

Raised raise(const model::Database& database, const Tellings& tellings, const Options& options) {
  Choices choices = choose(database, tellings, options);
  if (options.tenancy) choices.tenancy = find_tenancy(database, choices, options.root);
  Raised out;
  Text text;
  const Writing writing{database, tellings, options, choices, text};
  write_settings(writing);
  write_tenancy(writing);
  const std::vector<Raw> raw = opaque_pieces(database, tellings, options, choices);
  for (const Raw& each : raw) {
    if (!each.after) write_raw(text, each, out);
  }
  write_types(writing);
  for (const auto& [key, parts] : choices.tables) {
    if (choices.entities.contains(key)) write_entity(writing, parts);
  }
  write_views(writing);
  for (const Raw& each : raw) {
    if (each.after) write_raw(text, each, out);
  }
  out.tenancy = choices.tenancy;
  out.lines = text.take_lines();
  out.text = text.take_text();
  return out;
}

}  // namespace tenon::raise

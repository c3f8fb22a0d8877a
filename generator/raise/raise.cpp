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

/// What is there for an extension, without its dot: empty where it stands where all do, or brings its
/// Postgres schema itself.
std::string space_of(const Writing& writing, const Object& extension) {
  const std::string& space = extension.as<model::Extension>().schema;
  const bool is_there = writing.database.find({Kind::kSchema, "", "", space, ""}) != nullptr;
  return is_there && space != writing.options.space ? space : "";
}

/// Postgres schemas in which nothing declared stands.
std::vector<std::string> spaces_of_raw_sql(const Writing& writing) {
  std::vector<std::string> out;
  for (const Object& object : writing.database.objects()) {
    const std::string& name = object.identity.name;
    if (object.identity.kind != Kind::kSchema || !is_told(object) || name == writing.options.space) continue;
    const auto stands_there = [&](const Object& each) {
      return each.identity.kind == Kind::kExtension && space_of(writing, each) == name;
    };
    const auto& objects = writing.database.objects();
    if (!writing.choices.declares_in(name) && std::ranges::none_of(objects, stands_there))
      out.push_back(spelled(name));
  }
  return out;
}

void write_settings(const Writing& writing) {
  Text& out = writing.out;
  out.add(fmt::format("schema {} {{", writing.options.name));
  out.add(fmt::format("  postgres {}", writing.options.postgres));
  std::vector<std::string> extensions;
  for (const Object& object : writing.database.objects()) {
    if (object.identity.kind != Kind::kExtension) continue;
    const std::string& name = object.identity.name;
    const std::string space = space_of(writing, object);
    const bool are_names = is_name(space) && is_name(name);
    extensions.push_back(space.empty() ? spelled(name)
                         : are_names   ? space + "." + name
                                       : quoted(space + "." + name));
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

/// Names of the language that stand beside one another.
std::vector<std::string> names_in(const Choices& choices) {
  std::vector<std::string> out;
  for (const auto& [table, name] : choices.entities) {
    for (const std::string& each :
         {name, "New" + name, name + "Patch", pascal_case(plural(snake_case(name)))})
      out.push_back(each);
  }
  for (const auto& [type, name] : choices.types) out.push_back(name);
  return out;
}

Mixins find_mixins(const Writing& writing) {
  std::map<TableKey, std::vector<FieldLine>> fields;
  for (const auto& [table, name] : writing.choices.entities)
    fields.emplace(table, field_lines(writing, writing.choices.tables.at(table)));
  return mixins_of(fields, names_in(writing.choices));
}

void write_mixins(const Writing& writing) {
  writing.out.stands_in("mixins");
  for (const Mixin& mixin : writing.choices.mixins.all) {
    const model::Identity& first = mixin.fields.front().column;
    writing.out.add(fmt::format("mixin {} {{", mixin.name), first);
    for (const FieldLine& each : mixin.fields) writing.out.add("  " + each.text, each.column);
    writing.out.add("}\n", first);
  }
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
  const Files files(choices);
  const Writing writing{database, tellings, options, choices, files, text};
  choices.mixins = find_mixins(writing);
  write_settings(writing);
  write_tenancy(writing);
  const std::vector<Raw> raw = opaque_pieces(database, tellings, options, choices);
  text.stands_in(Files::of_raw_sql());
  for (const Raw& each : raw) {
    if (!each.after) write_raw(text, each, out);
  }
  write_types(writing);
  write_mixins(writing);
  for (const auto& [key, parts] : choices.tables) {
    if (!choices.entities.contains(key)) continue;
    text.stands_in(files.of_table(key));
    write_entity(writing, parts);
  }
  text.stands_in(Files::of_views());
  write_views(writing);
  text.stands_in(Files::of_raw_sql());
  for (const Raw& each : raw) {
    if (each.after) write_raw(text, each, out);
  }
  out.tenancy = choices.tenancy;
  out.lines = text.take_lines();
  out.files = text.take_files();
  out.text = text.take_text();
  return out;
}

}  // namespace tenon::raise

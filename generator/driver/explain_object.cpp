#include "driver/explain_object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>
#include <vector>

#include "base/text.hpp"
#include "ddl/ddl.hpp"
#include "dialect/dialect.hpp"
#include "driver/commands.hpp"
#include "driver/explain_users.hpp"
#include "render/templates.hpp"

namespace tenon::driver {
namespace {

using TypeKind = ir::Type::Kind;

/// The SQL that makes these, with who may do what with them and what is said of them.
void print_objects(const Compilation& compilation, const ddl::IsWanted& is_one) {
  const model::Database& database = compilation.lowered();
  const auto is_about_one = [&](const model::Identity& about) {
    const model::Object* object = database.find(about);
    return object != nullptr && is_one(*object);
  };
  const auto is_wanted = [&](const model::Object& object) {
    if (const auto* grant = std::get_if<model::Grant>(&object.definition)) return is_about_one(grant->object);
    if (const auto* comment = std::get_if<model::Comment>(&object.definition))
      return is_about_one(comment->object);
    return is_one(object);
  };
  render::Templates templates;
  ddl::Session session;
  session.path = compilation.schema->sql_schema;
  for (const ddl::Piece& piece : ddl::creation(database, session, templates, is_wanted))
    fmt::print("{}", piece.sql);
}

/// All that stands in the database for the declaration.
void print_declared(const Compilation& compilation, const std::string& declaration) {
  print_objects(compilation,
                [&](const model::Object& object) { return object.why.declaration == declaration; });
}

template <typename Item>
std::string place_in(const ir::Schema& schema, const Item& item) {
  return ir::space_of(schema, item) + "." + item.sql_name;
}

std::string used_by(const std::vector<std::string>& users) {
  return users.empty() ? "nothing has it" : "of " + join(users, ", ");
}

std::string labels_of(const ir::Enum& item) {
  std::vector<std::string> out;
  for (const ir::EnumValue& value : item.values)
    out.push_back(value.label.empty() ? value.name : fmt::format("{} ('{}')", value.name, value.label));
  return join(out, ", ");
}

}  // namespace

std::string declared_at(const Compilation& compilation, const std::string& declaration) {
  const auto place = compilation.places.find(declaration);
  if (place == compilation.places.end()) return "";
  const SourceFile& file = compilation.sources.of(place->second);
  return fmt::format(", declared at {}:{}", file.path(), file.locate(place->second.begin).line);
}

void print_object(const Compilation& compilation, const model::Identity& identity) {
  print_objects(compilation, [&](const model::Object& object) { return object.identity == identity; });
}

int explain_sequence(const Compilation& compilation, const ir::Sequence& sequence) {
  const ir::Schema& schema = *compilation.schema;
  fmt::print("{} is the sequence {}; {}\n", sequence.name, place_in(schema, sequence),
             used_by(takers_of(schema, sequence)));
  print_declared(compilation, sequence.name);
  return kSuccess;
}

namespace {

/// Of a type that stands somewhere and that fields have.
template <typename Item>
int explain_type(const Compilation& compilation, const Item& item, std::string_view what, TypeKind kind) {
  const ir::Schema& schema = *compilation.schema;
  fmt::print("{} is the {} {}; {}\n", item.name, what, place_in(schema, item),
             used_by(users_of(schema, kind, item.name)));
  print_declared(compilation, item.name);
  return kSuccess;
}

}  // namespace

int explain_composite(const Compilation& compilation, const ir::Composite& composite) {
  return explain_type(compilation, composite, "type", TypeKind::kComposite);
}

int explain_enum(const Compilation& compilation, const ir::Enum& item) {
  const ir::Schema& schema = *compilation.schema;
  fmt::print("{} is the enum {}: {}; {}\n", item.name, item.as_text ? "kept as text" : place_in(schema, item),
             labels_of(item), used_by(users_of(schema, TypeKind::kEnum, item.name)));
  print_declared(compilation, item.name);
  return kSuccess;
}

int explain_domain(const Compilation& compilation, const ir::Domain& domain) {
  return explain_type(compilation, domain, "domain", TypeKind::kDomain);
}

int explain_struct(const Compilation& compilation, const ir::Struct& shape) {
  const ir::Schema& schema = *compilation.schema;
  fmt::print("{} is the shape of a jsonb, which programs hold it to; {}\n", shape.name,
             used_by(users_of(schema, TypeKind::kStruct, shape.name)));
  for (const ir::StructField& field : shape.fields)
    fmt::print("  {}: {}{}\n", ir::json_name(field), dialect::type(schema, field.type).str(),
               field.optional ? "?" : "");
  if (shape.open) fmt::print("  and what else is there\n");
  return kSuccess;
}

namespace {

std::string refreshed_by(const ir::Stored& stored) {
  std::vector<std::string> out;
  if (stored.minutes > 0) out.push_back(fmt::format("tenon maintain every {} minutes", stored.minutes));
  out.insert(out.end(), stored.refreshers.begin(), stored.refreshers.end());
  return join(out, ", ");
}

}  // namespace

int explain_view(const Compilation& compilation, const ir::View& view) {
  const std::string place = place_in(*compilation.schema, view);
  if (view.stored) {
    fmt::print("{} is the materialised view {}, refreshed by {}\n", view.name, place,
               refreshed_by(*view.stored));
  } else {
    fmt::print("{} is the view {} of {}, and shows what its reader may see\n", view.name, place,
               join(view.reads, ", "));
  }
  print_declared(compilation, view.name);
  return kSuccess;
}

int explain_raw(const Compilation& compilation, const ir::RawSql& raw) {
  fmt::print("{} are the author's statements, run {} all else\n", raw.name, raw.after ? "after" : "before");
  print_declared(compilation, raw.name);
  return kSuccess;
}

int explain_seed(const Compilation& /*compilation*/, const ir::Seed& seed) {
  fmt::print("{} puts in {} rows by `tenon apply --seed`\n", seed.name, seed.rows.size());
  for (const ir::SeedRow& row : seed.rows) {
    const bool in_tenant = !row.tenant.empty() && row.tenant != row.label;
    fmt::print("  {} of {}{}\n", row.label, row.entity, in_tenant ? ", in " + row.tenant : "");
  }
  return kSuccess;
}

std::optional<int> explain_made(const Compilation& compilation, const std::string& name) {
  const auto is_called_so = [&](const model::Object& object) {
    return object.identity.name == name && object.identity.kind != model::Kind::kGrant &&
           object.identity.kind != model::Kind::kComment;
  };
  bool any = false;
  for (const model::Object& object : compilation.lowered().objects()) {
    if (!is_called_so(object)) continue;
    any = true;
    const std::string& declaration = object.why.declaration;
    fmt::print("{} is the {}{}\n", name, model::text(object.identity),
               declaration.empty() ? "" : "; of " + declaration + declared_at(compilation, declaration));
  }
  if (!any) return std::nullopt;
  print_objects(compilation, is_called_so);
  return kSuccess;
}

}  // namespace tenon::driver

#include "driver/explain_object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>
#include <vector>

#include "base/text.hpp"
#include "ddl/ddl.hpp"
#include "driver/commands.hpp"
#include "lower/lower.hpp"
#include "render/templates.hpp"

namespace tenon::driver {
namespace {

/// Fields of which the default is a sequence's next number.
std::vector<std::string> takers_of(const ir::Schema& schema, const ir::Sequence& sequence) {
  std::vector<std::string> out;
  for (const ir::Entity& entity : schema.entities) {
    for (const ir::Column& column : entity.columns) {
      if (ir::sequence_of(schema, column) == &sequence) out.push_back(entity.name + "." + column.field);
    }
  }
  return out;
}

std::vector<std::string> holders_of(const ir::Schema& schema, const ir::Composite& composite) {
  const auto holds = [&](const ir::Type& type) {
    return type.kind == ir::Type::Kind::kComposite && type.name == composite.name;
  };
  std::vector<std::string> out;
  for (const ir::Entity& entity : schema.entities) {
    for (const ir::Column& column : entity.columns) {
      if (holds(column.type)) out.push_back(entity.name + "." + column.field);
    }
  }
  for (const ir::Composite& other : schema.composites) {
    for (const ir::Attribute& each : other.attributes) {
      if (holds(each.type)) out.push_back(other.name + "." + each.name);
    }
  }
  return out;
}

int print(const ir::Schema& schema, const std::string& what, const model::Identity& identity,
          const std::vector<std::string>& users) {
  fmt::print("{} {}.{}; {}\n", what, identity.schema, identity.name,
             users.empty() ? "no field has it" : "of " + join(users, ", "));
  print_object(schema, identity);
  return kSuccess;
}

}  // namespace

void print_object(const ir::Schema& schema, const model::Identity& identity) {
  const model::Database database = lower::lower(schema);
  const auto is_of_it = [&](const model::Object& object) {
    const auto* grant = std::get_if<model::Grant>(&object.definition);
    return object.identity == identity || (grant != nullptr && grant->object == identity);
  };
  render::Templates templates;
  ddl::Session session;
  session.path = schema.sql_schema;
  for (const ddl::Piece& piece : ddl::creation(database, session, templates, is_of_it))
    fmt::print("{}", piece.sql);
}

namespace {

std::string refreshed_by(const ir::Stored& stored) {
  std::vector<std::string> out;
  if (stored.minutes > 0) out.push_back(fmt::format("tenon maintain every {} minutes", stored.minutes));
  out.insert(out.end(), stored.refreshers.begin(), stored.refreshers.end());
  return join(out, ", ");
}

/// All that stands in the database for it.
int explain_stored(const ir::Schema& schema, const ir::View& view) {
  fmt::print("{} is the materialised view {}.{}, refreshed by {}\n", view.name, ir::space_of(schema, view),
             view.sql_name, refreshed_by(*view.stored));
  const model::Database database = lower::lower(schema);
  render::Templates templates;
  ddl::Session session;
  session.path = schema.sql_schema;
  const auto is_of_it = [&](const model::Object& object) { return object.why.declaration == view.name; };
  for (const ddl::Piece& piece : ddl::creation(database, session, templates, is_of_it))
    fmt::print("{}", piece.sql);
  return kSuccess;
}

}  // namespace

std::optional<int> explain_object(const ir::Schema& schema, const std::string& name) {
  for (const ir::Sequence& each : schema.sequences) {
    if (each.name == name)
      return print(schema, name + " is the sequence",
                   {model::Kind::kSequence, ir::space_of(schema, each), "", each.sql_name, ""},
                   takers_of(schema, each));
  }
  for (const ir::View& each : schema.views) {
    if (each.name == name && each.stored) return explain_stored(schema, each);
  }
  const ir::Composite* composite = schema.composite(name);
  if (composite == nullptr) return std::nullopt;
  return print(schema, name + " is the type",
               {model::Kind::kComposite, ir::space_of(schema, *composite), "", composite->sql_name, ""},
               holders_of(schema, *composite));
}

}  // namespace tenon::driver

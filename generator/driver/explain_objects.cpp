#include "driver/explain_objects.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "ddl/clauses.hpp"

namespace tenon::driver {
namespace {

using model::Kind;
using model::Object;

std::string column_text(const Object& object) {
  const std::string traits = ddl::column_traits(object.as<model::Column>()).str();
  return fmt::format("{} {}{}{}", object.identity.name, ddl::column_type(object.as<model::Column>()).str(),
                     traits.empty() ? "" : " ", traits);
}

std::string constraint_text(const Object& object) {
  return ddl::constraint_clause(object.as<model::Constraint>(), object.path).str();
}

std::string index_text(const Object& object) {
  const auto& index = object.as<model::Index>();
  return fmt::format("{}{} {}", index.unique ? "unique " : "", index.method,
                     ddl::index_definition(index).str());
}

std::string statistics_text(const Object& object) {
  return ddl::statistics_definition(object.as<model::Statistics>()).str();
}

std::string trigger_text(const Object& object) {
  return fmt::format("{} {}", object.identity.name, ddl::trigger_timing(object.as<model::Trigger>()).str());
}

std::string policy_text(const Object& object) {
  const auto& policy = object.as<model::Policy>();
  const std::string& condition = policy.condition ? policy.condition->text : policy.check->text;
  return fmt::format("{} for {} to {}: {}", object.identity.name, policy.command, join(policy.roles, ", "),
                     condition);
}

std::string row_security_text(const Object& object) {
  return object.as<model::RowSecurity>().forced ? "enabled, and forced on the owner too" : "enabled";
}

std::string grant_text(const Object& object) {
  const auto& grant = object.as<model::Grant>();
  const std::string on =
      grant.object.kind == Kind::kTable ? "" : " on " + ddl::with_signature(grant.object, object.path).str();
  return fmt::format("{}{} to {}", ddl::privileges(grant.privileges).str(), on, object.identity.name);
}

std::string function_text(const Object& object) {
  return ddl::with_signature(object.identity, object.path).str();
}

std::string view_text(const Object& object) {
  return fmt::format("{} ({})", ddl::qualified(object.identity, object.path).str(),
                     join(object.as<model::View>().columns, ", "));
}

std::string row_text(const Object& object) {
  return fmt::format("in tenon.{}", object.identity.table);
}

/// A kind of object, how it is headed, and how one is told in a line.
struct Section {
  std::string_view heading;
  Kind kind;
  std::string (*text)(const Object&);
};

constexpr Section kSections[] = {
    {"columns", Kind::kColumn, column_text},
    {"constraints", Kind::kConstraint, constraint_text},
    {"indexes", Kind::kIndex, index_text},
    {"statistics", Kind::kStatistics, statistics_text},
    {"triggers", Kind::kTrigger, trigger_text},
    {"row security", Kind::kRowSecurity, row_security_text},
    {"policies", Kind::kPolicy, policy_text},
    {"grants", Kind::kGrant, grant_text},
    {"maintenance", Kind::kRegisteredRow, row_text},
    {"functions", Kind::kFunction, function_text},
    {"views", Kind::kView, view_text},
};

/// The relation that a column belongs to, or the field that it is of.
std::string field_of(const ir::Entity& entity, const Object& object) {
  if (object.identity.kind != Kind::kColumn) return "";
  for (const ir::Relation& relation : entity.relations) {
    if (std::find(relation.columns.begin(), relation.columns.end(), object.identity.name) !=
        relation.columns.end())
      return relation.field;
  }
  const ir::Column* column = entity.column(object.identity.name);
  return column == nullptr ? "" : column->field;
}

/// `; line 12`, where the field stands, with its name where the column has another.
std::string place_of(const Compilation& compilation, const ir::Entity& entity, const Object& object) {
  const std::string field = field_of(entity, object);
  const auto place = compilation.places.find(entity.name + "." + field);
  if (field.empty() || place == compilation.places.end()) return "";
  const std::string line =
      fmt::format("; line {}", compilation.sources.of(place->second).locate(place->second.begin).line);
  return field == object.identity.name ? line : fmt::format("{}, `{}`", line, field);
}

std::string text_of_rule(const std::string& name) {
  for (int i = 0; i <= static_cast<int>(ir::Rule::kTree); ++i) {
    const auto rule = static_cast<ir::Rule>(i);
    if (ir::rule_name(rule) == name) return std::string(ir::rule_text(rule));
  }
  return "";
}

/// The rule in full, also where the object itself names it alone; of more lines the first.
std::string why_of(const Object& object) {
  model::Why why = object.why;
  if (why.reason.empty()) why.reason = text_of_rule(why.rule);
  const std::string text = model::text(why);
  return text.empty() ? "declared" : text.substr(0, text.find('\n'));
}

/// What there is, and why: behind it, or below where that would not stand in a column.
std::string line(const std::string& what, const std::string& why) {
  constexpr std::size_t kWidth = 58;
  if (what.size() <= kWidth) return fmt::format("  {:<{}} {}\n", what, kWidth, why);
  return fmt::format("  {}\n  {:<{}} {}\n", what, "", kWidth, why);
}

bool is_of(const Object& object, const ir::Entity& entity, const model::Identity& table) {
  const std::string& declaration = object.why.declaration;
  return declaration == entity.name || declaration.starts_with(entity.name + ".") ||
         std::find(object.needs.begin(), object.needs.end(), table) != object.needs.end();
}

}  // namespace

std::string session_of(const Compilation& compilation) {
  std::string out;
  for (const ir::SessionVariable& variable : compilation.schema->session) {
    const std::string name = ir::session_function_name(variable.name);
    const model::Identity function{Kind::kFunction, model::kBookkeeping, "", name, ""};
    out += fmt::format("session.{} is {}, read from {} by tenon.{}(){}\n", variable.name, variable.type.name,
                       variable.setting, name, variable.actor ? "; logs have it as the actor" : "");
    for (const Object& object : compilation.lowered().objects()) {
      const bool asks = std::find(object.needs.begin(), object.needs.end(), function) != object.needs.end();
      if (asks) out += fmt::format("  asked for by {}\n", model::text(object.identity));
    }
  }
  return out;
}

std::string objects_of(const Compilation& compilation, const ir::Entity& entity) {
  const model::Database& lowered = compilation.lowered();
  const model::Identity table{Kind::kTable, ir::space_of(*compilation.schema, entity), "", entity.table, ""};
  std::string out;
  for (const Section& section : kSections) {
    std::string lines;
    for (const Object& object : lowered.objects()) {
      if (object.identity.kind != section.kind || !is_of(object, entity, table)) continue;
      lines += line(section.text(object), why_of(object) + place_of(compilation, entity, object));
    }
    if (!lines.empty()) out += fmt::format("\n{}\n{}", section.heading, lines);
  }
  return out;
}

}  // namespace tenon::driver

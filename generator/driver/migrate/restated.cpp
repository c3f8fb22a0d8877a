#include "driver/migrate/restated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ddl/clauses.hpp"
#include "dialect/samples.hpp"
#include "driver/allowed.hpp"
#include "driver/migrate/taken.hpp"
#include "lower/lower.hpp"
#include "render/sql_text.hpp"
#include "target/postgres/postgres.hpp"

namespace tenon::driver {
namespace {

using model::Identity;
using model::Kind;
using model::Object;

/// Tables that are partitions, by schema and name.
std::set<std::pair<std::string, std::string>> partitions_in(const model::Database& database) {
  std::set<std::pair<std::string, std::string>> out;
  for (const Object& object : database.objects()) {
    const auto* table = std::get_if<model::Table>(&object.definition);
    if (table != nullptr && table->partition_of) out.emplace(object.identity.schema, object.identity.name);
  }
  return out;
}

/// Without partitions, which come and go and are no schema's to say, and without what is the server's.
template <typename Keep>
model::Database sifted(const model::Database& database, Keep keep) {
  const auto partitions = partitions_in(database);
  model::Database out;
  for (const Object& object : database.objects()) {
    const std::string& table = object.identity.table.empty() ? object.identity.name : object.identity.table;
    if (!model::is_of_server(object) && !partitions.contains({object.identity.schema, table}) && keep(object))
      out.add(object);
  }
  return out;
}

void set_owner(Object& object, const std::string& owner) {
  std::visit(
      [&](auto& definition) {
        if constexpr (requires { definition.owner = owner; }) definition.owner = owner;
      },
      object.definition);
}

/// Roles, and what belongs to them; the rights to schemas, which are given before anything is made there.
bool comes_first(const Object& object) {
  const auto* grant = std::get_if<model::Grant>(&object.definition);
  return model::is_of_server(object) || (grant != nullptr && grant->object.kind == Kind::kSchema);
}

class Restating {
 public:
  Restating(const model::Database& lowered, const ir::Schema& schema)
      : lowered_(lowered), schema_(schema), allowed_(allowed_in(schema)) {}

  /// Whose it is that none of the schema's roles owns: whoever runs the plan.
  [[nodiscard]] model::Database after(const model::Database& read) const {
    model::Database out;
    for (const Object& object : lowered_.objects()) {
      if (model::is_of_server(object)) out.add(object);
    }
    const model::Database named = catalog::with_reasons(read, lowered_);
    const model::Database whole = sifted(named, [&](const Object& each) { return is_said(each); });
    for (Object object : whole.objects()) {
      if (out.find({Kind::kRole, "", "", model::owner_of(object), ""}) == nullptr) set_owner(object, "");
      out.add(std::move(object));
    }
    return model::ordered(out);
  }

  [[nodiscard]] model::Database before(const model::Database& read, const model::Database& after) const {
    model::Database out;
    for (const Object& object : after.objects()) {
      if (comes_first(object)) out.add(object);
    }
    const model::Database own = sifted(read, [&](const Object& each) { return is_concern(each, after); });
    for (Object object : own.objects()) {
      if (out.find(object.identity) != nullptr) continue;
      set_owner(object, schema_.tenancy ? schema_.tenancy->owner : "");
      object.why.declaration = declaration_of(object.identity);
      out.add(std::move(object));
    }
    return model::ordered(out);
  }

 private:
  /// An extension or a schema that the new version doesn't name is the database's.
  [[nodiscard]] bool is_said(const Object& object) const {
    const bool is_databases =
        object.identity.kind == Kind::kExtension || object.identity.kind == Kind::kSchema;
    return !is_databases || lowered_.find(object.identity) != nullptr;
  }
  /// What the new version lets be stays.
  [[nodiscard]] bool is_concern(const Object& object, const model::Database& after) const {
    return is_said(object) &&
           (after.find(object.identity) != nullptr || !world::is_allowed(allowed_, object));
  }

  /// As the new version would have called it before: the entity that its table becomes, the field that its
  /// column does.
  [[nodiscard]] std::string declaration_of(const Identity& identity) const {
    if (identity.schema != schema_.sql_schema) return "";
    if (identity.kind == Kind::kEnum) return enum_of(identity.name);
    if (identity.kind != Kind::kTable && identity.kind != Kind::kColumn) return "";
    const bool is_table = identity.kind == Kind::kTable;
    const ir::Entity* entity = entity_of(is_table ? identity.name : identity.table);
    if (entity == nullptr) return "";
    const std::string name = or_else(entity->was, entity->name);
    return is_table ? name : field_of(*entity, name, identity.name);
  }

  static std::string or_else(const std::string& was, const std::string& now) {
    return was.empty() ? now : was;
  }

  [[nodiscard]] std::string enum_of(const std::string& type) const {
    for (const ir::Enum& each : schema_.enums) {
      if (type == or_else(each.was, each.sql_name) || type == each.name)
        return or_else(each.was, each.name);
    }
    return "";
  }

  /// The one that says that it was called so; or whose table has the name, or that has it itself.
  [[nodiscard]] const ir::Entity* entity_of(const std::string& table) const {
    const ir::Entity* found = nullptr;
    for (const ir::Entity& each : schema_.entities) {
      if (each.was == table) return &each;
      if (each.was.empty() && (each.table == table || (found == nullptr && each.name == table))) found = &each;
    }
    return found;
  }

  /// A relation's column may have been called as the relation is, without its key's name behind.
  static std::string name_of_relation(const ir::Entity& entity, const ir::Column& column) {
    const ir::Relation* relation = dialect::relation_of(entity, column.name);
    if (relation == nullptr || !column.name.starts_with(relation->field)) return "";
    const std::string key = column.name.substr(relation->field.size());
    const std::string former = or_else(column.was, column.name);
    return former.ends_with(key) ? former.substr(0, former.size() - key.size()) : "";
  }

  [[nodiscard]] std::string field_of(const ir::Entity& entity, const std::string& outer,
                                     const std::string& column) const {
    const model::Intent intent = lower::intent(schema_);
    for (const ir::Column& each : entity.columns) {
      const bool as_relation = column == name_of_relation(entity, each) && entity.column(column) == nullptr;
      if (column != or_else(each.was, each.name) && !as_relation) continue;
      const auto was = intent.was.find(entity.name + "." + each.field);
      return was == intent.was.end() ? outer + "." + each.field : was->second;
    }
    return "";
  }

  const model::Database& lowered_;
  const ir::Schema& schema_;
  std::vector<world::Allowance> allowed_;
};

/// A partitioned table's partitions have owners of their own.
std::string handed_over(const Object& object, const std::string& owner) {
  const auto* table = std::get_if<model::Table>(&object.definition);
  const std::string name = ddl::qualified(object.identity, "").str();
  if (table == nullptr || !table->partition_by)
    return fmt::format("ALTER {} OWNER TO {};\n", ddl::altered(object).str(), owner);
  return fmt::format(
      "DO $parts$\nDECLARE\n  part regclass;\nBEGIN\n"
      "  FOR part IN SELECT relid FROM pg_catalog.pg_partition_tree({}) LOOP\n"
      "    EXECUTE pg_catalog.format('ALTER TABLE %s OWNER TO %I', part, {}::text);\n"
      "  END LOOP;\nEND\n$parts$;\n",
      render::sql_literal(name).str(), render::sql_literal(owner).str());
}

/// One that a column has goes with its table.
bool has_owner_of_its_own(const Object& object) {
  const auto* sequence = std::get_if<model::Sequence>(&object.definition);
  return !model::owner_of(object).empty() && (sequence == nullptr || !sequence->owned_by);
}

/// Which tells what the file is.
std::string without_banner(const std::string& text) {
  return text.substr(text.find("\n\n") + 2);
}

std::string schema_rights(const model::Database& after, const ddl::IsWanted& is_wanted) {
  render::Templates templates;
  std::string out;
  for (const ddl::Piece& piece : ddl::creation(after, {}, templates, is_wanted)) out += piece.sql;
  return out;
}

}  // namespace

tl::expected<Sides, catalog::ServerError> restated(const Version& before, const Version& after) {
  if (before.schema) return Sides{before, after};
  const auto server = catalog::PrivateServer::start({});
  if (!server) return tl::unexpected(server.error());
  const auto was = catalog::elaborate_at(server->url(), made_by(before, ""));
  if (!was) return tl::unexpected(was.error());
  const auto is = catalog::elaborate_at(server->url(), made_by(after, "wanted.schema"));
  if (!is) return tl::unexpected(is.error());
  const Restating restating(after.database, *after.schema);
  Sides out{before, after};
  out.after.database = restating.after(is->database);
  out.before.database = restating.before(was->database, out.after.database);
  return out;
}

std::optional<plan::Step> take_over(const Version& before, const Version& after) {
  if (before.schema || !after.schema->tenancy) return std::nullopt;
  const std::string owner = render::sql_identifier(after.schema->tenancy->owner).str();
  render::Templates templates;
  std::string sql = "SET LOCAL ROLE NONE;\n";
  sql += without_banner(target::postgres::roles_sql(*after.schema, {"", ""}, templates));
  sql += "REVOKE ALL ON SCHEMA tenon FROM PUBLIC;\n";
  sql += schema_rights(after.database, [](const Object& each) {
    return each.identity.kind == Kind::kGrant && comes_first(each);
  });
  for (const Object& object : before.database.objects()) {
    if (has_owner_of_its_own(object)) sql += handed_over(object, owner);
  }
  sql += fmt::format("SET ROLE {};", owner);
  return plan::Step{.what = fmt::format("make the schema's roles, and give {} what is there", owner),
                    .sql = std::move(sql),
                    .mode = plan::Mode::kAlone,
                    .lock = plan::Lock::kAccessExclusive,
                    .on = "every table",
                    .hazards = {plan::Hazard::kBreaksClients, plan::Hazard::kAuthorization},
                    .why = "only its owner changes a table; who owned it before has no rights but those that "
                           "were given"};
}

}  // namespace tenon::driver

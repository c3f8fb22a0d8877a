#include "driver/migrate/restated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
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
  /// An extension or a schema that the new version doesn't name is the database's, and an extension brings
  /// its remark along.
  [[nodiscard]] bool is_said(const Object& object) const {
    const auto is_databases = [](Kind kind) { return kind == Kind::kExtension || kind == Kind::kSchema; };
    const auto* comment = std::get_if<model::Comment>(&object.definition);
    return !is_databases(comment == nullptr ? object.identity.kind : comment->object.kind) ||
           lowered_.find(object.identity) != nullptr;
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
    const ir::Column* found = column_of(entity, column);
    if (found == nullptr) return "";
    const auto was = intent_.was.find(entity.name + "." + found->field);
    return was == intent_.was.end() ? outer + "." + found->field : was->second;
  }

  /// The name itself goes before what may be meant by it.
  static const ir::Column* column_of(const ir::Entity& entity, const std::string& name) {
    const ir::Column* out = nullptr;
    for (const ir::Column& each : entity.columns) {
      const std::string former = or_else(each.was, each.name);
      if (former == name) return &each;
      if (spelling(former) == spelling(name) || name_of_relation(entity, each) == name) out = &each;
    }
    return out;
  }

  /// `createdAt` and `created_at` are the same name, as two tools write it.
  static std::string spelling(const std::string& name) {
    std::string out;
    for (const char c : name) {
      if (c != '_') out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return out;
  }

  const model::Database& lowered_;
  const ir::Schema& schema_;
  model::Intent intent_ = lower::intent(schema_);
  std::vector<world::Allowance> allowed_;
};

/// Of each partition, where `{0}` is its table and `{1}` the owner, both as text: that it is the owner's, and
/// that nobody finds a row of it but through its table.
constexpr std::string_view kCloseParts = R"sql(DO $parts$
DECLARE
  part record;
  piece record;
BEGIN
  FOR part IN SELECT relid, level FROM pg_catalog.pg_partition_tree({0}) LOOP
    EXECUTE pg_catalog.format('ALTER TABLE %s OWNER TO %I', part.relid, {1}::text);
    CONTINUE WHEN part.level = 0;
    EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part.relid);
    FOR piece IN SELECT polname FROM pg_catalog.pg_policy WHERE polrelid = part.relid LOOP
      EXECUTE pg_catalog.format('DROP POLICY %I ON %s', piece.polname, part.relid);
    END LOOP;
    FOR piece IN
      SELECT DISTINCT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END AS grantee
      FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) AS a
      WHERE c.oid = part.relid AND a.grantee <> c.relowner
    LOOP
      EXECUTE pg_catalog.format('REVOKE ALL ON %s FROM %s', part.relid, piece.grantee);
    END LOOP;
  END LOOP;
END
$parts$;
)sql";

/// A partitioned table's partitions have owners, policies and rights of their own.
std::string handed_over(const Object& object, const std::string& owner) {
  const auto* table = std::get_if<model::Table>(&object.definition);
  if (table == nullptr || !table->partition_by)
    return fmt::format("ALTER {} OWNER TO {};\n", ddl::altered(object).str(),
                       render::sql_identifier(owner).str());
  const std::string name = ddl::qualified(object.identity, "").str();
  return fmt::format(kCloseParts, render::sql_literal(name).str(), render::sql_literal(owner).str());
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
  const std::string& owner = after.schema->tenancy->owner;
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
  sql += fmt::format("SET ROLE {};", render::sql_identifier(owner).str());
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

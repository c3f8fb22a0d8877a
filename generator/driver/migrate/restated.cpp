#include "driver/migrate/restated.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.hpp"
#include "dialect/samples.hpp"
#include "driver/allowed.hpp"
#include "driver/migrate/take_over.hpp"
#include "driver/migrate/taken.hpp"
#include "driver/migrate/tenants.hpp"
#include "lower/lower.hpp"

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
  /// What the new version lets be stays, and what stands in no Postgres schema and isn't named by it.
  [[nodiscard]] bool is_concern(const Object& object, const model::Database& after) const {
    if (after.find(object.identity) != nullptr) return is_said(object);
    return !is_beside(object) && is_said(object) && !world::is_allowed(allowed_, object);
  }

  /// As the new version would have called it before: the entity that its table becomes, the field that its
  /// column does.
  [[nodiscard]] std::string declaration_of(const Identity& identity) const {
    if (!contains(ir::spaces(schema_), identity.schema)) return "";
    if (identity.kind == Kind::kEnum) return enum_of(identity);
    if (identity.kind != Kind::kTable && identity.kind != Kind::kColumn) return "";
    const bool is_table = identity.kind == Kind::kTable;
    const ir::Entity* entity = entity_of(identity.schema, is_table ? identity.name : identity.table);
    if (entity == nullptr) return "";
    const std::string name = or_else(entity->was, entity->name);
    return is_table ? name : field_of(*entity, name, identity.name);
  }

  static std::string or_else(const std::string& was, const std::string& now) {
    return was.empty() ? now : was;
  }

  [[nodiscard]] std::string enum_of(const Identity& identity) const {
    const std::string& type = identity.name;
    for (const ir::Enum& each : schema_.enums) {
      if (type == each.sql_name && is_elsewhere(each, identity.schema, type)) continue;
      if (type == or_else(each.was, each.sql_name) || type == each.name) return or_else(each.was, each.name);
    }
    return "";
  }

  /// Whether it stands in another Postgres schema, and something else there has the name: it has not moved.
  template <typename Declared>
  [[nodiscard]] bool is_elsewhere(const Declared& declared, const std::string& space,
                                  const std::string& name) const {
    return ir::space_of(schema_, declared) != space &&
           (lowered_.find({Kind::kTable, space, "", name, ""}) != nullptr ||
            lowered_.find({Kind::kEnum, space, "", name, ""}) != nullptr);
  }

  /// The one that says that it was called so; or whose table has the name, or that has it itself.
  [[nodiscard]] const ir::Entity* entity_of(const std::string& space, const std::string& table) const {
    const ir::Entity* found = nullptr;
    for (const ir::Entity& each : schema_.entities) {
      if (each.table == table && is_elsewhere(each, space, table)) continue;
      if (each.was == table) return &each;
      if (each.was.empty() && (each.table == table || (found == nullptr && each.name == table)))
        found = &each;
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

}  // namespace

tl::expected<Sides, catalog::ServerError> restated(const Version& before, const Version& after) {
  Sides out{before, after, lower::intent(*after.schema)};
  if (before.schema) {
    add_tenants(out);
    return out;
  }
  const auto server = catalog::PrivateServer::start({});
  if (!server) return tl::unexpected(server.error());
  const auto was = catalog::elaborate_at(server->url(), made_by(before, ""), catalog::Depth::kWhole);
  if (!was) return tl::unexpected(was.error());
  // Raw SQL of the schema may name roles that the database had.
  catalog::Wanted wanted = made_by(after, "wanted.schema");
  wanted.roles = roles_sql(before.database) + wanted.roles;
  const auto is = catalog::elaborate_at(server->url(), wanted, catalog::Depth::kWhole);
  if (!is) return tl::unexpected(is.error());
  const Restating restating(after.database, *after.schema);
  out.after.database = restating.after(is->database);
  out.before.database = restating.before(was->database, out.after.database);
  add_tenants(out);
  if (after.schema->tenancy) out.first.push_back(take_over(out));
  out.last = leftovers(was->database, is->database, out);
  return out;
}

plan::Plan plan_between(const Sides& sides, bool at_once) {
  model::Intent intent = sides.intent;
  // Where another owner takes over, no code of before goes on.
  intent.at_once = at_once || !sides.first.empty();
  plan::Plan out = plan_between(sides.before, sides.after, intent);
  out.steps.insert(out.steps.begin(), sides.first.begin(), sides.first.end());
  out.steps.insert(out.steps.end(), sides.last.begin(), sides.last.end());
  out.refused.insert(out.refused.end(), sides.refused.begin(), sides.refused.end());
  return out;
}

}  // namespace tenon::driver

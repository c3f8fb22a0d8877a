#include "driver/migrate/tenants.hpp"

#include <fmt/format.h>

#include "ddl/clauses.hpp"
#include "dialect/samples.hpp"
#include "render/sql_text.hpp"

namespace tenon::driver {
namespace {

using model::Identity;
using model::Kind;
using model::Object;

class Tenants {
 public:
  explicit Tenants(const Sides& sides) : sides_(sides), schema_(*sides.after.schema) {
    for (const Object& object : sides.before.database.objects()) {
      const bool is_named = object.identity.kind == Kind::kTable || object.identity.kind == Kind::kColumn;
      if (is_named && !object.why.declaration.empty()) declared_[object.why.declaration] = object.identity;
    }
  }

  /// Whose a row of the entity is that is called so; empty where nothing tells it.
  [[nodiscard]] std::string tenant_of(const ir::Entity& entity, const std::string& row, int depth = 0) const {
    if (const Identity* own = column(entity, entity.tenant_column))
      return row + "." + render::sql_identifier(own->name).str();
    for (const ir::Relation& relation : entity.relations) {
      const ir::Entity& target = *schema_.entity(relation.entity);
      const Identity* table = find(former(target));
      const bool tells = !relation.nullable && relation.columns.size() == 1 && target.key.size() == 1 &&
                         &target != &entity && target.tenancy == ir::Tenancy::kTenant && table != nullptr &&
                         depth < kDepth;
      const Identity* refers = tells ? column(entity, relation.columns.front()) : nullptr;
      const Identity* key = tells ? column(target, target.key.front()) : nullptr;
      if (refers == nullptr || key == nullptr) continue;
      const std::string other = fmt::format("of_{}", depth + 1);
      const std::string tenant = tenant_of(target, other, depth + 1);
      if (tenant.empty()) continue;
      return fmt::format(
          "(SELECT {} FROM {} AS {} WHERE {}.{} = {}.{})", tenant, ddl::qualified(*table, "").str(), other,
          other, render::sql_identifier(key->name).str(), row, render::sql_identifier(refers->name).str());
    }
    return "";
  }

  /// The table as it is called before, where it is there and doesn't tell its rows' tenant.
  [[nodiscard]] const Identity* without_tenant(const ir::Entity& entity) const {
    const bool is_asked = entity.tenancy == ir::Tenancy::kTenant && was_open(entity) &&
                          !sides_.intent.backfills.contains(entity.name + "." + entity.tenant_column);
    return is_asked && column(entity, entity.tenant_column) == nullptr ? find(former(entity)) : nullptr;
  }

 private:
  /// Relations that go round tell nothing.
  static constexpr int kDepth = 8;

  /// Whether it is new that its rows are held to a tenant: in a database that was taken over, or where
  /// `@unguarded` is gone.
  [[nodiscard]] bool was_open(const ir::Entity& entity) const {
    if (!sides_.before.schema) return true;
    const ir::Entity* before = sides_.before.schema->entity(former(entity));
    return before != nullptr && !before->unguarded_reason.empty();
  }

  static std::string former(const ir::Entity& entity) {
    return entity.was.empty() ? entity.name : entity.was;
  }
  [[nodiscard]] const Identity* find(const std::string& declaration) const {
    const auto found = declared_.find(declaration);
    return found == declared_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] const Identity* column(const ir::Entity& entity, const std::string& name) const {
    const auto was = sides_.intent.was.find(entity.name + "." + entity.column(name)->field);
    return find(was == sides_.intent.was.end() ? former(entity) + "." + entity.column(name)->field
                                               : was->second);
  }

  const Sides& sides_;
  const ir::Schema& schema_;
  std::map<std::string, Identity> declared_;
};

}  // namespace

void add_tenants(Sides& sides) {
  if (!sides.after.schema->tenancy) return;
  const Tenants tenants(sides);
  for (const ir::Entity& entity : sides.after.schema->entities) {
    const Identity* table = tenants.without_tenant(entity);
    if (table == nullptr) continue;
    const std::string tenant = tenants.tenant_of(entity, ddl::qualified(*table, "").str());
    const Identity own{Kind::kColumn, table->schema, table->name, entity.tenant_column, ""};
    // A column that was there, and could be NULL, is told by its values as far as nothing else tells.
    if (tenant.empty() && sides.before.database.find(own) != nullptr) continue;
    if (!tenant.empty()) {
      sides.intent.backfills[entity.name + "." + entity.tenant_column] = {tenant};
    } else {
      sides.refused.push_back({own, "nothing tells whose the rows are that are there",
                               "let the entity refer, in a relation that is never NULL, to one whose rows "
                               "have a tenant; or say it "
                               "with `@backfill(…)` at the entity"});
    }
  }
}

}  // namespace tenon::driver

// Parts of `lower.hpp`: what each part of a schema makes.
#pragma once

#include <string>

#include "ir/ir.hpp"
#include "model/database.hpp"
#include "render/sql_text.hpp"

namespace tenon::lower {

/// Where objects go, and whose they are.
struct Lowering {
  const ir::Schema& schema;
  model::Database out = {};

  /// Of what stands beside a declaration's object, or is a part of it.
  template <typename Declared>
  [[nodiscard]] model::Identity beside(const Declared& declared, model::Kind kind, const std::string& name,
                                       const std::string& table = "") const {
    return {kind, ir::space_of(schema, declared), table, name, ""};
  }
  [[nodiscard]] model::Identity part(const ir::Entity& entity, model::Kind kind,
                                     const std::string& name) const {
    return beside(entity, kind, name, entity.table);
  }
  [[nodiscard]] model::Identity table(const ir::Entity& entity) const {
    return beside(entity, model::Kind::kTable, entity.table);
  }
  [[nodiscard]] std::string owner() const { return schema.tenancy ? schema.tenancy->owner : ""; }
  /// Takes in what the author's SQL may stand in: names are looked for in the schema's own Postgres schema.
  void add(model::Identity identity, model::Definition definition, std::vector<model::Identity> needs,
           model::Why why) {
    out.add(
        {std::move(identity), std::move(definition), std::move(needs), std::move(why), schema.sql_schema});
  }
};

model::Sql sql(const render::SqlText& text);
model::Why why(ir::Rule rule, const std::string& declaration);
/// Of what is there for a rule alone.
model::Why mark(ir::Rule rule, const std::string& declaration);
/// What a key, an index or an exclusion is there for that is unique among all tenants, because.
model::Why why(ir::Rule rule, const std::string& global_reason, const std::string& declaration);
/// In the schema `tenon`.
model::Identity bookkeeping(model::Kind kind, const std::string& name, const std::string& table = "");

/// The type that has to be there first.
std::vector<model::Identity> needs_of(const Lowering& lowering, const ir::Type& type);
/// The functions that give the session variables that the SQL asks for, and the declared ones that it calls.
std::vector<model::Identity> asked_in(const Lowering& lowering, const std::string& sql);

/// The tables and views of these entities and views.
std::vector<model::Identity> sources(const Lowering& lowering, const std::vector<std::string>& names);

void add_roles(Lowering& lowering);
void add_schemas(Lowering& lowering);
void add_extensions(Lowering& lowering);
/// Those statements of the author's that come before all else, or after.
void add_raw(Lowering& lowering, bool after);
/// What tells the current tenant, and in which version the schema is.
void add_foundations(Lowering& lowering);
/// What a transaction says of who asks: of an enum once that is there.
void add_session_functions(Lowering& lowering, bool of_enums);
void add_touch_functions(Lowering& lowering);
/// What counts tenants' rows, where any are counted; and that the counts go with their tenant.
void add_counters(Lowering& lowering);
void add_counters_owner(Lowering& lowering);
/// The declared functions that the SQL calls.
std::vector<model::Identity> called_in(const Lowering& lowering, const std::string& sql);
/// Declared functions: those that read no rows, which tables may call; or those that do.
void add_functions(Lowering& lowering, bool reading);
/// Which tenants stand above which, where they stand in a tree; and that this goes with them.
void add_tree(Lowering& lowering);
void add_tree_owners(Lowering& lowering);
/// The functions of keys that grow with time; `tenon.maintain()` and what it goes by.
void add_maintenance(Lowering& lowering);

void add_keys(Lowering& lowering, const ir::Entity& entity);
void add_foreign_key(Lowering& lowering, const ir::Entity& entity, const ir::ForeignKey& key);
/// Checks and exclusions.
void add_checks(Lowering& lowering, const ir::Entity& entity);
void add_indexes(Lowering& lowering, const ir::Entity& entity);
void add_statistics(Lowering& lowering, const ir::Entity& entity);
void add_triggers(Lowering& lowering, const ir::Entity& entity);
void add_policies(Lowering& lowering, const ir::Entity& entity);
void add_grants(Lowering& lowering, const model::Identity& object, const std::vector<ir::Grant>& grants,
                ir::Rule rule, const std::string& declaration);
/// That these roles may execute the function, and in a schema without tenancy everybody.
void add_executors(Lowering& lowering, const model::Identity& function, const std::vector<std::string>& roles,
                   const std::string& declaration = "");
/// What tells maintenance of a table.
void add_registered(Lowering& lowering, const ir::Entity& entity);
void add_search(Lowering& lowering, const ir::Entity& entity);
/// A materialised view: its query, its rows, what a tenant sees of them, and what makes them anew.
void add_stored_view(Lowering& lowering, const ir::View& view);
/// An index's column, and a line of a table that `tenon.maintain()` goes by.
model::IndexElement element(const ir::IndexColumn& column);
void add_row(Lowering& lowering, const model::Identity& relation, const std::string& named,
             const std::string& table, std::vector<std::pair<std::string, std::string>> values,
             model::Why why);
/// The triggers that fill the entities' logs.
void add_audits(Lowering& lowering);
void add_audit(Lowering& lowering, const ir::Entity& entity);
void add_comment(Lowering& lowering, const model::Identity& object, const std::string& doc);

}  // namespace tenon::lower

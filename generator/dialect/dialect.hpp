// The parts of a schema in Postgres's words: types, values, definitions of indexes and policies. Shared by
// the targets, which never include one another.
#pragma once

#include "ir/ir.hpp"
#include "render/sql_text.hpp"

namespace tenon::dialect {

using render::SqlText;

/// What the author wrote. A comment that ends it must not swallow what follows.
SqlText authored_expression(const std::string& text);
/// Where the tool's own functions look names up: nobody can put anything there that they would take for
/// another.
constexpr std::string_view kPinnedPath = "pg_catalog, pg_temp";
/// As templates take it.
SqlText pinned_path();
/// The roles that requests run as.
std::vector<std::string> clients_of(const ir::Schema& schema);
/// These, and the search role.
std::vector<std::string> users_of(const ir::Schema& schema);
/// `numeric(10,4)`, `plan`, `text[]`.
SqlText type(const ir::Schema& schema, const ir::Type& type);
/// The same, with the Postgres schema before a type of ours: for SQL that runs under any search_path.
SqlText qualified_type(const ir::Schema& schema, const ir::Type& type);
/// What follows `EXCLUDE`: `USING gist (room_id WITH =, during WITH &&)`; when it is checked stands behind.
SqlText exclusion_definition(const ir::Exclusion& exclusion);
/// A literal or an expression of that type.
SqlText value(const ir::Schema& schema, const ir::Value& value, const ir::Type& type);
/// What a check demands, without `CHECK (…)`.
SqlText check_expression(const ir::Check& check);
/// What stands in the tenant column of a shared row.
SqlText no_tenant(const ir::Schema& schema);
/// Whose rows a statement reads that is given its tenant: `tenant_id = $1`, or one of it and of no tenant.
/// Of a tree those whose rows the tenant reads, who has to be the current one: nobody is told of others'
/// places.
SqlText reads_tenant(const ir::Schema& schema, ir::Reach reach, const SqlText& column, const SqlText& tenant);
/// The keys themselves, as an array.
SqlText tenants_read(const ir::Schema& schema, ir::Reach reach, const SqlText& tenant);
/// That a row of the tenant's refers to a row of a global entity, which the name stands for in the statement;
/// in a policy none does.
SqlText member_condition(const ir::Schema& schema, const ir::Entity& entity, const SqlText& tenant,
                         const std::string& alias);
/// A policy's condition: the tenant's, AND-ed with what the author declared. `tenant_id = (SELECT
/// tenon.current_tenant())`: the subselect makes the server call it once a statement and not once a row.
SqlText policy_condition(const ir::Schema& schema, const ir::Entity& entity, const ir::Policy& policy);
/// What is past its time, while `tenon.maintain()` removes it: `created_at < (SELECT
/// tenon.expired_before())`; and of the root, as long, every tenant.
SqlText retention_condition(const ir::Entity& entity, ir::Command command);
/// `90 days`.
std::string duration(const ir::Duration& duration);
/// What follows PARTITION BY: `RANGE (sent_at)`.
SqlText partition_clause(const ir::Partitioning& level);
/// Whether a command has USING, and whether it has WITH CHECK.
bool has_using(ir::Command command);
bool has_check(ir::Command command);
/// Where SQL of the author's looks names up: in all that the schema's objects stand in, its own first.
std::string search_path(const ir::Schema& schema);
/// `sessions`, and `sales.orders` of what stands beside the schema's own Postgres schema.
SqlText named_table(const ir::Entity& entity);
/// `public.sessions`.
SqlText qualified_table(const ir::Schema& schema, const ir::Entity& entity);
/// The body of the trigger function that sets `column` to the time of an update, in PL/pgSQL.
SqlText touch_body(std::string_view column);
/// The same of one that counts a row's updates.
SqlText version_body(std::string_view column);
/// When the trigger calls it: for an update that changes anything.
SqlText touch_condition(const ir::Entity& entity);

}  // namespace tenon::dialect

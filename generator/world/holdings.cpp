#include "world/holdings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace tenon::world {
namespace {

/// Rows that are looked at of each, which is enough of a copy.
constexpr int kFirst = 200;

/// Neither ours nor a part of a table, an extension's, another session's or another server's; granted to
/// somebody, or owned by no superuser.
constexpr std::string_view kTables = R"sql(
  SELECT n.nspname || '.' || c.relname, format('%s %I.%I', CASE c.relkind WHEN 'r' THEN 'ONLY' END, n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles o ON o.oid = c.relowner
  WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND c.relpersistence <> 't'
    AND (c.relkind <> 'm' OR c.relispopulated)
    AND n.nspname <> 'tenon' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND n.nspname || '.' || c.relname <> ALL (string_to_array($1, ','))
    AND (NOT o.rolsuper OR EXISTS (SELECT FROM aclexplode(c.relacl) AS a WHERE a.grantee <> c.relowner)
         OR EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attacl IS NOT NULL)
         OR EXISTS (SELECT FROM pg_publication_rel p WHERE p.prrelid = c.oid))
    AND NOT EXISTS (SELECT FROM pg_partition_tree(c.oid) AS t JOIN pg_foreign_table f ON f.ftrelid = t.relid)
    AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY 1 LIMIT 500)sql";

const conformance::Table* root_of(const conformance::Schema& schema) {
  const auto found =
      std::ranges::find(schema.tables, conformance::Tenancy::kRoot, &conformance::Table::tenancy);
  return found == schema.tables.end() ? nullptr : &*found;
}

/// A uuid is known wherever it stands, in a column of any name or within JSON; a number is not.
std::string holds_tenants(pq::Session& session, const conformance::Schema& schema, const std::string& table) {
  const conformance::Table* root = root_of(schema);
  if (root == nullptr || schema.tenant_type != "uuid") return "false";
  const std::string key = session.quote_identifier(root->tenant_column);
  const conformance::Placed at = conformance::placed(schema, root->name);
  return fmt::format(
      "EXISTS (SELECT FROM (SELECT held::text AS line FROM {0} AS held LIMIT {1}) AS lines, LATERAL "
      "regexp_matches(lines.line, '[0-9a-f]{{8}}-[0-9a-f]{{4}}-[0-9a-f]{{4}}-[0-9a-f]{{4}}-[0-9a-f]{{12}}', "
      "'g') AS "
      "found (words) JOIN {2}.{3} AS root ON root.{4} = found.words[1]::uuid)",
      table, kFirst, session.quote_identifier(at.schema), session.quote_identifier(at.name), key);
}

/// What a policy of it refuses, or another session's lock, leaves nothing known of it.
std::optional<pq::Rows> asked_of_table(pq::Session& session, const std::string& sql) {
  if (!session.script("SAVEPOINT held")) return std::nullopt;
  auto found = session.query(sql);
  if (found) return std::move(*found);
  session.script("ROLLBACK TO SAVEPOINT held");
  return std::nullopt;
}

}  // namespace

tl::expected<Holdings, pq::SqlError> read_holdings(pq::Session& session, const conformance::Schema& schema) {
  std::vector<std::string> ours;
  for (const conformance::Table& table : schema.tables)
    ours.push_back(conformance::full_name(schema, table.name));
  const auto tables =
      session.query(kTables, std::vector<pq::Parameter>{fmt::format("{}", fmt::join(ours, ","))});
  if (!tables) return tl::unexpected(tables.error());
  Holdings out;
  for (std::size_t row = 0; row < tables->size(); ++row) {
    const std::string table = tables->text(row, 1);
    const auto found = asked_of_table(session, fmt::format("SELECT NOT EXISTS (SELECT FROM {}), {}", table,
                                                           holds_tenants(session, schema, table)));
    if (!found) continue;
    if (found->text(0, 0) == "t") out.empty.insert(tables->text(row, 0));
    if (found->text(0, 1) == "t") out.tenants.insert(tables->text(row, 0));
  }
  return out;
}

}  // namespace tenon::world

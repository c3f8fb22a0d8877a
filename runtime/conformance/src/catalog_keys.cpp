#include <fmt/format.h>

#include <algorithm>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

std::string suffixed(std::string wording, const std::string& suffix) {
  return suffix.empty() ? wording : wording + " " + suffix;
}

Facts promised_keys(const std::vector<Key>& keys) {
  Facts facts;
  for (const Key& key : keys) {
    std::string wording = fmt::format("({})", joined(key.columns));
    if (!key.include.empty()) wording += fmt::format(" INCLUDE ({})", joined(key.include));
    if (key.nulls_not_distinct) wording += " NULLS NOT DISTINCT";
    facts.emplace(key.name, suffixed(std::move(wording), key.deferrable));
  }
  return facts;
}

constexpr const char* kKeys = R"sql(
  SELECT con.conname,
         '(' || (SELECT string_agg(a.attname, ', ' ORDER BY k.place)
                 FROM unnest(con.conkey) WITH ORDINALITY k(attnum, place)
                 JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum) || ')'
         || coalesce((SELECT ' INCLUDE (' || string_agg(a.attname, ', ' ORDER BY k.place) || ')'
                      FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, place)
                      JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum
                      WHERE k.place > i.indnkeyatts), '')
         || CASE WHEN to_jsonb(i)->>'indnullsnotdistinct' = 'true' THEN ' NULLS NOT DISTINCT' ELSE '' END
         || CASE WHEN con.condeferred THEN ' DEFERRABLE INITIALLY DEFERRED'
                 WHEN con.condeferrable THEN ' DEFERRABLE INITIALLY IMMEDIATE' ELSE '' END
  FROM pg_constraint con JOIN pg_index i ON i.indexrelid = con.conindid
  WHERE con.conrelid = $1::oid AND con.contype = $2::"char")sql";

/// Rows of partitions' own (`conparentid`) repeat what the parent says.
constexpr const char* kForeignKeys = R"sql(
  WITH actions(code, action) AS (VALUES ('a'::"char", 'NO ACTION'), ('r', 'RESTRICT'), ('c', 'CASCADE'),
                                        ('n', 'SET NULL'), ('d', 'SET DEFAULT'))
  SELECT con.conname, format('(%s) REFERENCES %s (%s) ON DELETE %s%s ON UPDATE %s%s%s%s%s',
    (SELECT string_agg(a.attname, ', ' ORDER BY k.place) FROM unnest(con.conkey) WITH ORDINALITY k(attnum, place)
     JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum),
    CASE WHEN n.nspname = $2 THEN '' ELSE n.nspname || '.' END || parent.relname,
    (SELECT string_agg(a.attname, ', ' ORDER BY k.place) FROM unnest(con.confkey) WITH ORDINALITY k(attnum, place)
     JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.attnum),
    (SELECT action FROM actions WHERE code = con.confdeltype),
    (SELECT ' (' || string_agg(a.attname, ', ' ORDER BY a.attname) || ')'
     FROM jsonb_array_elements_text(nullif(to_jsonb(con)->'confdelsetcols', 'null')) k
     JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k::int2),
    (SELECT action FROM actions WHERE code = con.confupdtype),
    CASE con.confmatchtype WHEN 's' THEN '' WHEN 'f' THEN ' MATCH FULL' ELSE ' MATCH PARTIAL' END,
    CASE WHEN con.condeferred THEN ' DEFERRABLE INITIALLY DEFERRED'
         WHEN con.condeferrable THEN ' DEFERRABLE INITIALLY IMMEDIATE' ELSE '' END,
    CASE WHEN con.convalidated THEN '' ELSE ' NOT VALID' END,
    CASE WHEN EXISTS (SELECT FROM pg_trigger WHERE tgconstraint = con.oid AND tgenabled <> 'O')
         THEN ' (its triggers are disabled)' ELSE '' END)
  FROM pg_constraint con JOIN pg_class parent ON parent.oid = con.confrelid
  JOIN pg_namespace n ON n.oid = parent.relnamespace
  WHERE con.conrelid = $1::oid AND con.contype = 'f' AND con.conparentid = 0)sql";

std::string wording_of(const ForeignKey& key) {
  std::vector<std::string> set_columns = key.set_columns;
  std::sort(set_columns.begin(), set_columns.end());
  const std::string set = set_columns.empty() ? "" : fmt::format(" ({})", joined(set_columns));
  return suffixed(fmt::format("({}) REFERENCES {} ({}) ON DELETE {}{} ON UPDATE {}", joined(key.columns),
                              key.table, joined(key.referenced_columns), key.on_delete, set, key.on_update),
                  key.deferrable);
}

}  // namespace

Findings primary_key_is_exact(Probe& probe, const Table& table) {
  const Facts there = facts_of(rows(probe, "reading the primary key", kKeys, {oid_of(probe, table), "p"}));
  std::vector<Key> promised;
  if (!table.primary_key.columns.empty()) promised.push_back(table.primary_key);
  return differences("primary key", promised_keys(promised), there);
}

Findings uniques_are_exact(Probe& probe, const Table& table) {
  const Facts there =
      facts_of(rows(probe, "reading the unique constraints", kKeys, {oid_of(probe, table), "u"}));
  return differences("unique constraint", promised_keys(table.uniques), there);
}

Findings foreign_keys_are_exact(Probe& probe, const Table& table) {
  Facts promised;
  for (const ForeignKey& key : table.foreign_keys) promised.emplace(key.name, wording_of(key));
  const Facts there = facts_of(rows(probe, "reading the foreign keys", kForeignKeys,
                                    {oid_of(probe, table), probe.schema().sql_schema}));
  return differences("foreign key", promised, there);
}

Findings tenant_column_follows_the_root(Probe& probe, const Table& table) {
  const Table* root = root_of(probe.schema());
  if (root == nullptr) return {finding("the schema's expectations name no root of tenancy")};
  const std::string oid = oid_of(probe, table);
  const auto column = rows(probe, "reading the tenant column",
                           "SELECT attnotnull, format_type(atttypid, NULL) = format_type($3::regtype, NULL) "
                           "FROM pg_attribute WHERE attrelid = $1::oid AND attname = $2 AND NOT attisdropped",
                           {oid, table.tenant_column, probe.schema().tenant_type});
  if (column.size() == 0) return {finding(fmt::format("has no tenant column `{}`", table.tenant_column))};
  Findings findings;
  if (!is_true(column, 0, 0)) {
    findings.push_back(finding(fmt::format("tenant column `{}` can be null", table.tenant_column)));
  }
  if (!is_true(column, 0, 1)) {
    findings.push_back(finding(fmt::format("tenant column `{}` is not of the tenant key's type {}",
                                           table.tenant_column, probe.schema().tenant_type)));
  }
  const std::string& referring = table.owning_column.empty() ? table.tenant_column : table.owning_column;
  const auto key = rows(
      probe, "reading the tenant column's foreign key",
      "SELECT FROM pg_constraint WHERE conrelid = $1::oid AND contype = 'f' AND confdeltype = 'c' AND "
      "convalidated "
      "AND confrelid = $2::oid AND cardinality(conkey) = 1 AND conkey[1] = (SELECT attnum FROM pg_attribute "
      "WHERE attrelid = $1::oid AND attname = $3)",
      {oid, oid_of(probe, *root), referring});
  if (key.size() == 0) {
    findings.push_back(finding(fmt::format(
        "tenant column `{}` has no foreign key to `{}` with ON DELETE CASCADE", referring, root->name)));
  }
  return findings;
}

/// Where the author left the indexes to nobody, none is held against the database.
bool promised_an_index(const Table& table, std::string_view key) {
  return std::none_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                      [&](const ForeignKey& wanted) { return wanted.name == key && !wanted.indexed; });
}

Findings foreign_keys_lead_an_index(Probe& probe, const Table& table) {
  // The key's columns, with or without the tenant column, are the first ones of the index in any order. A
  // partial index will do where it leaves out only rows that refer to nothing.
  const auto found = rows(probe, "reading the foreign keys' indexes", R"sql(
    WITH wanted AS (
      SELECT conname, conkey AS columns FROM pg_constraint
      WHERE conrelid = $1::oid AND contype = 'f' AND conparentid = 0),
    tenant AS (SELECT attnum FROM pg_attribute WHERE attrelid = $1::oid AND attname = $2),
    indexes AS (
      SELECT string_to_array(indkey::text, ' ')::int2[] AS columns, indnkeyatts,
             pg_get_expr(indpred, indrelid) AS predicate
      FROM pg_index JOIN pg_class c ON c.oid = indexrelid JOIN pg_am am ON am.oid = c.relam
      WHERE indrelid = $1::oid AND indisvalid AND indisready AND amname IN ('btree', 'hash'))
    SELECT w.conname FROM wanted w WHERE NOT EXISTS (
      SELECT FROM indexes i, (SELECT w.columns UNION SELECT w.columns || attnum FROM tenant
                              WHERE attnum <> ALL (w.columns)) set(columns)
      WHERE cardinality(set.columns) <= i.indnkeyatts
        AND i.columns[1:cardinality(set.columns)] @> set.columns
        AND i.columns[1:cardinality(set.columns)] <@ set.columns
        AND (i.predicate IS NULL OR i.predicate IN (
          SELECT format('(%I IS NOT NULL)', attname) FROM pg_attribute
          WHERE attrelid = $1::oid AND attnum = ANY (w.columns))))
    ORDER BY 1)sql",
                          {oid_of(probe, table), table.tenant_column});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    if (!promised_an_index(table, found.text(row, 0))) continue;
    findings.push_back(
        finding(fmt::format("no valid index begins with the columns of foreign key `{}`: deleting "
                            "what it refers to reads the whole table",
                            found.text(row, 0))));
  }
  return findings;
}

}  // namespace tenon::conformance

#include "migration/copied_rows.hpp"

#include <fmt/format.h>

#include <vector>

#include "base/text.hpp"
#include "catalog/apply.hpp"
#include "migration/faults.hpp"
#include "render/sql_text.hpp"

namespace tenon::migration {
namespace {

constexpr int kBatch = 1000;

/// Of the table that is named: what parts each partition from its parent, those above first.
constexpr const char* kPartitions =
    "SELECT n.nspname, c.relname, p.relname, pg_catalog.pg_get_expr(c.relpartbound, c.oid), "
    "coalesce(pg_catalog.pg_get_partkeydef(c.oid), '') FROM "
    "pg_catalog.pg_partition_tree(pg_catalog.to_regclass($1)) t JOIN pg_catalog.pg_class c ON c.oid = "
    "t.relid "
    "JOIN pg_catalog.pg_class p ON p.oid = t.parentrelid JOIN pg_catalog.pg_namespace n ON n.oid = "
    "c.relnamespace WHERE t.level > 0 ORDER BY t.level, c.relname";

/// What can be written into: `"id"` and its type.
constexpr const char* kColumns =
    "SELECT pg_catalog.quote_ident(attname), pg_catalog.format_type(atttypid, atttypmod), attidentity <> '' "
    "FROM "
    "pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass($1) AND attnum > 0 AND NOT attisdropped "
    "AND "
    "attgenerated = '' ORDER BY attnum";

using Done = tl::expected<pq::Rows, std::string>;

Done told(tl::expected<pq::Rows, pq::SqlError> result) {
  if (result) return std::move(*result);
  return tl::unexpected(told_without_values(result.error(), ""));
}

class Copy {
 public:
  Copy(pq::Session& from, pq::Session& into, std::string table)
      : from_(from), into_(into), table_(std::move(table)) {}

  tl::expected<long, std::string> all() {
    if (auto made = make_partitions(); !made) return tl::unexpected(made.error());
    if (auto found = find_columns(); !found) return tl::unexpected(found.error());
    if (auto open = told(
            from_.query(fmt::format("DECLARE tenon_rows CURSOR FOR SELECT pg_catalog.to_jsonb(ARRAY[{}]) "
                                    "FROM {}",
                                    join(texts_, ", "), table_)));
        !open)
      return tl::unexpected(open.error());
    long rows = 0;
    for (;;) {
      const auto batch = put_batch();
      if (!batch) return tl::unexpected(batch.error());
      rows += *batch;
      if (*batch < kBatch) break;
    }
    if (auto closed = told(from_.query("CLOSE tenon_rows")); !closed) return tl::unexpected(closed.error());
    if (auto counted = count_on(); !counted) return tl::unexpected(counted.error());
    return rows;
  }

 private:
  Done make_partitions() {
    const pq::Parameter name[] = {table_};
    auto parts = told(from_.query(kPartitions, name));
    for (std::size_t i = 0; parts && i < parts->size(); ++i) {
      const auto in_schema = [&](std::size_t column) {
        return render::sql_identifier(parts->text(i, 0)).str() + "." +
               render::sql_identifier(parts->text(i, column)).str();
      };
      const std::string below = parts->text(i, 4);
      auto made = told(into_.script(fmt::format("CREATE TABLE IF NOT EXISTS {} PARTITION OF {} {}{}",
                                                in_schema(1), in_schema(2), parts->text(i, 3),
                                                below.empty() ? "" : " PARTITION BY " + below)));
      if (!made) return made;
    }
    return parts;
  }

  Done find_columns() {
    const pq::Parameter name[] = {table_};
    auto found = told(into_.query(kColumns, name));
    for (std::size_t i = 0; found && i < found->size(); ++i) {
      columns_.push_back(found->text(i, 0));
      texts_.push_back(found->text(i, 0) + "::text");
      values_.push_back(fmt::format("(line->>{})::{}", i, found->text(i, 1)));
      if (found->text(i, 2) == "t") numbered_.push_back(found->text(i, 0));
    }
    return found;
  }

  tl::expected<long, std::string> put_batch() {
    const auto lines = told(from_.query(fmt::format("FETCH {} FROM tenon_rows", kBatch)));
    if (!lines) return tl::unexpected(lines.error());
    if (lines->size() == 0) return 0;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < lines->size(); ++i) texts.push_back(lines->text(i, 0));
    const pq::Parameter all[] = {"[" + join(texts, ", ") + "]"};
    const auto put =
        told(into_.query(fmt::format("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM "
                                     "pg_catalog.jsonb_array_elements($1::jsonb) AS lines (line)",
                                     table_, join(columns_, ", "), join(values_, ", ")),
                         all));
    if (!put) return tl::unexpected(put.error());
    return static_cast<long>(lines->size());
  }

  /// What is numbered goes on behind the last one.
  Done count_on() {
    Done set = told(into_.query("SELECT"));
    for (const std::string& column : numbered_) {
      if (!set) return set;
      set = told(into_.query(
          fmt::format("SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence({}, a.attname), (SELECT "
                      "max({})::bigint FROM {})) FROM "
                      "pg_catalog.pg_attribute a WHERE a.attrelid = {}::regclass AND "
                      "pg_catalog.quote_ident(a.attname) = {} AND EXISTS "
                      "(SELECT FROM {})",
                      render::sql_literal(table_).str(), column, table_, render::sql_literal(table_).str(),
                      render::sql_literal(column).str(), table_)));
    }
    return set;
  }

  pq::Session& from_;
  pq::Session& into_;
  std::string table_;
  std::vector<std::string> columns_;
  std::vector<std::string> texts_;
  std::vector<std::string> values_;
  std::vector<std::string> numbered_;
};

}  // namespace

tl::expected<CopiedRows, std::string> copy_rows(pq::Session& from, pq::Session& into,
                                                const ir::Schema& schema) {
  const std::string path =
      fmt::format("SET search_path TO {};", render::sql_identifier(schema.sql_schema).str());
  auto begun = told(
      from.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL row_security TO off;" + path));
  // Neither keys nor triggers are asked: the rows have been held to them where they come from.
  if (begun) begun = told(into.script("BEGIN; SET LOCAL session_replication_role TO replica;" + path));
  if (!begun) return tl::unexpected(begun.error());
  CopiedRows out;
  for (const ir::Entity& entity : schema.entities) {
    const std::string table =
        render::sql_identifier(schema.sql_schema).str() + "." + render::sql_identifier(entity.table).str();
    const auto rows = Copy(from, into, table).all();
    if (!rows) return tl::unexpected(fmt::format("the rows of {} can't be copied: {}", table, rows.error()));
    out.rows += *rows;
    if (*rows > 0) ++out.tables;
  }
  from.script("ROLLBACK");
  if (auto done = told(into.script("COMMIT")); !done) return tl::unexpected(done.error());
  return out;
}

}  // namespace tenon::migration

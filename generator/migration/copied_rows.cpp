#include "migration/copied_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/text.hpp"
#include "catalog/apply.hpp"
#include "dialect/dialect.hpp"
#include "migration/faults.hpp"
#include "migration/tree_pairs.hpp"
#include "render/sql_text.hpp"

namespace tenon::migration {
namespace {

constexpr int kBatch = 1000;
constexpr int kKeys = 5000;          ///< that are looked up at once
constexpr double kRead = 1'000'000;  ///< so many rows are counted, and asked each by itself

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

/// Of the schema's tables what refers to which, as SQL: the key in the row `here`, whether it is one, whether
/// the row `there` is what it refers to, and whether that is the one of a `line` that has the key.
constexpr const char* kForeignKeys = R"sql(
SELECT below_space.nspname || '.' || below.relname, above_space.nspname || '.' || above.relname,
       string_agg(format('here.%I::text', of_it.attname), ', ' ORDER BY n),
       string_agg(format('here.%I IS NOT NULL', of_it.attname), ' AND '),
       string_agg(format('there.%I = here.%I', to_it.attname, of_it.attname), ' AND '),
       string_agg(format('there.%I = (line->>%s)::%s', to_it.attname, n - 1, format_type(to_it.atttypid, to_it.atttypmod)), ' AND ')
FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class below ON below.oid = k.conrelid
JOIN pg_catalog.pg_class above ON above.oid = k.confrelid
JOIN pg_catalog.pg_namespace below_space ON below_space.oid = below.relnamespace
JOIN pg_catalog.pg_namespace above_space ON above_space.oid = above.relnamespace
CROSS JOIN unnest(k.conkey, k.confkey) WITH ORDINALITY AS pair (of_number, to_number, n)
JOIN pg_catalog.pg_attribute of_it ON of_it.attrelid = below.oid AND of_it.attnum = of_number
JOIN pg_catalog.pg_attribute to_it ON to_it.attrelid = above.oid AND to_it.attnum = to_number
WHERE k.contype = 'f' AND k.conparentid = 0 AND below_space.nspname = ANY (string_to_array($1, ','))
GROUP BY k.oid, 1, 2 ORDER BY 1, 2, k.oid)sql";

using Done = tl::expected<pq::Rows, std::string>;
using Count = tl::expected<long, std::string>;

Done told(tl::expected<pq::Rows, pq::SqlError> result) {
  if (result) return std::move(*result);
  return tl::unexpected(told_without_values(result.error(), ""));
}

class Copy {
 public:
  Copy(pq::Session& from, pq::Session& into, const ir::Schema& schema, const ir::Entity& entity)
      : from_(from),
        into_(into),
        name_(ir::space_of(schema, entity) + "." + entity.table),
        table_(dialect::qualified_table(schema, entity).str()) {}

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& table() const { return table_; }
  [[nodiscard]] long rows() const { return rows_; }
  [[nodiscard]] bool is_sample() const { return !sampled_.empty(); }

  /// Where there is a sample, of so many rows.
  Done begin(int sample) {
    Done done = make_partitions();
    if (done) done = find_columns();
    if (done && sample > 0) done = choose(sample);
    return done;
  }

  Done copy() {
    Done done = told(from_.query(fmt::format("DECLARE tenon_rows CURSOR FOR {} FROM {}{}", line("there"),
                                             table_ + " AS there", sampled_)));
    if (!done) return done;
    for (;;) {
      Done lines = told(from_.query(fmt::format("FETCH {} FROM tenon_rows", kBatch)));
      if (!lines) return lines;
      if (done = put(*lines); !done) return done;
      if (lines->size() < kBatch) break;
    }
    return told(from_.query("CLOSE tenon_rows"));
  }

  /// The rows of these keys, which aren't there yet; how many there are.
  Count copy_referred(const std::string& keys, const std::string& is_it) {
    const pq::Parameter all[] = {keys};
    const Done lines = told(from_.query(
        fmt::format(
            "{} FROM pg_catalog.jsonb_array_elements($1::jsonb) AS wanted (line) JOIN {} AS there ON {}",
            line("there"), table_, is_it),
        all));
    if (!lines) return tl::unexpected(lines.error());
    if (const Done done = put(*lines); !done) return tl::unexpected(done.error());
    return static_cast<long>(lines->size());
  }

  /// What is numbered goes on behind the last one.
  Done end() {
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
      values_.push_back(fmt::format("(line->>{})::{}", i, found->text(i, 1)));
      if (found->text(i, 2) == "t") numbered_.push_back(found->text(i, 0));
    }
    return found;
  }

  /// By chance, and the same each time.
  Done choose(int sample) {
    Done about = told(from_.query(fmt::format("EXPLAIN (FORMAT JSON) SELECT FROM {}", table_)));
    if (!about) return about;
    double rows = nlohmann::json::parse(about->text(0, 0)).at(0).at("Plan").at("Plan Rows").get<double>();
    const bool is_large = rows > kRead;
    if (!is_large) {
      about = told(from_.query(fmt::format("SELECT count(*) FROM {}", table_)));
      if (!about) return about;
      rows = std::stod(about->text(0, 0));
    }
    // Of what is large, whole pages: to ask each row would read all of it.
    if (rows > sample)
      sampled_ = fmt::format(" TABLESAMPLE {} ({:.9f}) REPEATABLE (1)", is_large ? "SYSTEM" : "BERNOULLI",
                             100.0 * sample / rows);
    return about;
  }

  [[nodiscard]] std::string line(std::string_view of) const {
    std::vector<std::string> texts;
    for (const std::string& column : columns_) texts.push_back(fmt::format("{}.{}::text", of, column));
    return fmt::format("SELECT pg_catalog.to_jsonb(ARRAY[{}])", join(texts, ", "));
  }

  Done put(const pq::Rows& lines) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < lines.size(); ++i) texts.push_back(lines.text(i, 0));
    const pq::Parameter all[] = {"[" + join(texts, ", ") + "]"};
    rows_ += static_cast<long>(lines.size());
    return told(into_.query(fmt::format("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM "
                                        "pg_catalog.jsonb_array_elements($1::jsonb) AS lines (line)",
                                        table_, join(columns_, ", "), join(values_, ", ")),
                            all));
  }

  pq::Session& from_;
  pq::Session& into_;
  std::string name_;
  std::string table_;
  std::string sampled_;  ///< what stands behind the table's name; empty where all its rows are taken
  long rows_ = 0;
  std::vector<std::string> columns_;
  std::vector<std::string> values_;
  std::vector<std::string> numbered_;
};

/// What a foreign key's rows refer to and is left out yet; how many rows that are.
Count copy_missing(pq::Session& into, Copy& below, Copy& above, const pq::Rows& keys, std::size_t key) {
  for (long rows = 0;;) {
    const Done missing = told(into.query(fmt::format(
        "SELECT jsonb_agg(key) FROM (SELECT DISTINCT jsonb_build_array({}) AS key FROM {} AS here WHERE {} "
        "AND NOT EXISTS (SELECT FROM {} AS there WHERE {}) LIMIT {}) AS missing HAVING count(*) > 0",
        keys.text(key, 2), below.table(), keys.text(key, 3), above.table(), keys.text(key, 4), kKeys)));
    if (!missing) return tl::unexpected(missing.error());
    if (missing->size() == 0) return rows;
    const Count found = above.copy_referred(missing->text(0, 0), keys.text(key, 5));
    if (!found || *found == 0) return found ? Count(rows) : found;
    rows += *found;
  }
}

/// All that a sample's rows refer to, and what that refers to.
std::string copy_all_missing(pq::Session& into, const ir::Schema& schema, std::vector<Copy>& tables) {
  const pq::Parameter space[] = {join(ir::spaces(schema), ",")};
  const Done keys = told(into.query(kForeignKeys, space));
  if (!keys) return keys.error();
  const auto table = [&](const std::string& name) {
    return std::find_if(tables.begin(), tables.end(), [&](const Copy& each) { return each.name() == name; });
  };
  for (bool any = true; any;) {
    any = false;
    for (std::size_t i = 0; i < keys->size(); ++i) {
      const auto below = table(keys->text(i, 0));
      const auto above = table(keys->text(i, 1));
      if (below == tables.end() || above == tables.end() || !above->is_sample()) continue;
      const Count found = copy_missing(into, *below, *above, *keys, i);
      if (!found) return fmt::format("what {} refers to: {}", below->table(), found.error());
      any = any || *found > 0;
    }
  }
  return "";
}

std::string copy_each(pq::Session& into, const ir::Schema& schema, std::vector<Copy>& tables, int sample) {
  const auto wrong = [](const Copy& copy, const Done& done) {
    return done ? "" : fmt::format("the rows of {}: {}", copy.table(), done.error());
  };
  for (Copy& each : tables) {
    if (const std::string said = wrong(each, each.begin(sample)); !said.empty()) return said;
    if (const std::string said = wrong(each, each.copy()); !said.empty()) return said;
  }
  if (sample > 0) {
    if (std::string said = copy_all_missing(into, schema, tables); !said.empty()) return said;
  }
  for (Copy& each : tables) {
    if (const std::string said = wrong(each, each.end()); !said.empty()) return said;
  }
  return "";
}

}  // namespace

tl::expected<CopiedRows, std::string> copy_rows(pq::Session& from, pq::Session& into,
                                                const ir::Schema& schema, int sample) {
  const std::string path = fmt::format("SET search_path TO {};", dialect::search_path(schema));
  auto begun = told(
      from.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL row_security TO off;" + path));
  // Neither keys nor triggers are asked: the rows have been held to them where they come from.
  if (begun) begun = told(into.script("BEGIN; SET LOCAL session_replication_role TO replica;" + path));
  if (!begun) return tl::unexpected(begun.error());
  std::vector<Copy> tables;
  for (const ir::Entity& entity : schema.entities) tables.emplace_back(from, into, schema, entity);
  if (const std::string wrong = copy_each(into, schema, tables, sample); !wrong.empty())
    return tl::unexpected("they can't be copied: " + wrong);
  if (auto stand = told(into.script(pairs_anew(schema))); !stand) return tl::unexpected(stand.error());
  CopiedRows out;
  for (const Copy& each : tables) {
    out.rows += each.rows();
    out.tables += each.rows() > 0 ? 1 : 0;
    out.left_out = out.left_out || each.is_sample();
  }
  from.script("ROLLBACK");
  if (auto done = told(into.script("COMMIT")); !done) return tl::unexpected(done.error());
  return out;
}

}  // namespace tenon::migration

#include "migration/sample_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "ddl/numbering.hpp"
#include "dialect/dialect.hpp"
#include "dialect/numbers.hpp"
#include "migration/tree_pairs.hpp"

namespace tenon::migration {
namespace {

std::string id(const std::string& name) {
  return render::sql_identifier(name).str();
}

/// What kept rows out, by the error's code; `{}` stands for the constraint.
struct Reason {
  std::string_view sqlstate;
  std::string_view text;
};
constexpr Reason kReasons[] = {
    {"23514", "its check {} takes none of them"},
    {"23502", "a column that must have a value has none that is known for its type"},
    {"23505", "{} asks for other values"},
    {"23P01", "{} asks for other values"},
    {"22P02", "a column takes another form of text"},
    {"22001", "a column is shorter than its samples"},
    {"22003", "a column holds smaller numbers than its samples"}};

std::string reason_of(const pq::SqlError& error) {
  for (const Reason& each : kReasons) {
    if (each.sqlstate == error.sqlstate &&
        (!error.constraint.empty() || each.text.find("{}") == std::string::npos))
      return fmt::format(fmt::runtime(each.text), error.constraint);
  }
  // A partition that isn't there has the code of a check, and no name.
  if (error.sqlstate == "23514") return "no partition takes them";
  return fmt::format("the server refuses them ({})", error.sqlstate);
}

/// The server takes no ON CONFLICT where a constraint may be checked later.
bool has_deferred(const ir::Entity& entity) {
  const auto deferred = [](const auto& item) { return item.deferral != ir::Deferral::kNone; };
  return std::any_of(entity.uniques.begin(), entity.uniques.end(), deferred) ||
         std::any_of(entity.exclusions.begin(), entity.exclusions.end(), deferred);
}

class Filling {
 public:
  Filling(pq::Session& session, const ir::Schema& schema, const SampleOptions& options)
      : session_(session), schema_(schema), options_(options), values_(session, schema, options.foreseen) {}

  Sampled all() {
    Sampled out;
    out.asked = options_.rows;
    // Triggers would ask for a tenant, and a circle of rows has no first. One transaction, so that `now()` is
    // the same in a row and in those that refer to it.
    const auto begun = session_.script(fmt::format(
        "BEGIN; SET LOCAL session_replication_role TO replica; SET LOCAL search_path TO {}, public; "
        "SET LOCAL client_min_messages TO warning",
        dialect::search_path(schema_)));
    if (!begun) {
      out.failed = begun.error().message;
      return out;
    }
    for (const ir::Entity& entity : schema_.entities) out.tables.push_back(fill(entity));
    drop_orphans(out);
    for (const ir::Entity& entity : schema_.entities) go_on_numbering(entity);
    session_.script(pairs_anew(schema_));
    if (const auto done = session_.script("COMMIT"); !done) out.failed = done.error().message;
    return out;
  }

 private:
  [[nodiscard]] int tenants() const { return options_.tenants > 0 ? options_.tenants : options_.rows; }
  [[nodiscard]] int rows_of(const ir::Entity& entity) const {
    return entity.tenancy == ir::Tenancy::kRoot ? tenants() : options_.rows;
  }
  [[nodiscard]] std::string table(const ir::Entity& entity) const {
    return dialect::qualified_table(schema_, entity).str();
  }

  /// Most first: what the checks bear of whole rows; whole rows; rows of what has to be given.
  SampledTable fill(const ir::Entity& entity) {
    SampledTable out{ir::handle(entity), 0, ""};
    for (const bool whole : {true, false}) {
      for (const bool filtered : {true, false}) {
        session_.script("SAVEPOINT filled");
        const auto done = session_.query(insertion(entity, whole, filtered));
        if (done && done->affected() > 0) {
          out.rows = static_cast<long>(done->affected());
          out.why = out.rows < rows_of(entity) ? "uniqueness and checks take no more of them" : "";
          return out;
        }
        if (!done && !filtered) out.why = reason_of(done.error());
        session_.script("ROLLBACK TO SAVEPOINT filled");
      }
    }
    return out;
  }

  std::string insertion(const ir::Entity& entity, bool whole, bool filtered) {
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (const ir::Column& column : entity.columns) {
      const bool optional = column.nullable || column.default_value;
      const std::string value = whole || !optional ? values_.of(entity, column) : "";
      if (value.empty()) continue;
      const bool sparse = options_.sparse.contains({ir::handle(entity), column.name});
      names.push_back(id(column.name));
      values.push_back(fmt::format(
          "{} AS {}", sparse ? fmt::format("CASE WHEN i % 3 > 0 THEN {} END", value) : value, names.back()));
    }
    std::vector<std::string> checks;
    for (const ir::Check& check : entity.checks)
      checks.push_back(fmt::format("({}) IS NOT FALSE", dialect::check_expression(check).str()));
    return fmt::format(
        "INSERT INTO {0} ({1}) OVERRIDING SYSTEM VALUE SELECT {1} FROM (SELECT {2} FROM "
        "(SELECT i, (i - 1) % {3} + 1 AS t FROM generate_series(1, {4}) AS i) AS numbers) AS made{5}{6}",
        table(entity), join(names, ", "), join(values, ", "), tenants(), rows_of(entity),
        filtered && !checks.empty() ? " WHERE " + join(checks, " AND ") : "",
        has_deferred(entity) ? "" : " ON CONFLICT DO NOTHING");
  }

  /// Where a table has not all of its rows, others refer to what isn't there.
  void drop_orphans(Sampled& sampled) {
    const auto is_short = [](const SampledTable& each) { return !each.why.empty(); };
    if (std::none_of(sampled.tables.begin(), sampled.tables.end(), is_short)) return;
    for (bool again = true; again;) {
      again = false;
      for (std::size_t i = 0; i < schema_.entities.size(); ++i) {
        for (const ir::ForeignKey& key : schema_.entities[i].foreign_keys) {
          const auto gone = drop_orphans_of(schema_.entities[i], key);
          if (gone == 0) continue;
          again = true;
          sampled.tables[i].rows -= gone;
          sampled.tables[i].why = fmt::format("{} has not the rows that they refer to", key.table);
        }
      }
    }
  }

  long drop_orphans_of(const ir::Entity& entity, const ir::ForeignKey& key) {
    std::vector<std::string> conditions;
    std::vector<std::string> given;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      conditions.push_back(fmt::format("parent.{} = child.{}", id(key.referenced[i]), id(key.columns[i])));
      given.push_back(fmt::format("child.{} IS NOT NULL", id(key.columns[i])));
    }
    const auto gone = session_.query(fmt::format(
        "DELETE FROM {} AS child WHERE {} AND NOT EXISTS (SELECT FROM {} AS parent WHERE {})", table(entity),
        join(given, " AND "), table(*schema_.entity(key.entity)), join(conditions, " AND ")));
    return gone ? static_cast<long>(gone->affected()) : 0;
  }

  /// What is inserted later gets the numbers behind.
  void go_on_numbering(const ir::Entity& entity) {
    for (const ir::Column& column : entity.columns) {
      if (column.numbering) go_on_counting(entity, column);
      if (column.identity == ir::Identity::kNone) continue;
      session_.script(fmt::format("SELECT setval(pg_get_serial_sequence({}, {}), {})",
                                  render::sql_literal(table(entity)).str(),
                                  render::sql_literal(column.name).str(), rows_of(entity)));
    }
  }

  void go_on_counting(const ir::Entity& entity, const ir::Column& column) {
    const std::vector<std::string> counted = dialect::counted_columns(entity);
    ddl::Numbering numbering;
    numbering.table = {model::Kind::kTable, ir::space_of(schema_, entity), "", entity.table, ""};
    numbering.column = column.name;
    numbering.tenant = entity.tenant_column;
    numbering.slots = dialect::slots(*column.numbering);
    numbering.per.assign(counted.begin() + 2, counted.end());
    session_.script(ddl::recount(numbering, table(entity)));
  }

  pq::Session& session_;
  const ir::Schema& schema_;
  const SampleOptions& options_;
  SampleValues values_;
};

}  // namespace

Sampled put_sample_rows(pq::Session& session, const ir::Schema& schema, const SampleOptions& options) {
  return Filling(session, schema, options).all();
}

std::string text(const Sampled& sampled) {
  if (!sampled.failed.empty()) return "no rows: " + sampled.failed;
  const auto full =
      std::count_if(sampled.tables.begin(), sampled.tables.end(),
                    [&](const SampledTable& each) { return each.why.empty() && each.rows == sampled.asked; });
  std::string out = full == 1 ? fmt::format("{} rows in one table", sampled.asked)
                              : fmt::format("{} rows in each of {} tables", sampled.asked, full);
  for (const SampledTable& each : sampled.tables) {
    if (each.why.empty() && each.rows == sampled.asked) continue;
    if (each.why.empty()) {  // as many as were asked for: the root's
      out += fmt::format(", {} in {}", each.rows, each.table);
    } else if (each.rows > 0) {
      out += fmt::format("; {} in {}: {}", each.rows, each.table, each.why);
    } else {
      out += fmt::format("; {} stayed empty: {}", each.table, each.why);
    }
  }
  return out;
}

}  // namespace tenon::migration

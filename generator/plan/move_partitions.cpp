// The partitions of a table that is made beside the old one: a part of `move_scripts.hpp`.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "plan/move_scripts.hpp"
#include "plan/partitions.hpp"

namespace tenon::plan {
namespace {

/// The column of `RANGE (sent_at)`; empty for other ways.
std::string ranged_column(const std::string& clause) {
  constexpr std::string_view kRange = "RANGE (";
  if (!clause.starts_with(kRange)) return "";
  const std::string name = clause.substr(kRange.size(), clause.rfind(')') - kRange.size());
  return name.starts_with('"') ? name.substr(1, name.size() - 2) : name;
}

}  // namespace

/// A moment for each 300 ranges from that of the oldest of the rows, or now, to that of the newest; empty
/// where the table isn't parted by time.
std::string MoveScripts::ranges_of_rows(const std::string& rows) const {
  if (registered_ == nullptr) return "";
  std::string out;
  for (const auto& level : nlohmann::json::parse(levels_in(*registered_))) {
    const std::string column = ranged_column(level.at("clause").get<std::string>());
    if (column.empty() || !level.contains("every")) continue;
    const std::string time = level.value("uuid7", false) ? "tenon.uuid7_time(value)" : "value::timestamptz";
    // No range has those that are infinite.
    constexpr std::string_view kEnd =
        "coalesce((SELECT {0} FROM (SELECT {1} AS value FROM {2}) AS found WHERE isfinite({0}) ORDER BY "
        "value {3}LIMIT 1), now())";
    const std::string oldest = fmt::format(kEnd, time, value_of(column), rows, "");
    const std::string newest = fmt::format(kEnd, time, value_of(column), rows, "DESC ");
    out = fmt::format(
        "SELECT generate_series(least({0}, now()), greatest({1}, now()), interval '300 {2}') UNION SELECT "
        "now() UNION SELECT {1}",
        oldest, newest, level.at("every").get<std::string>());
  }
  return out;
}

/// Of the block in which they are made.
std::string MoveScripts::partition_variables() const {
  if (registered_ == nullptr) return "";
  return fmt::format(
      "  levels constant jsonb := (SELECT jsonb_agg(level - 'retain' ORDER BY depth) FROM "
      "jsonb_array_elements({}::jsonb) WITH ORDINALITY AS each (level, depth));\n"
      "  moments timestamptz[];\n  moment timestamptz;\n  parts bigint;\n{}",
      render::sql_literal(levels_in(*registered_)).str(), kPartitionVariables);
}

// As tenon.maintain() makes them, whatever is past its time: to take rows away isn't a move's. At each moment
// 400 ranges back are looked at.
std::string MoveScripts::partitions_made(const std::string& rows) const {
  const std::string moments = ranges_of_rows(rows);
  const std::string table =
      fmt::format("SELECT {}::regclass AS relation, {} AS name, {} AS space, levels AS levels",
                  render::sql_literal(fresh_).str(), render::sql_literal(part_.table).str(),
                  render::sql_literal(kMoving).str());
  return fmt::format(
      "moments := ARRAY(SELECT moment FROM ({}) AS each (moment) ORDER BY moment);\n"
      "    IF cardinality(moments) > 20 THEN\n"
      "      RAISE EXCEPTION 'rows go from % to %, for which there would be thousands of partitions', "
      "moments[1], moments[cardinality(moments)];\n"
      "    END IF;\n"
      "    FOREACH moment IN ARRAY moments LOOP\n    {}    END LOOP;",
      moments.empty() ? "SELECT now()" : moments, lacking_made(table, "moment"));
}

/// What puts the rows into the new table: those that were written since its partitions were made may be out
/// of their ranges. It is tried again as long as there are any to make.
std::string MoveScripts::with_partitions(const std::string& statement, const std::string& rows) const {
  if (ranges_of_rows(rows).empty()) return statement;
  return fmt::format(
      "LOOP BEGIN\n"
      "    {statement}\n"
      "    EXIT;\n"
      "    EXCEPTION WHEN check_violation THEN\n"
      "    parts := (SELECT count(*) FROM pg_catalog.pg_partition_tree({fresh}));\n"
      "    {made}\n"
      "    IF parts = (SELECT count(*) FROM pg_catalog.pg_partition_tree({fresh})) THEN\n"
      "      RAISE;\n"
      "    END IF;\n"
      "    END; END LOOP;",
      fmt::arg("statement", statement), fmt::arg("made", partitions_made(rows)),
      fmt::arg("fresh", render::sql_literal(fresh_).str()));
}

}  // namespace tenon::plan

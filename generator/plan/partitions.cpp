#include "plan/partitions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "render/sql_text.hpp"

namespace tenon::plan {
namespace {

using Json = nlohmann::json;

Json named_in(const Json& level) {
  return level.value("lists", Json::array());
}

/// The partitions of the one list that the other lacks.
std::vector<Json> lacking_in(const Json& there, const Json& of) {
  std::vector<Json> out;
  for (const Json& each : of) {
    if (std::find(there.begin(), there.end(), each) == there.end()) out.push_back(each);
  }
  return out;
}

/// `FROM (a) TO (b)` as its two ends; a list's values each by itself.
std::vector<std::string> places_of(const Json& partition) {
  const std::string bound = partition.value("bound", "");
  const std::size_t to = bound.rfind(" TO (");
  if (to != std::string::npos) return {bound.substr(0, to), bound.substr(to)};
  return bound.empty() ? parts_of(partition.value("values", ""), ", ") : std::vector{bound};
}

/// Whether it takes what no other does.
bool is_rest(const Json& partition) {
  return partition.value("bound", "") == "DEFAULT";
}

/// Whether rows of the one would be the other's: it holds the same values, or begins or ends where it does.
bool takes_rows_of(const Json& after, const Json& before) {
  const std::vector<std::string> there = places_of(after);
  const std::vector<std::string> places = places_of(before);
  return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
    return std::find(there.begin(), there.end(), place) != there.end();
  });
}

/// Whether one takes what no other does: it would be in the way of each that comes.
bool has_rest(const Json& level) {
  const Json named = named_in(level);
  return std::any_of(named.begin(), named.end(), is_rest);
}

/// Partitions that are gone with nothing in their place; none where some of them has something there, as it
/// has wherever one takes what no other does, or none is gone.
std::vector<Json> gone(const Json& before, const Json& after) {
  std::vector<Json> out = lacking_in(named_in(after), named_in(before));
  if (has_rest(after)) return {};
  const std::vector<Json> fresh = lacking_in(named_in(before), named_in(after));
  for (const Json& each : out) {
    const auto takes = [&](const Json& one) { return takes_rows_of(one, each); };
    if (std::any_of(fresh.begin(), fresh.end(), takes)) return {};
  }
  return out;
}

/// Whether rows of the one level's partitions are where the other has them: it may have more of them.
/// Those that had names may come with time from now on.
bool keeps_places(const Json& before, const Json& after) {
  if (before.at("clause") != after.at("clause") || before.value("modulus", 0) != after.value("modulus", 0))
    return false;
  const bool comes_with_time = after.contains("every") && before.contains("lists") && !has_rest(before);
  return comes_with_time || lacking_in(named_in(after), named_in(before)).empty();
}

/// The same of the first level, or that what is gone of it takes its rows with it.
bool keeps_or_drops(const Json& before, const Json& after) {
  if (keeps_places(before, after)) return true;
  return before.at("clause") == after.at("clause") && after.contains("lists") && !gone(before, after).empty();
}

/// The name of a partition as SQL, beside its table `p` of pg_class.
std::string name_of(const Json& partition) {
  if (partition.contains("table")) return render::sql_literal(partition["table"].get<std::string>()).str();
  return fmt::format("tenon.partition_name(p.relname, {})",
                     render::sql_literal(partition.at("name").get<std::string>()).str());
}

const std::string& value_in(const Object& registered, std::string_view column) {
  const auto& row = registered.as<model::RegisteredRow>().values;
  return std::find_if(row.begin(), row.end(), [&](const auto& each) { return each.first == column; })->second;
}

}  // namespace

const std::string& levels_in(const Object& registered) {
  return value_in(registered, "levels");
}

bool parts_otherwise(const Difference& difference) {
  if (difference.before == nullptr || difference.after == nullptr ||
      difference.identity().kind != Kind::kRegisteredRow || difference.identity().table != "partitioned")
    return false;
  const Json before = Json::parse(levels_in(*difference.before));
  const Json after = Json::parse(levels_in(*difference.after));
  return before.size() != after.size() || !keeps_or_drops(before[0], after[0]) ||
         !std::equal(before.begin() + 1, before.end(), after.begin() + 1, after.end(), keeps_places);
}

bool drops_parts(const Object& before, const Object& after) {
  const Json then = Json::parse(levels_in(before))[0];
  const Json now = Json::parse(levels_in(after))[0];
  return !keeps_places(then, now) && !gone(then, now).empty();
}

void drop_parts(Planning& planning, const Difference& difference) {
  const Json before = Json::parse(levels_in(*difference.before))[0];
  const Json after = Json::parse(levels_in(*difference.after))[0];
  if (keeps_places(before, after)) return;
  constexpr std::string_view kSql = R"sql(DO $dropped$
DECLARE
  part regclass;
BEGIN
  -- Who detached it before has kept its rows.
  SELECT i.inhrelid::regclass INTO part
  FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
  JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
  WHERE p.oid = {table}::regclass AND c.relname = {name};
  IF FOUND THEN
    EXECUTE format('DROP TABLE %s', part);
  END IF;
END
$dropped$;)sql";
  const std::string& table = value_in(*difference.before, "relation");
  const auto& needs = difference.before->needs;
  const auto is_parted = [](const Identity& need) {
    return need.kind == Kind::kTable && need.schema != model::kBookkeeping;
  };
  const auto parted = std::find_if(needs.begin(), needs.end(), is_parted);
  const std::string on = parted == needs.end() ? table : planning.table_name(*parted);
  for (const Json& each : gone(before, after)) {
    planning.add(
        Stage::kRemove,
        {.what = fmt::format("drop the partition {} of {}", each.at("name").get<std::string>(), table),
         .sql = fmt::format(kSql, fmt::arg("table", render::sql_literal(table).str()),
                            fmt::arg("name", name_of(each))),
         .lock = Lock::kAccessExclusive,
         .on = on,
         .hazards = {Hazard::kDataLoss, Hazard::kIrreversible}});
  }
}

void refuse_other_parts(Planning& planning, const Identity& table) {
  planning.refuse(table, "its rows would be parted in another way, and the server parts none that are there",
                  "make another entity, partitioned as it should be, and move the rows there");
}

std::string lacking_made(const std::string& tables, const std::string& moment) {
  constexpr std::string_view kSql = R"sql(FOR part IN
    WITH tables AS MATERIALIZED ({tables})
    SELECT relation, name::text, space::text, levels FROM tables
    UNION ALL
    SELECT c.oid::regclass, c.relname, space, levels - 0 FROM tables JOIN pg_catalog.pg_inherits i ON i.inhparent = relation
    JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relkind = 'p'
  LOOP
    FOR piece IN SELECT * FROM tenon.lacking_partitions(part.relation, part.name, part.levels->0, {moment}) LOOP
      PERFORM tenon.make_partition(part.relation, part.space, piece.name, piece.bound, part.levels, {moment});
    END LOOP;
  END LOOP;
)sql";
  return fmt::format(kSql, fmt::arg("tables", tables), fmt::arg("moment", moment));
}

}  // namespace tenon::plan

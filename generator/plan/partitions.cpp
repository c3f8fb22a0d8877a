#include "plan/partitions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tenon::plan {
namespace {

using Json = nlohmann::json;

/// Whether rows of the one level's partitions are where the other has them: its lists may be more.
bool keeps_places(const Json& before, const Json& after) {
  if (before.at("clause") != after.at("clause") || before.value("modulus", 0) != after.value("modulus", 0))
    return false;
  const Json there = after.value("lists", Json::array());
  const Json lists = before.value("lists", Json::array());
  return std::all_of(lists.begin(), lists.end(), [&](const Json& list) {
    return std::find(there.begin(), there.end(), list) != there.end();
  });
}

}  // namespace

const std::string& levels_in(const Object& registered) {
  const auto& row = registered.as<model::RegisteredRow>().values;
  return std::find_if(row.begin(), row.end(), [](const auto& each) { return each.first == "levels"; })
      ->second;
}

bool parts_otherwise(const Difference& difference) {
  if (difference.before == nullptr || difference.after == nullptr ||
      difference.identity().kind != Kind::kRegisteredRow || difference.identity().table != "partitioned")
    return false;
  const Json before = Json::parse(levels_in(*difference.before));
  const Json after = Json::parse(levels_in(*difference.after));
  return !std::equal(before.begin(), before.end(), after.begin(), after.end(), keeps_places);
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

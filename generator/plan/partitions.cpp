#include "plan/partitions.hpp"

#include <fmt/format.h>

namespace tenon::plan {

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

#include <fmt/format.h>

#include "catalog.hpp"
#include "scratch.hpp"

namespace tenon::conformance {

Findings constraints_are_exact(Probe& probe, const Table& table) {
  return compare_with_scratch(probe, table, Part::kConstraints, "constraint", R"sql(
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = $1::oid AND contype IN ('c', 'x'))sql");
}

Findings indexes_are_exact(Probe& probe, const Table& table) {
  return compare_with_scratch(probe, table, Part::kIndexes, "index", R"sql(
    SELECT c.relname, CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END
           || regexp_replace(pg_get_indexdef(i.indexrelid), '^.*? USING ', 'USING ')
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = $1::oid
      AND NOT EXISTS (SELECT FROM pg_constraint
                      WHERE conrelid = i.indrelid AND conindid = i.indexrelid AND contype IN ('p', 'u', 'x')))sql");
}

Findings indexes_are_valid(Probe& probe, const Table& table) {
  Findings findings;
  const auto found = rows(probe, "reading the indexes' state",
                          "SELECT indexrelid::regclass FROM pg_index WHERE indrelid = $1::oid "
                          "AND NOT (indisvalid AND indisready AND indislive) ORDER BY 1",
                          {oid_of(probe, table)});
  for (std::size_t row = 0; row < found.size(); ++row) {
    findings.push_back(
        finding(fmt::format("index `{}` is not valid: drop it and create it again", found.text(row, 0))));
  }
  return findings;
}

Findings triggers_are_exact(Probe& probe, const Table& table) {
  return compare_with_scratch(probe, table, Part::kTriggers, "trigger", R"sql(
    SELECT t.tgname, replace(pg_get_triggerdef(t.oid), ' ON '
             || CASE WHEN n.oid = pg_my_temp_schema() THEN 'pg_temp' ELSE quote_ident(n.nspname) END
             || '.' || quote_ident(c.relname) || ' ', ' ')
           || CASE t.tgenabled WHEN 'O' THEN '' WHEN 'A' THEN ' (always)' WHEN 'R' THEN ' (on replicas alone)'
                               ELSE ' (disabled)' END
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE t.tgrelid = $1::oid AND NOT t.tgisinternal)sql");
}

}  // namespace tenon::conformance

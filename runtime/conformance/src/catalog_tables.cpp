#include <fmt/format.h>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {

Findings table_exists_and_is_the_owners(Probe& probe, const Table& table) {
  const std::string oid = oid_of(probe, table);
  const auto found = rows(probe, "reading the table",
                          "SELECT pg_get_userbyid(relowner), relpersistence, relispartition FROM pg_class "
                          "WHERE oid = $1::oid",
                          {oid});
  Findings findings;
  // Without tenancy the schema has no roles of its own.
  const std::string& owner = probe.schema().roles.owner;
  if (!owner.empty() && found.text(0, 0) != owner) {
    findings.push_back(finding(fmt::format("is owned by `{}`, promised: `{}`", found.text(0, 0), owner)));
  }
  if (found.text(0, 1) != "p") findings.push_back(finding("is not a permanent, logged table"));
  if (is_true(found, 0, 2)) findings.push_back(finding("is a partition of another table"));
  return findings;
}

Findings table_has_no_rules(Probe& probe, const Table& table) {
  Findings findings;
  const std::string oid = oid_of(probe, table);
  const auto found = rows(probe, "reading the rules", R"sql(
    SELECT r.rulename, c.relname, c.oid <> $1::oid FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.oid = ANY ($2::oid[] || $1::oid) ORDER BY 2, 1)sql",
                          {oid, partitions_of(probe, oid)});
  for (std::size_t row = 0; row < found.size(); ++row) {
    const std::string where =
        is_true(found, row, 2) ? fmt::format(" on the partition `{}`", found.text(row, 1)) : "";
    findings.push_back(
        finding(fmt::format("rule `{}` is there{} and was not promised", found.text(row, 0), where)));
  }
  return findings;
}

}  // namespace tenon::conformance

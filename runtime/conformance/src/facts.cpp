#include "facts.hpp"

#include <fmt/format.h>

namespace tenon::conformance {

Facts facts_of(const pq::Rows& rows) {
  Facts facts;
  for (std::size_t row = 0; row < rows.size(); ++row) facts.emplace(rows.text(row, 0), rows.text(row, 1));
  return facts;
}

namespace {

const std::string& told(const std::string& wording) {
  static const std::string kNone = "nothing";
  return wording.empty() ? kNone : wording;
}

}  // namespace

Findings differences(const std::string& kind, const Facts& promised, const Facts& there) {
  Findings findings;
  for (const auto& [name, wording] : promised) {
    const auto found = there.find(name);
    if (found == there.end()) {
      findings.push_back(finding(fmt::format("{} `{}` is missing, promised: {}", kind, name, told(wording))));
    } else if (found->second != wording) {
      findings.push_back(finding(
          fmt::format("{} `{}` is {}, promised: {}", kind, name, told(found->second), told(wording))));
    }
  }
  for (const auto& [name, wording] : there) {
    if (promised.contains(name)) continue;
    findings.push_back(
        finding(fmt::format("{} `{}` is there and was not promised: {}", kind, name, told(wording))));
  }
  return findings;
}

std::string oid_of(Probe& probe, const Table& table) {
  const Placed at = placed(probe.schema(), table.name);
  const auto found = rows(probe, "finding the table",
                          "SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                          "WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')",
                          {at.schema, at.name});
  if (found.size() == 1) return found.text(0, 0);
  pq::SqlError error;
  error.message = fmt::format("there is no table `{}.{}`", at.schema, at.name);
  throw SqlFailure("finding the table", std::move(error));
}

std::string partitions_of(Probe& probe, const std::string& oid) {
  // OFFSET 0: one look into the index for each of the family.
  return rows(probe, "finding the partitions", R"sql(
    WITH RECURSIVE family(oid) AS (
      SELECT inhrelid FROM pg_inherits WHERE inhparent = $1::oid
      UNION SELECT child.inhrelid
            FROM family, LATERAL (SELECT inhrelid FROM pg_inherits WHERE inhparent = family.oid OFFSET 0) AS child)
    SELECT coalesce(array_agg(oid), '{}') FROM family)sql",
              {oid})
      .text(0, 0);
}

}  // namespace tenon::conformance

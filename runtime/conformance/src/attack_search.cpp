// Searches: none gives another tenant's rows, and a tenant with few among many finds all that it asks for.
#include <fmt/format.h>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

constexpr int kOurs = 3;
constexpr int kTheirs = 120;  // more than an index scan over vectors gives on its own

void add_rows(Probe& probe, const Stage& stage, const Table& table, const std::string& tenant, int count) {
  const std::string& app = probe.schema().roles.app;
  for (int n = 1; n <= count; ++n) {
    const Outcome outcome =
        act(probe, {promised(table, app, "INSERT") ? app : "", tenant}, stage.insert_sql(table, tenant, n));
    if (outcome.error) throw SqlFailure("adding rows to search", *outcome.error);
  }
}

/// The text of a search's arguments, as SQL, from the tenant's first row.
std::vector<std::string> arguments(Probe& probe, const Stage& stage, const Table& table, const Search& search,
                                   const std::string& tenant) {
  std::vector<std::string> out;
  for (const std::string& query : search.queries) {
    const auto row =
        first_row(probe, stage.app(tenant),
                  fmt::format("SELECT ({})::text FROM {} LIMIT 1", query, qualified(probe, table)));
    out.push_back(row.empty() || !row[0] ? "NULL" : literal(probe, *row[0]));
  }
  return out;
}

std::string call(const Search& search, const std::vector<std::string>& arguments, int k) {
  return fmt::format("SELECT * FROM {}({}, {})", search.function, fmt::join(arguments, ", "), k);
}

/// What is shared may match too.
void expect(Findings& findings, const Search& search, const Outcome& outcome, std::size_t rows,
            std::string_view who, std::size_t shared = 0) {
  if (!outcome.error && outcome.rows >= rows && outcome.rows <= rows + shared) return;
  findings.push_back(finding(search.table, fmt::format("`{}` {} {}, promised: {} rows", search.function, who,
                                                       outcome.wording(), rows)));
}

Findings attack(Probe& probe, const Table& table, const Search& search) {
  Findings findings;
  Stage stage(probe, table);
  add_rows(probe, stage, table, stage.theirs(), kTheirs);
  const auto theirs = arguments(probe, stage, table, search, stage.theirs());
  expect(findings, search, attempt(probe, stage.app(stage.ours()), call(search, theirs, kTheirs)), 0,
         "for another tenant's row", stage.shared_rows(stage.ours()));
  expect(findings, search, attempt(probe, stage.app(""), call(search, theirs, kTheirs)), 0,
         "without a tenant");
  const Outcome control = attempt(probe, stage.app(stage.theirs()), call(search, theirs, kTheirs));
  if (control.error || control.rows == 0) {
    findings.push_back(
        finding(search.table, fmt::format("`{}` proves nothing: for the tenant whose row it is it {}",
                                          search.function, control.wording())));
  }
  add_rows(probe, stage, table, stage.ours(), kOurs);
  const auto ours = arguments(probe, stage, table, search, stage.ours());
  const Outcome few = attempt(probe, stage.app(stage.ours()), call(search, ours, kOurs));
  // One by text gives the rows that match, at least the one asked for.
  if (search.finds_all) {
    expect(findings, search, few, kOurs, "of a tenant with few rows");
  } else if (few.error || few.rows == 0 || few.rows > kOurs) {
    findings.push_back(
        finding(search.table, fmt::format("`{}` of a tenant with few rows {}, promised: its rows",
                                          search.function, few.wording())));
  }
  return findings;
}

}  // namespace

Findings searching_another_tenant(Probe& probe) {
  Findings findings;
  for (const Search& search : probe.schema().searches) {
    const Table* table = table_named(probe.schema(), search.table);
    if (table == nullptr) continue;
    execute(probe, "setting a savepoint", "SAVEPOINT tenon_search");
    const Findings more = attack(probe, *table, search);
    findings.insert(findings.end(), more.begin(), more.end());
    execute(probe, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_search");
  }
  return findings;
}

}  // namespace tenon::conformance

// What all tenants of a database share by their schema's choice, and by which one learns of the others
// without seeing a row.
#include <fmt/format.h>

#include "catalog.hpp"

namespace tenon::conformance {
namespace {

/// A column that one counter numbers for all tenants, where a tenant sees what it was given.
std::vector<std::string> counted_for_all(const Schema& schema) {
  std::vector<std::string> out;
  for (const Table& table : schema.tables) {
    if (table.tenancy != Tenancy::kTenant) continue;
    for (const Column& column : table.columns) {
      if (column.written == Written::kByNumber || column.written == Written::kByNumberAlways)
        out.push_back(fmt::format("`{}.{}`", table.name, column.name));
    }
  }
  return out;
}

void note_counters(const Schema& schema, std::vector<Note>& notes) {
  const std::vector<std::string> counted = counted_for_all(schema);
  if (counted.empty()) return;
  notes.push_back(
      {schema.name,
       fmt::format("numbers rows by one counter for all tenants, and the gaps tell each how many rows others "
                   "add: {}",
                   fmt::join(counted, ", ")),
       std::string(kSharedCounters)});
}

void note_channels(Probe& probe, std::vector<Note>& notes) {
  const auto found = rows(probe, "reading who notifies", R"sql(
    SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = ANY (string_to_array($1 || ',tenon', ',')) AND p.prosrc ~* '\m(pg_notify|notify)\M'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    ORDER BY 1)sql",
                          {spaces_of(probe.schema())});
  for (std::size_t row = 0; row < found.size(); ++row) {
    notes.push_back({found.text(row, 0),
                     "notifies on a channel, which every session of the database may listen to, whatever its "
                     "tenant: what it says is to tell nothing of rows",
                     std::string(kSharedChannels)});
  }
}

}  // namespace

Verdict shared_by_tenants(Probe& probe, std::vector<Note>& notes) {
  if (!probe.schema().has_tenancy) return {};
  note_counters(probe.schema(), notes);
  return rolled_back(probe, kSharedChannels, probe.schema().name, [&] {
    note_channels(probe, notes);
    return Findings{};
  });
}

}  // namespace tenon::conformance

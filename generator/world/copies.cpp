#include "world/copies.hpp"

#include <algorithm>

namespace tenon::world {
namespace {

/// As many columns of a table in another one make a copy of it.
constexpr std::size_t kAlike = 3;

using Columns = std::map<std::string, std::string>;

bool has_tenants(const conformance::Table& table) {
  return table.tenancy == conformance::Tenancy::kTenant || table.tenancy == conformance::Tenancy::kRoot ||
         !table.members.table.empty();
}

/// How many columns they share, where they are so many that it may be a copy; else 0. Another application
/// may have tenants too, in a schema of its own.
std::size_t alike(const Columns& stranger, const Columns& ours, const conformance::Table& table,
                  bool is_beside_ours) {
  std::size_t shared = 0;
  for (const auto& [name, type] : stranger) {
    const auto same = ours.find(name);
    shared += same != ours.end() && same->second == type ? 1 : 0;
  }
  const auto whose = stranger.find(table.tenant_column);
  const bool tells_whose = is_beside_ours && table.tenancy == conformance::Tenancy::kTenant &&
                           whose != stranger.end() && ours.contains(table.tenant_column) &&
                           whose->second == ours.at(table.tenant_column);
  return tells_whose || shared >= std::max(kAlike, (ours.size() + 1) / 2) ? shared : 0;
}

}  // namespace

std::set<std::string> Copies::rows_of(const model::Object& object) const {
  std::set<std::string> out;
  std::size_t most = 1;
  const auto found = columns_.find(qualified(object.identity.schema, object.identity.name));
  if (found == columns_.end()) return out;
  const bool is_beside_ours = std::ranges::find(spaces_, object.identity.schema) != spaces_.end();
  for (const conformance::Table& table : scene_.schema.tables) {
    const std::string name = conformance::full_name(scene_.schema, table.name);
    const auto ours = columns_.find(name);
    if (!has_tenants(table) || ours == columns_.end()) continue;
    const std::size_t shared = alike(found->second, ours->second, table, is_beside_ours);
    if (shared < most) continue;
    if (shared > most) out.clear();
    most = shared;
    out.insert(name);
  }
  // One that tells whose its rows are, and nothing more, looks like all of them.
  if (out.size() > kAlike) out = {"tenants' tables"};
  return out;
}

}  // namespace tenon::world

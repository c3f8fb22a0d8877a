// What materialised views keep is every tenant's: the application neither reads it past the view of its
// tenant's, nor has it made anew, which keeps the server busy for all.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

struct KeptDeed {
  std::string_view what;
  std::string_view sql;  ///< `{0}` is what is kept, `{1}` what is asked for it, `{2}` what asks
};

constexpr KeptDeed kKeptDeeds[] = {
    {"reads what is kept of all tenants", "SELECT FROM {0} LIMIT 1"},
    {"asks for the rows of all tenants", "SELECT FROM {1} LIMIT 1"},
    {"has them made anew", "REFRESH MATERIALIZED VIEW {0}"},
    {"calls what makes them anew", "SELECT {2}()"},
    {"takes them away", "DROP MATERIALIZED VIEW {0}"},
};

void attack(Probe& probe, const View& view, Findings& out) {
  const KeptRows& kept = *view.kept;
  const Actor app{probe.schema().roles.app, ""};
  const auto named = [&](const std::string& name) { return "tenon." + quoted(probe, name); };
  for (const KeptDeed& deed : kKeptDeeds) {
    const std::string sql =
        fmt::format(fmt::runtime(deed.sql), named(kept.name), named(kept.source), named(kept.refresh));
    const Outcome outcome = attempt(probe, app, sql);
    if (!outcome.refused_with(kDenied))
      out.push_back(finding(view.name, fmt::format("the application {}: {}, promised: permission denied",
                                                   deed.what, outcome.wording())));
  }
  if (view.tenant_column.empty()) return;
  // Whoever works for no tenant has no rows, whatever is kept.
  const Outcome outcome = attempt(probe, app, fmt::format("SELECT FROM {}", qualified(probe, view.name)));
  if (outcome.error || outcome.rows > 0)
    out.push_back(
        finding(view.name, fmt::format("SELECT without a tenant {}, promised: no row", outcome.wording())));
}

}  // namespace

Findings kept_rows_are_not_reached(Probe& probe) {
  Findings findings;
  for (const View& view : probe.schema().views) {
    if (view.kept) attack(probe, view, findings);
  }
  return findings;
}

}  // namespace tenon::conformance

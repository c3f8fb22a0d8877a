// Sequences, which all tenants take numbers from: whoever could set one, or read it without taking a number,
// would stop the others' work or count it. A number that is taken here is gone, as in a transaction that
// fails.
#include <fmt/format.h>

#include <algorithm>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

struct SequenceDeed {
  std::string_view what;
  std::string_view sql;  ///< `{0}` is the sequence's name, `{1}` the same as a text
};

/// No `setval`, which nothing rolls back: `catalog.sequences` sees who may call it.
constexpr SequenceDeed kSequenceDeeds[] = {
    {"reads how far it is", "SELECT last_value FROM {0}"},
    {"begins it anew", "ALTER SEQUENCE {0} RESTART"},
    {"drops it", "DROP SEQUENCE {0}"},
};
constexpr std::string_view kTakeNext = "SELECT nextval({1})";

std::string told(std::string_view sql, const std::string& name) {
  return fmt::format(fmt::runtime(sql), name, "'" + name + "'");
}

}  // namespace

Findings sequences_are_taken_from_alone(Probe& probe) {
  const Schema& schema = probe.schema();
  if (!schema.has_tenancy) return {};
  const Actor app{schema.roles.app, ""};
  Findings findings;
  for (const Sequence& sequence : schema.sequences) {
    const Placed at = placed(schema, sequence.name);
    const std::string name = quoted(probe, at.schema) + "." + quoted(probe, at.name);
    for (const SequenceDeed& deed : kSequenceDeeds) {
      const Outcome outcome = attempt(probe, app, told(deed.sql, name));
      if (outcome.refused_with(kDenied)) continue;
      findings.push_back(
          finding("sequence " + sequence.name,
                  fmt::format("the application {}: {}, promised: denied", deed.what, outcome.wording())));
    }
    const bool takes =
        std::find(sequence.takers.begin(), sequence.takers.end(), app.role) != sequence.takers.end();
    const Outcome taken = attempt(probe, app, told(kTakeNext, name));
    if (takes == !taken.error) continue;
    findings.push_back(finding("sequence " + sequence.name,
                               fmt::format("the application takes a number: {}, promised: {}",
                                           taken.wording(), takes ? "the next one" : "denied")));
  }
  return findings;
}

}  // namespace tenon::conformance

// What ends a check without a verdict: errors whose cause lies with other sessions, or with what the server
// has room for.
#include <fmt/format.h>

#include <algorithm>

#include "sql.hpp"

namespace tenon::conformance {
namespace {

struct Cause {
  std::string_view sqlstate;  ///< the beginning of it
  std::string_view remedy;
  bool passing = false;
};

constexpr Cause kCauses[] = {
    {"55P03", "verify again when that transaction has ended", true},
    {"40P01", "verify again when the database is less busy", true},
    {"57014", "verify again when the database is less busy, or verify a copy of it"},
    {"53", "give the server room for more, or verify a copy of the database"},
    {"25006", "verify the primary server: the checks write rows, and roll them back"},
};
constexpr Cause kLost = {"", "see to the server, or to what ends its connections, and verify again"};

const Cause* find_cause(std::string_view sqlstate) {
  const auto* found = std::find_if(std::begin(kCauses), std::end(kCauses),
                                   [&](const Cause& cause) { return sqlstate.starts_with(cause.sqlstate); });
  return found == std::end(kCauses) ? nullptr : found;
}

}  // namespace

std::optional<Unjudged> cause_of(Probe& probe, const pq::SqlError& error) {
  const bool lost = probe.session().is_lost();
  const Cause* cause = lost ? &kLost : find_cause(error.sqlstate);
  if (cause == nullptr) return std::nullopt;
  // libpq says at length that a connection is gone.
  std::string why = describe(error);
  why.erase(std::min(why.find('\n'), why.size()));
  return Unjudged{
      {}, {}, (lost ? "the connection was lost: " : "") + why, std::string(cause->remedy), cause->passing};
}

void expect_judgeable(Probe& probe, const pq::SqlError& error) {
  if (auto cause = cause_of(probe, error)) throw NotJudged(std::move(*cause));
}

std::string holders_of_locks(Probe& probe) {
  const std::vector<pq::Parameter> parameters{spaces_of(probe.schema())};
  // The three that hold the strongest locks, each with its strongest.
  const auto found = probe.session().query(R"sql(
    WITH strongest AS (
      SELECT DISTINCT ON (l.pid) l.pid, c.relname, l.mode, modes.weakness
      FROM pg_locks l
      JOIN pg_class c ON c.oid = l.relation AND c.relkind IN ('r', 'p')
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = ANY (string_to_array($1 || ',tenon', ','))
      JOIN unnest(ARRAY['AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock',
                        'ShareUpdateExclusiveLock', 'RowExclusiveLock', 'RowShareLock', 'AccessShareLock'])
           WITH ORDINALITY AS modes (mode, weakness) ON modes.mode = l.mode
      WHERE l.granted AND l.pid IS DISTINCT FROM pg_backend_pid()
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      ORDER BY l.pid, modes.weakness, c.relname)
    SELECT coalesce('process ' || s.pid, 'a prepared transaction')
           || coalesce(' (' || nullif(a.application_name, '') || ')', '')
           || ' holds ' || s.mode || ' on ' || s.relname
    FROM strongest s LEFT JOIN pg_stat_activity a ON a.pid = s.pid
    ORDER BY s.weakness, s.pid LIMIT 3)sql",
                                           parameters);
  std::string out;
  for (std::size_t row = 0; found && row < found->size(); ++row)
    out += (row == 0 ? ": " : "; ") + found->text(row, 0);
  return out;
}

}  // namespace tenon::conformance

#include "migration/observed.hpp"

#include <algorithm>

namespace tenon::migration {
namespace {

struct Mode {
  std::string_view seen;
  std::string_view text;
};
/// The weakest first.
constexpr Mode kModes[] = {{"ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE"},
                           {"ShareLock", "SHARE"},
                           {"ShareRowExclusiveLock", "SHARE ROW EXCLUSIVE"},
                           {"ExclusiveLock", "EXCLUSIVE"},
                           {"AccessExclusiveLock", "ACCESS EXCLUSIVE"}};

/// In no schema of the server's or of tenon's: nobody works with what is there.
constexpr const char* kTables = R"sql(
  SELECT c.oid, CASE WHEN n.nspname = $1 THEN quote_ident(root.relname)
                     ELSE quote_ident(n.nspname) || '.' || quote_ident(root.relname) END,
         CASE WHEN c.relkind = 'p' THEN '' ELSE c.relfilenode::text END
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_class root ON root.oid = CASE WHEN c.relispartition
    THEN (SELECT relid FROM pg_catalog.pg_partition_ancestors(c.oid) WITH ORDINALITY AS a(relid, n)
          ORDER BY n DESC LIMIT 1) ELSE c.oid END
  JOIN pg_catalog.pg_namespace n ON n.oid = root.relnamespace
  WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|tenon$|tenon_)'
    AND n.nspname <> 'information_schema')sql";

constexpr const char* kLocks = R"sql(
  SELECT l.relation, l.mode FROM pg_catalog.pg_locks l
  WHERE l.locktype = 'relation' AND l.pid = $1::int AND l.relation >= 16384
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))sql";

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? "" : text.substr(begin);
}

}  // namespace

tl::expected<SeenTables, pq::SqlError> seen_tables(pq::Session& session, const std::string& path) {
  const pq::Parameter parameters[] = {path};
  const auto rows = session.query(kTables, parameters);
  if (!rows) return tl::unexpected(rows.error());
  SeenTables out;
  for (std::size_t i = 0; i < rows->size(); ++i) out[rows->text(i, 0)] = {rows->text(i, 1), rows->text(i, 2)};
  return out;
}

int strength(const std::string& seen) {
  const auto* found =
      std::find_if(std::begin(kModes), std::end(kModes), [&](const Mode& mode) { return mode.seen == seen; });
  return found == std::end(kModes) ? 0 : static_cast<int>(found - std::begin(kModes)) + 1;
}

int strength(plan::Lock lock) {
  const auto* found = std::find_if(std::begin(kModes), std::end(kModes),
                                   [&](const Mode& mode) { return mode.text == plan::lock_name(lock); });
  return found == std::end(kModes) ? 0 : static_cast<int>(found - std::begin(kModes)) + 1;
}

std::string lock_text(const std::string& seen) {
  const int place = strength(seen);
  return place == 0 ? "" : std::string(kModes[place - 1].text);
}

tl::expected<SeenLocks, pq::SqlError> seen_locks(pq::Session& session, const std::string& process) {
  const pq::Parameter parameters[] = {process};
  const auto rows = session.query(kLocks, parameters);
  if (!rows) return tl::unexpected(rows.error());
  SeenLocks out;
  for (std::size_t i = 0; i < rows->size(); ++i)
    if (strength(rows->text(i, 1)) > 0) add_stronger(out, {{rows->text(i, 0), rows->text(i, 1)}});
  return out;
}

void add_stronger(SeenLocks& locks, const SeenLocks& more) {
  for (const auto& [table, mode] : more) {
    std::string& held = locks[table];
    if (strength(mode) > strength(held)) held = mode;
  }
}

std::vector<StepGroup> groups_of(const plan::Plan& plan, plan::Phase phase) {
  std::vector<StepGroup> out;
  bool open = false;
  for (const plan::Step& step : plan.steps) {
    if (step.phase != phase) continue;
    if (step.mode != plan::Mode::kTogether || !open) out.emplace_back();
    out.back().push_back(&step);
    open = step.mode == plan::Mode::kTogether;
  }
  return out;
}

bool is_on(const plan::Step& step, const std::string& table) {
  // Of a type's change: which tables have a column of it, only the database knows.
  if (step.on.starts_with("every table")) return true;
  std::string_view rest = step.on;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    if (trimmed(rest.substr(0, end)) == table) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

plan::Lock announced_lock(const StepGroup& steps, const std::string& table) {
  plan::Lock out = plan::Lock::kNone;
  for (const plan::Step* step : steps) {
    if (is_on(*step, table)) out = std::max(out, step->lock);
  }
  return out;
}

}  // namespace tenon::migration

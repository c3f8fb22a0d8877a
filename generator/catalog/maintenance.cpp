#include "catalog/maintenance.hpp"

#include <fmt/format.h>

#include <set>

namespace tenon::catalog {
namespace {

/// The owner of what maintains, where the session may become it. From PostgreSQL 16 on, being a member isn't
/// enough.
constexpr const char* kOwner = R"sql(
  SELECT quote_ident(pg_get_userbyid(proowner)) FROM pg_catalog.pg_proc
  WHERE oid = to_regprocedure('tenon.maintain_at(timestamptz, boolean, boolean)')
    AND pg_has_role(current_user, proowner, CASE WHEN current_setting('server_version_num')::int >= 160000
                                                 THEN 'SET' ELSE 'MEMBER' END))sql";

/// Nothing ends the transaction that holds the lock but the run: such limits are for those that were
/// forgotten. The owner has to have set_config, as for the run itself; `catalog.naming_the_tenant` asks for
/// it.
constexpr const char* kKeep = R"sql(
  SELECT set_config(name, CASE name WHEN 'application_name' THEN 'tenon maintain, which holds the lock of the run' ELSE '0' END, false)
  FROM pg_catalog.pg_settings
  WHERE name IN ('application_name', 'idle_in_transaction_session_timeout', 'transaction_timeout'))sql";
/// At its end the keeper changes what the run has changed meanwhile, which a snapshot of its beginning
/// forbids.
constexpr const char* kBegin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
// By the simple protocol: the extended one leaves a portal open, whose snapshot a detaching would wait for.
constexpr const char* kBeginMaintenance = "SELECT * FROM tenon.begin_maintenance()";
constexpr const char* kEnd = "SELECT tenon.end_maintenance(); COMMIT";
constexpr const char* kStillThere = "SELECT";

/// What is begun comes first: a table has one detaching at a time.
constexpr const char* kLeaving = R"sql(
  SELECT l.name, l.detail, l.relation, format('%I.%I', n.nspname, c.relname),
         (SELECT format('%I.%I', pn.nspname, p.relname) FROM pg_catalog.pg_class p
          JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace WHERE p.oid = l.parent), l.pending
  FROM tenon.leaving_now l JOIN pg_catalog.pg_class c ON c.oid = l.relation
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ORDER BY l.pending DESC, l.name)sql";

struct Leaving {
  std::string name;
  std::string detail;
  std::string oid;
  std::string table;   ///< as SQL spells it
  std::string parent;  ///< likewise; empty once it is detached
  bool pending = false;
};

/// How long one detaching waits for transactions that were there before it: it holds nobody up.
constexpr const char* kPatience = "SET lock_timeout = '5s'";
/// Dropping locks the tables that it refers to as well, and whoever comes after waits behind it: it waits for
/// a moment only, and tries again.
constexpr const char* kMoment = "BEGIN; SET LOCAL lock_timeout = '100ms'";
constexpr int kAttempts = 10;
constexpr const char* kWait = "SELECT pg_sleep(0.2)";

bool is_for_the_next_run(const pq::SqlError& error) {
  // A lock that isn't to be had, a deadlock, and a server with no room for more locks.
  return error.sqlstate == "55P03" || error.sqlstate == "40P01" || error.sqlstate == "53200";
}

MaintenanceRun told(const tl::expected<pq::Rows, pq::SqlError>& rows) {
  MaintenanceRun out;
  if (!rows) out.error = rows.error();
  for (std::size_t row = 0; rows && row < rows->size(); ++row)
    out.deeds.push_back({rows->text(row, 0), rows->text(row, 1), rows->text(row, 2)});
  return out;
}

/// Whether the run may go on.
bool succeeded(const tl::expected<pq::Rows, pq::SqlError>& done, MaintenanceRun& run) {
  if (!done) run.error = done.error();
  return done.has_value();
}

tl::expected<pq::Rows, pq::SqlError> maintain_at(pq::Session& session, const MaintenanceWish& wish,
                                                 bool registering) {
  const pq::Parameter parameters[] = {wish.now.empty() ? pq::Parameter() : wish.now, wish.dry_run ? "t" : "f",
                                      registering ? "t" : "f"};
  return session.query(
      "SELECT * FROM tenon.maintain_at(coalesce($1::timestamptz, now()), $2::boolean, $3::boolean)",
      parameters);
}

/// Whose transactions keep a table from losing a partition.
std::string who_holds(pq::Session& session, const std::string& parent) {
  const pq::Parameter parameter[] = {parent};
  const auto found = session.query(
      "SELECT string_agg(DISTINCT pid::text, ', ') FROM pg_catalog.pg_locks "
      "WHERE relation = $1::regclass AND granted AND pid <> pg_backend_pid()",
      parameter);
  if (!found || found->text(0, 0).empty()) return "";
  return fmt::format(
      "; in use by the transactions of {}: let them end, or end them by pg_terminate_backend()",
      found->text(0, 0));
}

MaintenanceDeed undone(const Leaving& part, const pq::SqlError& error, const std::string& more = "") {
  const char* action = is_for_the_next_run(error) ? "postponed" : "failed";
  return {action, part.name, error.message + more};
}

/// Out of its table, if it isn't yet. Interrupted, it stays begun: nobody finds its rows any more, and the
/// next run ends it.
std::optional<MaintenanceDeed> detach(pq::Session& session, const Leaving& part) {
  if (part.parent.empty()) return std::nullopt;
  const auto done = session.query(fmt::format("ALTER TABLE {} DETACH PARTITION {} {}", part.parent,
                                              part.table, part.pending ? "FINALIZE" : "CONCURRENTLY"));
  if (done) return std::nullopt;
  return undone(part, done.error(), is_for_the_next_run(done.error()) ? who_holds(session, part.parent) : "");
}

tl::expected<pq::Rows, pq::SqlError> try_to_drop(pq::Session& session, const Leaving& part) {
  const pq::Parameter parameter[] = {part.oid};
  if (auto begun = session.script(kMoment); !begun) return begun;
  auto dropped = session.query("SELECT tenon.drop_detached($1::oid)", parameter);
  auto ended = session.script(dropped ? "COMMIT" : "ROLLBACK");
  if (dropped && !ended) return ended;
  return dropped;
}

/// None where it is no longer what it was: it is somebody's to keep.
std::optional<MaintenanceDeed> drop(pq::Session& session, const Leaving& part) {
  auto done = try_to_drop(session, part);
  for (int attempt = 1; attempt < kAttempts && !done && is_for_the_next_run(done.error()); ++attempt) {
    session.query(kWait);
    done = try_to_drop(session, part);
  }
  if (!done) return undone(part, done.error());
  if (done->text(0, 0) != "t") return std::nullopt;
  return MaintenanceDeed{"dropped", part.name, part.detail};
}

tl::expected<std::vector<Leaving>, pq::SqlError> leaving(pq::Session& session) {
  const auto rows = session.query(kLeaving);
  if (!rows) return tl::unexpected(rows.error());
  std::vector<Leaving> out;
  for (std::size_t row = 0; row < rows->size(); ++row) {
    out.push_back({rows->text(row, 0), rows->text(row, 1), rows->text(row, 2), rows->text(row, 3),
                   rows->text(row, 4), rows->text(row, 5) == "t"});
  }
  return out;
}

/// One that wasn't looked at in this run. Asked anew each time: what the last one waited for, others did too.
std::optional<Leaving> next_of(const std::vector<Leaving>& parts, const std::set<std::string>& seen) {
  for (const Leaving& part : parts) {
    if (!seen.contains(part.oid)) return part;
  }
  return std::nullopt;
}

/// Without the lock, no step more.
void take_away(pq::Session& session, pq::Session& keeper, MaintenanceRun& run) {
  std::set<std::string> seen;
  std::set<std::string> busy;  // tables that were in use
  for (;;) {
    const auto parts = leaving(session);
    if (!parts) {
      run.error = parts.error();
      return;
    }
    const auto part = next_of(*parts, seen);
    if (!part || !succeeded(keeper.script(kStillThere), run)) return;
    seen.insert(part->oid);
    if (busy.contains(part->parent)) {
      run.deeds.push_back(
          {"postponed", part->name, "its table was in use when another of its partitions was to go"});
    } else if (auto waits = detach(session, *part)) {
      if (waits->action == "postponed") busy.insert(part->parent);
      run.deeds.push_back(std::move(*waits));
    } else if (auto dropped = drop(session, *part)) {
      run.deeds.push_back(std::move(*dropped));
    }
  }
}

/// Nothing where the keeper has the lock from now on; else what tells why not.
MaintenanceRun take_lock(pq::Session& keeper) {
  MaintenanceRun run;
  if (!succeeded(keeper.query(kKeep), run) || !succeeded(keeper.script(kBegin), run)) return run;
  run = told(keeper.script(kBeginMaintenance));
  // That the run was skipped is kept.
  if (!run.error && !run.deeds.empty()) succeeded(keeper.script("COMMIT"), run);
  return run;
}

}  // namespace

tl::expected<bool, pq::SqlError> become_owner(pq::Session& session) {
  const auto owner = session.query(kOwner);
  if (!owner) return tl::unexpected(owner.error());
  if (owner->size() == 0) return false;
  const auto became = session.script(fmt::format("SET ROLE {}; {}", owner->text(0, 0), kPatience));
  if (!became) return tl::unexpected(became.error());
  return true;
}

MaintenanceRun maintain(pq::Session& session, const MaintenanceWish& wish) {
  if (!wish.now.empty()) return told(maintain_at(session, wish, false));
  return told(
      session.query(wish.dry_run ? "SELECT * FROM tenon.maintenance()" : "SELECT * FROM tenon.maintain()"));
}

MaintenanceRun maintain_as_owner(pq::Session& session, pq::Session& keeper, const MaintenanceWish& wish) {
  MaintenanceRun run = take_lock(keeper);
  if (run.error || !run.deeds.empty()) return run;
  run = told(maintain_at(session, wish, true));
  if (!run.error) take_away(session, keeper, run);
  if (!run.error) succeeded(keeper.script(kEnd), run);
  return run;
}

}  // namespace tenon::catalog

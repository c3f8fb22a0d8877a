#include "migration/observer.hpp"

#include "catalog/session.hpp"
#include "migration/load.hpp"

namespace tenon::migration {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{4};

/// The run's own locks, and what others wait for.
constexpr const char* kLook = R"sql(
  SELECT l.relation, l.mode, l.pid = $1::int, coalesce(a.application_name, ''),
         coalesce((SELECT relname FROM pg_catalog.pg_class WHERE oid = coalesce(
           (SELECT relid FROM pg_catalog.pg_partition_ancestors(l.relation) WITH ORDINALITY AS p(relid, n)
            ORDER BY n DESC LIMIT 1), l.relation)), '')
  FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
  WHERE l.locktype = 'relation' AND l.relation >= 16384 AND (l.pid = $1::int OR NOT l.granted)
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))sql";

}  // namespace

const char* const kMakeNotes = R"sql(
  CREATE SCHEMA tenon_rehearsal;
  GRANT USAGE ON SCHEMA tenon_rehearsal TO PUBLIC;
  CREATE UNLOGGED TABLE tenon_rehearsal.held (relation oid, mode text);
  CREATE FUNCTION tenon_rehearsal.note() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $note$
    INSERT INTO tenon_rehearsal.held
    SELECT relation, mode FROM pg_catalog.pg_locks
    WHERE locktype = 'relation' AND pid = pg_catalog.pg_backend_pid() AND relation >= 16384
  $note$)sql";
const char* const kNote = "SELECT tenon_rehearsal.note();\n";

tl::expected<SeenLocks, pq::SqlError> take_notes(pq::Session& session) {
  const auto rows = session.query("DELETE FROM tenon_rehearsal.held RETURNING relation, mode");
  if (!rows) return tl::unexpected(rows.error());
  SeenLocks out;
  for (std::size_t i = 0; i < rows->size(); ++i)
    if (strength(rows->text(i, 1)) > 0) add_stronger(out, {{rows->text(i, 0), rows->text(i, 1)}});
  return out;
}

tl::expected<Meter, pq::SqlError> read_meter(pq::Session& session) {
  const auto rows = session.query(
      "SELECT (pg_catalog.pg_current_wal_insert_lsn() - '0/0')::bigint, "
      "pg_catalog.pg_database_size(pg_catalog.current_database())");
  if (!rows) return tl::unexpected(rows.error());
  return Meter{std::stol(rows->text(0, 0)), std::stol(rows->text(0, 1))};
}

Observer::Observer(std::string url, std::string database, std::string process)
    : url_(std::move(url)), database_(std::move(database)), process_(std::move(process)) {
  thread_ = std::thread([this] { watch(); });
}

Observer::~Observer() {
  stopped_ = true;
  thread_.join();
}

Sighting Observer::taken() {
  const std::lock_guard lock(mutex_);
  return std::exchange(seen_, Sighting());
}

void Observer::watch() {
  auto session = catalog::connect(url_, database_);
  if (!session) return;
  const pq::Parameter process[] = {process_};
  while (!stopped_ && !session->is_lost()) {
    const auto rows = session->query(kLook, process);
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; rows && i < rows->size(); ++i) {
      const std::string who = rows->text(i, 3);
      if (rows->text(i, 2) == "t") {
        if (strength(rows->text(i, 1)) > 0) add_stronger(seen_.locks, {{rows->text(i, 0), rows->text(i, 1)}});
      } else if (who == Load::kReader || who == Load::kWriter) {
        seen_.blocked.insert((who == Load::kReader ? "readers of " : "writers of ") + rows->text(i, 4));
      }
    }
    std::this_thread::sleep_for(kBetweenLooks);
  }
}

}  // namespace tenon::migration

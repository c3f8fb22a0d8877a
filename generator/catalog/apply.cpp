#include "catalog/apply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "types/types.hpp"

namespace tenon::catalog {
namespace {

/// `0.8.2` as numbers; what is no number ends it.
std::vector<int> version_numbers(const std::string& version) {
  std::vector<int> out;
  std::istringstream in(version);
  for (std::string part; std::getline(in, part, '.');) {
    if (part.empty() || part.find_first_not_of("0123456789") != std::string::npos) break;
    out.push_back(std::stoi(part));
  }
  return out;
}

bool older(const std::string& version, std::string_view minimum) {
  return version_numbers(version) < version_numbers(std::string(minimum));
}

std::string server_name(const pq::Session& session) {
  return fmt::format("PostgreSQL {}.{}", session.server_version() / 10000, session.server_version() % 10000);
}

std::string extension_help(const std::string& name, int major) {
  if (name == "vector") {
    return fmt::format(
        "install pgvector 0.8 for PostgreSQL {0}: the package postgresql-{0}-pgvector of PostgreSQL's own "
        "apt "
        "repository, pgvector_{0} of its yum repository, or `make && make install` from pgvector's source; "
        "managed "
        "servers have it in their list of extensions",
        major);
  }
  return fmt::format("install the package that holds `{}` for PostgreSQL {}, such as postgresql-contrib",
                     name, major);
}

std::optional<Missing> missing_extension(const pq::Session& session, const std::string& name,
                                         const pq::Rows& rows) {
  const std::string_view minimum = types::minimum_version(name);
  const int major = session.server_version() / 10000;
  const std::string wanted =
      minimum.empty() ? fmt::format("`{}`", name) : fmt::format("`{}` {}", name, minimum);
  if (rows.size() == 0) {
    return Missing{fmt::format("extension {} is missing on this server ({})", wanted, server_name(session)),
                   extension_help(name, major)};
  }
  const std::string version = rows.text(0, 0);
  if (minimum.empty() || !older(version, minimum)) return std::nullopt;
  const bool installed = rows.text(0, 1) == "t";
  return Missing{fmt::format("extension {} is needed, and this server has {} ({})", wanted, version,
                             server_name(session)),
                 installed ? fmt::format("update the package, then run `ALTER EXTENSION {} UPDATE`", name)
                           : extension_help(name, major)};
}

}  // namespace

tl::expected<std::vector<Missing>, pq::SqlError> missing_requirements(pq::Session& session,
                                                                      const ir::Schema& schema) {
  std::vector<Missing> out;
  if (session.server_version() < schema.postgres * 10000) {
    out.push_back({fmt::format("the schema needs PostgreSQL {}, and this server is {}", schema.postgres,
                               server_name(session)),
                   "use a newer server, or lower `postgres` in the schema block"});
  }
  for (const std::string& name : schema.extensions) {
    const pq::Parameter parameter[] = {name};
    const auto rows = session.query(
        "SELECT coalesce(installed_version, default_version), installed_version IS NOT NULL "
        "FROM pg_catalog.pg_available_extensions WHERE name = $1",
        parameter);
    if (!rows) return tl::unexpected(rows.error());
    if (auto missing = missing_extension(session, name, *rows)) out.push_back(std::move(*missing));
  }
  return out;
}

tl::expected<std::optional<Missing>, pq::SqlError> missing_lock_room(pq::Session& session,
                                                                     const ir::Schema& schema) {
  const auto rows = session.query(
      "SELECT current_setting('max_locks_per_transaction'), "
      "current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int");
  if (!rows) return tl::unexpected(rows.error());
  const std::size_t each = std::stoul(rows->text(0, 0));
  const std::size_t sessions = std::stoul(rows->text(0, 1));
  const std::size_t needed = ir::relation_count(schema);
  if (needed <= each * sessions) return std::nullopt;
  constexpr std::size_t kStep = 64;
  const std::size_t enough = (needed / sessions / kStep + 1) * kStep;
  return Missing{
      fmt::format("`{}` comes to {} tables, partitions and indexes, and the server has room for {} locks",
                  schema.name, needed, each * sessions),
      fmt::format("set `max_locks_per_transaction` to {} or more and restart the server, where it is {} now: "
                  "making them takes a lock of each at once, and so does erasing a tenant",
                  enough, each)};
}

tl::expected<std::optional<std::string>, pq::SqlError> installed_fingerprint(pq::Session& session,
                                                                             const std::string& schema_name) {
  const auto table = session.query("SELECT to_regclass('tenon.schema_version') IS NOT NULL");
  if (!table) return tl::unexpected(table.error());
  if (table->text(0, 0) != "t") return std::optional<std::string>();
  const pq::Parameter parameter[] = {schema_name};
  const auto rows = session.query("SELECT fingerprint FROM tenon.schema_version WHERE name = $1", parameter);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->size() == 0) return std::optional<std::string>();
  return std::optional<std::string>(rows->text(0, 0));
}

namespace {

/// The number is tenon's own, and names nothing else. Nothing of the database's own can be locked before
/// there is a schema, and an advisory lock can be anyone's: it is waited for as long as an apply may take.
constexpr long kLockOfApply = 7310583947;
constexpr const char* kLock =
    "SET LOCAL lock_timeout = '1min'; SELECT pg_advisory_xact_lock({}); SET LOCAL lock_timeout TO DEFAULT";
constexpr const char* kLockHolders = R"sql(
  SELECT string_agg(format('process %s of %s%s', l.pid, coalesce(a.usename, 'nobody any more'),
                           coalesce(' (' || nullif(a.application_name, '') || ')', '')), ', ' ORDER BY l.pid)
  FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = current_database()
  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
  WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
    AND (l.classid::bigint << 32) + l.objid::bigint = $1::bigint)sql";

/// What to do about it, where it is the lock that wasn't to be had.
pq::SqlError explained(pq::Session& session, pq::SqlError error) {
  if (error.sqlstate != "55P03") return error;
  session.script("ROLLBACK");
  const std::string holders = advisory_lock_holders(session, kLockOfApply);
  error.message = "the lock that apply takes is held for more than a minute";
  if (!holders.empty()) error.message += " by " + holders;
  error.hint = "let it end, or end it by pg_terminate_backend(), and apply again";
  return error;
}

}  // namespace

std::string advisory_lock_holders(pq::Session& session, long key) {
  const pq::Parameter parameter[] = {std::to_string(key)};
  const auto rows = session.query(kLockHolders, parameter);
  return rows && rows->size() > 0 ? rows->text(0, 0) : "";
}

tl::expected<Transaction, pq::SqlError> Transaction::begin(pq::Session& session) {
  if (auto begun = session.script("BEGIN"); !begun) return tl::unexpected(begun.error());
  Transaction out(session);
  if (auto locked = out.run(fmt::format(kLock, kLockOfApply)); !locked)
    return tl::unexpected(explained(session, locked.error()));
  return out;
}

Transaction::~Transaction() {
  if (session_ != nullptr) session_->script("ROLLBACK");
}

tl::expected<void, pq::SqlError> Transaction::run(const std::string& script) {
  if (auto result = session_->script(script); !result) return tl::unexpected(result.error());
  return {};
}

tl::expected<void, pq::SqlError> Transaction::commit() {
  if (auto done = run("COMMIT"); !done) return done;
  session_ = nullptr;
  return {};
}

std::string describe(const pq::SqlError& error) {
  std::string out = error.message;
  if (!error.sqlstate.empty()) out += fmt::format(" (SQLSTATE {})", error.sqlstate);
  // It names objects, and no value of a row.
  constexpr std::string_view kDependentObjects = "2BP01";
  if (error.sqlstate == kDependentObjects && !error.detail.empty()) out += "\n  " + error.detail;
  if (!error.hint.empty()) out += fmt::format("\n  hint: {}", error.hint);
  return out;
}

}  // namespace tenon::catalog

#include "sql.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tenon::conformance {

SqlFailure::SqlFailure(std::string doing, pq::SqlError error)
    : message_(fmt::format("{} failed: {}", doing, describe(error))) {}

std::string describe(const pq::SqlError& error) {
  if (error.sqlstate.empty()) return error.message;
  return fmt::format("ERROR {}: {}", error.sqlstate, error.message);
}

pq::Rows rows(Probe& probe, std::string_view doing, std::string_view sql,
              std::initializer_list<pq::Parameter> parameters) {
  auto result = probe.session().query(sql, std::span(parameters.begin(), parameters.size()));
  if (!result) throw SqlFailure(std::string(doing), std::move(result.error()));
  return std::move(*result);
}

void execute(Probe& probe, std::string_view doing, std::string_view sql) {
  rows(probe, doing, sql);
}

bool is_true(const pq::Rows& rows, std::size_t row, std::size_t column) {
  return rows.at(row, column) == std::string_view("t");
}

namespace {

/// The schemas that authored SQL is written against: the tables' own, and those of the promised extensions.
/// `pg_temp` comes last, so that the scratch tables there hide nothing.
std::string search_path(Probe& probe) {
  std::string path = quoted(probe, probe.schema().sql_schema);
  for (const Extension& extension : probe.schema().extensions) {
    const auto found = rows(probe, "finding an extension's schema",
                            "SELECT quote_ident(n.nspname) FROM pg_extension e "
                            "JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = $1",
                            {extension.name});
    if (found.size() == 1 && path.find(found.text(0, 0)) == std::string::npos)
      path += ", " + found.text(0, 0);
  }
  return path + ", pg_temp";
}

}  // namespace

void begin(Probe& probe) {
  execute(probe, "opening a transaction", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
  // A check that meets a lock of the running application gives up soon instead of queueing others behind
  // itself. An attack that succeeds may touch many rows before it is rolled back: the statement's time bounds
  // that.
  execute(probe, "limiting locks", "SET LOCAL lock_timeout = '3s'");
  execute(probe, "limiting time", "SET LOCAL statement_timeout = '15s'");
  // Attacks look for rows that should not be found: through the tenant's index that takes no time, however
  // large the table; a plan that hopes to stumble on one soon would read all of it.
  execute(probe, "preferring indexes", "SET LOCAL enable_seqscan = off");
  // A plan that has to read a whole table all the same looks so dear then that the server would compile it.
  execute(probe, "not compiling", "SET LOCAL jit = off");
  execute(probe, "pinning the time zone", "SET LOCAL TimeZone = 'UTC'");
  rows(probe, "pinning the search path", "SELECT set_config('search_path', $1, true)", {search_path(probe)});
}

Findings rolled_back(Probe& probe, std::string_view check, const std::string& object,
                     const std::function<Findings()>& body) {
  Findings findings;
  try {
    begin(probe);
    findings = body();
  } catch (const SqlFailure& failure) {
    findings.push_back(finding(failure.what()));
  }
  const auto ended = probe.session().query("ROLLBACK");
  if (!ended) findings.push_back(finding("rolling back failed: " + describe(ended.error())));
  for (Finding& each : findings) {
    each.check = check;
    if (each.object.empty()) each.object = object;
  }
  return findings;
}

std::string quoted(Probe& probe, std::string_view identifier) {
  return probe.session().quote_identifier(identifier);
}

std::string quoted_list(Probe& probe, const std::vector<std::string>& identifiers) {
  std::string list;
  for (const std::string& identifier : identifiers) {
    if (!list.empty()) list += ", ";
    list += quoted(probe, identifier);
  }
  return list;
}

std::string qualified(Probe& probe, const Table& table) {
  return quoted(probe, probe.schema().sql_schema) + "." + quoted(probe, table.name);
}

std::string literal(Probe& probe, std::string_view text) {
  return probe.session().quote_literal(text);
}

std::vector<std::string> entering(Probe& probe, const std::string& tenant) {
  const Schema& schema = probe.schema();
  if (schema.tenant_is_signed) {
    return {"SET LOCAL ROLE " + quoted(probe, schema.roles.owner),
            fmt::format("SELECT tenon.enter_tenant({})", literal(probe, tenant))};
  }
  return {fmt::format("SELECT set_config({}, {}, true)", literal(probe, schema.tenant_setting),
                      literal(probe, tenant))};
}

const Table* table_named(const Schema& schema, std::string_view name) {
  const auto found = std::find_if(schema.tables.begin(), schema.tables.end(),
                                  [&](const Table& table) { return table.name == name; });
  return found == schema.tables.end() ? nullptr : &*found;
}

const Table* root_of(const Schema& schema) {
  const auto found = std::find_if(schema.tables.begin(), schema.tables.end(),
                                  [](const Table& table) { return table.tenancy == Tenancy::kRoot; });
  return found == schema.tables.end() ? nullptr : &*found;
}

}  // namespace tenon::conformance

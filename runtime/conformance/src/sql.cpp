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
  if (!result) {
    expect_judgeable(probe, result.error());
    throw SqlFailure(std::string(doing), std::move(result.error()));
  }
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
  std::string path = quoted_list(probe, probe.schema().spaces());
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

namespace {

/// What a check depends on, whatever the server, the database or the role have set; `catalog.settings` tells
/// of what others suffer from.
constexpr std::pair<std::string_view, std::string_view> kPinned[] = {
    // A check that meets a lock of the running application gives up soon instead of queueing others behind
    // itself. An attack that succeeds may touch many rows before it is rolled back: the statement's time
    // bounds that.
    {"lock_timeout", "3s"},
    {"statement_timeout", "15s"},
    {"idle_in_transaction_session_timeout", "0"},
    // Attacks look for rows that should not be found: through the tenant's index that takes no time, however
    // large the table; a plan that hopes to stumble on one soon would read all of it. A plan that has to read
    // a whole table all the same looks so dear then that the server would compile it.
    {"enable_seqscan", "off"},
    {"jit", "off"},
    // Off, it refuses whatever a policy would narrow down.
    {"row_security", "on"},
    {"role", "none"},
    // How text is read and printed.
    {"TimeZone", "UTC"},
    {"DateStyle", "ISO"},
    {"IntervalStyle", "postgres"},
    {"bytea_output", "hex"},
    {"extra_float_digits", "1"},
    {"standard_conforming_strings", "on"},
    {"quote_all_identifiers", "off"},
    {"transform_null_equals", "off"},
    {"array_nulls", "on"},
    {"xmloption", "content"},
};

}  // namespace

std::string pinned_sql(Probe& probe) {
  std::string script;
  for (const auto& [name, value] : kPinned)
    script += (script.empty() ? "" : "; ") + set_local(probe, name, value);
  return script;
}

std::string begin_sql(Probe& probe) {
  std::string script = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; " + pinned_sql(probe);
  if (probe.is_in_a_hurry()) script += "; SET LOCAL lock_timeout = '100ms'";
  if (probe.session().server_version() >= 170000) script += "; SET LOCAL transaction_timeout = 0";
  return script;
}

void begin(Probe& probe) {
  const auto begun = probe.session().script(begin_sql(probe));
  if (!begun) {
    expect_judgeable(probe, begun.error());
    throw SqlFailure("opening a transaction", begun.error());
  }
  execute(probe, "pinning the search path", "SET LOCAL search_path TO " + search_path(probe));
}

namespace {

/// Without a verdict where the cause says so, a finding of that wording where it doesn't.
void fail(Probe& probe, const pq::SqlError& error, std::string_view doing, Verdict& verdict) {
  verdict.unjudged = cause_of(probe, error);
  if (!verdict.unjudged)
    verdict.findings.push_back(finding(fmt::format("{} failed: {}", doing, describe(error))));
}

}  // namespace

Verdict rolled_back(Probe& probe, std::string_view check, const std::string& object,
                    const std::function<Findings()>& body) {
  Verdict verdict;
  try {
    begin(probe);
    verdict.findings = body();
  } catch (const NotJudged& cause) {
    verdict.unjudged = cause.unjudged();
  } catch (const SqlFailure& failure) {
    verdict.findings.push_back(finding(failure.what()));
  }
  const auto ended = probe.session().query("ROLLBACK");
  if (!ended && !verdict.unjudged) fail(probe, ended.error(), "rolling back", verdict);
  for (Finding& each : verdict.findings) {
    each.check = check;
    if (each.object.empty()) each.object = object;
  }
  if (verdict.unjudged) {
    verdict.unjudged->check = check;
    verdict.unjudged->object = object;
    if (verdict.unjudged->passing) verdict.unjudged->why += holders_of_locks(probe);
  }
  return verdict;
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
  return qualified(probe, table.name);
}

std::string qualified(Probe& probe, const std::string& name) {
  const Placed at = placed(probe.schema(), name);
  return quoted(probe, at.schema) + "." + quoted(probe, at.name);
}

std::string spaces_of(const Schema& schema) {
  return fmt::format("{}", fmt::join(schema.spaces(), ","));
}

std::string literal(Probe& probe, std::string_view text) {
  return probe.session().quote_literal(text);
}

std::string setting(Probe& probe, std::string_view name, std::string_view value) {
  std::string parts;
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
    parts += quoted(probe, name.substr(0, dot)) + ".";
    name.remove_prefix(dot + 1);
  }
  return fmt::format("{}{} = {}", parts, quoted(probe, name), literal(probe, value));
}

std::string set_local(Probe& probe, std::string_view name, std::string_view value) {
  return "SET LOCAL " + setting(probe, name, value);
}

std::vector<std::string> entering(Probe& probe, const std::string& tenant) {
  const Schema& schema = probe.schema();
  std::vector<std::string> out;
  for (const auto& [name, value] : probe.session_in(tenant)) out.push_back(set_local(probe, name, value));
  if (schema.tenant_is_signed) {
    out.push_back("SET LOCAL ROLE " + quoted(probe, schema.roles.owner));
    out.push_back(fmt::format("SELECT tenon.enter_tenant({})", literal(probe, tenant)));
  } else {
    out.push_back(set_local(probe, schema.tenant_setting, tenant));
  }
  return out;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
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

#include <fmt/format.h>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {

Findings fingerprint_is_the_schemas(Probe& probe) {
  const auto found =
      rows(probe, "reading `tenon.schema_version`",
           "SELECT fingerprint FROM tenon.schema_version WHERE name = $1", {probe.schema().name});
  if (found.size() == 0) {
    return {finding(fmt::format("`tenon.schema_version` has no row for schema `{}`", probe.schema().name))};
  }
  if (found.text(0, 0) == probe.schema().fingerprint) return {};
  Finding other = finding(
      fmt::format("the database is of another version of the schema: its fingerprint is {}, promised: {}",
                  found.text(0, 0), probe.schema().fingerprint));
  other.severity = "denial";
  other.remedy = "run `tenon migrate up`, or verify it against the file that it was made from";
  return {other};
}

Findings extensions_are_new_enough(Probe& probe) {
  Findings findings;
  for (const Extension& extension : probe.schema().extensions) {
    // Versions compare number by number; what isn't a number, as in `2.0dev`, ends the comparison.
    const auto found = rows(probe, "reading the extensions", R"sql(
      SELECT extversion, string_to_array(substring(extversion FROM '^[0-9]+(?:\.[0-9]+)*'), '.')::int[]
                         >= string_to_array(substring($2 FROM '^[0-9]+(?:\.[0-9]+)*'), '.')::int[]
      FROM pg_extension WHERE extname = $1)sql",
                            {extension.name, extension.minimum_version});
    if (found.size() == 0) {
      findings.push_back(
          finding(extension.name, "the extension is missing: CREATE EXTENSION as a superuser"));
    } else if (!extension.minimum_version.empty() && !is_true(found, 0, 1)) {
      findings.push_back(
          finding(extension.name, fmt::format("the extension is version {}, promised: {} or newer",
                                              found.text(0, 0), extension.minimum_version)));
    }
  }
  return findings;
}

Findings enums_are_exact(Probe& probe) {
  Facts promised;
  for (const Enum& each : probe.schema().enums) {
    promised.emplace(each.name, fmt::format("({})", fmt::join(each.values, ", ")));
  }
  const auto found = rows(probe, "reading the enums", R"sql(
    SELECT CASE WHEN n.nspname = split_part($1, ',', 1) THEN t.typname ELSE n.nspname || '.' || t.typname END,
           '(' || coalesce(string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder), '') || ')'
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_enum e ON e.enumtypid = t.oid
    WHERE n.nspname = ANY (string_to_array($1, ',')) AND t.typtype = 'e'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid
                                                AND d.deptype = 'e')
    GROUP BY t.oid, t.typname, n.nspname)sql",
                          {spaces_of(probe.schema())});
  // Other enums in the schema harm nothing.
  Facts there;
  for (auto& [name, values] : facts_of(found)) {
    if (promised.contains(name)) there.emplace(name, values);
  }
  return differences("enum", promised, there);
}

Findings current_tenant_is_as_promised(Probe& probe) {
  if (!probe.schema().has_tenancy) return {};
  const std::string function = "tenon.current_tenant()";
  const auto found = rows(probe, "reading `tenon.current_tenant()`", R"sql(
    SELECT l.lanname, p.provolatile, p.prosecdef, format_type(p.prorettype, NULL),
           format_type($1::regtype, NULL), pg_get_userbyid(p.proowner), p.prokind
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
    WHERE n.nspname = 'tenon' AND p.proname = 'current_tenant' AND p.pronargs = 0)sql",
                          {probe.schema().tenant_type});
  if (found.size() != 1) return {finding(function, "the function is missing")};
  Findings findings;
  const auto expect = [&](bool holds, std::string there, std::string promised) {
    if (!holds) findings.push_back(finding(function, fmt::format("is {}, promised: {}", there, promised)));
  };
  const bool is_signed = probe.schema().tenant_is_signed;
  const std::string language = is_signed ? "plpgsql" : "sql";
  expect(found.text(0, 0) == language, "in language " + found.text(0, 0),
         is_signed ? "plpgsql, which keeps its plans" : "language sql, which is inlined");
  expect(found.text(0, 1) == "s", found.text(0, 1) == "v" ? "VOLATILE" : "IMMUTABLE", "STABLE");
  const char* const rights[] = {"SECURITY INVOKER", "SECURITY DEFINER"};
  const bool definer = is_true(found, 0, 2);
  expect(definer == is_signed, rights[definer ? 1 : 0], rights[is_signed ? 1 : 0]);
  expect(found.text(0, 3) == found.text(0, 4), "returning " + found.text(0, 3), found.text(0, 4));
  expect(found.text(0, 5) == probe.schema().roles.owner, "owned by `" + found.text(0, 5) + "`",
         "`" + probe.schema().roles.owner + "`");
  expect(found.text(0, 6) == "f", "no plain function", "a function");
  return findings;
}

namespace {

/// What the function gives, in a savepoint, so that an error leaves the transaction usable.
tl::expected<std::optional<std::string>, pq::SqlError> tenant_with(Probe& probe, const std::string& key) {
  execute(probe, "setting a savepoint", "SAVEPOINT tenon_tenant");
  for (const std::string& statement : entering(probe, key)) execute(probe, "setting the tenant", statement);
  auto answer = probe.session().query("SELECT tenon.current_tenant()::text");
  tl::expected<std::optional<std::string>, pq::SqlError> tenant;
  if (!answer) {
    expect_judgeable(probe, answer.error());
    tenant = tl::unexpected(std::move(answer.error()));
  } else if (const auto value = answer->at(0, 0)) {
    tenant = std::optional<std::string>(*value);
  }
  execute(probe, "rolling back to a savepoint", "ROLLBACK TO SAVEPOINT tenon_tenant");
  return tenant;
}

}  // namespace

Findings current_tenant_fails_closed(Probe& probe) {
  if (!probe.schema().has_tenancy) return {};
  const std::string function = "tenon.current_tenant()";
  Findings findings;
  const auto expect_null = [&](const tl::expected<std::optional<std::string>, pq::SqlError>& tenant,
                               std::string_view when) {
    if (!tenant) {
      findings.push_back(finding(function, fmt::format("fails when the tenant is {}: {}, promised: NULL",
                                                       when, describe(tenant.error()))));
    } else if (*tenant) {
      findings.push_back(
          finding(function, fmt::format("names a tenant when it is {}, promised: NULL", when)));
    }
  };
  expect_null(probe.tenant_when_unset(), "unset");
  expect_null(tenant_with(probe, ""), "the empty string");
  for (const std::string& key : probe.schema().sample_tenant_keys) {
    const auto tenant = tenant_with(probe, key);
    if (!tenant || *tenant != key) {
      findings.push_back(finding(
          function, fmt::format("does not give the tenant that `{}` names", probe.schema().tenant_setting)));
    }
  }
  return findings;
}

}  // namespace tenon::conformance

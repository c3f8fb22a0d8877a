#include <fmt/format.h>

#include "attack.hpp"
#include "catalog.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

/// What makes a value of the setting, as SQL. The owner, who can read the keys, makes each, so that only what
/// is said here sets it apart from one that counts.
struct Signing {
  std::string_view name{};
  std::string tenant{};      ///< that the value names
  std::string signed_for{};  ///< that the signature is for; the same, unless it says another
  std::string_view key = "0";
  std::string_view backend = "pg_backend_pid()";
  std::string_view second = "floor(extract(epoch FROM now()))";
  std::string schema{};                ///< ours, unless it says another
  std::string_view pad = "inner_pad";  ///< that the key is known by
  std::string_view cut = "{}";         ///< what becomes of the whole
};

std::string value_of(Probe& probe, const Signing& signing) {
  const std::string schema = signing.schema.empty() ? probe.schema().name : signing.schema;
  const std::string whole = fmt::format(
      "who || encode(sha256(outer_pad || sha256({} || convert_to({} || who || {}, 'UTF8'))), 'hex') || '.' "
      "|| {}",
      signing.pad, literal(probe, "tenon." + schema + "."),
      literal(probe, signing.signed_for.empty() ? signing.tenant : signing.signed_for),
      literal(probe, signing.tenant));
  const std::string sql = fmt::format(
      "SELECT {} FROM tenon.signing_keys, concat({}, '.', {}, '.', {}, '.') AS who WHERE id = 0",
      fmt::format(fmt::runtime(signing.cut), whole), signing.key, signing.backend, signing.second);
  const auto row = first_row(probe, {probe.schema().roles.owner, ""}, sql);
  return row.empty() ? "" : row.at(0).value_or("");
}

/// What the application gets where it sets the text itself.
Outcome tenant_from(Probe& probe, const std::string& text) {
  return attempt(probe, {probe.schema().roles.app, ""}, "SELECT WHERE tenon.current_tenant() IS NOT NULL",
                 set_local(probe, probe.schema().tenant_setting, text));
}

void expect_none(Probe& probe, std::string_view name, const std::string& text, Findings& findings) {
  const Outcome outcome = tenant_from(probe, text);
  if (!outcome.error && outcome.rows == 0) return;
  const std::string what = outcome.error ? outcome.wording() : "is taken for a tenant";
  findings.push_back(finding("tenon.current_tenant()", fmt::format("{} {}, promised: NULL", name, what)));
}

std::vector<Signing> forgeries(const std::string& ours, const std::string& theirs) {
  return {
      {.name = "another tenant's signature", .tenant = theirs, .signed_for = ours},
      {.name = "a value for another backend", .tenant = theirs, .backend = "pg_backend_pid() + 1"},
      {.name = "an expired value", .tenant = theirs, .second = "floor(extract(epoch FROM now())) - 120"},
      {.name = "a value of the future", .tenant = theirs, .second = "floor(extract(epoch FROM now())) + 120"},
      {.name = "a value of no second", .tenant = theirs, .second = "'soon'"},
      {.name = "a value of a key that isn't there", .tenant = theirs, .key = "999999999"},
      {.name = "a value of another key", .tenant = theirs, .pad = "outer_pad"},
      {.name = "a value of another schema", .tenant = theirs, .schema = "another"},
      {.name = "a value without its last character", .tenant = theirs, .cut = "left({}, -1)"},
      {.name = "a value with half its signature",
       .tenant = theirs,
       .cut = "regexp_replace({}, '[0-9a-f]{{32}}[.]', '.')"},
      {.name = "a value without its signature",
       .tenant = theirs,
       .cut = "regexp_replace({}, '[0-9a-f]{{64}}[.]', '.')"},
  };
}

/// Texts that would be errors if they were cast.
std::vector<std::string> garbage(const std::string& theirs) {
  const std::string digits(200, '9');
  return {
      ".",     "....", "0.1.2.3." + theirs, digits, "0." + digits + ".1." + theirs, "\n" + theirs, "'; --",
      "{0,1}", "\\x00"};
}

}  // namespace

Findings choosing_a_tenant(Probe& probe) {
  const Schema& schema = probe.schema();
  if (!schema.tenant_is_signed) return {};
  const std::string& ours = schema.sample_tenant_keys.at(0);
  const std::string& theirs = schema.sample_tenant_keys.at(1);
  Findings findings;
  // Were this one not taken, the others would prove nothing.
  if (tenant_from(probe, value_of(probe, {.name = "a signed value", .tenant = ours})).rows != 1)
    findings.push_back(finding("tenon.current_tenant()", "a signed value is not taken for its tenant"));
  for (const Signing& forgery : forgeries(ours, theirs))
    expect_none(probe, forgery.name, value_of(probe, forgery), findings);
  expect_none(probe, "a value that nobody signed", theirs, findings);
  for (const std::string& text : garbage(theirs)) expect_none(probe, "garbage", text, findings);
  const std::vector<std::string> ways = {
      fmt::format("SELECT tenon.enter_tenant({})", literal(probe, theirs)), "SELECT tenon.add_signing_key(7)",
      "SELECT tenon.retire_signing_key(0)", "SELECT FROM tenon.signing_keys"};
  for (const std::string& sql : ways) {
    const Outcome outcome = attempt(probe, {schema.roles.app, ours}, sql);
    if (!outcome.refused_with(kDenied))
      findings.push_back(
          finding(fmt::format("`{}` {}, promised: permission denied", sql, outcome.wording())));
  }
  return findings;
}

Findings signing_keys_are_the_owners(Probe& probe) {
  const Schema& schema = probe.schema();
  if (!schema.tenant_is_signed) return {};
  // Whoever was granted it, of the schema or not; and the schema's roles by way of another as well.
  const auto found = rows(probe, "reading who may choose a tenant", R"sql(
    WITH keys AS (SELECT * FROM pg_class WHERE oid = 'tenon.signing_keys'::regclass),
         choosing AS (SELECT *, oid::regprocedure::text AS name FROM pg_proc
                      WHERE pronamespace = 'tenon'::regnamespace
                        AND proname IN ('enter_tenant', 'add_signing_key', 'retire_signing_key')),
         granted AS (
           SELECT 'tenon.signing_keys' AS object, relowner AS owner, acl.grantee FROM keys, aclexplode(relacl) AS acl
           UNION ALL
           SELECT 'tenon.signing_keys', relowner, acl.grantee
           FROM keys JOIN pg_attribute a ON a.attrelid = keys.oid, aclexplode(a.attacl) AS acl
           UNION ALL
           SELECT name, proowner, acl.grantee
           FROM choosing, aclexplode(coalesce(proacl, acldefault('f', proowner))) AS acl),
         role AS (SELECT oid, rolname FROM pg_roles WHERE rolname = ANY (string_to_array($1, ',')))
    SELECT coalesce(r.rolname, 'PUBLIC') AS role, object FROM granted LEFT JOIN pg_roles r ON r.oid = grantee
    WHERE grantee <> owner
    UNION
    SELECT role.rolname, 'tenon.signing_keys' FROM role
    WHERE has_table_privilege(role.oid, 'tenon.signing_keys', 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
       OR has_any_column_privilege(role.oid, 'tenon.signing_keys', 'SELECT, INSERT, UPDATE')
    UNION
    SELECT role.rolname, choosing.name FROM role, choosing
    WHERE has_function_privilege(role.oid, choosing.oid, 'EXECUTE')
    ORDER BY 1, 2)sql",
                          {fmt::format("{}", fmt::join(schema.roles.all_but_the_owner(), ","))});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    findings.push_back(
        finding(found.text(row, 1),
                fmt::format("is granted to `{}`, who chooses any tenant by it", found.text(row, 0))));
  }
  return findings;
}

}  // namespace tenon::conformance

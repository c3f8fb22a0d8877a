#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {
namespace {

std::string full_name(const Function& function) {
  return fmt::format("tenon.{}({})", function.name, function.types);
}

std::string executors(const Function& function) {
  const std::set<std::string> sorted(function.executors.begin(), function.executors.end());
  return fmt::format("{}", fmt::join(sorted, ", "));
}

/// Those and no others, but for what watchers may call too.
bool has_executors(const Function& function, const std::string& there) {
  if (!is_of_watchers(function.name)) return there == executors(function);
  const std::string listed = ", " + there + ",";
  return std::all_of(function.executors.begin(), function.executors.end(), [&](const std::string& each) {
    return listed.find(", " + each + ",") != std::string::npos;
  });
}

Findings function_is_exact(Probe& probe, const Function& function) {
  const auto found =
      rows(probe, "reading a function", R"sql(
    SELECT p.prosrc = $2, p.prosecdef, pg_get_userbyid(p.proowner),
           array_to_string(ARRAY(SELECT setting FROM unnest(p.proconfig) setting ORDER BY 1), '; '),
           array_to_string(ARRAY(
             SELECT CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(acl.grantee) END
             FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
             WHERE acl.grantee <> p.proowner ORDER BY 1), ', ')
    FROM pg_proc p WHERE p.oid = to_regprocedure($1))sql",
           {fmt::format("tenon.{}({})", quoted(probe, function.name), function.types), function.source});
  const std::string name = full_name(function);
  if (found.size() == 0) return {finding(name, "the function is missing")};
  Findings findings;
  const auto expect = [&](std::string_view what, const std::string& there, const std::string& promised) {
    if (there != promised)
      findings.push_back(finding(name, fmt::format("{} `{}`, promised: `{}`", what, there, promised)));
  };
  if (!is_true(found, 0, 0)) findings.push_back(finding(name, "has another body than the promised one"));
  if (is_true(found, 0, 1) != function.definer) {
    findings.push_back(finding(name, function.definer ? "is SECURITY INVOKER, promised: SECURITY DEFINER"
                                                      : "is SECURITY DEFINER, promised: SECURITY INVOKER"));
  }
  if (!function.owner.empty()) expect("is owned by", found.text(0, 2), function.owner);
  const std::set<std::string> settings(function.settings.begin(), function.settings.end());
  expect("has the settings", found.text(0, 3), fmt::format("{}", fmt::join(settings, "; ")));
  const std::string promised = executors(function);
  if (!function.owner.empty() && !has_executors(function, found.text(0, 4)))
    expect("is executed by", found.text(0, 4), promised);
  return findings;
}

/// All that a function is but its name, a part each. The body is too long to be told.
constexpr const char* kMakeup = R"sql(
  SELECT fact.name, fact.wording FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang, LATERAL (VALUES
    ('arguments', pg_get_function_arguments(p.oid)), ('result', pg_get_function_result(p.oid)),
    ('language', l.lanname), ('body', md5(p.prosrc || coalesce(pg_get_function_sqlbody(p.oid), ''))),
    ('security', CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END),
    ('settings', array_to_string(ARRAY(SELECT setting FROM unnest(p.proconfig) setting ORDER BY 1), '; ')),
    ('kind', CASE p.prokind WHEN 'f' THEN 'function' WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'window function' END),
    ('volatility', CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' ELSE 'VOLATILE' END),
    ('safety in parallel', CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' ELSE 'UNSAFE' END),
    ('answer to a NULL', CASE WHEN p.proisstrict THEN 'NULL, as it is STRICT' ELSE 'its own' END),
    ('proof against leaks', CASE WHEN p.proleakproof THEN 'LEAKPROOF' ELSE 'NOT LEAKPROOF' END),
    ('cost', p.procost::text), ('expected rows', p.prorows::text)
  ) AS fact (name, wording) WHERE p.oid = $1::oid)sql";

/// The one of the same name and arguments as the restated one, and who may call it.
constexpr const char* kThere = R"sql(
  SELECT p.oid, pg_get_userbyid(p.proowner),
         array_to_string(ARRAY(
           SELECT CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(acl.grantee) END
           FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
           WHERE acl.grantee <> p.proowner ORDER BY 1), ', ')
  FROM pg_proc p JOIN pg_proc wanted ON wanted.proname = p.proname AND wanted.proargtypes = p.proargtypes
  WHERE wanted.oid = $1::oid AND p.pronamespace = to_regnamespace('tenon'))sql";

/// Made anew beside the one that is there, so that the server reads both in the same words.
std::string restated(Probe& probe, const Function& function) {
  execute(probe, fmt::format("restating tenon.{}()", function.name),
          fmt::format("CREATE FUNCTION pg_temp.{}{}", quoted(probe, function.name), function.definition));
  return rows(probe, "finding the restated function",
              "SELECT oid FROM pg_proc WHERE pronamespace = pg_my_temp_schema() AND proname = $1",
              {function.name})
      .text(0, 0);
}

Findings restated_function_is_exact(Probe& probe, const Function& function) {
  const std::string wanted = restated(probe, function);
  const auto there = rows(probe, "finding a function", kThere, {wanted});
  if (there.size() == 0) return {finding("the function is missing")};
  Findings findings =
      differences("its", facts_of(rows(probe, "reading a restated function", kMakeup, {wanted})),
                  facts_of(rows(probe, "reading a function", kMakeup, {there.text(0, 0)})));
  if (function.owner.empty()) return findings;
  if (there.text(0, 1) != function.owner)
    findings.push_back(
        finding(fmt::format("is owned by `{}`, promised: `{}`", there.text(0, 1), function.owner)));
  const std::string promised = executors(function);
  if (!has_executors(function, there.text(0, 2)))
    findings.push_back(
        finding(fmt::format("is executed by `{}`, promised: `{}`", there.text(0, 2), promised)));
  return findings;
}

}  // namespace

Findings functions_are_exact(Probe& probe) {
  Findings findings;
  for (const Function& function : probe.schema().functions) {
    if (!function.definition.empty()) continue;
    const Findings more = function_is_exact(probe, function);
    findings.insert(findings.end(), more.begin(), more.end());
  }
  // These were made where a name without a schema is the server's.
  execute(probe, "pinning the search path", fmt::format("SET LOCAL search_path TO {}", kPinnedPath));
  for (const Function& function : probe.schema().functions) {
    if (function.definition.empty()) continue;
    for (Finding& each : restated_function_is_exact(probe, function)) {
      each.object = fmt::format("tenon.{}()", function.name);
      findings.push_back(std::move(each));
    }
  }
  return findings;
}

namespace {

/// What the role is to own: `function notes_search_text`.
std::set<std::string> promised_to(const Schema& schema, const std::string& role) {
  std::set<std::string> promised;
  for (const Function& function : schema.functions) {
    if (function.owner == role) promised.insert("function " + function.name);
  }
  for (const View& view : schema.searched_views) {
    if (view.owner == role) promised.insert("relation " + view.name);
  }
  return promised;
}

Findings owns_its_functions_alone(Probe& probe, const std::string& role) {
  const Schema& schema = probe.schema();
  const std::set<std::string> promised = promised_to(schema, role);
  Findings findings;
  const auto owned = rows(probe, "reading what a role owns", R"sql(
    SELECT 'relation ' || relname FROM pg_class WHERE pg_get_userbyid(relowner) = $1
    UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) = $1
    UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pg_get_userbyid(proowner) = $1
    ORDER BY 1)sql",
                          {role});
  for (std::size_t row = 0; row < owned.size(); ++row) {
    if (!promised.contains(owned.text(row, 0))) {
      findings.push_back(
          finding(role, fmt::format("owns {}, promised: its functions alone", owned.text(row, 0))));
    }
  }
  // Who may become the owner has as much already; the owner itself is to have no more than its own.
  const auto members = rows(probe, "reading a role's members", R"sql(
    SELECT member.rolname FROM pg_roles member, pg_roles role, pg_roles owner
    WHERE role.rolname = $1 AND owner.rolname = $2 AND member.oid <> role.oid
      AND pg_has_role(member.oid, role.oid, 'MEMBER')
      AND (member.oid = owner.oid AND NOT owner.rolsuper OR NOT pg_has_role(member.oid, owner.oid, 'MEMBER'))
    ORDER BY 1)sql",
                            {role, schema.roles.owner});
  for (std::size_t row = 0; row < members.size(); ++row) {
    findings.push_back(
        finding(role, fmt::format("has the member `{}`, who has its rights so", members.text(row, 0))));
  }
  return findings;
}

}  // namespace

Findings function_owners_own_their_functions_alone(Probe& probe) {
  Findings findings;
  for (const std::string& role : {probe.schema().roles.search, probe.schema().roles.triggers}) {
    if (role.empty()) continue;
    const Findings more = owns_its_functions_alone(probe, role);
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return findings;
}

}  // namespace tenon::conformance

// What materialised views keep: every tenant's rows, which nobody but their owner may read.
#include <fmt/format.h>

#include "catalog.hpp"
#include "facts.hpp"

namespace tenon::conformance {
namespace {

/// How often a time of refreshing may be missed before it is told.
constexpr int kPatience = 3;

std::string kept_name(Probe& probe, const KeptRows& kept) {
  return "tenon." + quoted(probe, kept.name);
}

/// Without quotes, for people.
std::string told(std::string name) {
  std::erase(name, '"');
  return name;
}

std::string restated_rows(Probe& probe, const View& view) {
  execute(probe, fmt::format("restating what `{}` keeps", view.name),
          fmt::format("CREATE TEMPORARY VIEW tenon_kept ({}) AS {}", quoted_list(probe, view.columns),
                      view.kept->query));
  std::string out =
      rows(probe, "reading the restated view", "SELECT pg_get_viewdef('pg_temp.tenon_kept'::regclass)")
          .text(0, 0);
  execute(probe, "dropping the restated view", "DROP VIEW pg_temp.tenon_kept");
  return out;
}

void look_at_readers(Probe& probe, const std::string& name, Findings& out) {
  const auto found = rows(probe, "reading who may read kept rows", R"sql(
    SELECT DISTINCT CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(acl.grantee) END
    FROM pg_class c
    CROSS JOIN LATERAL (
      SELECT * FROM aclexplode(c.relacl)
      UNION ALL
      SELECT a.* FROM pg_attribute t, aclexplode(t.attacl) AS a WHERE t.attrelid = c.oid) AS acl
    WHERE c.oid = to_regclass($1) AND acl.grantee <> c.relowner
    ORDER BY 1)sql",
                          {name});
  for (std::size_t row = 0; row < found.size(); ++row)
    out.push_back(finding(
        told(name), fmt::format("is granted to `{}`: its rows are every tenant's", found.text(row, 0))));
}

/// It is refreshed beside those who read it by a key that holds all rows.
void look_at_key(Probe& probe, const KeptRows& kept, const std::string& name, Findings& out) {
  const auto found = rows(probe, "reading the key of kept rows", R"sql(
    SELECT EXISTS (
      SELECT FROM pg_index i
      WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL
        AND (SELECT string_agg(a.attname, ',' ORDER BY k.place)
             FROM unnest(i.indkey) WITH ORDINALITY AS k (number, place)
             JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number) = $2))sql",
                          {name, fmt::format("{}", fmt::join(kept.key, ","))});
  if (!is_true(found, 0, 0))
    out.push_back(finding(told(name), fmt::format("has no unique index over {}", fmt::join(kept.key, ", "))));
}

void look_at_age(Probe& probe, const KeptRows& kept, const std::string& name, Findings& out) {
  if (kept.minutes == 0) return;
  const auto found = rows(probe, "reading when kept rows were made", R"sql(
    SELECT r.refreshed_at::text FROM tenon.refreshes r
    WHERE to_regclass(r.relation) = to_regclass($1) AND r.refreshed_at > now() - make_interval(mins => $2::int))sql",
                          {name, std::to_string(kPatience * kept.minutes)});
  if (found.size() == 0)
    out.push_back(
        finding(told(name), fmt::format("wasn't refreshed for {} times {} minutes, promised: every {}; run "
                                        "`tenon maintain`",
                                        kPatience, kept.minutes, kept.minutes)));
}

Findings are_exact(Probe& probe, const View& view) {
  const std::string name = kept_name(probe, *view.kept);
  const auto found = rows(probe, "reading what a view keeps", R"sql(
    SELECT pg_get_userbyid(c.relowner), pg_get_viewdef(c.oid), c.relispopulated
    FROM pg_class c WHERE c.oid = to_regclass($1) AND c.relkind = 'm')sql",
                          {name});
  if (found.size() == 0) return {finding(told(name), "the materialised view is missing")};
  Findings out;
  const std::string& owner = probe.schema().roles.owner;
  if (!owner.empty() && found.text(0, 0) != owner)
    out.push_back(
        finding(told(name), fmt::format("is owned by `{}`, promised: `{}`", found.text(0, 0), owner)));
  if (found.text(0, 1) != restated_rows(probe, view))
    out.push_back(
        finding(told(name), fmt::format("is another query than the promised one: {}", found.text(0, 1))));
  look_at_readers(probe, name, out);
  look_at_key(probe, *view.kept, name, out);
  if (!is_true(found, 0, 2)) {
    out.push_back(finding(
        told(name), "holds no rows, since it was never refreshed: whoever reads the view gets an error"));
  } else {
    look_at_age(probe, *view.kept, name, out);
  }
  return out;
}

}  // namespace

Findings kept_rows_are_exact(Probe& probe) {
  Findings findings;
  for (const View& view : probe.schema().views) {
    if (!view.kept) continue;
    for (Finding& each : are_exact(probe, view)) findings.push_back(std::move(each));
  }
  return findings;
}

}  // namespace tenon::conformance

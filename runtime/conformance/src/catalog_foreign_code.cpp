// Whose functions, operators and types the schema is made of. What a stranger had planted before it was
// applied reads like the server's own: printed texts don't tell them apart, and dependencies do.
#include <fmt/format.h>

#include "administrators.hpp"
#include "catalog.hpp"

namespace tenon::conformance {
namespace {

/// A catalog of what can be depended on, and its column of owners.
struct Owned {
  std::string_view catalog;
  std::string_view owner;
};

constexpr Owned kOwned[] = {
    {"pg_proc", "proowner"},       {"pg_operator", "oprowner"},  {"pg_type", "typowner"},
    {"pg_collation", "collowner"}, {"pg_opclass", "opcowner"},   {"pg_opfamily", "opfowner"},
    {"pg_class", "relowner"},      {"pg_ts_config", "cfgowner"}, {"pg_ts_dict", "dictowner"},
};

/// What a relation is made of: where that is listed, by which columns, and as what it is depended from.
struct CodePart {
  std::string_view catalog;
  std::string_view relation;
  std::string_view part;
  std::string_view depends_as;
};

constexpr CodePart kParts[] = {
    {"pg_class", "oid", "oid", "pg_class"},
    {"pg_attrdef", "adrelid", "oid", "pg_attrdef"},
    {"pg_constraint", "conrelid", "oid", "pg_constraint"},
    {"pg_index", "indrelid", "indexrelid", "pg_class"},
    {"pg_trigger", "tgrelid", "oid", "pg_trigger"},
    {"pg_policy", "polrelid", "oid", "pg_policy"},
    {"pg_rewrite", "ev_class", "oid", "pg_rewrite"},
};

std::string owned_things() {
  std::vector<std::string> selects;
  for (const Owned& owned : kOwned) {
    selects.push_back(fmt::format("SELECT '{0}'::regclass::oid AS class, oid, {1} AS owner FROM {0}",
                                  owned.catalog, owned.owner));
  }
  return fmt::format("{}", fmt::join(selects, " UNION ALL "));
}

std::string parts_of_relations() {
  std::vector<std::string> selects;
  for (const CodePart& part : kParts) {
    selects.push_back(fmt::format(
        "SELECT '{}'::regclass::oid AS class, {} AS oid FROM {} WHERE {} IN (SELECT oid FROM relations)",
        part.depends_as, part.part, part.catalog, part.relation));
  }
  return fmt::format("{}", fmt::join(selects, " UNION ALL "));
}

/// From every part of the schema along its dependencies, through operators to their functions. What belongs
/// to an extension is its owner's, whoever made it.
constexpr const char* kForeign = R"sql(
  WITH RECURSIVE relations AS (
    SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY (string_to_array($1, ',')) AND n.nspname || '.' || c.relname = ANY (string_to_array($2, ','))
       OR n.nspname = 'tenon' AND c.relkind IN ('r', 'v')
    UNION
    SELECT i.inhrelid FROM relations JOIN pg_inherits i ON i.inhparent = relations.oid),
  domains AS (
    SELECT t.oid FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE n.nspname = ANY (string_to_array($1, ',')) AND n.nspname || '.' || t.typname = ANY (string_to_array($3, ','))),
  parts AS (
    {parts}
    UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE contypid IN (SELECT oid FROM domains)
    UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE pronamespace = to_regnamespace('tenon')),
  used AS (
    SELECT class AS part_class, oid AS part, class, oid FROM parts
    UNION
    SELECT used.part_class, used.part, d.refclassid, d.refobjid
    FROM used JOIN pg_depend d ON d.classid = used.class AND d.objid = used.oid AND d.deptype <> 'e'),
  owned AS ({owned}),
  foreign_things AS (
    SELECT owned.class, owned.oid, coalesce(x.extowner, owned.owner) AS owner
    FROM owned
    LEFT JOIN pg_depend e ON e.classid = owned.class AND e.objid = owned.oid AND e.deptype = 'e'
    LEFT JOIN pg_extension x ON x.oid = e.refobjid
    WHERE owned.owner <> ALL ($4::oid[]) AND coalesce(x.extowner, owned.owner) <> ALL ($4::oid[]))
  SELECT format('%s %s', (pg_identify_object(class, oid, 0)).type, (pg_identify_object(class, oid, 0)).identity),
         pg_get_userbyid(owner),
         min(pg_describe_object(part_class, part, 0)) FILTER (WHERE (part_class, part) <> (class, oid)),
         count(*) FILTER (WHERE (part_class, part) <> (class, oid)) - 1
  FROM foreign_things JOIN used USING (class, oid)
  GROUP BY class, oid, owner ORDER BY 1)sql";

/// Administrators, and those that functions run as.
std::string trusted(Probe& probe) {
  return rows(probe, "reading whose functions are the schema's",
              "SELECT $1::oid[] || coalesce(array_agg(oid), '{}') FROM pg_roles "
              "WHERE rolname = ANY (string_to_array($2, ','))",
              {administrators(probe),
               fmt::format("{}", fmt::join(probe.schema().roles.function_owners(), ","))})
      .text(0, 0);
}

template <typename Things>
std::string names_of(const Schema& schema, const Things& things) {
  std::string names;
  for (const auto& thing : things) names += (names.empty() ? "" : ",") + full_name(schema, thing.name);
  return names;
}

}  // namespace

Findings no_foreign_code_is_used(Probe& probe) {
  const Schema& schema = probe.schema();
  if (!schema.has_tenancy) return {};
  const auto found =
      rows(probe, "reading what the schema depends on",
           fmt::format(kForeign, fmt::arg("parts", parts_of_relations()), fmt::arg("owned", owned_things())),
           {spaces_of(schema), names_of(schema, schema.tables) + "," + names_of(schema, schema.views),
            names_of(schema, schema.domains), trusted(probe)});
  Findings findings;
  for (std::size_t row = 0; row < found.size(); ++row) {
    std::string what = fmt::format("belongs to `{}`, who may change it", found.text(row, 1));
    if (const auto part = found.at(row, 2)) what += fmt::format(": {} depends on it", *part);
    if (const std::string more = found.text(row, 3); more != "0" && more != "-1")
      what += fmt::format(" (and {} more)", more);
    findings.push_back(finding(found.text(row, 0), what));
  }
  return findings;
}

}  // namespace tenon::conformance

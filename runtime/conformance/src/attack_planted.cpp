// Names that somebody else has planted: functions, operators and types that match better than the server's
// own, or that come first on the caller's path. What the schema made calls none of them.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "attack.hpp"
#include "stage.hpp"

namespace tenon::conformance {
namespace {

/// What is done before and after. Its SQL is bound to the server's own names before others are there, so that
/// what is called then is called by what the schema made.
struct PlantedDeed {
  std::string name;  ///< `UPDATE of posts`
  std::string sql;
  bool owners = false;  ///< the owner does it, as maintenance does; else the application
};

constexpr std::string_view kSchema = "tenon_planted";

/// Every name that stands before a parenthesis in the bodies of the tool's functions, of triggers, or in the
/// path of a column's default, and that the server has a function of. Each is planted with the arguments of
/// the server's own, which is found first where the schema stands first; and, where those are taken from any
/// type or by a conversion, with the types that are meant: these match better from any place on the path.
/// Types of the same names, and operators, do the same.
constexpr const char* kPlant = R"sql(
DO $plant$
DECLARE
  space constant text := {planted_in};
  called record;
  types text;
  pair record;
  result text;
BEGIN
  EXECUTE format('CREATE FUNCTION %I.tenon_refuse(boolean) RETURNS boolean LANGUAGE plpgsql AS '
                 '$f$ BEGIN RAISE EXCEPTION ''planted'' USING DETAIL = current_user; END $f$', space);
  FOR called IN
    WITH bodies AS (
      SELECT coalesce(p.prosrc, '') AS body FROM pg_proc p
      WHERE p.pronamespace = to_regnamespace('tenon')
         OR p.oid IN (SELECT tgfoid FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                      WHERE NOT t.tgisinternal AND c.relnamespace IN ({tables}))),
    names AS (
      SELECT DISTINCT lower(word[1]) AS name FROM bodies, regexp_matches(body, '([A-Za-z_0-9]+)\s*\(', 'g') AS word)
    SELECT DISTINCT p.proname AS name, arguments.list AS arguments,
           CASE WHEN returned.typtype = 'p' OR p.proretset THEN 'text' ELSE returned.oid::regtype::text END AS result
    FROM names JOIN pg_proc p ON p.proname = names.name AND p.pronamespace = 'pg_catalog'::regnamespace
    JOIN pg_type returned ON returned.oid = p.prorettype
    CROSS JOIN LATERAL (
      SELECT pg_get_function_identity_arguments(p.oid) AS list
      WHERE NOT EXISTS (SELECT FROM unnest(p.proargtypes) a JOIN pg_type t ON t.oid = a WHERE t.typtype = 'p')
        AND p.provariadic = 0 AND p.proallargtypes IS NULL
      UNION
      SELECT meant FROM unnest(CASE
        WHEN p.provariadic <> 0 OR EXISTS (SELECT FROM unnest(p.proargtypes) a JOIN pg_type t ON t.oid = a
                                           WHERE t.typtype = 'p')
        THEN ARRAY['text', 'text, text', 'text, jsonb', 'text, name', 'text, regclass', 'text, timestamptz',
                   'text, boolean', 'text, uuid', 'text, text, text', 'text, name, name', 'text, text, text, text',
                   'text, jsonb, text, jsonb', 'name', 'uuid', 'jsonb', 'record', 'timestamptz', 'integer',
                   'bigint', 'boolean', 'text, integer', 'text, bigint', 'text[]']
        WHEN p.proargtypes[0] IN ('text'::regtype, 'name'::regtype) AND p.pronargs = 1
        THEN ARRAY['name', 'text', 'varchar', 'uuid', 'regclass', 'bigint', 'integer']
        WHEN p.proargtypes[0] = 'text'::regtype AND p.pronargs = 2
        THEN ARRAY['varchar, ' || p.proargtypes[1]::regtype, 'name, ' || p.proargtypes[1]::regtype]
        ELSE '{{}}' END) AS meant) AS arguments
  LOOP
    BEGIN
      EXECUTE format('CREATE FUNCTION %I.%I(%s) RETURNS %s LANGUAGE plpgsql AS '
                     '$f$ BEGIN RAISE EXCEPTION ''planted: %I'' USING DETAIL = current_user; END $f$',
                     space, called.name, called.arguments, called.result, called.name);
    EXCEPTION WHEN OTHERS THEN
      NULL;  -- one that cannot be written cannot be planted
    END;
  END LOOP;
  FOR pair IN
    SELECT operator, sides.type FROM unnest(ARRAY['=', '<>', '<', '>', '<=', '>=', '||', '->', '->>', '-', '+', '@@'])
      AS operator, (SELECT DISTINCT a.atttypid::regtype::text AS type FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                    WHERE c.relnamespace IN ({tables}) AND c.relkind IN ('r', 'p') AND a.attnum > 0
                      AND NOT a.attisdropped
                    UNION SELECT unnest(ARRAY['text', 'name', 'jsonb', 'timestamptz', 'regclass'])) AS sides
  LOOP
    FOREACH types IN ARRAY ARRAY[pair.type || ',' || pair.type, pair.type || ',text', 'text,' || pair.type] LOOP
      -- Of the type that the server's own gives: what calls it would else fail before it is called.
      result := coalesce((SELECT oprresult::regtype::text FROM pg_operator
                          WHERE oprnamespace = 'pg_catalog'::regnamespace AND oprname = pair.operator
                            AND oprleft = split_part(types, ',', 1)::regtype AND oprright = split_part(types, ',', 2)::regtype),
                         CASE WHEN pair.operator IN ('||', '->>') THEN 'text' WHEN pair.operator = '->' THEN 'jsonb'
                              WHEN pair.operator IN ('-', '+') THEN pair.type ELSE 'boolean' END);
      BEGIN
        EXECUTE format('CREATE FUNCTION %I.%I(%s) RETURNS %s LANGUAGE plpgsql AS '
                       '$f$ BEGIN RAISE EXCEPTION ''planted: an operator'' USING DETAIL = current_user; END $f$',
                       space, 'tenon_operator_' || result, types, result);
      EXCEPTION WHEN OTHERS THEN
        NULL;
      END;
      BEGIN
        EXECUTE format('CREATE OPERATOR %I.%s (FUNCTION = %I.%I, LEFTARG = %s, RIGHTARG = %s)', space, pair.operator,
                       space, 'tenon_operator_' || result, split_part(types, ',', 1), split_part(types, ',', 2));
      EXCEPTION WHEN OTHERS THEN
        NULL;
      END;
    END LOOP;
  END LOOP;
  FOREACH types IN ARRAY ARRAY['text', 'uuid', 'jsonb', 'timestamptz', 'name', 'bytea', 'regclass', 'date'] LOOP
    BEGIN
      EXECUTE format('CREATE DOMAIN %I.%I AS pg_catalog.%I CHECK (%I.tenon_refuse(VALUE IS NULL))', space, types, types, space);
    EXCEPTION WHEN OTHERS THEN
      NULL;
    END;
  END LOOP;
END $plant$)sql";

/// Whoever is connected plants; who may not proves nothing.
void expect_to_plant(Probe& probe) {
  const auto found = rows(probe, "asking for the right to create", R"sql(
    SELECT current_user, (SELECT bool_and(has_schema_privilege(oid, 'CREATE')) FROM pg_namespace
                          WHERE nspname = ANY (string_to_array($1, ',')))
                         AND has_database_privilege(current_database(), 'CREATE'))sql",
                          {spaces_of(probe.schema())});
  if (is_true(found, 0, 1)) return;
  throw NotJudged({{},
                   {},
                   fmt::format("`{}` may not create in the database and in schema `{}`", found.text(0, 0),
                               fmt::join(probe.schema().spaces(), "`, `")),
                   "verify as a superuser, or as a role that may"});
}

void add_changes(Probe& probe, const Stage& stage, const Table& table, std::vector<PlantedDeed>& deeds) {
  const std::string name = qualified(probe, table);
  const std::string& app = probe.schema().roles.app;
  if (promised(table, app, "INSERT"))
    deeds.push_back({"INSERT into " + table.name, stage.insert_sql(table, stage.ours(), 2)});
  if (const Sample* sample = changeable(table); sample != nullptr && promised(table, app, "UPDATE")) {
    deeds.push_back(
        {"UPDATE of " + table.name, fmt::format("UPDATE {} SET {} = {}", name, quoted(probe, sample->column),
                                                stage.sample_value(*sample, stage.ours(), 2))});
  }
  if (promised(table, app, "DELETE")) deeds.push_back({"DELETE from " + table.name, "DELETE FROM " + name});
}

/// What maintenance is called by, and its parts, by which nothing is past its time. No run of
/// `tenon.maintain()` itself: that would lock and empty the tables of a database in use, if only until it is
/// rolled back.
void add_maintenance(Probe& probe, const Stage& stage, std::vector<PlantedDeed>& deeds) {
  const std::string ours = literal(probe, stage.ours());
  const PlantedDeed possible[] = {
      {"maintenance", "tenon.maintenance()"},
      {"runway", "tenon.runway()"},
      {"maintained", "tenon.maintained()"},
      {"begin_maintenance", "tenon.begin_maintenance()", true},
      {"end_maintenance", "tenon.end_maintenance()", true},
      {"expire", "tenon.retained AS item, LATERAL tenon.expire(item, '-infinity'::timestamptz, 1) AS done",
       true},
      {"expire_of",
       fmt::format(
           "tenon.retained AS item, LATERAL tenon.expire_of(item, {}, '-infinity'::timestamptz, 1) AS done",
           ours),
       true},
  };
  const std::vector<Function>& functions = probe.schema().functions;
  for (const PlantedDeed& deed : possible) {
    const bool promised = std::any_of(functions.begin(), functions.end(),
                                      [&](const Function& function) { return function.name == deed.name; });
    if (promised) deeds.push_back({"call of tenon." + deed.name, "SELECT 1 FROM " + deed.sql, deed.owners});
  }
}

std::vector<PlantedDeed> deeds_of(Probe& probe, const Stage& stage, const Table& root) {
  const Schema& schema = probe.schema();
  std::vector<PlantedDeed> deeds;
  deeds.push_back({"SELECT from " + root.name, "SELECT 1 FROM " + qualified(probe, root)});
  for (const Table& table : schema.tables) {
    if (!table.triggers.empty()) add_changes(probe, stage, table, deeds);
  }
  for (const Search& search : schema.searches) {
    if (const Table* table = table_named(schema, search.table)) {
      deeds.push_back({"search by " + search.function,
                       fmt::format("SELECT 1 FROM {}, LATERAL {}({}, 3) AS found", qualified(probe, *table),
                                   search.function, fmt::join(search.queries, ", "))});
    }
  }
  if (schema.has_maintenance) add_maintenance(probe, stage, deeds);
  return deeds;
}

/// Calls the deed, by its number among them.
std::string call_of(std::size_t number) {
  return fmt::format("SELECT {}.deed_{}()", kSchema, number);
}

Actor actor_of(Probe& probe, const Stage& stage, const PlantedDeed& deed) {
  const Roles& roles = probe.schema().roles;
  return {deed.owners ? roles.owner : roles.app, stage.ours()};
}

/// Binds each, and leaves out those that come to nothing anyway: other checks tell of them. Where all do,
/// nothing would be proved.
std::vector<std::size_t> bound(Probe& probe, const Stage& stage, const std::vector<PlantedDeed>& deeds) {
  std::vector<std::size_t> numbers;
  for (std::size_t number = 0; number < deeds.size(); ++number) {
    const Actor actor = actor_of(probe, stage, deeds[number]);
    execute(
        probe, fmt::format("binding the {}", deeds[number].name),
        fmt::format("CREATE FUNCTION {}.deed_{}() RETURNS void LANGUAGE sql VOLATILE BEGIN ATOMIC {}; END",
                    kSchema, number, deeds[number].sql));
    execute(probe, "granting a deed",
            fmt::format("GRANT EXECUTE ON FUNCTION {}.deed_{}() TO {}", kSchema, number,
                        quoted(probe, actor.role)));
    if (!attempt(probe, actor, call_of(number)).error) numbers.push_back(number);
  }
  if (!numbers.empty()) return numbers;
  throw NotJudged({{},
                   {},
                   "the application can do nothing, even before others have planted names",
                   "mend what the other checks have found, and verify again"});
}

void plant(Probe& probe, std::string_view schema) {
  const std::string path = rows(probe, "asking for the search path", "SHOW search_path").text(0, 0);
  // What plants is not to fall for what it has planted.
  execute(probe, "looking for the server's own names", "SET LOCAL search_path TO pg_catalog");
  execute(probe, "planting names",
          fmt::format(kPlant, fmt::arg("planted_in", literal(probe, schema)),
                      fmt::arg("tables", fmt::format("SELECT oid FROM pg_namespace WHERE nspname = ANY "
                                                     "(string_to_array({}, ','))",
                                                     literal(probe, spaces_of(probe.schema()))))));
  execute(probe, "looking for names as before", "SET LOCAL search_path TO " + path);
}

/// A place for planted names, and the path that a caller sets for them.
struct Place {
  std::string schema;
  std::string wording;
  std::string path;
};

/// Declared triggers look behind `pg_catalog` in the tables' schema, by design: `catalog.creators` holds that
/// nobody else plants there. They have nobody's rights but the application's twin's.
bool is_by_design(const Schema& schema, const Place& place, const pq::SqlError& error) {
  return contains(schema.spaces(), place.schema) && !schema.roles.triggers.empty() &&
         error.message.starts_with("planted") && error.detail == schema.roles.triggers;
}

}  // namespace

Findings planted_names_are_not_called(Probe& probe) {
  const Table* root = root_of(probe.schema());
  if (!probe.schema().has_tenancy || root == nullptr) return {};
  expect_to_plant(probe);
  Stage stage(probe, *root);
  stage.add_everything();
  execute(probe, "making deferred checks", "SET CONSTRAINTS ALL IMMEDIATE");
  execute(probe, "making a schema", fmt::format("CREATE SCHEMA {}", kSchema));
  execute(probe, "granting its use", fmt::format("GRANT USAGE ON SCHEMA {} TO PUBLIC", kSchema));
  const std::vector<PlantedDeed> deeds = deeds_of(probe, stage, *root);
  const std::vector<std::size_t> numbers = bound(probe, stage, deeds);
  // The tables' schemas come last, so that what is planted there hides nothing of the other.
  std::vector<Place> places = {{std::string(kSchema), "a schema that comes first on the path",
                                fmt::format("SET LOCAL search_path TO {}, pg_catalog, {}", kSchema,
                                            quoted_list(probe, probe.schema().spaces()))}};
  for (const std::string& each : probe.schema().spaces()) places.push_back({each, "`" + each + "`", ""});
  // One name that is looked for in the wrong place fails whatever is done: the first deed stands for all.
  std::map<std::string, std::vector<std::string>> failed;
  for (const Place& place : places) {
    plant(probe, place.schema);
    for (const std::size_t number : numbers) {
      const Outcome outcome =
          attempt(probe, actor_of(probe, stage, deeds[number]), call_of(number), place.path);
      if (!outcome.error || is_by_design(probe.schema(), place, *outcome.error)) continue;
      failed[fmt::format("{} once others have planted names in {}", outcome.wording(), place.wording)]
          .push_back(deeds[number].name);
    }
  }
  Findings findings;
  for (const auto& [what, names] : failed) {
    const std::string more = names.size() > 1 ? fmt::format(" (and {} more deeds)", names.size() - 1) : "";
    findings.push_back(finding(fmt::format("{}{} {}, promised: none is called", names[0], more, what)));
  }
  return findings;
}

}  // namespace tenon::conformance

#include "plan/batches.hpp"

#include <fmt/format.h>

namespace tenon::plan {

std::vector<std::string> key_of(const Planning& planning, const Identity& part) {
  const model::Constraint* key = primary_key(planning.before, part);
  return key == nullptr ? std::vector<std::string>() : key->columns;
}

namespace {

/// The type of a variable that holds values of a column, and NULL before it does: a domain may refuse that.
std::string type_of(const Planning& planning, const Identity& of, const std::string& name) {
  const Object* column = planning.before.find({Kind::kColumn, of.schema, of.table, name, ""});
  const std::string& type = column->as<model::Column>().type.text;
  for (const Object& each : planning.before.objects()) {
    const auto* domain = std::get_if<model::Domain>(&each.definition);
    if (domain != nullptr && ddl::qualified(each.identity, planning.settings.path).str() == type)
      return domain->type.text;
  }
  return fmt::format("{}.{}%TYPE", planning.table_name(of), id(name));
}

}  // namespace

KeyText text_of(const Planning& planning, const Identity& part, const std::vector<std::string>& key) {
  const std::string table = planning.table_name(part);
  KeyText out;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const std::string comma = i == 0 ? "" : ", ";
    const std::string name = id(key[i]);
    out.columns += comma + name;
    out.declared +=
        fmt::format("  fill_from_{0} {1};\n  fill_to_{0} {1};\n", i + 1, type_of(planning, part, key[i]));
    out.from += fmt::format("{}fill_from_{}", comma, i + 1);
    out.to += fmt::format("{}fill_to_{}", comma, i + 1);
    out.next += fmt::format("    fill_from_{0} := fill_to_{0};\n", i + 1);
    out.names += fmt::format("{}fill_key_{}", comma, i + 1);
    out.backwards += fmt::format("{}fill_key_{} DESC", comma, i + 1);
    out.descending += fmt::format("{}{} DESC", comma, name);
    out.same += fmt::format("{}{}.{} = fill_key_{}", i == 0 ? "" : " AND ", table, name, i + 1);
  }
  return out;
}

std::string by_key(const Planning& planning, const Identity& part, const KeyText& text, const Doors& doors,
                   const std::string& batch) {
  return fmt::format(
      "DO $fill$\n"
      "#variable_conflict use_column\n"
      "DECLARE\n{declared}{failure}"
      "  fill_seen bigint := 0;\n"
      "  fill_all constant text := (SELECT greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid "
      "= "
      "{regclass});\n"
      "  fill_program constant text := pg_catalog.current_setting('application_name');\n"
      "BEGIN\n"
      "  -- By the key's index: a table that was never analysed, or all of one tenant, is read as a whole "
      "otherwise.\n"
      "  SET enable_seqscan TO off;\n  SET enable_bitmapscan TO off;\n  SET enable_hashjoin TO off;\n  SET "
      "enable_mergejoin TO off;\n"
      "{open}"
      "  SELECT {columns} INTO {from} FROM {table} ORDER BY {columns} LIMIT 1;\n"
      "  IF FOUND THEN LOOP\n"
      "{batch}"
      "    EXIT WHEN failed_state IS NOT NULL OR fill_to_1 IS NULL OR ({to}) = ({from});\n"
      "    COMMIT;\n"
      "{next}"
      "    fill_seen := fill_seen + {rows};\n"
      "    -- Whoever looks at the session sees how far it is.\n"
      "    PERFORM pg_catalog.set_config('application_name', pg_catalog.format('tenon migrate: %s of about "
      "%s rows', "
      "fill_seen, fill_all), false);\n"
      "  END LOOP; END IF;\n"
      "  PERFORM pg_catalog.set_config('application_name', fill_program, false);\n"
      "  COMMIT;\n"
      "  RESET enable_seqscan;\n  RESET enable_bitmapscan;\n  RESET enable_hashjoin;\n  RESET "
      "enable_mergejoin;\n"
      "{close}{raised}"
      "END\n"
      "$fill$;",
      fmt::arg("rows", kBatch), fmt::arg("regclass", as_regclass(planning, part)),
      fmt::arg("declared", text.declared), fmt::arg("failure", kFailureVariables),
      fmt::arg("open", doors.open), fmt::arg("columns", text.columns), fmt::arg("from", text.from),
      fmt::arg("to", text.to), fmt::arg("table", planning.table_name(part)), fmt::arg("batch", caught(batch)),
      fmt::arg("next", text.next), fmt::arg("close", doors.close), fmt::arg("raised", raised()));
}

}  // namespace tenon::plan

#include "plan/opened.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/words.hpp"

namespace tenon::plan {

bool hides_rows(const Planning& planning, const Identity& part) {
  if (planning.settings.owner.empty()) return false;
  const std::string& table = part.table.empty() ? part.name : part.table;
  for (const model::Database* database : {&planning.before, &planning.after}) {
    const Object* found = database->find({Kind::kRowSecurity, part.schema, table, "", ""});
    if (found != nullptr && found->as<model::RowSecurity>().forced) return true;
  }
  return false;
}

std::string as_regclass(const Planning& planning, const Identity& part) {
  return render::sql_literal(planning.table_name(part)).str() + "::regclass";
}

std::string closed(const std::string& table) {
  return fmt::format("  EXECUTE pg_catalog.format('DROP POLICY IF EXISTS tenon_fill ON %s', {});\n", table);
}

// What the head of a script sets to `off`, so that no statement takes hidden rows for none, would refuse what
// the policy opens.
std::string opened(const Planning& planning, const std::string& table) {
  return closed(table) + fmt::format(
                             "  EXECUTE pg_catalog.format('CREATE POLICY tenon_fill ON %s TO %I USING "
                             "(pg_catalog.pg_backend_pid() = %s)', {}, {}, pg_catalog.pg_backend_pid());\n"
                             "  PERFORM pg_catalog.set_config('row_security', 'on', false);\n",
                             table, render::sql_literal(planning.settings.owner).str());
}

Doors doors(const Planning& planning, const std::vector<std::string>& tables) {
  Doors out;
  for (const std::string& table : tables) {
    out.open += opened(planning, table) + "  COMMIT;\n";
    out.close += closed(table) + "  COMMIT;\n";
  }
  if (!tables.empty()) out.close += "  PERFORM pg_catalog.set_config('row_security', 'off', false);\n";
  return out;
}

namespace {

/// Whether SQL reads tables that it doesn't name.
bool reads_through(const Planning& planning, const std::string& sql) {
  return std::any_of(planning.before.objects().begin(), planning.before.objects().end(),
                     [&](const Object& each) {
                       return (each.identity.kind == Kind::kView || each.identity.kind == Kind::kFunction) &&
                              each.identity.schema != model::kBookkeeping && names(sql, each.identity.name);
                     });
}

}  // namespace

std::vector<std::string> hidden_from(const Planning& planning, const Identity& part, const std::string& sql) {
  std::vector<std::string> out;
  if (hides_rows(planning, part)) out.push_back(planning.table_name(part));
  const bool any = reads_through(planning, sql);
  for (const Object& each : planning.before.objects()) {
    if (each.identity.kind != Kind::kTable || !(any || names(sql, each.identity.name))) continue;
    const std::string name = planning.table_name(each.identity);
    if (hides_rows(planning, each.identity) && !contains(out, name)) out.push_back(name);
  }
  return out;
}

Doors doors_of(const Planning& planning, const Identity& part, const std::string& sql) {
  std::vector<std::string> tables;
  for (const std::string& each : hidden_from(planning, part, sql))
    tables.push_back(render::sql_literal(each).str() + "::regclass");
  return doors(planning, tables);
}

std::string caught(const std::string& statement) {
  return fmt::format(
      "  BEGIN\n"
      "    {}\n"
      "  EXCEPTION WHEN OTHERS OR query_canceled THEN\n"
      "    GET STACKED DIAGNOSTICS failed_state = RETURNED_SQLSTATE, failed_text = MESSAGE_TEXT;\n"
      "  END;\n",
      statement);
}

std::string raised() {
  return "  IF failed_state IS NOT NULL THEN\n"
         "    RAISE EXCEPTION USING ERRCODE = failed_state, MESSAGE = failed_text;\n"
         "  END IF;\n";
}

std::string with_open(const Doors& doors, const std::string& statement) {
  return doors.open + caught(statement) + "  COMMIT;\n" + doors.close + raised();
}

}  // namespace tenon::plan

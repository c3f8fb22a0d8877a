#include "dialect/audit.hpp"

#include "base/text.hpp"
#include "dialect/dialect.hpp"
#include "types/types.hpp"

namespace tenon::dialect {
namespace {

using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_join;
using render::sql_literal;
using render::SqlText;

/// How the log treats a column: secrets first, whatever else it is.
ir::Treatment treatment_of(const ir::Audit& audit, const ir::Column& column) {
  if (column.secret || column.encrypted) return audit.secrets;
  return column.pii ? audit.pii : ir::Treatment::kKept;
}

/// A row as JSON, without what the log leaves out, and with what it hashes.
SqlText logged(const ir::Entity& entity, std::string_view row) {
  const SqlText name = authored_sql(row);
  std::string left_out;
  std::vector<SqlText> hashed;
  for (const ir::Column& column : entity.columns) {
    const ir::Treatment treatment = treatment_of(*entity.audit, column);
    const bool derived = column.rule == ir::Rule::kSearch || column.rule == ir::Rule::kT1;
    if (derived || treatment != ir::Treatment::kKept)
      left_out += (left_out.empty() ? "" : ", ") + sql_literal(column.name).str();
    if (derived || treatment != ir::Treatment::kHashed) continue;
    hashed.push_back(sql_format("{}, encode(sha256(convert_to({}.{}::text, 'UTF8')), 'hex')",
                                sql_literal(column.name), name, sql_identifier(column.name)));
  }
  SqlText out = sql_format("to_jsonb({}.*)", name);
  if (!left_out.empty()) out = sql_format("{} - ARRAY[{}]", out, SqlText::trusted(left_out));
  for (const SqlText& each : hashed) out = sql_format("{} || jsonb_build_object({})", out, each);
  return out;
}

std::vector<std::string> whole_key(const ir::Entity& entity) {
  std::vector<std::string> out = entity.key;
  const bool tenant = entity.tenancy == ir::Tenancy::kTenant;
  if (tenant) out.insert(out.begin(), entity.tenant_column);
  return out;
}

bool is_foreign(const ir::Type& type) {
  if (type.kind != ir::Type::Kind::kColumn) return type.kind == ir::Type::Kind::kRaw;
  return !types::find_column_type(type.name)->extension.empty();
}

/// Whether two rows have the same key, in operators of Postgres's own: those of a type that an extension
/// brings are on no path here, and its text does.
SqlText same_key(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<SqlText> out;
  for (const std::string& key : whole_key(entity)) {
    const ir::Type& type = entity.column(key)->type;
    const ir::Domain* domain = type.kind == ir::Type::Kind::kDomain ? schema.domain(type.name) : nullptr;
    const bool foreign = is_foreign(domain == nullptr ? type : domain->type);
    const SqlText name = sql_format(foreign ? "{}::text" : "{}", sql_identifier(key));
    out.push_back(sql_format("n.{} = o.{}", name, name));
  }
  return sql_join(out, " AND ");
}

/// Who acts: as the session's variable has it, and where it has none, or nothing, as the transaction says.
SqlText actor(const ir::Schema& schema) {
  const SqlText said =
      sql_format("nullif(current_setting({}, true), '')", sql_literal(actor_setting(schema)));
  for (const ir::SessionVariable& variable : schema.session) {
    if (!variable.actor) continue;
    return sql_format("coalesce(tenon.{}()::text, {})",
                      sql_identifier(ir::session_function_name(variable.name)), said);
  }
  return said;
}

/// One statement of the function: what a kind of change adds to the log.
SqlText log_statement(const ir::Schema& schema, const ir::Entity& entity, const SqlText& action,
                      const SqlText& before, const SqlText& after, const SqlText& from,
                      const std::vector<SqlText>& keys) {
  const ir::Entity& log = *schema.entity(entity.audit->entity);
  std::vector<std::string> columns;
  for (const std::string& key : whole_key(entity)) {
    const bool tenant = key == entity.tenant_column && entity.tenancy == ir::Tenancy::kTenant;
    columns.push_back(tenant ? key : ir::audited_column(entity, key));
  }
  return sql_format(
      "    INSERT INTO {} ({}, action, changed, actor, txid)\n"
      "    SELECT {}, {}, tenon.changes({}, {}),\n"
      "           {}, pg_current_xact_id()::text::bigint\n"
      "    FROM {};\n",
      qualified_table(schema, log), render::sql_identifiers(columns), sql_join(keys, ", "), action, before,
      after, actor(schema), from);
}

}  // namespace

std::string actor_setting(const ir::Schema& schema) {
  const std::string setting = schema.tenancy ? schema.tenancy->setting : "app.current_tenant_id";
  return setting.substr(0, setting.find('.')) + ".actor";
}

SqlText audit_body(const ir::Schema& schema, const ir::Entity& entity) {
  const SqlText nothing = authored_sql("'{}'::jsonb");
  const SqlText before = logged(entity, "o");
  const SqlText after = logged(entity, "n");
  std::vector<SqlText> of_old;
  std::vector<SqlText> of_new;
  std::vector<SqlText> of_both;
  for (const std::string& key : whole_key(entity)) {
    const SqlText name = sql_identifier(key);
    of_old.push_back(sql_format("o.{}", name));
    of_new.push_back(sql_format("n.{}", name));
    of_both.push_back(sql_format("coalesce(n.{}, o.{})", name, name));
  }
  const SqlText key = sql_identifier(entity.key[0]);
  const auto absent = [&](std::string_view row) {
    return sql_format("{}.{} IS NULL", authored_sql(row), key);
  };
  const auto side = [&](std::string_view row, const SqlText& json) {
    return sql_format("CASE WHEN {} THEN {} ELSE {} END", absent(row), nothing, json);
  };
  const SqlText moved = sql_format("CASE WHEN {} THEN 'insert' WHEN {} THEN 'delete' ELSE 'update' END",
                                   absent("o"), absent("n"));
  // A changed key is one row gone and another come.
  const SqlText joined = sql_format(
      "old_rows AS o FULL JOIN new_rows AS n ON {}\n    WHERE to_jsonb(o.*)::text IS DISTINCT FROM "
      "to_jsonb(n.*)::text",
      same_key(schema, entity));
  SqlText out = sql_format(
      "\nBEGIN\n  IF TG_OP = 'INSERT' THEN\n{}  ELSIF TG_OP = 'DELETE' THEN\n{}  ELSE\n{}  END IF;\n  RETURN "
      "NULL;\n",
      log_statement(schema, entity, authored_sql("'insert'"), nothing, after, authored_sql("new_rows AS n"),
                    of_new),
      log_statement(schema, entity, authored_sql("'delete'"), before, nothing, authored_sql("old_rows AS o"),
                    of_old),
      log_statement(schema, entity, moved, side("o", before), side("n", after), joined, of_both));
  if (entity.tenancy == ir::Tenancy::kTenant) {
    out = sql_format(
        "{}EXCEPTION WHEN foreign_key_violation THEN\n"
        "  -- The tenant itself is being removed, and its log with it.\n"
        "  RETURN NULL;\n",
        out);
  }
  return sql_format("{}END\n", out);
}

const std::vector<std::pair<std::string, std::string>>& audit_settings() {
  static const std::vector<std::pair<std::string, std::string>> kSettings = {
      {"search_path", std::string(kPinnedPath)},
      {"extra_float_digits", "1"},
      {"bytea_output", "hex"},
      {"IntervalStyle", "postgres"},
      {"DateStyle", "ISO, YMD"},  // of ranges of dates, and of what is hashed
      {"TimeZone", "UTC"}};
  return kSettings;
}

}  // namespace tenon::dialect

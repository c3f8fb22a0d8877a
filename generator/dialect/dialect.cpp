#include "dialect/dialect.hpp"

#include <array>

#include "base/text.hpp"
#include "types/types.hpp"

namespace tenon::dialect {

using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_identifiers;
using render::sql_join;
using render::sql_literal;

namespace {

/// In another Postgres schema than the schema's own it says which.
template <typename Declared>
SqlText type_of(const Declared& declared) {
  const SqlText name = sql_identifier(declared.sql_name);
  return declared.space.empty() ? name : sql_format("{}.{}", sql_identifier(declared.space), name);
}

SqlText plain_type(const ir::Schema& schema, const ir::Type& type) {
  switch (type.kind) {
    case ir::Type::Kind::kEnum: {
      const ir::Enum* item = schema.enumeration(type.name);
      return item->as_text ? sql_identifier("text") : type_of(*item);
    }
    case ir::Type::Kind::kStruct:
      return sql_identifier("jsonb");
    case ir::Type::Kind::kRaw:
      return authored_sql(type.name);
    case ir::Type::Kind::kDomain:
      return type_of(*schema.domain(type.name));
    case ir::Type::Kind::kComposite:
      return type_of(*schema.composite(type.name));
    case ir::Type::Kind::kColumn:
      break;
  }
  std::vector<std::string> parameters;
  for (const int parameter : type.parameters) parameters.push_back(std::to_string(parameter));
  const std::string list = parameters.empty() ? "" : "(" + join(parameters, ",") + ")";
  const SqlText name = SqlText::trusted(type.name + list);
  const types::ColumnType* row = types::find_column_type(type.name);
  const std::string space =
      row == nullptr || row->extension.empty() ? "" : ir::space_of_extension(schema, row->extension);
  return space.empty() ? name : sql_format("{}.{}", sql_identifier(space), name);
}

SqlText array_value(const ir::Schema& schema, const ir::Value& value, const ir::Type& array_type) {
  if (value.items.empty()) return sql_literal("{}");
  ir::Type element = array_type;
  --element.dimensions;
  std::vector<SqlText> items;
  for (const ir::Value& item : value.items) items.push_back(dialect::value(schema, item, element));
  const bool of_rows = array_type.kind == ir::Type::Kind::kComposite;
  return sql_format("ARRAY[{}]::{}", sql_join(items, ", "),
                    of_rows ? qualified_type(schema, array_type) : type(schema, array_type));
}

/// Of a composite type: a value for each of its attributes, in their order.
SqlText row_value(const ir::Schema& schema, const ir::Value& value, const ir::Type& row_type) {
  const ir::Composite& composite = *schema.composite(row_type.name);
  std::vector<SqlText> items;
  for (std::size_t i = 0; i < value.items.size(); ++i)
    items.push_back(dialect::value(schema, value.items[i], composite.attributes[i].type));
  return sql_format("ROW({})::{}", sql_join(items, ", "), qualified_type(schema, row_type));
}

SqlText index_column(const ir::IndexColumn& column) {
  std::vector<SqlText> words;
  words.push_back(column.column.empty() ? sql_format("({})", authored_expression(column.expression))
                                        : sql_identifier(column.column));
  if (!column.operator_class.empty()) words.push_back(sql_identifier(column.operator_class));
  if (column.descending) words.push_back(authored_sql("DESC"));
  if (column.nulls_first) words.push_back(authored_sql(*column.nulls_first ? "NULLS FIRST" : "NULLS LAST"));
  return sql_join(words, " ");
}

}  // namespace

SqlText pinned_path() {
  return SqlText::trusted(std::string(kPinnedPath));
}

std::vector<std::string> clients_of(const ir::Schema& schema) {
  std::vector<std::string> out = {schema.tenancy->app, schema.tenancy->provisioner};
  for (const ir::Role& role : schema.roles) out.push_back(role.name);
  return out;
}

std::vector<std::string> users_of(const ir::Schema& schema) {
  std::vector<std::string> out = clients_of(schema);
  if (!schema.tenancy->search.empty()) out.insert(out.begin() + 2, schema.tenancy->search);
  return out;
}

SqlText authored_expression(const std::string& text) {
  const std::size_t line = text.find_last_of('\n') == std::string::npos ? 0 : text.find_last_of('\n');
  return authored_sql(text.find("--", line) == std::string::npos ? text : text + "\n");
}

SqlText type(const ir::Schema& schema, const ir::Type& type) {
  // An array of structs is one jsonb that holds an array: operators and indexes reach into that.
  const int dimensions = type.kind == ir::Type::Kind::kStruct ? 0 : type.dimensions;
  std::string brackets;
  for (int i = 0; i < dimensions; ++i) brackets += "[]";
  return sql_format("{}{}", plain_type(schema, type), authored_sql(brackets));
}

SqlText qualified_type(const ir::Schema& schema, const ir::Type& of) {
  const ir::Enum* item = of.kind == ir::Type::Kind::kEnum ? schema.enumeration(of.name) : nullptr;
  const bool is_domain = of.kind == ir::Type::Kind::kDomain;
  const bool is_composite = of.kind == ir::Type::Kind::kComposite;
  const bool own = is_domain      ? schema.domain(of.name)->space.empty()
                   : is_composite ? schema.composite(of.name)->space.empty()
                                  : item != nullptr && !item->as_text && item->space.empty();
  if (!own) return type(schema, of);
  return sql_format("{}.{}", sql_identifier(schema.sql_schema), type(schema, of));
}

SqlText exclusion_definition(const ir::Exclusion& exclusion) {
  std::vector<SqlText> elements;
  for (const ir::ExclusionElement& element : exclusion.elements) {
    elements.push_back(
        sql_format("{} WITH {}", index_column(element.column), authored_sql(element.operation)));
  }
  SqlText out = sql_format("USING {} ({})", sql_identifier(exclusion.method), sql_join(elements, ", "));
  if (!exclusion.where.empty()) out = sql_format("{} WHERE ({})", out, authored_expression(exclusion.where));
  return out;
}

SqlText value(const ir::Schema& schema, const ir::Value& value, const ir::Type& domain_or_type) {
  const ir::Domain* domain =
      domain_or_type.kind == ir::Type::Kind::kDomain ? schema.domain(domain_or_type.name) : nullptr;
  const ir::Type& of = domain == nullptr ? domain_or_type : domain->type;
  switch (value.kind) {
    case ir::Value::Kind::kNull:
      return authored_sql("NULL");
    case ir::Value::Kind::kNumber:
    case ir::Value::Kind::kBoolean:
    case ir::Value::Kind::kFunction:
      return authored_sql(value.text);
    case ir::Value::Kind::kSql:
      return sql_format("({})", authored_expression(value.text));
    case ir::Value::Kind::kArray:
      return of.kind == ir::Type::Kind::kComposite && of.dimensions == 0 ? row_value(schema, value, of)
                                                                         : array_value(schema, value, of);
    case ir::Value::Kind::kString:
    case ir::Value::Kind::kJson:
      break;
  }
  return sql_literal(value.text);
}

SqlText check_expression(const ir::Check& check) {
  if (!check.all_or_none.empty()) {
    return sql_format("num_nonnulls({}) IN (0, {})", sql_identifiers(check.all_or_none),
                      authored_sql(std::to_string(check.all_or_none.size())));
  }
  if (check.octets != 0)
    return sql_format("octet_length({}) = {}", sql_identifier(check.column),
                      authored_sql(std::to_string(check.octets)));
  if (check.one_of.empty()) return authored_expression(check.expression);
  std::vector<SqlText> values;
  for (const std::string& value : check.one_of) values.push_back(sql_literal(value));
  // A NULL among an array's elements is none of the values, and refused.
  const auto* shape = check.holds_null ? "array_remove({}, NULL) <@ ARRAY[{}]"
                      : check.array    ? "{} <@ ARRAY[{}]"
                                       : "{} IN ({})";
  return sql_format(shape, sql_identifier(check.column), sql_join(values, ", "));
}

SqlText no_tenant(const ir::Schema& schema) {
  return authored_sql(ir::no_tenant(schema.tenancy->type));
}

SqlText tenants_read(const ir::Schema& schema, ir::Reach reach, const SqlText& tenant) {
  if (reach == ir::Reach::kShared)
    return sql_format("CASE WHEN {0} IS NOT NULL THEN ARRAY[{0}, {1}] END", tenant, no_tenant(schema));
  return sql_format("CASE WHEN {} = (SELECT tenon.current_tenant()) THEN (SELECT tenon.{}()) END", tenant,
                    sql_identifier(std::string(ir::reach_function(reach))));
}

SqlText reads_tenant(const ir::Schema& schema, ir::Reach reach, const SqlText& column,
                     const SqlText& tenant) {
  if (reach == ir::Reach::kOwn) return sql_format("{} = {}", column, tenant);
  return sql_format("{} = ANY ({})", column, tenants_read(schema, reach, tenant));
}

SqlText member_condition(const ir::Schema& schema, const ir::Entity& entity, const SqlText& tenant,
                         const std::string& alias) {
  const ir::Membership& by = *entity.visible;
  std::vector<std::string> columns = {by.tenant_column};
  std::vector<std::string> names = {"tenon_tenant"};
  std::vector<SqlText> parts = {sql_format("tenon_tenant = {}", tenant)};
  for (std::size_t i = 0; i < by.columns.size(); ++i) {
    columns.push_back(by.columns[i]);
    names.push_back("tenon_key_" + std::to_string(i + 1));
    const SqlText key = sql_identifier(by.key.at(i));
    parts.push_back(sql_format("{} = {}", sql_identifier(names.back()),
                               alias.empty() ? key : sql_format("{}.{}", sql_identifier(alias), key)));
  }
  if (!by.mark.empty()) {
    columns.push_back(by.mark);
    names.emplace_back("tenon_mark");
    parts.push_back(authored_sql("tenon_mark IS NULL"));
  }
  // Names that no column of the row has, which a policy can't name by its table: a copy of it is called
  // otherwise.
  return sql_format("EXISTS (SELECT FROM (SELECT {} FROM {}.{}) AS tenon_member ({}) WHERE {})",
                    sql_identifiers(columns), sql_identifier(ir::space_of(schema, *schema.entity(by.entity))),
                    sql_identifier(by.table), sql_identifiers(names), sql_join(parts, " AND "));
}

namespace {

/// Shared rows, and those of other tenants of the tree, are read beside the own ones; the provisioner, who
/// writes them, sees no others. Of what tenants see by their members, one who adds a row has a tenant.
SqlText tenant_predicate(const ir::Schema& schema, const ir::Entity& entity, const ir::Policy& policy) {
  const SqlText current = authored_sql("(SELECT tenon.current_tenant())");
  if (entity.visible && policy.command == ir::Command::kInsert) return sql_format("{} IS NOT NULL", current);
  if (entity.visible) return member_condition(schema, entity, current, "");
  const SqlText column = sql_identifier(entity.tenant_column);
  if (policy.shared_rows) return sql_format("{} = {}", column, no_tenant(schema));
  const ir::Reach reach = ir::reach_of(entity);
  if (reach != ir::Reach::kOwn && policy.command == ir::Command::kSelect)
    return sql_format("{} = ANY ((SELECT tenon.{}())::{}[])", column,
                      sql_identifier(std::string(ir::reach_function(reach))),
                      qualified_type(schema, schema.tenancy->type));
  return sql_format("{} = {}", column, current);
}

}  // namespace

SqlText policy_condition(const ir::Schema& schema, const ir::Entity& entity, const ir::Policy& policy) {
  if (policy.every_row) return authored_sql("true");
  std::vector<SqlText> parts = {tenant_predicate(schema, entity, policy)};
  for (const std::string& predicate : policy.narrowing)
    parts.push_back(sql_format("({})", authored_expression(predicate)));
  return sql_join(parts, " AND ");
}

SqlText retention_condition(const ir::Entity& entity, ir::Command command) {
  if (entity.tenancy == ir::Tenancy::kRoot && command == ir::Command::kSelect)
    return authored_sql("(SELECT tenon.expired_before()) IS NOT NULL");
  return sql_format("{} < (SELECT tenon.expired_before())", sql_identifier(entity.retention->column));
}

std::string duration(const ir::Duration& duration) {
  static constexpr std::array<std::string_view, 4> kUnits = {"day", "week", "month", "year"};
  return std::to_string(duration.number) + " " +
         std::string(kUnits.at(static_cast<std::size_t>(duration.unit))) + (duration.number == 1 ? "" : "s");
}

SqlText partition_clause(const ir::Partitioning& level) {
  static constexpr std::array<std::string_view, 3> kMethods = {"RANGE", "LIST", "HASH"};
  return sql_format("{} ({})", authored_sql(kMethods.at(static_cast<std::size_t>(level.method))),
                    sql_identifiers(level.columns));
}

bool has_using(ir::Command command) {
  return command != ir::Command::kInsert;
}

bool has_check(ir::Command command) {
  return command == ir::Command::kInsert || command == ir::Command::kUpdate;
}

std::string search_path(const ir::Schema& schema) {
  return sql_identifiers(ir::spaces(schema)).str();
}

SqlText named_table(const ir::Entity& entity) {
  const SqlText table = sql_identifier(entity.table);
  return entity.space.empty() ? table : sql_format("{}.{}", sql_identifier(entity.space), table);
}

SqlText qualified_table(const ir::Schema& schema, const ir::Entity& entity) {
  return sql_format("{}.{}", sql_identifier(ir::space_of(schema, entity)), sql_identifier(entity.table));
}

SqlText touch_body(std::string_view column) {
  return sql_format("\nBEGIN\n  NEW.{} := now();\n  RETURN NEW;\nEND\n", sql_identifier(column));
}

SqlText version_body(std::string_view column) {
  const SqlText name = sql_identifier(column);
  return sql_format("\nBEGIN\n  NEW.{} := OLD.{} + 1;\n  RETURN NEW;\nEND\n", name, name);
}

SqlText touch_condition(const ir::Entity& entity) {
  std::vector<SqlText> before;
  std::vector<SqlText> after;
  for (const ir::Column& item : entity.columns) {
    if (!item.generated.empty()) continue;
    before.push_back(sql_format("OLD.{}", sql_identifier(item.name)));
    after.push_back(sql_format("NEW.{}", sql_identifier(item.name)));
  }
  // A generated column isn't known before the row is stored, and Postgres refuses to hear of it. `*<>`
  // between two ROW(…) would compare column by column; a cast to `record` prevents that, but the server
  // prints none, and what pg_dump writes would not be read again. The operator's function is no such thing.
  const bool whole = before.size() == entity.columns.size();
  if (whole) return SqlText::trusted("OLD.* *<> NEW.*");
  return sql_format("pg_catalog.record_image_ne(ROW({}), ROW({}))", render::sql_join(before, ", "),
                    render::sql_join(after, ", "));
}

}  // namespace tenon::dialect

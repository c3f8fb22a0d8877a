#include "target/cpp/read_all.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "dialect/carried.hpp"
#include "dialect/read_all.hpp"
#include "target/cpp/names.hpp"

namespace tenon::target::cpp {
namespace {

using render::cpp_code;
using render::cpp_string;
using render::sql_format;
using render::sql_identifier;
using render::SqlText;
using render::View;

std::string function_of(const ir::Entity& entity) {
  return sql_format("tenon.{}", sql_identifier(identifier(ir::read_all_function_name(entity)))).str();
}

/// `SELECT … FROM tenon.orders_read_all($1::uuid, $2::uuid, $3::uuid, $4::bigint::integer)`
std::string read_sql(const ir::Schema& schema, const ir::Entity& entity) {
  dialect::Parameters parameters(schema);
  std::vector<SqlText> arguments = {parameters.next({ir::Type::Kind::kColumn, "uuid", {}, 0})};
  for (const ir::Column* column : dialect::read_all_order(entity))
    arguments.push_back(parameters.next(column->type));
  arguments.push_back(sql_format("{}::integer", parameters.next_limit()));
  return sql_format("SELECT {}\nFROM {}({})", dialect::read_list(dialect::read_all_columns(entity)),
                    render::authored_sql(function_of(entity)), render::sql_join(arguments, ", "))
      .str();
}

/// `after ? std::optional(after->id) : std::nullopt`
std::string bounds(const ir::Entity& entity) {
  std::string out;
  for (const ir::Column* column : dialect::read_all_order(entity)) {
    const std::string name = field_name(*column).str();
    out += fmt::format(", after ? std::optional(after->{}) : std::nullopt", name);
  }
  return out;
}

std::string roles_of(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<std::string> out;
  for (const ir::Role& role : schema.roles) {
    if (contains(role.reads_all, entity.name)) out.push_back(fmt::format("`{}`", role.name));
  }
  return join(out, ", ");
}

View reading_view(const ir::Schema& schema, const ir::Entity& entity) {
  View out;
  const std::string method = "read_all_" + ir::stem(entity);
  View::List fields;
  std::size_t at = 0;
  for (const ir::Column* column : dialect::read_all_columns(entity)) {
    View field;
    field.put("type", field_type(*column)).put("name", field_name(*column));
    field.put("at", cpp_code(std::to_string(at++)));
    fields.push_back(std::move(field));
  }
  out.put("name", cpp_code(entity.name + "OfAll")).put("method", cpp_code(method));
  out.put("read", cpp_code("read_" + snake_case(entity.name) + "_of_all"));
  out.put("roles", cpp_code(roles_of(schema, entity))).put("fields", std::move(fields));
  out.put("opens", cpp_code("open_reading_of_" + ir::stem(entity)));
  out.put("open_statement", cpp_string(fmt::format("{}.{}.open_reading", schema.name, ir::stem(entity))));
  out.put("open_sql", cpp_string(fmt::format("SELECT tenon.open_reading({}, $1::text, $2::text, $3::text)",
                                             render::sql_literal(entity.name).str())));
  out.put("statement", cpp_string(fmt::format("{}.{}.read_all", schema.name, ir::stem(entity))));
  out.put("sql", cpp_string(read_sql(schema, entity))).put("bounds", cpp_code(bounds(entity)));
  return out;
}

}  // namespace

View::List reading_views(const ir::Schema& schema) {
  View::List out;
  for (const ir::Entity& entity : schema.entities) {
    if (ir::is_read_whole(schema, entity)) out.push_back(reading_view(schema, entity));
  }
  return out;
}

}  // namespace tenon::target::cpp

#include "dialect/carried.hpp"

#include <fmt/format.h>

#include "types/types.hpp"

namespace tenon::dialect {
namespace {

using render::authored_sql;
using render::sql_format;

/// The type by which a value travels that has no C++ type of its own: `text`, `text[]`; nothing for others.
std::string carrier_of(const ir::Type& type) {
  std::string out;
  if (type.kind == ir::Type::Kind::kRaw) out = "text";
  if (type.kind == ir::Type::Kind::kColumn) out = types::find_column_type(type.name)->carrier;
  for (int i = 0; i < type.dimensions && !out.empty(); ++i) out += "[]";
  return out;
}

}  // namespace

SqlText Parameters::numbered(std::string_view type) {
  return SqlText::trusted(fmt::format("${}::{}", ++count_, type));
}

SqlText Parameters::next(const ir::Type& given) {
  const SqlText number = SqlText::trusted(fmt::format("${}", ++count_));
  const std::string carrier = carrier_of(given);
  if (given.kind == ir::Type::Kind::kRaw)
    return sql_format("{}::{}::{}", number, authored_sql(carrier), type(schema_, given));
  // Without the length or precision: an explicit cast to varchar(n) cuts off what is too long, without a
  // word.
  ir::Type unbounded = given;
  unbounded.parameters.clear();
  if (given.kind == ir::Type::Kind::kColumn) unbounded.name = types::of_any_length(given.name);
  if (!carrier.empty())
    return sql_format("{}::{}::{}", number, authored_sql(carrier), type(schema_, unbounded));
  return sql_format("{}::{}", number, qualified_type(schema_, unbounded));
}

std::string read_as(const ir::Type& type) {
  const std::string carrier = carrier_of(type);
  if (!carrier.empty() || type.kind != ir::Type::Kind::kColumn || type.dimensions > 0) return carrier;
  if (type.name == "varchar") return "text";
  return type.name == "numeric" && !type.parameters.empty() ? "numeric" : "";
}

SqlText read_list(const std::vector<const ir::Column*>& columns) {
  std::vector<SqlText> out;
  for (const ir::Column* column : columns) {
    const SqlText name = render::sql_identifier(column->name);
    const std::string type = read_as(ir::stored_type(*column));
    out.push_back(type.empty() ? name : sql_format("{}::{} AS {}", name, authored_sql(type), name));
  }
  return render::sql_join(out, ", ");
}

}  // namespace tenon::dialect

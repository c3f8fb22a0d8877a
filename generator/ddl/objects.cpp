// What follows the names of functions, tables and rows, where it takes lines.
#include <algorithm>

#include "base/text.hpp"
#include "ddl/clauses.hpp"
#include "ddl/words.hpp"

namespace tenon::ddl {

using model::Kind;
using model::Object;
using render::authored_sql;
using render::sql_format;
using render::sql_identifier;
using render::sql_join;
using render::sql_literal;

namespace {

constexpr std::string_view kVolatilities[] = {"", "STABLE", "IMMUTABLE"};
constexpr std::string_view kParallels[] = {"", "PARALLEL RESTRICTED", "PARALLEL SAFE"};

bool are_all(std::string_view text, std::string_view of) {
  return text.find_first_not_of(of) == std::string_view::npos;
}

/// Whether SQL reads it as a word or a number: other values stand in quotes.
bool is_word(std::string_view value) {
  constexpr std::string_view kDigits = "0123456789.";
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz_";
  if (value.empty()) return false;
  return are_all(value, kDigits) || (kLetters.find(value.front()) != std::string_view::npos &&
                                     are_all(value, "abcdefghijklmnopqrstuvwxyz_0123456789"));
}

}  // namespace

SqlText option_value(const std::string& value) {
  return is_word(value) ? authored_sql(value) : sql_literal(value);
}

namespace {

SqlText transforms(const std::vector<model::Sql>& types) {
  std::vector<SqlText> out;
  for (const model::Sql& type : types) out.push_back(sql_format("FOR TYPE {}", text(type)));
  return sql_join(out, ", ");
}

/// What follows LANGUAGE.
SqlText function_traits(const model::Function& function) {
  Words out;
  out.add(sql_identifier(function.language));
  if (!function.transforms.empty()) out.add(sql_format("TRANSFORM {}", transforms(function.transforms)));
  if (function.routine != model::Routine::kProcedure) {
    out.add(word(kVolatilities, function.volatility)).add_if(function.strict, "STRICT");
    out.add(word(kParallels, function.parallel)).add_if(function.leakproof, "LEAKPROOF");
    if (!function.cost.empty() && function.cost != "100")
      out.add(sql_format("COST {}", authored_sql(function.cost)));
    if (!function.rows.empty() && function.rows != "0" && function.rows != "1000")
      out.add(sql_format("ROWS {}", authored_sql(function.rows)));
    if (!function.support.empty()) out.add(sql_format("SUPPORT {}", authored_sql(function.support)));
  }
  return out.add_if(function.definer, "SECURITY DEFINER").joined();
}

SqlText dollar_quoted(const std::string& body) {
  std::string word = "$body$";
  for (int i = 1; body.find(word) != std::string::npos; ++i) word = "$body" + std::to_string(i) + "$";
  return SqlText::trusted(word + body + word);
}

SqlText body_of(const model::Function& function) {
  if (function.atomic) return sql_format("  {}", text(*function.atomic));
  if (function.library.empty()) return sql_format("AS {}", dollar_quoted(function.body));
  return sql_format("AS {}, {}", sql_literal(function.library), sql_literal(function.body));
}

}  // namespace

SqlText setting_value(const std::string& name, const std::string& value) {
  // A list of names stands as it is.
  return name == "search_path" ? authored_sql(value) : option_value(value);
}

SqlText function_definition(const model::Function& function) {
  constexpr std::size_t kLine = 80;
  std::string out = "(" + function.arguments.text + ")";
  const std::string& returns = function.returns.text;
  if (function.routine != model::Routine::kProcedure)
    out += (out.size() + returns.size() > kLine ? "\n  RETURNS " : " RETURNS ") + returns;
  out += "\n  LANGUAGE " + function_traits(function).str();
  for (const auto& [name, value] : function.settings)
    out += "\n  SET " + name + " TO " + setting_value(name, value).str();
  return SqlText::trusted(out + "\n" + body_of(function).str());
}

SqlText row(const model::RegisteredRow& row) {
  std::vector<SqlText> columns;
  std::vector<SqlText> values;
  for (const auto& [column, value] : row.values) {
    columns.push_back(sql_identifier(column));
    values.push_back(sql_literal(value));
  }
  return sql_format("({}) VALUES ({})", sql_join(columns, ", "), sql_join(values, ", "));
}

namespace {

/// Kinds whose names are cut where they are too long: that stands in the remark.
bool is_cut(const Object& object) {
  static constexpr Kind kNamed[] = {Kind::kEnum,    Kind::kDomain,     Kind::kColumn, Kind::kConstraint,
                                    Kind::kIndex,   Kind::kStatistics, Kind::kPolicy, Kind::kView,
                                    Kind::kTrigger, Kind::kFunction};
  return std::find(std::begin(kNamed), std::end(kNamed), object.identity.kind) != std::end(kNamed) &&
         is_shortened(object.identity.name);
}

/// Why it is there, and that its name was cut where it was.
SqlText remark_of(const Object& object, std::string why) {
  if (is_cut(object))
    why += (why.empty() ? "" : "; ") + std::string("Postgres keeps 63 bytes of a name: the rest is a hash");
  return why.empty() ? SqlText() : render::sql_comment(why);
}

}  // namespace

SqlText remark(const Object& object) {
  return remark_of(object, object.why.reason.empty() ? "" : model::text(object.why));
}

SqlText mark(const Object& object) {
  return remark_of(object, model::text(object.why));
}

namespace {

/// A line between the brackets of CREATE TABLE, and the remark behind it.
struct Line {
  SqlText sql;
  SqlText remark;
};

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, text.size()), ' ');
}

std::vector<Line> column_lines(const std::vector<const Object*>& columns) {
  std::size_t name_width = 0;
  std::size_t type_width = 0;
  for (const Object* column : columns) {
    name_width = std::max(name_width, sql_identifier(column->identity.name).str().size());
    type_width = std::max(type_width, column_type(column->as<model::Column>()).str().size());
  }
  std::vector<Line> out;
  for (const Object* object : columns) {
    const auto& column = object->as<model::Column>();
    std::string line = padded(sql_identifier(object->identity.name).str(), name_width) + " " +
                       padded(column_type(column).str(), type_width) + " " + column_traits(column).str();
    line.erase(line.find_last_not_of(' ') + 1);
    out.push_back({SqlText::trusted(std::move(line)), remark(*object)});
  }
  return out;
}

std::vector<Line> table_lines(const std::vector<const Object*>& made) {
  std::vector<const Object*> columns;
  for (const Object* each : made) {
    if (each->identity.kind == Kind::kColumn && !each->as<model::Column>().is_inherited)
      columns.push_back(each);
  }
  std::vector<Line> out = column_lines(columns);
  for (const Object* each : made) {
    if (each->identity.kind != Kind::kConstraint) continue;
    out.push_back({sql_format("CONSTRAINT {} {}", sql_identifier(each->identity.name),
                              constraint_clause(each->as<model::Constraint>(), each->path)),
                   remark(*each)});
  }
  return out;
}

}  // namespace

SqlText table_body(const std::vector<const Object*>& made) {
  const std::vector<Line> lines = table_lines(made);
  std::string out = "(\n";
  for (const Line& line : lines) {
    out += "  " + line.sql.str() + (&line == &lines.back() ? "" : ",");
    out += line.remark.empty() ? "\n" : "  " + line.remark.str() + "\n";
  }
  return SqlText::trusted(out + ")");
}

}  // namespace tenon::ddl

#include "plan/values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plan/moved_types.hpp"
#include "plan/words.hpp"

namespace tenon::plan {
namespace {

using model::Column;

/// A value that is no call, and names no column.
bool is_constant(const std::string& sql) {
  return sql.find('(') == std::string::npos &&
         (sql.starts_with('\'') || sql.find_first_not_of("-0123456789.") == std::string::npos ||
          sql == "true" || sql == "false" || sql == "NULL");
}

bool is_enum(const Planning& planning, const std::string& type) {
  const auto& objects = planning.after.objects();
  return std::any_of(objects.begin(), objects.end(), [&](const Object& each) {
    return each.identity.kind == Kind::kEnum &&
           ddl::qualified(each.identity, planning.settings.path).str() == type;
  });
}

}  // namespace

const model::Sql* backfill_of(const Planning& planning, const Object& column) {
  const auto found = planning.intent.backfills.find(column.why.declaration);
  return found == planning.intent.backfills.end() ? nullptr : &found->second;
}

bool is_stable(const std::string& sql) {
  static constexpr std::string_view kCalls[] = {"now()", "CURRENT_TIMESTAMP", "current_timestamp",
                                                "CURRENT_DATE", "current_date"};
  return is_constant(sql) || std::find(std::begin(kCalls), std::end(kCalls), sql) != std::end(kCalls);
}

bool is_converted_as_told(const Planning& planning, const Object& after) {
  return backfill_of(planning, after) != nullptr &&
         !planning.intent.said_before.contains(after.why.declaration);
}

std::string converted(const Planning& planning, const Object& before, const Object& after) {
  const std::string& from = before.as<Column>().type.text;
  const std::string& to = after.as<Column>().type.text;
  const std::string beside = type_beside(planning, to);
  const bool told = is_converted_as_told(planning, after);
  if (told && beside == to) return backfill_of(planning, after)->text;
  // What is said of an old value may be of the old type.
  const std::string value = told ? "(" + backfill_of(planning, after)->text + ")" : id(after.identity.name);
  const std::string element = element_of(to);
  const bool by_text = is_enum(planning, element) || is_enum(planning, element_of(from));
  return fmt::format("{}{}::{}", value, by_text ? "::text" + to.substr(element.size()) : "", beside);
}

void refuse_bytes_of_text(Planning& planning, const std::vector<Difference>& differences) {
  const auto is_text = [](const std::string& type) {
    return type == "text" || type == "citext" || type.starts_with("character varying");
  };
  for (const Difference& difference : differences) {
    if (difference.before == nullptr || difference.after == nullptr) continue;
    if (difference.identity().kind != Kind::kColumn) continue;
    const std::string& from = difference.before->as<Column>().type.text;
    const std::string& to = difference.after->as<Column>().type.text;
    const bool changes = (from == "bytea" && is_text(to)) || (is_text(from) && to == "bytea");
    if (!changes || is_converted_as_told(planning, *difference.after)) continue;
    planning.refuse(difference.identity(), "a cast between text and bytes reads escapes, and hashes nothing",
                    "say what the values become: @backfill(`convert_to(…, 'UTF8')`), or of a hashed secret "
                    "@backfill(`sha256(convert_to(…, 'UTF8'))`)");
  }
}

std::optional<std::string> value_in_new_row(const Planning& planning, const Object& column) {
  const auto& to = column.as<Column>();
  if (to.generated) return std::nullopt;
  const model::Sql* told = backfill_of(planning, column);
  const Object* before = planning.before.find(column.identity);
  if (before == nullptr) return told == nullptr ? std::nullopt : std::optional(told->text);
  const auto& from = before->as<Column>();
  if (from.type != to.type) return converted(planning, *before, column);
  const bool fills = told != nullptr && !from.not_null && to.not_null;
  const std::string name = id(column.identity.name);
  const std::string beside = type_beside(planning, to.type.text);
  if (beside == to.type.text) return fills ? fmt::format("coalesce({}, {})", name, told->text) : name;
  // What names the field says of each of its values what it becomes.
  if (!fills || names(told->text, column.identity.name)) return converted(planning, *before, column);
  const std::string text = "::text" + beside.substr(element_of(beside).size());
  return fmt::format("coalesce({0}{2}, ({1}){2})::{3}", name, told->text, text, beside);
}

bool reads_other_rows(const std::string& sql) {
  std::string plain = sql;
  constexpr std::string_view kColumn = "\"select\"";
  for (std::size_t at = plain.find(kColumn); at != std::string::npos; at = plain.find(kColumn))
    plain.erase(at, kColumn.size());
  return names(plain, "select");
}

}  // namespace tenon::plan

#include "raise/partitions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "base/text.hpp"
#include "raise/spelling.hpp"
#include "types/types.hpp"

namespace tenon::raise {

using model::Object;

namespace {

/// What stands between commas, outside of quotes; none where a quote doesn't end.
std::optional<std::vector<std::string>> listed(std::string_view text) {
  std::vector<std::string> out(1);
  char quote = 0;
  for (const char c : text) {
    if (quote == 0 && c == ',') {
      out.emplace_back();
      continue;
    }
    if (c == '\'' || c == '"') quote = quote == 0 ? c : quote == c ? '\0' : quote;
    out.back() += c;
  }
  for (std::string& each : out) each = std::string(trimmed(each));
  return quote == 0 ? std::optional(out) : std::nullopt;
}

/// What stands in the brackets behind a word, at the beginning of a text that is cut off with it.
std::optional<std::vector<std::string>> taken(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return std::nullopt;
  char quote = 0;
  for (std::size_t i = word.size(); i < text.size(); ++i) {
    if (text[i] == '\'' || text[i] == '"') quote = quote == 0 ? text[i] : quote == text[i] ? '\0' : quote;
    if (quote != 0 || text[i] != ')') continue;
    const std::string_view inside = text.substr(word.size(), i - word.size());
    text.remove_prefix(i + 1);
    return listed(inside);
  }
  return std::nullopt;
}

std::string unquoted(const std::string& name) {
  if (name.size() < 2 || name.front() != '"') return name;
  return replaced(name.substr(1, name.size() - 2), "\"\"", "\"");
}

bool has_column(const Parts& table, const std::string& name) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const Object* each) { return each->identity.name == name; });
}

/// Of columns alone, compared as their types are.
bool read_key(const Parts& table, Divided& out) {
  constexpr std::string_view kMethods[][2] = {{"RANGE (", "range"}, {"LIST (", "list"}, {"HASH (", "hash"}};
  std::string_view key = table.table->as<model::Table>().partition_by->text;
  for (const auto& [word, method] : kMethods) {
    const auto names = taken(key, word);
    if (!names) continue;
    out.method = method;
    for (const std::string& each : *names) out.columns.push_back(unquoted(each));
  }
  return !out.columns.empty() && std::all_of(out.columns.begin(), out.columns.end(),
                                             [&](const auto& each) { return has_column(table, each); });
}

/// Whether nothing but its bound, and how it is stored, tells it from its table.
bool is_like_its_table(const Parts& table, const Parts& partition) {
  const auto& of = partition.table->as<model::Table>();
  const auto named_alike = [](const Object* a, const Object* b) {
    return a->identity.name == b->identity.name;
  };
  return !of.partition_by && of.persistence == model::Persistence::kPermanent && of.access_method.empty() &&
         of.tablespace.empty() && partition.table->identity.schema == table.table->identity.schema &&
         std::equal(table.columns.begin(), table.columns.end(), partition.columns.begin(),
                    partition.columns.end(), named_alike);
}

/// `p2026` of `payments_p2026`; else a name of its own, beside what the database calls it.
void name(const std::string& table, const std::string& partition, Names& names, Division& out) {
  // As tenon.partition_name() leaves it.
  constexpr std::size_t kLongest = 62;
  const bool is_usual = partition.starts_with(table + "_") && partition.size() < kLongest;
  const std::string rest = is_usual ? partition.substr(table.size() + 1) : "";
  out.name = names.take(is_name(rest) ? rest : field_name(partition));
  if (out.name != rest) out.table = partition;
}

bool holds_null(const std::vector<std::string>& values) {
  return std::find(values.begin(), values.end(), "NULL") != values.end();
}

bool read_bound(std::string_view bound, Division& out) {
  constexpr std::string_view kTo = " ";
  out.is_rest = bound == "DEFAULT";
  if (out.is_rest) return true;
  if (const auto values = taken(bound, "FOR VALUES IN (")) {
    out.values = *values;
    return !holds_null(out.values);
  }
  const auto from = taken(bound, "FOR VALUES FROM (");
  if (!from || !bound.starts_with(kTo)) return false;
  bound.remove_prefix(kTo.size());
  const auto to = taken(bound, "TO (");
  if (!to) return false;
  out.from = *from;
  out.to = *to;
  return true;
}

/// Whether they are those of `into N`, by their bounds and by their names.
bool read_hash(const std::string& table, const std::vector<const Parts*>& partitions, Divided& out) {
  out.modulus = partitions.size();
  std::set<std::pair<std::string, std::string>> wanted;
  for (std::size_t n = 0; n < out.modulus; ++n)
    wanted.emplace(fmt::format("{}_p{}", table, n),
                   fmt::format("FOR VALUES WITH (modulus {}, remainder {})", out.modulus, n));
  return std::all_of(partitions.begin(), partitions.end(), [&](const Parts* each) {
    return wanted.contains({each->table->identity.name, each->table->as<model::Table>().bound.text});
  });
}

}  // namespace

std::optional<Divided> divided(const Parts& table, const std::vector<const Parts*>& partitions) {
  Divided out;
  if (partitions.empty() || !read_key(table, out)) return std::nullopt;
  const auto is_like = [&](const Parts* each) { return is_like_its_table(table, *each); };
  if (!std::all_of(partitions.begin(), partitions.end(), is_like)) return std::nullopt;
  const std::string& called = table.table->identity.name;
  if (out.method == "hash") return read_hash(called, partitions, out) ? std::optional(out) : std::nullopt;
  Names names;
  for (const Parts* each : partitions) {
    Division division;
    if (!read_bound(each->table->as<model::Table>().bound.text, division)) return std::nullopt;
    name(called, each->table->identity.name, names, division);
    out.divisions.push_back(std::move(division));
  }
  std::stable_partition(out.divisions.begin(), out.divisions.end(),
                        [](const Division& each) { return !each.is_rest; });
  return out;
}

namespace {

using Value = std::function<std::string(const std::string& column, const std::string& sql)>;

std::string ends(const Divided& divided, const std::vector<std::string>& values, const Value& value) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < values.size(); ++i) out.push_back(value(divided.columns.at(i), values[i]));
  return out.size() == 1 ? out[0] : "[" + join(out, ", ") + "]";
}

std::string held(const Divided& divided, const Division& division, const Value& value) {
  if (division.is_rest) return "default";
  if (divided.method == "range")
    return fmt::format("[{}, {}]", ends(divided, division.from, value), ends(divided, division.to, value));
  std::vector<std::string> out;
  for (const std::string& each : division.values) out.push_back(value(divided.columns[0], each));
  return "[" + join(out, ", ") + "]";
}

}  // namespace

std::vector<std::string> partition_lines(const Divided& divided,
                                         const std::function<std::string(const std::string& column)>& field,
                                         const Value& value) {
  std::vector<std::string> fields;
  for (const std::string& column : divided.columns) fields.push_back(field(column));
  const std::string by = fmt::format("partition by {} ({})", divided.method, join(fields, ", "));
  if (divided.method == "hash") return {fmt::format("{} into {}", by, divided.modulus)};
  std::vector<std::string> out = {by + " {"};
  for (const Division& each : divided.divisions) {
    const std::string called = each.table.empty() ? "" : fmt::format(" @named({})", quoted(each.table));
    out.push_back(fmt::format("  {} = {}{}", each.name, held(divided, each, value), called));
  }
  out.push_back("}");
  return out;
}

std::string value_of_division(const std::string& sql, const std::string& type,
                              const std::map<std::string, std::string>* labels) {
  if (sql == "MINVALUE" || sql == "MAXVALUE") return sql == "MINVALUE" ? "minvalue" : "maxvalue";
  const bool is_text = sql.size() > 1 && sql.front() == '\'' && sql.back() == '\'';
  if (!is_text) return sql;
  const std::string text = replaced(sql.substr(1, sql.size() - 2), "''", "'");
  if (labels != nullptr) {
    if (const auto value = labels->find(text); value != labels->end()) return value->second;
  }
  const types::ColumnType* row = types::find_column_type(type.substr(0, type.find('(')));
  using types::Literal;
  const bool is_number =
      row != nullptr && (row->literal == Literal::kInteger || row->literal == Literal::kDecimal);
  return is_number ? text : quoted(text);
}

}  // namespace tenon::raise

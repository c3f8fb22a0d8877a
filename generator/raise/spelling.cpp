#include "raise/spelling.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"
#include "raise/singular.hpp"
#include "types/types.hpp"

namespace tenon::raise {
namespace {

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr std::string_view kFence = "```";

/// What the server calls types otherwise than the language does.
struct TypeWord {
  std::string_view server;
  std::string_view ours;
};
constexpr TypeWord kTypeWords[] = {
    {"character varying", "varchar"},
    {"integer", "int4"},
    {"bigint", "int8"},
    {"smallint", "int2"},
    {"boolean", "bool"},
    {"double precision", "float8"},
    {"real", "float4"},
    {"timestamp with time zone", "timestamptz"},
    {"timestamp without time zone", "timestamp"},
    {"time without time zone", "time"},
    {"time with time zone", "timetz"},
    {"bit varying", "varbit"},
};

/// `numeric(10,2)[]` in its parts.
struct TypeParts {
  std::string base;
  std::string parameters;  ///< `10,2`
  std::size_t dimensions = 0;
};

TypeParts parts(std::string sql) {
  TypeParts out;
  while (sql.ends_with("[]")) {
    ++out.dimensions;
    sql.resize(sql.size() - 2);
  }
  const std::size_t open = sql.find('(');
  const std::size_t close = sql.rfind(')');
  if (open != std::string::npos && close != std::string::npos && close > open) {
    out.parameters = sql.substr(open + 1, close - open - 1);
    // In `timestamp(3) without time zone` they stand in the middle.
    sql.erase(open, close + 1 - open);
  }
  out.base = std::move(sql);
  return out;
}

}  // namespace

std::pair<std::string, std::string> split_name(const std::string& name) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '"') {
      if (quoted && i + 1 < name.size() && name[i + 1] == '"') {
        out.back() += '"';
        ++i;
      } else {
        quoted = !quoted;
      }
    } else if (name[i] == '.' && !quoted) {
      out.emplace_back();
    } else {
      out.back() += name[i];
    }
  }
  return out.size() == 2 ? std::pair{out[0], out[1]} : std::pair{std::string(), out[0]};
}

namespace {

std::string with_dimensions(std::string type, std::size_t dimensions) {
  for (std::size_t i = 0; i < dimensions; ++i) type += "[]";
  return type;
}

/// The text of `'…'::type` where that is all of it.
std::optional<std::string> literal_text(const std::string& sql) {
  if (!sql.starts_with('\'')) return std::nullopt;
  std::string out;
  std::size_t at = 1;
  for (; at < sql.size(); ++at) {
    if (sql[at] != '\'') {
      out += sql[at];
    } else if (at + 1 < sql.size() && sql[at + 1] == '\'') {
      out += sql[at++];
    } else {
      break;
    }
  }
  const std::string rest = at < sql.size() ? sql.substr(at + 1) : "";
  const bool casts_alone =
      rest.empty() || (rest.starts_with("::") && rest.find_first_of("'+-*/|") == std::string::npos);
  return casts_alone ? std::optional(out) : std::nullopt;
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  const auto all_digits = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
  };
  return all_digits(whole) && (dot == std::string_view::npos || all_digits(text.substr(dot + 1)));
}

/// A type's name without what stands in brackets behind it.
std::string_view bare(std::string_view type) {
  return type.substr(0, type.find_first_of("(?["));
}

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n' || c == '\t') {
      out += c == '\n' ? "\\n" : "\\t";
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string spelled(const std::string& name) {
  return is_name(name) ? name : quoted(name);
}

bool can_be_in_backticks(std::string_view sql) {
  return sql.find(kFence) == std::string_view::npos && !sql.ends_with('`');
}

std::string in_backticks(const std::string& sql) {
  if (sql.find('`') == std::string::npos) return "`" + sql + "`";
  return std::string(kFence) + (sql.starts_with('`') ? " " : "") + sql + std::string(kFence);
}

std::string without_brackets(const std::string& sql) {
  if (!sql.starts_with('(') || !sql.ends_with(')')) return sql;
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (quote != 0) {
      quote = sql[i] == quote ? '\0' : quote;
    } else if (sql[i] == '\'' || sql[i] == '"') {
      quote = sql[i];
    } else {
      depth += sql[i] == '(' ? 1 : sql[i] == ')' ? -1 : 0;
      if (depth == 0 && i + 1 < sql.size()) return sql;
    }
  }
  return sql.substr(1, sql.size() - 2);
}

std::string field_name(const std::string& sql_name) {
  return is_name(sql_name) ? sql_name : snake_case(word_of(sql_name));
}

std::string type_name(const std::string& sql_name) {
  return pascal_case(snake_case(word_of(sql_name)));
}

std::string entity_name(const std::string& table) {
  return pascal_case(singular(snake_case(word_of(table))));
}

std::string Names::take(const std::string& wanted) {
  std::string name = wanted;
  for (int n = 2; !taken_.insert(name).second; ++n) name = wanted + std::to_string(n);
  return name;
}

std::string Names::take_with(const std::string& wanted, Made made) {
  const auto is_free = [&](const std::string& name) {
    const auto all = made(name);
    return std::none_of(all.begin(), all.end(),
                        [&](const std::string& each) { return taken_.contains(each); });
  };
  std::string name = wanted;
  if (!is_free(name)) name = wanted + "Row";
  for (int n = 2; !is_free(name); ++n) name = wanted + "Row" + std::to_string(n);
  for (std::string& each : made(name)) taken_.insert(std::move(each));
  return name;
}

std::string Names::take_entity(const std::string& wanted) {
  return take_with(wanted, [](const std::string& name) {
    return std::vector<std::string>{name, "New" + name, name + "Patch",
                                    pascal_case(plural(snake_case(name)))};
  });
}

std::string Names::take_view(const std::string& wanted) {
  return take_with(wanted, [](const std::string& name) {
    return std::vector<std::string>{name, name + "View"};
  });
}

std::string type_of(const std::string& sql, const TypeNames& declared) {
  const TypeParts type = parts(sql);
  const auto [space, name] = split_name(type.base);
  const auto known = declared.find({space, name});
  if (known != declared.end()) return with_dimensions(known->second, type.dimensions);
  const auto* word = std::find_if(std::begin(kTypeWords), std::end(kTypeWords),
                                  [&](const TypeWord& each) { return each.server == type.base; });
  const std::string ours(word == std::end(kTypeWords) ? std::string_view(name) : word->ours);
  const types::ColumnType* row = types::find_column_type(ours);
  const bool is_servers = space.empty() || (row != nullptr && !row->extension.empty());
  const std::size_t given =
      type.parameters.empty() ? 0 : 1 + static_cast<std::size_t>(std::ranges::count(type.parameters, ','));
  const bool fits = row != nullptr && row->name == ours && is_servers &&
                    given >= static_cast<std::size_t>(row->min_parameters) &&
                    given <= static_cast<std::size_t>(row->max_parameters);
  if (!fits) return in_backticks(sql);
  const std::string with = type.parameters.empty() ? ours : ours + "(" + type.parameters + ")";
  return with_dimensions(with, type.dimensions);
}

std::string default_of(const std::string& sql, const std::string& type,
                       const std::map<std::string, std::string>* labels) {
  const bool is_array = type.find("[]") != std::string::npos;
  const auto text = literal_text(sql);
  if (labels != nullptr && text && !is_array) {
    if (const auto value = labels->find(*text); value != labels->end()) return value->second;
  }
  const types::ColumnType* row = is_array ? nullptr : types::find_column_type(bare(type));
  if (row == nullptr) return in_backticks(sql);
  using types::Literal;
  const bool numeric = row->literal == Literal::kInteger || row->literal == Literal::kDecimal;
  if (numeric && is_number(sql)) return sql;
  if (row->literal == Literal::kBoolean && (sql == "true" || sql == "false")) return sql;
  if (sql == "now()") return "now()";
  if (sql == "gen_random_uuid()" && row->name == "uuid") return "uuid()";
  if (row->literal == Literal::kJson && text && (*text == "{}" || *text == "[]")) return *text;
  const bool is_text = row->name == "text" || row->name == "varchar" || row->name == "citext";
  if (is_text && text) return quoted(*text);
  return in_backticks(sql);
}

}  // namespace tenon::raise

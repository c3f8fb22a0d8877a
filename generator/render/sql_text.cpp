#include "render/sql_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.hpp"

namespace tenon::render {
namespace {

// Postgres's reserved words and those that can't name a column without quotes, in order
// (src/include/parser/kwlist.h).
constexpr std::string_view kReserved[] = {
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "binary",
    "both",
    "case",
    "cast",
    "check",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "false",
    "fetch",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "natural",
    "not",
    "notnull",
    "null",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "overlaps",
    "placing",
    "primary",
    "references",
    "returning",
    "right",
    "select",
    "session_user",
    "similar",
    "some",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "to",
    "trailing",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
};

// Words that name a column without quotes, and not a type: the grammar has uses of its own for them.
// Postgres's quote_ident quotes them everywhere, and so do we.
constexpr std::string_view kNoTypes[] = {
    "between",       "bigint",         "bit",           "boolean",        "char",
    "character",     "coalesce",       "dec",           "decimal",        "exists",
    "extract",       "float",          "greatest",      "grouping",       "inout",
    "int",           "integer",        "interval",      "json",           "json_array",
    "json_arrayagg", "json_exists",    "json_object",   "json_objectagg", "json_query",
    "json_scalar",   "json_serialize", "json_table",    "json_value",     "least",
    "merge_action",  "national",       "nchar",         "none",           "normalize",
    "nullif",        "numeric",        "out",           "overlay",        "position",
    "precision",     "real",           "row",           "setof",          "smallint",
    "substring",     "time",           "timestamp",     "treat",          "trim",
    "values",        "varchar",        "xmlattributes", "xmlconcat",      "xmlelement",
    "xmlexists",     "xmlforest",      "xmlnamespaces", "xmlparse",       "xmlpi",
    "xmlroot",       "xmlserialize",   "xmltable",
};

/// Of the words of a list, by their first letter, each length that one has as a bit.
template <std::size_t kCount>
constexpr std::array<std::uint32_t, 26> lengths_of(const std::string_view (&words)[kCount]) {
  std::array<std::uint32_t, 26> out{};
  for (const std::string_view word : words) out[word.front() - 'a'] |= 1U << word.size();
  return out;
}

/// Whether a sorted list has the word. Most names are told apart by their first letter and length alone.
template <std::size_t kCount>
bool has(const std::string_view (&words)[kCount], const std::array<std::uint32_t, 26>& lengths,
         std::string_view name) {
  const char first = name.front();
  return first >= 'a' && first <= 'z' && name.size() < 32 &&
         (lengths[first - 'a'] >> name.size() & 1U) != 0 &&
         std::binary_search(std::begin(words), std::end(words), name);
}

constexpr auto kReservedLengths = lengths_of(kReserved);
constexpr auto kNoTypesLengths = lengths_of(kNoTypes);

bool is_plain(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  const auto tail = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
  return !name.empty() && letter(name.front()) && std::all_of(name.begin(), name.end(), tail) &&
         !has(kReserved, kReservedLengths, name) && !has(kNoTypes, kNoTypesLengths, name);
}

std::string doubled(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote) out += quote;
    out += c;
  }
  return out + quote;
}

}  // namespace

SqlText sql_identifier(std::string_view name) {
  return SqlText::trusted(is_plain(name) ? std::string(name) : doubled(name, '"'));
}

SqlText sql_literal(std::string_view text) {
  return SqlText::trusted(doubled(text, '\''));
}

SqlText sql_comment(std::string_view text) {
  std::string out = "-- ";
  for (const char c : text) {
    out += c == '\r' ? ' ' : c;
    if (c == '\n') out += "-- ";
  }
  return SqlText::trusted(std::move(out));
}

SqlText authored_sql(std::string_view text) {
  return SqlText::trusted(std::string(text));
}

SqlText sql_identifiers(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const std::string& name : names) quoted.push_back(sql_identifier(name).str());
  return SqlText::trusted(join(quoted, ", "));
}

SqlText sql_join(const std::vector<SqlText>& parts, std::string_view separator) {
  std::vector<std::string> plain;
  for (const SqlText& part : parts) plain.push_back(part.str());
  return SqlText::trusted(join(plain, separator));
}

}  // namespace tenon::render

// Names that Postgres doesn't take, so that applying the schema would fail, or worse, mean something else.
#include "sema/names/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "sema/names/names.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr std::size_t kMaxName = 63;

constexpr std::string_view kSystemColumns[] = {"cmax", "cmin", "ctid", "tableoid", "xmax", "xmin"};

// Types of pg_catalog that people's enums are named like, and the words that the grammar reads as a type.
// They come first on every search path: a column of an enum `point` would be a geometric point.
constexpr std::string_view kTypes[] = {
    "aclitem",  "bigint",    "bit",     "bool",     "boolean",   "box",         "bpchar",    "bytea",
    "char",     "character", "cid",     "cidr",     "circle",    "cstring",     "date",      "dec",
    "decimal",  "double",    "float",   "float4",   "float8",    "inet",        "int",       "int2",
    "int4",     "int8",      "integer", "internal", "interval",  "json",        "jsonb",     "jsonpath",
    "line",     "lseg",      "macaddr", "money",    "name",      "nchar",       "national",  "numeric",
    "oid",      "path",      "point",   "polygon",  "real",      "record",      "refcursor", "setof",
    "smallint", "text",      "tid",     "time",     "timestamp", "timestamptz", "timetz",    "trigger",
    "tsquery",  "tsvector",  "unknown", "uuid",     "varbit",    "varchar",     "void",      "xid",
    "xml",
};

template <std::size_t n>
bool among(const std::string_view (&list)[n], std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

/// The server reads capitals of a setting's name as small letters.
bool is_setting_of_ours(std::string_view name) {
  static constexpr std::string_view kOurs = "tenon.";
  return std::equal(kOurs.begin(), kOurs.end(), name.begin(),
                    name.begin() + std::min(kOurs.size(), name.size()),
                    [](char ours, char c) { return std::tolower(static_cast<unsigned char>(c)) == ours; });
}

/// Whether it is short enough.
bool check_length(const Reading& context, const ast::Name& name) {
  if (name.text.size() <= kMaxName) return true;
  context.sink.report(Code::kBadName, fmt::format("a name of {} bytes", name.text.size()))
      .at(name.span, fmt::format("Postgres keeps {}", kMaxName))
      .help("choose a shorter one");
  return false;
}

}  // namespace

void check_name_length(const Reading& context, const ast::Name& name) {
  check_length(context, name);
}

void check_table_name(const Reading& context, const ast::Name& name) {
  if (!check_length(context, name) || !name.text.starts_with("pg_")) return;
  context.sink.report(Code::kBadName, fmt::format("a table `{}`", name.text))
      .at(name.span, "names that begin with `pg_` are Postgres's own")
      .help("choose another one");
}

void check_space_name(const Reading& context, const ast::Name& name) {
  if (!check_length(context, name)) return;
  const bool is_servers = name.text.starts_with("pg_") || name.text == "information_schema";
  if (!is_servers && name.text != "tenon") return;
  context.sink.report(Code::kBadName, fmt::format("a Postgres schema `{}`", name.text))
      .at(name.span, is_servers ? "it is the server's own" : "it is the tool's own")
      .help("choose another one");
}

bool is_system_column(const std::string& name) {
  return among(kSystemColumns, name);
}

bool is_name_of_ours(std::string_view name) {
  return name.starts_with("tenon_");
}

void check_not_ours(const Reading& context, const ast::Name& name) {
  if (!is_name_of_ours(name.text)) return;
  context.sink.report(Code::kBadName, fmt::format("a column `{}`", name.text))
      .at(name.span, "names that begin with `tenon_` are those of variables in functions that tenon makes")
      .help("choose another one, or name the column alone with `@column(…)`");
}

void check_column_name(const Reading& context, const ast::Name& name) {
  check_not_ours(context, name);
  if (!check_length(context, name) || !is_system_column(name.text)) return;
  context.sink.report(Code::kBadName, fmt::format("a column `{}`", name.text))
      .at(name.span, "every table has a system column of this name")
      .help("choose another one, or name the column alone with `@column(…)`");
}

void check_label_text(const Reading& context, const ast::Name& label) {
  if (!label.text.empty() && label.text.find('\0') == std::string::npos) {
    check_length(context, label);
    return;
  }
  context.sink.report(Code::kBadName, "a label that the database can't keep")
      .at(label.span, label.text.empty() ? "it is empty" : "it holds a zero byte")
      .help("write what is to stand in the database for the value");
}

void check_enum_name(const Reading& context, const ast::Enum& item, const std::string& sql_name) {
  for (const ast::EnumValue& value : item.values) check_length(context, value.name);
  if (item.as || !among(kTypes, sql_name)) return;
  context.sink
      .report(Code::kBadName, fmt::format("enum `{}` would be the type `{}`", item.name.text, sql_name))
      .at(item.name.span, "Postgres has a type of that name, which comes first")
      .help(fmt::format("call it `{}Kind`, or keep it as text: `enum {} as text`", item.name.text,
                        item.name.text));
}

void check_type_name(const Reading& context, const ast::Name& name, std::string_view kind,
                     const std::string& sql_name) {
  if (!check_length(context, name) || !among(kTypes, sql_name)) return;
  context.sink
      .report(Code::kBadName, fmt::format("{} `{}` would be the type `{}`", kind, name.text, sql_name))
      .at(name.span, "Postgres has a type of that name, which comes first")
      .help("choose another name");
}

std::string wrong_setting(std::string_view name) {
  const bool custom = name.find('.') != std::string_view::npos && name.find(':') == std::string_view::npos;
  if (!custom) return "a session variable of an application has a prefix and a dot: `app.current_tenant_id`";
  if (is_setting_of_ours(name)) return "settings that begin with `tenon.` are tenon's own";
  return "";
}

std::string wrong_role(const std::string& name) {
  if (name.starts_with("pg_")) return "roles that begin with `pg_` are Postgres's own";
  if (name == "public" || name == "none") return "Postgres takes the word for something else";
  if (name.size() > kMaxName) return fmt::format("it is longer than {} bytes", kMaxName);
  return "";
}

}  // namespace tenon::sema

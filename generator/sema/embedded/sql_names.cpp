// What SQL in backticks names beside columns: functions, types, and the values of enums.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/embedded/sql_places.hpp"
#include "sema/names/names.hpp"
#include "sema/values/values.hpp"
#include "sql/catalogue.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

bool is_listed(const Reading& context, std::string_view extension) {
  const auto& listed = context.schema.extensions;
  return extension.empty() || std::find(listed.begin(), listed.end(), extension) != listed.end();
}

/// What an extension brings that isn't known here may be anything.
bool brings_the_unknown(const Reading& context) {
  return std::any_of(context.schema.extensions.begin(), context.schema.extensions.end(),
                     [](const std::string& name) { return !sql::is_known_extension(name); });
}

/// Goes through the names of the schema's own types, of which there may be thousands, until `take` has
/// enough.
template <typename Take>
bool any_own_type(const Reading& context, Take take) {
  const auto& schema = context.schema;
  return std::any_of(context.raw.types.begin(), context.raw.types.end(), take) ||
         std::any_of(schema.enums.begin(), schema.enums.end(),
                     [&](const ir::Enum& item) { return !item.as_text && take(item.sql_name); }) ||
         std::any_of(context.declared.domains.begin(), context.declared.domains.end(),
                     [&](const ast::Domain* item) { return take(sql_name_of(*item)); }) ||
         std::any_of(context.drafts.begin(), context.drafts.end(),
                     [&](const Draft& draft) { return take(draft.entity.table); });
}

std::vector<std::string> own_types(const Reading& context) {
  std::vector<std::string> out;
  any_own_type(context, [&](const std::string& name) {
    out.push_back(name);
    return false;
  });
  return out;
}

bool is_type(const Reading& context, const std::string& name) {
  const sql::TypeName* row = sql::find_type_name(name);
  if (row != nullptr && is_listed(context, row->extension)) return true;
  return any_own_type(context, [&](const std::string& own) { return own == name; });
}

/// Names with a schema before them are the author's to know.
std::string plain_name(const std::vector<std::string>& path) {
  if (path.size() == 1) return path[0];
  return path.size() == 2 && path[0] == "pg_catalog" ? path[1] : "";
}

void report_unknown(const Reading& context, Code code, const ast::Sql& sql, const sql::Named& named,
                    std::string_view kind, std::string_view extension, std::vector<std::string> known) {
  const std::string& name = named.path.back();
  auto& diagnostic = context.sink.report(code, fmt::format("`{}` is no {} of Postgres's", name, kind))
                         .at(at_offset(sql, named.offset, word_width(sql, named.offset)));
  if (extension.empty()) {
    suggest(diagnostic, name, known);
  } else {
    diagnostic.help(fmt::format("add `extensions {}` to the `schema` block, which brings it", extension));
  }
}

void check_function(const Reading& context, const ast::Sql& sql, const sql::Named& call, const Place& place) {
  const std::string name = plain_name(call.path);
  if (name.empty()) return;
  const sql::Function* function = sql::find_function(name);
  const bool own = context.raw.functions.contains(name);
  if (function != nullptr && is_listed(context, function->extension)) {
    if (!place.immutable || own || function->volatility == sql::Volatility::kImmutable) return;
    context.sink.report(Code::kSqlNotImmutable, fmt::format("{} calls `{}`", place.name, name))
        .at(at_offset(sql, call.offset, word_width(sql, call.offset)),
            "what it gives can be another the next time")
        .note("Postgres keeps the result, and takes functions that are marked IMMUTABLE alone");
    return;
  }
  if (own || call.path.size() > 1 || is_type(context, name) || brings_the_unknown(context)) return;
  report_unknown(context, Code::kSqlUnknownFunction, sql, call, "function",
                 function == nullptr ? std::string_view() : function->extension,
                 sql::function_names(context.schema.extensions));
}

/// The enum that a label belongs to, or null.
const ir::Enum* enum_of(const Reading& context, const Draft& draft, const sql::Label& label) {
  if (label.cast) {
    if (!several_types(context, label.of).empty()) return nullptr;
    const bool is_placed = label.of.size() > 1 && label.of.front() != context.schema.sql_schema;
    const std::string wanted = ir::handle(is_placed ? label.of.front() : "", label.of.back());
    for (const ir::Enum& item : context.schema.enums) {
      const bool is_it = label.of.size() > 1 ? ir::handle(item) == wanted : item.sql_name == wanted;
      if (!item.as_text && is_it) return &item;
    }
    return nullptr;
  }
  const ir::Column* column = draft.entity.column(label.of.back());
  if (column == nullptr || column->type.dimensions > 0) return nullptr;
  const ir::Type type = underlying(context.schema, column->type);
  return type.kind == ir::Type::Kind::kEnum ? context.schema.enumeration(type.name) : nullptr;
}

void check_label(const Reading& context, const Draft& draft, const ast::Sql& sql, const sql::Label& label) {
  const ir::Enum* item = enum_of(context, draft, label);
  if (item == nullptr || item->values.empty()) return;
  std::vector<std::string> names;
  for (const ir::EnumValue& value : item->values) names.push_back(ir::label_of(value));
  if (std::find(names.begin(), names.end(), label.text) != names.end()) return;
  auto& diagnostic =
      context.sink
          .report(Code::kSqlEnumLabel, fmt::format("enum `{}` has no value `{}`", item->name, label.text))
          .at(at_offset(sql, label.offset, label.text.size() + 2));
  suggest(diagnostic, label.text, names);
  diagnostic.note("its values are " + join(names, ", "));
}

}  // namespace

void check_variables(const Reading& context, const ast::Sql& sql, const sql::Variables& variables,
                     const Place& place, const std::string& table) {
  const ast::SessionBlock* block = context.declared.session;
  if (block == nullptr) return;
  for (const sql::Variable& each : variables.named) {
    const std::string name = "session." + each.name;
    const Span span = at_offset(sql, each.offset, each.length);
    const bool declared = context.schema.session_variable(each.name) != nullptr;
    if (variables.hidden || table == "session") {
      if (!declared) continue;
      context.sink
          .report(Code::kMisplacedSessionVariable,
                  fmt::format("`{}` may be two things in {}", name, place.name))
          .at(span, "a column of the table or alias `session`, or what the schema declares as `session`")
          .help("name the column alone, or give the table another alias: `from session as s`");
    } else if (!declared) {
      if (block->incomplete) continue;
      std::vector<std::string> known;
      for (const ir::SessionVariable& variable : context.schema.session)
        known.push_back("session." + variable.name);
      auto& diagnostic =
          context.sink.report(Code::kUnknownSessionVariable, fmt::format("`{}` isn't declared", name))
              .at(span);
      suggest(diagnostic, name, known);
      diagnostic.note("the session has " + join(known, ", "));
    } else if (!place.asks) {
      context.sink.report(Code::kMisplacedSessionVariable, fmt::format("{} asks for `{}`", place.name, name))
          .at(span, "it is another for whoever asks")
          .help("ask for it in a policy, a default, a view or a trigger's condition");
    }
  }
}

void check_type_is_known(const Reading& context, const ast::Sql& sql, const sql::Named& type) {
  const std::string name = type.path.size() == 1 ? type.path[0] : "";
  if (name.empty() || is_type(context, name) || brings_the_unknown(context)) return;
  const sql::TypeName* row = sql::find_type_name(name);
  std::vector<std::string> known = sql::type_names(context.schema.extensions);
  const std::vector<std::string> own = own_types(context);
  known.insert(known.end(), own.begin(), own.end());
  report_unknown(context, Code::kSqlUnknownType, sql, type, "type",
                 row == nullptr ? std::string_view() : row->extension, std::move(known));
}

namespace {

/// Wherever it is run, it would be of the Postgres schema that comes first.
void report_several(const Reading& context, const ast::Sql& sql, const sql::Named& named, const Place& place,
                    const std::vector<std::string>& several) {
  if (several.empty()) return;
  context.sink
      .report(Code::kSeveralSpaces, fmt::format("{} names `{}`, which several Postgres schemas hold",
                                                place.name, named.path.back()))
      .at(at_offset(sql, named.offset, word_width(sql, named.offset)))
      .help(which_of(context.schema, several));
}

}  // namespace

void check_sql_names(const Reading& context, const Draft& draft, const ast::Sql& sql,
                     const sql::Expression& expression, const Place& place) {
  for (const sql::Named& table : expression.tables)
    report_several(context, sql, table, place, several_tables(context, table.path));
  for (const sql::Named& type : expression.types)
    report_several(context, sql, type, place, several_types(context, type.path));
  for (const sql::Named& call : expression.functions) check_function(context, sql, call, place);
  for (const sql::Named& type : expression.types) check_type_is_known(context, sql, type);
  // A subquery's columns may be another table's.
  if (expression.subquery) return;
  for (const sql::Label& label : expression.labels) check_label(context, draft, sql, label);
  if (!place.immutable || !expression.session) return;
  context.sink
      .report(Code::kSqlNotImmutable, fmt::format("{} asks for the session's time or role", place.name))
      .at(at_offset(sql, expression.session->offset, word_width(sql, expression.session->offset)),
          "what it gives can be another the next time")
      .note("Postgres keeps the result, and takes functions that are marked IMMUTABLE alone");
}

}  // namespace tenon::sema

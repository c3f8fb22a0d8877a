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
         std::any_of(context.declared.composites.begin(), context.declared.composites.end(),
                     [&](const ast::Composite* item) { return take(sql_name_of(*item)); }) ||
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
  // A namespace's function that sees more than its caller is called by its whole name.
  const auto whole = std::find_if(known.begin(), known.end(),
                                  [&](const std::string& each) { return each.ends_with("_" + name); });
  const bool in_namespace = whole != known.end() && context.declared.find<ast::Function>(*whole) != nullptr;
  if (in_namespace) {
    diagnostic.help(fmt::format("did you mean `{}`?", *whole));
  } else if (extension.empty()) {
    suggest(diagnostic, name, known);
  } else {
    diagnostic.help(fmt::format("add `extensions {}` to the `schema` block, which brings it", extension));
  }
}

std::vector<std::string> callable_names(const Reading& context) {
  std::vector<std::string> out;
  for (const ir::Function& function : context.schema.functions) {
    if (!function.procedure) out.push_back(ir::sql_name(function));
  }
  for (std::string& name : sql::function_names(context.schema.extensions)) out.push_back(std::move(name));
  return out;
}

diag::Diagnostic& report_place(const Reading& context, const ast::Sql& sql, const sql::Named& call,
                               const std::string& what) {
  return context.sink.report(Code::kFunctionPlace, what)
      .at(at_offset(sql, call.offset, word_width(sql, call.offset)));
}

/// A function of the schema's own, whose declaration says what it is.
void check_declared(const Reading& context, const Draft& draft, const ast::Sql& sql, const sql::Named& call,
                    const Place& place, const ir::Function& function) {
  const bool is_default = place.columns == Place::Columns::kNone && !place.subqueries;
  const bool of_domain = place.columns == Place::Columns::kValue || (is_default && draft.syntax == nullptr);
  if (of_domain) {
    report_place(context, sql, call, fmt::format("a domain calls the declared `{}`", function.name))
        .note("functions may be over domains, and are made after them")
        .help("write the condition as a check of the entity's");
  } else if (place.immutable && function.volatility != ir::Volatility::kImmutable) {
    context.sink.report(Code::kSqlNotImmutable, fmt::format("{} calls `{}`", place.name, function.name))
        .at(at_offset(sql, call.offset, word_width(sql, call.offset)),
            "it isn't declared `immutable`: what it gives can be another the next time")
        .note("Postgres keeps the result, and takes functions that are marked IMMUTABLE alone");
  } else if (place.name == kBackfillPlace.name && !function.reads.empty()) {
    report_place(context, sql, call, fmt::format("a backfill calls `{}`, which reads rows", function.name))
        .note("it is for the rows of all tenants, and the function gives what the current one's make of it")
        .help("write what it reads as a subquery, over the row's tenant");
  } else if (!place.subqueries && !function.reads.empty()) {
    report_place(context, sql, call,
                 fmt::format("{} calls `{}`, which reads rows", place.name, function.name))
        .note("it is looked at for its own row alone, whatever becomes of others")
        .help("let a trigger look at other rows");
  }
}

/// One that is declared, and called otherwise than it can be; or that couldn't be read, of which nothing is
/// said. False for others.
bool is_called_wrong(const Reading& context, const ast::Sql& sql, const sql::Named& call) {
  const std::string& name = call.path.back();
  const bool by_name = call.path.size() == 1;
  const auto& all = context.schema.functions;
  const auto found = std::find_if(all.begin(), all.end(), [&](const ir::Function& each) {
    return each.name == name || (each.procedure && ir::sql_name(each) == name);
  });
  if (found == all.end()) return by_name && context.declared.find<ast::Function>(name) != nullptr;
  if (found->procedure) {
    report_place(context, sql, call, fmt::format("`{}` is a procedure, and gives nothing", name))
        .help("call it in a procedure, `call …`, or in C++");
    return true;
  }
  if (!by_name) return false;
  if (ir::is_definer(*found)) {
    report_place(context, sql, call,
                 fmt::format("`{}` sees more than its caller, and stands in the schema `tenon`", name))
        .help(fmt::format("write `tenon.{}(…)`", name));
  } else {
    report_place(context, sql, call, fmt::format("`{}` is called otherwise in SQL", name))
        .help(fmt::format("write `{}(…)`", ir::handle(*found)));
  }
  return true;
}

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

void check_function(const Reading& context, const Draft& draft, const ast::Sql& sql, const sql::Named& call,
                    const Place& place) {
  if (const ir::Function* own = context.schema.called(call.path))
    return check_declared(context, draft, sql, call, place, *own);
  if (const auto several = several_functions(context, call.path); !several.empty())
    return report_several(context, sql, call, place, several);
  if (is_called_wrong(context, sql, call)) return;
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
                 function == nullptr ? std::string_view() : function->extension, callable_names(context));
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

void check_callers(const Reading& context, const ast::Sql& sql, const std::vector<sql::Named>& calls,
                   std::size_t before, const std::vector<std::string>& roles, std::string_view place) {
  for (const sql::Named& call : calls) {
    const ir::Function* function = context.schema.called(call.path);
    if (function == nullptr || !ir::is_definer(*function)) continue;
    for (const std::string& role : roles) {
      if (role == context.schema.tenancy->app || contains(function->callers, role)) continue;
      report_place(
          context, sql, {call.path, call.offset - before},
          fmt::format("{} calls `tenon.{}`, which the role `{}` may not call", place, function->name, role))
          .note("it is called in the name of whoever asks")
          .help(fmt::format("say so in the function: `to {}`", role));
    }
  }
}

void check_query_calls(const Reading& context, const ast::Sql& query, const std::vector<std::string>& roles) {
  // As a subquery it is an expression, all of whose calls are told.
  const auto whole = sql::parse_expression("(" + query.text + "\n)");
  if (!whole) return;
  for (sql::Named call : whole->functions) {
    --call.offset;
    if (context.schema.called(call.path) == nullptr) is_called_wrong(context, query, call);
  }
  check_callers(context, query, whole->functions, 1, roles, "a view");
}

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

void check_sql_names(const Reading& context, const Draft& draft, const ast::Sql& sql,
                     const sql::Expression& expression, const Place& place) {
  for (const sql::Named& table : expression.tables)
    report_several(context, sql, table, place, several_tables(context, table.path));
  for (const sql::Named& type : expression.types)
    report_several(context, sql, type, place, several_types(context, type.path));
  for (const sql::Named& call : expression.functions) check_function(context, draft, sql, call, place);
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

#include "sema/embedded/view_types.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/embedded/known.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using OutputKind = sql::Output::Kind;

ir::Column typed(std::string type, bool nullable) {
  ir::Column out;
  out.type.name = std::move(type);
  out.nullable = nullable;
  return out;
}

/// What a function of PostgreSQL gives; `argument` is the type of its first argument. Nothing where that
/// isn't known here.
struct Function {
  std::string_view name;
  std::string_view argument;  ///< empty for any
  std::string_view result;    ///< empty for the argument's own
  bool nullable;
};

// clang-format off
constexpr Function kFunctions[] = {
    {"count",      "",        "int8",        false},
    {"row_number", "",        "int8",        false},
    {"rank",       "",        "int8",        false},
    {"dense_rank", "",        "int8",        false},
    {"now",        "",        "timestamptz", false},
    {"min",        "",        "",            true},
    {"max",        "",        "",            true},
    {"sum",        "int2",    "int8",        true},
    {"sum",        "int4",    "int8",        true},
    {"sum",        "int8",    "numeric",     true},
    {"sum",        "numeric", "numeric",     true},
    {"sum",        "float4",  "float4",      true},
    {"sum",        "float8",  "float8",      true},
    {"avg",        "int2",    "numeric",     true},
    {"avg",        "int4",    "numeric",     true},
    {"avg",        "int8",    "numeric",     true},
    {"avg",        "numeric", "numeric",     true},
    {"avg",        "float4",  "float8",      true},
    {"avg",        "float8",  "float8",      true},
    {"bool_and",   "bool",    "bool",        true},
    {"bool_or",    "bool",    "bool",        true},
    {"lower",      "text",    "text",        true},
    {"upper",      "text",    "text",        true},
    {"length",     "text",    "int4",        true},
};
// clang-format on

bool is_known(const std::optional<ir::Column>& column) {
  return column && !column->type.name.empty() &&
         (column->type.kind != ir::Type::Kind::kColumn || types::find_column_type(column->type.name));
}

}  // namespace

Span sql_span(const ast::Sql& sql, std::size_t offset) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  std::size_t end = std::min(offset, sql.text.size());
  while (end < sql.text.size() && is_word(sql.text[end])) ++end;
  const auto begin = static_cast<std::uint32_t>(std::min<std::size_t>(sql.span.begin + offset, sql.span.end));
  const auto width = static_cast<std::uint32_t>(std::max<std::size_t>(end - std::min(offset, end), 1));
  return {sql.span.file, begin, std::max(std::min(begin + width, sql.span.end), begin)};
}

void ViewTypes::report_unknown_column(const sql::Output& output) const {
  std::vector<std::string> known;
  for (const ViewSource& source : sources_) {
    const bool meant = output.path.size() < 2 || source.name == output.path[output.path.size() - 2];
    if (!meant || source.columns == nullptr) continue;
    for (const ir::Column& column : *source.columns) known.push_back(column.name);
  }
  auto& diagnostic =
      context_.sink
          .report(Code::kSqlUnknownColumn,
                  fmt::format("view `{}` reads no column `{}`", view_.name.text, join(output.path, ".")))
          .at(sql_span(view_.query, output.offset));
  suggest(diagnostic, output.path.back(), known);
  reported_ = true;
}

/// What can be NULL: nobody has to say who asks.
std::optional<ir::Column> ViewTypes::of_variable(const sql::Output& output) const {
  // One that isn't declared is told with the others of the query.
  reported_ = true;
  const ir::SessionVariable* variable = context_.schema.session_variable(output.path.back());
  if (variable == nullptr) return std::nullopt;
  ir::Column out = typed(variable->type.name, true);
  out.type = variable->type;
  return out;
}

std::optional<ir::Column> ViewTypes::of_reference(const sql::Output& output) const {
  if (output.path.empty()) return std::nullopt;
  if (context_.declared.session != nullptr && sql::is_variable(output.path)) return of_variable(output);
  bool all_known = true;
  for (const ViewSource& source : sources_) {
    if (output.path.size() > 1 && source.name != output.path[output.path.size() - 2]) continue;
    if (source.columns == nullptr) {
      all_known = false;
      continue;
    }
    const auto found =
        std::find_if(source.columns->begin(), source.columns->end(),
                     [&](const ir::Column& column) { return column.name == output.path.back(); });
    if (found == source.columns->end()) continue;
    ir::Column out = *found;
    out.nullable = out.nullable || source.nullable;
    return out;
  }
  if (all_known) report_unknown_column(output);
  return std::nullopt;
}

std::optional<ir::Column> ViewTypes::of_cast(const sql::Output& output) const {
  ir::Column out;
  const std::string name = output.type.substr(output.type.find('.') + 1);
  if (const types::ColumnType* type = types::find_column_type(name)) {
    out.type.name = type->name;
    if (static_cast<int>(output.parameters.size()) >= type->min_parameters)
      out.type.parameters = output.parameters;
  } else {
    const auto& enums = context_.schema.enums;
    const auto found = std::find_if(enums.begin(), enums.end(), [&](const ir::Enum& item) {
      const std::string whole = ir::space_of(context_.schema, item) + "." + item.sql_name;
      return !item.as_text && (item.sql_name == output.type || whole == output.type);
    });
    if (found == enums.end()) return std::nullopt;
    out.type = {ir::Type::Kind::kEnum, found->name, {}, 0};
  }
  out.type.dimensions = output.dimensions;
  // What is cast may be of any type, but tells whether it can be NULL.
  const auto inner = of(output.arguments[0]);
  out.nullable = inner ? inner->nullable : true;
  if (inner) {
    out.pii = inner->pii;
    out.secret = inner->secret;
  }
  return out;
}

/// As it is declared, unless an argument is NULL that isn't expected to be.
std::optional<ir::Column> ViewTypes::of_declared(const sql::Output& output) const {
  const auto& all = context_.schema.functions;
  const auto is_called_so = [&](const ir::Function& function) {
    return !function.procedure && ir::sql_name(function) == output.path[0];
  };
  // Of several Postgres schemas it isn't told which is meant.
  if (std::count_if(all.begin(), all.end(), is_called_so) > 1) return std::nullopt;
  for (const ir::Function& function : all) {
    if (!is_called_so(function)) continue;
    ir::Column out;
    out.type = function.type;
    out.nullable =
        function.nullable || function.procedural || function.parameters.size() != output.arguments.size();
    for (std::size_t i = 0; i < output.arguments.size(); ++i) {
      const auto argument = of(output.arguments[i]);
      const bool may_be_null = i < function.parameters.size() && function.parameters[i].nullable;
      out.nullable = out.nullable || (!may_be_null && (!argument || argument->nullable));
      if (!argument) continue;
      out.pii = out.pii || argument->pii;
      out.secret = out.secret || argument->secret;
    }
    return out;
  }
  return std::nullopt;
}

std::optional<ir::Column> ViewTypes::of_call(const sql::Output& output) const {
  if (output.path.empty()) return std::nullopt;
  if (auto own = of_declared(output)) return own;
  const auto argument = output.arguments.empty() ? std::nullopt : of(output.arguments[0]);
  for (const Function& function : kFunctions) {
    if (function.name != output.path[0]) continue;
    if (!function.argument.empty() &&
        (!argument || argument->type.name != function.argument || argument->type.dimensions > 0))
      continue;
    if (!function.result.empty()) return typed(std::string(function.result), function.nullable);
    if (!argument) return std::nullopt;
    ir::Column out = *argument;
    out.nullable = function.nullable;
    return out;
  }
  return std::nullopt;
}

std::optional<ir::Column> ViewTypes::of_coalesce(const sql::Output& output) const {
  std::optional<ir::Column> out;
  bool nullable = true;
  for (const sql::Output& argument : output.arguments) {
    const auto item = of(argument);
    if (item && !item->nullable) nullable = false;
    // A literal takes the type of what it stands beside.
    if (item && (!out || out->type.name.empty())) out = item;
  }
  if (out) out->nullable = nullable;
  return out;
}

std::optional<ir::Column> ViewTypes::of(const sql::Output& output) const {
  switch (output.kind) {
    case OutputKind::kColumn:
      return of_reference(output);
    case OutputKind::kCast:
      return of_cast(output);
    case OutputKind::kCall:
      return of_call(output);
    case OutputKind::kFirst:
      return of_coalesce(output);
    case OutputKind::kInteger:
      return typed("int4", !output.not_null);
    case OutputKind::kText:
      return typed("text", !output.not_null);
    case OutputKind::kNumeric:
      return typed("numeric", !output.not_null);
    case OutputKind::kBoolean:
      return typed("bool", !output.not_null);
    case OutputKind::kStar:
    case OutputKind::kUnknown:
      break;
  }
  return std::nullopt;
}

/// By the types of all that it is made of, as those of queries are told.
std::optional<ir::Column> ViewTypes::of_analysis(const sql::Output& output) const {
  if (!analysed_) {
    sql::Known known = known_to_queries(context_);
    known.scoped = false;
    auto analysis = sql::analyse(view_.query.text, known);
    analysed_ = analysis ? std::move(analysis->outputs) : std::vector<sql::OutputColumn>();
  }
  const auto found = std::find_if(analysed_->begin(), analysed_->end(),
                                  [&](const sql::OutputColumn& each) { return each.name == output.name; });
  return found == analysed_->end() ? std::nullopt : column_of_output(context_, *found);
}

/// Nothing where its type isn't known, or a field's that is wrong itself.
std::optional<ir::Column> ViewTypes::told(const sql::Output& output) const {
  auto out = of(output);
  const bool is_wrong_field = out && out->type.name.empty();
  if (is_wrong_field) reported_ = true;
  if (!reported_ && (query_.combined || !is_known(out))) {
    if (auto better = of_analysis(output)) out = std::move(better);
  }
  if (!is_known(out)) return std::nullopt;
  // To the database it is bytes.
  if (out->encrypted) out->type = {ir::Type::Kind::kColumn, "bytea", {}, 0};
  return out;
}

std::optional<ir::Column> ViewTypes::column(const sql::Output& output) const {
  if (output.kind == OutputKind::kStar) {
    context_.sink.report(Code::kViewColumn, fmt::format("view `{}` says `*`", view_.name.text))
        .at(sql_span(view_.query, output.offset))
        .note("Postgres would keep the columns of today, and not see what comes later")
        .help("name the columns");
    return std::nullopt;
  }
  if (output.name.empty()) {
    context_.sink.report(Code::kViewColumn, fmt::format("a column of view `{}` has no name", view_.name.text))
        .at(sql_span(view_.query, output.offset))
        .help("name it: `… as name`");
    return std::nullopt;
  }
  reported_ = false;
  const auto out = told(output);
  if (!out) {
    // A field that is wrong was complained about, and so is a column that isn't there.
    if (!reported_) {
      context_.sink
          .report(Code::kViewType,
                  fmt::format("the type of `{}` in view `{}` can't be told", output.name, view_.name.text))
          .at(sql_span(view_.query, output.offset))
          .help(fmt::format("cast it, as in `(…)::numeric as {}`", output.name));
    }
    return std::nullopt;
  }
  ir::Column column;
  column.name = output.name;
  column.field = word_of(output.name);
  column.doc = output.kind == OutputKind::kColumn ? out->doc : "";
  column.type = out->type;
  column.nullable = out->nullable;
  column.pii = out->pii;
  column.secret = out->secret;
  column.hashed = out->hashed;
  column.rule = output.kind == OutputKind::kColumn ? out->rule : ir::Rule::kDeclared;
  return column;
}

}  // namespace tenon::sema

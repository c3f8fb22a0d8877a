// SQL in backticks: Postgres's own parser reads it, and the columns that it names are the entity's.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/context.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

/// What an expression may do, by where it stands.
struct Place {
  std::string_view name;
  bool columns;     ///< may name columns
  bool subqueries;  ///< may hold subqueries
};

constexpr Place kCheckPlace = {"a check", true, false};
constexpr Place kIndexPlace = {"an index", true, false};
constexpr Place kDefaultPlace = {"a default", false, false};
constexpr Place kExamplePlace = {"an example", false, true};
constexpr Place kPolicyPlace = {"a policy", true, true};

Span at_offset(const ast::Sql& sql, std::size_t offset, std::size_t width) {
  const auto begin = static_cast<std::uint32_t>(std::min<std::size_t>(sql.span.begin + offset, sql.span.end));
  const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(begin + std::max<std::size_t>(width, 1), sql.span.end));
  return {sql.span.file, begin, std::max(end, begin)};
}

/// The length of the word at an offset, or of one character.
std::size_t word_width(const ast::Sql& sql, std::size_t offset) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  std::size_t end = offset;
  while (end < sql.text.size() && is_word(sql.text[end])) ++end;
  return std::max<std::size_t>(1, end - offset);
}

void report_unknown_column(Context& context, const ir::Entity& entity, const ast::Sql& sql,
                           const sql::ColumnReference& reference) {
  const std::string& name = reference.path.back();
  std::vector<std::string> known;
  for (const ir::Column& column : entity.columns) known.push_back(column.name);
  auto& diagnostic = context.sink
                         .report(Code::kSqlUnknownColumn, fmt::format("`{}` has no column `{}`", entity.table, name))
                         .at(at_offset(sql, reference.offset, word_width(sql, reference.offset)));
  suggest(diagnostic, name, known);
  for (const ir::Relation& relation : entity.relations) {
    if (relation.field == name) diagnostic.help(fmt::format("the relation's column is `{}`", join(relation.columns, ", ")));
  }
}

void check_columns(Context& context, const ir::Entity& entity, const ast::Sql& sql, const sql::Expression& expression,
                   const Place& place) {
  // A subquery brings in tables of its own, whose columns are not known here.
  if (expression.subquery) return;
  for (const sql::ColumnReference& reference : expression.columns) {
    if (!place.columns) {
      context.sink.report(Code::kSqlUnknownColumn, fmt::format("{} names the column `{}`", place.name, reference.path.back()))
          .at(at_offset(sql, reference.offset, word_width(sql, reference.offset)))
          .note("Postgres computes it before there is a row; text is written in single quotes");
      continue;
    }
    if (entity.column(reference.path.back()) == nullptr) report_unknown_column(context, entity, sql, reference);
  }
}

void check_expression(Context& context, const ir::Entity& entity, const ast::Sql& sql, const Place& place) {
  const auto expression = sql::parse_expression(sql.text);
  if (!expression) {
    const std::size_t offset = expression.error().offset;
    context.sink.report(Code::kSqlSyntax, fmt::format("SQL in {}: {}", place.name, expression.error().message))
        .at(at_offset(sql, offset, word_width(sql, offset)));
    return;
  }
  if (expression->subquery && !place.subqueries) {
    context.sink.report(Code::kSqlSubquery, fmt::format("{} holds a subquery", place.name))
        .at(at_offset(sql, *expression->subquery, word_width(sql, *expression->subquery)))
        .note("Postgres would refuse it");
    return;
  }
  check_columns(context, entity, sql, *expression, place);
}

struct MemberChecker {
  Context& context;
  const ir::Entity& entity;

  void operator()(const ast::Check& check) const { check_expression(context, entity, check.expression, kCheckPlace); }
  void operator()(const ast::Policy& policy) const { check_expression(context, entity, policy.predicate, kPolicyPlace); }
  void operator()(const ast::Index& index) const {
    columns(index.columns);
    if (index.where) check_expression(context, entity, *index.where, kIndexPlace);
  }
  void operator()(const ast::Unique& unique) const {
    columns(unique.columns);
    if (unique.where) check_expression(context, entity, *unique.where, kIndexPlace);
  }
  void operator()(const ast::Key&) const {}
  void operator()(const ast::Field&) const {}

 private:
  void columns(const std::vector<ast::Column>& list) const {
    for (const ast::Column& column : list) {
      if (const auto* sql = std::get_if<ast::Sql>(&column.what)) check_expression(context, entity, *sql, kIndexPlace);
    }
  }
};

void check_field(Context& context, const ir::Entity& entity, const FieldDraft& field) {
  if (const ast::Attribute* check = field.attributes.find(AttributeId::kCheck)) {
    check_expression(context, entity, std::get<ast::Sql>(check->arguments[0].node), kCheckPlace);
  }
  if (const ast::Attribute* example = field.attributes.find(AttributeId::kExample)) {
    if (const auto* sql = std::get_if<ast::Sql>(&example->arguments[0].node)) {
      check_expression(context, entity, *sql, kExamplePlace);
    }
  }
  if (!field.syntax->default_value) return;
  if (const auto* sql = std::get_if<ast::Sql>(&field.syntax->default_value->node)) {
    check_expression(context, entity, *sql, kDefaultPlace);
  }
}

}  // namespace

void check_sql(Context& context) {
  for (const auto& draft : context.drafts) {
    for (const FieldDraft& field : draft->fields) check_field(context, draft->entity, field);
    for (const ast::Member* member : draft->members) std::visit(MemberChecker{context, draft->entity}, *member);
  }
}

}  // namespace tenon::sema

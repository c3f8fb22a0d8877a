// SQL in backticks: Postgres's own parser reads it, and the columns that it names are the entity's.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/embedded/embedded.hpp"
#include "sema/embedded/sql_places.hpp"
#include "sema/names/spelling.hpp"

namespace tenon::sema {
namespace {

using diag::Code;
using types::AttributeId;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

void report_unknown_column(const Reading& context, const ir::Entity& entity, const ast::Sql& sql,
                           const sql::ColumnReference& reference) {
  const std::string& name = reference.path.back();
  std::vector<std::string> known;
  for (const ir::Column& column : entity.columns) known.push_back(column.name);
  auto& diagnostic =
      context.sink.report(Code::kSqlUnknownColumn, fmt::format("`{}` has no column `{}`", entity.table, name))
          .at(at_offset(sql, reference.offset, word_width(sql, reference.offset)));
  for (const ir::Relation& relation : entity.relations) {
    if (relation.field != name) continue;
    diagnostic.help(fmt::format("the relation's column is `{}`", join(relation.columns, ", ")));
    return;
  }
  for (const ir::Column& column : entity.columns) {
    if (column.field != name && lower(column.name) != name) continue;
    // Postgres reads a name without quotes in lower case.
    const bool needs_quotes = lower(column.name) != column.name;
    diagnostic.help(needs_quotes ? fmt::format("write `\"{}\"`, with the quotes", column.name)
                                 : fmt::format("the field's column is `{}`", column.name));
    return;
  }
  suggest(diagnostic, name, known);
}

/// Whether the name could be a column of a field that is wrong itself, and was complained about.
bool of_broken_field(const Draft& draft, const std::string& name) {
  return draft.may_lack(name) ||
         std::any_of(draft.fields.begin(), draft.fields.end(), [&](const FieldDraft& field) {
           const bool broken = field.target != nullptr ? field.target->key.empty() : !field.type;
           return broken && name.starts_with(field.name());
         });
}

/// `other.column`: an expression over one row sees one table.
bool of_another_table(const ir::Entity& entity, const sql::ColumnReference& reference) {
  return reference.path.size() > 1 && reference.path[reference.path.size() - 2] != entity.table;
}

/// A domain's check sees `VALUE` alone.
void check_value_reference(const Reading& context, const ast::Sql& sql,
                           const sql::ColumnReference& reference) {
  if (reference.path.size() == 1 && reference.path[0] == "value") return;
  context.sink
      .report(Code::kSqlUnknownColumn, fmt::format("a domain's check names `{}`", join(reference.path, ".")))
      .at(at_offset(sql, reference.offset, word_width(sql, reference.offset)))
      .help("what is checked is called `VALUE`");
}

bool is_side(const std::string& name) {
  return name == "new" || name == "old";
}

/// Of an encrypted column the database knows the ciphertext alone, and of computed ones none within another.
void check_readable(const Reading& context, const ir::Column& column, const ast::Sql& sql,
                    const sql::ColumnReference& reference, const Place& place) {
  const Span span = at_offset(sql, reference.offset, word_width(sql, reference.offset));
  if (column.encrypted) {
    context.sink
        .report(Code::kEncryptedField, fmt::format("{} names the encrypted `{}`", place.name, column.name))
        .at(span, "the database sees its ciphertext alone");
  } else if (column.hashed && !place.subqueries) {
    context.sink.report(Code::kHashedField, fmt::format("{} names the hashed `{}`", place.name, column.name))
        .at(span, "of the secret its SHA-256 alone is there");
  } else if (!column.generated.empty() && !place.computed) {
    context.sink
        .report(Code::kGeneratedColumn, fmt::format("{} names the computed `{}`", place.name, column.name))
        .at(span, "Postgres computes one from columns that are given");
  }
}

void check_columns(const Reading& context, const Draft& draft, const ast::Sql& sql,
                   const sql::Expression& expression, const Place& place) {
  const ir::Entity& entity = draft.entity;
  // A subquery brings in tables of its own, whose columns are not known here.
  if (expression.subquery) return;
  for (const sql::ColumnReference& reference : expression.columns) {
    if (place.columns == Place::Columns::kValue) {
      check_value_reference(context, sql, reference);
      continue;
    }
    if (place.columns == Place::Columns::kNone) {
      context.sink
          .report(Code::kSqlUnknownColumn,
                  fmt::format("{} names the column `{}`", place.name, reference.path.back()))
          .at(at_offset(sql, reference.offset, word_width(sql, reference.offset)))
          .note("Postgres computes it before there is a row; text is written in single quotes");
      continue;
    }
    const bool two_rows = place.columns == Place::Columns::kOfTwoRows;
    // The trigger's own rules look at a name without a row.
    if (two_rows && (reference.path.size() != 2 || !is_side(reference.path[0]))) continue;
    if (!two_rows && of_another_table(entity, reference)) {
      auto& diagnostic =
          context.sink
              .report(Code::kSqlUnknownColumn, fmt::format("{} names `{}`, which is not of `{}`", place.name,
                                                           join(reference.path, "."), entity.table))
              .at(at_offset(sql, reference.offset, word_width(sql, reference.offset)));
      if (sql::is_variable(reference.path))
        diagnostic.help(fmt::format("who asks is declared: `session {{ {}: uuid from app.{} }}`",
                                    reference.path[1], reference.path[1]));
      continue;
    }
    const std::string& name = reference.path.back();
    if (const ir::Column* column = entity.column(name)) {
      check_readable(context, *column, sql, reference, place);
      continue;
    }
    if (of_broken_field(draft, name)) continue;
    report_unknown_column(context, entity, sql, reference);
  }
}

}  // namespace

Span at_offset(const ast::Sql& sql, std::size_t offset, std::size_t width) {
  const auto begin = static_cast<std::uint32_t>(std::min<std::size_t>(sql.span.begin + offset, sql.span.end));
  const auto end = static_cast<std::uint32_t>(
      std::min<std::size_t>(begin + std::max<std::size_t>(width, 1), sql.span.end));
  return {sql.span.file, begin, std::max(end, begin)};
}

/// The length of the word at an offset, or of one character.
std::size_t word_width(const ast::Sql& sql, std::size_t offset) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  std::size_t end = offset;
  while (end < sql.text.size() && is_word(sql.text[end])) ++end;
  return std::max<std::size_t>(1, end - offset);
}

void check_rows(const Reading& context, const Draft& draft, const ast::Sql& sql,
                const std::vector<sql::ColumnReference>& rows) {
  for (const sql::ColumnReference& reference : rows) {
    const std::string& name = reference.path.back();
    if (draft.entity.column(name) == nullptr && !is_system_column(name) && !of_broken_field(draft, name))
      report_unknown_column(context, draft.entity, sql, reference);
  }
}

namespace {

/// They look like columns, and are none.
void take_variables(const Reading& context, const Draft& draft, const ast::Sql& sql,
                    sql::Expression& expression, const Place& place) {
  if (context.declared.session == nullptr) return;
  check_variables(context, sql, expression.variables, place, draft.entity.table);
  std::erase_if(expression.columns,
                [](const sql::ColumnReference& each) { return sql::is_variable(each.path); });
  std::erase_if(expression.labels, [](const sql::Label& each) { return sql::is_variable(each.of); });
}

}  // namespace

std::optional<sql::Expression> check_expression(const Reading& context, const Draft& draft,
                                                const ast::Sql& sql, const Place& place) {
  auto expression = sql::parse_expression(sql.text);
  if (!expression) {
    const std::size_t offset = expression.error().offset;
    context.sink
        .report(Code::kSqlSyntax, fmt::format("SQL in {}: {}", place.name, expression.error().message))
        .at(at_offset(sql, offset, word_width(sql, offset)));
    return std::nullopt;
  }
  if (expression->subquery && !place.subqueries) {
    context.sink.report(Code::kSqlSubquery, fmt::format("{} holds a subquery", place.name))
        .at(at_offset(sql, *expression->subquery, word_width(sql, *expression->subquery)))
        .note("Postgres would refuse it");
    return std::nullopt;
  }
  // In a subquery all of it may stand.
  if (expression->forbidden && !expression->subquery) {
    const auto& [offset, what] = *expression->forbidden;
    context.sink.report(Code::kSqlNotAllowed, fmt::format("{} holds {}", place.name, what))
        .at(at_offset(sql, offset, word_width(sql, offset)))
        .note("Postgres would refuse it");
    return std::nullopt;
  }
  take_variables(context, draft, sql, *expression, place);
  check_columns(context, draft, sql, *expression, place);
  check_sql_names(context, draft, sql, *expression, place);
  return std::move(*expression);
}

namespace {

/// SQL anywhere in a value.
void check_value(const Reading& context, const Draft& draft, const ast::Value& value, const Place& place) {
  if (const auto* sql = std::get_if<ast::Sql>(&value.node)) check_expression(context, draft, *sql, place);
  if (const auto* list = std::get_if<ast::List>(&value.node)) {
    for (const ast::Value& item : list->items) check_value(context, draft, item, place);
  }
  if (const auto* object = std::get_if<ast::Object>(&value.node)) {
    for (const ast::Assignment& member : object->members) check_value(context, draft, member.value, place);
  }
}

struct MemberChecker {
  const Reading& context;
  const Draft& draft;

  void operator()(const ast::Check& check) const {
    check_expression(context, draft, check.expression, kCheckPlace);
  }
  void operator()(const ast::Policy& policy) const {
    const auto predicate = check_expression(context, draft, policy.predicate, kPolicyPlace);
    if (predicate)
      check_callers(context, policy.predicate, predicate->functions, 0, roles_of(policy), "a policy");
  }
  void operator()(const ast::Index& index) const {
    columns(index.columns);
    if (index.where) check_expression(context, draft, *index.where, kIndexPlace);
  }
  void operator()(const ast::Unique& unique) const {
    columns(unique.columns);
    if (unique.where) check_expression(context, draft, *unique.where, kIndexPlace);
  }
  void operator()(const ast::Exclude& exclude) const {
    for (const ast::Exclusion& element : exclude.elements) columns({element.column});
    if (exclude.where) check_expression(context, draft, *exclude.where, kExclusionPlace);
  }
  /// The other members hold no SQL, or it is checked where they are resolved.
  void operator()(const auto&) const {}

 private:
  /// Whom the policy may narrow.
  [[nodiscard]] std::vector<std::string> roles_of(const ast::Policy& policy) const {
    std::vector<std::string> out;
    for (const ast::Name& role : policy.roles) out.push_back(role.text);
    if (!out.empty()) return out;
    if (&draft == context.drafts.root) out.push_back(context.schema.tenancy->provisioner);
    for (const ir::Role& role : context.schema.roles) {
      const auto first = context.rights.find({role.name, draft.entity.name});
      if (first != context.rights.end() && !first->second.empty()) out.push_back(role.name);
    }
    return out;
  }

  void columns(const std::vector<ast::Column>& list) const {
    for (const ast::Column& column : list) {
      if (const auto* sql = std::get_if<ast::Sql>(&column.what))
        check_expression(context, draft, *sql, kIndexPlace);
    }
  }
};

void check_raw_type(const Reading& context, const FieldDraft& field) {
  const auto& raw = field.syntax->type.raw;
  if (!raw || !field.type) return;
  if (const auto type = sql::parse_type(raw->text)) check_type_is_known(context, *raw, *type);
}

void check_field(const Reading& context, const Draft& draft, const FieldDraft& field) {
  check_raw_type(context, field);
  if (const ast::Attribute* generated = field.attributes.find(AttributeId::kGenerated)) {
    check_expression(context, draft, std::get<ast::Sql>(generated->arguments[0].node), kGeneratedPlace);
  }
  if (const ast::Attribute* backfill = field.attributes.find(AttributeId::kBackfill)) {
    check_value(context, draft, backfill->arguments[0], kBackfillPlace);
  }
  if (const ast::Attribute* check = field.attributes.find(AttributeId::kCheck)) {
    check_expression(context, draft, std::get<ast::Sql>(check->arguments[0].node), kCheckPlace);
  }
  if (const ast::Attribute* example = field.attributes.find(AttributeId::kExample)) {
    check_value(context, draft, example->arguments[0], kExamplePlace);
  }
  if (field.syntax->default_value) check_value(context, draft, *field.syntax->default_value, kDefaultPlace);
}

}  // namespace

void check_seed_sql(const Reading& context, const Draft& draft, const ast::Value& value) {
  check_value(context, draft, value, kSeedPlace);
}

void check_sql(const Reading& context) {
  const Draft nothing;
  for (const ast::Domain* domain : context.declared.domains) {
    for (const ast::Check& check : domain->checks)
      check_expression(context, nothing, check.expression, kDomainPlace);
    if (domain->default_value) check_value(context, nothing, *domain->default_value, kDefaultPlace);
  }
  for (const Draft& draft : context.drafts) {
    if (const ast::Attribute* backfill = draft.attributes.find(AttributeId::kBackfill))
      check_value(context, draft, backfill->arguments[0], kBackfillPlace);
    for (const FieldDraft& field : draft.fields) check_field(context, draft, field);
    for (const ast::Member* member : draft.members) std::visit(MemberChecker{context, draft}, *member);
  }
}

}  // namespace tenon::sema

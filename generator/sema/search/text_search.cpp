// Search by text: the columns with their weights, the language, and the document that is generated of them.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/constraints/constraints.hpp"
#include "sema/search/parts.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr std::string_view kTextTypes[] = {"text", "varchar", "citext"};

const ir::Type& base_type(const Reading& context, const ir::Type& type) {
  const ir::Domain* domain =
      type.kind == ir::Type::Kind::kDomain ? context.schema.domain(type.name) : nullptr;
  return domain == nullptr ? type : domain->type;
}

std::string weight_of(const Reading& context, const ast::Column& column) {
  static constexpr std::string_view kWeights[] = {"A", "B", "C", "D"};
  if (!column.operator_class) return "";
  const std::string& weight = column.operator_class->text;
  if (among(kWeights, weight)) return weight;
  auto& diagnostic =
      context.sink.report(Code::kSearchWeight, fmt::format("`{}` is no weight of a searched column", weight))
          .at(column.operator_class->span);
  const char first = static_cast<char>(std::toupper(static_cast<unsigned char>(weight[0])));
  if (weight.size() == 1 && first >= 'A' && first <= 'D') {
    diagnostic.help(fmt::format("write `{}`", first));
  } else {
    diagnostic.help("the weights are A, which counts most, to D");
  }
  return "";
}

std::string language_of(const Reading& context, const ast::Search& search) {
  if (!search.language) return "simple";
  const std::vector<std::string> known = types::text_languages();
  const std::string& language = search.language->text;
  if (std::find(known.begin(), known.end(), language) != known.end()) return language;
  auto& diagnostic =
      context.sink
          .report(Code::kSearchLanguage, fmt::format("Postgres has no text search for `{}`", language))
          .at(search.language->span);
  suggest(diagnostic, language, known);
  diagnostic.note("the languages are " + join(known, ", ") + "; `simple` knows none");
  return "simple";
}

/// The text that is searched, as SQL of a generated column.
std::string document_sql(const ir::Entity& entity, const ir::TextSearch& search) {
  std::vector<std::string> parts;
  for (const ir::WeightedColumn& item : search.columns) {
    const ir::Column& column = *entity.column(item.column);
    std::string text = sql::identifier(column.name);
    if (column.type.name != "text" && column.type.name != "varchar") text += "::text";
    if (column.nullable) text = fmt::format("coalesce({}, '')", text);
    text = fmt::format("to_tsvector('pg_catalog.{}', {})", search.language, text);
    parts.push_back(item.weight.empty() ? text : fmt::format("setweight({}, '{}')", text, item.weight));
  }
  return join(parts, " || ");
}

std::string free_column(const ir::Entity& entity, const std::string& wanted) {
  std::string name = wanted;
  for (int n = 1; entity.column(name) != nullptr; ++n) name = wanted + std::to_string(n);
  return name;
}

void add_document(ir::Entity& entity) {
  ir::TextSearch& search = *entity.text_search;
  ir::Column column;
  column.name = column.field = search.document = free_column(entity, "search_document");
  column.doc = "What a text search reads.";
  column.type.name = "tsvector";
  column.generated = document_sql(entity, search);
  column.rule = ir::Rule::kSearch;
  entity.columns.push_back(std::move(column));
  ir::Index index;
  index.name = identifier(fmt::format("{}_{}_idx", entity.table, search.document));
  index.method = "gin";
  index.rule = ir::Rule::kSearch;
  index.columns.emplace_back();
  index.columns[0].column = search.document;
  entity.indexes.push_back(std::move(index));
}

}  // namespace

void resolve_text(const Reading& context, Draft& draft, const ast::Search& search) {
  if (search.method) refuse(context, search, search.method->span, "index method", kTextExample);
  if (!search.options.empty()) refuse(context, search, search.options[0].name.span, "options", kTextExample);
  ir::TextSearch out;
  out.language = language_of(context, search);
  for (const ast::Column& column : search.columns) {
    check_order(context, search, column, kTextExample);
    const auto names = resolve_columns(context, draft, column);
    if (!names) continue;
    const ir::Column* found = searched_column(context, draft, column, *names);
    if (found == nullptr) continue;
    const ir::Type& type = base_type(context, found->type);
    if (type.kind != ir::Type::Kind::kColumn || type.dimensions > 0 || !among(kTextTypes, type.name)) {
      report_column(context, draft, column, "text", "text, varchar or citext");
      continue;
    }
    const auto same = [&](const ir::WeightedColumn& other) { return other.column == found->name; };
    if (std::any_of(out.columns.begin(), out.columns.end(), same)) {
      context.sink.report(Code::kDuplicateField, fmt::format("`{}` stands here twice", found->field))
          .at(column.span);
      continue;
    }
    out.columns.push_back({found->name, weight_of(context, column)});
  }
  if (search.columns.empty()) {
    context.sink.report(Code::kSearchColumn, "a search by text names no columns")
        .at(search.span)
        .help(fmt::format("for example `{}`", kTextExample));
  }
  if (out.columns.empty()) return;
  draft.entity.text_search = std::move(out);
  add_document(draft.entity);
}

}  // namespace tenon::sema

// `search text`, `search vector` and `search hybrid`: what each is over, and what it needs in the table. The
// functions that search are spelt by the dialect.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "sema/context.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr std::string_view kTextTypes[] = {"text", "varchar", "citext"};
constexpr std::string_view kVectorTypes[] = {"vector", "halfvec"};

template <std::size_t n>
bool among(const std::string_view (&list)[n], std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

/// The searches of an entity, each once.
struct Searches {
  const ast::Search* text = nullptr;
  const ast::Search* vector = nullptr;
  const ast::Search* hybrid = nullptr;

  const ast::Search** place(std::string_view kind) {
    if (kind == "text") return &text;
    if (kind == "vector") return &vector;
    return kind == "hybrid" ? &hybrid : nullptr;
  }
};

Searches searches_of(Context& context, const Draft& draft) {
  Searches out;
  for (const ast::Member* member : draft.members) {
    const auto* search = std::get_if<ast::Search>(member);
    if (search == nullptr) continue;
    const ast::Search** place = out.place(search->kind.text);
    if (place == nullptr) {
      auto& diagnostic =
          context.sink
              .report(Code::kUnknownSearch, fmt::format("`{}` is no kind of search", search->kind.text))
              .at(search->kind.span);
      suggest(diagnostic, search->kind.text, {"text", "vector", "hybrid"});
      diagnostic.note("the kinds are text, vector, hybrid");
      continue;
    }
    if (*place != nullptr) {
      context.sink
          .report(Code::kRepeatedSearch,
                  fmt::format("`{}` has two searches by {}", draft.entity.name, search->kind.text))
          .at(search->span)
          .also((*place)->span, "the first one")
          .help(search->kind.text == "text" ? "search one text of all the columns: `search text (a, b)`"
                                            : "leave one of them out");
      continue;
    }
    *place = search;
  }
  return out;
}

/// What a kind of search has no use for.
void refuse(Context& context, const ast::Search& search, Span span, std::string_view what,
            std::string_view example) {
  context.sink
      .report(Code::kMisplacedInSearch, fmt::format("a search by {} takes no {}", search.kind.text, what))
      .at(span)
      .help(fmt::format("for example `{}`", example));
}

constexpr std::string_view kTextExample = "search text (title A, content B) language english";
constexpr std::string_view kVectorExample = "search vector (embedding) hnsw cosine";
constexpr std::string_view kHybridExample = "search hybrid (k = 60)";

const ir::Type& base_type(const Context& context, const ir::Type& type) {
  const ir::Domain* domain =
      type.kind == ir::Type::Kind::kDomain ? context.schema.domain(type.name) : nullptr;
  return domain == nullptr ? type : domain->type;
}

/// The column that a search names, where its type is known and it has no secret. What is wrong with it is
/// reported.
const ir::Column* searched_column(Context& context, const Draft& draft, const ast::Column& column,
                                  const std::vector<std::string>& names) {
  const ir::Column* found = names.size() == 1 ? draft.entity.column(names[0]) : nullptr;
  if (found == nullptr || found->type.name.empty()) return nullptr;
  if (found->secret || found->encrypted) {
    context.sink
        .report(Code::kSearchColumn, fmt::format("`{}` is secret, and would be searched", found->field))
        .at(column.span, "a search tells what is in it")
        .help("leave it out of the search");
    return nullptr;
  }
  if (!found->generated.empty()) {
    context.sink
        .report(Code::kSearchColumn, fmt::format("`{}` is generated, and would be searched", found->field))
        .at(column.span)
        .note("what is searched is generated too, and Postgres generates nothing from what it generates")
        .help("search the fields that it is made of");
    return nullptr;
  }
  return found;
}

void report_column(Context& context, const Draft& draft, const ast::Column& column, std::string_view kind,
                   std::string_view wanted) {
  const auto* name = std::get_if<ast::Name>(&column.what);
  const FieldDraft* field = name == nullptr ? nullptr : draft.field(name->text);
  auto& diagnostic = context.sink
                         .report(Code::kSearchColumn, fmt::format("`{}` can't be searched by {}",
                                                                  name == nullptr ? "" : name->text, kind))
                         .at(column.span, fmt::format("{} is expected", wanted));
  if (field != nullptr) diagnostic.also(field->syntax->type.span, "its type");
}

void check_order(Context& context, const ast::Search& search, const ast::Column& column,
                 std::string_view example) {
  if (column.descending || column.nulls_first) refuse(context, search, column.span, "order", example);
}

std::string weight_of(Context& context, const ast::Column& column) {
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

std::string language_of(Context& context, const ast::Search& search) {
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

void resolve_text(Context& context, Draft& draft, const ast::Search& search) {
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

const types::IndexMethod* vector_method(Context& context, const ast::Search& search) {
  static constexpr std::string_view kMethods[] = {"hnsw", "ivfflat"};
  const std::string& name = search.method->text;
  if (among(kMethods, name)) return types::find_index_method(name);
  auto& diagnostic =
      context.sink.report(Code::kSearchMethod, fmt::format("`{}` is no index of vectors", name))
          .at(search.method->span);
  suggest(diagnostic, name, {"hnsw", "ivfflat"});
  diagnostic.note("the indexes of vectors are hnsw and ivfflat");
  return nullptr;
}

const types::Metric* vector_metric(Context& context, const ast::Search& search) {
  const types::Metric* metric = types::find_metric(search.metric->text);
  if (metric != nullptr) return metric;
  auto& diagnostic =
      context.sink
          .report(Code::kSearchMethod, fmt::format("`{}` is no distance of vectors", search.metric->text))
          .at(search.metric->span);
  suggest(diagnostic, search.metric->text, types::metric_names());
  diagnostic.note("the distances are " + join(types::metric_names(), ", "));
  return nullptr;
}

/// `ef_search`, `probes`: of the search, and no option of its index.
void resolve_effort(Context& context, const ast::Option& option, const types::SearchEffort& effort,
                    ir::VectorSearch& out) {
  if (out.effort != 0) {
    context.sink.report(Code::kUnknownOption, fmt::format("the option `{}` stands twice", option.name.text))
        .at(option.name.span);
    return;
  }
  const auto* number = std::get_if<ast::Number>(&option.value.node);
  const std::string text = number == nullptr ? "no number" : number->text;
  if (const auto value = resolve_number(context, text, option.value.span, option.name.text, 1, effort.most))
    out.effort = *value;
}

void resolve_vector(Context& context, Draft& draft, const ast::Search& search) {
  if (search.language) refuse(context, search, search.language->span, "language", kVectorExample);
  if (search.columns.size() != 1 || !search.method) {
    const bool one = search.columns.size() == 1;
    context.sink
        .report(one ? Code::kSearchMethod : Code::kSearchColumn,
                one ? "a search by vector names no index and distance"
                    : fmt::format("a search by vector over {} columns", search.columns.size()))
        .at(search.span)
        .help(fmt::format("for example `{}`", kVectorExample));
    return;
  }
  const ast::Column& column = search.columns[0];
  check_order(context, search, column, kVectorExample);
  if (column.operator_class) {
    refuse(context, search, column.operator_class->span, "operator class or weight", kVectorExample);
  }
  const types::IndexMethod* method = vector_method(context, search);
  const types::Metric* metric = vector_metric(context, search);
  const auto names = resolve_columns(context, draft, column);
  const ir::Column* found = names ? searched_column(context, draft, column, *names) : nullptr;
  if (method == nullptr || metric == nullptr || found == nullptr) return;
  const ir::Type type = found->type;
  if (type.kind != ir::Type::Kind::kColumn || type.dimensions > 0 || !among(kVectorTypes, type.name)) {
    report_column(context, draft, column, "vector", "vector(n) or halfvec(n)");
    return;
  }
  ir::VectorSearch out{found->name, std::string(method->name), std::string(metric->name)};
  ast::Index index;
  index.method = search.method;
  index.columns = {column};
  index.columns[0].operator_class = ast::Name{type.name + std::string(metric->suffix), column.span};
  for (const ast::Option& option : search.options) {
    if (option.name.text == method->effort.option) {
      resolve_effort(context, option, method->effort, out);
    } else {
      index.options.push_back(option);
    }
  }
  index.span = search.span;
  draft.entity.vector_search = std::move(out);
  derive_search_index(context, draft, index);
}

/// The number of an option, or nothing: the complaint is made.
std::optional<double> number_of(Context& context, const ast::Option& option, double least, bool whole) {
  const auto* literal = std::get_if<ast::Number>(&option.value.node);
  if (literal != nullptr) {
    double number = 0;
    const std::string& text = literal->text;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool read = error == std::errc() && end == text.data() + text.size();
    const bool fits = !whole || (text.find('.') == std::string::npos && number <= 1'000'000);
    if (read && number >= least && fits) return number;
  }
  context.sink
      .report(Code::kHybridSearch, fmt::format("`{}` of a hybrid search is no {}", option.name.text,
                                               whole ? "whole number from 1 on" : "number from 0 on"))
      .at(option.value.span);
  return std::nullopt;
}

void set_weight(Context& context, const ast::Option& option, double& weight) {
  if (const auto number = number_of(context, option, 0, false)) weight = *number;
}

void resolve_hybrid_options(Context& context, const ast::Search& search, ir::HybridSearch& out) {
  const ast::Option* k = nullptr;
  const ast::Option* weight = nullptr;
  std::set<std::string> seen;
  for (const ast::Option& option : search.options) {
    const std::string& name = option.name.text;
    if (!seen.insert(name).second) {
      context.sink.report(Code::kHybridSearch, fmt::format("the option `{}` stands twice", name))
          .at(option.name.span);
    } else if (name == "k") {
      k = &option;
      if (const auto number = number_of(context, option, 1, true)) out.k = static_cast<int>(*number);
    } else if (name == "text" || name == "vector") {
      weight = &option;
      set_weight(context, option, name == "text" ? out.text_weight : out.vector_weight);
    } else {
      auto& diagnostic =
          context.sink.report(Code::kHybridSearch, fmt::format("`{}` is no option of a hybrid search", name))
              .at(option.name.span);
      suggest(diagnostic, name, {"k", "text", "vector"});
      diagnostic.note("its options are k, or text and vector");
    }
  }
  if (k != nullptr && weight != nullptr) {
    context.sink.report(Code::kHybridSearch, "a hybrid search by ranks and by weights at once")
        .at(weight->name.span, "a weight of the scores")
        .also(k->name.span, "for the fusion of ranks")
        .help("leave one out: `(k = 60)`, or `(text = 0.4, vector = 0.6)`");
  }
  if (weight != nullptr && k == nullptr && !(out.text_weight > 0 && out.vector_weight > 0)) {
    context.sink.report(Code::kHybridSearch, "a hybrid search in which one side weighs nothing")
        .at(search.span)
        .help("give both a weight above 0: `(text = 0.4, vector = 0.6)`");
  }
}

void resolve_hybrid(Context& context, Draft& draft, const Searches& searches) {
  ir::Entity& entity = draft.entity;
  if (searches.hybrid != nullptr) {
    const ast::Search& search = *searches.hybrid;
    if (!search.columns.empty()) refuse(context, search, search.columns[0].span, "columns", kHybridExample);
    if (search.language) refuse(context, search, search.language->span, "language", kHybridExample);
    if (search.method) refuse(context, search, search.method->span, "index method", kHybridExample);
    if (searches.text == nullptr || searches.vector == nullptr) {
      context.sink
          .report(Code::kHybridSearch, fmt::format("`{}` has a hybrid search, and no search by {}",
                                                   entity.name, searches.text == nullptr ? "text" : "vector"))
          .at(search.span)
          .help(fmt::format("add `{}`", searches.text == nullptr ? kTextExample : kVectorExample));
      return;
    }
  }
  if (!entity.text_search || !entity.vector_search) return;
  ir::HybridSearch out;
  if (searches.hybrid != nullptr) resolve_hybrid_options(context, *searches.hybrid, out);
  entity.hybrid_search = out;
}

}  // namespace

void resolve_search(Context& context) {
  for (const auto& draft : context.drafts) {
    const Searches searches = searches_of(context, *draft);
    if (searches.text != nullptr) resolve_text(context, *draft, *searches.text);
    if (searches.vector != nullptr) resolve_vector(context, *draft, *searches.vector);
    resolve_hybrid(context, *draft, searches);
  }
}

}  // namespace tenon::sema

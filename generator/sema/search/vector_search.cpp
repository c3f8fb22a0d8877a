// Search by vector: the column, its index and the distance.
#include <fmt/format.h>

#include "base/text.hpp"
#include "sema/constraints/constraints.hpp"
#include "sema/search/parts.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

constexpr std::string_view kVectorTypes[] = {"vector", "halfvec"};

const types::IndexMethod* vector_method(const Reading& context, const ast::Search& search) {
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

const types::Metric* vector_metric(const Reading& context, const ast::Search& search) {
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
void resolve_effort(const Reading& context, const ast::Option& option, const types::SearchEffort& effort,
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

}  // namespace

void resolve_vector(const Making& context, Draft& draft, const ast::Search& search) {
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

}  // namespace tenon::sema

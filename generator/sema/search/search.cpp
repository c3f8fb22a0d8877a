// `search text`, `search vector` and `search hybrid`: what each is over, and what it needs in the table. The
// functions that search are spelt by the dialect.
#include "sema/search/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "sema/search/parts.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

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

Searches searches_of(const Reading& context, const Draft& draft) {
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

/// The number of an option, or nothing: the complaint is made.
std::optional<double> number_of(const Reading& context, const ast::Option& option, double least, bool whole) {
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

void set_weight(const Reading& context, const ast::Option& option, double& weight) {
  if (const auto number = number_of(context, option, 0, false)) weight = *number;
}

void resolve_hybrid_options(const Reading& context, const ast::Search& search, ir::HybridSearch& out) {
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

void resolve_hybrid(const Reading& context, Draft& draft, const Searches& searches) {
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

void resolve_search(const Making& context) {
  for (Draft& draft : context.making) {
    const Searches searches = searches_of(context, draft);
    if (searches.text != nullptr) resolve_text(context, draft, *searches.text);
    if (searches.vector != nullptr) resolve_vector(context, draft, *searches.vector);
    resolve_hybrid(context, draft, searches);
  }
}

}  // namespace tenon::sema

#include "sema/search/parts.hpp"

#include <fmt/format.h>

namespace tenon::sema {

using diag::Code;

void refuse(const Reading& context, const ast::Search& search, Span span, std::string_view what,
            std::string_view example) {
  context.sink
      .report(Code::kMisplacedInSearch, fmt::format("a search by {} takes no {}", search.kind.text, what))
      .at(span)
      .help(fmt::format("for example `{}`", example));
}

const ir::Column* searched_column(const Reading& context, const Draft& draft, const ast::Column& column,
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

void report_column(const Reading& context, const Draft& draft, const ast::Column& column,
                   std::string_view kind, std::string_view wanted) {
  const auto* name = std::get_if<ast::Name>(&column.what);
  const FieldDraft* field = name == nullptr ? nullptr : draft.field(name->text);
  auto& diagnostic = context.sink
                         .report(Code::kSearchColumn, fmt::format("`{}` can't be searched by {}",
                                                                  name == nullptr ? "" : name->text, kind))
                         .at(column.span, fmt::format("{} is expected", wanted));
  if (field != nullptr) diagnostic.also(field->syntax->type.span, "its type");
}

void check_order(const Reading& context, const ast::Search& search, const ast::Column& column,
                 std::string_view example) {
  if (column.descending || column.nulls_first) refuse(context, search, column.span, "order", example);
}

}  // namespace tenon::sema

// The columns that a query gives.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "sema/embedded/view_types.hpp"
#include "sema/queries/parts.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

bool is_name(const std::string& text) {
  const auto is_letter = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
         std::all_of(text.begin(), text.end(), is_letter);
}

}  // namespace

bool add_result(const Reading& context, const ast::Query& syntax, const sql::Analysis& analysis,
                ir::Query& out) {
  if (out.cardinality == ir::Cardinality::kExists) return true;  // nobody reads them
  bool good = true;
  for (const sql::OutputColumn& output : analysis.outputs) {
    if (!is_name(output.name)) {
      context.sink
          .report(Code::kQueryForm, fmt::format("query `{}`: a column `{}`, which is no name in C++",
                                                syntax.name.text, output.name))
          .at(sql_span(syntax.sql, output.offset))
          .help("name it in letters, digits and `_`");
      good = false;
      continue;
    }
    auto column = column_of_output(context, output);
    if (column) {
      out.columns.push_back(std::move(*column));
      continue;
    }
    good = false;
    context.sink
        .report(Code::kQueryType,
                fmt::format("the type of `{}` in query `{}` can't be told", output.name, syntax.name.text))
        .at(sql_span(syntax.sql, output.offset))
        .help(fmt::format("cast it, as in `(…)::numeric as {}`", output.name));
  }
  if (analysis.whole_row) {
    const ir::Entity* entity = entity_of_table(context, *analysis.whole_row);
    if (entity != nullptr) out.row_of = entity->name;
  }
  return good;
}

}  // namespace tenon::sema

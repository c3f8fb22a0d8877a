// The orders that callers choose among, and the one by which rows come in pages.
#include <fmt/format.h>

#include <algorithm>

#include "sema/names/spelling.hpp"
#include "sema/queries/parts.hpp"
#include "types/types.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

const ir::Column* result_column(const ir::Query& query, const std::string& name) {
  const auto found = std::find_if(query.columns.begin(), query.columns.end(),
                                  [&](const ir::Column& column) { return column.name == name; });
  return found == query.columns.end() ? nullptr : &*found;
}

std::optional<ir::QuerySort> sort_of(const Reading& context, const ast::Query& syntax,
                                     const ast::Column& item, const ir::Query& out) {
  const auto report = [&](std::string what) -> diag::Diagnostic& {
    return context.sink.report(Code::kQueryOrder, std::move(what)).at(item.span);
  };
  const auto* name = std::get_if<ast::Name>(&item.what);
  if (name == nullptr || item.operator_class || item.nulls_first) {
    report(fmt::format("an order of query `{}` is by columns of its result, with `asc` or `desc`",
                       syntax.name.text));
    return std::nullopt;
  }
  const ir::Column* column = result_column(out, name->text);
  if (column == nullptr) {
    std::vector<std::string> known;
    for (const ir::Column& other : out.columns) known.push_back(other.name);
    suggest(report(fmt::format("query `{}` gives no column `{}`", syntax.name.text, name->text)), name->text,
            known);
    return std::nullopt;
  }
  const types::ColumnType* type = column->type.kind == ir::Type::Kind::kColumn && column->type.dimensions == 0
                                      ? types::find_column_type(column->type.name)
                                      : nullptr;
  const bool is_enum = column->type.kind == ir::Type::Kind::kEnum && column->type.dimensions == 0;
  if ((type == nullptr || !type->ordered) && !is_enum) {
    report(fmt::format("rows have no order by `{}`", column->name));
    return std::nullopt;
  }
  return ir::QuerySort{column->name, item.descending};
}

std::vector<ir::QuerySort> sorts_of(const Reading& context, const ast::Query& syntax,
                                    const std::vector<ast::Column>& items, const ir::Query& out) {
  std::vector<ir::QuerySort> sorts;
  for (const ast::Column& item : items) {
    if (auto sort = sort_of(context, syntax, item, out)) sorts.push_back(std::move(*sort));
  }
  return sorts;
}

/// A page begins behind the last row of the one before: its columns have a value, and run one way.
void check_page(const Reading& context, const ast::Query& syntax, const ir::Query& out) {
  for (const ir::QuerySort& sort : out.page) {
    const ir::Column& column = *result_column(out, sort.column);
    if (column.nullable) {
      context.sink.report(Code::kQueryOrder, fmt::format("a page by `{}`, which can be NULL", sort.column))
          .at(syntax.page_span)
          .help(fmt::format("page by another column, or `coalesce(…) as {}`", sort.column));
    }
    if (column.secret) {
      context.sink.report(Code::kQueryOrder, fmt::format("a page by the secret `{}`", sort.column))
          .at(syntax.page_span, "where a page ends goes out to clients");
    }
    if (column.type.kind == ir::Type::Kind::kEnum) {
      context.sink.report(Code::kQueryOrder, fmt::format("a page by the enum `{}`", sort.column))
          .at(syntax.page_span)
          .help("its values may get another order: page by another column");
    }
    if (sort.descending != out.page.front().descending) {
      context.sink.report(Code::kQueryOrder, "a page whose columns run both ways")
          .at(syntax.page_span)
          .help("let all of them be `asc`, or all `desc`");
      return;
    }
  }
}

}  // namespace

void resolve_orders(const Reading& context, const ast::Query& syntax, ir::Query& out) {
  out.page = sorts_of(context, syntax, syntax.page, out);
  check_page(context, syntax, out);
  for (const ast::QueryOrder& order : syntax.orders) {
    const auto same = [&](const ir::QueryOrder& other) { return other.name == order.name.text; };
    if (std::any_of(out.orders.begin(), out.orders.end(), same)) {
      context.sink
          .report(Code::kQueryOrder,
                  fmt::format("query `{}` has two orders `{}`", syntax.name.text, order.name.text))
          .at(order.name.span);
    }
    out.orders.push_back({order.name.text, sorts_of(context, syntax, order.by, out)});
  }
  const bool listed = out.cardinality == ir::Cardinality::kMany && out.is_select;
  if (!listed && (!syntax.page.empty() || !syntax.orders.empty())) {
    context.sink
        .report(Code::kQueryOrder,
                fmt::format("query `{}` gives no list whose order could be chosen", syntax.name.text))
        .at(syntax.page.empty() ? syntax.orders.front().name.span : syntax.page_span)
        .help("`many` and a SELECT give one");
  }
  if (!out.page.empty() && !out.orders.empty()) {
    context.sink
        .report(Code::kQueryOrder,
                fmt::format("query `{}` is paged, and its order is chosen too", syntax.name.text))
        .at(syntax.page_span)
        .help("make a query for each order");
  }
}

}  // namespace tenon::sema

// Extended statistics: what the planner is to learn of columns that go together. They tell it nothing of a
// tenant, and nothing of tenancy is derived for them.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "sema/constraints/constraints.hpp"
#include "sema/constraints/index_parts.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

// Of one column Postgres keeps statistics by itself.
constexpr std::size_t kFewest = 2;
constexpr std::size_t kMost = 8;

std::vector<std::string> in_table_order(const ir::Entity& entity, const std::set<std::string>& columns) {
  std::vector<std::string> out;
  for (const ir::Column& column : entity.columns) {
    if (columns.contains(column.name)) out.push_back(column.name);
  }
  return out;
}

/// Those of all fields that are known; none where one isn't, which is reported.
std::vector<std::string> columns_of(const Reading& context, const Draft& draft,
                                    const ast::Statistics& syntax) {
  std::set<std::string> named;
  bool known = true;
  for (const ast::Column& field : syntax.columns) {
    const auto columns = resolve_columns(context, draft, field);
    known = known && columns.has_value();
    if (columns) named.insert(columns->begin(), columns->end());
  }
  return known ? in_table_order(draft.entity, named) : std::vector<std::string>();
}

void check_order(const Reading& context, const Draft& draft, const ast::Statistics& syntax) {
  for (const ast::Column& column : syntax.columns) {
    const FieldDraft* field = draft.field(std::get<ast::Name>(column.what).text);
    const std::string type = field == nullptr ? "" : incomparable(context, *field);
    if (type.empty()) continue;
    context.sink.report(Code::kStatisticsOrder, fmt::format("`{}` can be in no statistics", field->name()))
        .at(column.span)
        .also(field->syntax->type.span, fmt::format("Postgres knows no order of `{}`", type))
        .help("leave it out");
  }
}

bool check_count(const Reading& context, const ast::Statistics& syntax, std::size_t count) {
  if (count >= kFewest && count <= kMost) return true;
  auto& diagnostic = context.sink
                         .report(Code::kStatisticsColumns,
                                 count < kFewest ? "statistics over a single column"
                                                 : fmt::format("statistics over {} columns", count))
                         .at(syntax.span);
  diagnostic.help(count < kFewest
                      ? "name those that go with it; of each by itself Postgres has statistics"
                      : fmt::format("leave {} at most, those that queries ask for together", kMost));
  return false;
}

/// Those that are asked for, or all, by name.
std::vector<std::string> kinds_of(const Reading& context, const ast::Statistics& syntax) {
  const std::vector<std::string> all = types::statistics_kind_names();
  std::set<std::string> out;
  for (const ast::Name& kind : syntax.kinds) {
    if (std::find(all.begin(), all.end(), kind.text) == all.end()) {
      auto& diagnostic =
          context.sink.report(Code::kStatisticsKind, fmt::format("`{}` is no kind of statistics", kind.text))
              .at(kind.span);
      suggest(diagnostic, kind.text, all);
      diagnostic.note("the kinds are " + join(all, ", "));
    } else if (!out.insert(kind.text).second) {
      context.sink.report(Code::kStatisticsKind, fmt::format("the kind `{}` stands here twice", kind.text))
          .at(kind.span);
    }
  }
  return syntax.kinds.empty() ? all : std::vector<std::string>(out.begin(), out.end());
}

bool check_told_once(const Reading& context, const Draft& draft, const ir::Statistics& wanted, Span span) {
  const auto& others = draft.entity.statistics;
  const auto same = [&](const ir::Statistics& other) { return other.columns == wanted.columns; };
  if (std::none_of(others.begin(), others.end(), same)) return true;
  context.sink
      .report(Code::kDuplicateName, fmt::format("`{}` has statistics over `{}` twice", draft.entity.name,
                                                join(wanted.columns, ", ")))
      .at(span)
      .help("remove these; one member may be `for` several kinds");
  return false;
}

}  // namespace

void resolve_statistics(const Making& context, Draft& draft, const ast::Statistics& syntax) {
  const bool once = check_repeated(context, syntax.columns);
  check_order(context, draft, syntax);
  ir::Statistics out;
  out.kinds = kinds_of(context, syntax);
  out.columns = columns_of(context, draft, syntax);
  if (!once || out.columns.empty() || !check_count(context, syntax, out.columns.size()) ||
      !check_told_once(context, draft, out, syntax.span))
    return;
  out.name = identifier(fmt::format("{}_{}_stat", draft.entity.table, join(out.columns, "_")));
  context.made(draft.entity, out.name, syntax.span);
  draft.entity.statistics.push_back(std::move(out));
}

}  // namespace tenon::sema

// Raw SQL: what it makes is known by name to the expressions, the rest is between its author and Postgres.
#include <fmt/format.h>

#include "sema/embedded/embedded.hpp"
#include "sema/embedded/sql_places.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

std::optional<sql::Statements> parse(const Reading& context, const ast::Sql& sql, const std::string& what) {
  auto statements = sql::parse_raw(sql.text);
  if (!statements) {
    const std::size_t offset = statements.error().offset;
    context.sink.report(Code::kSqlSyntax, fmt::format("SQL in {}: {}", what, statements.error().message))
        .at(at_offset(sql, offset, word_width(sql, offset)));
    return std::nullopt;
  }
  if (statements->refused) {
    const auto& [offset, why] = *statements->refused;
    context.sink.report(Code::kRawSqlRefused, fmt::format("a statement of {} {}", what, why))
        .at(at_offset(sql, offset, word_width(sql, offset)))
        .note("a schema is applied in one transaction");
  }
  return std::move(*statements);
}

}  // namespace

void resolve_raw(const MakingRaw& context) {
  std::map<std::string, Span> names;
  for (const ast::Raw* syntax : context.declared.raw) {
    if (!syntax->name) {
      context.sink.report(Code::kRawSqlRefused, "raw SQL has no name")
          .at(syntax->span)
          .help(fmt::format("name what it does: `sql {} make_it_so` and the statements",
                            syntax->after ? "after" : "before"));
    } else if (const auto [first, is_new] = names.emplace(syntax->name->text, syntax->name->span); !is_new) {
      context.sink.report(Code::kDuplicateName, fmt::format("two pieces of raw SQL `{}`", syntax->name->text))
          .at(syntax->name->span)
          .also(first->second, "the first one");
    }
    ir::RawSql out;
    out.name = syntax->name ? syntax->name->text : "";
    out.doc = syntax->doc;
    out.after = syntax->after;
    out.statements = syntax->statements.text;
    const std::string what = fmt::format("`{}`", out.name);
    if (const auto made = parse(context, syntax->statements, what)) {
      context.raw_names.functions.insert(made->functions.begin(), made->functions.end());
      context.raw_names.types.insert(made->types.begin(), made->types.end());
    }
    if (syntax->undo) {
      parse(context, *syntax->undo, fmt::format("the undo of {}", what));
      out.undo = syntax->undo->text;
    }
    context.raw_sql.push_back(std::move(out));
  }
}

}  // namespace tenon::sema

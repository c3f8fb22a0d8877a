// Lints of raw SQL.
#include <fmt/format.h>

#include "base/text.hpp"
#include "sema/embedded/sql_places.hpp"
#include "sema/lints/findings.hpp"
#include "sql/expression.hpp"

namespace tenon::sema {

/// Defaults, checks, generated columns and policies call it: in a cascade as the owner, and on the
/// search_path of whoever began it.
void unpinned_function(const Linting& context, Findings& out) {
  for (const ast::Raw* raw : context.declared.raw) {
    const auto statements = sql::parse_raw(raw->statements.text);
    if (!statements) continue;
    for (const sql::Named& function : statements->unpinned) {
      out.at(at_offset(raw->statements, function.offset, word_width(raw->statements, function.offset)),
             join(function.path, "."),
             fmt::format("function `{}` looks names up on its caller's `search_path`",
                         join(function.path, ".")))
          .note("whoever calls it chooses what its names mean, and in a cascade it runs as the owner")
          .help(
              "add `set search_path = pg_catalog, pg_temp`, or write its body as `return …` or `begin atomic "
              "…`");
    }
  }
}

}  // namespace tenon::sema

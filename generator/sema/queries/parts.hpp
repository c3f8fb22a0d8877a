// What the files of this room share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sema/embedded/known.hpp"
#include "sema/queries/queries.hpp"
#include "sql/analysis/analysis.hpp"

namespace tenon::sema {

/// The columns of the result. False where one was complained about.
bool add_result(const Reading& context, const ast::Query& syntax, const sql::Analysis& analysis,
                ir::Query& out);
/// What Postgres's grammar takes and a query, or a function's body, can't be.
void report_fault(const Reading& context, const std::string& subject, const ast::Sql& text,
                  const sql::Fault& fault);
/// As the ir keeps them.
std::vector<ir::QueryEdit> edits_of(const sql::Analysis& analysis);
/// Whether what the call reads is known for held to the tenant where its text sees every tenant's rows: it is
/// one of Postgres's, or a declared function in SQL.
bool is_held(const Reading& context, const sql::Named& call);
/// What the application may not do.
void check_rights(const Reading& context, const ast::Query& syntax, const sql::Analysis& analysis);
/// A query that the tool writes, for what another embeds.
struct HiddenQuery {
  ast::Query syntax;
  std::vector<ir::QueryParameter> parameters;
};
/// `embed`: what it means, and the queries by which it comes.
std::vector<HiddenQuery> resolve_embeds(const Reading& context, const ast::Query& syntax,
                                        const sql::Analysis& analysis, ir::Query& out);
/// `page by` and `order … by`.
void resolve_orders(const Reading& context, const ast::Query& syntax, ir::Query& out);

}  // namespace tenon::sema

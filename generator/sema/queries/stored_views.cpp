// The queries of materialised views: where they are held to one tenant, and what they may call.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/embedded/sql_places.hpp"
#include "sema/embedded/view_types.hpp"
#include "sema/queries/parts.hpp"

namespace tenon::sema {
namespace {

using diag::Code;

class StoredQuery {
 public:
  StoredQuery(const Reading& context, const ast::View& syntax, sql::Known& known, ir::Stored& out)
      : context_(context), syntax_(syntax), known_(known), out_(out) {}

  void read() const {
    known_.scoped = context_.schema.tenancy.has_value() && !out_.global;
    const auto analysis = sql::analyse(syntax_.query.text, known_);
    if (!analysis) {
      context_.sink.report(Code::kSqlSyntax, fmt::format("SQL in a view: {}", analysis.error().message))
          .at(sql_span(syntax_.query, analysis.error().offset));
      return;
    }
    for (const sql::Fault& fault : analysis->faults)
      report_fault(context_, fmt::format("materialized view `{}`", syntax_.name.text), syntax_.query, fault);
    check_asks(*analysis);
    check_calls(*analysis);
    out_.edits = edits_of(*analysis);
  }

 private:
  diag::Diagnostic& report(const std::string& what, std::size_t offset) const {
    return context_.sink
        .report(Code::kStoredView, fmt::format("materialized view `{}` {}", syntax_.name.text, what))
        .at(sql_span(syntax_.query, offset));
  }

  void check_asks(const sql::Analysis& analysis) const {
    const auto asks = std::find_if(analysis.edits.begin(), analysis.edits.end(), [](const sql::Edit& edit) {
      return edit.kind == sql::Edit::Kind::kSession;
    });
    if (asks == analysis.edits.end()) return;
    report(fmt::format("asks for `session.{}`", asks->name), asks->offset)
        .note("its rows are made when nobody asks")
        .help("keep the column, and ask in a query of the view");
  }

  void check_calls(const sql::Analysis& analysis) const {
    for (const sql::Named& call : analysis.functions) {
      const ir::Function* own = context_.schema.called(call.path);
      if (!is_held(context_, call) || (own != nullptr && !own->reads.empty()))
        report(fmt::format("calls `{}`", join(call.path, ".")), call.offset)
            .note("it sees all rows, and what that reads isn't held to the tenant")
            .help("call Postgres's functions, and declared ones that read no rows");
    }
  }

  const Reading& context_;
  const ast::View& syntax_;
  sql::Known& known_;
  ir::Stored& out_;
};

}  // namespace

void resolve_stored_views(const MakingViews& context) {
  const bool any = std::any_of(context.views.begin(), context.views.end(),
                               [](const ir::View& view) { return view.stored.has_value(); });
  // What couldn't be read may be a table, a column or a type that they name.
  if (!any || context.sink.has_errors()) return;
  sql::Known known = known_to_queries(context);
  for (ir::View& view : context.views) {
    if (view.stored)
      StoredQuery(context, *context.declared.find<ast::View>(view.name), known, *view.stored).read();
  }
}

}  // namespace tenon::sema

// Materialised views. Their rows are every tenant's: they stand in the schema `tenon`, and the application
// reads them through a view of its tenant's alone.
#include "dialect/stored.hpp"

#include "base/text.hpp"
#include "dialect/dialect.hpp"
#include "lower/parts.hpp"

namespace tenon::lower {

using model::Identity;
using model::Kind;

namespace {

std::vector<std::string> column_names(const ir::View& view) {
  std::vector<std::string> out;
  for (const ir::Column& column : view.columns) out.push_back(column.name);
  return out;
}

void add_selects(Lowering& lowering, const Identity& object, const std::vector<std::string>& roles,
                 const ir::View& view) {
  std::vector<ir::Grant> grants;
  for (const std::string& role : roles) {
    if (!role.empty()) grants.push_back({role, {ir::Command::kSelect}});
  }
  add_grants(lowering, object, grants, ir::Rule::kDeclared, view.name);
}

/// It belongs to the role that sees every tenant's rows, and its query is held to each tenant.
Identity add_source(Lowering& lowering, const ir::View& view) {
  const ir::Schema& schema = lowering.schema;
  model::View made;
  made.owner = schema.tenancy ? schema.tenancy->search : "";
  made.columns = column_names(view);
  made.query = sql(dialect::stored_query(schema, view));
  std::vector<Identity> needs = sources(lowering, view.reads);
  if (!view.tenant_column.empty()) needs.push_back(lowering.table(*schema.entity(schema.tenancy->root)));
  const std::vector<Identity> called = called_in(lowering, view.query);
  needs.insert(needs.end(), called.begin(), called.end());
  const Identity identity = bookkeeping(Kind::kView, ir::source_name(view));
  std::string reason = view.name + ": kept";
  if (!view.stored->reason.empty()) reason += ", because " + view.stored->reason;
  reason +=
      "\nP1, P12: it sees every tenant's rows, as the role that owns nothing else, and asks for one tenant "
      "at "
      "a time.";
  lowering.add(identity, std::move(made), std::move(needs), {"", reason, view.name});
  add_selects(lowering, identity, {lowering.owner()}, view);
  return identity;
}

void add_index(Lowering& lowering, const ir::View& view, const ir::Index& index) {
  model::Index made;
  made.method = index.method;
  made.unique = index.unique;
  for (const ir::IndexColumn& column : index.columns) made.elements.push_back(element(column));
  lowering.add(bookkeeping(Kind::kIndex, index.name, ir::stored_name(view)), std::move(made), {},
               {"", "", view.name});
}

Identity add_stored(Lowering& lowering, const ir::View& view, const Identity& source) {
  model::View made;
  made.owner = lowering.owner();
  made.materialized = true;
  made.columns = column_names(view);
  made.query = sql(dialect::stored_rows(view));
  const Identity identity = bookkeeping(Kind::kView, ir::stored_name(view));
  lowering.add(identity, std::move(made), {source},
               {"", "P11: no policy holds what is kept, and nobody but its owner reads it.", view.name});
  add_index(lowering, view, view.stored->key);
  for (const ir::Index& index : view.stored->indexes) add_index(lowering, view, index);
  return identity;
}

void add_seen(Lowering& lowering, const ir::View& view, const Identity& stored) {
  model::View made;
  made.owner = lowering.owner();
  made.columns = column_names(view);
  made.query = sql(dialect::seen_rows(view));
  made.options = {{"security_barrier", "true"}};
  std::vector<Identity> needs = {stored};
  if (!view.tenant_column.empty()) needs.push_back(bookkeeping(Kind::kFunction, "current_tenant"));
  const Identity identity = lowering.beside(view, Kind::kView, view.sql_name);
  const std::string remark =
      view.tenant_column.empty()
          ? "as they are kept, which are no tenant's"
          : "the tenant's of those that are kept\nP11: security_barrier, so that no condition "
            "of a reader's is tried on another tenant's row.";
  lowering.add(identity, std::move(made), std::move(needs), {"", view.name + ": " + remark, view.name});
  add_comment(lowering, identity, view.doc);
  add_grants(lowering, identity, view.grants, ir::Rule::kDeclared, view.name);
}

void add_refresh(Lowering& lowering, const ir::View& view, const Identity& stored) {
  model::Function made;
  made.owner = lowering.owner();
  made.definer = lowering.schema.tenancy.has_value();
  made.returns = {"void"};
  made.language = "plpgsql";
  // Migrations run without: to them a policy would be an error.
  made.settings = {{"search_path", std::string(dialect::kPinnedPath)}, {"row_security", "on"}};
  made.body = dialect::refresh_body(view).str();
  const Identity identity = bookkeeping(Kind::kFunction, identifier(ir::refresh_name(view)));
  lowering.add(
      identity, std::move(made), {stored},
      {"", "refreshed: makes the rows of " + view.name + " anew, while others read them", view.name});
  add_executors(lowering, identity, view.stored->refreshers, view.name);
}

}  // namespace

void add_stored_view(Lowering& lowering, const ir::View& view) {
  const Identity stored = add_stored(lowering, view, add_source(lowering, view));
  add_seen(lowering, view, stored);
  add_refresh(lowering, view, stored);
  const std::string remark = view.stored->minutes > 0
                                 ? "refreshed: every " + std::to_string(view.stored->minutes) + " minutes"
                                 : "refreshed: by those who may, when they like";
  add_row(lowering, stored, dialect::qualified_stored(view), "refreshed", dialect::refreshed_values(view),
          {"", remark, view.name});
}

}  // namespace tenon::lower

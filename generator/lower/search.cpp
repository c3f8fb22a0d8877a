// The functions that search an entity, and what tells maintenance of one.
#include "dialect/search.hpp"

#include "base/text.hpp"
#include "dialect/dialect.hpp"
#include "dialect/maintenance.hpp"
#include "dialect/read_all.hpp"
#include "lower/parts.hpp"

namespace tenon::lower {

using model::Kind;

namespace {

/// What stands above the first thing that an entity's search consists of.
std::string reason(const ir::Entity& entity) {
  std::string out(ir::rule_text(ir::Rule::kSearch));
  if (ir::searched_by_role(entity))
    out +=
        "\nP1, P12: its functions belong to a role that sees every tenant's rows, owns nothing else, and "
        "gives the "
        "current tenant's.\n"
        "P6: they name the tenant as a value, which the planner sees, as it doesn't through a policy's call.";
  return out;
}

std::string owner_of(const Lowering& lowering, const ir::Entity& entity) {
  return ir::searched_by_role(entity) ? lowering.schema.tenancy->search : lowering.owner();
}

/// It reads every tenant's rows. What the application's policies let through: their names are read here, and
/// not when a search runs.
void add_searched_view(Lowering& lowering, const ir::Entity& entity, model::Why& why) {
  const auto seen = dialect::searched_view(lowering.schema, entity);
  if (!seen) return;
  model::View view;
  view.owner = owner_of(lowering, entity);
  for (const ir::Column& column : entity.columns) view.columns.push_back(column.name);
  view.query = sql(seen->query);
  why.reason +=
      "\nWhat the application's policies let through: their names are read here, and not when a search runs.";
  std::vector<model::Identity> needs = asked_in(lowering, view.query.text);
  needs.insert(needs.begin(), lowering.table(entity));
  lowering.add(bookkeeping(Kind::kView, seen->name), std::move(view), std::move(needs), why);
  why.reason.clear();
}

model::Function made_of(const Lowering& lowering, const ir::Entity& entity,
                        const dialect::SearchFunction& function) {
  const bool reads_all = function.what == "read_all";
  model::Function out;
  out.owner = owner_of(lowering, entity);
  out.arguments = sql(function.arguments);
  out.returns = {"TABLE (" + function.returns.str() + ")"};
  out.language = function.language;
  // What it gives depends on a line in the log, and where it begins is NULL at first.
  if (!reads_all) out.volatility = model::Volatility::kStable;
  out.strict = !reads_all;
  out.definer = function.definer;
  out.settings = function.settings;
  out.body = function.body.str();
  return out;
}

std::vector<std::string> callers_of_searches(const Lowering& lowering) {
  if (!lowering.schema.tenancy) return {};
  return {lowering.schema.tenancy->app};
}

void add_functions(Lowering& lowering, const ir::Entity& entity,
                   const std::vector<dialect::SearchFunction>& functions,
                   const std::vector<std::string>& callers, model::Why& why) {
  for (const dialect::SearchFunction& function : functions) {
    model::Identity identity = bookkeeping(Kind::kFunction, function.name);
    identity.signature = function.types.str();
    lowering.add(identity, made_of(lowering, entity, function), {}, why);
    why.reason.clear();
    add_executors(lowering, identity, callers, entity.name);
  }
}

/// What stands above the first lookup.
std::string reason_of_lookups() {
  return std::string(ir::rule_text(ir::Rule::kLookup)) +
         "\nP1, P12: the function belongs to the role that sees every tenant's rows and owns nothing else; "
         "it "
         "takes the exact value, and gives whose the row is.";
}

/// By whom and why rows of all tenants are read.
std::string reason_of_reading(const Lowering& lowering, const ir::Entity& entity) {
  std::string out(ir::rule_text(ir::Rule::kReadAll));
  for (const ir::Role& role : lowering.schema.roles) {
    if (contains(role.reads_all, entity.name))
      out += "\nThe role " + role.name + " reads them, because " + role.because;
  }
  return out + "\nP22: it asks for a line that is committed, and leaves secrets out.";
}

void add_read_all(Lowering& lowering, const ir::Entity& entity) {
  const auto function = dialect::read_all_function(lowering.schema, entity);
  if (!function) return;
  std::vector<std::string> callers;
  for (const ir::Role& role : lowering.schema.roles) {
    if (contains(role.reads_all, entity.name)) callers.push_back(role.name);
  }
  model::Why why{std::string(ir::rule_name(ir::Rule::kReadAll)), reason_of_reading(lowering, entity),
                 entity.name};
  add_functions(lowering, entity, {*function}, callers, why);
}

}  // namespace

void add_row(Lowering& lowering, const model::Identity& relation, const std::string& named,
             const std::string& table, std::vector<std::pair<std::string, std::string>> values,
             model::Why why) {
  lowering.add(bookkeeping(Kind::kRegisteredRow, named, table), model::RegisteredRow{std::move(values)},
               {bookkeeping(Kind::kTable, table), relation}, std::move(why));
}

namespace {

void add_row(Lowering& lowering, const ir::Entity& entity, const std::string& table,
             std::vector<std::pair<std::string, std::string>> values, const std::string& remark) {
  add_row(lowering, lowering.table(entity), dialect::qualified_table(lowering.schema, entity).str(), table,
          std::move(values), {"", remark, entity.name});
}

}  // namespace

void add_search(Lowering& lowering, const ir::Entity& entity) {
  add_read_all(lowering, entity);
  if (!ir::is_searched(entity)) return;
  model::Why why{std::string(ir::rule_name(ir::Rule::kSearch)), reason(entity), entity.name};
  add_searched_view(lowering, entity, why);
  add_functions(lowering, entity, dialect::search_functions(lowering.schema, entity),
                callers_of_searches(lowering), why);
  model::Why found{std::string(ir::rule_name(ir::Rule::kLookup)), reason_of_lookups(), entity.name};
  add_functions(lowering, entity, dialect::lookup_functions(lowering.schema, entity),
                callers_of_searches(lowering), found);
}

void add_registered(Lowering& lowering, const ir::Entity& entity) {
  if (!entity.partitioning.empty())
    add_row(lowering, entity, "partitioned", dialect::partitioned_values(lowering.schema, entity),
            "partition: " + join(dialect::partition_wordings(entity), ", and each of these "));
  if (!entity.retention) return;
  const bool deletes = entity.retention->action == ir::RetentionAction::kDelete;
  add_row(lowering, entity, "retained", dialect::retained_values(lowering.schema, entity),
          std::string("retain: rows are ") + (deletes ? "deleted " : "anonymised ") +
              dialect::duration(entity.retention->keep) + " after " + entity.retention->column);
}

}  // namespace tenon::lower

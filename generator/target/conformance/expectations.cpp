#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "dialect/audit.hpp"
#include "dialect/dialect.hpp"
#include "dialect/read_all.hpp"
#include "dialect/search.hpp"
#include "dialect/stored.hpp"
#include "ir/looked_up.hpp"
#include "target/conformance/conformance.hpp"
#include "target/conformance/promised.hpp"
#include "target/conformance/queries.hpp"
#include "target/conformance/samples.hpp"
#include "types/types.hpp"

namespace tenon::target::conformance {
namespace {

namespace want = tenon::conformance;

using render::SqlText;

want::Tenancy tenancy(ir::Tenancy tenancy) {
  switch (tenancy) {
    case ir::Tenancy::kRoot:
      return want::Tenancy::kRoot;
    case ir::Tenancy::kTenant:
      return want::Tenancy::kTenant;
    case ir::Tenancy::kGlobal:
      return want::Tenancy::kGlobal;
    case ir::Tenancy::kNone:
      break;
  }
  return want::Tenancy::kNone;
}

std::vector<want::Partitioning> partitioning(const ir::Entity& entity) {
  static constexpr std::string_view kStrategies[] = {"RANGE", "LIST", "HASH"};
  std::vector<want::Partitioning> out;
  for (const ir::Partitioning& level : entity.partitioning) {
    const bool is_named = level.method == ir::Partitioning::Method::kRange && !level.named.empty();
    out.push_back(
        {std::string(kStrategies[static_cast<std::size_t>(level.method)]), level.columns, is_named});
  }
  return out;
}

/// The tables behind a view, through other views too.
void add_tables(const ir::Schema& schema, const ir::View& view, std::vector<std::string>& out) {
  for (const std::string& name : view.reads) {
    if (const ir::Entity* entity = schema.entity(name)) {
      if (!contains(out, ir::handle(*entity))) out.push_back(ir::handle(*entity));
      continue;
    }
    for (const ir::View& other : schema.views) {
      if (other.name == name) add_tables(schema, other, out);
    }
  }
}

/// What the application's policies ask of who asks.
void add_demands(const ir::Schema& schema, const ir::Entity& entity, want::Table& out) {
  for (const ir::Policy& policy : entity.policies) {
    if (!schema.tenancy || !contains(policy.roles, schema.tenancy->app)) continue;
    for (const ir::SessionVariable& variable : schema.session) {
      want::Demand demand{std::string(ir::command_name(policy.command)), variable.name, false};
      bool demanded = false;
      for (const ir::SessionUse& use : policy.session) {
        if (use.variable != variable.name) continue;
        demanded = demanded || use.demanded;
        demand.owns = demand.owns || use.owns;
      }
      if (demanded) out.demands.push_back(std::move(demand));
    }
  }
}

/// The columns that tell whose rows are, where some are shared, and what refers to such rows.
void add_shared(const ir::Entity& entity, want::Table& out) {
  for (const ir::ForeignKey& key : entity.foreign_keys) {
    if (ir::is_shared(entity) && key.rule == ir::Rule::kT1) out.owning_column = key.columns.front();
    for (const ir::Relation& relation : entity.relations) {
      if (!relation.shared_column.empty() && contains(key.columns, relation.columns.front()))
        out.shared_references.push_back({key.name, relation.shared_column});
    }
  }
}

/// What no object of the database tells: whose its rows are, and how to write one.
void add_meaning(const ir::Schema& schema, const ir::Entity& entity, want::Table& out) {
  // What isn't held to a tenant yet promises none of what tenancy does.
  out.tenancy = entity.unguarded_reason.empty() ? tenancy(entity.tenancy) : want::Tenancy::kNone;
  out.tenant_column = entity.tenant_column;
  for (want::ForeignKey& key : out.foreign_keys) {
    const auto declared = std::find_if(entity.foreign_keys.begin(), entity.foreign_keys.end(),
                                       [&](const ir::ForeignKey& each) { return each.name == key.name; });
    key.indexed = ir::has_leading_index(entity, ir::indexed_columns(entity, *declared));
  }
  out.shown_with_rows =
      !entity.audit_of.empty() && schema.tenancy && !ir::narrowed_for(entity, schema.tenancy->app).empty();
  out.partitioning = partitioning(entity);
  add_shared(entity, out);
  if (entity.inherited != ir::Inheritance::kNone)
    out.inherited = entity.inherited == ir::Inheritance::kUp ? "up" : "down";
  if (const auto& by = entity.visible)
    out.members = {ir::handle(*schema.entity(by->entity)), by->tenant_column, by->columns, by->key, by->mark};
  for (const ir::Entity* each : ir::looked_up(schema, entity)) out.looked_up.push_back(ir::handle(*each));
  add_demands(schema, entity, out);
}

want::KeptRows kept_rows(const ir::View& view) {
  want::KeptRows out{ir::stored_name(view),
                     dialect::stored_rows(view).str(),
                     ir::source_name(view),
                     identifier(ir::refresh_name(view)),
                     {},
                     view.stored->refreshers,
                     view.stored->minutes};
  for (const ir::IndexColumn& column : view.stored->key.columns) out.key.push_back(column.column);
  return out;
}

void add_views(const ir::Schema& schema, const Promised& promised, want::Schema& out) {
  for (const ir::View& made : schema.views) {
    out.views.push_back(
        promised.view({model::Kind::kView, ir::space_of(schema, made), "", made.sql_name, ""}));
    out.views.back().tenant_column = made.tenant_column;
    if (made.stored) out.views.back().kept = kept_rows(made);
    out.views.back().definer = made.definer;
    add_tables(schema, made, out.views.back().tables);
  }
}

/// A search's arguments, as a row's own columns: each text in turn, and its vector.
std::vector<std::string> search_queries(const ir::Entity& entity, const std::string& what) {
  std::vector<std::string> out;
  if (what != "vector") {
    std::vector<SqlText> parts;
    for (const ir::WeightedColumn& item : entity.text_search->columns)
      parts.push_back(render::sql_format("coalesce({}::text, '')", render::sql_identifier(item.column)));
    out.push_back(render::sql_join(parts, " || ' or ' || ").str());
  }
  if (what != "text") out.push_back(render::sql_identifier(entity.vector_search->column).str());
  return out;
}

void add_searches(const ir::Schema& schema, const ir::Entity& entity, want::Schema& out) {
  for (const dialect::SearchFunction& function : dialect::search_functions(schema, entity)) {
    const std::string name = render::sql_format("tenon.{}", render::sql_identifier(function.name)).str();
    // On the root there is one row a tenant, which nothing could be found among.
    if (entity.tenancy == ir::Tenancy::kTenant)
      out.searches.push_back(
          {ir::handle(entity), name, search_queries(entity, function.what), function.what != "text"});
  }
}

void add_lookups(const ir::Schema& schema, const ir::Entity& entity, want::Schema& out) {
  const std::vector<dialect::SearchFunction> functions = dialect::lookup_functions(schema, entity);
  for (std::size_t i = 0; i < functions.size(); ++i) {
    const ir::Lookup& lookup = entity.lookups[i];
    want::Lookup& made = out.lookups.emplace_back();
    made.table = ir::handle(entity);
    made.function = render::sql_format("tenon.{}", render::sql_identifier(functions[i].name)).str();
    made.columns = lookup.columns;
    made.gives = ir::lookup_key(entity);
    made.gives.insert(made.gives.end(), lookup.gives.begin(), lookup.gives.end());
  }
}

/// Who reads rows of all tenants, and by what.
void add_reading(const ir::Schema& schema, const ir::Entity& entity, want::Schema& out) {
  const auto function = dialect::read_all_function(schema, entity);
  if (!function) return;
  want::Reading& made = out.readings.emplace_back();
  made.table = ir::handle(entity);
  made.entity = entity.name;
  made.function = render::sql_format("tenon.{}", render::sql_identifier(function->name)).str();
  for (const ir::Column* column : dialect::read_all_order(entity))
    made.arguments += "NULL::" + dialect::qualified_type(schema, ir::stored_type(*column)).str() + ", ";
  made.arguments += "10";
  for (const ir::Role& role : schema.roles) {
    if (contains(role.reads_all, entity.name)) made.roles.push_back(role.name);
  }
}

/// What the entity's log must not hold.
void add_audit(const ir::Schema& schema, const ir::Entity& entity, want::Schema& out) {
  if (!entity.audit || entity.tenancy != ir::Tenancy::kTenant) return;
  want::Audit audit{ir::handle(entity), ir::handle(*schema.entity(entity.audit->entity)), {}};
  for (const ir::Column& column : entity.columns) {
    const bool secret = column.secret || column.encrypted;
    const ir::Treatment treatment = secret ? entity.audit->secrets : entity.audit->pii;
    if ((secret || column.pii) && treatment != ir::Treatment::kKept) audit.left_out.push_back(column.name);
  }
  out.audits.push_back(std::move(audit));
}

/// Two tenants' keys as raw text, of no tenant that there is.
std::vector<std::string> sample_keys(const ir::Type& type) {
  if (type.name == "uuid")
    return {"7e000000-0000-8000-a000-00000000000a", "7e000000-0000-8000-a000-00000000000b"};
  if (type.name == "text") return {"tenon-sample-a", "tenon-sample-b"};
  return {"2147483646", "2147483647"};
}

/// A third one's, who stands in a tree with the two.
std::string third_key(const ir::Type& type) {
  if (type.name == "uuid") return "7e000000-0000-8000-a000-00000000000c";
  return type.name == "text" ? "tenon-sample-c" : "2147483645";
}

bool is_audited(const ir::Entity& entity) {
  return entity.audit.has_value();
}

}  // namespace

want::Schema expectations(const ir::Schema& schema, const model::Database& lowered) {
  const Promised promised(lowered, schema.sql_schema);
  want::Schema out;
  out.name = schema.name;
  out.fingerprint = ir::fingerprint(schema);
  out.sql_schema = schema.sql_schema;
  out.other_schemas = ir::spaces(schema);
  out.other_schemas.erase(out.other_schemas.begin());
  out.postgres_version = schema.postgres;
  if (schema.tenancy) {
    out.has_tenancy = true;
    out.roles = {schema.tenancy->owner,  schema.tenancy->app,      schema.tenancy->provisioner,
                 schema.tenancy->search, schema.tenancy->triggers, {}};
    for (const ir::Role& role : schema.roles) out.roles.others.push_back(role.name);
    out.tenant_setting = schema.tenancy->setting;
    if (std::any_of(schema.entities.begin(), schema.entities.end(), is_audited))
      out.actor_setting = dialect::actor_setting(schema);
    out.tenant_is_signed = schema.tenancy->is_signed;
    out.tenant_type = dialect::type(schema, schema.tenancy->type).str();
    out.sample_tenant_keys = sample_keys(schema.tenancy->type);
    if (ir::has_tree(schema)) {
      out.tree_column = ir::tree_column(schema);
      out.sample_tenant_keys.push_back(third_key(schema.tenancy->type));
    }
    if (ir::is_shared(schema)) out.no_tenant = ir::no_tenant_text(schema.tenancy->type);
  }
  out.session = session_of(schema);
  out.has_maintenance = ir::is_maintained(schema);
  for (const std::string& name : schema.extensions)
    out.extensions.push_back({name, std::string(types::minimum_version(name))});
  auto samples = samples_of(schema);
  out.queries = promised_queries(schema, samples);
  out.declared_functions = promised_functions(schema, samples);
  for (const ir::Entity* entity : ir::dependency_order(schema)) {
    out.tables.push_back(
        promised.table({model::Kind::kTable, ir::space_of(schema, *entity), "", entity->table, ""}));
    add_meaning(schema, *entity, out.tables.back());
    out.tables.back().sample = std::move(samples[entity->name]);
    add_searches(schema, *entity, out);
    add_lookups(schema, *entity, out);
    add_reading(schema, *entity, out);
    add_audit(schema, *entity, out);
  }
  promised.add_types(out);
  promised.add_bookkeeping(out);
  add_views(schema, promised, out);
  return out;
}

}  // namespace tenon::target::conformance

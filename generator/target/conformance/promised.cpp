#include "target/conformance/promised.hpp"

#include <algorithm>
#include <set>

#include "ddl/clauses.hpp"
#include "ddl/ddl.hpp"
#include "ddl/numbering.hpp"

namespace tenon::target::conformance {
namespace {

namespace want = tenon::conformance;

using model::Kind;
using model::Object;

std::string_view deferral(const model::Constraint& constraint) {
  if (!constraint.deferrable) return "";
  return constraint.deferred ? "DEFERRABLE INITIALLY DEFERRED" : "DEFERRABLE INITIALLY IMMEDIATE";
}

want::Written written(const model::Column& column) {
  if (column.generated) return want::Written::kByExpression;
  if (column.identity == model::ColumnIdentity::kNone) return want::Written::kByAnybody;
  return column.identity == model::ColumnIdentity::kAlways ? want::Written::kByNumberAlways
                                                           : want::Written::kByNumber;
}

void add_column(const Object& object, want::Table& out) {
  const auto& column = object.as<model::Column>();
  out.columns.push_back({object.identity.name, ddl::column_definition(column).str(), written(column)});
}

want::Key key_of(const std::string& name, const model::Constraint& constraint) {
  want::Key out;
  out.name = name;
  out.columns = constraint.columns;
  out.deferrable = deferral(constraint);
  out.nulls_not_distinct = constraint.nulls_not_distinct;
  out.include = constraint.include;
  return out;
}

want::ForeignKey foreign_key_of(const std::string& name, const model::Constraint& constraint) {
  want::ForeignKey out;
  out.name = name;
  out.columns = constraint.columns;
  out.referenced_columns = constraint.referenced;
  out.on_delete = ddl::action(constraint.on_delete).str();
  out.on_update = ddl::action(constraint.on_update).str();
  out.set_columns = constraint.set_columns;
  out.deferrable = deferral(constraint);
  return out;
}

void add_constraint(const Object& object, want::Table& out) {
  const auto& constraint = object.as<model::Constraint>();
  const std::string& name = object.identity.name;
  switch (constraint.type) {
    case model::ConstraintType::kPrimary:
      out.primary_key = key_of(name, constraint);
      break;
    case model::ConstraintType::kUnique:
      out.uniques.push_back(key_of(name, constraint));
      break;
    case model::ConstraintType::kForeign:
      out.foreign_keys.push_back(foreign_key_of(name, constraint));
      break;
    case model::ConstraintType::kCheck:
      out.checks.push_back({name, ddl::constraint_clause(constraint, object.path).str()});
      break;
    case model::ConstraintType::kExclusion:
      out.exclusions.push_back({name, ddl::constraint_clause(constraint, object.path).str()});
      break;
  }
}

void add_index(const Object& object, want::Table& out) {
  const auto& index = object.as<model::Index>();
  out.indexes.push_back({object.identity.name,
                         "USING " + index.method + " " + ddl::index_definition(index).str(), index.unique});
}

void add_statistics(const Object& object, want::Table& out) {
  const auto& statistics = object.as<model::Statistics>();
  out.statistics.push_back({object.identity.name, statistics.kinds, statistics.columns});
}

void add_trigger(const Object& object, want::Table& out) {
  const auto& trigger = object.as<model::Trigger>();
  out.triggers.push_back({object.identity.name, ddl::trigger_definition(trigger, object.path).str(),
                          ddl::trigger_timing(trigger).str()});
}

void add_policy(const Object& object, want::Table& out) {
  out.policies.push_back({object.identity.name, ddl::policy_definition(object.as<model::Policy>()).str()});
}

/// What a part of a table is promised as.
struct Part {
  Kind kind;
  void (*add)(const Object&, want::Table&);
};

constexpr Part kParts[] = {{Kind::kColumn, add_column},   {Kind::kConstraint, add_constraint},
                           {Kind::kIndex, add_index},     {Kind::kStatistics, add_statistics},
                           {Kind::kTrigger, add_trigger}, {Kind::kPolicy, add_policy}};

/// Those of whose rows nothing is added, changed or taken away between two versions.
bool is_fixed(const std::string& table) {
  static const std::set<std::string> kFixed = {"partitioned", "retained", "refreshed", "maintenance_lock"};
  return kFixed.contains(table);
}

/// Those that tell nothing that rules go by, or whose rows nobody may read.
bool is_register(const std::string& table) {
  return table != "schema_version" && table != "signing_keys" && table != "counters" &&
         table != "tenant_tree";
}

}  // namespace

Promised::Promised(const model::Database& database, std::string own)
    : database_(database), own_(std::move(own)) {
  for (const Object& object : database.objects()) {
    if (!object.identity.table.empty())
      parts_[{object.identity.schema, object.identity.table}].push_back(&object);
  }
}

std::string Promised::handle(const model::Identity& identity) const {
  const bool is_plain = identity.schema == own_ || identity.schema == model::kBookkeeping;
  return is_plain ? identity.name : identity.schema + "." + identity.name;
}

want::Table Promised::table(const model::Identity& identity) const {
  want::Table out;
  out.name = handle(identity);
  for (const Object* object : parts_.at({identity.schema, identity.name})) {
    for (const Part& part : kParts) {
      if (part.kind == object->identity.kind) part.add(*object, out);
    }
    const auto* key = std::get_if<model::Constraint>(&object->definition);
    if (key != nullptr && key->refers) out.foreign_keys.back().table = handle(*key->refers);
  }
  for (want::Column& column : out.columns) {
    if (ddl::numbering_of(database_, {Kind::kColumn, identity.schema, identity.name, column.name, ""}))
      column.written = want::Written::kByCounter;
  }
  out.grants = grants(identity);
  return out;
}

std::vector<want::Grant> Promised::grants(const model::Identity& identity) const {
  std::vector<want::Grant> out;
  const auto found = parts_.find({identity.schema, identity.name});
  if (found == parts_.end()) return out;
  for (const Object* object : found->second) {
    if (object->identity.kind != Kind::kGrant || object->as<model::Grant>().object != identity) continue;
    want::Grant made{object->identity.name, {}, {}, {}};
    for (const model::Privilege& each : ddl::in_usual_order(object->as<model::Grant>().privileges)) {
      if (each.columns.empty()) {
        made.privileges.push_back(each.name);
      } else {
        (each.name == "INSERT" ? made.insert_columns : made.update_columns) = each.columns;
      }
    }
    out.push_back(std::move(made));
  }
  return out;
}

want::View Promised::view(const model::Identity& identity) const {
  const auto& view = database_.find(identity)->as<model::View>();
  want::View out;
  out.name = handle(identity);
  out.columns = view.columns;
  out.query = view.query.text;
  out.grants = grants(identity);
  return out;
}

void Promised::add_types(want::Schema& out) const {
  for (const Object& object : database_.objects()) {
    if (object.identity.kind == Kind::kEnum) {
      out.enums.push_back({handle(object.identity), object.as<model::Enum>().labels});
    } else if (object.identity.kind == Kind::kDomain) {
      out.domains.push_back(
          {handle(object.identity), ddl::domain_definition(object.as<model::Domain>()).str()});
    } else if (object.identity.kind == Kind::kComposite) {
      out.composites.push_back(
          {handle(object.identity), ddl::attributes(object.as<model::Composite>()).str()});
    } else if (object.identity.kind == Kind::kSequence) {
      want::Sequence made{
          handle(object.identity), ddl::sequence_traits(object.as<model::Sequence>()).str(), {}};
      for (const want::Grant& grant : grants(object.identity)) made.takers.push_back(grant.role);
      std::sort(made.takers.begin(), made.takers.end());
      out.sequences.push_back(std::move(made));
    }
  }
}

want::Function Promised::function(const Object& object) const {
  const auto& function = object.as<model::Function>();
  want::Function out;
  out.name = object.identity.name;
  out.owner = function.owner;
  for (const want::Grant& grant : grants(object.identity)) out.executors.push_back(grant.role);
  if (function.owner.empty()) out.executors.clear();
  // Where names are the server's, it can restate the whole function.
  if (object.path == "pg_catalog") {
    out.definition = ddl::function_definition(function).str();
    return out;
  }
  out.types = object.identity.signature;
  out.source = function.body;
  out.definer = function.definer;
  for (const auto& [name, value] : function.settings) out.settings.push_back(name + "=" + value);
  return out;
}

want::Register Promised::registered(const Object& object) const {
  std::vector<std::string> rows;
  std::vector<const Object*> made = {&object};
  const auto parts = parts_.find({object.identity.schema, object.identity.name});
  if (parts != parts_.end()) {
    for (const Object* part : parts->second) {
      if (part->identity.kind == Kind::kColumn || part->identity.kind == Kind::kConstraint)
        made.push_back(part);
      if (part->identity.kind == Kind::kRegisteredRow)
        rows.push_back(ddl::row(part->as<model::RegisteredRow>()).str());
    }
  }
  return {object.identity.name, ddl::table_body(made).str(), std::move(rows), is_fixed(object.identity.name)};
}

void Promised::add_bookkeeping(want::Schema& out) const {
  for (const Object& object : database_.objects()) {
    if (object.identity.schema != model::kBookkeeping) continue;
    const std::string& name = object.identity.name;
    if (object.identity.kind == Kind::kFunction) out.functions.push_back(function(object));
    if (object.identity.kind == Kind::kTable && is_register(name))
      out.registers.push_back(registered(object));
    if (object.identity.kind == Kind::kView && object.as<model::View>().options.empty() &&
        !object.as<model::View>().materialized) {
      out.searched_views.push_back(view(object.identity));
      out.searched_views.back().owner = object.as<model::View>().owner;
    }
  }
}

}  // namespace tenon::target::conformance

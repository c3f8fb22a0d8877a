#include "ir/ir.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace tenon::ir {
namespace {

struct RuleRow {
  std::string_view name;
  std::string_view text;
};

constexpr std::array<RuleRow, 18> kRules = {{
    {"declared", "declared in the schema"},
    {"T1", "every tenant row names its tenant, and goes with it"},
    {"T2", "the primary key is led by the tenant"},
    {"T3", "a relation can't point into another tenant"},
    {"T4", "unique constraints and indexes are led by the tenant"},
    {"T5", "every foreign key has an index"},
    {"T6", "row-level security is forced, with one policy a command"},
    {"T7", "the application gets what it needs and no more"},
    {"partition", "Postgres wants the partition key in every unique key"},
    {"search", "what a search inside a tenant needs"},
    {"soft_delete", "P15: a deleted row is hidden by a view, and by no policy, before it is gone"},
    {"audit", "who changed what, and when"},
    {"retain", "rows are not kept for ever"},
    {"lookup", "whose a row is, for those who have no tenant yet"},
    {"number", "a tenant's rows are numbered by a count of its own, which tells nothing of others"},
    {"shared", "rows of no tenant, which every tenant reads beside its own"},
    {"read_all", "who reads rows of all tenants does it by a function that asks for a line in the log"},
    {"tree", "which tenants stand above or below which, and who reads whose rows by that"},
}};

/// By what a reach is told, once a statement.
constexpr std::array<std::string_view, 4> kReachFunctions = {"current_tenant", "readable_tenants",
                                                             "tenants_below", "tenants_above"};

constexpr std::array<std::string_view, 4> kCommandNames = {"SELECT", "INSERT", "UPDATE", "DELETE"};

template <typename T>
const T* named(const std::vector<T>& list, std::string_view name) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& item) { return item.name == name; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::string_view rule_name(Rule rule) {
  return kRules.at(static_cast<std::size_t>(rule)).name;
}

std::string_view rule_text(Rule rule) {
  return kRules.at(static_cast<std::size_t>(rule)).text;
}

std::string_view command_name(Command command) {
  return kCommandNames.at(static_cast<std::size_t>(command));
}

bool has_one_form(const Type& type, const std::string& collation) {
  static constexpr std::string_view kOfOneForm[] = {
      "uuid", "int2", "int4", "int8", "text", "varchar", "bool", "date", "time", "timestamp", "timestamptz"};
  const bool plain =
      type.kind == Type::Kind::kColumn &&
      std::find(std::begin(kOfOneForm), std::end(kOfOneForm), type.name) != std::end(kOfOneForm);
  return (plain || type.kind == Type::Kind::kEnum) && type.dimensions == 0 &&
         (collation.empty() || collation == "C");
}

Type stored_type(const Column& column) {
  return column.encrypted ? Type{Type::Kind::kColumn, "bytea", {}, 0} : column.type;
}

bool is_given(const Column& column) {
  return column.generated.empty() && column.identity != Identity::kAlways && !column.numbering;
}

const Column* numbered_column(const Entity& entity) {
  const auto found = std::find_if(entity.columns.begin(), entity.columns.end(),
                                  [](const Column& column) { return column.numbering.has_value(); });
  return found == entity.columns.end() ? nullptr : &*found;
}

bool is_numbered(const Schema& schema) {
  return std::any_of(schema.entities.begin(), schema.entities.end(),
                     [](const Entity& entity) { return numbered_column(entity) != nullptr; });
}

const Column* hash_column(const Entity& entity, const Column& column) {
  const auto found = std::find_if(entity.columns.begin(), entity.columns.end(),
                                  [&](const Column& each) { return each.hash_of == column.name; });
  return found == entity.columns.end() ? nullptr : &*found;
}

bool is_hidden(const Column& column) {
  return column.rule == Rule::kT1 || column.rule == Rule::kT3 || column.rule == Rule::kSearch;
}

bool has_key(const Entity& entity) {
  return !entity.key.empty();
}

bool is_shared(const Entity& entity) {
  return !entity.shared_reason.empty();
}

bool is_shared(const Schema& schema) {
  return std::any_of(schema.entities.begin(), schema.entities.end(),
                     [](const Entity& entity) { return is_shared(entity); });
}

Reach reach_of(const Entity& entity) {
  if (is_shared(entity)) return Reach::kShared;
  if (entity.inherited == Inheritance::kNone) return Reach::kOwn;
  return entity.inherited == Inheritance::kUp ? Reach::kBelow : Reach::kAbove;
}

Reach reach_of(const View& view) {
  if (view.shared) return Reach::kShared;
  if (view.inherited == Inheritance::kNone) return Reach::kOwn;
  return view.inherited == Inheritance::kUp ? Reach::kBelow : Reach::kAbove;
}

std::string_view reach_function(Reach reach) {
  return kReachFunctions.at(static_cast<std::size_t>(reach));
}

bool has_tree(const Schema& schema) {
  return schema.tenancy && !schema.tenancy->tree.empty();
}

std::string tree_column(const Schema& schema) {
  for (const Relation& relation : schema.entity(schema.tenancy->root)->relations) {
    if (relation.field == schema.tenancy->tree) return relation.columns.front();
  }
  return "";
}

bool is_hidden(const Entity& entity, const Column& column) {
  return is_hidden(column) && (entity.inherited == Inheritance::kNone || column.name != entity.tenant_column);
}

std::string no_tenant_text(const Type& type) {
  if (type.name == "uuid") return "00000000-0000-0000-0000-000000000000";
  return type.name == "text" ? "-" : "0";
}

std::string no_tenant(const Type& type) {
  const std::string text = no_tenant_text(type);
  return type.name == "uuid" || type.name == "text" ? "'" + text + "'::" + type.name : text;
}

std::string audited_column(const Entity& entity, std::string_view key) {
  return identifier(snake_case(entity.name) + "_" + std::string(key));
}

std::vector<std::string> narrowed_for(const Entity& entity, std::string_view role) {
  std::vector<std::string> out;
  for (const Policy& policy : entity.policies) {
    if (policy.command != Command::kSelect || !contains(policy.roles, role)) continue;
    out.insert(out.end(), policy.narrowing.begin(), policy.narrowing.end());
  }
  return out;
}

bool is_searched(const Entity& entity) {
  return entity.text_search || entity.vector_search || !entity.lookups.empty();
}

bool searched_by_role(const Entity& entity) {
  return entity.tenancy == Tenancy::kTenant || entity.tenancy == Tenancy::kRoot || entity.visible;
}

bool is_read_whole(const Schema& schema, const Entity& entity) {
  return std::any_of(schema.roles.begin(), schema.roles.end(),
                     [&](const Role& role) { return contains(role.reads_all, entity.name); });
}

std::vector<std::string> lookup_key(const Entity& entity) {
  return entity.visible ? entity.key : std::vector<std::string>{entity.tenant_column};
}

std::vector<std::string> searched_narrowings(const Schema& schema, const Entity& entity) {
  if (!searched_by_role(entity) || !is_searched(entity)) return {};
  return narrowed_for(entity, schema.tenancy->app);
}

const Column* Entity::column(std::string_view column_name) const {
  return named(columns, column_name);
}

const Entity* Schema::entity(std::string_view entity_name) const {
  return entities_by_name.find(entities, entity_name);
}

const SessionVariable* Schema::session_variable(std::string_view variable_name) const {
  return named(session, variable_name);
}

const Function* Schema::called(const std::vector<std::string>& path) const {
  if (path.empty() || path.size() > 2) return nullptr;
  const auto is_meant = [&](const Function& each) {
    if (each.procedure || sql_name(each) != path.back()) return false;
    if (is_definer(each)) return path.size() == 2 && path[0] == "tenon";
    return path.size() == 1 || path[0] == space_of(*this, each);
  };
  const auto found = std::find_if(functions.begin(), functions.end(), is_meant);
  if (found == functions.end()) return nullptr;
  // Of several none is.
  return std::any_of(found + 1, functions.end(), is_meant) ? nullptr : &*found;
}

bool is_read_by_definer(const Schema& schema, const Entity& entity) {
  return std::any_of(schema.functions.begin(), schema.functions.end(), [&](const Function& function) {
    return is_definer(function) && contains(function.reads, entity.name);
  });
}

const Enum* Schema::enumeration(std::string_view enum_name) const {
  return named(enums, enum_name);
}

const Domain* Schema::domain(std::string_view domain_name) const {
  return named(domains, domain_name);
}

const Composite* Schema::composite(std::string_view composite_name) const {
  return named(composites, composite_name);
}

const Struct* Schema::structure(std::string_view struct_name) const {
  return named(structs, struct_name);
}

std::vector<const QueryParameter*> optional_parameters(const Query& query) {
  std::vector<const QueryParameter*> out;
  for (const QueryParameter& parameter : query.parameters) {
    const bool asked = std::any_of(query.edits.begin(), query.edits.end(), [&](const QueryEdit& edit) {
      const bool asks = edit.kind == QueryEdit::Kind::kIsAbsent || edit.kind == QueryEdit::Kind::kIsGiven;
      return asks && edit.name == parameter.name;
    });
    if (asked) out.push_back(&parameter);
  }
  return out;
}

bool gives_rows(const Query& query) {
  return query.cardinality != Cardinality::kAffected && query.cardinality != Cardinality::kExists;
}

bool makes_rows_of_its_own(const Query& query) {
  const bool one_value = query.columns.size() == 1 && query.page.empty();
  if (!query.embeds.empty()) return true;
  return gives_rows(query) && query.row_of.empty() && !one_value;
}

}  // namespace tenon::ir

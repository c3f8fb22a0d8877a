#include "stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tenon::conformance {

std::string Outcome::wording() const {
  if (error) return "ended in " + describe(*error);
  return fmt::format("touched {} row{}", rows, rows == 1 ? "" : "s");
}

std::string replaced(std::string text, std::string_view mark, const std::string& with) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + with.size())) {
    text.replace(at, mark.size(), with);
  }
  return text;
}

namespace {

void enter(Probe& probe, const Actor& actor, const std::string& setup) {
  const std::string role = actor.role.empty() ? "NONE" : quoted(probe, actor.role);
  const std::string script = fmt::format("SAVEPOINT tenon_deed; {}; SET LOCAL ROLE {}; {}",
                                         fmt::join(entering(probe, actor.tenant), "; "), role, setup);
  auto entered = probe.session().script(script);
  if (entered) return;
  expect_judgeable(probe, entered.error());
  throw SqlFailure(fmt::format("acting as `{}`", actor.role), std::move(entered.error()));
}

void leave(Probe& probe, bool keep) {
  auto left = probe.session().script(keep ? "RELEASE SAVEPOINT tenon_deed; SET LOCAL ROLE NONE"
                                          : "ROLLBACK TO SAVEPOINT tenon_deed; RELEASE SAVEPOINT tenon_deed");
  if (left) return;
  expect_judgeable(probe, left.error());
  throw SqlFailure("ending a deed", std::move(left.error()));
}

/// The deed itself, after `enter`; it is left before an error that nothing can be judged by ends the check.
tl::expected<pq::Rows, pq::SqlError> done(Probe& probe, const std::string& sql, bool keep) {
  auto result = probe.session().query(sql);
  if (!probe.session().is_lost()) leave(probe, keep && result);
  if (!result) expect_judgeable(probe, result.error());
  return result;
}

Outcome outcome_of(const tl::expected<pq::Rows, pq::SqlError>& result) {
  if (!result) return Outcome{result.error(), 0};
  return Outcome{std::nullopt, result->affected()};
}

/// The names of the tables that these refer to, at any distance.
std::set<std::string> referred_to(const Schema& schema, std::vector<const Table*> open) {
  std::set<std::string> names;
  while (!open.empty()) {
    const Table* next = open.back();
    open.pop_back();
    for (const ForeignKey& key : next->foreign_keys) {
      const Table* parent = table_named(schema, key.table);
      if (parent != nullptr && names.insert(key.table).second) open.push_back(parent);
    }
  }
  return names;
}

/// The tables that `table` and the root refer to, at any distance, and the root, in the order in which rows
/// can be inserted, which is the schema's. What stands behind `table` there refers to it in turn, and has to
/// wait for it.
std::vector<const Table*> ancestors(const Schema& schema, const Table& table, const Table& root) {
  std::set<std::string> names = referred_to(schema, {&table, &root});
  names.insert(root.name);
  std::vector<const Table*> found;
  for (const Table& each : schema.tables) {
    if (&each == &table) break;
    if (names.contains(each.name)) found.push_back(&each);
  }
  return found;
}

/// The tables in which policies look up who asks, of the table's rows and of those that it refers to, with
/// what they refer to themselves, in the order in which rows can be inserted.
std::vector<const Table*> looked_up_for(const Schema& schema, const Table& table) {
  std::set<std::string> behind = referred_to(schema, {&table});
  behind.insert(table.name);
  std::vector<const Table*> open;
  for (const std::string& name : behind) {
    const Table* each = table_named(schema, name);
    for (const std::string& other : each == nullptr ? std::vector<std::string>() : each->looked_up) {
      if (const Table* found = table_named(schema, other)) open.push_back(found);
    }
  }
  std::set<std::string> names = referred_to(schema, open);
  for (const Table* each : open) names.insert(each->name);
  std::vector<const Table*> out;
  for (const Table& each : schema.tables) {
    if (names.contains(each.name) && !behind.contains(each.name)) out.push_back(&each);
  }
  return out;
}

/// A key that the server numbers gets a value all the same, so that rows can refer to it.
bool is_always_numbered(const Table& table, const std::string& name) {
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const Column& column) {
    return column.name == name && column.written == Written::kByNumberAlways;
  });
}

/// Whether rows of tables before this one refer to its rows and are looked at later: a circle.
bool awaits(const Schema& schema, const Table& table) {
  for (const Table& each : schema.tables) {
    if (&each == &table) return false;
    const bool waits =
        std::any_of(each.foreign_keys.begin(), each.foreign_keys.end(), [&](const ForeignKey& key) {
          return key.table == table.name && key.deferrable == "DEFERRABLE INITIALLY DEFERRED";
        });
    if (waits) return true;
  }
  return false;
}

}  // namespace

Outcome attempt(Probe& probe, const Actor& actor, const std::string& sql, const std::string& setup) {
  enter(probe, actor, setup);
  return outcome_of(done(probe, sql, false));
}

Outcome act(Probe& probe, const Actor& actor, const std::string& sql) {
  enter(probe, actor, "");
  return outcome_of(done(probe, sql, true));
}

std::vector<std::optional<std::string>> first_row(Probe& probe, const Actor& actor, const std::string& sql) {
  enter(probe, actor, "");
  auto result = done(probe, sql, false);
  if (!result) throw SqlFailure(fmt::format("reading as `{}`", actor.role), std::move(result.error()));
  std::vector<std::optional<std::string>> values;
  for (std::size_t column = 0; result->size() > 0 && column < result->columns(); ++column) {
    const auto value = result->at(0, column);
    values.push_back(value ? std::optional<std::string>(*value) : std::nullopt);
  }
  return values;
}

bool promised(const Table& table, const std::string& role, std::string_view privilege) {
  return std::any_of(table.grants.begin(), table.grants.end(), [&](const Grant& grant) {
    if (grant.role != role) return false;
    // Of a tenant's row all but what the database counts, which sample rows leave to it.
    const bool of_columns =
        table.tenancy == Tenancy::kTenant && ((privilege == "INSERT" && !grant.insert_columns.empty()) ||
                                              (privilege == "UPDATE" && !grant.update_columns.empty()));
    return of_columns || contains(grant.privileges, privilege);
  });
}

const Sample* changeable(const Table& table) {
  const auto is_the_servers = [&](const std::string& name) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const Column& column) { return column.name == name && !column.takes_values(); });
  };
  for (const Sample& sample : table.sample) {
    const bool refers =
        std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                    [&](const ForeignKey& key) { return contains(key.columns, sample.column); });
    // What rows are counted by nobody changes.
    const bool kept = std::any_of(table.grants.begin(), table.grants.end(), [&](const Grant& grant) {
      return table.tenancy == Tenancy::kTenant && !grant.update_columns.empty() &&
             !contains(grant.update_columns, sample.column);
    });
    if (!refers && !kept && sample.column != table.tenant_column && !is_the_servers(sample.column) &&
        !contains(table.primary_key.columns, sample.column))
      return &sample;
  }
  return nullptr;
}

bool is_shared(const Table& table) {
  return !table.owning_column.empty();
}

std::string of_tenant(Probe& probe, const Table& table, const std::string& tenant) {
  return fmt::format("{} = {}", quoted(probe, table.tenant_column), literal(probe, tenant));
}

std::string read_by(Probe& probe, const std::string& column, const std::string& tenant) {
  const std::string& nobody = probe.schema().no_tenant;
  return fmt::format("{} IN ({}, {})", quoted(probe, column), literal(probe, tenant),
                     literal(probe, nobody.empty() ? tenant : nobody));
}

std::string sample_row(Probe& probe, const Table& table, const std::string& tenant) {
  std::string row = "true";
  for (const Sample& sample : table.sample) {
    if (!contains(table.primary_key.columns, sample.column)) continue;
    row += fmt::format(" AND {} = {}", quoted(probe, sample.column), Stage::sample_value(sample, tenant, 1));
  }
  return row;
}

Stage::Stage(Probe& probe, const Table& table) : probe_(probe), table_(table) {
  const std::vector<std::string>& keys = probe.schema().sample_tenant_keys;
  const Table* root = root_of(probe.schema());
  if (keys.size() < 2 || root == nullptr) {
    pq::SqlError error;
    error.message = "the schema's expectations have no root of tenancy with two sample keys";
    throw SqlFailure("setting the stage", std::move(error));
  }
  ours_ = keys[0];
  theirs_ = keys[1];
  for (const Table* parent : ancestors(probe.schema(), table, *root)) {
    add(*parent, ours_);
    add(*parent, theirs_);
  }
  for (const std::string& tenant : {ours_, theirs_}) add_looked_up(tenant, false);
}

void Stage::add_looked_up(const std::string& tenant, bool refer) {
  for (const Table* each : looked_up_for(probe_.schema(), table_)) {
    const bool refers = referred_to(probe_.schema(), {each}).contains(table_.name);
    if (refers == refer && !there_.contains({each, tenant})) add(*each, tenant);
  }
}

Actor Stage::app(const std::string& tenant) const {
  return {probe_.schema().roles.app, tenant};
}

void Stage::add_row(const std::string& tenant) {
  add(table_, tenant);
  add_looked_up(tenant, true);
}

void Stage::add_all(const std::string& tenant) {
  for (const Table* parent : ancestors(probe_.schema(), table_, *root_of(probe_.schema()))) {
    if (parent->tenancy == Tenancy::kRoot || parent->tenancy == Tenancy::kTenant) add(*parent, tenant);
  }
  add_row(tenant);
}

void Stage::add_both_rows() {
  add_row(ours_);
  add_row(theirs_);
}

std::size_t Stage::rows_of(const std::string& tenant) const {
  if (!promised(table_, probe_.schema().roles.app, "SELECT")) return 1;
  return attempt(probe_, app(tenant),
                 fmt::format("SELECT FROM {} WHERE {}", qualified(probe_, table_),
                             of_tenant(probe_, table_, tenant)))
      .rows;
}

std::size_t Stage::shared_rows(const std::string& tenant) const {
  if (!is_shared(table_)) return 0;
  return attempt(probe_, app(tenant),
                 fmt::format("SELECT FROM {} WHERE {}", qualified(probe_, table_),
                             of_tenant(probe_, table_, probe_.schema().no_tenant)))
      .rows;
}

Values Stage::unrelated(const Table& table) const {
  Values out;
  for (const ForeignKey& key : table.foreign_keys) {
    const Table* parent = table_named(probe_.schema(), key.table);
    if (parent == nullptr || parent->tenancy != Tenancy::kTenant || is_shared(*parent)) continue;
    for (const std::string& column : key.columns) {
      if (column != table.tenant_column) out.emplace(column, std::nullopt);
    }
  }
  return out;
}

void Stage::add_shared_row() {
  const std::set<std::string> parents = referred_to(probe_.schema(), {&table_});
  for (const Table& each : probe_.schema().tables) {
    const bool wanted = &each == &table_ || (is_shared(each) && parents.contains(each.name));
    if (!wanted) continue;
    const Outcome outcome = act(probe_, {probe_.schema().roles.provisioner, ""},
                                insert_sql(each, probe_.schema().no_tenant, 1, unrelated(each)));
    if (outcome.error)
      throw SqlFailure(fmt::format("setting the stage, a shared row of `{}`,", each.name), *outcome.error);
    if (&each == &table_) return;
  }
}

bool Stage::add_circle(const Table& parent) {
  const Schema& schema = probe_.schema();
  const bool before = &parent < &table_;
  if (before && !awaits(schema, table_) && !contains(parent.looked_up, table_.name)) return false;
  add_both_rows();
  if (before) return true;
  std::vector<const Table*> behind = ancestors(schema, parent, *root_of(schema));
  behind.push_back(&parent);
  for (const Table* each : behind) {
    // The tables stand in an array, in their order.
    if (each <= &table_) continue;
    add(*each, ours_);
    add(*each, theirs_);
  }
  return true;
}

std::vector<const Table*> Filled::read_by(const std::string& role) const {
  std::vector<const Table*> out;
  for (const Table* table : tables) {
    if (promised(*table, role, "SELECT")) out.push_back(table);
  }
  return out;
}

Filled Stage::add_everything() {
  const Schema& schema = probe_.schema();
  const auto is_tenants = [](const Table& each) {
    return each.tenancy == Tenancy::kRoot || each.tenancy == Tenancy::kTenant;
  };
  std::vector<const Table*> wanted;
  for (const Table& each : schema.tables) {
    if (is_tenants(each)) wanted.push_back(&each);
  }
  const std::set<std::string> needed = referred_to(schema, wanted);
  Filled filled;
  for (const Table& each : schema.tables) {
    if (!is_tenants(each) && !needed.contains(each.name)) continue;
    try {
      for (const std::string& tenant : {ours_, theirs_}) {
        if (!there_.contains({&each, tenant})) add(each, tenant);
      }
      if (is_tenants(each)) filled.tables.push_back(&each);
    } catch (const SqlFailure& failure) {
      filled.refused.push_back(finding(each.name, failure.what()));
    }
  }
  return filled;
}

void Stage::add(const Table& table, const std::string& tenant) {
  const Roles& roles = probe_.schema().roles;
  // What the application may not insert, such as a global table's rows, comes from the owner; what row-level
  // security keeps from the owner too comes from the connection's own role.
  std::string role;
  if (table.tenancy == Tenancy::kRoot) {
    role = roles.provisioner;
  } else if (promised(table, roles.app, "INSERT")) {
    role = roles.app;
  } else if (table.tenancy != Tenancy::kTenant) {
    role = roles.owner;
  }
  const std::string sql = insert_sql(table, tenant);
  // A sample that doesn't name the tenant is one row for both.
  if (tenant == theirs_ && sql == insert_sql(table, ours_)) return;
  Outcome outcome = act(probe_, {role, tenant}, sql);
  if (!outcome.error) {
    there_.emplace(&table, tenant);
    return;
  }
  std::string doing = fmt::format("setting the stage, a sample row of `{}` for the {} tenant by `{}`,",
                                  table.name, tenant == ours_ ? "first" : "second", role);
  if (outcome.refused_with("23505")) doing += " (does the database hold the sample tenants already?)";
  if (outcome.refused_with("23514")) doing += " (`@example(…)` gives its fields values that the check takes)";
  throw SqlFailure(doing, std::move(*outcome.error));
}

std::string Stage::sample_value(const Sample& sample, const std::string& tenant, int number) {
  return replaced(replaced(sample.expression, "{tenant}", tenant), "{n}", std::to_string(number));
}

std::string Stage::insert_values(const Table& table, const std::string& tenant, int number,
                                 const Values& instead) const {
  Values open = instead;
  std::string columns;
  std::string values;
  std::string overriding;
  const auto put = [&](const std::string& column, const std::string& value) {
    columns += (columns.empty() ? "" : ", ") + quoted(probe_, column);
    if (is_always_numbered(table, column)) overriding = "OVERRIDING SYSTEM VALUE ";
    values += (values.empty() ? "" : ", ") + value;
  };
  const auto replacement = [&](const std::optional<std::string>& value) {
    return value ? literal(probe_, *value) : std::string("NULL");
  };
  bool names_tenant = table.tenant_column.empty();
  for (const Sample& sample : table.sample) {
    names_tenant = names_tenant || sample.column == table.tenant_column;
    if (const auto found = open.find(sample.column); found != open.end()) {
      put(sample.column, replacement(found->second));
      open.erase(found);
      continue;
    }
    put(sample.column, sample_value(sample, tenant, number));
  }
  if (!names_tenant && !open.contains(table.tenant_column)) put(table.tenant_column, literal(probe_, tenant));
  for (const auto& [column, value] : open) put(column, replacement(value));
  if (columns.empty()) return "DEFAULT VALUES";
  return fmt::format("({}) {}VALUES ({})", columns, overriding, values);
}

std::string Stage::insert_sql(const Table& table, const std::string& tenant, int number,
                              const Values& instead) const {
  return fmt::format("INSERT INTO {} {}", qualified(probe_, table),
                     insert_values(table, tenant, number, instead));
}

}  // namespace tenon::conformance

#include "replay.hpp"

#include <fmt/format.h>

#include <map>

#include "base/text.hpp"
#include "catalog/reader.hpp"
#include "catalog/session.hpp"
#include "migration/run.hpp"
#include "model/differences.hpp"
#include "render/sql_text.hpp"
#include "target/postgres/postgres.hpp"

namespace plan_tests {
namespace {

using namespace tenon;

render::Templates& templates() {
  static render::Templates all;
  return all;
}

std::string quoted(const std::string& name) {
  return render::sql_identifier(name).str();
}

/// The value of a column in the row of number `i`; empty where none is put in.
std::string value_of(const model::Database& database, const model::Column& column) {
  const std::string& type = column.type.text;
  const auto is = [&](std::string_view name) { return type.starts_with(name); };
  if (column.generated || column.identity == model::ColumnIdentity::kAlways) return "";
  if (is("uuid")) return "('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid";
  if (type.ends_with("[]")) return "'{}'";
  if (is("int") || is("bigint") || is("smallint") || is("numeric") || is("float") || is("double") || is("real") || is("money"))
    return "i";
  if (is("varchar") || is("char") || is("text") || is("citext") || is("bpchar")) return "'text' || i";
  if (is("timestamp")) return "now() - i * interval '1 minute'";
  if (is("date")) return "current_date";
  if (is("time")) return "'10:00'";
  if (is("bool")) return "i % 2 = 0";
  if (is("json")) return "'{}'";
  if (is("bytea")) return "decode('00', 'hex')";
  if (is("interval")) return "i * interval '1 minute'";
  if (is("inet") || is("cidr")) return "'10.0.0.1'";
  for (const model::Object& object : database.objects()) {
    const bool named = object.identity.kind == model::Kind::kEnum && quoted(object.identity.name) == type;
    if (!named) continue;
    const auto& labels = object.as<model::Enum>().labels;
    std::vector<std::string> all;
    for (const std::string& label : labels) all.push_back(render::sql_literal(label).str());
    return fmt::format("((ARRAY[{}])[1 + i % {}])::{}", join(all, ", "), labels.size(), type);
  }
  for (const model::Object& object : database.objects()) {
    if (object.identity.kind != model::Kind::kDomain || quoted(object.identity.name) != type) continue;
    model::Column base;
    base.type = object.as<model::Domain>().type;
    const std::string value = value_of(database, base);
    return base.type.text == "citext" || base.type.text == "text" ? "'a' || i || '@example.org'" : value;
  }
  return "";
}

std::map<std::string, std::string> counts(const dumps::Cluster& cluster, const std::string& database, const model::Database& objects) {
  std::map<std::string, std::string> out;
  for (const model::Object& object : objects.objects()) {
    if (object.identity.kind == model::Kind::kTable && object.identity.schema != model::kBookkeeping)
      out[object.why.declaration] = cluster.value(database, fmt::format("SELECT count(*) FROM {}.{}", quoted(object.identity.schema),
                                                                        quoted(object.identity.name)));
  }
  return out;
}

catalog::Reading read(const dumps::Cluster& cluster, const std::string& database, std::string& wrong) {
  auto session = cluster.connect(database);
  auto reading = catalog::read_database(session);
  if (reading) return std::move(*reading);
  wrong = reading.error();
  return {};
}

/// Roles are the server's: those of another version are there too.
model::Database without_roles(const model::Database& database) {
  model::Database out;
  for (const model::Object& object : database.objects()) {
    if (object.identity.kind != model::Kind::kRole && object.identity.kind != model::Kind::kMembership &&
        !(object.identity.kind == model::Kind::kComment && object.as<model::Comment>().object.kind == model::Kind::kRole))
      out.add(object);
  }
  return out;
}

std::string compared(const model::Database& one, const model::Database& other) {
  std::string out;
  const model::Database first = without_roles(one);
  const model::Database second = without_roles(other);
  for (const model::Difference& each : model::differences(first, second)) out += model::text(each);
  return out;
}

}  // namespace

std::string make(const dumps::Cluster& cluster, const std::string& database, const driver::Version& version) {
  cluster.drop_database(database);
  cluster.make_database(database);
  auto session = cluster.connect(database);
  std::string script = "BEGIN;" + target::postgres::roles_sql(*version.schema, {"pair.schema", ""}, templates());
  for (const auto& piece : target::postgres::create_pieces(*version.schema, version.database, {"pair.schema", ""}, templates(), false))
    script += piece.sql + "\n";
  const auto done = session.script(script + "COMMIT;");
  return done ? "" : done.error().message;
}

void put_rows(const dumps::Cluster& cluster, const std::string& database, const driver::Version& version, int rows) {
  auto session = cluster.connect(database);
  // Triggers would ask for a tenant.
  session.script("SET session_replication_role TO replica; SET search_path TO " + quoted(version.schema->sql_schema) + ", public");
  for (const model::Object& table : version.database.objects()) {
    if (table.identity.kind != model::Kind::kTable || table.identity.schema == model::kBookkeeping) continue;
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (const model::Object& column : version.database.objects()) {
      if (column.identity.kind != model::Kind::kColumn || column.identity.table != table.identity.name ||
          column.identity.schema != table.identity.schema)
        continue;
      const std::string value = value_of(version.database, column.as<model::Column>());
      if (value.empty()) continue;
      names.push_back(quoted(column.identity.name));
      values.push_back(value);
    }
    session.script(fmt::format("INSERT INTO {} ({}) SELECT {} FROM generate_series(1, {}) AS i", quoted(table.identity.name),
                               join(names, ", "), join(values, ", "), rows));
  }
}

std::string migrate(const dumps::Cluster& cluster, const std::string& database, const driver::Version& before,
                    const driver::Version& after, int number) {
  const plan::Plan plan = driver::plan_between(before, after);
  if (!plan.refused.empty()) return "refused: " + plan.refused.front().why;
  auto session = catalog::connect(cluster.url(database));
  if (!session) return session.error().message;
  if (const auto turn = migration::take_turn(*session); !turn) return turn.error().message;
  for (const plan::Phase phase : {plan::Phase::kExpand, plan::Phase::kContract}) {
    const std::string text = plan::script_text(plan, phase, {"", driver::script_head(*after.schema)});
    if (text.empty()) continue;
    const auto script = plan::read_script(text);
    if (!script) return script.error();
    const migration::Part part{after.schema->name, number, "pair", phase == plan::Phase::kExpand ? "expand" : "contract", stable_hash(text)};
    const auto ran = migration::run(*session, part, *script, {}, nullptr);
    if (!ran) return ran.error().message;
  }
  return "";
}

std::string replayed(const dumps::Cluster& cluster, const driver::Version& before, const driver::Version& after, int number) {
  std::string wrong = make(cluster, "second", after);
  if (!wrong.empty()) return "the version after can't be made: " + wrong;
  const catalog::Reading wanted = read(cluster, "second", wrong);
  cluster.drop_database("second");
  wrong = make(cluster, "first", before);
  if (!wrong.empty()) return "the version before can't be made: " + wrong;
  if (number > 0) put_rows(cluster, "first", before, number);
  const catalog::Reading was = read(cluster, "first", wrong);
  const auto rows = counts(cluster, "first", before.database);
  wrong = migrate(cluster, "first", before, after, 2);
  if (!wrong.empty()) return "the plan fails: " + wrong;
  const catalog::Reading is = read(cluster, "first", wrong);
  wrong = compared(wanted.database, is.database);
  if (!wrong.empty()) return "it comes to something else:\n" + wrong;
  const auto kept = counts(cluster, "first", after.database);
  for (const auto& [entity, count] : rows) {
    const auto found = kept.find(entity);
    if (found != kept.end() && found->second != count) return fmt::format("{} has {} rows, and had {}", entity, found->second, count);
  }
  return wrong;
}

}  // namespace plan_tests

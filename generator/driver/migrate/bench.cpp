#include "driver/migrate/bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "catalog/apply.hpp"
#include "catalog/reader.hpp"
#include "catalog/session.hpp"
#include "dialect/dialect.hpp"
#include "dialect/samples.hpp"
#include "driver/migrate/taken.hpp"
#include "driver/wanted.hpp"
#include "migration/run.hpp"
#include "plan/partitions.hpp"
#include "sql/roles.hpp"

namespace tenon::driver {
namespace {

const ir::Entity* entity_of(const Version& version, const ir::Entity& after) {
  return version.schema->entity(after.was.empty() ? after.name : after.was);
}

/// The one that it was; null where it is new.
const ir::Column* column_of(const ir::Entity& before, const ir::Column& after) {
  const ir::Column* found = before.column(after.name);
  return found == nullptr && !after.was.empty() ? before.column(after.was) : found;
}

/// Whose keys a column holds; nothing for one that refers to nothing.
struct Referred {
  const ir::Entity* entity = nullptr;
  const ir::Column* key = nullptr;
};

Referred referred(const ir::Schema& schema, const ir::Entity& entity, const std::string& column) {
  const auto to = [&](const std::string& name, std::size_t place) {
    const ir::Entity* target = schema.entity(name);
    return Referred{target, target->column(target->key.at(place))};
  };
  if (const ir::Relation* relation = dialect::relation_of(entity, column)) {
    const auto place = std::find(relation->columns.begin(), relation->columns.end(), column);
    return to(relation->entity, static_cast<std::size_t>(place - relation->columns.begin()));
  }
  // What names the tenant is no relation, and a foreign key all the same.
  const bool names_tenant = entity.tenancy == ir::Tenancy::kTenant && column == entity.tenant_column;
  return names_tenant ? to(schema.tenancy->root, 0) : Referred{};
}

bool is_written_out(const ir::Schema& schema, const ir::Column& column) {
  const std::string sql = dialect::value(schema, *column.backfill, column.type).str();
  return sql.find_first_not_of("( ") != std::string::npos && sql[sql.find_first_not_of("( ")] == '\'';
}

std::string texts_of_rows(const Version& version, const ir::Entity& entity,
                          const std::vector<std::string>& columns) {
  std::vector<std::string> ids;
  for (const std::string& column : columns) ids.push_back(render::sql_identifier(column).str());
  return fmt::format("SELECT ROW({})::text FROM {} ORDER BY 1", join(ids, ", "),
                     dialect::qualified_table(*version.schema, entity).str());
}

}  // namespace

std::string make_roles_of(const std::string& text, pq::Session& session) {
  const std::string making = making_roles(sql::roles_named(text));
  if (making.empty()) return "";
  const auto done = session.script(making);
  return done ? "" : catalog::describe(done.error());
}

Bench::~Bench() {
  if (auto session = catalog::connect(url_)) session->script(drop());
}

std::string Bench::drop() const {
  return fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name_);
}

tl::expected<pq::Session, pq::SqlError> Bench::connect() const {
  return catalog::connect(url_, name_);
}

std::string Bench::make_empty() {
  auto server = catalog::connect(url_);
  if (!server) return catalog::describe(server.error());
  for (const std::string& statement : {drop(), fmt::format("CREATE DATABASE {} TEMPLATE template0", name_)}) {
    if (const auto done = server->script(statement); !done) return catalog::describe(done.error());
  }
  return "";
}

std::string Bench::begin(const std::string& text) {
  const auto script = plan::read_script(text);
  if (!script) return script.error();
  auto session = connect();
  if (!session) return catalog::describe(session.error());
  if (const std::string wrong = make_roles_of(text, *session); !wrong.empty()) return wrong;
  for (const plan::ScriptStep& step : script->steps) {
    const auto done = session->script(step.transaction ? "BEGIN;\n" + step.sql + "COMMIT;" : step.sql);
    if (!done) return catalog::describe(done.error());
  }
  return "";
}

std::string Bench::grow(const std::string& schema, const std::vector<migration::Texts>& chain,
                        bool contracts_last) {
  if (std::string wrong = make_empty(); !wrong.empty()) return wrong;
  int number = 0;
  for (const migration::Texts& texts : chain) {
    ++number;
    const bool is_last = number == static_cast<int>(chain.size());
    for (const std::string_view part : {migration::kExpand, migration::kContract}) {
      const auto text = texts.find(part);
      if (text == texts.end() || (part == migration::kContract && is_last && !contracts_last)) continue;
      const std::string wrong = number == 1 ? begin(text->second) : run(schema, part, text->second, number);
      if (!wrong.empty()) return fmt::format("migration {} fails: {}", number, wrong);
    }
  }
  return "";
}

std::string Bench::make(const Version& version) {
  if (std::string wrong = make_empty(); !wrong.empty()) return wrong;
  auto session = connect();
  if (!session) return catalog::describe(session.error());
  const catalog::Wanted sql = made_by(version, "proof.schema");
  std::vector<std::string> pieces = {"BEGIN;", sql.named, sql.roles};
  pieces.insert(pieces.end(), sql.schema.begin(), sql.schema.end());
  pieces.emplace_back("COMMIT;");
  std::erase(pieces, "");
  for (const std::string& piece : pieces) {
    if (const auto done = session->script(piece); !done) return catalog::describe(done.error());
  }
  return "";
}

migration::Sampled Bench::put_rows(const Version& version, const migration::SampleOptions& options) {
  migration::Sampled out;
  auto session = connect();
  if (session && version.schema && options.rows > 0)
    return migration::put_sample_rows(*session, *version.schema, options);
  if (!session) out.failed = catalog::describe(session.error());
  return out;
}

std::string Bench::run(const std::string& schema, std::string_view part, const std::string& text,
                       int number) {
  const auto script = plan::read_script(text);
  if (!script) return script.error();
  auto session = connect();
  if (!session) return catalog::describe(session.error());
  if (const auto turn = migration::take_turn(*session); !turn) return turn.error().message;
  if (const std::string wrong = make_roles_of(text, *session); !wrong.empty()) return wrong;
  const migration::Part what{schema, number, "proof", std::string(part), migration::hash_of(text)};
  const auto ran = migration::run(*session, what, *script, {}, nullptr);
  return ran ? "" : fmt::format("{}, {}", part, ran.error().message);
}

model::Database Bench::read(std::string& wrong) {
  auto session = connect();
  if (!session) {
    wrong = catalog::describe(session.error());
    return {};
  }
  auto reading = catalog::read_whole_database(*session);
  if (reading) return std::move(reading->database);
  wrong = reading.error();
  return {};
}

migration::SampleOptions rows_for(const Version& before, const Version& after, int rows, int tenants) {
  migration::SampleOptions out{rows, tenants, {}, {}};
  if (!before.schema) return out;
  for (const ir::Entity& entity : after.schema->entities) {
    const ir::Entity* was = entity_of(before, entity);
    if (was == nullptr) continue;
    if (!entity.partitioning.empty()) out.foreseen.parted.insert(was->name);
    for (const ir::Column& column : entity.columns) {
      const ir::Column* former = column_of(*was, column);
      if (former == nullptr) continue;
      const Referred now = referred(*after.schema, entity, column.name);
      // A key that is written out is one of the database's own: rows that are made up have others.
      const bool is_filled =
          column.backfill && !(now.entity != nullptr && is_written_out(*after.schema, column));
      if (is_filled && former->nullable) out.sparse.emplace(was->table, former->name);
      if (now.entity == nullptr || referred(*before.schema, *was, former->name).entity != nullptr) continue;
      const ir::Entity* old_target = entity_of(before, *now.entity);
      const ir::Column* old_key = old_target == nullptr ? nullptr : column_of(*old_target, *now.key);
      if (old_key != nullptr)
        out.foreseen.referring[{was->name, former->name}] = {old_target->name, old_key->name};
    }
  }
  return out;
}

namespace {

bool is_in_key(const ir::Entity& entity, const ir::Column& column) {
  return contains(entity.primary_key.columns, column.name);
}

/// What it holds is what it held.
bool only_has_another_name(const ir::Entity& entity, const ir::Column& before, const ir::Column& after) {
  return before.name != after.name && !after.backfill && after.generated.empty() &&
         before.nullable == after.nullable && !contains(entity.touched, after.name) &&
         entity.version != after.name;
}

/// Whether rows go with partitions that the new version doesn't name: that was asked for.
bool loses_partitions(const Version& before, const Version& after, const ir::Entity& was) {
  const model::Identity row{model::Kind::kRegisteredRow, std::string(model::kBookkeeping), "partitioned",
                            fmt::format("{}.{}", ir::space_of(*before.schema, was), was.table), ""};
  const model::Object* then = before.database.find(row);
  const model::Object* now = after.database.find(row);
  return then != nullptr && now != nullptr && plan::drops_parts(*then, *now);
}

}  // namespace

std::vector<KeptKeys> kept_keys(const Version& before, const Version& after) {
  std::vector<KeptKeys> out;
  if (!before.schema) return out;
  for (const ir::Entity& entity : after.schema->entities) {
    const ir::Entity* was = entity_of(before, entity);
    if (was == nullptr || loses_partitions(before, after, *was)) continue;
    std::vector<std::string> old_names;
    std::vector<std::string> new_names;
    for (const ir::Column& column : entity.columns) {
      const ir::Column* former = column_of(*was, column);
      // An enum's values may have got other names.
      const bool stays =
          former != nullptr && former->type == column.type && column.type.kind != ir::Type::Kind::kEnum;
      if (!stays || !(is_in_key(*was, *former) || only_has_another_name(entity, *former, column))) continue;
      old_names.push_back(former->name);
      new_names.push_back(column.name);
    }
    out.push_back(
        {was->name, texts_of_rows(before, *was, old_names), texts_of_rows(after, entity, new_names)});
  }
  return out;
}

Keys keys_of(pq::Session& session, const std::vector<KeptKeys>& kept, bool are_after) {
  Keys out;
  for (const KeptKeys& each : kept) {
    const auto rows = session.query(are_after ? each.after : each.before);
    std::vector<std::string>& keys = out[each.entity];
    for (std::size_t i = 0; rows && i < rows->size(); ++i) keys.push_back(rows->text(i, 0));
    // The server's order is its collation's.
    std::sort(keys.begin(), keys.end());
  }
  return out;
}

std::string lost(const Keys& before, const Keys& after) {
  std::string out;
  for (const auto& [entity, keys] : before) {
    const auto found = after.find(entity);
    const std::vector<std::string> there = found == after.end() ? std::vector<std::string>() : found->second;
    std::vector<std::string> gone;
    std::set_difference(keys.begin(), keys.end(), there.begin(), there.end(), std::back_inserter(gone));
    if (!gone.empty()) out += fmt::format("  {} of {} of {} are gone\n", gone.size(), keys.size(), entity);
  }
  return out;
}

}  // namespace tenon::driver

#include "grown.hpp"

#include "catalog/session.hpp"
#include "driver/wanted.hpp"
#include "migration/run.hpp"
#include "pair.hpp"

namespace plan_tests {

using namespace tenon;

namespace {

constexpr const char* kDatabase = "grown";

const dumps::Cluster& cluster() {
  return dumps::postgres(0, dumps::Place::kHere);
}

}  // namespace

Grown::Grown(const std::string& text, const std::string& rows) {
  const Pair pair = pair_of(text);
  const auto before = compiled(pair.before, wrong_);
  const auto after = compiled(pair.after, wrong_);
  if (!before || !after) return;
  schema_ = after->schema->name;
  const plan::Plan plan = driver::plan_between(*before, *after);
  if (!plan.refused.empty()) wrong_ = "refused: " + plan.refused.front().why;
  texts_ = driver::texts_of(*before, *after, plan, "A pair.");
  cluster().drop_database(kDatabase);
  cluster().make_database(kDatabase);
  const auto wanted = driver::wanted(*before->schema, before->database, "grown.schema");
  std::string sql = "BEGIN;" + wanted.roles;
  for (const std::string& piece : wanted.schema) sql += piece;
  auto session = connect();
  for (const std::string& each : {sql + "COMMIT;", rows}) {
    if (const auto done = session.script(each); !done) wrong_ += done.error().message;
  }
}

Grown::~Grown() {
  cluster().drop_database(kDatabase);
}

pq::Session Grown::connect() {
  auto session = std::move(*catalog::connect(cluster().url(kDatabase)));
  session.script("SET search_path TO public");
  return session;
}

std::string Grown::run(std::string_view part, const migration::Tell& tell) {
  const auto text = texts_.find(part);
  if (text == texts_.end()) return "there is no such part";
  auto session = connect();
  if (const auto turn = migration::take_turn(session); !turn) return turn.error().message;
  const auto script = plan::read_script(text->second);
  if (!script) return script.error();
  const auto ran = migration::run(
      session, {schema_, 2, "pair", std::string(part), migration::hash_of(text->second)}, *script, {}, tell);
  return ran ? "" : ran.error().message;
}

std::string Grown::value(const std::string& query) {
  auto session = connect();
  const auto rows = session.query(query);
  if (!rows) return rows.error().message;
  return rows->size() == 0 ? "" : rows->text(0, 0);
}

}  // namespace plan_tests

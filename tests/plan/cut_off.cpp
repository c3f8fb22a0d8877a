#include "cut_off.hpp"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "catalog/reader.hpp"
#include "catalog/session.hpp"
#include "driver/migrate/give_up.hpp"
#include "driver/wanted.hpp"
#include "migration/sample_rows.hpp"
#include "migration/state.hpp"
#include "pair.hpp"
#include "replay.hpp"

namespace plan_tests {

using namespace tenon;

namespace {

constexpr const char* kCutOff = "cut_off";
constexpr const char* kBefore = "cut_off_before";  ///< from which it is made anew

const dumps::Cluster& server_of_cuts() {
  return dumps::postgres(0, dumps::Place::kHere);
}

pq::Session connect_to(const std::string& database) {
  return std::move(*catalog::connect(server_of_cuts().url(database)));
}

/// The first migration as one that was run.
constexpr const char* kFirst =
    "INSERT INTO tenon.migrations (schema, number, part, name, hash, steps, ended_at, run_by) VALUES ('{}', "
    "1, 'expand', 'init', '', 0, now(), 'a test')";

/// Of each table a query for its rows.
constexpr const char* kQueries =
    "SELECT relname, format('SELECT jsonb_agg(t ORDER BY t::text) FROM public.%I t', relname) FROM pg_class "
    "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1";

}  // namespace

CutOff::CutOff(const std::string& pair, int rows) {
  const Pair both = pair_of(pair);
  before_ = compiled(both.before, wrong_);
  after_ = compiled(both.after, wrong_);
  if (!before_ || !after_) return;
  const plan::Plan plan = driver::plan_between(*before_, *after_);
  if (!plan.refused.empty()) wrong_ = "refused: " + plan.refused.front().why;
  texts_ = driver::texts_of(*before_, *after_, plan, "A pair.");
  server_of_cuts().drop_database(kBefore);
  server_of_cuts().make_database(kBefore);
  auto session = connect_to(kBefore);
  const auto wanted = driver::wanted(*before_->schema, before_->database, "cut_off.schema");
  std::string sql = "BEGIN;" + wanted.roles;
  for (const std::string& piece : wanted.schema) sql += piece;
  if (const auto made = session.script(sql + "COMMIT;"); !made) wrong_ += made.error().message;
  if (rows > 0) {
    const migration::Sampled sampled = migration::put_sample_rows(session, *before_->schema, {rows, rows});
    for (const auto& each : sampled.tables) wrong_ += each.rows == rows ? "" : each.table + ": " + each.why;
  }
  session.script(fmt::format(kFirst, before_->schema->name));
  const auto kept = migration::keep_state(session, before_->schema->name);
  if (!kept) wrong_ += kept.error();
}

CutOff::~CutOff() {
  server_of_cuts().drop_database(kCutOff);
  server_of_cuts().drop_database(kBefore);
}

void CutOff::begin() {
  server_of_cuts().drop_database(kCutOff);
  connect_to("postgres").script(fmt::format("CREATE DATABASE {} TEMPLATE {}", kCutOff, kBefore));
}

namespace {

/// Connects, and takes its turn.
tl::expected<pq::Session, std::string> alone() {
  auto session = catalog::connect(server_of_cuts().url(kCutOff));
  if (!session) return tl::unexpected(session.error().message);
  if (const auto turn = migration::take_turn(*session); !turn) return tl::unexpected(turn.error().message);
  return std::move(*session);
}

migration::Tell telling(pq::Session& session, const CutOff::Tell& tell) {
  const std::string process = session.query("SELECT pg_backend_pid()")->text(0, 0);
  return [tell, process](const migration::Event&) {
    if (tell) tell(process);
  };
}

migration::Part part_of(const std::string& schema, std::string_view part, const std::string& text) {
  return {schema, 2, "pair", std::string(part), migration::hash_of(text)};
}

}  // namespace

std::string CutOff::run(const Tell& tell, bool contract) {
  auto session = alone();
  if (!session) return session.error();
  for (const std::string_view part : {migration::kExpand, migration::kContract}) {
    const auto text = texts_.find(part);
    if (text == texts_.end() || (part == migration::kContract && !contract)) continue;
    const auto script = plan::read_script(text->second);
    const auto ran = migration::run(*session, part_of(before_->schema->name, part, text->second), *script, {},
                                    telling(*session, tell));
    if (!ran) return ran.error().message;
  }
  return "";
}

std::string CutOff::give_up(const Tell& tell) {
  auto session = alone();
  if (!session) return session.error();
  const std::string& text = texts_.find(migration::kExpand)->second;
  const driver::HalfDone begun{part_of(before_->schema->name, migration::kExpand, text), text,
                               *after_->schema, ir::fingerprint(*before_->schema),
                               texts_.contains(migration::kUndo)};
  const auto gone = driver::give_up(*session, begun, {}, telling(*session, tell));
  return gone ? "" : gone.error().message;
}

bool CutOff::is_told() const {
  const auto told = connect().query("SELECT fingerprint FROM tenon.schema_version");
  return told->text(0, 0) == ir::fingerprint(*after_->schema);
}

std::string CutOff::once_more(const std::function<std::string()>& deed) {
  std::string wrong;
  for (int attempt = 0; attempt < 50; ++attempt) {
    wrong = deed();
    if (wrong.find("another run") == std::string::npos) return wrong;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return wrong;
}

void CutOff::end(const std::string& process) {
  connect().script("SELECT pg_terminate_backend(" + process + ")");
}

std::string CutOff::url() {
  return server_of_cuts().url(kCutOff);
}

pq::Session CutOff::connect() {
  return connect_to(kCutOff);
}

model::Database CutOff::read() {
  auto session = connect();
  return std::move(catalog::read_database(session)->database);
}

std::string CutOff::rows() {
  auto session = connect();
  const auto tables = session.query(kQueries);
  std::string out;
  for (std::size_t i = 0; tables && i < tables->size(); ++i) {
    const auto found = session.query(tables->text(i, 1));
    const std::string all = !found ? found.error().message : found->at(0, 0) ? found->text(0, 0) : "none";
    out += fmt::format("{}: {}\n", tables->text(i, 0), all);
  }
  return out;
}

}  // namespace plan_tests

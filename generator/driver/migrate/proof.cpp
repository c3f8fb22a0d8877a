#include "driver/migrate/proof.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <map>

#include "catalog/apply.hpp"
#include "catalog/private_server.hpp"
#include "catalog/reader.hpp"
#include "catalog/session.hpp"
#include "driver/wanted.hpp"
#include "migration/run.hpp"
#include "migration/sample_rows.hpp"
#include "migration/state.hpp"
#include "render/sql_text.hpp"

namespace tenon::driver {
namespace {

using Counts = std::map<std::string, std::string>;

/// One database, for a while.
class Bench {
 public:
  Bench(const std::string& url, std::string name) : url_(url), name_(std::move(name)) {}
  ~Bench() {
    if (auto session = catalog::connect(url_)) session->script(drop());
  }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  std::string make_empty() {
    auto server = catalog::connect(url_);
    if (!server) return catalog::describe(server.error());
    for (const std::string& statement :
         {drop(), fmt::format("CREATE DATABASE {} TEMPLATE template0", name_)}) {
      if (const auto done = server->script(statement); !done) return catalog::describe(done.error());
    }
    return "";
  }

  /// The first migration is before there is a history.
  std::string begin(const std::string& text) {
    const auto script = plan::read_script(text);
    if (!script) return script.error();
    auto session = catalog::connect(url_, name_);
    if (!session) return catalog::describe(session.error());
    for (const plan::ScriptStep& step : script->steps) {
      const auto done = session->script(step.transaction ? "BEGIN;\n" + step.sql + "COMMIT;" : step.sql);
      if (!done) return catalog::describe(done.error());
    }
    return "";
  }

  std::string make(const Version& version) {
    if (std::string wrong = make_empty(); !wrong.empty()) return wrong;
    auto session = catalog::connect(url_, name_);
    if (!session) return catalog::describe(session.error());
    const catalog::Wanted sql = wanted(*version.schema, version.database, "proof.schema");
    std::vector<std::string> pieces = {"BEGIN;", sql.roles};
    pieces.insert(pieces.end(), sql.schema.begin(), sql.schema.end());
    pieces.emplace_back("COMMIT;");
    for (const std::string& piece : pieces) {
      if (const auto done = session->script(piece); !done) return catalog::describe(done.error());
    }
    return "";
  }

  void put_rows(const Version& version, int rows) {
    if (auto session = catalog::connect(url_, name_); session && rows > 0)
      session->script(migration::sample_rows(version.database, version.schema->sql_schema, rows));
  }

  std::string run(const std::string& schema, std::string_view part, const std::string& text, int number = 1) {
    const auto script = plan::read_script(text);
    if (!script) return script.error();
    auto session = catalog::connect(url_, name_);
    if (!session) return catalog::describe(session.error());
    if (const auto turn = migration::take_turn(*session); !turn) return turn.error().message;
    const migration::Part what{schema, number, "proof", std::string(part), migration::hash_of(text)};
    const auto ran = migration::run(*session, what, *script, {}, nullptr);
    return ran ? "" : fmt::format("{}, {}", part, ran.error().message);
  }

  model::Database read(std::string& wrong) {
    auto session = catalog::connect(url_, name_);
    if (!session) {
      wrong = catalog::describe(session.error());
      return {};
    }
    auto reading = catalog::read_database(*session);
    if (reading) return std::move(reading->database);
    wrong = reading.error();
    return {};
  }

  /// By entity.
  Counts counts(const Version& version) {
    Counts out;
    auto session = catalog::connect(url_, name_);
    if (!session) return out;
    for (const model::Object& object : version.database.objects()) {
      if (object.identity.kind != model::Kind::kTable || object.why.declaration.empty()) continue;
      const auto rows = session->query(fmt::format("SELECT count(*) FROM {}.{}",
                                                   render::sql_identifier(object.identity.schema).str(),
                                                   render::sql_identifier(object.identity.name).str()));
      if (rows) out[object.why.declaration] = rows->text(0, 0);
    }
    return out;
  }

 private:
  [[nodiscard]] std::string drop() const {
    return fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name_);
  }

  std::string url_;
  std::string name_;
};

/// Entities that have another number of rows, though they stay.
std::string lost(const Counts& before, const Counts& after) {
  std::string out;
  for (const auto& [entity, count] : before) {
    const auto found = after.find(entity);
    if (found != after.end() && found->second != count)
      out += fmt::format("  {} had {} rows, and has {}\n", entity, count, found->second);
  }
  return out;
}

}  // namespace

std::string prove_at(const std::string& url, const Version& before, const Version& after,
                     const migration::Texts& texts, int rows) {
  const std::string suffix = std::to_string(::getpid());
  Bench wanted(url, "tenon_wanted_" + suffix);
  std::string wrong = wanted.make(after);
  if (!wrong.empty()) return "the new version can't be made at all: " + wrong;
  const model::Database goal = wanted.read(wrong);
  Bench changed(url, "tenon_changed_" + suffix);
  wrong += changed.make(before);
  if (!wrong.empty()) return "the version before can't be made: " + wrong;
  changed.put_rows(before, rows);
  const model::Database start = changed.read(wrong);
  const Counts counted = changed.counts(before);
  const std::string& schema = after.schema->name;
  for (const std::string_view part : {migration::kExpand, migration::kContract}) {
    const auto text = texts.find(part);
    if (text == texts.end()) continue;
    if (wrong = changed.run(schema, part, text->second); !wrong.empty()) return "it fails: " + wrong;
  }
  if (wrong = migration::told_differences(goal, changed.read(wrong)); !wrong.empty())
    return "it leads to another database than the schema makes:\n" + wrong;
  if (wrong = lost(counted, changed.counts(after)); !wrong.empty()) return "rows are lost:\n" + wrong;
  const auto undo = texts.find(migration::kUndo);
  if (undo == texts.end()) return "";
  if (wrong = changed.run(schema, migration::kUndo, undo->second); !wrong.empty())
    return "it can't be undone: " + wrong;
  if (wrong = migration::told_differences(start, changed.read(wrong)); !wrong.empty())
    return "undone, it leads to another database than before:\n" + wrong;
  wrong = lost(counted, changed.counts(before));
  return wrong.empty() ? "" : "undoing it loses rows:\n" + wrong;
}

namespace {

std::string prove_chain_at(const std::string& url, const Version& last,
                           const std::vector<migration::Texts>& chain) {
  const std::string suffix = std::to_string(::getpid());
  Bench wanted(url, "tenon_wanted_" + suffix);
  std::string wrong = wanted.make(last);
  if (!wrong.empty()) return "the last version can't be made at all: " + wrong;
  const model::Database goal = wanted.read(wrong);
  Bench grown(url, "tenon_grown_" + suffix);
  if (wrong = grown.make_empty(); !wrong.empty()) return wrong;
  int number = 0;
  for (const migration::Texts& texts : chain) {
    ++number;
    for (const std::string_view part : {migration::kExpand, migration::kContract}) {
      const auto text = texts.find(part);
      if (text == texts.end()) continue;
      wrong =
          number == 1 ? grown.begin(text->second) : grown.run(last.schema->name, part, text->second, number);
      if (!wrong.empty()) return fmt::format("migration {} fails: {}", number, wrong);
    }
  }
  wrong = migration::told_differences(goal, grown.read(wrong));
  return wrong.empty() ? "" : "they lead to another database than the schema makes:\n" + wrong;
}

/// On a private server that has what the schema needs.
template <typename Try>
Proof on_private_server(const ir::Schema& schema, Try attempt) {
  const auto server = catalog::PrivateServer::start({});
  if (!server) return {false, server.error().message + "; " + server.error().help, ""};
  auto session = catalog::connect(server->url());
  if (!session) return {false, catalog::describe(session.error()), ""};
  const auto missing = catalog::missing_requirements(*session, schema);
  if (!missing) return {false, catalog::describe(missing.error()), ""};
  if (!missing->empty()) return {false, missing->front().what, ""};
  return {true, attempt(server->url()), server->description()};
}

}  // namespace

Proof prove(const Version& before, const Version& after, const migration::Texts& texts) {
  return on_private_server(*after.schema, [&](const std::string& url) {
    return prove_at(url, before, after, texts, kSampleRows);
  });
}

Proof prove_chain(const Version& last, const std::vector<migration::Texts>& chain) {
  return on_private_server(*last.schema,
                           [&](const std::string& url) { return prove_chain_at(url, last, chain); });
}

}  // namespace tenon::driver

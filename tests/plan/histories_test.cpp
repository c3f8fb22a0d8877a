// The systems of schema/ as they came to be: their migrations are as they were sealed, and lead a database
// that has rows from version to version, each the one that its schema makes; or, where others made the first,
// the one that their SQL does.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "catalog/apply.hpp"
#include "catalog/session.hpp"
#include "cluster.hpp"
#include "driver/migrate/bench.hpp"
#include "driver/migrate/concern.hpp"
#include "driver/migrate/proof.hpp"
#include "driver/wanted.hpp"
#include "migration/directory.hpp"
#include "migration/state.hpp"
#include "pair.hpp"

namespace plan_tests {
namespace {

namespace fs = std::filesystem;
using namespace tenon;

const fs::path kSchemas = fs::path(TENON_SOURCE) / "schema";

/// A version with the migration that leads to it.
struct Chapter {
  std::string name;  ///< `0002_typed`
  driver::Version version;
  migration::Sealed sealed;
  migration::Texts texts;
  std::string application;  ///< what it does with its rows while this version runs, before the next one
  std::string found = {};   ///< what others made, where it isn't a schema's version
};

struct History {
  std::vector<Chapter> chapters;
  migration::Lock lock;
  fs::path migrations;
};

std::string name_of(const migration::Sealed& sealed) {
  return fmt::format("{:04}_{}", sealed.number, sealed.name);
}

/// What the folder lacks is told; such a history has no chapters.
History history_of(const std::string& system) {
  const fs::path folder = kSchemas / "history" / system;
  History out;
  out.migrations = folder / "migrations";
  const auto lock = migration::read_lock(out.migrations);
  if (!lock || !*lock) {
    ADD_FAILURE() << "there is no lock in " << out.migrations;
    return out;
  }
  out.lock = **lock;
  std::vector<Chapter> chapters;
  for (const migration::Sealed& sealed : out.lock.migrations) {
    const std::string name = name_of(sealed);
    auto version =
        sealed.is_taken ? driver::Version() : driver::read_version((folder / (name + ".schema")).string());
    auto texts = migration::read_texts(out.migrations, sealed);
    if (!version || !texts) {
      ADD_FAILURE() << name << " has no schema that compiles, or not all of its texts";
      return out;
    }
    const fs::path application = folder / (name + ".application.sql");
    chapters.push_back({name, std::move(*version), sealed, std::move(*texts),
                        fs::exists(application) ? text_of(application) : "",
                        sealed.is_taken ? text_of(folder / (name + ".found.sql")) : ""});
  }
  out.chapters = std::move(chapters);
  return out;
}

/// A server with a database that is emptied again and again; PGlite has but one.
class Site {
 public:
  explicit Site(const dumps::Cluster& cluster, std::string database)
      : cluster_(cluster), database_(std::move(database)), bench_(cluster.url("postgres"), database_) {}

  /// What the version needs and the server lacks.
  [[nodiscard]] std::string missing(const driver::Version& version) const {
    if (!version.schema) return "";
    auto session = cluster_.connect("postgres");
    const auto missing = catalog::missing_requirements(session, *version.schema);
    if (!missing) return catalog::describe(missing.error());
    return missing->empty() ? "" : missing->front().what;
  }
  [[nodiscard]] std::string empty() {
    if (database_ != "postgres") return bench_.make_empty();
    cluster_.empty();
    return "";
  }
  /// As the version's schema makes it, or others did.
  std::string make(const Chapter& chapter) {
    if (std::string wrong = empty(); !wrong.empty()) return wrong;
    if (chapter.sealed.is_taken) return script("SET search_path TO public;" + chapter.found);
    const driver::Version& version = chapter.version;
    const catalog::Wanted wanted = driver::wanted(*version.schema, version.database, "history.schema");
    std::string sql = "BEGIN;" + wanted.roles;
    for (const std::string& piece : wanted.schema) sql += piece;
    return script(sql + "COMMIT;");
  }
  [[nodiscard]] std::string script(const std::string& sql) const {
    auto session = bench_.connect();
    if (!session) return catalog::describe(session.error());
    const auto done = session->script(sql);
    return done ? "" : catalog::describe(done.error());
  }
  std::string migrate(const Chapter& chapter) {
    for (const std::string_view part : {migration::kExpand, migration::kContract}) {
      const auto text = chapter.texts.find(part);
      if (text == chapter.texts.end()) continue;
      const std::string wrong = chapter.sealed.number == 1 ? bench_.begin(text->second)
                                                           : bench_.run(chapter.version.schema->name, part,
                                                                        text->second, chapter.sealed.number);
      if (!wrong.empty()) return wrong;
    }
    return "";
  }
  driver::Keys keys(const std::vector<driver::KeptKeys>& kept, bool are_after) const {
    auto session = bench_.connect();
    return session ? driver::keys_of(*session, kept, are_after) : driver::Keys();
  }
  /// Of all tables.
  [[nodiscard]] long rows() const {
    auto session = bench_.connect();
    long out = 0;
    const auto tables = session->query(
        "SELECT oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', "
        "'p') AND NOT relispartition");
    for (std::size_t i = 0; i < tables->size(); ++i)
      out += std::stol(session->query("SELECT count(*) FROM " + tables->text(i, 0))->text(0, 0));
    return out;
  }
  driver::Bench& bench() { return bench_; }

 private:
  const dumps::Cluster& cluster_;
  std::string database_;
  driver::Bench bench_;
};

/// Rows for the version's tables, beside those that have come so far; then what the application does.
void grow(Site& site, const Chapter& now, const Chapter& next) {
  const auto sampled = site.bench().put_rows(
      now.version, driver::rows_for(now.version, next.version, driver::kSampleRows, driver::kSampleRows));
  EXPECT_EQ(sampled.failed, "");
  EXPECT_EQ(site.script("SET search_path TO public;" + now.application), "") << now.name;
}

/// What a chapter's migrations led to, beside what was to be.
std::string differences(const model::Database& goal, const model::Database& is, const Chapter& chapter,
                        const Chapter& next) {
  if (!chapter.sealed.is_taken) return migration::told_differences(goal, is);
  return migration::told_differences(is, goal, driver::concern_before_tenon(*next.version.schema));
}

/// How many versions the server came through; where it ends before the last, `missing` says why.
std::size_t replay(Site& site, const History& history, std::string& missing) {
  const std::vector<Chapter>& chapters = history.chapters;
  std::vector<model::Database> goals;
  std::string wrong;
  for (const Chapter& each : chapters) {
    if (missing = site.missing(each.version); !missing.empty()) break;
    if (wrong = site.make(each); !wrong.empty()) {
      ADD_FAILURE() << each.name << " can't be made: " << wrong;
      return 0;
    }
    goals.push_back(site.bench().read(wrong));
  }
  EXPECT_EQ(site.empty(), "");
  for (std::size_t i = 0; i < goals.size(); ++i) {
    SCOPED_TRACE(chapters[i].name);
    std::vector<driver::KeptKeys> kept;
    driver::Keys before;
    long rows = 0;
    if (i > 0) {
      grow(site, chapters[i - 1], chapters[i]);
      kept = driver::kept_keys(chapters[i - 1].version, chapters[i].version);
      before = site.keys(kept, false);
      EXPECT_EQ(before.size(), kept.size());
      rows = site.rows();
      EXPECT_GE(rows, driver::kSampleRows);
      for (const auto& [entity, keys] : before) EXPECT_GE(keys.size(), driver::kSampleRows) << entity;
    }
    if (wrong = site.migrate(chapters[i]); !wrong.empty()) {
      ADD_FAILURE() << "the migration fails: " << wrong;
      return i;
    }
    EXPECT_EQ(differences(goals[i], site.bench().read(wrong), chapters[i], chapters[1]), "");
    if (i > 0 && chapters[i - 1].sealed.is_taken) {
      EXPECT_EQ(site.rows(), rows);
    }
    EXPECT_EQ(driver::lost(before, site.keys(kept, true)), "");
  }
  return goals.size();
}

class Histories : public testing::TestWithParam<std::string> {};

/// As `tenon migrate check` says it, and of each version besides.
TEST_P(Histories, AreSealed) {
  const History history = history_of(GetParam());
  ASSERT_GE(history.chapters.size(), 3U);
  for (const auto& problem : migration::problems_of(history.migrations, history.lock))
    ADD_FAILURE() << problem.file << ": " << problem.what;
  for (const Chapter& each : history.chapters) {
    if (each.sealed.is_taken) continue;
    EXPECT_EQ(each.sealed.fingerprint, ir::fingerprint(*each.version.schema)) << each.name;
  }
  const auto last = driver::version_in(history.lock.snapshot);
  ASSERT_TRUE(last) << last.error();
  const auto now = driver::read_version((kSchemas / (GetParam() + ".schema")).string());
  ASSERT_TRUE(now);
  const plan::Plan plan = driver::plan_between(*last, *now);
  EXPECT_TRUE(plan.steps.empty() && plan.refused.empty())
      << "the schema says more: `tenon migrate new` on it, as the next version";
}

/// Nothing lies in the folder that no migration belongs to.
TEST_P(Histories, AreWhole) {
  const History history = history_of(GetParam());
  std::set<std::string> names;
  for (const Chapter& each : history.chapters) names.insert(each.name);
  for (const auto& entry : fs::directory_iterator(kSchemas / "history" / GetParam())) {
    const std::string file = entry.path().filename().string();
    EXPECT_TRUE(file == "migrations" || names.contains(file.substr(0, file.find('.')))) << file;
  }
  EXPECT_TRUE(migration::strays_in(history.migrations, history.lock).empty());
}

/// All but the last version, which asks for pgvector: with that, `AreReplayedOnPglite` goes on.
TEST_P(Histories, AreReplayedWithoutVectors) {
  const History history = history_of(GetParam());
  ASSERT_FALSE(history.chapters.empty());
  Site site(dumps::postgres(0, dumps::Place::kHere), "history");
  std::string missing;
  const std::size_t done = replay(site, history, missing);
  EXPECT_GE(done + 1, history.chapters.size());
  EXPECT_TRUE(missing.empty() || missing.find("vector") != std::string::npos) << missing;
}

/// All of them, as it has pgvector.
TEST_P(Histories, AreReplayedOnPglite) {
  const History history = history_of(GetParam());
  ASSERT_FALSE(history.chapters.empty());
  Site site(dumps::pglite(dumps::Place::kHere), "postgres");
  std::string missing;
  const std::size_t done = replay(site, history, missing);
  EXPECT_EQ(missing, "");
  EXPECT_EQ(done, history.chapters.size());
}

INSTANTIATE_TEST_SUITE_P(Systems, Histories, testing::Values("business", "metachat", "neonhub", "platform"),
                         [](const auto& item) { return item.param; });

}  // namespace
}  // namespace plan_tests

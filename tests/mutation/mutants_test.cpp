// Mutants on a real server: each way of breaking that a schema's objects allow is taken, and shows in what is
// read of the database.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>

#include "catalog/elaborate.hpp"
#include "catalog/reader.hpp"
#include "cluster.hpp"
#include "commands.hpp"
#include "model/differences.hpp"
#include "mutation/mutation.hpp"

namespace {

using namespace tenon;

/// What a mutant does, whichever object it does it to: `policy: condition`.
std::string way(const mutation::Mutant& mutant) {
  return fmt::format("{}{}", model::kind_name(mutant.object.kind),
                     mutant.what.substr(mutant.what.rfind(": ")));
}

/// Read with the mutant in it, or what the server says where it takes none.
tl::expected<catalog::Reading, std::string> with(pq::Session& session, const mutation::Mutant& mutant) {
  session.script("BEGIN");
  tl::expected<catalog::Reading, std::string> out;
  if (const auto done = session.script(mutant.sql); !done) {
    out = tl::unexpected(done.error().message);
  } else {
    out = catalog::read_within(session);
  }
  session.script("ROLLBACK");
  return out;
}

TEST(Mutants, EachWayIsTakenByTheServerAndChangesWhatIsRead) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  cluster.make_database("mutants");
  ASSERT_TRUE(dumps::succeeds(fmt::format("{} apply {} --db '{}'", TENON_TOOL,
                                          TENON_SOURCE "/tests/dumps/notes.schema", cluster.url("mutants"))));
  auto session = cluster.connect("mutants");
  const auto promised = catalog::read_database(session);
  ASSERT_TRUE(promised) << promised.error();

  std::map<std::string, std::string> missing;  ///< what became last of a way that never changed anything
  std::set<std::string> taken;
  for (const mutation::Mutant& mutant : mutation::mutants(promised->database)) {
    if (taken.contains(way(mutant))) continue;
    const auto broken = with(session, mutant);
    const bool changed = broken && (broken->uncovered.size() != promised->uncovered.size() ||
                                    !model::differences(promised->database, broken->database).empty());
    if (changed) {
      taken.insert(way(mutant));
      missing.erase(way(mutant));
    } else {
      const std::string outcome = broken ? "the same is read" : broken.error();
      missing[way(mutant)] = fmt::format("{}\n  {}\n  {}", mutant.what, mutant.sql, outcome);
    }
  }
  for (const auto& [way, last] : missing) ADD_FAILURE() << last;
  constexpr std::size_t kFewest = 100;
  EXPECT_GT(taken.size(), kFewest);
  session = cluster.connect("postgres");
  cluster.drop_database("mutants");
}

}  // namespace

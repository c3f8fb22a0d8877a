// Made-up schemas with everything that the language has: each is compiled, lowered, applied and read, and
// made again with the lowered objects in the place of the live ones. What comes out is what applying made.
//
// TENON_SCHEMAS says how many, unless 100; TENON_SEED with which to begin. A failure names its seed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>

#include "databases.hpp"
#include "generator.hpp"
#include "lower/lower.hpp"
#include "lowered.hpp"
#include "parse/parse.hpp"
#include "remade.hpp"
#include "sema/compile.hpp"
#include "target/postgres/postgres.hpp"

namespace model_tests {
namespace {

using namespace tenon;

constexpr unsigned kSchemas = 100;
constexpr unsigned kMostFailures = 10;

unsigned number(const char* variable, unsigned otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

/// Nothing where the compiler refuses it.
std::optional<ir::Schema> schema_of(unsigned seed) {
  SourceSet sources;
  diag::Sink sink;
  const auto id = sources.add(SourceFile("made.schema", test::random_whole_schema(seed)));
  auto file = parse::parse(sources, id, sink);
  if (!file) return std::nullopt;
  std::vector<ast::File> files;
  files.push_back(std::move(*file));
  return sema::compile(files, sink);
}

/// What is wrong at which step, or nothing.
using Wrong = std::string;

class Trial {
 public:
  Trial(const dumps::Cluster& cluster, const ir::Schema& schema) : cluster_(cluster), schema_(schema) {}
  ~Trial() {
    for (const char* name : {"first", "second"}) cluster_.drop_database(name);
  }
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  Wrong result() {
    if (Wrong wrong = applied(); !wrong.empty()) return "it can't be applied: " + wrong;
    const catalog::Reading live = read(cluster_, "first");
    if (!live.uncovered.empty())
      return fmt::format("no kind holds {} {}", live.uncovered.front().what, live.uncovered.front().name);
    const model::Database mixed = with_lowered(live.database, lower::lower(schema_), ir::spaces(schema_));
    Wrong wrong = compared(live.database, mixed);
    if (wrong.empty()) return "";
    // Whose fault it is: what was read is to come out the same too.
    const Wrong of_reader = compared(live.database, live.database);
    return of_reader.empty() ? "the lowering: " + wrong : "the reader: " + of_reader;
  }

 private:
  Wrong applied() {
    cluster_.make_database("first");
    auto session = cluster_.connect("first");
    std::string script = "BEGIN;" + target::postgres::roles_sql(schema_, {"made.schema", ""}, templates());
    for (const auto& piece : target::postgres::create_pieces(schema_, lower::lower(schema_),
                                                             {"made.schema", ""}, templates(), false))
      script += piece.sql + "\n";
    const auto done = session.script(script + "COMMIT;");
    return done ? "" : done.error().message;
  }

  /// What is made of the objects against the live ones.
  Wrong compared(const model::Database& live, const model::Database& objects) {
    cluster_.drop_database("second");
    cluster_.make_database("second");
    {
      auto session = cluster_.connect("second");
      if (const auto made = make_again(session, objects, ir::spaces(schema_)); !made) return made.error();
    }
    const catalog::Reading again = read(cluster_, "second");
    return text(model::differences(live, again.database));
  }

  static render::Templates& templates() {
    static render::Templates all;
    return all;
  }

  const dumps::Cluster& cluster_;
  const ir::Schema& schema_;
};

TEST(MadeSchemas, AreLoweredToWhatApplyingMakes) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  const unsigned wanted = number("TENON_SCHEMAS", kSchemas);
  const unsigned first = number("TENON_SEED", 1);
  unsigned tried = 0;
  unsigned refused = 0;
  unsigned failures = 0;
  for (unsigned seed = first; tried < wanted && failures < kMostFailures; ++seed) {
    const auto schema = schema_of(seed);
    if (!schema) {
      ++refused;
      continue;
    }
    ++tried;
    const Wrong wrong = Trial(cluster, *schema).result();
    failures += wrong.empty() ? 0U : 1U;
    EXPECT_EQ(wrong, "") << "TENON_SEED=" << seed;
  }
  fmt::print("{} schemas from seed {} on PostgreSQL {}; {} more were refused by the compiler\n", tried, first,
             cluster.version(), refused);
  EXPECT_LT(refused * 10, tried + refused) << "too few of what is made up compile";
}

}  // namespace
}  // namespace model_tests

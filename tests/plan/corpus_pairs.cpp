// tenon_pairs DIRECTORY [--all]: for each folder below it with an old and a new schema as SQL, loads both,
// reads both, plans from one to the other, runs the plan on the old one and compares the catalogs. Prints how
// many came out the same; with --all a line for each pair. The server is the PostgreSQL that is first on
// PATH.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "catalog/reader.hpp"
#include "cleared.hpp"
#include "cluster.hpp"
#include "model/differences.hpp"
#include "plan/script.hpp"

namespace plan_tests {
namespace {

using namespace tenon;
namespace fs = std::filesystem;

struct Sides {
  fs::path before;
  fs::path after;
};

std::optional<Sides> sides_in(const fs::path& folder) {
  static constexpr std::pair<const char*, const char*> kNames[] = {{"a.sql", "b.sql"},
                                                                   {"old.sql", "new.sql"}};
  for (const auto& [before, after] : kNames) {
    if (fs::exists(folder / before) && fs::exists(folder / after))
      return Sides{folder / before, folder / after};
  }
  return std::nullopt;
}

/// What a pair came to, in one word, and why.
struct Outcome {
  std::string word;
  std::string why;
};

std::string loaded(const dumps::Cluster& cluster, const std::string& database, const fs::path& file) {
  model_tests::make_empty(cluster, database);
  auto session = cluster.connect(database);
  return model_tests::load(session, model_tests::statements(file));
}

std::optional<catalog::Reading> reading(const dumps::Cluster& cluster, const std::string& database,
                                        std::string& wrong) {
  auto session = pq::Session::connect(cluster.url(database));
  if (!session) return std::nullopt;
  auto out = catalog::read_database(*session);
  if (out) return std::move(*out);
  wrong = out.error();
  return std::nullopt;
}

/// Without roles, which both have: they are the server's.
model::Database of_database(const model::Database& database) {
  model::Database out;
  for (const model::Object& object : database.objects()) {
    if (!model::is_of_server(object)) out.add(object);
  }
  return out;
}

std::string run(const dumps::Cluster& cluster, const plan::Plan& plan) {
  auto session = pq::Session::connect(cluster.url("first"));
  if (!session) return session.error().message;
  session->script("SET check_function_bodies TO off");
  for (const plan::Phase phase : {plan::Phase::kExpand, plan::Phase::kContract}) {
    const auto script = plan::read_script(plan::script_text(plan, phase, {"", ""}));
    if (!script) return script.error();
    for (const plan::ScriptStep& step : script->steps) {
      if (!step.each_leaf_of.empty()) continue;  // what gathers them builds them too
      const auto done = session->script(step.transaction ? "BEGIN;\n" + step.sql + "COMMIT;" : step.sql);
      if (!done) return step.what + ": " + done.error().message;
    }
  }
  return "";
}

Outcome tried(const dumps::Cluster& cluster, const Sides& sides) {
  model_tests::drop_all(cluster);
  if (const std::string wrong = loaded(cluster, "first", sides.before); !wrong.empty())
    return {"not loaded", wrong};
  if (const std::string wrong = loaded(cluster, "second", sides.after); !wrong.empty())
    return {"not loaded", wrong};
  std::string wrong;
  const auto before = reading(cluster, "first", wrong);
  const auto after = reading(cluster, "second", wrong);
  if (!before || !after) return {"not read", wrong};
  for (const catalog::Reading* side : {&*before, &*after}) {
    const catalog::Reading* other = side == &*before ? &*after : &*before;
    const auto is_alone = [&](const catalog::Uncovered& each) {
      return std::none_of(other->uncovered.begin(), other->uncovered.end(),
                          [&](const catalog::Uncovered& there) {
                            return there.what == each.what && there.name == each.name;
                          });
    };
    const auto alone = std::find_if(side->uncovered.begin(), side->uncovered.end(), is_alone);
    if (alone != side->uncovered.end())
      return {"refused", fmt::format("no kind holds {} {}", alone->what, alone->name)};
  }
  const model::Database from = model::ordered(of_database(before->database));
  const model::Database to = model::ordered(of_database(after->database));
  render::Templates templates;
  const plan::Plan plan = plan::plan(from, to, {}, {}, templates);
  if (!plan.refused.empty())
    return {"refused",
            fmt::format("{}: {}", model::text(plan.refused.front().object), plan.refused.front().why)};
  if (wrong = run(cluster, plan); !wrong.empty()) return {"fails", wrong};
  const auto is = reading(cluster, "first", wrong);
  if (!is) return {"not read", wrong};
  const model::Database found = of_database(is->database);
  std::string out;
  for (const model::Difference& each : model::differences(to, found)) out += model::text(each);
  return out.empty() ? Outcome{"exact", ""} : Outcome{"wrong", out.substr(0, out.find('\n'))};
}

int all_below(const fs::path& directory, bool tell) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kElsewhere);
  std::map<std::string, std::size_t> counts;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_directory() && sides_in(entry.path())) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  for (const fs::path& folder : folders) {
    const Outcome outcome = tried(cluster, *sides_in(folder));
    ++counts[outcome.word];
    if (tell || outcome.word == "wrong")
      fmt::print("{}: {}{}{}\n", fs::relative(folder, directory).string(), outcome.word,
                 outcome.why.empty() ? "" : ": ", outcome.why);
  }
  fmt::print("{} pairs on PostgreSQL {}:", folders.size(), cluster.version());
  for (const auto& [word, count] : counts) fmt::print(" {} {}", count, word);
  fmt::print("\n");
  return counts["wrong"] == 0 ? 0 : 1;
}

}  // namespace
}  // namespace plan_tests

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: tenon_pairs DIRECTORY [--all]\n");
    return 2;
  }
  const int code = plan_tests::all_below(argv[1], argc > 2 && std::string_view(argv[2]) == "--all");
  dumps::stop_clusters();
  return code;
}

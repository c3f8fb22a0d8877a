// tenon_corpus DIRECTORY [--all]: loads each SQL file below the directory into a database, reads it, makes it
// again from what was read, and prints how that went: a line a file, or, unless all are asked for, a line
// for those that took long or didn't come out the same. The server is the PostgreSQL that is first on PATH.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>

#include "catalog/reader.hpp"
#include "cleared.hpp"
#include "cluster.hpp"
#include "model/differences.hpp"
#include "remade.hpp"

namespace model_tests {
namespace {

using namespace tenon;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::vector<fs::path> dumps_below(const fs::path& directory) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.path().extension() == ".sql") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

struct Result {
  std::string error;  ///< empty, or at which step what went wrong
  double read_ms = 0;
  std::map<std::string, std::size_t> kinds;
  std::map<std::string, std::size_t> uncovered;
  std::size_t objects = 0;
  std::string differences;
};

Result tried(const dumps::Cluster& cluster, const fs::path& path) {
  Result out;
  drop_all(cluster);
  make_empty(cluster, "first");
  {
    auto loading = cluster.connect("first");
    if (const std::string wrong = load(loading, statements(path)); !wrong.empty()) {
      out.error = "not loaded: " + wrong;
      return out;
    }
  }
  auto session = cluster.connect("first");
  const auto begin = Clock::now();
  const auto first = catalog::read_database(session);
  out.read_ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  if (!first) {
    out.error = "not read: " + first.error();
    return out;
  }
  for (const model::Object& object : first->database.objects())
    ++out.kinds[std::string(model::kind_name(object.identity.kind))];
  for (const catalog::Uncovered& each : first->uncovered) ++out.uncovered[each.what];
  out.objects = first->database.objects().size();
  make_empty(cluster, "second");
  auto again = cluster.connect("second");
  if (const auto made = make_again(again, first->database); !made) {
    out.error = "not made again: " + made.error();
    return out;
  }
  auto reading = cluster.connect("second");
  const auto second = catalog::read_database(reading);
  if (!second) {
    out.error = "not read again: " + second.error();
    return out;
  }
  for (const auto& each : model::differences(first->database, second->database))
    out.differences += model::text(each);
  return out;
}

std::string listed(const std::map<std::string, std::size_t>& counts) {
  std::string out;
  for (const auto& [what, count] : counts)
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", count, what);
  return out;
}

struct Totals {
  std::size_t files = 0, loaded = 0, equal = 0, covered = 0, covered_equal = 0, objects = 0;
  double read_ms = 0;
  std::map<std::string, std::size_t> kinds;
  std::map<std::string, std::size_t> uncovered;

  void take(const Result& result) {
    ++files;
    if (result.error.starts_with("not loaded")) return;
    ++loaded;
    const bool same = result.error.empty() && result.differences.empty();
    equal += same ? 1U : 0U;
    covered += result.uncovered.empty() ? 1U : 0U;
    covered_equal += same && result.uncovered.empty() ? 1U : 0U;
    objects += result.objects;
    read_ms += result.read_ms;
    for (const auto& [kind, count] : result.kinds) kinds[kind] += count;
    for (const auto& [what, count] : result.uncovered) uncovered[what] += count;
  }
};

int main(const fs::path& directory, bool all) {
  const dumps::Cluster& cluster = dumps::postgres(0, dumps::Place::kHere);
  Totals totals;
  for (const fs::path& path : dumps_below(directory)) {
    const Result result = tried(cluster, path);
    totals.take(result);
    const std::string name = fs::relative(path, directory).string();
    const bool same = result.error.empty() && result.differences.empty();
    if (!all && same && result.read_ms < 200) continue;
    if (result.error.starts_with("not loaded")) {
      if (all) fmt::print("{}: {}\n", name, result.error);
      continue;
    }
    fmt::print("{}: {:.0f} ms, {} objects: {}\n", name, result.read_ms, result.objects, listed(result.kinds));
    if (!result.uncovered.empty()) fmt::print("  no kind holds: {}\n", listed(result.uncovered));
    if (!result.error.empty()) fmt::print("  {}\n", result.error);
    if (!result.differences.empty()) fmt::print("{}", result.differences);
  }
  fmt::print("PostgreSQL {}: {} files, {} loaded, {} objects read in {:.0f} ms\n", cluster.version(),
             totals.files, totals.loaded, totals.objects, totals.read_ms);
  fmt::print("made again with no difference: {} of {}; of those that kinds hold whole: {} of {}\n",
             totals.equal, totals.loaded, totals.covered_equal, totals.covered);
  fmt::print("objects: {}\nno kind holds: {}\n", listed(totals.kinds), listed(totals.uncovered));
  return 0;
}

}  // namespace
}  // namespace model_tests

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: tenon_corpus DIRECTORY [--all]\n");
    return 2;
  }
  const int result = model_tests::main(argv[1], argc > 2);
  dumps::stop_clusters();
  return result;
}

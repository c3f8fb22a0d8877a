#include "pair.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "diag/render.hpp"
#include "lower/lower.hpp"
#include "parse/parse.hpp"
#include "sema/compile.hpp"

namespace plan_tests {

using namespace tenon;

Pair pair_of(const std::string& text) {
  Pair out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("//>")) {
      out.plan += (line.size() > 4 ? line.substr(4) : "") + "\n";
      continue;
    }
    const char mark = line.empty() ? ' ' : line[0];
    const std::string rest = line.empty() ? "" : line.substr(1);
    if (mark != '+') out.before += rest + "\n";
    if (mark != '-') out.after += rest + "\n";
  }
  return out;
}

std::vector<std::filesystem::path> pair_files() {
  std::vector<std::filesystem::path> out;
  const char* wanted = std::getenv("TENON_PAIR");
  for (const auto& entry : std::filesystem::directory_iterator(TENON_PAIRS)) {
    if (wanted == nullptr || entry.path().stem() == wanted) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

int rows_of(const std::string& pair) {
  return pair.starts_with(" // without rows") ? 0 : 7;
}

std::optional<driver::Version> compiled(const std::string& text, std::string& wrong) {
  SourceSet sources;
  diag::Sink sink;
  const auto id = sources.add(SourceFile("pair.schema", text));
  auto file = parse::parse(sources, id, sink);
  std::optional<ir::Schema> schema;
  if (file) {
    std::vector<ast::File> files;
    files.push_back(std::move(*file));
    schema = sema::compile(files, sink, {{"all", sema::Level::kOff}});
  }
  if (!schema) {
    wrong = diag::render(sink.sorted(), sources, {diag::Format::kText, false});
    return std::nullopt;
  }
  model::Database database = lower::lower(*schema);
  return driver::Version{std::move(schema), std::move(database)};
}

std::string plan_text(const driver::Version& before, const driver::Version& after) {
  const plan::Plan plan = driver::plan_between(before, after);
  std::string out;
  for (const plan::Refusal& each : plan.refused)
    out += fmt::format("refused: {}: {}\n  {}\n", model::text(each.object), each.why, each.way_out);
  if (plan.refused.empty())
    out += plan::lets_both_work(plan) ? "both versions' code works until the contract\n"
                                      : "only the new version's code works from here on\n";
  for (const std::string& hint : plan.hints) out += "hint: " + hint + "\n";
  for (const plan::Phase phase : {plan::Phase::kExpand, plan::Phase::kContract}) {
    const std::string text = plan::script_text(plan, phase, {"", ""});
    if (!text.empty()) out += (phase == plan::Phase::kContract ? "== contract\n" : "") + text;
  }
  // The version is of the whole schema, and told in one test.
  std::string kept;
  std::istringstream in(out);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("UPDATE tenon.schema_version") && !line.empty() && line != "--" &&
        line != "-- tell which version is here" && line != "-- tell that no other version works on")
      kept += line + "\n";
  }
  return kept;
}

}  // namespace plan_tests

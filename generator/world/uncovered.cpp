// What no kind of the model holds.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "world/questions.hpp"
#include "world/strangers.hpp"

namespace tenon::world {
namespace {

using Named = std::pair<std::string, std::string>;

/// What the questions judge, one by one.
constexpr std::string_view kJudgedOneByOne[] = {
    "cast", "operator", "foreign table", "right to what no user made", "disabled trigger of a constraint"};

const Question& question(const std::string& what) {
  return *std::ranges::find_if(questions(), [&](const Question& each) { return each.what == what; });
}

bool is_about_a_stranger(const Scene& scene, const Fact& fact) {
  // Triggers of a table that nobody promised are its owner's to switch off.
  if (fact.what != "disabled trigger of a constraint") return false;
  for (const model::Object& object : scene.wanted.database.objects()) {
    if (fact.object == told(object)) return false;
  }
  return true;
}

/// What raw SQL of the schema makes is there in the wanted database too.
bool is_promised(const Scene& scene, const Fact& fact) {
  for (const catalog::Uncovered& each : scene.wanted.uncovered) {
    if (fact.what == each.what && fact.object.find(each.name) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

void judge_uncovered(const Scene& scene, Judgement& out) {
  std::set<std::string> told_of;
  for (const Fact& fact : scene.facts.others) {
    ++out.checks;
    told_of.insert(fact.what);
    if (is_promised(scene, fact) || is_about_a_stranger(scene, fact)) continue;
    const Question& asked = question(fact.what);
    out.find(kStrangers, fact.object, fmt::format("{}: {}", fact.detail, asked.allows), asked.severity,
             fact.remedy);
  }
  std::set<Named> wanted;
  for (const catalog::Uncovered& each : scene.wanted.uncovered) wanted.emplace(each.what, each.name);
  for (const catalog::Uncovered& each : scene.live.uncovered) {
    const bool is_judged = std::ranges::find(kJudgedOneByOne, each.what) != std::end(kJudgedOneByOne) &&
                           told_of.contains(each.what);
    if (is_judged || wanted.contains({each.what, each.name})) continue;
    out.leave(fmt::format("{} {}", each.what, each.name), "is none of the schema's");
  }
}

}  // namespace tenon::world

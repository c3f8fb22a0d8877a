// What no kind of the model holds.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "world/questions.hpp"
#include "world/strangers.hpp"

namespace tenon::world {
namespace {

/// What a thing is called: its kind, and its name within that.
using Named = std::pair<std::string, std::string>;

/// What the questions judge, one by one.
constexpr std::string_view kJudgedOneByOne[] = {"cast", "operator", "foreign table"};

/// What the questions call by another name than what is read of the database.
constexpr std::string_view kJudgedTogether[] = {"right to what no user made",
                                                "disabled trigger of a constraint"};

/// Of what there may be thousands, and one is as good as the other: how many there are is told.
struct InNumber {
  std::string_view what;
  std::string_view many;
};
constexpr InNumber kInNumber[] = {{"large object", "large objects"},
                                  {"security label", "security labels"},
                                  {"right to what no user made", "rights to what no user made"}};

template <std::size_t N>
bool is_among(const std::string_view (&names)[N], std::string_view name) {
  return std::ranges::find(names, name) != std::end(names);
}

const Question& question(const std::string& what) {
  return *std::ranges::find_if(questions(), [&](const Question& each) { return each.what == what; });
}

/// `foreign table public.far` is the thing `public.far` of that kind; a right is told by what it is to.
Named named(const Fact& fact) {
  const std::string kind = fact.what + " ";
  return {fact.what, fact.object.starts_with(kind) ? fact.object.substr(kind.size()) : fact.object};
}

bool has_word(const std::string& text, const std::string& word) {
  const auto is_part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_part(text[at - 1])) && (end == text.size() || !is_part(text[end]))) return true;
  }
  return false;
}

std::string text_of(const model::Object& object) {
  if (const auto* column = std::get_if<model::Column>(&object.definition))
    return column->generated.value_or(model::Sql{}).text + " " + column->type.text;
  if (const auto* function = std::get_if<model::Function>(&object.definition))
    return function->body + " " + function->atomic.value_or(model::Sql{}).text;
  if (const auto* domain = std::get_if<model::Domain>(&object.definition)) return domain->type.text;
  return "";
}

bool is_used(const Scene& scene, const std::string& word) {
  return std::ranges::any_of(scene.wanted.database.objects(),
                             [&](const model::Object& object) { return has_word(text_of(object), word); });
}

/// A language's rules, by whose name the schema's searches take words apart.
bool is_of_unused_language(const Scene& scene, const Fact& fact) {
  if (fact.what != "text search") return false;
  constexpr std::string_view kStem = "_stem";
  std::string name = fact.object.substr(fact.object.rfind(' ') + 1);
  if (name.ends_with(kStem)) name.resize(name.size() - kStem.size());
  return !is_used(scene, name);
}

/// One between types of which no column of the schema has either.
bool is_of_unused_types(const Scene& scene, const Fact& fact) {
  if (fact.what != "cast") return false;
  const std::string types = named(fact).second;
  const std::size_t to = types.find(" to ");
  return !is_used(scene, types.substr(0, to)) && !is_used(scene, types.substr(to + 4));
}

bool is_about_a_stranger(const Scene& scene, const Fact& fact) {
  // Triggers of a table that nobody promised are its owner's to switch off.
  if (fact.what != "disabled trigger of a constraint") return false;
  for (const model::Object& object : scene.wanted.database.objects()) {
    if (fact.object == told(object)) return false;
  }
  return true;
}

/// What the planner has collected: who logs in to read no tenant's rows reads some there.
bool shows_rows(const Fact& fact) {
  return fact.object.starts_with("table pg_statistic");
}

/// Backup tools, and those who look after the server, have rights that no request comes to.
bool is_of_nobody_bound(const Scene& scene, const Fact& fact) {
  if (fact.role.empty() || scene.people.is_of_requests(fact.role)) return false;
  return !shows_rows(fact) || std::ranges::none_of(scene.people.actors(), [&](const std::string& actor) {
    return scene.people.within(actor).contains(fact.role);
  });
}

bool is_for_others(const Scene& scene, const Fact& fact) {
  return is_of_nobody_bound(scene, fact) || is_of_unused_language(scene, fact) ||
         is_of_unused_types(scene, fact);
}

void leave_unexplained(const std::vector<catalog::Uncovered>& things, Judgement& out) {
  std::map<std::string_view, std::size_t> numbers;
  for (const catalog::Uncovered& each : things) {
    const auto* row = std::ranges::find(kInNumber, each.what, &InNumber::what);
    if (row == std::end(kInNumber)) {
      out.leave(fmt::format("{} {}", each.what, each.name), "is none of the schema's");
    } else if (++numbers[row->what] == 1) {
      out.leave(fmt::format("{} {}", each.what, each.name), "is none of the schema's");
    }
  }
  for (const auto& [what, number] : numbers) {
    if (number > 1)
      out.leave(fmt::format("{} {}", number, std::ranges::find(kInNumber, what, &InNumber::what)->many),
                "are none of the schema's, that one among them");
  }
}

}  // namespace

void judge_uncovered(const Scene& scene, Judgement& out) {
  std::set<Named> wanted;
  for (const catalog::Uncovered& each : scene.wanted.uncovered) wanted.emplace(each.what, each.name);
  std::set<Named> told_of;
  std::set<std::string> kinds;
  for (const Fact& fact : scene.facts.others) {
    ++out.checks;
    told_of.insert(named(fact));
    kinds.insert(fact.what);
    // What raw SQL of the schema makes is there in the wanted database too.
    if (wanted.contains(named(fact)) || is_about_a_stranger(scene, fact)) continue;
    if (is_for_others(scene, fact)) {
      out.leave(fact.object, fact.detail + ", and no request comes to it");
      continue;
    }
    const Question& asked = question(fact.what);
    out.find(kStrangers, fact.object, fmt::format("{}: {}", fact.detail, asked.allows), asked.severity,
             fact.remedy);
  }
  std::vector<catalog::Uncovered> unexplained;
  for (const catalog::Uncovered& each : scene.live.uncovered) {
    const bool is_judged =
        (is_among(kJudgedOneByOne, each.what) && told_of.contains({each.what, each.name})) ||
        (is_among(kJudgedTogether, each.what) && kinds.contains(each.what));
    if (!is_judged && !wanted.contains({each.what, each.name})) unexplained.push_back(each);
  }
  leave_unexplained(unexplained, out);
}

}  // namespace tenon::world

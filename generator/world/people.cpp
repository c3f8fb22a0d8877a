#include "world/people.hpp"

#include <algorithm>
#include <deque>

namespace tenon::world {

namespace {

/// Without any of the three the membership gives nothing.
bool gives(const Link& link) {
  return link.inherits || link.sets || link.admin;
}

constexpr const char* kArrow = " → ";

}  // namespace

People::People(std::vector<Person> people, std::vector<Link> links, const conformance::Roles& roles)
    : links_(std::move(links)), owner_(roles.owner), bound_(roles.bound()) {
  for (Person& each : people) people_.emplace(each.name, std::move(each));
  actors_.push_back(kEverybody);
  std::vector<std::string> candidates = roles.bound();
  for (const auto& [name, person] : people_) {
    if (person.connects && std::ranges::find(candidates, name) == candidates.end())
      candidates.push_back(name);
  }
  for (const std::string& each : candidates) {
    if (people_.contains(each) && is_bound(each) && !is_administrator(each)) actors_.push_back(each);
  }
}

const std::set<std::string>& People::within(const std::string& role) const {
  const auto found = within_.find(role);
  if (found != within_.end()) return found->second;
  std::set<std::string> out = {role, kEverybody};
  std::deque<std::string> left = {role};
  while (!left.empty()) {
    const std::string at = left.front();
    left.pop_front();
    for (const Link& link : links_) {
      if (link.member == at && gives(link) && out.insert(link.group).second) left.push_back(link.group);
    }
  }
  return within_.emplace(role, std::move(out)).first->second;
}

bool People::is_bound(const std::string& role) const {
  const auto found = people_.find(role);
  return found == people_.end() || !(found->second.superuser || found->second.bypasses);
}

bool People::is_administrator(const std::string& role) const {
  return !owner_.empty() && within(role).contains(owner_);
}

bool People::is_of_requests(const std::string& role) const {
  if (role == kEverybody) return true;
  return std::ranges::any_of(people_, [&](const auto& each) {
    const auto& [name, person] = each;
    if (person.superuser || is_administrator(name) || !within(name).contains(role)) return false;
    return std::ranges::any_of(bound_, [&](const std::string& one) { return within(name).contains(one); });
  });
}

std::string People::way(const std::string& from, const std::set<std::string>& to) const {
  std::map<std::string, std::string> before = {{from, ""}};
  std::deque<std::string> left = {from};
  while (!left.empty()) {
    const std::string at = left.front();
    left.pop_front();
    if (to.contains(at)) {
      std::string out = at == kEverybody ? "everybody" : at;
      for (std::string step = before[at]; !step.empty(); step = before[step]) out = step + kArrow + out;
      return out;
    }
    for (const Link& link : links_) {
      if (link.member == at && gives(link) && before.emplace(link.group, at).second)
        left.push_back(link.group);
    }
  }
  return to.contains(kEverybody) ? from : "";
}

std::string People::way_in(const std::string& from, const std::set<std::string>& to) const {
  const std::string out = way(from, to);
  const auto person = people_.find(from);
  if (out.empty() || person == people_.end() || person->second.connects) return out;
  for (const std::string& each : actors_) {
    const auto login = people_.find(each);
    if (each != from && login != people_.end() && login->second.connects && within(each).contains(from))
      return way(each, {from}) + out.substr(from.size());
  }
  return out;
}

}  // namespace tenon::world

#include "ir/looked_up.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace tenon::ir {
namespace {

/// In whatever case; where the word is in a name, a policy only comes later.
bool has_from(const std::string& text) {
  constexpr std::string_view kFrom = "from";
  const auto is_same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  return std::search(text.begin(), text.end(), kFrom.begin(), kFrom.end(), is_same) != text.end();
}

}  // namespace

const Entity* entity_called(const Schema& schema, const std::string& relation) {
  const auto found = std::ranges::find_if(schema.entities, [&](const Entity& entity) {
    return relation == entity.table || relation == space_of(schema, entity) + "." + entity.table;
  });
  return found == schema.entities.end() ? nullptr : &*found;
}

std::vector<const Entity*> looked_up(const Schema& schema, const Entity& entity) {
  std::vector<const Entity*> out;
  for (const Policy& policy : entity.policies) {
    for (const SessionUse& use : policy.session) {
      const Entity* other = use.relation.empty() ? nullptr : entity_called(schema, use.relation);
      if (other != nullptr && other != &entity && std::ranges::find(out, other) == out.end())
        out.push_back(other);
    }
  }
  return out;
}

bool has_looking_policies(const Entity& entity) {
  return std::ranges::any_of(
      entity.policies, [](const Policy& policy) { return std::ranges::any_of(policy.narrowing, has_from); });
}

}  // namespace tenon::ir

#include "world/touching.hpp"

#include <deque>

namespace tenon::world {

using model::Kind;
using model::Object;

Touching::Touching(const Scene& scene) : scene_(scene) {
  for (const Object& object : scene.wanted.database.objects()) {
    const model::Identity& identity = object.identity;
    if (identity.kind == Kind::kTable || identity.kind == Kind::kView)
      relations_.emplace(identity.name, qualified(identity.schema, identity.name));
  }
}

std::set<std::string> Touching::depended_on(const Object& object) const {
  std::set<std::string> out;
  std::set<model::Identity> seen = {object.identity};
  std::deque<const Object*> left = {&object};
  while (!left.empty()) {
    const Object* at = left.front();
    left.pop_front();
    for (const model::Identity& need : at->needs) {
      const Object* needed = scene_.live.database.find(need);
      if (needed == nullptr || !seen.insert(need).second) continue;
      const Object* relation = relation_of(scene_.live.database, *needed);
      const bool has_rows = relation != nullptr && relation->identity.kind != Kind::kSequence;
      const bool is_ours = has_rows && (scene_.wanted.database.find(relation->identity) != nullptr ||
                                        is_of_partition(scene_.live.database, *relation));
      if (is_ours) {
        out.insert(qualified(relation->identity.schema, relation->identity.name));
      } else if (scene_.wanted.database.find(need) == nullptr) {
        left.push_back(needed);
      }
    }
  }
  return out;
}

std::set<std::string> Touching::named_in(const model::Function& function) const {
  std::set<std::string> out;
  std::string word;
  const auto take = [&] {
    const auto found = relations_.find(word);
    if (found != relations_.end()) out.insert(found->second);
    word.clear();
  };
  for (const char c : function.body) {
    const bool is_part =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (is_part) {
      word += c;
    } else {
      take();
    }
  }
  take();
  return out;
}

}  // namespace tenon::world

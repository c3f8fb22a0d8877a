#include "world/access.hpp"

#include <algorithm>

#include "world/scene.hpp"

namespace tenon::world {

using model::Kind;
using model::Object;

namespace {

/// The server's roles that have a right on everything of a kind.
struct Sweeping {
  const char* role;
  std::string_view right;
};

constexpr Sweeping kSweeping[] = {{"pg_read_all_data", "SELECT"},
                                  {"pg_write_all_data", "INSERT"},
                                  {"pg_write_all_data", "UPDATE"},
                                  {"pg_write_all_data", "DELETE"}};

bool gives_any(const model::Grant& grant, const Rights& rights) {
  return std::ranges::any_of(grant.privileges, [&](const model::Privilege& privilege) {
    return std::ranges::find(rights, privilege.name) != rights.end();
  });
}

bool share(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::any_of(a, [&](const std::string& each) { return b.contains(each); });
}

}  // namespace

Access::Access(const model::Database& live, const People& people) : live_(live), people_(people) {
  for (const Object& object : live.objects()) {
    if (const auto* grant = std::get_if<model::Grant>(&object.definition))
      grants_[grant->object].push_back(&object);
  }
}

std::set<std::string> Access::holders(const model::Identity& identity, const std::string& owner,
                                      const Rights& rights) const {
  std::set<std::string> out = {owner};
  const auto found = grants_.find(identity);
  if (found == grants_.end()) return out;
  for (const Object* grant : found->second) {
    if (gives_any(grant->as<model::Grant>(), rights)) out.insert(grant->identity.name);
  }
  return out;
}

std::set<std::string> Access::holders(const Object& object, const Rights& rights) const {
  std::set<std::string> out = holders(object.identity, owner_of(object), rights);
  if (object.identity.kind == Kind::kFunction) return out;
  for (const Sweeping& each : kSweeping) {
    if (std::ranges::find(rights, each.right) != rights.end()) out.insert(each.role);
  }
  return out;
}

std::vector<std::string> Access::given(const Object& object) const {
  std::vector<std::string> out;
  const auto found = grants_.find(object.identity);
  if (found == grants_.end()) return out;
  for (const Object* grant : found->second) out.push_back(grant->identity.name);
  return out;
}

bool Access::may_look_into(const std::string& role, const std::string& schema) const {
  const model::Identity identity{Kind::kSchema, "", "", schema, ""};
  const Object* found = live_.find(identity);
  std::set<std::string> users = holders(identity, found == nullptr ? "" : owner_of(*found), {"USAGE"});
  for (const Sweeping& each : kSweeping) users.insert(each.role);
  return share(people_.within(role), users);
}

std::string Access::way_to(const Object& object, const Rights& rights,
                           const std::vector<std::string>& actors) const {
  const std::set<std::string> holding = holders(object, rights);
  for (const std::string& actor : actors) {
    if (share(people_.within(actor), holding) && may_look_into(actor, object.identity.schema))
      return people_.way_in(actor, holding);
  }
  return "";
}

std::string Access::way_to(const Object& object, const Rights& rights) const {
  return way_to(object, rights, people_.actors());
}

}  // namespace tenon::world

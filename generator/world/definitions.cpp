#include "world/definitions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "model/differences.hpp"
#include "world/difference.hpp"
#include "world/mending.hpp"
#include "world/tuning.hpp"
#include "world/weights.hpp"

namespace tenon::world {
namespace {

using model::Difference;
using model::Kind;
using model::Object;

/// A comment is for readers.
constexpr Kind kForReaders[] = {Kind::kComment, Kind::kStatistics};

template <std::size_t N>
bool is_among(const Kind (&kinds)[N], Kind kind) {
  return std::ranges::find(kinds, kind) != std::end(kinds);
}

/// What is the server's, which `judge_roles` and `judge_role_attributes` judge, and SQL of the author's.
bool is_judged_elsewhere(const Object& object) {
  return is_of_server(object) || object.identity.kind == Kind::kOpaque;
}

bool is_of_schema(const Scene& scene, const std::string& role) {
  const auto all = scene.schema.roles.all();
  return std::ranges::find(all, role) != all.end();
}

/// Whoever applied the schema owns what none of its roles does: another one than whoever verifies it, and
/// who owns most of it.
std::string whoever_applied(const Scene& scene) {
  std::map<std::string, std::size_t> owned;
  for (const Object& object : scene.wanted.database.objects()) {
    if (owner_of(object).empty() || is_of_schema(scene, owner_of(object))) continue;
    if (const Object* live = scene.live.database.find(object.identity)) ++owned[owner_of(*live)];
  }
  const auto most = std::ranges::max_element(owned, {}, [](const auto& each) { return each.second; });
  return most == owned.end() ? "" : most->first;
}

/// With tenants it has to be somebody whom no policy binds.
bool may_own(const Scene& scene, const std::string& owner, const std::string& applier) {
  return !scene.people.is_bound(owner) || (!scene.schema.has_tenancy && owner == applier);
}

/// What comes and goes with time.
bool comes_and_goes(const model::Database& database, const Object& object) {
  return is_of_partition(database, object) || follows_from_partitions(database, object);
}

/// A table that is missing is missing with all that stands on it.
bool is_missing_with_its_table(const Scene& scene, const Object& object) {
  const Object* relation = relation_of(scene.wanted.database, object);
  return relation != nullptr && relation != &object &&
         scene.live.database.find(relation->identity) == nullptr;
}

void judge_missing(const Scene& scene, const Object& wanted, Judgement& out) {
  if (is_missing_with_its_table(scene, wanted)) return;
  const Weight weight = of_missing(wanted.identity.kind);
  const std::string allows = weight.allows.empty() ? "" : fmt::format(": {}", weight.allows);
  out.find(kDefinitions, told(wanted), "is missing" + allows, weight.severity,
           anew(wanted, scene.live.database));
}

void judge_changed(const Scene& scene, const std::string& applier, Difference difference, Judgement& out) {
  const bool is_whoevers = !is_of_schema(scene, owner_of(*difference.before));
  Object before = *difference.before;
  if (is_whoevers) give_to(before, applier);
  std::erase_if(difference.fields, [&](auto& field) {
    if (field.field == "owner" && is_whoevers) {
      field.before = nlohmann::json(applier).dump();
      return may_own(scene, owner_of(*difference.after), applier);
    }
    if (!is_tuning(difference.identity().kind, field)) return false;
    out.leave(told(*difference.after),
              told(difference.identity().kind, field) + ": the administrator's to decide");
    return true;
  });
  if (difference.fields.empty()) return;
  const Kind kind = difference.identity().kind;
  out.find(kDefinitions, told(*difference.after), told(kind, difference.fields),
           severity(kind, difference.fields), changed(*difference.after, before, scene.live.database));
}

}  // namespace

void judge_definitions(const Scene& scene, Judgement& out) {
  const model::Database& wanted = scene.wanted.database;
  const std::string applier = whoever_applied(scene);
  out.checks += wanted.objects().size();
  for (const Difference& difference : model::differences(wanted, scene.live.database)) {
    if (difference.before == nullptr || is_judged_elsewhere(*difference.before)) continue;
    if (comes_and_goes(wanted, *difference.before)) continue;
    if (is_among(kForReaders, difference.identity().kind)) {
      out.leave(told(*difference.before),
                difference.after == nullptr ? "is missing" : "is another than the schema has");
    } else if (difference.after == nullptr) {
      judge_missing(scene, *difference.before, out);
    } else {
      judge_changed(scene, applier, difference, out);
    }
  }
}

}  // namespace tenon::world

#include "driver/only.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "driver/report.hpp"
#include "raise/raise.hpp"

namespace tenon::driver {
namespace {

using model::Identity;
using model::Kind;
using model::Object;

/// What an object is about, or the object itself.
const Identity& subject(const Object& object) {
  if (object.identity.kind == Kind::kGrant) return object.as<model::Grant>().object;
  if (object.identity.kind == Kind::kComment) return object.as<model::Comment>().object;
  return object.identity;
}

/// The Postgres schema that an object stands in, or is; empty for what stands in none.
const std::string& space_of(const Identity& identity) {
  return identity.kind == Kind::kSchema ? identity.name : identity.schema;
}

class Kept {
 public:
  Kept(const std::vector<std::string>& spaces, const model::Database& database)
      : spaces_(spaces), database_(database) {
    for (const Object& object : database.objects()) {
      const std::string& space = space_of(subject(object));
      if (!space.empty() && space != "public" && !contains(spaces, space) && raise::is_told(object))
        others_.insert(object.identity);
      else if (space == "public" && !contains(spaces, space) && object.identity.kind != Kind::kSchema &&
               subject(object).kind != Kind::kSchema)
        others_.insert(object.identity);
    }
  }

  model::Database database() {
    while (drop_what_needs_others()) {
    }
    model::Database out;
    for (const Object& object : database_.objects()) {
      if (!others_.contains(object.identity)) out.add(object);
    }
    return out;
  }

 private:
  /// What is gone takes with it what stands in it, and what needs it.
  bool drop_what_needs_others() {
    bool changed = false;
    for (const Object& object : database_.objects()) {
      if (others_.contains(object.identity)) continue;
      const Identity* lost = lost_by(object);
      if (lost == nullptr) continue;
      fmt::print(stderr, "left out, since it needs {}: {}\n", model::text(*lost),
                 model::text(object.identity));
      others_.insert(object.identity);
      changed = true;
    }
    return changed;
  }

  [[nodiscard]] const Identity* lost_by(const Object& object) {
    if (others_.contains(subject(object))) return &*others_.find(subject(object));
    const auto found = std::find_if(object.needs.begin(), object.needs.end(),
                                    [&](const Identity& need) { return others_.contains(need); });
    if (found != object.needs.end()) return &*others_.find(*found);
    // A table goes with a column that it can't have.
    if (object.identity.table.empty()) return nullptr;
    const Identity table{Kind::kTable, object.identity.schema, "", object.identity.table, ""};
    const auto lost = others_.find(table);
    return lost == others_.end() ? nullptr : &*lost;
  }

  const std::vector<std::string>& spaces_;
  const model::Database& database_;
  std::set<Identity> others_;
};

}  // namespace

bool keep_only(const std::vector<std::string>& spaces, catalog::Reading& reading) {
  for (const std::string& space : spaces) {
    if (reading.database.find({Kind::kSchema, "", "", space, ""}) != nullptr) continue;
    print_error(fmt::format("the database has no Postgres schema `{}`", space),
                "`--only` takes the names of schemas, such as `public`");
    return false;
  }
  reading.database = Kept(spaces, reading.database).database();
  std::erase_if(reading.uncovered, [&](const catalog::Uncovered& each) {
    return std::none_of(spaces.begin(), spaces.end(),
                        [&](const std::string& space) { return each.name.starts_with(space + "."); });
  });
  return true;
}

}  // namespace tenon::driver

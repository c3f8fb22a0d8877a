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
const Identity& told_of(const Object& object) {
  if (object.identity.kind == Kind::kGrant) return object.as<model::Grant>().object;
  if (object.identity.kind == Kind::kComment) return object.as<model::Comment>().object;
  return object.identity;
}

/// Whether it stands in one of the Postgres schemas, or in none: `public` itself every database has.
bool stands_in(const std::vector<std::string>& spaces, const Object& object) {
  const Identity& about = told_of(object);
  const std::string& space = about.kind == Kind::kSchema ? about.name : about.schema;
  const bool is_public = about.kind == Kind::kSchema && space == "public";
  return space.empty() || is_public || contains(spaces, space) || !raise::is_told(object);
}

class Keeping {
 public:
  Keeping(const std::vector<std::string>& spaces, const model::Database& database) : database_(database) {
    for (const Object& object : database.objects()) {
      if (!stands_in(spaces, object)) gone_.insert(object.identity);
    }
    while (drop_what_needs_it()) {
    }
  }

  [[nodiscard]] model::Database kept() const {
    model::Database out;
    for (const Object& object : database_.objects()) {
      if (!gone_.contains(object.identity)) out.add(object);
    }
    return out;
  }
  [[nodiscard]] std::vector<std::string> lost() && { return std::move(lost_); }

 private:
  bool drop_what_needs_it() {
    bool changed = false;
    for (const Object& object : database_.objects()) {
      const Identity* need = gone_.contains(object.identity) ? nullptr : missing(object);
      if (need == nullptr) continue;
      lost_.push_back(fmt::format("{}: {}", model::text(*need), model::text(object.identity)));
      gone_.insert(object.identity);
      changed = true;
    }
    return changed;
  }

  /// What it can't be without, and is gone.
  [[nodiscard]] const Identity* missing(const Object& object) const {
    const auto gone = [this](const Identity& identity) {
      const auto found = gone_.find(identity);
      return found == gone_.end() ? nullptr : &*found;
    };
    if (const Identity* about = gone(told_of(object))) return about;
    for (const Identity& need : object.needs) {
      if (const Identity* found = gone(need)) return found;
    }
    const Identity table{Kind::kTable, object.identity.schema, "", object.identity.table, ""};
    return object.identity.table.empty() ? nullptr : gone(table);
  }

  const model::Database& database_;
  std::set<Identity> gone_;
  std::vector<std::string> lost_;
};

}  // namespace

std::optional<std::vector<std::string>> keep_only(const std::vector<std::string>& spaces,
                                                  catalog::Reading& reading) {
  for (const std::string& space : spaces) {
    if (reading.database.find({Kind::kSchema, "", "", space, ""}) != nullptr) continue;
    print_error(fmt::format("the database has no Postgres schema `{}`", space),
                "`--only` takes the names of schemas, such as `public`");
    return std::nullopt;
  }
  Keeping keeping(spaces, reading.database);
  model::Database kept = keeping.kept();
  std::erase_if(reading.uncovered, [&](const catalog::Uncovered& each) {
    return std::none_of(spaces.begin(), spaces.end(),
                        [&](const std::string& space) { return each.name.starts_with(space + "."); });
  });
  std::vector<std::string> lost = std::move(keeping).lost();
  reading.database = std::move(kept);
  return lost;
}

}  // namespace tenon::driver

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
    drop_what_nothing_uses();
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

  /// What stands in no Postgres schema and could be another one's as well: it is there for what needs it.
  [[nodiscard]] static bool is_shared(const Identity& identity) {
    return identity.kind == Kind::kExtension || (identity.kind == Kind::kOpaque && identity.schema.empty());
  }

  /// Whether it needs something of the Postgres schemas that are kept, as a cast does its type.
  [[nodiscard]] bool is_about_kept(const Object& object) const {
    return std::any_of(object.needs.begin(), object.needs.end(), [&](const Identity& need) {
      return !need.schema.empty() && database_.find(need) != nullptr && !gone_.contains(need);
    });
  }

  void use(const Object& object, std::set<Identity>& used) const {
    for (const Identity& need : object.needs) {
      const Object* needed = is_shared(need) && used.insert(need).second ? database_.find(need) : nullptr;
      if (needed != nullptr) use(*needed, used);
    }
  }

  void drop_what_nothing_uses() {
    std::set<Identity> used;
    for (const Object& object : database_.objects()) {
      const bool is_users = !is_shared(told_of(object));
      if (gone_.contains(object.identity) || !(is_users || is_about_kept(object))) continue;
      if (!is_users) used.insert(object.identity);
      use(object, used);
    }
    for (const Object& object : database_.objects()) {
      const Identity& about = told_of(object);
      if (is_shared(about) && raise::is_told(object) && !used.contains(about)) gone_.insert(object.identity);
    }
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

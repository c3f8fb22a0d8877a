// Composite types that are there.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "plan/planning.hpp"
#include "plan/words.hpp"

namespace tenon::plan {
namespace {

using Attributes = std::vector<model::Attribute>;

constexpr const char* kWholeRows =
    "a value of the type travels whole: code of the version before reads and writes it as it was";

class Change {
 public:
  Change(Planning& planning, const Difference& difference)
      : planning_(planning),
        type_(difference.identity()),
        declaration_(difference.after->why.declaration),
        from_(difference.before->as<model::Composite>().attributes),
        to_(difference.after->as<model::Composite>().attributes) {}

  void run() {
    rename();
    drop();
    retype();
    if (!is_in_order())
      return refuse(
          "its values would stand in another order, and the server puts a new one behind the others",
          "declare what is new last");
    add();
  }

 private:
  static const model::Attribute* named(const Attributes& list, const std::string& name) {
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const model::Attribute& each) { return each.name == name; });
    return found == list.end() ? nullptr : &*found;
  }

  void refuse(const std::string& why, const std::string& help) { planning_.refuse(type_, why, help); }

  void add_step(Stage stage, const std::string& what, const std::string& sql, std::vector<Hazard> hazards) {
    planning_.add(
        stage, {.what = deed(what, type_),
                .sql = fmt::format("ALTER {} {};", ddl::commented(type_, planning_.settings.path).str(), sql),
                .hazards = std::move(hazards),
                .why = kWholeRows});
  }

  void rename() {
    for (const model::Attribute& each : to_) {
      const auto was = planning_.intent.was.find(declaration_ + "." + each.name);
      if (was == planning_.intent.was.end() || named(from_, each.name) != nullptr) continue;
      const std::string former = was->second.substr(was->second.rfind('.') + 1);
      const auto found = std::find_if(from_.begin(), from_.end(),
                                      [&](const model::Attribute& old) { return old.name == former; });
      if (found == from_.end()) continue;
      // As an enum's values: what is new may go by the new name.
      add_step(Stage::kNameLabels, "rename a value of",
               fmt::format("RENAME ATTRIBUTE {} TO {}", id(former), id(each.name)), {Hazard::kBreaksClients});
      found->name = each.name;
    }
  }

  void drop() {
    std::erase_if(from_, [&](const model::Attribute& each) {
      if (named(to_, each.name) != nullptr) return false;
      add_step(Stage::kAlter, "drop a value of", fmt::format("DROP ATTRIBUTE {}", id(each.name)),
               {Hazard::kDataLoss, Hazard::kBreaksClients, Hazard::kIrreversible});
      return true;
    });
  }

  void add() {
    for (std::size_t i = from_.size(); i < to_.size(); ++i) {
      std::string sql = fmt::format("ADD ATTRIBUTE {} {}", id(to_[i].name), to_[i].type.text);
      if (!to_[i].collation.empty()) sql += " COLLATE " + to_[i].collation;
      add_step(Stage::kAdd, "add a value to", sql, {Hazard::kBreaksClients});
    }
  }

  /// The server writes no rows anew for a type within them.
  void retype() {
    for (model::Attribute& each : from_) {
      const model::Attribute& now = *named(to_, each.name);
      if (now == each) continue;
      if (is_stored())
        return refuse(fmt::format("rows hold it, and the server changes the type of none of its values ({})",
                                  each.name),
                      "declare a value of another name behind the others, fill it from the old one, and take "
                      "that away with the next migration; or declare another type");
      std::string sql = fmt::format("ALTER ATTRIBUTE {} TYPE {}", id(each.name), now.type.text);
      if (!now.collation.empty()) sql += " COLLATE " + now.collation;
      add_step(Stage::kAlter, "change the type of a value of", sql, {Hazard::kBreaksClients});
      each = now;
    }
  }

  [[nodiscard]] bool is_in_order() const {
    return from_.size() <= to_.size() &&
           std::equal(from_.begin(), from_.end(), to_.begin(),
                      [](const model::Attribute& a, const model::Attribute& b) { return a.name == b.name; });
  }

  /// Whether a column holds values of it, within others perhaps.
  [[nodiscard]] bool is_stored() const {
    std::vector<Identity> types = {type_};
    for (std::size_t i = 0; i < types.size(); ++i) {
      for (const Object& object : planning_.before.objects()) {
        const bool rests =
            std::find(object.needs.begin(), object.needs.end(), types[i]) != object.needs.end();
        if (rests && object.identity.kind == Kind::kColumn) return true;
        const bool known = std::find(types.begin(), types.end(), object.identity) != types.end();
        if (rests && object.identity.kind == Kind::kComposite && !known) types.push_back(object.identity);
      }
    }
    return false;
  }

  Planning& planning_;
  const Identity& type_;
  const std::string& declaration_;
  Attributes from_;
  Attributes to_;
};

}  // namespace

void alter_composite(Planning& planning, const Difference& difference) {
  if (differs(difference, {"attributes"})) Change(planning, difference).run();
}

}  // namespace tenon::plan

#include <fmt/format.h>

#include <functional>
#include <queue>
#include <stdexcept>

#include "model/database.hpp"

namespace tenon::model {
namespace {

class Ordering {
 public:
  explicit Ordering(const Database& database)
      : objects_(database.objects()), followers_(objects_.size()), waiting_(objects_.size(), 0) {
    for (std::size_t i = 0; i < objects_.size(); ++i) places_.emplace(objects_[i].identity, i);
    for (std::size_t i = 0; i < objects_.size(); ++i) add_needs(i);
  }

  Database result() {
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
    for (std::size_t i = 0; i < objects_.size(); ++i) {
      if (waiting_[i] == 0) ready.push(i);
    }
    Database out;
    std::size_t done = 0;
    while (!ready.empty()) {
      const std::size_t next = ready.top();
      ready.pop();
      out.add(objects_[next]);
      ++done;
      for (const std::size_t follower : followers_[next]) {
        if (--waiting_[follower] == 0) ready.push(follower);
      }
    }
    if (done != objects_.size())
      throw std::logic_error("the objects need one another in a circle: " + circle());
    return out;
  }

 private:
  /// What has to be there first, told or not: the table that an object stands in, the object that a right is
  /// to.
  void add_needs(std::size_t at) {
    const Object& object = objects_[at];
    const Identity& identity = object.identity;
    const std::size_t waits = identity.kind == Kind::kColumn ? table_of(identity).value_or(at) : at;
    for (const Identity& need : object.needs) add_need(waits, need);
    if (const auto table = table_of(identity)) add_edge(at, *table);
    if (identity.kind == Kind::kGrant) add_need(at, object.as<Grant>().object);
    if (identity.kind == Kind::kComment) add_need(at, object.as<Comment>().object);
    if (!identity.schema.empty()) add_need(at, {Kind::kSchema, "", "", identity.schema, ""});
  }

  void add_need(std::size_t at, const Identity& need) {
    const auto found = places_.find(need);
    if (found == places_.end()) return;
    // A column is there when its table is.
    add_edge(at, need.kind == Kind::kColumn ? table_of(need).value_or(found->second) : found->second);
  }

  void add_edge(std::size_t at, std::size_t needed) {
    if (at == needed) return;
    followers_[needed].push_back(at);
    ++waiting_[at];
  }

  [[nodiscard]] std::optional<std::size_t> table_of(const Identity& identity) const {
    if (identity.table.empty()) return std::nullopt;
    for (const Kind kind : {Kind::kTable, Kind::kView}) {
      const auto found = places_.find({kind, identity.schema, "", identity.table, ""});
      if (found != places_.end()) return found->second;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::string circle() const {
    std::string out;
    for (std::size_t i = 0; i < objects_.size(); ++i) {
      if (waiting_[i] > 0) out += (out.empty() ? "" : ", ") + text(objects_[i].identity);
    }
    return out;
  }

  const std::deque<Object>& objects_;
  std::unordered_map<Identity, std::size_t, HashIdentity> places_;
  std::vector<std::vector<std::size_t>> followers_;
  std::vector<std::size_t> waiting_;
};

}  // namespace

Database ordered(const Database& database) {
  return Ordering(database).result();
}

}  // namespace tenon::model

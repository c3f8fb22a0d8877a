// The server's roles, and who may become whom.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tenon/conformance/expectations.hpp"

namespace tenon::world {

/// Everybody, as rights name them.
inline const std::string kEverybody = "public";

struct Person {
  std::string name;
  bool connects = false;  ///< may log in, and into this database
  bool logs_in = false;   ///< may log in, into some database
  bool superuser = false;
  bool bypasses = false;  ///< row-level security
  bool replicates = false;
  bool makes_roles = false;
  bool owns_database = false;

  /// Whoever applies a schema where nobody is a superuser.
  [[nodiscard]] bool runs_database() const { return makes_roles || owns_database; }
};

/// That one role is a member of another.
struct Link {
  std::string member;
  std::string group;
  bool admin = false;
  bool inherits = true;
  bool sets = true;
};

class People {
 public:
  People(std::vector<Person> people, std::vector<Link> links, const conformance::Roles& roles);

  [[nodiscard]] const std::map<std::string, Person>& all() const { return people_; }
  [[nodiscard]] const std::vector<Link>& links() const { return links_; }
  /// The role itself, and what it is a member of, may become or may make itself a member of; everybody too.
  [[nodiscard]] const std::set<std::string>& within(const std::string& role) const;
  /// Whether policies bind it: a superuser is not, nor who bypasses them.
  [[nodiscard]] bool is_bound(const std::string& role) const;
  /// Who may become the schema's owner: they administrate it.
  [[nodiscard]] bool is_administrator(const std::string& role) const;
  /// Whether requests come to what the role has: everybody, a role that requests run as or is a member of, or
  /// one of somebody who also makes requests.
  [[nodiscard]] bool is_of_requests(const std::string& role) const;
  /// Whom a way to rows would be a leak to: everybody, the roles that requests run as, and who logs in
  /// without being an administrator, a superuser, or told to bypass policies.
  [[nodiscard]] const std::vector<std::string>& actors() const { return actors_; }
  /// `service → notes_app`, by the shortest way to one of these.
  [[nodiscard]] std::string way(const std::string& from, const std::set<std::string>& to) const;
  /// The same with who logs in as the role before it, where somebody does.
  [[nodiscard]] std::string way_in(const std::string& from, const std::set<std::string>& to) const;

 private:
  std::map<std::string, Person> people_;
  std::vector<Link> links_;
  std::string owner_;
  std::vector<std::string> bound_;
  std::vector<std::string> actors_;
  mutable std::map<std::string, std::set<std::string>> within_;
};

}  // namespace tenon::world

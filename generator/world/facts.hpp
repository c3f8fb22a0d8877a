// What decides over a database and is held by no kind of the model: who its people are, what was given them
// of the server's own, which names hide the server's, and how far its maintenance is.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "catalog/given.hpp"
#include "tenon/pq/session.hpp"
#include "world/holdings.hpp"
#include "world/people.hpp"

namespace tenon::world {

/// Something that a question found.
struct Fact {
  std::string what;    ///< of which question: the table in `uncovered.cpp` says what it means
  std::string object;  ///< `cast text to integer`
  std::string detail;
  std::string remedy;
  std::string role;  ///< to whom something was given; empty where it is nobody's in particular
};

/// What sessions of the database begin with.
struct SessionSetting {
  std::string role;             ///< empty for everybody's
  bool is_of_database = false;  ///< for this one alone
  bool is_servers = false;      ///< in its files
  bool is_to_come = false;      ///< there, and not read yet
  std::string database;         ///< this one
  std::string name;             ///< in small letters
  std::string value;
};

struct Facts {
  int major = 0;  ///< of the server's version
  std::vector<Person> people;
  std::vector<Link> links;
  std::vector<Fact> others;
  std::vector<SessionSetting> settings;
  /// Functions that are called as one of the server's is: `public.lower(text)`.
  std::set<std::string> hiding;
  /// What `tenon.leaving` tells of: tables that were partitions.
  std::set<std::string> leaving;
  Holdings holdings;
  std::optional<catalog::Given> given;  ///< where there is something to compare it with
};

/// In the session's open transaction. `spaces` are the schemas in which roles look names up.
tl::expected<Facts, pq::SqlError> read_facts(pq::Session& session, const std::vector<std::string>& spaces);

}  // namespace tenon::world

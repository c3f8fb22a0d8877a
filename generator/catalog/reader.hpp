// A live database as a model: one query a kind, for all of its objects at once.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "catalog/given.hpp"
#include "model/database.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::catalog {

/// Something of the database that no kind of the model holds.
struct Uncovered {
  std::string what;  ///< `operator`, `aggregate`, `foreign table`
  std::string name;
};

struct Reading {
  model::Database database;
  std::vector<Uncovered> uncovered;
  std::optional<Given> given = {};  ///< of what was elaborated
};

/// All that is the database's own: not the server's, not an extension's; and of the server's roles those that
/// own something here, may do something here, or are members of one that does. In a transaction of its own
/// that sees one moment and writes nothing; the session must not be in one. The error is a text for people.
tl::expected<Reading, std::string> read_database(pq::Session& session);
/// The same, and as opaque objects what no kind holds and the server can still tell whole.
tl::expected<Reading, std::string> read_whole_database(pq::Session& session);
/// How much of a database is read.
enum class Depth { kHeld, kWhole };  ///< what kinds hold; with that, as opaque objects, what none does
/// The same in the session's open transaction, with what it has changed.
tl::expected<Reading, std::string> read_within(pq::Session& session, Depth depth = Depth::kHeld);
/// The same of objects of one kind, without what they need: for whoever has read the rest.
tl::expected<Reading, std::string> read_kind_within(pq::Session& session, model::Kind kind);
/// How the reader has the server print and take values: statements for within a transaction.
const char* pinned_settings();

}  // namespace tenon::catalog

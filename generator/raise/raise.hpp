// A database that is there as the schema file that makes it: what an author would have written, and word for
// word what the language has no words for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/database.hpp"
#include "raise/tenancy.hpp"

namespace tenon::raise {

/// How an object is told.
enum class Telling {
  kReadable,  ///< in the language's words
  kPlain,     ///< in the language, with as much SQL as it takes
  kOpaque,    ///< as raw SQL
};

/// What was seen not to come out as it is, and how it is told instead; all else is readable.
using Tellings = std::map<model::Identity, Telling>;

struct Options {
  std::string name;              ///< of the schema
  std::string space = "public";  ///< the Postgres schema that it is at home in
  std::string owner;             ///< whose the objects are of whom nothing is said
  int postgres = 15;
  /// What the author called tables, enums and foreign keys, where that isn't what they are called in the
  /// database.
  std::map<model::Identity, std::string> names = {};
  bool tenancy = false;   ///< whether it is told with the tenancy that is found in it
  std::string root = {};  ///< the table of the tenants; empty for the one that most others name
  bool divides = false;   ///< whether several files are wanted
};

struct Raised {
  std::string text;
  std::map<std::size_t, model::Identity> lines;  ///< what each is about, by its number, from one
  /// The same told in several files: each by its name without ending, the first, which brings the others
  /// together, without any.
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<model::Identity> opaque;    ///< told as raw SQL, in their order
  std::vector<model::Identity> left_out;  ///< what not even that can hold
  std::optional<Tenancy> tenancy;         ///< that it is told with
};

/// The objects of a database, as a server told them. What the server's or the tool's own is, is left out.
Raised raise(const model::Database& database, const Tellings& tellings, const Options& options);

/// Whether it is for a schema file to say: not of the server as a whole.
bool is_told(const model::Object& object);

}  // namespace tenon::raise

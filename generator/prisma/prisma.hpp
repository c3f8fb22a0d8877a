// A Prisma schema as the database that Prisma's own migrations make of it, and what Prisma alone would do.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/source.hpp"
#include "diag/diagnostic.hpp"
#include "model/database.hpp"

namespace tenon::prisma {

/// What no database holds, and what to do about it; told where it stands.
struct Leftover {
  std::string what;
  std::string instead;
  std::vector<Span> places;
};

struct Imported {
  model::Database database;
  std::map<model::Identity, std::string> names;  ///< of models, enums, and of foreign keys their relations
  std::vector<Leftover> leftovers;
};

/// The files are one schema. Nothing where they have errors, which are reported.
std::optional<Imported> imported(const SourceSet& sources, diag::Sink& sink);

}  // namespace tenon::prisma

// What a database was when its last migration had ended, so that what was changed by hand since is found.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "catalog/reader.hpp"
#include "model/differences.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::migration {

/// Whether a difference is to be told; fields that aren't are taken out of it.
using Sift = std::function<bool(model::Difference&)>;

/// Two databases and how they differ.
struct Compared {
  model::Database wanted;
  model::Database found;
  std::vector<model::Difference> differences;  ///< of these two
};

/// Both without roles, which are the server's, without the partitions that only one of them has, since those
/// come and go, and without what partitions have of their tables' indexes, which the server names; with what
/// no kind holds where both were read whole.
Compared compared(const model::Database& wanted, const model::Database& found, const Sift& sift = nullptr,
                  catalog::Depth depth = catalog::Depth::kHeld);
/// The same, told.
std::string told_differences(const model::Database& wanted, const model::Database& found,
                             const Sift& sift = nullptr, catalog::Depth depth = catalog::Depth::kHeld);

/// Keeps with the part that was run last what the catalog says now.
tl::expected<void, std::string> keep_state(pq::Session& session, const std::string& schema);

/// What the catalog said when the part that was run last had ended; nothing where that isn't written down.
tl::expected<std::optional<model::Database>, std::string> kept_state(pq::Session& session,
                                                                     const std::string& schema);

struct Drift {
  std::string unjudged;     ///< why nothing can be said; empty where something can
  std::string differences;  ///< object by object; empty where nothing has become another since
};
tl::expected<Drift, std::string> drift(pq::Session& session, const std::string& schema, const Sift& sift);

}  // namespace tenon::migration

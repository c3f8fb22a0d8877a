// Whether the look at a database notices every way to break it: each mutant of what a schema promises is
// done, looked for and undone.
#pragma once

#include <functional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "mutation/mutation.hpp"
#include "world/world.hpp"

namespace tenon::prove {

/// One of the mutants, for people.
struct Tried {
  std::string object;  ///< `policy notes_select on public.notes`
  std::string what;    ///< `condition`
  std::string sql;
};

struct Proof {
  std::size_t killed = 0;      ///< something was found
  std::size_t equivalent = 0;  ///< the catalog is what it was
  std::size_t refused = 0;     ///< the server does no such thing
  std::vector<Tried> noted;    ///< a note tells of it, and no finding
  std::vector<Tried> survivors;
  std::vector<Tried> unreadable;  ///< nothing can be read any more, which `verify` says

  [[nodiscard]] std::size_t mutants() const {
    return killed + equivalent + refused + noted.size() + survivors.size() + unreadable.size();
  }
};

struct Progress {
  using Show = std::function<void(const Progress&)>;
  std::size_t done = 0;
  std::size_t total = 0;
  const mutation::Mutant* next = nullptr;
};

/// Each in a transaction of its own that is rolled back. The session is a superuser's of a server of the
/// tool's own, on which the schema was put a moment ago. Strict takes for a finding what `verify --strict`
/// does. The error says what was found before anything was
/// broken, or what can't be read.
tl::expected<Proof, std::string> prove(pq::Session& session, const world::Promise& promise,
                                       bool strict = false, const Progress::Show& progress = {});

}  // namespace tenon::prove

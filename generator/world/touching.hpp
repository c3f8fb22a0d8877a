// What of the promised relations an object reads, writes or refers to.
#pragma once

#include <set>
#include <string>

#include "world/scene.hpp"

namespace tenon::world {

class Touching {
 public:
  explicit Touching(const Scene& scene);

  /// By the server's word: what its definition depends on, through other strangers too. `public.notes`
  [[nodiscard]] std::set<std::string> depended_on(const model::Object& object) const;
  /// By the names that stand in a function's text, which the server doesn't read when it is made.
  [[nodiscard]] std::set<std::string> named_in(const model::Function& function) const;

 private:
  const Scene& scene_;
  std::map<std::string, std::string> relations_;  ///< the qualified by their names alone
};

}  // namespace tenon::world

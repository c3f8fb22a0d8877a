// Which tables of tenants a stranger's looks like: no dependency tells where the rows of a copy came from.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "world/scene.hpp"

namespace tenon::world {

class Copies {
 public:
  explicit Copies(const Scene& scene)
      : scene_(scene), spaces_(spaces(scene.schema)), columns_(columns_of_tables(scene.live.database)) {}

  /// The promised tables of tenants that one looks like: it tells whose its rows are, or has most of their
  /// columns. `public.notes`
  [[nodiscard]] std::set<std::string> rows_of(const model::Object& object) const;

 private:
  const Scene& scene_;
  std::vector<std::string> spaces_;
  ColumnsOfTables columns_;
};

}  // namespace tenon::world

// How values travel between a program and the server: parameters in the types that statements want, columns
// in those that C++ reads.
#pragma once

#include <string>
#include <vector>

#include "dialect/dialect.hpp"

namespace tenon::dialect {

/// Hands out `$1::type`, `$2::type`, …
class Parameters {
 public:
  explicit Parameters(const ir::Schema& schema) : schema_(schema) {}

  [[nodiscard]] const ir::Schema& schema() const { return schema_; }
  SqlText next(const ir::Type& type);
  SqlText next_flag() { return numbered("boolean"); }
  SqlText next_limit() { return numbered("bigint"); }

 private:
  SqlText numbered(std::string_view type);

  const ir::Schema& schema_;
  int count_ = 0;
};

/// The type as which a column is read; nothing where that is its own. A column may grow while code runs whose
/// statements are prepared: their results would be of another type then, which the server refuses.
std::string read_as(const ir::Type& type);
/// Columns, in the types that C++ reads.
SqlText read_list(const std::vector<const ir::Column*>& columns);

}  // namespace tenon::dialect

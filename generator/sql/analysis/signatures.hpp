// What PostgreSQL's functions and operators take and give, as its catalogue has them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sql/analysis/types.hpp"

namespace tenon::sql::detail {

struct Signature {
  std::vector<SqlType> arguments;
  SqlType result;
  bool aggregates = false;
  bool is_set = false;
  bool is_variadic = false;  ///< the last argument stands for any number
  int defaults = 0;          ///< so many of the last arguments may be missing
  std::vector<std::pair<std::string, SqlType>> columns;
};

struct Category {
  char letter = 'U';
  bool preferred = false;
};

using Signatures = std::multimap<std::string, Signature, std::less<>>;

const Signatures& function_signatures();
/// With two arguments; of a prefix operator the first isn't known.
const Signatures& operator_signatures();
bool has_cast(std::string_view from, std::string_view to);
/// Of a type and no array of it.
Category category_of_name(std::string_view type);

}  // namespace tenon::sql::detail

#include "types/types.hpp"

namespace tenon::types {
namespace {

constexpr StatisticsKind kStatisticsKinds[] = {
    {"dependencies", "how far a column's value settles another's, for conditions with `=` and `IN`"},
    {"mcv", "which combinations of values are the most common ones, and how common, for any conditions"},
    {"ndistinct", "how many combinations of values there are, for `GROUP BY`"},
};

}  // namespace

std::span<const StatisticsKind> statistics_kinds() {
  return kStatisticsKinds;
}

std::vector<std::string> statistics_kind_names() {
  std::vector<std::string> out;
  for (const StatisticsKind& kind : kStatisticsKinds) out.emplace_back(kind.name);
  return out;
}

}  // namespace tenon::types

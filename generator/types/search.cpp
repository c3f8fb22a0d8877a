// What searches can name: languages of text, and distances of vectors.
#include <algorithm>

#include "types/types.hpp"

namespace tenon::types {
namespace {

// clang-format off
constexpr Metric kMetrics[] = {
    // name    class          operator  score of the distance `{}`
    {"cosine", "_cosine_ops", "<=>",    "1 - {}"},
    {"l2",     "_l2_ops",     "<->",    "1 / (1 + {})"},
    {"ip",     "_ip_ops",     "<#>",    "-{}"},           // the operator gives the negative of the product
    {"l1",     "_l1_ops",     "<+>",    "1 / (1 + {})"},
};
// clang-format on

// Of PostgreSQL 15; later versions have these too.
constexpr std::string_view kLanguages[] = {
    "arabic",     "armenian", "basque",    "catalan",    "danish",    "dutch",      "english", "finnish",
    "french",     "german",   "greek",     "hindi",      "hungarian", "indonesian", "irish",   "italian",
    "lithuanian", "nepali",   "norwegian", "portuguese", "romanian",  "russian",    "serbian", "simple",
    "spanish",    "swedish",  "tamil",     "turkish",    "yiddish",
};

}  // namespace

const Metric* find_metric(std::string_view name) {
  const auto* row =
      std::find_if(std::begin(kMetrics), std::end(kMetrics), [&](const Metric& m) { return m.name == name; });
  return row == std::end(kMetrics) ? nullptr : row;
}

std::vector<std::string> metric_names() {
  std::vector<std::string> out;
  for (const Metric& metric : kMetrics) out.emplace_back(metric.name);
  return out;
}

std::vector<std::string> text_languages() {
  return {std::begin(kLanguages), std::end(kLanguages)};
}

}  // namespace tenon::types

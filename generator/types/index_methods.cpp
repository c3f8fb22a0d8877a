#include <algorithm>

#include "types/types.hpp"

namespace tenon::types {
namespace {

constexpr OperatorClass kVectorClasses[] = {
    {"vector_cosine_ops", "vector"},
    {"vector_l2_ops", "vector"},
    {"vector_ip_ops", "vector"},
    {"vector_l1_ops", "vector"},
};

constexpr std::string_view kBtreeOptions[] = {"fillfactor", "deduplicate_items"};
constexpr std::string_view kHashOptions[] = {"fillfactor"};
constexpr std::string_view kGistOptions[] = {"fillfactor", "buffering"};
constexpr std::string_view kGinOptions[] = {"fastupdate", "gin_pending_list_limit"};
constexpr std::string_view kBrinOptions[] = {"pages_per_range", "autosummarize"};
constexpr std::string_view kHnswOptions[] = {"m", "ef_construction"};
constexpr std::string_view kIvfflatOptions[] = {"lists"};

// clang-format off
constexpr IndexMethod kIndexMethods[] = {
    // name      order  include many   tenant class  scalars containers dims  classes       options
    {"btree",    true,  true,   true,  true,  false, true,   true,   0,    {},             kBtreeOptions},
    {"hash",     false, false,  false, false, false, true,   true,   0,    {},             kHashOptions},
    {"gin",      false, false,  true,  false, false, false,  true,   0,    {},             kGinOptions},
    {"gist",     false, true,   true,  false, false, false,  false,  0,    {},             kGistOptions},
    {"brin",     false, false,  true,  false, false, true,   false,  0,    {},             kBrinOptions},
    {"hnsw",     false, false,  false, false, true,  false,  false,  2000, kVectorClasses, kHnswOptions, "hnsw.iterative_scan"},
    {"ivfflat",  false, false,  false, false, true,  false,  false,  2000, kVectorClasses, kIvfflatOptions, "ivfflat.iterative_scan"},
};
// clang-format on

}  // namespace

const IndexMethod* find_index_method(std::string_view name) {
  const auto* row = std::find_if(std::begin(kIndexMethods), std::end(kIndexMethods),
                                 [&](const IndexMethod& method) { return method.name == name; });
  return row == std::end(kIndexMethods) ? nullptr : row;
}

std::vector<std::string> index_method_names() {
  std::vector<std::string> out;
  for (const IndexMethod& method : kIndexMethods) out.emplace_back(method.name);
  return out;
}

}  // namespace tenon::types

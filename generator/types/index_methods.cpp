#include <algorithm>

#include "types/types.hpp"

namespace tenon::types {
namespace {

// An index takes vectors of 2000 dimensions, and halfvecs, which are half as large, of 4000.
constexpr OperatorClass kVectorClasses[] = {
    {"vector_cosine_ops", "vector", 2000},    {"vector_l2_ops", "vector", 2000},
    {"vector_ip_ops", "vector", 2000},        {"vector_l1_ops", "vector", 2000},
    {"halfvec_cosine_ops", "halfvec", 4000},  {"halfvec_l2_ops", "halfvec", 4000},
    {"halfvec_ip_ops", "halfvec", 4000},      {"halfvec_l1_ops", "halfvec", 4000},
    {"sparsevec_cosine_ops", "sparsevec", 0}, {"sparsevec_l2_ops", "sparsevec", 0},
    {"sparsevec_ip_ops", "sparsevec", 0},     {"sparsevec_l1_ops", "sparsevec", 0},
};
// ivfflat has no distance l1.
constexpr OperatorClass kIvfflatClasses[] = {
    {"vector_cosine_ops", "vector", 2000}, {"vector_l2_ops", "vector", 2000},
    {"vector_ip_ops", "vector", 2000},     {"halfvec_cosine_ops", "halfvec", 4000},
    {"halfvec_l2_ops", "halfvec", 4000},   {"halfvec_ip_ops", "halfvec", 4000},
};

struct ExtensionClass {
  std::string_view name;
  std::string_view extension;
};

constexpr ExtensionClass kExtensionClasses[] = {
    {"gin_trgm_ops", "pg_trgm"},   {"gist_trgm_ops", "pg_trgm"},     {"gist_ltree_ops", "ltree"},
    {"gist__ltree_ops", "ltree"},  {"ltree_ops", "ltree"},           {"gin_hstore_ops", "hstore"},
    {"gist_hstore_ops", "hstore"}, {"gin__int_ops", "intarray"},     {"gist__int_ops", "intarray"},
    {"citext_ops", "citext"},      {"citext_pattern_ops", "citext"},
};

constexpr std::string_view kBtreeOptions[] = {"fillfactor", "deduplicate_items"};
constexpr std::string_view kHashOptions[] = {"fillfactor"};
constexpr std::string_view kGistOptions[] = {"fillfactor", "buffering"};
constexpr std::string_view kSpgistOptions[] = {"fillfactor"};
constexpr std::string_view kGinOptions[] = {"fastupdate", "gin_pending_list_limit"};
constexpr std::string_view kBrinOptions[] = {"pages_per_range", "autosummarize"};
constexpr std::string_view kHnswOptions[] = {"m", "ef_construction"};
constexpr std::string_view kIvfflatOptions[] = {"lists"};

// Among 200,000 rows, of a tenant with a tenth of them: pgvector's own 40 and 1 find 19 of 20 nearest rows
// and fewer.
constexpr SearchEffort kHnswEffort = {"ef_search", "hnsw.ef_search", 100, 1000, "hnsw.iterative_scan"};
constexpr SearchEffort kIvfflatEffort = {"probes", "ivfflat.probes", 20, 32768, "ivfflat.iterative_scan"};

// clang-format off
constexpr unsigned kPlain = kScalar | kText | kNetwork | kRange;
constexpr unsigned kComparable = kPlain | kLabel | kFolded | kContainer | kDocument | kEmbedding | kBits | kMultirange | kMap | kTerms;

constexpr IndexMethod kIndexMethods[] = {
    // name      order  include many   tenant class  default operator classes for              scalars by    classes          options
    {"btree",    true,  true,   true,  true,  false, kComparable,                                       "",           {},              kBtreeOptions},
    {"hash",     false, false,  false, false, false, kPlain | kLabel | kFolded | kContainer | kMultirange | kMap, "",           {},              kHashOptions},
    {"gin",      false, false,  true,  false, false, kContainer | kDocument | kMap,                     "btree_gin",  {},              kGinOptions},
    {"gist",     false, true,   true,  false, false, kRange | kDocument | kMultirange | kMap | kTerms | kPlane, "btree_gist", {},              kGistOptions},
    {"spgist",   false, true,   false, false, false, kText | kNetwork | kRange | kPlane,                "",           {},              kSpgistOptions},
    {"brin",     false, false,  true,  false, false, kPlain | kBits,                                    "",           {},              kBrinOptions},
    {"hnsw",     false, false,  false, false, true,  0,                                        "",           kVectorClasses,  kHnswOptions, kHnswEffort},
    {"ivfflat",  false, false,  false, false, true,  0,                                        "",           kIvfflatClasses, kIvfflatOptions, kIvfflatEffort},
};
// clang-format on

}  // namespace

bool has_equality(const ColumnType& type) {
  return (type.family & kComparable) != 0;
}

const IndexMethod* find_index_method(std::string_view name) {
  const auto* row = std::find_if(std::begin(kIndexMethods), std::end(kIndexMethods),
                                 [&](const IndexMethod& method) { return method.name == name; });
  return row == std::end(kIndexMethods) ? nullptr : row;
}

std::string_view extension_of_class(std::string_view name) {
  const auto* row = std::find_if(std::begin(kExtensionClasses), std::end(kExtensionClasses),
                                 [&](const ExtensionClass& item) { return item.name == name; });
  return row == std::end(kExtensionClasses) ? std::string_view() : row->extension;
}

std::vector<std::string> index_method_names() {
  std::vector<std::string> out;
  for (const IndexMethod& method : kIndexMethods) out.emplace_back(method.name);
  return out;
}

}  // namespace tenon::types

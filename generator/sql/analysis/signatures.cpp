#include "sql/analysis/signatures.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

namespace tenon::sql::detail {
namespace {

constexpr std::string_view kSignatures[] = {
#define TENON_SIGNATURES(entries) entries,
#define TENON_OPERATORS(entries)
#define TENON_CASTS(entries)
#define TENON_CATEGORIES(entries)
#include "sql/signatures.def"
#undef TENON_SIGNATURES
#undef TENON_OPERATORS
};

constexpr std::string_view kOperators[] = {
#define TENON_SIGNATURES(entries)
#define TENON_OPERATORS(entries) entries,
#include "sql/signatures.def"
#undef TENON_OPERATORS
#undef TENON_CASTS
};

constexpr std::string_view kCasts[] = {
#define TENON_OPERATORS(entries)
#define TENON_CASTS(entries) entries,
#include "sql/signatures.def"
#undef TENON_CASTS
#undef TENON_CATEGORIES
};

constexpr std::string_view kCategories[] = {
#define TENON_CASTS(entries)
#define TENON_CATEGORIES(entries) entries,
#include "sql/signatures.def"
#undef TENON_SIGNATURES
#undef TENON_OPERATORS
#undef TENON_CASTS
#undef TENON_CATEGORIES
};

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(by), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

template <typename Lists, typename Take>
void each_entry(const Lists& lists, const Take& take) {
  for (const std::string_view list : lists) {
    for (const std::string_view entry : split(list, ' ')) {
      if (entry.empty()) continue;
      auto parts = split(entry, ':');
      parts.resize(5);
      take(parts);
    }
  }
}

void read_flags(std::string_view flags, Signature& out) {
  for (const char flag : flags) {
    out.aggregates = out.aggregates || flag == 'a';
    out.is_set = out.is_set || flag == 's';
    out.is_variadic = out.is_variadic || flag == 'v';
    if (std::isdigit(static_cast<unsigned char>(flag)) != 0) out.defaults = out.defaults * 10 + (flag - '0');
  }
}

}  // namespace

const Signatures& function_signatures() {
  static const Signatures table = [] {
    Signatures out;
    each_entry(kSignatures, [&](const auto& parts) {
      Signature item;
      for (const std::string_view type : split(parts[1], ','))
        item.arguments.push_back(type_of_catalogue(type));
      item.result = type_of_catalogue(parts[2]);
      read_flags(parts[3], item);
      for (const std::string_view column : split(parts[4], ',')) {
        const std::size_t equals = column.find('=');
        item.columns.emplace_back(column.substr(0, equals), type_of_catalogue(column.substr(equals + 1)));
      }
      out.emplace(parts[0], std::move(item));
    });
    return out;
  }();
  return table;
}

const Signatures& operator_signatures() {
  static const Signatures table = [] {
    Signatures out;
    each_entry(kOperators, [&](const auto& parts) {
      Signature item;
      item.arguments = {type_of_catalogue(parts[1]), type_of_catalogue(parts[2])};
      item.result = type_of_catalogue(parts[3]);
      out.emplace(parts[0], std::move(item));
    });
    return out;
  }();
  return table;
}

bool has_cast(std::string_view from, std::string_view to) {
  static const std::set<std::pair<std::string_view, std::string_view>> table = [] {
    std::set<std::pair<std::string_view, std::string_view>> out;
    each_entry(kCasts, [&](const auto& parts) { out.emplace(parts[0], parts[1]); });
    return out;
  }();
  return table.contains({from, to});
}

Category category_of_name(std::string_view type) {
  static const std::map<std::string_view, Category> table = [] {
    std::map<std::string_view, Category> out;
    each_entry(kCategories, [&](const auto& parts) {
      out.emplace(parts[0], Category{parts[1].empty() ? 'U' : parts[1][0], parts[2] == "t"});
    });
    return out;
  }();
  const auto found = table.find(type);
  return found == table.end() ? Category{} : found->second;
}

}  // namespace tenon::sql::detail

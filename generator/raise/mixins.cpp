#include "raise/mixins.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "raise/spelling.hpp"

namespace tenon::raise {

namespace {

constexpr std::size_t kFewestFields = 2;
constexpr std::size_t kFewestTables = 3;

using Tables = std::map<TableKey, std::vector<FieldLine>>;
/// Tables by what their last fields say.
using Endings = std::map<std::vector<std::string>, std::vector<TableKey>>;

/// At least one field stays the table's own.
Endings endings_of(const Tables& tables, const std::map<TableKey, std::size_t>& used) {
  Endings out;
  for (const auto& [table, fields] : tables) {
    if (used.contains(table)) continue;
    std::vector<std::string> ending;
    for (std::size_t i = fields.size(); i-- > 1 && fields[i].can_be_shared;) {
      ending.insert(ending.begin(), fields[i].text);
      if (ending.size() >= kFewestFields) out[ending].push_back(table);
    }
  }
  return out;
}

/// How many lines the text has less: the mixin has its own, and two for its head and its end, and one between
/// it and what follows.
long saved(const Endings::value_type& ending) {
  const auto fields = static_cast<long>(ending.first.size());
  const auto tables = static_cast<long>(ending.second.size());
  constexpr long kAround = 3;
  return tables < static_cast<long>(kFewestTables) ? 0 : tables * fields - fields - kAround;
}

std::string field_of(const std::string& line) {
  return line.substr(0, line.find(':'));
}

bool tells_time(const std::string& line) {
  return field_of(line).ends_with("_at") || line.find(": timestamp") != std::string::npos;
}

/// `Timestamps` of times alone, else the names of its fields, or of the first where they are many.
std::string name_of(const std::vector<std::string>& ending) {
  if (std::all_of(ending.begin(), ending.end(), tells_time)) return "Timestamps";
  constexpr std::size_t kMostNamed = 3;
  std::string out;
  for (std::size_t i = 0; i < std::min(ending.size(), kMostNamed); ++i)
    out += pascal_case(snake_case(field_of(ending[i])));
  return out;
}

}  // namespace

Mixins mixins_of(const Tables& tables, const std::vector<std::string>& taken) {
  Mixins out;
  Names names;
  for (const std::string& each : taken) names.take(each);
  while (true) {
    const Endings endings = endings_of(tables, out.used);
    const auto best = std::max_element(endings.begin(), endings.end(),
                                       [](const auto& a, const auto& b) { return saved(a) < saved(b); });
    if (best == endings.end() || saved(*best) <= 0) return out;
    const std::vector<FieldLine>& first = tables.at(best->second.front());
    Mixin mixin{names.take(name_of(best->first)), {}};
    mixin.fields.assign(first.end() - static_cast<std::ptrdiff_t>(best->first.size()), first.end());
    for (const TableKey& table : best->second) out.used.emplace(table, out.all.size());
    out.all.push_back(std::move(mixin));
  }
}

}  // namespace tenon::raise

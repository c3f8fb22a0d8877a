#include "raise/files.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace tenon::raise {

namespace {

constexpr std::size_t kFewest = 3;  ///< tables of a file

/// `order` of `orders` and of `order_items`.
std::string first_word(const std::string& table) {
  const std::string name = snake_case(entity_name(table));
  return name.substr(0, name.find('_'));
}

/// Those that are called alike, where they are several.
std::map<TableKey, std::string> by_first_word(const Choices& choices) {
  std::map<std::string, std::size_t> counts;
  for (const auto& [table, entity] : choices.entities) ++counts[first_word(table.second)];
  std::map<TableKey, std::string> out;
  for (const auto& [table, entity] : choices.entities) {
    const std::string word = first_word(table.second);
    if (counts[word] >= kFewest) out[table] = word;
  }
  return out;
}

/// The files of the tables that a table refers to, or that refer to it.
std::map<TableKey, std::set<std::string>> files_around(const Choices& choices,
                                                       const std::map<TableKey, std::string>& files) {
  std::map<TableKey, std::set<std::string>> out;
  const auto see = [&](const TableKey& table, const TableKey& other) {
    const auto file = files.find(other);
    if (file != files.end()) out[table].insert(file->second);
  };
  for (const auto& [table, entity] : choices.entities) {
    for (const model::Object* each : choices.tables.at(table).constraints) {
      const auto& refers = each->as<model::Constraint>().refers;
      if (!refers) continue;
      const TableKey target{refers->schema, refers->name};
      see(table, target);
      see(target, table);
    }
  }
  return out;
}

}  // namespace

Files::Files(const Choices& choices) {
  std::set<std::string> spaces;
  for (const auto& [table, entity] : choices.entities) spaces.insert(table.first);
  by_space_ = spaces.size() > 1;
  if (!by_space_) tables_ = by_first_word(choices);
  const auto around = files_around(choices, tables_);
  for (const auto& [table, entity] : choices.entities) {
    const auto near = around.find(table);
    const bool has_one = near != around.end() && near->second.size() == 1;
    if (by_space_) {
      tables_[table] = snake_case(field_name(table.first));
    } else {
      tables_.emplace(table, has_one ? *near->second.begin() : "tables");
    }
  }
}

std::string Files::of_type(const model::Identity& type) const {
  return by_space_ ? snake_case(field_name(type.schema)) : "types";
}

}  // namespace tenon::raise

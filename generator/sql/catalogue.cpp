#include "sql/catalogue.hpp"

#include <algorithm>
#include <map>

namespace tenon::sql {
namespace {

struct FunctionGroup {
  std::string_view extension;
  Volatility volatility;
  FunctionKind kind;
  std::string_view names;
};

constexpr FunctionGroup kFunctionGroups[] = {
#define TENON_FUNCTIONS(extension, volatility, kind, names) \
  {extension, Volatility::volatility, FunctionKind::kind, names},
#include "sql/functions.def"
#undef TENON_FUNCTIONS
};

struct TypeGroup {
  std::string_view extension;
  std::string_view names;
};

constexpr TypeGroup kTypeGroups[] = {
#define TENON_TYPES(extension, names) {extension, names},
#include "sql/type_names.def"
#undef TENON_TYPES
};

template <typename Take>
void each_word(std::string_view words, const Take& take) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) take(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

const std::map<std::string_view, Function>& functions() {
  static const std::map<std::string_view, Function> table = [] {
    std::map<std::string_view, Function> out;
    for (const FunctionGroup& group : kFunctionGroups) {
      each_word(group.names, [&](std::string_view name) {
        out.emplace(name, Function{name, group.extension, group.volatility, group.kind});
      });
    }
    return out;
  }();
  return table;
}

const std::map<std::string_view, TypeName>& types() {
  static const std::map<std::string_view, TypeName> table = [] {
    std::map<std::string_view, TypeName> out;
    for (const TypeGroup& group : kTypeGroups) {
      each_word(group.names, [&](std::string_view name) {
        out.emplace(name, TypeName{name, group.extension});
      });
    }
    return out;
  }();
  return table;
}

template <typename Row>
std::vector<std::string> names_in(const std::map<std::string_view, Row>& table,
                                  const std::vector<std::string>& extensions) {
  std::vector<std::string> out;
  for (const auto& [name, row] : table) {
    const bool there = row.extension.empty() ||
                       std::find(extensions.begin(), extensions.end(), row.extension) != extensions.end();
    if (there) out.emplace_back(name);
  }
  return out;
}

}  // namespace

const Function* find_function(std::string_view name) {
  const auto found = functions().find(name);
  return found == functions().end() ? nullptr : &found->second;
}

const TypeName* find_type_name(std::string_view name) {
  const auto found = types().find(name);
  return found == types().end() ? nullptr : &found->second;
}

bool runs_text(std::string_view name, std::size_t arguments) {
  static constexpr std::string_view kRunning[] = {"ts_stat",   "dblink",     "dblink_exec", "dblink_open",
                                                  "crosstab",  "crosstab2",  "crosstab3",   "crosstab4",
                                                  "connectby", "xpath_table"};
  // With three it is given what to put in.
  if (name == "ts_rewrite") return arguments == 2;
  return name.find("_to_xml") != std::string_view::npos ||
         std::find(std::begin(kRunning), std::end(kRunning), name) != std::end(kRunning);
}

bool is_known_extension(std::string_view extension) {
  return std::any_of(std::begin(kFunctionGroups), std::end(kFunctionGroups),
                     [&](const FunctionGroup& group) { return group.extension == extension; });
}

std::vector<std::string> function_names(const std::vector<std::string>& extensions) {
  return names_in(functions(), extensions);
}

std::vector<std::string> type_names(const std::vector<std::string>& extensions) {
  return names_in(types(), extensions);
}

}  // namespace tenon::sql

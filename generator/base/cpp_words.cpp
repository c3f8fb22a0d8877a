#include "base/cpp_words.hpp"

#include <algorithm>
#include <cctype>
#include <unordered_map>

namespace tenon {
namespace {

enum class Origin { kKeyword, kMacro, kGlobal };

struct Group {
  Origin origin;
  std::string_view names;
};

constexpr Group kGroups[] = {
#define TENON_CPP_WORDS(origin, names) {Origin::origin, names},
#include "base/cpp_words.def"
#undef TENON_CPP_WORDS
};

using Words = std::unordered_map<std::string_view, Origin>;

const Words& words() {
  static const Words table = [] {
    Words out;
    for (const Group& group : kGroups) {
      for (std::string_view rest = group.names; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        out.emplace(rest.substr(0, end), group.origin);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return out;
  }();
  return table;
}

/// Names that the compiler and its library keep to themselves; which of them are macros, they don't say.
bool is_reserved(std::string_view name) {
  return name.starts_with("__") ||
         (name.size() > 1 && name[0] == '_' && std::isupper(static_cast<unsigned char>(name[1])) != 0);
}

}  // namespace

bool is_cpp_word(std::string_view name) {
  const auto found = words().find(name);
  return found == words().end() ? is_reserved(name) : found->second != Origin::kGlobal;
}

std::string spelled_in_cpp(std::string_view name) {
  return std::string(name) + (is_cpp_word(name) ? "_" : "");
}

bool is_cpp_global(std::string_view name) {
  return is_cpp_word(name) || words().contains(name);
}

}  // namespace tenon

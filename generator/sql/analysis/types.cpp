// PostgreSQL's rules for which function or operator is meant: chapter 10 of its manual, "Type Conversion".
#include "sql/analysis/types.hpp"

#include <algorithm>
#include <map>

#include "sql/analysis/signatures.hpp"

namespace tenon::sql {
namespace {

using detail::Category;
using detail::Signature;
using Types = std::vector<SqlType>;

bool is_polymorphic(const SqlType& type) {
  return type.name == "any" || type.name.starts_with("any");
}

Category category(const SqlType& type) {
  if (type.dimensions > 0) return {'A', false};
  if (type.is_enum) return {'E', false};
  return detail::category_of_name(type.name);
}

/// Whether a value of the type may stand for a polymorphic argument, whatever the others are.
bool fits_polymorphic(const SqlType& from, const SqlType& to) {
  const bool wants_array =
      to.name.ends_with("array") && to.name != "anynonarray" && to.name != "anycompatiblenonarray";
  if (wants_array) return from.dimensions > 0 || from.is_literal();
  if (to.name.ends_with("nonarray")) return from.dimensions == 0;
  if (to.name == "anyenum") return from.is_enum;
  if (to.name.ends_with("multirange")) return from.name.ends_with("multirange");
  if (to.name.ends_with("range"))
    return from.name.ends_with("range") && !from.name.ends_with("multirange") && from.dimensions == 0;
  return true;
}

/// The type of a range's bounds.
std::string bound_of_range(std::string_view range) {
  static const std::map<std::string_view, std::string_view> table = {{"int4range", "int4"},
                                                                     {"int8range", "int8"},
                                                                     {"numrange", "numeric"},
                                                                     {"tsrange", "timestamp"},
                                                                     {"tstzrange", "timestamptz"},
                                                                     {"daterange", "date"},
                                                                     {"int4multirange", "int4"},
                                                                     {"int8multirange", "int8"},
                                                                     {"nummultirange", "numeric"},
                                                                     {"tsmultirange", "timestamp"},
                                                                     {"tstzmultirange", "timestamptz"},
                                                                     {"datemultirange", "date"}};
  const auto found = table.find(range);
  return found == table.end() ? "" : std::string(found->second);
}

/// What the polymorphic arguments stand for: the element's type. Nothing where they contradict one another.
std::optional<SqlType> bound_element(const Types& given, const Types& wanted) {
  Types elements;
  bool compatible = false;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (!is_polymorphic(wanted[i]) || wanted[i].name == "any" || given[i].is_literal()) continue;
    SqlType element = given[i];
    compatible = compatible || wanted[i].name.starts_with("anycompatible");
    if (wanted[i].name.ends_with("array") && !wanted[i].name.ends_with("nonarray"))
      element.dimensions = std::max(0, element.dimensions - 1);
    if (wanted[i].name.ends_with("range")) element = {bound_of_range(given[i].name), 0, false};
    elements.push_back(std::move(element));
  }
  if (elements.empty()) return SqlType{"text", 0, false};
  if (compatible) {
    const SqlType common = common_type(elements);
    return common.known() ? std::optional(common) : std::nullopt;
  }
  const bool same = std::all_of(elements.begin(), elements.end(),
                                [&](const SqlType& other) { return other == elements.front(); });
  return same ? std::optional(elements.front()) : std::nullopt;
}

/// The range or multirange that a polymorphic argument is of.
SqlType given_range(const Types& given, const Types& wanted) {
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (wanted[i].name.ends_with("range")) return given[i];
  }
  return {};
}

SqlType result_of(const Signature& signature, const Types& given, const Types& wanted) {
  if (!is_polymorphic(signature.result)) return signature.result;
  const auto element = bound_element(given, wanted);
  if (!element) return {};
  const std::string& name = signature.result.name;
  if (name.ends_with("range")) return given_range(given, wanted);
  SqlType out = *element;
  if (name.ends_with("array") && !name.ends_with("nonarray")) out.dimensions += 1;
  return out;
}

/// The arguments as this call has them: those with defaults left out, the last one as often as it is given.
std::optional<Types> arguments_for(const Signature& signature, std::size_t count) {
  Types out = signature.arguments;
  if (signature.is_variadic && count >= out.size()) {
    SqlType each = out.back();
    if (each.dimensions > 0) {
      each.dimensions -= 1;
    } else if (each.name == "anyarray" || each.name == "anycompatiblearray") {
      each.name = each.name == "anyarray" ? "anyelement" : "anycompatible";
    }
    out.pop_back();
    while (out.size() < count) out.push_back(each);
    return out;
  }
  if (count > out.size() || count + static_cast<std::size_t>(signature.defaults) < out.size())
    return std::nullopt;
  out.resize(count);
  return out;
}

struct Candidate {
  const Signature* signature;
  Types wanted;
  bool spread = false;  ///< its last argument was spread out
};

bool accepts(const Candidate& candidate, const Types& given) {
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (!given[i].is_literal() && !converts(given[i], candidate.wanted[i])) return false;
  }
  return bound_element(given, candidate.wanted).has_value();
}

bool is_exact(const Candidate& candidate, const Types& given) {
  return candidate.wanted == given;
}

/// Keeps the candidates that the measure gives most.
template <typename Measure>
void keep_best(std::vector<Candidate>& candidates, const Measure& measure) {
  int best = 0;
  for (const Candidate& item : candidates) best = std::max(best, measure(item));
  std::erase_if(candidates, [&](const Candidate& item) { return measure(item) < best; });
}

template <typename Holds>
int count_arguments(const Types& given, const Holds& holds) {
  int out = 0;
  for (std::size_t i = 0; i < given.size(); ++i) out += holds(i) ? 1 : 0;
  return out;
}

/// A literal is taken for a text where one can stand, and else for what all candidates want there.
void settle_literals(std::vector<Candidate>& candidates, const Types& given) {
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (!given[i].is_literal()) continue;
    const auto letter = [&](const Candidate& item) { return category(item.wanted[i]).letter; };
    const bool any_text = std::any_of(candidates.begin(), candidates.end(),
                                      [&](const Candidate& item) { return letter(item) == 'S'; });
    const char wanted = any_text ? 'S' : letter(candidates.front());
    const bool all_same = std::all_of(candidates.begin(), candidates.end(),
                                      [&](const Candidate& item) { return letter(item) == wanted; });
    if (!any_text && !all_same) continue;
    const bool prefers = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& item) {
      return letter(item) == wanted && category(item.wanted[i]).preferred;
    });
    std::erase_if(candidates, [&](const Candidate& item) {
      return letter(item) != wanted || (prefers && !category(item.wanted[i]).preferred);
    });
  }
}

/// Literals are taken for the one type that all else has.
void take_literals_for_the_others(std::vector<Candidate>& candidates, const Types& given) {
  std::optional<SqlType> only;
  for (const SqlType& type : given) {
    if (type.is_literal()) continue;
    if (only && !(*only == type)) return;
    only = type;
  }
  if (!only) return;
  const Types assumed(given.size(), *only);
  std::erase_if(candidates, [&](const Candidate& item) { return !accepts(item, assumed); });
}

std::optional<Candidate> choose(std::vector<Candidate> candidates, const Types& given) {
  const auto exact = std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& item) {
    return !item.spread && is_exact(item, given);
  });
  if (exact != candidates.end()) return *exact;
  std::erase_if(candidates, [&](const Candidate& item) { return !accepts(item, given); });
  const auto settled = [&] { return candidates.size() <= 1; };
  if (settled()) return candidates.empty() ? std::nullopt : std::optional(candidates.front());
  keep_best(candidates, [&](const Candidate& item) {
    return count_arguments(
        given, [&](std::size_t i) { return !given[i].is_literal() && item.wanted[i] == given[i]; });
  });
  if (settled()) return candidates.front();
  keep_best(candidates, [&](const Candidate& item) {
    return count_arguments(given, [&](std::size_t i) {
      return !given[i].is_literal() && (item.wanted[i] == given[i] || category(item.wanted[i]).preferred);
    });
  });
  if (settled()) return candidates.front();
  const std::vector<Candidate> before = candidates;
  settle_literals(candidates, given);
  if (candidates.size() == 1) return candidates.front();
  candidates = before;
  take_literals_for_the_others(candidates, given);
  if (candidates.size() == 1) return candidates.front();
  // Those that differ by a name alone, as `any` beside `anyelement`, give the same.
  return std::nullopt;
}

}  // namespace

std::string to_string(const SqlType& type) {
  std::string out = type.name;
  for (int i = 0; i < type.dimensions; ++i) out += "[]";
  return out;
}

SqlType type_of_catalogue(std::string_view name) {
  if (name.starts_with('_')) return {std::string(name.substr(1)), 1, false};
  return {std::string(name), 0, false};
}

bool converts(const SqlType& from, const SqlType& to) {
  if (from == to || from.is_literal() || to.name == "any") return true;
  if (is_polymorphic(to)) return fits_polymorphic(from, to);
  if (from.dimensions != to.dimensions) return false;
  return detail::has_cast(from.name, to.name);
}

SqlType common_type(const Types& types) {
  SqlType out{"unknown", 0, false};
  for (const SqlType& type : types) {
    if (!type.known()) return {};
    if (type.is_literal() || type == out) continue;
    if (out.is_literal()) {
      out = type;
      continue;
    }
    if (category(type).letter != category(out).letter && !converts(out, type) && !converts(type, out))
      return {};
    if (!category(out).preferred && converts(out, type) && !converts(type, out)) out = type;
  }
  return out;
}

std::optional<Called> resolve_function(std::string_view name, const Types& arguments) {
  if (std::any_of(arguments.begin(), arguments.end(), [](const SqlType& type) { return !type.known(); })) {
    // What all functions of the name give is known all the same.
    std::optional<Called> all;
    const auto [begin, end] = detail::function_signatures().equal_range(name);
    for (auto item = begin; item != end; ++item) {
      const Signature& signature = item->second;
      if (!arguments_for(signature, arguments.size())) continue;
      if (is_polymorphic(signature.result) || (all && !(all->result == signature.result)))
        return std::nullopt;
      all = Called{signature.result, signature.is_set, signature.aggregates, signature.columns};
    }
    return all;
  }
  std::vector<Candidate> candidates;
  const auto [begin, end] = detail::function_signatures().equal_range(name);
  for (auto item = begin; item != end; ++item) {
    auto wanted = arguments_for(item->second, arguments.size());
    const bool spread = item->second.is_variadic && arguments.size() >= item->second.arguments.size();
    if (wanted) candidates.push_back({&item->second, std::move(*wanted), spread});
  }
  const auto chosen = choose(std::move(candidates), arguments);
  if (!chosen) return std::nullopt;
  const Signature& signature = *chosen->signature;
  Called out{result_of(signature, arguments, chosen->wanted), signature.is_set, signature.aggregates,
             signature.columns};
  if (!out.result.known()) return std::nullopt;
  return out;
}

std::optional<SqlType> resolve_operator(std::string_view name, const SqlType& left, const SqlType& right) {
  const bool prefix = !left.known() && left.dimensions == 0 && left.name.empty();
  Types given = prefix ? Types{right} : Types{left, right};
  if (!right.known()) return std::nullopt;
  // A literal beside something is first taken for the same.
  if (!prefix && left.is_literal() != right.is_literal()) {
    const SqlType& known = left.is_literal() ? right : left;
    const auto [begin, end] = detail::operator_signatures().equal_range(name);
    for (auto item = begin; item != end; ++item) {
      if (item->second.arguments == Types{known, known}) return item->second.result;
    }
  }
  std::vector<Candidate> candidates;
  const auto [begin, end] = detail::operator_signatures().equal_range(name);
  for (auto item = begin; item != end; ++item) {
    const bool takes_one = !item->second.arguments[0].known();
    if (takes_one != prefix) continue;
    Types wanted = prefix ? Types{item->second.arguments[1]} : item->second.arguments;
    candidates.push_back({&item->second, std::move(wanted), false});
  }
  const auto chosen = choose(std::move(candidates), given);
  if (!chosen) return std::nullopt;
  const SqlType result = result_of(*chosen->signature, given, chosen->wanted);
  return result.known() ? std::optional(result) : std::nullopt;
}

}  // namespace tenon::sql

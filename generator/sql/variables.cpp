// `session.user` in SQL: Postgres's parser takes it for a column, of a table that isn't there.
#include <algorithm>
#include <cctype>

#include "sql/following.hpp"
#include "sql/parsed.hpp"
#include "sql/parser.hpp"

namespace tenon::sql {
namespace {

using Json = nlohmann::json;
using detail::strings;

constexpr std::string_view kSession = "session";

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The end of what separates words: blanks and comments.
std::size_t behind_blanks(std::string_view text, std::size_t at) {
  for (;;) {
    while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])) != 0) ++at;
    if (at >= text.size()) return text.size();
    const bool line = text.substr(at).starts_with("--");
    if (!line && !text.substr(at).starts_with("/*")) return at;
    const std::size_t end = text.find(line ? "\n" : "*/", at + 2);
    at = end == std::string_view::npos ? text.size() : end + (line ? 1 : 2);
  }
}

/// The end of a name, in quotes or without.
std::size_t behind_name(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == '"') {
    const std::size_t end = text.find('"', at + 1);
    return end == std::string_view::npos ? text.size() : end + 1;
  }
  while (at < text.size() && is_word(text[at])) ++at;
  return at;
}

/// Of `session.user` at the offset, however it is spaced.
std::size_t length_at(std::string_view text, std::size_t offset) {
  const std::size_t dot = behind_blanks(text, behind_name(text, offset));
  return behind_name(text, behind_blanks(text, dot + 1)) - offset;
}

/// Whether the node is a table, an alias or a WITH query of the name.
bool brings_session(const Json& node) {
  static constexpr std::pair<const char*, const char*> kNames[] = {
      {"RangeVar", "relname"}, {"alias", "aliasname"}, {"CommonTableExpr", "ctename"}};
  return std::any_of(std::begin(kNames), std::end(kNames), [&](const auto& each) {
    const auto found = node.find(each.first);
    return found != node.end() && found->is_object() && found->value(each.second, "") == kSession;
  });
}

void collect(const Json& node, std::string_view text, std::size_t before, Variables& out) {
  if (node.is_object()) {
    out.hidden = out.hidden || brings_session(node);
    const auto column = node.find("ColumnRef");
    if (column != node.end() && is_variable(strings((*column)["fields"]))) {
      const std::size_t at = column->value("location", std::size_t{0});
      const std::size_t offset = std::min(at - std::min(at, before), text.size());
      out.named.push_back({strings((*column)["fields"]).back(), offset, length_at(text, offset)});
    }
  }
  if (!node.is_structured()) return;
  for (const Json& child : node) collect(child, text, before, out);
}

/// A relation that a subquery reads from, and what it is called there.
struct Source {
  std::string relation;
  std::string alias;
};

/// Those in a FROM clause, those of joins too.
void collect_sources(const Json& node, std::vector<Source>& out) {
  if (!node.is_structured()) return;
  if (const auto found = node.find("RangeVar"); node.is_object() && found != node.end()) {
    const std::string name = found->value("relname", "");
    const std::string schema = found->value("schemaname", "");
    const auto alias = found->find("alias");
    out.push_back({schema.empty() ? name : schema + "." + name,
                   alias == found->end() ? name : alias->value("aliasname", "")});
    return;
  }
  if (node.is_object() && (node.contains("SubLink") || node.contains("RangeSubselect"))) return;
  for (const Json& child : node) collect_sources(child, out);
}

/// Where a comparison stands: whether nothing but AND is around it, and in which subquery, where it is in
/// one.
struct Around {
  bool always = true;
  bool in_subquery = false;
  std::vector<Source> sources = {};
};

void add_compared(const Json& comparison, const Around& around, std::vector<Compared>& out) {
  const bool equality = comparison.value("kind", "") == "AEXPR_OP" && comparison.contains("name") &&
                        strings(comparison["name"]) == std::vector<std::string>{"="};
  if (!equality || !comparison.contains("lexpr") || !comparison.contains("rexpr")) return;
  std::vector<std::string> column = following::path_of(comparison["lexpr"]);
  std::vector<std::string> variable = following::path_of(comparison["rexpr"]);
  if (is_variable(column)) std::swap(column, variable);
  if (!is_variable(variable) || column.empty() || is_variable(column)) return;
  if (!around.in_subquery) out.push_back({column.back(), variable.back(), around.always});
  for (const Source& source : around.sources) {
    if (column.size() == 1 || column[column.size() - 2] == source.alias)
      out.push_back({column.back(), variable.back(), false, source.relation});
  }
}

void collect_compared(const Json& node, const Around& around, std::vector<Compared>& out) {
  if (!node.is_structured()) return;
  Around inside{false, around.in_subquery, around.sources};
  if (node.is_object()) {
    if (const auto found = node.find("SelectStmt"); found != node.end()) {
      inside.in_subquery = true;
      inside.sources.clear();
      if (found->contains("fromClause")) collect_sources((*found)["fromClause"], inside.sources);
    }
    if (const auto found = node.find("A_Expr"); found != node.end()) add_compared(*found, around, out);
    if (const auto found = node.find("BoolExpr"); found != node.end()) {
      inside.always = around.always && found->value("boolop", "") == "AND_EXPR";
      for (const Json& each : (*found)["args"]) collect_compared(each, inside, out);
      return;
    }
  }
  for (const Json& child : node) collect_compared(child, inside, out);
}

}  // namespace

bool is_variable(const std::vector<std::string>& path) {
  return path.size() == 2 && path[0] == kSession && path[1] != "*";
}

std::string with_variables(std::string_view text, const std::vector<Variable>& variables,
                           const std::function<std::string(const std::string&)>& instead) {
  std::vector<Variable> ordered = variables;
  std::sort(ordered.begin(), ordered.end(),
            [](const Variable& a, const Variable& b) { return a.offset < b.offset; });
  std::string out;
  std::size_t at = 0;
  for (const Variable& each : ordered) {
    const std::string other = instead(each.name);
    if (other.empty() || each.offset < at) continue;
    out.append(text.substr(at, each.offset - at)).append(other);
    at = std::min(each.offset + each.length, text.size());
  }
  return out.append(text.substr(at));
}

Variables variables_in(const Json& tree, std::string_view text, std::size_t before) {
  Variables out;
  collect(tree, text, before, out);
  return out;
}

std::vector<Compared> compared_with_variables(const Json& expression) {
  std::vector<Compared> out;
  collect_compared(expression, {}, out);
  return out;
}

}  // namespace tenon::sql

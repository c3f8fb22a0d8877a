#include "sql/following.hpp"

#include <algorithm>
#include <utility>

#include "sql/parser.hpp"

namespace tenon::sql::following {

const Json& member(const Json& node, const char* name) {
  static const Json kNothing = Json::object();
  if (!node.is_object()) return kNothing;
  const auto found = node.find(name);
  return found == node.end() ? kNothing : *found;
}

std::vector<std::string> path_of(const Json& node) {
  return detail::strings(member(member(node, "ColumnRef"), "fields"));
}

namespace {

bool is_constant(const Json& node) {
  if (node.contains("TypeCast")) return is_constant(member(member(node, "TypeCast"), "arg"));
  return node.contains("A_Const") || node.contains("ParamRef");
}

}  // namespace

std::optional<std::string> Scope::column(const Json& node) const {
  if (is_constant(node)) return "";
  const std::vector<std::string> path = path_of(node);
  if (path.empty() || path.back() == "*") return std::nullopt;
  bool all_known = true;
  for (const Relation& each : relations) {
    if (path.size() > 1 && path[path.size() - 2] != each.alias) continue;
    if (std::find(each.columns.begin(), each.columns.end(), path.back()) != each.columns.end())
      return each.alias + "." + path.back();
    all_known = all_known && each.known;
  }
  return lateral && all_known ? std::optional<std::string>("") : std::nullopt;
}

bool Scope::is_of_table(const Json& node) const {
  const std::string found = column(node).value_or("");
  return std::any_of(relations.begin(), relations.end(), [&](const Relation& each) {
    return each.is_table && found.starts_with(each.alias + ".");
  });
}

Following::Following(const Scope& scope, Names columns) : scope_(scope), columns_(std::move(columns)) {
  while (goes_on()) continue;
}

bool Following::has(const std::string& column) const {
  return column.empty() || columns_.contains(column);
}

bool Following::has_all_rows() const {
  return rows_.size() == scope_.relations.size();
}

bool Following::goes_on() {
  const std::size_t before = columns_.size() + rows_.size();
  for (const Equal& each : scope_.equal) follow(each);
  for (const Relation& each : scope_.relations) follow(each);
  return columns_.size() + rows_.size() > before;
}

void Following::follow(const Equal& each) {
  if (!each.may_be_missing) {
    if (has(each.one)) columns_.insert(each.other);
    if (has(each.other)) columns_.insert(each.one);
  } else if (each.one.empty() || rows_.contains(each.one.substr(0, each.one.find('.')))) {
    columns_.insert(each.other);
  }
  columns_.erase("");
}

void Following::follow(const Relation& relation) {
  if (rows_.contains(relation.alias)) return;
  const auto is_before = [&](const Relation& each) { return rows_.contains(each.alias); };
  const auto end = std::find_if(scope_.relations.begin(), scope_.relations.end(),
                                [&](const Relation& each) { return &each == &relation; });
  if (relation.lateral && !std::all_of(scope_.relations.begin(), end, is_before)) return;
  Names own;
  for (const std::string& column : relation.columns) {
    if (columns_.contains(relation.alias + "." + column)) own.insert(column);
  }
  if (!relation.tells(own)) return;
  rows_.insert(relation.alias);
  for (const std::string& column : relation.columns) columns_.insert(relation.alias + "." + column);
}

}  // namespace tenon::sql::following

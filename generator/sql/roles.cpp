#include "sql/roles.hpp"

#include "sql/parsed.hpp"

namespace tenon::sql {
namespace {

using Json = nlohmann::json;
using Roles = std::set<std::string>;

/// Where GRANT gives roles, they stand as rights do elsewhere.
void collect_granted(const Json& statement, Roles& out) {
  for (const Json& each : statement.value("granted_roles", Json::array())) {
    const Json granted = each.value("AccessPriv", Json::object());
    out.insert(granted.value("priv_name", ""));
  }
}

void collect(const Json& node, Roles& named, Roles& made) {
  if (node.is_object()) {
    if (node.value("roletype", Json()) == "ROLESPEC_CSTRING") named.insert(node.value("rolename", ""));
    if (const auto role = node.find("CreateRoleStmt"); role != node.end())
      made.insert(role->value("role", ""));
    if (const auto grant = node.find("GrantRoleStmt"); grant != node.end()) collect_granted(*grant, named);
  }
  if (!node.is_structured()) return;
  for (const Json& child : node) collect(child, named, made);
}

}  // namespace

std::set<std::string> roles_named(std::string_view statements) {
  Roles named;
  Roles made;
  if (const auto trees = statement_trees(statements)) collect(*trees, named, made);
  std::erase_if(named, [&](const std::string& each) {
    return each.empty() || each.starts_with("pg_") || made.contains(each);
  });
  return named;
}

}  // namespace tenon::sql

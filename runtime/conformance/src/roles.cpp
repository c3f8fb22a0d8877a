#include "tenon/conformance/expectations.hpp"

namespace tenon::conformance {
namespace {

/// A schema may have none of some.
void add(std::vector<std::string>& out, std::initializer_list<std::string> roles) {
  for (const std::string& role : roles) {
    if (!role.empty()) out.push_back(role);
  }
}

}  // namespace

std::vector<std::string> Roles::bound() const {
  std::vector<std::string> out;
  add(out, {app, provisioner});
  out.insert(out.end(), others.begin(), others.end());
  return out;
}

std::vector<std::string> Roles::function_owners() const {
  std::vector<std::string> out;
  add(out, {search, triggers});
  return out;
}

std::vector<std::string> Roles::all_but_the_owner() const {
  std::vector<std::string> out = bound();
  add(out, {search, triggers});
  return out;
}

std::vector<std::string> Roles::all() const {
  std::vector<std::string> out = all_but_the_owner();
  add(out, {owner});
  return out;
}

std::vector<std::string> Schema::spaces() const {
  std::vector<std::string> out = {sql_schema};
  out.insert(out.end(), other_schemas.begin(), other_schemas.end());
  return out;
}

Placed placed(const Schema& schema, const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return {schema.sql_schema, name};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

std::string full_name(const Schema& schema, const std::string& name) {
  const Placed at = placed(schema, name);
  return at.schema + "." + at.name;
}

}  // namespace tenon::conformance

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

}  // namespace tenon::conformance

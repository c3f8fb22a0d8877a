#include "model/intent.hpp"

namespace tenon::model {

std::string former(const Intent& intent, const std::string& declaration) {
  const auto itself = intent.was.find(declaration);
  if (itself != intent.was.end()) return itself->second;
  const std::size_t dot = declaration.find('.');
  if (dot == std::string::npos) return declaration;
  const auto outer = intent.was.find(declaration.substr(0, dot));
  return outer == intent.was.end() ? declaration : outer->second + declaration.substr(dot);
}

}  // namespace tenon::model

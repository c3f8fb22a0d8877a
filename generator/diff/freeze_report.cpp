#include "diff/freeze_report.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace tenon::diff {
namespace {

/// Of the thing, of what it is in, or of the schema.
std::optional<Span> nearest_place(const diag::Places& places, const std::string& name) {
  for (const std::string& candidate : {name, name.substr(0, name.find('.')), std::string()}) {
    const auto found = places.find(candidate);
    if (found != places.end()) return found->second;
  }
  return std::nullopt;
}

}  // namespace

diag::Diagnostic& FreezeReport::changed(diag::Code code, const std::string& name, std::string message,
                                        std::string now, std::string then) {
  told_.insert(name);
  diag::Diagnostic& out = sink_.report(code, std::move(message));
  if (const auto place = nearest_place(after_.places, name)) out.at(*place, std::move(now));
  const auto old = before_.places.find(name);
  if (old != before_.places.end()) out.also(old->second, std::move(then));
  return out;
}

std::string type_text(const ir::Type& type) {
  std::string out = type.kind == ir::Type::Kind::kStruct ? "json<" + type.name + ">" : type.name;
  std::vector<std::string> parameters;
  for (const int parameter : type.parameters) parameters.push_back(std::to_string(parameter));
  if (!parameters.empty()) out += "(" + join(parameters, ",") + ")";
  for (int i = 0; i < type.dimensions; ++i) out += "[]";
  return out;
}

std::string value_text(const std::optional<ir::Value>& value) {
  using Kind = ir::Value::Kind;
  if (!value) return "no default";
  switch (value->kind) {
    case Kind::kNull:
      return "null";
    case Kind::kString:
      return fmt::format("\"{}\"", value->text);
    case Kind::kArray:
      return "a list";
    case Kind::kJson:
      return "an object";
    default:
      return fmt::format("`{}`", value->text);
  }
}

}  // namespace tenon::diff

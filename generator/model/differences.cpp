#include "model/differences.hpp"

#include <fmt/format.h>

#include <map>

#include "model/json.hpp"

namespace tenon::model {
namespace {

std::vector<FieldDifference> changed(const Object& before, const Object& after) {
  if (before.definition == after.definition) return {};
  std::map<std::string, FieldDifference> fields;
  for (auto& [name, json] : members(before.definition)) fields[name] = {name, std::move(json), ""};
  for (auto& [name, json] : members(after.definition)) {
    fields[name].field = name;
    fields[name].after = std::move(json);
  }
  std::vector<FieldDifference> out;
  for (auto& [name, field] : fields) {
    if (field.before != field.after) out.push_back(std::move(field));
  }
  return out;
}

}  // namespace

std::vector<Difference> differences(const Database& before, const Database& after) {
  std::vector<Difference> out;
  for (const Object& object : after.objects()) {
    const Object* was = before.find(object.identity);
    if (was == nullptr) {
      out.push_back({nullptr, &object, {}});
      continue;
    }
    if (auto fields = changed(*was, object); !fields.empty())
      out.push_back({was, &object, std::move(fields)});
  }
  for (const Object& object : before.objects()) {
    if (after.find(object.identity) == nullptr) out.push_back({&object, nullptr, {}});
  }
  return out;
}

std::string text(const Difference& difference) {
  const std::string name = text(difference.identity());
  if (difference.before == nullptr) return name + ": is new\n";
  if (difference.after == nullptr) return name + ": is gone\n";
  std::string out;
  for (const FieldDifference& field : difference.fields)
    out +=
        fmt::format("{}: {}: {} -> {}\n", name, field.field, field.before.empty() ? "nothing" : field.before,
                    field.after.empty() ? "nothing" : field.after);
  return out;
}

}  // namespace tenon::model

#include "world/given.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace tenon::world {
namespace {

using catalog::Given;
using Json = nlohmann::json;

/// What the members of an object's makeup say is more than a digest tells.
std::string told_part(const std::string& name, const Json& live, const Json& wanted) {
  if (name == "owner") return "its owner is not the server's first superuser";
  if (name == "body" || name == "query") return "its " + name + " is another";
  const auto word = [](const Json& value) {
    if (value.is_null()) return std::string("none");
    return value.is_string() ? value.get<std::string>() : value.dump();
  };
  return fmt::format("its {} is `{}`, promised: `{}`", name, word(live), word(wanted));
}

std::string differing_parts(const Given::Object& live, const Given::Object& wanted) {
  const Json there = Json::parse(live.makeup, nullptr, false);
  const Json promised = Json::parse(wanted.makeup, nullptr, false);
  std::vector<std::string> out;
  for (const auto& [name, value] : promised.items()) {
    const Json other = there.value(name, Json());
    if (other != value) out.push_back(told_part(name, other, value));
  }
  return join(out, "; ");
}

bool is_comparable(const Scene& scene, const std::string& extension) {
  if (extension.empty()) return true;
  const auto live = scene.facts.given->versions.find(extension);
  return live != scene.facts.given->versions.end() &&
         live->second == scene.wanted.given->versions.at(extension);
}

void note_other_versions(const Scene& scene, Judgement& out) {
  for (const auto& [extension, version] : scene.wanted.given->versions) {
    const auto live = scene.facts.given->versions.find(extension);
    if (live != scene.facts.given->versions.end() && live->second != version)
      out.note(
          "extension " + extension,
          fmt::format("is of version {}, and {} where the promise was made: its functions were not compared",
                      live->second, version));
  }
}

void judge_one(const std::string& name, const Given::Object& live, const Given::Object& wanted,
               Judgement& out) {
  const std::string whose = wanted.extension.empty() ? "the server" : "the extension " + wanted.extension;
  const std::string remedy =
      wanted.extension.empty()
          ? ""
          : fmt::format("DROP EXTENSION {0}; CREATE EXTENSION {0};  -- with what uses it", wanted.extension);
  out.find(
      kDefinitions, name,
      fmt::format(
          "isn't what {} brought: {}: whatever calls or reads it, policies among it, gets something else",
          whose, differing_parts(live, wanted)),
      kLeak, remedy);
}

}  // namespace

void judge_given(const Scene& scene, Judgement& out) {
  if (!scene.wanted.given || !scene.facts.given) return;
  note_other_versions(scene, out);
  for (const auto& [name, wanted] : scene.wanted.given->objects) {
    const auto live = scene.facts.given->objects.find(name);
    if (live == scene.facts.given->objects.end() || !is_comparable(scene, wanted.extension)) continue;
    if (live->second.makeup != wanted.makeup) judge_one(name, live->second, wanted, out);
  }
  ++out.checks;
}

}  // namespace tenon::world

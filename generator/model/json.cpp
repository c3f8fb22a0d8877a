#include "model/json.hpp"

#include "described/read_json.hpp"
#include "described/write_json.hpp"
#include "model/fields.hpp"

namespace tenon::model {
namespace {

using described::Json;

template <typename T>
Definition read_as(const described::JsonNode& node) {
  T out;
  described::read(node, out, described::Place());
  return out;
}

using Reader = Definition (*)(const described::JsonNode&);

/// By kind: the variant's alternatives stand in the order of their kinds.
template <typename... Kinds>
constexpr std::array<Reader, sizeof...(Kinds)> readers_of(const std::variant<Kinds...>* /*definition*/) {
  return {&read_as<Kinds>...};
}
template <typename... Kinds>
constexpr bool in_order(const std::variant<Kinds...>* /*definition*/) {
  std::size_t next = 0;
  return ((static_cast<std::size_t>(Kinds::kKind) == next++) && ...);
}
static_assert(in_order(static_cast<const Definition*>(nullptr)));
static_assert(std::variant_size_v<Definition> == kKinds);

constexpr auto kReaders = readers_of(static_cast<const Definition*>(nullptr));

Json json_of(const Definition& definition) {
  return std::visit([](const auto& item) { return described::json(item); }, definition);
}

}  // namespace

tl::expected<Definition, std::string> read_definition(Kind kind, std::string_view json) {
  const auto tree = described::parse_json(json);
  if (!tree) return tl::unexpected(tree.error());
  try {
    return kReaders[static_cast<std::size_t>(kind)](*tree);
  } catch (const described::ReadError& error) {
    return tl::unexpected(fmt::format("{} at {}: {}", kind_name(kind), error.path, error.message));
  }
}

std::vector<std::pair<std::string, std::string>> members(const Definition& definition) {
  std::vector<std::pair<std::string, std::string>> out;
  const Json json = json_of(definition);
  for (const auto& [name, value] : json.items()) out.emplace_back(name, value.dump());
  return out;
}

std::string to_json(const Database& database) {
  Json out = Json::array();
  for (const Object& object : database.objects()) {
    Json item = described::json(object.identity);
    item["definition"] = json_of(object.definition);
    if (!object.needs.empty()) item["needs"] = described::json(object.needs);
    out.push_back(std::move(item));
  }
  return out.dump(2) + "\n";
}

}  // namespace tenon::model

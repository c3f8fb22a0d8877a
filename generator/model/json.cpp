#include "model/json.hpp"

#include "described/read_json.hpp"
#include "described/write_json.hpp"
#include "model/fields.hpp"

namespace tenon::model {
namespace {

using described::Json;

template <typename T>
Definition read_as(const described::JsonNode& node, const described::Place& place) {
  T out;
  described::read(node, out, place);
  return out;
}

using Reader = Definition (*)(const described::JsonNode&, const described::Place&);

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

/// What a writer leaves out, of each field.
struct LeftOut {
  Json& out;

  template <typename T>
  void operator()(const char* /*name*/, const T& /*member*/) {}
  template <typename T>
  void rare(const char* name, const T& /*member*/) {
    out[name] = described::json(T{});
  }
};

template <typename T>
Json left_out_of() {
  Json out = Json::object();
  T item;
  fields(LeftOut{out}, item);
  return out;
}

using LeftOutOf = Json (*)();

template <typename... Kinds>
constexpr std::array<LeftOutOf, sizeof...(Kinds)> left_out_of_each(
    const std::variant<Kinds...>* /*definition*/) {
  return {&left_out_of<Kinds>...};
}
constexpr auto kLeftOut = left_out_of_each(static_cast<const Definition*>(nullptr));

/// Of the form of a database's JSON.
constexpr int kDatabaseVersion = 1;

using described::JsonNode;
using described::Place;

Object read_object(const JsonNode& node, const Place& place) {
  Object out;
  described::Members members(node, place);
  fields(members, out.identity);
  members.rare("needs", out.needs);
  members.rare("why", out.why);
  members.rare("path", out.path);
  members.known("definition");
  members.refuse_others();
  const JsonNode* definition = node.member("definition");
  if (definition == nullptr) described::fail(place, "`definition` is missing");
  out.definition = kReaders[static_cast<std::size_t>(out.identity.kind)](*definition, {&place, "definition"});
  return out;
}

Database read_whole(const JsonNode& node, const Place& place) {
  int version = 0;
  described::Members members(node, place);
  members("version", version);
  if (version != kDatabaseVersion)
    described::fail({&place, "version"},
                    fmt::format("it is of version {}, and not of {}", version, kDatabaseVersion));
  members.known("objects");
  members.refuse_others();
  const JsonNode* objects = node.member("objects");
  if (objects == nullptr) described::fail(place, "`objects` is missing");
  const Place list{&place, "objects"};
  Database out;
  for (const JsonNode& item : described::of_kind(*objects, JsonNode::Kind::kArray, list).items) {
    Object object = read_object(item, {&list, "", out.objects().size()});
    if (out.find(object.identity) != nullptr)
      described::fail(list, "there are two of " + text(object.identity));
    out.add(std::move(object));
  }
  return out;
}

template <typename Read>
auto as_expected(Read read) -> tl::expected<decltype(read()), std::string> {
  try {
    return read();
  } catch (const described::ReadError& error) {
    return tl::unexpected(error.path + ": " + error.message);
  }
}

Json json_of(const Definition& definition) {
  return std::visit([](const auto& item) { return described::json(item); }, definition);
}

}  // namespace

tl::expected<Definition, std::string> read_definition(Kind kind, std::string_view json) {
  const auto tree = described::parse_json(json);
  if (!tree) return tl::unexpected(tree.error());
  try {
    return kReaders[static_cast<std::size_t>(kind)](*tree, described::Place());
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

std::string left_out(Kind kind, const std::string& field) {
  const Json all = kLeftOut[static_cast<std::size_t>(kind)]();
  return all.value(field, Json()).dump();
}

std::string to_json(const Database& database) {
  Json objects = Json::array();
  for (const Object& object : database.objects()) {
    Json item = described::json(object.identity);
    item["definition"] = json_of(object.definition);
    if (!object.needs.empty()) item["needs"] = described::json(object.needs);
    if (object.why != Why{}) item["why"] = described::json(object.why);
    if (!object.path.empty()) item["path"] = object.path;
    objects.push_back(std::move(item));
  }
  const Json out = {{"version", kDatabaseVersion}, {"objects", std::move(objects)}};
  return out.dump(2) + "\n";
}

tl::expected<Database, std::string> read_json(std::string_view json) {
  const auto tree = described::parse_json(json);
  if (!tree) return tl::unexpected(tree.error());
  return as_expected([&] { return read_whole(*tree, described::Place()); });
}

tl::expected<std::optional<Database>, std::string> read_snapshot(std::string_view snapshot) {
  const auto tree = described::parse_json(snapshot);
  if (!tree) return tl::unexpected(tree.error());
  const described::JsonNode* database = tree->member("database");
  if (database == nullptr) return std::nullopt;
  const described::Place top;
  return as_expected([&] { return std::optional<Database>(read_whole(*database, {&top, "database"})); });
}

}  // namespace tenon::model

#include "described/read_json.hpp"
#include "described/write_json.hpp"
#include "ir/fields.hpp"

namespace tenon::ir {
namespace {

constexpr const char* kWayOut = "`tenon snapshot` writes snapshots; write this one anew from its schema file";

using described::JsonNode;
using described::Place;

void check_version(const JsonNode& root) {
  const Place top;
  const JsonNode* version = described::of_kind(root, JsonNode::Kind::kObject, top).member("version");
  if (version == nullptr) described::fail(top, "`version` is missing: this is no snapshot");
  int number = 0;
  described::read(*version, number, {&top, "version"});
  if (number == kSnapshotVersion) return;
  throw SnapshotError{"$.version",
                      fmt::format("it is of version {}, and not of {}", number, kSnapshotVersion),
                      "write the snapshot anew with this tenon, from the schema file that it was made of"};
}

}  // namespace

std::string to_json(const Schema& schema) {
  described::Json out = {{"version", kSnapshotVersion}};
  out.update(described::json(schema));
  return out.dump(2) + "\n";
}

tl::expected<Schema, SnapshotError> read_json(std::string_view text) {
  const auto tree = described::parse_json(text);
  if (!tree) return tl::unexpected(SnapshotError{"$", tree.error(), kWayOut});
  try {
    check_version(*tree);
    const Place top;
    Schema out;
    described::Members members(*tree, top);
    members.known("version");
    members.known("database");  // the model of what the schema makes, which is no part of its meaning
    fields(members, out);
    members.refuse_others();
    return out;
  } catch (const described::ReadError& error) {
    return tl::unexpected(SnapshotError{error.path, error.message, kWayOut});
  } catch (const SnapshotError& error) {
    return tl::unexpected(error);
  }
}

}  // namespace tenon::ir

// A database as JSON and back: snapshots, and what a server's catalog says of an object.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "model/database.hpp"

namespace tenon::model {

/// The definition of an object of that kind, out of the JSON of its fields; members that are missing hold
/// nothing. Else what is wrong with it.
tl::expected<Definition, std::string> read_definition(Kind kind, std::string_view json);
/// The fields of a definition, each as JSON, without those that hold nothing.
std::vector<std::pair<std::string, std::string>> members(const Definition& definition);
/// What a field that `members` leaves out holds, as JSON: `0`, `false`, `"default"`, `[]`, `null`.
std::string left_out(Kind kind, const std::string& field);
/// The whole, in the order of its objects, with reasons, and in its head the version of this form.
std::string to_json(const Database& database);
/// What `to_json` wrote; the error says where it is no such thing.
tl::expected<Database, std::string> read_json(std::string_view json);
/// The database of a snapshot, its member `database`; nothing where it holds none.
tl::expected<std::optional<Database>, std::string> read_snapshot(std::string_view snapshot);

}  // namespace tenon::model

// A database as JSON and back: snapshots, and what a server's catalog says of an object.
#pragma once

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
/// The whole, in the order of its objects.
std::string to_json(const Database& database);

}  // namespace tenon::model

// The database that a command was given.
#pragma once

#include <optional>
#include <string>

#include "tenon/pq/session.hpp"

namespace tenon::driver {

/// None where it can't be reached: the complaint is made.
std::optional<pq::Session> connect(const std::string& url);
/// None where nothing can be written there, besides.
std::optional<pq::Session> connect_to_write(const std::string& url);

}  // namespace tenon::driver

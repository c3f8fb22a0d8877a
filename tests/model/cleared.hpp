// A server for other people's databases, one after the other: nothing is left of the one before.
#pragma once

#include <filesystem>
#include <string>

#include "cluster.hpp"

namespace model_tests {

/// A new database of the name. Throws where it can't be made.
void make_empty(const dumps::Cluster& cluster, const std::string& name);
/// The databases `first` and `second`, what holds them back, and all roles that aren't the server's.
void drop_all(const dumps::Cluster& cluster);
/// A file's SQL without the lines that are for psql.
std::string statements(const std::filesystem::path& path);
/// What is wrong, or nothing. Roles that a dump names and doesn't make are made.
std::string load(tenon::pq::Session& session, const std::string& sql);

}  // namespace model_tests

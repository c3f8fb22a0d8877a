// Databases for the tests of the model: schemas of the repository, applied and read.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "catalog/reader.hpp"
#include "cluster.hpp"
#include "model/differences.hpp"

namespace model_tests {

/// The schemas of the repository that PostgreSQL 15 takes and that need no extension, by name.
std::vector<std::filesystem::path> schemas();
/// Makes the database anew, and applies the schema to it by the real tool. Fails the test where that fails.
bool apply(const dumps::Cluster& cluster, const std::string& database, const std::filesystem::path& schema);
/// Fails the test, and gives nothing, where it can't be read.
tenon::catalog::Reading read(const dumps::Cluster& cluster, const std::string& database);
/// Makes the database anew with these objects; roles and memberships are the server's, and there. Fails the
/// test with the statement that fails.
bool make(const dumps::Cluster& cluster, const std::string& database, const tenon::model::Database& objects,
          const std::vector<std::string>& further = {});
std::string text(const std::vector<tenon::model::Difference>& differences);

}  // namespace model_tests

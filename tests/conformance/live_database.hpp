// A server of the test program's own with the schema applied by the real tool, and the generated conformance
// tests to run against it.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "catalog/private_server.hpp"
#include "mutation.hpp"

namespace live {

/// Starts the server and applies the schema, once a process. Fails the test where that fails.
const std::string& url(tenon::catalog::ServerKind kind);
/// Runs SQL as the superuser. Fails the test with the server's message.
void run_sql(const std::string& url, const std::string& sql);
/// The generated tests' failures: empty where all that match the filter passed. Fails where none ran.
std::set<std::string> failures(const std::string& url, const std::string& filter);
/// Breaks, runs, mends, runs again.
void expect_noticed(const std::string& url, const Mutation& mutation);

}  // namespace live

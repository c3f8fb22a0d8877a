// Servers of the test program's own, with the schema applied by the real tool.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "catalog/private_server.hpp"
#include "tenon/pq/session.hpp"

namespace maintenance {

using tenon::catalog::ServerKind;
using tenon::pq::Session;

/// The URL of the server, started and applied to once a process.
const std::string& url(ServerKind kind);
Session connect(ServerKind kind);
/// Fails the test where the statements do.
void run(Session& session, const std::string& sql);
/// The rows, a text each, their columns with bars between; one text with the error where there is one.
std::vector<std::string> rows(Session& session, const std::string& sql);
/// The first row.
std::string value(Session& session, const std::string& sql);
/// What a run did at a time: `made messages_2026_11`.
std::vector<std::string> maintain(Session& session, const std::string& moment);

/// A transaction that is rolled back at the end of the test.
class MaintenanceTest : public ::testing::TestWithParam<ServerKind> {
 protected:
  void SetUp() override { run(session_, "BEGIN; SET LOCAL TimeZone = 'UTC'"); }
  void TearDown() override { session_.script("ROLLBACK"); }

  /// Two tenants, and the role that requests run as, for the first of them.
  void become_app();

  Session session_ = connect(GetParam());
};

constexpr const char* kOurs = "00000000-0000-0000-0000-00000000000a";
constexpr const char* kTheirs = "00000000-0000-0000-0000-00000000000b";

}  // namespace maintenance

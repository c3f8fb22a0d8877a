// A database and roles for one test, on the server of TENON_TEST_POSTGRES.
#pragma once

#include <string>

#include "process.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::test {

/// A fresh database; it and every role that begins with its name are gone after the test.
class DatabaseTest : public CliTest {
 protected:
  void SetUp() override;
  void TearDown() override;

  /// The schema's name, and the head of its roles' names.
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] std::string url_as(const std::string& role) const { return url_ + "&user=" + role; }

  /// The first value of the last statement's result; a failure of the test where it fails.
  std::string sql(const std::string& statements) const;
  [[nodiscard]] std::string tables() const {
    return sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
  }
  [[nodiscard]] std::string roles() const {
    return sql("SELECT count(*) FROM pg_roles WHERE rolname LIKE '" + name_ + "\\_%'");
  }

 private:
  std::string name_;
  std::string server_;
  std::string url_;
};

}  // namespace tenon::test

// A small schema by hand: its DDL, what it promises, and a database of its own for each test.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "tenon/conformance/checks.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::conformance::sample {

/// Roles are the whole server's: each database has its own, under a prefix.
Roles roles_of(const std::string& prefix);

/// What the DDL promises.
Schema expectations(const std::string& prefix);

/// A database that keeps its promises, made on the server of TENON_TEST_POSTGRES and dropped, with its roles,
/// in the end.
class Database {
 public:
  /// The error says what to do.
  static tl::expected<Database, std::string> create();
  Database(Database&& other) noexcept;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  Database& operator=(Database&&) = delete;
  ~Database();

  [[nodiscard]] const std::string& url() const { return url_; }
  /// Of the roles; the database's name too.
  [[nodiscard]] const std::string& prefix() const { return prefix_; }

  /// Any statements as a superuser; `@owner@`, `@app@` and `@provisioner@` stand for the roles, and `@other@`
  /// for one that a test may create. The error is the server's message.
  [[nodiscard]] tl::expected<void, std::string> run(std::string sql) const;
  /// The first value of a query as a superuser.
  [[nodiscard]] std::string value(const std::string& sql) const;
  [[nodiscard]] tl::expected<Probe, std::string> probe() const {
    return Probe::open(url_, expectations(prefix_));
  }

 private:
  Database(std::string server, std::string url, std::string prefix);
  std::string server_;
  std::string url_;
  std::string prefix_;
};

}  // namespace tenon::conformance::sample

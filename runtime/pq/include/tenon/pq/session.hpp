// A plain session with a PostgreSQL server, for tools: any SQL, results as text. Applications use the typed
// access of the runtime instead. This header is free of libpq.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "tenon/export.hpp"

struct pg_conn;
struct pg_result;

namespace tenon {
namespace TENON_API pq {

/// What the server, or libpq where no server answered (`sqlstate` is then empty), said of a statement.
struct SqlError {
  std::string sqlstate;
  std::string message;
  std::string detail;
  std::string hint;
  std::string constraint;
  std::string context;
  int position = 0;  ///< 1-based character offset into the statement; 0 where unknown
};

/// The rows of one statement. Values are text in the server's output format; NULL is nullopt.
class Rows {
 public:
  explicit Rows(pg_result* result);
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t columns() const;
  [[nodiscard]] std::optional<std::string_view> at(std::size_t row, std::size_t column) const;
  /// The value as a string; NULL gives the empty string.
  [[nodiscard]] std::string text(std::size_t row, std::size_t column) const;
  /// Rows that INSERT, UPDATE, DELETE or MERGE touched.
  [[nodiscard]] std::size_t affected() const;

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Clear> result_;
};

using Parameter = std::optional<std::string>;

/// A column that a statement gives: its name, and the oid of its type.
struct Described {
  std::string name;
  unsigned type = 0;
};

class Session {
 public:
  /// `url` is a libpq URI or keyword string. The error never repeats a password of it.
  static tl::expected<Session, SqlError> connect(const std::string& url);

  /// One statement, with parameters `$1…` as text.
  tl::expected<Rows, SqlError> query(std::string_view sql, std::span<const Parameter> parameters = {});
  /// The columns that a statement would give; it isn't run.
  tl::expected<std::vector<Described>, SqlError> describe(std::string_view sql);
  /// From now on a query that is asked again isn't planned again. For servers of the tool's own: behind a
  /// pooler the next query may be another session's, which knows no plan of this one.
  void keep_plans();
  /// Any number of statements without parameters; the result is the last one's.
  tl::expected<Rows, SqlError> script(std::string_view sql);

  /// Whether the server has gone away: nothing more can be asked in this session.
  [[nodiscard]] bool is_lost() const;
  /// As `server_version_num` prints it: 150018 for 15.18.
  [[nodiscard]] int server_version() const;
  [[nodiscard]] std::string quote_literal(std::string_view text) const;
  [[nodiscard]] std::string quote_identifier(std::string_view name) const;

 private:
  struct Finish {
    void operator()(pg_conn* connection) const;
  };
  explicit Session(pg_conn* connection);
  /// The name of the statement, which the server knows from the first time on.
  tl::expected<std::string, SqlError> prepared(const std::string& sql);

  std::unique_ptr<pg_conn, Finish> connection_;
  bool keeps_plans_ = false;
  std::map<std::string, std::string> prepared_;  ///< names by statements
};

}  // namespace pq
}  // namespace tenon

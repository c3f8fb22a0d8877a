// One connection to a server: transactions and statements on it. What a Pool holds.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tenon/buffer.hpp"
#include "tenon/pool.hpp"
#include "tenon/statement.hpp"

namespace tenon::detail {

/// What every connection of a pool has in common.
struct ConnectionConfig {
  std::string url;
  SchemaInfo schema;  ///< its views point into schema_text
  PoolOptions options;
};

struct FinishConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using ConnectionHandle = std::unique_ptr<PGconn, FinishConnection>;

/// With UTF-8 on both sides. Throws ConnectionFailed, never with a password.
[[nodiscard]] ConnectionHandle connected(const std::string& url, std::chrono::seconds at_most);

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

/// How a transaction begins.
struct Entry {
  const TenantKey* tenant = nullptr;
  const Session* session = nullptr;
  std::shared_ptr<const SigningKey> key{};  ///< what the tenant is signed with, where it has to be
  TxOptions options{};
};

/// What a Canceller and its connection have in common.
class CancelState {
 public:
  explicit CancelState(PGconn* connection) : handle_(PQgetCancel(connection)) {}
  void cancel() noexcept;
  /// From now on nothing is cancelled. Whether something was.
  bool close() noexcept;
  [[nodiscard]] bool is_cancelled() noexcept;

 private:
  struct Free {
    void operator()(PGcancel* handle) const { PQfreeCancel(handle); }
  };
  std::mutex mutex_;
  std::unique_ptr<PGcancel, Free> handle_;  ///< gone once the transaction is over
  bool is_cancelled_ = false;
};

class Connection;
/// Refuses a role that row-level security doesn't bind, and a schema that isn't the code's.
void check_new_connection(Connection& connection, const ConnectionConfig& config);

/// Between this connection and the server there may be a pooler that gives each transaction another process,
/// where other clients' statements are prepared and ours are not. Names of the content keep one client from
/// running another's statement. An error ends the transaction, so what could fail is asked for instead: each
/// transaction tells its process, and the names that it has before the first statement is prepared. A process
/// that isn't the connection's own gives the pooler away; from then on nothing is prepared. What is left is a
/// pooler that forwards the number of the one process that it has, and clears its statements: the first
/// statement of a transaction begins that again, a later one is a StaleStatement.
class Connection {
 public:
  explicit Connection(const ConnectionConfig& config);

  /// Opens a transaction for a tenant, or for none. It may begin with its first statement, not before.
  void begin(const Entry& entry);
  /// Begins the open transaction, if it hasn't.
  void ensure_open();
  /// Throws TransactionAborted where the server rolled back instead.
  void commit();
  /// Never throws: a connection that can't roll back is broken.
  void rollback() noexcept;

  Result run(const Statement& statement, std::span<const Parameter> parameters);
  Result run(std::string_view sql, std::span<const Parameter> parameters);
  /// All in one round trip, with their parameters in the buffer. The first failure is thrown, and what stands
  /// behind it isn't run. Unless they are the last ones, a COMMIT that is due waits.
  std::vector<Result> run_all(std::span<const Call> calls, const Buffer& buffer, bool last = true);

  void commit_with_next() { commits_next_ = true; }
  void set_savepoint();
  void release_savepoint();
  /// Never throws, as rollback().
  void return_to_savepoint() noexcept;
  /// What cancels the open transaction.
  std::shared_ptr<CancelState> cancel_state();

  /// SQL without parameters: any number of statements; the result is the last one's, as text.
  ResultHandle script(const std::string& sql, const char* what);
  /// A literal of SQL. Throws EncodeError for text that isn't UTF-8.
  [[nodiscard]] std::string quoted(std::string_view text) const;

  [[nodiscard]] Buffer& buffer() { return buffer_; }
  [[nodiscard]] const std::shared_ptr<KeyProvider>& keys() const { return config_.options.keys; }
  /// Whether it may serve another transaction: not broken, no transaction open.
  [[nodiscard]] bool is_reusable() const;

 private:
  struct Prepared {
    std::string server_name;
    const char* name;
    const char* text;  ///< the literal that it was prepared from, and
    std::string sql;   ///< the same, for another of the same text
    std::vector<Oid> types;
  };

  /// A statement with its parameters, which `pg_stat_activity` doesn't show to others.
  struct TextCall {
    std::string sql;
    std::vector<std::string> values{};
  };

  /// A statement on its way: prepared under a name, or as SQL with parameters in text.
  struct Sent {
    const char* name = nullptr;
    const char* sql = nullptr;
    int count = 0;
    const char* const* values = nullptr;
    const int* lengths = nullptr;
    const int* formats = nullptr;
    int result_format = 1;
  };

  /// What `set_config` gives the transaction.
  struct Setting {
    std::string_view name;  ///< of a string with a NUL behind it
    std::string value;
  };

  void open(const std::string& before);
  void open_signed(const std::string& before);
  void enter_signed(std::vector<TextCall> calls);
  void close_cancel() noexcept;
  void expect_more_to_come(const char* what);
  std::vector<ResultHandle> run_counted(std::span<const Call> calls, const Buffer& buffer, bool last);
  std::vector<ResultHandle> run_prepared(std::span<const Call> calls, const Buffer& buffer);
  std::vector<ResultHandle> exchange(std::span<const Call> calls, const Buffer& buffer);
  std::vector<ResultHandle> run_bounded(bool begins, bool commits);
  [[nodiscard]] bool prepares() const { return config_.options.prepare && !is_pooled_; }
  [[nodiscard]] bool may_wait() const;
  [[nodiscard]] bool is_alive();
  std::vector<ResultHandle> round_trip(std::span<const Sent> statements, ResultHandle* end = nullptr);
  std::vector<ResultHandle> run_alone();
  [[nodiscard]] Sent sent_settings();
  void expect_settings(ResultHandle& settings, ResultHandle& first);
  std::vector<ResultHandle> pipeline(const std::vector<TextCall>& calls, const char* what);
  [[nodiscard]] std::vector<TextCall> signed_settings() const;
  [[noreturn]] void refuse_tenant();
  void note_process(const PGresult* settings);
  ResultHandle end(std::string_view command);
  void keep_prepared(const PGresult* left);
  ResultHandle run_unprepared(const char* sql, std::span<const Parameter> parameters, const Buffer& buffer,
                              const char* what);
  [[nodiscard]] bool is_on_server(const std::string& server_name);
  void put_settings(const Entry& entry);
  [[nodiscard]] std::span<const Setting> settings() const { return {settings_.data(), settings_count_}; }
  void put_session(const Session* session);
  void put_setting(std::string_view name, std::string_view value);
  [[nodiscard]] std::string settings_text() const;
  [[nodiscard]] bool knows_settings() const;
  void prepare_settings();
  void expect_utf8(std::string_view text) const;
  void refuse_or_renew(std::string_view command);
  [[nodiscard]] const Prepared* known(const Statement& statement) const;
  const Prepared& prepared(const Statement& statement, std::span<const Parameter> parameters);
  void forget_prepared();
  Prepared prepare(const Statement& statement, std::vector<Oid> types);
  void clear_bound(std::size_t room);
  void bind(std::span<const Parameter> parameters, const Buffer& buffer);
  [[nodiscard]] Sent sent(const Prepared& ready, std::span<const Parameter> parameters, const Buffer& buffer);
  void check(const PGresult* result, const char* what);
  [[nodiscard]] Result result_of(ResultHandle result, const char* what) const;
  void expect_success(const PGresult* result, const char* what);
  void expect_committed(const PGresult* result);
  void expect_open_transaction(const char* what);
  [[noreturn]] void fail(const PGresult* result, const char* what);

  const ConnectionConfig& config_;
  ConnectionHandle connection_;
  std::unordered_map<std::string_view, Prepared> prepared_;  ///< by their names
  /// The same by the place of their SQL, which stays: a statement that ran before is found without reading
  /// it.
  std::unordered_map<const char*, const Prepared*> known_;
  std::shared_ptr<const Opener> opener_;  ///< of the transaction; none where the pool has no keys
  std::unordered_set<std::string>
      on_server_;              ///< names in the transaction's process, once they are asked for
  bool knows_server_ = false;  ///< whether they were, in this transaction
  std::string begin_;          ///< what began the open transaction
  /// Of the open transaction: its tenant unless signed, who asks, its role.
  std::vector<Setting> settings_;  ///< and behind them strings of a transaction before, for their memory
  std::size_t settings_count_ = 0;
  std::unordered_map<std::size_t, std::string>
      settings_names_;                     ///< of the statements that are prepared for so many settings
  std::string tenant_;                     ///< of the open transaction, where it is signed
  std::shared_ptr<const SigningKey> key_;  ///< what it is signed with
  int process_ = 0;                        ///< of the last transaction; the next is signed for that
  std::string stale_;                      ///< the server's name of a statement that has to go
  bool is_pooled_ = false;     ///< whether transactions run in processes of somebody else's choice
  bool has_run_ = false;       ///< whether the open transaction ran anything
  bool ran_own_sql_ = false;   ///< whether SQL that isn't the tool's may have left something in the session
  bool is_open_ = false;       ///< whether the transaction began; it does with its first statement
  bool commits_next_ = false;  ///< whether the next statement is the last
  bool is_over_ = false;       ///< whether that has run
  bool is_alone_ = false;      ///< whether its one round trip was all of it, without BEGIN and COMMIT
  bool is_committed_ = false;  ///< whether COMMIT went along with it
  std::shared_ptr<CancelState> cancel_;  ///< of the open transaction, once it was asked for
  Buffer buffer_;
  std::vector<Sent> sent_;  ///< what goes out in a round trip
  std::vector<const char*> settings_values_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  bool broken_ = false;
};

}  // namespace tenon::detail

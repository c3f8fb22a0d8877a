// A pooler of transactions, as PgBouncer is without support for prepared statements: clients get a server
// process for a transaction at a time.
#pragma once

#include <libpq-fe.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tenon::testing {

class Pooler {
 public:
  /// What a client learns of its process: a number that means nothing, as with PgBouncer, or that of the
  /// first one.
  enum class Key { of_its_own, of_the_first };

  Pooler(const std::string& url, std::size_t processes, Key key);
  Pooler(const Pooler&) = delete;
  Pooler& operator=(const Pooler&) = delete;
  ~Pooler();

  /// For clients; the user and the database are the pooler's.
  [[nodiscard]] std::string url() const;
  /// Which process the transactions from now on run in.
  void use(std::size_t process) { next_ = process; }
  /// Runs SQL in a process, as another client would. Returns the first value.
  std::string in_process(std::size_t process, const std::string& sql);
  /// The texts of all statements so far, without what went along as parameters.
  std::string statements();
  /// How often a client has waited for answers so far.
  [[nodiscard]] int round_trips() const { return round_trips_; }

 private:
  struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  struct Process {
    std::unique_ptr<PGconn, Finish> connection;
    std::mutex mutex;
  };

  void accept_clients();
  void serve(int client);
  void greet(int client) const;

  std::string directory_;
  Key key_;
  std::vector<std::unique_ptr<Process>> processes_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<int> round_trips_ = 0;
  int listener_ = -1;
  std::mutex mutex_;
  std::vector<int> clients_;
  std::string statements_;
  std::vector<std::thread> threads_;
  std::thread accepting_;
};

}  // namespace tenon::testing

// Programs at work beside a migration: what they ask a database for, as generated code does, and what becomes
// of it.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "ir/ir.hpp"
#include "migration/sample_values.hpp"
#include "tenon/pq/session.hpp"

namespace tenon::migration {

using Clock = std::chrono::steady_clock;

/// One statement of a program's on one table, in which `{row}`, `{owner}` and `{new}` stand for the numbers
/// of a row that is there, of its tenant, and of one that isn't there yet.
struct Request {
  std::string table;
  bool writes = false;
  std::string sql;
  std::string enter =
      {};  ///< what the transaction begins with: the tenant, and the role that requests run as
};

/// Reads, insertions and changes of each table, by its key. As a superuser, of a database with sample rows.
std::vector<Request> requests_of(pq::Session& session, const ir::Schema& schema,
                                 const Foreseen& foreseen = {});

struct Extent {
  int rows = 0;  ///< of each table
  int tenants = 0;
};
/// Those that the database takes as it is; each is tried, and undone.
std::vector<Request> taken(pq::Session& session, const std::vector<Request>& requests, const Extent& extent);

/// One that failed, or that took long.
struct Outcome {
  Clock::time_point begin;
  Clock::time_point end;
  std::string table;
  bool writes = false;
  bool of_new_version = false;
  std::string error;  ///< what the server says, with its code; empty where it went well
};

/// Programs of a version: one that reads, and one that writes. They go on until they are stopped.
class Load {
 public:
  struct Setting {
    std::string url;
    std::string database;
    std::string path;  ///< the Postgres schema
    Extent extent;
    bool of_new_version = false;
  };
  Load(Setting setting, std::vector<Request> requests);
  ~Load();
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void stop();
  [[nodiscard]] long requests() const { return count_; }
  /// Once it is stopped.
  [[nodiscard]] const std::vector<Outcome>& outcomes() const { return outcomes_; }

  /// As `pg_stat_activity` names those that write, and those that read.
  static constexpr const char* kWriter = "tenon rehearsal: a writer";
  static constexpr const char* kReader = "tenon rehearsal: a reader";

 private:
  void work(bool writes, unsigned seed);
  Outcome ask(pq::Session& session, const Request& request, unsigned turn);

  Setting setting_;
  std::vector<Request> requests_;
  std::atomic<bool> stopped_{false};
  std::atomic<long> count_{0};
  std::atomic<int> new_rows_{0};
  std::mutex mutex_;
  std::vector<Outcome> outcomes_;
  std::vector<std::thread> threads_;
};

}  // namespace tenon::migration

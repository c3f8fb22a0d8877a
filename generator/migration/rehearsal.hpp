// A migration run beside programs at work, on a database that nobody uses, with all that it does to them.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "migration/load.hpp"
#include "migration/observed.hpp"
#include "plan/script.hpp"

namespace tenon::migration {

struct TableLock {
  std::string table;
  std::string lock;  ///< `ACCESS EXCLUSIVE`
};

/// A line of the timeline.
struct RehearsedStep {
  std::string part;
  std::size_t number = 0;  ///< from 1, within the part
  std::size_t of = 0;
  std::string what;
  Clock::time_point begin;
  Clock::time_point end;
  std::vector<TableLock> locks;  ///< the strongest first; of tables that were there before
  std::vector<std::string> blocked;
  std::vector<std::string> rewritten;
  double reader_waited = 0;  ///< milliseconds, the longest request beside it
  double writer_waited = 0;
  long wal = 0;   ///< bytes; with what the programs wrote
  long disk = 0;  ///< bytes more than before
  long failed = 0;
  long announced_failed = 0;  ///< where the plan says that programs of the version before break
};

struct Rehearsal {
  std::vector<RehearsedStep> steps;
  std::vector<std::string> findings;  ///< what the plan doesn't say
  std::vector<std::string> errors;    ///< of requests, each once
  std::string wrong;                  ///< why it stopped; empty where it came to its end
  long requests = 0;
  long failed = 0;
  long announced_failed = 0;
};

struct RehearsedPart {
  std::string name;
  plan::Phase phase = plan::Phase::kExpand;
  std::string text;
};

struct Play {
  std::string url;  ///< a superuser's
  std::string database;
  std::string schema;  ///< its name
  std::string path;    ///< the Postgres schema
  Extent extent;
  std::vector<Request> before;  ///< of programs of the version before
  std::vector<Request> after;
};

/// The database holds the version before, with rows.
Rehearsal rehearse(const Play& play, const plan::Plan& plan, const std::vector<RehearsedPart>& parts);

}  // namespace tenon::migration

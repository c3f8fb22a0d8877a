// Tells PoolOptions::on_statement of a statement.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

#include "tenon/pool.hpp"

namespace tenon::detail {

/// Tells of it at its end; as of a failure unless the rows are counted.
class StatementWatch {
 public:
  using Clock = std::chrono::steady_clock;

  StatementWatch(const PoolOptions& options, std::string_view name)
      : options_(options), event_{.name = name} {
    event_.failed = true;
    if (options_.on_statement) start_ = Clock::now();
  }
  StatementWatch(const StatementWatch&) = delete;
  StatementWatch& operator=(const StatementWatch&) = delete;
  ~StatementWatch() {
    if (!options_.on_statement) return;
    event_.took = Clock::now() - start_;
    try {
      options_.on_statement(event_);
    } catch (...) {  // a metric is no reason to fail
    }
  }

  void succeeded(std::size_t rows) {
    event_.rows = rows;
    event_.failed = false;
  }

 private:
  const PoolOptions& options_;
  StatementEvent event_;
  Clock::time_point start_{};
};

}  // namespace tenon::detail

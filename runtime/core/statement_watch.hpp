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

  StatementWatch(const PoolOptions& options, const char* name) : options_(options), name_(name) {
    if (is_wanted()) start_ = Clock::now();
  }
  StatementWatch(const StatementWatch&) = delete;
  StatementWatch& operator=(const StatementWatch&) = delete;
  ~StatementWatch() {
    if (!is_wanted()) return;
    try {
      options_.on_statement({.name = name_, .took = Clock::now() - start_, .rows = rows_, .failed = failed_});
    } catch (...) {  // a metric is no reason to fail
    }
  }

  /// Whether anybody is to be told; else nothing has to be counted.
  [[nodiscard]] bool is_wanted() const { return options_.on_statement != nullptr; }
  void succeeded(std::size_t rows) {
    rows_ = rows;
    failed_ = false;
  }

 private:
  const PoolOptions& options_;
  const char* name_;
  std::size_t rows_ = 0;
  bool failed_ = true;
  Clock::time_point start_{};
};

}  // namespace tenon::detail

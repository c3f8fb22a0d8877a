// A database of one version with rows of its own, on which a migration is run.
#pragma once

#include <string>

#include "driver/migrate/versions.hpp"
#include "migration/run.hpp"
#include "replay.hpp"
#include "tenon/pq/session.hpp"

namespace plan_tests {

class Grown {
 public:
  /// Of the first version of the pair; `rows` are statements that a superuser runs.
  Grown(const std::string& pair, const std::string& rows);
  ~Grown();
  Grown(const Grown&) = delete;
  Grown& operator=(const Grown&) = delete;

  /// What was wrong so far; nothing where all went well.
  [[nodiscard]] const std::string& wrong() const { return wrong_; }
  /// Runs a part of the migration; what fails, as it is told to the operator.
  std::string run(std::string_view part, const tenon::migration::Tell& tell = nullptr);
  /// The first value of a query, as the superuser.
  std::string value(const std::string& query);
  [[nodiscard]] const tenon::migration::Texts& texts() const { return texts_; }
  tenon::pq::Session connect();

 private:
  std::string schema_;
  std::string wrong_;
  tenon::migration::Texts texts_;
};

}  // namespace plan_tests

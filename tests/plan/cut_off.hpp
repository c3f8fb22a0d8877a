// A migration of a database with rows that is cut off somewhere, and what becomes of it then.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "driver/migrate/versions.hpp"
#include "migration/run.hpp"
#include "model/database.hpp"
#include "tenon/pq/session.hpp"

namespace plan_tests {

class CutOff {
 public:
  /// Told the process of a session at each event of a run.
  using Tell = std::function<void(const std::string&)>;

  /// Of the pair; the version before gets so many rows in each table.
  CutOff(const std::string& pair, int rows);
  ~CutOff();
  CutOff(const CutOff&) = delete;
  CutOff& operator=(const CutOff&) = delete;

  /// What was wrong so far; nothing where all went well.
  [[nodiscard]] const std::string& wrong() const { return wrong_; }
  [[nodiscard]] tenon::migration::Texts& texts() { return texts_; }

  /// The version before, with its rows, anew.
  static void begin();
  /// Expand and contract, or the expand alone; what is wrong, or nothing.
  std::string run(const Tell& tell, bool contract = true);
  /// What was done of the expand is taken back, as `tenon migrate down` does.
  std::string give_up(const Tell& tell);
  /// Whether the new version is told: the last of its transactions but those that drop and prove is done.
  [[nodiscard]] bool is_told() const;
  /// The same after something was cut off: the server may still be about to end its session.
  static std::string once_more(const std::function<std::string()>& deed);

  static void end(const std::string& process);
  static std::string url();
  static tenon::pq::Session connect();
  static tenon::model::Database read();
  /// All rows of all tables, as one text.
  static std::string rows();

 private:
  std::optional<tenon::driver::Version> before_;
  std::optional<tenon::driver::Version> after_;
  tenon::migration::Texts texts_;
  std::string wrong_;
};

}  // namespace plan_tests

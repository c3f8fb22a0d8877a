// A schema's database on a server of the tests' own, and the look at it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "catalog/reader.hpp"
#include "cluster.hpp"
#include "driver/compilation.hpp"
#include "tenon/conformance/expectations.hpp"
#include "world/allowed.hpp"
#include "world/judgement.hpp"

namespace world_tests {

/// A schema with what it promises, elaborated once.
class Garden {
 public:
  /// Fails the test where it can't be compiled or made.
  Garden(const dumps::Cluster& cluster, const std::filesystem::path& schema);

  [[nodiscard]] bool is_there() const { return wanted_.has_value(); }
  [[nodiscard]] const std::string& path() const { return compilation_.path; }
  [[nodiscard]] const tenon::ir::Schema& schema() const { return *compilation_.schema; }
  /// Makes the database anew, and applies the schema by the real tool, with its seeds. Whether that went
  /// well.
  [[nodiscard]] bool apply(const std::string& database) const;
  /// The same in a database that is there.
  [[nodiscard]] bool apply_to(const std::string& database) const;
  [[nodiscard]] tenon::world::Judgement judge(const std::string& database,
                                              const std::string& allow = "") const;

 private:
  /// Of a block `allow { … }` that the schema's file has at its end.
  [[nodiscard]] std::vector<tenon::world::Allowance> read(const std::string& block) const;

  const dumps::Cluster& cluster_;
  tenon::driver::Compilation compilation_;
  tenon::conformance::Schema promised_;
  std::optional<tenon::catalog::Reading> wanted_;
};

/// What was found, a line each.
std::string text(const tenon::world::Judgement& judgement);

}  // namespace world_tests

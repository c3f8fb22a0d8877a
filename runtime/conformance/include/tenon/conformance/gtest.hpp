// GoogleTest's front end of the checks. A generated source is the expectations and one line:
//
//   TENON_CONFORMANCE_SUITE(platform, platform_expectations())
//
// It registers one test for each check and table, named `platform_catalog.sessions__columns` and
// `platform_attack.sessions__moving_a_row_to_another_tenant`, and `platform_catalog.schema__enums` for the
// checks of the database as a whole. The server is named by the environment's TENON_CONFORMANCE_URL, as a
// role that may become each role of the schema; without it every test fails and says so. Registering needs no
// server.
//
// The tests of a process share one connection. Link tenon::conformance and GTest::gtest_main.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/conformance/checks.hpp"
#include "tenon/export.hpp"

namespace tenon {
namespace TENON_API conformance {

/// The process's one connection, opened by the first test that needs it. A suite of another schema takes it
/// over, so that two are never open at once.
class SharedProbe {
 public:
  static tl::expected<Probe*, std::string> get(const std::shared_ptr<const Schema>& schema) {
    static SharedProbe shared;
    if (shared.schema_ == schema && shared.probe_ && !shared.probe_->session().is_lost())
      return &*shared.probe_;
    if (shared.schema_ == schema && !shared.error_.empty()) return tl::unexpected(shared.error_);
    return shared.open(schema);
  }

 private:
  tl::expected<Probe*, std::string> open(const std::shared_ptr<const Schema>& schema) {
    probe_.reset();
    schema_ = schema;
    error_.clear();
    const char* url = std::getenv("TENON_CONFORMANCE_URL");
    if (url == nullptr || *url == '\0') {
      error_ =
          "TENON_CONFORMANCE_URL is not set: name a database that holds the schema, as a role that may "
          "become "
          "its owner, application and provisioner, such as postgresql:///platform";
      return tl::unexpected(error_);
    }
    auto opened = Probe::open(url, *schema);
    if (!opened) {
      error_ = opened.error();
      return tl::unexpected(error_);
    }
    probe_.emplace(std::move(*opened));
    return &*probe_;
  }

  std::shared_ptr<const Schema> schema_;
  std::optional<Probe> probe_;
  std::string error_;
};

/// One check, of one table or of the database as a whole.
class ConformanceTest : public ::testing::Test {
 public:
  ConformanceTest(std::shared_ptr<const Schema> schema, const SchemaCheck& check)
      : schema_(std::move(schema)), schema_check_(&check) {}
  ConformanceTest(std::shared_ptr<const Schema> schema, const TableCheck& check, std::size_t table)
      : schema_(std::move(schema)), table_check_(&check), table_(table) {}

  void TestBody() override {
    const auto probe = SharedProbe::get(schema_);
    if (!probe) FAIL() << probe.error();
    const Verdict verdict = schema_check_ != nullptr
                                ? schema_check_->run(**probe)
                                : table_check_->run(**probe, (*probe)->schema().tables[table_]);
    const std::string_view rule = schema_check_ != nullptr ? schema_check_->rule : table_check_->rule;
    const std::string_view promise =
        schema_check_ != nullptr ? schema_check_->promise : table_check_->promise;
    for (const Finding& finding : verdict.findings) {
      ADD_FAILURE() << finding.object << ": " << finding.message << "\n  promised: " << promise << " ["
                    << rule << "]";
    }
    // What wasn't looked at is not to pass for good.
    if (verdict.unjudged) {
      ADD_FAILURE() << verdict.unjudged->object << ": could not be judged: " << verdict.unjudged->why
                    << "\n  help: " << verdict.unjudged->remedy;
    }
  }

 private:
  std::shared_ptr<const Schema> schema_;
  const SchemaCheck* schema_check_ = nullptr;
  const TableCheck* table_check_ = nullptr;
  std::size_t table_ = 0;
};

/// Registers one test, `check` being an id such as `catalog.columns`.
inline void register_conformance_test(const std::string& suite, std::string_view object,
                                      std::string_view check, const std::function<ConformanceTest*()>& make) {
  const std::size_t dot = check.find('.');
  const std::string suite_name = suite + "_" + std::string(check.substr(0, dot));
  const std::string test_name = std::string(object) + "__" + std::string(check.substr(dot + 1));
  ::testing::RegisterTest(suite_name.c_str(), test_name.c_str(), nullptr, nullptr, __FILE__, __LINE__, make);
}

/// Registers every check that applies to `schema`; gives how many.
inline std::size_t register_conformance_suite(const std::string& suite, Schema expectations) {
  const auto schema = std::make_shared<const Schema>(std::move(expectations));
  for (const SchemaCheck& check : schema_checks()) {
    register_conformance_test(suite, "schema", check.id,
                              [schema, &check] { return new ConformanceTest(schema, check); });
  }
  for (std::size_t table = 0; table < schema->tables.size(); ++table) {
    for (const TableCheck& check : table_checks()) {
      if (!check.applies(schema->tables[table])) continue;
      register_conformance_test(suite, schema->tables[table].name, check.id, [schema, &check, table] {
        return new ConformanceTest(schema, check, table);
      });
    }
  }
  return check_count(*schema);
}

}  // namespace conformance
}  // namespace tenon

/// Once in a source, at namespace scope. `expectations` is a `tenon::conformance::Schema`, taken by value.
#define TENON_CONFORMANCE_SUITE(suite, expectations)                    \
  [[maybe_unused]] static const std::size_t tenon_conformance_##suite = \
      ::tenon::conformance::register_conformance_suite(#suite, expectations)

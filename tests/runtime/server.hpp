// A scratch database for a test, and a superuser's session beside the code under test.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "tenon/pool.hpp"
#include "tenon/query.hpp"

namespace tenon::testing {

inline constexpr SchemaInfo kSchema{.name = "shop",
                                    .fingerprint = "0123456789abcdef0123456789abcdef",
                                    .tenant_setting = "app.current_tenant_id",
                                    .tool_version = "0.1.0"};
inline constexpr const char* kApp = "tenon_runtime_test_app";
inline constexpr const char* kBypass = "tenon_runtime_test_bypass";
inline const Uuid kAcme = Uuid::parse("00000000-0000-0000-0000-00000000000a");
inline const Uuid kGlobex = Uuid::parse("00000000-0000-0000-0000-00000000000b");

/// The environment's URL; throws with a message that tells what to do where it is unset.
std::string server_url(const char* variable);

/// One statement or several, as the URL's user. Returns the first value of the last one; throws on errors.
std::string admin(const std::string& url, const std::string& sql);

/// A database with a table `items` under row-level security, a global one `plans`, and tenon.schema_version.
class ScratchDatabase {
 public:
  ScratchDatabase();
  ScratchDatabase(const ScratchDatabase&) = delete;
  ScratchDatabase& operator=(const ScratchDatabase&) = delete;
  ~ScratchDatabase();
  [[nodiscard]] const std::string& url() const { return url_; }
  std::string admin(const std::string& sql) const { return testing::admin(url_, sql); }

 private:
  std::string server_;
  std::string name_;
  std::string url_;
};

class ServerTest : public ::testing::Test {
 protected:
  [[nodiscard]] Pool pool(PoolOptions options = {.role = kApp}) const {
    return Pool(db_.url(), kSchema, std::move(options));
  }
  ScratchDatabase db_;
};

/// What the exception says; the test fails where `body` throws none of this type.
template <class E, class Body>
std::string message_of(Body&& body) {
  try {
    body();
  } catch (const E& error) {
    return error.what();
  } catch (const std::exception& error) {
    ADD_FAILURE() << "another exception: " << error.what();
    return "";
  }
  ADD_FAILURE() << "no exception";
  return "";
}

}  // namespace tenon::testing

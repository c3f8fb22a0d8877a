#include "scratch.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

namespace tenon::test {
namespace {

/// The server's URL with one parameter more, which goes before what stands in the path.
std::string with_parameter(const std::string& url, const std::string& parameter) {
  return url + (url.find('?') == std::string::npos ? "?" : "&") + parameter;
}

std::string first_value(const std::string& url, const std::string& statements) {
  auto session = pq::Session::connect(url);
  if (!session) {
    ADD_FAILURE() << session.error().message;
    return "";
  }
  const auto rows = session->script(statements);
  if (!rows) {
    ADD_FAILURE() << rows.error().message << " in: " << statements;
    return "";
  }
  return rows->size() == 0 || rows->columns() == 0 ? "" : rows->text(0, 0);
}

}  // namespace

void DatabaseTest::SetUp() {
  const char* server = std::getenv("TENON_TEST_POSTGRES");
  ASSERT_NE(server, nullptr)
      << "set TENON_TEST_POSTGRES to the URL of a superuser on a scratch PostgreSQL 15";
  static int count = 0;
  name_ = fmt::format("cli{}x{}", ::getpid(), ++count);
  server_ = server;
  first_value(server_, "CREATE DATABASE " + name_);
  url_ = with_parameter(server_, "dbname=" + name_);
}

void DatabaseTest::TearDown() {
  if (server_.empty()) return;
  first_value(server_, fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name_));
  first_value(server_,
              fmt::format("DO $$ DECLARE r record; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE rolname "
                          "LIKE '{}\\_%' LOOP EXECUTE format('DROP OWNED BY %I; DROP ROLE %I', r.rolname, "
                          "r.rolname); END LOOP; END $$",
                          name_));
}

std::string DatabaseTest::sql(const std::string& statements) const {
  return first_value(url_, statements);
}

}  // namespace tenon::test

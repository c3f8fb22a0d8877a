// A value to a real server and back; the server's own text tells that it understood the same one.
#pragma once

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "server.hpp"

namespace tenon::testing {

class RoundTrip : public ServerTest {
 protected:
  /// Sends `value` as `type`, expects it back, and expects the server to print it as `text`.
  template <class T>
  void expect(const T& value, const std::string& type, const std::string& text) {
    const std::string parameter = "$1::" + type;
    const auto rows =
        in_transaction<T, std::string>("SELECT " + parameter + ", (" + parameter + ")::text", value);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(std::get<0>(rows[0]), value) << type << " " << text;
    EXPECT_EQ(std::get<1>(rows[0]), text) << type;
  }

  /// What the server makes of an expression.
  template <class T>
  T read(const std::string& sql) {
    auto rows = in_transaction<T>("SELECT " + sql);
    return std::move(std::get<0>(rows.at(0)));
  }

  template <class T, class E = DecodeError>
  void expect_refused(const std::string& expression) {
    const std::string message =
        message_of<E>([&] { static_cast<void>(read<T>(expression + " AS the_column")); });
    EXPECT_NE(message.find("`the_column`"), std::string::npos) << message;
  }

  template <class... T, class... Args>
  std::vector<std::tuple<T...>> in_transaction(const std::string& sql, const Args&... args) {
    return pool_.in_transaction([&](Tx& tx) {
      execute(tx, "SET LOCAL timezone = 'UTC'");
      execute(tx, "SET LOCAL datestyle = 'ISO'");
      return query<T...>(tx, sql, args...);
    });
  }

  Pool pool_ = pool();
};

}  // namespace tenon::testing

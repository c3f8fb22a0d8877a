// The example of coroutines, over both of its loops.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "live_database.hpp"

namespace {

TEST(AsyncNotes, AreWrittenAndReadOverEitherLoop) {
  const std::string url = live::url(tenon::catalog::ServerKind::kPostgres);
  for (const char* loop : {"poll", "asio"}) {
    const std::string command = fmt::format("{} {} '{}' > /dev/null", TENON_ASYNC_EXAMPLE, loop, url);
    EXPECT_EQ(std::system(command.c_str()), 0) << loop;
  }
}

}  // namespace

#include "driver/connect.hpp"

#include <fmt/format.h>

#include "catalog/session.hpp"
#include "driver/report.hpp"

namespace tenon::driver {

std::optional<pq::Session> connect(const std::string& url) {
  auto session = catalog::connect(url);
  if (session) return std::move(*session);
  print_error(fmt::format("can't connect: {}", session.error().message),
              "see that the server runs and that the address, the role and the database are right");
  return std::nullopt;
}

}  // namespace tenon::driver

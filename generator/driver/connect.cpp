#include "driver/connect.hpp"

#include <fmt/format.h>

#include "catalog/apply.hpp"
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

std::optional<pq::Session> connect_to_write(const std::string& url) {
  auto session = connect(url);
  if (!session) return std::nullopt;
  const auto refusal = catalog::refusal_of_writes(*session);
  if (refusal && refusal->empty()) return session;
  print_error(refusal ? *refusal : catalog::describe(refusal.error()), catalog::kWritesHelp);
  return std::nullopt;
}

}  // namespace tenon::driver

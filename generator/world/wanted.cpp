#include "world/wanted.hpp"

#include <fmt/format.h>

#include "catalog/apply.hpp"
#include "catalog/session.hpp"
#include "world/judgement.hpp"

namespace tenon::world {
namespace {

struct Server {
  bool makes_databases = false;
  bool is_pglite = false;  ///< one database, and one session at a time
  int major = 0;
};

constexpr const char* kWhatItIs =
    "SELECT rolsuper OR rolcreatedb, version() ~* 'pglite|emscripten|wasm' FROM pg_roles WHERE rolname = "
    "session_user";

std::optional<Server> server_at(const std::string& url) {
  auto session = catalog::connect(url);
  if (!session) return std::nullopt;
  const auto found = session->query(kWhatItIs);
  if (!found || found->size() == 0) return std::nullopt;
  const Server out{found->text(0, 0) == "t", found->text(0, 1) == "t", session->server_version() / 10000};
  if (out.makes_databases && !out.is_pglite) catalog::drop_scratch_left_behind(*session);
  return out;
}

conformance::Unjudged without(const std::string& schema_name, const catalog::ServerError& error) {
  return {std::string(kDefinitions), schema_name,
          "there is nothing to compare the database with: " + error.message,
          error.help.empty() ? "let verify connect as a role that may create databases" : error.help, false};
}

}  // namespace

WantedSide wanted_side(const std::string& url, const std::string& schema_name, const catalog::Wanted& sql) {
  const auto server = server_at(url);
  if (!server) return {};  // whoever examines it next says why
  auto reading = catalog::elaborate(server->major, sql);
  if (reading) return {std::move(*reading), {}, {}};
  std::string there;  // what failed on the server itself
  if (server->makes_databases && !server->is_pglite) {
    auto other = catalog::elaborate_at(url, sql);
    if (other) return {std::move(*other), {}, {}};
    there = fmt::format(" (and on the server itself: {})", other.error().message);
  }
  if (server->is_pglite)
    return {{},
            {},
            conformance::Note{
                schema_name,
                "is on a PGlite, which has one database: its definitions were not compared as a whole"}};
  return {{}, without(schema_name, {reading.error().message + there, reading.error().help}), {}};
}

}  // namespace tenon::world

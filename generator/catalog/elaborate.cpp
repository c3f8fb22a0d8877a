#include "catalog/elaborate.hpp"

#include <fmt/format.h>

#include <random>
#include <utility>

#include "catalog/apply.hpp"
#include "catalog/private_server_parts.hpp"
#include "catalog/session.hpp"

namespace tenon::catalog {
namespace {

constexpr const char* kMakersHelp =
    "name a server and a role that may make databases and roles, or leave it to a private server";

ServerError failed(std::string_view what, const pq::SqlError& error, std::string help = kMakersHelp) {
  return {fmt::format("{}: {}", what, describe(error)), std::move(help)};
}

/// No two tools at one time take the same; it tells the server's process that serves the tool, by which a
/// database that was left behind is known.
tl::expected<std::string, pq::SqlError> scratch_name(pq::Session& session) {
  const auto process = session.query("SELECT pg_backend_pid()");
  if (!process) return tl::unexpected(process.error());
  std::random_device device;
  return fmt::format("tenon_scratch_{}_{:08x}", process->text(0, 0), device());
}

/// Those of processes that are gone, as far as the role may drop them. Others' are for their next runs.
constexpr const char* kLeftBehind = R"sql(
  SELECT d.datname FROM pg_database d
  WHERE d.datname ~ '^tenon_scratch_[0-9]+_[0-9a-f]{8}$' AND pg_has_role(d.datdba, 'USAGE')
    AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.pid::text = split_part(d.datname, '_', 3) OR a.datid = d.oid)
  ORDER BY 1)sql";

/// A database for a while.
class Scratch {
 public:
  static tl::expected<Scratch, ServerError> make(const std::string& url) {
    auto session = connect(url);
    if (!session) return tl::unexpected(failed("can't connect", session.error()));
    drop_scratch_left_behind(*session);
    auto name = scratch_name(*session);
    if (!name) return tl::unexpected(failed("can't connect", name.error()));
    // What the server's owner has put into template1 is nobody's wish.
    const auto made = session->script(fmt::format("CREATE DATABASE {} TEMPLATE template0", *name));
    if (!made) return tl::unexpected(failed("no scratch database can be made", made.error()));
    return Scratch(std::move(*session), std::move(*name));
  }
  Scratch(Scratch&& other) noexcept
      : session_(std::move(other.session_)), name_(std::exchange(other.name_, "")) {}
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch() {
    if (!name_.empty()) session_.script(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name_));
  }

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  Scratch(pq::Session session, std::string name) : session_(std::move(session)), name_(std::move(name)) {}
  pq::Session session_;
  std::string name_;
};

/// In a transaction, which the caller ends.
tl::expected<Reading, ServerError> made_and_read(pq::Session& session, const Wanted& wanted, Depth depth) {
  // Constraints of tables that have policies are checked as the owner, whom those bind.
  std::vector<std::string> scripts = {"BEGIN", pinned_settings(), "SET LOCAL row_security TO on",
                                      wanted.named, wanted.roles};
  scripts.insert(scripts.end(), wanted.schema.begin(), wanted.schema.end());
  scripts.emplace_back("SET CONSTRAINTS ALL IMMEDIATE");
  std::erase(scripts, "");
  for (const std::string& script : scripts) {
    if (const auto done = session.script(script); !done)
      return tl::unexpected(failed("the scratch database can't be filled", done.error(), ""));
  }
  auto reading = read_within(session, depth);
  if (!reading) return tl::unexpected(ServerError{reading.error(), ""});
  auto given = read_given(session);
  if (!given) return tl::unexpected(failed("what the server brought can't be read", given.error(), ""));
  reading->given = std::move(*given);
  return std::move(*reading);
}

/// Where that version's programs are.
tl::expected<std::string, ServerError> programs_of(int major) {
  if (major == 0) return "";
  for (const std::string& directory : postgres_directories()) {
    const auto line = first_line_of({directory + "/postgres", "--version"});
    if (line && major_version(*line) == major) return directory;
  }
  return tl::unexpected(ServerError{fmt::format("there is no PostgreSQL {} on this machine", major),
                                    "install it, or name a server that may be used"});
}

}  // namespace

void drop_scratch_left_behind(pq::Session& session) {
  const auto left = session.query(kLeftBehind);
  if (!left) return;
  for (std::size_t row = 0; row < left->size(); ++row)
    session.script(fmt::format("DROP DATABASE IF EXISTS {}", session.quote_identifier(left->text(row, 0))));
}

tl::expected<Reading, ServerError> elaborate_at(const std::string& url, const Wanted& wanted, Depth depth) {
  auto scratch = Scratch::make(url);
  if (!scratch) return tl::unexpected(scratch.error());
  auto session = connect(url, scratch->name());
  if (!session) return tl::unexpected(failed("can't connect to the scratch database", session.error()));
  auto out = made_and_read(*session, wanted, depth);
  session->script("ROLLBACK");
  return out;
}

tl::expected<PrivateServer, ServerError> private_server_of(int major) {
  const auto programs = programs_of(major);
  if (!programs) return tl::unexpected(programs.error());
  return PrivateServer::start({ServerKind::kPostgres, *programs, ""});
}

tl::expected<Reading, ServerError> elaborate(int major, const Wanted& wanted, Depth depth) {
  const auto server = private_server_of(major);
  if (!server) return tl::unexpected(server.error());
  return elaborate_at(server->url(), wanted, depth);
}

model::Database with_reasons(const model::Database& database, const model::Database& reasons) {
  model::Database out;
  for (model::Object object : database.objects()) {
    if (const model::Object* other = reasons.find(object.identity); other != nullptr) object.why = other->why;
    out.add(std::move(object));
  }
  return out;
}

}  // namespace tenon::catalog

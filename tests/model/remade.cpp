#include "remade.hpp"

#include <stdexcept>

#include "ddl/ddl.hpp"

namespace model_tests {

using namespace tenon;

namespace {

bool is_of_server(const model::Identity& identity) {
  return identity.kind == model::Kind::kRole || identity.kind == model::Kind::kMembership ||
         (identity.kind == model::Kind::kComment && identity.signature == "role");
}

tl::expected<void, std::string> make_own(pq::Session& session, const model::Database& own,
                                         const std::vector<std::string>& further) {
  // What the template has in it is told like everything else. Functions may be made before the tables that
  // they read. In one transaction: where names are looked for is told once for many objects.
  std::vector<std::string> statements = {"BEGIN", "DROP SCHEMA public",
                                         "SET LOCAL check_function_bodies TO off"};
  render::Templates templates;
  const model::Database sorted = model::ordered(own);
  for (const ddl::Piece& piece : ddl::creation(sorted, {"", "", {}, further}, templates))
    statements.push_back(piece.sql);
  statements.emplace_back("COMMIT");
  for (const std::string& statement : statements) {
    if (const auto done = session.script(statement); !done)
      return tl::unexpected(done.error().message + "\n" + statement);
  }
  return {};
}

}  // namespace

tl::expected<void, std::string> make_again(pq::Session& session, const model::Database& objects,
                                           const std::vector<std::string>& further) {
  model::Database own;
  for (const model::Object& object : objects.objects()) {
    if (!is_of_server(object.identity)) own.add(object);
  }
  try {
    return make_own(session, own, further);
  } catch (const std::logic_error& error) {  // they need one another in a circle
    return tl::unexpected(error.what());
  }
}

}  // namespace model_tests

#include "world/mending.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ddl/clauses.hpp"
#include "ddl/ddl.hpp"
#include "render/sql_text.hpp"
#include "world/building.hpp"
#include "world/scene.hpp"

namespace tenon::world {

using model::Kind;
using model::Object;

namespace {

/// More is nothing to be read in a terminal.
constexpr std::size_t kLongestRemedy = 600;

/// What is made and taken away without a loss.
constexpr Kind kReplaceable[] = {Kind::kTrigger, Kind::kPolicy,        Kind::kGrant,
                                 Kind::kRule,    Kind::kRegisteredRow, Kind::kRowSecurity};

/// What is made anew where it is missing, and holds no rows.
constexpr Kind kMakeable[] = {Kind::kTrigger,    Kind::kPolicy,        Kind::kGrant,      Kind::kRule,
                              Kind::kConstraint, Kind::kRegisteredRow, Kind::kRowSecurity};

template <std::size_t N>
bool is_one_of(const Kind (&kinds)[N], const Object& object) {
  return std::ranges::find(kinds, object.identity.kind) != std::end(kinds);
}

/// Of several lines one: a terminal's line is what is copied.
std::string in_a_line(std::string_view sql) {
  std::string out;
  std::string line;
  const auto take = [&] {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin != std::string::npos && line.compare(begin, 2, "--") != 0)
      out += (out.empty() ? "" : " ") + line.substr(begin);
    line.clear();
  };
  for (const char c : sql) {
    if (c == '\n') take();
    if (c != '\n') line += c;
  }
  take();
  return out;
}

std::string created(const Object& object) {
  model::Database one;
  one.add(object);
  render::Templates templates;
  std::string out;
  for (const ddl::Piece& piece : ddl::creation(one, {owner_of(object), "", {}}, templates)) out += piece.sql;
  out = in_a_line(out);
  return out.size() > kLongestRemedy ? "" : out;
}

/// Two objects that differ in their owner alone.
std::string given_back(const Object& live, const Object& wanted) {
  Object same = live;
  give_to(same, owner_of(wanted));
  if (!(same.definition == wanted.definition)) return "";
  const std::string name = ddl::removal(wanted);
  return fmt::format("ALTER {} OWNER TO {};", name.substr(5, name.size() - 6),
                     render::sql_identifier(owner_of(wanted)).str());
}

/// Two views that differ in their options alone: made anew, one would lose what was granted on it.
std::string with_options(const Object& live, const Object& wanted) {
  const auto* view = std::get_if<model::View>(&wanted.definition);
  if (view == nullptr || view->options.empty()) return "";
  Object same = live;
  std::get<model::View>(same.definition).options = view->options;
  if (!(same.definition == wanted.definition)) return "";
  return fmt::format("ALTER VIEW {} SET ({});", ddl::qualified(wanted.identity, "").str(),
                     ddl::options(view->options).str());
}

}  // namespace

void give_to(Object& object, const std::string& owner) {
  std::visit(
      [&](auto& definition) {
        if constexpr (requires { definition.owner; }) definition.owner = owner;
      },
      object.definition);
}

std::string away(const Object& object, const model::Database& live) {
  if (object.identity.kind == Kind::kIndex) return unbuilt(object, live);
  const std::string out = in_a_line(ddl::removal(object));
  return object.identity.kind == Kind::kColumn ? out + "  -- with what it holds" : out;
}

std::string closed(const Object& table, const std::vector<std::string>& roles) {
  const std::string name = ddl::qualified(table.identity, "").str();
  std::string out;
  for (const std::string& role : roles)
    out += fmt::format("{}REVOKE ALL ON {} FROM {};", out.empty() ? "" : " ", name,
                       role == kEverybody ? "PUBLIC" : render::sql_identifier(role).str());
  for (const model::Identity& parent : table.as<model::Table>().inherits)
    out += fmt::format("{}ALTER TABLE {} NO INHERIT {};", out.empty() ? "" : " ", name,
                       ddl::qualified(parent, "").str());
  return out;
}

std::string anew(const Object& wanted, const model::Database& live) {
  if (wanted.identity.kind == Kind::kIndex) return built(wanted, live);
  if (wanted.identity.kind == Kind::kConstraint) {
    if (const std::string out = added(wanted, live); !out.empty()) return out;
  }
  return is_one_of(kMakeable, wanted) ? created(wanted) : "";
}

std::string changed(const Object& object, const Object& wanted, const model::Database& live) {
  if (const std::string out = given_back(object, wanted); !out.empty()) return out;
  if (const std::string out = with_options(object, wanted); !out.empty()) return out;
  if (wanted.identity.kind == Kind::kIndex) return rebuilt(wanted, live);
  if (!is_one_of(kReplaceable, wanted)) return "";
  const std::string made = created(wanted);
  if (made.empty() || wanted.identity.kind == Kind::kRowSecurity) return made;
  return away(object, live) + " " + made;
}

}  // namespace tenon::world

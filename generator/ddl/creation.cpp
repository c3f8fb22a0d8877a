#include <algorithm>
#include <iterator>
#include <map>

#include "base/text.hpp"
#include "ddl/clauses.hpp"
#include "ddl/ddl.hpp"
#include "ddl/settings.hpp"
#include "ddl/views.hpp"

namespace tenon::ddl {

using model::Kind;
using model::Object;
using render::authored_sql;
using render::sql_format;
using render::sql_identifier;

namespace {

/// Where the tool's own functions look names up.
constexpr std::string_view kServersOwn = "pg_catalog";

/// By schema and table.
using Columns = std::map<std::pair<std::string, std::string>, std::vector<const Object*>>;

Columns columns_of(const model::Database& database, const IsWanted& is_wanted) {
  Columns out;
  for (const Object& object : database.objects()) {
    if (object.identity.kind == Kind::kColumn && (is_wanted == nullptr || is_wanted(object)))
      out[{object.identity.schema, object.identity.table}].push_back(&object);
  }
  return out;
}

/// Writes a database's objects one after another, and goes with the session where they have to be made.
class Creation {
 public:
  Creation(const model::Database& database, const Session& session, render::Templates& templates,
           IsWanted wanted)
      : database_(database),
        session_(session),
        templates_(templates),
        is_wanted_(std::move(wanted)),
        columns_(columns_of(database, is_wanted_)),
        role_(session.role),
        path_(session.path) {}

  std::vector<Piece> pieces() {
    const auto& objects = database_.objects();
    for (std::size_t i = 0; i < objects.size(); ++i) {
      const Object& object = objects[i];
      if (!is_wanted(object) || object.identity.kind == Kind::kColumn || is_everybodys(object)) continue;
      const std::size_t last = last_made_with(i);
      Piece piece{made_with(i, last), ""};
      i = last;
      const Rendered made = rendered(piece.made, closed(object), about(object), session_.replaces_views);
      if (made.path.empty()) continue;
      piece.sql = entrance(object) + templates_.render(made.path, made.view) + handed_over(object);
      out_.push_back(std::move(piece));
    }
    add_settings();
    if (!out_.empty()) out_.back().sql += back();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_wanted(const Object& object) const {
    return is_wanted_ == nullptr || is_wanted_(object);
  }

  void add_settings() {
    for (const Object& object : database_.objects()) {
      if (!is_wanted(object)) continue;
      for (const std::string& statement : settings(object))
        out_.push_back({{&object}, entrance(object) + statement + "\n"});
    }
  }

  /// Where the constraints end that stand right behind a table, with its columns between them.
  [[nodiscard]] std::size_t last_made_with(std::size_t at) const {
    const auto& objects = database_.objects();
    std::size_t last = at;
    for (std::size_t i = at + 1; i < objects.size() && objects[at].identity.kind == Kind::kTable; ++i) {
      const model::Identity& next = objects[i].identity;
      if (next.schema != objects[at].identity.schema || next.table != objects[at].identity.name) break;
      if (next.kind == Kind::kColumn) continue;
      if (next.kind != Kind::kConstraint || !is_made_with_table(objects[at], objects[i])) break;
      last = i;
    }
    return last;
  }

  /// The object, a table's columns wherever they stand, and its constraints up to the last.
  [[nodiscard]] std::vector<const Object*> made_with(std::size_t at, std::size_t last) const {
    const auto& objects = database_.objects();
    const model::Identity& identity = objects[at].identity;
    std::vector<const Object*> out = {&objects[at]};
    if (identity.kind != Kind::kTable) return out;
    const auto columns = columns_.find({identity.schema, identity.name});
    if (columns != columns_.end()) out.insert(out.end(), columns->second.begin(), columns->second.end());
    for (std::size_t i = at + 1; i <= last; ++i) {
      if (objects[i].identity.kind == Kind::kConstraint) out.push_back(&objects[i]);
    }
    return out;
  }

  /// A partition has its parent's, and a line of CREATE TABLE can't be NOT VALID.
  static bool is_made_with_table(const Object& table, const Object& object) {
    const auto& constraint = object.as<model::Constraint>();
    return !table.as<model::Table>().partition_of && !constraint.is_inherited && constraint.validated &&
           constraint.enforced;
  }

  /// What a right is to, or a comment about; null for the others.
  [[nodiscard]] const Object* about(const Object& object) const {
    if (object.identity.kind == Kind::kGrant) return database_.find(object.as<model::Grant>().object);
    if (object.identity.kind == Kind::kComment) return database_.find(object.as<model::Comment>().object);
    return nullptr;
  }

  /// Whose an object is, or what it is about.
  [[nodiscard]] std::string maker_of(const Object& object) const {
    const bool is_about = object.identity.kind == Kind::kGrant || object.identity.kind == Kind::kComment;
    const Object* of = is_about ? about(object) : &object;
    return of == nullptr ? "" : owner_of(*of);
  }

  /// Everybody may execute a function by itself.
  bool is_everybodys(const Object& object) const {
    return object.identity.kind == Kind::kGrant && object.identity.name == "public" &&
           object.as<model::Grant>().object.kind == Kind::kFunction;
  }

  [[nodiscard]] bool is_open(const Object& object) const {
    return database_.find(model::right_on(object.identity, "public")) != nullptr;
  }

  /// From whom all rights on the object are taken.
  [[nodiscard]] SqlText closed(const Object& object) const {
    const bool function = object.identity.kind == Kind::kFunction;
    const bool bookkeeping = object.identity.schema == model::kBookkeeping && !session_.outsiders.empty();
    if (function ? is_open(object) : !bookkeeping) return {};
    std::vector<std::string> roles = {"public"};
    // Its owner's rights are no default's.
    const std::string owner = owner_of(object);
    for (const std::string& outsider : session_.outsiders) {
      if (bookkeeping && outsider != owner) roles.push_back(outsider);
    }
    return grantees(roles);
  }

  /// What another role makes, it makes with the right to that lent for the time.
  std::string entrance(const Object& object) {
    std::string out;
    const std::string maker = maker_of(object);
    if (!session_.role.empty() && (maker.empty() ? session_.role : maker) != role_) {
      if (!out_.empty()) out_.back().sql += leave();
      if (!maker.empty() && maker != session_.role) out += enter(maker);
    }
    if (!object.path.empty() && object.path != path_) out += look_in(object.path);
    return out;
  }

  std::string enter(const std::string& maker) {
    role_ = maker;
    return sql_format("\nGRANT CREATE ON SCHEMA {} TO {};\nSET LOCAL ROLE {};\n",
                      sql_identifier(model::kBookkeeping), sql_identifier(maker), sql_identifier(maker))
        .str();
  }

  std::string leave() {
    if (role_ == session_.role) return "";
    const std::string was = std::exchange(role_, session_.role);
    return sql_format("SET LOCAL ROLE {};\nREVOKE CREATE ON SCHEMA {} FROM {};\n", sql_identifier(role_),
                      sql_identifier(model::kBookkeeping), sql_identifier(was))
        .str();
  }

  std::string look_in(const std::string& path) {
    path_ = path;
    std::vector<std::string> all = {path};
    if (path != kServersOwn)
      std::copy(session_.further.begin(), session_.further.end(), std::back_inserter(all));
    return sql_format("\nSET LOCAL search_path TO {};\n", render::sql_identifiers(all)).str();
  }

  /// As it was before the first.
  std::string back() {
    std::string out = leave();
    if (!session_.path.empty() && path_ != session_.path) out += look_in(session_.path);
    return out;
  }

  [[nodiscard]] std::string handed_over(const Object& object) const {
    const std::string owner = owner_of(object);
    if (!session_.role.empty() || owner.empty()) return "";
    return sql_format("ALTER {} OWNER TO {};\n", altered(object), sql_identifier(owner)).str();
  }

  const model::Database& database_;
  const Session& session_;
  render::Templates& templates_;
  IsWanted is_wanted_;
  Columns columns_;
  std::string role_;
  std::string path_;
  std::vector<Piece> out_;
};

}  // namespace

std::vector<Piece> creation(const model::Database& database, const Session& session,
                            render::Templates& templates, const IsWanted& is_wanted) {
  return Creation(database, session, templates, is_wanted).pieces();
}

std::string to_text(const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& piece : pieces) {
    const Object& object = *piece.made.front();
    std::vector<std::string> needs;
    for (const Object* each : piece.made) {
      for (const model::Identity& need : each->needs) {
        std::string name = model::text(need);
        if (std::find(needs.begin(), needs.end(), name) == needs.end()) needs.push_back(std::move(name));
      }
    }
    out += "create " + model::text(object.identity);
    if (!needs.empty()) out += "  (after: " + join(needs, ", ") + ")";
    out += "\n";
  }
  return out;
}

}  // namespace tenon::ddl

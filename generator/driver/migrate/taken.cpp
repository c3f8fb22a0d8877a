#include "driver/migrate/taken.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "ddl/ddl.hpp"
#include "driver/allowed.hpp"
#include "driver/wanted.hpp"
#include "lower/lower.hpp"
#include "model/json.hpp"
#include "render/sql_text.hpp"
#include "sql/roles.hpp"

namespace tenon::driver {
namespace {

using model::Identity;
using model::Kind;
using model::Object;

/// Tables of `tenon` that stand in every database that has a history.
constexpr std::string_view kHistory[] = {"schema_version", "migrations"};

/// What is the database's own by its place; a publication, an event trigger and the like are not of one
/// schema.
bool is_in_space(const Object& object, const std::vector<std::string>& spaces) {
  const Identity& identity = object.identity;
  if (!identity.schema.empty()) return contains(spaces, identity.schema);
  if (identity.kind == Kind::kSchema) return contains(spaces, identity.name) && identity.name != "public";
  return identity.kind == Kind::kGrant && contains(spaces, identity.table) &&
         object.as<model::Grant>().object.kind == Kind::kSchema;
}

/// Here where all that it needs stands here.
bool comes_along(const Object& object, const std::vector<std::string>& spaces) {
  return is_beside(object) && std::ranges::all_of(object.needs, [&](const Identity& need) {
           return need.schema.empty() || contains(spaces, need.schema);
         });
}

bool is_of_history(const Object& object) {
  const Identity& identity = object.identity;
  if (identity.kind == Kind::kSchema) return identity.name == model::kBookkeeping;
  static constexpr Kind kParts[] = {Kind::kTable, Kind::kColumn, Kind::kConstraint};
  const std::string& table = identity.table.empty() ? identity.name : identity.table;
  return identity.schema == model::kBookkeeping &&
         std::ranges::find(kParts, identity.kind) != std::end(kParts) &&
         std::ranges::find(kHistory, table) != std::end(kHistory);
}

/// Nobody's in particular: whoever makes them keeps them, until the owner's role is there.
std::vector<Object> history_objects(const ir::Schema& schema) {
  std::vector<Object> out;
  const model::Database lowered = lower::lower(schema);
  for (const Object& object : lowered.objects()) {
    if (!is_of_history(object)) continue;
    Object copy = object;
    if (auto* table = std::get_if<model::Table>(&copy.definition)) table->owner.clear();
    if (auto* space = std::get_if<model::Schema>(&copy.definition)) space->owner.clear();
    out.push_back(std::move(copy));
  }
  return out;
}

class Taking {
 public:
  Taking(const catalog::Reading& reading, const ir::Schema& schema)
      : reading_(reading), schema_(schema), spaces_(ir::spaces(schema)), allowed_(allowed_in(schema)) {}

  Taken taken() {
    for (const Object& object : reading_.database.objects()) {
      if ((is_in_space(object, spaces_) || comes_along(object, spaces_)) &&
          !world::is_allowed(allowed_, object))
        own_.insert(object.identity);
    }
    for (const Object& object : reading_.database.objects()) {
      if (own_.contains(object.identity)) look_at_needs(object);
    }
    for (const Object& object : reading_.database.objects()) {
      const Identity& identity = object.identity;
      const bool is_asked_for =
          identity.kind == Kind::kExtension && contains(schema_.extensions, identity.name);
      if (is_asked_for && database_.find(identity) == nullptr) database_.add(object);
    }
    for (const Object& object : history_objects(schema_)) database_.add(object);
    for (const Object& object : reading_.database.objects()) {
      if (own_.contains(object.identity)) database_.add(object);
    }
    refuse_uncovered();
    out_.version.database = model::ordered(database_);
    return std::move(out_);
  }

 private:
  /// An extension comes along, and what stands in no Postgres schema, as a server of foreign tables does; of
  /// what stands elsewhere tenon would know nothing.
  void look_at_needs(const Object& object) {
    for (const Identity& need : object.needs) {
      const Object* needed = reading_.database.find(need);
      if (needed == nullptr || own_.contains(need) || model::is_of_server(*needed) ||
          need.kind == Kind::kSchema)
        continue;
      const bool comes_along =
          need.kind == Kind::kExtension || (need.kind == Kind::kOpaque && need.schema.empty());
      if (!comes_along) {
        refuse(fmt::format("{} needs {}, which is not of the Postgres schema `{}`",
                           model::text(object.identity), model::text(whole_of(need)), join(spaces_, "`, `")));
      } else if (database_.find(need) == nullptr) {
        look_at_needs(*needed);
        database_.add(*needed);
      }
    }
  }

  /// The table of a column or a key.
  static Identity whole_of(const Identity& part) {
    return part.table.empty() ? part : Identity{Kind::kTable, part.schema, "", part.table, ""};
  }

  void refuse(std::string why) {
    if (std::ranges::find(out_.refused, why) == out_.refused.end()) out_.refused.push_back(std::move(why));
  }

  bool is_allowed(const catalog::Uncovered& stranger) const {
    return std::ranges::any_of(allowed_, [&](const world::Allowance& each) {
      return each.kind == stranger.what && each.object == stranger.name;
    });
  }

  void refuse_uncovered() {
    for (const catalog::Uncovered& each : reading_.uncovered) {
      if (contains(spaces_, each.name.substr(0, each.name.find('.'))) && !is_allowed(each))
        refuse(fmt::format("{} {} is of a kind that tenon doesn't know", each.what, each.name));
    }
  }

  const catalog::Reading& reading_;
  const ir::Schema& schema_;
  const std::vector<std::string> spaces_;
  std::vector<world::Allowance> allowed_;
  std::set<Identity> own_;
  model::Database database_;
  Taken out_;
};

/// Who owns something, may do something, or is named by a policy or by statements.
std::set<std::string> roles_in(const model::Database& database) {
  std::set<std::string> out;
  for (const Object& object : database.objects()) {
    out.insert(model::owner_of(object));
    if (object.identity.kind == Kind::kGrant || object.identity.kind == Kind::kDefaultPrivilege)
      out.insert(object.identity.name);
    if (object.identity.kind == Kind::kDefaultPrivilege) out.insert(object.identity.table);
    if (const auto* policy = std::get_if<model::Policy>(&object.definition))
      out.insert(policy->roles.begin(), policy->roles.end());
    if (const auto* statements = std::get_if<model::Opaque>(&object.definition))
      out.merge(sql::roles_named(statements->made.text));
  }
  // The server's own have reserved names, and are there.
  std::erase_if(out, [](const std::string& each) {
    return each.empty() || each == "public" || each.starts_with("pg_");
  });
  return out;
}

std::string pieces_of(const model::Database& database) {
  render::Templates templates;
  std::string out;
  for (const ddl::Piece& piece : ddl::creation(database, {}, templates)) out += piece.sql;
  return out;
}

constexpr std::string_view kSettings =
    "SET LOCAL client_min_messages TO warning;\nSET LOCAL standard_conforming_strings TO on;\n"
    "SET LOCAL search_path TO pg_catalog;\nSET LOCAL check_function_bodies TO off;\n";

std::string version_row(const std::string& schema, const std::string& fingerprint) {
  return fmt::format(
      "INSERT INTO tenon.schema_version (name, fingerprint, tool_version) VALUES ({}, {}, {});\n",
      render::sql_literal(schema).str(), render::sql_literal(fingerprint).str(),
      render::sql_literal(TENON_VERSION).str());
}

}  // namespace

std::string roles_sql(const model::Database& database) {
  return making_roles(roles_in(database));
}

bool is_beside(const Object& object) {
  const Kind kind = object.identity.kind;
  return object.identity.schema.empty() && (kind == Kind::kPublication || kind == Kind::kOpaque);
}

Taken taken_of(const catalog::Reading& reading, const ir::Schema& schema) {
  return Taking(reading, schema).taken();
}

std::string history_sql(const ir::Schema& schema, const std::string& fingerprint) {
  model::Database history;
  for (const Object& object : history_objects(schema)) history.add(object);
  return std::string(kSettings) + pieces_of(history) + version_row(schema.name, fingerprint);
}

catalog::Wanted wanted_of(const Version& taken) {
  return {std::string(kSettings) + roles_sql(taken.database), {pieces_of(taken.database)}};
}

std::string script_of(const Version& taken, const std::string& schema) {
  const catalog::Wanted sql = wanted_of(taken);
  std::string out = fmt::format(
      "-- What the database of {} was before tenon: it is seen to be there, and not run. Where nothing is, "
      "it "
      "makes\n-- that anew; roles by name alone, since what they may do is the server's.\n\n"
      "-- tenon: step 1, in a transaction\nBEGIN;\n-- make what was there\n{}",
      schema, sql.roles);
  for (const std::string& piece : sql.schema) out += piece;
  return out + "\n" + version_row(schema, fingerprint_of(taken)) + "COMMIT;\n";
}

catalog::Wanted made_by(const Version& version, const std::string& path) {
  return version.schema ? wanted(*version.schema, version.database, path) : wanted_of(version);
}

std::string fingerprint_of(const Version& version) {
  if (version.schema) return ir::fingerprint(*version.schema);
  StableHash hash;
  hash.add(model::to_json(version.database));
  return hash.text();
}

}  // namespace tenon::driver

// A database that tenon didn't make, as the version with which its migrations begin: what a schema's own
// Postgres schema held, as a server's catalog told it, and no meaning of it.
#pragma once

#include <string>
#include <vector>

#include "catalog/elaborate.hpp"
#include "driver/migrate/versions.hpp"

namespace tenon::driver {

struct Taken {
  Version version;
  std::vector<std::string> refused;  ///< what can't be said anew, each with the reason
};

/// Whether it stands in no Postgres schema, and a database has it beside: a publication, a cast, a server of
/// foreign tables.
bool is_beside(const model::Object& object);

/// What the schema is to own of a database, but for what it lets be; and beside it the tables in which tenon
/// keeps a history.
Taken taken_of(const catalog::Reading& reading, const ir::Schema& schema);

/// What makes those tables alone, in a database that is there, and tells which version it holds.
std::string history_sql(const ir::Schema& schema, const std::string& fingerprint);
/// Makes the roles that own something of a database, may do something, or are named by a policy or by
/// statements, where they lack.
std::string roles_sql(const model::Database& database);
/// Roles are made by name alone: what they may do besides is the server's.
catalog::Wanted wanted_of(const Version& taken);
/// The migration's file: what makes all of it where nothing is.
std::string script_of(const Version& taken, const std::string& schema);

/// The SQL that makes a version, whichever it is.
catalog::Wanted made_by(const Version& version, const std::string& path);
/// By which a database tells that it holds the version.
std::string fingerprint_of(const Version& version);

}  // namespace tenon::driver

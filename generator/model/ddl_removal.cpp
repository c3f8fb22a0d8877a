#include <fmt/format.h>

#include "model/ddl.hpp"
#include "model/ddl_parts.hpp"

namespace tenon::model {
namespace {

/// Of what goes by another way than `DROP KIND NAME`.
std::string removal_of_part(const Object& object) {
  const Identity& identity = object.identity;
  switch (identity.kind) {
    case Kind::kMembership:
      return fmt::format("REVOKE {} FROM {};", quoted(identity.table), quoted(identity.name));
    case Kind::kColumn:
      return fmt::format("ALTER TABLE {} DROP COLUMN {};", of_table(identity), quoted(identity.name));
    case Kind::kConstraint:
      return fmt::format("ALTER TABLE {} DROP CONSTRAINT {};", of_table(identity), quoted(identity.name));
    case Kind::kRowSecurity:
      return fmt::format("ALTER TABLE {0} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;",
                         of_table(identity));
    case Kind::kGrant:
      return fmt::format("REVOKE ALL ON {} FROM {};", granted_on(object.as<Grant>().object),
                         grantees({identity.name}));
    case Kind::kDefaultPrivilege:
      return fmt::format("ALTER DEFAULT PRIVILEGES FOR ROLE {}{} REVOKE ALL ON {} FROM {};",
                         quoted(identity.table),
                         identity.schema.empty() ? "" : " IN SCHEMA " + quoted(identity.schema),
                         identity.signature, grantees({identity.name}));
    case Kind::kComment:
      return fmt::format("COMMENT ON {} IS NULL;", commented(object.as<Comment>().object));
    case Kind::kRegisteredRow:
      return fmt::format("DELETE FROM {} WHERE relation = {}::regclass;", of_table(identity),
                         literal(identity.name));
    case Kind::kOpaque:
      return object.as<Opaque>().undone.text;
    default:
      return "";
  }
}

}  // namespace

std::string removal(const Object& object) {
  if (std::string part = removal_of_part(object); !part.empty() || object.identity.kind == Kind::kOpaque)
    return part;
  const bool materialized = object.identity.kind == Kind::kView && object.as<View>().materialized;
  return fmt::format("DROP {}{};", materialized ? "MATERIALIZED " : "", commented(object.identity));
}

}  // namespace tenon::model

// What nobody promised: objects beside those that are there, and rights for those who have none.
#include <fmt/format.h>

#include "ddl/clauses.hpp"
#include "mutation/breaks.hpp"
#include "mutation/mutation.hpp"

namespace tenon::mutation {
namespace {

using model::Kind;
using model::Object;
using model::Table;

std::string name_of(const Object& object) {
  return ddl::qualified(object.identity, "").str();
}

/// The statements with `{0}` for the object's name and `{1}` for the stranger's, who is made before them.
std::string beside(const Object& object, std::string_view sql) {
  return fmt::format("CREATE ROLE {} LOGIN; ", kStranger) +
         fmt::vformat(sql, fmt::make_format_args(name_of(object), kStranger));
}

/// Whether the table has rows of its own kind: what is done to a partition is done to it by itself too.
bool is_leaf(const Object& object) {
  return object.as<Table>().partition_of.has_value() && !object.as<Table>().partition_by;
}

bool is_divided(const Object& object) {
  return object.as<Table>().partition_by.has_value();
}

#define TENON_BESIDE(kind, what, sql)                                    \
  {                                                                      \
    kind, what, [](const Object& object) { return beside(object, sql); } \
  }

const Break kAdded[] = {
    TENON_BESIDE(Kind::kTable, "a view as its maker for a stranger",
                 "CREATE VIEW public.mutant AS SELECT * FROM {0}; GRANT SELECT ON public.mutant TO {1};"),
    TENON_BESIDE(
        Kind::kTable, "a materialised view for a stranger",
        "CREATE MATERIALIZED VIEW public.mutant AS SELECT * FROM {0}; GRANT SELECT ON public.mutant TO {1};"),
    TENON_BESIDE(Kind::kTable, "a copy of its rows for a stranger",
                 "CREATE TABLE public.mutant AS SELECT * FROM {0}; GRANT SELECT ON public.mutant TO {1};"),
    TENON_BESIDE(Kind::kTable, "a function as its maker for everybody",
                 "CREATE FUNCTION public.mutant() RETURNS bigint LANGUAGE sql SECURITY DEFINER "
                 "BEGIN ATOMIC SELECT count(*) FROM {0}; END;"),
    TENON_BESIDE(Kind::kTable, "all rights to a stranger", "GRANT ALL ON {0} TO {1};"),
    TENON_BESIDE(Kind::kTable, "SELECT to a stranger", "GRANT SELECT ON {0} TO {1};"),
    TENON_BESIDE(Kind::kTable, "SELECT to everybody", "GRANT SELECT ON {0} TO PUBLIC;"),
    TENON_BESIDE(Kind::kTable, "TRUNCATE to a stranger", "GRANT TRUNCATE ON {0} TO {1};"),
    TENON_BESIDE(Kind::kTable, "REFERENCES to a stranger", "GRANT REFERENCES ON {0} TO {1};"),
    TENON_BESIDE(Kind::kTable, "a column", "ALTER TABLE {0} ADD COLUMN mutant text;"),
    TENON_BESIDE(Kind::kTable, "a check", "ALTER TABLE {0} ADD CONSTRAINT mutant CHECK (true) NOT VALID;"),
    TENON_BESIDE(Kind::kTable, "a policy", "CREATE POLICY mutant ON {0} USING (true) WITH CHECK (true);"),
    TENON_BESIDE(Kind::kTable, "a policy that refuses",
                 "CREATE POLICY mutant ON {0} AS RESTRICTIVE USING (false);"),
    TENON_BESIDE(
        Kind::kTable, "a trigger",
        "CREATE FUNCTION public.mutant() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; "
        "CREATE TRIGGER mutant BEFORE INSERT ON {0} FOR EACH ROW EXECUTE FUNCTION public.mutant();"),
    TENON_BESIDE(Kind::kTable, "a rule", "CREATE RULE mutant AS ON INSERT TO {0} DO ALSO NOTHING;"),
    {Kind::kTable, "another of its name before it",
     [](const Object& object) {
       return fmt::format(
           "CREATE SCHEMA mutant; CREATE TABLE mutant.{} (id int); DO $$ BEGIN EXECUTE format('ALTER "
           "DATABASE %I "
           "SET search_path TO mutant, public', current_database()); END $$;",
           render::sql_identifier(object.identity.name).str());
     }},
    TENON_BESIDE(Kind::kTable, "a publication", "CREATE PUBLICATION mutant FOR TABLE {0};"),
    {Kind::kTable, "a default partition",
     [](const Object& object) {
       // One that is promised is taken off.
       return is_divided(object) ? beside(object,
                                          "DO $$ DECLARE rest oid := (SELECT p.partdefid FROM "
                                          "pg_catalog.pg_partitioned_table p "
                                          "WHERE p.partrelid = '{0}'::regclass); BEGIN IF rest = 0 THEN "
                                          "CREATE TABLE public.mutant PARTITION OF {0} DEFAULT; ELSE "
                                          "EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', "
                                          "'{0}'::regclass, rest::regclass); "
                                          "END IF; END $$;")
                                 : "";
     }},
    {Kind::kTable, "a right to a column of a partition",
     [](const Object& object) {
       return is_leaf(object) ? beside(object, "GRANT SELECT (tableoid), INSERT ON {0} TO {1};") : "";
     }},
    TENON_BESIDE(Kind::kView, "SELECT to a stranger", "GRANT SELECT ON {0} TO {1};"),
    TENON_BESIDE(Kind::kSequence, "all rights to a stranger", "GRANT ALL ON SEQUENCE {0} TO {1};"),
    {Kind::kFunction, "EXECUTE to a stranger",
     [](const Object& object) {
       return fmt::format("CREATE ROLE {0} LOGIN; GRANT EXECUTE ON {1} TO {0};", kStranger,
                          ddl::granted_on(object.identity, "").str());
     }},
    {Kind::kFunction, "EXECUTE to everybody",
     [](const Object& object) {
       return fmt::format("GRANT EXECUTE ON {} TO PUBLIC;", ddl::granted_on(object.identity, "").str());
     }},
    {Kind::kFunction, "another Postgres schema that it is moved to",
     [](const Object& object) {
       return fmt::format("CREATE SCHEMA mutant; ALTER {} SET SCHEMA mutant;",
                          ddl::granted_on(object.identity, "").str());
     }},
    TENON_BESIDE(Kind::kSchema, "CREATE to a stranger", "GRANT CREATE ON SCHEMA {0} TO {1};"),
    TENON_BESIDE(Kind::kSchema, "USAGE to everybody", "GRANT USAGE ON SCHEMA {0} TO PUBLIC;"),
    TENON_BESIDE(Kind::kSchema, "CREATE to everybody", "GRANT CREATE ON SCHEMA {0} TO PUBLIC;"),
    TENON_BESIDE(Kind::kSchema, "another function of a name that rules call",
                 "CREATE FUNCTION {0}.current_tenant(text) RETURNS text LANGUAGE sql AS 'SELECT $1';"),
    TENON_BESIDE(Kind::kSchema, "default privileges to a stranger",
                 "ALTER DEFAULT PRIVILEGES IN SCHEMA {0} GRANT SELECT ON TABLES TO {1};"),
    TENON_BESIDE(Kind::kRole, kMember, "GRANT {0} TO {1};"),
    TENON_BESIDE(Kind::kRole, "a stranger who is a member and may make others",
                 "GRANT {0} TO {1} WITH ADMIN OPTION;"),
    TENON_BESIDE(Kind::kRole, "a member who bypasses row security",
                 "GRANT {0} TO {1}; ALTER ROLE {1} BYPASSRLS;"),
    TENON_BESIDE(Kind::kRole, "a member of those who read all", "GRANT pg_read_all_data TO {0};"),
    TENON_BESIDE(Kind::kRole, "a member of those who write all", "GRANT pg_write_all_data TO {0};"),
    TENON_BESIDE(Kind::kRole, "a member of those who run programs",
                 "GRANT pg_execute_server_program TO {0};"),
};

#undef TENON_BESIDE

}  // namespace

std::span<const Break> added() {
  return kAdded;
}

}  // namespace tenon::mutation

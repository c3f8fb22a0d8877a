// Pieces of statements: parts of `ddl.hpp`. Names in the schema `path` are written without it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/database.hpp"
#include "render/sql_text.hpp"

namespace tenon::ddl {

using render::SqlText;

/// SQL that a model holds.
SqlText text(const model::Sql& sql);
/// `notes`, `public.notes`
SqlText qualified(const model::Identity& identity, const std::string& path);
/// The table that an object stands in.
SqlText of_table(const model::Identity& identity, const std::string& path);
/// With a function's arguments.
SqlText with_signature(const model::Identity& identity, const std::string& path);
/// Roles; `public` is everybody.
SqlText grantees(const std::vector<std::string>& roles);
/// `a = 'b', c = 1`
SqlText options(const model::Options& options);
/// `TYPE kind`, `notes`: as GRANT names its object.
SqlText granted_on(const model::Identity& object, const std::string& path);
/// `COLUMN notes.title`, as COMMENT, DROP and ALTER name an object.
SqlText commented(const model::Identity& object, const std::string& path);

/// The same of an object whose kind has more than one word for it: `PROCEDURE f()`, `MATERIALIZED VIEW v`.
SqlText altered(const model::Object& object);

/// `numeric(10,4) COLLATE "C"`
SqlText column_type(const model::Column& column);
/// What follows a column's type.
SqlText column_traits(const model::Column& column);
/// What follows its name: both.
SqlText column_definition(const model::Column& column);
/// What follows the constraint's name.
SqlText constraint_clause(const model::Constraint& constraint, const std::string& path);
/// `DEFERRABLE INITIALLY DEFERRED`; nothing of a constraint that can't be.
SqlText deferral(const model::Constraint& constraint);
/// What follows an index's method: `(tenant_id, created_at DESC) WHERE …`.
SqlText index_definition(const model::Index& index);
/// The same of the index behind a primary key or a unique constraint.
SqlText key_definition(const model::Constraint& key);
/// `CREATE UNIQUE INDEX CONCURRENTLY name ON notes USING btree (…);`; without a name the server finds one.
std::string index_creation(const model::Index& index, std::string_view how, const std::string& name,
                           std::string_view on);
/// What follows the name of statistics, up to their table: `(mcv) ON region, city`.
SqlText statistics_definition(const model::Statistics& statistics);
/// `BEFORE INSERT OR UPDATE OF title`
SqlText trigger_timing(const model::Trigger& trigger);
/// What follows a trigger's table.
SqlText trigger_definition(const model::Trigger& trigger, const std::string& path);
/// What follows a policy's table, up to its expressions: `FOR SELECT TO notes_app`.
SqlText policy_scope(const model::Policy& policy);
/// With those.
SqlText policy_definition(const model::Policy& policy);
/// What follows a domain's name and AS.
SqlText domain_definition(const model::Domain& domain);
/// `ENABLE ALWAYS`
SqlText firing(model::Firing firing);
/// As people list them.
std::vector<model::Privilege> in_usual_order(std::vector<model::Privilege> privileges);
/// `SELECT, UPDATE (a, b)`
SqlText privileges(const std::vector<model::Privilege>& privileges);

/// What follows a function's name where it is made.
SqlText function_definition(const model::Function& function);
/// What follows a table's name: its columns and constraints, a line each, in brackets. `made` may hold more.
SqlText table_body(const std::vector<const model::Object*>& made);
/// Why an object is there, and that its name was cut where it was; nothing where it has no reason of its own.
SqlText remark(const model::Object& object);
/// The same in one word where there is a rule that says it.
SqlText mark(const model::Object& object);
/// A setting's value, as SET takes it.
SqlText setting_value(const std::string& name, const std::string& value);
/// `(relation, levels) VALUES ('public.notes', …)`
SqlText row(const model::RegisteredRow& row);
/// `ON DELETE` what.
SqlText action(model::Action action);
/// `LOGIN NOINHERIT …`
SqlText role_traits(const model::Role& role);
/// What a composite type holds.
SqlText attributes(const model::Composite& composite);
/// What follows a sequence's name.
SqlText sequence_traits(const model::Sequence& sequence);
/// What follows a publication's name.
SqlText publication_traits(const model::Publication& publication, const std::string& path);

}  // namespace tenon::ddl

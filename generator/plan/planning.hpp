// What the rules of each kind of object are given, and where they put their steps: a part of `plan.hpp`.
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "ddl/clauses.hpp"
#include "ddl/ddl.hpp"
#include "model/differences.hpp"
#include "plan/plan.hpp"
#include "plan/renames.hpp"

namespace tenon::plan {

/// The order of a plan. What begins with `kTakeOff` and ends with `kTell` is one transaction, unless
/// something in it must be by itself: nobody sees a table between two of its policies.
enum class Stage {
  kNameLabels,   ///< values of enums that have another name
  kLabels,       ///< values of enums, which can't be used in the transaction that adds them
  kSpaces,       ///< Postgres schemas, and the roles that own them
  kMoveCode,     ///< functions that stand elsewhere now: what calls them is written anew behind that
  kAdd,          ///< what is new, and of a table that is there its columns
  kAddAnew,      ///< columns with which their table is written anew, each by itself
  kFill,         ///< values for rows that are there
  kAddComputed,  ///< columns that are computed, of those values too: each by itself, since the table is
                 ///< written anew
  kBuild,        ///< indexes, and constraints that nothing holds yet
  kProve,        ///< that all rows keep those constraints
  kRetype,       ///< columns of another type that stand in nobody's way, each by itself
  kTakeOff,      ///< what stands in the way of a change, and is made again
  kAlter,        ///< what is changed in place
  kCompute,      ///< columns that are computed of what was changed
  kMake,         ///< what is replaced, or hangs on what was changed
  kRename,       ///< what has another name, in the same transaction
  kTell,         ///< which version is here
  kHold,         ///< that all rows keep the constraints which had to be made anew
  kUnbuild,      ///< with code of the new version alone: indexes that nobody needs
  kRemove        ///< and everything else that is gone
};
constexpr std::size_t kStages = static_cast<std::size_t>(Stage::kRemove) + 1;

using model::Difference;
using model::Identity;
using model::Kind;
using model::Object;
using render::SqlText;

class Planning {
 public:
  Planning(const model::Database& before, const model::Database& after, const Intent& intent,
           const Settings& settings, render::Templates& templates);

  /// The database before, under the names of the one after.
  const model::Database& before;
  const model::Database& after;
  const Intent& intent;
  const Settings& settings;

  void add(Stage stage, Step step);
  void refuse(Identity object, std::string why, std::string way_out);

  /// Statements that make the object in its place: a table with its columns and constraints.
  [[nodiscard]] std::string made(const Object& object) const;
  /// The same where unqualified names are first looked for in another schema than the settings'.
  [[nodiscard]] std::string made(const Object& object, const std::string& path) const;
  /// Statements that make these objects, which may stand in neither database.
  [[nodiscard]] std::string made_of(const model::Database& objects) const;
  /// Statements that say a view anew in its place, where it keeps its columns and all that rests on it.
  [[nodiscard]] std::string replaced(const Object& view) const;
  /// The same change once more, with no step yet.
  [[nodiscard]] Planning anew() const { return {before, after, intent, settings, templates_}; }
  /// What default privileges give with an object that is made: it is given by its own grants alone.
  [[nodiscard]] std::string taken_by_default(const Object& object) const;
  /// Statements for whoever runs the plan, and not for the owner.
  [[nodiscard]] std::string as_runner(const std::string& statements) const;
  /// The same for what another role owns.
  [[nodiscard]] std::string as_owner_of(const Object& object, const std::string& statements) const;

  /// Whether the table is there before and after.
  [[nodiscard]] bool stays(const std::string& schema, const std::string& table) const;
  [[nodiscard]] const Object* table_of(const model::Database& database, const Identity& part) const;
  [[nodiscard]] bool is_partitioned(const Identity& part) const;
  /// What it is called in the plan: `notes`, `tenon.retained`.
  [[nodiscard]] std::string table_name(const Identity& part) const;
  /// `ALTER TABLE notes `, with its blank.
  [[nodiscard]] std::string alter_table(const Identity& part) const;

  /// Makes the object again in the course of the plan, though nothing of it changed: it is in the way.
  void disturb(const Identity& object) { disturbed_.insert(object); }
  [[nodiscard]] bool is_disturbed(const Identity& object) const { return disturbed_.contains(object); }
  [[nodiscard]] const std::set<Identity>& disturbed() const { return disturbed_; }
  /// Another table, or type, takes its place in the course of the plan: what refers to it is made behind
  /// that.
  void move(const Identity& object) { moved_.insert(object); }
  [[nodiscard]] bool is_moved(const Identity& object) const { return moved_.contains(object); }
  [[nodiscard]] const std::set<Identity>& moved() const { return moved_; }

  /// Those of the stages from the first to the last.
  [[nodiscard]] std::vector<Step> steps(Stage first, Stage last) const;
  [[nodiscard]] std::vector<Refusal> refused() const { return refused_; }

 private:
  [[nodiscard]] std::string created(const model::Database& objects, const ddl::IsWanted& is_wanted,
                                    const std::string& path) const;

  render::Templates& templates_;
  std::array<std::vector<Step>, kStages> steps_;
  std::vector<Refusal> refused_;
  std::set<Identity> disturbed_;
  std::set<Identity> moved_;
  std::vector<const Object*> default_privileges_;  ///< of both databases
};

/// The rules of one kind of object. What has no rule of its own is made, taken away, or both.
struct Rules {
  Kind kind;
  void (*add)(Planning&, const Object&) = nullptr;  ///< to a table that is there, where it is a part of one
  void (*remove)(Planning&, const Object&) = nullptr;  ///< from a table that stays
  void (*alter)(Planning&, const Difference&) = nullptr;
  Stage added = Stage::kMake;    ///< where the statement stands that makes it
  Stage removed = Stage::kMake;  ///< and the one that takes it away
};
const Rules& rules_of(Kind kind);

/// Whether one of these fields differs.
bool differs(const Difference& difference, std::initializer_list<std::string_view> fields);
/// Whether the object is a part that a partition or a child has of its parent: what is done to that is done
/// to it.
bool is_of_parent(const Object& object);
/// Whether the row of a register lets tenon.maintain() take away rows that it left before.
bool deletes_rows(const Object* before, const Object& after);
/// Whether nothing else does.
bool differs_only(const Difference& difference, std::initializer_list<std::string_view> fields);

/// The primary key of the table that a part stands in; null where it has none.
const model::Constraint* primary_key(const model::Database& database, const Identity& part);
/// Whether a policy's expressions may look into the table.
bool looks_into(const model::Policy& policy, const Identity& table);
/// Whether both are parts of the same table.
bool are_of_one_table(const Identity& part, const Identity& other);
/// Whether it rests on the table: a lowered object tells the table, and a server's the columns that it reads.
bool needs_table(const Object& object, const Identity& table);
/// Whether it is a right to the object, or a remark about it.
bool is_about(const Object& object, const Identity& about);
/// What the owner has no right to make: whoever runs the plan does.
bool is_the_servers(const Object& object);

/// A name as statements have it: in quotes where it needs them.
std::string id(const std::string& name);
/// `add column notes.body`
std::string deed(std::string_view verb, const Identity& object);

// A file a kind or a few.
void add_table(Planning& planning, const Object& table);
void remove_table(Planning& planning, const Object& table);
void alter_table(Planning& planning, const Difference& difference);
void add_column(Planning& planning, const Object& column);
void remove_column(Planning& planning, const Object& column);
void alter_column(Planning& planning, const Difference& difference);
void add_constraint(Planning& planning, const Object& constraint);
void remove_constraint(Planning& planning, const Object& constraint);
void alter_constraint(Planning& planning, const Difference& difference);
void add_index(Planning& planning, const Object& index);
void remove_index(Planning& planning, const Object& index);
void alter_index(Planning& planning, const Difference& difference);
void alter_enum(Planning& planning, const Difference& difference);
void alter_domain(Planning& planning, const Difference& difference);
void alter_composite(Planning& planning, const Difference& difference);
void alter_function(Planning& planning, const Difference& difference);
void alter_trigger(Planning& planning, const Difference& difference);
void alter_policy(Planning& planning, const Difference& difference);
void alter_row_security(Planning& planning, const Difference& difference);
void add_sequence(Planning& planning, const Object& sequence);
void remove_sequence(Planning& planning, const Object& sequence);
void alter_sequence(Planning& planning, const Difference& difference);
void add_role(Planning& planning, const Object& role);
void remove_role(Planning& planning, const Object& role);
void add_membership(Planning& planning, const Object& membership);
void alter_role(Planning& planning, const Difference& difference);
void alter_grant(Planning& planning, const Difference& difference);
void alter_registered_row(Planning& planning, const Difference& difference);
/// Of what takes the author's statements back.
std::vector<Hazard> hazards_of_undoing(const Object& opaque);
void alter_extension(Planning& planning, const Difference& difference);
void alter_opaque(Planning& planning, const Difference& difference);

/// All that has to be made again, found before the first step is planned.
void disturb_all(Planning& planning, const std::vector<Difference>& differences);
/// Whether the column has a default that calls the function.
bool is_default_of(const Object& column, const Identity& function);
/// Those of columns that stay, which call what is made again.
void give_defaults_again(Planning& planning);
/// Whether the function is made where the one before is taken off, since it needs nothing that comes later.
bool stands_alone(const Object& function);
/// Whether it is a function in whose place another of its name comes, with other arguments: nothing may be
/// left that calls it.
bool goes_for_another(const Planning& planning, const Object& object);
/// Whether a computed column, an index or a constraint keeps what the function gave.
bool is_kept(const Planning& planning, const Identity& function);
/// Tables that inherit from one another.
void refuse_families(Planning& planning, const std::vector<Difference>& differences);
/// Text that becomes bytes, or the reverse, where nothing says how.
void refuse_bytes_of_text(Planning& planning, const std::vector<Difference>& differences);
/// A field that is gone beside a new one of its type may be the same.
std::vector<std::string> hints(const Planning& planning, const std::vector<Difference>& differences);
/// What is done once where a database is made, of what is new.
void do_first_deeds(Planning& planning, const std::vector<Difference>& differences);
/// What others call or read by its name.
bool is_called(const Identity& identity);
/// What has to be made again since a column changes under it: policies, triggers, views, foreign keys,
/// computed columns, and indexes and checks that are more than a list of columns, which the server would
/// build and prove under its lock.
void disturb_what_hangs_on(Planning& planning, const Identity& column);
/// Foreign keys that rest on a key that is replaced.
void disturb_what_refers_to(Planning& planning, const Object& key);
void disturb_columns_of_type(Planning& planning, const Difference& difference);
/// Functions that take or give it.
void disturb_signatures_with(Planning& planning, const Identity& type);
/// `state` of `state[]`.
std::string element_of(const std::string& type);
/// Whether it is a column of the type, or of lists of it.
bool is_column_of(const Planning& planning, const Object& object, const Identity& type);
/// Whether the change makes another type, or another function, of that name.
bool replaces_type(const Difference& difference);
bool replaces_function(const Difference& difference);
/// What a new constraint is to code of the version before, beside the other hazards: it can't break what
/// leaves a column NULL that it doesn't know, and only fails to delete what new rows refer to.
std::vector<Hazard> with_old_code(const Planning& planning, const Object& constraint,
                                  std::vector<Hazard> others = {});
void make_constraint_again(Planning& planning, const Object& constraint);
void make_column_again(Planning& planning, const Object& column);
/// Of columns that are made anew.
void make_indexes_again(Planning& planning);
/// In the transaction that has taken it off.
void make_index_again(Planning& planning, const Object& index);
/// Whether the server changes the type in its catalog alone, and leaves the rows and what hangs on them.
bool is_free_change(const model::Column& from, const model::Column& to);
/// Whether it says something of a column that is of another type by then: before, it may mean nothing.
bool says_of_retyped(const Planning& planning, const Object& object);
/// What the server drops with a column that is made anew.
void disturb_what_goes_with(Planning& planning, const Identity& column);
/// Whether anything has to be made again since the column changes under it.
bool has_hangers(const Planning& planning, const Identity& column);
/// Whether statements of programs say the name.
bool is_seen(const Rename& rename);
void rename_all(Planning& planning, const std::vector<Rename>& renames, bool old_names_are_kept);
void rename_all_labels(Planning& planning);

}  // namespace tenon::plan

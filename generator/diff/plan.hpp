// What has to be done to a database, as steps with what each makes and needs. Knows no SQL: targets spell the
// steps.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "ir/ir.hpp"

namespace tenon::diff {

// Steps refer to the entities of the schema that they were made of, which has to outlive them: an entity has
// a dozen steps and would be copied for each.

struct CreateExtension {
  std::string name;
};
struct CreateEnum {
  ir::Enum item;
};
struct CreateDomain {
  ir::Domain item;
};
/// Statements of the author's.
struct RunSql {
  ir::RawSql raw;
};
/// A trigger and the function that it calls.
struct CreateTrigger {
  const ir::Entity& entity;
  ir::Trigger trigger;
};
/// The trigger function that sets a column to the time of an update.
struct CreateTouchFunction {
  std::string column;
};
struct CreateTable {
  const ir::Entity& entity;
  std::vector<ir::ForeignKey> foreign_keys;  ///< those to tables that are there already
};
struct AddForeignKey {
  const ir::Entity& entity;
  ir::ForeignKey key;
};
struct CreateIndex {
  const ir::Entity& entity;
  ir::Index index;
};
struct CreateTouchTrigger {
  const ir::Entity& entity;
  std::string column;
};
struct CreatePolicy {
  const ir::Entity& entity;
  ir::Policy policy;
};
/// ENABLE and FORCE. After the policies, and before any grant: at no point does a role see more than it
/// should.
struct ForceRowSecurity {
  const ir::Entity& entity;
};
struct GrantOnTable {
  const ir::Entity& entity;
  ir::Grant grant;
};
/// The functions of keys that grow with time.
struct CreateUuid7 {};
/// `tenon.maintain()` and what it needs.
struct CreateMaintenance {};
struct CreateRetentionPolicy {
  const ir::Entity& entity;
  ir::Command command = ir::Command::kSelect;
};
/// Puts the table among those that `tenon.maintain()` looks after.
struct RegisterPartitions {
  const ir::Entity& entity;
};
struct RegisterRetention {
  const ir::Entity& entity;
};
/// After all tables and what protects them: it makes the first partitions.
struct RunMaintenance {};
struct Comment {
  const ir::Entity& entity;
};
/// The functions that search the entity.
struct CreateSearch {
  const ir::Entity& entity;
};
/// `tenon.changes()`, which every log needs.
struct CreateChangesFunction {};
/// The triggers that fill the entity's log.
struct CreateAudit {
  const ir::Entity& entity;
};
struct CreateView {
  ir::View view;
};

using Operation = std::variant<CreateExtension, RunSql, CreateEnum, CreateDomain, CreateTouchFunction,
                               CreateTable, AddForeignKey, CreateIndex, CreateTouchTrigger, CreateTrigger,
                               CreatePolicy, ForceRowSecurity, GrantOnTable, CreateUuid7, CreateMaintenance,
                               CreateRetentionPolicy, RegisterPartitions, RegisterRetention, RunMaintenance,
                               Comment, CreateSearch, CreateChangesFunction, CreateAudit, CreateView>;

struct Step {
  Operation operation;
  std::vector<std::string> makes;  ///< `table sessions`
  std::vector<std::string> needs;
};

struct Plan {
  std::vector<Step> steps;  ///< each after all that it needs
};

/// `create index notes_created_at_idx`
std::string describe(const Step& step);
/// The entity, enum, domain or view that was declared and asks for the step; empty where none does.
std::string declared_by(const Step& step);

/// Everything of a schema, on a database that has none of it.
Plan create(const ir::Schema& schema);

/// The steps in an order in which each stands after what it needs, and otherwise as they are.
std::vector<Step> ordered(std::vector<Step> steps);

/// The plan as text, a step a line, to look at.
std::string to_text(const Plan& plan);

}  // namespace tenon::diff

// Functions, triggers, policies and row security of what is there.
#include <fmt/format.h>

#include <algorithm>

#include "plan/numbering.hpp"
#include "plan/planning.hpp"
#include "plan/trees.hpp"

namespace tenon::plan {
namespace {

Step of_table(const Planning& planning, std::string what, const Identity& part, std::string sql) {
  return {std::move(what), std::move(sql), Mode::kTogether, Lock::kAccessExclusive,
          planning.table_name(part)};
}

/// The rights to what is replaced are taken away with the statement that closes it, and given again.
void make_rights_again(Planning& planning, const Identity& object) {
  for (const Object& each : planning.after.objects()) {
    if (each.identity.kind == Kind::kGrant && is_about(each, object))
      planning.add(Stage::kMake, {deed("make", each.identity), planning.made(each)});
  }
}

/// Whether a policy goes by what the function says: of whose rows a session is, above all.
bool tells_policies(const Planning& planning, const Identity& function) {
  const auto& objects = planning.after.objects();
  return std::any_of(objects.begin(), objects.end(), [&](const Object& each) {
    return each.identity.kind == Kind::kPolicy &&
           std::find(each.needs.begin(), each.needs.end(), function) != each.needs.end();
  });
}

}  // namespace

void alter_function(Planning& planning, const Difference& difference) {
  const Object& after = *difference.after;
  Step step{deed("replace", after.identity), planning.made(after)};
  if (tells_policies(planning, after.identity)) {
    step.hazards = {Hazard::kBreaksClients, Hazard::kAuthorization};
    step.why = "policies go by it: code of the version before may see no row";
  }
  planning.add(is_kept(planning, after.identity) ? Stage::kAlter : Stage::kMake, std::move(step));
  make_rights_again(planning, after.identity);
}

bool stands_alone(const Object& function) {
  return function.identity.kind == Kind::kFunction && function.needs.empty() &&
         function.as<model::Function>().atomic.has_value();
}

bool replaces_function(const Difference& difference) {
  return difference.identity().kind == Kind::kFunction &&
         differs(difference, {"returns", "arguments", "routine"});
}

namespace {

/// Whether a column of its table is computed that the contract drops.
bool loses_computed(const Planning& planning, const Identity& part) {
  const auto& objects = planning.before.objects();
  return std::any_of(objects.begin(), objects.end(), [&](const Object& each) {
    const auto* column = std::get_if<model::Column>(&each.definition);
    return column != nullptr && column->generated && are_of_one_table(each.identity, part) &&
           planning.after.find(each.identity) == nullptr;
  });
}

}  // namespace

void alter_trigger(Planning& planning, const Difference& difference) {
  const Identity& identity = difference.identity();
  if (differs_only(difference, {"firing"})) {
    const std::string how = ddl::firing(difference.after->as<model::Trigger>().firing).str();
    planning.add(Stage::kMake, of_table(planning, deed("change when fires", identity), identity,
                                        fmt::format("{}{} TRIGGER {};", planning.alter_table(identity), how,
                                                    id(identity.name))));
    return;
  }
  // What a trigger may compare is another thing with computed columns: the one before serves until they are
  // gone.
  const bool late = loses_computed(planning, identity);
  planning.add(
      late ? Stage::kRemove : Stage::kTakeOff,
      of_table(planning, deed("take off", identity), identity,
               fmt::format("DROP TRIGGER {} ON {};", id(identity.name), planning.table_name(identity))));
  planning.add(late ? Stage::kRemove : Stage::kMake,
               of_table(planning, deed("make", identity), identity, planning.made(*difference.after)));
  take_up_rows(planning, *difference.after);
}

void alter_policy(Planning& planning, const Difference& difference) {
  const Identity& identity = difference.identity();
  const auto& from = difference.before->as<model::Policy>();
  const auto& to = difference.after->as<model::Policy>();
  const bool in_place = differs_only(difference, {"roles", "condition", "check"}) &&
                        from.condition.has_value() == to.condition.has_value() &&
                        from.check.has_value() == to.check.has_value();
  std::string sql = fmt::format("DROP POLICY {} ON {};\n{}", id(identity.name), planning.table_name(identity),
                                planning.made(*difference.after));
  if (in_place) {
    sql = fmt::format("ALTER POLICY {} ON {}", id(identity.name), planning.table_name(identity));
    if (from.roles != to.roles) sql += fmt::format(" TO {}", ddl::grantees(to.roles).str());
    if (from.condition != to.condition) sql += fmt::format("\n  USING ({})", to.condition->text);
    if (from.check != to.check) sql += fmt::format("\n  WITH CHECK ({})", to.check->text);
    sql += ";";
  }
  Step step = of_table(planning, deed("change", identity), identity, sql);
  step.hazards = {Hazard::kAuthorization};
  planning.add(Stage::kMake, std::move(step));
}

void alter_row_security(Planning& planning, const Difference& difference) {
  const auto& to = difference.after->as<model::RowSecurity>();
  const Identity& identity = difference.identity();
  Step step =
      of_table(planning, deed("change", identity), identity,
               fmt::format("{}{} ROW LEVEL SECURITY, {} ROW LEVEL SECURITY;", planning.alter_table(identity),
                           to.enabled ? "ENABLE" : "DISABLE", to.forced ? "FORCE" : "NO FORCE"));
  step.hazards = {Hazard::kAuthorization};
  planning.add(Stage::kMake, std::move(step));
}

}  // namespace tenon::plan

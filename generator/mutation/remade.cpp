// Objects in another form: a function is replaced, all else is taken away and made again.
#include <algorithm>
#include <utility>

#include "ddl/ddl.hpp"
#include "mutation/breaks.hpp"
#include "render/templates.hpp"

namespace tenon::mutation {
namespace {

using model::Constraint;
using model::ConstraintType;
using model::Function;
using model::Index;
using model::Kind;
using model::Object;
using model::Policy;
using model::Trigger;
using model::View;

std::string created(const Object& object) {
  static render::Templates templates;
  model::Database one;
  one.add(object);
  std::string out;
  for (const ddl::Piece& piece : ddl::creation(one, {}, templates)) out += piece.sql;
  return out;
}

/// With the field changed; empty where `change` finds nothing to change.
template <typename T>
std::string again(const Object& object, bool (*change)(T&)) {
  Object other = object;
  if (!change(std::get<T>(other.definition))) return "";
  return (object.identity.kind == Kind::kFunction ? "" : gone(object) + "\n") + created(other);
}

bool is_of(const Constraint& constraint, std::initializer_list<ConstraintType> types) {
  return !constraint.is_inherited && std::find(types.begin(), types.end(), constraint.type) != types.end();
}

bool is_key(const Constraint& constraint) {
  return is_of(constraint, {ConstraintType::kPrimary, ConstraintType::kUnique});
}

bool is_foreign(const Constraint& constraint) {
  return is_of(constraint, {ConstraintType::kForeign});
}

bool turn(bool& value) {
  value = !value;
  return true;
}

#define TENON_AGAIN(T, name, ...)                                                                           \
  {                                                                                                         \
    T::kKind, name, [](const Object& object) { return again<T>(object, [](T& x) -> bool { __VA_ARGS__ }); } \
  }

const Break kRemade[] = {
    TENON_AGAIN(Function, "volatility",
                x.volatility = x.volatility == model::Volatility::kVolatile ? model::Volatility::kImmutable
                                                                            : model::Volatility::kVolatile;
                return x.routine == model::Routine::kFunction;),
    TENON_AGAIN(
        Function, "parallel",
        x.parallel = x.parallel == model::Parallel::kSafe ? model::Parallel::kUnsafe : model::Parallel::kSafe;
        return x.routine == model::Routine::kFunction;),
    TENON_AGAIN(Function, "strict", return x.routine == model::Routine::kFunction && turn(x.strict);),
    TENON_AGAIN(Function, "leakproof", return x.routine == model::Routine::kFunction && turn(x.leakproof);),
    TENON_AGAIN(Function, "definer", return turn(x.definer);),
    TENON_AGAIN(Function, "cost", x.cost = x.cost == "7" ? "8" : "7";
                return x.routine == model::Routine::kFunction;),
    TENON_AGAIN(Function, "rows", x.rows = "7";
                return x.returns.text.starts_with("SETOF") || x.returns.text.starts_with("TABLE");),
    TENON_AGAIN(Function, "settings", x.settings.clear(); return true;),
    TENON_AGAIN(Function, "settings",
                std::erase_if(x.settings, [](const auto& s) { return s.first == "search_path"; });
                x.settings.emplace_back("search_path", "public, pg_temp"); return true;),
    TENON_AGAIN(Function, "body", if (x.atomic || !x.library.empty()) return false;
                if (x.language == "sql") x.body += "\n-- changed";
                else x.body.insert(x.body.find("BEGIN") + 5, "\n  PERFORM 1;");
                return x.language == "sql" || x.body.find("BEGIN") != std::string::npos;),
    TENON_AGAIN(View, "query", if (x.materialized) return false;
                while (!x.query.text.empty() && (x.query.text.back() == ';' || x.query.text.back() == ' '))
                    x.query.text.pop_back();
                x.query.text = "SELECT * FROM (" + x.query.text + ") AS mutant OFFSET 0"; return true;),
    TENON_AGAIN(Constraint, "columns", if (!is_key(x) || x.columns.size() < 2) return false;
                std::swap(x.columns.front(), x.columns.back()); return true;),
    TENON_AGAIN(Constraint, "columns", if (!is_key(x) || x.columns.size() < 2) return false;
                x.columns.pop_back(); return true;),
    TENON_AGAIN(Constraint, "include", return is_key(x) && !std::exchange(x.include, {}).empty();),
    TENON_AGAIN(Constraint, "nulls_not_distinct",
                return is_of(x, {ConstraintType::kUnique}) && turn(x.nulls_not_distinct);),
    TENON_AGAIN(Constraint, "expression", if (!is_of(x, {ConstraintType::kCheck})) return false;
                x.expression->text = "(" + x.expression->text + ") OR true"; return true;),
    TENON_AGAIN(Constraint, "on_delete",
                x.on_delete = x.on_delete == model::Action::kCascade ? model::Action::kNoAction
                                                                     : model::Action::kCascade;
                x.set_columns.clear(); return is_foreign(x);),
    TENON_AGAIN(Constraint, "on_update",
                x.on_update = x.on_update == model::Action::kCascade ? model::Action::kNoAction
                                                                     : model::Action::kCascade;
                return is_foreign(x);),
    TENON_AGAIN(Constraint, "set_columns",
                return is_foreign(x) && !std::exchange(x.set_columns, {}).empty();),
    TENON_AGAIN(Constraint, "match", x.match = model::Match::kFull; return is_foreign(x);),
    TENON_AGAIN(Constraint, "deferrable", return (is_key(x) || is_foreign(x)) && turn(x.deferrable);),
    TENON_AGAIN(Constraint, "deferred", x.deferrable = true;
                return (is_key(x) || is_foreign(x)) && turn(x.deferred);),
    TENON_AGAIN(Constraint, "validated", x.validated = false;
                return is_of(x, {ConstraintType::kCheck, ConstraintType::kForeign});),
    TENON_AGAIN(Constraint, "options", x.options.emplace_back("fillfactor", "55"); return is_key(x);),
    TENON_AGAIN(Index, "unique", x.method = "btree"; return !x.is_inherited && turn(x.unique);),
    TENON_AGAIN(Index, "method",
                if (x.is_inherited || x.method != "btree" || x.elements.size() != 1 || x.unique ||
                    !x.include.empty()) return false;
                x.method = "hash"; x.elements.front().descending = x.elements.front().nulls_first = false;
                return true;),
    TENON_AGAIN(Index, "elements", if (x.is_inherited || x.elements.size() < 2) return false;
                x.elements.pop_back(); return true;),
    TENON_AGAIN(Index, "elements", if (x.is_inherited || x.method != "btree") return false;
                return turn(x.elements.back().descending);),
    TENON_AGAIN(Index, "include", return !x.is_inherited && !std::exchange(x.include, {}).empty();),
    TENON_AGAIN(Index, "where", if (x.is_inherited) return false;
                x.where = x.where ? std::nullopt : std::optional(model::Sql{"false"}); return true;),
    TENON_AGAIN(Index, "nulls_not_distinct",
                return x.unique && !x.is_inherited && turn(x.nulls_not_distinct);),
    TENON_AGAIN(model::Statistics, "kinds", if (x.kinds.size() < 2) return false; x.kinds.pop_back();
                return true;),
    TENON_AGAIN(model::Statistics, "columns", if (x.columns.size() < 3) return false; x.columns.pop_back();
                return true;),
    TENON_AGAIN(
        Trigger, "timing",
        if (x.timing == model::Timing::kInsteadOf || x.is_constraint || !x.new_table.empty() ||
            !x.old_table.empty()) return false;
        x.timing = x.timing == model::Timing::kBefore ? model::Timing::kAfter : model::Timing::kBefore;
        return true;),
    TENON_AGAIN(Trigger, "events", if (x.events.size() < 2) return false; x.events.pop_back(); return true;),
    TENON_AGAIN(Trigger, "columns", return !std::exchange(x.columns, {}).empty();),
    TENON_AGAIN(
        Trigger, "row",
        return !x.when && x.old_table.empty() && x.new_table.empty() && !x.is_constraint && turn(x.row);),
    TENON_AGAIN(Trigger, "when", x.when = model::Sql{"false"}; return x.row;),
    TENON_AGAIN(Trigger, "function",
                x.function = {Kind::kFunction, "pg_catalog", "", "suppress_redundant_updates_trigger", ""};
                x.arguments.clear(); return x.row && x.timing == model::Timing::kBefore;),
    TENON_AGAIN(Trigger, "arguments", x.arguments.push_back("mutant"); return true;),
    TENON_AGAIN(Policy, "permissive", return turn(x.permissive);),
    TENON_AGAIN(Policy, "command", if (x.command == "INSERT" || x.command == "ALL") return false;
                x.command = "ALL"; return true;),
    TENON_AGAIN(Policy, "roles", x.roles = {"public"}; return true;),
    TENON_AGAIN(Policy, "condition", if (!x.condition) return false; x.condition->text = "true";
                return true;),
    TENON_AGAIN(Policy, "check", if (!x.check) return false; x.check->text = "true"; return true;),
    TENON_AGAIN(Policy, "check",
                return x.command != "INSERT" && std::exchange(x.check, std::nullopt).has_value();),
    {Kind::kFunction, "routine", nullptr, "another kind of routine is another object"},
    {Kind::kFunction, "arguments", nullptr, "their types name the function; CREATE OR REPLACE renames none"},
    {Kind::kFunction, "returns", nullptr, "as if it were gone, and another made"},
    {Kind::kFunction, "language", nullptr, "the body goes with it"},
    {Kind::kFunction, "support", nullptr, "of the server's own functions"},
    {Kind::kFunction, "transforms", nullptr, "of languages of extensions"},
    {Kind::kFunction, "library", nullptr, "of languages that the tool makes nothing in"},
    {Kind::kFunction, "atomic", nullptr, "of the author's own SQL"},
    {Kind::kView, "columns", nullptr, "the query's"},
    {Kind::kView, "materialized", nullptr, "as if it were gone"},
    {Kind::kConstraint, "type", nullptr, "as if it were gone"},
    {Kind::kConstraint, "without_overlaps", nullptr, "the tool makes none"},
    {Kind::kConstraint, "exclusion", nullptr, "as if it were gone"},
    {Kind::kConstraint, "referenced", nullptr, "as if it were gone"},
    {Kind::kConstraint, "refers", nullptr, "as if it were gone"},
    {Kind::kConstraint, "enforced", nullptr, "of 18 alone, and told as not validated"},
    {Kind::kConstraint, "no_inherit", nullptr, "of checks on tables with children, which the server refuses"},
    {Kind::kConstraint, "is_inherited", nullptr, "follows from the parent"},
    {Kind::kIndex, "is_inherited", nullptr, "follows from the parent"},
    {Kind::kStatistics, "expressions", nullptr, "the tool makes none"},
    {Kind::kTrigger, "other", nullptr, "the tool makes none"},
    {Kind::kTrigger, "old_table", nullptr, "the function's body goes with it"},
    {Kind::kTrigger, "new_table", nullptr, "the function's body goes with it"},
    {Kind::kTrigger, "is_constraint", nullptr, "the server makes another trigger of it"},
    {Kind::kTrigger, "deferrable", nullptr, "of constraint triggers"},
    {Kind::kTrigger, "deferred", nullptr, "of constraint triggers"},
};

#undef TENON_AGAIN

}  // namespace

std::span<const Break> remade() {
  return kRemade;
}

}  // namespace tenon::mutation

// Columns of tables that are there.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/both_names.hpp"
#include "plan/fill.hpp"
#include "plan/numbering.hpp"
#include "plan/planning.hpp"
#include "plan/values.hpp"

namespace tenon::plan {
namespace {

using model::Column;
using model::ColumnIdentity;

std::string alter(const Planning& planning, const Identity& column) {
  return fmt::format("{}ALTER COLUMN {} ", planning.alter_table(column), id(column.name));
}

bool has_identity(const Column& column) {
  return column.identity != ColumnIdentity::kNone;
}

/// Whether each new row has to say it.
bool needs_value(const Column& column) {
  return column.not_null && !column.default_value && !column.generated && !has_identity(column);
}

std::string added(const Planning& planning, const Identity& column, const Column& definition) {
  return fmt::format("{}ADD COLUMN {} {}{}{};", planning.alter_table(column), id(column.name),
                     ddl::column_type(definition).str(), ddl::column_traits(definition).empty() ? "" : " ",
                     ddl::column_traits(definition).str());
}

Step on_table(const Planning& planning, const Identity& column, std::string what, std::string sql) {
  return {std::move(what), std::move(sql), Mode::kTogether, Lock::kAccessExclusive,
          planning.table_name(column)};
}

void set_default(Planning& planning, Stage stage, const Object& column) {
  const auto& definition = column.as<Column>();
  const std::string action = definition.default_value ? "SET DEFAULT " + definition.default_value->text
                                                      : std::string("DROP DEFAULT");
  Step step = on_table(planning, column.identity, deed("change the default of", column.identity),
                       alter(planning, column.identity) + action + ";");
  if (stage == Stage::kAlter && needs_value(definition)) {
    step.hazards = {Hazard::kBreaksClients};
    step.why = "code of the version before leaves it to the default";
  }
  planning.add(stage, std::move(step));
}

/// A check that no row breaks lets the server take NOT NULL without reading the table again. `filled` is the
/// value that rows without one were given; null where none were.
void prove_not_null(Planning& planning, const Object& column, const std::string* filled) {
  const Identity& identity = column.identity;
  const std::string check = id(identifier(identity.table + "_" + identity.name + "_is_there"));
  const std::string table = planning.alter_table(identity);
  planning.add(
      Stage::kBuild,
      {.what = deed("refuse NULL from now on in", identity),
       .sql = fmt::format("{}ADD CONSTRAINT {} CHECK ({} IS NOT NULL) NOT VALID;", table, check,
                          id(identity.name)),
       .mode = Mode::kAlone,
       .lock = Lock::kAccessExclusive,
       .on = planning.table_name(identity),
       .hazards = former_name(planning, column) ? std::vector<Hazard>() : std::vector{Hazard::kBreaksClients},
       .why = "SET NOT NULL by itself would read the whole table under a lock that stops everybody"});
  if (filled != nullptr) fill_rest(planning, identity, *filled);
  planning.add(Stage::kProve, {.what = deed("see that no row has NULL in", identity),
                               .sql = fmt::format("{}VALIDATE CONSTRAINT {};", table, check),
                               .mode = Mode::kAlone,
                               .lock = Lock::kShareUpdateExclusive,
                               .on = planning.table_name(identity),
                               .scans = true,
                               .hazards = {Hazard::kFullScan}});
  planning.add(Stage::kAlter, on_table(planning, identity, deed("make NOT NULL", identity),
                                       fmt::format("{}SET NOT NULL;\n{}DROP CONSTRAINT {};",
                                                   alter(planning, identity), table, check)));
}

/// A server prints `character varying(20)`.
std::string as_varchar(const std::string& type) {
  constexpr std::string_view kWhole = "character varying";
  return type.starts_with(kWhole) ? "varchar" + type.substr(kWhole.size()) : type;
}

/// `numeric(12,2)` apart.
struct Sized {
  std::string name;
  std::vector<int> sizes;
};

Sized sized(const std::string& type) {
  const std::string whole = as_varchar(type);
  Sized out{whole.ends_with(']') ? whole : whole.substr(0, whole.find('(')), {}};
  if (out.name.size() == whole.size()) return out;
  for (const std::string& each : parts_of(whole.substr(out.name.size() + 1), ","))
    out.sizes.push_back(std::atoi(each.c_str()));
  return out;
}

/// Whether the server takes each value of the one for one of the other as it stands.
bool takes_all_of(const Sized& from, const Sized& to) {
  if (from.name == "varchar" && to.name == "text") return true;
  if (from.name != to.name || (from.name != "varchar" && from.name != "numeric")) return false;
  if (to.sizes.empty()) return true;
  const auto same_scale = [](const Sized& one, const Sized& other) {
    return (one.sizes.size() < 2 ? 0 : one.sizes[1]) == (other.sizes.size() < 2 ? 0 : other.sizes[1]);
  };
  return !from.sizes.empty() && from.sizes[0] <= to.sizes[0] && same_scale(from, to);
}

/// Whether a domain holds its values to anything: the server looks at each row of a column of it, and writes
/// them.
bool is_held(const Planning& planning, const Column& column) {
  const auto& objects = planning.after.objects();
  return std::any_of(objects.begin(), objects.end(), [&](const Object& each) {
    const auto* domain = std::get_if<model::Domain>(&each.definition);
    return domain != nullptr && (domain->not_null || !domain->checks.empty()) &&
           ddl::qualified(each.identity, planning.settings.path).str() == column.type.text;
  });
}

/// Adds it; with a rewrite of the table by itself, so that no other table's lock waits for that.
void add_added(Planning& planning, const Identity& identity, const Column& definition, Step step,
               bool rewrites) {
  if (!rewrites && !is_held(planning, definition)) {
    planning.add(Stage::kAdd, std::move(step));
    return;
  }
  step.rewrites = true;
  step.mode = Mode::kAlone;
  step.hazards.insert(step.hazards.end(), {Hazard::kRewrite, Hazard::kLongLock});
  if (step.why.empty()) {
    step.why = rewrites ? "each row has a value of its own"
                        : deed("the server looks at each row for what is held by the type of", identity);
  }
  planning.add(rewrites ? Stage::kAddComputed : Stage::kAddAnew, std::move(step));
}

void change_type(Planning& planning, const Difference& difference) {
  const Identity& identity = difference.identity();
  const auto& from = difference.before->as<Column>();
  const auto& to = difference.after->as<Column>();
  const Object* table = planning.table_of(planning.after, identity);
  const auto& parts = table->as<model::Table>().partition_by;
  if (parts && names(parts->text, identity.name)) {
    planning.refuse(identity, "its table's rows are parted by it, and the server changes no such column",
                    "make another entity, and move the rows there");
    return;
  }
  const std::string value = converted(planning, *difference.before, *difference.after);
  if (reads_other_rows(value)) {
    planning.refuse(identity, "the server takes no subquery into a change of type",
                    "add a field with that @backfill, and let the one before go with the next version");
    return;
  }
  std::string sql;
  if (from.default_value) sql += alter(planning, identity) + "DROP DEFAULT;\n";
  sql += fmt::format("{}TYPE {} USING {};", alter(planning, identity), ddl::column_type(to).str(), value);
  if (to.default_value)
    sql += fmt::format("\n{}SET DEFAULT {};", alter(planning, identity), to.default_value->text);
  Step step = on_table(planning, identity, deed("change the type of", identity), sql);
  if (is_free_change(from, to)) {
    planning.add(Stage::kAlter, std::move(step));
    return;
  }
  step.rewrites = true;
  step.hazards = {Hazard::kRewrite, Hazard::kLongLock, Hazard::kBreaksClients};
  if (is_converted_as_told(planning, *difference.after)) step.hazards.push_back(Hazard::kIrreversible);
  const bool alone = !has_hangers(planning, identity);
  if (alone) step.mode = Mode::kAlone;
  planning.add(alone ? Stage::kRetype : Stage::kAlter, std::move(step));
}

void compute_no_longer(Planning& planning, const Difference& difference) {
  Step step = on_table(planning, difference.identity(), deed("compute no longer", difference.identity()),
                       alter(planning, difference.identity()) + "DROP EXPRESSION;");
  if (needs_value(difference.after->as<Column>())) step.hazards = {Hazard::kBreaksClients};
  planning.add(Stage::kAlter, std::move(step));
}

void change_identity(Planning& planning, const Difference& difference) {
  const Identity& identity = difference.identity();
  const auto& from = difference.before->as<Column>();
  const auto& to = difference.after->as<Column>();
  const std::string generated =
      to.identity == ColumnIdentity::kAlways ? "GENERATED ALWAYS" : "GENERATED BY DEFAULT";
  std::string sql;
  if (!has_identity(to)) {
    sql = alter(planning, identity) + "DROP IDENTITY;";
  } else if (has_identity(from)) {
    sql = fmt::format("{}SET {};", alter(planning, identity), generated);
  } else {
    if (from.default_value) sql = alter(planning, identity) + "DROP DEFAULT;\n";
    sql += fmt::format("{}ADD {} AS IDENTITY;\n{}", alter(planning, identity), generated,
                       numbered_on(planning, identity));
  }
  Step step = on_table(planning, identity, deed("change who numbers", identity), sql);
  const bool refuses_values =
      to.identity == ColumnIdentity::kAlways && from.identity != ColumnIdentity::kAlways;
  step.scans = !has_identity(from);
  if (needs_value(to) || refuses_values) step.hazards = {Hazard::kBreaksClients};
  planning.add(Stage::kAlter, std::move(step));
}

/// Options that are the server's own again have to be said.
void change_identity_options(Planning& planning, const Difference& difference) {
  static constexpr std::pair<std::string_view, std::string_view> kDefaults[] = {
      {"INCREMENT", "SET INCREMENT 1"}, {"START", "SET START 1"},        {"CACHE", "SET CACHE 1"},
      {"CYCLE", "SET NO CYCLE"},        {"MINVALUE", "SET NO MINVALUE"}, {"MAXVALUE", "SET NO MAXVALUE"}};
  const auto& from = difference.before->as<Column>().identity_options;
  const auto& to = difference.after->as<Column>().identity_options;
  std::string actions;
  for (const auto& [name, value] : to)
    actions += name == "CYCLE" ? " SET CYCLE" : fmt::format(" SET {} {}", name, value);
  for (const auto& [name, value] : from) {
    const bool stays = std::any_of(to.begin(), to.end(),
                                   [&, option = name](const auto& each) { return each.first == option; });
    const auto* row = std::find_if(std::begin(kDefaults), std::end(kDefaults),
                                   [&, option = name](const auto& each) { return each.first == option; });
    if (!stays && row != std::end(kDefaults)) actions += fmt::format(" {}", row->second);
  }
  if (!actions.empty())
    planning.add(Stage::kAlter, on_table(planning, difference.identity(),
                                         deed("change how is numbered", difference.identity()),
                                         alter(planning, difference.identity()) + actions.substr(1) + ";"));
}

void change_settings(Planning& planning, const Difference& difference) {
  const Identity& identity = difference.identity();
  const auto& to = difference.after->as<Column>();
  std::vector<std::string> actions;
  if (differs(difference, {"storage"}))
    actions.push_back("SET STORAGE " + (to.storage.empty() ? "DEFAULT" : to.storage));
  if (differs(difference, {"compression"}))
    actions.push_back("SET COMPRESSION " + (to.compression.empty() ? "default" : to.compression));
  if (differs(difference, {"statistics_target"}))
    actions.push_back(fmt::format("SET STATISTICS {}", to.statistics_target));
  for (const auto& [name, value] : difference.before->as<Column>().options) {
    const bool stays = std::any_of(to.options.begin(), to.options.end(),
                                   [&, option = name](const auto& each) { return each.first == option; });
    if (!stays) actions.push_back(fmt::format("RESET ({})", name));
  }
  if (differs(difference, {"options"}) && !to.options.empty())
    actions.push_back(fmt::format("SET ({})", ddl::options(to.options).str()));
  for (const std::string& action : actions)
    planning.add(Stage::kAlter, on_table(planning, identity, deed("change how the server keeps", identity),
                                         alter(planning, identity) + action + ";"));
}

}  // namespace

bool is_free_change(const Column& from, const Column& to) {
  if (from.collation != to.collation) return false;
  return as_varchar(from.type.text) == as_varchar(to.type.text) ||
         takes_all_of(sized(from.type.text), sized(to.type.text));
}

namespace {

/// Beside the one that it was.
void add_beside(Planning& planning, const Object& column, const std::string& former) {
  const Identity& identity = column.identity;
  Column first = column.as<Column>();
  first.not_null = false;
  first.default_value.reset();
  Step step = on_table(planning, identity, deed("add", identity), added(planning, identity, first));
  step.why = fmt::format("the other name of {}, which stays until the contract", former);
  add_added(planning, identity, first, std::move(step), false);
  keep_both_equal(planning, column);
  fill(planning, identity, id(former));
  if (column.as<Column>().not_null) prove_not_null(planning, column, nullptr);
  if (column.as<Column>().default_value) set_default(planning, Stage::kRemove, column);
}

/// It goes, and nothing is lost.
void remove_former(Planning& planning, const Object& column) {
  const Identity& identity = column.identity;
  keep_both_no_longer(planning, column);
  planning.add(Stage::kRemove,
               {.what = deed("drop", identity),
                .sql = fmt::format("{}DROP COLUMN {};", planning.alter_table(identity), id(identity.name)),
                .lock = Lock::kAccessExclusive,
                .on = planning.table_name(identity),
                .why = "its values are in the one that it became"});
}

/// Whether its default is who asks, whom nobody is while the plan runs: rows that are there get NULL, at
/// once.
bool asks_session(const Object& column) {
  return std::any_of(column.needs.begin(), column.needs.end(), [&](const Identity& need) {
    return need.schema == model::kBookkeeping && need.name.starts_with("session_") &&
           is_default_of(column, need);
  });
}

}  // namespace

void add_column(Planning& planning, const Object& column) {
  if (const std::string* former = former_name(planning, column)) {
    add_beside(planning, column, *former);
    return;
  }
  if (is_counted(planning, column)) {
    add_counted(planning, column);
    return;
  }
  const Identity& identity = column.identity;
  Column definition = column.as<Column>();
  const model::Sql* backfill = backfill_of(planning, column);
  const std::string what = deed("add", identity);
  // What each row computes for itself is written into each row.
  const bool each_row = definition.generated || has_identity(definition);
  const std::string* value = definition.default_value ? &definition.default_value->text : nullptr;
  if (each_row) {
    add_added(planning, identity, definition,
              on_table(planning, identity, what, added(planning, identity, definition)),
              !definition.is_virtual);
    return;
  }
  const bool asks = asks_session(column);
  if (backfill == nullptr && (value == nullptr || is_stable(*value) || asks)) {
    Step step = on_table(planning, identity, what, added(planning, identity, definition));
    if (definition.not_null && (value == nullptr || asks)) {
      step.hazards = {Hazard::kBreaksClients};
      step.why =
          "it has no value for rows that are there: where there are any, the server refuses it. @backfill(…) "
          "gives them one, "
          "or a default, or the field may be nullable";
    }
    add_added(planning, identity, definition, std::move(step), false);
    return;
  }
  if (backfill != nullptr && is_stable(backfill->text)) {
    // A default that is there for a moment puts the value into all rows without touching one.
    Column first = definition;
    first.default_value = *backfill;
    Step step = on_table(planning, identity, what, added(planning, identity, first));
    step.why = "rows that are there have the value of @backfill, which the server keeps in its catalog";
    if (definition.not_null && value == nullptr) step.hazards = {Hazard::kBreaksClients};
    const bool anew = is_held(planning, definition);
    add_added(planning, identity, definition, std::move(step), false);
    if (definition.default_value != first.default_value)
      set_default(planning, anew ? Stage::kAddAnew : Stage::kAdd, column);
    return;
  }
  Column first = definition;
  first.not_null = false;
  first.default_value.reset();
  const bool anew = is_held(planning, first);
  add_added(planning, identity, first, on_table(planning, identity, what, added(planning, identity, first)),
            false);
  if (value != nullptr) set_default(planning, anew ? Stage::kAddAnew : Stage::kAdd, column);
  const std::string& filled = backfill != nullptr ? backfill->text : *value;
  fill(planning, identity, filled);
  if (definition.not_null) prove_not_null(planning, column, &filled);
}

void make_column_again(Planning& planning, const Object& column) {
  Step step = on_table(planning, column.identity, deed("compute anew", column.identity),
                       added(planning, column.identity, column.as<Column>()));
  step.rewrites = true;
  step.hazards = {Hazard::kRewrite, Hazard::kLongLock};
  step.why = "what it is computed of, or how, was changed";
  planning.add(Stage::kCompute, std::move(step));
}

namespace {

/// Whether the column stands in its table's primary key in the version before.
bool is_in_key(const Planning& planning, const Identity& column) {
  const auto& objects = planning.before.objects();
  return std::any_of(objects.begin(), objects.end(), [&](const Object& each) {
    if (each.identity.kind != Kind::kConstraint || each.identity.schema != column.schema ||
        each.identity.table != column.table)
      return false;
    const auto& key = each.as<model::Constraint>();
    return key.type == model::ConstraintType::kPrimary &&
           std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
  });
}

}  // namespace

void remove_column(Planning& planning, const Object& column) {
  if (is_kept_beside(planning, column.identity)) {
    remove_former(planning, column);
    return;
  }
  const Identity& identity = column.identity;
  const auto& definition = column.as<Column>();
  if (needs_value(definition)) {
    Step without = on_table(planning, identity, deed("let rows be without", identity),
                            alter(planning, identity) + "DROP NOT NULL;");
    without.hazards = {Hazard::kNewValues};
    without.why =
        "rows of the new code have NULL there, which code of the version before doesn't await: a default, in "
        "a "
        "migration before this one, gives them a value";
    // Behind the keys that it stands in.
    planning.add(Stage::kMake, std::move(without));
  }
  Step step = on_table(planning, identity, deed("drop", identity),
                       fmt::format("{}DROP COLUMN {};", planning.alter_table(identity), id(identity.name)));
  step.hazards = {Hazard::kBreaksClients};
  if (!definition.generated)
    step.hazards.insert(step.hazards.end(), {Hazard::kDataLoss, Hazard::kIrreversible});
  planning.add(Stage::kRemove, std::move(step));
}

void alter_column(Planning& planning, const Difference& difference) {
  const auto& from = difference.before->as<Column>();
  const auto& to = difference.after->as<Column>();
  // What is computed, or in another way, is made anew.
  if (from.generated && !to.generated) compute_no_longer(planning, difference);
  const bool retyped = differs(difference, {"type", "collation"});
  if (retyped) change_type(planning, difference);
  const bool numbers_no_more = has_identity(from) && !has_identity(to);
  if (numbers_no_more) change_identity(planning, difference);
  if (differs(difference, {"not_null"})) {
    if (!to.not_null) {
      Step step = on_table(planning, difference.identity(), deed("let be NULL", difference.identity()),
                           alter(planning, difference.identity()) + "DROP NOT NULL;");
      step.hazards = {Hazard::kNewValues};
      // Behind the key that it stood in.
      planning.add(is_in_key(planning, difference.identity()) ? Stage::kMake : Stage::kAlter,
                   std::move(step));
    } else {
      const model::Sql* backfill = backfill_of(planning, *difference.after);
      if (backfill != nullptr) fill(planning, difference.identity(), backfill->text);
      prove_not_null(planning, *difference.after, backfill == nullptr ? nullptr : &backfill->text);
    }
  }
  // What numbers itself is NOT NULL by then.
  if (differs(difference, {"identity"}) && !numbers_no_more) change_identity(planning, difference);
  if (differs(difference, {"identity_options"}) && has_identity(from) && has_identity(to))
    change_identity_options(planning, difference);
  if (differs(difference, {"default_value"}) && !retyped && !differs(difference, {"identity"}))
    set_default(planning, Stage::kAlter, *difference.after);
  change_settings(planning, difference);
}

}  // namespace tenon::plan

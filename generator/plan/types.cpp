// Enums and domains that are there.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/planning.hpp"
#include "plan/values.hpp"
#include "plan/words.hpp"

namespace tenon::plan {
namespace {

using Labels = std::vector<std::string>;

constexpr const char* kUsers = "every table with a column of it";

/// Whether all of `before` stand in `after`, in their order.
bool only_grows(const Labels& before, const Labels& after) {
  auto at = after.begin();
  return std::all_of(before.begin(), before.end(), [&](const std::string& label) {
    at = std::find(at, after.end(), label);
    return at != after.end();
  });
}

void rename_labels(Planning& planning, const Object& after) {
  for (const auto& [label, was] : planning.intent.renamed_labels) {
    const std::size_t dot = label.find('.');
    if (label.substr(0, dot) != after.why.declaration) continue;
    planning.add(
        Stage::kNameLabels,
        {.what = deed("rename a value of", after.identity),
         .sql = fmt::format("ALTER {} RENAME VALUE {} TO {};",
                            ddl::commented(after.identity, planning.settings.path).str(),
                            render::sql_literal(was).str(), render::sql_literal(label.substr(dot + 1)).str()),
         .hazards = {Hazard::kBreaksClients}});
  }
}

void add_labels(Planning& planning, const Identity& type, const Labels& before, const Labels& after) {
  Labels there = before;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (contains(there, after[i])) continue;
    const std::string where = i == 0 ? "BEFORE " + render::sql_literal(before.front()).str()
                                     : "AFTER " + render::sql_literal(after[i - 1]).str();
    planning.add(
        Stage::kLabels,
        {.what = deed("add a value to", type),
         .sql = fmt::format("ALTER {} ADD VALUE IF NOT EXISTS {} {};",
                            ddl::commented(type, planning.settings.path).str(),
                            render::sql_literal(after[i]).str(), where),
         .mode = Mode::kAlone,
         .hazards = {Hazard::kNewValues, Hazard::kIrreversible},
         .why =
             "it can't be used before the transaction that adds it has ended; the server takes none away"});
    there.push_back(after[i]);
  }
}

std::string set_default(const Object& column, const std::string& alter) {
  const auto& value = column.as<model::Column>().default_value;
  return value ? fmt::format("{}SET DEFAULT {};\n", alter, value->text) : std::string();
}

/// Columns after the change that are of the type or lists of it, and were before.
std::vector<const Object*> columns_of(const Planning& planning, const Identity& type) {
  std::vector<const Object*> out;
  for (const Object& object : planning.after.objects()) {
    if (!is_column_of(planning, object, type)) continue;
    const Object* was = planning.before.find(object.identity);
    if (was != nullptr && was->as<model::Column>().type == object.as<model::Column>().type)
      out.push_back(&object);
  }
  return out;
}

bool goes_with_contract(const Planning& planning, const Identity& type) {
  const auto& objects = planning.before.objects();
  return std::any_of(objects.begin(), objects.end(), [&](const Object& each) {
    return is_column_of(planning, each, type) && planning.after.find(each.identity) == nullptr;
  });
}

/// They would be made with the type before.
void refuse_new_columns_of(Planning& planning, const Identity& type) {
  for (const Object& each : planning.after.objects()) {
    if (is_column_of(planning, each, type) && planning.before.find(each.identity) == nullptr)
      planning.refuse(each.identity,
                      fmt::format("{} becomes another one in this version too", model::text(type)),
                      "let it come with a migration behind this one");
  }
}

/// The column's value in the new type: as it is told what becomes of the old one, or the same by its text.
std::string value_in_place(Planning& planning, const Object& column, const std::string& by) {
  const std::string& text = column.as<model::Column>().type.text;
  const std::string list = text.substr(element_of(text).size());
  const bool told = is_converted_as_told(planning, column);
  if (told && reads_other_rows(backfill_of(planning, column)->text))
    planning.refuse(column.identity,
                    "what becomes of its values is found in other rows, and its type can't be changed beside "
                    "those who work: its table has no key that stays as it is",
                    "say it by the row alone; or change the rows first, in a version of its own");
  const std::string value = told ? "(" + backfill_of(planning, column)->text + ")" : id(column.identity.name);
  return value + by + (by.empty() ? "" : list);
}

/// Another type of that name, to which the columns go over one by one.
void replace_type(Planning& planning, const Difference& difference, const std::string& by) {
  const Identity& type = difference.identity();
  const std::string path = planning.settings.path;
  Identity old = type;
  old.name = identifier(type.name + "_old");
  std::string sql = fmt::format("ALTER {} RENAME TO {};\n{}", ddl::commented(type, path).str(), id(old.name),
                                planning.made(*difference.after));
  std::vector<std::string> tables;
  for (const Object* column : columns_of(planning, type)) {
    if (!contains(tables, planning.table_name(column->identity)))
      tables.push_back(planning.table_name(column->identity));
    const std::string alter =
        fmt::format("{}ALTER COLUMN {} ", planning.alter_table(column->identity), id(column->identity.name));
    const Object* was = planning.before.find(column->identity);
    if (was->as<model::Column>().default_value) sql += alter + "DROP DEFAULT;\n";
    const std::string& text = column->as<model::Column>().type.text;
    const std::string list = text.substr(element_of(text).size());
    const std::string to = ddl::qualified(type, path).str() + list;
    sql += fmt::format("{}TYPE {} USING {}::{};\n{}", alter, to, value_in_place(planning, *column, by), to,
                       set_default(*column, alter));
  }
  refuse_new_columns_of(planning, type);
  // Columns that go with the contract are of the old one until then.
  const std::string drop = fmt::format("DROP {};", ddl::commented(old, path).str());
  if (!goes_with_contract(planning, type)) {
    sql += drop;
  } else {
    planning.add(Stage::kRemove, {.what = deed("drop", old), .sql = drop});
  }
  const bool held = !tables.empty();
  std::vector<Hazard> hazards = {Hazard::kBreaksClients};
  if (held) hazards = {Hazard::kRewrite, Hazard::kLongLock, Hazard::kBreaksClients};
  planning.add(Stage::kAlter, {.what = deed("replace", type),
                               .sql = sql,
                               .lock = held ? Lock::kAccessExclusive : Lock::kNone,
                               .on = join(tables, ", "),
                               .rewrites = held,
                               .hazards = std::move(hazards),
                               .why = "the server takes no value away and moves none: where a row holds one "
                                      "that is gone, it refuses, and "
                                      "nothing is changed"});
  for (const Object& object : planning.after.objects()) {
    if (is_about(object, type))
      planning.add(Stage::kMake, {deed("make", object.identity), planning.made(object)});
  }
}

}  // namespace

std::string element_of(const std::string& type) {
  return type.substr(0, type.find('['));
}

bool is_column_of(const Planning& planning, const Object& object, const Identity& type) {
  const auto* column = std::get_if<model::Column>(&object.definition);
  return column != nullptr &&
         same_words(element_of(column->type.text), ddl::qualified(type, planning.settings.path).str());
}

namespace {

/// The author's own statements may make what rests on the type, and only he knows how to take that away.
void disturb_statements_with(Planning& planning, const Object& object, const Identity& type) {
  const auto& own = object.as<model::Opaque>();
  const Object* after = planning.after.find(object.identity);
  // Others take their place anyway.
  if (!names(own.made.text, type.name) || (after != nullptr && after->as<model::Opaque>() != own)) return;
  if (own.undone.text.empty()) {
    planning.refuse(object.identity,
                    fmt::format("its statements name {}, which becomes another one, and nothing tells how to "
                                "undo them",
                                model::text(type)),
                    "say its `undo` in the version before: it is undone, and made again behind the change");
  } else {
    planning.disturb(object.identity);
  }
}

}  // namespace

void disturb_signatures_with(Planning& planning, const Identity& type) {
  for (const Object& object : planning.before.objects()) {
    if (object.identity.kind == Kind::kOpaque) disturb_statements_with(planning, object, type);
    const auto* function = std::get_if<model::Function>(&object.definition);
    if (function != nullptr &&
        (names(object.identity.signature, type.name) || names(function->returns.text, type.name)))
      planning.disturb(object.identity);
  }
}

void disturb_columns_of_type(Planning& planning, const Difference& difference) {
  const Identity& type = difference.identity();
  for (const Object* column : columns_of(planning, type)) disturb_what_hangs_on(planning, column->identity);
  disturb_signatures_with(planning, type);
  for (const Object& object : planning.before.objects()) {
    const auto* domain = std::get_if<model::Domain>(&object.definition);
    if (domain != nullptr && object.identity != type && names(domain->type.text, type.name))
      planning.refuse(type, fmt::format("{} rests on it", model::text(object.identity)),
                      "let the domain go for a version, or give the new type another name");
    const bool holds = object.identity.kind == Kind::kComposite &&
                       std::find(object.needs.begin(), object.needs.end(), type) != object.needs.end();
    if (holds)
      planning.refuse(type, fmt::format("{} holds it", model::text(object.identity)),
                      "give the new type another name, and let a new value of the composite type have it");
  }
}

bool replaces_type(const Difference& difference) {
  if (difference.identity().kind == Kind::kDomain) return differs(difference, {"type", "collation"});
  if (difference.identity().kind != Kind::kEnum) return false;
  return !only_grows(difference.before->as<model::Enum>().labels, difference.after->as<model::Enum>().labels);
}

namespace {

/// An enum that is kept as text has no type whose value could be renamed.
void refuse_text_labels(Planning& planning) {
  for (const auto& [label, was] : planning.intent.renamed_labels) {
    const std::string type = label.substr(0, label.find('.'));
    const auto is_it = [&](const Object& each) {
      return each.identity.kind == Kind::kEnum && each.why.declaration == type;
    };
    const auto& objects = planning.after.objects();
    if (std::any_of(objects.begin(), objects.end(), is_it)) continue;
    planning.refuse({Kind::kEnum, "", "", type, ""},
                    fmt::format("it is kept as text, and rows hold `{}` as they hold any text", was),
                    "let both values be for a version, change the rows meanwhile, and take the old one away "
                    "with the next migration");
  }
}

}  // namespace

void rename_all_labels(Planning& planning) {
  refuse_text_labels(planning);
  for (const Object& object : planning.after.objects()) {
    if (object.identity.kind == Kind::kEnum && planning.before.find(object.identity) != nullptr)
      rename_labels(planning, object);
  }
}

void alter_enum(Planning& planning, const Difference& difference) {
  const auto& before = difference.before->as<model::Enum>().labels;
  const auto& after = difference.after->as<model::Enum>().labels;
  if (only_grows(before, after)) {
    add_labels(planning, difference.identity(), before, after);
  } else {
    replace_type(planning, difference, "::text");
  }
}

namespace {

using Checks = std::vector<model::DomainCheck>;

bool stands_in(const Checks& list, const model::DomainCheck& check) {
  return std::find(list.begin(), list.end(), check) != list.end();
}

bool has_name_in(const Checks& list, const std::string& name) {
  return std::any_of(list.begin(), list.end(),
                     [&](const model::DomainCheck& each) { return each.name == name; });
}

/// A name beside those that are there: one that was cut off may have left some.
std::string free_name(const Checks& list, const std::string& name) {
  std::string out = identifier(name + "_new");
  for (int i = 2; has_name_in(list, out); ++i) out = identifier(name + "_new" + std::to_string(i));
  return out;
}

/// The new ones are proved before the old ones go: no value is held to less meanwhile.
void change_checks(Planning& planning, const Identity& domain, const Checks& from, const Checks& to) {
  const std::string alter = fmt::format("ALTER {} ", ddl::commented(domain, planning.settings.path).str());
  std::string names;
  for (const model::DomainCheck& check : to) {
    if (stands_in(from, check)) continue;
    const bool taken = has_name_in(from, check.name);
    const std::string name = taken ? free_name(from, check.name) : check.name;
    if (taken) names += fmt::format("{}RENAME CONSTRAINT {} TO {};\n", alter, id(name), id(check.name));
    planning.add(Stage::kBuild, {.what = deed("hold new values to a check of", domain),
                                 .sql = fmt::format("{}ADD CONSTRAINT {} CHECK ({}) NOT VALID;", alter,
                                                    id(name), check.expression.text),
                                 .mode = Mode::kAlone,
                                 .hazards = {Hazard::kBreaksClients}});
    if (!check.validated) continue;
    planning.add(Stage::kProve, {.what = deed("see that all values keep a check of", domain),
                                 .sql = fmt::format("{}VALIDATE CONSTRAINT {};", alter, id(name)),
                                 .mode = Mode::kAlone,
                                 .lock = Lock::kShare,
                                 .on = kUsers,
                                 .scans = true,
                                 .hazards = {Hazard::kFullScan, Hazard::kLongLock}});
  }
  std::string drops;
  for (const model::DomainCheck& check : from) {
    if (!stands_in(to, check)) drops += fmt::format("{}DROP CONSTRAINT {};\n", alter, id(check.name));
  }
  planning.add(Stage::kAlter,
               {.what = deed("drop what is no check any more of", domain), .sql = drops + names});
}

}  // namespace

void alter_domain(Planning& planning, const Difference& difference) {
  if (replaces_type(difference)) {
    replace_type(planning, difference, "");
    return;
  }
  const Identity& domain = difference.identity();
  const auto& from = difference.before->as<model::Domain>();
  const auto& to = difference.after->as<model::Domain>();
  const std::string alter = fmt::format("ALTER {} ", ddl::commented(domain, planning.settings.path).str());
  if (differs(difference, {"default_value"}))
    planning.add(
        Stage::kAlter,
        {.what = deed("change the default of", domain),
         .sql = alter + (to.default_value ? "SET DEFAULT " + to.default_value->text : "DROP DEFAULT") + ";",
         .hazards = to.default_value ? std::vector<Hazard>() : std::vector<Hazard>{Hazard::kBreaksClients}});
  if (differs(difference, {"not_null"}))
    planning.add(Stage::kAlter,
                 {.what = deed("change", domain),
                  .sql = alter + (to.not_null ? "SET NOT NULL;" : "DROP NOT NULL;"),
                  .lock = Lock::kShare,
                  .on = kUsers,
                  .scans = to.not_null,
                  .hazards = to.not_null ? std::vector<Hazard>{Hazard::kLongLock, Hazard::kBreaksClients}
                                         : std::vector<Hazard>{Hazard::kNewValues}});
  change_checks(planning, domain, from.checks, to.checks);
}

}  // namespace tenon::plan

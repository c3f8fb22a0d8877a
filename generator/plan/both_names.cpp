#include "plan/both_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/new_names.hpp"
#include "plan/values.hpp"
#include "plan/words.hpp"

namespace tenon::plan {
namespace {

using model::Column;

/// Before those of the author, which may look at either column.
constexpr const char* kTrigger = "_tenon_both_names";

bool any_of(const model::Database& database, auto&& is_one) {
  return std::any_of(database.objects().begin(), database.objects().end(), is_one);
}

bool says(const std::optional<model::Sql>& sql, const std::string& name) {
  return sql && names(sql->text, name);
}

/// Keys, what parts rows, and what is computed have no second column.
bool stands_in_makeup(const model::Database& database, const Identity& column) {
  const Identity table{Kind::kTable, column.schema, "", column.table, ""};
  const auto* key = primary_key(database, column);
  if (key != nullptr && contains(key->columns, column.name)) return true;
  return any_of(database, [&](const Object& each) {
    if (const auto* made = std::get_if<model::Table>(&each.definition))
      return each.identity == table &&
             (says(made->partition_by, column.name) || made->partition_of || !made->inherits.empty());
    const auto* computed = std::get_if<Column>(&each.definition);
    return computed != nullptr && are_of_one_table(each.identity, column) &&
           says(computed->generated, column.name);
  });
}

/// Functions of lookups and searches find the same in either column, once that is filled.
bool reads_alone(const Object& function) {
  const auto& definition = function.as<model::Function>();
  return function.identity.schema == model::kBookkeeping &&
         definition.volatility != model::Volatility::kVolatile && definition.returns.text != "trigger";
}

/// Code in the database that goes by the name would see one of the columns, and a log would tell both.
bool is_named_in_code(const model::Database& database, const Identity& column) {
  const std::string& name = column.name;
  return any_of(database, [&](const Object& each) {
    if (const auto* function = std::get_if<model::Function>(&each.definition))
      return !reads_alone(each) && names(function->body, name);
    if (const auto* own = std::get_if<model::Opaque>(&each.definition)) return names(own->made.text, name);
    if (const auto* row = std::get_if<model::RegisteredRow>(&each.definition))
      return std::any_of(row->values.begin(), row->values.end(),
                         [&](const auto& value) { return names(value.second, name); });
    const auto* trigger = std::get_if<model::Trigger>(&each.definition);
    if (trigger == nullptr || !are_of_one_table(each.identity, column)) return false;
    return says(trigger->when, name) || contains(trigger->columns, name) ||
           contains(trigger->arguments, name);
  });
}

bool awaits_any_update(const model::Trigger& trigger) {
  return contains(trigger.events, "UPDATE") && trigger.columns.empty();
}

/// Its UPDATE can have columns named.
bool can_be_narrowed(const model::Trigger& trigger) {
  return trigger.row && trigger.old_table.empty() && trigger.new_table.empty();
}

/// What follows each statement, as a log does, would take the filling for a change of each row.
bool follows_statements(const model::Database& database, const Identity& column) {
  return any_of(database, [&](const Object& each) {
    const auto* trigger = std::get_if<model::Trigger>(&each.definition);
    return trigger != nullptr && are_of_one_table(each.identity, column) && awaits_any_update(*trigger) &&
           !can_be_narrowed(*trigger);
  });
}

/// A default that both columns had would hide what a program says of one of them: it is the trigger's.
bool can_have_default(const Column& column) {
  return !column.default_value || (column.not_null && is_stable(column.default_value->text));
}

/// A domain's default would stand in the new column of each row that is there, and hide that it isn't filled.
bool is_of_domain_with_default(const model::Database& database, const Column& column) {
  return any_of(database, [&](const Object& each) {
    const auto* domain = std::get_if<model::Domain>(&each.definition);
    return domain != nullptr && domain->default_value && names(column.type.text, each.identity.name);
  });
}

/// Empty where it can.
std::string why_not_both(const model::Database& before, const model::Database& after, const Rename& rename) {
  const Object* from = before.find(rename.from);
  const Object* to = after.find(rename.to);
  if (!are_of_one_table(rename.from, rename.to) || from == nullptr || to == nullptr)
    return "its table has another name too";
  const auto& was = from->as<Column>();
  if (was != to->as<Column>()) return "it is another one besides";
  if (was.generated || was.identity != model::ColumnIdentity::kNone || was.is_inherited)
    return "its values are the server's to make";
  if (!can_have_default(was) || is_of_domain_with_default(before, was))
    return "its default would hide which of the two was said";
  if (stands_in_makeup(before, rename.from))
    return "a key, what parts rows, or a computed field has no second column";
  if (is_named_in_code(before, rename.from)) return "code in the database goes by its name";
  if (follows_statements(before, rename.from)) return "a log would tell each row that is filled as changed";
  return "";
}

Identity former_of(const Planning& planning, const Object& column) {
  Identity out = column.identity;
  if (const std::string* name = former_name(planning, column)) out.name = *name;
  return out;
}

/// The new columns of a table that have a former name beside.
std::vector<const Object*> of_table(const Planning& planning, const Identity& part) {
  std::vector<const Object*> out;
  for (const Object& each : planning.after.objects()) {
    if (are_of_one_table(each.identity, part) && former_name(planning, each) != nullptr) out.push_back(&each);
  }
  return out;
}

std::string function_of(const Identity& part) {
  return id(model::kBookkeeping) + "." + id(identifier("both_names_" + part.table));
}

/// Where an update says the new column, it goes by that; else by the former one, which every row has, and so
/// fills a row that isn't filled yet. Binary images are compared: not every type has an equality, and none is
/// asked for.
std::string kept_equal(const Planning& planning, const Object& column) {
  const std::string now = id(column.identity.name);
  const std::string was = id(*former_name(planning, column));
  const auto& value = column.as<Column>().default_value;
  return fmt::format(
      "  IF TG_OP = 'INSERT' THEN\n    NEW.{0} := coalesce(NEW.{0}, NEW.{1}{2});\n    NEW.{1} := NEW.{0};\n"
      "  ELSIF record_image_ne(ROW(NEW.{0}), ROW(OLD.{0})) THEN\n    NEW.{1} := NEW.{0};\n"
      "  ELSE\n    NEW.{0} := NEW.{1};\n  END IF;\n",
      now, was, value ? ", " + value->text : std::string());
}

/// That stands nowhere in the text.
std::string tag_for(const std::string& text) {
  std::string tag = "both";
  while (text.find("$" + tag) != std::string::npos) tag += "_";
  return "$" + tag + "$";
}

std::string trigger(const Planning& planning, const Object& column) {
  std::string body;
  for (const Object* each : of_table(planning, column.identity)) body += kept_equal(planning, *each);
  const std::string function = function_of(column.identity);
  return fmt::format(
      "CREATE FUNCTION {0}() RETURNS trigger\n  LANGUAGE plpgsql\n  SET search_path = pg_catalog, pg_temp\n"
      "AS {4}\nBEGIN\n{1}  RETURN NEW;\nEND\n{4};\nREVOKE ALL ON FUNCTION {0}() FROM PUBLIC;\n"
      "CREATE TRIGGER {2} BEFORE INSERT OR UPDATE ON {3} FOR EACH ROW EXECUTE FUNCTION {0}();",
      function, body, kTrigger, planning.table_name(column.identity), tag_for(body));
}

/// A fill sets the new column alone: triggers that await any change await one of the others meanwhile.
void narrow_triggers(Planning& planning, const Identity& part) {
  std::vector<std::string> columns;
  for (const Object& each : planning.before.objects()) {
    if (each.identity.kind == Kind::kColumn && are_of_one_table(each.identity, part))
      columns.push_back(each.identity.name);
  }
  for (const Object& each : planning.before.objects()) {
    if (!are_of_one_table(each.identity, part) || !is_narrowed(planning, each)) continue;
    model::Database made;
    Object narrowed = each;
    std::get<model::Trigger>(narrowed.definition).columns = columns;
    made.add(narrowed);
    const std::string off = ddl::removal(each) + "\n";
    planning.add(Stage::kAdd, {.what = deed("let the filling be no change to", each.identity),
                               .sql = off + planning.made_of(made),
                               .lock = Lock::kAccessExclusive,
                               .on = planning.table_name(part),
                               .why = "what is filled in was there before, under another name"});
    const Object* after = planning.after.find(each.identity);
    if (after != nullptr && after->definition == each.definition && !planning.is_disturbed(each.identity))
      planning.add(Stage::kMake, {.what = deed("make as before", each.identity),
                                  .sql = off + planning.made(*after),
                                  .lock = Lock::kAccessExclusive,
                                  .on = planning.table_name(part)});
  }
}

}  // namespace

namespace {

/// Values that are filled in are found under the former name: under the other there may be none yet.
void say_by_former_name(Intent& intent, const model::Database& after, const Rename& rename) {
  for (const Object& each : after.objects()) {
    const auto found = intent.backfills.find(each.why.declaration);
    if (each.identity.kind != Kind::kColumn || found == intent.backfills.end()) continue;
    std::string& text = found->second.text;
    if (are_of_one_table(each.identity, rename.to) || names(text, rename.to.table))
      text = with_names(text, {{rename.to.name, rename.from.name}}, {});
  }
}

}  // namespace

std::optional<Intent> with_both_names(const model::Database& before, const model::Database& after,
                                      const Intent& intent) {
  const auto found = renamed(before, after, intent);
  if (!found) return std::nullopt;
  Intent out = intent;
  for (const Rename& each : found->renames) {
    if (each.from.kind != Kind::kColumn || !is_seen(each)) continue;
    if (!are_of_one_table(each.from, each.to) || before.find(each.from) == nullptr) continue;
    const Object* column = after.find(each.to);
    const std::string& declaration = column->why.declaration;
    if (!why_not_both(before, after, each).empty() || out.doubled.contains(declaration)) return std::nullopt;
    out.was.erase(declaration);
    out.doubled[declaration] = each.from.name;
    say_by_former_name(out, after, each);
  }
  return out.doubled.empty() ? std::nullopt : std::optional(out);
}

std::map<std::string, std::string> why_at_once(const model::Database& before, const model::Database& after,
                                               const Intent& intent) {
  std::map<std::string, std::string> out;
  const auto found = renamed(before, after, intent);
  for (const Rename& each : found ? found->renames : std::vector<Rename>()) {
    const Object* column = after.find(each.to);
    if (each.to.kind != Kind::kColumn || column == nullptr || !is_seen(each)) continue;
    const std::string why = why_not_both(before, after, each);
    out[column->why.declaration] =
        "at once: " + (why.empty() ? "code of both versions can't go on for another reason" : why);
  }
  return out;
}

bool keeps_both_names(const Planning& planning) {
  return std::none_of(planning.moved().begin(), planning.moved().end(), [&](const Identity& moved) {
    return any_of(planning.after, [&](const Object& each) {
      return each.identity.schema == moved.schema && each.identity.table == moved.name &&
             former_name(planning, each) != nullptr;
    });
  });
}

const std::string* former_name(const Planning& planning, const Object& column) {
  if (column.identity.kind != Kind::kColumn) return nullptr;
  const auto found = planning.intent.doubled.find(column.why.declaration);
  return found == planning.intent.doubled.end() ? nullptr : &found->second;
}

bool is_kept_beside(const Planning& planning, const Identity& column) {
  const std::vector<const Object*> doubled = of_table(planning, column);
  return std::any_of(doubled.begin(), doubled.end(),
                     [&](const Object* each) { return former_of(planning, *each) == column; });
}

bool goes_with_former_name(const Planning& planning, const Object& part) {
  const auto* constraint = std::get_if<model::Constraint>(&part.definition);
  // A foreign key holds on to another table, and the one that takes its place says the same.
  if (constraint == nullptr || constraint->refers) return false;
  const std::vector<const Object*> doubled = of_table(planning, part.identity);
  return std::any_of(doubled.begin(), doubled.end(), [&](const Object* each) {
    const std::string& name = *former_name(planning, *each);
    return contains(constraint->columns, name) || says(constraint->expression, name) ||
           says(constraint->exclusion, name);
  });
}

bool bound_before(const Planning& planning, const Object& part) {
  const std::vector<const Object*> doubled = of_table(planning, part.identity);
  if (doubled.empty()) return false;
  NewIdentities former;
  for (const Object* each : doubled) former.add(each->identity, former_of(planning, *each));
  const model::Database under_former = former.renamed(planning.after);
  const Object* wanted = under_former.find(former.now(part.identity));
  return wanted != nullptr && any_of(planning.before, [&](const Object& each) {
           return each.identity.kind == part.identity.kind &&
                  are_of_one_table(each.identity, part.identity) && each.definition == wanted->definition;
         });
}

bool is_narrowed(const Planning& planning, const Object& trigger) {
  const auto* definition = std::get_if<model::Trigger>(&trigger.definition);
  return definition != nullptr && awaits_any_update(*definition) && can_be_narrowed(*definition) &&
         !of_table(planning, trigger.identity).empty();
}

void keep_both_equal(Planning& planning, const Object& column) {
  if (of_table(planning, column.identity).front() != &column) return;
  std::string sql;
  for (const Object* each : of_table(planning, column.identity)) {
    if (each->as<Column>().default_value)
      sql += fmt::format("{}ALTER COLUMN {} DROP DEFAULT;\n", planning.alter_table(column.identity),
                         id(*former_name(planning, *each)));
  }
  planning.add(Stage::kAdd, {.what = deed("keep equal with what it was before", column.identity),
                             .sql = sql + trigger(planning, column),
                             .lock = Lock::kAccessExclusive,
                             .on = planning.table_name(column.identity),
                             .why = "until the contract code of each version says the one that it knows"});
  narrow_triggers(planning, column.identity);
}

void keep_both_no_longer(Planning& planning, const Object& former) {
  const std::vector<const Object*> doubled = of_table(planning, former.identity);
  if (former_of(planning, *doubled.front()) != former.identity) return;
  planning.add(Stage::kRemove,
               {.what = deed("keep both names no longer in", former.identity),
                .sql = fmt::format("DROP TRIGGER {} ON {};\nDROP FUNCTION {}();", kTrigger,
                                   planning.table_name(former.identity), function_of(former.identity)),
                .lock = Lock::kAccessExclusive,
                .on = planning.table_name(former.identity)});
}

}  // namespace tenon::plan

// Schemas with everything that the language can say of a database, put together as no person would. Most of
// them compile; whoever needs one that does asks for the next.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "generator.hpp"
#include "random.hpp"
#include "whole_schema_types.hpp"

namespace tenon::test {
namespace {

using whole::Column;
using whole::Field;
using whole::kColumns;
using whole::Made;

class WholeMaker {
 public:
  explicit WholeMaker(unsigned seed)
      : random_(seed), asks_(seed % 3 == 0), tree_(seed % 4 == 2), calls_(seed % 5 == 1) {}

  std::string schema() {
    tenancy_ = !random_.one_in(4);
    frame();
    const std::size_t count = random_.between(1, 7);
    planned_ = count;
    for (std::size_t i = 0; i < count; ++i) entity(i);
    if (tenancy_ && count % 2 == 1) shared();
    for (std::size_t i = 0; i < random_.below(3); ++i) view(i);
    for (std::size_t i = 0; i < roles_; ++i) role(i);
    if (tenancy_ && random_.one_in(3)) members();
    if (random_.one_in(4)) line("{}", whole::kRaw);
    if (random_.one_in(4)) line("{}", whole::kAllowed);
    return std::move(out_);
  }

 private:
  template <typename... T>
  void line(fmt::format_string<T...> form, T&&... parts) {
    out_ += fmt::format(form, std::forward<T>(parts)...) + "\n";
  }
  void doc() {
    if (random_.one_in(3)) line("{}", random_.of(whole::kDocs));
  }

  void frame() {
    doc();
    extended_ = random_.one_in(3);
    line("schema made {{ postgres 15 {} }}", extended_ ? "extensions btree_gist, citext" : "");
    if (extended_) line("domain Mail: citext check `VALUE ~ '@'`");
    if (tenancy_) {
      line("tenancy {{ root Tenant app s_app owner s_owner {} {} {} {} }}",
           random_.one_in(4) ? "column shop_id" : "", random_.one_in(4) ? "setting app.shop" : "",
           random_.one_in(6) ? "signed" : "", tree_ ? "tree parent depth 3" : "");
      roles_ = random_.below(3);
      if (asks_) line("session {{ user: uuid from app.user_id @actor  lang: text? from app.lang }}");
    }
    out_ += whole::kDeclarations;
    if (calls_) line("function doubled(x: int4?): int4? immutable parallel safe as `x * 2`");
    if (!tenancy_) return;
    if (calls_) functions();
    line("entity Tenant {} {{ id: uuid = uuid() @key  name: text  slug: text @unique {} {} {} }}",
         random_.one_in(3) ? "with Times" : "", random_.one_in(3) ? "index (name)" : "",
         random_.one_in(3) ? "policy shown for select `name <> ''`" : "", tree_ ? "parent: Tenant?" : "");
    made_.push_back({"Tenant", "tenants", {}, true, false, false, true});
  }

  void functions() {
    line("function shops(): int8 stable reads Tenant as `select count(*) from tenants`");
    line("function tripled in aside.thrice(x: int4): int4 immutable as `x * 3`");
    line("procedure closing(price: int4) as `perform closing.price; delete from tenants where false;`");
    line("function all_shops(): int8 definer reads Tenant because \"so\" as `select count(*) from tenants`");
  }

  /// Some are read by those above, and some by those below.
  std::string inherited(const Made& made) const {
    return tree_ && tenancy_ && !made.global ? whole::kInherited[made_.size() % 3] : "";
  }

  // What an entity is made of.

  void key(Made& made, bool times) {
    switch (random_.below(times ? 7 : 8)) {  // a version needs a key
      case 7:
        line("  key none because \"they are made up\"");
        made.has_key = made.has_one_key = false;
        break;
      case 0:
        line("  id: uuid = uuid7() @key");
        break;
      case 1:
        line("  id: int8 @identity @key");
        break;
      case 2:
        line("  id: int4 @identity(by_default) @key");
        break;
      case 3:
        line("  code: varchar(8) @key");
        break;
      case 4:
        line("  part: int4\n  place: text\n  key (part, place)");
        made.has_one_key = false;
        break;
      default:
        line("  id: uuid = uuid() @key");
    }
  }

  std::string attributes(const Made& made, const Field& field) {
    const Column& column = *field.column;
    std::string out;
    const std::string_view type = column.type;
    if (random_.one_in(12)) return fmt::format(" @column(col_{})", field.name);
    if (column.ordered && !made.divided && random_.one_in(8) && is_new_key(field.name))
      out += field.nullable && random_.one_in(2) ? " @unique(nulls_not_distinct)" : " @unique";
    if (*column.check != '\0' && random_.one_in(5)) out += fmt::format(" @check(`{}`)", check(field));
    if (type == "text" && random_.one_in(8)) out += " @collate(\"C\")";
    if (random_.one_in(10)) out += " @pii";
    return out;
  }

  /// No two unique constraints are over the same.
  bool is_new_key(const std::string& columns) { return keys_.insert(columns).second; }

  static std::string check(const Field& field) {
    return fmt::format(fmt::runtime(field.column->check), fmt::arg("c", quoted(field.name)));
  }
  /// As SQL wants a name that is one of its words.
  static std::string quoted(const std::string& name) {
    return std::ranges::count(whole::kWords, name) > 0 ? "\"" + name + "\"" : name;
  }

  void field(Made& made, std::size_t number) {
    const Column& column =
        extended_ && random_.one_in(9) ? random_.of(whole::kExtended) : random_.of(kColumns);
    Field field{random_.one_in(12) && number < std::size(whole::kWords) ? whole::kWords[number]
                                                                        : fmt::format("f{}", number),
                &column, random_.one_in(3)};
    doc();
    const bool has_default = *column.literal != '\0' && random_.one_in(3);
    const std::string told = attributes(made, field);
    line("  {}: {}{}{}{}", field.name, column.type, field.nullable ? "?" : "",
         has_default ? fmt::format(" = {}", column.literal) : "", told);
    // One with another name in the table is not for SQL of ours.
    if (told.find("@column") == std::string::npos) made.fields.push_back(field);
  }

  void relation(Made& made, std::size_t number) {
    std::vector<const Made*> targets;
    for (const Made& each : made_) {
      if (each.has_one_key && !each.divided && each.name != "Tenant" && (!made.global || each.global))
        targets.push_back(&each);
    }
    if (targets.empty()) return;
    const Made& target = *random_.of(targets);
    const bool nullable = random_.one_in(2);
    const char* action = nullable ? random_.of(whole::kActionsOfNullable) : random_.of(whole::kActions);
    const bool across = target.global && tenancy_;
    if (across) action = "restrict";
    line("  to{}: {}{} @on_delete({}){}{}{}", number, target.name, nullable ? "?" : "", action,
         !across && random_.one_in(6) ? " @on_update(cascade)" : "", random_.one_in(6) ? " @deferrable" : "",
         !made.divided && random_.one_in(9) ? " @unique" : "");
  }

  std::vector<const Field*> ordered(const Made& made) const {
    std::vector<const Field*> out;
    for (const Field& field : made.fields) {
      if (field.column->ordered) out.push_back(&field);
    }
    return out;
  }

  void indexes(const Made& made) {
    const auto fields = ordered(made);
    for (const Field& field : made.fields) {
      if (*field.column->method != '\0' && random_.one_in(3))
        line("  index {} ({})", field.column->method, field.name);
      if (std::string_view(field.column->type) == "text" && random_.one_in(5))
        line("  index (`lower({})`{})", quoted(field.name), random_.one_in(2) ? " text_pattern_ops" : "");
    }
    if (fields.empty()) return;
    const Field& one = *random_.of(fields);
    const Field& other = *random_.of(fields);
    if (random_.one_in(4)) line("  index ({} desc nulls last)", one.name);
    if (random_.one_in(5)) line("  index ({}) where `{} is not null`", one.name, quoted(other.name));
    if (std::string_view(one.column->type).starts_with("int") && random_.one_in(2))
      line("  index brin ({})", one.name);
    if (random_.one_in(6)) line("  index ({} asc nulls first) with (fillfactor = 70)", other.name);
    if (&one != &other && random_.one_in(4)) line("  index ({}) include ({})", one.name, other.name);
    if (made.divided) return;
    if (random_.one_in(9)) line("  opener: text{} @secret(hashed) @unique", random_.one_in(2) ? "?" : "");
    const bool two = &one != &other;
    if (two && random_.one_in(4) && is_new_key(one.name + other.name))
      line("  unique ({}, {}){}", one.name, other.name, random_.one_in(3) ? " @deferrable" : "");
    if (two && random_.one_in(6) && is_new_key(one.name))
      line("  unique ({}) include ({})", one.name, other.name);
    if (random_.one_in(6) && is_new_key(one.name)) {
      line("  unique ({}) nulls not distinct", one.name);
      const bool can_give = &one != &other && random_.one_in(2);
      if (tenancy_ && !made.global && random_.one_in(2))
        line("  lookup ({}){}", one.name, can_give ? " gives (" + other.name + ")" : "");
    }
    if (random_.one_in(6) && is_new_key(other.name))
      line("  unique ({}) where `{} is not null`", other.name, quoted(one.name));
  }

  void statistics(const Made& made) {
    std::vector<std::string> named;
    for (const Field& field : made.fields) {
      const std::string_view type = field.column->type;
      const bool has_order = type != "point" && !type.starts_with("Place");
      if (has_order && named.size() < 8) named.push_back(field.name);
    }
    if (named.size() < 2 || !random_.one_in(3)) return;
    static constexpr const char* kKinds[] = {"", " for mcv", " for ndistinct, dependencies"};
    line("  statistics ({}){}", fmt::join(named, ", "), random_.of(kKinds));
    if (random_.one_in(2) && named.size() > 2) line("  statistics ({}, {})", named.back(), named.front());
  }

  void checks(const Made& made) {
    for (const Field& field : made.fields) {
      if (*field.column->check == '\0') continue;
      if (random_.one_in(8)) line("  check {}_holds `{}`", field.name, check(field));
      if (random_.one_in(12)) line("  check `{0} or {0} is null`", "(" + check(field) + ")");
    }
    if (!made.divided && (extended_ || !tenancy_ || made.global)) {
      for (const Field& field : made.fields) {
        if (std::string_view(field.column->type).ends_with("range") && random_.one_in(2)) {
          line("  exclude ({} with `&&`){}", field.name, random_.one_in(2) ? " where `true`" : "");
          break;
        }
      }
    }
  }

  void guards(const Made& made) {
    if (!tenancy_ || made.global || made.fields.empty()) return;
    const std::string condition = fmt::format("{} is not null", quoted(random_.of(made.fields).name));
    if (random_.one_in(4)) line("  policy p1 for select, delete `{}`", condition);
    if (asks_)
      line("  policy p4 for {} `{} or session.lang = 'x' or session . \"user\" is null`",
           made_.size() % 2 == 0 ? "update" : "insert, select", condition);
    if (random_.one_in(6)) line("  policy p2 for insert, update `{}`", condition);
    if (roles_ > 0 && random_.one_in(6)) {
      line("  policy p3 for update to role0 `{}`", condition);
      narrowed_.insert(made.name);
    }
  }

  void triggers(const Made& made) {
    if (random_.one_in(6)) line("  trigger t1 before insert, update `perform 1;`");
    if (random_.one_in(8)) line("  trigger t2 after delete for each statement `perform 1;`");
    if (!made.fields.empty() && random_.one_in(6)) {
      const std::string name = quoted(random_.of(made.fields).name);
      line("  trigger t3 after update when `new.{0}::text is distinct from old.{0}::text` `perform 2;`",
           name);
    }
  }

  void extras(Made& made) {
    std::string texts;
    for (const Field& field : made.fields) {
      if (std::string_view(field.column->type) == "text" && texts.empty()) texts = field.name;
    }
    if (made.has_key && !made.divided && !texts.empty() && inherited(made).empty() && random_.one_in(4))
      line("  search text ({} A) language {}", texts, random_.one_in(2) ? "english" : "simple");
    if (!made.divided && random_.one_in(6)) line("  storage (fillfactor = 80)");
    if (made.has_key && random_.one_in(6)) line("  soft_delete");
    if (made.has_key && !made.global && random_.one_in(5)) {
      line("  audit{}{}", random_.one_in(2) ? " retain 40 days" : "",
           random_.one_in(2) ? " with (pii = hashed, secret = omitted)" : "");
      made.audited = true;
    }
  }

  void generated(const Made& made) {
    for (const Field& field : made.fields) {
      const std::string_view type = field.column->type;
      if (type == "int4" && random_.one_in(4)) {
        line("  twice_{0}: int4? @generated(`{1}`)", field.name,
             fmt::format(fmt::runtime(calls_ ? "doubled({})" : "{} * 2"), quoted(field.name)));
        return;
      }
      if (type == "text" && random_.one_in(4)) {
        line("  long_{0}: int4? @generated(`length({1})`)", field.name, quoted(field.name));
        return;
      }
    }
  }

  /// How it is divided, which the fields for it go with; nothing for most.
  std::string division() {
    switch (random_.below(14)) {
      case 0:
        line("  at: timestamptz = now()");
        return fmt::format("  partition by range (at) every {} ahead {} {}", random_.of(whole::kUnits),
                           random_.between(1, 3), random_.one_in(2) ? "retain 2 years" : "");
      case 1:
        line("  day: date");
        return fmt::format("  partition by range (day) every {}", random_.of(whole::kUnits));
      case 2:
        line("  region: text");
        return "  partition by list (region) { eu = [\"de\", \"fr\"]  us = [\"us\"] }";
      case 3:
        return fmt::format("  partition by hash ({}) into {}", "id", random_.between(1, 4));
      case 4:
        line("  region: text\n  at: timestamptz = now()");
        return "  partition by list (region) { eu = [\"de\"]  us = [\"us\", \"ca\"] }\n"
               "  partition by range (at) every month ahead 1 retain 1 year";
      case 5:
        return "  partition by range (id) every month ahead 1";
      case 6:
        line("  amount: int4\n  day: date");
        return fmt::format(
            "  partition by range (amount, day) {{\n    few = [[minvalue, minvalue], [10, \"2026-01-01\"]]\n"
            "    many = [[10, \"2026-01-01\"], [maxvalue, maxvalue]] @named(\"{}\")\n  }}",
            fmt::format("parts {}", ++parts_));
      case 7:
        line("  region: text");
        return "  partition by list (region) { eu = [\"de\"]  rest = default }";
      default:
        return "";
    }
  }

  void entity(std::size_t number) {
    Made made{fmt::format("Thing{}", number), fmt::format("thing{}s", number), {}, false, false, false, true};
    keys_.clear();
    const bool back = std::exchange(awaited_, false);
    made.global = tenancy_ && !back && random_.one_in(6);
    doc();
    const bool times = random_.one_in(3);
    if (random_.one_in(6)) made.table = fmt::format("odd_table_{}", number);
    line("{}entity {} in {}{}{} {{", made.global ? "global " : "", made.name, made.table,
         times ? " with Times" : "",
         made.global ? fmt::format(" because \"the world's\"{}",
                                   random_.one_in(2) ? " writable by app because \"they add\"" : "")
                     : inherited(made));
    std::string divided = !back && random_.one_in(3) ? division() : "";
    made.divided = !divided.empty();
    if (back || divided.find("(id)") != std::string::npos)
      line("  id: uuid = {}() @key", divided.find("range (id)") != std::string::npos ? "uuid7" : "uuid");
    else
      key(made, times);
    for (std::size_t i = 0; i < random_.between(1, 8); ++i) field(made, i);
    if (tenancy_ && !made.global && !made.divided && number % 3 == 1 && made.has_key)
      line("  counted: int8 = next_number({})", number % 2 == 0 ? "fast" : "");
    for (std::size_t i = 0; i < random_.below(3); ++i) relation(made, i);
    if (made.has_one_key && !made.divided && random_.one_in(6))
      line("  next: {}?{}", made.name, " @on_delete(set_null)");
    if (back) line("  back: {}{}", made_.back().name, in_circle_ ? "" : "? @on_delete(set_null)");
    if (!back && made.has_one_key && !made.divided && !made.global && number + 1 < planned_ &&
        random_.one_in(4)) {
      in_circle_ = random_.one_in(3);
      line("  ahead: Thing{}{}", number + 1, in_circle_ ? "" : "? @on_delete(set_null)");
      awaited_ = true;
    }
    generated(made);
    indexes(made);
    statistics(made);
    checks(made);
    guards(made);
    triggers(made);
    extras(made);
    if (!divided.empty()) line("{}", divided);
    if (times && divided.empty() && random_.one_in(4))
      line("  retain {} days by created_at", random_.between(1, 400));
    else if (divided.find("retain") == std::string::npos)
      line("  retain forever because \"it is made up\"");
    line("}}");
    made_.push_back(std::move(made));
  }

  void shared() {
    line("shared entity Common because \"each begins with some\" {{ id: uuid = uuid() @key  name: text");
    line("  above: Common?  unique (name) shadows shared  retain forever because \"it is made up\" }}");
    line("entity Using {{ id: uuid = uuid() @key  common: Common @on_delete(cascade)  other: Common? }}");
  }

  // What is beside the entities.
  void view(std::size_t number) {
    const Made& made = random_.of(made_);
    if (made.fields.empty() || (tenancy_ && made.global)) return;
    const Field& field = random_.of(made.fields);
    if (!field.column->ordered) return;  // nothing is grouped by what knows no order
    doc();
    if (tenancy_ && !tree_ && random_.one_in(2))
      return line(whole::kStoredView, number, quoted(field.name), made.table, field.name);
    line("view View{} as `select t.{}, count(*) as many from {} t group by t.{}`", number, quoted(field.name),
         made.table, quoted(field.name));
  }

  /// People of several tenants.
  void members() {
    const bool adds = random_.one_in(2);
    line("global entity Person in people because \"they work for many\" visible through Member{} {{",
         adds ? " writable by app because \"they sign up\"" : "");
    line("  id: uuid = uuid() @key  name: text{}", random_.one_in(2) ? " @unique  lookup (name)" : "");
    line("}}");
    line("entity Member {{ id: uuid = uuid() @key  person: Person @on_delete(restrict){} }}",
         random_.one_in(2) ? "  soft_delete" : "");
  }

  void role(std::size_t number) {
    const bool reads_all = random_.one_in(3);
    line("role role{}{} {{", number, reads_all ? " because \"people call\"" : "");
    if (reads_all) line("  read all Tenant");
    for (const Made& made : made_) {
      const bool narrowed = number == 0 && narrowed_.contains(made.name);
      if (narrowed) line("  select {0}  update {0}", made.name);
      if (narrowed || random_.one_in(2)) continue;
      line("  select {}", made.name);
      if (made.name != "Tenant" && !made.global && random_.one_in(2)) line("  insert {}", made.name);
      if (made.name != "Tenant" && !made.global && random_.one_in(3)) line("  update {}", made.name);
      if (made.name != "Tenant" && !made.global && random_.one_in(4)) line("  delete {}", made.name);
    }
    line("}}");
  }

  Random random_;
  bool tenancy_ = true;
  std::size_t roles_ = 0;
  std::size_t planned_ = 0;
  std::size_t parts_ = 0;           ///< tables that are partitions with names of their own
  bool extended_ = false;           ///< with Postgres's own extensions
  bool awaited_ = false;            ///< the entity before refers to the one to come
  bool in_circle_ = false;          ///< … and has to
  std::set<std::string> keys_;      ///< of this entity
  bool asks_;                       ///< whether a session is declared
  bool tree_;                       ///< tenants stand in one
  bool calls_;                      ///< functions are declared
  std::set<std::string> narrowed_;  ///< the entities with a policy for role0
  std::vector<Made> made_;
  std::string out_;
};

}  // namespace

std::string random_whole_schema(unsigned seed) {
  return WholeMaker(seed).schema();
}

}  // namespace tenon::test

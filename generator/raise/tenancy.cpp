#include "raise/tenancy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>

#include "base/text.hpp"
#include "raise/choices.hpp"
#include "raise/raw_tables.hpp"
#include "render/sql_text.hpp"

namespace tenon::raise {

using model::Identity;
using model::Kind;
using model::Object;

namespace {

/// What tables of tenants are called, as far as it is told by a name.
constexpr std::string_view kTenantWords[] = {"tenant",  "organization", "organisation", "org",
                                             "account", "workspace",    "company",      "team"};

/// A foreign key over one column, to the key of another table.
struct Reference {
  const Object* constraint;
  std::string column;
  Identity target;
};

const model::Column& column_in(const Object& object) {
  return object.as<model::Column>();
}

/// Names of others stand in comments, which end with their line.
std::string on_one_line(std::string text) {
  return replaced(replaced(std::move(text), "\n", " "), "\r", " ");
}

/// Whether a condition compares the column with a session variable, and says nothing else; the variable.
std::string compared_setting(const std::string& sql, const std::string& column) {
  std::string plain;
  for (const char c : sql) {
    if (c != '(' && c != ')' && c != '"') plain += c;
  }
  static const std::regex kSetting(
      R"re(^(?:SELECT )?(?:NULLIF)?current_setting'([A-Za-z_][\w.]*)'::text(?:, true)?(?:, ''::text)?(?: AS \w+)?(?:::(?:uuid|integer|bigint|text|character varying))?(?: AS \w+)?$)re");
  for (const bool leads : {true, false}) {
    const std::string side = leads ? column + " = " : " = " + column;
    const bool is_side = leads ? plain.starts_with(side) : plain.ends_with(side);
    if (!is_side) continue;
    const std::string rest(
        trimmed(leads ? plain.substr(side.size()) : plain.substr(0, plain.size() - side.size())));
    std::smatch found;
    if (std::regex_match(rest, found, kSetting)) return found[1];
  }
  return "";
}

class Finding {
 public:
  Finding(const model::Database& database, const Choices& choices) : database_(database), choices_(choices) {
    for (const auto& [key, parts] : choices.tables) {
      if (!choices.is_declared(parts.table->identity)) continue;
      for (const Object* each : parts.constraints) add_reference(*each);
    }
    for (const Object& object : database.objects()) {
      if (object.identity.kind == Kind::kPolicy)
        policies_[{Kind::kTable, object.identity.schema, "", object.identity.table, ""}].push_back(&object);
    }
  }

  std::optional<Tenancy> find(const std::string& root) {
    if (!choose_root(root)) return std::nullopt;
    for (const auto& [key, parts] : choices_.tables) {
      if (choices_.is_declared(parts.table->identity)) out_.tables[parts.table->identity] = standing(parts);
    }
    tell_ways();
    out_.raw = raw_tables(database_, choices_);
    for (auto& [table, standing] : out_.tables) {
      replace(table, standing);
      standing.why = on_one_line(std::move(standing.why));
      standing.way = on_one_line(std::move(standing.way));
    }
    return std::move(out_);
  }

 private:
  void add_reference(const Object& object) {
    const auto& constraint = object.as<model::Constraint>();
    if (constraint.type != model::ConstraintType::kForeign || constraint.columns.size() != 1) return;
    const auto target = choices_.tables.find({constraint.refers->schema, constraint.refers->name});
    if (target == choices_.tables.end() || !choices_.is_declared(target->second.table->identity)) return;
    if (key_columns(target->second) != constraint.referenced) return;
    references_[{Kind::kTable, object.identity.schema, "", object.identity.table, ""}].push_back(
        {&object, constraint.columns[0], *constraint.refers});
  }

  [[nodiscard]] const Object* column(const Identity& table, const std::string& name) const {
    return database_.find({Kind::kColumn, table.schema, table.name, name, ""});
  }

  static bool is_called_a_tenant(const Identity& table) {
    const std::string name = snake_case(entity_name(table.name));
    return std::find(std::begin(kTenantWords), std::end(kTenantWords), name) != std::end(kTenantWords);
  }

  /// The table, and the column by which most others name its rows.
  bool choose_root(const std::string& wanted) {
    std::map<std::pair<Identity, std::string>, std::size_t> counts;
    for (const auto& [table, references] : references_) {
      std::set<std::pair<Identity, std::string>> once;
      for (const Reference& each : references) {
        if (each.target != table) once.insert({each.target, each.column});
      }
      for (const auto& each : once) ++counts[each];
    }
    std::size_t best = 0;
    for (const auto& [candidate, count] : counts) {
      const auto& [table, name] = candidate;
      // The language's settings take plain names.
      if (!can_name_tenants(table) || says_more_of_a_root(table) || !is_name(name) ||
          (!wanted.empty() && table.name != wanted))
        continue;
      const std::size_t score = count + (is_called_a_tenant(table) ? 1000U : 0U);
      if (score <= best) continue;
      best = score;
      out_.root = table;
      out_.column = name;
    }
    if (best == 0) return false;
    out_.key = key_columns(choices_.tables.at({out_.root.schema, out_.root.name}))[0];
    return true;
  }

  [[nodiscard]] bool can_name_tenants(const Identity& table) const {
    static constexpr std::array<std::string_view, 4> kTypes = {"uuid", "integer", "bigint", "text"};
    const std::vector<std::string> key = key_columns(choices_.tables.at({table.schema, table.name}));
    return key.size() == 1 && std::find(kTypes.begin(), kTypes.end(),
                                        column_in(*column(table, key[0])).type.text) != kTypes.end();
  }

  /// Whether its policies ask for anything but its own key: then it isn't its rows that they tell apart.
  bool says_more_of_a_root(const Identity& table) {
    const auto policies = policies_.find(table);
    if (policies == policies_.end()) return false;
    const std::vector<std::string> key = key_columns(choices_.tables.at({table.schema, table.name}));
    return std::any_of(policies->second.begin(), policies->second.end(), [&](const Object* each) {
      const auto& policy = each->as<model::Policy>();
      return (policy.condition && compared_setting(policy.condition->text, key[0]).empty()) ||
             (policy.check && compared_setting(policy.check->text, key[0]).empty());
    });
  }

  /// None of a table without a key.
  static std::vector<std::string> key_columns(const Parts& parts) {
    const Object* key = primary_key(parts);
    return key == nullptr ? std::vector<std::string>() : key->as<model::Constraint>().columns;
  }

  Standing standing(const Parts& parts) {
    const Identity& table = parts.table->identity;
    if (table == out_.root) return {Hold::kRoot, "", ""};
    const std::string names = spelled(out_.root.name);
    const Object* own = column(table, out_.column);
    for (const Reference& each : references_[table]) {
      if (each.target != out_.root || each.column == out_.column) continue;
      if (own != nullptr) return {Hold::kUnguarded, "it refers to two rows of " + names, ""};
      return {Hold::kUnguarded, fmt::format("its tenant stands in {}", each.column),
              fmt::format("take the field away, and say @backfill(`(select {})`)",
                          render::sql_identifier(each.column).str())};
    }
    if (own == nullptr) return {Hold::kUnguarded, "", ""};
    const auto& definition = column_in(*own);
    if (definition.type != column_in(*column(out_.root, out_.key)).type)
      return {Hold::kUnguarded, fmt::format("{} isn't of the type of {}'s key", out_.column, names), ""};
    if (!definition.not_null)
      return {Hold::kUnguarded, out_.column + " can be NULL",
              "say with @backfill whose the rows are that have none, or make it a `shared` entity"};
    if (definition.generated || definition.default_value)
      return {Hold::kUnguarded, out_.column + " has a default, or is computed", ""};
    if (key_columns(parts) == std::vector{out_.column})
      return {Hold::kUnguarded, "its key is its tenant's alone", "give it a key of its own"};
    for (const Object* policy : policies_[table]) {
      const std::string name = policy->identity.name;
      if (!is_tenants(policy->as<model::Policy>()))
        return {Hold::kUnguarded, fmt::format("policy {} says more than its tenant", name),
                "declare as `policy` what is to narrow it, and take the raw SQL away"};
    }
    return {Hold::kHeld, "", ""};
  }

  /// A policy that lets a tenant's rows through, and asks for nothing else.
  bool is_tenants(const model::Policy& policy) {
    for (const auto* sql : {&policy.condition, &policy.check}) {
      if (!*sql) continue;
      const std::string setting = compared_setting((*sql)->text, out_.column);
      if (setting.empty() || (!out_.setting.empty() && out_.setting != setting)) return false;
      out_.setting = setting;
    }
    return policy.permissive && (policy.condition || policy.check);
  }

  /// Of what has no column for it, what tells whose the rows are: by relations that are never NULL, step by
  /// step from what is held.
  void tell_ways() {
    std::set<Identity> known;
    for (const auto& [table, standing] : out_.tables) {
      if (standing.hold != Hold::kUnguarded || !standing.why.empty()) known.insert(table);
    }
    for (bool goes_on = true; goes_on;) {
      std::set<Identity> next;
      for (auto& [table, standing] : out_.tables) {
        if (known.contains(table)) continue;
        const Reference* way = way_of(table, known);
        if (way == nullptr) continue;
        standing.why = fmt::format("it has no {}", out_.column);
        const bool is_open = out_.hold(way->target) == Hold::kUnguarded;
        standing.way =
            fmt::format("take @unguarded away{}: {} tells whose its rows are",
                        is_open ? " once " + spelled(way->target.name) + " is closed" : "", way->column);
        next.insert(table);
      }
      known.insert(next.begin(), next.end());
      goes_on = !next.empty();
    }
    for (auto& [table, standing] : out_.tables) {
      if (standing.hold != Hold::kUnguarded || !standing.why.empty()) continue;
      standing.why = "nothing in it tells whose its rows are";
      standing.way = "make it `global` if they are everybody's; else say it with @backfill";
    }
  }

  const Reference* way_of(const Identity& table, const std::set<Identity>& known) {
    for (const Reference& each : references_[table]) {
      if (each.target != out_.root && known.contains(each.target) &&
          column_in(*column(table, each.column)).not_null)
        return &each;
    }
    return nullptr;
  }

  /// What is about a table that is held, or the root, and stands in the place of what tenancy derives.
  void replace(const Identity& table, const Standing& standing) {
    if (standing.hold == Hold::kUnguarded) return;
    for (const Object& object : database_.objects()) {
      const Identity& identity = object.identity;
      const bool is_of_table = identity.schema == table.schema && identity.table == table.name;
      const bool guards = identity.kind == Kind::kPolicy || identity.kind == Kind::kRowSecurity;
      const bool is_right = identity.kind == Kind::kGrant && object.as<model::Grant>().object == table;
      if ((guards && is_of_table) || is_right) out_.replaced.insert(identity);
    }
  }

  const model::Database& database_;
  const Choices& choices_;
  std::map<Identity, std::vector<Reference>> references_;
  std::map<Identity, std::vector<const Object*>> policies_;
  Tenancy out_;
};

}  // namespace

Hold Tenancy::hold(const Identity& table) const {
  const auto found = tables.find(table);
  return found == tables.end() ? Hold::kUnguarded : found->second.hold;
}

std::optional<Tenancy> find_tenancy(const model::Database& database, const Choices& choices,
                                    const std::string& root) {
  return Finding(database, choices).find(root);
}

}  // namespace tenon::raise

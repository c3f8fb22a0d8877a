#include "world/strangers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "world/copies.hpp"
#include "world/mending.hpp"
#include "world/touching.hpp"
#include "world/weights.hpp"

namespace tenon::world {
namespace {

/// By which a policy tells whose the rows are.
constexpr std::string_view kTellingWhose[] = {"tenon.current_tenant()", "tenon.readable_tenants()",
                                              "tenon.tenants_below()", "tenon.tenants_above()"};

using model::Kind;
using model::Object;

std::string listed(const std::set<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

class StrangersJudging {
 public:
  StrangersJudging(const Scene& scene, const Access& access, Judgement& out)
      : scene_(scene),
        access_(access),
        out_(out),
        touching_(scene),
        spaces_(spaces(scene.schema)),
        copies_(scene) {}

  void judge() {
    for (const Object& object : scene_.live.database.objects()) {
      if (scene_.wanted.database.find(object.identity) == nullptr) judge(object);
    }
  }

 private:
  struct Row {
    Kind kind;
    void (StrangersJudging::*judge)(const Object&);
  };
  static const Row kRows[];

  void judge(const Object& object);

  /// Roles and memberships by `judge_roles`, partitions by `judge_partitions`; and what stands on a stranger
  /// goes with it, but for what refers to ours.
  [[nodiscard]] bool is_told_elsewhere(const Object& object) const {
    const Kind kind = object.identity.kind;
    if (kind == Kind::kRole || kind == Kind::kMembership) return true;
    if (follows_from_partitions(scene_.live.database, object)) return true;
    const Object* relation = relation_of(scene_.live.database, object);
    if (relation == nullptr) return kind == Kind::kComment;
    if (is_of_partition(scene_.live.database, *relation) && !is_partition_of_stranger(*relation)) return true;
    return relation != &object && kind != Kind::kConstraint && kind != Kind::kRule && !is_ours(*relation);
  }

  [[nodiscard]] bool is_partition_of_stranger(const Object& relation) const {
    return scene_.wanted.database.find(*relation.as<model::Table>().partition_of) == nullptr;
  }

  [[nodiscard]] bool is_ours(const Object& object) const {
    return scene_.wanted.database.find(object.identity) != nullptr;
  }

  void find(const Object& object, const std::string& message, std::string_view severity) {
    out_.find(kStrangers, told(object), message, severity, mended(object));
  }

  /// What holds rows is not taken away, but closed.
  [[nodiscard]] std::string mended(const Object& object) const {
    return object.identity.kind == Kind::kTable ? closed(object, access_.given(object))
                                                : away(object, scene_.live.database);
  }

  void note(const Object& object) { out_.leave(told(object), "is none of the schema's"); }

  /// `; service → notes_app → view api.notes → public.notes`
  [[nodiscard]] std::string path(const std::string& way, const Object& object,
                                 const std::set<std::string>& tables) const {
    return fmt::format("{} → {} → {}", way, told(object), listed(tables));
  }

  [[nodiscard]] bool passes_policies(const std::string& role) const {
    return !scene_.people.is_bound(role) || role == scene_.schema.roles.search;
  }

  // What stands on a promised table, or refers to one.

  void judge_on_table(const Object& object) {
    const Weight weight = of_added(object.identity.kind);
    const std::string allows = weight.allows.empty() ? "" : fmt::format(": {}", weight.allows);
    find(object, "is none of the schema's" + allows, weight.severity);
  }

  void judge_constraint(const Object& object) {
    const Object* relation = relation_of(scene_.live.database, object);
    if (relation != nullptr && is_ours(*relation)) return judge_on_table(object);
    const auto& constraint = object.as<model::Constraint>();
    if (!constraint.refers || scene_.wanted.database.find(*constraint.refers) == nullptr) return;
    find(object,
         fmt::format("is none of the schema's and refers to {}: whoever writes rows of the one learns which "
                     "keys the other has, and rows of that can't go as they did",
                     qualified(constraint.refers->schema, constraint.refers->name)),
         kDenial);
  }

  /// A rule does what it says with the rights of its table's owner, whoever writes to that.
  void judge_rule(const Object& object) {
    const Object* relation = relation_of(scene_.live.database, object);
    if (relation == nullptr || is_ours(*relation)) return judge_on_table(object);
    const std::set<std::string> tables = touching_.depended_on(object);
    if (tables.empty()) return;  // told with what it stands on
    find(object,
         fmt::format(
             "is none of the schema's: whoever writes to {} reads or changes {} with the rights of its "
             "owner `{}`",
             told(*relation), listed(tables), owner_of(*relation)),
         kWrite);
  }

  // Views, and tables with rows of ours.

  void judge_view(const Object& object) {
    const auto& view = object.as<model::View>();
    const std::set<std::string> tables = touching_.depended_on(object);
    const std::string way = access_.way_to(object, kAnyOfRows);
    const bool is_a_copy =
        view.materialized &&
        (scene_.facts.holdings.tenants.contains(qualified(object.identity.schema, object.identity.name)) ||
         !copies_.rows_of(object).empty());
    if (tables.empty() && !(is_a_copy && !way.empty())) return note(object);
    const bool asks_as_invoker = std::ranges::any_of(view.options, [](const auto& option) {
      return option.first == "security_invoker" && (option.second == "true" || option.second == "on");
    });
    if (view.materialized) {
      judge_copy(object, tables, way);
    } else if (asks_as_invoker) {
      find(object, fmt::format("is none of the schema's and reads {}, as whoever asks", listed(tables)),
           kDrift);
    } else {
      judge_view_of_owner(object, view.owner, tables, way);
    }
  }

  void judge_view_of_owner(const Object& object, const std::string& owner,
                           const std::set<std::string>& tables, const std::string& way) {
    const std::string past = passes_policies(owner) ? ", whom no policy binds" : "";
    if (way.empty()) {
      find(
          object,
          fmt::format("is none of the schema's and reads {} as its owner `{}`{}; nobody else may read it yet",
                      listed(tables), owner, past),
          kDrift);
    } else {
      find(object,
           fmt::format("is none of the schema's, and whoever reads it reads {} as its owner `{}`{}: {}, as "
                       "its owner",
                       listed(tables), owner, past, path(way, object, tables)),
           kLeak);
    }
  }

  /// No policy binds who reads a materialised view.
  void judge_copy(const Object& object, const std::set<std::string>& tables, const std::string& way) {
    if (way.empty()) {
      find(object,
           fmt::format("is none of the schema's and holds rows of {}, under no policy; nobody else may read "
                       "it yet",
                       listed(tables)),
           kDrift);
    } else {
      find(object,
           fmt::format("is none of the schema's and holds rows of {}, under no policy: {}", listed(tables),
                       path(way, object, tables)),
           kLeak);
    }
  }

  void judge_table(const Object& object) {
    if (scene_.facts.leaving.contains(qualified(object.identity.schema, object.identity.name))) return;
    const std::set<std::string> tables = copies_.rows_of(object);
    if (!object.as<model::Table>().inherits.empty()) {
      for (const model::Identity& parent : object.as<model::Table>().inherits) {
        if (scene_.wanted.database.find(parent) != nullptr)
          return find(object,
                      fmt::format("is none of the schema's and inherits from {}: its rows are read with "
                                  "that one's, and no constraint or policy of it holds for them",
                                  qualified(parent.schema, parent.name)),
                      kWrite);
      }
    }
    const std::string way = access_.way_to(object, kAnyOfRows);
    if (object.identity.schema == model::kBookkeeping && !way.empty())
      return find(object,
                  fmt::format("is none of the schema's and stands among its bookkeeping: {}",
                              path(way, object, {"whatever it holds"})),
                  kLeak);
    if (way.empty() || is_closed(object)) return note(object);
    const std::string name = qualified(object.identity.schema, object.identity.name);
    if (scene_.facts.holdings.tenants.contains(name) && tables.empty())
      return find(
          object,
          fmt::format("is none of the schema's and holds keys of tenants, with no row-level security: {}",
                      path(way, object, {"rows of all tenants"})),
          kLeak);
    // Another application's may be alike; what stands beside ours is taken for it.
    const bool is_anothers = scene_.facts.holdings.empty.contains(name) && !is_of_spaces(object.identity);
    if (tables.empty() || is_anothers) return note(object);
    find(object,
         fmt::format("is none of the schema's and has columns as {}, with no row-level security: {}",
                     listed(tables), path(way, object, {"rows of all tenants"})),
         kLeak);
  }

  /// Whether row-level security shows its rows to nobody whom it should bind: it is no request's own, and
  /// each policy goes by whose the rows are.
  [[nodiscard]] bool is_closed(const Object& table) const {
    const Object* security =
        scene_.live.database.find({Kind::kRowSecurity, table.identity.schema, table.identity.name, "", ""});
    if (security == nullptr || !security->as<model::RowSecurity>().enabled) return false;
    const bool is_owned_by_request = scene_.people.is_of_requests(owner_of(table));
    if (is_owned_by_request && !security->as<model::RowSecurity>().forced) return false;
    return std::ranges::none_of(scene_.live.database.objects(), [&](const Object& each) {
      const auto* policy = std::get_if<model::Policy>(&each.definition);
      return policy != nullptr && each.identity.schema == table.identity.schema &&
             each.identity.table == table.identity.name && policy->condition &&
             std::ranges::none_of(kTellingWhose, [&](std::string_view function) {
               return policy->condition->text.find(function) != std::string::npos;
             });
    });
  }

  // Code.

  void judge_function(const Object& object) {
    const auto& function = object.as<model::Function>();
    std::set<std::string> tables = touching_.depended_on(object);
    tables.merge(touching_.named_in(object.identity.schema, function));
    const std::string of = tables.empty() ? "" : fmt::format(" and names {}", listed(tables));
    std::string way = access_.way_to(object, kCalling);
    if (way.empty()) way = called_by(object);
    const bool is_stronger = passes_policies(function.owner) || is_of_schema(function.owner);
    const bool may_reach =
        !tables.empty() || is_of_spaces(object.identity) || !Touching::is_readable(function);
    if (function.leakproof) {
      find(
          object,
          "is none of the schema's and LEAKPROOF: it is shown rows before the policies have let them through",
          kLeak);
    } else if (function.definer && is_stronger && may_reach && !way.empty()) {
      find(object,
           fmt::format(
               "is none of the schema's{}, and runs with the rights of its owner `{}`: {} → {}, as its "
               "owner",
               of, function.owner, way, told(object)),
           kLeak);
    } else if (is_unbound(function.language) && !way.empty()) {
      find(object,
           fmt::format(
               "is none of the schema's and in {}: whoever calls it does what the server itself may: {} "
               "→ {}",
               function.language, way, told(object)),
           kLeak);
    } else if (!tables.empty()) {
      find(object, fmt::format("is none of the schema's{}", of), kDrift);
    } else if (scene_.facts.hiding.contains(signature_of(object))) {
      find(object, "is called as one of the server's, and taken for it where it fits a call better", kLeak);
    } else {
      note(object);
    }
  }

  /// A trigger calls it for whoever writes to its table, without asking whether that one may. The way to
  /// that; empty for none.
  [[nodiscard]] std::string called_by(const Object& function) const {
    for (const Object& each : scene_.live.database.objects()) {
      if (each.identity.kind != Kind::kTrigger || !contains_identity(each.needs, function.identity)) continue;
      const Object* relation = relation_of(scene_.live.database, each);
      const std::string way = relation == nullptr ? "" : access_.way_to(*relation, kAnyOfRows);
      if (!way.empty()) return way + " → " + told(each);
    }
    return "";
  }

  static bool contains_identity(const std::vector<model::Identity>& all, const model::Identity& one) {
    return std::ranges::find(all, one) != all.end();
  }

  /// Where our roles look names up, and others put what is to be found beside it.
  [[nodiscard]] bool is_of_spaces(const model::Identity& identity) const {
    return std::ranges::find(spaces_, identity.schema) != spaces_.end();
  }

  [[nodiscard]] bool is_of_schema(const std::string& role) const {
    return std::ranges::any_of(scene_.schema.roles.all(), [&](const std::string& each) {
      return scene_.people.within(role).contains(each);
    });
  }

  /// Whose functions do what the server's own account may.
  static bool is_unbound(const std::string& language) {
    return language == "c" || language == "internal" || language.ends_with("u");
  }

  static std::string signature_of(const Object& object) {
    return fmt::format("{}({})", qualified(object.identity.schema, object.identity.name),
                       object.identity.signature);
  }

  // Rights, and ways out.

  void judge_grant(const Object& object) {
    const auto& grant = object.as<model::Grant>();
    const bool is_to_ours =
        scene_.wanted.database.find(grant.object) != nullptr || is_of_identity(grant.object);
    if (!is_to_ours) return;  // told with what it is a right to
    if (grant.privileges.empty()) return;
    const auto person = scene_.people.all().find(object.identity.name);
    if (person != scene_.people.all().end() && person->second.superuser) return;
    if (is_for_watching(grant.object)) return note(object);
    const bool looks_alone =
        grant.object.kind == Kind::kSchema &&
        std::ranges::all_of(grant.privileges, [](const auto& p) { return p.name == "USAGE"; });
    if (looks_alone) return note(object);
    std::vector<std::string> rights;
    for (const model::Privilege& each : grant.privileges) {
      rights.push_back(each.name);
      if (!each.columns.empty()) rights.back() += fmt::format(" ({})", join(each.columns, ", "));
    }
    find(object,
         fmt::format("is none of the schema's: `{}` has {}, promised: nothing", object.identity.name,
                     join(rights, ", ")),
         kLeak);
  }

  static bool is_for_watching(const model::Identity& object) {
    return object.kind == Kind::kFunction && object.schema == model::kBookkeeping &&
           conformance::is_of_watchers(object.name);
  }

  /// Whether it is the sequence behind a column of ours, which is no object by itself: `authors_number_seq`.
  [[nodiscard]] bool is_of_identity(const model::Identity& sequence) const {
    if (sequence.kind != Kind::kSequence || scene_.live.database.find(sequence) != nullptr) return false;
    return std::ranges::any_of(scene_.wanted.database.objects(), [&](const Object& each) {
      const auto* column = std::get_if<model::Column>(&each.definition);
      return column != nullptr && column->identity != model::ColumnIdentity::kNone &&
             each.identity.schema == sequence.schema && sequence.name.starts_with(each.identity.table + "_");
    });
  }

  /// As `catalog.default_privileges` has it: of what anybody makes, nothing for the roles that requests run
  /// as and no table for everybody; of what the schema's own make, nothing for anybody. Those for a schema of
  /// somebody else's open nothing of ours.
  [[nodiscard]] bool opens(const model::Identity& identity, const model::DefaultPrivilege& given) const {
    const std::string& in = identity.schema;
    if (given.privileges.empty() || !(in.empty() || is_own(in))) return false;
    const auto bound = scene_.schema.roles.bound();
    if (std::ranges::find(bound, identity.name) != bound.end()) return true;
    if (identity.name == kEverybody && given.objects == "TABLES") return true;
    std::vector<std::string> makers = scene_.schema.roles.function_owners();
    makers.push_back(scene_.schema.roles.owner);
    return std::ranges::find(makers, identity.table) != makers.end();
  }

  /// A Postgres schema of what is promised.
  [[nodiscard]] bool is_own(const std::string& space) const {
    const std::vector<std::string> own = scene_.schema.spaces();
    return space == model::kBookkeeping || std::ranges::find(own, space) != own.end();
  }

  void judge_default_privilege(const Object& object) {
    const std::string& in = object.identity.schema;
    if (!opens(object.identity, object.as<model::DefaultPrivilege>())) return note(object);
    find(object,
         fmt::format(
             "is none of the schema's: what `{}` will make{} is granted to `{}` at once, whatever it holds",
             object.identity.table, in.empty() ? "" : fmt::format(" in {}", in), object.identity.name),
         kLeak);
  }

  void judge_publication(const Object& object) {
    const auto& publication = object.as<model::Publication>();
    std::set<std::string> tables;
    for (const model::PublishedTable& each : publication.tables) {
      const std::string name = qualified(each.table.schema, each.table.name);
      const bool holds = scene_.facts.holdings.tenants.contains(name);
      if (holds || scene_.wanted.database.find(each.table) != nullptr) tables.insert(name);
    }
    for (const std::string& each : publication.schemas) {
      if (is_own(each)) tables.insert("all tables of " + each);
    }
    if (publication.all_tables) tables.insert("all tables");
    if (tables.empty()) return note(object);
    find(object,
         fmt::format(
             "is none of the schema's: whoever may replicate is told every change of {}, of all tenants",
             listed(tables)),
         kLeak);
  }

  const Scene& scene_;
  const Access& access_;
  Judgement& out_;
  Touching touching_;
  std::vector<std::string> spaces_;
  Copies copies_;
};

const StrangersJudging::Row StrangersJudging::kRows[] = {
    {Kind::kColumn, &StrangersJudging::judge_on_table},
    {Kind::kIndex, &StrangersJudging::judge_on_table},
    {Kind::kTrigger, &StrangersJudging::judge_on_table},
    {Kind::kRule, &StrangersJudging::judge_rule},
    {Kind::kPolicy, &StrangersJudging::judge_on_table},
    {Kind::kRowSecurity, &StrangersJudging::judge_on_table},
    {Kind::kRegisteredRow, &StrangersJudging::judge_on_table},
    {Kind::kConstraint, &StrangersJudging::judge_constraint},
    {Kind::kView, &StrangersJudging::judge_view},
    {Kind::kTable, &StrangersJudging::judge_table},
    {Kind::kFunction, &StrangersJudging::judge_function},
    {Kind::kGrant, &StrangersJudging::judge_grant},
    {Kind::kDefaultPrivilege, &StrangersJudging::judge_default_privilege},
    {Kind::kPublication, &StrangersJudging::judge_publication},
};

void StrangersJudging::judge(const Object& object) {
  if (is_told_elsewhere(object)) return;
  ++out_.checks;
  const Row* row = std::ranges::find(kRows, object.identity.kind, &Row::kind);
  if (row == std::end(kRows)) return note(object);
  (this->*row->judge)(object);
}

}  // namespace

void judge_strangers(const Scene& scene, const Access& access, Judgement& out) {
  StrangersJudging(scene, access, out).judge();
}

}  // namespace tenon::world

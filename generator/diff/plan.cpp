#include "diff/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <stdexcept>

#include "base/text.hpp"

namespace tenon::diff {
namespace {

std::string table(const ir::Entity& entity) {
  return "table " + entity.table;
}
std::string guard(const ir::Entity& entity) {
  return "guard " + entity.table;
}

bool documented(const ir::Entity& entity) {
  return !entity.doc.empty() || std::any_of(entity.columns.begin(), entity.columns.end(),
                                            [](const ir::Column& column) { return !column.doc.empty(); });
}

/// Builds the steps of a creation, entity by entity.
class Creation {
 public:
  explicit Creation(const ir::Schema& schema) : schema_(schema) {}

  std::vector<Step> steps() {
    for (const std::string& name : schema_.extensions) add(CreateExtension{name}, {"extension " + name}, {});
    raw(false);
    for (const ir::Enum& item : schema_.enums) {
      if (!item.as_text && used(item)) add(CreateEnum{item}, {"enum " + item.name}, {});
    }
    for (const ir::Domain& item : schema_.domains)
      add(CreateDomain{item}, {"domain " + item.name}, type_needs(item.type));
    touch_functions();
    maintenance();
    for (const ir::Entity* entity : ir::dependency_order(schema_)) entity_steps(*entity);
    audits();
    for (const ir::View& view : schema_.views) view_steps(view);
    for (const auto& [entity, foreign] : late_) {
      add(AddForeignKey{*entity, foreign}, {}, {table(*entity), "table " + foreign.table});
    }
    first_partitions();
    raw(true);
    return std::move(steps_);
  }

 private:
  void add(Operation operation, std::vector<std::string> makes, std::vector<std::string> needs) {
    steps_.push_back({std::move(operation), std::move(makes), std::move(needs)});
  }

  void raw(bool after) {
    for (const ir::RawSql& item : schema_.raw) {
      if (item.after == after) add(RunSql{item}, {}, {});
    }
  }

  /// An enum that only structs name lives in JSON and needs no type.
  [[nodiscard]] bool used(const ir::Enum& item) const {
    for (const ir::Domain& domain : schema_.domains) {
      if (domain.type.kind == ir::Type::Kind::kEnum && domain.type.name == item.name) return true;
    }
    for (const ir::Entity& entity : schema_.entities) {
      for (const ir::Column& column : entity.columns) {
        if (column.type.kind == ir::Type::Kind::kEnum && column.type.name == item.name) return true;
      }
    }
    return false;
  }

  void touch_functions() {
    std::set<std::string> seen;
    for (const ir::Entity& entity : schema_.entities) {
      for (const std::string& column : entity.touched) {
        if (seen.insert(column).second) add(CreateTouchFunction{column}, {"touch " + column}, {});
      }
    }
  }

  /// Before the tables: defaults call the one, and policies the other.
  void maintenance() {
    if (ir::makes_uuid7(schema_)) add(CreateUuid7{}, {"uuid7"}, {});
    if (ir::is_maintained(schema_)) add(CreateMaintenance{}, {"maintenance"}, {"uuid7"});
  }

  void retention_policies(const ir::Entity& entity, std::vector<std::string>& policies) {
    for (const ir::Command command : ir::retention_commands(schema_, entity)) {
      policies.push_back(fmt::format("retention {} on {}", ir::command_name(command), entity.table));
      add(CreateRetentionPolicy{entity, command}, {policies.back()}, {table(entity), "maintenance"});
    }
  }

  void first_partitions() {
    std::vector<std::string> needs;
    for (const ir::Entity& entity : schema_.entities) {
      if (entity.partitioning.empty()) continue;
      needs.push_back("registered " + entity.table);
    }
    if (!needs.empty()) add(RunMaintenance{}, {}, std::move(needs));
  }

  std::vector<std::string> type_needs(const ir::Type& type) {
    if (type.kind == ir::Type::Kind::kDomain) return {"domain " + type.name};
    const ir::Enum* item = type.kind == ir::Type::Kind::kEnum ? schema_.enumeration(type.name) : nullptr;
    if (item == nullptr || item->as_text) return {};
    return {"enum " + item->name};
  }

  std::vector<std::string> column_needs(const ir::Entity& entity) {
    std::vector<std::string> out;
    for (const ir::Column& column : entity.columns) {
      for (std::string& need : type_needs(column.type)) out.push_back(std::move(need));
    }
    for (const std::string& name : schema_.extensions) out.push_back("extension " + name);
    if (ir::makes_uuid7(entity)) out.emplace_back("uuid7");
    return out;
  }

  void create_table(const ir::Entity& entity) {
    CreateTable operation{entity, {}};
    std::vector<std::string> needs = column_needs(entity);
    for (const ir::ForeignKey& foreign : entity.foreign_keys) {
      if (foreign.entity != entity.name && !made_.contains(foreign.entity)) {
        late_.emplace_back(&entity, foreign);
        continue;
      }
      operation.foreign_keys.push_back(foreign);
      if (foreign.entity != entity.name) needs.push_back("table " + foreign.table);
    }
    made_.insert(entity.name);
    add(std::move(operation), {table(entity)}, std::move(needs));
  }

  void entity_steps(const ir::Entity& entity) {
    create_table(entity);
    for (const ir::Index& index : entity.indexes) add(CreateIndex{entity, index}, {}, {table(entity)});
    for (const std::string& column : entity.touched) {
      add(CreateTouchTrigger{entity, column}, {}, {table(entity), "touch " + column});
    }
    for (const ir::Trigger& trigger : entity.triggers)
      add(CreateTrigger{entity, trigger}, {}, {table(entity)});
    std::vector<std::string> policies;
    for (const ir::Policy& policy : entity.policies) {
      policies.push_back("policy " + policy.name + " on " + entity.table);
      add(CreatePolicy{entity, policy}, {policies.back()}, {table(entity)});
    }
    retention_policies(entity, policies);
    std::vector<std::string> guarded = {table(entity)};
    if (!policies.empty()) {
      add(ForceRowSecurity{entity}, {guard(entity)}, policies);
      guarded.push_back(guard(entity));
    }
    for (const ir::Grant& grant : entity.grants) add(GrantOnTable{entity, grant}, {}, guarded);
    std::vector<std::string> looked_after = guarded;
    looked_after.emplace_back("maintenance");
    if (!entity.partitioning.empty())
      add(RegisterPartitions{entity}, {"registered " + entity.table}, looked_after);
    if (entity.retention) add(RegisterRetention{entity}, {}, looked_after);
    if (documented(entity)) add(Comment{entity}, {}, {table(entity)});
    // After the grants: a function is there when all that guards it is.
    if (entity.text_search || entity.vector_search) add(CreateSearch{entity}, {}, guarded);
  }

  void audits() {
    bool first = true;
    for (const ir::Entity& entity : schema_.entities) {
      if (!entity.audit) continue;
      if (first) add(CreateChangesFunction{}, {"changes"}, {});
      first = false;
      const ir::Entity& log = *schema_.entity(entity.audit->entity);
      std::vector<std::string> needs = {"changes", table(entity), table(log)};
      if (!log.policies.empty()) needs.push_back(guard(log));
      add(CreateAudit{entity}, {}, std::move(needs));
    }
  }

  /// The views stand in an order in which each is after those that it reads.
  void view_steps(const ir::View& view) {
    std::vector<std::string> needs;
    for (const std::string& name : view.reads) {
      const ir::Entity* entity = schema_.entity(name);
      needs.push_back(entity == nullptr ? "view " + name : table(*entity));
    }
    add(CreateView{view}, {"view " + view.name}, std::move(needs));
  }

  const ir::Schema& schema_;
  std::vector<Step> steps_;
  std::set<std::string> made_;
  std::vector<std::pair<const ir::Entity*, ir::ForeignKey>> late_;
};

struct Describe {
  std::string operator()(const CreateExtension& o) const { return "create extension " + o.name; }
  std::string operator()(const CreateEnum& o) const { return "create enum " + o.item.sql_name; }
  std::string operator()(const RunSql& o) const { return "run sql " + o.raw.name; }
  std::string operator()(const CreateDomain& o) const { return "create domain " + o.item.sql_name; }
  std::string operator()(const CreateTrigger& o) const {
    return fmt::format("create trigger {} on {}", o.trigger.name, o.entity.table);
  }
  std::string operator()(const CreateTouchFunction& o) const {
    return "create touch function for " + o.column;
  }
  std::string operator()(const CreateTable& o) const { return "create table " + o.entity.table; }
  std::string operator()(const AddForeignKey& o) const { return "add foreign key " + o.key.name; }
  std::string operator()(const CreateIndex& o) const { return "create index " + o.index.name; }
  std::string operator()(const CreateTouchTrigger& o) const {
    return fmt::format("create touch trigger on {}.{}", o.entity.table, o.column);
  }
  std::string operator()(const CreatePolicy& o) const { return "create policy " + o.policy.name; }
  std::string operator()(const ForceRowSecurity& o) const {
    return "force row security on " + o.entity.table;
  }
  std::string operator()(const GrantOnTable& o) const {
    return fmt::format("grant on {} to {}", o.entity.table, o.grant.role);
  }
  std::string operator()(const CreateUuid7&) const { return "create functions for keys that grow with time"; }
  std::string operator()(const CreateMaintenance&) const { return "create functions of maintenance"; }
  std::string operator()(const CreateRetentionPolicy& o) const {
    return fmt::format("create policy of retention for {} on {}", ir::command_name(o.command),
                       o.entity.table);
  }
  std::string operator()(const RegisterPartitions& o) const {
    return "register the partitions of " + o.entity.table;
  }
  std::string operator()(const RegisterRetention& o) const {
    return "register the retention of " + o.entity.table;
  }
  std::string operator()(const RunMaintenance&) const { return "make the first partitions"; }
  std::string operator()(const Comment& o) const { return "comment on " + o.entity.table; }
  std::string operator()(const CreateSearch& o) const { return "create search of " + o.entity.table; }
  std::string operator()(const CreateChangesFunction&) const { return "create function changes"; }
  std::string operator()(const CreateAudit& o) const { return "create audit of " + o.entity.table; }
  std::string operator()(const CreateView& o) const { return "create view " + o.view.sql_name; }
};

}  // namespace

std::vector<Step> ordered(std::vector<Step> steps) {
  std::map<std::string, std::size_t> makers;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (const std::string& made : steps[i].makes) makers[made] = i;
  }
  std::vector<std::vector<std::size_t>> followers(steps.size());
  std::vector<std::size_t> waiting(steps.size(), 0);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (const std::string& need : steps[i].needs) {
      const auto maker = makers.find(need);
      if (maker == makers.end()) throw std::logic_error("no step makes " + need);
      followers[maker->second].push_back(i);
      ++waiting[i];
    }
  }
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (waiting[i] == 0) ready.push(i);
  }
  std::vector<Step> out;
  out.reserve(steps.size());
  while (!ready.empty()) {
    const std::size_t next = ready.top();
    ready.pop();
    for (const std::size_t follower : followers[next]) {
      if (--waiting[follower] == 0) ready.push(follower);
    }
    out.push_back(std::move(steps[next]));
  }
  if (out.size() != steps.size()) throw std::logic_error("the steps need one another in a circle");
  return out;
}

Plan create(const ir::Schema& schema) {
  return {ordered(Creation(schema).steps())};
}

std::string describe(const Step& step) {
  return std::visit(Describe{}, step.operation);
}

std::string declared_by(const Step& step) {
  return std::visit(
      [](const auto& o) -> std::string {
        if constexpr (requires { o.entity.name; }) return o.entity.name;
        if constexpr (requires { o.item.name; }) return o.item.name;
        if constexpr (requires { o.view.name; }) return o.view.name;
        return "";
      },
      step.operation);
}

std::string to_text(const Plan& plan) {
  std::string out;
  for (const Step& step : plan.steps) {
    out += describe(step);
    if (!step.needs.empty()) out += fmt::format("  (after: {})", join(step.needs, ", "));
    out += "\n";
  }
  return out;
}

}  // namespace tenon::diff

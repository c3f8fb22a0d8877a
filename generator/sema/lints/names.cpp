// The lint of names that Postgres would cut. `identifier` cuts them first, so that no two become one.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sema/lints/findings.hpp"

namespace tenon::sema {
namespace {

/// A name in the database, and its kind.
struct Named {
  std::string_view kind;
  std::string name;
  std::string of = name;  ///< by what its place is known: a column's field
};

template <typename T>
void add_all(std::vector<Named>& out, std::string_view kind, const std::vector<T>& items) {
  for (const T& item : items) out.push_back({kind, item.name});
}

void add_searches(std::vector<Named>& out, const ir::Schema& schema, const ir::Entity& entity) {
  const auto add = [&](bool searched, std::string_view what) {
    if (searched) out.push_back({"function", identifier(ir::search_function_name(entity, what))});
  };
  add(entity.text_search.has_value(), "text");
  add(entity.vector_search.has_value(), "vector");
  add(entity.hybrid_search.has_value(), "hybrid");
  if (!ir::searched_narrowings(schema, entity).empty())
    out.push_back({"view", identifier(ir::searched_view_name(entity))});
}

/// Every name that the entity brings into the database.
std::vector<Named> names_of(const ir::Schema& schema, const ir::Entity& entity) {
  std::vector<Named> out = {{"table", entity.table}};
  if (ir::has_key(entity)) out.push_back({"primary key", entity.primary_key.name});
  for (const ir::Column& column : entity.columns) out.push_back({"column", column.name, column.field});
  for (const ir::Relation& relation : entity.relations) {
    for (Named& named : out) {
      const auto& own = relation.columns;
      if (std::find(own.begin(), own.end(), named.name) != own.end()) named.of = relation.field;
    }
  }
  add_all(out, "unique constraint", entity.uniques);
  add_all(out, "foreign key", entity.foreign_keys);
  add_all(out, "check", entity.checks);
  add_all(out, "exclusion", entity.exclusions);
  add_all(out, "index", entity.indexes);
  add_all(out, "statistics object", entity.statistics);
  add_all(out, "policy", entity.policies);
  add_all(out, "trigger", entity.triggers);
  for (const ir::Trigger& trigger : entity.triggers) out.push_back({"function", trigger.function});
  if (const ir::Column* numbered = ir::numbered_column(entity))
    out.push_back({"trigger", identifier(ir::number_name(numbered->name))});
  for (const std::string& column : entity.touched)
    out.push_back({"trigger", identifier(ir::touch_name(column))});
  if (!entity.version.empty()) out.push_back({"trigger", identifier(ir::version_name(entity.version))});
  add_searches(out, schema, entity);
  if (entity.soft_delete) out.push_back({"view", entity.soft_delete->view});
  if (entity.audit) out.push_back({"function", identifier(ir::audit_function_name(entity))});
  for (const ir::Command command : ir::retention_commands(schema, entity))
    out.push_back({"policy", identifier(ir::retention_policy_name(entity, command))});
  return out;
}

/// What is cut at one place is told at once.
class CutByPlace {
 public:
  CutByPlace(const Linting& context, Findings& out) : context_(context), out_(out) {}

  void add(const Named& named, Span place) {
    const std::string* whole = context_.cut_names.whole(named.name);
    if (whole == nullptr) return;
    Cut& cut = places_.try_emplace({place.file, place.begin}, Cut{place, named.name, {}}).first->second;
    cut.names.push_back(fmt::format("the {} `{}` is named `{}`", named.kind, *whole, named.name));
  }

  /// `scope` is the entity whose `@allow` counts, if any.
  void tell(const Draft* scope, std::string_view help) {
    for (const auto& [where, cut] : places_) {
      const auto& [span, first, names] = cut;
      const std::string message =
          names.size() == 1
              ? "a name is longer than the 63 bytes that Postgres keeps"
              : fmt::format("{} names are longer than the 63 bytes that Postgres keeps", names.size());
      diag::Diagnostic& finding = scope == nullptr ? out_.at(span, first, message) : out_.at(*scope, message);
      finding.at(span).help(std::string(help));
      for (const std::string& name : names) finding.note(name);
    }
    places_.clear();
  }

 private:
  struct Cut {
    Span span;
    std::string first;  ///< of the names, as Postgres keeps it
    std::vector<std::string> names;
  };

  const Linting& context_;
  Findings& out_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Cut> places_;
};

void add_entity(const Reading& context, CutByPlace& cut, const ir::Entity& entity, Span own) {
  for (const Named& named : names_of(context.schema, entity)) {
    const auto place = context.places.find(entity.name + "." + named.of);
    cut.add(named, place == context.places.end() ? own : place->second);
  }
}

}  // namespace

void shortened_name(const Linting& context, Findings& out) {
  CutByPlace cut(context, out);
  for (const Draft& draft : context.drafts) {
    add_entity(context, cut, draft.entity, draft.syntax->name.span);
    cut.tell(&draft,
             fmt::format("a shorter table, `entity {} in short_name`, or shorter fields keep them whole",
                         draft.entity.name));
  }
  for (const DerivedEntity& derived : context.derived) {
    add_entity(context, cut, derived.entity, derived.span);
    cut.tell(context.drafts.named(derived.entity.audit_of),
             "a shorter table, `entity … in short_name`, keeps them whole");
  }
  const auto declared = [&](std::string_view kind, const std::string& name, const std::string& sql_name) {
    const auto place = context.places.find(name);
    if (place != context.places.end()) cut.add({kind, sql_name}, place->second);
  };
  for (const ir::Enum& item : context.schema.enums) declared("type", item.name, item.sql_name);
  for (const ir::Domain& item : context.schema.domains) {
    declared("type", item.name, item.sql_name);
    for (const ir::Check& check : item.checks) declared("check", item.name, check.name);
  }
  for (const ir::View& view : context.schema.views) declared("view", view.name, view.sql_name);
  if (context.schema.tenancy) {
    cut.add({"role", context.schema.tenancy->provisioner}, context.settings.schema_span);
    cut.add({"role", context.schema.tenancy->search}, context.settings.schema_span);
    cut.add({"role", context.schema.tenancy->triggers}, context.settings.schema_span);
  }
  cut.tell(nullptr, "a shorter name keeps it whole");
}

}  // namespace tenon::sema

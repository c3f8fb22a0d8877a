// Derived names: indexes and the constraints that make one share the tables' namespace, so each is made
// unique. Statistics have one of their own, in which no two may be alike either. Views and logs are tables to
// Postgres, whose names nobody else may have. Functions of triggers share the schema `tenon` with the tool's
// own, which CREATE OR REPLACE would put one in the place of.
#include <fmt/format.h>

#include "sema/names/names.hpp"

namespace tenon::sema {
namespace {

void report_taken(const Reading& context, const std::string& name, Span span) {
  context.sink.report(diag::Code::kTableCollision, fmt::format("`{}` would be made twice", name))
      .at(span, "a table or view of that name is there")
      .help("name one of them otherwise, with `in other_name`");
}

Span place_of(const Reading& context, const ir::View& view) {
  if (const auto* declared = context.declared.find<ast::View>(view.name)) return declared->name.span;
  const Draft* draft = view.reads.empty() ? nullptr : context.drafts.named(view.reads[0]);
  return draft == nullptr ? context.settings.schema_span : draft->syntax->name.span;
}

void free_names(const Making& context, ir::Entity& entity, NameSet& names) {
  const auto free = [&](std::string& name) {
    const auto place = context.places.find(entity.name + "." + name);
    name = names.free(name);
    if (place != context.places.end()) context.made(entity, name, place->second);
  };
  if (ir::has_key(entity)) free(entity.primary_key.name);
  for (ir::Key& unique : entity.uniques) free(unique.name);
  for (ir::Exclusion& exclusion : entity.exclusions) free(exclusion.name);
  for (ir::Index& index : entity.indexes) free(index.name);
  for (ir::Statistics& statistics : entity.statistics) free(statistics.name);
}

void name_trigger_functions(const Making& context) {
  NameSet names;
  for (const std::string& name : ir::tool_functions()) names.take(name);
  for (const std::string& name : ir::tool_functions(context.schema)) names.take(name);
  for (Draft& draft : context.making) {
    for (const std::string& name : ir::tool_functions(draft.entity)) names.take(name);
  }
  for (Draft& draft : context.making) {
    for (ir::Trigger& trigger : draft.entity.triggers) {
      trigger.function = names.free(fmt::format("{}_{}", ir::stem(draft.entity), trigger.name));
      const auto place = context.places.find(draft.entity.name + "." + trigger.name);
      if (place != context.places.end()) context.made(draft.entity, trigger.function, place->second);
    }
  }
}

}  // namespace

void check_collisions(const Deriving& context) {
  std::map<std::string, NameSet> names;  // a Postgres schema each
  for (Draft& draft : context.making) names[draft.entity.space].take(draft.entity.table);
  for (const DerivedEntity& derived : context.derived) {
    if (!names[derived.entity.space].take(derived.entity.table))
      report_taken(context, ir::handle(derived.entity), derived.span);
  }
  for (const ir::View& view : context.schema.views) {
    if (!names[view.space].take(view.sql_name))
      report_taken(context, ir::handle(view), place_of(context, view));
  }
  for (Draft& draft : context.making) free_names(context, draft.entity, names[draft.entity.space]);
  for (DerivedEntity& derived : context.deriving)
    free_names(context, derived.entity, names[derived.entity.space]);
  name_trigger_functions(context);
}

}  // namespace tenon::sema

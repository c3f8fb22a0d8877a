#include "sema/compile.hpp"

#include <utility>

#include "base/text.hpp"
#include "sema/constraints/constraints.hpp"
#include "sema/context/context.hpp"
#include "sema/embedded/embedded.hpp"
#include "sema/isolation/isolation.hpp"
#include "sema/keys/keys.hpp"
#include "sema/lints/run.hpp"
#include "sema/names/names.hpp"
#include "sema/queries/queries.hpp"
#include "sema/search/search.hpp"
#include "sema/seeds/seeds.hpp"
#include "sema/storage/storage.hpp"
#include "sema/values/values.hpp"

namespace tenon::sema {
namespace {

/// All that the stages make.
struct Whole {
  Declarations declared;
  Settings settings;
  ir::Schema schema;
  Drafts drafts;
  std::vector<DerivedEntity> derived;
  Rights rights;
  RawNames raw;
  CutNames cut_names;
  diag::Places places;
};

void take_entities(const Reading& done, std::vector<ir::Entity>& entities) {
  for (const Draft& draft : done.drafts) entities.push_back(draft.entity);
  for (const DerivedEntity& derived : done.derived) entities.push_back(derived.entity);
}

}  // namespace

std::optional<ir::Schema> compile(std::vector<ast::File> files, diag::Sink& sink, const LintLevels& levels,
                                  diag::Places* places_out, LintFindings* found) {
  enter_namespaces(files, sink);
  Whole whole;
  whole.places = places(files);
  ir::Schema& schema = whole.schema;

  // Who may write what.
  const Reading reading{sink,          whole.declared, whole.settings, schema,      whole.drafts,
                        whole.derived, whole.rights,   whole.raw,      whole.places};
  const Making making{reading, whole.drafts, Made(whole.places)};
  const Settling settling{making, schema.tenancy};
  const Deriving deriving{making, whole.derived};
  const MakingViews views{reading, schema.views};
  const Declaring declaring{reading, whole.declared, whole.drafts};
  const Configuring configuring{reading, schema, whole.settings};
  const Renaming renaming{making, schema.enums, schema.composites};
  const MakingSession session{reading, schema.session};
  const MakingTypes types{reading,        schema.enums,     schema.domains,
                          schema.structs, schema.sequences, schema.composites};
  const MakingRoles roles{reading, schema.roles, whole.rights};
  const MakingRaw raw{reading, schema.raw, whole.raw};
  const MakingAllowances allowances{reading, schema.allowed};
  const MakingQueries queries{reading, schema.queries};
  const MakingFunctions functions{reading, schema.functions};
  const NamingInJson naming{reading, schema.entities, schema.views, schema.queries};
  const MakingSeeds seeds{reading, schema.seeds};
  const Linting linting{reading, whole.cut_names};

  collect_declarations(declaring, files);
  check_generated_names(reading);
  resolve_settings(configuring, files);
  resolve_session(session);
  resolve_enums(types);
  resolve_sequences(types);
  resolve_domains(types);
  resolve_session_examples(session);
  resolve_structs(types);
  resolve_composites(types);
  splice_mixins(making);
  check_member_names(reading);
  resolve_tenancy(making);
  resolve_roles(roles);
  resolve_fields(making);
  resolve_keys(settling);
  check_keyless(reading);
  derive_columns(making);
  derive_soft_delete(making);
  resolve_former_names(renaming);
  backfill_tenants(making);
  resolve_numbers(making);
  check_column_uses(reading);
  derive_foreign_keys(making);
  defer_circles(making);
  resolve_visible(making);
  resolve_constraints(making);
  derive_shared(making);
  resolve_tree(making);
  resolve_partitions(making);
  check_partition_references(reading);
  resolve_retention(making);
  resolve_search(making);
  resolve_lookups(making);
  derive_foreign_key_indexes(making);
  derive_isolation(making);
  resolve_storage(making);
  resolve_raw(raw);
  declare_functions(functions);
  resolve_triggers(settling);
  derive_search_access(settling);
  derive_audit(deriving);
  derive_live_views(views);
  derive_effective_views(views);
  resolve_views(views);
  check_sql(reading);
  resolve_function_bodies(functions);
  resolve_stored_views(views);
  check_collisions(deriving);
  take_entities(reading, schema.entities);
  resolve_allowances(allowances);
  resolve_queries(queries);
  name_in_json(naming);
  resolve_seeds(seeds);
  LintFindings findings = run_lints(linting, levels);

  if (found != nullptr) *found = std::move(findings);
  if (places_out != nullptr) *places_out = whole.places;
  if (sink.has_errors()) return std::nullopt;
  return std::move(schema);
}

}  // namespace tenon::sema

#include "sema/compile.hpp"

#include <algorithm>
#include <memory>

#include "base/text.hpp"
#include "sema/context.hpp"

namespace tenon::sema {

const FieldDraft* Draft::field(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const FieldDraft& field) { return field.name() == name; });
  return found == fields.end() ? nullptr : &*found;
}

std::vector<std::string> Draft::field_names() const {
  std::vector<std::string> out;
  for (const FieldDraft& field : fields) out.push_back(field.name());
  return out;
}

bool Draft::may_lack(const std::string& name) const {
  return incomplete && !nearest(name, field_names());
}

Draft* Context::draft(std::string_view name) const {
  const auto found = drafts_by_name.find(name);
  return found == drafts_by_name.end() ? nullptr : found->second;
}

Draft* Context::draft_meant_by(std::string_view field_name) const {
  const auto found = drafts_by_field_name.find(field_name);
  return found == drafts_by_field_name.end() ? nullptr : found->second;
}

std::vector<std::string> Context::entity_names() const {
  std::vector<std::string> out;
  for (const auto& draft : drafts) out.push_back(draft->syntax->name.text);
  return out;
}

std::string NameSet::free(const std::string& wanted) {
  std::string name = identifier(wanted);
  for (int n = 1; !take(name); ++n) name = identifier(wanted + std::to_string(n));
  return name;
}

std::optional<ir::Schema> compile(const std::vector<ast::File>& files, diag::Sink& sink,
                                  const LintLevels& levels, diag::Places* places_out) {
  Context context(sink);
  context.places = places(files);
  collect_declarations(context, files);
  check_generated_names(context);
  resolve_settings(context, files);
  resolve_enums(context);
  resolve_domains(context);
  resolve_structs(context);
  splice_mixins(context);
  resolve_tenancy(context);
  resolve_roles(context);
  resolve_fields(context);
  resolve_keys(context);
  derive_columns(context);
  derive_soft_delete(context);
  resolve_former_names(context);
  check_column_uses(context);
  derive_foreign_keys(context);
  defer_circles(context);
  resolve_constraints(context);
  resolve_partitions(context);
  check_partition_references(context);
  resolve_retention(context);
  resolve_search(context);
  derive_foreign_key_indexes(context);
  derive_isolation(context);
  resolve_storage(context);
  resolve_raw(context);
  resolve_triggers(context);
  derive_search_access(context);
  derive_audit(context);
  derive_live_views(context);
  resolve_views(context);
  check_sql(context);
  check_collisions(context);
  for (auto& draft : context.drafts) context.schema.entities.push_back(draft->entity);
  for (const DerivedEntity& derived : context.derived) context.schema.entities.push_back(derived.entity);
  resolve_seeds(context);
  run_lints(context, levels);
  if (places_out != nullptr) *places_out = context.places;
  if (sink.has_errors()) return std::nullopt;
  return std::move(context.schema);
}

}  // namespace tenon::sema

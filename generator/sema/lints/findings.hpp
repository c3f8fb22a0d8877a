// What lints find, and what helps them to look.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sema/context/context.hpp"
#include "sema/lints/lints.hpp"
#include "sema/lints/run.hpp"

namespace tenon::sema {

/// A finding, and the declarations around it, whose `@allow` may let it pass.
struct Finding {
  std::vector<const std::vector<ast::Attribute>*> scopes;
  std::string subject;  ///< whose it is, by its name: `Order.total`
  diag::Diagnostic diagnostic;
};

class Findings {
 public:
  explicit Findings(const Lint& lint) : lint_(lint) {}

  /// The reference is good until the next one.
  diag::Diagnostic& at(const Draft& draft, std::string message);
  diag::Diagnostic& at(const Draft& draft, const FieldDraft& field, std::string message);
  diag::Diagnostic& at(const ast::Enum& item, std::string message);
  /// Of what nothing can allow but its level.
  diag::Diagnostic& at(Span span, std::string subject, std::string message);

  [[nodiscard]] const Lint& lint() const { return lint_; }
  [[nodiscard]] const std::vector<Finding>& all() const { return all_; }

 private:
  diag::Diagnostic& add(std::vector<const std::vector<ast::Attribute>*> scopes, std::string subject,
                        std::string message);

  const Lint& lint_;
  std::vector<Finding> all_;
};

// What a lint asks of an entity.

template <typename Judge>
void each_field(const Reading& context, Judge judge) {
  for (const Draft& draft : context.drafts) {
    for (const FieldDraft& field : draft.fields) judge(draft, field);
  }
}

/// The column of a field that is no relation; null where the field is wrong.
const ir::Column* column_of(const Draft& draft, const FieldDraft& field);
/// Whether the field holds single values of one of the types.
bool is_of(const FieldDraft& field, std::initializer_list<std::string_view> types);
bool is_text(const FieldDraft& field);
bool is_time(const FieldDraft& field);
/// Whether a check names the field.
bool is_checked(const Draft& draft, const FieldDraft& field);
/// Whether one check names both.
bool are_checked_together(const Draft& draft, const FieldDraft& a, const FieldDraft& b);
/// Whether a unique constraint or the key has the column among its own.
bool is_in_unique(const Draft& draft, const FieldDraft& field);
/// Whether an index has the column among its own, or is of an expression that names it; `whole`: one of all
/// rows.
bool is_in_index(const Draft& draft, const FieldDraft& field, bool whole = false);
/// Whether an expression names a column.
bool mentions(std::string_view sql, std::string_view name);
/// The field that holds the time at which the row came to be: with `now()` as its default.
const FieldDraft* time_of_row(const Draft& draft);
/// Whether rows are added and never changed, as far as the schema tells.
bool is_telemetry(const Draft& draft);

bool one_of(std::string_view name, std::span<const std::string_view> names);
bool ends_with(std::string_view name, std::span<const std::string_view> endings);

/// In a schema without `tenancy`: the field that names the tenant, as such schemas call it.
const FieldDraft* tenant_by_hand(const Reading& context, const Draft& draft);
/// The entity whose rows are the tenants; without `tenancy`, by its name.
const Draft* root_of(const Reading& context);

// The lints, in the order of their codes.
void query_without_index(const Linting& context, Findings& out);
void status_as_text(const Linting& context, Findings& out);
void timestamp_without_zone(const Linting& context, Findings& out);
void unbounded_telemetry(const Linting& context, Findings& out);
void foreign_key_without_index(const Linting& context, Findings& out);
void nullable_relation(const Linting& context, Findings& out);
void json_as_text(const Linting& context, Findings& out);
void vector_without_index(const Linting& context, Findings& out);
void json_filter_without_index(const Linting& context, Findings& out);
void unmarked_pii(const Linting& context, Findings& out);
void unmarked_secret(const Linting& context, Findings& out);
void global_unique(const Linting& context, Findings& out);
void money_as_float(const Linting& context, Findings& out);
void missing_created_at(const Linting& context, Findings& out);
void naming(const Linting& context, Findings& out);
void id_without_relation(const Linting& context, Findings& out);
void unbounded_text(const Linting& context, Findings& out);
void tenancy_by_hand(const Linting& context, Findings& out);
void wide_key(const Linting& context, Findings& out);
void tenant_without_slug(const Linting& context, Findings& out);
void shapeless_json(const Linting& context, Findings& out);
void entity_without_tenant(const Linting& context, Findings& out);
void index_without_tenant(const Linting& context, Findings& out);
void external_id_not_unique(const Linting& context, Findings& out);
void slug_not_unique(const Linting& context, Findings& out);
void timeline_without_index(const Linting& context, Findings& out);
void status_without_index(const Linting& context, Findings& out);
void untouched_updated_at(const Linting& context, Findings& out);
void telling_hash(const Linting& context, Findings& out);
void shared_counter(const Linting& context, Findings& out);
void time_as_number(const Linting& context, Findings& out);
void flag_beside_time(const Linting& context, Findings& out);
void range_without_check(const Linting& context, Findings& out);
void default_flag_not_unique(const Linting& context, Findings& out);
void embedding_not_vector(const Linting& context, Findings& out);
void content_without_search(const Linting& context, Findings& out);
void shortened_name(const Linting& context, Findings& out);
void unpinned_function(const Linting& context, Findings& out);
void shared_pii(const Linting& context, Findings& out);
void hidden_unique(const Linting& context, Findings& out);
void uncertain_key(const Linting& context, Findings& out);
void unguarded(const Linting& context, Findings& out);
void guessable_key(const Linting& context, Findings& out);

}  // namespace tenon::sema

// What the stages of the analysis share. Each stage reads what the ones before it have put here and adds its
// own; a declaration with an error keeps its name, so that no second error follows from it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "ast/ast.hpp"
#include "base/text.hpp"
#include "diag/diagnostic.hpp"
#include "diag/places.hpp"
#include "ir/ir.hpp"
#include "sema/lints.hpp"
#include "types/types.hpp"

namespace tenon::sema {

using Declared = std::variant<const ast::Entity*, const ast::Mixin*, const ast::Enum*, const ast::Domain*,
                              const ast::Struct*, const ast::View*, const ast::Role*>;

struct Symbol {
  Span span;
  Declared what;
};

/// A field's attributes, looked up and with their arguments checked.
struct Attributes {
  std::map<types::AttributeId, const ast::Attribute*> given;
  int wrong = 0;  ///< how many were complained about

  [[nodiscard]] const ast::Attribute* find(types::AttributeId id) const {
    const auto found = given.find(id);
    return found == given.end() ? nullptr : found->second;
  }
  [[nodiscard]] bool has(types::AttributeId id) const { return find(id) != nullptr; }
};

struct Draft;

struct FieldDraft {
  const ast::Field* syntax = nullptr;
  Draft* target = nullptr;       ///< of a relation
  std::optional<ir::Type> type;  ///< of a plain field; none where it is wrong
  Attributes attributes;

  [[nodiscard]] const std::string& name() const { return syntax->name.text; }
  [[nodiscard]] bool nullable() const { return syntax->nullable.has_value(); }
};

/// An entity that a member of another brings about, such as its log.
struct DerivedEntity {
  ir::Entity entity;
  Span span;  ///< of the member
};

struct KeyColumn {
  std::string name;
  ir::Type type;
};

/// An entity in the making.
struct Draft {
  const ast::Entity* syntax = nullptr;
  ir::Entity entity;
  std::vector<const ast::Member*> members;  ///< its own, then its mixins'
  std::vector<FieldDraft> fields;
  enum class KeyState { kUnknown, kResolving, kKnown, kBroken } key_state = KeyState::kUnknown;
  std::vector<KeyColumn> key;
  const ast::Key* declared_key = nullptr;
  bool incomplete = false;   ///< it may have fields that couldn't be read
  bool referred_to = false;  ///< by another entity

  [[nodiscard]] const FieldDraft* field(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> field_names() const;
  /// Whether a field of that name may be among those that couldn't be read. A name that is nearly that of
  /// another field is taken for misspelt.
  [[nodiscard]] bool may_lack(const std::string& name) const;
};

struct Context {
  explicit Context(diag::Sink& diagnostics) : sink(diagnostics) {}

  diag::Sink& sink;
  ir::Schema schema;
  std::map<std::string, Symbol> symbols;
  std::vector<std::unique_ptr<Draft>> drafts;
  std::map<std::string, Draft*, std::less<>> drafts_by_name;
  /// By what a field that refers to one is most often called, `chat_session`.
  std::map<std::string, Draft*, std::less<>> drafts_by_field_name;
  std::vector<const ast::Domain*> domains;
  std::vector<const ast::View*> views;
  std::vector<const ast::Role*> roles;
  std::vector<const ast::Raw*> raw;
  std::set<std::string> raw_functions;  ///< that raw SQL makes
  std::set<std::string> raw_types;
  std::vector<const ast::LintsBlock*> lints;
  std::vector<const ast::Seed*> seeds;
  std::set<std::string> dropped;  ///< declarations that couldn't be read
  bool any_dropped = false;       ///< they could be called anything
  std::vector<DerivedEntity> derived;
  Draft* root = nullptr;
  /// What the declared roles may do, by role and entity or view.
  std::map<std::pair<std::string, std::string>, std::map<ir::Command, Span>> rights;
  bool index_foreign_keys = true;  ///< T5
  CutNames cut_names;
  /// Of declarations, and of what their members make: `Order.orders_placed_idx`.
  diag::Places places;
  Span schema_span;
  Span root_span;

  /// What makes the constraint, index or trigger of that name stands there.
  void made(const ir::Entity& entity, const std::string& name, Span span) {
    places.emplace(entity.name + "." + name, span);
  }

  [[nodiscard]] Draft* draft(std::string_view name) const;
  /// The entity that a field of the name, without its `_id`, seems to mean.
  [[nodiscard]] Draft* draft_meant_by(std::string_view field_name) const;
  [[nodiscard]] std::vector<std::string> entity_names() const;
  /// Whether the name may be of a declaration that couldn't be read: nothing is said of it.
  [[nodiscard]] bool was_dropped(const std::string& name) const {
    return any_dropped || dropped.contains(name);
  }
  template <typename T>
  [[nodiscard]] const T* find(const std::string& name) const {
    const auto found = symbols.find(name);
    if (found == symbols.end()) return nullptr;
    const auto* pointer = std::get_if<const T*>(&found->second.what);
    return pointer == nullptr ? nullptr : *pointer;
  }
};

/// Names that are taken, and the next free one: `sessions_idx`, `sessions_idx1`, …
class NameSet {
 public:
  std::string free(const std::string& wanted);
  /// False where it is taken already.
  bool take(const std::string& name) { return taken_.insert(name).second; }

 private:
  std::set<std::string> taken_;
};

/// Whether the entity's rows belong to a tenant, through a column that is not their own key.
inline bool in_tenant(const ir::Entity& entity) {
  return entity.tenancy == ir::Tenancy::kTenant;
}

// The stages, in their order.
void collect_declarations(Context& context, const std::vector<ast::File>& files);
void check_generated_names(Context& context);
void resolve_settings(Context& context, const std::vector<ast::File>& files);
void resolve_enums(Context& context);
void resolve_domains(Context& context);
void resolve_structs(Context& context);
void splice_mixins(Context& context);
void resolve_tenancy(Context& context);
void resolve_roles(Context& context);
void resolve_fields(Context& context);
void resolve_keys(Context& context);
void derive_columns(Context& context);
void derive_soft_delete(Context& context);
void derive_foreign_keys(Context& context);
void resolve_constraints(Context& context);
void resolve_partitions(Context& context);
void check_partition_references(Context& context);
void resolve_retention(Context& context);
void derive_foreign_key_indexes(Context& context);
void derive_isolation(Context& context);
void resolve_search(Context& context);
void derive_search_access(Context& context);
void derive_audit(Context& context);
void derive_live_views(Context& context);
void resolve_views(Context& context);
void check_sql(Context& context);
void resolve_triggers(Context& context);
void resolve_storage(Context& context);
void resolve_raw(Context& context);
void defer_circles(Context& context);
void resolve_former_names(Context& context);
void check_column_uses(Context& context);
void check_collisions(Context& context);
void resolve_seeds(Context& context);
void run_lints(Context& context, const LintLevels& given);

// Shared by stages.
std::optional<ir::Type> resolve_type(Context& context, const ast::Type& type, bool in_struct);
std::optional<ir::Value> resolve_value(Context& context, const ast::Value& value, const ir::Type& type);
Attributes resolve_attributes(Context& context, const std::vector<ast::Attribute>& given, unsigned place);
/// The type that a domain is over, and any other as it is.
ir::Type underlying(const ir::Schema& schema, const ir::Type& type);
/// Whether a row can be put in without a value: by the column's default, its domain's, or by the server's
/// own doing.
bool has_default(const ir::Schema& schema, const ir::Column& column);
/// What the attributes make of a plain field's column.
void resolve_column_attributes(Context& context, const FieldDraft& field, ir::Column& column);
ir::Deferral deferral_of(const Attributes& attributes);
/// Of `@unique(nulls_not_distinct)`.
bool nulls_not_distinct(const ast::Attribute& unique);
const std::vector<KeyColumn>& key_of(Context& context, Draft& draft);
/// The columns of a field, in the order of the key that a relation refers to.
std::vector<KeyColumn> columns_of(Context& context, const FieldDraft& field);
void resolve_checks(Context& context, Draft& draft);
/// The index of a search by vector, held to all that an author's index is.
void derive_search_index(Context& context, Draft& draft, const ast::Index& index);
bool has_right(const Context& context, const std::string& role, const std::string& target,
               ir::Command command);
/// Where a role is given a right; null where it isn't.
const Span* place_of_right(const Context& context, const std::string& role, const std::string& target,
                           ir::Command command);
/// Whether the application may do it: what is global it reads, and writes where that is declared.
bool app_may(const Context& context, const ir::Entity& entity, ir::Command command);
/// Columns of a global entity that whoever may update it may change, as grants tell then: all that are given,
/// but its key, since a change of that would reach the rows of tenants, or tell of them.
std::vector<std::string> updatable_columns(const ir::Entity& entity);
void check_global_writes(Context& context);
/// `select`, `insert`, …; `what` is what names it.
std::optional<ir::Command> command_of(Context& context, const ast::Name& name, std::string_view what);
/// Whether an entity's log will have the name.
bool is_audit_name(const Context& context, std::string_view name);
/// Whether the policy narrows what the role may do with the command.
bool narrows(const ast::Policy& policy, std::string_view role, std::string_view command);
/// `because ""` gives no reason.
void check_reason(Context& context, const ast::GlobalReason& reason);
/// `90 days`; none where it was complained about.
std::optional<ir::Duration> resolve_duration(Context& context, const ast::Duration& duration);
/// A whole number within limits; none where it was complained about.
std::optional<int> resolve_number(Context& context, const std::string& text, Span span, std::string_view what,
                                  int least, int most);
/// The field that a column comes from; none for a derived column.
const FieldDraft* field_of_column(const Draft& draft, const std::string& column);
/// Whether a value of the column tells when its row was made: `uuid = uuid7()`.
bool holds_uuid7(const ir::Column& column);
/// Whether `entity`'s old partitions are dropped.
bool drops_partitions(const ir::Entity& entity);
/// SQL in a value, wherever in it, that stands for a seed's column.
void check_seed_sql(Context& context, const Draft& draft, const ast::Value& value);
std::optional<std::vector<std::string>> resolve_columns(Context& context, const Draft& draft,
                                                        const ast::Column& column);

}  // namespace tenon::sema

// Keys and relations: what a row is known by, the columns that fields become, and what refers to what.
#pragma once

#include <optional>
#include <vector>

#include "sema/context/context.hpp"

namespace tenon::sema {

void resolve_keys(const Settling& context);
/// Columns, with the tenant's (T1), and the primary key (T2).
void derive_columns(const Making& context);
/// What needs a key, of entities that have none.
void check_keyless(const Reading& context);
/// Takes the reason of `key none`, or tells that there is none.
void check_keyless_reason(const Reading& context, Draft& draft, const ast::Key& key);
void backfill_tenants(const Making& context);
/// What the database counts within each tenant: `next_number()`.
void resolve_numbers(const Making& context);
/// Whether the field's value is `next_number(…)`.
bool is_counted(const FieldDraft& field);
/// Whether keys, constraints and indexes hold columns that they can.
void check_column_uses(const Reading& context);
/// What `foreign key (…) references …` says, without its name and its actions; nothing where it is wrong.
std::optional<ir::ForeignKey> declared_foreign_key(const Making& context, const Draft& draft,
                                                   const ast::ForeignKey& syntax,
                                                   const Attributes& attributes);
/// T1 and T3.
void derive_foreign_keys(const Making& context);
void defer_circles(const Making& context);
/// T5.
void derive_foreign_key_indexes(const Making& context);

/// The columns of a field, in the order of the key that a relation refers to. Keys have to be known.
std::vector<KeyColumn> columns_of(const FieldDraft& field);
/// A value that is given for a plain field whose type is known, as its column holds it: of a hashed secret,
/// the hash.
std::optional<ir::Value> field_value(const Reading& context, const FieldDraft& field,
                                     const ast::Value& value);
/// The same of an `@example`, in which `{n}` and `{tenant}` stand for what each row has.
std::optional<ir::Value> example_value(const Reading& context, const FieldDraft& field,
                                       const ast::Value& value);
ir::Deferral deferral_of(const Attributes& attributes);
/// Of `@unique(nulls_not_distinct)`.
bool nulls_not_distinct(const ast::Attribute& unique);
/// `because ""` gives no reason.
void check_reason(const Reading& context, const ast::GlobalReason& reason);

}  // namespace tenon::sema
